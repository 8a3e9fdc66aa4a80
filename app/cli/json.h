// SPDX-License-Identifier: GPL-3.0-or-later
// Values of the façade as JSON: what `--json` prints besides those of server/base/valuejson.h.
#pragma once

#include "server/base/valuejson.h"
#include "server/runtime/adminapi.h"

#include <QJsonObject>

namespace tokendesk::cli {

[[nodiscard]] QJsonObject toJson(const KeyInfo &key);
[[nodiscard]] QJsonObject toJson(const ClientInfo &client);
[[nodiscard]] QJsonObject toJson(const SettingsVersion &version);
[[nodiscard]] const char *stateName(KeyInfo::State state);

} // namespace tokendesk::cli
