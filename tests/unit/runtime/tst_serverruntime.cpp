// SPDX-License-Identifier: GPL-3.0-or-later
// Starting and stopping the server of a core, over real sockets.
#include "server/runtime/serverruntime.h"
#include "tests/support/rawclient.h"
#include "tests/unit/runtime/corefixture.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QSignalSpy>
#include <QTcpServer>

#include <algorithm>

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
    void lastWordCounts_data();
    void lastWordCounts();
    void restartsFromNewOptionsWhileStarting();
    void servesTheWholeApi();
    void followsTheSettings();
    void followsAnotherProcess();
    void takesWorkersWithAStart();
    void movesWhileRunning();
    void staysWhenItCannotMove();
    void movesBetweenOtherStates();
    void notesWhenItWasThere();

private:
    /// Status of a GET, 0 without an answer.
    int get(const QUrl &url);
    [[nodiscard]] std::unique_ptr<ServerRuntime> make(quint16 port = 0);
    /// Saves \a changes in \a core; false if they were refused.
    static bool save(Core &core, const QJsonObject &changes);

    std::unique_ptr<Scratch> m_scratch;
    std::unique_ptr<Core> m_core;
};

namespace {

constexpr int kPatience = 30'000; // ms, for busy machines

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
    if (!reply->isFinished() && !finished.wait(kPatience))
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
    QTRY_VERIFY_WITH_TIMEOUT(server->state() == State::Running, kPatience);
    const QUrl first = server->url();
    QVERIFY(first.port() > 0);
    QCOMPARE(get(first), 418);
    QCOMPARE(server->requestCount(), quint64{1});

    server->restart();
    QTRY_COMPARE_WITH_TIMEOUT(changes.size(), 6, kPatience);
    QVERIFY(server->state() == State::Running);
    QCOMPARE(get(server->url()), 418);
    QCOMPARE(server->requestCount(), quint64{1}); // since the start

    const QUrl last = server->url();
    server->stop();
    QTRY_VERIFY_WITH_TIMEOUT(server->state() == State::Stopped, kPatience);
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
    QTRY_VERIFY_WITH_TIMEOUT(server->state() == State::Failed, kPatience);
    QVERIFY(server->lastError().code == ErrorCode::AddressInUse);

    holder.close();
    server->start();
    QTRY_VERIFY_WITH_TIMEOUT(server->state() == State::Running, kPatience);
    QVERIFY(server->lastError().detail.isEmpty());
}

void TestServerRuntime::needsASigningKey()
{
    m_core->context().policies.publishKeys({});
    const auto server = make();
    server->start();
    QTRY_VERIFY_WITH_TIMEOUT(server->state() == State::Failed, kPatience);
    QVERIFY(server->lastError().code == ErrorCode::NoSigningKey);
    server->stop();
    QVERIFY(server->state() == State::Stopped);
}

void TestServerRuntime::stopWhileStarting()
{
    const auto server = make();
    server->start();
    server->stop();
    QTRY_VERIFY_WITH_TIMEOUT(server->state() == State::Stopped, kPatience);
    QSignalSpy changes(server.get(), &ServerControl::stateChanged);
    server->start();
    server->stop();
    server->start(); // the last word counts
    QTRY_VERIFY_WITH_TIMEOUT(server->state() == State::Running, kPatience);
    QCOMPARE(states(changes), std::vector<State>({State::Starting, State::Running}));
}

void TestServerRuntime::startWhileStopping()
{
    const auto server = make();
    server->start();
    QTRY_VERIFY_WITH_TIMEOUT(server->state() == State::Running, kPatience);
    server->stop();
    server->start();
    QVERIFY(server->state() == State::Stopping);
    QTRY_VERIFY_WITH_TIMEOUT(server->state() == State::Running, kPatience);
    QCOMPARE(get(server->url()), 418);
}

/// Every sequence of one or two orders, in every state that takes time.
void TestServerRuntime::lastWordCounts_data()
{
    QTest::addColumn<QString>("phase");
    QTest::addColumn<QStringList>("words");
    const QStringList words = {QStringLiteral("start"), QStringLiteral("stop"),
                               QStringLiteral("restart")};
    for (const char *phase : {"starting", "moving", "stopping"}) {
        for (const QString &first : words) {
            QTest::addRow("%s: %s", phase, qPrintable(first))
                << QString::fromLatin1(phase) << QStringList{first};
            for (const QString &second : words)
                QTest::addRow("%s: %s, %s", phase, qPrintable(first), qPrintable(second))
                    << QString::fromLatin1(phase) << QStringList{first, second};
        }
    }
}

void TestServerRuntime::lastWordCounts()
{
    QFETCH(QString, phase);
    QFETCH(QStringList, words);
    const auto server = make();
    QSignalSpy moved(server.get(), &ServerControl::relistened);
    server->start();
    if (phase != QLatin1String("starting"))
        QTRY_VERIFY_WITH_TIMEOUT(server->state() == State::Running, kPatience);
    if (phase == QLatin1String("moving"))
        server->relisten({QHostAddress(QStringLiteral("127.0.0.2")), 0, {}, {}});
    else if (phase == QLatin1String("stopping"))
        server->stop();
    QSignalSpy changes(server.get(), &ServerControl::stateChanged);
    for (const QString &word : words) {
        if (word == QLatin1String("start"))
            server->start();
        else if (word == QLatin1String("stop"))
            server->stop();
        else
            server->restart();
    }

    // Stopping ends in a stop that was asked for before; a later start makes it a restart.
    const bool ends = words.last() == QLatin1String("stop");
    const bool startsAnew =
        !ends && (phase == QLatin1String("stopping") || words.contains(QLatin1String("restart")));
    const auto starts = [&changes] {
        const auto list = states(changes);
        return std::count(list.begin(), list.end(), State::Starting);
    };
    QTRY_COMPARE_WITH_TIMEOUT(starts(), startsAnew ? 1 : 0, kPatience);
    const State last = ends ? State::Stopped : State::Running;
    QTRY_VERIFY_WITH_TIMEOUT(server->state() == last, kPatience);
    if (phase == QLatin1String("moving"))
        QTRY_COMPARE_WITH_TIMEOUT(moved.size(), 1, kPatience);
    QTRY_VERIFY_WITH_TIMEOUT(server->state() == last, kPatience); // and no other once it is done
    QCOMPARE(starts(), startsAnew ? 1 : 0);
    if (!ends)
        QCOMPARE(get(server->url()), 418);
}

void TestServerRuntime::restartsFromNewOptionsWhileStarting()
{
    ListenOptions second;
    second.address = QHostAddress(QStringLiteral("127.0.0.2"));
    second.port = 0;
    const auto server = make();
    server->start();
    server->setListenOptions(second);
    server->restart();
    QTRY_COMPARE_WITH_TIMEOUT(server->url().host(), second.address.toString(), kPatience);
    QTRY_VERIFY_WITH_TIMEOUT(server->state() == State::Running, kPatience);
    QCOMPARE(get(server->url()), 418);

    QTcpServer holder;
    QVERIFY(holder.listen(QHostAddress::LocalHost));
    const auto unlucky = make(holder.serverPort());
    unlucky->start(); // must fail, and then try where it is told
    unlucky->setListenOptions(second);
    unlucky->restart();
    QTRY_VERIFY_WITH_TIMEOUT(unlucky->state() == State::Running, kPatience);
    QVERIFY(unlucky->lastError().detail.isEmpty());
    QCOMPARE(get(unlucky->url()), 418);
}

void TestServerRuntime::servesTheWholeApi()
{
    ListenOptions listen;
    listen.port = 0;
    ServerRuntime server(*m_core, listen);
    server.start();
    QTRY_VERIFY_WITH_TIMEOUT(server.state() == State::Running, kPatience);
    QCOMPARE(get(server.url().resolved(QUrl(QStringLiteral("/health/live")))), 200);
    QCOMPARE(get(server.url().resolved(QUrl(QStringLiteral("/account/profile")))), 401);
}

bool TestServerRuntime::save(Core &core, const QJsonObject &changes)
{
    const auto saved = await<auth::SettingsState>([&](auth::Completion<auth::SettingsState> done) {
        core.settings().change(changes, kActor, std::move(done));
    });
    return saved.has_value();
}

void TestServerRuntime::followsTheSettings()
{
    const auto server = make();
    QSignalSpy changes(server.get(), &ServerControl::stateChanged);
    server->start();
    QTRY_VERIFY_WITH_TIMEOUT(server->state() == State::Running, kPatience);
    const auto port = static_cast<quint16>(server->url().port());
    RawClient kept(port);
    const QByteArray named = "GET / HTTP/1.1\r\nHost: auth.example.org\r\n\r\n";
    const QByteArray long200 =
        "GET /" + QByteArray(200, 'a') + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
    QCOMPARE(kept.status(long200), 418);
    QCOMPARE(RawClient(port).status(named), 421);

    QVERIFY(save(*m_core, {{QStringLiteral("allowed_hosts"),
                            QJsonArray({QStringLiteral(".example.org")})}}));
    m_core->watcher()->pollNow();
    QTRY_COMPARE_WITH_TIMEOUT(RawClient(port).status(named), 418, kPatience);
    QCOMPARE(kept.status(named), 418); // the connection that was there before

    QVERIFY(save(*m_core, {{QStringLiteral("allowed_hosts"), QJsonArray()},
                           {QStringLiteral("target_limit"), 100}}));
    m_core->watcher()->pollNow();
    QTRY_COMPARE_WITH_TIMEOUT(RawClient(port).status(long200), 414, kPatience);
    QCOMPARE(RawClient(port).status(named), 421);
    QCOMPARE(kept.status(long200), 414); // by the new limit, on the old connection
    QCOMPARE(states(changes), std::vector<State>({State::Starting, State::Running}));
    QCOMPARE(server->url().port(), int(port));
}

void TestServerRuntime::followsAnotherProcess()
{
    const auto server = make();
    server->start();
    QTRY_VERIFY_WITH_TIMEOUT(server->state() == State::Running, kPatience);
    const auto port = static_cast<quint16>(server->url().port());
    const QByteArray request = "GET / HTTP/1.1\r\nHost: localhost\r\n"
                               "X-Long: "
                               + QByteArray(2'000, 'a') + "\r\n\r\n";
    QCOMPARE(RawClient(port).status(request), 418);
    {
        auto other = m_scratch->open();
        VERIFY_OK(other);
        QVERIFY(save(**other, {{QStringLiteral("header_limit"), 1'024}}));
    }
    m_core->watcher()->pollNow();
    QTRY_COMPARE_WITH_TIMEOUT(RawClient(port).status(request), 431, kPatience);
}

void TestServerRuntime::takesWorkersWithAStart()
{
    std::atomic<int> handlers{0};
    ListenOptions listen;
    listen.port = 0;
    ServerRuntime server(*m_core, listen, [&handlers] {
        handlers.fetch_add(1);
        return std::make_unique<Teapot>();
    });
    QVERIFY(save(*m_core, {{QStringLiteral("workers"), 3}}));
    server.start();
    QTRY_VERIFY_WITH_TIMEOUT(server.state() == State::Running, kPatience);
    QCOMPARE(handlers.load(), 3);
    QVERIFY(save(*m_core, {{QStringLiteral("workers"), 1}}));
    m_core->watcher()->pollNow();
    QCoreApplication::processEvents();
    QCOMPARE(get(server.url()), 418);
    QCOMPARE(handlers.load(), 3);
    server.restart();
    QTRY_COMPARE_WITH_TIMEOUT(handlers.load(), 4, kPatience);
    QTRY_VERIFY_WITH_TIMEOUT(server.state() == State::Running, kPatience);
}

void TestServerRuntime::movesWhileRunning()
{
    const auto server = make();
    server->start();
    QTRY_VERIFY_WITH_TIMEOUT(server->state() == State::Running, kPatience);
    const QUrl before = server->url();
    QSignalSpy changes(server.get(), &ServerControl::stateChanged);
    QSignalSpy moved(server.get(), &ServerControl::relistened);
    ListenOptions listen;
    listen.address = QHostAddress(QStringLiteral("127.0.0.2"));
    listen.port = 0;
    server->relisten(listen);
    QVERIFY(server->state() == State::Running);
    QTRY_COMPARE_WITH_TIMEOUT(moved.size(), 1, kPatience);
    QCOMPARE(server->url().host(), QStringLiteral("127.0.0.2"));
    QCOMPARE(states(changes), std::vector<State>({State::Running})); // for whoever shows the URL
    QCOMPARE(get(server->url()), 418);
    QCOMPARE(get(before), 0);
    QVERIFY(server->listenOptions().address == listen.address);

    server->relisten(listen); // where it is already
    QTRY_COMPARE_WITH_TIMEOUT(moved.size(), 2, kPatience);
    QCOMPARE(changes.size(), 1);
    QCOMPARE(get(server->url()), 418);
}

void TestServerRuntime::staysWhenItCannotMove()
{
    const auto server = make();
    server->start();
    QTRY_VERIFY_WITH_TIMEOUT(server->state() == State::Running, kPatience);
    const QUrl before = server->url();
    RawClient kept(static_cast<quint16>(before.port()));
    const QByteArray request = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";
    QCOMPARE(kept.status(request), 418);

    QSignalSpy failed(server.get(), &ServerControl::relistenFailed);
    QTcpServer holder;
    QVERIFY(holder.listen(QHostAddress::LocalHost));
    ListenOptions taken;
    taken.port = holder.serverPort();
    server->relisten(taken);
    QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, kPatience);
    QVERIFY(server->lastError().code == ErrorCode::AddressInUse);
    QVERIFY2(server->lastError().detail.contains(QStringLiteral("tst_serverrunt")),
             qPrintable(server->lastError().detail)); // who holds it

    ListenOptions secret;
    secret.port = 0;
    secret.tlsCertificate = m_scratch->dir.filePath(QStringLiteral("none.crt"));
    secret.tlsKey = m_scratch->dir.filePath(QStringLiteral("none.key"));
    server->relisten(secret);
    QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 2, kPatience);
    QVERIFY(failed.at(1).front().value<Error>().code == ErrorCode::TlsInvalid);

    QVERIFY(server->state() == State::Running);
    QCOMPARE(server->url(), before);
    QVERIFY(server->listenOptions().tlsCertificate.isEmpty());
    QCOMPARE(kept.status(request), 418); // not even its connections noticed
    QCOMPARE(get(before), 418);
}

void TestServerRuntime::movesBetweenOtherStates()
{
    const auto server = make();
    QSignalSpy moved(server.get(), &ServerControl::relistened);
    ListenOptions wide;
    wide.address = QHostAddress(QHostAddress::AnyIPv4);
    wide.port = 0;
    server->relisten(wide); // stopped: for the next start
    QCOMPARE(moved.size(), 1);
    server->start();
    QTRY_VERIFY_WITH_TIMEOUT(server->state() == State::Running, kPatience);
    QCOMPARE(server->url().host(), QStringLiteral("0.0.0.0"));

    ListenOptions local;
    local.port = 0;
    server->relisten(local);
    server->relisten(wide); // the last word counts
    server->stop();
    QTRY_VERIFY_WITH_TIMEOUT(server->state() == State::Stopped, kPatience);
    QTRY_COMPARE_WITH_TIMEOUT(moved.size(), 3, kPatience);
    QVERIFY(server->listenOptions().address == wide.address);

    server->start();
    server->relisten(local);
    QTRY_COMPARE_WITH_TIMEOUT(moved.size(), 4, kPatience);
    QVERIFY(server->state() == State::Running);
    QCOMPARE(server->url().host(), QStringLiteral("127.0.0.1"));
    server->relisten(wide);
    server->restart();
    QTRY_COMPARE_WITH_TIMEOUT(moved.size(), 5, kPatience);
    QTRY_VERIFY_WITH_TIMEOUT(server->state() == State::Running && !server->url().isEmpty(),
                             kPatience);
    QCOMPARE(server->url().host(), QStringLiteral("0.0.0.0"));
}

void TestServerRuntime::notesWhenItWasThere()
{
    const auto noted = [this](const char *type, qsizetype count) {
        return QTest::qWaitFor(
            [&] { return static_cast<qsizetype>(events(*m_core, type).size()) == count; },
            kPatience);
    };
    const auto url = [this](const char *type) {
        return events(*m_core, type).front().detail.value(QStringLiteral("url")).toString();
    };
    QTcpServer holder;
    QVERIFY(holder.listen(QHostAddress::LocalHost));
    auto server = make(holder.serverPort());
    QString administrator = QStringLiteral("alice");
    server->noteEvents([&administrator] { return auth::Actor{administrator, {}}; });
    server->start();
    QVERIFY(noted("server.failed", 1));
    const Event failed = events(*m_core, "server.failed").front();
    QCOMPARE(failed.severity, Severity::Warning);
    QCOMPARE(failed.actor, QStringLiteral("alice"));
    QVERIFY(failed.detail.value(QStringLiteral("reason"))
                .toString()
                .contains(QString::number(holder.serverPort())));
    QCOMPARE(url("server.failed"), server->url().toString());

    holder.close();
    server->start();
    QVERIFY(noted("server.started", 1));
    QCOMPARE(url("server.started"), server->url().toString());
    QCOMPARE(
        events(*m_core, "server.started").front().detail.value(QStringLiteral("preset")).toString(),
        QStringLiteral("recommended"));
    ListenOptions wide;
    wide.address = QHostAddress(QHostAddress::AnyIPv4);
    wide.port = 0;
    server->relisten(wide);
    QVERIFY(noted("server.moved", 1));
    QCOMPARE(url("server.moved"), server->url().toString());

    administrator = QStringLiteral("bob");
    const QString last = server->url().toString();
    server->stop();
    QVERIFY(noted("server.stopped", 1));
    QCOMPARE(url("server.stopped"), last);
    QCOMPARE(events(*m_core, "server.stopped").front().actor, QStringLiteral("bob"));

    server->start(); // and away with it, as when the window closes
    QVERIFY(noted("server.started", 2));
    server.reset();
    QVERIFY(noted("server.stopped", 2));
}

QTEST_GUILESS_MAIN(TestServerRuntime)
#include "tst_serverruntime.moc"
