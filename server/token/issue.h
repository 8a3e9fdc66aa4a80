// SPDX-License-Identifier: GPL-3.0-or-later
// Functions: writing tokens.
#pragma once

#include "server/base/result.h"
#include "server/token/decodedtoken.h"
#include "server/token/key.h"
#include "server/token/policy.h"

#include <optional>

namespace tokendesk::token {

/// What makes one token differ from another of the same session.
struct TokenSpec
{
    const char *type = "access"; ///< "access", "refresh" or "sliding"
    Instant issuedAt{};
    Instant expiresAt{};
    QByteArray id; ///< `jti`
    std::optional<SessionId> session; ///< `sid`, where the policy has it
    std::optional<Instant> refreshUntil; ///< sliding tokens: end of the refresh period
};

/// Members about the user that every token of a session carries, as JSON text without braces; the
/// user id, the password fingerprint if tokens are bound to it, and the mapped claims. No claim
/// that tokens need for themselves can be overwritten.
[[nodiscard]] QByteArray userClaims(const Policy &policy, const User &user,
                                    const QString &passwordHash);

/// Whether tokens state \a name of themselves, or may after a setting is changed: nothing about a
/// user can be called so.
[[nodiscard]] bool isReservedClaim(const Policy &policy, QByteArrayView name);

/// The members of \a token that simplejwt copies to its successors: all but type, times and id.
[[nodiscard]] QByteArray copiedClaims(const Policy &policy, const DecodedToken &token);

/// \a carried with the members of \a extra in place of those of the same name; a null leaves one
/// out. Errors: InvalidArgument with field "claim" (one that the token needs for itself).
[[nodiscard]] Result<QByteArray> withClaims(const Policy &policy, QByteArrayView carried,
                                            const QJsonObject &extra);

/// A signed compact JWS with \a carried (from one of the functions above) between the standard
/// claims and `sid`, `iss`, `aud`. Times are whole seconds, cut off. Errors: Internal. Source: RFC
/// 7515 section 7.1; contract/settings.md "The claims".
[[nodiscard]] Result<QByteArray> issueToken(const Policy &policy, const Key &key,
                                            const TokenSpec &spec, QByteArrayView carried);

/// A signed compact JWS of \a header and \a payload as they are written, for tokens that a person
/// has edited; nothing is added to them. \a header must name the algorithm of \a key. Errors:
/// InvalidArgument with field "header" or "payload" (not a strict JSON object, the algorithm, a
/// token longer than kMaximumTokenSize), or "key" (a public key); Internal. Source: RFC 7515
/// section 7.1.
[[nodiscard]] Result<QByteArray> signWritten(const Key &key, QByteArrayView header,
                                             QByteArrayView payload);

/// The header that issueToken() gives to tokens that \a key signs, as JSON.
[[nodiscard]] QByteArray headerOf(const Policy &policy, const Key &key);

/// Serial of a new access token: random with the top bit set. Errors: Internal.
[[nodiscard]] Result<Jti> newAccessJti(const SessionId &session);

/// A new session's id: 96 random bits. Errors: Internal.
[[nodiscard]] Result<SessionId> newSessionId();

} // namespace tokendesk::token
