// SPDX-License-Identifier: GPL-3.0-or-later
// Service: access tokens that an administrator makes without a login.
#pragma once

#include "server/auth/completion.h"
#include "server/auth/context.h"
#include "server/base/user.h"

#include <QJsonObject>
#include <QStringList>

#include <chrono>
#include <optional>

namespace tokendesk::auth {

/// What token to make.
struct MintOrder
{
    UserId user = 0;
    QJsonObject claims; ///< in place of those of the same name; null leaves one out
    std::optional<std::chrono::seconds> lifetime; ///< none: that of access tokens
};

/// A token with the session that ends it.
struct Minted
{
    QByteArray token;
    SessionId session;
    Instant expiresAt{};
};

/// What an access token of a user would say.
struct ClaimsPreview
{
    QByteArray payload; ///< JSON as issued; `jti` and `sid` are samples
    qsizetype tokenBytes = 0; ///< of the whole token
    QStringList leftOut; ///< claims that are mapped but reserved
};

/// Makes access tokens for scripts and tests. Each has a session of its own, without a refresh
/// token, so that it can be seen and ended as any other. Thread: any.
class TokenMint
{
public:
    explicit TokenMint(const Context &context) : m_context(context) { }

    /// Errors: NotFound (the user), InvalidArgument with field "user" (inactive), "claim" (one that
    /// the token needs for itself, or too long a token) or "lifetime" (outside 10 s to 365 d),
    /// NoSigningKey, StoreUnavailable, Busy.
    void mint(const MintOrder &order, Actor actor, Completion<Minted> done) const;

    /// The claims that a login of \a user would bring right now, whether or not the user may log
    /// in; nothing is issued. On the calling thread's connection. Errors: NotFound, InvalidArgument
    /// with field "claims" (too long a token), NoSigningKey, StoreUnavailable.
    [[nodiscard]] Result<ClaimsPreview> preview(UserId user) const;

private:
    const Context &m_context;
};

} // namespace tokendesk::auth
