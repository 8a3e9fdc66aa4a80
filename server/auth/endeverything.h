// SPDX-License-Identifier: GPL-3.0-or-later
// Service: ends every session without keeping other changes waiting.
#pragma once

#include "server/auth/completion.h"
#include "server/auth/context.h"
#include "server/store/sessionrepository.h"

#include <atomic>
#include <memory>

namespace tokendesk::auth {

/// Carries out a store::Ending. Its first transaction notes the command and the moment before which
/// tokens are refused; from then on every session that had begun is refused here at once, in other
/// processes when they look next. Then the rows are ended, as many at a time as take a few
/// milliseconds, and between two times other changes get their turn, those of other processes too.
/// A login meanwhile is none of the sessions. What a crash interrupts stays refused, and resume()
/// goes on with it. Thread: any.
class EndEverything
{
public:
    /// Rows of a transaction; how many depends on how long they take.
    static constexpr int kFewestRows = 20;
    static constexpr int kMostRows = 500;

    EndEverything(const Context &context, PolicyLoader &loader)
        : m_context(context), m_loader(loader)
    {
    }

    /// \a done gets the number of sessions ended, once all are. Of two commands at a time the later
    /// one takes the sessions that are left. Errors: StoreUnavailable, Busy; if it had begun, the
    /// sessions are refused all the same, and resume() ends them.
    void start(EndReason reason, Actor actor, Completion<int> done);
    /// Goes on with a command that nobody in this process is carrying out; 0 if there is none.
    void resume(Completion<int> done);

private:
    struct Run;
    /// Ends the next few, then comes again.
    void step(std::shared_ptr<Run> run);
    void finish(const Run &run, Result<int> result);

    const Context &m_context;
    PolicyLoader &m_loader;
    std::atomic<int> m_runs{0}; ///< under way in this process
};

} // namespace tokendesk::auth
