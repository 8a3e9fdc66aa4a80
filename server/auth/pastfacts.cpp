// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/auth/pastfacts.h"

namespace tokendesk::auth {

bool PastFacts::isRevoked(const SessionId &id)
{
    // Memory has forgotten those whose access tokens have all expired by now; the rows have not.
    const auto fact = session(id);
    return fact && *fact ? (*fact)->ended : m_facts.isRevoked(id);
}

std::optional<Instant> PastFacts::notBefore()
{
    const auto moment = m_facts.notBefore();
    return hasCome(moment) ? moment : std::nullopt;
}

Result<std::optional<Instant>> PastFacts::notBefore(UserId user,
                                                    const std::optional<Instant> &issuedAt)
{
    TRY_ASSIGN(const auto moment, m_facts.notBefore(user, issuedAt));
    return hasCome(moment) ? moment : std::nullopt;
}

Result<std::optional<token::SessionFact>> PastFacts::session(const SessionId &session)
{
    TRY_ASSIGN(auto fact, m_facts.session(session));
    if (!fact)
        return fact;
    const Session &row = *m_facts.foundSession();
    const auto endedBefore = m_revocations.endedBefore();
    fact->ended = hasCome(row.endedAt) || (hasCome(endedBefore) && row.createdAt <= *endedBefore);
    const bool isRefreshedLater = row.refreshedAt && !hasCome(row.refreshedAt);
    if (m_rotates && isRefreshedLater && fact->generation > 0)
        --fact->generation;
    return fact;
}

Result<bool> PastFacts::isForeignSpent(const QByteArray &jti)
{
    return m_facts.isForeignSpent(jti);
}

Result<std::optional<token::UserFact>> PastFacts::user(UserId id)
{
    TRY_ASSIGN(auto fact, m_facts.user(id));
    if (fact && !hasCome(fact->notBefore))
        fact->notBefore.reset();
    return fact;
}

} // namespace tokendesk::auth
