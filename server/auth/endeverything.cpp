// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/auth/endeverything.h"

#include "server/auth/eventlog.h"
#include "server/auth/policyloader.h"
#include "server/auth/revocationset.h"
#include "server/store/writer.h"

#include <algorithm>
#include <chrono>
#include <thread>
#include <utility>

namespace tokendesk::auth {
namespace {

/// What a transaction should take: a refresh that comes meanwhile waits for about as long.
constexpr std::chrono::milliseconds kTime{8};
constexpr int kRowsAtFirst = 100;
/// What is left to other processes between two of them, if nobody here waits. Whoever waits for
/// SQLite's lock only looks now and then, and would find it taken each time.
constexpr std::chrono::milliseconds kPause{10};

/// What a transaction came to.
struct Step
{
    std::vector<store::Revocation> revocations;
    std::optional<qint64> from; ///< where the next one begins
    Instant moment{}; ///< of the command that was carried out
    qint64 ended = 0; ///< by the command so far
    bool isOver = false;
};

Result<void> log(store::Connection &connection, const store::Ending &command, Instant now)
{
    const bool refuses = command.reason == EndReason::NotBefore;
    return EventLog::append(
        connection,
        makeEvent(refuses ? "session.refused_earlier_all" : "session.ended_all",
                  {command.by, command.address, 0, command.source}, now,
                  {{QStringLiteral("reason"), QLatin1String(endReasonName(command.reason))},
                   {QStringLiteral("count"), command.ended}}));
}

/// Carries out a part of whichever command there is; \a moment is that of the caller's own.
Result<Step> next(store::Connection &connection, std::optional<qint64> from, Instant moment,
                  int rows, Instant now)
{
    store::SessionRepository sessions(connection);
    Step step;
    step.moment = moment;
    TRY_ASSIGN(const auto command, sessions.ending());
    if (!command) { // somebody else has carried it out
        TRY_ASSIGN(const auto last, sessions.lastEnding());
        step.ended = last && last->moment == moment ? last->ended : 0;
        step.isOver = true;
        return step;
    }
    // Another command has taken the place of ours, and what is ours besides.
    step.from = command->moment == moment ? from : std::nullopt;
    step.moment = command->moment;
    TRY_ASSIGN(step.revocations, sessions.endNext(*command, step.from, rows, now));
    TRY_ASSIGN(const auto after, sessions.ending());
    step.ended = after ? after->ended : 0;
    if (step.from)
        return step;
    step.isOver = true;
    TRY(sessions.finishEnding());
    if (after)
        TRY(log(connection, *after, now));
    return step;
}

} // namespace

/// One command, from transaction to transaction.
struct EndEverything::Run
{
    Instant moment{};
    std::optional<qint64> from;
    int rows = kRowsAtFirst;
    Completion<int> done;
};

void EndEverything::start(EndReason reason, Actor actor, Completion<int> done)
{
    ++m_runs;
    auto run = std::make_shared<Run>();
    run->done = std::move(done);
    m_loader.write<Instant>(
        [reason, actor = std::move(actor)](store::Connection &connection,
                                           Instant now) -> Result<Instant> {
            store::SessionRepository sessions(connection);
            TRY_ASSIGN(const auto interrupted, sessions.ending());
            if (interrupted)
                TRY(log(connection, *interrupted, now));
            TRY(sessions.setNotBefore(now));
            return sessions.beginEnding({{}, reason, actor.name, actor.address, actor.source, 0},
                                        now);
        },
        [this, run](const Result<Instant> &moment) {
            if (!moment)
                return finish(*run, fail(moment.error()));
            run->moment = *moment;
            step(run);
        });
}

void EndEverything::resume(Completion<int> done)
{
    if (m_runs > 0)
        return done(0);
    const auto connection = m_context.database.connection();
    const auto command = connection
                             ? store::SessionRepository(**connection).ending()
                             : Result<std::optional<store::Ending>>(fail(connection.error()));
    if (!command)
        return done(fail(command.error()));
    if (!*command)
        return done(0);
    ++m_runs;
    auto run = std::make_shared<Run>();
    run->moment = (*command)->moment;
    run->done = std::move(done);
    step(std::move(run));
}

void EndEverything::step(std::shared_ptr<Run> run)
{
    using Clock = std::chrono::steady_clock;
    const auto taken = std::make_shared<Clock::duration>();
    m_context.writer.submit<Step>(
        [this, run, taken](store::Connection &connection) {
            const auto start = Clock::now();
            auto step = next(connection, run->from, run->moment, run->rows, m_context.clock.now());
            *taken = Clock::now() - start;
            return step;
        },
        [this, run, taken](const Result<Step> &done) {
            if (!done)
                return finish(*run, fail(done.error()));
            for (const store::Revocation &revocation : done->revocations)
                m_context.revocations.add(revocation.session, revocation.accessUntil);
            if (done->isOver) {
                // The rows say it themselves now.
                const Result<void> told = m_loader.loadMoments();
                return finish(*run, told ? Result<int>(static_cast<int>(done->ended))
                                         : Result<int>(fail(told.error())));
            }
            run->from = done->from;
            run->moment = done->moment;
            const qint64 fitting =
                run->rows * Clock::duration(kTime).count() / std::max<qint64>(1, taken->count());
            run->rows = static_cast<int>(std::clamp<qint64>(fitting, kFewestRows, kMostRows));
            if (m_context.writer.statistics().queued == 0)
                std::this_thread::sleep_for(kPause);
            step(run);
        });
}

void EndEverything::finish(const Run &run, Result<int> result)
{
    --m_runs;
    run.done(std::move(result));
}

} // namespace tokendesk::auth
