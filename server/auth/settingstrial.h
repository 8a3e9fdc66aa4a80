// SPDX-License-Identifier: GPL-3.0-or-later
// Functions: what the database notes of settings that are being tried.
#pragma once

#include "server/base/settingsforecast.h"
#include "server/store/configrepository.h"

namespace tokendesk::auth {

/// The version that is being tried, if there is one. Errors of all: StoreUnavailable.
[[nodiscard]] Result<std::optional<SettingsTrial>> readTrial(store::Connection &connection);
[[nodiscard]] Result<void> writeTrial(store::Connection &connection, const SettingsTrial &trial);
[[nodiscard]] Result<void> removeTrial(store::Connection &connection);

/// What takes \a tried back: the values before it of those settings that have its values still.
/// \a stored: as SettingsRepository::load().
[[nodiscard]] QJsonObject stillTried(const store::SettingsVersionRow &tried,
                                     const QJsonObject &stored);

} // namespace tokendesk::auth
