// SPDX-License-Identifier: GPL-3.0-or-later
// Service: what administrators do with signing keys.
#pragma once

#include "server/auth/completion.h"
#include "server/auth/context.h"
#include "server/auth/policyloader.h"
#include "server/base/secretbytes.h"
#include "server/store/configrepository.h"

#include <vector>

namespace tokendesk::auth {

/// A signing key without its material.
struct KeyEntry
{
    store::KeyRow row; ///< `wrapped` is empty
    qint64 liveSessions = 0;
};

/// An HMAC key from elsewhere.
struct KeyOrder
{
    QString algorithm; ///< "HS256", "HS384" or "HS512"
    SecretBytes material; ///< raw bytes
    bool activate = true; ///< signs from now on; the key that did is retiring
    bool allowWeak = false; ///< take a short or known secret, with a lasting warning
};

/// Lists, imports and generates signing keys; a new one is in force in this process before the
/// completion is called. Thread: any. Errors of all: StoreUnavailable.
class KeyAdmin
{
public:
    KeyAdmin(const Context &context, PolicyLoader &loader, const SecretBytes &wrapKey)
        : m_context(context), m_loader(loader), m_wrapKey(wrapKey)
    {
    }

    /// Oldest first.
    [[nodiscard]] Result<std::vector<KeyEntry>> list() const;

    /// Errors: InvalidArgument (algorithm), KeyTooShort, KeyInvalid, AlreadyExists, Conflict (as
    /// many keys as a ring may hold), Busy.
    void import(KeyOrder order, Actor actor, Completion<KeyEntry> done);
    /// Generates an HS256 key of 64 random bytes if there is no key at all, by whichever process
    /// comes first; true if it was this call.
    void generateFirst(Actor actor, Completion<bool> done);

private:
    [[nodiscard]] Result<KeyEntry> insert(store::Connection &connection, store::KeyRow row,
                                          const Actor &actor);
    [[nodiscard]] Result<void> publish();

    const Context &m_context;
    PolicyLoader &m_loader;
    const SecretBytes &m_wrapKey;
};

} // namespace tokendesk::auth
