// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/storebench.h"

#include <QStringList>

namespace tokendesk::bench {
namespace {

void execute(store::Connection &connection, const QString &sql, const QVariantList &values = {})
{
    take(connection.execOnce(sql, values));
}

/// Names and texts of the indexes of \a table.
std::vector<std::pair<QString, QString>> indexesOf(store::Connection &connection,
                                                   const QString &table)
{
    auto query = take(connection.execOnce(
        QStringLiteral("SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND tbl_name = ? "
                       "AND sql IS NOT NULL"),
        {table}));
    std::vector<std::pair<QString, QString>> indexes;
    while (query.next())
        indexes.emplace_back(query.value(0).toString(), query.value(1).toString());
    return indexes;
}

} // namespace

void StoreBench::fill(qint64 count)
{
    // Of its own, for it remembers much.
    store::Database scratch(database.path(), clock);
    take(scratch.open());
    store::Connection &db = *take(scratch.connection());
    const qint64 now = toEpochMs(clock.now());
    // The index of random ids is made quickly only in memory.
    execute(db, QStringLiteral("PRAGMA cache_size=-1000000"));
    execute(db, QStringLiteral("BEGIN IMMEDIATE"));
    execute(
        db,
        QStringLiteral("WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n "
                       "WHERE i < ?) INSERT INTO users (username, email, password_hash, search, "
                       "created_at, updated_at) SELECT 'user' || i, 'user' || i || "
                       "'@example.org', 'argon2$x', 'user' || i, ?, ? FROM n"),
        {std::max<qint64>(1, count / 10), now, now});
    const auto indexes = indexesOf(db, QStringLiteral("sessions"));
    for (const auto &[name, sql] : indexes)
        execute(db, QLatin1String("DROP INDEX ") + name);
    // As years of use leave them: rows in the order of their creation, ids and users spread by
    // multiplications, a third live, and of those every second one refreshed since.
    execute(
        db,
        QStringLiteral(
            "WITH RECURSIVE given (total, now) AS (VALUES (?, ?)), "
            "n (i, total, now) AS (SELECT 0, total, now FROM given UNION ALL "
            "SELECT i + 1, total, now FROM n WHERE i < total - 1), "
            "spread (i, total, begun, live, refreshed) AS (SELECT i, total, "
            "now - 604800000 + i * 604800000 / total, (i * 2654435761 / 1024) % 3 = 0, "
            "(i * 40503) % 2 * ((i * 2246822519) % min(3600000, 1 + (total - i) * 604800000 / "
            "total)) FROM n) "
            "INSERT INTO sessions (id, user_id, generation, created_at, refreshed_at, expires_at, "
            "maximum_at, access_until, address, user_agent, key_id, ended_at, end_reason, "
            "ended_by) SELECT CAST(printf('%012d', (i * 2654435761) % 999999999989) AS BLOB), "
            "1 + (i * 7919) % max(1, total / 10), refreshed > 0, begun, "
            "iif(refreshed > 0, begun + refreshed, NULL), begun + refreshed + 604800000 + 3600000, "
            "begun + 2592000000, begun + refreshed + 900000, '192.0.2.' || (i % 250), "
            "'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko', 'bench', "
            "iif(live, NULL, begun + 60000), iif(live, NULL, 'logged_out'), '' FROM spread"),
        {count, now});
    for (const auto &[name, sql] : indexes)
        execute(db, sql);
    execute(db, QStringLiteral("COMMIT"));
    execute(db, QStringLiteral("PRAGMA wal_checkpoint(TRUNCATE)"));
}

std::vector<Session> StoreBench::liveSessions(int count)
{
    SessionQuery query;
    query.state = SessionState::Live;
    query.limit = 1'000;
    query.withTotal = false;
    store::SessionRepository repository(connection());
    std::vector<Session> found;
    // Those of one moment are spread over the whole table.
    while (static_cast<int>(found.size()) < count) {
        auto page = take(repository.list(query, clock.now()));
        found.insert(found.end(), page.rows.begin(), page.rows.end());
        query.after = page.next;
        if (query.after.isEmpty())
            break;
    }
    found.resize(std::min(found.size(), static_cast<std::size_t>(count)));
    return found;
}

} // namespace tokendesk::bench
