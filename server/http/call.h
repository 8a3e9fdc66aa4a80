// SPDX-License-Identifier: GPL-3.0-or-later
// Value: one request of a bearer, as the endpoints beyond the peer's work with it.
#pragma once

#include "server/auth/tokenservice.h"
#include "server/http/api.h"
#include "server/http/exchange.h"

namespace tokendesk::http {

/// Copies stand for the same request. Thread: any.
struct Call
{
    ApiRequest request;
    QByteArray parameter; ///< text of the path's segment in braces
    Exchange exchange;
    auth::UserPtr user; ///< whose token it is
    std::optional<SessionId> session; ///< the token's

    /// For the audit log.
    [[nodiscard]] auth::Actor actor() const
    {
        return {user->user.username, request.peer.toString(), request.id, QStringLiteral("http")};
    }
};

/// Who sent \a request, as noted in sessions.
[[nodiscard]] auth::Client clientOf(const ApiRequest &request);

} // namespace tokendesk::http
