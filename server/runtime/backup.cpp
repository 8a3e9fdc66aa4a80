// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/runtime/backup.h"

#include "server/auth/eventlog.h"
#include "server/store/backup.h"
#include "server/store/sessionrepository.h"
#include "server/store/writer.h"

#include <QFileInfo>
#include <QThread>

#include <chrono>

namespace tokendesk {
namespace {

/// Runs \a work in the writer of \a core and waits for the commit.
template<typename T>
Result<T> write(Core &core, std::function<Result<T>(store::Connection &)> work)
{
    return core.context().writer.run<T>(std::move(work)).result();
}

/// Everything that was issued before now counts as spent. The number of sessions ended.
Result<int> endEverything(store::Connection &connection, const auth::Actor &actor, Instant now)
{
    store::SessionRepository sessions(connection);
    TRY_ASSIGN(const auto ended, sessions.endAll(EndReason::NotBefore, actor.name, now));
    TRY(sessions.setNotBefore(now));
    return static_cast<int>(ended.size());
}

/// The whole database at \a path must be sound before it replaces another.
Result<void> examineBackup(const QString &path, const QString &file, const Clock &clock)
{
    store::Database database(path, clock);
    TRY(database.open());
    TRY_ASSIGN(const QStringList problems, database.check());
    database.closeThread();
    if (!problems.isEmpty())
        return fail(ErrorCode::DatabaseUnreadable,
                    QStringLiteral("%1 is damaged: %2").arg(file, problems.first()),
                    QStringLiteral("file"));
    return {};
}

} // namespace

Result<void> backUp(Core &core, const QString &file, const auth::Actor &actor)
{
    const QString path = QFileInfo(file).absoluteFilePath();
    TRY(store::writeBackup(core.context().database, path));
    return write<void>(core, [&](store::Connection &connection) {
        return auth::EventLog::append(
            connection, auth::makeEvent("database.backed_up", actor, core.context().clock.now(),
                                        {{QStringLiteral("file"), path}}));
    });
}

Result<Restored> restoreBackup(const CoreOptions &options, const QString &file,
                               const auth::Actor &actor)
{
    static const SystemClock systemClock;
    const Clock &clock = options.clock ? *options.clock : systemClock;
    const QString backup = QFileInfo(file).absoluteFilePath();
    const QString target = Core::databasePathOf(options);
    {
        // Said before the work, and once more when it counts.
        TRY_ASSIGN(const auto use, store::ExclusiveUse::of(target));
    }
    TRY_ASSIGN(const auto restored, store::RestoredFile::copy(backup, target));
    TRY(examineBackup(restored->path(), backup, clock));

    CoreOptions there = options;
    there.keyFilePath = Core::keyFilePathOf(options);
    there.databasePath = restored->path();
    there.background = false;
    there.readOnly = false;
    Restored result{target, {}, 0};
    // Tokens count their age in whole seconds (RFC 7519 section 2), so the second that has begun is
    // let pass before anybody can log in again.
    const Instant until = std::chrono::ceil<std::chrono::seconds>(clock.now());
    {
        TRY_ASSIGN(const auto core, Core::open(there));
        TRY_ASSIGN(
            result.endedSessions,
            write<int>(*core, [&](store::Connection &connection) -> Result<int> {
                TRY_ASSIGN(const int count, endEverything(connection, actor, until));
                TRY(auth::EventLog::append(
                    connection, auth::makeEvent("database.restored", actor, until,
                                                {{QStringLiteral("file"), backup},
                                                 {QStringLiteral("ended_sessions"), count}})));
                return count;
            }));
    }
    if (const auto rest = until - clock.now(); rest.count() > 0)
        QThread::msleep(static_cast<unsigned long>(rest.count()));
    TRY_ASSIGN(result.kept, restored->put(clock));
    return result;
}

} // namespace tokendesk
