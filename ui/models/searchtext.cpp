// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/searchtext.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace tokendesk::ui {

namespace {

QString translate(const char *text) { return QCoreApplication::translate("SearchText", text); }

QString unknownField(const QString &field, const QString &known)
{
    return translate("There is no search word “%1:”. Use %2.").arg(field, known);
}

QString unknownValue(const SearchToken &token, const QString &known)
{
    return translate("“%1” is no value of %2:. Use %3.").arg(token.value, token.field, known);
}

std::optional<bool> yesNo(const QString &value)
{
    const QString word = value.toLower();
    if (word == QLatin1String("yes") || word == QLatin1String("true"))
        return true;
    if (word == QLatin1String("no") || word == QLatin1String("false"))
        return false;
    return {};
}

/// Reads a user token into \a query; the problem with it, or nothing.
QString applyUserToken(const SearchToken &token, UserQuery &query)
{
    const QString value = token.value.toLower();
    if (token.field == QLatin1String("group")) {
        query.group = token.value;
        return {};
    }
    if (token.field == QLatin1String("staff") || token.field == QLatin1String("superuser")) {
        const std::optional<bool> wanted = yesNo(value);
        if (!wanted)
            return unknownValue(token, QStringLiteral("yes, no"));
        (token.field == QLatin1String("staff") ? query.staff : query.superuser) = wanted;
        return {};
    }
    if (token.field != QLatin1String("state"))
        return unknownField(token.field, QStringLiteral("state:, staff:, superuser:, group:"));
    if (value == QLatin1String("deleted"))
        query.deleted = true;
    else if (value == QLatin1String("active") || value == QLatin1String("disabled"))
        query.active = value == QLatin1String("active");
    else
        return unknownValue(token, QStringLiteral("active, disabled, deleted"));
    return {};
}

QString applySessionToken(const SearchToken &token, SessionSearch &search)
{
    const QString value = token.value.toLower();
    if (token.field == QLatin1String("user")) {
        search.username = token.value;
        return {};
    }
    if (token.field != QLatin1String("state"))
        return unknownField(token.field, QStringLiteral("user:, state:"));
    if (value == QLatin1String("live"))
        search.query.state = SessionState::Live;
    else if (value == QLatin1String("ended"))
        search.query.state = SessionState::Ended;
    else
        return unknownValue(token, QStringLiteral("live, ended"));
    return {};
}

} // namespace

SearchText splitSearch(const QString &text)
{
    // A field is a word of letters right before a colon; "10.0.0.7:80" and "fe80::1" are free
    // words.
    static const QRegularExpression pattern(
        QStringLiteral("(?<=^|\\s)([A-Za-z]{2,}):(?!:)(?:\"([^\"]*)\"?|(\\S*))"));
    SearchText result;
    QString rest = text;
    QRegularExpressionMatchIterator it = pattern.globalMatch(text);
    while (it.hasNext()) {
        const QRegularExpressionMatch match = it.next();
        const QString value = match.captured(2) + match.captured(3);
        rest.replace(match.capturedStart(), match.capturedLength(),
                     QString(match.capturedLength(), QLatin1Char(' ')));
        if (!value.isEmpty()) {
            result.tokens.append({match.captured(1).toLower(), value, match.capturedStart(),
                                  match.capturedLength()});
        }
    }
    result.words = rest.simplified();
    return result;
}

QString searchToken(const QString &field, const QString &value)
{
    const bool blank = value.contains(QLatin1Char(' '));
    return (blank ? QStringLiteral("%1:\"%2\"") : QStringLiteral("%1:%2")).arg(field, value);
}

QString withoutToken(const QString &text, qsizetype index)
{
    const SearchToken token = splitSearch(text).tokens.at(index);
    return QString(text).remove(token.position, token.length).simplified();
}

QString withToken(const QString &text, const QString &field, const QString &value)
{
    QString result = text;
    const QList<SearchToken> tokens = splitSearch(text).tokens;
    for (qsizetype i = tokens.size(); i-- > 0;) {
        if (tokens.at(i).field == field)
            result.remove(tokens.at(i).position, tokens.at(i).length);
    }
    if (!value.isEmpty())
        result += QLatin1Char(' ') + searchToken(field, value);
    return result.simplified();
}

UserSearch parseUserSearch(const QString &text)
{
    const SearchText parts = splitSearch(text);
    UserSearch search;
    search.query.text = parts.words;
    for (const SearchToken &token : parts.tokens) {
        const QString problem = applyUserToken(token, search.query);
        if (search.problem.isEmpty())
            search.problem = problem;
    }
    return search;
}

SessionSearch parseSessionSearch(const QString &text)
{
    const SearchText parts = splitSearch(text);
    SessionSearch search;
    search.query.text = parts.words;
    for (const SearchToken &token : parts.tokens) {
        const QString problem = applySessionToken(token, search);
        if (search.problem.isEmpty())
            search.problem = problem;
    }
    return search;
}

} // namespace tokendesk::ui
