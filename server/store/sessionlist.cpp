// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/cursor.h"
#include "server/store/listquery.h"
#include "server/store/sessionrepository.h"
#include "server/store/sessionrow.h"

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
Order orderOf(const SessionQuery &query)
{
    const bool down = query.descending;
    switch (query.sort) {
    case SessionSort::RefreshedAt:
        return {QLatin1String("coalesce(s.refreshed_at, 0)"),
                QLatin1String("sessions_by_refreshed"),
                down ? QLatin1String("n-refreshed") : QLatin1String("n+refreshed")};
    case SessionSort::ExpiresAt:
        return {QLatin1String("s.expires_at"), QLatin1String("sessions_by_expires"),
                down ? QLatin1String("n-expires") : QLatin1String("n+expires")};
    case SessionSort::CreatedAt:
        break;
    }
    return {QLatin1String("s.created_at"),
            query.state == SessionState::Live ? QLatin1String("sessions_live_by_created")
                                              : QLatin1String("sessions_by_created"),
            down ? QLatin1String("n-created") : QLatin1String("n+created")};
}

/// Behind those of TOKENDESK_SESSION_COLUMNS.
constexpr int kSerialColumn = 16;

qint64 sortValue(const SessionQuery &query, const Session &session)
{
    switch (query.sort) {
    case SessionSort::RefreshedAt:
        return session.refreshedAt ? toEpochMs(*session.refreshedAt) : 0;
    case SessionSort::ExpiresAt:
        return toEpochMs(session.expiresAt);
    case SessionSort::CreatedAt:
        break;
    }
    return toEpochMs(session.createdAt);
}

// The range of ids whose hex text begins with \a text; nothing if no id does.
std::optional<std::pair<QByteArray, QByteArray>> idRange(const QString &text)
{
    const QString head = text.toLower();
    if (head.isEmpty() || head.size() > SessionId::kHexSize)
        return std::nullopt;
    const bool hex = std::all_of(head.begin(), head.end(), [](QChar c) {
        return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f');
    });
    if (!hex)
        return std::nullopt;
    const QByteArray digits = head.toLatin1();
    return std::pair(QByteArray::fromHex(digits.leftJustified(SessionId::kHexSize, '0')),
                     QByteArray::fromHex(digits.leftJustified(SessionId::kHexSize, 'f')));
}

void addText(Conditions &conditions, const QString &text)
{
    const QVariant pattern = likePattern(text);
    const QVariantList patterns{pattern, pattern, pattern};
    if (const auto range = idRange(text)) {
        conditions.add(
            QLatin1String("(u.username LIKE ? ESCAPE '\\' OR s.address LIKE ? ESCAPE '\\' "
                          "OR s.user_agent LIKE ? ESCAPE '\\' OR +s.id BETWEEN ? AND ?)"),
            patterns + QVariantList{range->first, range->second});
        return;
    }
    conditions.add(QLatin1String("(u.username LIKE ? ESCAPE '\\' OR s.address LIKE ? ESCAPE '\\' "
                                 "OR s.user_agent LIKE ? ESCAPE '\\')"),
                   patterns);
}

Conditions filterOf(const SessionQuery &query, Instant now)
{
    Conditions conditions;
    if (query.userId)
        conditions.add(QLatin1String("s.user_id = ?"), {*query.userId});
    if (query.state == SessionState::Live)
        conditions.add(QLatin1String("s.ended_at IS NULL AND s.expires_at > ?"), {toSql(now)});
    else if (query.state == SessionState::Ended)
        conditions.add(QLatin1String("(s.ended_at IS NOT NULL OR s.expires_at <= ?)"),
                       {toSql(now)});
    if (!query.text.isEmpty())
        addText(conditions, query.text);
    return conditions;
}

Result<std::optional<qint64>> countMatching(Connection &connection, const SessionQuery &query,
                                            const Conditions &filter)
{
    const bool hasText = !query.text.isEmpty();
    // So that a page costs the same however many sessions there are; one user's are few.
    const bool bounded = hasText || !query.userId;
    const bool byExpiry = !hasText && query.state != SessionState::All;
    const QLatin1String index = query.userId ? QLatin1String("sessions_live_of_user")
                                : byExpiry   ? QLatin1String("sessions_by_expires")
                                             : QLatin1String("sessions_by_created");
    QString sql =
        QLatin1String("SELECT count(*) FROM (SELECT 1 FROM sessions s INDEXED BY ") + index;
    if (hasText)
        sql += QLatin1String(" LEFT JOIN users u ON u.id = s.user_id");
    sql += filter.sql() + QLatin1String(" LIMIT ?)");
    TRY_ASSIGN(
        QSqlQuery counted,
        connection.execOnce(sql, filter.values() + QVariantList{bounded ? kCountLimit + 1 : -1}));
    TRY_ASSIGN(const qint64 count, singleInteger(&counted));
    if (bounded && count > kCountLimit)
        return std::optional<qint64>();
    return std::optional<qint64>(count);
}

} // namespace

Result<Page<Session>> SessionRepository::list(const SessionQuery &query, Instant now)
{
    const Order order = orderOf(query);
    const Conditions filter = filterOf(query, now);
    Conditions conditions = filter;
    if (!query.after.isEmpty()) {
        TRY_ASSIGN(const Cursor cursor, decodeCursor(order.cursor, query.after));
        const QString after =
            QStringLiteral("(%1, s.serial) %2 (?, ?)")
                .arg(order.expression, query.descending ? QLatin1String("<") : QLatin1String(">"));
        conditions.add(after, {cursor.sort, cursor.id});
    }
    const QLatin1String direction =
        query.descending ? QLatin1String(" DESC") : QLatin1String(" ASC");
    const int limit = std::clamp(query.limit, 1, kPageLimit);
    const QString sql =
        QLatin1String("SELECT " TOKENDESK_SESSION_COLUMNS ", s.serial FROM sessions s INDEXED BY ")
        + (query.userId ? QLatin1String("sessions_by_user") : order.index)
        + QLatin1String(" LEFT JOIN users u ON u.id = s.user_id") + conditions.sql()
        + QLatin1String(" ORDER BY ") + order.expression + direction + QLatin1String(", s.serial")
        + direction + QLatin1String(" LIMIT ?");
    TRY_ASSIGN(QSqlQuery selected,
               m_connection.execOnce(sql, conditions.values() + QVariantList{limit + 1}));
    Rows rows(&selected);
    Page<Session> page;
    qint64 lastSerial = 0;
    while (rows.next()) {
        if (page.rows.size() == static_cast<std::size_t>(limit)) {
            page.next =
                encodeCursor(order.cursor, {sortValue(query, page.rows.back()), lastSerial});
            break;
        }
        page.rows.push_back(readSession(rows));
        lastSerial = rows.integer(kSerialColumn);
    }
    TRY(rows.status());
    if (!query.withTotal)
        return page;
    if (query.after.isEmpty() && page.next.isEmpty()) {
        page.total = static_cast<qint64>(page.rows.size());
        return page;
    }
    TRY_ASSIGN(page.total, countMatching(m_connection, query, filter));
    return page;
}

} // namespace tokendesk::store
