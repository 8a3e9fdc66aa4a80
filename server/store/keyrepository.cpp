// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/base/session.h"
#include "server/store/configrepository.h"
#include "server/store/rows.h"
#include "server/store/sessionrepository.h"

namespace tokendesk::store {
namespace {

/// Tells ChangeReader that the table changed; the name cannot meet one of setMeta(), which are
/// prefixed.
Result<void> countChange(Connection &connection)
{
    TRY_ASSIGN(QSqlQuery * query,
               connection.exec("INSERT INTO meta (name, value) VALUES ('counter:keys', 1) "
                               "ON CONFLICT (name) DO UPDATE SET value = value + 1"));
    query->finish();
    return {};
}

Result<void> changedOne(Result<QSqlQuery *> query)
{
    if (!query)
        return fail(std::move(query).error());
    const int count = (*query)->numRowsAffected();
    (*query)->finish();
    if (count == 0)
        return fail(ErrorCode::NotFound, QStringLiteral("There is no such key."));
    return {};
}

QString metaName(const QString &name) { return u"value:" + name; }

} // namespace

Result<std::vector<KeyRow>> KeyRepository::list()
{
    TRY_ASSIGN(QSqlQuery * query,
               m_connection.exec("SELECT kid, algorithm, state, wrapped, imported, warning, "
                                 "created_at, retired_at, activate_at, activated_at, verify_until "
                                 "FROM signing_keys ORDER BY created_at, kid"));
    Rows rows(query);
    std::vector<KeyRow> keys;
    while (rows.next())
        keys.push_back({rows.text(0), rows.text(1), rows.text(2), rows.blob(3), rows.boolean(4),
                        rows.text(5), rows.instant(6), rows.optionalInstant(7),
                        rows.optionalInstant(8), rows.optionalInstant(9),
                        rows.optionalInstant(10)});
    TRY(rows.status());
    return keys;
}

Result<qint64> KeyRepository::version()
{
    TRY_ASSIGN(QSqlQuery * query, m_connection.exec("SELECT coalesce((SELECT value FROM meta "
                                                    "WHERE name = 'counter:keys'), 0)"));
    return singleInteger(query);
}

Result<void> KeyRepository::insert(const KeyRow &key)
{
    TRY_ASSIGN(
        QSqlQuery * query,
        m_connection.exec(
            "INSERT INTO signing_keys (kid, algorithm, state, wrapped, imported, warning, "
            "created_at, retired_at, activate_at, activated_at, verify_until) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            {toSql(key.kid), toSql(key.algorithm), toSql(key.state), key.wrapped,
             toSql(key.imported), toSql(key.warning), toSql(key.createdAt), toSql(key.retiredAt),
             toSql(key.activateAt), toSql(key.activatedAt), toSql(key.verifyUntil)}));
    query->finish();
    return countChange(m_connection);
}

Result<void> KeyRepository::update(const KeyRow &key)
{
    // A null array would be NULL, which the column does not take; a retired key has no material.
    const QByteArray wrapped = key.wrapped.isNull() ? QByteArray("") : key.wrapped;
    TRY(changedOne(m_connection.exec(
        "UPDATE signing_keys SET state = ?, wrapped = ?, warning = ?, retired_at = ?, "
        "activate_at = ?, activated_at = ?, verify_until = ? WHERE kid = ?",
        {toSql(key.state), wrapped, toSql(key.warning), toSql(key.retiredAt), toSql(key.activateAt),
         toSql(key.activatedAt), toSql(key.verifyUntil), toSql(key.kid)})));
    return countChange(m_connection);
}

Result<void> KeyRepository::remove(const QString &kid)
{
    TRY(changedOne(m_connection.exec("DELETE FROM signing_keys WHERE kid = ?", {toSql(kid)})));
    return countChange(m_connection);
}

Result<std::optional<Instant>> KeyRepository::lastExpiry(const QString &kid)
{
    TRY_ASSIGN(QSqlQuery * query,
               m_connection.exec("SELECT max(max(expires_at, access_until)) FROM sessions "
                                 "INDEXED BY sessions_by_expires "
                                 "WHERE ended_at IS NULL AND key_id = ?",
                                 {toSql(kid)}));
    Rows rows(query);
    std::optional<Instant> last;
    if (rows.next())
        last = rows.optionalInstant(0);
    TRY(rows.status());
    return last;
}

Result<int> KeyRepository::endSessions(const QString &kid, const QString &by, Instant now)
{
    TRY_ASSIGN(QSqlQuery * revoked,
               m_connection.exec("INSERT INTO revocations (session_id, access_until) "
                                 "SELECT id, access_until FROM sessions "
                                 "INDEXED BY sessions_by_expires "
                                 "WHERE ended_at IS NULL AND key_id = ? AND access_until > ?",
                                 {toSql(kid), toSql(now - kClockMargin)}));
    revoked->finish();
    TRY_ASSIGN(
        QSqlQuery * ended,
        m_connection.exec("UPDATE sessions INDEXED BY sessions_by_expires SET ended_at = ?, "
                          "end_reason = ?, ended_by = ? WHERE ended_at IS NULL "
                          "AND key_id = ? AND max(expires_at, access_until) > ?",
                          {toSql(now), QString::fromLatin1(endReasonName(EndReason::KeyRetired)),
                           toSql(by), toSql(kid), toSql(now - kClockMargin)}));
    const int count = ended->numRowsAffected();
    ended->finish();
    return count;
}

Result<std::optional<QByteArray>> KeyRepository::meta(const QString &name)
{
    TRY_ASSIGN(QSqlQuery * query,
               m_connection.exec("SELECT value FROM meta WHERE name = ?", {metaName(name)}));
    Rows rows(query);
    std::optional<QByteArray> value;
    if (rows.next())
        value = rows.blob(0);
    TRY(rows.status());
    return value;
}

Result<void> KeyRepository::setMeta(const QString &name, const QByteArray &value)
{
    TRY_ASSIGN(QSqlQuery * query,
               m_connection.exec("INSERT INTO meta (name, value) VALUES (?, ?) "
                                 "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                                 {metaName(name), value}));
    query->finish();
    return {};
}

} // namespace tokendesk::store
