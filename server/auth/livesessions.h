// SPDX-License-Identifier: GPL-3.0-or-later
// Service: how many sessions are live, at a bounded cost.
#pragma once

#include "server/auth/context.h"

#include <chrono>
#include <mutex>
#include <optional>

namespace tokendesk::auth {

/// Counts at most every five seconds, and where counting takes long more seldom: it never takes
/// more than a hundredth of the time. Thread: any.
class LiveSessions
{
public:
    explicit LiveSessions(const Context &context) : m_context(context) { }

    /// Counted just now or a little while ago; nothing if the database never answered.
    [[nodiscard]] std::optional<qint64> count();

private:
    using SteadyClock = std::chrono::steady_clock;

    const Context &m_context;
    std::mutex m_mutex;
    SteadyClock::time_point m_next{}; ///< when to count again
    std::optional<qint64> m_count;
};

} // namespace tokendesk::auth
