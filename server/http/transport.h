// SPDX-License-Identifier: GPL-3.0-or-later
// Service: one worker thread with its gate, its QHttpServer and its handler.
#pragma once

#include "server/base/result.h"
#include "server/http/api.h"
#include "server/http/gateserver.h"

#include <chrono>
#include <memory>

namespace tokendesk::http {

class TransportThread;
class WorkerCore;

/// A thread that serves the connections it is given. Thread: that of its owner, unless said
/// otherwise.
class Worker final
{
public:
    Worker();
    ~Worker();
    Worker(const Worker &) = delete;
    Worker &operator=(const Worker &) = delete;

    /// Starts the thread and makes the handler in it; returns when it serves. Errors: Internal.
    [[nodiscard]] Result<void> start(std::shared_ptr<GateShared> shared,
                                     std::shared_ptr<const GateConfig> config,
                                     const HandlerFactory &factory);
    /// Hands over a connected descriptor. Thread: any, while started.
    void adopt(qintptr descriptor);
    /// New connections and requests follow \a config.
    void configure(std::shared_ptr<const GateConfig> config);
    /// Connections that exist end with their current request.
    void retire();
    /// Applies the deadlines; returns when done.
    void sweep();
    /// Begins to end: no new request, at most \a patience for those in flight.
    void beginStop(std::chrono::milliseconds patience);
    /// Waits for the end that beginStop() began.
    void join();

private:
    std::unique_ptr<WorkerCore> m_core; ///< made, used and deleted in the thread
    std::unique_ptr<TransportThread> m_thread;
};

} // namespace tokendesk::http
