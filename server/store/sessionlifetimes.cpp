// SPDX-License-Identifier: GPL-3.0-or-later
// Reading all live sessions, and shortening them.
#include "server/store/sessionrepository.h"
#include "server/store/sessionrow.h"

namespace tokendesk::store {

Result<void> SessionRepository::visitLive(Instant after,
                                          const std::function<bool(const Session &)> &visit)
{
    // The index by the end has the live ones in the order in which their rows lie, whenever they
    // were created: in any other order most rows mean another page to read. Sessions that a command
    // to end all of them has not come to yet count as ended.
    TRY_ASSIGN(
        QSqlQuery * query,
        m_connection.exec("SELECT kind, created_at, refreshed_at, expires_at, maximum_at, "
                          "access_until FROM sessions INDEXED BY sessions_by_end "
                          "WHERE ended_at IS NULL AND expires_at > ? AND created_at > "
                          "coalesce((SELECT value FROM meta WHERE name = 'ending_before'), -1)",
                          {toSql(after)}));
    Rows rows(query);
    Session session;
    while (rows.next()) {
        session.kind = rows.integer(0) == 1 ? SessionKind::Sliding : SessionKind::Pair;
        session.createdAt = rows.instant(1);
        session.refreshedAt = rows.optionalInstant(2);
        session.expiresAt = rows.instant(3);
        session.maximumAt = rows.optionalInstant(4);
        session.accessUntil = rows.instant(5);
        if (!visit(session))
            return {};
    }
    return rows.status();
}

Result<std::vector<Session>> SessionRepository::nextLive(qint64 &from, int limit)
{
    TRY_ASSIGN(QSqlQuery * query,
               m_connection.exec("SELECT " TOKENDESK_STATE_COLUMNS ", id, serial FROM sessions "
                                 "INDEXED BY sessions_by_end WHERE ended_at IS NULL "
                                 "AND serial > ? ORDER BY serial LIMIT ?",
                                 {from, limit}));
    Rows rows(query);
    std::vector<Session> sessions;
    while (rows.next()) {
        sessions.push_back(readState(rows));
        if (const auto id = SessionId::fromBytes(rows.blob(10)))
            sessions.back().id = *id;
        from = rows.integer(11);
    }
    TRY(rows.status());
    return sessions;
}

Result<bool> SessionRepository::shorten(SessionId id, Instant expiresAt)
{
    TRY_ASSIGN(QSqlQuery * query,
               m_connection.exec("UPDATE sessions SET expires_at = ? "
                                 "WHERE id = ? AND ended_at IS NULL AND expires_at > ?",
                                 {toSql(expiresAt), id.toBytes(), toSql(expiresAt)}));
    const bool isChanged = query->numRowsAffected() == 1;
    query->finish();
    return isChanged;
}

} // namespace tokendesk::store
