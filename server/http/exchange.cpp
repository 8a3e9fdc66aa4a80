// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/exchange.h"

#include "server/http/answers.h"
#include "server/http/cors.h"

#include <algorithm>
#include <optional>

namespace tokendesk::http {

void Exchange::fail(const Error &error) const { finish(failureAnswer(error), &error); }

void Exchange::refuse(const Error &error) const
{
    if (isRefusal(error))
        answer(errorAnswer(error));
    else
        fail(error);
}

void Exchange::finish(ApiResponse response, const Error *error) const
{
    const int status = response.status;
    const bool describesRoute = route && status != 301 && status != 204;
    if (describesRoute) {
        response.headers.emplace_back("Allow", route->allow());
        response.headers.emplace_back("Vary", varyByOrigin ? "Accept, Origin" : "Accept");
    } else if (varyByOrigin) {
        response.headers.emplace_back("Vary", "Origin");
    }
    const bool saysItself =
        std::any_of(response.headers.begin(), response.headers.end(),
                    [](const Header &header) { return header.first == "Cache-Control"; });
    if (!saysItself)
        response.headers.emplace_back("Cache-Control", "no-store");
    if (status == 401)
        response.headers.emplace_back("WWW-Authenticate", challenge);
    if (status >= 500) // for whoever asks the administrator, to be found in the log
        response.headers.emplace_back("X-Request-Id", QByteArray::number(id));
    if (likePeer) // the contract has it so; else the transport says no-referrer (SECURITY R87)
        response.headers.emplace_back("Referrer-Policy", "same-origin");
    if (!origin.isEmpty())
        CorsRules::addOrigin(response, origin);

    const auto duration = std::chrono::steady_clock::now() - start;
    const qsizetype bytes = response.body.size();
    reply.send(std::move(response),
               [route = route, id = id, method = method, peer = peer, counters = counters,
                log = log, status, duration, bytes,
                error = error ? std::optional<Error>(*error) : std::nullopt](bool written) {
                   const std::size_t index =
                       route ? static_cast<std::size_t>(route - routes().data()) : routes().size();
                   if (written)
                       counters->countRequest(index, method, status, duration);
                   log->note({id, method, route ? route->path : "other", status, duration, peer,
                              bytes, error ? &*error : nullptr, written});
               });
}

} // namespace tokendesk::http
