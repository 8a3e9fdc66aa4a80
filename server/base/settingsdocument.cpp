// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/base/settingsdocument.h"

#include <QJsonDocument>

namespace tokendesk {
namespace {

constexpr int kVersion = 1;
const QString kMark = QStringLiteral("tokendesk_settings");
const QString kValues = QStringLiteral("settings");

} // namespace

QJsonObject settingsDocument(const Settings &settings)
{
    QJsonObject values;
    for (int i = 0; i < settings::kCount; ++i) {
        const SettingKey key{i};
        if (settings.source(key) == SettingSource::Database && !settingRow(key).has(Secret))
            values.insert(settingRow(key).name(), settings.value(key));
    }
    return {{kMark, kVersion}, {kValues, values}};
}

Result<QJsonObject> readSettingsDocument(const QByteArray &json)
{
    const QString field = QStringLiteral("file");
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    if (error.error != QJsonParseError::NoError)
        return fail(
            ErrorCode::InvalidArgument,
            QStringLiteral("is not JSON: %1 at byte %2").arg(error.errorString()).arg(error.offset),
            field);
    if (!document.isObject())
        return fail(ErrorCode::InvalidArgument, QStringLiteral("must be a JSON object"), field);
    QJsonObject values = document.object();
    if (values.contains(kMark)) {
        if (values.value(kMark).toInt() != kVersion || !values.value(kValues).isObject())
            return fail(ErrorCode::InvalidArgument,
                        QStringLiteral("was written by another version of Tokendesk"), field);
        values = values.value(kValues).toObject();
    }
    for (auto it = values.begin(); it != values.end(); ++it) {
        TRY_ASSIGN(const SettingKey key, settingKey(it.key()));
        if (it.value().isNull())
            continue;
        TRY_ASSIGN(it.value(), validateSetting(key, it.value()));
    }
    return values;
}

} // namespace tokendesk
