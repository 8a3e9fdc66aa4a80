// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/runtime/maintenance.h"

#include "server/auth/keyadmin.h"
#include "server/auth/revocationset.h"
#include "server/auth/sessionadmin.h"
#include "server/auth/settingsadmin.h"
#include "server/store/database.h"
#include "server/store/sessionrepository.h"

#include <QLoggingCategory>
#include <QPromise>

#include <memory>

namespace tokendesk {
namespace {

Q_LOGGING_CATEGORY(lcMaintenance, "tokendesk.maintenance")

// Leaps of more than this are ClockWatch's.
using store::kClockMargin;

/// What \a start hands to the completion it is given.
template<typename T, typename Start>
Result<T> awaited(Start start)
{
    // Shared: the result can be taken while finish() is still at work.
    const auto promise = std::make_shared<QPromise<Result<T>>>();
    promise->start();
    start(auth::Completion<T>([promise](Result<T> count) {
        promise->addResult(std::move(count));
        promise->finish();
    }));
    return promise->future().result();
}

} // namespace

bool ClockWatch::look(Instant now, Steady steady)
{
    if (m_last && now - m_last->first > (steady - m_last->second) + kTolerance)
        m_leapt = steady;
    m_last = {now, steady};
    if (m_leapt && steady - *m_leapt >= kCaution)
        m_leapt.reset();
    return !m_leapt;
}

Maintenance::Maintenance(const auth::Context &context, const auth::UseCases &useCases,
                         std::chrono::milliseconds interval)
    : m_context(context), m_useCases(useCases), m_retention(context), m_interval(interval)
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
    const Instant now = m_context.clock.now() - kClockMargin;
    m_context.revocations.expire(now);
    TRY(resumeEnding());
    TRY(turnKeys());
    return m_retention.run(now, [this] { return isStopping(); });
}

Result<int> Maintenance::turn()
{
    if (m_clockWatch.look(m_context.clock.now(), std::chrono::steady_clock::now()))
        return run();
    qCWarning(lcMaintenance, "The clock has leapt ahead: nothing is deleted for a day.");
    if (m_context.retention)
        ++m_context.retention->held;
    TRY(resumeEnding());
    return turnKeys();
}

void Maintenance::loop()
{
    std::unique_lock lock(m_mutex);
    while (!m_changed.wait_for(lock, m_interval, [this] { return m_stop; })) {
        lock.unlock();
        const Result<int> deleted = turn();
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

Result<int> Maintenance::resumeEnding()
{
    TRY_ASSIGN(const int ended, awaited<int>([this](auth::Completion<int> done) {
                   m_useCases.sessions.resumeEnding(std::move(done));
               }));
    if (ended > 0)
        qCInfo(lcMaintenance) << "Sessions:" << ended << "ended by a command that was interrupted";
    TRY_ASSIGN(const ShortenedSessions more,
               awaited<ShortenedSessions>([this](auth::Completion<ShortenedSessions> done) {
                   m_useCases.settings.resumeShortening(std::move(done));
               }));
    if (more.ended + more.shortened > 0)
        qCInfo(lcMaintenance) << "Sessions:" << more.ended << "ended and" << more.shortened
                              << "shortened by a command that was interrupted";
    return ended;
}

Result<int> Maintenance::turnKeys()
{
    TRY_ASSIGN(const int changes, awaited<int>([this](auth::Completion<int> done) {
                   m_useCases.keys.turn(m_context.clock.now() - kClockMargin, std::move(done));
               }));
    if (changes > 0)
        qCInfo(lcMaintenance) << "Keys:" << changes << "changes that were due";
    return changes;
}

} // namespace tokendesk
