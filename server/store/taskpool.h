// SPDX-License-Identifier: GPL-3.0-or-later
// Service: a few threads for work on the database that may take a while.
#pragma once

#include "server/store/database.h"

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace tokendesk::store {

/// Runs tasks in threads that each keep their connection, with its prepared statements, for as long
/// as the pool lives, and close it themselves. Thread: any, but one for finish() and the
/// destructor.
class TaskPool
{
public:
    /// \a waiting: how many tasks may be there at once, running ones too; 0: any number. \a
    /// database outlives the pool.
    TaskPool(Database &database, int threads, int waiting = 0);
    /// As finish().
    ~TaskPool();
    TaskPool(const TaskPool &) = delete;
    TaskPool &operator=(const TaskPool &) = delete;

    /// False, and \a task is dropped, where too many wait or the pool ends. \a task does not throw.
    bool start(std::function<void()> task);
    /// Waits for all tasks and closes the connections; tasks may ask isEnding() meanwhile.
    void finish();
    [[nodiscard]] bool isEnding() const;

private:
    void loop();

    Database &m_database;
    const int m_limit;
    mutable std::mutex m_mutex; ///< guards what follows
    std::condition_variable m_wake;
    std::deque<std::function<void()>> m_queue;
    int m_tasks = 0; ///< waiting and running
    bool m_isEnding = false;
    std::vector<std::thread> m_threads; ///< of the thread that finishes alone
};

} // namespace tokendesk::store
