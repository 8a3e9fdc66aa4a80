// SPDX-License-Identifier: GPL-3.0-or-later
// Service: the database and its connections, one for each thread.
#pragma once

#include "server/base/clock.h"
#include "server/base/result.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QVariant>

#include <atomic>
#include <initializer_list>
#include <memory>
#include <unordered_map>

namespace tokendesk::store {

/// The connection of one thread with its prepared statements. Made by Database alone, never handed to
/// another thread.
class Connection
{
public:
    ~Connection();
    Connection(const Connection &) = delete;
    Connection &operator=(const Connection &) = delete;

    /// Executes \a sql, prepared once per connection and kept, with positional values. \a sql must be a
    /// literal: the cache is keyed by its address. Call finish() on the query when done reading.
    /// Errors: StoreUnavailable (with the driver's text in detail), AlreadyExists (unique constraint).
    [[nodiscard]] Result<QSqlQuery *> exec(const char *sql, std::initializer_list<QVariant> values = {});
    /// The same for a statement whose text is put together from fixed pieces (sort columns of the lists);
    /// prepared each time, values always bound.
    [[nodiscard]] Result<QSqlQuery> execOnce(const QString &sql, const QVariantList &values = {});

private:
    friend class Database;
    explicit Connection(const QString &name);
    QString m_name;
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

    /// Makes or opens the file (0600), checks the pragmas of SECURITY R96, migrates. \a readOnly never
    /// changes anything. Errors: DatabaseUnreadable, DatabaseNewer, DatabaseReadOnly.
    Result<void> open(bool readOnly = false);

    /// The calling thread's connection, opened on first use and closed when the thread ends or by
    /// closeThread(). Errors: StoreUnavailable.
    [[nodiscard]] Result<Connection *> connection();
    /// Closes the calling thread's connection.
    void closeThread();

    [[nodiscard]] const QString &path() const { return m_path; }
    /// Size of the file and its write-ahead log in bytes.
    [[nodiscard]] qint64 sizeBytes() const;
    [[nodiscard]] const Clock &clock() const { return m_clock; }
    /// Unique for each Database object of the process, part of connection names.
    [[nodiscard]] quint64 serial() const { return m_serial; }

    /// Integrity for `tokendeskd check`: one line for each thing found wrong, nothing if all is well.
    [[nodiscard]] Result<QStringList> check();

private:
    QString m_path;
    const Clock &m_clock;
    quint64 m_serial;
    bool m_readOnly = false;
};

} // namespace tokendesk::store
