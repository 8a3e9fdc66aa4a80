// SPDX-License-Identifier: GPL-3.0-or-later
// What the operations of /api/admin do.
#include "tests/http/adminfixture.h"

#include <set>

using namespace tokendesk;
using namespace tokendesk::test;
using namespace std::chrono_literals;

class TestAdminApi : public QObject
{
    Q_OBJECT

    std::unique_ptr<AdminFixture> m_served;

    ApiAnswer newUser(const QByteArray &name, const QByteArray &more = {}) const
    {
        return m_served->post("/api/admin/users", "{\"username\":\"" + name + '"' + more + '}');
    }
    static QByteArray id(const ApiAnswer &user)
    {
        return QByteArray::number(user.json()[QLatin1String("id")].toInteger());
    }
private slots:
    void init() { m_served = std::make_unique<AdminFixture>(); }
    void cleanup() { m_served.reset(); }

    void makesAUserWithAGeneratedPassword()
    {
        const ApiAnswer made = newUser("zoe", ",\"email\":\"zoe@example.org\",\"groups\":[\"b\","
                                              "\"a\"],\"claims\":{\"tier\":3}");
        QCOMPARE(made.status, 201);
        const QByteArray password = made.text("generated_password");
        QVERIFY(password.size() >= 12);
        QCOMPARE(made.header("Cache-Control"), QByteArray("no-store"));
        const QJsonArray groups{QLatin1String("a"), QLatin1String("b")};
        QCOMPARE(made.json()[QLatin1String("groups")].toArray(), groups);
        QCOMPARE(m_served->client->login(QStringLiteral("zoe"), QString::fromUtf8(password)).status,
                 200);
        const ApiAnswer shown = m_served->get("/api/admin/users/" + id(made));
        QCOMPARE(shown.status, 200);
        QVERIFY(!shown.json().contains(QLatin1String("generated_password")));
        QCOMPARE(shown.json()[QLatin1String("claims")].toObject()[QLatin1String("tier")].toInt(),
                 3);
        QCOMPARE(AdminFixture::results(m_served->get("/api/admin/groups")), groups);
        m_served->checkEvent("user.created");
        QVERIFY(!m_served->log().contains(password));
    }

    void makesAUserWithAGivenPassword()
    {
        const ApiAnswer made = newUser("zoe", ",\"password\":\"nine tall giraffes\"");
        QCOMPARE(made.status, 201);
        QVERIFY(!made.json().contains(QLatin1String("generated_password")));
        QCOMPARE(
            m_served->client->login(QStringLiteral("zoe"), QStringLiteral("nine tall giraffes"))
                .status,
            200);
        QCOMPARE(newUser("weak", ",\"password\":\"x\"").status, 400);
        QCOMPARE(newUser("weak", ",\"password\":\"x\",\"allow_weak_password\":true").status, 201);
    }

    void searchesSortsAndPagesUsers()
    {
        for (int i = 0; i < 5; ++i)
            QCOMPARE(newUser("page" + QByteArray::number(i),
                             i % 2 ? ",\"is_staff\":true" : ",\"is_active\":false")
                         .status,
                     201);
        QStringList seen;
        QByteArray cursor;
        int pages = 0;
        do {
            const ApiAnswer page = m_served->get("/api/admin/users?search=PAGE&ordering=-username"
                                                 "&page_size=2&total=1&cursor="
                                                 + cursor);
            QCOMPARE(page.status, 200);
            QCOMPARE(page.json()[QLatin1String("total")].toInt(), 5);
            for (const QJsonValue user : AdminFixture::results(page))
                seen.append(user.toObject()[QLatin1String("username")].toString());
            cursor = page.text("next_cursor");
            ++pages;
        } while (!cursor.isEmpty() && pages < 9);
        QCOMPARE(pages, 3);
        QCOMPARE(seen.join(u','), QStringLiteral("page4,page3,page2,page1,page0"));
        const auto count = [this](const char *query) {
            return AdminFixture::results(
                       m_served->get(QByteArray("/api/admin/users?search=page&") + query))
                .size();
        };
        QCOMPARE(count("is_staff=true"), 2);
        QCOMPARE(count("is_active=0"), 3);
        QCOMPARE(count("is_superuser=true"), 0);
        QCOMPARE(count("deleted=true"), 0);
        QCOMPARE(count("group=none"), 0);
        QCOMPARE(AdminFixture::results(m_served->get("/api/admin/users?search=%C3%A9")).size(), 0);
    }

    void disablesAndEnables()
    {
        const ApiAnswer anna = m_served->login();
        const QByteArray path = "/api/admin/users/" + m_served->idOf("anna");
        const ApiAnswer disabled = m_served->patch(path, "{\"is_active\":false}");
        QCOMPARE(disabled.status, 200);
        QCOMPARE(disabled.json()[QLatin1String("live_sessions")].toInt(-1), 0);
        QCOMPARE(m_served->client->refresh(anna.text("refresh")).status, 401);
        QCOMPARE(m_served->client->profile(anna.text("access")).status, 401);
        m_served->checkEvent("user.disabled");
        QCOMPARE(m_served->patch(path, "{\"is_active\":true}").status, 200);
        QCOMPARE(m_served->login().status, 200);
        m_served->checkEvent("user.enabled");
    }

    void deletesAndRestores()
    {
        const ApiAnswer anna = m_served->login();
        const QByteArray path = "/api/admin/users/" + m_served->idOf("anna");
        QCOMPARE(m_served->remove(path).body, QByteArray("{\"deleted\":1}"));
        QCOMPARE(m_served->client->refresh(anna.text("refresh")).status, 401);
        QCOMPARE(AdminFixture::results(m_served->get("/api/admin/users?search=anna")).size(), 0);
        const QJsonArray bin =
            AdminFixture::results(m_served->get("/api/admin/users?search=anna&deleted=1"));
        QCOMPARE(bin.size(), 1);
        QVERIFY(!bin[0].toObject()[QLatin1String("deleted_at")].isNull());
        QCOMPARE(m_served->remove(path).body, QByteArray("{\"deleted\":0}"));
        QCOMPARE(m_served->post(path + "/restore").body, QByteArray("{\"restored\":1}"));
        QCOMPARE(m_served->client->refresh(anna.text("refresh")).status, 401); // stays ended
        QCOMPARE(m_served->login().status, 200);
        m_served->checkEvent("user.deleted");
        m_served->checkEvent("user.restored");
    }

    void resetsAPassword()
    {
        const ApiAnswer anna = m_served->login();
        const QByteArray path = "/api/admin/users/" + m_served->idOf("anna") + "/password";
        const ApiAnswer reset = m_served->post(path);
        QCOMPARE(reset.status, 200);
        const QString password = reset.json()[QLatin1String("generated_password")].toString();
        QVERIFY(!password.isEmpty());
        QCOMPARE(m_served->client->refresh(anna.text("refresh")).status, 401);
        QCOMPARE(m_served->login().status, 401);
        const ApiAnswer again = m_served->client->login(QStringLiteral("anna"), password);
        QCOMPARE(again.status, 200);
        QCOMPARE(m_served->post(path, "{\"password\":\"\"}").status, 400);
        QCOMPARE(
            m_served->post(path, "{\"password\":\"nine tall giraffes\",\"end_sessions\":false}")
                .status,
            200);
        QCOMPARE(m_served->client->refresh(again.text("refresh")).status, 200);
        m_served->checkEvent("user.password_set");
        QVERIFY(!m_served->log().contains(password.toUtf8()));
    }

    void unlocks()
    {
        for (int i = 0; i < 5; ++i)
            (void)m_served->client->login(QStringLiteral("sven"), QStringLiteral("wrong"));
        QCOMPARE(m_served->login("sven").status, 429);
        const QByteArray path = "/api/admin/users/" + m_served->idOf("sven");
        QCOMPARE(m_served->get(path).json()[QLatin1String("wrong_passwords")].toInt(), 5);
        QCOMPARE(m_served->post(path + "/unlock").body, QByteArray("{\"unlocked\":1}"));
        QCOMPARE(m_served->login("sven").status, 200);
        m_served->checkEvent("user.unlocked");
    }

    void listsShowsAndEndsSessions()
    {
        const ApiAnswer first = m_served->login();
        m_served->scratch.clock.advance(1s);
        const ApiAnswer second = m_served->login();
        const QByteArray anna = m_served->idOf("anna");
        const QJsonArray list = AdminFixture::results(
            m_served->get("/api/admin/sessions?state=live&ordering=-created_at&user_id=" + anna));
        QCOMPARE(list.size(), 3);
        const QByteArray sid = list[0].toObject()[QLatin1String("id")].toString().toLatin1();
        QCOMPARE(QString::fromLatin1(sid),
                 claimsOf(second.text("access"))[QLatin1String("sid")].toString());
        QCOMPARE(m_served->get("/api/admin/sessions/" + sid).json(), list[0].toObject());
        QCOMPARE(m_served->remove("/api/admin/sessions/" + sid).body, QByteArray("{\"ended\":1}"));
        QCOMPARE(m_served->client->profile(second.text("access")).status, 401);
        QCOMPARE(m_served->remove("/api/admin/sessions/" + sid).body, QByteArray("{\"ended\":0}"));
        m_served->checkEvent("session.ended");
        const ApiAnswer shown = m_served->get("/api/admin/sessions/" + sid);
        QCOMPARE(shown.text("end_reason"), QByteArray("ended_by_administrator"));
        QCOMPARE(shown.text("ended_by"), QByteArray("root"));

        const QByteArray other =
            claimsOf(first.text("access"))[QLatin1String("sid")].toString().toLatin1();
        QCOMPARE(
            m_served
                ->post("/api/admin/sessions/end", "{\"ids\":[\"" + other + "\",\"" + sid + "\"]}")
                .body,
            QByteArray("{\"ended\":1}"));
        QCOMPARE(m_served->client->profile(first.text("access")).status, 401);
        QCOMPARE(m_served->remove("/api/admin/users/" + anna + "/sessions").body,
                 QByteArray("{\"ended\":1}"));
        QCOMPARE(m_served->client->profile(m_served->nobody).status, 401);
        (void)m_served->login();
        QCOMPARE(m_served->post("/api/admin/sessions/end", "{\"user_id\":" + anna + '}').body,
                 QByteArray("{\"ended\":1}"));
        m_served->checkEvent("session.ended_of_user");
        QCOMPARE(m_served->post("/api/admin/sessions/end", "{\"all\":true}").status, 200);
        m_served->checkEvent("session.ended_all");
        QCOMPARE(m_served->get("/api/admin/sessions").status, 401); // one's own too
    }

    void refusesEarlierTokens()
    {
        const QByteArray anna = m_served->idOf("anna");
        const ApiAnswer tokens = m_served->login();
        QCOMPARE(
            m_served->post("/api/admin/sessions/refuse-earlier", "{\"user_id\":" + anna + '}').body,
            QByteArray("{\"ended\":2}"));
        QCOMPARE(m_served->client->profile(tokens.text("access")).status, 401);
        QCOMPARE(m_served->client->refresh(tokens.text("refresh")).status, 401);
        QCOMPARE(m_served->get("/api/admin/users").status, 200);
        const QByteArray sid =
            claimsOf(tokens.text("access"))[QLatin1String("sid")].toString().toLatin1();
        QCOMPARE(m_served->get("/api/admin/sessions/" + sid).text("end_reason"),
                 QByteArray(endReasonName(EndReason::NotBefore)));
        m_served->scratch.clock.advance(1s);
        QCOMPARE(m_served->login().status, 200); // what is issued from now on is good
        QCOMPARE(m_served->post("/api/admin/sessions/refuse-earlier", "{\"all\":true}").status,
                 200);
        QCOMPARE(m_served->get("/api/admin/users").status, 401); // one's own too
        m_served->scratch.clock.advance(1s);
        m_served->root = m_served->login("root").text("access");
        QCOMPARE(m_served->get("/api/admin/users").status, 200);
    }

    void previewsClaims()
    {
        QVERIFY(m_served->set("claim_mapping",
                              QJsonObject{{QLatin1String("mail"), QLatin1String("$email")}}));
        const ApiAnswer preview =
            m_served->get("/api/admin/users/" + m_served->idOf("anna") + "/claims");
        QCOMPARE(preview.status, 200);
        const QJsonObject claims = preview.json()[QLatin1String("claims")].toObject();
        QCOMPARE(claims[QLatin1String("mail")],
                 claimsOf(m_served->login().text("access"))[QLatin1String("mail")]);
        QCOMPARE(claims[QLatin1String("mail")].toString(), QStringLiteral("anna@example.org"));
        QVERIFY(preview.json()[QLatin1String("left_out")].toArray().isEmpty());
    }

    void turnsKeys()
    {
        const ApiAnswer before = m_served->get("/api/admin/keys");
        QCOMPARE(AdminFixture::results(before).size(), 1);
        const QByteArray old =
            AdminFixture::results(before)[0].toObject()[QLatin1String("kid")].toString().toLatin1();
        const ApiAnswer secret = m_served->get("/api/admin/keys/" + old + "/public");
        QCOMPARE(secret.status, 400); // a secret has no public part
        const ApiAnswer made = m_served->post("/api/admin/keys", "{\"algorithm\":\"ES256\"}");
        QCOMPARE(made.status, 201);
        QCOMPARE(made.text("state"), QByteArray("next"));
        const QByteArray kid = made.text("kid");
        const ApiAnswer open = m_served->get("/api/admin/keys/" + kid + "/public");
        QCOMPARE(open.status, 200);
        QVERIFY(open.text("pem").startsWith("-----BEGIN PUBLIC KEY-----"));
        const QJsonObject jwk = open.json()[QLatin1String("jwk")].toObject();
        QCOMPARE(jwk[QLatin1String("crv")].toString(), QStringLiteral("P-256"));
        QVERIFY(!jwk.contains(QLatin1String("d")));
        const ApiAnswer rotated = m_served->post("/api/admin/keys/rotate");
        QCOMPARE(rotated.status, 200);
        QCOMPARE(rotated.text("kid"), kid);
        QCOMPARE(rotated.text("state"), QByteArray("active"));
        m_served->checkEvent("key.generated");
        QCOMPARE(m_served->post("/api/admin/keys/" + kid + "/retire").status, 409);
        QCOMPARE(m_served->client->profile(m_served->nobody).status, 200); // the old one verifies
        QCOMPARE(m_served->post("/api/admin/keys/" + old + "/retire").status, 200);
        QCOMPARE(m_served->client->profile(m_served->nobody).status, 401);
        QVERIFY(!m_served->get("/api/admin/keys").body.contains("wrapped"));
    }

    void listsEvents()
    {
        (void)m_served->client->login(QStringLiteral("anna"), QStringLiteral("wrong"));
        QCOMPARE(newUser("zoe").status, 201);
        const auto types = [this](const QByteArray &query) {
            QStringList found;
            for (const QJsonValue event :
                 AdminFixture::results(m_served->get("/api/admin/events?" + query)))
                found.append(event.toObject()[QLatin1String("type")].toString());
            return found;
        };
        QCOMPARE(types("type=user.created&page_size=1"),
                 QStringList{QStringLiteral("user.created")});
        QCOMPARE(types("at_least=warning"), QStringList{QStringLiteral("login.failed")});
        QCOMPARE(types("type=login."), QStringList{QStringLiteral("login.failed")});
        QVERIFY(
            types("user_id=" + m_served->idOf("anna")).contains(QStringLiteral("login.failed")));
        QCOMPARE(types("since=2100-01-01T00:00:00Z"), QStringList());
        const QString sid = claimsOf(m_served->root)[QLatin1String("sid")].toString();
        QCOMPARE(types("session_id=" + sid.toLatin1()),
                 QStringList{QStringLiteral("session.started")});
        std::set<qint64> seen;
        QByteArray cursor;
        qint64 total = 0;
        do {
            const ApiAnswer page =
                m_served->get("/api/admin/events?page_size=3&total=true&cursor=" + cursor);
            total = page.json()[QLatin1String("total")].toInteger();
            for (const QJsonValue event : AdminFixture::results(page))
                seen.insert(event.toObject()[QLatin1String("id")].toInteger());
            cursor = page.text("next_cursor");
        } while (!cursor.isEmpty());
        QVERIFY(total > 3);
        QCOMPARE(qint64(seen.size()), total);
    }
};

QTEST_GUILESS_MAIN(TestAdminApi)
#include "tst_adminapi.moc"
