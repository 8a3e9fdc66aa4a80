// SPDX-License-Identifier: GPL-3.0-or-later
// Service: which web pages of other origins may call from a browser.
#pragma once

#include "server/auth/policystore.h"
#include "server/http/api.h"
#include "server/http/router.h"

#include <QSet>

namespace tokendesk::http {

/// The rules of one set of settings. Origins match exactly, credentials are never allowed, and
/// where none is configured no field of CORS appears at all. Source: the Fetch standard,
/// section 3.2; SECURITY R83.
class CorsRules
{
public:
    CorsRules() = default;
    explicit CorsRules(const auth::PolicySnapshot &policies);

    [[nodiscard]] bool isOn() const { return !m_origins.isEmpty(); }
    /// The Origin of \a request if it may call, else empty.
    [[nodiscard]] QByteArray allowedOrigin(const ApiRequest &request) const;
    /// Whether a browser asks in \a request, of an allowed origin, what it may send.
    [[nodiscard]] static bool isPreflight(const ApiRequest &request);
    /// Answer to a preflight for \a route; the origin is added to every answer by addOrigin().
    [[nodiscard]] ApiResponse preflight(const Route &route) const;
    /// Lets pages of \a origin read \a response.
    static void addOrigin(ApiResponse &response, const QByteArray &origin);

private:
    QSet<QByteArray> m_origins;
    QByteArray m_maxAge; ///< seconds
    QByteArray m_fields; ///< request fields that pages may set
};

} // namespace tokendesk::http
