// SPDX-License-Identifier: GPL-3.0-or-later
// Service: what administrators do with OAuth clients.
#pragma once

#include "server/auth/completion.h"
#include "server/auth/context.h"
#include "server/base/secretbytes.h"
#include "server/store/clientrepository.h"

#include <memory>
#include <vector>

namespace tokendesk::auth {

/// A client and its new secret, which nobody can read ever again. The row has no hash.
struct ClientSecret
{
    store::ClientRow client;
    std::shared_ptr<const SecretBytes> secret; ///< 43 characters of base64url
};

/// Lists and changes the services that may ask about tokens; a change counts with the next request
/// in every process. Rows handed out have no hash. Thread: any. Errors of all: StoreUnavailable; of
/// changes also Busy; NotFound where a client is named.
class ClientAdmin
{
public:
    /// Clients at most.
    static constexpr std::size_t kLimit = 100;
    /// Characters of an id and of a name at most.
    static constexpr qsizetype kLongestId = 64;
    static constexpr qsizetype kLongestName = 150;

    explicit ClientAdmin(const Context &context) : m_context(context) { }

    /// By id.
    [[nodiscard]] Result<std::vector<store::ClientRow>> list() const;

    /// \a id has letters, digits and - . _ ~, the first a letter or digit, so that it is the same
    /// in every encoding; an empty \a name is the id. Errors: InvalidArgument with field "client"
    /// or "name", AlreadyExists, Conflict (there are as many as there may be).
    void add(const QString &id, const QString &name, Actor actor, Completion<ClientSecret> done);
    /// The old secret is refused from now on.
    void rotateSecret(const QString &id, Actor actor, Completion<ClientSecret> done);
    /// Setting what is set already is no error, and no event.
    void setEnabled(const QString &id, bool isEnabled, Actor actor,
                    Completion<store::ClientRow> done);
    /// The client as it was.
    void remove(const QString &id, Actor actor, Completion<store::ClientRow> done);

private:
    const Context &m_context;
};

} // namespace tokendesk::auth
