// SPDX-License-Identifier: GPL-3.0-or-later
// Clients that ask again and again from one thread, and what came of it.
#pragma once

#include <QString>

#include <chrono>
#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <thread>
#include <vector>

namespace tokendesk::test {

/// Figures of one stretch of time.
struct Report
{
    qint64 answers = 0;
    qint64 failures = 0; ///< status not in Load::good, or a connection that broke without an answer
    std::map<int, qint64> byStatus; ///< 0: broke
    double p50 = 0; ///< milliseconds
    double p99 = 0;
    double worst = 0;
};

/// What the clients do.
struct Load
{
    quint16 port = 0;
    int clients = 1;
    std::vector<QByteArray> requests; ///< each client goes round them
    std::chrono::milliseconds pause{20}; ///< between an answer and the next request
    std::set<int> good{200};
};

/// Runs a load from construction to stop(). Event-driven: one thread, one epoll.
class LoadThread
{
public:
    explicit LoadThread(Load load);
    ~LoadThread();
    LoadThread(const LoadThread &) = delete;
    LoadThread &operator=(const LoadThread &) = delete;

    /// Waits until \a length has passed; figures of the answers that came meanwhile. Blocks.
    [[nodiscard]] Report window(std::chrono::milliseconds length);
    /// Lets what is outstanding be answered, ends the thread and gives the figures of the whole
    /// time.
    Report stop();

private:
    class Client;
    struct Figures
    {
        std::vector<float> times;
        std::map<int, qint64> byStatus;
    };

    void run();
    void handle(Client &client, unsigned events);
    void note(int status, double milliseconds);
    [[nodiscard]] Report reportOf(Figures figures) const;

    Load m_load;
    int m_epoll = -1;
    std::vector<std::unique_ptr<Client>> m_clients;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    Figures m_all;
    Figures m_window;
    bool m_inWindow = false;
    std::chrono::steady_clock::time_point m_windowEnd;
    bool m_stopping = false;
    std::thread m_thread;
};

/// p99 of several windows: its median is what is judged, so that one stutter of the machine does
/// not decide.
struct Latency
{
    std::vector<double> p99; ///< milliseconds, one a window
    qint64 answers = 0;
    qint64 failures = 0;

    [[nodiscard]] double median() const;
    [[nodiscard]] QByteArray text() const;
};

[[nodiscard]] Latency measure(LoadThread &load, int windows, std::chrono::milliseconds length);
/// Measures up to three times until the median is within \a bound: a slow server is slow every
/// time, a busy machine is not.
[[nodiscard]] Latency measureWithin(double bound, LoadThread &load, int windows,
                                    std::chrono::milliseconds length);

/// The bound that holds on this machine now: \a bound, or five times the latency of the idle server
/// where even that one shows that the machine is too busy to judge by \a bound.
[[nodiscard]] double boundFor(double bound, const Latency &idle);

/// GET \a path, with \a token where there is one.
[[nodiscard]] QByteArray getRequest(const QByteArray &path, const QByteArray &token = {});
/// POST of JSON to \a path.
[[nodiscard]] QByteArray postRequest(const QByteArray &path, const QByteArray &json);

} // namespace tokendesk::test
