// SPDX-License-Identifier: GPL-3.0-or-later
// Service: brings the schema of a database up to date. Private to the store and its tests.
#pragma once

#include "server/store/database.h"

#include <vector>

namespace tokendesk::store {

/// One numbered file of SQL.
struct Migration
{
    int version = 0; ///< 1 and up, without gaps
    int minCompatible = 0; ///< oldest program version (in migrations) that can work with the result
    QString checksum; ///< SHA-256 of the file in hex
    QStringList statements;
};

/// Reads the migrations NNNN_name.sql of \a folder in order. Statements are separated by lines `--
/// ;;`; the line `-- min_compatible: N` is required. Errors: Internal.
[[nodiscard]] Result<std::vector<Migration>> loadMigrations(const QString &folder);

/// Applies migrations over one connection that nobody else uses. Errors of all: StoreUnavailable.
class Migrator
{
public:
    Migrator(Connection &connection, std::vector<Migration> migrations, const Clock &clock);

    /// The version of the database, 0 if it is empty. Changes nothing. Errors: DatabaseNewer;
    /// DatabaseUnreadable (not ours, or an applied migration differs from the one known here).
    [[nodiscard]] Result<int> currentVersion();
    /// The version that migrate() arrives at.
    [[nodiscard]] int latestVersion() const { return static_cast<int>(m_migrations.size()); }
    /// Applies what is missing: all in one transaction to an empty database, else each in its own,
    /// after a copy `<path>.before-NNNN`. Safe when several processes do it at once. Errors: those
    /// of currentVersion(), DatabaseReadOnly (no place for the copy).
    Result<void> migrate(const QString &path);

private:
    enum class Content { Nothing, Ours, Foreign };
    [[nodiscard]] Result<Content> content();
    /// From version \a from, if the database still has it, to \a target in one transaction.
    Result<void> step(int from, int target, const QString &path, const QString &copy);
    Result<void> apply(const Migration &migration);
    Result<void> execute(const QString &sql, const QVariantList &values = {});

    Connection &m_connection;
    std::vector<Migration> m_migrations;
    const Clock &m_clock;
};

} // namespace tokendesk::store
