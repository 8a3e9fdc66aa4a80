// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/importrepository.h"

#include "server/store/rows.h"

namespace tokendesk::store {
namespace {

/// Executes a statement without rows; the number of rows it changed.
Result<int> change(Result<QSqlQuery *> executed)
{
    TRY(executed);
    const int count = (*executed)->numRowsAffected();
    (*executed)->finish();
    return count;
}

} // namespace

Result<qint64> ImportRepository::begin(const QString &actor, const QString &source, Instant now)
{
    TRY_ASSIGN(QSqlQuery * query,
               m_connection.exec(
                   "INSERT INTO user_imports (at, actor, source) VALUES (?, ?, ?) RETURNING id",
                   {toSql(now), toSql(actor), toSql(source)}));
    return singleInteger(query);
}

Result<void> ImportRepository::add(qint64 import, const ImportedUser &user)
{
    TRY(change(m_connection.exec(
        "INSERT INTO user_import_rows (import_id, user_id, created, changes, password_hash) "
        "VALUES (?, ?, ?, ?, ?)",
        {import, user.user, toSql(user.created), toSql(user.changes),
         user.passwordHash ? toSql(*user.passwordHash) : QVariant()})));
    return {};
}

Result<std::optional<ImportRecord>> ImportRepository::find(qint64 import)
{
    TRY_ASSIGN(
        QSqlQuery * query,
        m_connection.exec("SELECT id, at, actor, source, undone_at FROM user_imports WHERE id = ?",
                          {import}));
    Rows rows(query);
    std::optional<ImportRecord> record;
    if (rows.next())
        record = ImportRecord{rows.integer(0), rows.instant(1), rows.text(2), rows.text(3),
                              rows.optionalInstant(4)};
    TRY(rows.status());
    return record;
}

Result<std::vector<ImportedUser>> ImportRepository::users(qint64 import, UserId after, int limit)
{
    TRY_ASSIGN(QSqlQuery * query,
               m_connection.exec("SELECT user_id, created, changes, password_hash "
                                 "FROM user_import_rows WHERE import_id = ? AND user_id > ? "
                                 "ORDER BY user_id LIMIT ?",
                                 {import, after, limit}));
    Rows rows(query);
    std::vector<ImportedUser> users;
    while (rows.next())
        users.push_back({rows.integer(0), rows.boolean(1), rows.object(2),
                         rows.isNull(3) ? std::nullopt : std::optional(rows.text(3))});
    TRY(rows.status());
    return users;
}

Result<void> ImportRepository::setUndone(qint64 import, Instant now)
{
    TRY(change(m_connection.exec("UPDATE user_imports SET undone_at = ? WHERE id = ?",
                                 {toSql(now), import})));
    return {};
}

Result<int> ImportRepository::purge(Instant before, int limit)
{
    TRY_ASSIGN(
        const int rows,
        change(m_connection.exec(
            "DELETE FROM user_import_rows WHERE (import_id, user_id) IN (SELECT r.import_id, "
            "r.user_id FROM user_imports i INDEXED BY user_imports_by_at "
            "JOIN user_import_rows r ON r.import_id = i.id WHERE i.at < ? LIMIT ?)",
            {toSql(before), limit})));
    if (rows > 0)
        return rows;
    return change(m_connection.exec(
        "DELETE FROM user_imports WHERE id IN (SELECT id FROM user_imports INDEXED BY "
        "user_imports_by_at WHERE at < ? LIMIT ?)",
        {toSql(before), limit}));
}

} // namespace tokendesk::store
