// SPDX-License-Identifier: GPL-3.0-or-later
// Starting and stopping the server of a core, over real sockets.
#include "server/runtime/serverruntime.h"
#include "tests/unit/runtime/corefixture.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QSignalSpy>
#include <QTcpServer>

using namespace tokendesk;
using namespace tokendesk::test;
using State = ServerControl::State;

class TestServerRuntime : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void cleanup();

    void goesThroughItsStates();
    void tellsWhyItFailed();
    void needsASigningKey();
    void stopWhileStarting();
    void startWhileStopping();
    void servesTheWholeApi();

private:
    /// Status of a GET, 0 without an answer.
    int get(const QUrl &url);
    [[nodiscard]] std::unique_ptr<ServerRuntime> make(quint16 port = 0);

    std::unique_ptr<Scratch> m_scratch;
    std::unique_ptr<Core> m_core;
};

namespace {

class Teapot final : public http::Handler
{
public:
    void handle(const http::ApiRequest &, http::Reply reply) override
    {
        http::ApiResponse response;
        response.status = 418;
        reply.send(response);
    }
};

std::vector<State> states(const QSignalSpy &spy)
{
    std::vector<State> list;
    for (const auto &arguments : spy)
        list.push_back(arguments.front().value<State>());
    return list;
}

} // namespace

void TestServerRuntime::init()
{
    m_scratch = std::make_unique<Scratch>();
    auto core = m_scratch->open();
    VERIFY_OK(core);
    m_core = std::move(*core);
}

void TestServerRuntime::cleanup()
{
    m_core.reset();
    m_scratch.reset();
}

std::unique_ptr<ServerRuntime> TestServerRuntime::make(quint16 port)
{
    ListenOptions listen;
    listen.port = port;
    return std::make_unique<ServerRuntime>(*m_core, listen,
                                           [] { return std::make_unique<Teapot>(); });
}

int TestServerRuntime::get(const QUrl &url)
{
    QNetworkAccessManager manager;
    std::unique_ptr<QNetworkReply> reply(manager.get(QNetworkRequest(url)));
    QSignalSpy finished(reply.get(), &QNetworkReply::finished);
    if (!reply->isFinished() && !finished.wait(5'000))
        return 0;
    return reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
}

void TestServerRuntime::goesThroughItsStates()
{
    const auto server = make();
    QSignalSpy changes(server.get(), &ServerControl::stateChanged);
    QVERIFY(server->state() == State::Stopped);
    server->start();
    QVERIFY(server->state() == State::Starting);
    server->start(); // on its way already
    QTRY_VERIFY(server->state() == State::Running);
    const QUrl first = server->url();
    QVERIFY(first.port() > 0);
    QCOMPARE(get(first), 418);
    QCOMPARE(server->requestCount(), quint64{1});

    server->restart();
    QTRY_COMPARE(changes.size(), 6);
    QVERIFY(server->state() == State::Running);
    QCOMPARE(get(server->url()), 418);
    QCOMPARE(server->requestCount(), quint64{1}); // since the start

    const QUrl last = server->url();
    server->stop();
    QTRY_VERIFY(server->state() == State::Stopped);
    QCOMPARE(get(last), 0);
    QCOMPARE(states(changes), std::vector<State>({State::Starting, State::Running, State::Stopping,
                                                  State::Stopped, State::Starting, State::Running,
                                                  State::Stopping, State::Stopped}));
    QCOMPARE(server->url().port(), 0); // what it would ask for
}

void TestServerRuntime::tellsWhyItFailed()
{
    QTcpServer holder;
    QVERIFY(holder.listen(QHostAddress::LocalHost));
    const auto server = make(holder.serverPort());
    server->start();
    QTRY_VERIFY(server->state() == State::Failed);
    QVERIFY(server->lastError().code == ErrorCode::AddressInUse);

    holder.close();
    server->start();
    QTRY_VERIFY(server->state() == State::Running);
    QVERIFY(server->lastError().detail.isEmpty());
}

void TestServerRuntime::needsASigningKey()
{
    m_core->context().policies.publishKeys({});
    const auto server = make();
    server->start();
    QTRY_VERIFY(server->state() == State::Failed);
    QVERIFY(server->lastError().code == ErrorCode::NoSigningKey);
    server->stop();
    QVERIFY(server->state() == State::Stopped);
}

void TestServerRuntime::stopWhileStarting()
{
    const auto server = make();
    server->start();
    server->stop();
    QTRY_VERIFY(server->state() == State::Stopped);
    QSignalSpy changes(server.get(), &ServerControl::stateChanged);
    server->start();
    server->stop();
    server->start(); // the last word counts
    QTRY_VERIFY(server->state() == State::Running);
    QCOMPARE(states(changes), std::vector<State>({State::Starting, State::Running}));
}

void TestServerRuntime::startWhileStopping()
{
    const auto server = make();
    server->start();
    QTRY_VERIFY(server->state() == State::Running);
    server->stop();
    server->start();
    QVERIFY(server->state() == State::Stopping);
    QTRY_VERIFY(server->state() == State::Running);
    QCOMPARE(get(server->url()), 418);
}

void TestServerRuntime::servesTheWholeApi()
{
    ListenOptions listen;
    listen.port = 0;
    ServerRuntime server(*m_core, listen);
    server.start();
    QTRY_VERIFY(server.state() == State::Running);
    QCOMPARE(get(server.url().resolved(QUrl(QStringLiteral("/health/live")))), 200);
    QCOMPARE(get(server.url().resolved(QUrl(QStringLiteral("/account/profile")))), 401);
}

QTEST_GUILESS_MAIN(TestServerRuntime)
#include "tst_serverruntime.moc"
