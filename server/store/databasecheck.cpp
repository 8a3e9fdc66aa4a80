// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/database.h"
#include "server/store/files.h"
#include "server/store/rows.h"

namespace tokendesk::store {
namespace {

// Clocks of several machines may differ; more than this is a mistake.
constexpr auto kFutureTolerance = std::chrono::hours(24);

enum class Moment { None, Now, LatestPlausible };

// Counts that must be zero; those that need one get a moment as their parameter.
struct CountCheck
{
    const char *sql;
    const char *text;
    Moment moment;
};

constexpr CountCheck kCounts[] = {
    {"SELECT count(*) FROM user_groups ug WHERE NOT EXISTS "
     "(SELECT 1 FROM users u WHERE u.id = ug.user_id)",
     "memberships of users that do not exist", Moment::None},
    {"SELECT count(*) FROM user_groups ug WHERE NOT EXISTS "
     "(SELECT 1 FROM groups g WHERE g.id = ug.group_id)",
     "memberships in groups that do not exist", Moment::None},
    {"SELECT count(*) FROM sessions WHERE generation < 0", "sessions with a negative generation",
     Moment::None},
    {"SELECT count(*) FROM sessions WHERE (ended_at IS NULL) <> (end_reason IS NULL)",
     "sessions whose end and reason do not agree", Moment::None},
    {"SELECT count(*) FROM sessions WHERE generation > 0 AND refreshed_at IS NULL",
     "sessions whose current token has no predecessor", Moment::None},
    {"SELECT count(*) FROM sessions WHERE ended_at IS NOT NULL AND access_until > ? "
     "AND id NOT IN (SELECT session_id FROM revocations)",
     "ended sessions whose access tokens would be accepted", Moment::Now},
    {"SELECT count(*) FROM revocations r JOIN sessions s ON s.id = r.session_id "
     "WHERE s.ended_at IS NULL",
     "revocations of sessions that have not ended", Moment::None},
    {"SELECT count(*) FROM sessions WHERE "
     "max(created_at, coalesce(refreshed_at, 0), coalesce(ended_at, 0)) > ?",
     "sessions with times in the future", Moment::LatestPlausible},
    {"SELECT count(*) FROM users WHERE max(created_at, coalesce(last_login_at, 0), "
     "coalesce(deleted_at, 0), coalesce(not_before, 0)) > ?",
     "users with times in the future", Moment::LatestPlausible},
    {"SELECT count(*) FROM events WHERE at > ?", "events with times in the future",
     Moment::LatestPlausible},
    {"SELECT count(*) FROM users WHERE NOT json_valid(claims)", "users with unreadable claims",
     Moment::None},
    {"SELECT count(*) FROM settings WHERE NOT json_valid(value)", "unreadable settings",
     Moment::None},
    {"SELECT max(0, count(*) - 1) FROM signing_keys WHERE state = 'active'",
     "active signing keys too many", Moment::None},
    {"SELECT count(*) FROM signing_keys WHERE max(created_at, coalesce(activated_at, 0), "
     "coalesce(retired_at, 0)) > ?",
     "signing keys with times in the future", Moment::LatestPlausible},
    {"SELECT count(*) FROM settings_versions WHERE at > ?",
     "settings versions with times in the future", Moment::LatestPlausible},
};

Result<void> appendIntegrity(Connection &connection, QStringList &problems)
{
    TRY_ASSIGN(QSqlQuery query, connection.execOnce(QStringLiteral("PRAGMA integrity_check")));
    Rows rows(&query);
    while (rows.next()) {
        if (rows.text(0) != QLatin1String("ok"))
            problems.append(QStringLiteral("integrity: %1").arg(rows.text(0)));
    }
    return rows.status();
}

Result<void> appendForeignKeys(Connection &connection, QStringList &problems)
{
    TRY_ASSIGN(QSqlQuery query, connection.execOnce(QStringLiteral("PRAGMA foreign_key_check")));
    Rows rows(&query);
    while (rows.next())
        problems.append(QStringLiteral("a row of %1 points to a missing row of %2")
                            .arg(rows.text(0), rows.text(2)));
    return rows.status();
}

} // namespace

Result<QStringList> Database::check()
{
    QStringList problems = permissionProblems(m_path);
    TRY_ASSIGN(Connection * connection, this->connection());
    TRY(appendIntegrity(*connection, problems));
    TRY(appendForeignKeys(*connection, problems));
    const Instant now = m_clock.now();
    for (const CountCheck &check : kCounts) {
        QVariantList values;
        if (check.moment != Moment::None)
            values.append(toSql(check.moment == Moment::Now ? now : now + kFutureTolerance));
        TRY_ASSIGN(QSqlQuery query, connection->execOnce(QLatin1String(check.sql), values));
        TRY_ASSIGN(const qint64 count, singleInteger(&query));
        if (count > 0)
            problems.append(QStringLiteral("%1 %2").arg(count).arg(QLatin1String(check.text)));
    }
    return problems;
}

} // namespace tokendesk::store
