// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/configrepository.h"
#include "server/store/rows.h"

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

QString metaName(const QString &name) { return u"value:" + name; }

} // namespace

Result<std::vector<KeyRow>> KeyRepository::list()
{
    TRY_ASSIGN(QSqlQuery * query,
               m_connection.exec("SELECT kid, algorithm, state, wrapped, imported, warning, "
                                 "created_at, retired_at FROM signing_keys "
                                 "ORDER BY created_at, kid"));
    Rows rows(query);
    std::vector<KeyRow> keys;
    while (rows.next())
        keys.push_back({rows.text(0), rows.text(1), rows.text(2), rows.blob(3), rows.boolean(4),
                        rows.text(5), rows.instant(6), rows.optionalInstant(7)});
    TRY(rows.status());
    return keys;
}

Result<void> KeyRepository::insert(const KeyRow &key)
{
    TRY_ASSIGN(QSqlQuery * query,
               m_connection.exec("INSERT INTO signing_keys (kid, algorithm, state, wrapped, "
                                 "imported, warning, created_at, retired_at) "
                                 "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                                 {toSql(key.kid), toSql(key.algorithm), toSql(key.state),
                                  key.wrapped, toSql(key.imported), toSql(key.warning),
                                  toSql(key.createdAt), toSql(key.retiredAt)}));
    query->finish();
    return countChange(m_connection);
}

Result<void> KeyRepository::setState(const QString &kid, const QString &state, Instant now)
{
    const bool retired = state == QLatin1String("retired");
    TRY_ASSIGN(QSqlQuery * query,
               m_connection.exec("UPDATE signing_keys SET state = ?, retired_at = ? WHERE kid = ?",
                                 {toSql(state), retired ? toSql(now) : QVariant(), toSql(kid)}));
    const int count = query->numRowsAffected();
    query->finish();
    if (count == 0)
        return fail(ErrorCode::NotFound, QStringLiteral("There is no such key."));
    return countChange(m_connection);
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
