// SPDX-License-Identifier: GPL-3.0-or-later
// What a client sees of the login throttle, over real sockets.
#include "server/auth/passwordhasher.h"
#include "server/http/endpoints.h"
#include "server/http/httpserver.h"
#include "tests/support/apiclient.h"
#include "tests/support/rawclient.h"
#include "tests/unit/runtime/corefixture.h"

#include <future>

using namespace tokendesk;
using namespace tokendesk::test;
using namespace std::chrono_literals;

namespace {

const QString kAnna = QStringLiteral("anna");
const QString kRight = QStringLiteral("quiet-otter-9 Lisbon");
const QString kWrong = QStringLiteral("loud-otter-8 Porto");

} // namespace

class TestThrottle : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void answersAsDjangoDoes();
    void saysHowLongAndKeepsItsWord();
    void unknownNamesLookTheSame();
    void strangersCannotKeepTheUserOut();
    void addressesHaveAMinute();
    void ipv6CountsBySubnet();
    void forwardedForCountsFromTrustedProxiesAlone();
    void slidingLoginCountsAsWell();
    void otherEndpointsGoOn();
    void refusalsForAFullQueueWaitTheirTurn();
    void presetSimplejwtIsOff();

private:
    void serve(const QStringList &trustedProxies)
    {
        m_client.reset();
        m_server = std::make_unique<http::HttpServer>();
        http::HttpServerOptions options;
        options.port = 0;
        options.workers = 2;
        options.trustedProxies = trustedProxies;
        VERIFY_OK(m_server->start(options, http::makeApi(m_core->context(), m_core->useCases())));
        m_client = std::make_unique<ApiClient>(m_server->url());
    }
    void set(const char *key, const QJsonValue &value)
    {
        const auto changed =
            await<auth::SettingsState>([&](auth::Completion<auth::SettingsState> done) {
                m_core->settings().change({{QLatin1String(key), value}}, kActor, std::move(done));
            });
        VERIFY_OK(changed);
    }
    /// A login by way of the proxy at 127.0.0.1.
    ApiAnswer login(const QString &name, const QString &password, const QByteArray &from) const
    {
        const QJsonObject body{{QStringLiteral("username"), name},
                               {QStringLiteral("password"), password}};
        return m_client->send("POST", "/api/token/",
                              QJsonDocument(body).toJson(QJsonDocument::Compact),
                              {{"Content-Type", "application/json"}, {"X-Forwarded-For", from}});
    }
    /// So many wrong passwords, after their waits.
    void fail(int times, const QByteArray &from)
    {
        for (int i = 0; i < times;) {
            const ApiAnswer answer = login(kAnna, kWrong, from);
            if (answer.status == 429) {
                m_scratch->clock.advance(
                    std::chrono::seconds(answer.header("Retry-After").toInt()));
                continue;
            }
            QCOMPARE(answer.status, 401);
            ++i;
        }
    }

    std::unique_ptr<Scratch> m_scratch;
    std::unique_ptr<Core> m_core;
    std::unique_ptr<http::HttpServer> m_server;
    std::unique_ptr<ApiClient> m_client;
};

void TestThrottle::init()
{
    m_scratch = std::make_unique<Scratch>();
    auto core = m_scratch->open();
    VERIFY_OK(core);
    m_core = *std::move(core);
    VERIFY_OK(addUser(*m_core, kAnna));
    serve({QStringLiteral("127.0.0.1")});
}

void TestThrottle::cleanup()
{
    m_client.reset();
    m_server.reset();
    m_core.reset();
    m_scratch.reset();
}

void TestThrottle::answersAsDjangoDoes()
{
    fail(5, "192.0.2.1");
    const ApiAnswer one = login(kAnna, kWrong, "192.0.2.1");
    QCOMPARE(one.status, 429);
    QCOMPARE(one.body,
             QByteArray("{\"detail\":\"Request was throttled. Expected available in 1 second.\"}"));
    QCOMPARE(one.header("Retry-After"), QByteArray("1"));
    QCOMPARE(one.header("Content-Type"), QByteArray("application/json"));
    QCOMPARE(one.header("Cache-Control"), QByteArray("no-store"));
    QVERIFY(one.header("WWW-Authenticate").isEmpty());
    fail(1, "192.0.2.1");
    const ApiAnswer two = login(kAnna, kWrong, "192.0.2.1");
    QCOMPARE(
        two.body,
        QByteArray("{\"detail\":\"Request was throttled. Expected available in 2 seconds.\"}"));
    QCOMPARE(two.header("Retry-After"), QByteArray("2"));
}

void TestThrottle::saysHowLongAndKeepsItsWord()
{
    fail(9, "192.0.2.1"); // now waits 16 s
    m_scratch->clock.advance(10'500ms);
    QCOMPARE(login(kAnna, kRight, "192.0.2.1").header("Retry-After"), QByteArray("6"));
    m_scratch->clock.advance(5'499ms);
    QCOMPARE(login(kAnna, kRight, "192.0.2.1").header("Retry-After"), QByteArray("1"));
    m_scratch->clock.advance(1ms);
    QCOMPARE(login(kAnna, kRight, "192.0.2.1").status, 200);
}

void TestThrottle::unknownNamesLookTheSame()
{
    set("login_disable_after", 10);
    const QString nobody = QStringLiteral("nobody");
    for (int i = 0; i < 30; ++i) {
        ApiAnswer known = login(kAnna, kWrong, "192.0.2.1");
        ApiAnswer unknown = login(nobody, kWrong, "192.0.2.2");
        QCOMPARE(unknown.status, known.status);
        QCOMPARE(unknown.body, known.body);
        for (ApiAnswer *answer : {&known, &unknown}) {
            std::erase_if(answer->headers,
                          [](const auto &header) { return header.first == "Date"; });
        }
        QCOMPARE(unknown.headers, known.headers);
        m_scratch->clock.advance(i % 2 == 0 ? 0s : 900s);
    }
    // Both are locked by now.
    QCOMPARE(login(kAnna, kRight, "192.0.2.9").header("Retry-After"), QByteArray("900"));
    QCOMPARE(login(nobody, kRight, "192.0.2.9").header("Retry-After"), QByteArray("900"));
}

void TestThrottle::strangersCannotKeepTheUserOut()
{
    set("login_disable_after", 10);
    QCOMPARE(login(kAnna, kRight, "192.0.2.1").status, 200);
    fail(10, "198.51.100.7");
    QCOMPARE(login(kAnna, kRight, "198.51.100.7").status, 429);
    QCOMPARE(login(kAnna, kRight, "198.51.100.8").status, 429);
    QCOMPARE(login(kAnna, kRight, "192.0.2.1").status, 200);
    fail(5, "192.0.2.1");
    QCOMPARE(login(kAnna, kRight, "192.0.2.1").header("Retry-After"), QByteArray("1"));
}

void TestThrottle::addressesHaveAMinute()
{
    set("login_address_failures", 6);
    for (int i = 0; i < 6; ++i)
        QCOMPARE(login(QStringLiteral("nobody%1").arg(i), kWrong, "192.0.2.1").status, 401);
    const ApiAnswer refused = login(kAnna, kRight, "192.0.2.1");
    QCOMPARE(refused.status, 429);
    QCOMPARE(refused.header("Retry-After"), QByteArray("60"));
    QCOMPARE(login(kAnna, kRight, "192.0.2.2").status, 200);
    m_scratch->clock.advance(60s);
    QCOMPARE(login(kAnna, kRight, "192.0.2.1").status, 200);
}

void TestThrottle::ipv6CountsBySubnet()
{
    set("login_address_failures", 2);
    for (const char *from : {"2001:db8:1:2::1", "2001:db8:1:2:3:4:5:6"})
        QCOMPARE(login(QString::fromLatin1(from).remove(u':'), kWrong, from).status, 401);
    QCOMPARE(login(kAnna, kRight, "2001:db8:1:2:ffff::").status, 429);
    QCOMPARE(login(kAnna, kRight, "2001:db8:1:3::1").status, 200);
}

void TestThrottle::forwardedForCountsFromTrustedProxiesAlone()
{
    set("login_address_failures", 3);
    serve({});
    // Nobody is believed: all of it came from here.
    for (int i = 0; i < 3; ++i)
        QCOMPARE(login(QStringLiteral("nobody%1").arg(i), kWrong,
                       QByteArray("192.0.2." + QByteArray::number(i)))
                     .status,
                 401);
    QCOMPARE(login(kAnna, kRight, "192.0.2.77").status, 429);
    QCOMPARE(login(kAnna, kRight, "127.0.0.1").status, 429);
}

void TestThrottle::slidingLoginCountsAsWell()
{
    fail(4, "192.0.2.1");
    const QJsonObject wrong{{QStringLiteral("username"), kAnna},
                            {QStringLiteral("password"), kWrong}};
    QCOMPARE(m_client->post("/api/token/sliding/", wrong).status, 401);
    QCOMPARE(m_client->post("/api/token/sliding/", wrong).status, 429);
    QCOMPARE(login(kAnna, kRight, "192.0.2.1").status, 429);
}

void TestThrottle::otherEndpointsGoOn()
{
    const ApiAnswer tokens = login(kAnna, kRight, "192.0.2.1");
    QCOMPARE(tokens.status, 200);
    fail(6, "127.0.0.1");
    QCOMPARE(m_client->login(kAnna, kRight).status, 429);
    QCOMPARE(m_client->profile(tokens.text("access")).status, 200);
    QCOMPARE(m_client->verify(tokens.text("access")).status, 200);
    QCOMPARE(m_client->refresh(tokens.text("refresh")).status, 200);
}

void TestThrottle::refusalsForAFullQueueWaitTheirTurn()
{
    auth::PasswordHasher &hasher = m_core->context().hasher;
    std::promise<void> release;
    const std::shared_future<void> released = release.get_future().share();
    const auto fill = [&hasher, &released] {
        const auto hold = [released](const Result<QString> &) { released.wait(); };
        while (hasher.submitHash(SecretBytes::fromText(kRight), hold)) { }
    };
    fill();
    // A thread may have been on its way to the queue.
    QTRY_VERIFY(hasher.statistics().running > 0);
    fill();
    const int limit = auth::PasswordHasher::Options{}.queueLimit;
    QTRY_COMPARE((fill(), hasher.statistics().queued), limit);

    const QByteArray body = R"({"username":"anna","password":"quiet-otter-9 Lisbon"})";
    const QByteArray request = "POST /api/token/ HTTP/1.1\r\nHost: localhost\r\n"
                               "Content-Type: application/json\r\nContent-Length: "
                               + QByteArray::number(body.size()) + "\r\n\r\n" + body;
    const auto port = static_cast<quint16>(m_server->url().port());
    RawClient patient(port);
    patient.send(request);
    QTRY_COMPARE(hasher.statistics().turns, 1);
    {
        RawClient gone(port);
        gone.send(request);
        QTRY_COMPARE(hasher.statistics().turns, 2);
    }
    // Nobody else waits meanwhile.
    QCOMPARE(m_client->send("GET", "/health/live").status, 200);
    QCOMPARE(hasher.statistics().turns, 2);
    release.set_value();
    const QByteArray refused = patient.answer();
    QCOMPARE(RawClient::statusOf(refused), 503);
    QVERIFY(refused.contains("\r\nRetry-After: 1\r\n"));
    QTRY_COMPARE(hasher.statistics().queued, 0);
    QCOMPARE(patient.status(request), 200);

    // A server that stops does not wait for turns for ever, and the answers find it gone.
    std::promise<void> again;
    const std::shared_future<void> later = again.get_future().share();
    const auto hold = [later](const Result<QString> &) { later.wait(); };
    QTRY_VERIFY((hasher.submitHash(SecretBytes::fromText(kRight), hold).has_value(),
                 hasher.statistics().queued == limit));
    patient.send(request);
    QTRY_COMPARE(hasher.statistics().turns, 1);
    m_client.reset();
    m_server.reset();
    again.set_value();
    QTRY_COMPARE(hasher.statistics().turns, 0);
}

void TestThrottle::presetSimplejwtIsOff()
{
    set("preset", QStringLiteral("simplejwt"));
    // Settings reach each worker before its next request.
    for (int i = 0; i < 25; ++i)
        QCOMPARE(login(kAnna, kWrong, "192.0.2.1").status, 401);
    QCOMPARE(login(kAnna, kRight, "192.0.2.1").status, 200);
}

QTEST_GUILESS_MAIN(TestThrottle)
#include "tst_throttle.moc"
