// SPDX-License-Identifier: GPL-3.0-or-later
// Service: one try of a user's password, counted by the throttle.
#pragma once

#include "server/auth/context.h"
#include "server/auth/loginthrottle.h"
#include "server/auth/passwordhasher.h"
#include "server/auth/policystore.h"
#include "server/auth/tokenservice.h"
#include "server/base/event.h"
#include "server/store/userrepository.h"

#include <functional>
#include <memory>
#include <optional>

namespace tokendesk::auth {

/// A name with the password that is said to be its user's.
struct PasswordClaim
{
    QString username;
    SecretBytes password;
    const char *failureEvent = "login.failed"; ///< type of the event that a wrong one leaves
};

struct PasswordAttempt;
using PasswordAttemptPtr = std::shared_ptr<PasswordAttempt>;
/// Called in a hashing thread with a right password of an active user; once more for each
/// tryPasswordAgain().
using PasswordProven =
    std::function<void(const PasswordAttemptPtr &attempt, const VerifyOutcome &outcome)>;
using PasswordRefused = std::function<void(const Refusal &refusal)>;

/// One attempt, from the look-up to the answer. Shared by the steps, which run in different threads
/// one after the other.
struct PasswordAttempt
{
    const Context &context;
    PolicyStore::Snapshot snapshot;
    ThrottleRules rules;
    LoginThrottle::Subject subject;
    PasswordClaim claim;
    Client client;
    PasswordProven proven;
    PasswordRefused refused;
    std::optional<store::UserRecord> record = {}; ///< as looked up last; none: no such user
    int restarts = 0;
};

/// Looks whether \a claim is true. Unknown, wrong and inactive get one refusal, BadCredentials, at
/// one cost; or Throttled, before anything is hashed or because others used up the tries meanwhile;
/// or Failed with Busy, Timeout or StoreUnavailable. Exactly one of \a proven and \a refused is
/// called. Source: SECURITY R65 to R69.
void tryPassword(const Context &context, const PolicyStore::Snapshot &snapshot, PasswordClaim claim,
                 const Client &client, PasswordProven proven, PasswordRefused refused);

/// Whether a proven password may be acted upon.
struct Confirmation
{
    bool isStale = false; ///< the user is not the one any more whose password was verified
    LoginThrottle::Wait wait; ///< others began it meanwhile

    [[nodiscard]] bool holds() const { return !isStale && !wait; }
};
/// To be called first in the transaction that acts on a proven password. Counts the success if it
/// holds, and then keeps the address known until \a knownUntil at least.
[[nodiscard]] Result<Confirmation> confirmPassword(store::Connection &connection,
                                                   const PasswordAttempt &attempt,
                                                   Instant knownUntil);
/// What to do, after its transaction, with an attempt whose confirmation does not hold: refuses it,
/// or judges the password by what the user has become. He may have another password, or the same
/// one hashed anew by an attempt beside this one.
void tryPasswordAgain(const PasswordAttemptPtr &attempt, const Confirmation &confirmation);

/// An event about the attempt, with the name or, as people type passwords there, a keyed hash of
/// one that belongs to nobody. Source: SECURITY R99.
[[nodiscard]] Event attemptEvent(const PasswordAttempt &attempt, const char *type, Instant at,
                                 QJsonObject detail);
/// The right password hashed again, as its hash has become too cheap; in a hashing thread. Empty:
/// the old hash stays.
[[nodiscard]] QString renewedHash(const PasswordAttempt &attempt);
/// How long the attempt must wait by now; on the calling thread's connection.
[[nodiscard]] Result<LoginThrottle::Wait> waitOf(const PasswordAttempt &attempt);

} // namespace tokendesk::auth
