// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/database.h"

#include "server/store/files.h"
#include "server/store/migrator.h"
#include "server/store/rows.h"

#include <QDir>
#include <QFileInfo>
#include <QThread>

#include <atomic>

// In a static library a resource is linked only when it is asked for; the macro must stand outside
// any namespace.
static void initialiseSqlResource() { Q_INIT_RESOURCE(tokendesk_sql); }

namespace tokendesk::store {
namespace {

constexpr int kSqliteReadOnly = 8;
constexpr auto kLockWait = std::chrono::seconds(10);
constexpr auto kLockRetry = std::chrono::milliseconds(20);

quint64 nextSerial()
{
    static std::atomic<quint64> count{0};
    return ++count;
}

using ThreadConnections = std::unordered_map<quint64, std::unique_ptr<Connection>>;

// Destroyed, and so closed, when the thread ends.
ThreadConnections &threadConnections()
{
    static thread_local ThreadConnections connections;
    return connections;
}

// Several processes that make the same file at once meet here; SQLite does not wait for this lock
// by itself in every case.
Result<void> switchToWriteAhead(Connection &connection)
{
    const auto deadline = std::chrono::steady_clock::now() + kLockWait;
    for (;;) {
        auto query = connection.execOnce(QStringLiteral("PRAGMA journal_mode=WAL"));
        if (query && query->next() && query->value(0).toString() == QLatin1String("wal"))
            return {};
        if (std::chrono::steady_clock::now() >= deadline)
            return fail(ErrorCode::DatabaseUnreadable,
                        query ? QStringLiteral("Write-ahead mode is not possible.")
                              : query.error().detail);
        QThread::msleep(kLockRetry.count());
    }
}

Result<std::vector<Migration>> ownMigrations()
{
    return loadMigrations(QStringLiteral(":/tokendesk/sql/sqlite"));
}

} // namespace

Database::Database(QString path, const Clock &clock)
    : m_path(QFileInfo(path).absoluteFilePath()), m_clock(clock), m_serial(nextSerial())
{
    initialiseSqlResource();
}

Database::~Database() { closeThread(); }

Result<void> Database::open(bool readOnly)
{
    m_readOnly = readOnly;
    closeThread();
    auto opened = readOnly ? openForReading() : openForWriting();
    if (!opened && opened.error().code == ErrorCode::StoreUnavailable)
        return fail(ErrorCode::DatabaseUnreadable,
                    QStringLiteral("%1: %2").arg(m_path, opened.error().detail));
    return opened;
}

Result<void> Database::openForReading()
{
    if (!QFileInfo(m_path).isFile())
        return fail(ErrorCode::DatabaseUnreadable,
                    QStringLiteral("%1 does not exist.").arg(m_path));
    Connection connection(m_path, m_clock, Connection::Access::ReadOnly, m_serial, m_userVersion);
    TRY(connection.openFile());
    TRY_ASSIGN(auto migrations, ownMigrations());
    Migrator migrator(connection, std::move(migrations), m_clock);
    const auto version = migrator.currentVersion();
    if (!version && connection.m_lastCode == kSqliteReadOnly)
        return fail(ErrorCode::DatabaseReadOnly,
                    QStringLiteral("%1 was left in the middle of a change; start the server once.")
                        .arg(m_path));
    TRY(version);
    if (*version < migrator.latestVersion())
        return fail(
            ErrorCode::DatabaseReadOnly,
            QStringLiteral("%1 must be upgraded first; start the server once.").arg(m_path));
    return {};
}

Result<void> Database::openForWriting()
{
    TRY(prepareFile(m_path));
    TRY_ASSIGN(auto migrations, ownMigrations());
    if (QFileInfo(m_path).size() > 0) {
        // A newer database must stay as it is to the last byte, so it is looked at read-only before
        // anything else: closing a writing connection would move its write-ahead log into the file.
        Connection connection(m_path, m_clock, Connection::Access::ReadOnly, m_serial,
                              m_userVersion);
        TRY(connection.openFile());
        const auto looked = Migrator(connection, migrations, m_clock).currentVersion();
        // A rollback journal that a crash has left, as in the switch to write-ahead mode, can only
        // be used by who may write; that is what the connection below does first of all.
        if (!looked && connection.m_lastCode != kSqliteReadOnly)
            return fail(looked.error());
    }
    Connection connection(m_path, m_clock, Connection::Access::ReadWrite, m_serial, m_userVersion);
    auto migrated = [&]() -> Result<void> {
        TRY(connection.openFile());
        TRY(Migrator(connection, migrations, m_clock).currentVersion());
        TRY(switchToWriteAhead(connection));
        return Migrator(connection, std::move(migrations), m_clock).migrate(m_path);
    }();
    if (!migrated && connection.m_lastCode == kSqliteReadOnly)
        return fail(ErrorCode::DatabaseReadOnly, migrated.error().detail);
    return migrated;
}

Result<Connection *> Database::connection()
{
    std::unique_ptr<Connection> &slot = threadConnections()[m_serial];
    if (!slot) {
        const auto access =
            m_readOnly ? Connection::Access::ReadOnly : Connection::Access::ReadWrite;
        slot.reset(new Connection(m_path, m_clock, access, m_serial, m_userVersion));
    }
    TRY(slot->ensureOpen());
    return slot.get();
}

void Database::closeThread() { threadConnections().erase(m_serial); }

qint64 Database::sizeBytes() const
{
    return QFileInfo(m_path).size() + QFileInfo(m_path + QLatin1String("-wal")).size();
}

} // namespace tokendesk::store
