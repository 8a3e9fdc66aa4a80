// SPDX-License-Identifier: GPL-3.0-or-later
// Functions: settings as a JSON document, to keep or to carry to another installation.
#pragma once

#include "server/base/settings.h"

#include <QByteArray>
#include <QJsonObject>

namespace tokendesk {

/// {"tokendesk_settings": 1, "settings": {key: value}} with the values that were set in the
/// database; secrets are left out.
[[nodiscard]] QJsonObject settingsDocument(const Settings &settings);

/// The changes that a document asks for, each valid by itself: key → value, null for the default.
/// The members alone, without what is around them, are taken too. Errors: InvalidArgument with
/// field "file" (no JSON object, or of a newer kind), UnknownSetting (names the nearest one),
/// SettingOutOfBounds and InvalidArgument with the setting as field.
[[nodiscard]] Result<QJsonObject> readSettingsDocument(const QByteArray &json);

} // namespace tokendesk
