// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/auth/databasefacts.h"

#include "server/store/sessionrepository.h"

namespace tokendesk::auth {

template<typename T>
Result<T> DatabaseFacts::noted(Result<T> result)
{
    if (!result)
        m_error = result.error();
    return result;
}

bool DatabaseFacts::isRevoked(const SessionId &session) { return m_revocations.contains(session); }

Result<std::optional<Instant>> DatabaseFacts::notBefore(UserId id,
                                                        const std::optional<Instant> &issuedAt)
{
    if (issuedAt && *issuedAt > m_revocations.usersKnownSince())
        return m_revocations.notBefore(id);
    TRY_ASSIGN(const auto fact, user(id));
    return fact ? fact->notBefore : std::nullopt;
}

Result<std::optional<token::SessionFact>> DatabaseFacts::session(const SessionId &session)
{
    if (m_sessions)
        m_session = m_sessions->find(session);
    m_isRemembered = m_session.has_value();
    if (!m_isRemembered) {
        TRY_ASSIGN(store::Connection * connection, noted(m_database.connection()));
        store::SessionRepository sessions(*connection);
        TRY_ASSIGN(m_session,
                   noted(m_users ? sessions.findState(session) : sessions.find(session)));
    }
    if (!m_session)
        return std::optional<token::SessionFact>{};
    const auto endedBefore = m_revocations.endedBefore();
    const bool ends = endedBefore && m_session->createdAt <= *endedBefore;
    return token::SessionFact{m_session->endedAt.has_value() || ends, m_session->generation};
}

Result<bool> DatabaseFacts::isForeignSpent(const QByteArray &jti)
{
    TRY_ASSIGN(store::Connection * connection, noted(m_database.connection()));
    return noted(store::SessionRepository(*connection).isForeignSpent(jti));
}

Result<std::optional<token::UserFact>> DatabaseFacts::user(UserId id)
{
    TRY_ASSIGN(m_user, noted(m_users ? m_users->find(id) : UserCache(m_database).find(id)));
    if (!m_user || m_user->user.deletedAt)
        return std::optional<token::UserFact>{};
    token::UserFact fact;
    fact.active = m_user->user.active;
    fact.notBefore = m_user->notBefore;
    if (m_fingerprintNeeded)
        fact.passwordFingerprint = token::passwordFingerprint(m_user->passwordHash);
    return fact;
}

} // namespace tokendesk::auth
