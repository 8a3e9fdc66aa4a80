// SPDX-License-Identifier: GPL-3.0-or-later
// Values and functions: which path is served how, and what holds for all of them.
#pragma once

#include "server/auth/policystore.h"
#include "server/http/api.h"
#include "server/http/requestbody.h"

#include <span>

namespace tokendesk::http {

/// What an endpoint does.
enum class Action {
    Login,
    Refresh,
    Verify,
    Blacklist,
    Logout,
    Profile,
    SlidingLogin,
    SlidingRefresh,
    Live,
    Ready,
    Metrics,
    KeySet,
    Metadata,
    Introspect,
    RevokeToken
};

/// One row of the route table.
struct Route
{
    const char *path;
    Action action;
    const char *name; ///< as OPTIONS tells it
    bool isGet; ///< GET and HEAD, else POST
    bool needsBearer; ///< authentication comes before the method is looked at
    std::span<const FieldRule> fields; ///< those of the serializer, for OPTIONS

    /// Whether the endpoint is one of OAuth, which takes forms alone and knows clients.
    [[nodiscard]] bool isOAuth() const
    {
        return action == Action::Introspect || action == Action::RevokeToken;
    }
    /// Whether the endpoint has one media type, whatever is asked for.
    [[nodiscard]] bool hasOwnType() const
    {
        return action == Action::Metrics || action == Action::KeySet || action == Action::Metadata;
    }

    [[nodiscard]] QByteArray allow() const
    {
        return isGet ? QByteArrayLiteral("GET, HEAD, OPTIONS") : QByteArrayLiteral("POST, OPTIONS");
    }
};

/// What to do with a path.
struct Routing
{
    const Route *route = nullptr;
    bool redirect = false; ///< the peer would send a 301 to the path with its slash
};

[[nodiscard]] std::span<const Route> routes();
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
