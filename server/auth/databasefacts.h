// SPDX-License-Identifier: GPL-3.0-or-later
// Service: the decision function's questions, answered by the database.
#pragma once

#include "server/auth/revocationset.h"
#include "server/store/sessionrepository.h"
#include "server/store/userrepository.h"
#include "server/token/examine.h"

namespace tokendesk::auth {

/// Facts from the calling thread's connection; keeps the rows it read, so that whoever asked need
/// not read them again. For one examination.
class DatabaseFacts final : public token::Facts
{
public:
    DatabaseFacts(store::Database &database, const RevocationSet &revocations,
                  bool fingerprintNeeded)
        : m_database(database), m_revocations(revocations), m_fingerprintNeeded(fingerprintNeeded)
    {
    }

    [[nodiscard]] bool isRevoked(const SessionId &session) override;
    [[nodiscard]] Result<std::optional<token::SessionFact>> session(
        const SessionId &session) override;
    [[nodiscard]] Result<bool> isForeignSpent(const QByteArray &jti) override;
    [[nodiscard]] Result<std::optional<token::UserFact>> user(UserId id) override;

    /// Rows that were asked for and found.
    [[nodiscard]] const std::optional<Session> &foundSession() const { return m_session; }
    [[nodiscard]] const std::optional<store::UserRecord> &foundUser() const { return m_user; }
    /// Why the database could not tell.
    [[nodiscard]] const Error &error() const { return m_error; }

private:
    template<typename T>
    [[nodiscard]] Result<T> noted(Result<T> result);

    store::Database &m_database;
    const RevocationSet &m_revocations;
    bool m_fingerprintNeeded;
    std::optional<Session> m_session;
    std::optional<store::UserRecord> m_user;
    Error m_error;
};

} // namespace tokendesk::auth
