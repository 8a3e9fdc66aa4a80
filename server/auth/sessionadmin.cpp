// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/auth/sessionadmin.h"

#include "server/auth/eventlog.h"
#include "server/store/userrepository.h"

#include <utility>

namespace tokendesk::auth {
namespace {

tl::unexpected<Error> noSuchSession(const SessionId &id)
{
    return fail(ErrorCode::NotFound, QStringLiteral("There is no session %1.").arg(id.toString()),
                QStringLiteral("session"));
}

QJsonObject reasonDetail(EndReason reason)
{
    return {{QStringLiteral("reason"), QString::fromLatin1(endReasonName(reason))}};
}

QJsonObject countDetail(EndReason reason, std::size_t count)
{
    QJsonObject detail = reasonDetail(reason);
    detail.insert(QStringLiteral("count"), static_cast<qint64>(count));
    return detail;
}

Result<std::vector<SessionId>> endEach(store::Connection &connection,
                                       const std::vector<SessionId> &ids, EndReason reason,
                                       const Actor &actor, Instant now)
{
    store::SessionRepository sessions(connection);
    std::vector<SessionId> ended;
    for (const SessionId &id : ids) {
        TRY_ASSIGN(const bool isEnded, sessions.end(id, reason, actor.name, now));
        if (isEnded)
            ended.push_back(id);
    }
    return ended;
}

Result<void> logEach(store::Connection &connection, const std::vector<SessionId> &ended,
                     EndReason reason, const Actor &actor, Instant now)
{
    store::SessionRepository sessions(connection);
    for (const SessionId &id : ended) {
        Event event = makeEvent("session.ended", actor, now, reasonDetail(reason));
        TRY_ASSIGN(const std::optional<Session> session, sessions.find(id));
        if (session)
            event.userId = session->userId;
        event.sessionId = id;
        TRY(EventLog::append(connection, event));
    }
    return {};
}

Result<void> logMany(store::Connection &connection, const char *type, std::optional<UserId> user,
                     EndReason reason, std::size_t count, const Actor &actor, Instant now)
{
    Event event = makeEvent(type, actor, now, countDetail(reason, count));
    event.userId = user;
    return EventLog::append(connection, event);
}

Result<int> endEverythingOf(store::Connection &connection, UserId user,
                            std::optional<SessionId> keep, EndReason reason, const Actor &actor,
                            Instant now)
{
    store::UserRepository users(connection);
    TRY_ASSIGN(const auto record, users.find(user));
    if (!record)
        return fail(ErrorCode::NotFound, QStringLiteral("There is no user %1.").arg(user),
                    QStringLiteral("user"));
    TRY_ASSIGN(const auto ended,
               store::SessionRepository(connection).endOfUser(user, reason, actor.name, now, keep));
    TRY(users.setNotBefore(user, now));
    // What refuses earlier tokens is told apart, though it ends sessions too.
    const bool refuses = reason == EndReason::NotBefore;
    TRY(logMany(connection, refuses ? "session.refused_earlier" : "session.ended_of_user", user,
                reason, ended.size(), actor, now));
    return static_cast<int>(ended.size());
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
        return noSuchSession(id);
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
            constexpr EndReason kReason = EndReason::EndedByAdministrator;
            TRY_ASSIGN(const auto ended, endEach(connection, ids, kReason, actor, now));
            if (ended.size() <= kEventsPerCall)
                TRY(logEach(connection, ended, kReason, actor, now));
            else
                TRY(logMany(connection, "session.ended_many", {}, kReason, ended.size(), actor,
                            now));
            return static_cast<int>(ended.size());
        },
        std::move(done));
}

void SessionAdmin::endOwn(UserId user, std::vector<SessionId> ids, Actor actor,
                          Completion<int> done)
{
    m_loader.write<int>(
        [user, ids = std::move(ids), actor = std::move(actor)](store::Connection &connection,
                                                               Instant now) -> Result<int> {
            store::SessionRepository sessions(connection);
            for (const SessionId &id : ids) {
                TRY_ASSIGN(const std::optional<Session> session, sessions.find(id));
                if (!session || session->userId != user)
                    return noSuchSession(id);
            }
            constexpr EndReason kReason = EndReason::EndedByUser;
            TRY_ASSIGN(const auto ended, endEach(connection, ids, kReason, actor, now));
            TRY(logEach(connection, ended, kReason, actor, now));
            return static_cast<int>(ended.size());
        },
        std::move(done));
}

void SessionAdmin::endOthers(UserId user, std::optional<SessionId> keep, Actor actor,
                             Completion<int> done)
{
    m_loader.write<int>(
        [user, keep, actor = std::move(actor)](store::Connection &connection, Instant now) {
            return endEverythingOf(connection, user, keep, EndReason::EndedByUser, actor, now);
        },
        std::move(done));
}

void SessionAdmin::endOfUser(UserId user, Actor actor, Completion<int> done)
{
    endFor(user, EndReason::EndedByAdministrator, std::move(actor), std::move(done));
}

void SessionAdmin::endAll(Actor actor, Completion<int> done)
{
    endFor(std::nullopt, EndReason::EndedByAdministrator, std::move(actor), std::move(done));
}

void SessionAdmin::refuseEarlier(std::optional<UserId> user, Actor actor, Completion<int> done)
{
    endFor(user, EndReason::NotBefore, std::move(actor), std::move(done));
}

void SessionAdmin::endFor(std::optional<UserId> user, EndReason reason, Actor actor,
                          Completion<int> done)
{
    if (!user)
        return m_everything.start(reason, std::move(actor), std::move(done));
    m_loader.write<int>(
        [user = *user, reason, actor = std::move(actor)](store::Connection &connection,
                                                         Instant now) {
            return endEverythingOf(connection, user, {}, reason, actor, now);
        },
        std::move(done));
}

} // namespace tokendesk::auth
