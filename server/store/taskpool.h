// SPDX-License-Identifier: GPL-3.0-or-later
// Service: a few threads for work on the database that may take a while.
#pragma once

#include "server/store/database.h"

#include <QThreadPool>

#include <atomic>
#include <functional>

namespace tokendesk::store {

/// Runs tasks in threads that each keep their connection, with its prepared statements, for as long
/// as the pool lives, and close it themselves: one that closed with its thread could outlive the
/// libraries it needs. Thread: any, but one for finish() and the destructor.
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

    /// False, and \a task is dropped, where too many wait or the pool ends.
    bool start(std::function<void()> task);
    /// Waits for all tasks and closes the connections; tasks may ask isEnding() meanwhile.
    void finish();
    [[nodiscard]] bool isEnding() const { return m_isEnding.load(); }

private:
    Database &m_database;
    const int m_limit;
    std::atomic<int> m_tasks{0};
    std::atomic<bool> m_isEnding{false};
    bool m_isFinished = false;
    QThreadPool m_pool;
};

} // namespace tokendesk::store
