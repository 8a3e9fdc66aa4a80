// SPDX-License-Identifier: GPL-3.0-or-later
// Service: what administrators do with settings.
#pragma once

#include "server/auth/completion.h"
#include "server/auth/context.h"
#include "server/auth/policyloader.h"
#include "server/base/settings.h"
#include "server/store/configrepository.h"

#include <vector>

namespace tokendesk::auth {

/// The settings in force, the number of their last save and who made it.
struct SettingsState
{
    Settings settings;
    store::SettingsVersionRow latest; ///< version 0 if nothing was ever saved
};

/// Reads and saves settings. What was saved is in force in this process before the completion is
/// called. Reads on the calling thread's connection. Thread: any. Errors of all: StoreUnavailable.
class SettingsAdmin
{
public:
    SettingsAdmin(const Context &context, PolicyLoader &loader)
        : m_context(context), m_loader(loader)
    {
    }

    /// As the database has them now.
    [[nodiscard]] Result<SettingsState> current() const;
    /// Newest first.
    [[nodiscard]] Result<std::vector<store::SettingsVersionRow>> versions(int limit) const;

    /// Sets (a value) or resets (null) all members of \a changes as one version, or none. What is
    /// already so makes no version. Errors: UnknownSetting (names the nearest one),
    /// SettingOutOfBounds, InvalidArgument, SettingLocked, Busy.
    void change(QJsonObject changes, Actor actor, Completion<SettingsState> done);
    /// Puts the members of \a version back to what they were before it, as a new version.
    /// Errors: NotFound, as change().
    void undo(qint64 version, Actor actor, Completion<SettingsState> done);

private:
    using Changes = std::function<Result<QJsonObject>(store::Connection &)>;
    void save(Changes changes, std::optional<qint64> undone, Actor actor,
              Completion<SettingsState> done);
    [[nodiscard]] Result<SettingsState> load(store::Connection &connection) const;
    [[nodiscard]] Result<void> apply(store::Connection &connection, const QJsonObject &changes,
                                     std::optional<qint64> undone, const Actor &actor);

    const Context &m_context;
    PolicyLoader &m_loader;
};

} // namespace tokendesk::auth
