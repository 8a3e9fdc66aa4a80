// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/auth/settingsadmin.h"

#include "server/auth/eventlog.h"
#include "server/auth/sessionlifetimes.h"
#include "server/auth/sessiontokens.h"
#include "server/auth/settingstrial.h"
#include "server/auth/userclaims.h"
#include "server/store/savepoint.h"
#include "server/store/writer.h"

#include <utility>

namespace tokendesk::auth {
namespace {

/// Takes one change into \a settings, by the rules of the table; the value in the form to be
/// stored.
Result<QJsonValue> take(Settings &settings, const QString &name, const QJsonValue &value,
                        bool takesLocked)
{
    TRY_ASSIGN(const SettingKey key, settingKey(name));
    if (!takesLocked && (settingRow(key).has(Bootstrap) || settings.isLocked(key)))
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

Event savedEvent(const store::SettingsVersionRow &row, std::optional<qint64> undone,
                 const std::optional<SettingsTrial> &trial, Preset preset, const Actor &actor)
{
    QJsonObject detail{{QStringLiteral("version"), row.version},
                       {QStringLiteral("preset"), preset == Preset::Simplejwt
                                                      ? QStringLiteral("simplejwt")
                                                      : QStringLiteral("recommended")},
                       {QStringLiteral("before"), masked(row.before)},
                       {QStringLiteral("after"), masked(row.after)}};
    if (undone)
        detail.insert(QStringLiteral("undone"), *undone);
    if (trial)
        detail.insert(QStringLiteral("until"), toEpochMs(trial->until) / 1000);
    return makeEvent("settings.changed", actor, row.at, std::move(detail));
}

Result<void> checkSave(const SettingsSave &how, const token::Policy &policy)
{
    if (how.tryFor
        && (*how.tryFor < SettingsSave::kShortestTrial
            || *how.tryFor > SettingsSave::kLongestTrial))
        return fail(ErrorCode::InvalidArgument,
                    QStringLiteral("must be between %1 and %2")
                        .arg(durationText(SettingsSave::kShortestTrial),
                             durationText(SettingsSave::kLongestTrial)),
                    QStringLiteral("try"));
    if (how.shortenSessions && how.tryFor)
        return fail(ErrorCode::Conflict,
                    QStringLiteral("Sessions that were shortened do not get longer again when a "
                                   "trial is over."),
                    QStringLiteral("shorten_sessions"));
    if (how.shortenSessions && eachTokenHasItsEnd(policy))
        return fail(ErrorCode::Conflict,
                    QStringLiteral("While spent refresh tokens stay good "
                                   "(blacklist_after_rotation), each has an end of its own."),
                    QStringLiteral("shorten_sessions"));
    return {};
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

Result<SettingsForecast> SettingsAdmin::forecast(const QJsonObject &changes,
                                                 const std::function<bool()> &isCancelled) const
{
    TRY_ASSIGN(store::Connection * connection, m_context.database.connection());
    TRY_ASSIGN(const QJsonObject stored, store::SettingsRepository(*connection).load());
    TRY_ASSIGN(const Settings after, next(stored, changes, false, nullptr));
    return forecastSessions(*connection, token::Policy::fromSettings(m_loader.withStored(stored)),
                            token::Policy::fromSettings(after), m_context.clock.now(), isCancelled);
}

void SettingsAdmin::change(QJsonObject changes, const SettingsSave &how, Actor actor,
                           Completion<SettingsState> done)
{
    save([changes =
              std::move(changes)](store::Connection &) -> Result<QJsonObject> { return changes; },
         {how, {}, false}, std::move(actor), std::move(done));
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
        {{}, version, false}, std::move(actor), std::move(done));
}

void SettingsAdmin::endTrial(bool keep, Actor actor, Completion<SettingsState> done)
{
    m_context.writer.submit<SettingsState>(
        [this, keep,
         actor = std::move(actor)](store::Connection &connection) -> Result<SettingsState> {
            TRY_ASSIGN(const auto trial, readTrial(connection));
            if (!trial)
                return fail(ErrorCode::NotFound, QStringLiteral("No settings are being tried."));
            if (keep) {
                TRY(removeTrial(connection));
                TRY(EventLog::append(connection,
                                     makeEvent("settings.kept", actor, m_context.clock.now(),
                                               {{QStringLiteral("version"), trial->version}})));
            } else {
                TRY(goBack(connection, *trial, actor));
            }
            return load(connection);
        },
        [this, done = std::move(done)](Result<SettingsState> state) {
            publish(std::move(state), done);
        });
}

Result<bool> SettingsAdmin::endDueTrial()
{
    if (!m_loader.isTrialOver(m_context.clock.now()))
        return false;
    TRY_ASSIGN(const bool wentBack,
               m_context.writer
                   .run<bool>([this](store::Connection &connection) -> Result<bool> {
                       TRY_ASSIGN(const auto trial, readTrial(connection));
                       if (!trial || m_context.clock.now() < trial->until)
                           return false; // another process was first
                       TRY(goBack(connection, *trial, {QStringLiteral("system"), {}}));
                       return true;
                   })
                   .result());
    TRY_ASSIGN(store::Connection * connection, m_context.database.connection());
    TRY(m_loader.loadSettings(*connection));
    return wentBack;
}

void SettingsAdmin::save(Changes changes, How how, Actor actor, Completion<SettingsState> done)
{
    const bool shortens = how.save.shortenSessions;
    m_context.writer.submit<SettingsState>(
        [this, changes = std::move(changes), how = std::move(how),
         actor = std::move(actor)](store::Connection &connection) -> Result<SettingsState> {
            TRY_ASSIGN(const QJsonObject wanted, changes(connection));
            TRY(apply(connection, wanted, how, actor));
            return load(connection);
        },
        [this, shortens, done = std::move(done)](Result<SettingsState> state) {
            if (!state || !shortens)
                return publish(std::move(state), done);
            publish(std::move(state), [this, done](Result<SettingsState> published) {
                if (!published)
                    return done(std::move(published));
                m_shortening.start([state = *std::move(published),
                                    done](const Result<ShortenedSessions> &shortened) mutable {
                    if (!shortened)
                        return done(fail(shortened.error()));
                    state.shortened = *shortened;
                    done(std::move(state));
                });
            });
        });
}

void SettingsAdmin::publish(Result<SettingsState> state, const Completion<SettingsState> &done)
{
    if (!state)
        return done(std::move(state));
    // In force before anybody is told; the row stands whatever comes of this.
    const auto connection = m_context.database.connection();
    const Result<void> published =
        connection ? m_loader.loadSettings(**connection) : Result<void>(fail(connection.error()));
    if (!published)
        return done(fail(published.error()));
    done(std::move(state));
}

Result<SettingsState> SettingsAdmin::load(store::Connection &connection) const
{
    store::SettingsRepository repository(connection);
    TRY_ASSIGN(const QJsonObject stored, repository.load());
    TRY_ASSIGN(store::SettingsVersionRow latest, repository.latest());
    TRY_ASSIGN(const auto trial, readTrial(connection));
    return SettingsState{m_loader.withStored(stored), std::move(latest), trial, {}};
}

Result<Settings> SettingsAdmin::next(const QJsonObject &stored, const QJsonObject &changes,
                                     bool takesLocked, QJsonObject *valid) const
{
    Settings settings = m_loader.withStored(stored);
    for (auto it = changes.begin(); it != changes.end(); ++it) {
        TRY_ASSIGN(const QJsonValue value, take(settings, it.key(), it.value(), takesLocked));
        if (valid)
            valid->insert(it.key(), value);
    }
    TRY(crossCheckSettings(settings));
    return settings;
}

Result<void> SettingsAdmin::apply(store::Connection &connection, const QJsonObject &changes,
                                  const How &how, const Actor &actor)
{
    store::SettingsRepository repository(connection);
    TRY_ASSIGN(const QJsonObject stored, repository.load());
    QJsonObject valid;
    TRY_ASSIGN(const Settings after, next(stored, changes, how.endsTrial, &valid));
    const token::Policy policy = token::Policy::fromSettings(after);
    TRY(checkSave(how.save, policy));
    TRY_ASSIGN(auto trial, readTrial(connection));
    if (how.save.tryFor && trial)
        return fail(ErrorCode::Conflict,
                    QStringLiteral("Version %1 is being tried; keep it or take it back first.")
                        .arg(trial->version),
                    QStringLiteral("try"));
    if (how.undone && trial && *how.undone == trial->version)
        TRY(removeTrial(connection));
    if (how.save.shortenSessions)
        TRY(ShortenSessions::order(connection, actor));
    const QJsonObject different = differences(stored, valid);
    if (different.isEmpty())
        return {};
    const Instant now = m_context.clock.now();
    if (different.contains(settingRow(settings::kClaimMapping).name()))
        TRY(checkMapping(connection, policy, now));
    TRY_ASSIGN(const qint64 version, repository.save(different, actor.name, now));
    trial.reset();
    if (how.save.tryFor) {
        trial = SettingsTrial{version, now + *how.save.tryFor};
        TRY(writeTrial(connection, *trial));
    }
    TRY_ASSIGN(const auto latest, repository.latest());
    return EventLog::append(connection,
                            savedEvent(latest, how.undone, trial, after.preset(), actor));
}

Result<void> SettingsAdmin::goBack(store::Connection &connection, const SettingsTrial &trial,
                                   const Actor &actor)
{
    TRY(removeTrial(connection));
    store::SettingsRepository repository(connection);
    TRY_ASSIGN(const auto row, repository.version(trial.version));
    TRY_ASSIGN(const QJsonObject stored, repository.load());
    const QJsonObject changes = row ? stillTried(*row, stored) : QJsonObject();
    const auto applied = store::inSavepoint(connection, [&] {
        return apply(connection, changes, {{}, trial.version, true}, actor);
    });
    if (applied || applied.error().code == ErrorCode::StoreUnavailable)
        return applied;
    // What was saved meanwhile contradicts the earlier values. It would not go back later either.
    Event event = makeEvent("settings.kept", actor, m_context.clock.now(),
                            {{QStringLiteral("version"), trial.version},
                             {QStringLiteral("reason"), applied.error().detail},
                             {QStringLiteral("setting"), applied.error().field}});
    event.severity = Severity::Warning;
    return EventLog::append(connection, event);
}

} // namespace tokendesk::auth
