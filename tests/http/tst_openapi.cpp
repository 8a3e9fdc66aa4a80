// SPDX-License-Identifier: GPL-3.0-or-later
// The OpenAPI document: whole, valid, and true of what the server answers.
#include "tests/http/adminfixture.h"
#include "tests/support/jsonschema.h"

#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryFile>

#include <set>

using namespace tokendesk;
using namespace tokendesk::test;

class TestOpenApi : public QObject
{
    Q_OBJECT

    std::unique_ptr<AdminFixture> m_served;
    QJsonObject m_document;
    std::set<QString> m_succeeded; ///< ids of operations that were seen to succeed

    QJsonObject item(const QString &path) const
    {
        return m_document[QLatin1String("paths")].toObject()[path].toObject();
    }

    /// Every `$ref` in \a value, with what is there.
    template<typename Use>
    static void forEachReference(const QJsonValue &value, Use &&use)
    {
        for (const QJsonValue inner : value.toArray())
            forEachReference(inner, use);
        const QJsonObject object = value.toObject();
        for (auto it = object.begin(); it != object.end(); ++it) {
            if (it.key() == QLatin1String("$ref"))
                use(it.value().toString());
            else
                forEachReference(QJsonValue(it.value()), use);
        }
    }

    /// \a answer is as the document tells of \a method on \a path.
    void check(const char *method, const QString &path, const ApiAnswer &answer)
    {
        const QJsonObject operation = item(path)[QString::fromLatin1(method).toLower()].toObject();
        QVERIFY2(!operation.isEmpty(), qPrintable(path));
        const QJsonObject responses = operation[QLatin1String("responses")].toObject();
        const QString status = QString::number(answer.status);
        const JsonSchema schemas(m_document);
        QVERIFY2(responses.contains(status), qPrintable(path + u' ' + status));
        QJsonObject response = responses[status].toObject();
        if (response.contains(QLatin1String("$ref")))
            response = schemas.resolved(response[QLatin1String("$ref")].toString());
        const QJsonObject content = response[QLatin1String("content")].toObject();
        const QString mediaType = QString::fromLatin1(answer.header("Content-Type"));
        QVERIFY2(content.contains(mediaType), qPrintable(path + u' ' + mediaType));
        if (answer.status < 300)
            m_succeeded.insert(operation[QLatin1String("operationId")].toString());
        if (mediaType.startsWith(QLatin1String("text/")))
            return;
        const QJsonObject schema =
            content[mediaType].toObject()[QLatin1String("schema")].toObject();
        const QStringList faults = schemas.faults(answer.json(), schema);
        QVERIFY2(faults.isEmpty(), qPrintable(path + u' ' + status + u' ' + faults.join(u"; ")
                                              + QString::fromUtf8(answer.body)));
    }
    /// Calls \a path with \a parameter in its braces, as root or with \a token.
    ApiAnswer call(const char *method, const char *path, const QByteArray &json = {},
                   const QByteArray &parameter = {}, const QByteArray &query = {},
                   const QByteArray &token = {})
    {
        QByteArray real = path;
        const qsizetype open = real.indexOf('{');
        if (open >= 0)
            real.replace(open, real.indexOf('}') - open + 1, parameter);
        const ApiAnswer answer =
            m_served->call(method, real + query, token.isEmpty() ? m_served->root : token, json);
        check(method, QLatin1String(path), answer);
        return answer;
    }

private slots:
    void init()
    {
        m_served = std::make_unique<AdminFixture>();
        m_document = m_served->client->send("GET", "/openapi.json").json();
        m_succeeded.clear();
    }
    void cleanup() { m_served.reset(); }

    void isServedWithAnEntityTag()
    {
        const ApiAnswer first = m_served->client->send("GET", "/openapi.json");
        QCOMPARE(first.status, 200);
        QCOMPARE(first.header("Content-Type"), QByteArray("application/json"));
        QCOMPARE(first.header("Cache-Control"), QByteArray("public, max-age=300"));
        const QByteArray etag = first.header("ETag");
        QVERIFY(etag.startsWith('"') && etag.endsWith('"') && etag.size() > 10);
        const ApiAnswer again =
            m_served->client->send("GET", "/openapi.json", {}, {{"If-None-Match", etag}});
        QCOMPARE(again.status, 304);
        QVERIFY(again.body.isEmpty());
        QCOMPARE(m_served->client->send("POST", "/openapi.json").status, 405);
    }

    void hasEveryRouteAndNoOther()
    {
        QCOMPARE(m_document[QLatin1String("openapi")].toString(), QStringLiteral("3.1.0"));
        const QJsonObject paths = m_document[QLatin1String("paths")].toObject();
        QCOMPARE(std::size_t(paths.size()), http::routes().size());
        std::set<QString> ids;
        for (const http::Route &route : http::routes()) {
            const QJsonObject described = item(QLatin1String(route.path));
            QStringList methods;
            for (const http::Operation &operation : route.operations) {
                const QString method = QString::fromLatin1(methodName(operation.method)).toLower();
                methods.append(method);
                const QJsonObject told = described[method].toObject();
                QCOMPARE(told[QLatin1String("operationId")].toString(),
                         QLatin1String(operation.id));
                QVERIFY2(ids.insert(QLatin1String(operation.id)).second, operation.id);
                QVERIFY(!told[QLatin1String("summary")].toString().isEmpty());
                QCOMPARE(told[QLatin1String("tags")].toArray().size(), 1);
                QCOMPARE(told.contains(QLatin1String("security")),
                         route.access != http::Access::Anyone);
                QCOMPARE(told.contains(QLatin1String("requestBody")), *operation.body != '\0');
            }
            const bool hasParameter = QByteArray(route.path).contains('{');
            QCOMPARE(described.contains(QLatin1String("parameters")), hasParameter);
            QCOMPARE(described.size(), methods.size() + qsizetype(hasParameter));
        }
    }

    void isValid()
    {
        const JsonSchema schemas(m_document);
        std::set<QString> referred;
        forEachReference(m_document, [&](const QString &reference) {
            QVERIFY2(!schemas.resolved(reference).isEmpty(), qPrintable(reference));
            referred.insert(reference);
        });
        // Nothing is there that nobody uses.
        const QJsonObject components = m_document[QLatin1String("components")].toObject();
        for (const char *kind : {"schemas", "parameters", "responses"}) {
            for (const QString &name : components[QLatin1String(kind)].toObject().keys())
                QVERIFY2(referred.contains(
                             QStringLiteral("#/components/%1/%2").arg(QLatin1String(kind), name)),
                         qPrintable(name));
        }
        const QJsonObject paths = m_document[QLatin1String("paths")].toObject();
        for (const QString &path : paths.keys()) {
            const QJsonArray parameters = item(path)[QLatin1String("parameters")].toArray();
            for (const QJsonValue parameter : parameters) {
                const QJsonObject real =
                    schemas.resolved(parameter.toObject()[QLatin1String("$ref")].toString());
                QCOMPARE(real[QLatin1String("in")].toString(), QStringLiteral("path"));
                QVERIFY(real[QLatin1String("required")].toBool());
                QVERIFY(
                    path.contains(QString(u'{' + real[QLatin1String("name")].toString() + u'}')));
            }
        }
    }

    /// By whoever knows the specification better, where the validator is installed.
    void isValidForOthers()
    {
        const QString python = QStandardPaths::findExecutable(QStringLiteral("python3"));
        if (python.isEmpty()
            || QProcess::execute(
                   python, {QStringLiteral("-c"), QStringLiteral("import openapi_spec_validator")})
                   != 0)
            QSKIP("openapi-spec-validator is not installed");
        QTemporaryFile file;
        QVERIFY(file.open());
        file.write(QJsonDocument(m_document).toJson());
        QVERIFY(file.flush());
        QProcess validator;
        validator.start(python, {QStringLiteral("-m"), QStringLiteral("openapi_spec_validator"),
                                 file.fileName()});
        QVERIFY(validator.waitForFinished(120'000));
        QVERIFY2(validator.exitCode() == 0, validator.readAllStandardOutput().constData());
    }

    void tellsWhatTokenRoutesAnswer()
    {
        const QByteArray credentials =
            "{\"username\":\"anna\",\"password\":\"" + ServedCore::password().toUtf8() + "\"}";
        const auto body = [](const char *name, const QByteArray &token) -> QByteArray {
            return QByteArray("{\"") + name + "\":\"" + token + "\"}";
        };
        const ApiAnswer login = call("POST", "/api/token/", credentials);
        (void)call("POST", "/account/api/token/", credentials);
        (void)call("POST", "/api/token/", "{\"username\":\"anna\",\"password\":\"wrong\"}");
        (void)call("POST", "/api/token/", "{}");
        (void)call("POST", "/api/token/", "[]");
        const ApiAnswer next =
            call("POST", "/api/token/refresh/", body("refresh", login.text("refresh")));
        (void)call("POST", "/api/token/refresh/", body("refresh", "x.y.z"));
        (void)call("POST", "/api/token/verify/", body("token", next.text("access")));
        (void)call("POST", "/api/token/verify/", body("token", "x.y.z"));
        (void)call("GET", "/account/profile");
        (void)call("GET", "/account/profile", {}, {}, {}, "x.y.z");
        (void)call("POST", "/logout/", body("refresh", "x.y.z"));
        m_served->root.clear(); // logout and blacklist look at a bearer
        (void)call("POST", "/logout/", body("refresh", next.text("refresh")));
        const ApiAnswer second = call("POST", "/api/token/", credentials);
        (void)call("POST", "/account/logout/", body("refresh", second.text("refresh")));
        const ApiAnswer third = call("POST", "/api/token/", credentials);
        (void)call("POST", "/api/token/blacklist/", body("refresh", third.text("refresh")));
        (void)call("POST", "/api/token/verify/", body("token", third.text("refresh")));
        const ApiAnswer sliding = call("POST", "/api/token/sliding/", credentials);
        (void)call("POST", "/api/token/sliding/refresh/", body("token", sliding.text("token")));
        for (const char *path : {"/health/live", "/health/ready", "/metrics",
                                 "/.well-known/jwks.json", "/openapi.json"})
            (void)call("GET", path);
        QVERIFY(m_served->set("issuer", QStringLiteral("https://auth.example")));
        for (const char *path :
             {"/.well-known/oauth-authorization-server", "/.well-known/openid-configuration"})
            (void)call("GET", path);
        checkAllSucceeded(http::Access::Anyone);
    }

    void tellsWhatClientRoutesAnswer()
    {
        const auto send = [this](const char *path, const QByteArray &form) {
            const ApiAnswer answer = m_served->client->send(
                "POST", path, form, {{"Content-Type", "application/x-www-form-urlencoded"}});
            check("POST", QLatin1String(path), answer);
            return answer.status;
        };
        const QByteArray token = m_served->login().text("refresh");
        QCOMPARE(send("/oauth/revoke", "token=" + token), 200);
        QCOMPARE(send("/oauth/revoke", "token_type_hint=x"), 400);
        QCOMPARE(send("/oauth/introspect", "token=" + token), 401);
        QCOMPARE(send("/oauth/introspect", "token=" + token + "&client_id=a&client_secret=b"), 401);
    }

    void tellsWhatAccountRoutesAnswer()
    {
        const ApiAnswer other = m_served->login("root");
        const QByteArray sid =
            claimsOf(other.text("access"))[QLatin1String("sid")].toString().toLatin1();
        (void)call("GET", "/account/profile");
        (void)call("GET", "/account/sessions", {}, {}, "?total=1&page_size=1");
        (void)call("GET", "/account/sessions", {}, {}, "?page_size=0");
        (void)call("GET", "/account/sessions/{session_id}", {}, sid);
        (void)call("GET", "/account/sessions/{session_id}", {}, "nothing");
        (void)call("DELETE", "/account/sessions/{session_id}", {}, sid);
        (void)call("DELETE", "/account/sessions");
        (void)call("POST", "/account/password", "{\"new_password\":\"x\"}");
        (void)call("POST", "/account/password",
                   "{\"current_password\":\"" + ServedCore::password().toUtf8()
                       + "\",\"new_password\":\"nine tall giraffes\"}");
        checkAllSucceeded(http::Access::Account);
        checkAllSucceeded(http::Access::Bearer);
    }

    void tellsWhatTheAdministrationAnswers()
    {
        const ApiAnswer made = call("POST", "/api/admin/users", "{\"username\":\"zoe\"}");
        const QByteArray zoe = QByteArray::number(made.json()[QLatin1String("id")].toInteger());
        (void)call("POST", "/api/admin/users", "{\"username\":\"zoe\"}");
        (void)call("GET", "/api/admin/users", {}, {}, "?page_size=1&total=true");
        (void)call("GET", "/api/admin/users", {}, {}, {}, m_served->nobody);
        (void)call("GET", "/api/admin/users/{user_id}", {}, zoe);
        (void)call("GET", "/api/admin/users/{user_id}", {}, "4711");
        (void)call("PATCH", "/api/admin/users/{user_id}", "{\"is_staff\":true}", zoe);
        (void)call("POST", "/api/admin/users/{user_id}/password", "{}", zoe);
        (void)call("POST", "/api/admin/users/{user_id}/unlock", {}, zoe);
        (void)call("DELETE", "/api/admin/users/{user_id}/sessions", {}, zoe);
        (void)call("DELETE", "/api/admin/users/{user_id}", {}, zoe);
        (void)call("DELETE", "/api/admin/users/{user_id}", {}, m_served->idOf("root"));
        (void)call("POST", "/api/admin/users/{user_id}/restore", {}, zoe);
        (void)call("GET", "/api/admin/groups");
        const QByteArray sid =
            claimsOf(m_served->nobody)[QLatin1String("sid")].toString().toLatin1();
        (void)call("GET", "/api/admin/sessions", {}, {}, "?total=1");
        (void)call("GET", "/api/admin/sessions/{session_id}", {}, sid);
        (void)call("DELETE", "/api/admin/sessions/{session_id}", {}, sid);
        (void)call("GET", "/api/admin/sessions/{session_id}", {}, sid);
        (void)call("POST", "/api/admin/sessions/end", "{\"user_id\":" + zoe + "}");
        (void)call("POST", "/api/admin/sessions/end", "{}");
        (void)call("POST", "/api/admin/sessions/refuse-earlier", "{\"user_id\":" + zoe + "}");
        (void)call("POST", "/api/admin/sessions/refuse-earlier", "{\"user_id\":4711}");
        (void)call("GET", "/api/admin/users/{user_id}/claims", {}, zoe);
        (void)call("GET", "/api/admin/settings");
        (void)call("PATCH", "/api/admin/settings", "{\"leeway\":5}");
        (void)call("PATCH", "/api/admin/settings", "{\"leeway\":-5}");
        (void)call("GET", "/api/admin/settings/{key}", {}, "cors_origins");
        (void)call("POST", "/api/admin/settings/forecast", "{\"session_maximum\":60}");
        (void)call("POST", "/api/admin/settings/forecast",
                   "{\"blacklist_after_rotation\":false}"); // cannot be shortened
        (void)call("POST", "/api/admin/settings/forecast", "{\"leeway\":-5}");
        const QByteArray toTry = "{\"settings\":{\"leeway\":7},\"seconds\":60}";
        (void)call("POST", "/api/admin/settings/trial", toTry);
        (void)call("POST", "/api/admin/settings/trial", toTry);
        (void)call("GET", "/api/admin/settings");
        (void)call("DELETE", "/api/admin/settings/trial");
        (void)call("DELETE", "/api/admin/settings/trial");
        (void)call("POST", "/api/admin/settings/trial", toTry);
        (void)call("POST", "/api/admin/settings/trial/keep");
        (void)call("GET", "/api/admin/settings/versions");
        (void)call("POST", "/api/admin/settings/versions/{version}/undo", {}, "1");
        const ApiAnswer before = call("GET", "/api/admin/keys");
        const QByteArray old =
            AdminFixture::results(before)[0].toObject()[QLatin1String("kid")].toString().toLatin1();
        const ApiAnswer key = call("POST", "/api/admin/keys", "{\"algorithm\":\"EdDSA\"}");
        (void)call("GET", "/api/admin/keys/{kid}/public", {}, key.text("kid"));
        (void)call("POST", "/api/admin/keys/rotate", "{}");
        (void)call("POST", "/api/admin/keys/{kid}/retire", {}, key.text("kid"));
        (void)call("GET", "/api/admin/events", {}, {}, "?total=1");
        (void)call("POST", "/api/admin/keys/{kid}/retire", {}, old);
        checkAllSucceeded(http::Access::Staff);
    }

private:
    /// No operation of that kind was left out.
    void checkAllSucceeded(http::Access access) const
    {
        for (const http::Route &route : http::routes()) {
            for (const http::Operation &operation : route.operations)
                QVERIFY2(route.access != access
                             || m_succeeded.contains(QLatin1String(operation.id)),
                         operation.id);
        }
    }
};

QTEST_GUILESS_MAIN(TestOpenApi)
#include "tst_openapi.moc"
