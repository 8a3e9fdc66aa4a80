// SPDX-License-Identifier: GPL-3.0-or-later
// What users do with their own sessions and password, on a real socket.
#include "tests/http/servedcore.h"

#include <set>

using namespace tokendesk;
using namespace tokendesk::test;
using namespace std::chrono_literals;

namespace {

const QByteArray kNext = "an entirely new 8-ball";

} // namespace

class TestAccount : public QObject
{
    Q_OBJECT

    std::unique_ptr<ServedCore> m_served;

    ApiAnswer call(const QByteArray &method, const QByteArray &path, const QByteArray &token,
                   const QJsonObject &body = {}) const
    {
        ApiClient::Headers headers{{"Authorization", "Bearer " + token}};
        QByteArray text;
        if (!body.isEmpty()) {
            headers.emplace_back("Content-Type", "application/json");
            text = QJsonDocument(body).toJson(QJsonDocument::Compact);
        }
        return m_served->client->send(method, path, text, headers);
    }
    ApiAnswer changePassword(const QByteArray &token, const QString &current,
                             const QByteArray &next = kNext) const
    {
        return call("POST", "/account/password", token,
                    {{QStringLiteral("current_password"), current},
                     {QStringLiteral("new_password"), QString::fromUtf8(next)}});
    }
    static QByteArray sidOf(const ApiAnswer &tokens)
    {
        return claimsOf(tokens.text("refresh"))[QLatin1String("sid")].toString().toLatin1();
    }
    static QJsonArray results(const ApiAnswer &page)
    {
        return page.json()[QLatin1String("results")].toArray();
    }
    std::optional<EndReason> reasonOf(const ApiAnswer &tokens) const
    {
        const auto session = m_served->core->sessions().find(*SessionId::fromHex(sidOf(tokens)));
        return session ? session->endReason : std::nullopt;
    }

private slots:
    void init() { m_served = std::make_unique<ServedCore>(); }
    void cleanup() { m_served.reset(); }

    void listsOnesOwnAndMarksTheCurrentOne()
    {
        const ApiAnswer mine = m_served->login();
        (void)m_served->login("root");
        m_served->scratch.clock.advance(2s);
        const ApiAnswer other = m_served->login();
        const ApiAnswer page = call("GET", "/account/sessions", mine.text("access"));
        QCOMPARE(page.status, 200);
        QCOMPARE(results(page).size(), 2);
        const QJsonObject newest = results(page)[0].toObject();
        const QJsonObject oldest = results(page)[1].toObject();
        QCOMPARE(newest[QLatin1String("id")].toString().toLatin1(), sidOf(other));
        QCOMPARE(newest[QLatin1String("current")].toBool(), false);
        QCOMPARE(oldest[QLatin1String("id")].toString().toLatin1(), sidOf(mine));
        QCOMPARE(oldest[QLatin1String("current")].toBool(), true);
        QCOMPARE(oldest[QLatin1String("address")].toString(), QStringLiteral("127.0.0.1"));
        QVERIFY(!oldest.contains(QLatin1String("key_id"))); // no business of theirs
        QVERIFY(page.json()[QLatin1String("next_cursor")].isNull());
        QVERIFY(page.json()[QLatin1String("total")].isNull());
        QCOMPARE(call("GET", "/account/sessions/" + sidOf(mine), mine.text("access")).json(),
                 oldest);
        QCOMPARE(m_served->client->send("GET", "/account/sessions").status, 401);
    }

    void pagesAreWalkedByCursor()
    {
        std::set<QString> seen;
        QByteArray access;
        for (int i = 0; i < 5; ++i)
            access = m_served->login().text("access");
        QByteArray cursor;
        int pages = 0;
        do {
            const ApiAnswer page =
                call("GET", "/account/sessions?page_size=2&total=true&cursor=" + cursor, access);
            QCOMPARE(page.status, 200);
            QCOMPARE(page.json()[QLatin1String("total")].toInt(), 5);
            for (const QJsonValue session : results(page))
                seen.insert(session.toObject()[QLatin1String("id")].toString());
            cursor = page.text("next_cursor");
            ++pages;
        } while (!cursor.isEmpty() && pages < 10);
        QCOMPARE(pages, 3);
        QCOMPARE(seen.size(), std::size_t(5));
    }

    void badParameters_data()
    {
        QTest::addColumn<QByteArray>("query");
        QTest::addColumn<QByteArray>("body");
        const auto row = [](const char *name, const char *query, const char *body) {
            QTest::newRow(name) << QByteArray(query) << QByteArray(body);
        };
        row("size 0", "page_size=0",
            "{\"page_size\":[\"Ensure this value is greater than or equal to 1.\"]}");
        row("size 201", "page_size=201",
            "{\"page_size\":[\"Ensure this value is less than or equal to 200.\"]}");
        row("size text", "page_size=ten", "{\"page_size\":[\"A valid integer is required.\"]}");
        row("size huge", "page_size=99999999999999999999",
            "{\"page_size\":[\"A valid integer is required.\"]}");
        row("cursor", "cursor=abc", "{\"cursor\":[\"Invalid cursor.\"]}");
        row("cursor of another list", "cursor=WyJlLWlkIiwiaTEiLCJpMSJd",
            "{\"cursor\":[\"Invalid cursor.\"]}");
        row("state", "state=gone", "{\"state\":[\"\\\"gone\\\" is not a valid choice.\"]}");
        row("null", "state=%00", "{\"state\":[\"Null characters are not allowed.\"]}");
        row("two at once", "total=maybe&page_size=-1",
            "{\"page_size\":[\"Ensure this value is greater than or equal to 1.\"],"
            "\"total\":[\"Must be a valid boolean.\"]}");
    }
    void badParameters()
    {
        QFETCH(QByteArray, query);
        QFETCH(QByteArray, body);
        const ApiAnswer answer =
            call("GET", "/account/sessions?" + query, m_served->login().text("access"));
        QCOMPARE(answer.status, 400);
        QCOMPARE(answer.body, body);
    }

    void endsOneOfThem()
    {
        const ApiAnswer mine = m_served->login();
        const ApiAnswer lost = m_served->login();
        const ApiAnswer ended =
            call("DELETE", "/account/sessions/" + sidOf(lost), mine.text("access"));
        QCOMPARE(ended.status, 200);
        QCOMPARE(ended.body, QByteArray("{\"ended\":1}"));
        QCOMPARE(m_served->client->profile(lost.text("access")).status, 401);
        QCOMPARE(m_served->client->refresh(lost.text("refresh")).status, 401);
        QCOMPARE(reasonOf(lost), std::optional(EndReason::EndedByUser));
        const auto logged = events(*m_served->core, "session.ended");
        QCOMPARE(logged.size(), std::size_t(1));
        QCOMPARE(logged[0].actor, QStringLiteral("anna"));
        QCOMPARE(logged[0].address, QStringLiteral("127.0.0.1"));
        QCOMPARE(logged[0].detail[QLatin1String("reason")].toString(),
                 QStringLiteral("ended_by_user"));
        QCOMPARE(logged[0].detail[QLatin1String("source")].toString(), QStringLiteral("http"));
        // Once more changes nothing, and the rest lives on.
        QCOMPARE(call("DELETE", "/account/sessions/" + sidOf(lost), mine.text("access")).body,
                 QByteArray("{\"ended\":0}"));
        QCOMPARE(m_served->client->refresh(mine.text("refresh")).status, 200);
    }

    void endsTheCurrentOneToo()
    {
        const ApiAnswer mine = m_served->login();
        QCOMPARE(call("DELETE", "/account/sessions/" + sidOf(mine), mine.text("access")).status,
                 200);
        QCOMPARE(call("GET", "/account/sessions", mine.text("access")).status, 401);
    }

    void endsAllOthers()
    {
        const ApiAnswer first = m_served->login();
        const ApiAnswer stranger = m_served->login("root");
        const ApiAnswer second = m_served->login();
        const ApiAnswer mine = m_served->login();
        QCOMPARE(call("DELETE", "/account/sessions", mine.text("access")).body,
                 QByteArray("{\"ended\":2}"));
        QCOMPARE(m_served->client->profile(first.text("access")).status, 401);
        QCOMPARE(m_served->client->refresh(second.text("refresh")).status, 401);
        QCOMPARE(m_served->client->refresh(mine.text("refresh")).status, 200);
        QCOMPARE(m_served->client->refresh(stranger.text("refresh")).status, 200);
        QCOMPARE(reasonOf(second), std::optional(EndReason::EndedByUser));
    }

    /// Whether such a session exists is nobody else's business.
    void strangersSessionsAreNotThere()
    {
        const ApiAnswer mine = m_served->login();
        const QByteArray theirs = sidOf(m_served->login("root"));
        for (const QByteArray &id : {theirs, QByteArray("0123456789abcdef01234567"),
                                     QByteArray("x"), QByteArray("{session_id}")}) {
            for (const char *method : {"GET", "DELETE"}) {
                const ApiAnswer answer =
                    call(method, "/account/sessions/" + id, mine.text("access"));
                QCOMPARE(answer.status, 404);
            }
        }
        QCOMPARE(call("DELETE", "/account/sessions/" + theirs + "/", mine.text("access")).status,
                 404);
        const auto session = m_served->core->sessions().find(*SessionId::fromHex(theirs));
        VERIFY_OK(session);
        QVERIFY(!session->endedAt);
    }

    /// Where access tokens outlive their session, they still do not open these doors.
    void endedSessionsOpenNothingInEitherPreset()
    {
        QVERIFY(m_served->set("preset", QStringLiteral("simplejwt")));
        const ApiAnswer mine = m_served->login();
        QCOMPARE(call("GET", "/account/sessions", mine.text("access")).status, 200);
        QCOMPARE(m_served->client->logout(mine.text("refresh")).status, 200);
        QCOMPARE(m_served->client->profile(mine.text("access")).status, 200); // as the peer has it
        const ApiAnswer refused = call("GET", "/account/sessions", mine.text("access"));
        QCOMPARE(refused.status, 401);
        QCOMPARE(refused.text("code"), QByteArray("token_not_valid"));
        QVERIFY(refused.body.contains("Token is blacklisted"));
        QCOMPARE(changePassword(mine.text("access"), ServedCore::password()).status, 401);
    }

    void changesThePassword()
    {
        const ApiAnswer lost = m_served->login();
        const ApiAnswer mine = m_served->login();
        m_served->scratch.clock.advance(90s); // tokens issued long before must stay good
        const ApiAnswer changed = changePassword(mine.text("access"), ServedCore::password());
        QCOMPARE(changed.body, QByteArray("{\"ended\":1}"));
        QCOMPARE(changed.status, 200);
        QCOMPARE(m_served->client->profile(lost.text("access")).status, 401);
        QCOMPARE(m_served->client->refresh(lost.text("refresh")).status, 401);
        QCOMPARE(reasonOf(lost), std::optional(EndReason::PasswordChanged));
        QCOMPARE(m_served->client->profile(mine.text("access")).status, 200);
        QCOMPARE(m_served->client->refresh(mine.text("refresh")).status, 200);
        QCOMPARE(m_served->login().status, 401);
        QCOMPARE(m_served->client->login(QStringLiteral("anna"), QString::fromUtf8(kNext)).status,
                 200);
        const auto logged = events(*m_served->core, "user.password_set");
        QCOMPARE(logged.size(), std::size_t(1));
        QCOMPARE(logged[0].actor, QStringLiteral("anna"));
        QCOMPARE(logged[0].detail[QLatin1String("sessions_ended")].toInt(), 1);
        QCOMPARE(logged[0].detail[QLatin1String("source")].toString(), QStringLiteral("http"));
        QVERIFY(!m_served->log().contains(kNext));
    }

    /// The session goes on, but its tokens are of the old password, as Django has it.
    void tokensBoundToThePasswordEndWithIt()
    {
        QVERIFY(m_served->set("check_revoke_token", true));
        const ApiAnswer mine = m_served->login();
        QCOMPARE(m_served->client->profile(mine.text("access")).status, 200);
        QCOMPARE(changePassword(mine.text("access"), ServedCore::password()).status, 200);
        QCOMPARE(reasonOf(mine), std::optional<EndReason>());
        const ApiAnswer profile = m_served->client->profile(mine.text("access"));
        QCOMPARE(profile.status, 401);
        QCOMPARE(profile.text("code"), QByteArray("password_changed"));
        QCOMPARE(m_served->client->refresh(mine.text("refresh")).status, 401);
        const ApiAnswer anew =
            m_served->client->login(QStringLiteral("anna"), QString::fromUtf8(kNext));
        QCOMPARE(m_served->client->profile(anew.text("access")).status, 200);
        QCOMPARE(m_served->client->refresh(anew.text("refresh")).status, 200);
    }

    /// What a later change does not keep any more.
    void theNextChangeKeepsAnotherSession()
    {
        const ApiAnswer first = m_served->login();
        m_served->scratch.clock.advance(5s);
        QCOMPARE(changePassword(first.text("access"), ServedCore::password()).status, 200);
        m_served->scratch.clock.advance(5s);
        const ApiAnswer second =
            m_served->client->login(QStringLiteral("anna"), QString::fromUtf8(kNext));
        m_served->scratch.clock.advance(5s);
        QCOMPARE(
            changePassword(second.text("access"), QString::fromUtf8(kNext), "yet another 9 words")
                .status,
            200);
        QCOMPARE(m_served->client->profile(first.text("access")).status, 401);
        QCOMPARE(m_served->client->refresh(first.text("refresh")).status, 401);
        QCOMPARE(m_served->client->profile(second.text("access")).status, 200);
    }

    void badPasswords_data()
    {
        QTest::addColumn<QByteArray>("request");
        QTest::addColumn<QByteArray>("field");
        QTest::addColumn<QByteArray>("message");
        const auto row = [](const char *name, const char *request, const char *field,
                            const char *message) {
            QTest::newRow(name) << QByteArray(request) << QByteArray(field) << QByteArray(message);
        };
        row("nothing", "{}", "new_password", "This field is required.");
        row("no current", "{\"new_password\":\"an entirely new 8-ball\"}", "current_password",
            "This field is required.");
        row("null", "{\"current_password\":null,\"new_password\":\"x\"}", "current_password",
            "This field may not be null.");
        row("short", "{\"current_password\":\"quiet-otter-9 Lisbon\",\"new_password\":\"short\"}",
            "new_password", "at least 12");
        row("common",
            "{\"current_password\":\"quiet-otter-9 Lisbon\",\"new_password\":\"password1234\"}",
            "new_password", "common");
        row("like the name",
            "{\"current_password\":\"quiet-otter-9 "
            "Lisbon\",\"new_password\":\"anna@example.org\"}",
            "new_password", "similar");
        row("wrong", "{\"current_password\":\"x\",\"new_password\":\"an entirely new 8-ball\"}",
            "current_password", "entered incorrectly");
    }
    void badPasswords()
    {
        QFETCH(QByteArray, request);
        QFETCH(QByteArray, field);
        QFETCH(QByteArray, message);
        const ApiAnswer mine = m_served->login();
        const ApiAnswer answer = call("POST", "/account/password", mine.text("access"),
                                      QJsonDocument::fromJson(request).object());
        QCOMPARE(answer.status, 400);
        const QString said = answer.json()[QLatin1String(field)][0].toString();
        QVERIFY2(said.contains(QLatin1String(message), Qt::CaseInsensitive), answer.body.data());
        QCOMPARE(m_served->login().status, 200); // nothing changed
        QCOMPARE(events(*m_served->core, "user.password_set").size(), std::size_t(0));
    }

    /// As at a login: the fifth wrong one begins a wait, which holds for both doors.
    void wrongPasswordsAreSlowedDown()
    {
        const ApiAnswer mine = m_served->login();
        for (int i = 0; i < 5; ++i)
            QCOMPARE(changePassword(mine.text("access"), QStringLiteral("wrong")).status, 400);
        const ApiAnswer waits = changePassword(mine.text("access"), ServedCore::password());
        QCOMPARE(waits.status, 429);
        QVERIFY(waits.header("Retry-After").toInt() >= 1);
        QCOMPARE(m_served->login().status, 429);
        QCOMPARE(events(*m_served->core, "user.password_refused").size(), std::size_t(5));
        m_served->scratch.clock.advance(5s);
        QCOMPARE(changePassword(mine.text("access"), ServedCore::password()).status, 200);
    }

    void methodsAndOptions()
    {
        const QByteArray access = m_served->login().text("access");
        const ApiAnswer wrong = call("PUT", "/account/sessions", access);
        QCOMPARE(wrong.status, 405);
        QCOMPARE(wrong.header("Allow"), QByteArray("GET, HEAD, DELETE, OPTIONS"));
        QCOMPARE(call("GET", "/account/password", access).status, 405);
        QCOMPARE(call("HEAD", "/account/sessions", access).status, 200);
        QVERIFY(call("HEAD", "/account/sessions", access).body.isEmpty());
        QCOMPARE(call("OPTIONS", "/account/password", access).status, 200);
    }
};

QTEST_GUILESS_MAIN(TestAccount)
#include "tst_account.moc"
