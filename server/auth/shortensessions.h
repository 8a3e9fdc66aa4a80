// SPDX-License-Identifier: GPL-3.0-or-later
// Service: brings live sessions down to the lifetimes now in force.
#pragma once

#include "server/auth/completion.h"
#include "server/auth/context.h"
#include "server/auth/policyloader.h"
#include "server/base/settingsforecast.h"

#include <atomic>
#include <memory>

namespace tokendesk::auth {

/// Gives each live session the end it would have had the policy in force been so from its login on;
/// those that are past it end at once. A few at a time, so that other changes get their turn. That
/// it is to be done is noted with the settings that ask for it, so what a crash interrupts is gone
/// on with. Doing it twice changes nothing more. Thread: any.
class ShortenSessions
{
public:
    static constexpr int kRows = 200; ///< of a transaction

    ShortenSessions(const Context &context, PolicyLoader &loader)
        : m_context(context), m_loader(loader)
    {
    }

    /// Notes, inside a transaction, that \a actor wants it.
    [[nodiscard]] static Result<void> order(store::Connection &connection, const Actor &actor);
    /// Carries the order out; \a done gets what came of it. Errors: StoreUnavailable, Busy; it is
    /// gone on with all the same.
    void start(Completion<ShortenedSessions> done);
    /// Carries out an order that nobody in this process is carrying out; nothing if there is none.
    void resume(Completion<ShortenedSessions> done);

private:
    struct Run;
    void step(std::shared_ptr<Run> run);
    void finish(const Run &run, Result<ShortenedSessions> result);

    const Context &m_context;
    PolicyLoader &m_loader;
    std::atomic<int> m_runs{0}; ///< under way in this process
};

} // namespace tokendesk::auth
