// SPDX-License-Identifier: GPL-3.0-or-later
// Service: retention, in the background.
#pragma once

#include "server/auth/retention.h"
#include "server/auth/usecases.h"
#include "server/base/result.h"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

namespace tokendesk {

/// Tells whether the time of day goes as time does. Thread: one.
class ClockWatch
{
public:
    using Steady = std::chrono::steady_clock::time_point;

    /// A clock that gains more than this between two looks has leapt.
    static constexpr std::chrono::hours kTolerance{1};
    /// For so long after a leap nothing may be deleted for its age.
    static constexpr std::chrono::hours kCaution{24};

    /// Whether, as of this look, ages may be believed: the clock has not leapt ahead since it was
    /// looked at first, or not for a day. One that is wrong at the start cannot be told from one
    /// that is right.
    [[nodiscard]] bool look(Instant now, Steady steady);

private:
    std::optional<std::pair<Instant, Steady>> m_last;
    std::optional<Steady> m_leapt;
};

/// Lets Retention delete what nobody needs any more, and forgets revocations whose access tokens
/// have expired; goes on with what a crash has interrupted; lets keys sign whose date has come and
/// keys leave whose last token has expired. Source: DESIGN section 5. Thread: any.
class Maintenance
{
public:
    static constexpr std::chrono::milliseconds kInterval{60'000};

    /// Works every \a interval in a thread of its own; 0: only when run() is called.
    Maintenance(const auth::Context &context, const auth::UseCases &useCases,
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
    /// A turn of the thread; holds still while ages are not to be believed.
    Result<int> turn();
    [[nodiscard]] bool isStopping();
    [[nodiscard]] Result<int> turnKeys();
    /// Ends, or shortens, the sessions that a command to do so with all has left.
    [[nodiscard]] Result<int> resumeEnding();

    const auth::Context &m_context;
    const auth::UseCases m_useCases;
    auth::Retention m_retention;
    const std::chrono::milliseconds m_interval;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_stop = false;
    ClockWatch m_clockWatch; ///< of the thread
    std::thread m_thread;
};

} // namespace tokendesk
