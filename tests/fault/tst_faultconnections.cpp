// SPDX-License-Identifier: GPL-3.0-or-later
// Connections by the thousand: idle ones, short ones, more than there are descriptors for.
// RELIABILITY N1, N3 and D7.
#include "tests/fault/faultdaemon.h"
#include "tests/fault/loadthread.h"
#include "tests/fault/sockets.h"
#include "tests/support/apiclient.h"

#include <QTest>

using namespace tokendesk::test;
using namespace std::chrono_literals;

namespace {

constexpr int kPatience = 60'000;
constexpr double kBound = 50; // milliseconds
constexpr qint64 kGrowthKiB = 5 * 1024;

/// Fifty clients that verify tokens and read profiles.
Load workingClients(const Daemon &daemon, const QByteArray &token)
{
    return {daemon.port(),
            50,
            {getRequest("/account/profile", token),
             postRequest("/api/token/verify/", R"({"token":")" + token + R"("})")},
            20ms,
            {200}};
}

ApiAnswer health(const Daemon &daemon)
{
    return ApiClient(QUrl(QStringLiteral("http://127.0.0.1:%1").arg(daemon.port())))
        .send("GET", "/health/live");
}

/// Opens \a count connections one after the other, asks for something on every other pair, and
/// closes every second one with a reset. Now and then it waits for an answer, so that the server is
/// never far behind. How many were refused.
int churn(const Daemon &daemon, int count)
{
    constexpr int kBatch = 200;
    const QByteArray request = getRequest("/health/live");
    int refused = 0;
    for (int i = 0; i < count; ++i) {
        const int connection = connectTo(daemon.port(), true);
        if (connection < 0 || (i % kBatch == 0 && health(daemon).status != 200))
            ++refused;
        if (connection < 0)
            continue;
        if (i % 4 < 2)
            sendTo(connection, request);
        closeSocket(connection, i % 2 == 0);
    }
    return refused;
}

} // namespace

class FaultConnectionsTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void idleConnectionsCostLittle();
    void shortConnectionsLeaveNothing();
    void withoutDescriptorsItWaits();
};

void FaultConnectionsTest::initTestCase() { QVERIFY(raiseDescriptorLimit() >= 4'096); }

void FaultConnectionsTest::idleConnectionsCostLittle()
{
    const int idle = amount(2'000, 10'000);
    Daemon daemon;
    QVERIFY2(daemon.start({{QStringLiteral("connection_limit"), QString::number(idle + 1'000)},
                           {QStringLiteral("idle_timeout"), QStringLiteral("10m")}}),
             daemon.log().constData());
    const QByteArray token = accessToken(daemon);
    QVERIFY2(!token.isEmpty(), daemon.log().constData());
    LoadThread load(workingClients(daemon, token));
    const Latency before = measure(load, 3, 1s);
    const ProcessFacts facts = daemon.facts();
    const qint64 memory = facts.rssKiB();
    const qint64 descriptors = facts.descriptors();

    IdleConnections connections;
    QCOMPARE(connections.open(daemon.port(), idle / 2), idle / 2);
    QCOMPARE(connections.open(daemon.port(), idle / 2, getRequest("/health/live")), idle / 2);
    QTRY_VERIFY_WITH_TIMEOUT(facts.descriptors() >= descriptors + idle, kPatience);
    const Latency during = measureWithin(boundFor(kBound, before), load, 5, 2s);
    const double each = double(facts.rssKiB() - memory) / idle;
    QCOMPARE(connections.ended(), 0);
    connections.close();
    QTRY_VERIFY_WITH_TIMEOUT(facts.descriptors() <= descriptors + 5, kPatience);
    const Report all = load.stop();

    qInfo("N1: %d idle connections, %.1f KiB each", idle, each);
    qInfo("N1: 50 clients alone:  %s", before.text().constData());
    qInfo("N1: beside idle ones:  %s", during.text().constData());
    QVERIFY(all.answers > 0);
    QCOMPARE(all.failures, 0);
    QVERIFY2(facts.isSanitized() || each <= 16, qPrintable(QString::number(each)));
    QVERIFY2(during.median() <= boundFor(kBound, before), during.text().constData());
    QVERIFY2(daemon.stop(), daemon.log().constData());
}

void FaultConnectionsTest::shortConnectionsLeaveNothing()
{
    const int count = amount(20'000, 100'000);
    Daemon daemon;
    QVERIFY2(daemon.start(), daemon.log().constData());
    const ProcessFacts facts = daemon.facts();
    const qint64 descriptors = facts.descriptors();
    // Buffers, caches and the arenas of the allocator find their size first.
    IdleConnections many;
    QCOMPARE(many.open(daemon.port(), 1'000), 1'000);
    QTRY_VERIFY_WITH_TIMEOUT(facts.descriptors() >= descriptors + many.count(), kPatience);
    many.close();
    churn(daemon, count / 4);
    QTRY_VERIFY_WITH_TIMEOUT(facts.descriptors() <= descriptors + 5, kPatience);
    qint64 growth = 0;
    for (int round = 0; round < 3; ++round) { // a leak shows in every one
        const qint64 memory = facts.rssKiB();
        QCOMPARE(churn(daemon, count), 0);
        QTRY_VERIFY_WITH_TIMEOUT(facts.descriptors() <= descriptors + 5, kPatience);
        growth = facts.rssKiB() - memory;
        qInfo("N3: %d connections, VmRSS %lld KiB, growth %lld KiB", count, memory, growth);
        if (growth < kGrowthKiB)
            break;
    }
    QVERIFY2(facts.isSanitized() || growth < kGrowthKiB, qPrintable(QString::number(growth)));
    QCOMPARE(health(daemon).status, 200);
    QVERIFY2(daemon.stop(), daemon.log().constData());
}

void FaultConnectionsTest::withoutDescriptorsItWaits()
{
    Daemon daemon;
    QVERIFY2(daemon.start({}, 64), daemon.log().constData());
    QCOMPARE(health(daemon).status, 200);
    const ProcessFacts facts = daemon.facts();
    const qint64 descriptors = facts.descriptors();

    IdleConnections connections;
    QCOMPARE(connections.open(daemon.port(), 200), 200); // the kernel completes what nobody accepts
    // The load has nothing to do: it measures the time that passes.
    LoadThread nothing({daemon.port(), 0, {getRequest("/health/live")}, 20ms, {200}});
    (void)nothing.window(1s);
    const double from = facts.cpuSeconds();
    (void)nothing.window(3s);
    const double spent = (facts.cpuSeconds() - from) / 3;
    nothing.stop();
    const qint64 used = facts.descriptors();

    qInfo("D7: 200 connections on 64 descriptors: %lld in use, %.1f %% of a processor", used,
          100 * spent);
    QVERIFY(daemon.isRunning());
    QVERIFY2(spent < 0.2, qPrintable(QString::number(spent)));
    connections.close();
    QTRY_COMPARE_WITH_TIMEOUT(health(daemon).status, 200, kPatience);
    QTRY_VERIFY_WITH_TIMEOUT(facts.descriptors() <= descriptors + 5, kPatience);
    QVERIFY2(daemon.stop(), daemon.log().constData());
}

QTEST_GUILESS_MAIN(FaultConnectionsTest)
#include "tst_faultconnections.moc"
