// SPDX-License-Identifier: GPL-3.0-or-later
// Service: everything of one data directory, opened once per process.
#pragma once

#include "server/auth/context.h"
#include "server/base/result.h"
#include "server/base/settings.h"

#include <QString>

#include <chrono>
#include <memory>

namespace tokendesk::auth {
class ClientAdmin;
class KeyAdmin;
class PolicyLoader;
class SessionAdmin;
class SettingsAdmin;
class UserAdmin;
class UserImport;
struct UseCases;
} // namespace tokendesk::auth

namespace tokendesk {

class ChangeWatcher;
class Logger;
class Maintenance;

/// Where the data is and how it is opened.
struct CoreOptions
{
    QString dataDir; ///< empty: defaultDataDir()
    QString databasePath; ///< empty: tokendesk.db in dataDir
    QString keyFilePath; ///< empty: secret.key beside the database
    /// Changes nothing: no migration, no key, no event. For `tokendeskd check`.
    bool readOnly = false;
    /// The key file is lost for good: make a new one, and new signing keys.
    bool replaceLostKeyFile = false;
    /// Values from file, environment and command line; what the database says is laid under them.
    Settings bootstrap;
    /// Watch for changes of other processes and do retention; a verb that ends at once needs
    /// neither.
    bool background = true;
    std::chrono::milliseconds watchInterval{100}; ///< 0: only ChangeWatcher::pollNow()
    std::chrono::milliseconds maintenanceInterval{60'000}; ///< 0: only Maintenance::run()
    const Clock *clock = nullptr; ///< null: the machine's; outlives the core
    Logger *log = nullptr; ///< gets a line for each event and request; outlives the core
};

/// Opens database, key file, writer, hashing pool, settings, keys and revocations, and closes them
/// in the right order. Several processes may have the same data open. Thread: any; destroyed where
/// nobody uses what it gave out any more.
class Core
{
public:
    /// `/var/lib/tokendesk` where systemd says so in STATE_DIRECTORY, else `tokendesk` in the XDG
    /// data folder.
    [[nodiscard]] static QString defaultDataDir();

    /// Where \a options say that the data is.
    [[nodiscard]] static QString databasePathOf(const CoreOptions &options);
    [[nodiscard]] static QString keyFilePathOf(const CoreOptions &options);

    /// Makes what is missing: directory, database, key file and, in an empty database, one HS256
    /// key. Errors: DatabaseUnreadable, DatabaseNewer, DatabaseReadOnly, KeyFileMissing (there is
    /// data that was sealed with it), KeyFileWrong, KeyFileUnsafe, StoreUnavailable; Conflict (the
    /// key file is not lost).
    [[nodiscard]] static Result<std::unique_ptr<Core>> open(const CoreOptions &options);

    ~Core();
    Core(const Core &) = delete;
    Core &operator=(const Core &) = delete;

    [[nodiscard]] const auth::Context &context() const;
    [[nodiscard]] const QString &databasePath() const;
    [[nodiscard]] const QString &keyFilePath() const;

    [[nodiscard]] auth::UserAdmin &users();
    [[nodiscard]] auth::UserImport &userImports();
    [[nodiscard]] auth::SessionAdmin &sessions();
    [[nodiscard]] auth::SettingsAdmin &settings();
    [[nodiscard]] auth::KeyAdmin &keys();
    [[nodiscard]] auth::ClientAdmin &clients();
    /// All of these.
    [[nodiscard]] const auth::UseCases &useCases() const;

    /// KeyAdmin::rotateFile(), waited for. Blocks on the disk.
    [[nodiscard]] Result<int> rotateKeyFile(auth::Actor actor);

    /// Null without CoreOptions::background.
    [[nodiscard]] ChangeWatcher *watcher();
    [[nodiscard]] Maintenance *maintenance();

private:
    Core();
    struct Private;
    std::unique_ptr<Private> m;
};

} // namespace tokendesk
