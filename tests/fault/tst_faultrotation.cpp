// SPDX-License-Identifier: GPL-3.0-or-later
// Refresh and verify while signing keys, and their algorithms, change under them: with one daemon
// and with two on the same file. DESIGN section 4.
#include "tests/fault/faultdaemon.h"
#include "tests/support/apiclient.h"
#include "tests/support/rawclient.h"

#include <QElapsedTimer>
#include <QTest>

#include <array>
#include <atomic>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <thread>

using namespace tokendesk::test;
using namespace std::chrono_literals;

namespace {

constexpr int kClients = 32;
/// Keys beside the one that signs; older ones are retired.
constexpr std::size_t kRetiringKeys = 3;
/// More failures are counted, but not told.
constexpr qsizetype kToldFailures = 10;
constexpr std::array kAlgorithms{"HS256", "ES256", "RS256", "EdDSA",
                                 "PS256", "HS512", "ES512", "RS384"};

QString urlOf(const Daemon &daemon)
{
    return QStringLiteral("http://127.0.0.1:%1").arg(daemon.port());
}

QString kidOf(const QByteArray &token)
{
    const auto header = tokendesk::token::fromBase64Url(token.split('.').first());
    return QJsonDocument::fromJson(header.value_or(QByteArray()))[QLatin1String("kid")].toString();
}

QByteArray postOf(const QByteArray &path, const char *member, const QByteArray &token)
{
    const QByteArray body = "{\"" + QByteArray(member) + "\":\"" + token + "\"}";
    return "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
           + "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

/// What came of all clients; which keys were retired meanwhile. Thread: any.
class Ledger
{
public:
    void retire(const QString &kid)
    {
        const std::lock_guard lock(m_mutex);
        m_retired.insert(kid);
    }
    /// An answer to a token of \a kid; refusing it is right once the key is retired.
    void note(const char *what, const QString &kid, const QByteArray &answer)
    {
        const int status = RawClient::statusOf(answer);
        const std::lock_guard lock(m_mutex);
        ++m_counts[what];
        if (status == 200)
            return;
        if (status == 401 && m_retired.count(kid) > 0) {
            ++m_refusedRetired;
            return;
        }
        ++m_failures;
        if (m_told.size() < kToldFailures)
            m_told.push_back(QByteArray(what) + " of key " + kid.toUtf8() + ": "
                             + (answer.isEmpty() ? "no answer" : answer.left(400)));
    }
    [[nodiscard]] qint64 count(const char *what) const
    {
        const auto found = m_counts.find(what);
        return found == m_counts.end() ? 0 : found->second;
    }
    [[nodiscard]] qint64 failures() const { return m_failures; }
    [[nodiscard]] qint64 refusedRetired() const { return m_refusedRetired; }
    [[nodiscard]] QByteArray told() const { return m_told.join("\n---\n"); }

private:
    std::mutex m_mutex;
    std::set<QString> m_retired;
    std::map<std::string, qint64, std::less<>> m_counts;
    qint64 m_failures = 0;
    qint64 m_refusedRetired = 0;
    QByteArrayList m_told;
};

/// One session: refreshes, and verifies what it got, the latest and the older tokens, at each of
/// the daemons in turn, until it is told to stop.
class RotationClient
{
public:
    RotationClient(std::vector<quint16> ports, QByteArray refresh, QByteArray access)
        : m_ports(std::move(ports)), m_refresh(std::move(refresh)), m_latest(std::move(access))
    {
    }

    void run(Ledger &ledger, const std::atomic<bool> &stop)
    {
        std::vector<std::unique_ptr<RawClient>> servers;
        for (const quint16 port : m_ports)
            servers.push_back(std::make_unique<RawClient>(port));
        const auto ask = [&](std::size_t turn, const QByteArray &request) {
            const std::size_t at = turn % servers.size();
            servers[at]->send(request);
            const QByteArray answer = servers[at]->answer();
            if (answer.contains("\r\nConnection: close")) // a connection serves 1,000 requests
                servers[at] = std::make_unique<RawClient>(m_ports[at]);
            return answer;
        };
        for (std::size_t turn = 0; !stop; ++turn) {
            if (!refresh(ledger, ask(turn, postOf("/api/token/refresh/", "refresh", m_refresh))))
                return; // the session is lost, which the ledger has; more would drown the cause
            // The next daemon may not have heard of the key yet that has signed this one.
            verify(ledger, "verify", m_latest, turn + 1, ask);
            ledger.note("profile", kidOf(m_latest),
                        ask(turn + 1, "GET /account/profile HTTP/1.1\r\nHost: localhost\r\n"
                                      "Authorization: Bearer "
                                          + m_latest + "\r\n\r\n"));
            for (const auto &[kid, token] : m_older)
                verify(ledger, "older", token, turn, ask);
        }
    }

    /// The last token of each key that has signed for this session.
    [[nodiscard]] const std::map<QString, QByteArray> &older() const { return m_older; }

private:
    bool refresh(Ledger &ledger, const QByteArray &answer)
    {
        ledger.note("refresh", kidOf(m_refresh), answer);
        if (RawClient::statusOf(answer) != 200)
            return false;
        const auto tokens = QJsonDocument::fromJson(RawClient::bodyOf(answer));
        m_older[kidOf(m_latest)] = m_latest;
        m_refresh = tokens[QLatin1String("refresh")].toString().toUtf8();
        m_latest = tokens[QLatin1String("access")].toString().toUtf8();
        return true;
    }
    template<typename Ask>
    void verify(Ledger &ledger, const char *what, const QByteArray &token, std::size_t turn,
                const Ask &ask)
    {
        ledger.note(what, kidOf(token), ask(turn, postOf("/api/token/verify/", "token", token)));
    }

    std::vector<quint16> m_ports;
    QByteArray m_refresh;
    QByteArray m_latest;
    std::map<QString, QByteArray> m_older;
};

} // namespace

class FaultRotationTest : public QObject
{
    Q_OBJECT

private slots:
    void nothingIsRefusedButRetiredKeys_data();
    void nothingIsRefusedButRetiredKeys();

private:
    /// Lets a new key sign: at once, or after it has been published as the next one. False on an
    /// error.
    static bool rotate(Daemon &daemon, int count);
    /// The kid of the key that signs, once it is another one than \a before; empty on an error.
    static QString signingKey(const Daemon &daemon, const QString &before = {});
};

bool FaultRotationTest::rotate(Daemon &daemon, int count)
{
    const QString algorithm =
        QLatin1String(kAlgorithms[static_cast<std::size_t>(count) % kAlgorithms.size()]);
    QStringList words{QStringLiteral("key"), QStringLiteral("add"), QStringLiteral("--algorithm"),
                      algorithm};
    if (algorithm.startsWith(u'R') || algorithm.startsWith(u'P'))
        words << QStringLiteral("--bits") << QStringLiteral("2048"); // quicker to find than 3072
    const bool atOnce = count % 2 == 0;
    if (atOnce)
        words << QStringLiteral("--activate");
    return daemon.verb(words) == 0
           && (atOnce || daemon.verb({QStringLiteral("key"), QStringLiteral("rotate")}) == 0);
}

QString FaultRotationTest::signingKey(const Daemon &daemon, const QString &before)
{
    QElapsedTimer patience;
    patience.start();
    QString kid;
    do {
        kid = kidOf(accessToken(daemon));
    } while (!kid.isEmpty() && kid == before && patience.elapsed() < 60'000);
    return kid;
}

void FaultRotationTest::nothingIsRefusedButRetiredKeys_data()
{
    QTest::addColumn<int>("daemons");
    QTest::newRow("one daemon") << 1;
    QTest::newRow("two daemons on one file") << 2;
}

void FaultRotationTest::nothingIsRefusedButRetiredKeys()
{
    QFETCH(int, daemons);
    Daemon first;
    Daemon second;
    QVERIFY2(first.start(), first.log().constData());
    std::vector<quint16> ports{first.port()};
    if (daemons == 2) {
        second.useDataOf(first);
        QVERIFY2(second.start(), second.log().constData());
        ports.push_back(second.port());
    }
    std::vector<std::unique_ptr<RotationClient>> clients;
    const ApiClient logins{QUrl(urlOf(first))};
    for (int i = 0; i < kClients; ++i) {
        const ApiAnswer answer = logins.login(Daemon::kUsername, Daemon::kPassword);
        QCOMPARE(answer.status, 200);
        // Every second one begins at the second daemon.
        std::vector<quint16> order = ports;
        std::rotate(order.begin(), order.begin() + i % daemons, order.end());
        clients.push_back(
            std::make_unique<RotationClient>(order, answer.text("refresh"), answer.text("access")));
    }

    Ledger ledger;
    std::atomic<bool> stop{false};
    std::vector<std::thread> threads;
    for (const auto &client : clients)
        threads.emplace_back([&client, &ledger, &stop] { client->run(ledger, stop); });

    const auto length = amount(10s, 60s);
    const auto period = amount(1000ms, 5000ms);
    QStringList inForce{signingKey(first)};
    QStringList retired;
    QString trouble;
    int rotations = 0;
    const auto started = std::chrono::steady_clock::now();
    for (auto due = started + period; due < started + length && trouble.isEmpty(); due += period) {
        std::this_thread::sleep_until(due);
        if (!rotate(first, rotations)) {
            trouble = QStringLiteral("rotating: ") + QString::fromUtf8(first.log().right(400));
            break;
        }
        ++rotations;
        inForce.append(signingKey(first, inForce.last()));
        if (inForce.size() > qsizetype(kRetiringKeys) + 1) {
            retired.append(inForce.takeFirst());
            ledger.retire(retired.last());
            if (first.verb({QStringLiteral("key"), QStringLiteral("retire"), QStringLiteral("--"),
                            retired.last()})
                != 0)
                trouble = QStringLiteral("retiring: ") + QString::fromUtf8(first.log().right(400));
        }
    }
    std::this_thread::sleep_until(started + length);
    stop = true;
    for (std::thread &thread : threads)
        thread.join();
    QVERIFY2(trouble.isEmpty(), qPrintable(trouble));

    qInfo("Rotation, %d daemon(s), %lld s: %d rotations, %lld keys retired; %lld refreshes, %lld "
          "verifies of the latest token, %lld profiles, %lld verifies of older tokens: %lld "
          "failures, %lld refusals of retired keys",
          daemons, static_cast<qint64>(length.count()), rotations,
          static_cast<qint64>(retired.size()), ledger.count("refresh"), ledger.count("verify"),
          ledger.count("profile"), ledger.count("older"), ledger.failures(),
          ledger.refusedRetired());
    QVERIFY2(ledger.failures() == 0, ledger.told().constData());
    QVERIFY(rotations > int(kRetiringKeys));
    for (const char *what : {"refresh", "verify", "profile", "older"})
        QVERIFY2(ledger.count(what) > kClients, what);

    // What was said in the end, to each daemon: what is not retired verifies, what is does not.
    int refused = 0;
    int accepted = 0;
    for (const quint16 port : ports) {
        const ApiClient server{QUrl(QStringLiteral("http://127.0.0.1:%1").arg(port))};
        for (const auto &client : clients) {
            for (const auto &[kid, token] : client->older()) {
                const bool isRetired = retired.contains(kid);
                // The last one was retired a moment ago, by another process.
                QTRY_COMPARE_WITH_TIMEOUT(server.verify(token).status, isRetired ? 401 : 200,
                                          60'000);
                (isRetired ? refused : accepted) += 1;
            }
        }
    }
    QVERIFY(accepted >= kClients && refused > 0);
    if (daemons == 2)
        QVERIFY2(second.stop(), second.log().constData());
    QVERIFY2(first.stop(), first.log().constData());
}

QTEST_GUILESS_MAIN(FaultRotationTest)
#include "tst_faultrotation.moc"
