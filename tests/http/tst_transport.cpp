// SPDX-License-Identifier: GPL-3.0-or-later
// The transport over real sockets: what a client may do to it, and what it then answers.
#include "tests/http/transportfixture.h"
#include "tests/support/rawclient.h"

#include <QRegularExpression>

using namespace tokendesk;
using namespace tokendesk::http;
using namespace tokendesk::test;

class TransportTest : public QObject, private TransportFixture
{
    Q_OBJECT

private slots:
    void init()
    {
        const auto started = start();
        QVERIFY2(started, qPrintable(started ? QString() : started.error().message()));
    }
    void cleanup() { stop(); }

    void answersAndKeepsTheConnection();
    void refusesWithJsonAndCloses_data();
    void refusesWithJsonAndCloses();
    void answersPipelinedRequestsInOrder();
    void survivesClientsThatVanish();
    void survivesHandlersThatThrowOrForget();
    void honoursHeadAndOldClients();
    void answersContinue();
    void judgesHosts();
    void believesOnlyTrustedProxies();
    void cutsSlowClients();
    void givesUpOnHandlers();
    void cutsClientsThatDoNotRead();
    void letsClientsWaitThatSendTooMuch();
    void answersClientsThatSaidGoodbye_data();
    void answersClientsThatSaidGoodbye();
    void tellsWhatBecameOfAnAnswer();
    void closesAfterTheLastAllowedRequest();
};

void TransportTest::answersAndKeepsTheConnection()
{
    RawClient client(m_server.port());
    client.send("POST /a%41?x=%20 HTTP/1.1\r\nHost: LOCALHOST:1\r\nContent-Length: 5\r\n\r\nhello");
    const QByteArray answer = client.answer();
    QCOMPARE(RawClient::bodyOf(answer), QByteArray("POST /aA?x=%20 127.0.0.1 hello"));
    for (const char *field : {"X-Content-Type-Options: nosniff", "Referrer-Policy: no-referrer",
                              "X-Frame-Options: DENY", "Cross-Origin-Resource-Policy: same-origin",
                              "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'",
                              "Content-Type: application/json", "\r\nDate: "})
        QVERIFY2(answer.contains(field), field);
    QVERIFY(!answer.contains("\r\nServer:"));
    QVERIFY(!answer.contains("Connection: close"));
    client.send("POST /c HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
                "3;x=y\r\nabc\r\n2\r\nde\r\n0\r\nT: 1\r\n\r\n");
    QCOMPARE(RawClient::bodyOf(client.answer()), QByteArray("POST /c? 127.0.0.1 abcde"));
    client.send(get("/inject"));
    QVERIFY(!client.answer().contains("X-Injected"));
    const HttpStatistics statistics = m_server.statistics();
    QCOMPARE(statistics.requests, quint64(3));
    QCOMPARE(statistics.byClass[2], quint64(3));
    QCOMPARE(statistics.openConnections, 1);
}

void TransportTest::refusesWithJsonAndCloses_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status");
    const QByteArray post = "POST / HTTP/1.1\r\nHost: localhost\r\n";
    const auto row = [](const char *name, const QByteArray &bytes, int status) {
        QTest::newRow(name) << bytes << status;
    };
    row("both lengths", post + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        400);
    row("negative length", post + "Content-Length: -1\r\n\r\n", 400);
    row("too large", post + "Content-Length: 65537\r\n\r\n", 413);
    row("ten gigabytes", post + "Content-Length: 10000000000\r\n\r\n", 413);
    row("chunk too large", post + "Transfer-Encoding: chunked\r\n\r\nfffffff\r\n", 413);
    row("bare LF", "GET / HTTP/1.1\nHost: localhost\n\n", 400);
    row("no host", "GET / HTTP/1.1\r\n\r\n", 400);
    row("two hosts", get("/", "Host: localhost\r\n"), 400);
    row("foreign host", "GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n", 421);
    row("foreign target", "GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\n\r\n", 400);
    row("version", "GET / HTTP/9.9\r\nHost: localhost\r\n\r\n", 505);
    row("method", "get / HTTP/1.1\r\nHost: localhost\r\n\r\n", 501);
    row("authority confusion", get("//evil/x"), 400);
    row("long target", get("/" + QByteArray(5000, 'a')), 414);
    row("long line", QByteArray(1'000'000, 'A'), 414);
    row("long header", get("/", "X: " + QByteArray(262'144, 'a') + "\r\n"), 431);
    row("expectation", get("/", "Expect: miracles\r\n"), 417);
}

void TransportTest::refusesWithJsonAndCloses()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, status);
    RawClient client(m_server.port());
    client.send(bytes);
    const QByteArray answer = client.answer();
    QCOMPARE(RawClient::statusOf(answer), status);
    QVERIFY(answer.contains("\r\nConnection: close\r\n"));
    QVERIFY(RawClient::bodyOf(answer).startsWith("{\"detail\": \""));
    QVERIFY(client.closes());
    QCOMPARE(m_scene.handled.load(), 0);
}

void TransportTest::answersPipelinedRequestsInOrder()
{
    constexpr int kCount = 200;
    QByteArray all;
    for (int i = 0; i < kCount; ++i)
        all += get((i % 3 == 0 ? "/?" : "/pool?") + QByteArray::number(i));
    RawClient client(m_server.port());
    client.send(all);
    for (int i = 0; i < kCount; ++i) {
        const QByteArray body = RawClient::bodyOf(client.answer());
        const QByteArray number = QByteArray::number(i);
        QCOMPARE(body, i % 3 == 0 ? "GET /?" + number + " 127.0.0.1 " : number);
    }
    QCOMPARE(m_scene.handled.load(), kCount);
}

void TransportTest::survivesClientsThatVanish()
{
    QByteArray all;
    for (int i = 0; i < 50; ++i)
        all += get("/pool?" + QByteArray::number(i));
    for (int i = 0; i < 100; ++i) {
        RawClient client(m_server.port());
        client.send(all);
        for (int read = 0; read < i % 7; ++read)
            QCOMPARE(RawClient::bodyOf(client.answer()), QByteArray::number(read));
        client.socket().abort();
    }
#ifdef Q_OS_UNIX
    { // gone before an answer that is still to come
        RawClient client(m_server.port());
        client.send(get("/hold"));
        QCOMPARE(m_scene.waitForHeld(1), std::size_t(1));
        client.reset();
    }
#endif
    QTRY_COMPARE_WITH_TIMEOUT(m_server.statistics().openConnections, 0, kPatience);
    { // as good as gone: who says goodbye may still read
        RawClient client(m_server.port());
        client.send(get("/hold") + get("/hold") + "GET /ha");
        QCOMPARE(m_scene.waitForHeld(2), std::size_t(2));
    }
    for (std::size_t i = 0; i < 3; ++i) {
        QVERIFY(m_scene.waitForHeld(i + 1) > i);
        m_scene.held(i).send(ApiResponse());
    }
    QTRY_COMPARE_WITH_TIMEOUT(m_server.statistics().openConnections, 0, kPatience);
    RawClient client(m_server.port());
    QCOMPARE(client.status(get("/")), 200);
}

void TransportTest::survivesHandlersThatThrowOrForget()
{
    RawClient client(m_server.port());
    const QRegularExpression logged(QStringLiteral("handler of request \\d+ threw: as planned"));
    for (const QByteArray path : {"/throw", "/drop", "/throw"}) {
        if (path == "/throw")
            QTest::ignoreMessage(QtCriticalMsg, logged);
        client.send(get(path));
        const QByteArray answer = client.answer();
        QCOMPARE(RawClient::statusOf(answer), 500);
        QCOMPARE(RawClient::bodyOf(answer), QByteArray("{\"detail\": \"Internal server error.\"}"));
    }
    QCOMPARE(client.status(get("/")), 200);
}

void TransportTest::honoursHeadAndOldClients()
{
    RawClient head(m_server.port());
    head.expectNoBodies();
    head.send(
        "HEAD /x HTTP/1.1\r\nHost: localhost\r\n\r\nHEAD /y HTTP/1.1\r\nHost: localhost\r\n\r\n");
    QVERIFY(head.answer().contains("Content-Length: 19\r\n"));
    QCOMPARE(RawClient::statusOf(head.answer()), 200);

    RawClient old(m_server.port());
    QCOMPARE(old.status("GET / HTTP/1.0\r\n\r\n"), 200);
    QVERIFY(old.closes());
    RawClient kept(m_server.port());
    kept.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    QVERIFY(kept.answer().contains("Connection: keep-alive\r\n"));

    RawClient closing(m_server.port());
    closing.send(get("/", "Connection: close\r\n") + get("/smuggled"));
    QVERIFY(closing.answer().contains("Connection: close\r\n"));
    QVERIFY(closing.closes());
    QCOMPARE(m_scene.handled.load(), 5);
}

void TransportTest::answersContinue()
{
    const QByteArray head = "POST / HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\n";
    RawClient client(m_server.port());
    client.send(head + "Content-Length: 2\r\n\r\n");
    QCOMPARE(client.answer(), QByteArray("HTTP/1.1 100 Continue\r\n\r\n"));
    client.send("ab");
    QVERIFY(client.answer().endsWith(" ab"));
    RawClient large(m_server.port());
    QCOMPARE(large.status(head + "Content-Length: 10000000000\r\n\r\n"), 413);
}

void TransportTest::judgesHosts()
{
    m_server.stop();
    HttpServerOptions named = options();
    named.allowedHosts = {QStringLiteral("Auth.Example.org")};
    QVERIFY(m_server.start(named, factory()));
    const auto ask = [this](const QByteArray &host) {
        RawClient client(m_server.port());
        return client.status("GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
    };
    QCOMPARE(ask("auth.example.org"), 200);
    QCOMPARE(ask("AUTH.example.org.:8443"), 200);
    QCOMPARE(ask("127.0.0.1:80"), 200);
    QCOMPARE(ask("127.0.0.2"), 421);
    QCOMPARE(ask("localhost.evil.example"), 421);
    QCOMPARE(ask("[::1]"), 421);
    QCOMPARE(ask("user@localhost"), 400);
    QCOMPARE(ask(""), 400);
    QCOMPARE(ask("example.net"), 421);

    named.allowedHosts = {QStringLiteral(".example.net"), QStringLiteral("2001:db8::1")};
    QVERIFY(m_server.configure(named));
    QCOMPARE(ask("a.b.Example.net:80"), 200);
    QCOMPARE(ask("example.net"), 421);
    QCOMPARE(ask("evilexample.net"), 421);
    QCOMPARE(ask("[2001:DB8::1]:8443"), 200);
    QCOMPARE(ask("auth.example.org"), 421);
    named.allowedHosts = {QStringLiteral("a b")};
    QCOMPARE(m_server.configure(named).error().code, ErrorCode::InvalidArgument);
    QCOMPARE(ask("a.example.net"), 200); // what was in force stays
}

void TransportTest::believesOnlyTrustedProxies()
{
    const auto peer = [this](const QByteArray &fields) {
        RawClient client(m_server.port());
        client.send(get("/", fields));
        return RawClient::bodyOf(client.answer()).split(' ').value(2);
    };
    QCOMPARE(peer("X-Forwarded-For: 192.0.2.1\r\n"), QByteArray("127.0.0.1"));
    m_server.stop();
    HttpServerOptions behind = options();
    behind.trustedProxies = {QStringLiteral("127.0.0.0/8"), QStringLiteral("10.0.0.1")};
    QVERIFY(m_server.start(behind, factory()));
    QCOMPARE(peer("X-Forwarded-For: 192.0.2.1\r\n"), QByteArray("192.0.2.1"));
    QCOMPARE(peer("X-Forwarded-For: 6.6.6.6, 192.0.2.1, 10.0.0.1\r\n"), QByteArray("192.0.2.1"));
    QCOMPARE(peer("X-Forwarded-For: 6.6.6.6\r\nX-Forwarded-For: 192.0.2.7\r\n"),
             QByteArray("192.0.2.7"));
    QCOMPARE(peer("X-Forwarded-For: rubbish\r\n"), QByteArray("127.0.0.1"));
    QCOMPARE(peer("Forwarded: for=6.6.6.6, for=\"[2001:db8::1]:80\";proto=https\r\n"),
             QByteArray("2001:db8::1"));
    m_server.stop();
    behind.trustedProxies = {QStringLiteral("nonsense")};
    QCOMPARE(m_server.start(behind, factory()).error().code, ErrorCode::InvalidArgument);
}

void TransportTest::cutsSlowClients()
{
    RawClient silent(m_server.port());
    RawClient slowHeader(m_server.port());
    slowHeader.send("GET / HTTP/1.1\r\nHost: localhost\r\nX: ");
    RawClient slowBody(m_server.port());
    slowBody.send("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nabc");
    RawClient kept(m_server.port());
    QCOMPARE(kept.status(get("/")), 200);
    QTRY_COMPARE_WITH_TIMEOUT(m_server.statistics().openConnections, 4, kPatience);
    RawClient probe(m_server.port()); // both workers have read what came before
    QCOMPARE(probe.status(get("/")), 200);
    RawClient probe2(m_server.port());
    QCOMPARE(probe2.status(get("/")), 200);
    m_server.sweep();

    sweepAfter(std::chrono::milliseconds(10'500));
    slowHeader.send("a");
    QCOMPARE(RawClient::statusOf(slowHeader.answer()), 408);
    QVERIFY(slowHeader.closes());
    QCOMPARE(kept.status(get("/")), 200);
    sweepAfter(std::chrono::milliseconds(10'000));
    QCOMPARE(RawClient::statusOf(slowBody.answer()), 408);
    QCOMPARE(silent.socket().state(), QAbstractSocket::ConnectedState);
    sweepAfter(std::chrono::milliseconds(45'000));
    QVERIFY(silent.closes());
    sweepAfter(std::chrono::milliseconds(61'000));
    QVERIFY(kept.closes());
    QTRY_COMPARE_WITH_TIMEOUT(m_server.statistics().openConnections, 0, kPatience);
}

void TransportTest::givesUpOnHandlers()
{
    RawClient client(m_server.port());
    client.send(get("/hold"));
    QCOMPARE(m_scene.waitForHeld(1), std::size_t(1));
    sweepAfter(std::chrono::milliseconds(31'000));
    QCOMPARE(RawClient::statusOf(client.answer()), 503);
    QVERIFY(client.closes());
    m_scene.held().send(ApiResponse()); // too late, dropped
    RawClient other(m_server.port());
    QCOMPARE(other.status(get("/")), 200);
}

void TransportTest::cutsClientsThatDoNotRead()
{
    RawClient client(m_server.port());
    client.socket().setReadBufferSize(1024);
    client.send(get("/big") + get("/big"));
    QTRY_VERIFY_WITH_TIMEOUT(m_scene.handled.load() >= 1, kPatience);
    RawClient probe(m_server.port());
    QCOMPARE(probe.status(get("/")), 200);
    QCOMPARE(m_scene.handled.load(), 2); // the second big one waits until the first has left
    QCOMPARE(m_server.statistics().openConnections, 2);
    // The kernel may still be taking bytes after the first step, which counts as progress.
    QTRY_VERIFY_WITH_TIMEOUT(
        (sweepAfter(std::chrono::milliseconds(31'000)), m_server.statistics().openConnections == 0),
        kPatience);
}

void TransportTest::letsClientsWaitThatSendTooMuch()
{
    constexpr int kPosts = 500;
    const QByteArray body(60'000, 'p');
    RawClient client(m_server.port());
    QTcpSocket &socket = client.socket();
    socket.write(get("/hold"));
    for (int i = 0; i < kPosts; ++i)
        socket.write("POST /" + QByteArray::number(i)
                     + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 60000\r\n\r\n" + body);
    while (socket.bytesToWrite() > 0 && socket.waitForBytesWritten(500)) { }
    QCOMPARE(m_scene.waitForHeld(1), std::size_t(1));
    QVERIFY(socket.bytesToWrite() > 0); // neither the system nor the server takes 30 MB
    QCOMPARE(m_scene.handled.load(), 1);
    m_scene.held().send(ApiResponse());
    QCOMPARE(RawClient::bodyOf(client.answer()), QByteArray());
    for (int i = 0; i < kPosts; ++i)
        QCOMPARE(RawClient::bodyOf(client.answer()),
                 "POST /" + QByteArray::number(i) + "? 127.0.0.1 " + body);
    QCOMPARE(m_scene.handled.load(), kPosts + 1);
}

void TransportTest::answersClientsThatSaidGoodbye_data()
{
    QTest::addColumn<QByteArray>("requests");
    QTest::addColumn<QByteArrayList>("bodies");
    const auto plain = [](const QByteArray &path, const QByteArray &query) {
        return QByteArray("GET " + path + '?' + query + " 127.0.0.1 ");
    };
    QByteArray many;
    QByteArrayList bodies;
    for (int i = 0; i < 9; ++i) { // more than one connection gets in a turn
        const QByteArray number = QByteArray::number(i);
        many += get((i % 2 == 0 ? "/?" : "/pool?") + number);
        bodies << (i % 2 == 0 ? plain("/", number) : number);
    }
    QTest::newRow("at once") << get("/?1") << QByteArrayList{plain("/", "1")};
    QTest::newRow("later") << get("/pool?x") << QByteArrayList{"x"};
    QTest::newRow("pipelined") << many << bodies;
    QTest::newRow("old client") << QByteArray("GET /pool?x HTTP/1.0\r\n\r\n")
                                << QByteArrayList{"x"};
    QTest::newRow("half a request after it") << many + "GET / HTTP/1.1\r\nHost: loc" << bodies;
    QTest::newRow("half a body after it")
        << many + "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nabc" << bodies;
    QTest::newRow("larger than all buffers")
        << get("/big") + get("/pool?x") << QByteArrayList{QByteArray(32 * 1024 * 1024, 'b'), "x"};
    QTest::newRow("nothing") << QByteArray() << QByteArrayList();
}

void TransportTest::answersClientsThatSaidGoodbye()
{
#ifdef Q_OS_UNIX
    QFETCH(QByteArray, requests);
    QFETCH(QByteArrayList, bodies);
    RawClient client(m_server.port());
    client.send(requests);
    client.sayGoodbye();
    for (const QByteArray &body : bodies)
        QCOMPARE(RawClient::bodyOf(client.answer()), body);
    QVERIFY(client.closes());
    QCOMPARE(client.answer(0), QByteArray());
#endif
    QTRY_COMPARE_WITH_TIMEOUT(m_server.statistics().openConnections, 0, kPatience);

#ifdef Q_OS_UNIX
    // A goodbye long before the answer, and requests that wait behind it.
    RawClient patient(m_server.port());
    patient.send(get("/hold") + requests);
    patient.sayGoodbye();
    QCOMPARE(m_scene.waitForHeld(1), std::size_t(1));
    m_server.sweep();
    m_server.sweep(); // the goodbye has been seen
    m_scene.held().send(ApiResponse());
    QCOMPARE(RawClient::statusOf(patient.answer()), 200);
    for (const QByteArray &body : bodies)
        QCOMPARE(RawClient::bodyOf(patient.answer()), body);
    QVERIFY(patient.closes());
    QTRY_COMPARE_WITH_TIMEOUT(m_server.statistics().openConnections, 0, kPatience);
#endif
}

void TransportTest::tellsWhatBecameOfAnAnswer()
{
    RawClient client(m_server.port());
    QCOMPARE(client.status(get("/told")), 200); // in the worker's thread
    QCOMPARE(m_scene.written.load(), 1);
    client.send(get("/hold"));
    QCOMPARE(m_scene.waitForHeld(1), std::size_t(1));
    m_scene.held(0).send(ApiResponse(), m_scene.tally()); // from another one
    m_scene.held(0).send(ApiResponse(), m_scene.tally()); // the second of one request is none
    QCOMPARE(RawClient::statusOf(client.answer()), 200);
    QTRY_COMPARE_WITH_TIMEOUT(m_scene.written.load(), 2, kPatience);
    QCOMPARE(m_scene.dropped.load(), 0);
    const quint64 answered = m_server.statistics().byClass[2];
    QCOMPARE(m_server.statistics().vanished, quint64(0));

    RawClient slow(m_server.port());
    slow.send(get("/hold"));
    QCOMPARE(m_scene.waitForHeld(2), std::size_t(2));
    sweepAfter(std::chrono::milliseconds(31'000));
    QCOMPARE(RawClient::statusOf(slow.answer()), 503);
    m_scene.held(1).send(ApiResponse(), m_scene.tally());
    QTRY_COMPARE_WITH_TIMEOUT(m_scene.dropped.load(), 1, kPatience);
    QCOMPARE(m_server.statistics().vanished, quint64(0)); // it was answered

    QVERIFY(slow.closes());
    client.socket().abort();
    QTRY_COMPARE_WITH_TIMEOUT(m_server.statistics().openConnections, 0, kPatience);
#ifdef Q_OS_UNIX
    RawClient gone(m_server.port());
    gone.send(get("/hold"));
    QCOMPARE(m_scene.waitForHeld(3), std::size_t(3));
    gone.reset();
    QTRY_COMPARE_WITH_TIMEOUT(m_server.statistics().openConnections, 0, kPatience);
    QCOMPARE(m_server.statistics().vanished, quint64(1));
    m_scene.held(2).send(ApiResponse(), m_scene.tally());
    QTRY_COMPARE_WITH_TIMEOUT(m_scene.dropped.load(), 2, kPatience);
#endif
    QCOMPARE(m_server.statistics().byClass[2], answered);

    const std::size_t before = m_scene.waitForHeld(0);
    RawClient last(m_server.port());
    last.send(get("/hold"));
    QCOMPARE(m_scene.waitForHeld(before + 1), before + 1);
    m_server.stop(std::chrono::milliseconds(0));
    const int dropped = m_scene.dropped.load();
    m_scene.held(before).send(ApiResponse(), m_scene.tally());
    QCOMPARE(m_scene.dropped.load(), dropped + 1);
    QCOMPARE(m_scene.written.load(), 2);
}

void TransportTest::closesAfterTheLastAllowedRequest()
{
    m_server.stop();
    HttpServerOptions few = options();
    few.limits.requestsPerConnection = 3;
    QVERIFY(m_server.start(few, factory()));
    RawClient client(m_server.port());
    client.send(get("/1") + get("/2") + get("/3") + get("/4"));
    QVERIFY(!client.answer().contains("Connection: close"));
    QVERIFY(!client.answer().contains("Connection: close"));
    QVERIFY(client.answer().contains("Connection: close"));
    QVERIFY(client.closes());
    QCOMPARE(m_scene.handled.load(), 3);
}

int main(int argc, char **argv)
{
    HttpServer::prepareProcess();
    QCoreApplication app(argc, argv);
    TransportTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_transport.moc"
