// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/auth/sessionadmin.h"

#include "server/auth/eventlog.h"
#include "server/store/userrepository.h"

#include <utility>

namespace tokendesk::auth {
namespace {

constexpr EndReason kReason = EndReason::EndedByAdministrator;

QJsonObject reasonDetail()
{
    return {{QStringLiteral("reason"), QString::fromLatin1(endReasonName(kReason))}};
}

QJsonObject countDetail(std::size_t count)
{
    QJsonObject detail = reasonDetail();
    detail.insert(QStringLiteral("count"), static_cast<qint64>(count));
    return detail;
}

Result<std::vector<SessionId>> endEach(store::Connection &connection,
                                       const std::vector<SessionId> &ids, const Actor &actor,
                                       Instant now)
{
    store::SessionRepository sessions(connection);
    std::vector<SessionId> ended;
    for (const SessionId &id : ids) {
        TRY_ASSIGN(const bool isEnded, sessions.end(id, kReason, actor.name, now));
        if (isEnded)
            ended.push_back(id);
    }
    return ended;
}

Result<void> logEach(store::Connection &connection, const std::vector<SessionId> &ended,
                     const Actor &actor, Instant now)
{
    store::SessionRepository sessions(connection);
    for (const SessionId &id : ended) {
        Event event = makeEvent("session.ended", actor, now, reasonDetail());
        TRY_ASSIGN(const std::optional<Session> session, sessions.find(id));
        if (session)
            event.userId = session->userId;
        event.sessionId = id;
        TRY(EventLog::append(connection, event));
    }
    return {};
}

Result<void> logMany(store::Connection &connection, const char *type, std::optional<UserId> user,
                     std::size_t count, const Actor &actor, Instant now)
{
    Event event = makeEvent(type, actor, now, countDetail(count));
    event.userId = user;
    return EventLog::append(connection, event);
}

} // namespace

Result<Page<Session>> SessionAdmin::list(const SessionQuery &query) const
{
    TRY_ASSIGN(store::Connection * connection, m_context.database.connection());
    return store::SessionRepository(*connection).list(query, m_context.clock.now());
}

Result<Session> SessionAdmin::find(SessionId id) const
{
    TRY_ASSIGN(store::Connection * connection, m_context.database.connection());
    TRY_ASSIGN(std::optional<Session> session, store::SessionRepository(*connection).find(id));
    if (!session)
        return fail(ErrorCode::NotFound,
                    QStringLiteral("There is no session %1.").arg(id.toString()),
                    QStringLiteral("session"));
    return *std::move(session);
}

Result<qint64> SessionAdmin::countLive() const
{
    TRY_ASSIGN(store::Connection * connection, m_context.database.connection());
    return store::SessionRepository(*connection).countLive(m_context.clock.now());
}

void SessionAdmin::end(std::vector<SessionId> ids, Actor actor, Completion<int> done)
{
    m_loader.write<int>(
        [ids = std::move(ids), actor = std::move(actor)](store::Connection &connection,
                                                         Instant now) -> Result<int> {
            TRY_ASSIGN(const auto ended, endEach(connection, ids, actor, now));
            if (ended.size() <= kEventsPerCall)
                TRY(logEach(connection, ended, actor, now));
            else
                TRY(logMany(connection, "session.ended_many", {}, ended.size(), actor, now));
            return static_cast<int>(ended.size());
        },
        std::move(done));
}

void SessionAdmin::endOfUser(UserId user, Actor actor, Completion<int> done)
{
    m_loader.write<int>(
        [user, actor = std::move(actor)](store::Connection &connection,
                                         Instant now) -> Result<int> {
            TRY_ASSIGN(const auto record, store::UserRepository(connection).find(user));
            if (!record)
                return fail(ErrorCode::NotFound, QStringLiteral("There is no user %1.").arg(user),
                            QStringLiteral("user"));
            TRY_ASSIGN(
                const auto ended,
                store::SessionRepository(connection).endOfUser(user, kReason, actor.name, now));
            TRY(logMany(connection, "session.ended_of_user", user, ended.size(), actor, now));
            return static_cast<int>(ended.size());
        },
        std::move(done));
}

void SessionAdmin::endAll(Actor actor, Completion<int> done)
{
    m_loader.write<int>(
        [actor = std::move(actor)](store::Connection &connection, Instant now) -> Result<int> {
            TRY_ASSIGN(const auto ended,
                       store::SessionRepository(connection).endAll(kReason, actor.name, now));
            TRY(logMany(connection, "session.ended_all", {}, ended.size(), actor, now));
            return static_cast<int>(ended.size());
        },
        std::move(done));
}

} // namespace tokendesk::auth
