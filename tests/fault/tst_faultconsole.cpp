// SPDX-License-Identifier: GPL-3.0-or-later
// The window must not matter to those who are served: it is blocked, and killed. RELIABILITY K5.
#include "server/base/clock.h"
#include "server/http/httpserver.h"
#include "server/runtime/core.h"
#include "server/runtime/localadminapi.h"
#include "server/runtime/serverruntime.h"
#include "tests/fault/faultdaemon.h"
#include "tests/fault/loadthread.h"
#include "tests/support/apiclient.h"
#include "tests/support/fakeprompter.h"
#include "ui/mainwindow.h"
#include "ui/theme/theme.h"
#include "ui/uistate.h"

#include <QApplication>
#include <QTest>

#include <future>

using namespace tokendesk;
using namespace tokendesk::test;
using namespace std::chrono_literals;

namespace {

constexpr int kPatience = 60'000;
constexpr int kRounds = 5; // a real dependence shows in every one, a busy machine does not
constexpr double kJitter = 2; // milliseconds that a scheduler may add to either side

Load clientsOf(quint16 port, const QByteArray &token)
{
    return {port,
            20,
            {getRequest("/account/profile", token),
             postRequest("/api/token/verify/", R"({"token":")" + token + R"("})")},
            10ms,
            {200}};
}

/// Unchanged within 20 %.
bool isUnchanged(const Latency &now, const Latency &before)
{
    return now.median() <= 1.2 * before.median() + kJitter;
}

} // namespace

class FaultConsoleTest : public QObject
{
    Q_OBJECT

private slots:
    void blockedWindowDelaysNobody();
    void killedConsoleDelaysNobody();
};

void FaultConsoleTest::blockedWindowDelaysNobody()
{
    Daemon data; // only for its data: the server runs in this process
    QVERIFY2(data.prepare(), data.log().constData());
    CoreOptions options;
    options.dataDir = data.dataDir();
    auto core = Core::open(options);
    QVERIFY2(core, core ? "" : qPrintable(core.error().message()));
    LocalAdminApi api(**core, {QStringLiteral("os:tester"), {}});
    ListenOptions listen;
    listen.port = 0;
    ServerRuntime server(**core, listen);
    ui::Theme theme;
    ui::UiState state(data.dataDir() + QStringLiteral("/console.ini"));
    FakePrompter prompter;
    const SystemClock clock;
    ui::MainWindow window({api, server, prompter, theme, state, clock});
    window.show();
    server.start();
    QTRY_COMPARE_WITH_TIMEOUT(server.state(), ServerControl::State::Running, kPatience);
    const QByteArray token =
        ApiClient(server.url()).login(Daemon::kUsername, Daemon::kPassword).text("access");
    QVERIFY(!token.isEmpty());
    LoadThread load(clientsOf(static_cast<quint16>(server.url().port()), token));

    bool unchanged = false;
    for (int round = 0; round < kRounds && !unchanged; ++round) {
        auto responsive = std::async(std::launch::async, [&load] { return measure(load, 3, 1s); });
        QTRY_VERIFY_WITH_TIMEOUT(responsive.wait_for(0s) == std::future_status::ready, kPatience);
        const Latency before = responsive.get();
        const Latency blocked = measure(load, 5, 2s); // here, in the window's own thread
        qInfo("K5: window responsive:       %s", before.text().constData());
        qInfo("K5: window blocked for 10 s: %s", blocked.text().constData());
        QCOMPARE(blocked.failures, 0);
        QVERIFY(blocked.answers > 0);
        unchanged = isUnchanged(blocked, before);
    }
    QCOMPARE(load.stop().failures, 0);
    QVERIFY(unchanged);
}

void FaultConsoleTest::killedConsoleDelaysNobody()
{
    Daemon daemon;
    QVERIFY2(daemon.start(), daemon.log().constData());
    const QByteArray token = accessToken(daemon);
    QVERIFY2(!token.isEmpty(), daemon.log().constData());
    LoadThread load(clientsOf(daemon.port(), token));

    bool unchanged = false;
    for (int round = 0; round < kRounds && !unchanged; ++round) {
        const Latency before = measure(load, 3, 1s);
        QProcess console;
        QProcessEnvironment environment = cleanEnvironment();
        environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
        console.setProcessEnvironment(environment);
        console.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        console.start(QStringLiteral(TOKENDESK_CONSOLE),
                      {QStringLiteral("--data-dir"), daemon.dataDir(), QStringLiteral("--listen"),
                       QStringLiteral("127.0.0.1:0")});
        QVERIFY(console.waitForStarted(kPatience));
        const ProcessFacts facts(console.processId());
        QTRY_VERIFY_WITH_TIMEOUT(facts.isListening(), kPatience);
        console.kill();
        const Latency after = measure(load, 3, 1s);
        QVERIFY(console.waitForFinished(kPatience));
        qInfo("K5: before the console:     %s", before.text().constData());
        qInfo("K5: after it was killed:    %s", after.text().constData());
        QCOMPARE(console.exitStatus(), QProcess::CrashExit);
        unchanged = isUnchanged(after, before);
    }
    QCOMPARE(load.stop().failures, 0);
    QVERIFY(unchanged);
    QCOMPARE(daemon.verb({QStringLiteral("check")}), 0);
    QVERIFY2(daemon.stop(), daemon.log().constData());
}

int main(int argc, char **argv)
{
    http::HttpServer::prepareProcess();
    QApplication app(argc, argv);
    FaultConsoleTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_faultconsole.moc"
