// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/cursor.h"
#include "server/store/listquery.h"
#include "server/store/sessionrepository.h"
#include "server/store/sessionrow.h"

#include <algorithm>
#include <iterator>
#include <utility>

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
    case SessionSort::EndedAt: // of the rows that listOver() has found
        return {QLatin1String("coalesce(s.ended_at, s.expires_at)"),
                {},
                down ? QLatin1String("n-ended") : QLatin1String("n+ended")};
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

/// A row with what breaks ties of its order.
struct Line
{
    Session session;
    qint64 serial = 0;
};

qint64 sortValue(const SessionQuery &query, const Session &session)
{
    switch (query.sort) {
    case SessionSort::RefreshedAt:
        return session.refreshedAt ? toEpochMs(*session.refreshedAt) : 0;
    case SessionSort::ExpiresAt:
        return toEpochMs(session.expiresAt);
    case SessionSort::EndedAt:
        return toEpochMs(session.endedAt.value_or(session.expiresAt));
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

/// Sets total or least of \a page.
Result<void> countMatching(Connection &connection, const SessionQuery &query,
                           const Conditions &filter, Page<Session> *page)
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
        page->least = kCountLimit;
    else
        page->total = count;
    return {};
}

/// At most \a limit rows by \a index, in the order of \a column, after \a cursor.
Result<std::vector<Line>> rowsBy(Connection &connection, Conditions conditions,
                                 QLatin1String column, QLatin1String index,
                                 const SessionQuery &query, const std::optional<Cursor> &cursor,
                                 int limit)
{
    if (cursor)
        conditions.add(QStringLiteral("(%1, s.serial) %2 (?, ?)")
                           .arg(column, query.descending ? QLatin1String("<") : QLatin1String(">")),
                       {cursor->sort, cursor->id});
    const QLatin1String direction(query.descending ? " DESC" : " ASC");
    const QString sql =
        QLatin1String("SELECT " TOKENDESK_SESSION_COLUMNS ", s.serial FROM sessions s INDEXED BY ")
        + index + QLatin1String(" LEFT JOIN users u ON u.id = s.user_id") + conditions.sql()
        + QLatin1String(" ORDER BY ") + column + direction + QLatin1String(", s.serial") + direction
        + QLatin1String(" LIMIT ?");
    TRY_ASSIGN(QSqlQuery selected,
               connection.execOnce(sql, conditions.values() + QVariantList{limit}));
    Rows rows(&selected);
    std::vector<Line> lines;
    while (rows.next())
        lines.push_back({readSession(rows), rows.integer(kSerialColumn)});
    TRY(rows.status());
    return lines;
}

/// In the order in which sessions came to their end. No index has that, since it would change with
/// every refresh: those that were ended and those that expired are merged.
Result<std::vector<Line>> rowsOver(Connection &connection, SessionQuery query, Instant now,
                                   const std::optional<Cursor> &cursor, int limit)
{
    query.state = SessionState::All;
    Conditions ended = filterOf(query, now);
    Conditions expired = ended;
    ended.add(QLatin1String("s.ended_at > 0"));
    expired.add(QLatin1String("s.ended_at IS NULL AND s.expires_at <= ?"), {toSql(now)});
    const QLatin1String ofUser("sessions_live_of_user");
    TRY_ASSIGN(const auto first, rowsBy(connection, std::move(ended), QLatin1String("s.ended_at"),
                                        query.userId ? ofUser : QLatin1String("sessions_by_end"),
                                        query, cursor, limit));
    TRY_ASSIGN(const auto second,
               rowsBy(connection, std::move(expired), QLatin1String("s.expires_at"),
                      query.userId ? ofUser : QLatin1String("sessions_by_expires"), query, cursor,
                      limit));
    std::vector<Line> merged;
    std::merge(first.begin(), first.end(), second.begin(), second.end(), std::back_inserter(merged),
               [&query](const Line &a, const Line &b) {
                   const auto left = std::pair(sortValue(query, a.session), a.serial);
                   const auto right = std::pair(sortValue(query, b.session), b.serial);
                   return query.descending ? right < left : left < right;
               });
    merged.resize(std::min(merged.size(), static_cast<std::size_t>(limit)));
    return merged;
}

} // namespace

Result<Page<Session>> SessionRepository::list(const SessionQuery &wanted, Instant now)
{
    SessionQuery query = wanted;
    const bool isOver = query.sort == SessionSort::EndedAt;
    if (isOver)
        query.state = SessionState::Ended;
    const Order order = orderOf(query);
    const Conditions filter = filterOf(query, now);
    std::optional<Cursor> cursor;
    if (!query.after.isEmpty()) {
        TRY_ASSIGN(cursor, decodeCursor(order.cursor, query.after));
    }
    const int limit = std::clamp(query.limit, 1, kPageLimit);
    std::vector<Line> lines;
    if (isOver) {
        TRY_ASSIGN(lines, rowsOver(m_connection, query, now, cursor, limit + 1));
    } else {
        TRY_ASSIGN(lines, rowsBy(m_connection, filter, order.expression,
                                 query.userId ? QLatin1String("sessions_by_user") : order.index,
                                 query, cursor, limit + 1));
    }
    Page<Session> page;
    if (lines.size() > static_cast<std::size_t>(limit)) {
        lines.pop_back();
        page.next = encodeCursor(order.cursor,
                                 {sortValue(query, lines.back().session), lines.back().serial});
    }
    for (Line &line : lines)
        page.rows.push_back(std::move(line.session));
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
