// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/json.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace tokendesk::cli {
namespace {

QJsonValue timeOf(Instant instant) { return toIsoString(instant); }

QJsonValue timeOf(const std::optional<Instant> &instant)
{
    return instant ? QJsonValue(toIsoString(*instant)) : QJsonValue(QJsonValue::Null);
}

QJsonValue textOrNull(const QString &text)
{
    return text.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(text);
}

QJsonValue word(const char *text) { return QLatin1String(text); }

QJsonObject verdictJson(const token::Verdict &verdict)
{
    QJsonArray checks;
    for (std::size_t i = 0; i < token::kCheckCount; ++i) {
        const auto check = static_cast<token::Check>(i);
        const auto &entry = verdict.at(check);
        QJsonObject row{{QStringLiteral("check"), word(token::checkName(check))},
                        {QStringLiteral("outcome"), word(outcomeName(entry.outcome))}};
        if (entry.outcome == token::Outcome::Failed)
            row.insert(QStringLiteral("cause"), word(token::causeName(entry.cause)));
        checks.append(row);
    }
    const QJsonValue none(QJsonValue::Null);
    return {
        {QStringLiteral("accepted"), verdict.accepted()},
        {QStringLiteral("check"),
         verdict.firstFailure ? word(token::checkName(*verdict.firstFailure)) : none},
        {QStringLiteral("cause"),
         verdict.firstFailure ? word(token::causeName(verdict.cause())) : none},
        {QStringLiteral("examined_at"), timeOf(verdict.examinedAt)},
        {QStringLiteral("issued_at"), timeOf(verdict.issuedAt)},
        {QStringLiteral("not_before"), timeOf(verdict.notBefore)},
        {QStringLiteral("expires_at"), timeOf(verdict.expiresAt)},
        {QStringLiteral("short_secret"), verdict.shortSecret},
        {QStringLiteral("checks"), checks},
    };
}

} // namespace

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
        {QStringLiteral("password_scheme"), textOrNull(user.passwordScheme)},
        {QStringLiteral("created_at"), timeOf(user.createdAt)},
        {QStringLiteral("updated_at"), timeOf(user.updatedAt)},
        {QStringLiteral("last_login"), timeOf(user.lastLoginAt)},
        {QStringLiteral("password_changed_at"), timeOf(user.passwordChangedAt)},
        {QStringLiteral("deleted_at"), timeOf(user.deletedAt)},
        {QStringLiteral("live_sessions"), user.liveSessions},
        {QStringLiteral("wrong_passwords"), user.login.failures},
        {QStringLiteral("password_waits_until"), timeOf(user.login.waitUntil)},
        {QStringLiteral("password_locked_at"), timeOf(user.login.lockedAt)},
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
        {QStringLiteral("username"), textOrNull(session.username)},
        {QStringLiteral("kind"), word(session.kind == SessionKind::Pair ? "pair" : "sliding")},
        {QStringLiteral("state"), word(isEnded(session, now) ? "ended" : "live")},
        {QStringLiteral("generation"), session.generation},
        {QStringLiteral("created_at"), timeOf(session.createdAt)},
        {QStringLiteral("refreshed_at"), timeOf(session.refreshedAt)},
        {QStringLiteral("expires_at"), timeOf(session.expiresAt)},
        {QStringLiteral("maximum_at"), timeOf(session.maximumAt)},
        {QStringLiteral("access_until"), timeOf(session.accessUntil)},
        {QStringLiteral("address"), session.address},
        {QStringLiteral("user_agent"), session.userAgent},
        {QStringLiteral("key_id"), session.keyId},
        {QStringLiteral("ended_at"), timeOf(session.endedAt)},
        {QStringLiteral("end_reason"), session.endReason ? word(endReasonName(*session.endReason))
                                                         : QJsonValue(QJsonValue::Null)},
        {QStringLiteral("ended_by"), textOrNull(session.endedBy)},
    };
}

QJsonObject toJson(const Event &event)
{
    const QJsonValue none(QJsonValue::Null);
    return {
        {QStringLiteral("id"), event.id},
        {QStringLiteral("at"), timeOf(event.at)},
        {QStringLiteral("type"), event.type},
        {QStringLiteral("severity"), word(severityName(event.severity))},
        {QStringLiteral("actor"), event.actor},
        {QStringLiteral("user_id"), event.userId ? QJsonValue(*event.userId) : none},
        {QStringLiteral("session_id"),
         event.sessionId ? QJsonValue(event.sessionId->toString()) : none},
        {QStringLiteral("address"), textOrNull(event.address)},
        {QStringLiteral("detail"), event.detail},
    };
}

QJsonObject toJson(const KeyInfo &key)
{
    return {
        {QStringLiteral("kid"), key.kid},
        {QStringLiteral("algorithm"), key.algorithm},
        {QStringLiteral("state"), word(stateName(key.state))},
        {QStringLiteral("created_at"), timeOf(key.createdAt)},
        {QStringLiteral("activates_at"), timeOf(key.activatesAt)},
        {QStringLiteral("activated_at"), timeOf(key.activatedAt)},
        {QStringLiteral("leaves_at"), timeOf(key.leavesAt)},
        {QStringLiteral("retired_at"), timeOf(key.retiredAt)},
        {QStringLiteral("live_sessions"), key.liveSessions},
        {QStringLiteral("imported"), key.imported},
        {QStringLiteral("warning"), textOrNull(key.warning)},
    };
}

QJsonObject toJson(const ClientInfo &client)
{
    return {
        {QStringLiteral("client_id"), client.id},
        {QStringLiteral("name"), client.name},
        {QStringLiteral("is_enabled"), !client.disabledAt},
        {QStringLiteral("created_at"), timeOf(client.createdAt)},
        {QStringLiteral("secret_rotated_at"), timeOf(client.rotatedAt)},
        {QStringLiteral("last_used_at"), timeOf(client.lastUsedAt)},
        {QStringLiteral("disabled_at"), timeOf(client.disabledAt)},
    };
}

QJsonObject toJson(const SettingsVersion &version)
{
    return {
        {QStringLiteral("version"), version.version}, {QStringLiteral("at"), timeOf(version.at)},
        {QStringLiteral("author"), version.author},   {QStringLiteral("before"), version.before},
        {QStringLiteral("after"), version.after},
    };
}

QJsonObject toJson(const Inspection &inspection)
{
    const Instant now = inspection.verdict.examinedAt;
    QJsonArray answers;
    for (const PredictedAnswer &answer : inspection.answers) {
        answers.append(QJsonObject{
            {QStringLiteral("endpoint"), answer.endpoint},
            {QStringLiteral("status"), answer.status},
            {QStringLiteral("body"), QJsonDocument::fromJson(answer.body).object()},
        });
    }
    const QJsonValue none(QJsonValue::Null);
    return {
        {QStringLiteral("header"),
         inspection.headerJson.isEmpty() ? none : QJsonValue(inspection.header)},
        {QStringLiteral("claims"),
         inspection.payloadJson.isEmpty() ? none : QJsonValue(inspection.claims)},
        {QStringLiteral("verdict"), verdictJson(inspection.verdict)},
        {QStringLiteral("sentence"), inspection.sentence},
        {QStringLiteral("session"),
         inspection.session ? QJsonValue(toJson(*inspection.session, now)) : none},
        {QStringLiteral("user"), inspection.user ? QJsonValue(toJson(*inspection.user)) : none},
        {QStringLiteral("answers"), answers},
    };
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

const char *stateName(KeyInfo::State state)
{
    switch (state) {
    case KeyInfo::State::Next:
        return "next";
    case KeyInfo::State::Active:
        return "active";
    case KeyInfo::State::Retiring:
        return "retiring";
    case KeyInfo::State::Retired:
        break;
    }
    return "retired";
}

const char *severityName(Severity severity)
{
    switch (severity) {
    case Severity::Debug:
        return "debug";
    case Severity::Info:
        return "info";
    case Severity::Warning:
        return "warning";
    case Severity::Error:
        break;
    }
    return "error";
}

const char *outcomeName(token::Outcome outcome)
{
    switch (outcome) {
    case token::Outcome::NotReached:
        return "not_reached";
    case token::Outcome::NotApplicable:
        return "not_applicable";
    case token::Outcome::Passed:
        return "passed";
    case token::Outcome::Failed:
        break;
    }
    return "failed";
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

} // namespace tokendesk::cli
