// SPDX-License-Identifier: GPL-3.0-or-later
// Value: one request on its way, with what every answer to it carries.
#pragma once

#include "server/http/api.h"
#include "server/http/metrics.h"
#include "server/http/requestlog.h"
#include "server/http/router.h"

#include <chrono>
#include <memory>

namespace tokendesk::http {

/// Copies stand for the same request; the first answer counts. Thread: any.
struct Exchange
{
    const Route *route = nullptr; ///< null: no such path
    quint64 id = 0;
    QByteArray method;
    QHostAddress peer;
    QByteArray challenge; ///< WWW-Authenticate of a 401
    QByteArray origin; ///< web origin that may read the answer; empty: none
    bool varyByOrigin = false; ///< CORS is configured
    std::chrono::steady_clock::time_point start{};
    std::shared_ptr<WorkerCounters> counters;
    std::shared_ptr<RequestLog> log;
    Reply reply;
    bool likePeer = false; ///< preset simplejwt

    /// Answers, counts and logs.
    void answer(ApiResponse response) const { finish(std::move(response), nullptr); }
    /// Answers that the server cannot do it now, or at all; the log says why.
    void fail(const Error &error) const;
    /// Answers what a use case refuses, or fails, as \a error says.
    void refuse(const Error &error) const;

private:
    void finish(ApiResponse response, const Error *error) const;
};

} // namespace tokendesk::http
