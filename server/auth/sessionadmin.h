// SPDX-License-Identifier: GPL-3.0-or-later
// Service: what administrators do with sessions.
#pragma once

#include "server/auth/completion.h"
#include "server/auth/context.h"
#include "server/auth/policyloader.h"
#include "server/base/session.h"

#include <vector>

namespace tokendesk::auth {

/// Lists and ends sessions. Ended ones are in the revocation set before the completion is called.
/// Reads on the calling thread's connection. Thread: any. Errors of all: StoreUnavailable; of
/// changes also Busy.
class SessionAdmin
{
public:
    /// Ending more sessions than this at once leaves one summary event instead of one event for
    /// each.
    static constexpr std::size_t kEventsPerCall = 1'000;

    SessionAdmin(const Context &context, PolicyLoader &loader)
        : m_context(context), m_loader(loader)
    {
    }

    [[nodiscard]] Result<Page<Session>> list(const SessionQuery &query) const;
    /// Errors: NotFound.
    [[nodiscard]] Result<Session> find(SessionId id) const;
    [[nodiscard]] Result<qint64> countLive() const;

    /// Ends those of \a ids that are live; the number of sessions ended.
    void end(std::vector<SessionId> ids, Actor actor, Completion<int> done);
    /// Errors: NotFound if there is no such user.
    void endOfUser(UserId user, Actor actor, Completion<int> done);
    void endAll(Actor actor, Completion<int> done);

private:
    const Context &m_context;
    PolicyLoader &m_loader;
};

} // namespace tokendesk::auth
