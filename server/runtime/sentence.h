// SPDX-License-Identifier: GPL-3.0-or-later
// Value: a sentence with facts in it, that can be told in any language.
#pragma once

#include "server/base/clock.h"

#include <QString>

#include <optional>
#include <vector>

namespace tokendesk {

/// One fact of a sentence.
struct SentencePart
{
    QString text; ///< as it is; in English where it has a context
    const char *context = nullptr; ///< in which the window translates it; none: it is a value
    std::optional<Instant> moment = std::nullopt; ///< in place of the text
};

/// A whole sentence whose facts stand for %1, %2 and so on. The window translates the pattern in
/// context "VerdictSentence".
struct Sentence
{
    const char *pattern = ""; ///< one of verdictPatterns()
    std::vector<SentencePart> parts;

    /// For the command line, the log and JSON.
    [[nodiscard]] QString english() const;
    /// \a pattern, a translated one, with \a facts in it, which are not looked into.
    [[nodiscard]] static QString filled(QString pattern, const QStringList &facts);
};

/// \a text as it goes on after a colon: "not valid yet", but "JWT is wrong".
[[nodiscard]] QString afterColon(QString text);

} // namespace tokendesk
