// SPDX-License-Identifier: GPL-3.0-or-later
// /oauth/introspect and /oauth/revoke over real sockets.
#include "server/auth/clientadmin.h"
#include "tests/http/servedcore.h"

using namespace tokendesk;
using namespace tokendesk::test;
using namespace std::chrono_literals;

namespace {

const QByteArray kForm = "application/x-www-form-urlencoded";
constexpr const char *kIntrospect = "/oauth/introspect";
constexpr const char *kRevoke = "/oauth/revoke";
const QByteArray kInactive = "{\"active\":false}";

QByteArray basic(const QByteArray &id, const QByteArray &secret)
{
    return "Basic " + QByteArray(id + ':' + secret).toBase64();
}

/// Tokens of one login.
struct Pair
{
    QByteArray access;
    QByteArray refresh;
};

Pair pairOf(const ApiAnswer &answer) { return {answer.text("access"), answer.text("refresh")}; }

} // namespace

class TestOAuth : public QObject
{
    Q_OBJECT

    std::unique_ptr<ServedCore> m_served;
    QByteArray m_secret;

    ApiAnswer post(const QByteArray &path, const QByteArray &body,
                   const ApiClient::Headers &more = {}) const
    {
        ApiClient::Headers headers{{"Content-Type", kForm}};
        headers.insert(headers.end(), more.begin(), more.end());
        return m_served->client->send("POST", path, body, headers);
    }
    ApiAnswer introspect(const QByteArray &token, const QByteArray &more = {}) const
    {
        return post(kIntrospect, "token=" + token + more,
                    {{"Authorization", basic("billing", m_secret)}});
    }
    bool isActive(const QByteArray &token, const QByteArray &more = {}) const
    {
        const ApiAnswer answer = introspect(token, more);
        return answer.status == 200 && answer.body != kInactive
               && answer.json().value(QLatin1String("active")).toBool();
    }
    ApiAnswer revoke(const QByteArray &token, const ApiClient::Headers &headers = {}) const
    {
        return post(kRevoke, "token=" + token, headers);
    }
    /// How the session of \a token ended; empty: it lives.
    QString endOf(const QByteArray &token)
    {
        const auto jti =
            Jti::fromHex(claimsOf(token).value(QLatin1String("jti")).toString().toLatin1());
        const auto session = jti ? m_served->core->sessions().find(jti->session)
                                 : Result<Session>(fail(ErrorCode::NotFound));
        if (!session || !session->endedAt)
            return {};
        return QString(QLatin1String(endReasonName(*session->endReason)) + u' ' + session->endedBy);
    }
    /// Every line of metric \a name that is not zero.
    QByteArray metric(const QByteArray &name) const
    {
        QByteArray found;
        for (const QByteArray &line : m_served->client->send("GET", "/metrics").body.split('\n')) {
            if (line.startsWith(name) && !line.endsWith(" 0"))
                found += QByteArray(line + '\n');
        }
        return found;
    }

private slots:
    void init()
    {
        // Refusals leave nothing behind, so the rows of one table share a server.
        if (m_served && QByteArray(QTest::currentTestFunction()).startsWith("refuses"))
            return;
        m_served.reset();
        m_served = std::make_unique<ServedCore>();
        const auto made = await<auth::ClientSecret>([&](auth::Completion<auth::ClientSecret> done) {
            m_served->core->clients().add(QStringLiteral("billing"), {}, kActor, std::move(done));
        });
        VERIFY_OK(made);
        m_secret = made->secret->view().toByteArray();
    }
    void cleanupTestCase() { m_served.reset(); }

    void tellsOfAnAccessToken()
    {
        QVERIFY(m_served->set("issuer", QStringLiteral("https://auth.example.com")));
        QVERIFY(m_served->set("audience", QStringLiteral("wiki")));
        const Pair tokens = pairOf(m_served->login());
        const QJsonObject claims = claimsOf(tokens.access);
        const ApiAnswer answer = introspect(tokens.access);
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.header("Content-Type"), QByteArray("application/json"));
        QCOMPARE(answer.header("Cache-Control"), QByteArray("no-store"));
        QCOMPARE(answer.header("Pragma"), QByteArray("no-cache"));
        const qint64 now = toEpochSeconds(m_served->scratch.clock.now());
        const QJsonObject expected{
            {QStringLiteral("active"), true},
            {QStringLiteral("token_type"), QStringLiteral("Bearer")},
            {QStringLiteral("token_use"), QStringLiteral("access")},
            {QStringLiteral("exp"), now + 900},
            {QStringLiteral("iat"), now},
            {QStringLiteral("sub"), QStringLiteral("2")},
            {QStringLiteral("username"), QStringLiteral("anna")},
            {QStringLiteral("user_id"), QStringLiteral("2")},
            {QStringLiteral("iss"), QStringLiteral("https://auth.example.com")},
            {QStringLiteral("aud"), QStringLiteral("wiki")},
            {QStringLiteral("jti"), claims.value(QLatin1String("jti"))},
            {QStringLiteral("sid"), claims.value(QLatin1String("sid"))}};
        QCOMPARE(answer.json(), expected);
    }

    void refreshTokensAreForThoseWhoAskForThem()
    {
        const Pair tokens = pairOf(m_served->login());
        QCOMPARE(introspect(tokens.refresh).body, kInactive);
        QCOMPARE(introspect(tokens.refresh, "&token_type_hint=access_token").body, kInactive);
        const ApiAnswer asked = introspect(tokens.refresh, "&token_type_hint=refresh_token");
        QCOMPARE(asked.json().value(QLatin1String("active")), QJsonValue(true));
        QCOMPARE(asked.text("token_use"), QByteArray("refresh"));
        QVERIFY(!asked.json().contains(QLatin1String("token_type")));
        // A wrong hint is only a hint, an unknown one none.
        QVERIFY(isActive(tokens.access, "&token_type_hint=refresh_token"));
        QVERIFY(isActive(tokens.access, "&token_type_hint=nonsense"));
        const Pair next = pairOf(m_served->client->refresh(tokens.refresh));
        QCOMPARE(introspect(tokens.refresh, "&token_type_hint=refresh_token").body, kInactive);
        QVERIFY(isActive(next.refresh, "&token_type_hint=refresh_token"));
        // Idle for too long, though nobody has ended it yet.
        m_served->scratch.clock.advance(11min);
        QVERIFY(m_served->set("session_idle_limit", 600));
        QCOMPARE(introspect(next.refresh, "&token_type_hint=refresh_token").body, kInactive);
        QCOMPARE(m_served->client->refresh(next.refresh).status, 401);
    }

    void presets_data()
    {
        QTest::addColumn<QString>("preset");
        QTest::newRow("recommended") << QStringLiteral("recommended");
        QTest::newRow("simplejwt") << QStringLiteral("simplejwt");
    }

    void inactiveIsAllThatIsSaid_data() { presets_data(); }
    void inactiveIsAllThatIsSaid()
    {
        QFETCH(QString, preset);
        QVERIFY(m_served->set("preset", preset));
        const Pair ended = pairOf(m_served->login());
        QVERIFY(isActive(ended.access));
        QCOMPARE(m_served->client->logout(ended.refresh).status, 200);
        const Pair expired = pairOf(m_served->login());
        m_served->scratch.clock.advance(16min);
        const Pair good = pairOf(m_served->login());
        const Pair off = pairOf(m_served->login("root"));
        QVERIFY(isActive(good.access));

        QByteArray tampered = good.access;
        tampered[tampered.size() - 5] = tampered[tampered.size() - 5] == 'A' ? 'B' : 'A';
        const QList<QByteArray> parts = good.access.split('.');
        for (const QByteArray &token :
             {ended.access, ended.refresh, expired.access, tampered, QByteArray("x"),
              QByteArray("a.b.c"), QByteArray(parts[0] + '.' + parts[1] + '.'),
              QByteArray(9000, 'a'), QByteArray("eyJhbGciOiJub25lIn0." + parts[1] + '.')}) {
            const ApiAnswer answer = introspect(token);
            QCOMPARE(answer.status, 200);
            QCOMPARE(answer.body, kInactive);
        }
        // Whatever the preset: the session and the user count, not the token's own word alone.
        UserChange change;
        change.active = false;
        VERIFY_OK(await<User>([&](auth::Completion<User> done) {
            m_served->core->users().update(2, change, kActor, std::move(done));
        }));
        QCOMPARE(introspect(good.access).body, kInactive);
        QVERIFY(isActive(off.access));
    }

    void clientsShowTheirSecretInTheBodyToo()
    {
        const Pair tokens = pairOf(m_served->login());
        const QByteArray body =
            "token=" + tokens.access + "&client_id=billing&client_secret=" + m_secret;
        QVERIFY(post(kIntrospect, body).json().value(QLatin1String("active")).toBool());
        // A client that encodes what needs no encoding.
        QByteArray encoded;
        for (const char c : m_secret)
            encoded += '%' + QByteArray(1, c).toHex();
        QCOMPARE(
            post(kIntrospect, "token=x", {{"Authorization", basic("bil%6Cing", encoded)}}).body,
            kInactive);
        QCOMPARE(post(kIntrospect, "token=x&client_id=bil%6cing&client_secret=" + encoded).body,
                 kInactive);
        QCOMPARE(post(kIntrospect, "token=x&client_id=billing",
                      {{"Authorization", "bASIC   " + basic("billing", m_secret).mid(6)}})
                     .body,
                 kInactive);
        QCOMPARE(m_served->client
                     ->send("POST", kIntrospect, "token=x",
                            {{"Content-Type", kForm + "; charset=UTF-8"},
                             {"Authorization", basic("billing", m_secret)}})
                     .body,
                 kInactive);
    }

    void refusesWhoeverIsNotTheClient_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("field");
        QTest::newRow("nothing") << QByteArray("token=x") << QByteArray();
        QTest::newRow("no body") << QByteArray() << QByteArray();
        QTest::newRow("wrong secret") << QByteArray("token=x") << basic("billing", "wrong");
        QTest::newRow("empty secret") << QByteArray("token=x") << basic("billing", "");
        QTest::newRow("unknown") << QByteArray("token=x") << basic("nobody", "wrong");
        QTest::newRow("no id") << QByteArray("token=x") << basic("", "wrong");
        QTest::newRow("no colon") << QByteArray("token=x")
                                  << QByteArray("Basic " + QByteArray("billing").toBase64());
        QTest::newRow("not base64") << QByteArray("token=x") << QByteArray("Basic %%%");
        QTest::newRow("no base64") << QByteArray("token=x") << QByteArray("Basic");
        QTest::newRow("bad escape") << QByteArray("token=x") << basic("billing", "%zz");
        QTest::newRow("cut escape") << QByteArray("token=x") << basic("billing", "%4");
        QTest::newRow("not UTF-8") << QByteArray("token=x") << basic("billing", "%ff");
        QTest::newRow("NUL") << QByteArray("token=x") << basic("billing%00", "x");
        QTest::newRow("a bearer") << QByteArray("token=x") << QByteArray("Bearer abc");
        QTest::newRow("another scheme") << QByteArray("token=x") << QByteArray("Basically abc");
        QTest::newRow("id alone") << QByteArray("token=x&client_id=billing") << QByteArray();
        QTest::newRow("empty in body")
            << QByteArray("token=x&client_id=billing&client_secret=") << QByteArray();
        QTest::newRow("wrong in body")
            << QByteArray("token=x&client_id=billing&client_secret=y") << QByteArray();
        QTest::newRow("wrong, and no token")
            << QByteArray("client_id=billing&client_secret=y") << QByteArray();
    }
    void refusesWhoeverIsNotTheClient()
    {
        QFETCH(QByteArray, body);
        QFETCH(QByteArray, field);
        ApiClient::Headers headers;
        if (!field.isEmpty())
            headers.emplace_back("Authorization", field);
        const ApiAnswer answer = post(kIntrospect, body, headers);
        QCOMPARE(answer.status, 401);
        QCOMPARE(answer.body, QByteArray("{\"error\":\"invalid_client\",\"error_description\":"
                                         "\"Client authentication failed.\"}"));
        QCOMPARE(answer.header("WWW-Authenticate"),
                 QByteArray("Basic realm=\"oauth\", charset=\"UTF-8\""));
        QCOMPARE(answer.header("Cache-Control"), QByteArray("no-store"));
    }

    void refusesRequestsThatAreNone_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<ApiClient::Headers>("headers");
        QTest::addColumn<QByteArray>("reason");
        const auto row = [](const char *name, const QByteArray &body, const char *reason,
                            const ApiClient::Headers &headers = {}) {
            ApiClient::Headers all = headers;
            if (std::none_of(all.begin(), all.end(),
                             [](const auto &field) { return field.first == "Content-Type"; }))
                all.emplace_back("Content-Type", kForm);
            QTest::newRow(name) << body << all << QByteArray(reason);
        };
        row("token twice", "token=x&token=y", "token is there twice");
        row("token twice, once empty", "token=x&token", "token is there twice");
        row("unknown one twice", "token=x&a=1&a=2", "A parameter is there twice");
        row("secret twice", "client_secret=x&client_secret=y", "client_secret is there twice");
        row("bad escape", "token=%zz", "not the form encoding");
        row("cut escape", "token=x%4", "not the form encoding");
        row("bad name", "%=x", "not the form encoding");
        row("not UTF-8", "token=%ff%fe", "not the form encoding");
        row("NUL", "token=x%00", "not the form encoding");
        row("surrogate", "token=%ed%a0%80", "not the form encoding");
        row("secret without id", "token=x&client_secret=y", "without a client_id");
        row("two ways", "token=x&client_id=billing&client_secret=y", "both in Authorization",
            {{"Authorization", basic("billing", "x")}});
        row("two clients", "token=x&client_id=other", "two clients",
            {{"Authorization", basic("billing", "x")}});
        row("two fields", "token=x", "two Authorization fields",
            {{"Authorization", basic("a", "x")}, {"Authorization", basic("b", "x")}});
        row("JSON", "{\"token\":\"x\"}", "application/x-www-form-urlencoded",
            {{"Content-Type", "application/json"}});
        row("no type", "token=x", "application/x-www-form-urlencoded", {{"Content-Type", ""}});
        QByteArray many;
        for (int i = 0; i < 40; ++i)
            many += "&p" + QByteArray::number(i) + "=1";
        row("too many", "token=x" + many, "too many parameters");
    }
    void refusesRequestsThatAreNone()
    {
        QFETCH(QByteArray, body);
        QFETCH(ApiClient::Headers, headers);
        QFETCH(QByteArray, reason);
        for (const char *path : {kIntrospect, kRevoke}) {
            const ApiAnswer answer = m_served->client->send("POST", path, body, headers);
            QCOMPARE(answer.status, 400);
            QCOMPARE(answer.text("error"), QByteArray("invalid_request"));
            QVERIFY2(answer.text("error_description").contains(reason), answer.body.constData());
            QVERIFY(!answer.text("error_description").contains('"')); // RFC 6749 section 5.2
        }
    }

    void theTokenMustBeInTheBody()
    {
        const ApiClient::Headers who{{"Authorization", basic("billing", m_secret)}};
        for (const QByteArray &body : {QByteArray(), QByteArray("token="), QByteArray("Token=x")}) {
            const ApiAnswer answer = post("/oauth/introspect?token=x", body, who);
            QCOMPARE(answer.status, 400);
            QVERIFY(answer.text("error_description").contains("token is missing"));
            QCOMPARE(post("/oauth/revoke?token=x", body).status, 400);
        }
    }

    void otherMethodsAreToldWhichOneIsRight()
    {
        for (const char *path : {kIntrospect, kRevoke}) {
            for (const char *method : {"GET", "HEAD", "PUT", "DELETE"}) {
                const ApiAnswer answer = m_served->client->send(method, path);
                QCOMPARE(answer.status, 405);
                QCOMPARE(answer.header("Allow"), QByteArray("POST, OPTIONS"));
            }
            const QByteArray described = m_served->client->send("OPTIONS", path).body;
            QVERIFY(described.contains("[\"application/x-www-form-urlencoded\"]"));
            QCOMPARE(m_served->client->send("POST", QByteArray(path) + '/').status, 404);
        }
    }

    void canBeSwitchedOff()
    {
        QVERIFY(m_served->set("token_introspection", false));
        const ApiAnswer answer = introspect("x");
        QCOMPARE(answer.status, 404);
        QVERIFY(answer.text("detail").contains("token_introspection"));
        QCOMPARE(revoke("x").status, 200);
        QVERIFY(m_served->set("token_introspection", true));
        QCOMPARE(introspect("x").status, 200);
    }

    void guessesAreBounded()
    {
        QByteArray last;
        int refused = 0;
        for (int i = 0; i < 25; ++i) {
            const ApiAnswer answer =
                post(kIntrospect, "token=x", {{"Authorization", basic("billing", "guess")}});
            refused += answer.status == 401 ? 1 : 0;
            last = answer.status == 429 ? answer.header("Retry-After") : QByteArray();
        }
        QCOMPARE(refused, 20);
        QCOMPARE(last, QByteArray("60"));
        const ApiAnswer right = introspect("x");
        QCOMPARE(right.status, 429);
        QCOMPARE(right.text("error"), QByteArray("temporarily_unavailable"));
        QCOMPARE(revoke("x", {{"Authorization", basic("billing", m_secret)}}).status, 429);
        QCOMPARE(revoke("x").status, 200); // who shows no credentials guesses none
        m_served->scratch.clock.advance(60s);
        QCOMPARE(introspect("x").status, 200);
        QCOMPARE(metric("tokendesk_client_authentications_total"),
                 QByteArray("tokendesk_client_authentications_total{result=\"ok\"} 1\n"
                            "tokendesk_client_authentications_total{result=\"failed\"} 20\n"
                            "tokendesk_client_authentications_total{result=\"throttled\"} 7\n"));
    }

    void revokesWhateverTheTypeAndThePreset_data() { presets_data(); }
    void revokesWhateverTheTypeAndThePreset()
    {
        QFETCH(QString, preset);
        QVERIFY(m_served->set("preset", preset));
        for (const bool byAccess : {true, false}) {
            const Pair tokens = pairOf(m_served->login());
            const Pair other = pairOf(m_served->login());
            const ApiAnswer answer = revoke(byAccess ? tokens.access : tokens.refresh);
            QCOMPARE(answer.status, 200);
            QCOMPARE(answer.body, QByteArray("{}"));
            QCOMPARE(answer.header("Cache-Control"), QByteArray("no-store"));
            QCOMPARE(endOf(tokens.refresh), QStringLiteral("token_revoked "));
            QCOMPARE(m_served->client->refresh(tokens.refresh).status, 401);
            QVERIFY(!isActive(tokens.access));
            // Preset simplejwt keeps what the peer does with access tokens.
            QCOMPARE(m_served->client->profile(tokens.access).status,
                     preset == QLatin1String("simplejwt") ? 200 : 401);
            QVERIFY(endOf(other.refresh).isEmpty());
            QVERIFY(isActive(other.access));
        }
        const auto found = events(*m_served->core, "session.ended");
        QCOMPARE(found.size(), std::size_t{2});
        QCOMPARE(found.front().detail.value(QLatin1String("reason")).toString(),
                 QStringLiteral("token_revoked"));
    }

    void revokesByASpentRefreshToken()
    {
        const Pair first = pairOf(m_served->login());
        const Pair second = pairOf(m_served->client->refresh(first.refresh));
        QCOMPARE(revoke(first.refresh).status, 200);
        QCOMPARE(endOf(second.refresh), QStringLiteral("token_revoked "));
        QCOMPARE(m_served->client->refresh(second.refresh).status, 401);
    }

    void revokesNothingByATokenThatIsNone()
    {
        const Pair tokens = pairOf(m_served->login());
        m_served->scratch.clock.advance(16min);
        QByteArray forged = tokens.refresh;
        forged[forged.size() - 5] = forged[forged.size() - 5] == 'A' ? 'B' : 'A';
        for (const QByteArray &token : {QByteArray("x"), forged, tokens.access /* expired */}) {
            const ApiAnswer answer = revoke(token);
            QCOMPARE(answer.status, 200);
            QCOMPARE(answer.body, QByteArray("{}"));
        }
        QVERIFY(endOf(tokens.refresh).isEmpty());
        QCOMPARE(revoke(tokens.refresh).status, 200);
        QCOMPARE(revoke(tokens.refresh).status, 200); // again
        QCOMPARE(events(*m_served->core, "session.ended").size(), std::size_t{1});
    }

    void revokesForAClientByName()
    {
        const Pair tokens = pairOf(m_served->login());
        const QByteArray body = "token=" + tokens.access + "&token_type_hint=refresh_token";
        QCOMPARE(post(kRevoke, body, {{"Authorization", basic("billing", "wrong")}}).status, 401);
        QVERIFY(endOf(tokens.refresh).isEmpty());
        QCOMPARE(post(kRevoke, body, {{"Authorization", basic("billing", m_secret)}}).status, 200);
        QCOMPARE(endOf(tokens.refresh), QStringLiteral("token_revoked client:billing"));
        // A public client names itself alone; a bearer is no client.
        const Pair more = pairOf(m_served->login());
        QCOMPARE(post(kRevoke, "client_id=spa&token=" + more.refresh,
                      {{"Authorization", "Bearer " + more.access}})
                     .status,
                 200);
        QCOMPARE(endOf(more.refresh), QStringLiteral("token_revoked "));
    }

    void revokesSlidingTokens()
    {
        QVERIFY(m_served->set("accept_sliding_tokens", true));
        const QByteArray sliding =
            m_served->client
                ->post("/api/token/sliding/",
                       {{QStringLiteral("username"), QStringLiteral("anna")},
                        {QStringLiteral("password"), ServedCore::password()}})
                .text("token");
        const ApiAnswer told = introspect(sliding);
        QCOMPARE(told.text("token_use"), QByteArray("sliding"));
        QCOMPARE(told.text("token_type"), QByteArray("Bearer"));
        QVERIFY(m_served->set("accept_sliding_tokens", false));
        QVERIFY(!isActive(sliding)); // it opens no door here
        QCOMPARE(revoke(sliding).status, 200);
        QCOMPARE(endOf(sliding), QStringLiteral("token_revoked "));
    }

    void saysWhichTypesItCannotRevoke()
    {
        QVERIFY(m_served->set("token_type_claim", QStringLiteral("typ")));
        const Pair tokens = pairOf(m_served->login());
        QVERIFY(m_served->set("token_type_claim", QStringLiteral("token_type")));
        const ApiAnswer answer = revoke(tokens.access);
        QCOMPARE(answer.status, 400);
        QCOMPARE(answer.text("error"), QByteArray("unsupported_token_type"));
        QVERIFY(endOf(tokens.refresh).isEmpty());
    }

    void pagesOfAllowedOriginsMayCall()
    {
        QVERIFY(m_served->set("cors_origins", QJsonArray{QStringLiteral("https://app.example")}));
        const ApiClient::Headers from{{"Origin", "https://app.example"}};
        QCOMPARE(revoke("x", from).header("Access-Control-Allow-Origin"),
                 QByteArray("https://app.example"));
        const ApiAnswer preflight = m_served->client->send(
            "OPTIONS", kRevoke, {},
            {{"Origin", "https://app.example"}, {"Access-Control-Request-Method", "POST"}});
        QCOMPARE(preflight.status, 204);
        QCOMPARE(preflight.header("Access-Control-Allow-Methods"), QByteArray("POST, OPTIONS"));
        QVERIFY(revoke("x", {{"Origin", "https://evil.example"}})
                    .header("Access-Control-Allow-Origin")
                    .isEmpty());
    }

    void nothingSecretIsLogged()
    {
        const Pair tokens = pairOf(m_served->login());
        QVERIFY(isActive(tokens.access));
        post(kIntrospect, "token=" + tokens.access,
             {{"Authorization", basic(m_secret, "swapped with the id")}});
        post("/oauth/introspect?token=" + tokens.access, "token=" + tokens.access);
        QCOMPARE(revoke(tokens.access).status, 200);
        const QByteArray log = m_served->log();
        QVERIFY(log.contains("\"route\":\"/oauth/introspect\""));
        QVERIFY(log.contains("\"route\":\"/oauth/revoke\""));
        QVERIFY(log.contains("client.refused"));
        for (const QByteArray &secret :
             {tokens.access, tokens.access.split('.')[2], m_secret, m_secret.toBase64(),
              QByteArray("swapped"), QByteArray("eyJ")})
            QVERIFY2(!log.contains(secret), secret.constData());
        QVERIFY(metric("tokendesk_http_requests_total").contains("route=\"/oauth/introspect\""));
    }
};

QTEST_GUILESS_MAIN(TestOAuth)
#include "tst_oauth.moc"
