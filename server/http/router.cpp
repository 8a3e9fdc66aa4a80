// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/router.h"

#include "server/http/answers.h"
#include "server/http/fields.h"
#include "server/http/metadata.h"

#include <algorithm>
#include <array>

namespace tokendesk::http {
namespace {

constexpr std::array kRoutes = {
    Route{"/api/token/", Action::Login, "Custom Token Obtain Pair", false, false, kLoginFields},
    Route{"/account/api/token/", Action::Login, "Custom Token Obtain Pair", false, false,
          kLoginFields},
    Route{"/api/token/refresh/", Action::Refresh, "Token Refresh", false, false, kRefreshFields},
    Route{"/api/token/verify/", Action::Verify, "Token Verify", false, false, kTokenFields},
    Route{"/api/token/blacklist/", Action::Blacklist, "Token Blacklist", false, false,
          kRefreshFields},
    Route{"/logout/", Action::Logout, "Logout", false, false, {}},
    Route{"/account/logout/", Action::Logout, "Logout", false, false, {}},
    Route{"/account/profile", Action::Profile, "Profile", true, true, {}},
    Route{"/api/token/sliding/", Action::SlidingLogin, "Token Obtain Sliding", false, false,
          kLoginFields},
    Route{"/api/token/sliding/refresh/", Action::SlidingRefresh, "Token Refresh Sliding", false,
          false, kTokenFields},
    Route{"/health/live", Action::Live, "Live", true, false, {}},
    Route{"/health/ready", Action::Ready, "Ready", true, false, {}},
    Route{"/metrics", Action::Metrics, "Metrics", true, false, {}},
    Route{kKeySetPath, Action::KeySet, "Key Set", true, false, {}},
    Route{"/.well-known/oauth-authorization-server",
          Action::Metadata,
          "Authorization Server Metadata",
          true,
          false,
          {}},
    Route{"/.well-known/openid-configuration",
          Action::Metadata,
          "Authorization Server Metadata",
          true,
          false,
          {}},
    Route{kIntrospectionPath, Action::Introspect, "Token Introspection", false, false,
          kTokenFields},
    Route{kRevocationPath, Action::RevokeToken, "Token Revocation", false, false, kTokenFields},
};

const Route *exactRoute(QByteArrayView path)
{
    const auto found = std::find_if(kRoutes.begin(), kRoutes.end(),
                                    [path](const Route &route) { return path == route.path; });
    return found == kRoutes.end() ? nullptr : &*found;
}

/// Whether a media range of an Accept header covers a renderer of ours. Precedence does not matter
/// while there is one representation.
bool coversJson(QByteArrayView range)
{
    const qsizetype end = range.indexOf(';');
    const QByteArray type = (end < 0 ? range : range.first(end)).trimmed().toByteArray().toLower();
    return type == "*/*" || type == "application/*" || type == "application/json"
           || type == "text/*" || type == "text/html";
}

} // namespace

std::span<const Route> routes() { return kRoutes; }

Routing findRoute(QByteArrayView path, const token::Policy &policy)
{
    if (const Route *route = exactRoute(path))
        return {route, false};
    if (path.endsWith('/'))
        return {};
    const Route *route = exactRoute(QByteArray(path.toByteArray() + '/'));
    return {route, route != nullptr && policy.redirectMissingSlash};
}

bool acceptsJson(const ApiRequest &request)
{
    bool sawHeader = false;
    for (const Header &header : request.headers) {
        if (header.first.compare("Accept", Qt::CaseInsensitive) != 0)
            continue;
        sawHeader = true;
        const QList<QByteArray> ranges = header.second.split(',');
        if (std::any_of(ranges.begin(), ranges.end(),
                        [](const QByteArray &range) { return coversJson(range); }))
            return true;
    }
    return !sawHeader;
}

bool knowsFormat(const ApiRequest &request)
{
    for (const QByteArray &pair : request.query.split('&')) {
        if (pair.startsWith("format=") && pair != "format=json" && pair != "format=api")
            return false;
    }
    return true;
}

ApiResponse describe(const Route &route)
{
    QByteArray body = "{\"name\":\"";
    body += route.name;
    body += "\",\"description\":\"\",\"renders\":[\"application/json\",\"text/html\"],\"parses\":";
    body += route.isOAuth() ? "[\"application/x-www-form-urlencoded\"]"
                            : "[\"application/json\",\"application/x-www-form-urlencoded\","
                              "\"multipart/form-data\"]";
    if (!route.fields.empty()) {
        body += ",\"actions\":{\"POST\":{";
        bool first = true;
        for (const FieldRule &field : route.fields) {
            body += first ? "\"" : ",\"";
            body += field.name;
            body += "\":{\"type\":\"string\",\"required\":true,\"read_only\":false,\"label\":\"";
            body += field.label;
            body += "\"}";
            first = false;
        }
        body += "}}";
    }
    body += '}';
    return jsonAnswer(200, std::move(body));
}

} // namespace tokendesk::http
