// SPDX-License-Identifier: GPL-3.0-or-later
// The transport over real sockets: new limits and addresses while it runs, and its end.
#include "tests/http/transportfixture.h"
#include "tests/support/rawclient.h"

#include "server/http/httpserveracceptor.h"

#include <QFile>
#include <QSet>
#include <QTcpServer>

#include <thread>

#ifdef Q_OS_UNIX
#include <unistd.h>
#endif

using namespace tokendesk;
using namespace tokendesk::http;
using namespace tokendesk::test;

namespace {

/// The sockets that listen on \a port, by their inodes. Source: proc(5).
QSet<QByteArray> listenersOn(quint16 port)
{
    QSet<QByteArray> inodes;
    for (const char *name : {"/proc/net/tcp", "/proc/net/tcp6"}) {
        QFile table(QString::fromLatin1(name));
        if (!table.open(QIODevice::ReadOnly))
            continue;
        for (const QByteArray &line : table.readAll().split('\n')) {
            const QList<QByteArray> columns = line.simplified().split(' ');
            if (columns.size() > 9 && columns[3] == "0A"
                && columns[1].split(':').last().toUShort(nullptr, 16) == port)
                inodes.insert(columns[9]);
        }
    }
    return inodes;
}

} // namespace

class RelistenTest : public QObject, private TransportFixture
{
    Q_OBJECT

private slots:
    void init()
    {
        const auto started = start();
        QVERIFY2(started, qPrintable(started ? QString() : started.error().message()));
    }
    void cleanup() { stop(); }

    void takesNewLimitsWhileRunning();
    void relistensAndRollsBack();
    void staysReachableWhileItMoves_data();
    void staysReachableWhileItMoves();
    void staysReachableWhereItCannotMove();
    void namesTheHolderOfAPort();
    void finishesWhatIsInFlight();
    void dropsAnswersAfterTheEnd();
};

void RelistenTest::takesNewLimitsWhileRunning()
{
    const quint16 port = m_server.port();
    const QByteArray post = "POST / HTTP/1.1\r\nHost: localhost\r\n";
    const QByteArray body500 = post + "Content-Length: 500\r\n\r\n" + QByteArray(500, 'b');
    RawClient idle(port);
    QCOMPARE(idle.status(body500), 200);
    RawClient halfway(port);
    halfway.send(post + "Content-Length: 500\r\n\r\nb");
    RawClient held(port);
    held.send(get("/hold"));
    QCOMPARE(m_scene.waitForHeld(1), std::size_t(1));
    m_server.sweep(); // everything has been read

    HttpServerOptions tight = options();
    tight.limits.body = 100;
    tight.limits.requestLine = 64;
    tight.deadlines.idle = std::chrono::milliseconds(1'000);
    tight.port = 1; // not looked at, like everything that is no limit
    tight.tlsCertificate = QStringLiteral("/nowhere");
    QVERIFY(m_server.configure(tight));
    m_server.sweep();
    QCOMPARE(m_server.port(), port);
    halfway.send(QByteArray(499, 'b'));
    QCOMPARE(RawClient::statusOf(halfway.answer()), 200); // began under the old limits
    QCOMPARE(halfway.status(body500), 413);
    QCOMPARE(idle.status(get("/" + QByteArray(80, 'a'))), 414);
    QCOMPARE(RawClient(port).status(body500), 413);

    RawClient silent(port);
    QCOMPARE(silent.status(get("/")), 200);
    sweepAfter(std::chrono::milliseconds(1'500));
    QVERIFY(silent.closes());
    m_scene.held().send(ApiResponse());
    QCOMPARE(RawClient::statusOf(held.answer()), 200);

    HttpServerOptions wide = options();
    wide.limits.body = 1'000'000;
    QVERIFY(m_server.configure(wide));
    m_server.sweep();
    QCOMPARE(held.status(post + "Content-Length: 100000\r\n\r\n" + QByteArray(100'000, 'c')), 200);
}

void RelistenTest::relistensAndRollsBack()
{
    const quint16 before = m_server.port();
    RawClient held(before);
    held.send(get("/hold"));
    QCOMPARE(m_scene.waitForHeld(1), std::size_t(1));

    QTcpServer other;
    QVERIFY(other.listen(QHostAddress(QHostAddress::LocalHost)));
    HttpServerOptions taken = options();
    taken.port = other.serverPort();
    const auto refused = m_server.relisten(taken);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::AddressInUse);
    QCOMPARE(m_server.port(), before);
    QCOMPARE(RawClient(before).status(get("/")), 200);

    HttpServerOptions wide =
        options(); // the same port on all addresses: cannot be bound beside the old
    wide.address = QHostAddress(QHostAddress::AnyIPv4);
    wide.port = before;
    QVERIFY(m_server.relisten(wide));
    QCOMPARE(RawClient(before).status(get("/")), 200);

    other.close();
    QVERIFY(m_server.relisten(taken));
    QCOMPARE(m_server.port(), taken.port);
    QCOMPARE(RawClient(taken.port).status(get("/")), 200);
    QTcpSocket gone;
    gone.connectToHost(QStringLiteral("127.0.0.1"), before);
    QVERIFY(!gone.waitForConnected(2000));
    m_scene.held().send(ApiResponse());
    const QByteArray answer = held.answer();
    QCOMPARE(RawClient::statusOf(answer), 200);
    QVERIFY(answer.contains("Connection: close"));
}

void RelistenTest::staysReachableWhileItMoves_data()
{
    QTest::addColumn<QHostAddress>("from");
    QTest::addColumn<QHostAddress>("to");
    QTest::addColumn<bool>("oldStays"); // the new listener serves the old address too
    const QHostAddress one(QHostAddress::LocalHost);
    const QHostAddress two(QStringLiteral("127.0.0.2"));
    const QHostAddress all4(QHostAddress::AnyIPv4);
    const QHostAddress all(QHostAddress::Any);
    QTest::newRow("beside") << one << two << false;
    QTest::newRow("wider") << one << all4 << true;
    QTest::newRow("to both families") << one << all << true;
    QTest::newRow("narrower") << all4 << one << true;
    QTest::newRow("from both families") << all << one << true;
    QTest::newRow("one family more") << all4 << all << true;
    QTest::newRow("one family less") << all << all4 << true;
}

/// The old listener is open until the new one is certain, on the same port as well.
void RelistenTest::staysReachableWhileItMoves()
{
#ifdef Q_OS_LINUX
    QFETCH(QHostAddress, from);
    QFETCH(QHostAddress, to);
    QFETCH(bool, oldStays);
    const auto connects = [](const QHostAddress &address, quint16 port) {
        QTcpSocket socket;
        socket.connectToHost(address, port);
        return socket.waitForConnected(kPatience);
    };
    const QHostAddress client(QHostAddress::LocalHost); // covered by every old address
    Acceptor acceptor(
        std::make_shared<GateShared>(), [](qintptr fd) { ::close(int(fd)); }, [] {});
    QVERIFY(acceptor.listen(from, 0));
    const quint16 port = acceptor.port();
    const QSet<QByteArray> before = listenersOn(port);
    QCOMPARE(before.size(), 1);
    QSet<QByteArray> during;
    const auto moved = acceptor.listen(to, port, [&] { during = listenersOn(port); });
    QVERIFY2(moved, qPrintable(moved ? QString() : moved.error().message()));
    QCOMPARE(during.size(), 2);
    QVERIFY(during.contains(before));
    QCOMPARE(listenersOn(port), during - before);
    QCOMPARE(acceptor.port(), port);
    QCOMPARE(connects(client, port), oldStays);
    const QHostAddress target = to.isLoopback() ? to : client;
    QVERIFY(connects(target, port));
    QTcpServer thief; // the port was shared for the moment of the change alone
    QVERIFY(!thief.listen(to, port));
    QVERIFY(acceptor.listen(from, port)); // and back
    QVERIFY(connects(client, port));
    QVERIFY(!thief.listen(from, port));
#endif
}

void RelistenTest::staysReachableWhereItCannotMove()
{
#ifdef Q_OS_LINUX
    const quint16 port = m_server.port();
    QTcpServer other; // in the way of all addresses, not of the one that is served
    QVERIFY(other.listen(QHostAddress(QStringLiteral("127.0.0.2")), port));
    const QSet<QByteArray> before = listenersOn(port);
    QCOMPARE(before.size(), 2);
    HttpServerOptions wide = options();
    wide.address = QHostAddress(QHostAddress::AnyIPv4);
    wide.port = port;
    const auto moved = m_server.relisten(wide);
    QVERIFY(!moved);
    QCOMPARE(moved.error().code, ErrorCode::AddressInUse);
    QCOMPARE(listenersOn(port), before); // not even closed and opened again
    QCOMPARE(m_server.port(), port);
    QCOMPARE(RawClient(port).status(get("/")), 200);
    QTcpServer thief;
    QVERIFY(!thief.listen(QHostAddress(QHostAddress::LocalHost), port));
    other.close();
    QVERIFY(m_server.relisten(wide));
    QCOMPARE(RawClient(port).status(get("/")), 200);
#endif
}

void RelistenTest::namesTheHolderOfAPort()
{
    HttpServer second;
    HttpServerOptions same = options();
    same.port = m_server.port();
    const auto refused = second.start(same, factory());
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::AddressInUse);
#ifdef Q_OS_LINUX
    const QString expected =
        QStringLiteral("tst_relisten (pid %1)").arg(QCoreApplication::applicationPid());
    QVERIFY2(refused.error().detail.contains(expected), qPrintable(refused.error().detail));
#endif
    QVERIFY(!second.isRunning());
    same.port = 0;
    same.address = QHostAddress(QStringLiteral("203.0.113.1"));
    QCOMPARE(second.start(same, factory()).error().code, ErrorCode::AddressUnavailable);
}

void RelistenTest::finishesWhatIsInFlight()
{
    RawClient client(m_server.port());
    RawClient idle(m_server.port());
    QCOMPARE(idle.status(get("/")), 200);
    client.send(get("/hold"));
    QCOMPARE(m_scene.waitForHeld(1), std::size_t(1));
    std::thread late([this, reply = m_scene.held()] {
        while (m_server.isRunning())
            std::this_thread::yield();
        ApiResponse response;
        response.body = "finished";
        reply.send(response);
    });
    m_server.stop();
    late.join();
    QCOMPARE(RawClient::bodyOf(client.answer()), QByteArray("finished"));
    QVERIFY(client.closes());
    QVERIFY(idle.closes());
    QCOMPARE(m_server.port(), quint16(0));
}

void RelistenTest::dropsAnswersAfterTheEnd()
{
    RawClient client(m_server.port());
    client.send(get("/hold"));
    QCOMPARE(m_scene.waitForHeld(1), std::size_t(1));
    m_server.stop(std::chrono::milliseconds(100)); // returns, though nobody has answered
    m_scene.held().send(ApiResponse());
    m_scene.forgetHeld();
    QCOMPARE(m_server.statistics().openConnections, 0);
    QVERIFY(client.closes());
}

int main(int argc, char **argv)
{
    HttpServer::prepareProcess();
    QCoreApplication app(argc, argv);
    RelistenTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_relisten.moc"
