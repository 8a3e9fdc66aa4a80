// SPDX-License-Identifier: GPL-3.0-or-later
// Service: from username and password to the first tokens of a session.
#pragma once

#include "server/auth/tokenservice.h"
#include "server/base/secretbytes.h"

namespace tokendesk::auth {

/// Logs in for one worker thread. Unknown, wrong and inactive get one answer at one cost, the hash
/// being computed on the hashing threads. Thread: one; the completion runs elsewhere. Source:
/// contract section 2; SECURITY R65–R69.
class LoginService
{
public:
    explicit LoginService(const Context &context);

    /// \a kind decides between a pair and a sliding token. A refusal is BadCredentials, Throttled
    /// (before any hash, or because others used up the tries meanwhile), or Failed with Busy,
    /// Timeout or StoreUnavailable. Busy is told no sooner than a hash would have had its turn.
    void login(const QString &username, SecretBytes password, SessionKind kind,
               const Client &client, TokenDone done);

private:
    const Context &m_context;
    PolicyStore::Cached m_policies;
};

} // namespace tokendesk::auth
