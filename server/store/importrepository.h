// SPDX-License-Identifier: GPL-3.0-or-later
// Service: SQL of what imports of users have done.
#pragma once

#include "server/base/user.h"
#include "server/store/database.h"

namespace tokendesk::store {

/// One import of users.
struct ImportRecord
{
    qint64 id = 0;
    Instant at{};
    QString actor;
    QString source; ///< name of the file
    std::optional<Instant> undoneAt;
};

/// What an import did with one user.
struct ImportedUser
{
    UserId user = 0;
    bool created = false;
    QJsonObject changes; ///< of one that was there: {"before": {…}, "after": {…}}
    std::optional<QString> passwordHash; ///< the encoded hash that was replaced; none: it was not
};

/// Reads and writes imports over one connection. Errors of all: StoreUnavailable.
class ImportRepository
{
public:
    explicit ImportRepository(Connection &connection) : m_connection(connection) { }

    [[nodiscard]] Result<qint64> begin(const QString &actor, const QString &source, Instant now);
    [[nodiscard]] Result<void> add(qint64 import, const ImportedUser &user);
    [[nodiscard]] Result<std::optional<ImportRecord>> find(qint64 import);
    /// Ordered by user, those after \a after.
    [[nodiscard]] Result<std::vector<ImportedUser>> users(qint64 import, UserId after, int limit);
    [[nodiscard]] Result<void> setUndone(qint64 import, Instant now);
    /// Forgets imports that began before \a before, at most \a limit rows; the number of rows.
    [[nodiscard]] Result<int> purge(Instant before, int limit);

private:
    Connection &m_connection;
};

} // namespace tokendesk::store
