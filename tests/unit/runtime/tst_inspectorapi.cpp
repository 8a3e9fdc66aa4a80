// SPDX-License-Identifier: GPL-3.0-or-later
// The inspector through the façade: exact texts, remarks, tampering, signing, what is handed on.
#include "server/runtime/inspectionjson.h"
#include "server/runtime/localadminapi.h"
#include "server/token/base64url.h"
#include "server/token/keytext.h"
#include "tests/unit/runtime/corefixture.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

using namespace tokendesk;
using namespace tokendesk::test;

namespace {

template<typename T>
Result<T> wait(QFuture<Result<T>> future)
{
    return future.result();
}

} // namespace

class TestInspectorApi : public QObject
{
    Q_OBJECT

    std::unique_ptr<Scratch> m_scratch;
    std::unique_ptr<Core> m_core;
    std::unique_ptr<LocalAdminApi> m_api;

    /// A token of the server for a new user.
    QString minted(const QJsonObject &claims = {})
    {
        const auto user = addUser(*m_core, QStringLiteral("anna"));
        if (!user)
            return {};
        const auto made = wait(m_api->mintToken({user->id, claims, {}}));
        return made ? made->token : QString();
    }
    Result<Inspection> inspectExactly(const QString &text)
    {
        InspectOptions options;
        options.exact = true;
        return wait(m_api->inspect(text, std::move(options)));
    }
    std::vector<Event> signings() { return events(*m_core, "token.signed"); }

private slots:
    void init()
    {
        m_scratch = std::make_unique<Scratch>();
        auto core = m_scratch->open();
        VERIFY_OK(core);
        m_core = *std::move(core);
        m_api = std::make_unique<LocalAdminApi>(*m_core, kActor);
    }
    void cleanup()
    {
        m_api.reset();
        m_core.reset();
        m_scratch.reset();
    }

    void exactTakesNothingAway()
    {
        const QString token = minted();
        for (const QString &text : {QString(token + u' '), QString(u'"' + token + u'"'),
                                    QString(QLatin1String("Bearer ") + token)}) {
            const auto found = wait(m_api->inspect(text, {}));
            VERIFY_OK(found);
            QCOMPARE(found->token, token);
            QVERIFY(found->verdict.accepted());
            const auto exactly = inspectExactly(text);
            VERIFY_OK(exactly);
            QCOMPARE(exactly->token, text);
            QVERIFY2(!exactly->verdict.accepted(), qPrintable(text));
            QCOMPARE(exactly->answers.at(0).status, 401);
        }
        QVERIFY(inspectExactly(token)->verdict.accepted());
        QCOMPARE(inspectExactly(QString())->verdict.cause(), token::Cause::NotThreeSegments);
    }

    void remarksAreTold()
    {
        const QString token = minted({{QStringLiteral("phone"), QStringLiteral("5550100")}});
        const auto found = wait(m_api->inspect(token, {}));
        VERIFY_OK(found);
        const auto personal =
            std::find_if(found->remarks.begin(), found->remarks.end(), [](const auto &remark) {
                return remark.kind == token::RemarkKind::PersonalData;
            });
        QVERIFY(personal != found->remarks.end());
        QVERIFY(personal->names.contains(QStringLiteral("phone")));
    }

    void noChangedTokenIsAccepted_data()
    {
        QTest::addColumn<QString>("algorithm");
        for (const token::AlgorithmInfo &info : token::algorithmTable())
            QTest::newRow(info.name) << QString::fromLatin1(info.name);
    }
    void noChangedTokenIsAccepted()
    {
        QFETCH(const QString, algorithm);
        VERIFY_OK(wait(m_api->generateKey({algorithm, 2048, true})));
        const QString token = minted();
        const auto trials = wait(m_api->tamper(token, {}));
        VERIFY_OK(trials);
        QVERIFY(trials->size() > 15);
        QCOMPARE(trials->front().name, QStringLiteral("unchanged"));
        QCOMPARE(trials->front().token, token);
        QVERIFY2(trials->front().verdict.accepted(),
                 qPrintable(trials->front().sentence.english()));
        QCOMPARE(trials->front().answer.status, 200);
        QStringList names;
        for (const TamperTrial &trial : *trials) {
            QVERIFY2(!names.contains(trial.name), qPrintable(trial.name));
            names.append(trial.name);
            if (names.size() == 1)
                continue;
            QVERIFY2(!trial.verdict.accepted(), qPrintable(trial.name));
            QVERIFY2(trial.token != token, qPrintable(trial.name));
            QVERIFY2(trial.answer.status == 401, qPrintable(trial.name));
            QVERIFY2(trial.sentence.english().startsWith(QLatin1String("Refused: ")),
                     qPrintable(trial.sentence.english()));
        }
        QCOMPARE(names.contains(QStringLiteral("key_confusion")),
                 !algorithm.startsWith(QLatin1String("HS")));
        QVERIFY(events(*m_core, "token.signed").empty());
    }

    void onlyTokensAreTamperedWith()
    {
        for (const char *text : {"", "hello", "a.b.c", "e30.e30"}) {
            const auto trials = wait(m_api->tamper(QLatin1String(text), {}));
            VERIFY_ERROR(trials, ErrorCode::InvalidArgument);
            QCOMPARE(trials.error().field, QStringLiteral("token"));
        }
    }

    void serverKeySignsWithAnEvent()
    {
        const QString token = minted();
        const auto found = wait(m_api->inspect(token, {}));
        VERIFY_OK(found);
        QJsonObject claims = found->claims;
        claims.insert(QStringLiteral("dept"), QStringLiteral("R&D"));
        const QByteArray payload = QJsonDocument(claims).toJson();
        const auto made = wait(m_api->signToken({R"({"alg":"none"})", payload}));
        VERIFY_OK(made);
        const auto again = wait(m_api->inspect(made->token, {}));
        VERIFY_OK(again);
        QVERIFY2(again->verdict.accepted(), qPrintable(again->sentence.english()));
        QCOMPARE(again->payloadJson, payload);
        QCOMPARE(again->headerJson, made->header);
        QCOMPARE(again->header.value(QLatin1String("kid")).toString(), made->kid);
        const auto noted = signings();
        QCOMPARE(noted.size(), std::size_t{1});
        QCOMPARE(noted[0].severity, Severity::Warning);
        QCOMPARE(noted[0].actor, kActor.name);
        QVERIFY(noted[0]
                    .detail.value(QLatin1String("claims"))
                    .toArray()
                    .contains(QStringLiteral("dept")));
        QCOMPARE(noted[0].detail.value(QLatin1String("says_user_id")).toString(),
                 claims.value(QLatin1String("user_id")).toString());
        const QByteArray detail = QJsonDocument(noted[0].detail).toJson();
        QVERIFY(!detail.contains("R&D"));
        QVERIFY(!detail.contains(made->token.section(u'.', 2).toLatin1()));
    }

    void whatIsWrittenWrongIsNotSigned()
    {
        for (const char *payload : {"", "[]", "{\"a\":1,}", "{\"a\":1,\"a\":2}"}) {
            const auto made = wait(m_api->signToken({{}, payload}));
            VERIFY_ERROR(made, ErrorCode::InvalidArgument);
            QCOMPARE(made.error().field, QStringLiteral("payload"));
        }
        QVERIFY(signings().empty());
    }

    void ownKeysSignWithoutOne()
    {
        const auto sign = [this](const char *header, const QByteArray &key) {
            TokenToSign order{header, R"({"a":1})"};
            order.key = SecretBytes(QByteArrayView(key));
            return wait(m_api->signToken(std::move(order)));
        };
        // A weak secret may sign here: whoever typed it has it anyway.
        const auto weak = sign(R"({"alg":"HS256"})", "secret");
        VERIFY_OK(weak);
        InspectOptions options;
        options.secret = SecretBytes(QByteArrayView("secret"));
        const auto found = wait(m_api->inspect(weak->token, std::move(options)));
        VERIFY_OK(found);
        QCOMPARE(found->verdict.at(token::Check::Signature).outcome, token::Outcome::Passed);
        QVERIFY(found->verdict.shortSecret);
        QCOMPARE(found->remarks.at(0).kind, token::RemarkKind::SecretKnown);

        const auto material = token::generateKey(token::Algorithm::EdDSA);
        VERIFY_OK(material);
        VERIFY_ERROR(sign(R"({"alg":"EdDSA"})", *token::publicPem(*material)),
                     ErrorCode::InvalidArgument);
        VERIFY_ERROR(sign(R"({"alg":"HS256"})", *token::publicPem(*material)),
                     ErrorCode::KeyInvalid);
        VERIFY_ERROR(sign(R"({"alg":"none"})", "secret"), ErrorCode::InvalidArgument);
        VERIFY_ERROR(sign("{", "secret"), ErrorCode::InvalidArgument);
        QVERIFY(signings().empty());
    }

    void encryptedKeysAreOpened()
    {
        const auto material = token::generateKey(token::Algorithm::ES256);
        VERIFY_OK(material);
        const SecretBytes phrase(QByteArrayView("Sesame 1234"));
        const auto pem = token::privatePem(*material, phrase);
        VERIFY_OK(pem);
        const auto sign = [&](QByteArrayView passphrase) {
            TokenToSign order{R"({"alg":"ES256"})", R"({"a":1})"};
            order.key = pem->clone();
            order.passphrase = SecretBytes(passphrase);
            return wait(m_api->signToken(std::move(order)));
        };
        const auto inspect = [&](const QString &token, QByteArrayView passphrase) {
            InspectOptions options;
            options.secret = pem->clone();
            options.passphrase = SecretBytes(passphrase);
            return wait(m_api->inspect(token, std::move(options)));
        };
        const auto made = sign("Sesame 1234");
        VERIFY_OK(made);
        const auto found = inspect(made->token, "Sesame 1234");
        VERIFY_OK(found);
        QCOMPARE(found->verdict.at(token::Check::Signature).outcome, token::Outcome::Passed);
        for (const auto *passphrase : {"", "sesame 1234"}) {
            const ErrorCode code = *passphrase ? ErrorCode::KeyInvalid : ErrorCode::InvalidArgument;
            VERIFY_ERROR(sign(passphrase), code);
            QCOMPARE(sign(passphrase).error().field, QStringLiteral("passphrase"));
            const auto refused = inspect(made->token, passphrase);
            VERIFY_ERROR(refused, code);
            QCOMPARE(refused.error().field, QStringLiteral("passphrase"));
        }
    }

    void redactedTellsNobody()
    {
        const QString token =
            minted({{QStringLiteral("phone"), QStringLiteral("5550100")},
                    {QStringLiteral("nested"),
                     QJsonObject{{QStringLiteral("x"), QStringLiteral("inner")}}}});
        const auto found = wait(m_api->inspect(token, {}));
        VERIFY_OK(found);
        const QByteArray whole = QJsonDocument(toJson(*found)).toJson();
        QVERIFY(whole.contains("5550100"));
        QVERIFY(whole.contains("\"personal_data\""));
        QVERIFY(!whole.contains(token.section(u'.', 2).toLatin1()));
        const Inspection less = redacted(*found);
        const QByteArray json =
            QJsonDocument(toJson(less)).toJson() + less.headerJson + less.payloadJson;
        const QString id = found->claims.value(QLatin1String("jti")).toString();
        for (const QString &secret : {QStringLiteral("5550100"), QStringLiteral("inner"),
                                      QStringLiteral("anna"), id, id.left(24)})
            QVERIFY2(!json.contains(secret.toUtf8()), qPrintable(secret));
        QCOMPARE(less.claims.value(QLatin1String("exp")),
                 found->claims.value(QLatin1String("exp")));
        QCOMPARE(less.claims.keys(), found->claims.keys());
        QCOMPARE(less.verdict, found->verdict);
        QCOMPARE(less.answers.at(2).status, 200);
        QVERIFY(less.token.isEmpty());
    }

    void redactedRefusalsTellNobody()
    {
        const QString token = minted();
        const auto user = wait(m_api->userByName(QStringLiteral("anna")));
        VERIFY_OK(user);
        UserChange change;
        change.active = false;
        VERIFY_OK(wait(m_api->updateUser(user->id, change)));
        const auto found = wait(m_api->inspect(token, {}));
        VERIFY_OK(found);
        QVERIFY(!found->verdict.accepted());
        QVERIFY(!redacted(*found).sentence.english().contains(QLatin1String("anna")));
        QVERIFY(redacted(*found).sentence.english().endsWith(u'.'));
    }
};

QTEST_GUILESS_MAIN(TestInspectorApi)
#include "tst_inspectorapi.moc"
