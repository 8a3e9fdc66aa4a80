// SPDX-License-Identifier: GPL-3.0-or-later
// Functions: the tokens of a session, with their times.
#pragma once

#include "server/auth/policystore.h"
#include "server/auth/tokenservice.h"
#include "server/base/session.h"

namespace tokendesk::auth {

/// `exp` of an access token made at \a now: whole seconds.
[[nodiscard]] Instant accessExpiry(const token::Policy &policy, Instant now);
/// Absolute end of \a session, if there is one: what was in force at its login, or what is now if
/// that is stricter.
[[nodiscard]] std::optional<Instant> absoluteEnd(const token::Policy &policy,
                                                 const Session &session);
/// `exp` of a refresh token of \a session made at \a now: never past its absolute end, nor past
/// what it may be idle where the next refresh brings a new one.
[[nodiscard]] Instant refreshExpiry(const token::Policy &policy, Instant now,
                                    const Session &session);
/// Whether tokens of earlier generations stay good, so that the expiry in the row of a session,
/// that of the latest one, does not speak for all of them.
[[nodiscard]] bool eachTokenHasItsEnd(const token::Policy &policy);
/// Why \a session has ended by its age, by not being used or by having been shortened, at \a now;
/// nothing if it has not.
[[nodiscard]] std::optional<EndReason> outlived(const token::Policy &policy, const Session &session,
                                                Instant now);
/// Why and when \a session has ended, or will for a reason of outlived() unless it is refreshed
/// before; none: it never does. \a now: decides between reasons that have all come.
[[nodiscard]] std::optional<SessionEnd> endOf(const token::Policy &policy, const Session &session,
                                              Instant now);

/// A new session of \a user for \a client; its first tokens expire as it says.
[[nodiscard]] Result<Session> newSession(const PolicySnapshot &snapshot, SessionKind kind,
                                         UserId user, const Client &client, Instant now);

/// The refresh token of \a session in its present generation, as of when it was made, and a fresh
/// access token. \a carried: members about the user. Errors: Internal, NoSigningKey.
[[nodiscard]] Result<IssuedTokens> issuePair(const PolicySnapshot &snapshot, const Session &session,
                                             QByteArrayView carried, Instant now);
/// An access token alone.
[[nodiscard]] Result<IssuedTokens> issueAccess(const PolicySnapshot &snapshot,
                                               const SessionId &session, QByteArrayView carried,
                                               Instant now);
/// A sliding token; \a id stays the same over refreshes.
[[nodiscard]] Result<IssuedTokens> issueSliding(const PolicySnapshot &snapshot,
                                                const QByteArray &id,
                                                const std::optional<SessionId> &session,
                                                Instant refreshUntil, QByteArrayView carried,
                                                Instant now);

} // namespace tokendesk::auth
