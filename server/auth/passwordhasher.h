// SPDX-License-Identifier: GPL-3.0-or-later
// Service: hashes and verifies passwords on threads of its own, so that nobody waits for it.
#pragma once

#include "server/auth/djangohash.h"
#include "server/base/result.h"
#include "server/base/secretbytes.h"

#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace tokendesk::auth {

/// What came of comparing a password with a hash.
struct VerifyOutcome
{
    bool matches = false;
    bool needsRehash = false; ///< true only for a match: store a new hash now
    std::chrono::microseconds cost{}; ///< time the hash took, without the queue
};

/// Numbers since the start, for the dashboard.
struct HasherStatistics
{
    int queued = 0;
    int running = 0;
    int turns = 0; ///< refusals that wait for their turn
    qint64 done = 0;
    qint64 refused = 0; ///< queue full
    qint64 late = 0; ///< waited longer than the deadline
    std::chrono::nanoseconds busy{}; ///< time the threads have spent on those done
};

/// A small pool. Thread: any, every function; none of the submit functions blocks.
///
/// The submit functions return an error (Busy: the queue is full; Cancelled: shutting down) and
/// then do not call `done`; otherwise `done` is called exactly once, in a thread of the pool, and
/// must not block. Its errors: Timeout (waited in the queue beyond the deadline), Cancelled (the
/// hasher was stopped first), Internal. Source: SECURITY R65, R69.
class PasswordHasher
{
public:
    using HashDone = std::function<void(Result<QString>)>;
    using VerifyDone = std::function<void(Result<VerifyOutcome>)>;

    /// Callers of inTurn() that wait at once; those beyond get their turn at once.
    static constexpr std::size_t kTurnLimit = 1'024;
    struct Options
    {
        Argon2Cost cost;
        int threads = 0; ///< 0: half the processors, at least 1
        int queueLimit = 16;
        std::chrono::milliseconds queueDeadline{5'000};
        /// Longest wait for a turn, well within the time a graceful stop has. Looked at between
        /// hashes, so one hash may come on top.
        std::chrono::milliseconds longestTurn{1'000};
    };

    explicit PasswordHasher(Options options);
    PasswordHasher() : PasswordHasher(Options{}) { }
    ~PasswordHasher();
    PasswordHasher(const PasswordHasher &) = delete;
    PasswordHasher &operator=(const PasswordHasher &) = delete;
    /// Cancels what is queued and waits for what is running; whatever is asked for later is
    /// refused.
    void stop();

    Result<void> submitVerify(SecretBytes password, QString encoded, VerifyDone done);
    /// As costly as verifying against a hash of the present cost, and never a match: for users who
    /// do not exist, are inactive or have no usable password.
    Result<void> submitDummy(SecretBytes password, VerifyDone done);
    Result<void> submitHash(SecretBytes password, HashDone done);

    /// The same for callers that want refusals through \a done as well; it may then be called at
    /// once in the caller's thread.
    void hash(SecretBytes password, HashDone done);

    /// Calls \a turn when all that is queued now has begun, as if it had stood in the queue itself,
    /// but never later than Options::longestTurn: for refusals because the queue is full. Who asks
    /// again as soon as he is refused would else keep the processors from the hashes. A waiting
    /// turn holds no password and costs what \a turn captures. Called in a thread of the pool, or
    /// at once where nothing is queued, kTurnLimit are waiting, or the hasher was stopped; must not
    /// block.
    void inTurn(std::function<void()> turn);

    /// In the caller's thread, for the command line and tests.
    [[nodiscard]] Result<QString> hashNow(const SecretBytes &password) const;
    [[nodiscard]] VerifyOutcome verifyNow(const SecretBytes &password,
                                          const QString &encoded) const;

    [[nodiscard]] HasherStatistics statistics() const;

private:
    /// Does the work, or reports the error that prevents it.
    using Run = std::function<void(std::optional<ErrorCode>)>;

    struct Job
    {
        std::chrono::steady_clock::time_point since;
        Run run;
    };
    struct Turn
    {
        std::chrono::steady_clock::time_point since;
        quint64 after; ///< jobs that will have begun by then
        std::function<void()> call;
    };

    Result<void> submit(Run run);
    void work();
    std::vector<Turn> takeDueTurns();

    const Options m_options;
    const QString m_dummy; ///< a hash of the present cost that nothing matches
    mutable std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<Job> m_queue;
    std::deque<Turn> m_turns; ///< in order
    quint64 m_begun = 0; ///< jobs taken from the queue
    HasherStatistics m_statistics;
    bool m_stopping = false;
    std::vector<std::thread> m_threads; ///< last: they use everything above
};

} // namespace tokendesk::auth
