// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/json.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace tokendesk::cli {
namespace {

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
        {QStringLiteral("examined_at"), jsonTime(verdict.examinedAt)},
        {QStringLiteral("issued_at"), jsonTime(verdict.issuedAt)},
        {QStringLiteral("not_before"), jsonTime(verdict.notBefore)},
        {QStringLiteral("expires_at"), jsonTime(verdict.expiresAt)},
        {QStringLiteral("short_secret"), verdict.shortSecret},
        {QStringLiteral("checks"), checks},
    };
}

} // namespace

QJsonObject toJson(const KeyInfo &key)
{
    return {
        {QStringLiteral("kid"), key.kid},
        {QStringLiteral("algorithm"), key.algorithm},
        {QStringLiteral("state"), word(stateName(key.state))},
        {QStringLiteral("created_at"), jsonTime(key.createdAt)},
        {QStringLiteral("activates_at"), jsonTime(key.activatesAt)},
        {QStringLiteral("activated_at"), jsonTime(key.activatedAt)},
        {QStringLiteral("leaves_at"), jsonTime(key.leavesAt)},
        {QStringLiteral("retired_at"), jsonTime(key.retiredAt)},
        {QStringLiteral("live_sessions"), key.liveSessions},
        {QStringLiteral("imported"), key.imported},
        {QStringLiteral("warning"), jsonTextOrNull(key.warning)},
    };
}

QJsonObject toJson(const ClientInfo &client)
{
    return {
        {QStringLiteral("client_id"), client.id},
        {QStringLiteral("name"), client.name},
        {QStringLiteral("is_enabled"), !client.disabledAt},
        {QStringLiteral("created_at"), jsonTime(client.createdAt)},
        {QStringLiteral("secret_rotated_at"), jsonTime(client.rotatedAt)},
        {QStringLiteral("last_used_at"), jsonTime(client.lastUsedAt)},
        {QStringLiteral("disabled_at"), jsonTime(client.disabledAt)},
    };
}

QJsonObject toJson(const SettingsVersion &version)
{
    return {
        {QStringLiteral("version"), version.version}, {QStringLiteral("at"), jsonTime(version.at)},
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

} // namespace tokendesk::cli
