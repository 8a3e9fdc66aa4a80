// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/configrepository.h"
#include "server/store/cursor.h"
#include "server/store/listquery.h"
#include "server/store/rows.h"

#include <algorithm>
#include <limits>

namespace tokendesk::store {
namespace {

constexpr QLatin1String kCursorName("e-id");

Event readEvent(const Rows &rows)
{
    Event event;
    event.id = rows.integer(0);
    event.at = rows.instant(1);
    event.type = rows.text(2);
    event.severity = static_cast<Severity>(
        std::clamp<qint64>(rows.integer(3), 0, static_cast<qint64>(Severity::Error)));
    event.actor = rows.text(4);
    if (!rows.isNull(5))
        event.userId = rows.integer(5);
    event.sessionId = SessionId::fromBytes(rows.blob(6));
    event.address = rows.text(7);
    event.detail = rows.object(8);
    return event;
}

QLatin1String indexOf(const EventQuery &query)
{
    if (query.sessionId)
        return QLatin1String(" INDEXED BY events_by_session");
    if (query.userId)
        return QLatin1String(" INDEXED BY events_by_user");
    if (!query.type.isEmpty() && !query.type.endsWith(u'.'))
        return QLatin1String(" INDEXED BY events_by_type");
    return QLatin1String(" NOT INDEXED");
}

Conditions filterOf(const EventQuery &query)
{
    Conditions conditions;
    if (query.sessionId)
        conditions.add(QStringLiteral("session_id = ?"), {query.sessionId->toBytes()});
    if (query.userId)
        conditions.add(QStringLiteral("user_id = ?"), {*query.userId});
    if (query.type.endsWith(u'.')) {
        // The characters up to '/', which follows '.', are the types with this prefix.
        conditions.add(QStringLiteral("type >= ? AND type < ?"),
                       {query.type, QString(query.type.chopped(1) + u'/')});
    } else if (!query.type.isEmpty()) {
        conditions.add(QStringLiteral("type = ?"), {query.type});
    }
    if (query.atLeast)
        conditions.add(QStringLiteral("severity >= ?"), {static_cast<int>(*query.atLeast)});
    if (query.since)
        conditions.add(QStringLiteral("at >= ?"), {toSql(*query.since)});
    return conditions;
}

} // namespace

Result<qint64> EventRepository::append(const Event &event)
{
    TRY_ASSIGN(QSqlQuery * query,
               m_connection.exec(
                   "INSERT INTO events (at, type, severity, actor, user_id, session_id, address, "
                   "detail) VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
                   {toSql(event.at), toSql(event.type), static_cast<int>(event.severity),
                    toSql(event.actor), event.userId ? QVariant(*event.userId) : QVariant(),
                    event.sessionId ? QVariant(event.sessionId->toBytes()) : QVariant(),
                    toSql(event.address), toSql(event.detail)}));
    return singleInteger(query);
}

Result<Page<Event>> EventRepository::list(const EventQuery &query)
{
    const Conditions filter = filterOf(query);
    Conditions conditions = filter;
    // Bounded on the first page too, so that the walk is a range of the primary key.
    QVariant before = std::numeric_limits<qint64>::max();
    if (!query.after.isEmpty()) {
        TRY_ASSIGN(const Cursor cursor, decodeCursor(kCursorName, query.after));
        before = cursor.id;
    }
    conditions.add(QStringLiteral("id < ?"), {before});
    const int limit = std::clamp(query.limit, 1, kPageLimit);
    const QString sql = QLatin1String("SELECT id, at, type, severity, actor, user_id, session_id, "
                                      "address, detail FROM events")
                        + indexOf(query) + conditions.sql()
                        + QLatin1String(" ORDER BY id DESC LIMIT ?");
    TRY_ASSIGN(QSqlQuery selected,
               m_connection.execOnce(sql, conditions.values() + QVariantList{limit + 1}));
    Rows rows(&selected);
    Page<Event> page;
    while (rows.next())
        page.rows.push_back(readEvent(rows));
    TRY(rows.status());
    if (page.rows.size() > static_cast<std::size_t>(limit)) {
        page.rows.pop_back();
        const qint64 id = page.rows.back().id;
        page.next = encodeCursor(kCursorName, {id, id});
    }
    if (query.withTotal) {
        TRY_ASSIGN(QSqlQuery counted,
                   m_connection.execOnce(QLatin1String("SELECT count(*) FROM (SELECT 1 FROM events")
                                             + filter.sql() + QLatin1String(" LIMIT ?)"),
                                         filter.values() + QVariantList{kCountLimit + 1}));
        TRY_ASSIGN(const qint64 count, singleInteger(&counted));
        if (count <= kCountLimit)
            page.total = count;
        else
            page.least = kCountLimit;
    }
    return page;
}

Result<std::vector<Event>> EventRepository::after(qint64 id, Severity severity, int limit)
{
    TRY_ASSIGN(QSqlQuery * query,
               m_connection.exec("SELECT id, at, type, severity, actor, user_id, session_id, "
                                 "address, detail FROM events NOT INDEXED "
                                 "WHERE id > ? AND severity >= ? ORDER BY id LIMIT ?",
                                 {id, static_cast<int>(severity), limit}));
    Rows rows(query);
    std::vector<Event> events;
    while (rows.next())
        events.push_back(readEvent(rows));
    TRY(rows.status());
    return events;
}

Result<qint64> EventRepository::lastId()
{
    TRY_ASSIGN(QSqlQuery * query, m_connection.exec("SELECT coalesce(max(id), 0) FROM events"));
    return singleInteger(query);
}

Result<int> EventRepository::purge(Instant before, int limit)
{
    TRY_ASSIGN(QSqlQuery * query,
               m_connection.exec("DELETE FROM events WHERE id IN (SELECT id FROM events "
                                 "INDEXED BY events_by_at WHERE at < ? LIMIT ?)",
                                 {toSql(before), limit}));
    const int count = query->numRowsAffected();
    query->finish();
    return count;
}

} // namespace tokendesk::store
