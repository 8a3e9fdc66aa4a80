// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/auth/revocationset.h"

#include <mutex>

namespace tokendesk::auth {

void RevocationSet::setNotBefore(std::optional<Instant> moment)
{
    m_notBefore.store(moment ? toEpochMs(*moment) : kNone, std::memory_order_release);
}

std::optional<Instant> RevocationSet::notBefore() const
{
    const qint64 moment = m_notBefore.load(std::memory_order_acquire);
    return moment == kNone ? std::nullopt : std::optional(fromEpochMs(moment));
}

void RevocationSet::add(const SessionId &session, Instant accessUntil)
{
    const std::unique_lock lock(m_mutex);
    auto [entry, isNew] = m_sessions.try_emplace(session, accessUntil);
    if (!isNew && entry->second < accessUntil)
        entry->second = accessUntil;
    m_size.store(m_sessions.size(), std::memory_order_release);
}

bool RevocationSet::contains(const SessionId &session) const
{
    if (m_size.load(std::memory_order_acquire) == 0)
        return false;
    const std::shared_lock lock(m_mutex);
    return m_sessions.contains(session);
}

void RevocationSet::expire(Instant now)
{
    const std::unique_lock lock(m_mutex);
    std::erase_if(m_sessions, [now](const auto &entry) { return entry.second <= now; });
    m_size.store(m_sessions.size(), std::memory_order_release);
}

std::size_t RevocationSet::size() const { return m_size.load(std::memory_order_acquire); }

} // namespace tokendesk::auth
