// SPDX-License-Identifier: GPL-3.0-or-later
// Function: the one decision about a token, for the server, the inspector, the command line and the
// tests.
#pragma once

#include "server/base/result.h"
#include "server/token/decodedtoken.h"
#include "server/token/key.h"
#include "server/token/policy.h"
#include "server/token/verdict.h"

namespace tokendesk::token {

/// What the token is presented for.
enum class Purpose {
    Access, ///< in the Authorization header
    Refresh, ///< to be rotated
    Verify, ///< any type, no user
    Revoke, ///< logout and blacklist
    SlidingRefresh,
    IntrospectAccess, ///< as Access, and of a session that lives, whatever the policy
    IntrospectRefresh, ///< likewise a refresh token
    RevokeAny ///< a token of any type, to end its session
};

/// What is known of a session.
struct SessionFact
{
    bool ended = false;
    qint64 generation = 0;
};

/// What is known of a user who is not in the bin.
struct UserFact
{
    bool active = false;
    QByteArray passwordFingerprint; ///< as passwordFingerprint() gives it
    /// Tokens issued earlier are refused, but for those of a session that lives: whoever set the
    /// moment ended the others.
    std::optional<Instant> notBefore;
};

/// Answers questions of examine(): the database for the server, a snapshot for the simulator, a
/// table for tests. Asked only about tokens whose signature is genuine. An error means "cannot
/// tell" and refuses.
class Facts
{
public:
    virtual ~Facts() = default;
    /// Whether access tokens of \a session are refused at once; from memory.
    [[nodiscard]] virtual bool isRevoked(const SessionId &session) = 0;
    /// The same as UserFact::notBefore for everybody; from memory.
    [[nodiscard]] virtual std::optional<Instant> notBefore() = 0;
    /// UserFact::notBefore of \a user, for a token issued at \a issuedAt; from memory, unless that
    /// is long ago. None also for a user who does not exist.
    [[nodiscard]] virtual Result<std::optional<Instant>> notBefore(
        UserId user, const std::optional<Instant> &issuedAt) = 0;
    [[nodiscard]] virtual Result<std::optional<SessionFact>> session(const SessionId &session) = 0;
    /// Whether a token that was issued elsewhere has been spent or revoked here.
    [[nodiscard]] virtual Result<bool> isForeignSpent(const QByteArray &jti) = 0;
    [[nodiscard]] virtual Result<std::optional<UserFact>> user(UserId id) = 0;
};

/// Whether to stop at the first failure (server) or to go on as far as possible (inspector).
enum class Mode { Stopping, Explaining };

/// Judges \a token. Pure: no I/O but through \a facts, no clock but \a now. \a decoded receives the
/// parts; reuse it to avoid allocations. Source: DESIGN section 3; order: contract section 9.
[[nodiscard]] Verdict examine(QByteArrayView token, Purpose purpose, const Policy &policy,
                              const KeyRing &keys, Facts &facts, Instant now, Mode mode,
                              DecodedToken &decoded);

/// The claim that binds tokens to the password: upper-case hex MD5 of the stored hash, as simplejwt
/// has it with CHECK_REVOKE_TOKEN. No secret: whoever holds the hash has more.
[[nodiscard]] QByteArray passwordFingerprint(const QString &encodedHash);

} // namespace tokendesk::token
