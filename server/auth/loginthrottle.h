// SPDX-License-Identifier: GPL-3.0-or-later
// Service: how often passwords may be tried.
#pragma once

#include "server/base/secretbytes.h"
#include "server/base/user.h"
#include "server/store/throttlerepository.h"

#include <chrono>
#include <utility>

namespace tokendesk {
class Settings;
}

namespace tokendesk::auth {

/// The settings of the throttle.
struct ThrottleRules
{
    bool on = true;
    qint64 accountFailures = 5; ///< wrong passwords in a row that cost nothing
    std::chrono::seconds longestWait{900};
    qint64 disableAfter = 100; ///< wrong passwords in a row until the lock; 0: never
    qint64 addressFailures = 20; ///< wrong passwords of an address in a minute

    [[nodiscard]] static ThrottleRules of(const Settings &settings);
    /// Those for OAuth clients: addresses wait, clients never do. See ClientAuth.
    [[nodiscard]] static ThrottleRules ofClients(const Settings &settings);
    /// The wait that the last of \a failures in a row begins: 1, 2, 4 … s up to the longest.
    [[nodiscard]] std::chrono::seconds waitAfter(qint64 failures) const;
};

/// Counts wrong passwords in the database, for all processes on it and across restarts.
///
/// Who has tried in vain too often waits: an account from anywhere, and an address (all of an IPv6
/// /64). An account is known at the addresses at which it had a success within 30 days, be it a
/// login or the use of a session, or has a session from; there it has a counter of its own, which
/// neither strangers nor the limit of the address touch. Names that belong to nobody have the same
/// counters.
///
/// Attempts that were let in together are judged one after the other in the order in which the
/// database takes them, and those after the one that began a wait are refused unjudged, a right
/// password too: however many run at once, no guess beyond the limit says anything. What runs at
/// once is only the hashing, and that is bounded by the hasher's queue.
///
/// A wait that would end later than a new one could is a clock's that was put back, and void.
///
/// Keeps nothing but the key. Thread: any. Errors of all: StoreUnavailable. Source: SECURITY
/// R65–R68; NIST SP 800-63B-4 section 3.2.2.
class LoginThrottle
{
public:
    /// How long a success makes an address known, and how long failures are remembered.
    static constexpr std::chrono::hours kMemory{30 * 24};

    /// \a key: what rows are worthless without; see keyFrom().
    explicit LoginThrottle(SecretBytes key) : m_key(std::move(key)) { }
    /// The key that belongs to a secret of the installation.
    [[nodiscard]] static SecretBytes keyFrom(const SecretBytes &installationSecret);

    /// Who tries, from where.
    struct Subject
    {
        QByteArray account; ///< keyed hash of the folded name, 16 bytes
        QByteArray address; ///< 16 bytes, the last 8 of IPv6 zero; empty: none that can be read
    };
    [[nodiscard]] Subject subject(const QString &username, const QString &address) const;
    /// The same for an OAuth client, whose counters are none of a user's.
    [[nodiscard]] Subject clientSubject(const QString &id, const QString &address) const;

    using Wait = std::optional<std::chrono::seconds>; ///< how long to wait, rounded up; none: go on

    /// Whether to refuse the attempt before its password is looked at. Reads only.
    [[nodiscard]] Result<Wait> waitOf(store::Connection &connection, const ThrottleRules &rules,
                                      const Subject &subject, Instant now) const;

    /// What a wrong password brought about.
    struct Failure
    {
        Wait refused; ///< not judged and not counted: others began a wait meanwhile
        qint64 failures = 0; ///< in a row, with this one
        std::chrono::seconds wait{}; ///< that begins now
        bool locked = false; ///< the account, now
        bool addressFull = false; ///< the limit of the address is reached now
    };
    /// Counts a wrong password, inside the transaction of \a connection.
    [[nodiscard]] Result<Failure> noteFailure(store::Connection &connection,
                                              const ThrottleRules &rules, const Subject &subject,
                                              Instant now) const;
    /// Takes a right password, inside the transaction of \a connection: starts its counter anew and
    /// makes the address known until \a sessionEnd at least. A wait: refused, as above. A success
    /// where the account is known leaves the count of strangers alone: else a user who comes often
    /// would give them ever new tries.
    [[nodiscard]] Result<Wait> noteSuccess(store::Connection &connection,
                                           const ThrottleRules &rules, const Subject &subject,
                                           Instant now, Instant sessionEnd) const;

    /// Takes the use of a session, inside the transaction of \a connection: makes the address known
    /// until \a sessionEnd at least, and leaves the counters alone.
    [[nodiscard]] Result<void> noteUse(store::Connection &connection, const Subject &subject,
                                       Instant now, Instant sessionEnd) const;
    /// Whether a use at \a now of a session that was used at \a before is to be noted: once a day,
    /// and not at each refresh.
    [[nodiscard]] static bool isUseNoted(Instant before, Instant now);

    /// Sets `login` of \a user.
    [[nodiscard]] Result<void> describe(store::Connection &connection, const ThrottleRules &rules,
                                        User &user, Instant now) const;
    /// Starts all counters of the account anew; what they were. Known addresses stay known.
    [[nodiscard]] Result<LoginState> unlock(store::Connection &connection,
                                            const QString &username) const;
    /// Forgets the account, whose name is somebody else's from now on.
    [[nodiscard]] Result<void> forget(store::Connection &connection, const QString &username) const;
    [[nodiscard]] Result<void> forgetClient(store::Connection &connection, const QString &id) const;

private:
    [[nodiscard]] QByteArray accountOf(const QString &username) const;
    [[nodiscard]] QByteArray accountOfClient(const QString &id) const;

    SecretBytes m_key;
};

} // namespace tokendesk::auth
