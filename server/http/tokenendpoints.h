// SPDX-License-Identifier: GPL-3.0-or-later
// Service: the routes that the peer has too.
#pragma once

#include "server/auth/loginservice.h"
#include "server/auth/tokenservice.h"
#include "server/http/exchange.h"

namespace tokendesk::http {

/// Serves login, refresh, verify, blacklist, logout, profile and the sliding tokens as the contract
/// has them. Thread: one.
class TokenEndpoints
{
public:
    /// \a context and \a tokens outlive it.
    TokenEndpoints(const auth::Context &context, auth::TokenService &tokens)
        : m_tokens(tokens), m_logins(context)
    {
    }

    /// \a bearer has a user where the route asks for one.
    void serve(Action action, const ApiRequest &request, const auth::Bearer &bearer,
               const Exchange &exchange);

private:
    void login(const ApiRequest &request, const Exchange &exchange, SessionKind kind);
    void verify(QByteArrayView token, const Exchange &exchange);
    void blacklist(const ApiRequest &request, const QByteArray &token, const Exchange &exchange);
    void logout(const ApiRequest &request, const Exchange &exchange);
    [[nodiscard]] bool mayRevoke(const ApiRequest &request, QByteArrayView token);
    [[nodiscard]] auth::TokenDone tokensDone(const Exchange &exchange);
    [[nodiscard]] auth::TokenDone loginDone(const Exchange &exchange);

    auth::TokenService &m_tokens;
    auth::LoginService m_logins;
};

} // namespace tokendesk::http
