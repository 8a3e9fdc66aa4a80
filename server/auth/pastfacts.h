// SPDX-License-Identifier: GPL-3.0-or-later
// Service: the decision function's questions as of a moment that has passed.
#pragma once

#include "server/auth/databasefacts.h"

namespace tokendesk::auth {

/// What \a facts say without what has happened since \a moment: sessions that ended later live, the
/// last refresh of a session did not happen, and what was refused by an order that came later was
/// not. Of users, settings and keys the past is not known; they are as they are now.
class PastFacts final : public token::Facts
{
public:
    /// \a rotates: whether a refresh makes a new generation.
    PastFacts(DatabaseFacts &facts, const RevocationSet &revocations, bool rotates, Instant moment)
        : m_facts(facts), m_revocations(revocations), m_moment(moment), m_rotates(rotates)
    {
    }

    [[nodiscard]] bool isRevoked(const SessionId &session) override;
    [[nodiscard]] std::optional<Instant> notBefore() override;
    [[nodiscard]] Result<std::optional<Instant>> notBefore(
        UserId user, const std::optional<Instant> &issuedAt) override;
    [[nodiscard]] Result<std::optional<token::SessionFact>> session(
        const SessionId &session) override;
    [[nodiscard]] Result<bool> isForeignSpent(const QByteArray &jti) override;
    [[nodiscard]] Result<std::optional<token::UserFact>> user(UserId id) override;

private:
    [[nodiscard]] bool hasCome(const std::optional<Instant> &moment) const
    {
        return moment && *moment <= m_moment;
    }

    DatabaseFacts &m_facts;
    const RevocationSet &m_revocations;
    Instant m_moment;
    bool m_rotates;
};

} // namespace tokendesk::auth
