// SPDX-License-Identifier: GPL-3.0-or-later
// /.well-known/oauth-authorization-server and openid-configuration over real sockets.
#include "tests/http/servedcore.h"

using namespace tokendesk;
using namespace tokendesk::test;

namespace {

constexpr const char *kPaths[] = {"/.well-known/oauth-authorization-server",
                                  "/.well-known/openid-configuration"};

} // namespace

class TestMetadata : public QObject
{
    Q_OBJECT

    std::unique_ptr<ServedCore> m_served;

    ApiAnswer fetch(const ApiClient::Headers &headers = {}, const QByteArray &method = "GET",
                    const char *path = kPaths[0]) const
    {
        return m_served->client->send(method, path, {}, headers);
    }
    bool setIssuer(const QString &issuer) { return m_served->set("issuer", issuer); }
    QStringList list(const QJsonObject &document, const char *name) const
    {
        QStringList texts;
        for (const QJsonValue text : document.value(QLatin1String(name)).toArray())
            texts.append(text.toString());
        return texts;
    }

private slots:
    void init()
    {
        // The rows of a table share a server.
        if (m_served && qstrcmp(QTest::currentTestFunction(), "saysWhyThereIsNothing") == 0)
            return;
        m_served.reset();
        m_served = std::make_unique<ServedCore>();
    }
    void cleanupTestCase() { m_served.reset(); }

    void saysWhatIsTrue()
    {
        QVERIFY(setIssuer(QStringLiteral("https://auth.example.com")));
        const ApiAnswer answer = fetch();
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.header("Content-Type"), QByteArray("application/json"));
        QCOMPARE(answer.header("Cache-Control"), QByteArray("public, max-age=300"));
        const QJsonObject document = answer.json();
        const QJsonArray secrets{QStringLiteral("client_secret_basic"),
                                 QStringLiteral("client_secret_post")};
        QJsonArray orNone = secrets;
        orNone.append(QStringLiteral("none"));
        const QString base = QStringLiteral("https://auth.example.com");
        const QJsonObject expected{
            {QStringLiteral("issuer"), base},
            {QStringLiteral("jwks_uri"), QString(base + QStringLiteral("/.well-known/jwks.json"))},
            {QStringLiteral("introspection_endpoint"),
             QString(base + QStringLiteral("/oauth/introspect"))},
            {QStringLiteral("introspection_endpoint_auth_methods_supported"), secrets},
            {QStringLiteral("revocation_endpoint"),
             QString(base + QStringLiteral("/oauth/revoke"))},
            {QStringLiteral("revocation_endpoint_auth_methods_supported"), orNone},
            {QStringLiteral("response_types_supported"), QJsonArray()},
            {QStringLiteral("grant_types_supported"), QJsonArray()},
            {QStringLiteral("access_token_signing_alg_values_supported"),
             QJsonArray{QStringLiteral("HS256")}}};
        QCOMPARE(document, expected);
        // The same for whoever looks at the other place.
        QCOMPARE(fetch({}, "GET", kPaths[1]).body, answer.body);
        // What it names exists, and the issuer is the one in the tokens.
        for (const char *name : {"jwks_uri", "introspection_endpoint", "revocation_endpoint"}) {
            const QByteArray path =
                document.value(QLatin1String(name)).toString().mid(base.size()).toLatin1();
            QVERIFY2(m_served->client->send("OPTIONS", path).status == 200, name);
        }
        QCOMPARE(claimsOf(m_served->login().text("access")).value(QLatin1String("iss")).toString(),
                 base);
    }

    void followsKeysAndSettings()
    {
        QVERIFY(setIssuer(QStringLiteral("https://auth.example.com/")));
        QCOMPARE(fetch().json().value(QLatin1String("issuer")).toString(),
                 QStringLiteral("https://auth.example.com/"));
        QCOMPARE(fetch().json().value(QLatin1String("revocation_endpoint")).toString(),
                 QStringLiteral("https://auth.example.com/oauth/revoke"));
        VERIFY_OK(await<auth::KeyEntry>([&](auth::Completion<auth::KeyEntry> done) {
            m_served->core->keys().generate({QStringLiteral("ES256"), 0, false}, kActor,
                                            std::move(done));
        }));
        QCOMPARE(list(fetch().json(), "access_token_signing_alg_values_supported"),
                 QStringList({QStringLiteral("HS256"), QStringLiteral("ES256")}));
        QVERIFY(m_served->set("token_introspection", false));
        for (const QString &name : fetch().json().keys())
            QVERIFY(!name.startsWith(QLatin1String("introspection")));
        QVERIFY(setIssuer(QStringLiteral("https://example.com/auth")));
        QCOMPARE(fetch().json().value(QLatin1String("jwks_uri")).toString(),
                 QStringLiteral("https://example.com/auth/.well-known/jwks.json"));
    }

    /// A client trusts keys by this document: only the administrator says whose it is.
    void neverBelievesTheRequest()
    {
        QVERIFY(m_served->set("trusted_proxies", QJsonArray{QStringLiteral("127.0.0.1")}));
        const ApiClient::Headers lies{{"X-Forwarded-Host", "evil.example"},
                                      {"X-Forwarded-Proto", "https"},
                                      {"Forwarded", "host=evil.example;proto=https"}};
        for (const char *path : kPaths)
            QCOMPARE(fetch(lies, "GET", path).status, 404);
        QVERIFY(setIssuer(QStringLiteral("https://auth.example.com")));
        QVERIFY(!fetch(lies).body.contains("evil"));
        QCOMPARE(fetch(lies).body, fetch().body);
    }

    void saysWhyThereIsNothing_data()
    {
        QTest::addColumn<QString>("issuer");
        QTest::addColumn<QByteArray>("reason");
        const auto row = [](const char *issuer, const char *reason) {
            QTest::newRow(*issuer ? issuer : "none")
                << QString::fromUtf8(issuer) << QByteArray(reason);
        };
        row("", "is empty");
        row("tokendesk", "is not a URL");
        row("urn:example:auth", "is not a URL");
        row("https://", "is not a URL");
        row("https:///path", "is not a URL");
        row("https://a b.example", "is not a URL");
        row("ftp://auth.example.com", "is not a URL");
        row("javascript:alert(1)", "is not a URL");
        row("http://auth.example.com", "is not an https URL");
        row("http://127.0.0.1.example.com", "is not an https URL");
        row("https://auth.example.com/?a=b", "has a query");
        row("https://auth.example.com?", "has a query");
        row("https://auth.example.com/#x", "fragment");
        row("https://root:secret@auth.example.com", "holds a user name");
    }
    void saysWhyThereIsNothing()
    {
        QFETCH(QString, issuer);
        QFETCH(QByteArray, reason);
        QVERIFY(setIssuer(issuer));
        for (const char *path : kPaths) {
            const ApiAnswer answer = fetch({}, "GET", path);
            QCOMPARE(answer.status, 404);
            QVERIFY2(answer.text("detail").contains(reason), answer.body.constData());
            QVERIFY(answer.text("detail").contains("issuer"));
            QCOMPARE(answer.header("Cache-Control"), QByteArray("no-store"));
        }
    }

    void thisMachineNeedsNoTls()
    {
        for (const char *issuer :
             {"http://127.0.0.1:8000", "http://localhost:8000", "http://[::1]:8000"}) {
            QVERIFY(setIssuer(QString::fromLatin1(issuer)));
            QCOMPARE(fetch().text("jwks_uri"),
                     QByteArray(QByteArray(issuer) + "/.well-known/jwks.json"));
        }
    }

    void cachesAskAgain()
    {
        QVERIFY(setIssuer(QStringLiteral("https://auth.example.com")));
        const QByteArray etag = fetch().header("ETag");
        QVERIFY(etag.startsWith('"') && etag.size() == 24);
        const ApiAnswer again = fetch({{"If-None-Match", etag}});
        QCOMPARE(again.status, 304);
        QVERIFY(again.body.isEmpty());
        QCOMPARE(again.header("ETag"), etag);
        QVERIFY(m_served->set("token_introspection", false));
        QCOMPARE(fetch({{"If-None-Match", etag}}).status, 200);
        QVERIFY(fetch().header("ETag") != etag);
    }

    void whoeverAsks()
    {
        QVERIFY(setIssuer(QStringLiteral("https://auth.example.com")));
        QVERIFY(m_served->set("cors_origins", QJsonArray{QStringLiteral("https://app.example")}));
        QCOMPARE(fetch({{"Accept", "text/plain"}}).status, 200);
        const ApiAnswer head = fetch({}, "HEAD");
        QCOMPARE(head.status, 200);
        QVERIFY(head.body.isEmpty());
        QCOMPARE(fetch({}, "POST").status, 405);
        QCOMPARE(fetch({}, "POST").header("Allow"), QByteArray("GET, HEAD, OPTIONS"));
        QCOMPARE(fetch({{"Origin", "https://app.example"}}).header("Access-Control-Allow-Origin"),
                 QByteArray("https://app.example"));
    }
};

QTEST_GUILESS_MAIN(TestMetadata)
#include "tst_metadata.moc"
