// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/auth/revocationset.h"

#include "server/store/sessionrepository.h"

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

void RevocationSet::setEndedBefore(std::optional<Instant> moment)
{
    m_endedBefore.store(moment ? toEpochMs(*moment) : kNone, std::memory_order_release);
}

std::optional<Instant> RevocationSet::endedBefore() const
{
    const qint64 moment = m_endedBefore.load(std::memory_order_acquire);
    return moment == kNone ? std::nullopt : std::optional(fromEpochMs(moment));
}

void RevocationSet::setNotBefore(UserId user, Instant moment)
{
    const std::unique_lock lock(m_mutex);
    auto [entry, isNew] = m_users.try_emplace(user, moment);
    if (!isNew && entry->second < moment)
        entry->second = moment;
    m_userCount.store(m_users.size(), std::memory_order_release);
}

std::optional<Instant> RevocationSet::notBefore(UserId user) const
{
    if (m_userCount.load(std::memory_order_acquire) == 0)
        return std::nullopt;
    const std::shared_lock lock(m_mutex);
    const auto found = m_users.find(user);
    return found == m_users.end() ? std::nullopt : std::optional(found->second);
}

void RevocationSet::knowUsersSince(Instant moment)
{
    m_usersKnownSince.store(toEpochMs(moment), std::memory_order_release);
}

Instant RevocationSet::usersKnownSince() const
{
    return fromEpochMs(m_usersKnownSince.load(std::memory_order_acquire));
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
    // First it is told that they are not known, then they are forgotten.
    const Instant kept = now - store::kUserRefusalKept;
    if (kept > usersKnownSince())
        knowUsersSince(kept);
    std::erase_if(m_users, [kept](const auto &entry) { return entry.second < kept; });
    m_userCount.store(m_users.size(), std::memory_order_release);
}

std::size_t RevocationSet::size() const { return m_size.load(std::memory_order_acquire); }

} // namespace tokendesk::auth
