// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/cors.h"

namespace tokendesk::http {

CorsRules::CorsRules(const auth::PolicySnapshot &policies)
    : m_maxAge(QByteArray::number(
        static_cast<qint64>(policies.settings.duration(settings::kCorsMaxAge).count()))),
      m_fields(policies.policy.headerName.toLower() + ", content-type")
{
    for (const QString &origin : policies.settings.textList(settings::kCorsOrigins))
        m_origins.insert(origin.toLatin1());
}

QByteArray CorsRules::allowedOrigin(const ApiRequest &request) const
{
    const QByteArray origin = request.header("Origin").toByteArray();
    return m_origins.contains(origin) && request.headerCount("Origin") == 1 ? origin : QByteArray();
}

bool CorsRules::isPreflight(const ApiRequest &request)
{
    return request.method == "OPTIONS" && request.headerCount("Access-Control-Request-Method") == 1;
}

ApiResponse CorsRules::preflight(const Route &route) const
{
    ApiResponse response;
    response.status = 204;
    response.headers.emplace_back("Access-Control-Allow-Methods", route.allow());
    response.headers.emplace_back("Access-Control-Allow-Headers", m_fields);
    response.headers.emplace_back("Access-Control-Max-Age", m_maxAge);
    return response;
}

void CorsRules::addOrigin(ApiResponse &response, const QByteArray &origin)
{
    response.headers.emplace_back("Access-Control-Allow-Origin", origin);
    // What a page needs to act on a refusal, and may not read otherwise.
    if (response.status >= 400)
        response.headers.emplace_back("Access-Control-Expose-Headers",
                                      "Retry-After, WWW-Authenticate, X-Request-Id");
}

} // namespace tokendesk::http
