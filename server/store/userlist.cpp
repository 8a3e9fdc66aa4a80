// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/base/foldedtext.h"
#include "server/store/cursor.h"
#include "server/store/listquery.h"
#include "server/store/userrepository.h"
#include "server/store/userrow.h"

#include <algorithm>

namespace tokendesk::store {
namespace {

struct Order
{
    QLatin1String expression;
    QLatin1String index;
    QLatin1String cursor;
};

// One cursor name for each column and direction.
Order orderOf(const UserQuery &query)
{
    const bool down = query.descending;
    switch (query.sort) {
    case UserSort::Email:
        return {QLatin1String("u.email COLLATE NOCASE"), QLatin1String("users_by_email"),
                down ? QLatin1String("u-email") : QLatin1String("u+email")};
    case UserSort::LastName:
        return {QLatin1String("u.last_name COLLATE NOCASE"), QLatin1String("users_by_last_name"),
                down ? QLatin1String("u-last") : QLatin1String("u+last")};
    case UserSort::CreatedAt:
        return {QLatin1String("u.created_at"), QLatin1String("users_by_created"),
                down ? QLatin1String("u-created") : QLatin1String("u+created")};
    case UserSort::LastLoginAt:
        return {QLatin1String("coalesce(u.last_login_at, 0)"), QLatin1String("users_by_login"),
                down ? QLatin1String("u-login") : QLatin1String("u+login")};
    case UserSort::Username:
        break;
    }
    return {QLatin1String("u.username COLLATE NOCASE"), QLatin1String("users_by_username"),
            down ? QLatin1String("u-name") : QLatin1String("u+name")};
}

QVariant sortValue(const UserQuery &query, const User &user)
{
    switch (query.sort) {
    case UserSort::Email:
        return toSql(user.email);
    case UserSort::LastName:
        return toSql(user.lastName);
    case UserSort::CreatedAt:
        return toSql(user.createdAt);
    case UserSort::LastLoginAt:
        return user.lastLoginAt ? toSql(*user.lastLoginAt) : QVariant(qint64{0});
    case UserSort::Username:
        break;
    }
    return toSql(user.username);
}

Conditions filterOf(const UserQuery &query)
{
    Conditions conditions;
    conditions.add(QLatin1String("u.deleted = ?"), {toSql(query.deleted)});
    if (query.active)
        conditions.add(QLatin1String("u.is_active = ?"), {toSql(*query.active)});
    if (query.staff)
        conditions.add(QLatin1String("u.is_staff = ?"), {toSql(*query.staff)});
    if (query.superuser)
        conditions.add(QLatin1String("u.is_superuser = ?"), {toSql(*query.superuser)});
    if (!query.group.isEmpty())
        conditions.add(QLatin1String("EXISTS (SELECT 1 FROM user_groups ug WHERE ug.user_id = u.id "
                                     "AND ug.group_id = (SELECT id FROM groups WHERE name = ?))"),
                       {query.group});
    if (!query.text.isEmpty())
        conditions.add(QLatin1String("instr(u.search, ?) > 0"), {foldedText(query.text)});
    return conditions;
}

/// Sets total or least of \a page.
Result<void> countMatching(Connection &connection, const UserQuery &query, const Conditions &filter,
                           Page<User> *page)
{
    // With these each row must be looked at.
    const bool bounded = !query.text.isEmpty() || !query.group.isEmpty();
    const QString sql =
        QLatin1String("SELECT count(*) FROM (SELECT 1 FROM users u INDEXED BY users_by_flags")
        + filter.sql() + (bounded ? QLatin1String(" LIMIT ?)") : QLatin1String(")"));
    QVariantList values = filter.values();
    if (bounded)
        values.append(kCountLimit + 1);
    TRY_ASSIGN(QSqlQuery counted, connection.execOnce(sql, values));
    TRY_ASSIGN(const qint64 count, singleInteger(&counted));
    if (bounded && count > kCountLimit)
        page->least = kCountLimit;
    else
        page->total = count;
    return {};
}

} // namespace

Result<Page<User>> UserRepository::list(const UserQuery &query, Instant now)
{
    const Order order = orderOf(query);
    const Conditions filter = filterOf(query);
    Conditions conditions = filter;
    if (!query.after.isEmpty()) {
        TRY_ASSIGN(const Cursor cursor, decodeCursor(order.cursor, query.after));
        const QString after =
            QStringLiteral("(%1, u.id) %2 (?, ?)")
                .arg(order.expression, query.descending ? QLatin1String("<") : QLatin1String(">"));
        conditions.add(after, {cursor.sort, cursor.id});
    }
    const QLatin1String direction =
        query.descending ? QLatin1String(" DESC") : QLatin1String(" ASC");
    const int limit = std::clamp(query.limit, 1, kPageLimit);
    const QString sql = QLatin1String("SELECT " TOKENDESK_USER_COLUMNS " FROM users u INDEXED BY ")
                        + order.index + conditions.sql() + QLatin1String(" ORDER BY ")
                        + order.expression + direction + QLatin1String(", u.id") + direction
                        + QLatin1String(" LIMIT ?");
    TRY_ASSIGN(QSqlQuery selected,
               m_connection.execOnce(sql, QVariantList{toSql(now)} + conditions.values()
                                              + QVariantList{limit + 1}));
    Rows rows(&selected);
    Page<User> page;
    while (rows.next())
        page.rows.push_back(readUser(rows));
    TRY(rows.status());
    if (page.rows.size() > static_cast<std::size_t>(limit)) {
        page.rows.pop_back();
        const User &last = page.rows.back();
        page.next = encodeCursor(order.cursor, {sortValue(query, last), last.id});
    }
    if (!query.withTotal)
        return page;
    if (query.after.isEmpty() && page.next.isEmpty()) {
        page.total = static_cast<qint64>(page.rows.size());
        return page;
    }
    TRY(countMatching(m_connection, query, filter, &page));
    return page;
}

} // namespace tokendesk::store
