// SPDX-License-Identifier: GPL-3.0-or-later
// The part of SessionRepository that ends every session bit by bit.
#include "server/store/rows.h"
#include "server/store/sessionrepository.h"

#include <algorithm>
#include <limits>

namespace tokendesk::store {
namespace {

const QString kReason = QStringLiteral("reason");
const QString kBy = QStringLiteral("by");
const QString kAddress = QStringLiteral("address");
const QString kSource = QStringLiteral("source");
const QString kEnded = QStringLiteral("ended");
const QString kMoment = QStringLiteral("moment");

QVariant asText(const Ending &command)
{
    return toSql(QJsonObject{{kMoment, toEpochMs(command.moment)},
                             {kReason, QLatin1String(endReasonName(command.reason))},
                             {kBy, command.by},
                             {kAddress, command.address},
                             {kSource, command.source},
                             {kEnded, command.ended}});
}

Result<void> write(Connection &connection, const Ending &command)
{
    TRY_ASSIGN(QSqlQuery * query,
               connection.exec("INSERT INTO meta (name, value) VALUES ('ending', ?) "
                               "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                               {asText(command)}));
    query->finish();
    return {};
}

/// The serial at which the next \a limit sessions without an end after \a from stop; nothing if
/// there are fewer.
Result<std::optional<qint64>> endOfNext(Connection &connection, qint64 from, int limit)
{
    TRY_ASSIGN(
        QSqlQuery * query,
        connection.exec("SELECT serial FROM sessions INDEXED BY sessions_by_end "
                        "WHERE ended_at IS NULL AND serial > ? ORDER BY serial LIMIT 1 OFFSET ?",
                        {from, limit - 1}));
    Rows rows(query);
    std::optional<qint64> last;
    if (rows.next())
        last = rows.integer(0);
    TRY(rows.status());
    return last;
}

} // namespace

Result<Instant> SessionRepository::beginEnding(Ending command, Instant now)
{
    // The index that begins with what is asked for; one row of it.
    TRY_ASSIGN(QSqlQuery * latest,
               m_connection.exec("SELECT max(created_at) FROM sessions "
                                 "INDEXED BY sessions_live_by_created WHERE ended_at IS NULL"));
    TRY_ASSIGN(const qint64 begun, singleInteger(latest));
    command.moment = std::max(now, fromEpochMs(begun));
    command.ended = 0;
    TRY(write(m_connection, command));
    TRY_ASSIGN(QSqlQuery * query,
               m_connection.exec("INSERT INTO meta (name, value) VALUES ('ending_before', ?) "
                                 "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                                 {toSql(command.moment)}));
    query->finish();
    return command.moment;
}

Result<std::optional<Instant>> SessionRepository::endingMoment()
{
    TRY_ASSIGN(QSqlQuery * query,
               m_connection.exec("SELECT value FROM meta WHERE name = 'ending_before'"));
    Rows rows(query);
    std::optional<Instant> moment;
    if (rows.next())
        moment = rows.optionalInstant(0);
    TRY(rows.status());
    return moment;
}

Result<std::optional<Ending>> SessionRepository::lastEnding()
{
    TRY_ASSIGN(QSqlQuery * query,
               m_connection.exec("SELECT value FROM meta WHERE name = 'ending'"));
    Rows rows(query);
    std::optional<Ending> command;
    if (rows.next()) {
        const QJsonObject stored = rows.object(0);
        command.emplace();
        command->moment = fromEpochMs(stored.value(kMoment).toInteger());
        command->reason = endReasonFromName(stored.value(kReason).toString())
                              .value_or(EndReason::EndedByAdministrator);
        command->by = stored.value(kBy).toString();
        command->address = stored.value(kAddress).toString();
        command->source = stored.value(kSource).toString();
        command->ended = stored.value(kEnded).toInteger();
    }
    TRY(rows.status());
    return command;
}

Result<std::optional<Ending>> SessionRepository::ending()
{
    TRY_ASSIGN(const auto moment, endingMoment());
    return moment ? lastEnding() : Result<std::optional<Ending>>(std::nullopt);
}

Result<std::vector<Revocation>> SessionRepository::endNext(const Ending &command,
                                                           std::optional<qint64> &from, int limit,
                                                           Instant now)
{
    const qint64 after = from.value_or(0);
    TRY_ASSIGN(const auto last, endOfNext(m_connection, after, limit));
    const qint64 until = last.value_or(std::numeric_limits<qint64>::max());
    const QVariant begun = toSql(command.moment);
    const QVariant margin = toSql(now - kClockMargin);
    std::vector<Revocation> revocations;
    {
        TRY_ASSIGN(QSqlQuery * query,
                   m_connection.exec(
                       "INSERT INTO revocations (session_id, access_until) "
                       "SELECT id, access_until FROM sessions INDEXED BY sessions_by_end "
                       "WHERE ended_at IS NULL AND serial > ? AND serial <= ? AND created_at <= ? "
                       "AND access_until > ? RETURNING sequence, session_id, access_until",
                       {after, until, begun, margin}));
        Rows rows(query);
        while (rows.next()) {
            if (const auto id = SessionId::fromBytes(rows.blob(1)))
                revocations.push_back({rows.integer(0), *id, rows.instant(2), 0, {}});
        }
        TRY(rows.status());
    }
    TRY_ASSIGN(QSqlQuery * query,
               m_connection.exec(
                   "UPDATE sessions INDEXED BY sessions_by_end SET ended_at = ?, end_reason = ?, "
                   "ended_by = ? WHERE ended_at IS NULL AND serial > ? AND serial <= ? "
                   "AND created_at <= ? AND max(expires_at, access_until) > ?",
                   {toSql(now), QString::fromLatin1(endReasonName(command.reason)),
                    toSql(command.by), after, until, begun, margin}));
    Ending counted = command;
    counted.ended += query->numRowsAffected();
    query->finish();
    TRY(write(m_connection, counted));
    from = last;
    return revocations;
}

Result<void> SessionRepository::finishEnding()
{
    TRY_ASSIGN(QSqlQuery * query,
               m_connection.exec("DELETE FROM meta WHERE name = 'ending_before'"));
    query->finish();
    return {};
}

} // namespace tokendesk::store
