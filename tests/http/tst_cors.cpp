// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/router.h"
#include "tests/http/servedcore.h"

#include <QTest>

using namespace tokendesk;
using namespace tokendesk::test;

namespace {

constexpr char kOrigin[] = "https://app.example.org";

/// Names of all fields of CORS in \a answer.
QByteArrayList corsFields(const ApiAnswer &answer)
{
    QByteArrayList names;
    for (const auto &[name, value] : answer.headers) {
        if (name.startsWith("Access-Control-"))
            names.append(name);
    }
    return names;
}

} // namespace

class TestCors : public QObject
{
    Q_OBJECT

    std::unique_ptr<ServedCore> m_served;

    [[nodiscard]] ApiAnswer send(const char *method, const QByteArray &path,
                                 const char *origin = kOrigin, const QByteArray &body = {},
                                 ApiClient::Headers headers = {}) const
    {
        headers.emplace_back("Origin", origin);
        return m_served->client->send(method, path, body, headers);
    }
    [[nodiscard]] ApiAnswer preflight(const QByteArray &path, const char *origin = kOrigin) const
    {
        return send("OPTIONS", path, origin, {},
                    {{"Access-Control-Request-Method", "POST"},
                     {"Access-Control-Request-Headers", "authorization,content-type"}});
    }

private slots:
    void init() { m_served = std::make_unique<ServedCore>(); }
    void cleanup() { m_served.reset(); }

    void offMeansNothingAtAll()
    {
        for (const http::Route &route : http::routes()) {
            const ApiAnswer asked = preflight(route.path);
            QCOMPARE(asked.status, route.access < http::Access::Bearer ? 200 : 401);
            QCOMPARE(corsFields(asked), QByteArrayList());
            const ApiAnswer got = send("GET", route.path);
            QCOMPARE(corsFields(got), QByteArrayList());
            QCOMPARE(got.header("Vary"), QByteArray("Accept"));
        }
    }

    void preflightTellsWhatTheRouteTakes()
    {
        QVERIFY(m_served->set("cors_origins", QJsonArray{QLatin1String(kOrigin)}));
        QVERIFY(m_served->set("cors_max_age", 1234));
        for (const http::Route &route : http::routes()) {
            if (route.access == http::Access::Staff)
                continue; // no web page may call there
            const ApiAnswer answer = preflight(route.path);
            QCOMPARE(answer.status, 204);
            QVERIFY(answer.body.isEmpty());
            QCOMPARE(answer.header("Access-Control-Allow-Origin"), QByteArray(kOrigin));
            QCOMPARE(answer.header("Access-Control-Allow-Methods"), route.allow());
            QCOMPARE(answer.header("Access-Control-Allow-Headers"),
                     QByteArray("authorization, content-type"));
            QCOMPARE(answer.header("Access-Control-Max-Age"), QByteArray("1234"));
            QCOMPARE(answer.header("Vary"), QByteArray("Origin"));
            QCOMPARE(answer.header("Access-Control-Allow-Credentials"), QByteArray());
        }
        // Without the method it asks for it is the OPTIONS that it always was.
        const ApiAnswer plain = send("OPTIONS", "/api/token/");
        QCOMPARE(plain.status, 200);
        QCOMPARE(plain.header("Access-Control-Allow-Origin"), QByteArray(kOrigin));
    }

    void answersAndErrorsMayBeRead()
    {
        QVERIFY(m_served->set("cors_origins", QJsonArray{QLatin1String(kOrigin)}));
        const ApiClient::Headers form{{"Content-Type", "application/x-www-form-urlencoded"}};
        const QByteArray credentials =
            "username=anna&password=" + ServedCore::password().toUtf8().toPercentEncoding();
        const std::vector<std::pair<int, ApiAnswer>> answers = {
            {200, send("POST", "/api/token/", kOrigin, credentials, form)},
            {401, send("POST", "/api/token/", kOrigin, "username=a&password=b", form)},
            {400, send("POST", "/api/token/", kOrigin, "{}", form)},
            {401, send("GET", "/account/profile")},
            {404, send("GET", "/no/such/path")},
            {405, send("GET", "/api/token/")},
            {415, send("POST", "/api/token/", kOrigin, "x", {{"Content-Type", "text/plain"}})},
            {406, send("GET", "/health/live", kOrigin, {}, {{"Accept", "image/png"}})},
        };
        for (const auto &[status, answer] : answers) {
            QCOMPARE(answer.status, status);
            QCOMPARE(answer.header("Access-Control-Allow-Origin"), QByteArray(kOrigin));
            QVERIFY(answer.header("Vary").contains("Origin"));
            QVERIFY(answer.header("Access-Control-Allow-Credentials").isEmpty());
            QCOMPARE(answer.header("Access-Control-Expose-Headers").contains("WWW-Authenticate"),
                     status >= 400);
        }
    }

    void onlyExactlyThatOrigin_data()
    {
        QTest::addColumn<QByteArray>("origin");
        for (const char *origin :
             {"https://app.example.org.evil.example", "https://app.example.or",
              "http://app.example.org", "https://app.example.org:8443", "https://APP.example.org",
              "null", "*", "", "https://app.example.org/", "https://sub.app.example.org"})
            QTest::addRow("%s", origin) << QByteArray(origin);
    }
    void onlyExactlyThatOrigin()
    {
        QFETCH(QByteArray, origin);
        QVERIFY(m_served->set("cors_origins", QJsonArray{QLatin1String(kOrigin)}));
        const ApiAnswer asked = preflight("/api/token/", origin.constData());
        QCOMPARE(asked.status, 200); // OPTIONS as without CORS
        QCOMPARE(corsFields(asked), QByteArrayList());
        QCOMPARE(asked.header("Vary"), QByteArray("Accept, Origin"));
        const ApiAnswer got = send("GET", "/health/live", origin.constData());
        QCOMPARE(got.status, 200);
        QCOMPARE(corsFields(got), QByteArrayList());
    }

    void twoOriginsAreNone()
    {
        QVERIFY(m_served->set("cors_origins", QJsonArray{QLatin1String(kOrigin)}));
        const ApiAnswer answer =
            send("GET", "/health/live", kOrigin, {}, {{"Origin", "https://evil.example"}});
        QCOMPARE(corsFields(answer), QByteArrayList());
    }

    void changesApplyToTheNextRequest()
    {
        QVERIFY(m_served->set("auth_header_name", QStringLiteral("X-Auth-Token")));
        QVERIFY(m_served->set("cors_origins", QJsonArray{QLatin1String(kOrigin)}));
        QCOMPARE(preflight("/account/profile").header("Access-Control-Allow-Headers"),
                 QByteArray("x-auth-token, content-type"));
        QVERIFY(m_served->set("cors_origins", QJsonArray{}));
        QCOMPARE(corsFields(preflight("/api/token/")), QByteArrayList());
    }

    /// Source: HTTP.md, routes; SECURITY R87.
    void securityFieldsAreOnEveryAnswer()
    {
        QByteArrayList paths{"/no/such/path", "/api/token", "/account/profile/"};
        for (const http::Route &route : http::routes())
            paths.append(route.path);
        for (const QByteArray &path : paths) {
            for (const char *method : {"GET", "HEAD", "POST", "OPTIONS", "DELETE"}) {
                const ApiAnswer answer = m_served->client->send(method, path);
                QVERIFY2(answer.status >= 200, path.constData());
                QCOMPARE(answer.header("X-Content-Type-Options"), QByteArray("nosniff"));
                QVERIFY(!answer.header("Referrer-Policy").isEmpty());
                // Only what is public is meant to be kept, and only where it is handed out.
                const bool isPublished =
                    (path == "/.well-known/jwks.json" || path == "/openapi.json")
                    && answer.status == 200
                    && (qstrcmp(method, "GET") == 0 || qstrcmp(method, "HEAD") == 0);
                QCOMPARE(answer.header("Cache-Control"),
                         QByteArray(isPublished ? "public, max-age=300" : "no-store"));
                QCOMPARE(answer.header("Content-Security-Policy"),
                         QByteArray("default-src 'none'; frame-ancestors 'none'"));
                QCOMPARE(answer.header("Cross-Origin-Resource-Policy"), QByteArray("same-origin"));
                QCOMPARE(answer.header("Server"), QByteArray());
                QCOMPARE(answer.header("X-Powered-By"), QByteArray());
                QCOMPARE(answer.header("Set-Cookie"), QByteArray());
                QCOMPARE(answer.header("WWW-Authenticate").isEmpty(), answer.status != 401);
                // A route may answer 404 too: without an issuer there is no metadata.
                const bool isRoute = answer.status != 404 || path.startsWith("/.well-known/");
                QCOMPARE(answer.header("Allow").isEmpty(), !isRoute);
            }
        }
        const ApiAnswer tokens = m_served->login();
        QCOMPARE(tokens.header("Cache-Control"), QByteArray("no-store"));
        QCOMPARE(tokens.header("Pragma"), QByteArray("no-cache"));
        // What the gate refuses by itself.
        const ApiAnswer refused = m_served->client->send("GET", "/", {}, {{"Host", "x"}});
        QCOMPARE(refused.status, 400);
        QCOMPARE(refused.header("X-Content-Type-Options"), QByteArray("nosniff"));
        QCOMPARE(refused.header("Cache-Control"), QByteArray("no-store"));
        QCOMPARE(refused.header("Server"), QByteArray());
    }
};

QTEST_GUILESS_MAIN(TestCors)
#include "tst_cors.moc"
