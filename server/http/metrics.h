// SPDX-License-Identifier: GPL-3.0-or-later
// Service: what /metrics tells.
#pragma once

#include "server/auth/livesessions.h"
#include "server/http/httpserver.h"
#include "server/token/verdict.h"

#include <array>
#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

namespace tokendesk::http {

/// How a login, or the authentication of an OAuth client, ended.
enum class LoginResult { Succeeded, Failed, Throttled, Unavailable };

/// What one worker counts. Counting is a few relaxed additions in memory that no other worker
/// writes; sums are made when somebody asks. Thread: any, for answers are given in several.
class WorkerCounters
{
public:
    /// Routes that are told apart: those of the table and, last, everything else.
    static constexpr std::size_t kRouteLimit = 96;
    /// Upper bounds of the classes of duration; beyond the last there is one more.
    static constexpr std::array<std::chrono::microseconds, 14> kBounds = {
        std::chrono::microseconds{250},       std::chrono::microseconds{500},
        std::chrono::microseconds{1'000},     std::chrono::microseconds{2'500},
        std::chrono::microseconds{5'000},     std::chrono::microseconds{10'000},
        std::chrono::microseconds{25'000},    std::chrono::microseconds{50'000},
        std::chrono::microseconds{100'000},   std::chrono::microseconds{250'000},
        std::chrono::microseconds{500'000},   std::chrono::microseconds{1'000'000},
        std::chrono::microseconds{2'500'000}, std::chrono::microseconds{10'000'000}};
    /// Methods that are told apart; the last stands for all others.
    static constexpr std::array<const char *, 8> kMethods = {"GET", "HEAD",  "POST",   "OPTIONS",
                                                             "PUT", "PATCH", "DELETE", "other"};

    void countRequest(std::size_t route, QByteArrayView method, int status,
                      std::chrono::nanoseconds duration);
    void countRefusal(token::Cause cause);
    void countLogin(LoginResult result);
    void countClient(LoginResult result);

private:
    friend class Metrics;
    using Count = std::atomic<quint64>;
    static constexpr std::size_t kClasses = 5; ///< 1xx to 5xx

    struct RouteCounts
    {
        std::array<std::array<Count, kClasses>, kMethods.size()> requests{};
        std::array<Count, kBounds.size() + 1> durations{}; ///< not cumulative
        Count nanoseconds{0};
    };
    std::array<RouteCounts, kRouteLimit> m_routes{};
    std::array<Count, static_cast<std::size_t>(token::Cause::Count)> m_refusals{};
    std::array<Count, 4> m_logins{};
    std::array<Count, 4> m_clients{};
};

/// Adds up the counters of all workers, asks the rest of the server for its own, and writes it all.
/// Thread: any.
class Metrics
{
public:
    /// \a http tells of the transport, if there is one.
    Metrics(const auth::Context &context, std::function<HttpStatistics()> http);

    /// Counters for one more worker. Those of a worker that is gone are handed on, sums and all.
    [[nodiscard]] std::shared_ptr<WorkerCounters> forWorker();
    /// Prometheus text format 0.0.4.
    [[nodiscard]] QByteArray text();

private:
    struct Sums;
    [[nodiscard]] std::unique_ptr<Sums> sums();

    const auth::Context &m_context;
    const std::function<HttpStatistics()> m_http;
    auth::LiveSessions m_liveSessions;
    std::mutex m_mutex; ///< guards the list
    std::vector<std::shared_ptr<WorkerCounters>> m_workers;
};

} // namespace tokendesk::http
