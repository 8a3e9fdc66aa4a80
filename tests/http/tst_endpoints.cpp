// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/auth/loginthrottle.h"
#include "server/base/eventbus.h"
#include "server/http/endpoints.h"
#include "server/http/httpserver.h"
#include "server/http/router.h"
#include "server/token/base64url.h"
#include "tests/support/apiclient.h"
#include "tests/unit/runtime/corefixture.h"

#include <QJsonArray>
#include <QTest>

#include <atomic>
#include <thread>

using namespace tokendesk;
using namespace tokendesk::test;
using namespace std::chrono_literals;

namespace {

const QString kPassword = QStringLiteral("quiet-otter-9 Lisbon");

QByteArray json(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

} // namespace

class TestEndpoints : public QObject
{
    Q_OBJECT

    std::unique_ptr<Scratch> m_scratch;
    std::unique_ptr<Core> m_core;
    std::unique_ptr<http::HttpServer> m_server;
    std::unique_ptr<ApiClient> m_client;
    UserId m_anna = 0;

    void set(const char *key, const QJsonValue &value)
    {
        const auto changed =
            await<auth::SettingsState>([&](auth::Completion<auth::SettingsState> done) {
                m_core->settings().change({{QLatin1String(key), value}}, kActor, std::move(done));
            });
        VERIFY_OK(changed);
    }
    void disableAnna()
    {
        UserChange change;
        change.active = false;
        const auto changed = await<User>([&](auth::Completion<User> done) {
            m_core->users().update(m_anna, change, kActor, std::move(done));
        });
        VERIFY_OK(changed);
    }
    ApiAnswer login() const { return m_client->login(QStringLiteral("anna"), kPassword); }
    std::vector<Session> sessions() const
    {
        auto page = m_core->sessions().list({});
        return page ? page->rows : std::vector<Session>{};
    }
    QByteArray sign(QJsonObject claims) const
    {
        const QByteArray input = token::toBase64Url("{\"alg\":\"HS256\",\"typ\":\"JWT\"}") + '.'
                                 + token::toBase64Url(json(claims));
        return input + '.'
               + token::toBase64Url(
                   *m_core->context().policies.current()->keys.active()->sign(input));
    }
    QByteArray foreignRefresh() const
    {
        const qint64 now = toEpochSeconds(m_scratch->clock.now());
        return sign({{QStringLiteral("token_type"), QStringLiteral("refresh")},
                     {QStringLiteral("exp"), now + 1000},
                     {QStringLiteral("iat"), now},
                     {QStringLiteral("jti"), QStringLiteral("c0ffee00c0ffee00c0ffee00c0ffee00")},
                     {QStringLiteral("user_id"), QString::number(m_anna)}});
    }

private slots:
    void init()
    {
        m_scratch = std::make_unique<Scratch>();
        auto core = m_scratch->open();
        VERIFY_OK(core);
        m_core = *std::move(core);
        VERIFY_OK(addUser(*m_core, QStringLiteral("root"), true));
        const auto anna = addUser(*m_core, QStringLiteral("anna"));
        VERIFY_OK(anna);
        m_anna = anna->id;
        m_server = std::make_unique<http::HttpServer>();
        http::HttpServerOptions options;
        options.port = 0;
        options.workers = 2;
        VERIFY_OK(m_server->start(options, http::makeApi(m_core->context(), m_core->useCases())));
        m_client = std::make_unique<ApiClient>(m_server->url());
    }
    void cleanup()
    {
        m_client.reset();
        m_server.reset();
        m_core.reset();
        m_scratch.reset();
    }

    void wholeCycle()
    {
        const ApiAnswer first = login();
        QCOMPARE(first.status, 200);
        QCOMPARE(first.header("Cache-Control"), QByteArray("no-store"));
        const ApiAnswer profile = m_client->profile(first.text("access"));
        QCOMPARE(profile.status, 200);
        QCOMPARE(profile.json()[QLatin1String("username")].toString(), QStringLiteral("anna"));
        QCOMPARE(profile.json()[QLatin1String("id")].toInteger(), m_anna);

        const ApiAnswer second = m_client->refresh(first.text("refresh"));
        QCOMPARE(second.status, 200);
        const QJsonObject before = claimsOf(first.text("refresh"));
        const QJsonObject after = claimsOf(second.text("refresh"));
        QCOMPARE(before[QLatin1String("sid")], after[QLatin1String("sid")]);
        QVERIFY(before[QLatin1String("jti")] != after[QLatin1String("jti")]);
        QCOMPARE(sessions().size(), std::size_t(1));
        QCOMPARE(sessions().front().generation, 1);

        QCOMPARE(m_client->logout(second.text("refresh")).body,
                 QByteArray("{\"detail\":\"Successfully logged out.\"}"));
        QCOMPARE(m_client->logout(second.text("refresh")).status, 400);
        const ApiAnswer refused = m_client->refresh(second.text("refresh"));
        QCOMPARE(refused.status, 401);
        QCOMPARE(refused.body,
                 QByteArray("{\"detail\":\"Token is blacklisted\",\"code\":\"token_not_valid\"}"));
        QCOMPARE(refused.header("WWW-Authenticate"), QByteArray("Bearer realm=\"api\""));
        // Preset recommended: the access token ends with its session.
        QCOMPARE(m_client->profile(second.text("access")).status, 401);
        QCOMPARE(m_client->verify(second.text("access")).status, 400);
        QCOMPARE(sessions().front().endReason, std::optional(EndReason::LoggedOut));
    }

    void badRequests_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("answer"); // empty: only the status counts
        const QByteArray appJson = "application/json";
        const QByteArray form = "application/x-www-form-urlencoded";
        const auto row = [](const char *name, const char *path, const QByteArray &type,
                            const QByteArray &body, int status, const QByteArray &answer) {
            QTest::newRow(name) << QByteArray(path) << type << body << status << answer;
        };
        const char *login = "/api/token/";
        row("no fields", login, appJson, "{}", 400,
            "{\"username\":[\"This field is required.\"],\"password\":[\"This field is "
            "required.\"]}");
        row("empty body", login, "text/plain", "", 400,
            "{\"username\":[\"This field is required.\"],\"password\":[\"This field is "
            "required.\"]}");
        row("blank", login, appJson, "{\"username\":\" \",\"password\":\"\"}", 400,
            "{\"username\":[\"This field may not be blank.\"],\"password\":[\"This field may not "
            "be blank.\"]}");
        row("null", login, appJson, "{\"username\":null,\"password\":\"x\"}", 400,
            "{\"username\":[\"This field may not be null.\"]}");
        row("list", login, appJson, "{\"username\":[\"a\"],\"password\":true}", 400,
            "{\"username\":[\"Not a valid string.\"],\"password\":[\"Not a valid string.\"]}");
        row("number", login, appJson, "{\"username\":5,\"password\":5}", 401,
            "{\"detail\":\"No active account found with the given credentials\"}");
        row("nul", login, appJson, "{\"username\":\"a\\u0000\",\"password\":\"x\"}", 400,
            "{\"username\":[\"Null characters are not allowed.\"]}");
        row("surrogate", login, appJson, "{\"username\":\"a\\ud800\",\"password\":\"x\"}", 400,
            "{\"username\":[\"Surrogate characters are not allowed: U+D800.\"]}");
        row("array body", login, appJson, "[1]", 400,
            "{\"non_field_errors\":[\"Invalid data. Expected a dictionary, but got list.\"]}");
        row("text body", login, appJson, "\"x\"", 400,
            "{\"non_field_errors\":[\"Invalid data. Expected a dictionary, but got str.\"]}");
        row("float body", login, appJson, "1.5", 400,
            "{\"non_field_errors\":[\"Invalid data. Expected a dictionary, but got float.\"]}");
        row("null body", login, appJson, "null", 400,
            "{\"non_field_errors\":[\"No data provided\"]}");
        row("broken", login, appJson, "{\"username\": ", 400,
            "{\"detail\":\"JSON parse error - Expecting value: line 1 column 14 (char 13)\"}");
        row("BOM", login, appJson, "\xef\xbb\xbf{}", 400, "");
        row("deep", login, appJson, QByteArray(5000, '['), 400, "");
        row("long password", login, appJson,
            json({{QStringLiteral("username"), QStringLiteral("anna")},
                  {QStringLiteral("password"), QString(4097, QLatin1Char('p'))}}),
            400, "");
        row("long name", login, appJson,
            json({{QStringLiteral("username"), QString(151, QLatin1Char('u'))},
                  {QStringLiteral("password"), QStringLiteral("p")}}),
            401, "");
        row("media", login, "application/xml", "<a/>", 415,
            "{\"detail\":\"Unsupported media type \\\"application/xml\\\" in request.\"}");
        row("multipart", login, "multipart/form-data", "x", 400,
            "{\"detail\":\"Multipart form parse error - Invalid boundary in multipart: None\"}");
        row("form", login, form, "username=anna&password=wrong", 401, "");
        row("refresh missing", "/api/token/refresh/", appJson, "{}", 400,
            "{\"refresh\":[\"This field is required.\"]}");
        row("refresh garbage", "/api/token/refresh/", appJson, "{\"refresh\":\"x\"}", 401,
            "{\"detail\":\"Token is invalid\",\"code\":\"token_not_valid\"}");
        row("verify garbage", "/api/token/verify/", form, "token=x.y.z", 401,
            "{\"detail\":\"Token is invalid\",\"code\":\"token_not_valid\"}");
        row("blacklist missing", "/api/token/blacklist/", appJson, "{}", 400, "");
        row("sliding refresh garbage", "/api/token/sliding/refresh/", appJson, "{\"token\":\"x\"}",
            401, "");
        row("logout garbage", "/logout/", appJson, "{", 400, "{\"detail\":\"Invalid token.\"}");
        row("logout media", "/account/logout/", "text/plain", "x", 400,
            "{\"detail\":\"Invalid token.\"}");
        row("logout null", "/logout/", appJson, "{\"refresh\":null}", 400,
            "{\"detail\":\"Invalid token.\"}");
        row("unknown path", "/no/such/", appJson, "{}", 404, "{\"detail\":\"Not found.\"}");
    }
    void badRequests()
    {
        QFETCH(QByteArray, path);
        QFETCH(QByteArray, type);
        QFETCH(QByteArray, body);
        QFETCH(int, status);
        QFETCH(QByteArray, answer);
        const ApiAnswer got = m_client->send("POST", path, body, {{"Content-Type", type}});
        QCOMPARE(got.status, status);
        if (!answer.isEmpty())
            QCOMPARE(got.body, answer);
        QCOMPARE(got.header("X-Content-Type-Options"), QByteArray("nosniff"));
    }

    void nobodyEndsTheSessionOfAnother_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QString>("preset");
        QTest::addColumn<int>("status"); // with the bearer of somebody else
        for (const char *path : {"/logout/", "/account/logout/", "/api/token/blacklist/"}) {
            QTest::addRow("%s", path) << QByteArray(path) << QStringLiteral("recommended") << 403;
            QTest::addRow("%s as the peer", path)
                << QByteArray(path) << QStringLiteral("simplejwt") << 200;
        }
    }
    void nobodyEndsTheSessionOfAnother()
    {
        QFETCH(QByteArray, path);
        QFETCH(QString, preset);
        QFETCH(int, status);
        set("preset", preset);
        const QByteArray refresh = login().text("refresh");
        const QByteArray own = login().text("access");
        const QByteArray other = m_client->login(QStringLiteral("root"), kPassword).text("access");
        const auto end = [&](const QByteArray &token, const QByteArray &bearer) {
            return m_client->send(
                "POST", path, "refresh=" + token,
                {{"Content-Type", "application/x-www-form-urlencoded"}, {"Authorization", bearer}});
        };
        const ApiAnswer refused = end(refresh, "Bearer " + other);
        QCOMPARE(refused.status, status);
        if (status != 403)
            return;
        QCOMPARE(refused.text("detail"),
                 QByteArray("You do not have permission to perform this action."));
        QCOMPARE(m_client->verify(refresh).status, 200); // nothing has changed
        const QByteArray forged = refresh.chopped(4) + "AAAA";
        QVERIFY(end(forged, "Bearer " + other).status != 403);
        QCOMPARE(end(refresh, "Bearer " + own).status, 200);
        // A bearer that is no good names nobody.
        QCOMPARE(end(login().text("refresh"), "Bearer rubbish").status, 200);
        const QByteArray late = login().text("refresh");
        m_scratch->clock.advance(16min);
        QCOMPARE(end(late, "Bearer " + other).status, 200);
    }

    void authorizationHeader_data()
    {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QByteArray>("code");
        QTest::newRow("none") << QByteArray() << QByteArray();
        QTest::newRow("empty") << QByteArray("") << QByteArray();
        QTest::newRow("lower case") << QByteArray("bearer TOKEN") << QByteArray();
        QTest::newRow("other") << QByteArray("Basic TOKEN") << QByteArray();
        QTest::newRow("bare") << QByteArray("TOKEN") << QByteArray();
        QTest::newRow("alone") << QByteArray("Bearer") << QByteArray("bad_authorization_header");
        QTest::newRow("three") << QByteArray("Bearer a b")
                               << QByteArray("bad_authorization_header");
        QTest::newRow("garbage") << QByteArray("Bearer x") << QByteArray("token_not_valid");
    }
    void authorizationHeader()
    {
        QFETCH(QByteArray, value);
        QFETCH(QByteArray, code);
        value.replace("TOKEN", login().text("access"));
        ApiClient::Headers headers;
        if (!value.isNull())
            headers.emplace_back("Authorization", value);
        const ApiAnswer got = m_client->send("GET", "/account/profile", {}, headers);
        QCOMPARE(got.status, 401);
        QCOMPARE(got.text("code"), code);
        headers.emplace_back("Authorization", "Bearer " + login().text("access"));
        QCOMPARE(m_client->send("POST", "/account/profile", {}, headers).status,
                 value.isNull() ? 405 : 401);
    }

    void methodsAndNegotiation()
    {
        const ApiAnswer get = m_client->send("GET", "/api/token/");
        QCOMPARE(get.status, 405);
        QCOMPARE(get.header("Allow"), QByteArray("POST, OPTIONS"));
        QCOMPARE(get.body, QByteArray("{\"detail\":\"Method \\\"GET\\\" not allowed.\"}"));
        const ApiAnswer head = m_client->send("HEAD", "/api/token/");
        QCOMPARE(head.status, 405);
        QVERIFY(head.body.isEmpty());
        const ApiAnswer options = m_client->send("OPTIONS", "/api/token/refresh/");
        QCOMPARE(options.status, 200);
        QVERIFY(options.json()[QLatin1String("actions")][QLatin1String("POST")].toObject().contains(
            QLatin1String("refresh")));
        QCOMPARE(
            m_client->send("POST", "/api/token/", "{}", {{"Accept", "application/xml"}}).status,
            406);
        QCOMPARE(m_client->send("POST", "/api/token/?format=xml", "{}").status, 404);
        QCOMPARE(m_client->send("GET", "/account/profile/").status, 404);
        QCOMPARE(m_client->send("GET", "/health/live").status, 200);
        QCOMPARE(m_client->send("GET", "/health/ready").json()[QLatin1String("preset")].toString(),
                 QStringLiteral("recommended"));
    }

    void missingSlash()
    {
        const QByteArray body = json({{QStringLiteral("username"), QStringLiteral("anna")},
                                      {QStringLiteral("password"), kPassword}});
        const ApiClient::Headers type{{"Content-Type", "application/json"}};
        QCOMPARE(m_client->send("POST", "/api/token", body, type).status, 200);
        set("preset", QStringLiteral("simplejwt"));
        const ApiAnswer moved = m_client->send("POST", "/api/token?a=b", body, type);
        QCOMPARE(moved.status, 301);
        QCOMPARE(moved.header("Location"), QByteArray("/api/token/?a=b"));
        QVERIFY(moved.body.isEmpty());
    }

    /// Source: SECURITY R87, contract section 1.
    void everyAnswerKeepsReferrersToItself()
    {
        const auto policies = [this] {
            QByteArrayList seen;
            for (const http::Route &route : http::routes()) {
                seen << m_client->send("GET", route.path).header("Referrer-Policy");
                seen << m_client->send("OPTIONS", route.path).header("Referrer-Policy");
            }
            seen << m_client->send("GET", "/nowhere").header("Referrer-Policy");
            return seen;
        };
        const QByteArrayList ours = policies();
        QCOMPARE(ours, QByteArrayList(ours.size(), "no-referrer"));
        set("preset", QStringLiteral("simplejwt"));
        const QByteArrayList asPeer = policies();
        QCOMPARE(asPeer, QByteArrayList(asPeer.size(), "same-origin"));
    }

    void passwordsAreTakenAsSentUnlessThePeerTrims()
    {
        const QString padded = kPassword + QLatin1Char(' ');
        QCOMPARE(m_client->login(QStringLiteral(" anna "), kPassword).status, 200);
        QCOMPARE(m_client->login(QStringLiteral("anna"), padded).status, 401);
        set("preset", QStringLiteral("simplejwt"));
        QCOMPARE(m_client->login(QStringLiteral("anna"), padded).status, 200);
    }

    void refusalsOfALoginAreAlikeAndNoted()
    {
        const ApiAnswer wrong = m_client->login(QStringLiteral("anna"), QStringLiteral("x"));
        const ApiAnswer unknown =
            m_client->login(QStringLiteral("secret typed as name"), QStringLiteral("x"));
        disableAnna();
        const ApiAnswer inactive = login();
        QCOMPARE(wrong.status, 401);
        QCOMPARE(unknown.body, wrong.body);
        QCOMPARE(inactive.body, wrong.body);
        const auto noted = events(*m_core, "login.failed");
        QCOMPARE(noted.size(), std::size_t(3));
        for (const Event &event : noted)
            QVERIFY(!json(event.detail).contains("secret typed"));
    }

    void spentTokenWithinAndAfterTheTolerance()
    {
        const QByteArray old = login().text("refresh");
        const QByteArray next = m_client->refresh(old).text("refresh");
        m_scratch->clock.advance(9s);
        QCOMPARE(m_client->refresh(old).status, 401);
        QCOMPARE(m_client->verify(next).status, 200);
        m_scratch->clock.advance(2s);
        QCOMPARE(m_client->refresh(old).status, 401);
        QCOMPARE(m_client->refresh(next).status, 401);
        QCOMPARE(sessions().front().endReason, std::optional(EndReason::RefreshReused));
        QCOMPARE(events(*m_core, "session.refresh_reused").size(), std::size_t(1));
    }

    void olderAncestorEndsTheSessionAtOnce()
    {
        const QByteArray first = login().text("refresh");
        const QByteArray second = m_client->refresh(first).text("refresh");
        const QByteArray third = m_client->refresh(second).text("refresh");
        QCOMPARE(m_client->refresh(first).status, 401);
        QCOMPARE(m_client->refresh(third).status, 401);
    }

    void graceHandsOutTheSameSuccessor()
    {
        set("refresh_grace", 10);
        const QByteArray old = login().text("refresh");
        const ApiAnswer once = m_client->refresh(old);
        m_scratch->clock.advance(5s);
        const ApiAnswer again = m_client->refresh(old);
        QCOMPARE(again.status, 200);
        QCOMPARE(claimsOf(again.text("refresh")), claimsOf(once.text("refresh")));
        QVERIFY(again.text("access") != once.text("access"));
        m_scratch->clock.advance(6s); // the window runs from the first use
        QCOMPARE(m_client->refresh(old).status, 401);
    }

    void graceEndsWhenTheSuccessorIsUsed()
    {
        set("refresh_grace", 10);
        const QByteArray old = login().text("refresh");
        const QByteArray next = m_client->refresh(old).text("refresh");
        const QByteArray last = m_client->refresh(next).text("refresh");
        QCOMPARE(m_client->refresh(old).status, 401);
        QCOMPARE(m_client->refresh(last).status, 401); // an ancestor: the session is over
    }

    void oneOfManyCopiesWins_data()
    {
        QTest::addColumn<int>("grace");
        QTest::addColumn<int>("winners");
        QTest::newRow("no grace") << 0 << 1;
        QTest::newRow("grace") << 10 << 16;
    }
    void oneOfManyCopiesWins()
    {
        QFETCH(int, grace);
        QFETCH(int, winners);
        set("refresh_grace", grace);
        for (int round = 0; round < 5; ++round) {
            const QByteArray token = login().text("refresh");
            std::atomic<int> won{0};
            std::atomic<int> lost{0};
            std::vector<QByteArray> successors(16);
            std::vector<std::thread> threads;
            for (std::size_t i = 0; i < successors.size(); ++i)
                threads.emplace_back([&, i] {
                    const ApiAnswer answer = m_client->refresh(token);
                    won += answer.status == 200 ? 1 : 0;
                    lost += answer.status == 401 ? 1 : 0;
                    successors[i] = answer.text("refresh");
                });
            for (std::thread &thread : threads)
                thread.join();
            QCOMPARE(won.load(), winners);
            QCOMPARE(won + lost, 16);
            QByteArray successor;
            for (const QByteArray &text : successors) {
                if (text.isEmpty())
                    continue;
                QVERIFY(successor.isEmpty() || claimsOf(text) == claimsOf(successor));
                successor = text;
            }
            QCOMPARE(m_client->refresh(successor).status, 200);
        }
    }

    void rotationOff()
    {
        set("rotate_refresh_tokens", false);
        const QByteArray token = login().text("refresh");
        for (int i = 0; i < 3; ++i) {
            const ApiAnswer answer = m_client->refresh(token);
            QCOMPARE(answer.status, 200);
            QCOMPARE(answer.json().keys(), QStringList{QStringLiteral("access")});
        }
        QCOMPARE(sessions().front().generation, 0);
    }

    void blacklistingOff()
    {
        set("blacklist_after_rotation", false);
        const QByteArray token = login().text("refresh");
        const QByteArray next = m_client->refresh(token).text("refresh");
        QVERIFY(!next.isEmpty());
        QCOMPARE(m_client->refresh(token).status, 200);
        QCOMPARE(m_client->refresh(next).status, 200);
        QCOMPARE(sessions().front().generation, 3);
        QCOMPARE(m_client->logout(next).status, 200);
        QCOMPARE(m_client->refresh(token).status, 401);
    }

    void sessionMaximumCapsTheRefreshToken()
    {
        set("session_maximum", 100'000);
        set("refresh_token_lifetime", 90'000);
        const ApiAnswer first = login();
        const qint64 start = claimsOf(first.text("refresh"))[QLatin1String("iat")].toInteger();
        m_scratch->clock.advance(50'000s);
        const QJsonObject claims =
            claimsOf(m_client->refresh(first.text("refresh")).text("refresh"));
        QCOMPARE(claims[QLatin1String("exp")].toInteger(), start + 100'000);
    }

    void claimsAreReadAgainOrCopied()
    {
        const QByteArray token = login().text("refresh");
        UserChange change;
        change.email = QStringLiteral("new@example.org");
        const auto changed = await<User>([&](auth::Completion<User> done) {
            m_core->users().update(m_anna, change, kActor, std::move(done));
        });
        VERIFY_OK(changed);
        const ApiAnswer reread = m_client->refresh(token);
        QCOMPARE(claimsOf(reread.text("access"))[QLatin1String("email")].toString(), *change.email);
        set("reread_claims", false);
        change.email = QStringLiteral("newer@example.org");
        VERIFY_OK(await<User>([&](auth::Completion<User> done) {
            m_core->users().update(m_anna, change, kActor, std::move(done));
        }));
        const ApiAnswer copied = m_client->refresh(reread.text("refresh"));
        QCOMPARE(claimsOf(copied.text("access"))[QLatin1String("email")].toString(),
                 QStringLiteral("new@example.org"));
    }

    void lifetimesApplyToTheNextRequest()
    {
        set("access_token_lifetime", 60);
        set("issuer", QStringLiteral("https://auth.example"));
        const QJsonObject claims = claimsOf(login().text("access"));
        QCOMPARE(claims[QLatin1String("exp")].toInteger()
                     - claims[QLatin1String("iat")].toInteger(),
                 60);
        QCOMPARE(claims[QLatin1String("iss")].toString(), QStringLiteral("https://auth.example"));
        const QByteArray token = login().text("access");
        QCOMPARE(m_client->profile(token).status, 200);
        m_scratch->clock.advance(60s);
        QCOMPARE(m_client->profile(token)
                     .json()[QLatin1String("messages")][0][QLatin1String("message")]
                     .toString(),
                 QStringLiteral("Token is expired"));
    }

    void disablingEndsEverything()
    {
        const ApiAnswer tokens = login();
        disableAnna();
        QCOMPARE(m_client->refresh(tokens.text("refresh")).status, 401);
        QCOMPARE(m_client->profile(tokens.text("access")).status, 401);
        QCOMPARE(sessions().front().endReason, std::optional(EndReason::UserDisabled));
    }

    void foreignTokens()
    {
        QCOMPARE(m_client->refresh(foreignRefresh()).text("detail"),
                 QByteArray("Token is invalid"));
        set("preset", QStringLiteral("simplejwt"));
        set("throttle_logins", true);
        const ApiAnswer adopted = m_client->refresh(foreignRefresh());
        QCOMPARE(adopted.status, 200);
        QCOMPARE(m_client->refresh(foreignRefresh()).text("detail"),
                 QByteArray("Token is blacklisted"));
        QCOMPARE(m_client->verify(foreignRefresh()).status, 400);
        QCOMPARE(m_client->refresh(adopted.text("refresh")).status, 200);
        QCOMPARE(sessions().front().userId, m_anna);
        // Its holder is no stranger to the throttle of logins. SECURITY R68.
        const auto &context = m_core->context();
        const auto subject =
            context.throttle.subject(QStringLiteral("anna"), QStringLiteral("127.0.0.1"));
        auto connection = context.database.connection();
        QVERIFY(connection);
        const auto rows =
            store::ThrottleRepository(**connection).find(subject.account, subject.address);
        QVERIFY(rows);
        QCOMPARE(rows->size(), std::size_t(1));
        QVERIFY(rows->front().knownUntil);
    }

    void revokingAForeignTokenIsHeard()
    {
        set("preset", QStringLiteral("simplejwt"));
        std::vector<Event> heard;
        const auto subscription =
            m_core->context().events.subscribe([&heard](const std::vector<Event> &events) {
                heard.insert(heard.end(), events.begin(), events.end());
            });
        QCOMPARE(m_client->logout(foreignRefresh()).status, 200);
        QCOMPARE(m_client->logout(foreignRefresh()).status, 400);
        m_core->context().events.flush();
        QCOMPARE(heard.size(), std::size_t(1));
        QCOMPARE(heard.front().type, QStringLiteral("token.revoked"));
        QCOMPARE(heard.front().userId, std::optional(m_anna));
        QCOMPARE(heard.front().detail[QLatin1String("jti")].toString(),
                 QStringLiteral("c0ffee00c0ffee00c0ffee00c0ffee00"));
        QVERIFY(heard.front().request > 0);
    }

    void slidingTokens()
    {
        const QJsonObject credentials{{QStringLiteral("username"), QStringLiteral("anna")},
                                      {QStringLiteral("password"), kPassword}};
        const QByteArray token = m_client->post("/api/token/sliding/", credentials).text("token");
        QCOMPARE(m_client->profile(token).status, 401);
        set("accept_sliding_tokens", true);
        QCOMPARE(m_client->profile(token).status, 200);
        m_scratch->clock.advance(100s);
        const ApiAnswer moved = m_client->post(
            "/api/token/sliding/refresh/", {{QStringLiteral("token"), QString::fromUtf8(token)}});
        QCOMPARE(moved.status, 200);
        const QJsonObject before = claimsOf(token);
        const QJsonObject after = claimsOf(moved.text("token"));
        QCOMPARE(after[QLatin1String("jti")], before[QLatin1String("jti")]);
        QCOMPARE(after[QLatin1String("refresh_exp")], before[QLatin1String("refresh_exp")]);
        QCOMPARE(after[QLatin1String("exp")].toInteger(),
                 before[QLatin1String("exp")].toInteger() + 100);
        const auto ended = await<int>([&](auth::Completion<int> done) {
            m_core->sessions().endAll(kActor, std::move(done));
        });
        QCOMPARE(ended.value_or(0), 1);
        QCOMPARE(m_client->profile(moved.text("token")).status, 401);
        QCOMPARE(m_client
                     ->post("/api/token/sliding/refresh/",
                            {{QStringLiteral("token"), moved.json()[QLatin1String("token")]}})
                     .status,
                 401);
    }

    void tokensBoundToThePassword()
    {
        set("check_revoke_token", true);
        const ApiAnswer tokens = login();
        QCOMPARE(claimsOf(tokens.text("access"))[QLatin1String("hash_password")].toString().size(),
                 32);
        QCOMPARE(m_client->profile(tokens.text("access")).status, 200);
        VERIFY_OK(await<User>([&](auth::Completion<User> done) {
            m_core->users().setPassword(
                m_anna, SecretBytes::fromText(QStringLiteral("Another quiet-otter 7")),
                {false, false}, kActor, std::move(done));
        }));
        QCOMPARE(m_client->profile(tokens.text("access")).text("code"),
                 QByteArray("password_changed"));
        const ApiAnswer refused = m_client->refresh(tokens.text("refresh"));
        QCOMPARE(refused.body,
                 QByteArray("{\"detail\":\"The user's password has been changed.\"}"));
        QCOMPARE(sessions().front().endReason, std::optional(EndReason::PasswordChanged));
    }

    void endingInTheConsoleRefusesTheNextRequest()
    {
        const ApiAnswer tokens = login();
        const SessionId id = sessions().front().id;
        const auto ended = await<int>([&](auth::Completion<int> done) {
            m_core->sessions().end({id}, kActor, std::move(done));
        });
        QCOMPARE(ended.value_or(0), 1);
        QCOMPARE(m_client->refresh(tokens.text("refresh")).status, 401);
        QCOMPARE(m_client->profile(tokens.text("access")).status, 401);
    }
};

QTEST_GUILESS_MAIN(TestEndpoints)
#include "tst_endpoints.moc"
