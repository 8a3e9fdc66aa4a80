// SPDX-License-Identifier: GPL-3.0-or-later
// Values as JSON: what `--json` prints. Times are ISO 8601 in UTC, what is absent is null.
#pragma once

#include "server/runtime/adminapi.h"

#include <QJsonObject>

namespace tokendesk::cli {

/// The member names are those of Django: is_active, last_login …
[[nodiscard]] QJsonObject toJson(const User &user);
/// `state` is "live" or "ended", the latter also for a session past its expiry.
[[nodiscard]] QJsonObject toJson(const Session &session, Instant now);
[[nodiscard]] QJsonObject toJson(const Event &event);
[[nodiscard]] QJsonObject toJson(const KeyInfo &key);
[[nodiscard]] QJsonObject toJson(const ClientInfo &client);
[[nodiscard]] QJsonObject toJson(const SettingsVersion &version);
[[nodiscard]] QJsonObject toJson(const Inspection &inspection);
/// One setting with its value, source, default and bounds.
[[nodiscard]] QJsonObject toJson(SettingKey key, const Settings &settings);

/// Ended, or past its expiry at \a now.
[[nodiscard]] bool isEnded(const Session &session, Instant now);
[[nodiscard]] const char *stateName(KeyInfo::State state);
[[nodiscard]] const char *severityName(Severity severity);
[[nodiscard]] const char *outcomeName(token::Outcome outcome);
[[nodiscard]] const char *typeName(SettingType type);

} // namespace tokendesk::cli
