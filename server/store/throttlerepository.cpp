// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/throttlerepository.h"

#include "server/store/rows.h"

namespace tokendesk::store {
namespace {

#define TOKENDESK_THROTTLE_COLUMNS \
    "account, address, failures, until, locked_at, known_until, expires_at"

/// Qt binds a null array as NULL, which no key column takes.
QVariant keyToSql(const QByteArray &key) { return key.isEmpty() ? QByteArray("") : key; }

Result<std::vector<ThrottleRow>> readAll(Result<QSqlQuery *> executed)
{
    TRY(executed);
    Rows rows(*executed);
    std::vector<ThrottleRow> found;
    while (rows.next())
        found.push_back({rows.blob(0), rows.blob(1), rows.integer(2), rows.optionalInstant(3),
                         rows.optionalInstant(4), rows.optionalInstant(5), rows.instant(6)});
    TRY(rows.status());
    return found;
}

Result<int> affected(Result<QSqlQuery *> executed)
{
    TRY(executed);
    const int count = (*executed)->numRowsAffected();
    (*executed)->finish();
    return count;
}

} // namespace

Result<std::vector<ThrottleRow>> ThrottleRepository::find(const QByteArray &account,
                                                          const QByteArray &address)
{
    return readAll(m_connection.exec("SELECT " TOKENDESK_THROTTLE_COLUMNS " FROM login_throttle "
                                     "WHERE account IN (?, x'') AND address IN (?, x'')",
                                     {keyToSql(account), keyToSql(address)}));
}

Result<std::vector<ThrottleRow>> ThrottleRepository::ofAccount(const QByteArray &account)
{
    return readAll(m_connection.exec("SELECT " TOKENDESK_THROTTLE_COLUMNS " FROM login_throttle "
                                     "WHERE account = ?",
                                     {keyToSql(account)}));
}

Result<void> ThrottleRepository::save(const ThrottleRow &row)
{
    TRY(affected(m_connection.exec(
        "INSERT OR REPLACE INTO login_throttle (" TOKENDESK_THROTTLE_COLUMNS
        ") VALUES (?, ?, ?, ?, ?, ?, ?)",
        {keyToSql(row.account), keyToSql(row.address), row.failures, toSql(row.until),
         toSql(row.lockedAt), toSql(row.knownUntil), toSql(row.expiresAt)})));
    return {};
}

Result<void> ThrottleRepository::remove(const QByteArray &account, const QByteArray &address)
{
    TRY(affected(m_connection.exec("DELETE FROM login_throttle WHERE account = ? AND address = ?",
                                   {keyToSql(account), keyToSql(address)})));
    return {};
}

Result<void> ThrottleRepository::removeAccount(const QByteArray &account)
{
    TRY(affected(
        m_connection.exec("DELETE FROM login_throttle WHERE account = ?", {keyToSql(account)})));
    return {};
}

Result<int> ThrottleRepository::purge(Instant now, int limit)
{
    return affected(m_connection.exec(
        "DELETE FROM login_throttle WHERE (account, address) IN (SELECT account, address FROM "
        "login_throttle INDEXED BY login_throttle_by_end WHERE locked_at IS NULL AND "
        "expires_at < ? LIMIT ?)",
        {toSql(now), limit}));
}

} // namespace tokendesk::store
