// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/auth/settingstrial.h"

#include <QJsonDocument>

namespace tokendesk::auth {
namespace {

const QString kNote = QStringLiteral("settings_trial");
const QString kVersion = QStringLiteral("version");
const QString kUntil = QStringLiteral("until_ms");

} // namespace

Result<std::optional<SettingsTrial>> readTrial(store::Connection &connection)
{
    TRY_ASSIGN(const auto note, store::SettingsRepository(connection).note(kNote));
    if (!note)
        return std::optional<SettingsTrial>();
    const QJsonObject object = QJsonDocument::fromJson(note->toUtf8()).object();
    return std::optional(SettingsTrial{object.value(kVersion).toInteger(),
                                       fromEpochMs(object.value(kUntil).toInteger())});
}

Result<void> writeTrial(store::Connection &connection, const SettingsTrial &trial)
{
    const QJsonObject object{{kVersion, trial.version}, {kUntil, toEpochMs(trial.until)}};
    return store::SettingsRepository(connection)
        .setNote(kNote, QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact)));
}

Result<void> removeTrial(store::Connection &connection)
{
    return store::SettingsRepository(connection).setNote(kNote, std::nullopt);
}

QJsonObject stillTried(const store::SettingsVersionRow &tried, const QJsonObject &stored)
{
    QJsonObject changes;
    for (auto it = tried.after.begin(); it != tried.after.end(); ++it) {
        const QJsonValue now = stored.value(it.key()); // undefined where there is nothing
        if (it.value().isNull() ? now.isUndefined() : now == it.value())
            changes.insert(it.key(), tried.before.value(it.key()));
    }
    return changes;
}

} // namespace tokendesk::auth
