// SPDX-License-Identifier: GPL-3.0-or-later
// Service: the decision function's questions, answered by the database.
#pragma once

#include "server/auth/revocationset.h"
#include "server/auth/sessionmemory.h"
#include "server/auth/usercache.h"
#include "server/token/examine.h"

namespace tokendesk::auth {

/// Facts from the calling thread's connection; keeps what it read, so that whoever asked need not
/// read it again. For a server, which gives \a users, that is users from there and of sessions what
/// the decision needs; else the rows as they are. For one examination.
class DatabaseFacts final : public token::Facts
{
public:
    DatabaseFacts(store::Database &database, const RevocationSet &revocations,
                  bool fingerprintNeeded, UserCache *users = nullptr,
                  SessionMemory *sessions = nullptr)
        : m_database(database), m_revocations(revocations), m_users(users), m_sessions(sessions),
          m_fingerprintNeeded(fingerprintNeeded)
    {
    }

    [[nodiscard]] bool isRevoked(const SessionId &session) override;
    [[nodiscard]] std::optional<Instant> notBefore() override { return m_revocations.notBefore(); }
    [[nodiscard]] Result<std::optional<Instant>> notBefore(
        UserId user, const std::optional<Instant> &issuedAt) override;
    [[nodiscard]] Result<std::optional<token::SessionFact>> session(
        const SessionId &session) override;
    [[nodiscard]] Result<bool> isForeignSpent(const QByteArray &jti) override;
    [[nodiscard]] Result<std::optional<token::UserFact>> user(UserId id) override;

    /// Rows that were asked for and found.
    [[nodiscard]] const std::optional<Session> &foundSession() const { return m_session; }
    [[nodiscard]] const UserPtr &foundUser() const { return m_user; }
    /// Whether the session is from memory: an acceptance is then to be confirmed by the swap, and
    /// anything else is to be asked again without memory.
    [[nodiscard]] bool isRemembered() const { return m_isRemembered; }
    /// Why the database could not tell.
    [[nodiscard]] const Error &error() const { return m_error; }

private:
    template<typename T>
    [[nodiscard]] Result<T> noted(Result<T> result);

    store::Database &m_database;
    const RevocationSet &m_revocations;
    UserCache *m_users;
    SessionMemory *m_sessions;
    bool m_fingerprintNeeded;
    std::optional<Session> m_session;
    UserPtr m_user;
    bool m_isRemembered = false;
    Error m_error;
};

} // namespace tokendesk::auth
