// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/router.h"

#include "server/http/answers.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <unordered_map>

namespace tokendesk::http {
namespace {

using RouteMap = std::unordered_map<std::string_view, const Route *>;

/// Routes without a parameter, by path.
const RouteMap &exactRoutes()
{
    static const RouteMap map = [] {
        RouteMap made;
        for (const Route &route : routes()) {
            if (std::string_view(route.path).find('{') == std::string_view::npos)
                made.emplace(route.path, &route);
        }
        return made;
    }();
    return map;
}

const Route *exactRoute(QByteArrayView path)
{
    const auto found =
        exactRoutes().find(std::string_view(path.data(), static_cast<std::size_t>(path.size())));
    return found == exactRoutes().end() ? nullptr : found->second;
}

/// The text that stands in the place of the segment in braces; nothing if \a path is another.
std::optional<QByteArray> parameterOf(QByteArrayView pattern, QByteArrayView path)
{
    const qsizetype open = pattern.indexOf('{');
    if (open < 0)
        return std::nullopt;
    const QByteArrayView head = pattern.first(open);
    const QByteArrayView tail = pattern.sliced(pattern.indexOf('}') + 1);
    if (path.size() <= head.size() + tail.size() || !path.startsWith(head) || !path.endsWith(tail))
        return std::nullopt;
    const QByteArrayView text = path.sliced(head.size()).chopped(tail.size());
    if (text.contains('/'))
        return std::nullopt;
    return text.toByteArray();
}

Routing routeWithParameter(QByteArrayView path)
{
    for (const Route &route : routes()) {
        if (auto parameter = parameterOf(route.path, path))
            return {&route, false, *std::move(parameter)};
    }
    return {};
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

Routing findRoute(QByteArrayView path, const token::Policy &policy)
{
    if (const Route *route = exactRoute(path))
        return {route, false};
    if (path.endsWith('/'))
        return {};
    if (const Route *route = exactRoute(QByteArray(path.toByteArray() + '/')))
        return {route, policy.redirectMissingSlash};
    return routeWithParameter(path);
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
    body += route.access == Access::Client
                ? "[\"application/x-www-form-urlencoded\"]"
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
