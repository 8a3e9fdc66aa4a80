// SPDX-License-Identifier: GPL-3.0-or-later
// What the transport does when descriptors or connections run out. A process of its own, because it
// lowers its own limits.
#include "server/http/gateserver.h"
#include "server/http/httpserver.h"
#include "tests/support/rawclient.h"

#include <QTest>

#include <sys/resource.h>

#include <atomic>

#ifdef Q_OS_LINUX
#include <dlfcn.h>
#include <poll.h>
#endif

using namespace tokendesk;
using namespace tokendesk::http;
using tokendesk::test::RawClient;

namespace {

std::atomic<int> g_polls{0}; // waits of all event loops

constexpr int kPatience = 30'000; // ms, for busy machines

class Greeter final : public Handler
{
public:
    void handle(const ApiRequest &, Reply reply) override { reply.send(ApiResponse()); }
};

/// Restores the limit of open files.
class DescriptorLimit
{
public:
    explicit DescriptorLimit(rlim_t limit)
    {
        ::getrlimit(RLIMIT_NOFILE, &m_before);
        rlimit lower = m_before;
        lower.rlim_cur = limit;
        m_good = ::setrlimit(RLIMIT_NOFILE, &lower) == 0;
    }
    ~DescriptorLimit() { ::setrlimit(RLIMIT_NOFILE, &m_before); }
    DescriptorLimit(const DescriptorLimit &) = delete;
    DescriptorLimit &operator=(const DescriptorLimit &) = delete;
    [[nodiscard]] bool isGood() const { return m_good; }

private:
    rlimit m_before{};
    bool m_good = false;
};

const QByteArray kRequest = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";

} // namespace

#ifdef Q_OS_LINUX
/// Stands before the one of the C library, for Qt as well, and counts.
extern "C" int ppoll(pollfd *fds, nfds_t count, const timespec *timeout, const sigset_t *mask)
{
    using Function = int (*)(pollfd *, nfds_t, const timespec *, const sigset_t *);
    static const auto next = reinterpret_cast<Function>(::dlsym(RTLD_NEXT, "ppoll"));
    g_polls.fetch_add(1, std::memory_order_relaxed);
    return next(fds, count, timeout, mask);
}
#endif

class TransportLimitsTest : public QObject
{
    Q_OBJECT

private slots:
    void pausesAtTheConnectionLimit();
    void survivesWithoutDescriptors();
    void countsConnectionsByAddress();
};

void TransportLimitsTest::pausesAtTheConnectionLimit()
{
    HttpServer server;
    HttpServerOptions options;
    options.port = 0;
    options.workers = 1;
    options.limits.connections = 3;
    QVERIFY(server.start(options, [] { return std::make_unique<Greeter>(); }));
    std::vector<std::unique_ptr<RawClient>> clients;
    for (int i = 0; i < 3; ++i) {
        clients.push_back(std::make_unique<RawClient>(server.port()));
        QCOMPARE(clients.back()->status(kRequest), 200);
    }
    server.sweep(); // the accepting thread has come to rest
    RawClient waiting(server.port()); // in the kernel's queue
    waiting.send(kRequest);
    server.sweep();
    QCOMPARE(server.statistics().openConnections, 3);
    clients.pop_back();
    QTRY_COMPARE_WITH_TIMEOUT(server.statistics().requests, quint64(4), kPatience);
    QCOMPARE(RawClient::statusOf(waiting.answer()), 200);
}

void TransportLimitsTest::survivesWithoutDescriptors()
{
    HttpServer server;
    HttpServerOptions options;
    options.port = 0;
    options.workers = 1;
    QVERIFY(server.start(options, [] { return std::make_unique<Greeter>(); }));
    std::vector<std::unique_ptr<QTcpSocket>> clients;
    {
        const DescriptorLimit limit(
            100); // shared by both sides, so accepting fails for lack of them
        QVERIFY(limit.isGood());
        for (int i = 0; i < 90; ++i) {
            auto client = std::make_unique<QTcpSocket>();
            client->connectToHost(QStringLiteral("127.0.0.1"), server.port());
            if (!client->waitForConnected(200))
                break;
            clients.push_back(std::move(client));
        }
        QVERIFY(clients.size() > 10);
#ifdef Q_OS_LINUX
        QVERIFY(g_polls.load() > 0); // they are counted
#endif
        const int before = g_polls.load();
        for (int i = 0; i < 20; ++i)
            server.sweep(); // asks whether accepting may go on; must not spin in between
        QTest::qWait(500);
        const int polls = g_polls.load() - before;
        // Each of three threads wakes a few times for each sweep and tick; one that spins, some
        // hundred thousand times.
        QVERIFY2(polls < 3'000, qPrintable(QString::number(polls)));
    }
    clients.clear();
    QTRY_COMPARE_WITH_TIMEOUT(server.statistics().openConnections, 0, kPatience);
    RawClient client(server.port());
    QCOMPARE(client.status(kRequest), 200);
}

void TransportLimitsTest::countsConnectionsByAddress()
{
    GateShared shared;
    const QHostAddress one(QStringLiteral("192.0.2.1"));
    const QHostAddress two(QStringLiteral("2001:db8::1"));
    QVERIFY(shared.admit(one, 2));
    QVERIFY(shared.admit(one, 2));
    QVERIFY(!shared.admit(one, 2));
    QVERIFY(shared.admit(two, 2));
    shared.release(one);
    QVERIFY(shared.admit(one, 2));
    QVERIFY(!shared.admit(one, 2));
}

int main(int argc, char **argv)
{
    HttpServer::prepareProcess();
    QCoreApplication app(argc, argv);
    TransportLimitsTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_transportlimits.moc"
