// SPDX-License-Identifier: GPL-3.0-or-later
// Values as JSON: what `--json` prints and the API answers. Times are ISO 8601 in UTC, what is
// absent is null.
#pragma once

#include "server/base/event.h"
#include "server/base/session.h"
#include "server/base/settings.h"
#include "server/base/settingsforecast.h"
#include "server/base/user.h"

#include <QJsonObject>

namespace tokendesk {

/// The member names are those of Django: is_active, last_login …
[[nodiscard]] QJsonObject toJson(const User &user);
/// `state` is "live" or "ended", the latter also for a session past its expiry.
[[nodiscard]] QJsonObject toJson(const Session &session, Instant now);
[[nodiscard]] QJsonObject toJson(const Event &event);
/// One setting with its value, source, default and bounds.
[[nodiscard]] QJsonObject toJson(SettingKey key, const Settings &settings);

/// `kept` and `shortened` with `end_now`, `end_earlier`, `end_later` and `unchanged`; the latter is
/// null where live sessions cannot be shortened.
[[nodiscard]] QJsonObject toJson(const SettingsForecast &forecast);

/// Ended, or past its expiry at \a now.
[[nodiscard]] bool isEnded(const Session &session, Instant now);
[[nodiscard]] const char *typeName(SettingType type);

[[nodiscard]] QJsonValue jsonTime(Instant instant);
[[nodiscard]] QJsonValue jsonTime(const std::optional<Instant> &instant);
/// Null where \a text is empty.
[[nodiscard]] QJsonValue jsonTextOrNull(const QString &text);

} // namespace tokendesk
