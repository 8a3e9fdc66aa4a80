// SPDX-License-Identifier: GPL-3.0-or-later
// Many pipelined requests, answered late, in random order and from other threads, while clients
// vanish: no answer is lost, doubled or out of order. Meant for the sanitizers.
#include "server/http/httpserver.h"
#include "tests/support/latereplies.h"
#include "tests/support/rawclient.h"

#include <QRandomGenerator>
#include <QTest>

#include <mutex>
#include <thread>
#include <unordered_map>
#include <vector>

using namespace tokendesk;
using namespace tokendesk::http;
using tokendesk::test::LateReplies;
using tokendesk::test::RawClient;

namespace {

constexpr int kPatience = 30'000; // ms, for busy machines
constexpr int kRequests = 200; // pipelined on each connection
constexpr int kRounds = 6;
constexpr int kStaying = 4; // clients of a round that read every answer
constexpr int kVanishing = 6; // clients of a round that go away half-way

/// How often each request was handled. Thread: any.
class Journal
{
public:
    void note(const QByteArray &request)
    {
        const std::lock_guard lock(m_mutex);
        ++m_seen[request];
    }
    [[nodiscard]] int seen(const QByteArray &request)
    {
        const std::lock_guard lock(m_mutex);
        return m_seen[request];
    }

private:
    std::mutex m_mutex;
    std::unordered_map<QByteArray, int> m_seen;
};

/// Every third request is answered at once, so that both ways follow each other on a connection.
class LateHandler final : public Handler
{
public:
    LateHandler(Journal &journal, LateReplies &late) : m_journal(journal), m_late(late) { }

    void handle(const ApiRequest &request, Reply reply) override
    {
        m_journal.note(request.query);
        if (request.path == "/now") {
            ApiResponse response;
            response.body = request.query;
            return reply.send(response);
        }
        m_late.add(std::move(reply), request.query);
    }

private:
    Journal &m_journal;
    LateReplies &m_late;
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
    Journal journal;
    LateReplies late(seed);
    HttpServer server;
    HttpServerOptions options;
    options.port = 0;
    options.workers = 2;
    QVERIFY(server.start(options, [&] { return std::make_unique<LateHandler>(journal, late); }));
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
                const int seen = journal.seen(bodyOf(name, request));
                if (i < kStaying)
                    QCOMPARE(seen, 1);
                else
                    QVERIFY(seen <= 1);
            }
        }
    }

    QTRY_COMPARE_WITH_TIMEOUT(server.statistics().openConnections, 0, kPatience);
    RawClient last(port);
    last.send(pipeline("last"));
    QCOMPARE(readAnswers(last, "last", kRequests), QByteArray());
    QTRY_COMPARE_WITH_TIMEOUT(late.answered(), late.taken(), kPatience);
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
