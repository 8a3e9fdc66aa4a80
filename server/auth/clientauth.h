// SPDX-License-Identifier: GPL-3.0-or-later
// Service: whether a service is the OAuth client it says it is.
#pragma once

#include "server/auth/context.h"
#include "server/auth/policystore.h"
#include "server/auth/tokenservice.h"
#include "server/base/secretbytes.h"

#include <functional>

namespace tokendesk::auth {

/// What a client shows of itself. Source: RFC 6749 section 2.3.1.
struct ClientCredentials
{
    QString id;
    SecretBytes secret;
};

/// What is stored of a client's secret: its SHA-256, 32 bytes. No salt and no stretching, for the
/// secrets are 256 random bits; and no key of the installation, so that a change of the key file
/// leaves the clients working.
[[nodiscard]] QByteArray clientSecretHash(const SecretBytes &secret);

/// Judges credentials for one worker thread, by the database: what any process has changed counts
/// with the next request. Wrong credentials count against the address they come from, together
/// with its wrong passwords and by the same limit (login_address_failures), whether or not logins
/// are throttled. They count against no client: nobody guesses a secret of 256 bits, but a stranger
/// could shut a client out. The right secret is never refused at an address that the client has
/// come from within 30 days. Thread: one; completions run elsewhere and
/// do not touch the object. Source: RFC 6749 section 2.3.1; SECURITY R57, R67.
class ClientAuth
{
public:
    /// How exact store::ClientRow::lastUsedAt is: a write for each request would be too many.
    static constexpr std::chrono::minutes kUseInterval{1};

    explicit ClientAuth(const Context &context);

    /// Called once, in the caller's or the writer's thread; must not block.
    using Refused = std::function<void(const Refusal &)>;

    /// Whether these are the credentials of a client. If not, \a refused is told why once the
    /// attempt has been counted: BadCredentials, whatever is wrong with them, Throttled, or Failed.
    [[nodiscard]] bool accepts(const ClientCredentials &credentials, const Client &client,
                               const Refused &refused);

private:
    /// False: \a refused is told once the attempt has been counted.
    [[nodiscard]] tl::expected<bool, Refusal> judge(const ClientCredentials &credentials,
                                                    const Client &client, const Refused &refused);

    const Context &m_context;
    PolicyStore::Cached m_policies;
};

} // namespace tokendesk::auth
