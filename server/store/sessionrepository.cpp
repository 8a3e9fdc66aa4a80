// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/sessionrepository.h"

#include "server/store/sessionrow.h"

#include <limits>

namespace tokendesk::store {
namespace {

/// No session has this id: 12 zero bytes are the null id.
const SessionId kNoSession{};

QVariant reasonText(EndReason reason) { return QString::fromLatin1(endReasonName(reason)); }

Result<std::vector<SessionId>> readIds(QSqlQuery *query)
{
    Rows rows(query);
    std::vector<SessionId> ids;
    while (rows.next()) {
        if (const auto id = SessionId::fromBytes(rows.blob(0)))
            ids.push_back(*id);
    }
    TRY(rows.status());
    return ids;
}

Result<int> affected(Result<QSqlQuery *> executed)
{
    TRY(executed);
    const int count = (*executed)->numRowsAffected();
    (*executed)->finish();
    return count;
}

} // namespace

Session readState(const Rows &rows)
{
    Session session;
    session.userId = rows.integer(0);
    session.kind = rows.integer(1) == 1 ? SessionKind::Sliding : SessionKind::Pair;
    session.generation = rows.integer(2);
    session.createdAt = rows.instant(3);
    session.refreshedAt = rows.optionalInstant(4);
    session.expiresAt = rows.instant(5);
    session.maximumAt = rows.optionalInstant(6);
    session.accessUntil = rows.instant(7);
    session.endedAt = rows.optionalInstant(8);
    session.keyId = rows.text(9);
    return session;
}

Session readSession(const Rows &rows)
{
    Session session;
    if (const auto id = SessionId::fromBytes(rows.blob(0)))
        session.id = *id;
    session.userId = rows.integer(1);
    session.username = rows.text(2);
    session.kind = rows.integer(3) == 1 ? SessionKind::Sliding : SessionKind::Pair;
    session.generation = rows.integer(4);
    session.createdAt = rows.instant(5);
    session.refreshedAt = rows.optionalInstant(6);
    session.expiresAt = rows.instant(7);
    session.maximumAt = rows.optionalInstant(8);
    session.accessUntil = rows.instant(9);
    session.address = rows.text(10);
    session.userAgent = rows.text(11);
    session.keyId = rows.text(12);
    session.endedAt = rows.optionalInstant(13);
    if (session.endedAt) {
        session.endReason = endReasonFromName(rows.text(14));
        session.endedBy = rows.text(15);
    }
    return session;
}

Result<std::optional<Session>> SessionRepository::find(SessionId id)
{
    TRY_ASSIGN(QSqlQuery * query,
               m_connection.exec("SELECT " TOKENDESK_SESSION_COLUMNS
                                 " FROM sessions s LEFT JOIN users u ON u.id = s.user_id "
                                 "WHERE s.id = ?",
                                 {id.toBytes()}));
    Rows rows(query);
    std::optional<Session> session;
    if (rows.next())
        session = readSession(rows);
    TRY(rows.status());
    return session;
}

Result<std::optional<Session>> SessionRepository::findState(SessionId id)
{
    TRY_ASSIGN(QSqlQuery * query,
               m_connection.exec("SELECT " TOKENDESK_STATE_COLUMNS " FROM sessions WHERE id = ?",
                                 {id.toBytes()}));
    Rows rows(query);
    std::optional<Session> session;
    if (rows.next()) {
        session = readState(rows);
        session->id = id;
    }
    TRY(rows.status());
    return session;
}

Result<qint64> SessionRepository::countLive(Instant now)
{
    TRY_ASSIGN(QSqlQuery * query,
               m_connection.exec("SELECT count(*) FROM sessions INDEXED BY sessions_by_expires "
                                 "WHERE ended_at IS NULL AND expires_at > ?",
                                 {toSql(now)}));
    return singleInteger(query);
}

Result<KeyUses> SessionRepository::usesOfKeys(Instant now, int limit)
{
    // The limit is on what is walked, not on what is found: many may have ended.
    KeyUses uses;
    qint64 walked = 0;
    TRY_ASSIGN(QSqlQuery * first,
               m_connection.exec(
                   "SELECT key_id, sum(ended_at IS NULL), max(CASE WHEN ended_at IS NULL THEN "
                   "expires_at END), count(*) FROM (SELECT key_id, ended_at, expires_at FROM "
                   "sessions INDEXED BY sessions_by_expires WHERE expires_at > ? "
                   "ORDER BY expires_at LIMIT ?) GROUP BY key_id",
                   {toSql(now), limit}));
    {
        Rows rows(first);
        while (rows.next()) {
            uses.byKey.insert(rows.text(0), {rows.integer(1), rows.optionalInstant(2)});
            walked += rows.integer(3);
        }
        TRY(rows.status());
    }
    uses.isComplete = walked < limit;
    if (uses.isComplete)
        return uses;
    TRY_ASSIGN(QSqlQuery * last,
               m_connection.exec(
                   "SELECT key_id, sum(ended_at IS NULL), max(CASE WHEN ended_at IS NULL THEN "
                   "expires_at END), min(expires_at) FROM (SELECT key_id, ended_at, expires_at "
                   "FROM sessions INDEXED BY sessions_by_expires WHERE expires_at > ? "
                   "ORDER BY expires_at DESC LIMIT ?) GROUP BY key_id",
                   {toSql(now), limit}));
    QHash<QString, KeyUse> latest;
    Rows rows(last);
    while (rows.next()) {
        latest.insert(rows.text(0), {rows.integer(1), rows.optionalInstant(2)});
        uses.edge = std::min(uses.edge.value_or(Instant::max()), rows.instant(3));
    }
    TRY(rows.status());
    for (auto use = uses.byKey.begin(); use != uses.byKey.end(); ++use)
        use->lastExpiry = uses.edge; // it may have more between the two
    for (auto use = latest.cbegin(); use != latest.cend(); ++use) {
        KeyUse &known = uses.byKey[use.key()];
        known.live = std::max(known.live, use->live);
        known.lastExpiry = use->lastExpiry ? use->lastExpiry : uses.edge;
    }
    return uses;
}

Result<void> SessionRepository::insert(const Session &session)
{
    TRY_ASSIGN(QSqlQuery * query,
               m_connection.exec(
                   "INSERT INTO sessions (id, user_id, kind, generation, created_at, refreshed_at, "
                   "expires_at, maximum_at, access_until, address, user_agent, key_id, ended_at, "
                   "end_reason, ended_by) VALUES (?, ?, ?, ?, max(?, 1 + coalesce((SELECT value "
                   "FROM meta WHERE name = 'ending_before'), -1)), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                   {session.id.toBytes(), session.userId,
                    session.kind == SessionKind::Sliding ? 1 : 0, session.generation,
                    toSql(session.createdAt), toSql(session.refreshedAt), toSql(session.expiresAt),
                    toSql(session.maximumAt), toSql(session.accessUntil), toSql(session.address),
                    toSql(session.userAgent), toSql(session.keyId), toSql(session.endedAt),
                    session.endReason ? reasonText(*session.endReason) : QVariant(),
                    toSql(session.endedBy)}));
    query->finish();
    return {};
}

Result<bool> SessionRepository::rotate(SessionId id, qint64 generation, const Rotation &rotation)
{
    // max(): after the access lifetime was shortened, an older access token may live longer.
    if (rotation.keyId.isNull()) {
        TRY_ASSIGN(const int count,
                   affected(m_connection.exec(
                       "UPDATE sessions SET generation = generation + 1, refreshed_at = ?, "
                       "expires_at = ?, access_until = max(access_until, ?) "
                       "WHERE id = ? AND generation = ? AND ended_at IS NULL",
                       {toSql(rotation.now), toSql(rotation.expiresAt), toSql(rotation.accessUntil),
                        id.toBytes(), generation})));
        return count == 1;
    }
    TRY_ASSIGN(const int count,
               affected(m_connection.exec(
                   "UPDATE sessions SET generation = generation + 1, refreshed_at = ?, "
                   "expires_at = ?, access_until = max(access_until, ?), key_id = ? "
                   "WHERE id = ? AND generation = ? AND ended_at IS NULL",
                   {toSql(rotation.now), toSql(rotation.expiresAt), toSql(rotation.accessUntil),
                    toSql(rotation.keyId), id.toBytes(), generation})));
    return count == 1;
}

Result<bool> SessionRepository::touch(SessionId id, const Rotation &rotation)
{
    // The refresh token stays the one it was, so its key and its expiry do too.
    TRY_ASSIGN(const int count,
               affected(m_connection.exec(
                   "UPDATE sessions SET refreshed_at = ?, "
                   "access_until = max(access_until, ?) "
                   "WHERE id = ? AND ended_at IS NULL",
                   {toSql(rotation.now), toSql(rotation.accessUntil), id.toBytes()})));
    return count == 1;
}

Result<std::vector<SessionId>> SessionRepository::surplus(UserId user, int limit, SessionId fresh,
                                                          Instant now)
{
    TRY_ASSIGN(QSqlQuery * query,
               m_connection.exec("SELECT id FROM sessions INDEXED BY sessions_live_of_user "
                                 "WHERE user_id = ? AND ended_at IS NULL AND expires_at > ? "
                                 "AND id <> ? ORDER BY created_at DESC, id LIMIT -1 OFFSET ?",
                                 {user, toSql(now), fresh.toBytes(), limit - 1}));
    return readIds(query);
}

Result<bool> SessionRepository::end(SessionId id, EndReason reason, const QString &by, Instant now)
{
    TRY_ASSIGN(const int count, affected(m_connection.exec(
                                    "UPDATE sessions SET ended_at = ?, end_reason = ?, "
                                    "ended_by = ? WHERE id = ? AND ended_at IS NULL",
                                    {toSql(now), reasonText(reason), toSql(by), id.toBytes()})));
    if (count == 0)
        return false;
    TRY(affected(m_connection.exec("INSERT INTO revocations (session_id, access_until) "
                                   "SELECT id, access_until FROM sessions "
                                   "WHERE id = ? AND access_until > ?",
                                   {id.toBytes(), toSql(now - kClockMargin)})));
    return true;
}

Result<std::vector<SessionId>> SessionRepository::endOfUser(UserId user, EndReason reason,
                                                            const QString &by, Instant now,
                                                            std::optional<SessionId> keep)
{
    const QByteArray kept = keep.value_or(kNoSession).toBytes();
    TRY(affected(
        m_connection.exec("INSERT INTO revocations (session_id, access_until) "
                          "SELECT id, access_until FROM sessions INDEXED BY sessions_live_of_user "
                          "WHERE user_id = ? AND ended_at IS NULL AND access_until > ? AND id <> ?",
                          {user, toSql(now - kClockMargin), kept})));
    // A session long past its expiry counts as ended, unless an access token outlives it.
    TRY_ASSIGN(
        QSqlQuery * query,
        m_connection.exec(
            "UPDATE sessions INDEXED BY sessions_live_of_user SET ended_at = ?, "
            "end_reason = ?, ended_by = ? WHERE user_id = ? AND ended_at IS NULL "
            "AND max(expires_at, access_until) > ? AND id <> ? RETURNING id",
            {toSql(now), reasonText(reason), toSql(by), user, toSql(now - kClockMargin), kept}));
    return readIds(query);
}

Result<std::vector<SessionId>> SessionRepository::endAll(EndReason reason, const QString &by,
                                                         Instant now)
{
    TRY(affected(m_connection.exec("INSERT INTO revocations (session_id, access_until) "
                                   "SELECT id, access_until FROM sessions "
                                   "INDEXED BY sessions_by_end "
                                   "WHERE ended_at IS NULL AND access_until > ?",
                                   {toSql(now - kClockMargin)})));
    TRY_ASSIGN(
        QSqlQuery * query,
        m_connection.exec("UPDATE sessions INDEXED BY sessions_by_end SET ended_at = ?, "
                          "end_reason = ?, ended_by = ? WHERE ended_at IS NULL "
                          "AND max(expires_at, access_until) > ? RETURNING id",
                          {toSql(now), reasonText(reason), toSql(by), toSql(now - kClockMargin)}));
    return readIds(query);
}

Result<std::optional<Instant>> SessionRepository::notBefore()
{
    TRY_ASSIGN(QSqlQuery * query,
               m_connection.exec("SELECT value FROM meta WHERE name = 'not_before'"));
    Rows rows(query);
    std::optional<Instant> moment;
    if (rows.next())
        moment = rows.optionalInstant(0);
    TRY(rows.status());
    return moment;
}

Result<void> SessionRepository::setNotBefore(Instant moment)
{
    TRY(affected(m_connection.exec("INSERT INTO meta (name, value) VALUES ('not_before', ?) "
                                   "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                                   {toSql(moment)})));
    return {};
}

Result<std::vector<Revocation>> SessionRepository::revocationsAfter(qint64 sequence, Instant now)
{
    TRY_ASSIGN(QSqlQuery * query,
               m_connection.exec("SELECT sequence, session_id, access_until, user_id, "
                                 "refused_before FROM revocations "
                                 "WHERE sequence > ? AND +access_until > ? ORDER BY sequence",
                                 {sequence, toSql(now - kClockMargin)}));
    Rows rows(query);
    std::vector<Revocation> revocations;
    while (rows.next()) {
        if (const auto id = SessionId::fromBytes(rows.blob(1)))
            revocations.push_back({rows.integer(0), *id, rows.instant(2), 0, {}});
        else if (!rows.isNull(3))
            revocations.push_back(
                {rows.integer(0), {}, rows.instant(2), rows.integer(3), rows.instant(4)});
    }
    TRY(rows.status());
    return revocations;
}

Result<bool> SessionRepository::spendForeign(const QByteArray &jti,
                                             std::optional<SessionId> session, Instant expiresAt)
{
    TRY_ASSIGN(const int count,
               affected(m_connection.exec(
                   "INSERT INTO foreign_tokens (jti, session_id, expires_at) VALUES (?, ?, ?) "
                   "ON CONFLICT (jti) DO NOTHING",
                   {jti, session ? QVariant(session->toBytes()) : QVariant(), toSql(expiresAt)})));
    return count == 1;
}

Result<bool> SessionRepository::isForeignSpent(const QByteArray &jti)
{
    TRY_ASSIGN(QSqlQuery * query,
               m_connection.exec("SELECT 1 FROM foreign_tokens WHERE jti = ?", {jti}));
    TRY_ASSIGN(const qint64 found, singleInteger(query));
    return found == 1;
}

Result<std::vector<SessionId>> SessionRepository::expired(Instant from, Instant before, int limit)
{
    TRY_ASSIGN(QSqlQuery * query,
               m_connection.exec("SELECT id FROM sessions INDEXED BY sessions_by_expires WHERE "
                                 "expires_at >= ? AND expires_at < ? AND ended_at IS NULL "
                                 "AND access_until < ? LIMIT ?",
                                 {toSql(from), toSql(before), toSql(before), limit}));
    return readIds(query);
}

Result<int> SessionRepository::finishExpired(const std::vector<SessionId> &ids, Instant before,
                                             std::chrono::seconds idleLimit)
{
    // An expiry is whole seconds, so it comes up to a second before the limit is reached.
    const qint64 idle = std::chrono::milliseconds(idleLimit).count();
    int finished = 0;
    for (const SessionId &id : ids) {
        TRY_ASSIGN(
            const int count,
            affected(m_connection.exec(
                "UPDATE sessions SET ended_at = max(expires_at, access_until), end_reason = CASE "
                "WHEN expires_at >= maximum_at THEN 'maximum_age' "
                "WHEN expires_at <= coalesce(refreshed_at, created_at) + ? THEN 'idle' "
                "ELSE 'expired' END "
                "WHERE id = ? AND ended_at IS NULL AND expires_at < ? AND access_until < ?",
                {idle, id.toBytes(), toSql(before), toSql(before)})));
        finished += count;
    }
    return finished;
}

Result<std::vector<SessionId>> SessionRepository::deletable(Instant &from, Instant endedBefore,
                                                            Instant expiredBefore, int limit)
{
    TRY_ASSIGN(QSqlQuery * query,
               m_connection.exec("SELECT id, ended_at FROM sessions INDEXED BY sessions_by_end "
                                 "WHERE ended_at >= ? AND ended_at < ? AND expires_at < ? "
                                 "AND access_until < ? ORDER BY ended_at LIMIT ?",
                                 {toSql(from), toSql(endedBefore), toSql(expiredBefore),
                                  toSql(expiredBefore), limit}));
    Rows rows(query);
    std::vector<SessionId> ids;
    while (rows.next()) {
        if (const auto id = SessionId::fromBytes(rows.blob(0)))
            ids.push_back(*id);
        from = rows.instant(1);
    }
    TRY(rows.status());
    return ids;
}

Result<int> SessionRepository::remove(const std::vector<SessionId> &ids)
{
    int deleted = 0;
    for (const SessionId &id : ids) {
        TRY_ASSIGN(const int count, affected(m_connection.exec("DELETE FROM sessions WHERE id = ?",
                                                               {id.toBytes()})));
        deleted += count;
    }
    return deleted;
}

Result<int> SessionRepository::purgeRevocations(Instant now, int limit)
{
    return affected(m_connection.exec(
        "DELETE FROM revocations WHERE sequence IN (SELECT sequence FROM revocations "
        "INDEXED BY revocations_by_end WHERE access_until <= ? LIMIT ?)",
        {toSql(now), limit}));
}

Result<int> SessionRepository::purgeForeign(Instant now, int limit)
{
    return affected(
        m_connection.exec("DELETE FROM foreign_tokens WHERE jti IN (SELECT jti FROM foreign_tokens "
                          "INDEXED BY foreign_tokens_by_expires WHERE expires_at <= ? LIMIT ?)",
                          {toSql(now), limit}));
}

} // namespace tokendesk::store
