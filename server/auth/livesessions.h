// SPDX-License-Identifier: GPL-3.0-or-later
// Service: how many sessions are live, at a bounded cost.
#pragma once

#include "server/auth/context.h"
#include "server/base/result.h"

#include <atomic>
#include <chrono>
#include <functional>
#include <mutex>
#include <optional>

namespace tokendesk::auth {

/// Counts at most every five seconds, and where counting takes long more seldom: it never takes
/// more than a hundredth of the time, of one thread. Thread: any; who comes while another one is
/// counting does not wait.
class LiveSessions
{
public:
    explicit LiveSessions(const Context &context);
    /// \a count asks the database.
    explicit LiveSessions(std::function<Result<qint64>()> count);

    /// Counted just now or a little while ago; nothing if the database has not answered yet.
    [[nodiscard]] std::optional<qint64> count();

private:
    using SteadyClock = std::chrono::steady_clock;

    [[nodiscard]] std::optional<qint64> last() const;

    const std::function<Result<qint64>()> m_ask;
    std::atomic<qint64> m_last{-1}; ///< negative: none yet
    std::mutex m_mutex; ///< held by the one that counts; guards what follows
    SteadyClock::time_point m_next{}; ///< when to count again
};

} // namespace tokendesk::auth
