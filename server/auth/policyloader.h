// SPDX-License-Identifier: GPL-3.0-or-later
// Service: brings what the database says into the snapshots that every request reads.
#pragma once

#include "server/auth/completion.h"
#include "server/auth/context.h"
#include "server/base/settings.h"
#include "server/store/sessionrepository.h"
#include "server/store/writer.h"
#include "server/token/key.h"

#include <QJsonObject>

#include <atomic>
#include <limits>
#include <mutex>
#include <utility>
#include <vector>

namespace tokendesk::auth {

class WrappingKey;

/// Reads settings, keys and revocations and publishes them. Each load reads and publishes under one
/// lock, so that a slow reader never puts an older state over a newer one. Thread: any.
class PolicyLoader
{
public:
    /// \a wrapping opens the stored keys; it and \a context outlive the loader.
    PolicyLoader(const Context &context, WrappingKey &wrapping);

    /// Sessions that are remembered are forgotten, because they may have been shortened. Errors of
    /// all: StoreUnavailable.
    [[nodiscard]] Result<void> loadSettings(store::Connection &connection);
    /// Whether settings are being tried, as of the last loadSettings(), whose time is over.
    [[nodiscard]] bool isTrialOver(Instant now) const { return toEpochMs(now) >= m_trialUntil; }
    /// Keys that are in force already are taken as they are, the others are opened. Those that can
    /// be used are in force also when one cannot. Errors: also KeyFileMissing, KeyFileWrong,
    /// KeyFileUnsafe, KeyInvalid.
    [[nodiscard]] Result<void> loadKeys(store::Connection &connection);
    /// Loads the keys if they are others than those of \a version; whether they are in force now.
    [[nodiscard]] Result<bool> catchUpOnKeys(store::Connection &connection, qint64 version);
    /// Takes the rows after the last ones taken.
    [[nodiscard]] Result<void> loadRevocations(store::Connection &connection);
    /// Takes the moments alone, before which tokens and sessions are refused.
    [[nodiscard]] Result<void> loadMoments();
    /// Takes all rows: those of another file count from the start again.
    [[nodiscard]] Result<void> reloadRevocations(store::Connection &connection);

    /// Runs \a work, which may end sessions, in the writer; the sessions it ended are in the
    /// revocation set before \a done is called. The Instant is the moment to write. Errors: those
    /// of the work, Busy.
    template<typename T>
    void write(std::function<Result<T>(store::Connection &, Instant)> work, Completion<T> done)
    {
        using Outcome = std::pair<T, Refusals>;
        m_context.writer.submit<Outcome>(
            [this, work = std::move(work)](store::Connection &connection) -> Result<Outcome> {
                TRY_ASSIGN(T value, work(connection, m_context.clock.now()));
                TRY_ASSIGN(auto refusals, pendingRefusals(connection));
                return Outcome(std::move(value), std::move(refusals));
            },
            [this, done = std::move(done)](Result<Outcome> outcome) {
                if (!outcome)
                    return done(fail(std::move(outcome).error()));
                enforce(outcome->second);
                done(std::move(outcome->first));
            });
    }

    /// The settings in force with the values \a stored as their database layer. A stored value that
    /// this version does not know or take is left out and logged: an old row must not stop the
    /// server.
    [[nodiscard]] Settings withStored(const QJsonObject &stored) const;

private:
    struct Moments
    {
        std::optional<Instant> notBefore;
        std::optional<Instant> endedBefore;
    };
    /// What the revocation set does not know yet, or may not.
    struct Refusals
    {
        std::vector<store::Revocation> revocations;
        Moments moments;
    };
    /// The keys that can be opened, and why others cannot.
    struct OpenKeys
    {
        token::KeyRing ring;
        qint64 version = 0;
        Result<void> outcome;
    };
    /// With the lock held.
    [[nodiscard]] Result<OpenKeys> openKeys(store::Connection &connection);
    [[nodiscard]] Result<void> takeRevocations(store::Connection &connection, qint64 after);
    [[nodiscard]] Result<Refusals> refusalsAfter(store::Connection &connection, qint64 sequence);
    [[nodiscard]] Result<Refusals> pendingRefusals(store::Connection &connection);
    [[nodiscard]] static Result<Moments> momentsOf(store::Connection &connection);
    /// With the lock held.
    void refuse(const Refusals &refusals);
    void publish(const Moments &moments);
    /// After the commit, in the writer.
    void enforce(const Refusals &refusals);

    const Context &m_context;
    WrappingKey &m_wrapping;
    mutable std::mutex m_mutex;
    qint64 m_revocationSequence = 0;
    std::atomic<qint64> m_trialUntil{std::numeric_limits<qint64>::max()}; ///< epoch milliseconds
};

} // namespace tokendesk::auth
