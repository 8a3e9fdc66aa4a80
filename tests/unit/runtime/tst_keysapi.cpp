// SPDX-License-Identifier: GPL-3.0-or-later
// Keys and minted tokens through the façade, and the inspector with keys from elsewhere.
#include "server/runtime/localadminapi.h"
#include "server/token/base64url.h"
#include "server/token/examine.h"
#include "server/token/issue.h"
#include "server/token/keytext.h"
#include "tests/unit/runtime/corefixture.h"

#include <map>

using namespace tokendesk;
using namespace tokendesk::test;

namespace {

template<typename T>
Result<T> wait(QFuture<Result<T>> future)
{
    return future.result();
}

const token::KeyMaterial &materialFor(token::Algorithm algorithm)
{
    static std::map<std::pair<token::KeyType, token::Curve>, token::KeyMaterial> made;
    const token::AlgorithmInfo &info = token::algorithmInfo(algorithm);
    auto &material = made[{info.type, info.curve}];
    if (material.bits() == 0)
        material = *token::generateKey(algorithm, 2048);
    return material;
}

QByteArray signedToken(const token::Key &key, Instant now, const char *kid = nullptr)
{
    QByteArray header = "{\"alg\":\"";
    header += token::algorithmInfo(key.algorithm()).name;
    header += '"';
    if (kid) {
        header += ",\"kid\":\"";
        header += kid;
        header += '"';
    }
    header += '}';
    const QByteArray claims =
        R"({"token_type":"access","jti":"00112233445566778899aabb80000002","user_id":"1","exp":)"
        + QByteArray::number(toEpochSeconds(now) + 100) + '}';
    const QByteArray input = token::toBase64Url(header) + '.' + token::toBase64Url(claims);
    return input + '.' + token::toBase64Url(*key.sign(input));
}

} // namespace

class TestKeysApi : public QObject
{
    Q_OBJECT

    std::unique_ptr<Scratch> m_scratch;
    std::unique_ptr<Core> m_core;
    std::unique_ptr<LocalAdminApi> m_api;

    Inspection inspect(const QByteArray &text, const QByteArray &key = {})
    {
        InspectOptions options;
        if (!key.isEmpty())
            options.secret = SecretBytes(QByteArrayView(key));
        return wait(m_api->inspect(QString::fromUtf8(text), std::move(options)))
            .value_or(Inspection{});
    }
    bool isGenuine(const QByteArray &text, const QByteArray &key)
    {
        return inspect(text, key).verdict.at(token::Check::Signature).outcome
               == token::Outcome::Passed;
    }
    /// The first key that is not \a kid; both may be of one moment.
    KeyInfo keyBeside(const QString &kid)
    {
        const auto keys = wait(m_api->listKeys());
        for (const KeyInfo &key : *keys) {
            if (key.kid != kid)
                return key;
        }
        return {};
    }
    Result<UserId> anna(bool isActive = true)
    {
        TRY_ASSIGN(const User user, addUser(*m_core, QStringLiteral("anna")));
        UserChange change;
        change.active = isActive;
        TRY(wait(m_api->updateUser(user.id, change)));
        return user.id;
    }

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

    void wholeLife()
    {
        const auto made = wait(m_api->generateKey({QStringLiteral("ES256"), 3072, false}));
        VERIFY_OK(made);
        QCOMPARE(made->state, KeyInfo::State::Next);
        const Instant date = m_scratch->clock.now() + std::chrono::hours{1};
        const auto planned = wait(m_api->rotateKeys(made->kid, date));
        VERIFY_OK(planned);
        QCOMPARE(planned->activatesAt, std::optional(date));
        m_scratch->clock.set(date);
        VERIFY_OK(m_core->maintenance()->run());
        QCOMPARE(wait(m_api->overview())->activeKeyId, made->kid);
        const KeyInfo old = keyBeside(made->kid);
        QCOMPARE(old.state, KeyInfo::State::Retiring);
        QVERIFY(old.leavesAt);
        // Maintenance waits a day more: the clock may have jumped.
        m_scratch->clock.set(*old.leavesAt + std::chrono::hours{23});
        VERIFY_OK(m_core->maintenance()->run());
        QCOMPARE(keyBeside(made->kid).state, KeyInfo::State::Retiring);
        m_scratch->clock.set(*old.leavesAt + std::chrono::hours{25});
        VERIFY_OK(m_core->maintenance()->run());
        QCOMPARE(keyBeside(made->kid).state, KeyInfo::State::Retired);
        VERIFY_ERROR(wait(m_api->retireKey(made->kid)), ErrorCode::Conflict);
        VERIFY_OK(wait(m_api->rotateKeys(QString(), std::nullopt)));
        VERIFY_OK(wait(m_api->retireKey(made->kid)));
    }

    void generationIsCancelled()
    {
        auto future = m_api->generateKey({QStringLiteral("RS256"), 8192, false});
        future.cancel();
        future.waitForFinished();
        QCOMPARE(future.resultCount(), 0);
        // The next one waits for its turn, so the first has ended.
        VERIFY_OK(wait(m_api->generateKey({QStringLiteral("EdDSA"), 3072, false})));
        QCOMPARE(wait(m_api->listKeys())->size(), std::size_t{2});
    }

    void endsWhileAKeyIsMade()
    {
        const auto future = m_api->generateKey({QStringLiteral("RS256"), 8192, false});
        m_api.reset(); // must not wait for the key
        QVERIFY(future.isFinished());
    }

    void exportsBothParts()
    {
        const auto made = wait(m_api->generateKey({QStringLiteral("EdDSA"), 3072, true}));
        VERIFY_OK(made);
        const auto pem = wait(m_api->exportKey(made->kid, KeyPart::PublicPem, {}));
        VERIFY_OK(pem);
        QVERIFY(token::parsePem(*pem));
        const auto jwk = wait(m_api->exportKey(made->kid, KeyPart::PublicJwk, {}));
        VERIFY_OK(jwk);
        QVERIFY(token::parseJwk(*jwk));
        const SecretBytes passphrase(QByteArrayView("correct horse battery"));
        const auto secret =
            wait(m_api->exportKey(made->kid, KeyPart::PrivatePem, passphrase.clone()));
        VERIFY_OK(secret);
        KeyImport again;
        again.material = SecretBytes(QByteArrayView(*secret));
        again.passphrase = passphrase.clone();
        VERIFY_ERROR(wait(m_api->importKey(std::move(again))), ErrorCode::AlreadyExists);
    }

    void mintsTokens()
    {
        const auto user = anna();
        VERIFY_OK(user);
        NewToken order;
        order.user = *user;
        order.claims = {{QStringLiteral("scope"), QStringLiteral("read")}};
        order.lifetime = std::chrono::hours{2};
        const auto made = wait(m_api->mintToken(order));
        VERIFY_OK(made);
        QCOMPARE(made->expiresAt, std::chrono::floor<std::chrono::seconds>(m_scratch->clock.now())
                                      + std::chrono::hours{2});
        const Inspection found = inspect(made->token.toLatin1());
        QVERIFY2(found.verdict.accepted(), qPrintable(found.sentence.english()));
        QCOMPARE(found.claims.value(QLatin1String("scope")).toString(), QStringLiteral("read"));
        QCOMPARE(found.claims.value(QLatin1String("token_type")).toString(),
                 QStringLiteral("access"));
        QCOMPARE(events(*m_core, "token.minted").size(), std::size_t{1});
        // It is a session like any other.
        QCOMPARE(wait(m_api->session(made->session))->userId, *user);
        VERIFY_OK(wait(m_api->endSessions({made->session})));
        QVERIFY(!inspect(made->token.toLatin1()).verdict.accepted());
    }

    void mintRefuses()
    {
        const auto refused = [this](UserId user, const QJsonObject &claims,
                                    std::optional<std::chrono::seconds> lifetime = {}) {
            return wait(m_api->mintToken({user, claims, lifetime}));
        };
        const auto user = anna();
        VERIFY_OK(user);
        VERIFY_ERROR(refused(99, {}), ErrorCode::NotFound);
        for (const char *name : {"exp", "iat", "jti", "user_id", "token_type", "sid", "nbf"}) {
            const auto answer = refused(*user, {{QLatin1String(name), 1}});
            VERIFY_ERROR(answer, ErrorCode::InvalidArgument);
            QCOMPARE(answer.error().field, QStringLiteral("claim"));
        }
        VERIFY_ERROR(refused(*user, {}, std::chrono::seconds{9}), ErrorCode::InvalidArgument);
        VERIFY_ERROR(refused(*user, {}, std::chrono::hours{24 * 366}), ErrorCode::InvalidArgument);
        VERIFY_ERROR(refused(*user, {{QStringLiteral("long"), QString(9000, QLatin1Char('x'))}}),
                     ErrorCode::InvalidArgument);
        UserChange change;
        change.active = false;
        VERIFY_OK(wait(m_api->updateUser(*user, change)));
        const auto inactive = refused(*user, {});
        VERIFY_ERROR(inactive, ErrorCode::InvalidArgument);
        QCOMPARE(inactive.error().field, QStringLiteral("user"));
        QVERIFY(events(*m_core, "token.minted").empty());
    }

    void mappedClaimsCanBeReplaced()
    {
        const auto user = anna();
        VERIFY_OK(user);
        const auto plain = wait(m_api->mintToken({*user, {}, {}}));
        VERIFY_OK(plain);
        const QJsonObject before = inspect(plain->token.toLatin1()).claims;
        NewToken order;
        order.user = *user;
        order.claims = {{QStringLiteral("email"), QStringLiteral("other@example.org")}};
        const auto made = wait(m_api->mintToken(order));
        VERIFY_OK(made);
        const Inspection found = inspect(made->token.toLatin1());
        QVERIFY(found.verdict.accepted());
        QCOMPARE(found.claims.value(QLatin1String("email")).toString(),
                 QStringLiteral("other@example.org"));
        order.claims = {{QStringLiteral("email"), QJsonValue::Null}};
        const auto without = wait(m_api->mintToken(order));
        QVERIFY(!inspect(without->token.toLatin1()).claims.contains(QLatin1String("email")));
        QCOMPARE(before.contains(QLatin1String("email")),
                 m_core->context().policies.current()->policy.claimMapping.contains(
                     QLatin1String("email")));
    }

    void foreignKeys_data()
    {
        QTest::addColumn<token::Algorithm>("algorithm");
        for (const token::AlgorithmInfo &info : token::algorithmTable())
            QTest::newRow(info.name) << info.algorithm;
    }
    void foreignKeys()
    {
        QFETCH(token::Algorithm, algorithm);
        const token::KeyMaterial &material = materialFor(algorithm);
        const auto key = *token::Key::fromMaterial(algorithm, material.clone());
        const QByteArray text = signedToken(*key, m_scratch->clock.now(), "theirs");
        QVERIFY(!inspect(text).verdict.accepted()); // not one of ours
        const QByteArray members = *material.requiredMembers();
        QVERIFY(isGenuine(text, '{' + members + '}'));
        QVERIFY(isGenuine(text, '{' + members + ",\"kid\":\"theirs\"}"));
        QVERIFY(isGenuine(text, "{\"keys\":[{" + members + "}]}"));
        QVERIFY(isGenuine(text, "{\"keys\":[{" + members + ",\"kid\":\"theirs\"}]}"));
        const QByteArray other =
            signedToken(**token::Key::fromMaterial(algorithm, *token::generateKey(algorithm, 2048)),
                        m_scratch->clock.now());
        QVERIFY(!isGenuine(other, '{' + members + '}'));
        if (material.type() == token::KeyType::Oct) {
            QVERIFY(isGenuine(text, token::toBase64Url(material.secret().view())));
            return;
        }
        QVERIFY(isGenuine(text, *token::publicPem(material)));
        // The algorithm that a JWK names holds, whatever the token says.
        if (material.type() == token::KeyType::Rsa) {
            const char *wrong = algorithm == token::Algorithm::RS256 ? "PS256" : "RS256";
            QVERIFY(!isGenuine(text, '{' + members + ",\"alg\":\"" + wrong + "\"}"));
        }
    }

    void secretsAsText()
    {
        const QByteArray secret = "short";
        const auto key = *token::Key::fromSecret(token::Algorithm::HS256,
                                                 SecretBytes(QByteArrayView(secret)), {}, true);
        const QByteArray text = signedToken(*key, m_scratch->clock.now());
        QVERIFY(isGenuine(text, secret));
        QVERIFY(inspect(text, secret).verdict.shortSecret);
        QVERIFY(!isGenuine(text, "other"));
        QVERIFY(isGenuine(text, token::toBase64Url(secret)));
    }

    void unusableKeysAreNamed()
    {
        const auto key = *token::Key::fromSecret(token::Algorithm::HS256,
                                                 SecretBytes(QByteArrayView("short")), {}, true);
        const QByteArray text = signedToken(*key, m_scratch->clock.now());
        for (const char *document :
             {"-----BEGIN PUBLIC KEY-----\n", R"({"kty":"RSA"})", R"({"keys":[]})"}) {
            InspectOptions options;
            options.secret = SecretBytes(QByteArrayView(document));
            const auto found = wait(m_api->inspect(QString::fromUtf8(text), std::move(options)));
            VERIFY_ERROR(found, ErrorCode::KeyInvalid);
        }
    }
};

QTEST_GUILESS_MAIN(TestKeysApi)
#include "tst_keysapi.moc"
