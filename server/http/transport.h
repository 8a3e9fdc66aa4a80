// SPDX-License-Identifier: GPL-3.0-or-later
// Service: one worker thread with its gate, its QHttpServer and its handler.
#pragma once

#include "server/base/result.h"
#include "server/http/api.h"
#include "server/http/gateserver.h"

#include <QObject>

#include <chrono>
#include <memory>

class QThread;

namespace tokendesk::http {

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
    std::unique_ptr<QThread> m_thread;
    WorkerCore *m_core = nullptr; ///< lives on the stack of the thread
};

} // namespace tokendesk::http
