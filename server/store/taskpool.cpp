// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/taskpool.h"

#include <latch>
#include <utility>

namespace tokendesk::store {

TaskPool::TaskPool(Database &database, int threads, int waiting)
    : m_database(database), m_limit(waiting)
{
    m_pool.setMaxThreadCount(threads);
    m_pool.setExpiryTimeout(-1);
}

TaskPool::~TaskPool() { finish(); }

bool TaskPool::start(std::function<void()> task)
{
    const int before = m_tasks.fetch_add(1);
    if (m_isEnding.load() || (m_limit > 0 && before >= m_limit)) {
        m_tasks.fetch_sub(1);
        return false;
    }
    m_pool.start([this, task = std::move(task)] {
        task();
        m_tasks.fetch_sub(1);
    });
    return true;
}

void TaskPool::finish()
{
    m_isEnding.store(true);
    if (std::exchange(m_isFinished, true))
        return;
    // Each thread closes its own connection in a task; they wait for each other, or one thread
    // could take two.
    const int threads = m_pool.maxThreadCount();
    std::latch everyThread(threads);
    for (int i = 0; i < threads; ++i)
        m_pool.start([this, &everyThread] {
            everyThread.arrive_and_wait();
            m_database.closeThread();
        });
    m_pool.waitForDone();
}

} // namespace tokendesk::store
