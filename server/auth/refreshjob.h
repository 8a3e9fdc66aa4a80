// SPDX-License-Identifier: GPL-3.0-or-later
// Value: one refresh as the writer executes it.
#pragma once

#include "server/auth/context.h"
#include "server/auth/policystore.h"
#include "server/auth/tokenservice.h"
#include "server/store/sessionrepository.h"

namespace tokendesk::auth {

/// What a refresh came to.
struct RefreshOutcome
{
    IssuedTokens tokens; ///< unless refused
    token::Cause refused = token::Cause::None;
    std::optional<store::Revocation> revoked; ///< the session this refresh has ended
};

/// What a spent refresh token gets. Source: DESIGN section 4.
enum class SpentAnswer { Reissue, Refuse, RefuseAndEnd };

/// \a serial: generation of the token presented, older than the session's.
[[nodiscard]] SpentAnswer judgeSpent(const token::Policy &policy, const Session &session,
                                     qint64 serial, Instant now);

/// Rotates a session by compare-and-swap, or answers for a token that was spent meanwhile; executed
/// in the writer's transaction, so that of any number of copies of a token exactly one rotates.
/// Writer::Shape::Single: the swap is one statement, and all else happens in a savepoint.
struct RefreshJob
{
    PolicyStore::Snapshot snapshot;
    Session session; ///< as it was when the token was examined
    qint64 serial = 0; ///< generation of the token presented
    QByteArray carried; ///< members about the user for the new tokens
    Instant now{};
    Client client;
    /// Tokens of the next generation, signed ahead; none: the token is spent already.
    IssuedTokens prepared;

    /// The session as it is after the rotation of \a before.
    [[nodiscard]] Session rotated(const Session &before) const;
    [[nodiscard]] Result<RefreshOutcome> operator()(store::Connection &connection) const;

private:
    [[nodiscard]] Result<RefreshOutcome> answerSpent(store::Connection &connection) const;
    [[nodiscard]] store::Rotation rotation(const Session &before) const;
};

/// After the insertion of \a fresh, which \a client began, ends the oldest sessions of its user
/// that are too many for \a policy; those ended. In the same transaction.
[[nodiscard]] Result<std::vector<store::Revocation>> endSurplus(store::Connection &connection,
                                                                const token::Policy &policy,
                                                                const Session &fresh,
                                                                const Client &client);

/// Ends a session inside a transaction and leaves \a eventType in the audit log; nothing if it had
/// ended.
[[nodiscard]] Result<std::optional<store::Revocation>> endSession(
    store::Connection &connection, const SessionId &id, EndReason reason, const Actor &actor,
    const char *eventType, Instant now);

} // namespace tokendesk::auth
