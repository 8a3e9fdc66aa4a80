// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/runtime/inspectionjson.h"

#include "server/base/valuejson.h"
#include "server/runtime/verdictsentence.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <array>

namespace tokendesk {
namespace {

/// Members that tell nothing of a person and open no door.
constexpr std::array kHarmless = {"alg", "typ", "cty",       "kid",         "crit",
                                  "exp", "iat", "nbf",       "refresh_exp", "auth_time",
                                  "iss", "aud", "token_type"};

QJsonValue word(const char *text) { return QLatin1String(text); }

QJsonObject verdictJson(const token::Verdict &verdict)
{
    QJsonArray checks;
    for (std::size_t i = 0; i < token::kCheckCount; ++i) {
        const auto check = static_cast<token::Check>(i);
        const auto &entry = verdict.at(check);
        QJsonObject row{{QStringLiteral("check"), word(token::checkName(check))},
                        {QStringLiteral("outcome"), word(token::outcomeName(entry.outcome))}};
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

QJsonArray answersJson(const std::vector<PredictedAnswer> &answers)
{
    QJsonArray rows;
    for (const PredictedAnswer &answer : answers) {
        rows.append(QJsonObject{
            {QStringLiteral("endpoint"), answer.endpoint},
            {QStringLiteral("status"), answer.status},
            {QStringLiteral("body"), QJsonDocument::fromJson(answer.body).object()},
        });
    }
    return rows;
}

QJsonValue sessionEndJson(const Inspection &inspection)
{
    const auto &end = inspection.sessionEnd;
    if (!end)
        return QJsonValue::Null;
    return QJsonObject{
        {QStringLiteral("at"), jsonTime(end->at)},
        {QStringLiteral("reason"), word(endReasonName(end->reason))},
        {QStringLiteral("over"), end->at <= inspection.verdict.examinedAt},
    };
}

QJsonObject masked(const QJsonObject &object)
{
    QJsonObject out = object;
    for (auto it = out.begin(); it != out.end(); ++it) {
        const bool isHarmless =
            std::any_of(kHarmless.begin(), kHarmless.end(),
                        [&it](const char *name) { return it.key() == QLatin1String(name); });
        if (!isHarmless)
            it.value() = QStringLiteral("…");
    }
    return out;
}

QByteArray compact(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

} // namespace

QJsonObject toJson(const Inspection &inspection)
{
    const Instant now = inspection.verdict.examinedAt;
    QJsonArray remarks;
    for (const token::Remark &remark : inspection.remarks) {
        remarks.append(QJsonObject{
            {QStringLiteral("remark"), word(token::remarkName(remark.kind))},
            {QStringLiteral("serious"), remark.isSerious()},
            {QStringLiteral("names"), QJsonArray::fromStringList(remark.names)},
        });
    }
    const QJsonValue none(QJsonValue::Null);
    return {
        {QStringLiteral("header"),
         inspection.headerJson.isEmpty() ? none : QJsonValue(inspection.header)},
        {QStringLiteral("claims"),
         inspection.payloadJson.isEmpty() ? none : QJsonValue(inspection.claims)},
        {QStringLiteral("verdict"), verdictJson(inspection.verdict)},
        {QStringLiteral("sentence"), inspection.sentence.english()},
        {QStringLiteral("session"),
         inspection.session ? QJsonValue(toJson(*inspection.session, now)) : none},
        {QStringLiteral("session_end"), sessionEndJson(inspection)},
        {QStringLiteral("user"), inspection.user ? QJsonValue(toJson(*inspection.user)) : none},
        {QStringLiteral("answers"), answersJson(inspection.answers)},
        {QStringLiteral("remarks"), remarks},
    };
}

QJsonObject toJson(const TamperTrial &trial)
{
    const bool isAccepted = trial.verdict.accepted();
    return {
        {QStringLiteral("name"), trial.name},
        {QStringLiteral("change"), trial.text},
        {QStringLiteral("accepted"), isAccepted},
        {QStringLiteral("cause"),
         isAccepted ? QJsonValue(QJsonValue::Null) : word(token::causeName(trial.verdict.cause()))},
        {QStringLiteral("sentence"), trial.sentence.english()},
        {QStringLiteral("answers"), answersJson(trial.answers)},
    };
}

Inspection redacted(const Inspection &inspection)
{
    Inspection out = inspection;
    out.token.clear();
    out.stripped.clear();
    out.header = masked(inspection.header);
    out.claims = masked(inspection.claims);
    // What is no strict JSON object has no members to choose from.
    out.headerJson = inspection.headerJson.isEmpty() ? QByteArray() : compact(out.header);
    out.payloadJson = inspection.payloadJson.isEmpty() ? QByteArray() : compact(out.claims);
    out.sentence = withoutFacts(inspection.sentence);
    out.session.reset();
    out.sessionEnd.reset();
    out.user.reset();
    for (PredictedAnswer &answer : out.answers)
        answer.body.clear();
    for (token::Remark &remark : out.remarks) {
        if (remark.kind == token::RemarkKind::SecretKnown)
            remark.names.clear();
    }
    return out;
}

} // namespace tokendesk
