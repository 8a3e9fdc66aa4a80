// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/auth/passwordhasher.h"

#include <algorithm>
#include <memory>
#include <utility>

namespace tokendesk::auth {
namespace {

using SteadyClock = std::chrono::steady_clock;

int threadCount(int wanted)
{
    if (wanted > 0)
        return wanted;
    return std::max(1, static_cast<int>(std::thread::hardware_concurrency()) / 2);
}

Error refusal(ErrorCode code)
{
    switch (code) {
    case ErrorCode::Busy:
        return Error(code, QStringLiteral("too many passwords are being checked"));
    case ErrorCode::Timeout:
        return Error(code, QStringLiteral("the password check waited too long"));
    default:
        return Error(code, QStringLiteral("the server is stopping"));
    }
}

/// A job must be copyable and a password is not: it moves into here, and goes when the job does.
std::shared_ptr<SecretBytes> shared(SecretBytes password)
{
    return std::make_shared<SecretBytes>(std::move(password));
}

} // namespace

PasswordHasher::PasswordHasher(Options options)
    : m_options(options), m_dummy(unmatchableArgon2Hash(options.cost))
{
    const int count = threadCount(options.threads);
    for (int i = 0; i < count; ++i)
        m_threads.emplace_back([this] { work(); });
}

PasswordHasher::~PasswordHasher() { stop(); }

void PasswordHasher::stop()
{
    std::deque<Job> cancelled;
    std::deque<Turn> turns;
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
        cancelled.swap(m_queue);
        turns.swap(m_turns);
        m_statistics.queued = 0;
    }
    m_wake.notify_all();
    for (Job &job : cancelled)
        job.run(ErrorCode::Cancelled);
    for (const Turn &turn : turns)
        turn.call();
    for (std::thread &thread : m_threads)
        thread.join();
    m_threads.clear();
}

Result<void> PasswordHasher::submit(Run run)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_stopping)
            return fail(refusal(ErrorCode::Cancelled));
        if (m_statistics.queued >= m_options.queueLimit) {
            ++m_statistics.refused;
            return fail(refusal(ErrorCode::Busy));
        }
        m_queue.push_back({SteadyClock::now(), std::move(run)});
        ++m_statistics.queued;
    }
    m_wake.notify_one();
    return {};
}

void PasswordHasher::work()
{
    std::unique_lock lock(m_mutex);
    while (true) {
        m_wake.wait(lock, [this] { return m_stopping || !m_queue.empty(); });
        if (m_stopping)
            return;
        Job job = std::move(m_queue.front());
        m_queue.pop_front();
        --m_statistics.queued;
        ++m_begun;
        const std::vector<Turn> turns = takeDueTurns();
        const bool late = SteadyClock::now() - job.since > m_options.queueDeadline;
        ++(late ? m_statistics.late : m_statistics.done);
        ++m_statistics.running;
        lock.unlock();
        for (const Turn &turn : turns)
            turn.call();
        const auto start = SteadyClock::now();
        job.run(late ? std::optional(ErrorCode::Timeout) : std::nullopt);
        job.run = nullptr; // the password goes before the next wait
        const auto spent = SteadyClock::now() - start;
        lock.lock();
        --m_statistics.running;
        if (!late)
            m_statistics.busy += spent;
    }
}

/// Those whose turn has come; with the mutex locked.
std::vector<PasswordHasher::Turn> PasswordHasher::takeDueTurns()
{
    const auto oldest = SteadyClock::now() - m_options.longestTurn;
    std::vector<Turn> due;
    while (!m_turns.empty()
           && (m_turns.front().after <= m_begun || m_turns.front().since < oldest)) {
        due.push_back(std::move(m_turns.front()));
        m_turns.pop_front();
    }
    return due;
}

void PasswordHasher::inTurn(std::function<void()> turn)
{
    {
        const std::lock_guard lock(m_mutex);
        // What is queued will be taken, so no turn is left behind.
        if (!m_queue.empty() && m_turns.size() < kTurnLimit) {
            m_turns.push_back({SteadyClock::now(), m_begun + m_queue.size(), std::move(turn)});
            return;
        }
    }
    turn();
}

Result<void> PasswordHasher::submitVerify(SecretBytes password, QString encoded, VerifyDone done)
{
    return submit([this, secret = shared(std::move(password)), encoded = std::move(encoded),
                   done = std::move(done)](std::optional<ErrorCode> failure) {
        if (failure)
            return done(fail(refusal(*failure)));
        done(verifyNow(*secret, encoded));
    });
}

Result<void> PasswordHasher::submitDummy(SecretBytes password, VerifyDone done)
{
    return submitVerify(std::move(password), m_dummy, std::move(done));
}

Result<void> PasswordHasher::submitHash(SecretBytes password, HashDone done)
{
    return submit([this, secret = shared(std::move(password)),
                   done = std::move(done)](std::optional<ErrorCode> failure) {
        if (failure)
            return done(fail(refusal(*failure)));
        done(hashNow(*secret));
    });
}

void PasswordHasher::hash(SecretBytes password, HashDone done)
{
    if (const auto accepted = submitHash(std::move(password), done); !accepted)
        done(fail(accepted.error()));
}

Result<QString> PasswordHasher::hashNow(const SecretBytes &password) const
{
    return makeArgon2Hash(password, m_options.cost);
}

VerifyOutcome PasswordHasher::verifyNow(const SecretBytes &password, const QString &encoded) const
{
    const auto start = SteadyClock::now();
    VerifyOutcome outcome;
    outcome.matches = verifyDjangoHash(password, encoded);
    outcome.needsRehash = outcome.matches && needsRehash(encoded, m_options.cost);
    outcome.cost =
        std::chrono::duration_cast<std::chrono::microseconds>(SteadyClock::now() - start);
    return outcome;
}

HasherStatistics PasswordHasher::statistics() const
{
    const std::lock_guard lock(m_mutex);
    HasherStatistics statistics = m_statistics;
    statistics.turns = static_cast<int>(m_turns.size());
    return statistics;
}

} // namespace tokendesk::auth
