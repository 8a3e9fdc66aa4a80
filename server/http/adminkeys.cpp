// SPDX-License-Identifier: GPL-3.0-or-later
// Private keys neither come nor go this way: import and export are for window and command line.
#include "server/auth/keyadmin.h"
#include "server/base/valuejson.h"
#include "server/http/adminoperations.h"
#include "server/http/answers.h"
#include "server/http/inputfields.h"

#include <QJsonDocument>

namespace tokendesk::http::admin {
namespace {

QJsonObject keyJson(const auth::KeyEntry &entry)
{
    const store::KeyRow &row = entry.row;
    return {{QStringLiteral("kid"), row.kid},
            {QStringLiteral("algorithm"), row.algorithm},
            {QStringLiteral("state"), row.state},
            {QStringLiteral("created_at"), jsonTime(row.createdAt)},
            {QStringLiteral("activates_at"), jsonTime(row.activateAt)},
            {QStringLiteral("activated_at"), jsonTime(row.activatedAt)},
            {QStringLiteral("leaves_at"), jsonTime(entry.leavesAt)},
            {QStringLiteral("retired_at"), jsonTime(row.retiredAt)},
            {QStringLiteral("live_sessions"), entry.use.live},
            {QStringLiteral("more_sessions"), entry.moreSessions},
            {QStringLiteral("last_token_at"), jsonTime(entry.use.lastExpiry)},
            {QStringLiteral("imported"), row.imported},
            {QStringLiteral("warning"), jsonTextOrNull(row.warning)}};
}

auth::Completion<auth::KeyEntry> keyDone(const Call &call, int status)
{
    return answering<auth::KeyEntry>(
        call, [status](const auth::KeyEntry &entry) { return jsonAnswer(status, keyJson(entry)); });
}

} // namespace

void listKeys(const Call &call, const AdminServices &services)
{
    const auto keys = services.useCases.keys.list();
    if (!keys)
        return call.exchange.refuse(keys.error());
    QJsonArray results;
    for (const auth::KeyEntry &entry : *keys)
        results.append(keyJson(entry));
    call.exchange.answer(jsonAnswer(200, QJsonObject{{QStringLiteral("results"), results}}));
}

void generateKey(const Call &call, const AdminServices &services)
{
    JsonInput input(call.request);
    if (!input.isReadable())
        return call.exchange.answer(input.failure());
    auth::KeyPlan plan;
    plan.algorithm = input.text("algorithm").value_or(QString());
    plan.rsaBits =
        static_cast<int>(input.integer("bits", 1, 65'536).value_or(token::kGeneratedRsaBits));
    plan.activate = input.boolean("activate").value_or(false);
    if (!input.good())
        return call.exchange.answer(input.refusal());
    services.useCases.keys.generate(plan, call.actor(), keyDone(call, 201), services.isEnding);
}

void rotateKeys(const Call &call, const AdminServices &services)
{
    JsonInput input(call.request);
    if (!input.isReadable())
        return call.exchange.answer(input.failure());
    auth::KeyRotation rotation;
    rotation.kid = input.text("kid").value_or(QString());
    if (const auto at = input.text("at")) {
        rotation.at = instantFromString(*at);
        if (!rotation.at)
            input.refuse("at", QStringLiteral("Use ISO 8601 with a zone, such as "
                                              "2026-01-31T12:00:00Z."));
    }
    if (!input.good())
        return call.exchange.answer(input.refusal());
    services.useCases.keys.rotate(rotation, call.actor(), keyDone(call, 200), services.isEnding);
}

void retireKey(const Call &call, const AdminServices &services)
{
    services.useCases.keys.retire(QString::fromUtf8(call.parameter), call.actor(),
                                  keyDone(call, 200));
}

void showPublicKey(const Call &call, const AdminServices &services)
{
    const QString kid = QString::fromUtf8(call.parameter);
    const auto pem = services.useCases.keys.publicKey(kid, false);
    if (!pem)
        return call.exchange.refuse(pem.error());
    const auto jwk = services.useCases.keys.publicKey(kid, true);
    if (!jwk)
        return call.exchange.refuse(jwk.error());
    call.exchange.answer(jsonAnswer(
        200, QJsonObject{{QStringLiteral("kid"), kid},
                         {QStringLiteral("pem"), QString::fromLatin1(*pem)},
                         {QStringLiteral("jwk"), QJsonDocument::fromJson(*jwk).object()}}));
}

} // namespace tokendesk::http::admin
