// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/bearer.h"

#include "server/http/answers.h"

namespace tokendesk::http {

QList<QByteArray> credentialsOf(const ApiRequest &request, const token::Policy &policy)
{
    return request.header(policy.headerName).toByteArray().simplified().split(' ');
}

auth::Bearer authenticate(const ApiRequest &request, const Exchange &exchange, Access access,
                          auth::TokenService &tokens)
{
    const token::Policy &policy = tokens.policy().policy;
    const QList<QByteArray> parts = credentialsOf(request, policy);
    if (!policy.headerTypes.contains(parts.first())) {
        exchange.answer(detailAnswer(401, "Authentication credentials were not provided."));
        return {};
    }
    if (parts.size() != 2 || request.headerCount(policy.headerName) > 1) {
        exchange.answer(detailAnswer(401,
                                     "Authorization header must contain two space-delimited values",
                                     "bad_authorization_header"));
        return {};
    }
    auth::Bearer bearer = access == Access::Bearer ? tokens.authenticate(parts[1])
                                                   : tokens.authenticateLive(parts[1]);
    if (bearer.verdict.accepted())
        return bearer;
    if (!isUndecided(bearer, exchange))
        exchange.answer(bearerRefusal(bearer.verdict, bearer.error, policy));
    return {};
}

bool isUndecided(const auth::Bearer &bearer, const Exchange &exchange)
{
    if (bearer.verdict.accepted())
        return false;
    exchange.counters->countRefusal(bearer.verdict.cause());
    if (bearer.verdict.cause() != token::Cause::FactsUnavailable)
        return false;
    exchange.fail(bearer.error);
    return true;
}

} // namespace tokendesk::http
