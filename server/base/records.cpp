// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/base/records.h"

#include "server/base/csv.h"
#include "server/base/valuejson.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace tokendesk {
namespace {

QString yesNo(bool value) { return value ? QStringLiteral("true") : QStringLiteral("false"); }

QString timeText(const std::optional<Instant> &instant)
{
    return instant ? toIsoString(*instant) : QString();
}

QString claimsText(const QJsonObject &claims)
{
    return claims.isEmpty()
               ? QString()
               : QString::fromUtf8(QJsonDocument(claims).toJson(QJsonDocument::Compact));
}

QStringList safe(QStringList fields)
{
    std::transform(fields.begin(), fields.end(), fields.begin(), formulaSafe);
    return fields;
}

} // namespace

QStringList userCsvColumns()
{
    return {QStringLiteral("id"),           QStringLiteral("username"),
            QStringLiteral("email"),        QStringLiteral("first_name"),
            QStringLiteral("last_name"),    QStringLiteral("is_active"),
            QStringLiteral("is_staff"),     QStringLiteral("is_superuser"),
            QStringLiteral("groups"),       QStringLiteral("claims"),
            QStringLiteral("created_at"),   QStringLiteral("last_login"),
            QStringLiteral("live_sessions")};
}

QStringList csvFields(const User &user)
{
    return safe({QString::number(user.id), user.username, user.email, user.firstName, user.lastName,
                 yesNo(user.active), yesNo(user.staff), yesNo(user.superuser),
                 groupsText(user.groups), claimsText(user.claims), toIsoString(user.createdAt),
                 timeText(user.lastLoginAt), QString::number(user.liveSessions)});
}

QStringList sessionCsvColumns()
{
    return {
        QStringLiteral("id"),         QStringLiteral("user_id"),    QStringLiteral("username"),
        QStringLiteral("state"),      QStringLiteral("created_at"), QStringLiteral("refreshed_at"),
        QStringLiteral("expires_at"), QStringLiteral("generation"), QStringLiteral("address"),
        QStringLiteral("user_agent"), QStringLiteral("ended_at"),   QStringLiteral("end_reason"),
        QStringLiteral("ended_by")};
}

QStringList csvFields(const Session &session, Instant now)
{
    const QString reason =
        session.endReason ? QString::fromLatin1(endReasonName(*session.endReason)) : QString();
    return safe({session.id.toString(), QString::number(session.userId), session.username,
                 isEnded(session, now) ? QStringLiteral("ended") : QStringLiteral("live"),
                 toIsoString(session.createdAt), timeText(session.refreshedAt),
                 toIsoString(session.expiresAt), QString::number(session.generation),
                 session.address, session.userAgent, timeText(session.endedAt), reason,
                 session.endedBy});
}

QString groupsText(const QStringList &groups)
{
    const bool isPlain = std::none_of(groups.begin(), groups.end(), [](const QString &name) {
        return name.isEmpty() || name.contains(u'|') || name.startsWith(u'[')
               || name.trimmed() != name;
    });
    if (isPlain)
        return groups.join(u'|');
    return QString::fromUtf8(
        QJsonDocument(QJsonArray::fromStringList(groups)).toJson(QJsonDocument::Compact));
}

std::optional<QStringList> groupsFromText(const QString &text)
{
    if (!text.startsWith(u'[')) {
        QStringList groups;
        for (const QString &name : text.split(u'|')) {
            if (!name.trimmed().isEmpty())
                groups.append(name.trimmed());
        }
        return groups;
    }
    const QJsonDocument document = QJsonDocument::fromJson(text.toUtf8());
    if (!document.isArray())
        return std::nullopt;
    QStringList groups;
    for (const QJsonValue name : document.array()) {
        if (!name.isString())
            return std::nullopt;
        groups.append(name.toString());
    }
    return groups;
}

} // namespace tokendesk
