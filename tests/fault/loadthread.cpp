// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fault/loadthread.h"

#include "tests/fault/sockets.h"

#include <algorithm>
#include <array>

#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace tokendesk::test {
namespace {

using Steady = std::chrono::steady_clock;
constexpr std::chrono::seconds kPatience{60};

} // namespace

/// One connection, opened again whenever it was closed.
class LoadThread::Client
{
public:
    Client(const Load &load, int epoll, std::size_t first)
        : m_load(load), m_epoll(epoll), m_next(first)
    {
    }
    ~Client() { drop(); }
    Client(const Client &) = delete;
    Client &operator=(const Client &) = delete;

    [[nodiscard]] bool isWaiting() const { return m_waiting; }
    [[nodiscard]] Steady::time_point dueAt() const { return m_dueAt; }
    [[nodiscard]] Steady::time_point askedAt() const { return m_askedAt; }

    /// Sends the next request.
    void ask()
    {
        m_askedAt = Steady::now();
        m_waiting = true;
        m_unsent = m_load.requests[m_next++ % m_load.requests.size()];
        if (m_socket < 0) {
            m_socket = connectTo(m_load.port, false);
            epoll_event event{};
            event.events = EPOLLIN | EPOLLOUT | EPOLLET;
            event.data.ptr = this;
            ::epoll_ctl(m_epoll, EPOLL_CTL_ADD, m_socket, &event);
        }
        flush();
    }

    void flush()
    {
        while (!m_unsent.isEmpty()) {
            const auto count = ::send(m_socket, m_unsent.constData(),
                                      static_cast<std::size_t>(m_unsent.size()), MSG_NOSIGNAL);
            if (count <= 0)
                return; // not connected yet, or full, or broken: the next event tells
            m_unsent.remove(0, count);
        }
    }

    /// Status of an answer that is complete, 0 if the connection broke before, -1 if more is to
    /// come.
    int receive()
    {
        bool ended = false;
        std::array<char, 16 * 1024> chunk; // NOLINT: filled by recv()
        for (;;) {
            const auto count = ::recv(m_socket, chunk.data(), chunk.size(), 0);
            if (count > 0) {
                m_received.append(chunk.data(), count);
                continue;
            }
            ended = count == 0 || (errno != EAGAIN && errno != EWOULDBLOCK);
            break;
        }
        const int status = m_waiting ? takeAnswer() : -1;
        if (ended)
            drop();
        return status < 0 && ended && m_waiting ? 0 : status;
    }

    /// Gives up waiting.
    void abandon()
    {
        drop();
        m_unsent.clear();
    }

    void rest(std::chrono::milliseconds pause)
    {
        m_waiting = false;
        m_dueAt = Steady::now() + pause;
    }

private:
    int takeAnswer()
    {
        const qsizetype head = m_received.indexOf("\r\n\r\n");
        if (head < 0)
            return -1;
        const QByteArray fields = m_received.first(head).toLower();
        const qsizetype at = fields.indexOf("\r\ncontent-length: ");
        const qsizetype end = at < 0 ? -1 : fields.indexOf("\r\n", at + 2);
        const qsizetype length =
            at < 0 ? 0 : fields.mid(at + 18, end < 0 ? -1 : end - at - 18).toLongLong();
        if (m_received.size() < head + 4 + length)
            return -1;
        m_received.remove(0, head + 4 + length);
        if (fields.contains("\r\nconnection: close"))
            drop();
        return fields.mid(9, 3).toInt();
    }

    void drop()
    {
        if (m_socket >= 0)
            ::close(m_socket); // takes it out of the epoll set too
        m_socket = -1;
        m_received.clear();
    }

    const Load &m_load;
    int m_epoll;
    int m_socket = -1;
    std::size_t m_next;
    QByteArray m_unsent;
    QByteArray m_received;
    bool m_waiting = false;
    Steady::time_point m_dueAt{};
    Steady::time_point m_askedAt{};
};

LoadThread::LoadThread(Load load) : m_load(std::move(load)), m_epoll(::epoll_create1(EPOLL_CLOEXEC))
{
    for (int i = 0; i < m_load.clients; ++i)
        m_clients.push_back(std::make_unique<Client>(m_load, m_epoll, static_cast<std::size_t>(i)));
    m_thread = std::thread([this] { run(); });
}

LoadThread::~LoadThread()
{
    if (m_thread.joinable())
        stop();
    m_clients.clear();
    ::close(m_epoll);
}

void LoadThread::run()
{
    std::array<epoll_event, 256> events{};
    for (;;) {
        auto now = Steady::now();
        bool stopping = false;
        {
            const std::lock_guard lock(m_mutex);
            stopping = m_stopping;
            if (m_inWindow && now >= m_windowEnd) {
                m_inWindow = false;
                m_changed.notify_all();
            }
        }
        auto next = now + std::chrono::milliseconds(10);
        bool outstanding = false;
        for (const auto &client : m_clients) {
            if (client->isWaiting()) {
                outstanding = true;
                if (now - client->askedAt() > kPatience) {
                    note(0, 0);
                    client->abandon();
                    client->rest(m_load.pause);
                }
            } else if (!stopping && client->dueAt() <= now) {
                client->ask();
            } else {
                next = std::min(next, client->dueAt());
            }
        }
        if (stopping && !outstanding)
            return;
        const auto wait = std::chrono::ceil<std::chrono::milliseconds>(next - Steady::now());
        const int count = ::epoll_wait(m_epoll, events.data(), int(events.size()),
                                       int(std::max<qint64>(wait.count(), 0)));
        for (int i = 0; i < count; ++i)
            handle(*static_cast<Client *>(events[std::size_t(i)].data.ptr),
                   events[std::size_t(i)].events);
    }
}

void LoadThread::handle(Client &client, unsigned events)
{
    if (events & EPOLLOUT)
        client.flush();
    if ((events & (EPOLLIN | EPOLLHUP | EPOLLERR)) == 0)
        return;
    const int status = client.receive();
    if (status < 0)
        return;
    note(status,
         std::chrono::duration<double, std::milli>(Steady::now() - client.askedAt()).count());
    client.rest(m_load.pause);
}

void LoadThread::note(int status, double milliseconds)
{
    const std::lock_guard lock(m_mutex);
    for (Figures *figures : {&m_all, m_inWindow ? &m_window : nullptr}) {
        if (!figures)
            continue;
        ++figures->byStatus[status];
        if (status != 0)
            figures->times.push_back(float(milliseconds));
    }
}

Report LoadThread::reportOf(Figures figures) const
{
    Report report;
    report.byStatus = figures.byStatus;
    for (const auto &[status, count] : figures.byStatus) {
        report.answers += status == 0 ? 0 : count;
        report.failures += m_load.good.contains(status) ? 0 : count;
    }
    std::vector<float> &times = figures.times;
    if (times.empty())
        return report;
    std::sort(times.begin(), times.end());
    report.p50 = times[times.size() / 2];
    report.p99 = times[(times.size() - 1) * 99 / 100];
    report.worst = times.back();
    return report;
}

Report LoadThread::window(std::chrono::milliseconds length)
{
    std::unique_lock lock(m_mutex);
    m_window = {};
    m_windowEnd = Steady::now() + length;
    m_inWindow = true;
    m_changed.wait(lock, [this] { return !m_inWindow; });
    return reportOf(std::exchange(m_window, {}));
}

Report LoadThread::stop()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_thread.join();
    return reportOf(m_all);
}

double Latency::median() const
{
    std::vector<double> sorted = p99;
    std::sort(sorted.begin(), sorted.end());
    return sorted.empty() ? 0 : sorted[sorted.size() / 2];
}

QByteArray Latency::text() const
{
    QByteArray text = "p99 " + QByteArray::number(median(), 'f', 1) + " ms (windows:";
    for (const double one : p99)
        text += ' ' + QByteArray::number(one, 'f', 1);
    return text + "), " + QByteArray::number(answers) + " answers, " + QByteArray::number(failures)
           + " failures";
}

Latency measure(LoadThread &load, int windows, std::chrono::milliseconds length)
{
    Latency latency;
    for (int i = 0; i < windows; ++i) {
        const Report report = load.window(length);
        latency.p99.push_back(report.p99);
        latency.answers += report.answers;
        latency.failures += report.failures;
    }
    return latency;
}

Latency measureWithin(double bound, LoadThread &load, int windows, std::chrono::milliseconds length)
{
    Latency latency;
    qint64 failures = 0;
    for (int i = 0; i < 3; ++i) {
        latency = measure(load, windows, length);
        failures += latency.failures;
        latency.failures = failures;
        if (latency.median() <= bound)
            break;
    }
    return latency;
}

double boundFor(double bound, const Latency &idle) { return std::max(bound, 5 * idle.median()); }

QByteArray getRequest(const QByteArray &path, const QByteArray &token)
{
    QByteArray request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n";
    if (!token.isEmpty())
        request += "Authorization: Bearer " + token + "\r\n";
    return request + "\r\n";
}

QByteArray postRequest(const QByteArray &path, const QByteArray &json)
{
    return "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
           + "Content-Length: " + QByteArray::number(json.size()) + "\r\n\r\n" + json;
}

} // namespace tokendesk::test
