// SPDX-License-Identifier: GPL-3.0-or-later
// Service: settings, policy and keys in force, as one consistent snapshot for every thread.
#pragma once

#include "server/base/settings.h"
#include "server/token/key.h"
#include "server/token/policy.h"

#include <atomic>
#include <memory>
#include <mutex>

namespace tokendesk::auth {

/// What is in force at one moment; immutable.
struct PolicySnapshot
{
    Settings settings;
    qint64 settingsVersion = 0;
    token::Policy policy;
    token::KeyRing keys;
    qint64 keysVersion = -1; ///< store::KeyRepository::version() of `keys`; -1: not from there
};

/// Holds the current snapshot. Readers keep a Cached of their own, whose look-up is one atomic load
/// while nothing changes. Thread: any.
class PolicyStore
{
public:
    using Snapshot = std::shared_ptr<const PolicySnapshot>;

    PolicyStore();

    [[nodiscard]] Snapshot current() const;
    /// New settings (database values laid under the bootstrap ones by the caller); keys stay.
    void publishSettings(const Settings &settings, qint64 version);
    /// New keys; settings stay.
    void publishKeys(token::KeyRing keys, qint64 version = -1);

    /// A reader's copy of the snapshot. Thread: one.
    class Cached
    {
    public:
        explicit Cached(const PolicyStore &store) : m_store(store), m_snapshot(store.current()) { }
        /// The snapshot now in force.
        [[nodiscard]] const PolicySnapshot &get();
        [[nodiscard]] const Snapshot &shared()
        {
            (void)get();
            return m_snapshot;
        }

    private:
        const PolicyStore &m_store;
        Snapshot m_snapshot;
        quint64 m_seen = 0;
    };

private:
    void publish(PolicySnapshot next);

    mutable std::mutex m_mutex;
    Snapshot m_snapshot;
    std::atomic<quint64> m_count{1};
};

} // namespace tokendesk::auth
