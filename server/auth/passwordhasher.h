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
/// hasher was destroyed first), Internal. Source: SECURITY R65, R69.
class PasswordHasher
{
public:
    using HashDone = std::function<void(Result<QString>)>;
    using VerifyDone = std::function<void(Result<VerifyOutcome>)>;

    struct Options
    {
        Argon2Cost cost;
        int threads = 0; ///< 0: half the processors, at least 1
        int queueLimit = 16;
        std::chrono::milliseconds queueDeadline{5'000};
    };

    explicit PasswordHasher(Options options);
    PasswordHasher() : PasswordHasher(Options{}) { }
    /// Cancels what is queued and waits for what is running.
    ~PasswordHasher();
    PasswordHasher(const PasswordHasher &) = delete;
    PasswordHasher &operator=(const PasswordHasher &) = delete;

    Result<void> submitVerify(SecretBytes password, QString encoded, VerifyDone done);
    /// As costly as verifying against a hash of the present cost, and never a match: for users who
    /// do not exist, are inactive or have no usable password.
    Result<void> submitDummy(SecretBytes password, VerifyDone done);
    Result<void> submitHash(SecretBytes password, HashDone done);

    /// The same three for callers that want refusals through \a done as well; it may then be called
    /// at once in the caller's thread.
    void verify(SecretBytes password, QString encoded, VerifyDone done);
    void verifyDummy(SecretBytes password, VerifyDone done);
    void hash(SecretBytes password, HashDone done);

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

    Result<void> submit(Run run);
    void work();

    const Options m_options;
    const QString m_dummy; ///< a hash of the present cost that nothing matches
    mutable std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<Job> m_queue;
    HasherStatistics m_statistics;
    bool m_stopping = false;
    std::vector<std::thread> m_threads; ///< last: they use everything above
};

} // namespace tokendesk::auth
