// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/auth/uservalidation.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace tokendesk::auth {
namespace {

QString nfkc(const QString &text) { return text.normalized(QString::NormalizationForm_KC); }

// Format characters (bidi overrides, zero-width joiners, tags), fillers that draw nothing, line
// breaks: two names that look the same must be the same. Source: Unicode TR 36 section 2; SECURITY
// R90.
bool isInvisible(char32_t c)
{
    switch (QChar::category(c)) {
    case QChar::Other_Control:
    case QChar::Other_Format:
    case QChar::Other_Surrogate:
    case QChar::Other_PrivateUse:
    case QChar::Other_NotAssigned:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
        return true;
    default:
        break;
    }
    return c == 0x034F || c == 0x115F || c == 0x1160 || c == 0x17B4 || c == 0x17B5 || c == 0x3164
           || c == 0xFFA0 || (c >= 0x180B && c <= 0x180F) || (c >= 0xFE00 && c <= 0xFE0F)
           || (c >= 0xE0100 && c <= 0xE01EF);
}

bool hasInvisible(const QString &text)
{
    const auto points = text.toUcs4(); // where lone surrogates are U+FFFD
    return !text.isValidUtf16()
           || std::any_of(points.begin(), points.end(), [](auto c) { return isInvisible(c); });
}

bool hasOuterSpace(const QString &text)
{
    return !text.isEmpty() && (text.front().isSpace() || text.back().isSpace());
}

Result<QString> checkedUsername(const QString &input)
{
    const QString field = QStringLiteral("username");
    const auto refuse = [&field](const QString &why) {
        return fail(ErrorCode::UsernameInvalid, why, field);
    };
    const QString name = nfkc(input);
    if (name.isEmpty())
        return refuse(QStringLiteral("A username is needed."));
    if (name.toUcs4().size() > kUsernameLimit)
        return refuse(QStringLiteral("At most %1 characters.").arg(kUsernameLimit));
    if (hasOuterSpace(name))
        return refuse(QStringLiteral("It must not begin or end with a blank."));
    if (hasInvisible(name) || hasInvisible(input))
        return refuse(QStringLiteral("It holds characters that cannot be seen."));
    return name;
}

Result<QString> checkedName(const QString &input, const QString &field)
{
    const QString name = input.normalized(QString::NormalizationForm_C).trimmed();
    if (name.toUcs4().size() > kNameLimit)
        return fail(ErrorCode::InvalidArgument,
                    QStringLiteral("At most %1 characters.").arg(kNameLimit), field);
    if (hasInvisible(name))
        return fail(ErrorCode::InvalidArgument,
                    QStringLiteral("It holds characters that cannot be seen."), field);
    return name;
}

// The shape only: something, one '@', labels with a dot or a single host name. Whether mail arrives
// is not ours to find out.
bool looksLikeEmail(const QString &text)
{
    const qsizetype at = text.lastIndexOf(u'@');
    if (at < 1 || at > 64 || at == text.size() - 1)
        return false;
    const auto isBad = [](QChar c) { return c.isSpace() || c == u'@' || c == u',' || c == u';'; };
    const QStringView local = QStringView(text).first(at);
    const QStringView host = QStringView(text).sliced(at + 1);
    return std::none_of(local.begin(), local.end(), isBad)
           && std::none_of(host.begin(), host.end(), isBad) && !host.startsWith(u'.')
           && !host.endsWith(u'.') && !host.contains(u"..") && !host.startsWith(u'-');
}

Result<QString> checkedEmail(const QString &input)
{
    const QString email = input.trimmed();
    if (email.isEmpty())
        return email;
    if (email.size() > kEmailLimit)
        return fail(ErrorCode::InvalidArgument,
                    QStringLiteral("At most %1 characters.").arg(kEmailLimit),
                    QStringLiteral("email"));
    if (hasInvisible(email) || !looksLikeEmail(email))
        return fail(ErrorCode::InvalidArgument, QStringLiteral("Not an e-mail address."),
                    QStringLiteral("email"));
    return email;
}

Result<QStringList> checkedGroups(const QStringList &input)
{
    QStringList groups;
    for (const QString &group : input) {
        TRY_ASSIGN(const QString name, checkedName(group, QStringLiteral("groups")));
        if (name.isEmpty())
            return fail(ErrorCode::InvalidArgument, QStringLiteral("A group needs a name."),
                        QStringLiteral("groups"));
        groups.append(name);
    }
    groups.sort();
    groups.removeDuplicates();
    if (groups.size() > kGroupLimit)
        return fail(ErrorCode::InvalidArgument,
                    QStringLiteral("At most %1 groups.").arg(kGroupLimit),
                    QStringLiteral("groups"));
    return groups;
}

/// Tokens that are nested deep are refused when they come back.
bool isShallow(const QJsonValue &value, int levels)
{
    if (!value.isObject() && !value.isArray())
        return true;
    if (levels == 0)
        return false;
    if (value.isArray()) {
        const QJsonArray array = value.toArray();
        return std::all_of(array.begin(), array.end(),
                           [=](const QJsonValue &each) { return isShallow(each, levels - 1); });
    }
    const QJsonObject object = value.toObject();
    return std::all_of(object.begin(), object.end(),
                       [=](const QJsonValue &each) { return isShallow(each, levels - 1); });
}

Result<QJsonObject> checkedClaims(const QJsonObject &claims)
{
    if (QJsonDocument(claims).toJson(QJsonDocument::Compact).size() > kClaimsLimit)
        return fail(ErrorCode::InvalidArgument,
                    QStringLiteral("At most %1 bytes of JSON.").arg(kClaimsLimit),
                    QStringLiteral("claims"));
    for (auto it = claims.begin(); it != claims.end(); ++it) {
        if (it.key().isEmpty())
            return fail(ErrorCode::InvalidArgument, QStringLiteral("A claim needs a name."),
                        QStringLiteral("claims"));
        if (it.key().size() > kClaimNameLimit || hasInvisible(it.key()))
            return fail(
                ErrorCode::InvalidArgument,
                QStringLiteral("The name of a claim has at most %1 characters, all of which "
                               "can be seen.")
                    .arg(kClaimNameLimit),
                QStringLiteral("claims"));
    }
    if (!isShallow(claims, kClaimDepthLimit))
        return fail(ErrorCode::InvalidArgument,
                    QStringLiteral("Nested deeper than %1 levels.").arg(kClaimDepthLimit),
                    QStringLiteral("claims"));
    return claims;
}

/// Puts \a check's answer in the place of an optional that holds something.
template<typename T, typename Check>
Result<void> applyTo(std::optional<T> &value, Check check)
{
    if (value) {
        TRY_ASSIGN(*value, check(*value));
    }
    return {};
}

} // namespace

Result<NewUser> normalised(NewUser user)
{
    TRY_ASSIGN(user.username, checkedUsername(user.username));
    TRY_ASSIGN(user.email, checkedEmail(user.email));
    TRY_ASSIGN(user.firstName, checkedName(user.firstName, QStringLiteral("first_name")));
    TRY_ASSIGN(user.lastName, checkedName(user.lastName, QStringLiteral("last_name")));
    TRY_ASSIGN(user.groups, checkedGroups(user.groups));
    TRY_ASSIGN(user.claims, checkedClaims(user.claims));
    return user;
}

Result<UserChange> normalised(UserChange change)
{
    TRY(applyTo(change.username, checkedUsername));
    TRY(applyTo(change.email, checkedEmail));
    TRY(applyTo(change.firstName, [](const QString &name) {
        return checkedName(name, QStringLiteral("first_name"));
    }));
    TRY(applyTo(change.lastName, [](const QString &name) {
        return checkedName(name, QStringLiteral("last_name"));
    }));
    TRY(applyTo(change.groups, checkedGroups));
    TRY(applyTo(change.claims, checkedClaims));
    return change;
}

} // namespace tokendesk::auth
