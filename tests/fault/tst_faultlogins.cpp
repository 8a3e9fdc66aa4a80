// SPDX-License-Identifier: GPL-3.0-or-later
// A flood of logins with wrong passwords. RELIABILITY M1.
#include "tests/fault/faultdaemon.h"
#include "tests/fault/loadthread.h"
#include "tests/support/apiclient.h"

#include <QElapsedTimer>
#include <QTest>

#include <thread>

using namespace tokendesk::test;
using namespace std::chrono_literals;

namespace {

constexpr double kBound = 50; // milliseconds
constexpr qint64 kBaseKiB = 120 * 1024;
constexpr qint64 kHashKiB = 46 * 1024;
constexpr int kFloodClients = 64;

QUrl urlOf(const Daemon &daemon)
{
    return QUrl(QStringLiteral("http://127.0.0.1:%1").arg(daemon.port()));
}

/// Clients that never log in.
Load otherClients(const Daemon &daemon, const QByteArray &token)
{
    return {daemon.port(),
            16,
            {getRequest("/account/profile", token),
             postRequest("/api/token/verify/", R"({"token":")" + token + R"("})"),
             getRequest("/health/live")},
            20ms,
            {200}};
}

/// Clients that try one wrong password after the other.
Load flood(const Daemon &daemon)
{
    std::vector<QByteArray> requests;
    for (int i = 0; i < 97; ++i) {
        const QByteArray user =
            i % 2 == 0 ? QByteArray("admin") : QByteArray("nobody" + QByteArray::number(i));
        requests.push_back(postRequest("/api/token/", R"({"username":")" + user
                                                          + R"(","password":"wrong-)"
                                                          + QByteArray::number(i) + R"("})"));
    }
    return {daemon.port(), kFloodClients, requests, 20ms, {401, 429, 503}};
}

qint64 count(const Report &report, int status)
{
    const auto found = report.byStatus.find(status);
    return found == report.byStatus.end() ? 0 : found->second;
}

} // namespace

class FaultLoginsTest : public QObject
{
    Q_OBJECT

private slots:
    void floodsAreShed_data();
    void floodsAreShed();
};

void FaultLoginsTest::floodsAreShed_data()
{
    QTest::addColumn<QString>("throttle");
    // Without the throttle all the surplus meets the hashing queue, with it hardly any does.
    QTest::newRow("by the hashing queue") << QStringLiteral("off");
    QTest::newRow("by the throttle") << QStringLiteral("on");
}

void FaultLoginsTest::floodsAreShed()
{
    QFETCH(QString, throttle);
    Daemon daemon;
    QVERIFY2(daemon.start({{QStringLiteral("throttle_logins"), throttle}}),
             daemon.log().constData());
    const QByteArray token = accessToken(daemon);
    QVERIFY2(!token.isEmpty(), daemon.log().constData());
    const ProcessFacts facts = daemon.facts();
    LoadThread others(otherClients(daemon, token));
    const Latency idle = measure(others, 3, 1s);

    LoadThread attackers(flood(daemon));
    const Latency during = measureWithin(boundFor(kBound, idle), others, amount(6, 30), 2s);
    const Report shed = attackers.stop();
    // Back to normal: who knows the password gets in again; a throttle may hold on for longer.
    QElapsedTimer recovery;
    recovery.start();
    int status = 0;
    do {
        status = ApiClient(urlOf(daemon)).login(Daemon::kUsername, Daemon::kPassword).status;
    } while (status == 503 && recovery.elapsed() < 30'000);
    const qint64 recovered = recovery.elapsed();
    const Latency after = measureWithin(boundFor(kBound, idle), others, 3, 1s);
    const Report all = others.stop();

    qInfo("M1: %lld logins: %lld x 401, %lld x 429, %lld x 503, peak memory %lld KiB", shed.answers,
          count(shed, 401), count(shed, 429), count(shed, 503), facts.peakRssKiB());
    qInfo("M1: others alone:        %s", idle.text().constData());
    qInfo("M1: others in the flood: %s", during.text().constData());
    qInfo("M1: others afterwards:   %s; login %d after %lld ms", after.text().constData(), status,
          recovered);
    QCOMPARE(shed.failures, 0);
    QVERIFY(count(shed, 401) > 0);
    QVERIFY(count(shed, 429) + count(shed, 503) > 0);
    QVERIFY((throttle == QLatin1String("on")) == (count(shed, 429) > 0));
    QCOMPARE(all.failures, 0);
    const qint64 cores = std::max(1U, std::thread::hardware_concurrency());
    QVERIFY2(facts.isSanitized() || facts.peakRssKiB() <= kBaseKiB + cores * kHashKiB,
             qPrintable(QString::number(facts.peakRssKiB())));
    QVERIFY2(during.median() <= boundFor(kBound, idle), during.text().constData());
    QVERIFY2(after.median() <= boundFor(kBound, idle), after.text().constData());
    QVERIFY2(status == 200 || (status == 429 && throttle == QLatin1String("on")),
             qPrintable(QString::number(status)));
    QVERIFY2(recovered <= 2'000 * (idle.median() > kBound / 5 ? 5 : 1),
             qPrintable(QString::number(recovered)));
    QVERIFY2(daemon.stop(), daemon.log().constData());
}

QTEST_GUILESS_MAIN(FaultLoginsTest)
#include "tst_faultlogins.moc"
