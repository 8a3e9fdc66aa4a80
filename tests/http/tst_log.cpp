// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/auth/keyadmin.h"
#include "server/http/requestlog.h"
#include "server/http/router.h"
#include "server/token/base64url.h"
#include "tests/http/servedcore.h"
#include "tests/support/rawclient.h"

#include <QTest>

#include <algorithm>

using namespace tokendesk;
using namespace tokendesk::test;
using namespace std::chrono_literals;

namespace {

/// In every secret that this test sends.
constexpr char kMark[] = "m4rk3d";
constexpr int kPatience = 30'000; // ms, for busy machines

QJsonObject fieldsOf(const QJsonObject &line) { return line[QLatin1String("fields")].toObject(); }

} // namespace

class TestLog : public QObject
{
    Q_OBJECT

    std::unique_ptr<ServedCore> m_served;

    /// The last event of \a type in the log; empty: there is none.
    [[nodiscard]] QJsonObject event(const char *type) const
    {
        const QList<QJsonObject> lines = m_served->lines("event");
        for (auto line = lines.rbegin(); line != lines.rend(); ++line) {
            if ((*line)[QLatin1String("message")].toString() == QLatin1String(type))
                return *line;
        }
        return {};
    }
    /// The line of the request with \a id.
    [[nodiscard]] QJsonObject request(qint64 id) const
    {
        for (const QJsonObject &line : m_served->lines("http")) {
            if (fieldsOf(line)[QLatin1String("request")].toInteger() == id)
                return line;
        }
        return {};
    }
    void everyEndpointWithMarkedSecrets() const
    {
        const QByteArray mark(kMark);
        const ApiAnswer tokens = m_served->login();
        const QByteArray jwt = "eyJhbGciOiJIUzI1NiJ9.eyJtNHJrM2QiOjF9." + mark;
        for (const QByteArray &token : {tokens.text("refresh"), tokens.text("access"), jwt, mark}) {
            for (const http::Route &route : http::routes()) {
                const QJsonObject body{{QStringLiteral("username"), QString::fromUtf8(token)},
                                       {QStringLiteral("password"), QString::fromUtf8(mark + "pw")},
                                       {QStringLiteral("refresh"), QString::fromUtf8(token)},
                                       {QStringLiteral("token"), QString::fromUtf8(token)},
                                       {QString::fromLatin1(kMark), 1}};
                for (const char *method : {"POST", "GET", "OPTIONS", "DELETE"}) {
                    const ApiAnswer answer =
                        m_served->client->send(method, route.path + ("?token=" + token),
                                               QJsonDocument(body).toJson(QJsonDocument::Compact),
                                               {{"Content-Type", "application/json"},
                                                {"Authorization", "Bearer " + token},
                                                {"Cookie", "session=" + mark},
                                                {"X-Forwarded-For", mark},
                                                {"User-Agent", mark},
                                                {"Origin", "https://" + mark}});
                    QVERIFY(answer.status >= 200);
                }
            }
            (void)m_served->client->send("GET", "/" + token);
            (void)m_served->client->send("POST", "/logout/", "{\"refresh\": \"" + token,
                                         {{"Content-Type", "application/json"}});
        }
    }

private slots:
    void init() { m_served = std::make_unique<ServedCore>(); }
    void cleanup() { m_served.reset(); }

    void oneLineForEachRequest()
    {
        QCOMPARE(m_served->client->send("GET", "/health/live?a=b").status, 200);
        QCOMPARE(m_served->client->send("POST", "/api/token/", "{}").status, 415);
        const QList<QJsonObject> lines = m_served->lines("http");
        QCOMPARE(lines.size(), 2);
        QCOMPARE(lines[0][QLatin1String("level")].toString(), QStringLiteral("debug"));
        QCOMPARE(lines[1][QLatin1String("level")].toString(), QStringLiteral("info"));
        const QJsonObject fields = fieldsOf(lines[0]);
        QCOMPARE(fields[QLatin1String("method")].toString(), QStringLiteral("GET"));
        QCOMPARE(fields[QLatin1String("route")].toString(), QStringLiteral("/health/live"));
        QCOMPARE(fields[QLatin1String("status")].toInt(), 200);
        QCOMPARE(fields[QLatin1String("address")].toString(), QStringLiteral("127.0.0.1"));
        QCOMPARE(fields[QLatin1String("bytes")].toInt(), int(strlen("{\"status\":\"live\"}")));
        QVERIFY(fields[QLatin1String("ms")].toDouble(-1) >= 0);
        QVERIFY(fields[QLatin1String("request")].toInteger()
                < fieldsOf(lines[1])[QLatin1String("request")].toInteger());
    }

    /// An answer that nobody waits for is not logged, nor counted, as one that was sent.
    void droppedAnswersAreNoAnswers()
    {
#ifdef Q_OS_UNIX
        const QByteArray body =
            "{\"username\":\"anna\",\"password\":\"" + ServedCore::password().toUtf8() + "\"}";
        const auto vanishing = [&] {
            RawClient client(m_served->server.port());
            client.send("POST /api/token/ HTTP/1.1\r\nHost: localhost\r\n"
                        "Content-Type: application/json\r\nContent-Length: "
                        + QByteArray::number(body.size()) + "\r\n\r\n" + body);
            client.reset();
        };
        int vanished = 0;
        int sent = 0;
        const auto count = [&] { // the reset may come before the request is read, or after all
            const QList<QJsonObject> lines = m_served->lines("http");
            vanished = int(std::count_if(lines.begin(), lines.end(), [](const QJsonObject &line) {
                return fieldsOf(line)[QLatin1String("answer")] == QLatin1String("dropped");
            }));
            sent = int(lines.size()) - vanished;
            return vanished > 0;
        };
        for (int i = 0; i < 200 && !count(); ++i) {
            vanishing();
            QTRY_COMPARE_WITH_TIMEOUT(m_served->server.statistics().openConnections, 0, kPatience);
        }
        QTRY_VERIFY_WITH_TIMEOUT(count(), kPatience);
        QVERIFY(m_served->server.statistics().vanished >= quint64(vanished));
        const QByteArray metrics = m_served->client->send("GET", "/metrics").body;
        QVERIFY(count());
        const QByteArray sample = "tokendesk_http_requests_total{route=\"/api/token/\"";
        const qsizetype at = metrics.indexOf(sample);
        const QByteArray line =
            at < 0 ? QByteArray() : metrics.sliced(at, metrics.indexOf('\n', at) - at);
        // What was sent, but for this request for the metrics.
        QCOMPARE(line.mid(line.lastIndexOf(' ') + 1).toInt(), sent - 1);
        QVERIFY(metrics.contains("tokendesk_http_clients_gone_total"));
#endif
    }

    /// Source: SECURITY R98.
    void everythingThatMattersIsAnEvent()
    {
        const ApiAnswer first = m_served->login();
        const QJsonObject started = event("session.started");
        const QJsonObject fields = fieldsOf(started);
        QCOMPARE(started[QLatin1String("ts")].toString(),
                 toIsoString(m_served->scratch.clock.now()));
        QCOMPARE(fields[QLatin1String("address")].toString(), QStringLiteral("127.0.0.1"));
        QCOMPARE(fields[QLatin1String("user_id")].toInteger(), 2);
        const QString sid = claimsOf(first.text("access"))[QLatin1String("sid")].toString();
        QCOMPARE(fields[QLatin1String("sid")].toString(), sid);
        const QJsonObject login = fieldsOf(request(fields[QLatin1String("request")].toInteger()));
        QCOMPARE(login[QLatin1String("route")].toString(), QStringLiteral("/api/token/"));

        const ApiAnswer second = m_served->client->refresh(first.text("refresh"));
        QCOMPARE(second.status, 200);
        const QJsonObject refreshed = fieldsOf(event("session.refreshed"));
        QCOMPARE(refreshed[QLatin1String("sid")].toString(), sid);
        QCOMPARE(refreshed[QLatin1String("user_id")].toInteger(), 2);
        QVERIFY(!request(refreshed[QLatin1String("request")].toInteger()).isEmpty());
        QVERIFY(events(*m_served->core, "session.refreshed").empty()); // no row for each refresh

        m_served->scratch.clock.advance(1min);
        QCOMPARE(m_served->client->refresh(first.text("refresh")).status, 401);
        const QJsonObject reused = event("session.refresh_reused");
        QCOMPARE(fieldsOf(reused)[QLatin1String("sid")].toString(), sid);
        QCOMPARE(reused[QLatin1String("level")].toString(), QStringLiteral("warning"));

        QCOMPARE(m_served->client->logout(m_served->login().text("refresh")).status, 200);
        QCOMPARE(fieldsOf(event("session.ended"))[QLatin1String("address")].toString(),
                 QStringLiteral("127.0.0.1"));
        QCOMPARE(m_served->client->login(QStringLiteral("anna"), QStringLiteral("no")).status, 401);
        QCOMPARE(fieldsOf(event("login.failed"))[QLatin1String("reason")].toString(),
                 QStringLiteral("wrong_password"));
        QVERIFY(m_served->set("leeway", 3));
        QCOMPARE(fieldsOf(event("settings.changed"))[QLatin1String("actor")].toString(),
                 QStringLiteral("os:tester"));
        QVERIFY(!event("key.generated").isEmpty());
        QVERIFY(!event("user.created").isEmpty());
    }

    /// Source: SECURITY R99, R100.
    void noSecretIsEverWritten()
    {
        everyEndpointWithMarkedSecrets();
        const QByteArray secret(kMark + QByteArray(40, 'k'));
        const auto imported = await<auth::KeyEntry>([&](auth::Completion<auth::KeyEntry> done) {
            m_served->core->keys().import(
                {QStringLiteral("HS256"), SecretBytes(secret), true, false}, kActor,
                std::move(done));
        });
        VERIFY_OK(imported);
        QVERIFY(!event("key.imported").isEmpty());
        const QByteArray log = m_served->log();
        QVERIFY(log.count('\n') > 200);
        QVERIFY(!log.contains("eyJ"));
        QVERIFY(!log.contains(kMark));
        QVERIFY(!log.contains(ServedCore::password().toUtf8()));
        QVERIFY(!log.contains(token::toBase64Url(secret)));
        QVERIFY(!log.contains(secret.toHex()));
        for (const QByteArray &line : log.chopped(1).split('\n')) {
            QVERIFY2(QJsonDocument::fromJson(line).isObject(), line.constData());
            QVERIFY(std::all_of(line.begin(), line.end(),
                                [](char c) { return c >= 0x20 && c < 0x7f; }));
        }
    }

    void failuresOfTheServerSayWhy()
    {
        http::RequestLog log(nullptr);
        log.note({}); // without a logger nothing happens
        QByteArray lines;
        Logger logger(m_served->scratch.clock, [&lines](const QByteArray &line) { lines += line; });
        http::RequestLog written(&logger);
        const Error error(ErrorCode::StoreUnavailable, QStringLiteral("disk \"full\"\n"));
        written.note({7, "POST", "/api/token/", 503, 1500us, QHostAddress(QStringLiteral("::1")),
                      12, &error});
        const QJsonObject line = QJsonDocument::fromJson(lines).object();
        QCOMPARE(line[QLatin1String("level")].toString(), QStringLiteral("warning"));
        const QJsonObject fields = fieldsOf(line);
        QCOMPARE(fields[QLatin1String("ms")].toDouble(), 1.5);
        QCOMPARE(fields[QLatin1String("address")].toString(), QStringLiteral("::1"));
        QVERIFY(
            fields[QLatin1String("why")].toString().contains(QStringLiteral("disk \"full\"\n")));
    }

    void aFloodOfRefusalsIsCutShort()
    {
        QByteArray lines;
        FakeClock clock;
        Logger logger(clock, [&lines](const QByteArray &line) { lines += line; });
        http::RequestLog log(&logger);
        const auto flood = [&log](int status) {
            for (int i = 0; i < 1000; ++i)
                log.note({1, "GET", "other", status, 1us, QHostAddress::LocalHost, 0, nullptr});
        };
        flood(404);
        QCOMPARE(lines.count('\n'), http::RequestLog::kPerSecond);
        flood(200);
        QCOMPARE(lines.count('\n'), http::RequestLog::kPerSecond); // not at this level
        clock.advance(1s);
        flood(404);
        QCOMPARE(lines.count('\n'), 2 * http::RequestLog::kPerSecond);
        QCOMPARE(lines.count("\"skipped\":900"), 1);
        flood(503); // has lines of its own: nobody hides a failure behind refusals
        QCOMPARE(lines.count("\"status\":503"), http::RequestLog::kPerSecond);
        lines.clear();
        logger.setLevel(Severity::Debug); // now all are wanted
        flood(200);
        QCOMPARE(lines.count('\n'), 1000);
    }

    void theRequestIdOfAFailureIsToldToTheClient()
    {
        // With its file away, the database cannot answer.
        const ApiAnswer tokens = m_served->login();
        const QString path = m_served->core->databasePath();
        for (const char *suffix : {"", "-wal", "-shm"})
            QFile::rename(path + QLatin1String(suffix),
                          path + QLatin1String(".away") + QLatin1String(suffix));
        const ApiAnswer failed = m_served->client->refresh(tokens.text("refresh"));
        QCOMPARE(failed.status, 503);
        const qint64 id = failed.header("X-Request-Id").toLongLong();
        QVERIFY(id > 0);
        const QJsonObject line = request(id);
        QCOMPARE(line[QLatin1String("level")].toString(), QStringLiteral("warning"));
        QVERIFY(!fieldsOf(line)[QLatin1String("why")].toString().isEmpty());
        QCOMPARE(m_served->client->send("GET", "/health/live").header("X-Request-Id"),
                 QByteArray());
    }
};

QTEST_GUILESS_MAIN(TestLog)
#include "tst_log.moc"
