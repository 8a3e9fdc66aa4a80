// SPDX-License-Identifier: GPL-3.0-or-later
// Values: what a person typed into a search field, taken apart.
#pragma once

#include "server/base/session.h"

#include <QString>
#include <QStringList>

namespace tokendesk::ui {

/// One `field:value` token as it stands in the text. A value with blanks is written in quotes.
struct SearchToken
{
    QString field; ///< lower case, without the colon
    QString value;
    qsizetype position = 0; ///< in the text
    qsizetype length = 0;

    friend bool operator==(const SearchToken &, const SearchToken &) = default;
};

/// A text split into tokens and the free words around them.
struct SearchText
{
    QList<SearchToken> tokens;
    QString words; ///< free words with single blanks
};

[[nodiscard]] SearchText splitSearch(const QString &text);
/// `field:value`, with quotes where they are needed.
[[nodiscard]] QString searchToken(const QString &field, const QString &value);
/// \a text without the token at \a index of splitSearch().
[[nodiscard]] QString withoutToken(const QString &text, qsizetype index);
/// \a text with every token of \a field replaced by one of \a value; an empty value only removes.
[[nodiscard]] QString withToken(const QString &text, const QString &field, const QString &value);

/// What the users page searches for.
struct UserSearch
{
    UserQuery query; ///< sort and paging are not touched
    QString problem; ///< one sentence about a token that is not understood; empty: none
};
/// Tokens: state:active|disabled|deleted, staff:yes|no, superuser:yes|no, group:NAME.
[[nodiscard]] UserSearch parseUserSearch(const QString &text);

/// What the sessions page searches for.
struct SessionSearch
{
    SessionQuery query; ///< sort, paging and userId are not touched
    QString username; ///< of the token user:NAME, still to be looked up; empty: none
    QString problem;
};
/// Tokens: user:NAME, state:live|ended.
[[nodiscard]] SessionSearch parseSessionSearch(const QString &text);

} // namespace tokendesk::ui
