// SPDX-License-Identifier: GPL-3.0-or-later
// Service: /oauth/introspect and /oauth/revoke.
#pragma once

#include "server/auth/clientauth.h"
#include "server/http/exchange.h"
#include "server/http/oauthform.h"

namespace tokendesk::http {

/// WWW-Authenticate of a 401 of these endpoints. Source: RFC 6749 section 5.2; RFC 7617 section 2.
inline constexpr const char *kClientChallenge = "Basic realm=\"oauth\", charset=\"UTF-8\"";

/// Serves one worker thread. Errors have the shape of RFC 6749 section 5.2.
class OAuthEndpoints
{
public:
    /// Both outlive it.
    OAuthEndpoints(const auth::Context &context, auth::TokenService &tokens)
        : m_tokens(tokens), m_clients(context)
    {
    }

    /// Tells a registered client whether a token is active, and of an active one whose it is.
    /// Source: RFC 7662.
    void introspect(const ApiRequest &request, const Exchange &exchange,
                    const auth::Client &client);
    /// Ends the session of a token. Whoever holds the token may do so, as at logout: tokens here
    /// are nobody's but the user's, and what logs in with a password is a public client. So no
    /// client has to say who it is; one that does must be right, and stands in the event. A token
    /// that is no good is good enough for 200. Source: RFC 7009 sections 2.1 and 2.2.
    void revoke(const ApiRequest &request, const Exchange &exchange, const auth::Client &client);

private:
    enum class Anonymous { Allowed, Refused };
    /// The client, empty for an anonymous one; nothing if the answer was, or will be, given.
    [[nodiscard]] std::optional<QString> authenticate(const ApiRequest &request,
                                                      const OAuthForm &form,
                                                      const Exchange &exchange,
                                                      const auth::Client &client,
                                                      Anonymous anonymous);

    auth::TokenService &m_tokens;
    auth::ClientAuth m_clients;
};

} // namespace tokendesk::http
