// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/auth/policystore.h"

namespace tokendesk::auth {

PolicyStore::PolicyStore()
{
    PolicySnapshot first;
    first.policy = token::Policy::fromSettings(first.settings);
    m_snapshot = std::make_shared<const PolicySnapshot>(std::move(first));
}

PolicyStore::Snapshot PolicyStore::current() const
{
    const std::lock_guard lock(m_mutex);
    return m_snapshot;
}

void PolicyStore::publishSettings(const Settings &settings, qint64 version)
{
    const std::lock_guard lock(m_mutex);
    PolicySnapshot next = *m_snapshot;
    next.settings = settings;
    next.settingsVersion = version;
    next.policy = token::Policy::fromSettings(settings);
    publish(std::move(next));
}

void PolicyStore::publishKeys(token::KeyRing keys, qint64 version)
{
    const std::lock_guard lock(m_mutex);
    PolicySnapshot next = *m_snapshot;
    next.keys = std::move(keys);
    next.keysVersion = version;
    publish(std::move(next));
}

void PolicyStore::publish(PolicySnapshot next)
{
    m_snapshot = std::make_shared<const PolicySnapshot>(std::move(next));
    m_count.fetch_add(1, std::memory_order_release);
}

const PolicySnapshot &PolicyStore::Cached::get()
{
    const quint64 count = m_store.m_count.load(std::memory_order_acquire);
    if (count != m_seen) {
        m_snapshot = m_store.current();
        m_seen = count;
    }
    return *m_snapshot;
}

} // namespace tokendesk::auth
