// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/auth/sessiontokens.h"

#include "server/token/issue.h"

#include <algorithm>
#include <array>

namespace tokendesk::auth {
namespace {

/// Tokens count whole seconds; so do the times of a session that come from them.
Instant wholeSeconds(Instant instant) { return std::chrono::floor<std::chrono::seconds>(instant); }

/// What ends \a session by itself, in the order in which it is told.
std::array<std::optional<SessionEnd>, 3> limitsOf(const token::Policy &policy,
                                                  const Session &session)
{
    std::array<std::optional<SessionEnd>, 3> limits;
    if (const auto end = absoluteEnd(policy, session))
        limits[0] = {*end, EndReason::MaximumAge};
    const Instant used = session.refreshedAt.value_or(session.createdAt);
    if (policy.sessionIdleLimit.count() > 0)
        limits[1] = {used + policy.sessionIdleLimit, EndReason::Idle};
    // The token says the same of itself, unless the session was shortened since it was issued.
    if (!eachTokenHasItsEnd(policy))
        limits[2] = {session.expiresAt + policy.leeway, EndReason::Expired};
    return limits;
}

Result<QByteArray> issue(const PolicySnapshot &snapshot, const token::TokenSpec &spec,
                         QByteArrayView carried)
{
    const auto &key = snapshot.keys.active();
    if (!key)
        return fail(ErrorCode::NoSigningKey);
    return token::issueToken(snapshot.policy, *key, spec, carried);
}

Result<QByteArray> accessToken(const PolicySnapshot &snapshot, const SessionId &session,
                               QByteArrayView carried, Instant now)
{
    TRY_ASSIGN(const Jti jti, token::newAccessJti(session));
    token::TokenSpec spec;
    spec.type = "access";
    spec.issuedAt = now;
    spec.expiresAt = accessExpiry(snapshot.policy, now);
    spec.id = jti.toHex();
    spec.session = session;
    return issue(snapshot, spec, carried);
}

} // namespace

Instant accessExpiry(const token::Policy &policy, Instant now)
{
    return wholeSeconds(now) + policy.accessLifetime;
}

std::optional<Instant> absoluteEnd(const token::Policy &policy, const Session &session)
{
    if (policy.sessionMaximum.count() == 0)
        return session.maximumAt;
    const Instant end = wholeSeconds(session.createdAt) + policy.sessionMaximum;
    return session.maximumAt ? std::min(end, *session.maximumAt) : end;
}

bool eachTokenHasItsEnd(const token::Policy &policy)
{
    return policy.rotate && !policy.blacklistAfterRotation;
}

Instant refreshExpiry(const token::Policy &policy, Instant now, const Session &session)
{
    std::chrono::seconds lifetime = policy.refreshLifetime;
    if (policy.rotate && policy.sessionIdleLimit.count() > 0)
        lifetime = std::min(lifetime, policy.sessionIdleLimit);
    const Instant expiry = wholeSeconds(now) + lifetime;
    const auto end = absoluteEnd(policy, session);
    return end ? std::min(expiry, *end) : expiry;
}

std::optional<EndReason> outlived(const token::Policy &policy, const Session &session, Instant now)
{
    for (const auto &limit : limitsOf(policy, session)) {
        if (limit && now >= limit->at)
            return limit->reason;
    }
    return std::nullopt;
}

std::optional<SessionEnd> endOf(const token::Policy &policy, const Session &session, Instant now)
{
    if (session.endedAt)
        return SessionEnd{*session.endedAt, session.endReason.value_or(EndReason::Expired)};
    std::optional<SessionEnd> next;
    for (const auto &limit : limitsOf(policy, session)) {
        if (limit && now >= limit->at)
            return limit;
        // Some limits count whole seconds: of two in one second, the first is the reason.
        if (limit && (!next || wholeSeconds(limit->at) < wholeSeconds(next->at)))
            next = limit;
    }
    return next;
}

Result<Session> newSession(const PolicySnapshot &snapshot, SessionKind kind, UserId user,
                           const Client &client, Instant now)
{
    const token::Policy &policy = snapshot.policy;
    Session session;
    TRY_ASSIGN(session.id, token::newSessionId());
    session.userId = user;
    session.kind = kind;
    session.createdAt = now;
    session.maximumAt = absoluteEnd(policy, session);
    if (kind == SessionKind::Pair) {
        session.expiresAt = refreshExpiry(policy, now, session);
        session.accessUntil = accessExpiry(policy, now);
    } else {
        session.expiresAt = wholeSeconds(now) + policy.slidingRefreshLifetime;
        session.accessUntil = wholeSeconds(now) + policy.slidingLifetime;
    }
    session.address = client.address;
    session.userAgent = client.userAgent.left(256);
    if (snapshot.keys.active())
        session.keyId = QString::fromLatin1(snapshot.keys.active()->kid());
    return session;
}

Result<IssuedTokens> issuePair(const PolicySnapshot &snapshot, const Session &session,
                               QByteArrayView carried, Instant now)
{
    token::TokenSpec spec;
    spec.type = "refresh";
    spec.issuedAt = session.refreshedAt.value_or(session.createdAt);
    spec.expiresAt = session.expiresAt;
    spec.id = Jti{session.id, static_cast<std::uint32_t>(session.generation)}.toHex();
    spec.session = session.id;
    IssuedTokens tokens;
    TRY_ASSIGN(tokens.refresh, issue(snapshot, spec, carried));
    TRY_ASSIGN(tokens.access, accessToken(snapshot, session.id, carried, now));
    return tokens;
}

Result<IssuedTokens> issueAccess(const PolicySnapshot &snapshot, const SessionId &session,
                                 QByteArrayView carried, Instant now)
{
    IssuedTokens tokens;
    TRY_ASSIGN(tokens.access, accessToken(snapshot, session, carried, now));
    return tokens;
}

Result<IssuedTokens> issueSliding(const PolicySnapshot &snapshot, const QByteArray &id,
                                  const std::optional<SessionId> &session, Instant refreshUntil,
                                  QByteArrayView carried, Instant now)
{
    token::TokenSpec spec;
    spec.type = "sliding";
    spec.issuedAt = now;
    spec.expiresAt = wholeSeconds(now) + snapshot.policy.slidingLifetime;
    spec.id = id;
    spec.session = session;
    spec.refreshUntil = refreshUntil;
    IssuedTokens tokens;
    TRY_ASSIGN(tokens.sliding, issue(snapshot, spec, carried));
    return tokens;
}

} // namespace tokendesk::auth
