// SPDX-License-Identifier: GPL-3.0-or-later
// Functions: the tokens of a session, with their times.
#pragma once

#include "server/auth/policystore.h"
#include "server/auth/tokenservice.h"
#include "server/base/session.h"

namespace tokendesk::auth {

/// `exp` of an access token made at \a now: whole seconds.
[[nodiscard]] Instant accessExpiry(const token::Policy &policy, Instant now);
/// `exp` of a refresh token made at \a now, never past the session's absolute end.
[[nodiscard]] Instant refreshExpiry(const token::Policy &policy, Instant now,
                                    const std::optional<Instant> &maximumAt);
/// Absolute end of a session that starts at \a now, if there is one.
[[nodiscard]] std::optional<Instant> sessionMaximum(const token::Policy &policy, Instant now);

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
