// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/runtime/maintenance.h"

#include "server/auth/keyadmin.h"
#include "server/auth/policystore.h"
#include "server/auth/revocationset.h"
#include "server/store/configrepository.h"
#include "server/store/sessionrepository.h"
#include "server/store/throttlerepository.h"
#include "server/store/writer.h"

#include <QLoggingCategory>
#include <QPromise>

#include <memory>

namespace tokendesk {
namespace {

Q_LOGGING_CATEGORY(lcMaintenance, "tokendesk.maintenance")

constexpr int kBatch = 500;
// A clock that jumps ahead and comes back must not have cost rows that are needed still.
// Source: RELIABILITY C1.
constexpr std::chrono::hours kClockMargin{24};

} // namespace

Maintenance::Maintenance(const auth::Context &context, auth::KeyAdmin &keys,
                         std::chrono::milliseconds interval)
    : m_context(context), m_keys(keys), m_interval(interval)
{
    if (m_interval.count() > 0)
        m_thread = std::thread([this] { loop(); });
}

Maintenance::~Maintenance()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stop = true;
    }
    m_changed.notify_all();
    if (m_thread.joinable())
        m_thread.join();
}

Result<int> Maintenance::run()
{
    m_context.revocations.expire(m_context.clock.now() - kClockMargin);
    TRY(turnKeys());
    int deleted = 0;
    while (!isStopping()) {
        TRY_ASSIGN(const int batch, purgeBatch());
        if (batch == 0)
            break;
        deleted += batch;
    }
    return deleted;
}

void Maintenance::loop()
{
    std::unique_lock lock(m_mutex);
    while (!m_changed.wait_for(lock, m_interval, [this] { return m_stop; })) {
        lock.unlock();
        const Result<int> deleted = run();
        if (!deleted)
            qCWarning(lcMaintenance).noquote() << "Retention:" << deleted.error().message();
        else if (*deleted > 0)
            qCInfo(lcMaintenance) << "Retention:" << *deleted << "rows deleted";
        lock.lock();
    }
    lock.unlock();
    m_context.database.closeThread(); // the keys are looked at on a connection of this thread
}

bool Maintenance::isStopping()
{
    const std::lock_guard lock(m_mutex);
    return m_stop;
}

Result<int> Maintenance::turnKeys()
{
    const auto promise = std::make_shared<QPromise<Result<int>>>();
    promise->start();
    m_keys.turn(m_context.clock.now() - kClockMargin, [promise](Result<int> changes) {
        promise->addResult(std::move(changes));
        promise->finish();
    });
    TRY_ASSIGN(const int changes, promise->future().result());
    if (changes > 0)
        qCInfo(lcMaintenance) << "Keys:" << changes << "changes that were due";
    return changes;
}

Result<int> Maintenance::purgeBatch()
{
    const Instant now = m_context.clock.now() - kClockMargin;
    const auto policies = m_context.policies.current();
    const Instant sessionsBefore = now - policies->settings.duration(settings::kSessionRetention);
    const Instant eventsBefore = now - policies->settings.duration(settings::kEventRetention);
    auto future = m_context.writer.run<int>([=](store::Connection &connection) -> Result<int> {
        TRY_ASSIGN(const int sessions,
                   store::SessionRepository(connection).purge(sessionsBefore, now, kBatch));
        if (sessions >= kBatch) // one batch is one short transaction
            return sessions;
        TRY_ASSIGN(const int events,
                   store::EventRepository(connection).purge(eventsBefore, kBatch - sessions));
        const int deleted = sessions + events;
        if (deleted >= kBatch)
            return deleted;
        TRY_ASSIGN(const int counters,
                   store::ThrottleRepository(connection).purge(now, kBatch - deleted));
        return deleted + counters;
    });
    return future.result();
}

} // namespace tokendesk
