// SPDX-License-Identifier: GPL-3.0-or-later
// Service: answers requests late, from several threads and in random order.
#pragma once

#include "server/http/api.h"

#include <QRandomGenerator>

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace tokendesk::test {

/// Takes replies and answers each, with the body that came with it, from one of its threads. No
/// QThreadPool: what goes through it is handed over unseen by ThreadSanitizer. Thread: any.
class LateReplies
{
public:
    explicit LateReplies(quint32 seed = 1, quint32 threads = 4)
    {
        for (quint32 i = 0; i < threads; ++i)
            m_threads.emplace_back([this, seed, i] { run(QRandomGenerator(seed + i)); });
    }
    /// Answers what is left first.
    ~LateReplies()
    {
        {
            const std::lock_guard lock(m_mutex);
            m_stop = true;
        }
        m_changed.notify_all();
        for (std::thread &thread : m_threads)
            thread.join();
    }
    LateReplies(const LateReplies &) = delete;
    LateReplies &operator=(const LateReplies &) = delete;

    void add(http::Reply reply, const QByteArray &body)
    {
        {
            const std::lock_guard lock(m_mutex);
            m_waiting.emplace_back(std::move(reply), body);
        }
        m_taken.fetch_add(1);
        m_changed.notify_one();
    }
    [[nodiscard]] int taken() const { return m_taken.load(); }
    [[nodiscard]] int answered() const { return m_answered.load(); }

private:
    void run(QRandomGenerator random)
    {
        std::unique_lock lock(m_mutex);
        while (true) {
            m_changed.wait(lock, [this] { return m_stop || !m_waiting.empty(); });
            if (m_waiting.empty())
                return;
            const auto at = m_waiting.begin() + random.bounded(static_cast<int>(m_waiting.size()));
            const auto [reply, body] = std::move(*at);
            m_waiting.erase(at);
            lock.unlock();
            http::ApiResponse response;
            response.body = body;
            reply.send(response);
            m_answered.fetch_add(1);
            lock.lock();
        }
    }

    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::vector<std::pair<http::Reply, QByteArray>> m_waiting;
    bool m_stop = false;
    std::atomic<int> m_taken{0};
    std::atomic<int> m_answered{0};
    std::vector<std::thread> m_threads;
};

} // namespace tokendesk::test
