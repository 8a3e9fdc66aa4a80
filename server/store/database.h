// SPDX-License-Identifier: GPL-3.0-or-later
// Service: the database and its connections, one for each thread.
#pragma once

#include "server/base/clock.h"
#include "server/base/result.h"
#include "server/store/userversion.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QVariant>

#include <chrono>
#include <initializer_list>
#include <memory>
#include <unordered_map>
#include <utility>

namespace tokendesk::store {

/// The connection of one thread with its prepared statements. Made by Database alone, never handed
/// to another thread.
class Connection
{
public:
    ~Connection();
    Connection(const Connection &) = delete;
    Connection &operator=(const Connection &) = delete;

    /// Executes \a sql, prepared once per connection and kept, with positional values. \a sql must
    /// be a literal: the cache is keyed by its address. Call finish() on the query when done
    /// reading. Errors: StoreUnavailable (with the driver's text in detail), AlreadyExists (unique
    /// constraint).
    [[nodiscard]] Result<QSqlQuery *> exec(const char *sql,
                                           std::initializer_list<QVariant> values = {});
    /// The same for a statement whose text is put together from fixed pieces (sort columns of the
    /// lists); prepared each time, values always bound.
    [[nodiscard]] Result<QSqlQuery> execOnce(const QString &sql, const QVariantList &values = {});

    /// The clock of the database, for look-ups that depend on the time of day.
    [[nodiscard]] const Clock &clock() const { return m_clock; }

    /// Counts how often the file was opened: what is numbered per connection starts anew with it.
    [[nodiscard]] quint64 openings() const { return m_openings; }

    /// Whether an error other than a lock or a constraint happened since the file was opened:
    /// SQLite may have ended the transaction by itself.
    [[nodiscard]] bool isDoubtful() const { return m_doubtful; }

    /// What UserVersion stands for was written. Counts at once, which is right for a statement that
    /// commits by itself, and again when the writer has committed.
    void noteUsersChanged();
    /// Whether users were written since the last time this was asked.
    [[nodiscard]] bool takeUsersChanged() { return std::exchange(m_usersChanged, false); }

private:
    friend class Database;
    enum class Access { ReadOnly, ReadWrite };
    using FileIdentity = std::pair<quint64, quint64>; ///< device and inode

    Connection(QString path, const Clock &clock, Access access, quint64 serial,
               UserVersion &userVersion);
    /// Opens without a look at the schema: for migration and checks.
    Result<void> openFile();
    /// Opens, or opens again when the file was replaced or the last error leaves doubts.
    Result<void> ensureOpen();
    void close();
    Result<void> applyPragmas();
    Result<void> pragma(const QString &set, const QString &read, const QString &expected);
    /// Notes and translates an error of the driver.
    Error translate(const QSqlError &error);

    QString m_path;
    const Clock &m_clock;
    Access m_access;
    QString m_name;
    UserVersion &m_userVersion;
    bool m_usersChanged = false;
    quint64 m_openings = 0;
    bool m_open = false;
    bool m_doubtful = false; ///< an error other than a lock or a constraint happened
    int m_lastCode = 0; ///< primary SQLite code of the last error
    FileIdentity m_identity{};
    std::chrono::steady_clock::time_point m_checkedAt{};
    quint64 m_checkedUsers = 0; ///< number of the users at that moment
    std::unordered_map<const char *, std::unique_ptr<QSqlQuery>> m_statements;
};

/// Where the data is: an SQLite file in a directory of mode 0700. Thread: any, after open().
class Database
{
public:
    /// \a path: the SQLite file; made, with its directory, by open().
    Database(QString path, const Clock &clock);
    ~Database();
    Database(const Database &) = delete;
    Database &operator=(const Database &) = delete;

    /// Makes or opens the file (0600), checks the pragmas of SECURITY R96, migrates. \a readOnly
    /// never changes anything. Errors: DatabaseUnreadable (also: not ours, altered, or locked for
    /// too long), DatabaseNewer (the file is left as it is), DatabaseReadOnly.
    Result<void> open(bool readOnly = false);

    /// The calling thread's connection, opened on first use and closed when the thread ends or by
    /// closeThread(). The object stays the same for the thread's life, also when the file had to be
    /// opened again. Errors: StoreUnavailable.
    [[nodiscard]] Result<Connection *> connection();
    /// Closes the calling thread's connection.
    void closeThread();

    [[nodiscard]] const QString &path() const { return m_path; }
    /// Size of the file and its write-ahead log in bytes.
    [[nodiscard]] qint64 sizeBytes() const;
    [[nodiscard]] const Clock &clock() const { return m_clock; }
    /// Unique for each Database object of the process, part of connection names.
    [[nodiscard]] quint64 serial() const { return m_serial; }
    /// Stands for everything about users that is not told by their logins.
    [[nodiscard]] UserVersion &userVersion() { return m_userVersion; }

    /// Integrity for `tokendeskd check`: one line for each thing found wrong, nothing if all is
    /// well.
    [[nodiscard]] Result<QStringList> check();

private:
    Result<void> openForReading();
    Result<void> openForWriting();

    QString m_path;
    const Clock &m_clock;
    quint64 m_serial;
    UserVersion m_userVersion;
    bool m_readOnly = false;
};

} // namespace tokendesk::store
