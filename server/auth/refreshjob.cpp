// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/auth/refreshjob.h"

#include "server/auth/eventlog.h"
#include "server/auth/sessiontokens.h"
#include "server/store/savepoint.h"

namespace tokendesk::auth {

using token::Cause;

SpentAnswer judgeSpent(const token::Policy &policy, const Session &session, qint64 serial,
                       Instant now)
{
    // Only the immediate predecessor can be a lost answer or a second tab; its successor is unused,
    // or the generation would be higher. A clock that was put back opens neither window again.
    const bool isPredecessor = serial == session.generation - 1;
    const auto since = std::chrono::abs(now - session.refreshedAt.value_or(session.createdAt));
    if (isPredecessor && policy.refreshGrace.count() > 0 && since <= policy.refreshGrace)
        return SpentAnswer::Reissue;
    if (!policy.endSessionOnReuse)
        return SpentAnswer::Refuse;
    if (isPredecessor && since < policy.reuseTolerance)
        return SpentAnswer::Refuse;
    return SpentAnswer::RefuseAndEnd;
}

Session RefreshJob::rotated(const Session &before) const
{
    Session after = before;
    after.generation = before.generation + 1;
    after.refreshedAt = now;
    after.expiresAt = refreshExpiry(snapshot->policy, now, before);
    after.accessUntil = accessExpiry(snapshot->policy, now);
    const auto &key = snapshot->keys.active();
    if (key && after.keyId != QLatin1String(key->kid()))
        after.keyId = QString::fromLatin1(key->kid());
    return after;
}

store::Rotation RefreshJob::rotation(const Session &before) const
{
    const Session after = rotated(before);
    // Nobody changes the key but a rotation, and that changes the generation too.
    return {now, after.expiresAt, after.accessUntil,
            after.keyId == before.keyId ? QString() : after.keyId};
}

Result<RefreshOutcome> RefreshJob::operator()(store::Connection &connection) const
{
    if (!prepared.refresh.isEmpty()) {
        store::SessionRepository sessions(connection);
        TRY_ASSIGN(const bool won,
                   sessions.rotate(session.id, session.generation, rotation(session)));
        if (won) {
            announceRefresh(session, client, now);
            return RefreshOutcome{prepared, Cause::None, {}};
        }
    }
    return store::inSavepoint(connection, [&] { return answerSpent(connection); });
}

Result<RefreshOutcome> RefreshJob::answerSpent(store::Connection &connection) const
{
    const token::Policy &policy = snapshot->policy;
    store::SessionRepository sessions(connection);
    TRY_ASSIGN(const std::optional<Session> current, sessions.find(session.id));
    if (!current || current->endedAt)
        return RefreshOutcome{{}, Cause::SessionEnded, {}};
    if (serial > current->generation) // from a future that a restored database does not know
        return RefreshOutcome{{}, Cause::TokenRevoked, {}};
    if (!policy.blacklistAfterRotation) {
        // Older generations stay acceptable: rotate whatever is current now.
        TRY_ASSIGN(const bool won,
                   sessions.rotate(current->id, current->generation, rotation(*current)));
        if (!won)
            return RefreshOutcome{{}, Cause::SessionEnded, {}};
        TRY_ASSIGN(IssuedTokens tokens, issuePair(*snapshot, rotated(*current), carried, now));
        announceRefresh(session, client, now);
        return RefreshOutcome{std::move(tokens), Cause::None, {}};
    }
    switch (judgeSpent(policy, *current, serial, now)) {
    case SpentAnswer::Reissue: {
        const auto &key = snapshot->keys.active();
        TRY(sessions.touch(current->id, {current->refreshedAt.value_or(now), current->expiresAt,
                                         accessExpiry(policy, now),
                                         key ? QString::fromLatin1(key->kid()) : QString()}));
        TRY_ASSIGN(IssuedTokens tokens, issuePair(*snapshot, *current, carried, now));
        announceRefresh(session, client, now);
        return RefreshOutcome{std::move(tokens), Cause::None, {}};
    }
    case SpentAnswer::Refuse:
        break;
    case SpentAnswer::RefuseAndEnd: {
        const Actor actor{QStringLiteral("system"), client.address, client.request};
        TRY_ASSIGN(auto revoked, endSession(connection, current->id, EndReason::RefreshReused,
                                            actor, "session.refresh_reused", now));
        return RefreshOutcome{{}, Cause::TokenSpent, revoked};
    }
    }
    return RefreshOutcome{{}, Cause::TokenSpent, {}};
}

Result<std::vector<store::Revocation>> endSurplus(store::Connection &connection,
                                                  const token::Policy &policy, const Session &fresh,
                                                  const Client &client)
{
    std::vector<store::Revocation> ended;
    if (policy.sessionsPerUser == 0 || fresh.userId == 0)
        return ended;
    const Actor actor{QStringLiteral("system"), client.address, client.request};
    TRY_ASSIGN(const auto surplus,
               store::SessionRepository(connection)
                   .surplus(fresh.userId, policy.sessionsPerUser, fresh.id, fresh.createdAt));
    for (const SessionId &id : surplus) {
        TRY_ASSIGN(const auto revoked, endSession(connection, id, EndReason::SessionLimit, actor,
                                                  "session.ended", fresh.createdAt));
        if (revoked)
            ended.push_back(*revoked);
    }
    return ended;
}

Result<std::optional<store::Revocation>> endSession(store::Connection &connection,
                                                    const SessionId &id, EndReason reason,
                                                    const Actor &actor, const char *eventType,
                                                    Instant now)
{
    store::SessionRepository sessions(connection);
    TRY_ASSIGN(const bool ended, sessions.end(id, reason, actor.name, now));
    if (!ended)
        return std::optional<store::Revocation>{};
    TRY_ASSIGN(const std::optional<Session> row, sessions.find(id));
    if (!row)
        return fail(ErrorCode::NotFound,
                    QStringLiteral("The session vanished while it was ended."));
    Event event = makeEvent(eventType, actor, now,
                            {{QStringLiteral("reason"), QLatin1String(endReasonName(reason))},
                             {QStringLiteral("generation"), row->generation}});
    event.severity = reason == EndReason::RefreshReused ? Severity::Warning : Severity::Info;
    event.sessionId = id;
    if (row->userId != 0)
        event.userId = row->userId;
    TRY(EventLog::append(connection, event));
    return std::optional(store::Revocation{0, id, row->accessUntil});
}

} // namespace tokendesk::auth
