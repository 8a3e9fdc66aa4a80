// SPDX-License-Identifier: GPL-3.0-or-later
// Service: what administrators do with settings.
#pragma once

#include "server/auth/completion.h"
#include "server/auth/context.h"
#include "server/auth/policyloader.h"
#include "server/auth/shortensessions.h"
#include "server/base/settings.h"
#include "server/base/settingsforecast.h"
#include "server/store/configrepository.h"

#include <vector>

namespace tokendesk::auth {

/// The settings in force, the number of their last save and who made it.
struct SettingsState
{
    Settings settings;
    store::SettingsVersionRow latest; ///< version 0 if nothing was ever saved
    std::optional<SettingsTrial> trial; ///< what is being tried
    std::optional<ShortenedSessions> shortened; ///< by this save
};

/// Reads and saves settings. What was saved is in force in this process before the completion is
/// called. Reads on the calling thread's connection. Thread: any. Errors of all: StoreUnavailable.
class SettingsAdmin
{
public:
    SettingsAdmin(const Context &context, PolicyLoader &loader)
        : m_context(context), m_loader(loader), m_shortening(context, loader)
    {
    }

    /// As the database has them now.
    [[nodiscard]] Result<SettingsState> current() const;
    /// Newest first.
    [[nodiscard]] Result<std::vector<store::SettingsVersionRow>> versions(int limit) const;

    /// What change() would do to the sessions that are live. Errors: as change(), Cancelled.
    [[nodiscard]] Result<SettingsForecast> forecast(
        const QJsonObject &changes, const std::function<bool()> &isCancelled = {}) const;

    /// Sets (a value) or resets (null) all members of \a changes as one version, or none. What is
    /// already so makes no version. Errors: UnknownSetting (names the nearest one),
    /// SettingOutOfBounds, InvalidArgument, SettingLocked, Busy; Conflict with field "try" (another
    /// version is being tried), or "shorten_sessions" (SettingsForecast::canShorten).
    void change(QJsonObject changes, Actor actor, Completion<SettingsState> done)
    {
        change(std::move(changes), {}, std::move(actor), std::move(done));
    }
    void change(QJsonObject changes, const SettingsSave &how, Actor actor,
                Completion<SettingsState> done);
    /// Puts the members of \a version back to what they were before it, as a new version.
    /// Errors: NotFound, as change().
    void undo(qint64 version, Actor actor, Completion<SettingsState> done);
    /// Ends the trial: what was tried stays (\a keep), or goes back but for what was changed again
    /// meanwhile. Errors: NotFound (nothing is being tried).
    void endTrial(bool keep, Actor actor, Completion<SettingsState> done);

    /// Lets a trial go back whose time is over; whether there was one. Blocks on the disk; cheap
    /// while there is none. Thread: any but the writer's.
    [[nodiscard]] Result<bool> endDueTrial();
    /// Goes on with shortening sessions that a crash has interrupted.
    void resumeShortening(Completion<ShortenedSessions> done)
    {
        m_shortening.resume(std::move(done));
    }

private:
    /// What a save is besides its changes.
    struct How
    {
        SettingsSave save;
        std::optional<qint64> undone; ///< version that is taken back
        bool endsTrial = false; ///< what is locked goes back too
    };
    using Changes = std::function<Result<QJsonObject>(store::Connection &)>;
    void save(Changes changes, How how, Actor actor, Completion<SettingsState> done);
    /// Brings a save into force, then tells of it.
    void publish(Result<SettingsState> state, const Completion<SettingsState> &done);
    [[nodiscard]] Result<SettingsState> load(store::Connection &connection) const;
    [[nodiscard]] Result<Settings> next(const QJsonObject &stored, const QJsonObject &changes,
                                        bool takesLocked, QJsonObject *valid) const;
    [[nodiscard]] Result<void> apply(store::Connection &connection, const QJsonObject &changes,
                                     const How &how, const Actor &actor);
    [[nodiscard]] Result<void> goBack(store::Connection &connection, const SettingsTrial &trial,
                                      const Actor &actor);

    const Context &m_context;
    PolicyLoader &m_loader;
    ShortenSessions m_shortening;
};

} // namespace tokendesk::auth
