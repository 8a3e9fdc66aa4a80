// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/loadclient.h"

#include <QHostAddress>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUrl>

#include <algorithm>
#include <array>
#include <chrono>
#include <memory>
#include <thread>
#include <vector>

#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

namespace tokendesk::bench {
namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr int kBusy = 503;
constexpr int kGood = 200;
constexpr time_t kAnswerSeconds = 20;

struct Answer
{
    int status = 0; ///< 0: the connection broke
    QByteArray body;
};

/// One connection, opened again when it breaks.
class Connection
{
public:
    explicit Connection(const Target &target) : m_target(target) { }
    ~Connection() { drop(); }
    Connection(const Connection &) = delete;
    Connection &operator=(const Connection &) = delete;

    Answer ask(const QByteArray &request)
    {
        if (m_socket < 0 && !open())
            return {};
        if (!sendAll(request)) {
            drop();
            return {};
        }
        Answer answer = receive();
        if (answer.status == 0)
            drop();
        return answer;
    }

private:
    bool open()
    {
        m_socket = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        const int on = 1;
        setsockopt(m_socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        const timeval patience{kAnswerSeconds, 0};
        setsockopt(m_socket, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        if (connect(m_socket, reinterpret_cast<const sockaddr *>(&m_target.address),
                    sizeof m_target.address)
            == 0)
            return true;
        drop();
        return false;
    }

    void drop()
    {
        if (m_socket >= 0)
            close(m_socket);
        m_socket = -1;
        m_buffer.clear();
    }

    bool sendAll(const QByteArray &bytes)
    {
        qsizetype sent = 0;
        while (sent < bytes.size()) {
            const auto count = send(m_socket, bytes.constData() + sent,
                                    static_cast<std::size_t>(bytes.size() - sent), MSG_NOSIGNAL);
            if (count <= 0)
                return false;
            sent += count;
        }
        return true;
    }

    bool fill()
    {
        std::array<char, 16 * 1024> chunk; // NOLINT: filled by recv()
        const auto count = recv(m_socket, chunk.data(), chunk.size(), 0);
        if (count <= 0)
            return false;
        m_buffer.append(chunk.data(), count);
        return true;
    }

    Answer receive()
    {
        qsizetype end = -1;
        while ((end = m_buffer.indexOf("\r\n\r\n")) < 0) {
            if (!fill())
                return {};
        }
        const QByteArray head = m_buffer.left(end).toLower();
        const qsizetype field = head.indexOf("\r\ncontent-length:");
        qsizetype length = 0;
        if (field >= 0) {
            const qsizetype from = field + 17;
            qsizetype to = head.indexOf("\r\n", from);
            to = to < 0 ? head.size() : to;
            length = head.mid(from, to - from).trimmed().toLongLong();
        }
        const qsizetype total = end + 4 + length;
        while (m_buffer.size() < total) {
            if (!fill())
                return {};
        }
        Answer answer{head.mid(9, 3).toInt(), m_buffer.mid(end + 4, length)};
        m_buffer.remove(0, total);
        if (head.contains("\r\nconnection: close"))
            drop();
        return answer;
    }

    const Target &m_target;
    int m_socket = -1;
    QByteArray m_buffer;
};

QByteArray get(const Target &target, const char *path, const QByteArray &token = {})
{
    QByteArray request = QByteArray("GET ") + path + " HTTP/1.1\r\nHost: " + target.host + "\r\n";
    if (!token.isEmpty())
        request += "Authorization: Bearer " + token + "\r\n";
    return request + "\r\n";
}

QByteArray post(const Target &target, const char *path, const QJsonObject &body)
{
    const QByteArray json = QJsonDocument(body).toJson(QJsonDocument::Compact);
    return QByteArray("POST ") + path + " HTTP/1.1\r\nHost: " + target.host
           + "\r\nContent-Type: application/json\r\nContent-Length: "
           + QByteArray::number(json.size()) + "\r\n\r\n" + json;
}

struct Tokens
{
    QString access;
    QString refresh;

    void take(const QByteArray &body)
    {
        const QJsonObject json = QJsonDocument::fromJson(body).object();
        access = json.value(QLatin1String("access")).toString(access);
        refresh = json.value(QLatin1String("refresh")).toString(refresh);
    }
};

/// One connection's share of a round.
class Load
{
public:
    Load(const Target &target, Kind kind) : m_target(target), m_kind(kind), m_connection(target) { }

    /// Logs in where the kind needs tokens, again and again while the server is busy hashing.
    bool prepare()
    {
        if (m_kind == Kind::Constant || m_kind == Kind::Login)
            return true;
        Answer answer;
        do {
            answer = m_connection.ask(login());
        } while (answer.status == kBusy);
        m_tokens.take(answer.body);
        return answer.status == kGood;
    }

    void run(SteadyClock::time_point until)
    {
        while (SteadyClock::now() < until) {
            const auto started = SteadyClock::now();
            const Answer answer = m_connection.ask(request());
            const std::chrono::duration<double, std::milli> took = SteadyClock::now() - started;
            if (answer.status == kGood) {
                m_times.push_back(took.count());
                if (m_kind == Kind::Refresh)
                    m_tokens.take(answer.body);
            } else if (m_kind != Kind::Login || answer.status != kBusy) {
                ++m_failures;
            }
        }
    }

    [[nodiscard]] const std::vector<double> &times() const { return m_times; }
    [[nodiscard]] qint64 failures() const { return m_failures; }

private:
    [[nodiscard]] QByteArray login() const
    {
        return post(m_target, "/api/token/",
                    {{QStringLiteral("username"), QString::fromUtf8(m_target.username)},
                     {QStringLiteral("password"), QString::fromUtf8(m_target.password)}});
    }

    [[nodiscard]] QByteArray request() const
    {
        switch (m_kind) {
        case Kind::Constant:
            return get(m_target, "/health/live");
        case Kind::Verify:
            return post(m_target, "/api/token/verify/",
                        {{QStringLiteral("token"), m_tokens.access}});
        case Kind::Profile:
            return get(m_target, "/account/profile", m_tokens.access.toLatin1());
        case Kind::Refresh:
            return post(m_target, "/api/token/refresh/",
                        {{QStringLiteral("refresh"), m_tokens.refresh}});
        case Kind::Login:
            break;
        }
        return login();
    }

    const Target &m_target;
    Kind m_kind;
    Connection m_connection;
    Tokens m_tokens;
    std::vector<double> m_times;
    qint64 m_failures = 0;
};

} // namespace

const char *kindName(Kind kind)
{
    switch (kind) {
    case Kind::Constant:
        return "constant";
    case Kind::Verify:
        return "verify";
    case Kind::Profile:
        return "profile";
    case Kind::Refresh:
        return "refresh";
    case Kind::Login:
        break;
    }
    return "login";
}

std::optional<Target> Target::fromUrl(const QString &text, const QByteArray &username,
                                      const QByteArray &password)
{
    const QUrl url(text);
    bool isIpv4 = false;
    const quint32 ip = QHostAddress(url.host()).toIPv4Address(&isIpv4);
    if (url.scheme() != QLatin1String("http") || !isIpv4)
        return std::nullopt;
    const auto port = static_cast<quint16>(url.port(80));
    Target target;
    target.address.sin_family = AF_INET;
    target.address.sin_port = htons(port);
    target.address.sin_addr.s_addr = htonl(ip);
    target.host = url.host().toLatin1() + ':' + QByteArray::number(port);
    target.username = username;
    target.password = password;
    return target;
}

Sample measure(const Target &target, Kind kind, int connections, double seconds)
{
    std::vector<std::unique_ptr<Load>> loads;
    Sample sample;
    for (int i = 0; i < connections; ++i) {
        loads.push_back(std::make_unique<Load>(target, kind));
        if (!loads.back()->prepare())
            ++sample.failures;
    }
    const auto started = SteadyClock::now();
    const auto until =
        started
        + std::chrono::duration_cast<SteadyClock::duration>(std::chrono::duration<double>(seconds));
    std::vector<std::thread> threads;
    for (const auto &load : loads)
        threads.emplace_back([&load, until] { load->run(until); });
    for (std::thread &thread : threads)
        thread.join();
    const std::chrono::duration<double> took = SteadyClock::now() - started;

    std::vector<double> times;
    for (const auto &load : loads) {
        times.insert(times.end(), load->times().begin(), load->times().end());
        sample.failures += load->failures();
    }
    sample.rate = static_cast<double>(times.size()) / took.count();
    if (!times.empty()) {
        const auto at = times.begin() + static_cast<std::ptrdiff_t>((times.size() - 1) * 99 / 100);
        std::nth_element(times.begin(), at, times.end());
        sample.p99Milliseconds = *at;
    }
    return sample;
}

} // namespace tokendesk::bench
