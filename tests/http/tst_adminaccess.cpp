// SPDX-License-Identifier: GPL-3.0-or-later
// Who may use /api/admin, from where, and what of the input is refused.
#include "tests/http/adminfixture.h"

using namespace tokendesk;
using namespace tokendesk::test;
using namespace std::chrono_literals;

class TestAdminAccess : public QObject
{
    Q_OBJECT

    std::unique_ptr<AdminFixture> m_served;

    template<typename Use>
    static void forEachOperation(Use use)
    {
        for (const http::Route &route : http::routes()) {
            if (route.access != http::Access::Staff)
                continue;
            for (const http::Operation &operation : route.operations)
                use(route, operation);
        }
    }

private slots:
    void init()
    {
        // What is refused changes nothing, so the rows of bad input share one server.
        const bool isInput = qstrcmp(QTest::currentTestFunction(), "badInput") == 0;
        if (!m_served || !isInput)
            m_served = std::make_unique<AdminFixture>();
    }
    void cleanup()
    {
        if (qstrcmp(QTest::currentTestFunction(), "badInput") != 0)
            m_served.reset();
    }

    void staffMayLookAndSuperusersMayChange()
    {
        int operations = 0;
        forEachOperation([&](const http::Route &route, const http::Operation &operation) {
            ++operations;
            const QByteArray path = filled(route, "none");
            const QByteArray method = http::methodName(operation.method);
            const bool isLook = operation.method == http::Method::Get;
            QCOMPARE(m_served->call(method, path, {}).status, 401);
            const ApiAnswer refused = m_served->call(method, path, m_served->nobody);
            QCOMPARE(refused.status, 403);
            QCOMPARE(refused.body, QByteArray("{\"detail\":\"You do not have permission to perform "
                                              "this action.\"}"));
            const int ofStaff = m_served->call(method, path, m_served->staff).status;
            QVERIFY2(isLook ? ofStaff == 200 || ofStaff == 404 : ofStaff == 403, operation.id);
        });
        QVERIFY(operations > 20);
        // A superuser passes everywhere; those that only look are harmless.
        forEachOperation([&](const http::Route &route, const http::Operation &operation) {
            if (operation.method != http::Method::Get)
                return;
            const int status = m_served->get(filled(route, "none")).status;
            QVERIFY2(status == 200 || status == 404, operation.id);
        });
    }

    void rightsAreThoseOfTheMoment()
    {
        QCOMPARE(m_served->call("GET", "/api/admin/users", m_served->staff).status, 200);
        QCOMPARE(
            m_served->patch("/api/admin/users/" + m_served->idOf("sven"), "{\"is_staff\":false}")
                .status,
            200);
        QCOMPARE(m_served->call("GET", "/api/admin/users", m_served->staff).status, 403);
        QCOMPARE(
            m_served->patch("/api/admin/users/" + m_served->idOf("anna"), "{\"is_superuser\":true}")
                .status,
            200);
        QCOMPARE(m_served->call("POST", "/api/admin/sessions/end", m_served->nobody, "{\"ids\":[]}")
                     .status,
                 200);
    }

    void onlyFromTheNetworksOfTheSetting()
    {
        QCOMPARE(m_served->get("/api/admin/users").status, 200); // this machine, by default
        for (const QJsonArray &networks : {QJsonArray(), QJsonArray{QLatin1String("10.0.0.0/8")}}) {
            QVERIFY(m_served->set("admin_networks", networks));
            forEachOperation([&](const http::Route &route, const http::Operation &operation) {
                const QByteArray method = http::methodName(operation.method);
                QCOMPARE(m_served->call(method, filled(route), m_served->root).status, 403);
                // Nor does anybody learn there whether a token is good.
                QCOMPARE(m_served->call(method, filled(route), "x.y.z").status, 403);
            });
        }
        QVERIFY(m_served->set("admin_networks", QJsonArray{QLatin1String("127.0.0.1")}));
        QCOMPARE(m_served->get("/api/admin/users").status, 200);
        // Behind a proxy that is not configured everybody would look local.
        const ApiAnswer forwarded = m_served->client->send(
            "GET", "/api/admin/users", {},
            {{"Authorization", "Bearer " + m_served->root}, {"X-Forwarded-For", "192.0.2.1"}});
        QCOMPARE(forwarded.status, 403);
    }

    void endedSessionsAndDisabledUsersAreOut()
    {
        QVERIFY(m_served->set("preset", QStringLiteral("simplejwt")));
        const ApiAnswer tokens = m_served->login("root");
        QCOMPARE(m_served->client->logout(tokens.text("refresh")).status, 200);
        QCOMPARE(m_served->call("GET", "/api/admin/users", tokens.text("access")).status, 401);
        QVERIFY(m_served->set("check_user_is_active", false));
        QCOMPARE(
            m_served->patch("/api/admin/users/" + m_served->idOf("sven"), "{\"is_active\":false}")
                .status,
            200);
        const int status = m_served->call("GET", "/api/admin/users", m_served->staff).status;
        QVERIFY2(status == 401 || status == 403, QByteArray::number(status).constData());
    }

    void noWebPageMayCall()
    {
        QVERIFY(m_served->set("cors_origins", QJsonArray{QLatin1String("https://app.example")}));
        for (const char *method : {"GET", "OPTIONS"}) {
            const ApiAnswer answer =
                m_served->client->send(method, "/api/admin/users", {},
                                       {{"Authorization", "Bearer " + m_served->root},
                                        {"Origin", "https://app.example"},
                                        {"Access-Control-Request-Method", "GET"}});
            QCOMPARE(answer.status, 200);
            QCOMPARE(answer.header("Access-Control-Allow-Origin"), QByteArray());
            QCOMPARE(answer.header("Vary"), QByteArray("Accept"));
        }
    }

    void nobodyLocksHimselfOut()
    {
        const QByteArray me = "/api/admin/users/" + m_served->idOf("root");
        // So that another one could be the last administrator.
        QCOMPARE(
            m_served->patch("/api/admin/users/" + m_served->idOf("sven"), "{\"is_superuser\":true}")
                .status,
            200);
        for (const char *field : {"is_active", "is_superuser"}) {
            const ApiAnswer refused = m_served->patch(me, QByteArray("{\"") + field + "\":false}");
            QCOMPARE(refused.status, 400);
            QCOMPARE(refused.json()[QLatin1String(field)][0].toString(),
                     QStringLiteral("You cannot take this from yourself."));
        }
        QCOMPARE(m_served->patch(me, "{\"is_staff\":false,\"first_name\":\"R\"}").status, 200);
        const ApiAnswer kept = m_served->remove(me);
        QCOMPARE(kept.status, 409);
        QCOMPARE(kept.text("code"), QByteArray("own_account"));
        const ApiAnswer password = m_served->post(me + "/password", "{}");
        QCOMPARE(password.status, 409);
        QVERIFY(password.text("detail").contains("/account/password"));
        const ApiAnswer away =
            m_served->patch("/api/admin/settings", "{\"admin_networks\":[\"10.0.0.0/8\"]}");
        QCOMPARE(away.status, 400);
        QVERIFY(away.json().contains(QLatin1String("admin_networks")));
        QCOMPARE(m_served->get("/api/admin/users").status, 200);
    }

    void undoingASettingShutsNobodyOutEither()
    {
        QVERIFY(m_served->set("admin_networks", QJsonArray{QLatin1String("10.0.0.0/8")}));
        QVERIFY(m_served->set("admin_networks", QJsonArray{QLatin1String("127.0.0.1")}));
        const auto versions = m_served->core->settings().versions(1);
        VERIFY_OK(versions);
        const ApiAnswer refused =
            m_served->post("/api/admin/settings/versions/"
                           + QByteArray::number(versions->front().version) + "/undo");
        QCOMPARE(refused.status, 409);
        QCOMPARE(m_served->get("/api/admin/users").status, 200);
    }

    void theLastAdministratorStays()
    {
        QCOMPARE(
            m_served->patch("/api/admin/users/" + m_served->idOf("sven"), "{\"is_superuser\":true}")
                .status,
            200);
        // sven takes it from root, and so is the last one.
        const QByteArray sven = m_served->staff;
        QCOMPARE(m_served
                     ->call("PATCH", "/api/admin/users/" + m_served->idOf("root"), sven,
                            "{\"is_superuser\":false}")
                     .status,
                 200);
        QCOMPARE(m_served->get("/api/admin/users").status, 403);
        UserChange change;
        change.superuser = false;
        const auto last = await<User>([&](auth::Completion<User> done) {
            m_served->core->users().update(m_served->idOf("sven").toLongLong(), change, kActor,
                                           std::move(done));
        });
        VERIFY_ERROR(last, ErrorCode::LastAdministrator);
    }

    void badInput_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("request");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("answer");
        const auto row = [](const char *name, const char *call, const QByteArray &request,
                            int status, const char *answer) {
            const QList<QByteArray> words = QByteArray(call).split(' ');
            QTest::newRow(name) << words[0] << "/api/admin/" + words[1] << request << status
                                << QByteArray(answer);
        };
        row("no username", "POST users", "{}", 400, "{\"username\":[\"This field is required.\"]}");
        row("several at once", "POST users",
            "{\"username\":7,\"is_staff\":\"yes\",\"groups\":\"a\",\"claims\":[],\"email\":null}",
            400,
            "{\"claims\":[\"Expected a dictionary of items but got type \\\"list\\\".\"],"
            "\"email\":[\"This field may not be null.\"],"
            "\"groups\":[\"Expected a list of items but got type \\\"str\\\".\"],"
            "\"is_staff\":[\"Must be a valid boolean.\"],"
            "\"username\":[\"Not a valid string.\"]}");
        row("group of another type", "POST users", "{\"username\":\"x\",\"groups\":[1]}", 400,
            "{\"groups\":[\"Not a valid string.\"]}");
        row("null character", "POST users", "{\"username\":\"x\\u0000y\"}", 400,
            "{\"username\":[\"Null characters are not allowed.\"]}");
        row("null character inside", "PATCH users/1", "{\"claims\":{\"a\":[{\"\\u0000\":1}]}}", 400,
            "{\"claims\":[\"Null characters are not allowed.\"]}");
        row("taken", "POST users", "{\"username\":\"anna\"}", 400,
            "{\"username\":[\"There is a user \\\"anna\\\" already.\"]}");
        row("bad email", "PATCH users/1", "{\"email\":\"nowhere\"}", 400,
            "{\"email\":[\"Not an e-mail address.\"]}");
        row("weak password", "POST users", "{\"username\":\"x\",\"password\":\"short\"}", 400,
            nullptr);
        row("malformed", "POST users", "{\"username\":}", 400, nullptr);
        row("lone surrogate", "POST users", "{\"username\":\"\\ud800\"}", 400, nullptr);
        row("twice", "POST users", "{\"username\":\"a\",\"username\":\"b\"}", 400, nullptr);
        row("list", "POST users", "[]", 400,
            "{\"non_field_errors\":[\"Invalid data. Expected a dictionary.\"]}");
        row("too deep", "POST users", QByteArray(40, '[') + QByteArray(40, ']'), 400, nullptr);
        row("no such user", "GET users/4711", {}, 404,
            "{\"detail\":\"There is no user 4711.\",\"code\":\"not_found\"}");
        row("not a number", "GET users/1e3", {}, 404, "{\"detail\":\"Not found.\"}");
        row("huge number", "GET users/99999999999999999999", {}, 404,
            "{\"detail\":\"Not found.\"}");
        row("nothing below", "GET users/1/2", {}, 404, "{\"detail\":\"Not found.\"}");
        row("slash too many", "GET users/", {}, 404, "{\"detail\":\"Not found.\"}");
        row("ordering", "GET users?ordering=password", {}, 400,
            "{\"ordering\":[\"\\\"password\\\" is not a valid choice.\"]}");
        row("cursor", "GET users?cursor=WyJ1LW5hbWUiLCJ0YSIsImkxIl0", {}, 400,
            "{\"cursor\":[\"Invalid cursor.\"]}");
        row("session id", "GET sessions/xyz", {}, 404, "{\"detail\":\"Not found.\"}");
        row("no such session", "DELETE sessions/0123456789abcdef01234567", {}, 404, nullptr);
        row("end nothing", "POST sessions/end", "{}", 400,
            "{\"non_field_errors\":[\"Send exactly one of ids, user_id, and all with true.\"]}");
        row("end all, perhaps", "POST sessions/end", "{\"all\":false}", 400, nullptr);
        row("end two ways", "POST sessions/end", "{\"all\":true,\"user_id\":1}", 400, nullptr);
        row("end what is none", "POST sessions/end", "{\"ids\":[\"x\"]}", 400,
            "{\"ids\":[\"\\\"x\\\" is not a session id.\"]}");
        row("refuse nothing", "POST sessions/refuse-earlier", "{}", 400,
            "{\"non_field_errors\":[\"Send exactly one of user_id, and all with true.\"]}");
        row("refuse two ways", "POST sessions/refuse-earlier", "{\"all\":true,\"user_id\":1}", 400,
            nullptr);
        row("refuse of nobody", "POST sessions/refuse-earlier", "{\"user_id\":4711}", 404, nullptr);
        row("claims of nobody", "GET users/4711/claims", {}, 404, nullptr);
        row("end of nobody", "POST sessions/end", "{\"user_id\":4711}", 404, nullptr);
        row("unknown setting", "PATCH settings", "{\"acces_token_lifetime\":60}", 400,
            "{\"acces_token_lifetime\":[\"no setting \\\"acces_token_lifetime\\\"; did you mean "
            "\\\"access_token_lifetime\\\"?\"]}");
        row("settings at fault", "PATCH settings",
            "{\"access_token_lifetime\":1,\"leeway\":\"x\",\"issuer\":\"fine\"}", 400, nullptr);
        row("no setting", "GET settings/nothing", {}, 404, nullptr);
        row("no version", "POST settings/versions/4711/undo", {}, 404, nullptr);
        row("algorithm", "POST keys", "{\"algorithm\":\"none\"}", 400, nullptr);
        row("bits", "POST keys", "{\"algorithm\":\"RS256\",\"bits\":1024}", 400, nullptr);
        row("no key", "POST keys/nothing/retire", {}, 404, nullptr);
        row("time", "POST keys/rotate", "{\"at\":\"tomorrow\"}", 400, nullptr);
        row("severity", "GET events?at_least=loud", {}, 400, nullptr);
        row("since", "GET events?since=yesterday", {}, 400, nullptr);
    }
    void badInput()
    {
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, path);
        QFETCH(QByteArray, request);
        QFETCH(int, status);
        QFETCH(QByteArray, answer);
        const auto before = m_served->core->sessions().countLive();
        const ApiAnswer got = m_served->call(method, path, m_served->root, request);
        QVERIFY2(got.status == status, got.body.constData());
        if (!answer.isEmpty())
            QCOMPARE(got.body, answer);
        if (status == 400) {
            // Every complaint is a list under a name, or a detail.
            const QJsonObject body = got.json();
            QVERIFY(!body.isEmpty());
            for (const QString &name : body.keys())
                QVERIFY2(name == QLatin1String("detail") || body[name].isArray(),
                         got.body.constData());
        }
        QCOMPARE(m_served->core->sessions().countLive().value_or(-1), before.value_or(-2));
    }

    void onlyJsonIsTaken()
    {
        for (const char *type : {"text/plain", "application/x-www-form-urlencoded", ""}) {
            const QByteArray bearer = "Bearer " + m_served->root;
            const ApiClient::Headers headers =
                *type != '\0'
                    ? ApiClient::Headers{{"Authorization", bearer}, {"Content-Type", type}}
                    : ApiClient::Headers{{"Authorization", bearer}};
            const ApiAnswer answer =
                m_served->client->send("POST", "/api/admin/users", "username=x", headers);
            QCOMPARE(answer.status, 415);
            QCOMPARE(answer.text("detail"),
                     QByteArray(QByteArray("Unsupported media type \"") + type + "\" in request."));
        }
    }
};

QTEST_GUILESS_MAIN(TestAdminAccess)
#include "tst_adminaccess.moc"
