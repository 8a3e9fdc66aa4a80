// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/auth/shortensessions.h"

#include "server/auth/eventlog.h"
#include "server/auth/policystore.h"
#include "server/auth/sessionlifetimes.h"
#include "server/auth/sessiontokens.h"
#include "server/store/configrepository.h"
#include "server/store/sessionrepository.h"
#include "server/store/writer.h"

#include <utility>

namespace tokendesk::auth {
namespace {

const QString kOrder = QStringLiteral("shorten_sessions");

/// What a transaction came to.
struct Step
{
    ShortenedSessions done;
    std::optional<qint64> from; ///< where the next one begins; nothing: it was the last
};

Result<Step> next(store::Connection &connection, const token::Policy &policy, qint64 from,
                  const QString &by, Instant now)
{
    store::SessionRepository sessions(connection);
    TRY_ASSIGN(const auto live, sessions.nextLive(from, ShortenSessions::kRows));
    Step step;
    for (Session session : live) {
        // Whose token has expired by itself is retention's to write down.
        if (session.expiresAt + policy.leeway <= now)
            continue;
        const Instant before = endOf(policy, session);
        session.expiresAt = shortenedExpiry(policy, session);
        const Instant after = endOf(policy, session);
        if (after <= now) {
            const EndReason reason = outlived(policy, session, now).value_or(EndReason::Expired);
            TRY_ASSIGN(const bool isEnded, sessions.end(session.id, reason, by, now));
            step.done.ended += isEnded ? 1 : 0;
        } else if (after < before) {
            TRY_ASSIGN(const bool isShorter, sessions.shorten(session.id, session.expiresAt));
            step.done.shortened += isShorter ? 1 : 0;
        }
    }
    if (live.size() == static_cast<std::size_t>(ShortenSessions::kRows))
        step.from = from;
    return step;
}

/// The order is carried out; nothing if somebody else has said so already.
Result<void> close(store::Connection &connection, const ShortenedSessions &done, Instant now)
{
    store::SettingsRepository settings(connection);
    TRY_ASSIGN(const auto by, settings.note(kOrder));
    if (!by)
        return {};
    TRY(settings.setNote(kOrder, std::nullopt));
    return EventLog::append(connection, makeEvent("session.shortened_all", {*by, {}}, now,
                                                  {{QStringLiteral("ended"), done.ended},
                                                   {QStringLiteral("shortened"), done.shortened}}));
}

} // namespace

/// One order, from transaction to transaction.
struct ShortenSessions::Run
{
    PolicyStore::Snapshot snapshot;
    QString by;
    qint64 from = 0; ///< serial of the last session that was looked at
    ShortenedSessions total;
    Completion<ShortenedSessions> done;
};

Result<void> ShortenSessions::order(store::Connection &connection, const Actor &actor)
{
    return store::SettingsRepository(connection).setNote(kOrder, actor.name);
}

void ShortenSessions::start(Completion<ShortenedSessions> done)
{
    const auto connection = m_context.database.connection();
    const auto by = connection ? store::SettingsRepository(**connection).note(kOrder)
                               : Result<std::optional<QString>>(fail(connection.error()));
    if (!by)
        return done(fail(by.error()));
    if (!*by)
        return done(ShortenedSessions{});
    ++m_runs;
    auto run = std::make_shared<Run>();
    run->snapshot = m_context.policies.current();
    run->by = **by;
    run->done = std::move(done);
    step(std::move(run));
}

void ShortenSessions::resume(Completion<ShortenedSessions> done)
{
    if (m_runs > 0)
        return done(ShortenedSessions{});
    start(std::move(done));
}

void ShortenSessions::step(std::shared_ptr<Run> run)
{
    m_loader.write<Step>(
        [run](store::Connection &connection, Instant now) -> Result<Step> {
            TRY_ASSIGN(Step step, next(connection, run->snapshot->policy, run->from, run->by, now));
            if (!step.from) {
                const ShortenedSessions total{run->total.ended + step.done.ended,
                                              run->total.shortened + step.done.shortened};
                TRY(close(connection, total, now));
            }
            return step;
        },
        [this, run](const Result<Step> &step) {
            if (!step)
                return finish(*run, fail(step.error()));
            run->total.ended += step->done.ended;
            run->total.shortened += step->done.shortened;
            if (!step->from)
                return finish(*run, run->total);
            run->from = *step->from;
            this->step(run);
        });
}

void ShortenSessions::finish(const Run &run, Result<ShortenedSessions> result)
{
    --m_runs;
    run.done(std::move(result));
}

} // namespace tokendesk::auth
