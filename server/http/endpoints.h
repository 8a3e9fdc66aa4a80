// SPDX-License-Identifier: GPL-3.0-or-later
// Service: the API of the server, as handlers for the transport.
#pragma once

#include "server/auth/context.h"
#include "server/auth/usecases.h"
#include "server/http/api.h"
#include "server/http/httpserver.h"

#include <functional>

namespace tokendesk::http {

/// Makes the handlers that serve every route over \a context and \a useCases, which outlive them.
/// \a statistics tells /metrics of the transport.
[[nodiscard]] HandlerFactory makeApi(const auth::Context &context, const auth::UseCases &useCases,
                                     std::function<HttpStatistics()> statistics = {});

} // namespace tokendesk::http
