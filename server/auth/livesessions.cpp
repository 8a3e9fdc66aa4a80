// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/auth/livesessions.h"

#include "server/store/database.h"
#include "server/store/sessionrepository.h"

#include <algorithm>

namespace tokendesk::auth {
namespace {

constexpr std::chrono::seconds kInterval{5};
constexpr int kShare = 100; // of the time at least this many times as much without counting

Result<qint64> countNow(const Context &context)
{
    TRY_ASSIGN(store::Connection * connection, context.database.connection());
    return store::SessionRepository(*connection).countLive(context.clock.now());
}

} // namespace

std::optional<qint64> LiveSessions::count()
{
    const std::lock_guard lock(m_mutex);
    const auto start = SteadyClock::now();
    if (start < m_next)
        return m_count;
    if (const Result<qint64> counted = countNow(m_context))
        m_count = *counted;
    const auto end = SteadyClock::now();
    m_next = end + std::max<SteadyClock::duration>(kInterval, (end - start) * kShare);
    return m_count;
}

} // namespace tokendesk::auth
