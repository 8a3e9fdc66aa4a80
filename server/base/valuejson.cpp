// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/base/valuejson.h"

#include "server/base/logging.h"

#include <QJsonArray>

namespace tokendesk {
namespace {

QJsonValue word(const char *text) { return QLatin1String(text); }

} // namespace

QJsonValue jsonTime(Instant instant) { return toIsoString(instant); }

QJsonValue jsonTime(const std::optional<Instant> &instant)
{
    return instant ? QJsonValue(toIsoString(*instant)) : QJsonValue(QJsonValue::Null);
}

QJsonValue jsonTextOrNull(const QString &text)
{
    return text.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(text);
}

QJsonObject toJson(const User &user)
{
    return {
        {QStringLiteral("id"), user.id},
        {QStringLiteral("username"), user.username},
        {QStringLiteral("email"), user.email},
        {QStringLiteral("first_name"), user.firstName},
        {QStringLiteral("last_name"), user.lastName},
        {QStringLiteral("is_active"), user.active},
        {QStringLiteral("is_staff"), user.staff},
        {QStringLiteral("is_superuser"), user.superuser},
        {QStringLiteral("groups"), QJsonArray::fromStringList(user.groups)},
        {QStringLiteral("claims"), user.claims},
        {QStringLiteral("password_scheme"), jsonTextOrNull(user.passwordScheme)},
        {QStringLiteral("created_at"), jsonTime(user.createdAt)},
        {QStringLiteral("updated_at"), jsonTime(user.updatedAt)},
        {QStringLiteral("last_login"), jsonTime(user.lastLoginAt)},
        {QStringLiteral("password_changed_at"), jsonTime(user.passwordChangedAt)},
        {QStringLiteral("deleted_at"), jsonTime(user.deletedAt)},
        {QStringLiteral("live_sessions"), user.liveSessions},
        {QStringLiteral("wrong_passwords"), user.login.failures},
        {QStringLiteral("password_waits_until"), jsonTime(user.login.waitUntil)},
        {QStringLiteral("password_locked_at"), jsonTime(user.login.lockedAt)},
    };
}

bool isEnded(const Session &session, Instant now)
{
    return session.endedAt.has_value() || session.expiresAt <= now;
}

QJsonObject toJson(const Session &session, Instant now)
{
    return {
        {QStringLiteral("id"), session.id.toString()},
        {QStringLiteral("user_id"), session.userId},
        {QStringLiteral("username"), jsonTextOrNull(session.username)},
        {QStringLiteral("kind"), word(session.kind == SessionKind::Pair ? "pair" : "sliding")},
        {QStringLiteral("state"), word(isEnded(session, now) ? "ended" : "live")},
        {QStringLiteral("generation"), session.generation},
        {QStringLiteral("created_at"), jsonTime(session.createdAt)},
        {QStringLiteral("refreshed_at"), jsonTime(session.refreshedAt)},
        {QStringLiteral("expires_at"), jsonTime(session.expiresAt)},
        {QStringLiteral("maximum_at"), jsonTime(session.maximumAt)},
        {QStringLiteral("access_until"), jsonTime(session.accessUntil)},
        {QStringLiteral("address"), session.address},
        {QStringLiteral("user_agent"), session.userAgent},
        {QStringLiteral("key_id"), session.keyId},
        {QStringLiteral("ended_at"), jsonTime(session.endedAt)},
        {QStringLiteral("end_reason"), session.endReason ? word(endReasonName(*session.endReason))
                                                         : QJsonValue(QJsonValue::Null)},
        {QStringLiteral("ended_by"), jsonTextOrNull(session.endedBy)},
    };
}

QJsonObject toJson(const Event &event)
{
    const QJsonValue none(QJsonValue::Null);
    return {
        {QStringLiteral("id"), event.id},
        {QStringLiteral("at"), jsonTime(event.at)},
        {QStringLiteral("type"), event.type},
        {QStringLiteral("severity"), word(severityName(event.severity))},
        {QStringLiteral("actor"), event.actor},
        {QStringLiteral("user_id"), event.userId ? QJsonValue(*event.userId) : none},
        {QStringLiteral("session_id"),
         event.sessionId ? QJsonValue(event.sessionId->toString()) : none},
        {QStringLiteral("address"), jsonTextOrNull(event.address)},
        {QStringLiteral("detail"), event.detail},
    };
}

QJsonObject toJson(const SettingsForecast &forecast)
{
    const auto part = [](const SessionForecast &each) {
        return QJsonObject{{QStringLiteral("end_now"), each.endNow},
                           {QStringLiteral("end_earlier"), each.endEarlier},
                           {QStringLiteral("end_later"), each.endLater},
                           {QStringLiteral("unchanged"), each.unchanged}};
    };
    return {{QStringLiteral("live"), forecast.live},
            {QStringLiteral("kept"), part(forecast.kept)},
            {QStringLiteral("shortened"),
             forecast.canShorten ? part(forecast.shortened) : QJsonValue(QJsonValue::Null)},
            {QStringLiteral("refused_by"), jsonTextOrNull(forecast.refusedBy)},
            {QStringLiteral("longer_access"), forecast.longerAccess},
            {QStringLiteral("access_until"), jsonTime(forecast.accessUntil)}};
}

QJsonObject toJson(SettingKey key, const Settings &settings)
{
    const SettingRow &row = settingRow(key);
    QJsonObject json{
        {QStringLiteral("key"), row.name()},
        {QStringLiteral("value"), settings.value(key)},
        {QStringLiteral("source"), word(settingSourceName(settings.source(key)))},
        {QStringLiteral("default"), settings.defaultValue(key)},
        {QStringLiteral("type"), word(typeName(row.type))},
        {QStringLiteral("unit"), word(row.unit)},
        {QStringLiteral("label"), word(row.label)},
        {QStringLiteral("help"), word(row.help)},
        {QStringLiteral("restart_needed"), row.has(RestartNeeded)},
    };
    if (row.type == SettingType::Integer || row.type == SettingType::Duration) {
        json.insert(QStringLiteral("minimum"), row.minimum);
        json.insert(QStringLiteral("maximum"), row.maximum);
    }
    if (row.type == SettingType::Choice)
        json.insert(QStringLiteral("choices"), QJsonArray::fromStringList(row.choiceList()));
    if (row.djangoName)
        json.insert(QStringLiteral("django_name"), word(row.djangoName));
    return json;
}

const char *typeName(SettingType type)
{
    switch (type) {
    case SettingType::Boolean:
        return "boolean";
    case SettingType::Integer:
        return "integer";
    case SettingType::Duration:
        return "duration";
    case SettingType::Text:
        return "text";
    case SettingType::TextList:
        return "list";
    case SettingType::Choice:
        return "choice";
    case SettingType::Json:
        break;
    }
    return "json";
}

} // namespace tokendesk
