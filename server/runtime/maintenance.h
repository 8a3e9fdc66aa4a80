// SPDX-License-Identifier: GPL-3.0-or-later
// Service: retention, in the background.
#pragma once

#include "server/auth/context.h"
#include "server/base/result.h"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace tokendesk::auth {
class KeyAdmin;
} // namespace tokendesk::auth

namespace tokendesk {

/// Deletes what nobody needs any more, in batches of at most 500 rows through the writer, and
/// forgets revocations whose access tokens have expired; lets keys sign whose date has come and
/// keys leave whose last token has expired. Source: DESIGN section 5. Thread: any.
class Maintenance
{
public:
    static constexpr std::chrono::milliseconds kInterval{60'000};

    /// Works every \a interval in a thread of its own; 0: only when run() is called.
    Maintenance(const auth::Context &context, auth::KeyAdmin &keys,
                std::chrono::milliseconds interval = kInterval);
    /// Ends after the batch at hand.
    ~Maintenance();
    Maintenance(const Maintenance &) = delete;
    Maintenance &operator=(const Maintenance &) = delete;

    /// Does all there is to do now, in the calling thread, which must not be the writer's; the
    /// number of rows deleted. Errors: StoreUnavailable, Busy.
    Result<int> run();

private:
    void loop();
    [[nodiscard]] bool isStopping();
    [[nodiscard]] Result<int> purgeBatch();
    [[nodiscard]] Result<int> turnKeys();

    const auth::Context &m_context;
    auth::KeyAdmin &m_keys;
    const std::chrono::milliseconds m_interval;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_stop = false;
    std::thread m_thread;
};

} // namespace tokendesk
