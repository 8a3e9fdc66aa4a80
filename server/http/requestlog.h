// SPDX-License-Identifier: GPL-3.0-or-later
// Service: one line in the log for each request.
#pragma once

#include "server/base/logging.h"

#include <QHostAddress>

#include <atomic>
#include <chrono>

namespace tokendesk::http {

/// What a line tells of a request. Never its path, query, body, Authorization or Cookie: the route
/// is the one of the table. Source: SECURITY R98 to R100.
struct RequestRecord
{
    quint64 id = 0;
    QByteArrayView method;
    QByteArrayView route; ///< as in the route table
    int status = 0;
    std::chrono::nanoseconds duration{};
    QHostAddress peer;
    qsizetype bytes = 0; ///< of the answer's body
    const Error *error = nullptr; ///< why the server failed, if it did
    bool written = true; ///< false: nobody waited for the answer any more
};

/// Writes answers below 400 at level debug, refusals at info, failures of the server at warning. So
/// the usual request costs one comparison; and of the others at most kPerSecond a second of
/// refusals and as many of failures get a line, unless the level is debug: nobody fills a disk by
/// sending rubbish. The first line of the next second tells how many were left out. Thread: any;
/// never blocks on the log's sink where the logger writes in the background.
class RequestLog
{
public:
    static constexpr int kPerSecond = 100;

    /// \a log null: nothing is written. It outlives this.
    explicit RequestLog(Logger *log) : m_log(log) { }

    void note(const RequestRecord &record);

private:
    /// Lines of one second.
    struct Budget
    {
        std::atomic<qint64> second{0};
        std::atomic<int> lines{0}; ///< in that second
        std::atomic<qint64> skipped{0};

        /// Whether one more line fits into the second of \a now; \a left: lines left out before it.
        [[nodiscard]] bool admit(Instant now, qint64 &left);
    };

    Logger *const m_log;
    Budget m_refusals;
    Budget m_failures; ///< of the server; apart, so that no flood of refusals hides them
};

} // namespace tokendesk::http
