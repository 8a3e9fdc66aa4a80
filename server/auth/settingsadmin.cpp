// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/auth/settingsadmin.h"

#include "server/auth/eventlog.h"
#include "server/auth/userclaims.h"

#include <utility>

namespace tokendesk::auth {
namespace {

/// Takes one change into \a settings, by the rules of the table; the value in the form to be
/// stored.
Result<QJsonValue> take(Settings &settings, const QString &name, const QJsonValue &value)
{
    TRY_ASSIGN(const SettingKey key, settingKey(name));
    if (settingRow(key).has(Bootstrap) || settings.isLocked(key))
        return fail(ErrorCode::SettingLocked,
                    QStringLiteral("It is fixed by the command line, the environment or the "
                                   "configuration file."),
                    name);
    if (value.isNull() || value.isUndefined()) {
        settings.reset(key, SettingSource::Database);
        return QJsonValue(QJsonValue::Null);
    }
    TRY_ASSIGN(const QJsonValue valid, validateSetting(key, value));
    TRY(settings.set(key, valid, SettingSource::Database));
    return valid;
}

/// The members that differ from what is stored; null where there is nothing.
QJsonObject differences(const QJsonObject &stored, const QJsonObject &wanted)
{
    QJsonObject different;
    for (auto it = wanted.begin(); it != wanted.end(); ++it) {
        const QJsonValue before = stored.value(it.key()); // undefined where there is nothing
        if (it.value().isNull() ? !before.isUndefined() : before != it.value())
            different.insert(it.key(), it.value());
    }
    return different;
}

/// Secrets do not go into the audit log.
QJsonObject masked(QJsonObject values)
{
    for (auto it = values.begin(); it != values.end(); ++it) {
        const auto key = settingKey(it.key());
        if (key && settingRow(*key).has(Secret) && !it.value().isNull())
            it.value() = QStringLiteral("***");
    }
    return values;
}

Event savedEvent(const store::SettingsVersionRow &row, std::optional<qint64> undone, Preset preset,
                 const Actor &actor)
{
    QJsonObject detail{{QStringLiteral("version"), row.version},
                       {QStringLiteral("preset"), preset == Preset::Simplejwt
                                                      ? QStringLiteral("simplejwt")
                                                      : QStringLiteral("recommended")},
                       {QStringLiteral("before"), masked(row.before)},
                       {QStringLiteral("after"), masked(row.after)}};
    if (undone)
        detail.insert(QStringLiteral("undone"), *undone);
    return makeEvent("settings.changed", actor, row.at, std::move(detail));
}

} // namespace

Result<SettingsState> SettingsAdmin::current() const
{
    TRY_ASSIGN(store::Connection * connection, m_context.database.connection());
    return load(*connection);
}

Result<std::vector<store::SettingsVersionRow>> SettingsAdmin::versions(int limit) const
{
    TRY_ASSIGN(store::Connection * connection, m_context.database.connection());
    return store::SettingsRepository(*connection).versions(limit);
}

void SettingsAdmin::change(QJsonObject changes, Actor actor, Completion<SettingsState> done)
{
    save([changes =
              std::move(changes)](store::Connection &) -> Result<QJsonObject> { return changes; },
         std::nullopt, std::move(actor), std::move(done));
}

void SettingsAdmin::undo(qint64 version, Actor actor, Completion<SettingsState> done)
{
    save(
        [version](store::Connection &connection) -> Result<QJsonObject> {
            TRY_ASSIGN(const auto row, store::SettingsRepository(connection).version(version));
            if (!row)
                return fail(ErrorCode::NotFound,
                            QStringLiteral("There is no version %1 of the settings.").arg(version),
                            QStringLiteral("version"));
            return row->before;
        },
        version, std::move(actor), std::move(done));
}

void SettingsAdmin::save(Changes changes, std::optional<qint64> undone, Actor actor,
                         Completion<SettingsState> done)
{
    m_context.writer.submit<SettingsState>(
        [this, changes = std::move(changes), undone,
         actor = std::move(actor)](store::Connection &connection) -> Result<SettingsState> {
            TRY_ASSIGN(const QJsonObject wanted, changes(connection));
            TRY(apply(connection, wanted, undone, actor));
            return load(connection);
        },
        [this, done = std::move(done)](Result<SettingsState> state) {
            if (!state)
                return done(std::move(state));
            // In force before anybody is told; the row stands whatever comes of this.
            const auto connection = m_context.database.connection();
            const Result<void> published = connection ? m_loader.loadSettings(**connection)
                                                      : Result<void>(fail(connection.error()));
            if (!published)
                return done(fail(published.error()));
            done(std::move(state));
        });
}

Result<SettingsState> SettingsAdmin::load(store::Connection &connection) const
{
    store::SettingsRepository repository(connection);
    TRY_ASSIGN(const QJsonObject stored, repository.load());
    TRY_ASSIGN(store::SettingsVersionRow latest, repository.latest());
    return SettingsState{m_loader.withStored(stored), std::move(latest)};
}

Result<void> SettingsAdmin::apply(store::Connection &connection, const QJsonObject &changes,
                                  std::optional<qint64> undone, const Actor &actor)
{
    store::SettingsRepository repository(connection);
    TRY_ASSIGN(const QJsonObject stored, repository.load());
    Settings next = m_loader.withStored(stored);
    QJsonObject valid;
    for (auto it = changes.begin(); it != changes.end(); ++it) {
        TRY_ASSIGN(const QJsonValue value, take(next, it.key(), it.value()));
        valid.insert(it.key(), value);
    }
    TRY(crossCheckSettings(next));
    const QJsonObject different = differences(stored, valid);
    if (different.isEmpty())
        return {};
    if (different.contains(settingRow(settings::kClaimMapping).name()))
        TRY(checkMapping(connection, token::Policy::fromSettings(next), m_context.clock.now()));
    TRY(repository.save(different, actor.name, m_context.clock.now()));
    TRY_ASSIGN(const auto latest, repository.latest());
    return EventLog::append(connection, savedEvent(latest, undone, next.preset(), actor));
}

} // namespace tokendesk::auth
