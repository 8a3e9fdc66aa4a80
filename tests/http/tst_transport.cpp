// SPDX-License-Identifier: GPL-3.0-or-later
// The transport over real sockets: what a client may do to it, and what it then answers.
#include "server/http/gateserver.h"
#include "server/http/httpserver.h"
#include "server/http/httpserveracceptor.h"
#include "tests/support/latereplies.h"
#include "tests/support/rawclient.h"

#include <QFile>
#include <QRegularExpression>
#include <QSet>
#include <QTcpServer>
#include <QTest>

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <stdexcept>
#include <thread>

#ifdef Q_OS_UNIX
#include <unistd.h>
#endif

using namespace tokendesk;
using namespace tokendesk::http;
using tokendesk::test::LateReplies;
using tokendesk::test::RawClient;

namespace {

constexpr int kPatience = 30'000; // ms, for busy machines

/// What the handlers of one test share.
struct Scene
{
    std::atomic<int> handled{0};
    LateReplies late;
    std::atomic<int> written{0};
    std::atomic<int> dropped{0};

    /// Counts what became of an answer.
    Reply::Outcome tally()
    {
        return [this](bool isWritten) { (isWritten ? written : dropped).fetch_add(1); };
    }
    /// Keeps an answer for the test to give.
    void hold(const Reply &reply)
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
    Reply held(std::size_t index = 0)
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
    std::vector<Reply> m_held; ///< by the workers too
};

class TestHandler final : public Handler
{
public:
    explicit TestHandler(Scene &scene) : m_scene(scene) { }

    void handle(const ApiRequest &request, Reply reply) override
    {
        m_scene.handled.fetch_add(1);
        ApiResponse response;
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

QByteArray get(const QByteArray &path, const QByteArray &more = {})
{
    return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + more + "\r\n";
}

} // namespace

class TransportTest : public QObject
{
    Q_OBJECT

    Scene m_scene;
    HttpServer m_server;
    std::atomic<qint64> m_now{0};

    HttpServerOptions options() const
    {
        HttpServerOptions options;
        options.port = 0;
        options.workers = 2;
        auto *now = const_cast<std::atomic<qint64> *>(&m_now);
        options.steadyNow = [now] { return std::chrono::milliseconds(now->load()); };
        return options;
    }
    HandlerFactory factory()
    {
        return [this] { return std::make_unique<TestHandler>(m_scene); };
    }
    void sweepAfter(std::chrono::milliseconds by)
    {
        m_now += by.count();
        m_server.sweep();
    }

private slots:
    void init()
    {
        m_scene.forgetHeld();
        m_scene.handled = 0;
        m_scene.written = 0;
        m_scene.dropped = 0;
        const auto started = m_server.start(options(), factory());
        QVERIFY2(started, qPrintable(started ? QString() : started.error().message()));
    }
    void cleanup()
    {
        m_server.stop();
        m_scene.forgetHeld();
    }

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
    void takesNewLimitsWhileRunning();
    void relistensAndRollsBack();
    void staysReachableWhileItMoves_data();
    void staysReachableWhileItMoves();
    void staysReachableWhereItCannotMove();
    void namesTheHolderOfAPort();
    void finishesWhatIsInFlight();
    void dropsAnswersAfterTheEnd();
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

void TransportTest::takesNewLimitsWhileRunning()
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

void TransportTest::relistensAndRollsBack()
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

void TransportTest::staysReachableWhileItMoves_data()
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
void TransportTest::staysReachableWhileItMoves()
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

void TransportTest::staysReachableWhereItCannotMove()
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

void TransportTest::namesTheHolderOfAPort()
{
    HttpServer second;
    HttpServerOptions same = options();
    same.port = m_server.port();
    const auto refused = second.start(same, factory());
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::AddressInUse);
#ifdef Q_OS_LINUX
    const QString expected =
        QStringLiteral("tst_transport (pid %1)").arg(QCoreApplication::applicationPid());
    QVERIFY2(refused.error().detail.contains(expected), qPrintable(refused.error().detail));
#endif
    QVERIFY(!second.isRunning());
    same.port = 0;
    same.address = QHostAddress(QStringLiteral("203.0.113.1"));
    QCOMPARE(second.start(same, factory()).error().code, ErrorCode::AddressUnavailable);
}

void TransportTest::finishesWhatIsInFlight()
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

void TransportTest::dropsAnswersAfterTheEnd()
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
    TransportTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_transport.moc"
