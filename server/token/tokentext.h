// SPDX-License-Identifier: GPL-3.0-or-later
// Functions: finds the tokens in whatever a person has pasted.
#pragma once

#include <QString>
#include <QStringList>

#include <vector>

namespace tokendesk::token {

/// One token found in pasted text.
struct ExtractedToken
{
    QString text; ///< in compact form, as it would be sent; may still be no valid token
    QString kind; ///< "access", "refresh", "sliding", "id"; empty: neither it nor its place tells

    friend bool operator==(const ExtractedToken &, const ExtractedToken &) = default;
};

/// What extractTokens() found.
struct ExtractedTokens
{
    std::vector<ExtractedToken> tokens; ///< in the order of the text, each once
    QStringList removed; ///< what stood around them: "a curl command", "quotes"; in English,
                         ///< translated by the window in context "TokenText"
    QString stripped; ///< the same as a sentence: "Removed: a curl command, quotes."
    QString problem; ///< why there is no token, in English; empty: there is one, or no text

    friend bool operator==(const ExtractedTokens &, const ExtractedTokens &) = default;
};

/// Longest text that is searched: UTF-16 units.
inline constexpr qsizetype kMaximumPastedLength = 1024 * 1024;
/// Most tokens that are told apart in one text.
inline constexpr std::size_t kMaximumPastedTokens = 16;

/// Finds tokens in a bare token, an Authorization line, a curl command, a JSON answer of the token
/// endpoint, a cookie or an address; takes away quotes, line breaks inside the token and
/// URL-encoding. A single word that is no token is handed on as it is, so that the decision
/// function can say what is wrong with it. Trusts nothing and verifies nothing. Time is linear in
/// the length. Thread: any.
[[nodiscard]] ExtractedTokens extractTokens(const QString &pasted);

} // namespace tokendesk::token
