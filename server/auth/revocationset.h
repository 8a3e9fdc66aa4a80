// SPDX-License-Identifier: GPL-3.0-or-later
// Service: what is refused at once, in memory.
#pragma once

#include "server/base/clock.h"
#include "server/base/ids.h"
#include "server/base/user.h"

#include <atomic>
#include <limits>
#include <optional>
#include <shared_mutex>
#include <unordered_map>

namespace tokendesk::auth {

/// Consulted for every access token where revocation is immediate; bounded, because a session is
/// forgotten once its last access token has expired anyway. Source: DESIGN section 4. Thread: any.
class RevocationSet
{
public:
    /// Whatever was issued before \a moment is refused, but for the tokens of sessions that live;
    /// none: nothing is for that reason.
    void setNotBefore(std::optional<Instant> moment);
    [[nodiscard]] std::optional<Instant> notBefore() const;
    /// Sessions that began by \a moment count as ended, until their rows say so; none: those that
    /// do.
    void setEndedBefore(std::optional<Instant> moment);
    [[nodiscard]] std::optional<Instant> endedBefore() const;
    /// The same as setNotBefore() for what was issued to \a user.
    void setNotBefore(UserId user, Instant moment);
    [[nodiscard]] std::optional<Instant> notBefore(UserId user) const;
    /// From \a moment on, all moments of users are known here; of earlier ones not all are, and
    /// none before this was told.
    void knowUsersSince(Instant moment);
    [[nodiscard]] Instant usersKnownSince() const;
    /// Access tokens of \a session are refused until \a accessUntil.
    void add(const SessionId &session, Instant accessUntil);
    [[nodiscard]] bool contains(const SessionId &session) const;
    /// Forgets sessions whose moment has passed, and users whose moment has long passed.
    void expire(Instant now);
    [[nodiscard]] std::size_t size() const;

private:
    mutable std::shared_mutex m_mutex;
    std::unordered_map<SessionId, Instant> m_sessions;
    std::unordered_map<UserId, Instant> m_users;
    static constexpr qint64 kNone = std::numeric_limits<qint64>::min();
    // Milliseconds since 1970.
    std::atomic<qint64> m_notBefore{kNone};
    std::atomic<qint64> m_endedBefore{kNone};
    std::atomic<qint64> m_usersKnownSince{std::numeric_limits<qint64>::max()};
    std::atomic<std::size_t> m_userCount{0}; ///< like m_size
    std::atomic<std::size_t> m_size{0}; ///< lets the common empty set be skipped without the lock
};

} // namespace tokendesk::auth
