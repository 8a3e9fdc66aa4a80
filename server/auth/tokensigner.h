// SPDX-License-Identifier: GPL-3.0-or-later
// Service: signs tokens that an administrator has written.
#pragma once

#include "server/auth/completion.h"
#include "server/auth/context.h"
#include "server/base/secretbytes.h"

#include <QByteArray>

#include <optional>

namespace tokendesk::auth {

/// What to sign.
struct SignOrder
{
    QByteArray header; ///< JSON; not looked at if the server's key signs
    QByteArray payload; ///< JSON
    std::optional<SecretBytes> key = std::nullopt; ///< none: the server's
    SecretBytes passphrase = {}; ///< of an encrypted PEM
};

/// The token, and its header as it was signed.
struct SignedText
{
    QByteArray token;
    QByteArray header;
    QByteArray kid;
};

/// Puts a signature on any claims. No session belongs to such a token, unless its `jti` is of one.
/// Thread: any.
class TokenSigner
{
public:
    explicit TokenSigner(const Context &context) : m_context(context) { }

    /// With a key of the order nothing is noted; with the server's key the event `token.signed`
    /// comes first, and without it there is no token. Whether \a actor may is for the caller to
    /// know. Errors: InvalidArgument with field "header", "payload" or "key" (a public key),
    /// KeyInvalid, NoSigningKey, StoreUnavailable, Busy.
    void sign(const SignOrder &order, Actor actor, Completion<SignedText> done) const;

private:
    void signForServer(const QByteArray &payload, Actor actor, Completion<SignedText> done) const;

    const Context &m_context;
};

} // namespace tokendesk::auth
