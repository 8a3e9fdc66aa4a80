// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/auth/livesessions.h"

#include "server/store/database.h"
#include "server/store/sessionrepository.h"

#include <algorithm>

namespace tokendesk::auth {
namespace {

constexpr std::chrono::seconds kInterval{5};
constexpr int kShare = 100; // of the time at least this many times as much without counting

} // namespace

LiveSessions::LiveSessions(const Context &context)
    : LiveSessions([&context]() -> Result<qint64> {
          TRY_ASSIGN(store::Connection * connection, context.database.connection());
          return store::SessionRepository(*connection).countLive(context.clock.now());
      })
{
}

LiveSessions::LiveSessions(std::function<Result<qint64>()> count) : m_ask(std::move(count)) { }

std::optional<qint64> LiveSessions::last() const
{
    const qint64 known = m_last.load();
    return known < 0 ? std::nullopt : std::optional(known);
}

std::optional<qint64> LiveSessions::count()
{
    const std::unique_lock lock(m_mutex, std::try_to_lock);
    if (!lock)
        return last();
    const auto start = SteadyClock::now();
    if (start >= m_next) {
        if (const Result<qint64> counted = m_ask())
            m_last.store(*counted);
        const auto end = SteadyClock::now();
        m_next = end + std::max<SteadyClock::duration>(kInterval, (end - start) * kShare);
    }
    return last();
}

} // namespace tokendesk::auth
