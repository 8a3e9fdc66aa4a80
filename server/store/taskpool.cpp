// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/taskpool.h"

#include <utility>

namespace tokendesk::store {

TaskPool::TaskPool(Database &database, int threads, int waiting)
    : m_database(database), m_limit(waiting)
{
    for (int i = 0; i < threads; ++i)
        m_threads.emplace_back([this] { loop(); });
}

TaskPool::~TaskPool() { finish(); }

bool TaskPool::start(std::function<void()> task)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_isEnding || (m_limit > 0 && m_tasks >= m_limit))
            return false;
        ++m_tasks;
        m_queue.push_back(std::move(task));
    }
    m_wake.notify_one();
    return true;
}

void TaskPool::loop()
{
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_wake.wait(lock, [this] { return m_isEnding || !m_queue.empty(); });
        if (m_queue.empty())
            break;
        auto task = std::move(m_queue.front());
        m_queue.pop_front();
        lock.unlock();
        task();
        task = nullptr; // what it holds may go back to the pool's owner
        lock.lock();
        --m_tasks;
    }
    lock.unlock();
    m_database.closeThread();
}

void TaskPool::finish()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isEnding = true;
    }
    m_wake.notify_all();
    for (std::thread &thread : std::exchange(m_threads, {}))
        thread.join();
}

bool TaskPool::isEnding() const
{
    const std::lock_guard lock(m_mutex);
    return m_isEnding;
}

} // namespace tokendesk::store
