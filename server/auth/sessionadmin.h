// SPDX-License-Identifier: GPL-3.0-or-later
// Service: what administrators, and users with their own, do with sessions.
#pragma once

#include "server/auth/completion.h"
#include "server/auth/context.h"
#include "server/auth/endeverything.h"
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
        : m_context(context), m_loader(loader), m_everything(context, loader)
    {
    }

    [[nodiscard]] Result<Page<Session>> list(const SessionQuery &query) const;
    /// Errors: NotFound.
    [[nodiscard]] Result<Session> find(SessionId id) const;
    [[nodiscard]] Result<qint64> countLive() const;

    /// Ends those of \a ids that are live; the number of sessions ended.
    void end(std::vector<SessionId> ids, Actor actor, Completion<int> done);
    /// The same for sessions of \a user by the user, all or none. Errors: NotFound, also for
    /// somebody else's.
    void endOwn(UserId user, std::vector<SessionId> ids, Actor actor, Completion<int> done);
    /// Ends all sessions of \a user by the user, but \a keep, and refuses all that was issued
    /// before to the user besides. Errors: NotFound.
    void endOthers(UserId user, std::optional<SessionId> keep, Actor actor, Completion<int> done);
    /// Ends all sessions of \a user, and refuses all that was issued before to the user besides:
    /// tokens that no session stands for, and in a preset without immediate revocation the access
    /// tokens. Errors: NotFound.
    void endOfUser(UserId user, Actor actor, Completion<int> done);
    /// The same for everybody, as EndEverything does it: whatever was live is refused from the
    /// first of several transactions on.
    void endAll(Actor actor, Completion<int> done);
    /// The same as endOfUser(), or endAll() without a user, for the reason NotBefore: what the
    /// audit log and the list of sessions say is that earlier tokens were to be refused.
    void refuseEarlier(std::optional<UserId> user, Actor actor, Completion<int> done);
    /// Goes on with an endAll() or refuseEarlier() that a crash has interrupted, if there is one.
    void resumeEnding(Completion<int> done) { m_everything.resume(std::move(done)); }

private:
    void endFor(std::optional<UserId> user, EndReason reason, Actor actor, Completion<int> done);

    const Context &m_context;
    PolicyLoader &m_loader;
    EndEverything m_everything;
};

} // namespace tokendesk::auth
