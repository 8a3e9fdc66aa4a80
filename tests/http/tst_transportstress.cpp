// SPDX-License-Identifier: GPL-3.0-or-later
// Many pipelined requests, answered late, in random order and from other threads, while clients
// vanish: no answer is lost, doubled or out of order. Meant for the sanitizers.
#include "server/http/httpserver.h"
#include "tests/support/rawclient.h"

#include <QRandomGenerator>
#include <QTest>

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <unordered_map>
#include <vector>

using namespace tokendesk;
using namespace tokendesk::http;
using tokendesk::test::RawClient;

namespace {

constexpr int kPatience = 30'000; // ms, for busy machines
constexpr int kRequests = 200; // pipelined on each connection
constexpr int kRounds = 6;
constexpr int kStaying = 4; // clients of a round that read every answer
constexpr int kVanishing = 6; // clients of a round that go away half-way
constexpr int kThreads = 4; // that answer

/// Answers what it is given from several threads, whichever comes up by chance.
class Lottery
{
public:
    explicit Lottery(quint32 seed)
    {
        for (quint32 i = 0; i < kThreads; ++i)
            m_threads.emplace_back([this, seed, i] { run(QRandomGenerator(seed + i)); });
    }
    ~Lottery()
    {
        {
            const std::lock_guard lock(m_mutex);
            m_stop = true;
        }
        m_changed.notify_all();
        for (std::thread &thread : m_threads)
            thread.join();
    }
    Lottery(const Lottery &) = delete;
    Lottery &operator=(const Lottery &) = delete;

    void add(Reply reply, const QByteArray &body)
    {
        {
            const std::lock_guard lock(m_mutex);
            ++m_taken;
            ++m_seen[body];
            m_waiting.emplace_back(std::move(reply), body);
        }
        m_changed.notify_one();
    }
    [[nodiscard]] int taken()
    {
        const std::lock_guard lock(m_mutex);
        return m_taken;
    }
    [[nodiscard]] int answered() const { return m_answered.load(); }
    /// How often a request with \a body came.
    [[nodiscard]] int seen(const QByteArray &body)
    {
        const std::lock_guard lock(m_mutex);
        return m_seen[body];
    }

private:
    void run(QRandomGenerator random)
    {
        std::unique_lock lock(m_mutex);
        while (true) {
            m_changed.wait(lock, [this] { return m_stop || !m_waiting.empty(); });
            if (m_waiting.empty())
                return;
            const auto at = m_waiting.begin() + random.bounded(qint64(m_waiting.size()));
            const auto [reply, body] = std::move(*at);
            m_waiting.erase(at);
            lock.unlock();
            ApiResponse response;
            response.body = body;
            reply.send(response);
            m_answered.fetch_add(1);
            lock.lock();
        }
    }

    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::vector<std::pair<Reply, QByteArray>> m_waiting;
    std::unordered_map<QByteArray, int> m_seen;
    int m_taken = 0;
    bool m_stop = false;
    std::atomic<int> m_answered{0};
    std::vector<std::thread> m_threads;
};

/// Every third request is answered at once, so that both ways follow each other on a connection.
class LateHandler final : public Handler
{
public:
    explicit LateHandler(Lottery &lottery) : m_lottery(lottery) { }

    void handle(const ApiRequest &request, Reply reply) override
    {
        if (request.path == "/now") {
            ApiResponse response;
            response.body = request.query;
            return reply.send(response);
        }
        m_lottery.add(std::move(reply), request.query);
    }

private:
    Lottery &m_lottery;
};

QByteArray bodyOf(const QByteArray &client, int number)
{
    return client + '-' + QByteArray::number(number);
}

QByteArray pipeline(const QByteArray &client)
{
    QByteArray all;
    for (int i = 0; i < kRequests; ++i)
        all += (i % 3 == 0 ? "GET /now?" : "GET /late?") + bodyOf(client, i)
               + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
    return all;
}

/// Reads \a count answers; what is wrong with them, empty if nothing is.
QByteArray readAnswers(RawClient &client, const QByteArray &name, int count)
{
    for (int i = 0; i < count; ++i) {
        const QByteArray answer = client.answer();
        const QByteArray expected = bodyOf(name, i);
        if (RawClient::statusOf(answer) != 200 || RawClient::bodyOf(answer) != expected)
            return "expected " + expected + ", got: " + answer;
    }
    return {};
}

} // namespace

class TransportStressTest : public QObject
{
    Q_OBJECT

private slots:
    void answersEverybodyInOrder();
};

void TransportStressTest::answersEverybodyInOrder()
{
    const quint32 seed = QRandomGenerator::global()->generate();
    qInfo("seed %u", seed);
    QRandomGenerator random(seed);
    Lottery lottery(seed);
    HttpServer server;
    HttpServerOptions options;
    options.port = 0;
    options.workers = 2;
    QVERIFY(server.start(options, [&] { return std::make_unique<LateHandler>(lottery); }));
    const quint16 port = server.port();

    std::mutex mutex;
    std::vector<QByteArray> faults;
    for (int round = 0; round < kRounds; ++round) {
        std::vector<std::thread> clients;
        for (int i = 0; i < kStaying + kVanishing; ++i) {
            const QByteArray name = QByteArray::number(round) + '.' + QByteArray::number(i);
            const bool stays = i < kStaying;
            const int reads = stays ? kRequests : random.bounded(kRequests);
            const bool politely = random.bounded(2) == 0;
            clients.emplace_back([&, name, stays, reads, politely] {
                RawClient client(port);
                client.send(pipeline(name));
                const QByteArray fault = readAnswers(client, name, reads);
                if (!fault.isEmpty()) {
                    const std::lock_guard lock(mutex);
                    faults.push_back(fault);
                }
                if (!stays && politely)
                    client.socket().disconnectFromHost();
                else
                    client.socket().abort();
            });
        }
        for (std::thread &client : clients)
            client.join();
    }
    QVERIFY2(faults.empty(), faults.empty() ? "" : faults.front().constData());

    // Whoever stayed had each of its requests handled once; nobody had one handled twice.
    for (int round = 0; round < kRounds; ++round) {
        for (int i = 0; i < kStaying + kVanishing; ++i) {
            const QByteArray name = QByteArray::number(round) + '.' + QByteArray::number(i);
            for (int request = 0; request < kRequests; ++request) {
                const int seen = lottery.seen(bodyOf(name, request));
                if (i < kStaying)
                    QCOMPARE(seen, request % 3 == 0 ? 0 : 1);
                else
                    QVERIFY(seen <= 1);
            }
        }
    }

    QTRY_COMPARE_WITH_TIMEOUT(server.statistics().openConnections, 0, kPatience);
    RawClient last(port);
    last.send(pipeline("last"));
    QCOMPARE(readAnswers(last, "last", kRequests), QByteArray());
    QTRY_COMPARE_WITH_TIMEOUT(lottery.answered(), lottery.taken(), kPatience);
    const HttpStatistics statistics = server.statistics();
    QVERIFY(statistics.requests >= quint64(kRounds * kStaying + 1) * kRequests);
    QCOMPARE(statistics.byClass[5], quint64(0));
    QCOMPARE(statistics.openConnections, 1);
    server.stop();
    QCOMPARE(server.statistics().openConnections, 0);
}

int main(int argc, char **argv)
{
    HttpServer::prepareProcess();
    QCoreApplication app(argc, argv);
    TransportStressTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_transportstress.moc"
