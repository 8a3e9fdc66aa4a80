// SPDX-License-Identifier: GPL-3.0-or-later
// What the window hears of: the events of this process from its bus, those of others from the
// database.
#include "server/auth/context.h"
#include "server/runtime/core.h"
#include "server/runtime/localadminapi.h"
#include "server/store/configrepository.h"

#include <QCoreApplication>
#include <QEvent>
#include <QLoggingCategory>

#include <future>
#include <iterator>
#include <utility>

namespace tokendesk {
namespace {

Q_LOGGING_CATEGORY(lcNews, "tokendesk.news")

/// Events kept for a thread that does not come round to them.
constexpr std::size_t kNewsLimit = 4'096;
/// Ids of own events kept, so that they are not told again when they are read in the database.
constexpr std::size_t kOwnLimit = 4'096;
/// Events read at a look.
constexpr int kAtOnce = 500;

} // namespace

void LocalAdminApi::gather(const std::vector<Event> &events)
{
    std::vector<Event> news;
    {
        const std::lock_guard lock(m_newsMutex);
        for (const Event &event : events) {
            const bool isNoted = event.id != 0 && event.severity >= Severity::Warning;
            if (!isNoted || m_ownEvents.insert(event.id).second)
                news.push_back(event);
        }
        while (m_ownEvents.size() > kOwnLimit)
            m_ownEvents.erase(m_ownEvents.begin());
    }
    tell(std::move(news));
}

void LocalAdminApi::tell(std::vector<Event> events)
{
    if (events.empty())
        return;
    const std::lock_guard lock(m_newsMutex);
    const bool isTold = !m_news.empty();
    m_news.insert(m_news.end(), std::make_move_iterator(events.begin()),
                  std::make_move_iterator(events.end()));
    if (m_news.size() > kNewsLimit)
        m_news.erase(m_news.begin(), m_news.end() - static_cast<std::ptrdiff_t>(kNewsLimit));
    if (!isTold)
        QCoreApplication::postEvent(this, new QEvent(QEvent::User)); // which only rings
}

/// There is news.
void LocalAdminApi::customEvent(QEvent *)
{
    std::vector<Event> news;
    {
        const std::lock_guard lock(m_newsMutex);
        news.swap(m_news);
    }
    emit eventsHappened(news);
}

void LocalAdminApi::beginAtTheNewest()
{
    std::promise<void> looked;
    const bool isTaken = m_pool.start([this, &looked] {
        (void)tellOfOthers(); // what fails is done at the next change
        looked.set_value();
    });
    if (isTaken)
        looked.get_future().wait();
}

void LocalAdminApi::lookForOthers()
{
    if (m_isLooking.exchange(true))
        return;
    const bool isTaken = m_pool.start([this] {
        // Before the look: a change that comes during it asks for another one.
        m_isLooking = false;
        if (const auto told = tellOfOthers(); !told)
            qCWarning(lcNews).noquote()
                << "Cannot read what other processes have noted:" << told.error().message();
    });
    if (!isTaken)
        m_isLooking = false;
}

Result<void> LocalAdminApi::tellOfOthers()
{
    TRY_ASSIGN(store::Connection * connection, m_core.context().database.connection());
    store::EventRepository repository(*connection);
    const std::lock_guard look(m_lookMutex); // two looks at once would tell everything twice
    TRY_ASSIGN(const qint64 newest, repository.lastId());
    if (!m_lastEvent || newest < *m_lastEvent) { // the first look, or another database
        m_lastEvent = newest;
        return {};
    }
    std::vector<Event> found;
    do {
        TRY_ASSIGN(found, repository.after(*m_lastEvent, Severity::Warning, kAtOnce));
        if (found.empty())
            return {};
        m_lastEvent = found.back().id;
        std::vector<Event> news;
        {
            const std::lock_guard lock(m_newsMutex);
            for (Event &event : found) {
                if (m_ownEvents.insert(event.id).second)
                    news.push_back(std::move(event));
            }
        }
        tell(std::move(news));
    } while (found.size() == kAtOnce);
    return {};
}

} // namespace tokendesk
