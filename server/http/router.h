// SPDX-License-Identifier: GPL-3.0-or-later
// Functions: which route serves a path, and what holds for all routes.
#pragma once

#include "server/http/api.h"
#include "server/http/routes.h"
#include "server/token/policy.h"

namespace tokendesk::http {

/// What to do with a path.
struct Routing
{
    const Route *route = nullptr;
    bool redirect = false; ///< the peer would send a 301 to the path with its slash
    QByteArray parameter = {}; ///< text of the segment in braces
};

/// The route of \a path. A missing trailing slash is forgiven, or redirected where the policy says
/// so.
[[nodiscard]] Routing findRoute(QByteArrayView path, const token::Policy &policy);

/// Whether the client takes JSON, as DRF's content negotiation sees it.
[[nodiscard]] bool acceptsJson(const ApiRequest &request);
/// Whether `?format=` names a renderer that exists.
[[nodiscard]] bool knowsFormat(const ApiRequest &request);
/// Answer to OPTIONS.
[[nodiscard]] ApiResponse describe(const Route &route);

} // namespace tokendesk::http
