// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/json.h"

namespace tokendesk::cli {
namespace {

QJsonValue word(const char *text) { return QLatin1String(text); }

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
        {QStringLiteral("more_sessions"), key.moreSessions},
        {QStringLiteral("last_token_at"), jsonTime(key.lastTokenAt)},
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

} // namespace tokendesk::cli
