// SPDX-License-Identifier: GPL-3.0-or-later
// What the tests of the transport share: a server on a free port whose clock stands still, and
// handlers that answer when the test wants them to.
#pragma once

#include "server/http/gateserver.h"
#include "server/http/httpserver.h"
#include "tests/support/latereplies.h"

#include <QTest>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <stdexcept>
#include <vector>

namespace tokendesk::test {

inline constexpr int kPatience = 30'000; // ms, for busy machines

/// What the handlers of one test share.
struct Scene
{
    std::atomic<int> handled{0};
    LateReplies late;
    std::atomic<int> written{0};
    std::atomic<int> dropped{0};

    /// Counts what became of an answer.
    http::Reply::Outcome tally()
    {
        return [this](bool isWritten) { (isWritten ? written : dropped).fetch_add(1); };
    }
    /// Keeps an answer for the test to give.
    void hold(const http::Reply &reply)
    {
        const std::lock_guard lock(m_mutex);
        m_held.push_back(reply);
        m_changed.notify_all();
    }
    std::size_t waitForHeld(std::size_t count)
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait_for(lock, std::chrono::seconds(30), [&] { return m_held.size() >= count; });
        return m_held.size();
    }
    /// The one that was held as the \a index-th.
    http::Reply held(std::size_t index = 0)
    {
        const std::lock_guard lock(m_mutex);
        return m_held.at(index);
    }
    void forgetHeld()
    {
        const std::lock_guard lock(m_mutex);
        m_held.clear();
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::vector<http::Reply> m_held; ///< by the workers too
};

class TestHandler final : public http::Handler
{
public:
    explicit TestHandler(Scene &scene) : m_scene(scene) { }

    void handle(const http::ApiRequest &request, http::Reply reply) override
    {
        m_scene.handled.fetch_add(1);
        http::ApiResponse response;
        if (request.path == "/throw")
            throw std::runtime_error("as planned");
        if (request.path == "/drop")
            return;
        if (request.path == "/hold") {
            m_scene.hold(reply);
            return;
        }
        if (request.path == "/told")
            return reply.send(response, m_scene.tally());
        if (request.path == "/pool") {
            m_scene.late.add(std::move(reply), request.query);
            return;
        }
        if (request.path == "/inject")
            response.headers.emplace_back("X-A", "b\r\nX-Injected: 1");
        if (request.path == "/big")
            response.body = QByteArray(32 * 1024 * 1024, 'b');
        else
            response.body = request.method + ' ' + request.path + '?' + request.query + ' '
                            + request.peer.toString().toLatin1() + ' ' + request.body;
        reply.send(response);
    }

private:
    Scene &m_scene;
};

inline QByteArray get(const QByteArray &path, const QByteArray &more = {})
{
    return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + more + "\r\n";
}

/// Base of the tests. Thread: the one of the test.
class TransportFixture
{
protected:
    Scene m_scene;
    http::HttpServer m_server;
    std::atomic<qint64> m_now{0};

    http::HttpServerOptions options() const
    {
        http::HttpServerOptions options;
        options.port = 0;
        options.workers = 2;
        auto *now = const_cast<std::atomic<qint64> *>(&m_now);
        options.steadyNow = [now] { return std::chrono::milliseconds(now->load()); };
        return options;
    }
    http::HandlerFactory factory()
    {
        return [this] { return std::make_unique<TestHandler>(m_scene); };
    }
    void sweepAfter(std::chrono::milliseconds by)
    {
        m_now += by.count();
        m_server.sweep();
    }
    Result<void> start()
    {
        m_scene.forgetHeld();
        m_scene.handled = 0;
        m_scene.written = 0;
        m_scene.dropped = 0;
        return m_server.start(options(), factory());
    }
    void stop()
    {
        m_server.stop();
        m_scene.forgetHeld();
    }
};

} // namespace tokendesk::test
