// SPDX-License-Identifier: GPL-3.0-or-later
// Keys as text: PEM with and without passphrase, JWK, sets, raw secrets; export.
#include "server/base/json.h"
#include "server/token/base64url.h"
#include "server/token/keychecks.h"
#include "server/token/keygenerator.h"
#include "server/token/keytext.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/pem.h>

#include <map>

using namespace tokendesk;
using namespace tokendesk::token;

namespace {

const char *const kPassphrase = "correct horse battery";

SecretBytes secretOf(QByteArrayView text) { return SecretBytes(text); }

const KeyMaterial &materialFor(Algorithm algorithm)
{
    static std::map<std::pair<KeyType, Curve>, KeyMaterial> made;
    const AlgorithmInfo &info = algorithmInfo(algorithm);
    auto &material = made[{info.type, info.curve}];
    if (material.bits() == 0)
        material = *generateKey(algorithm, kMinimumRsaBits);
    return material;
}

/// What \a write makes of an empty memory BIO.
template<typename Write>
QByteArray written(Write write)
{
    BIO *bio = BIO_new(BIO_s_mem());
    write(bio);
    char *data = nullptr;
    const long size = BIO_get_mem_data(bio, &data);
    const QByteArray text(data, static_cast<qsizetype>(size));
    BIO_free(bio);
    return text;
}

EVP_PKEY *evpOf(Algorithm algorithm) { return materialFor(algorithm).evp().get(); }

QByteArray pkcs8(Algorithm algorithm)
{
    return written([&](BIO *out) {
        PEM_write_bio_PKCS8PrivateKey(out, evpOf(algorithm), nullptr, nullptr, 0, nullptr, nullptr);
    });
}

QByteArray traditional(Algorithm algorithm, const char *passphrase)
{
    return written([&](BIO *out) {
        PEM_write_bio_PrivateKey_traditional(
            out, evpOf(algorithm), passphrase ? EVP_aes_128_cbc() : nullptr,
            reinterpret_cast<const unsigned char *>(passphrase),
            passphrase ? static_cast<int>(qstrlen(passphrase)) : 0, nullptr, nullptr);
    });
}

QByteArray encryptedPkcs8(Algorithm algorithm)
{
    return written([&](BIO *out) {
        PEM_write_bio_PKCS8PrivateKey(out, evpOf(algorithm), EVP_aes_256_cbc(), kPassphrase,
                                      static_cast<int>(qstrlen(kPassphrase)), nullptr, nullptr);
    });
}

/// A JWK with its private members, as other libraries write it.
QJsonObject privateJwk(Algorithm algorithm)
{
    const KeyMaterial &material = materialFor(algorithm);
    QJsonObject jwk = QJsonDocument::fromJson('{' + *material.requiredMembers() + '}').object();
    const auto put = [&](const char *name, const QByteArray &bytes) {
        jwk[QLatin1String(name)] = QString::fromLatin1(toBase64Url(bytes));
    };
    EVP_PKEY *key = material.evp().get();
    if (material.type() == KeyType::Rsa) {
        put("d", bigNumberOf(key, OSSL_PKEY_PARAM_RSA_D));
        put("p", bigNumberOf(key, OSSL_PKEY_PARAM_RSA_FACTOR1));
        put("q", bigNumberOf(key, OSSL_PKEY_PARAM_RSA_FACTOR2));
        put("dp", bigNumberOf(key, OSSL_PKEY_PARAM_RSA_EXPONENT1));
        put("dq", bigNumberOf(key, OSSL_PKEY_PARAM_RSA_EXPONENT2));
        put("qi", bigNumberOf(key, OSSL_PKEY_PARAM_RSA_COEFFICIENT1));
    } else if (material.type() == KeyType::Ec) {
        const QByteArray d = bigNumberOf(key, OSSL_PKEY_PARAM_PRIV_KEY);
        const int size = curveInfo(material.curve()).coordinateSize;
        put("d", QByteArray(QByteArray(size - d.size(), '\0') + d));
    } else if (material.type() == KeyType::Okp) {
        QByteArray d(32, '\0');
        std::size_t size = 32;
        EVP_PKEY_get_raw_private_key(key, reinterpret_cast<unsigned char *>(d.data()), &size);
        put("d", d);
    }
    return jwk;
}

QByteArray textOf(const QJsonObject &json)
{
    return QJsonDocument(json).toJson(QJsonDocument::Compact);
}

} // namespace

class TestKeyText : public QObject
{
    Q_OBJECT

private slots:
    void init() { QCOMPARE(ERR_peek_error(), 0UL); }
    void cleanup() { QCOMPARE(ERR_peek_error(), 0UL); }

    void pemForms_data()
    {
        QTest::addColumn<QByteArray>("pem");
        QTest::addColumn<QByteArray>("passphrase");
        QTest::addColumn<Algorithm>("algorithm");
        QTest::addColumn<bool>("isPrivate");
        const auto row = [](const char *name, const QByteArray &pem, Algorithm algorithm,
                            const char *passphrase = "", bool isPrivate = true) {
            QTest::newRow(name) << pem << QByteArray(passphrase) << algorithm << isPrivate;
        };
        for (const Algorithm algorithm : {Algorithm::PS384, Algorithm::ES256, Algorithm::ES384,
                                          Algorithm::ES512, Algorithm::EdDSA}) {
            const QByteArray name = algorithmInfo(algorithm).name;
            row(QByteArray(name + " pkcs8").constData(), pkcs8(algorithm), algorithm);
            row(QByteArray(name + " encrypted").constData(), encryptedPkcs8(algorithm), algorithm,
                kPassphrase);
            row(QByteArray(name + " public").constData(), *publicPem(materialFor(algorithm)),
                algorithm, "", false);
        }
        row("pkcs1", traditional(Algorithm::RS256, nullptr), Algorithm::RS256);
        row("pkcs1 encrypted", traditional(Algorithm::RS256, kPassphrase), Algorithm::RS256,
            kPassphrase);
        row("sec1", traditional(Algorithm::ES384, nullptr), Algorithm::ES384);
        row("sec1 encrypted", traditional(Algorithm::ES384, kPassphrase), Algorithm::ES384,
            kPassphrase);
        row("sec1 after parameters",
            "-----BEGIN EC PARAMETERS-----\nBgUrgQQAIg==\n-----END EC PARAMETERS-----\n"
                + traditional(Algorithm::ES384, nullptr),
            Algorithm::ES384);
        row("after a comment, CRLF",
            QByteArray("Bag Attributes\n    friendlyName: x\n" + pkcs8(Algorithm::ES256))
                .replace("\n", "\r\n"),
            Algorithm::ES256);
        row("a passphrase that is not needed", pkcs8(Algorithm::ES256), Algorithm::ES256, "unused");
    }
    void pemForms()
    {
        QFETCH(QByteArray, pem);
        QFETCH(QByteArray, passphrase);
        QFETCH(Algorithm, algorithm);
        QFETCH(bool, isPrivate);
        const auto document = parsePem(pem, secretOf(passphrase));
        QVERIFY2(document, qPrintable(document ? QString() : document.error().message()));
        QCOMPARE(document->material.isPrivate(), isPrivate);
        QCOMPARE(document->maySign, isPrivate);
        QVERIFY(!document->algorithm);
        QCOMPARE(*document->material.thumbprint(), *materialFor(algorithm).thumbprint());
    }

    void pemRefusals_data()
    {
        QTest::addColumn<QByteArray>("pem");
        QTest::addColumn<QByteArray>("passphrase");
        QTest::addColumn<ErrorCode>("code");
        QTest::addColumn<QString>("field");
        const auto row = [](const char *name, const QByteArray &pem, const char *passphrase = "",
                            ErrorCode code = ErrorCode::KeyInvalid, const char *field = "key") {
            QTest::newRow(name) << pem << QByteArray(passphrase) << code
                                << QString::fromLatin1(field);
        };
        const QByteArray good = pkcs8(Algorithm::ES256);
        const QByteArray encrypted = encryptedPkcs8(Algorithm::ES256);
        row("empty", "");
        row("no block", "hello");
        row("cut", good.chopped(40));
        row("two keys", good + pkcs8(Algorithm::EdDSA));
        row("certificate", "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n");
        row("not base64", "-----BEGIN PRIVATE KEY-----\n!!!!\n-----END PRIVATE KEY-----\n");
        row("not DER", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
        row("another type", QByteArray(good).replace("PRIVATE KEY", "RSA PRIVATE KEY"));
        row("long", QByteArray(70'000, 'x') + good);
        row("passphrase missing", encrypted, "", ErrorCode::InvalidArgument, "passphrase");
        row("passphrase missing, old", traditional(Algorithm::RS256, kPassphrase), "",
            ErrorCode::InvalidArgument, "passphrase");
        row("passphrase wrong", encrypted, "wrong", ErrorCode::KeyInvalid, "passphrase");
        EVP_PKEY *strange = EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "secp256k1");
        row("another curve", written([&](BIO *out) {
                PEM_write_bio_PKCS8PrivateKey(out, strange, nullptr, nullptr, 0, nullptr, nullptr);
            }));
        EVP_PKEY_free(strange);
        strange = EVP_RSA_gen(1024);
        row("1024 bits", written([&](BIO *out) { PEM_write_bio_PUBKEY(out, strange); }));
        EVP_PKEY_free(strange);
    }
    void pemRefusals()
    {
        QFETCH(QByteArray, pem);
        QFETCH(QByteArray, passphrase);
        QFETCH(ErrorCode, code);
        QFETCH(QString, field);
        const auto document = parsePem(pem, secretOf(passphrase));
        QVERIFY(!document);
        QCOMPARE(document.error().code, code);
        QCOMPARE(document.error().field, field);
        QVERIFY(!document.error().detail.isEmpty());
    }

    void jwkForms_data()
    {
        QTest::addColumn<Algorithm>("algorithm");
        for (const AlgorithmInfo &info : algorithmTable())
            QTest::newRow(info.name) << info.algorithm;
    }
    void jwkForms()
    {
        QFETCH(Algorithm, algorithm);
        const QString name = QLatin1String(algorithmInfo(algorithm).name);
        QJsonObject jwk = privateJwk(algorithm);
        jwk[QLatin1String("kid")] = QStringLiteral("mine");
        jwk[QLatin1String("alg")] = name;
        jwk[QLatin1String("use")] = QStringLiteral("sig");
        jwk[QLatin1String("x-other")] = 17;
        const auto document = parseJwk(textOf(jwk));
        QVERIFY2(document, qPrintable(document ? QString() : document.error().message()));
        QVERIFY(document->material.isPrivate());
        QVERIFY(document->maySign);
        QCOMPARE(document->kid, QByteArray("mine"));
        QCOMPARE(*document->algorithm, algorithm);
        QCOMPARE(*document->material.thumbprint(), *materialFor(algorithm).thumbprint());
        const auto key = Key::fromMaterial(algorithm, document->material.clone());
        QVERIFY(key);
        QVERIFY((*key)->verify("text", *(*key)->sign("text")));
    }

    void jwkRefusals_data()
    {
        QTest::addColumn<QByteArray>("jwk");
        const auto changed = [](Algorithm algorithm, const char *name, const QJsonValue &value) {
            QJsonObject jwk = privateJwk(algorithm);
            if (value.isUndefined())
                jwk.remove(QLatin1String(name));
            else
                jwk[QLatin1String(name)] = value;
            return textOf(jwk);
        };
        const auto row = [&](const char *name, Algorithm algorithm, const char *member,
                             const QJsonValue &value = QJsonValue(QJsonValue::Undefined)) {
            QTest::newRow(name) << changed(algorithm, member, value);
        };
        const auto text = [](const char *value) { return QString::fromLatin1(value); };
        const QString x = privateJwk(Algorithm::ES256)[QLatin1String("x")].toString();
        row("no kty", Algorithm::ES256, "kty");
        row("kty number", Algorithm::ES256, "kty", 1);
        row("kty other", Algorithm::ES256, "kty", text("RSA"));
        row("kty case", Algorithm::ES256, "kty", text("ec"));
        row("use enc", Algorithm::ES256, "use", text("enc"));
        row("use number", Algorithm::ES256, "use", 1);
        row("key_ops others", Algorithm::ES256, "key_ops", QJsonArray{text("encrypt")});
        row("key_ops text", Algorithm::ES256, "key_ops", text("sign"));
        row("key_ops empty", Algorithm::ES256, "key_ops", QJsonArray{});
        row("key_ops numbers", Algorithm::ES256, "key_ops", QJsonArray{1});
        row("key_ops twice", Algorithm::ES256, "key_ops", QJsonArray{text("sign"), text("sign")});
        row("alg of another curve", Algorithm::ES256, "alg", text("ES384"));
        row("alg unknown", Algorithm::ES256, "alg", text("ES521"));
        row("alg none", Algorithm::HS256, "alg", text("none"));
        row("alg of another type", Algorithm::HS256, "alg", text("RS256"));
        row("kid number", Algorithm::ES256, "kid", 1);
        row("kid long", Algorithm::ES256, "kid", QString(200, QLatin1Char('k')));
        row("x missing", Algorithm::ES256, "x");
        row("x padded", Algorithm::ES256, "x", QString(x + QLatin1Char('=')));
        row("x short", Algorithm::ES256, "x", x.chopped(2));
        row("x of another point", Algorithm::ES256, "x",
            privateJwk(Algorithm::ES256)[QLatin1String("y")]);
        row("d zero", Algorithm::ES256, "d", QString(43, QLatin1Char('A')));
        row("d of all ones", Algorithm::ES256, "d",
            QString::fromLatin1(toBase64Url(QByteArray(32, '\xff'))));
        row("d of another key", Algorithm::ES256, "d",
            QString::fromLatin1(toBase64Url(QByteArray(QByteArray(31, '\0') + '\x05'))));
        row("d short", Algorithm::ES256, "d", text("AQ"));
        row("crv other", Algorithm::ES256, "crv", text("secp256k1"));
        row("crv P-384", Algorithm::ES256, "crv", text("P-384"));
        row("crv X25519", Algorithm::EdDSA, "crv", text("X25519"));
        row("OKP d of another key", Algorithm::EdDSA, "d",
            QString::fromLatin1(toBase64Url(QByteArray(32, 'd'))));
        row("OKP small order", Algorithm::EdDSA, "x", QString(43, QLatin1Char('A')));
        row("k missing", Algorithm::HS256, "k");
        row("k empty", Algorithm::HS256, "k", text(""));
        row("k object", Algorithm::HS256, "k", QJsonObject());
        row("n leading zero", Algorithm::RS256, "n",
            QString::fromLatin1(toBase64Url(
                QByteArray('\0' + bigNumberOf(evpOf(Algorithm::RS256), OSSL_PKEY_PARAM_RSA_N)))));
        row("e 3", Algorithm::RS256, "e", text("Aw"));
        row("n missing", Algorithm::RS256, "n");
        row("d missing", Algorithm::RS256, "d");
        row("q missing", Algorithm::RS256, "q");
        row("p missing", Algorithm::RS256, "p");
        row("dp of another key", Algorithm::RS256, "dp", text("AQAB"));
        row("qi of another key", Algorithm::RS256, "qi", text("AQAB"));
        row("d of another key", Algorithm::RS256, "d", text("AQAB"));
        row("three primes", Algorithm::RS256, "oth", QJsonArray{});
        QTest::newRow("two d") << QByteArray(textOf(privateJwk(Algorithm::HS256)).chopped(1)
                                             + ",\"k\":\"AAAA\"}");
        QTest::newRow("array") << QByteArray("[]");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("long") << QByteArray(70'000, ' ');
        QTest::newRow("set") << QByteArray(R"({"keys":[]})");
    }
    void jwkRefusals()
    {
        QFETCH(QByteArray, jwk);
        const auto document = parseJwk(jwk);
        QVERIFY(!document);
        QCOMPARE(document.error().code, ErrorCode::KeyInvalid);
        QVERIFY(!document.error().detail.isEmpty());
    }

    void rsaWithoutPrimes()
    {
        QJsonObject jwk = privateJwk(Algorithm::RS256);
        for (const char *name : {"p", "q", "dp", "dq", "qi"})
            jwk.remove(QLatin1String(name));
        auto document = parseJwk(textOf(jwk));
        QVERIFY(document);
        const auto key = Key::fromMaterial(Algorithm::RS256, std::move(document->material));
        QVERIFY((*key)->verify("text", *(*key)->sign("text")));
        jwk[QLatin1String("d")] = QStringLiteral("AQAB"); // of another key: proved by signing
        QVERIFY(!parseJwk(textOf(jwk)));
    }

    void keyOpsDecideOnSigning()
    {
        QJsonObject jwk = privateJwk(Algorithm::ES256);
        const auto maySign = [&jwk](const QJsonArray &operations) {
            jwk[QLatin1String("key_ops")] = operations;
            const auto document = parseJwk(textOf(jwk));
            return document && document->maySign;
        };
        const QString sign = QStringLiteral("sign");
        const QString verify = QStringLiteral("verify");
        QVERIFY(maySign({sign}));
        QVERIFY(maySign({verify, sign}));
        QVERIFY(!maySign({verify}));
        QVERIFY(parseJwk(textOf(jwk)));
    }

    void sets()
    {
        const auto jwk = [](Algorithm algorithm, const char *kid) {
            QJsonObject made =
                QJsonDocument::fromJson('{' + *materialFor(algorithm).requiredMembers() + '}')
                    .object();
            made[QLatin1String("kid")] = QString::fromLatin1(kid);
            return made;
        };
        const auto count = [](const QJsonArray &keys) -> int {
            const auto set = parseJwks(textOf(QJsonObject{{QStringLiteral("keys"), keys}}));
            return set ? static_cast<int>(set->size()) : -1;
        };
        const QJsonObject rsa = jwk(Algorithm::RS256, "a");
        const QJsonObject ec = jwk(Algorithm::ES256, "b");
        const QJsonObject okp = jwk(Algorithm::EdDSA, "c");
        QJsonObject foreign{{QStringLiteral("kty"), QStringLiteral("AKP")},
                            {QStringLiteral("kid"), QStringLiteral("d")}};
        QJsonObject encrypting = jwk(Algorithm::ES384, "e");
        encrypting[QLatin1String("use")] = QStringLiteral("enc");
        QJsonObject otherCurve = jwk(Algorithm::EdDSA, "f");
        otherCurve[QLatin1String("crv")] = QStringLiteral("Ed448");
        QJsonObject wrong = jwk(Algorithm::ES256, "g");
        wrong[QLatin1String("x")] = wrong[QLatin1String("y")];
        QCOMPARE(count({rsa, ec, okp}), 3);
        QCOMPARE(count({foreign, rsa, encrypting, otherCurve}), 1);
        QCOMPARE(count({}), -1);
        QCOMPARE(count({foreign}), -1);
        QCOMPARE(count({rsa, wrong}), -1);
        QCOMPARE(count({rsa, jwk(Algorithm::ES256, "a")}), -1); // one kid for two
        QCOMPARE(count({rsa, jwk(Algorithm::HS256, "h")}), -1); // a secret among public keys
        QCOMPARE(count({jwk(Algorithm::HS256, "h")}), 1);
        QCOMPARE(count({rsa, 1}), -1);
        QJsonArray many;
        for (int i = 0; i <= kMaximumSetSize; ++i)
            many.append(jwk(Algorithm::EdDSA, QByteArray::number(i).constData()));
        QCOMPARE(count(many), -1);
        for (const char *text : {"", "{}", "[]", R"({"keys":{}})", R"({"keys":[],"keys":[]})"})
            QVERIFY2(!parseJwks(text), text);
    }

    void boundToAnAlgorithm()
    {
        const auto bind = [](const QByteArray &text, std::optional<Algorithm> algorithm) {
            return parseKeyText(secretOf(text), algorithm);
        };
        QCOMPARE(bind(pkcs8(Algorithm::RS256), std::nullopt)->algorithm, Algorithm::RS256);
        QCOMPARE(bind(pkcs8(Algorithm::RS256), Algorithm::PS512)->algorithm, Algorithm::PS512);
        QCOMPARE(bind(pkcs8(Algorithm::ES384), std::nullopt)->algorithm, Algorithm::ES384);
        QCOMPARE(bind(pkcs8(Algorithm::EdDSA), std::nullopt)->algorithm, Algorithm::EdDSA);
        QVERIFY(!bind(pkcs8(Algorithm::ES384), Algorithm::ES256));
        QVERIFY(!bind(pkcs8(Algorithm::RS256), Algorithm::HS256)); // R6: never a secret
        QVERIFY(!bind(*publicPem(materialFor(Algorithm::RS256)), Algorithm::HS256));
        const QByteArray raw = "a secret of more than 32 bytes, no tutorial has it";
        QCOMPARE(bind(raw, Algorithm::HS256)->document.material.secret().view(),
                 QByteArrayView(raw));
        QVERIFY(!bind(raw, Algorithm::RS256));
        QCOMPARE(bind(raw, std::nullopt).error().field, QStringLiteral("algorithm"));
        QJsonObject oct = privateJwk(Algorithm::HS256);
        QCOMPARE(bind(textOf(oct), Algorithm::HS512)->algorithm, Algorithm::HS512);
        QCOMPARE(bind(textOf(oct), std::nullopt).error().field, QStringLiteral("algorithm"));
        oct[QLatin1String("alg")] = QStringLiteral("HS384");
        QCOMPARE(bind(textOf(oct), std::nullopt)->algorithm, Algorithm::HS384);
        QVERIFY(!bind(textOf(oct), Algorithm::HS512));
        // A path is only text: nothing is opened.
        QVERIFY(!bind("/etc/ssl/private/key.pem", Algorithm::RS256));
    }

    void exportAndBack_data() { jwkForms_data(); }
    void exportAndBack()
    {
        QFETCH(Algorithm, algorithm);
        const KeyMaterial &material = materialFor(algorithm);
        const auto open = publicPem(material);
        const auto closed = privatePem(material, secretOf(kPassphrase));
        if (material.type() == KeyType::Oct) {
            QVERIFY(!open);
            QVERIFY(!closed);
            return;
        }
        QVERIFY(open->startsWith("-----BEGIN PUBLIC KEY-----"));
        QVERIFY(closed->view().startsWith("-----BEGIN ENCRYPTED PRIVATE KEY-----"));
        QCOMPARE(*parsePem(*open)->material.thumbprint(), *material.thumbprint());
        const auto back = parsePem(closed->view(), secretOf(kPassphrase));
        QVERIFY(back);
        QVERIFY(back->material.isPrivate());
        QCOMPARE(*back->material.thumbprint(), *material.thumbprint());
        QVERIFY(!privatePem(material, secretOf("short")));
        QVERIFY(!privatePem(parsePem(*open)->material, secretOf(kPassphrase)));
        const auto jwk = publicJwk(**Key::fromMaterial(algorithm, material.clone()));
        QVERIFY(jwk);
        const auto again = parseJwk(*jwk);
        QVERIFY(again);
        QVERIFY(!again->material.isPrivate());
        QCOMPARE(again->kid, *material.thumbprint());
        QCOMPARE(*again->algorithm, algorithm);
    }

    void publishedSet()
    {
        std::vector<std::shared_ptr<const Key>> keys;
        for (const AlgorithmInfo &info : algorithmTable())
            keys.push_back(
                *Key::fromMaterial(info.algorithm, materialFor(info.algorithm).clone(), info.name));
        const auto document = keySetDocument(KeyRing(keys, keys.front()));
        QVERIFY(document);
        const auto set = parseJwks(document->body);
        QVERIFY2(set, qPrintable(set ? QString() : set.error().message()));
        QCOMPARE(set->size(), std::size_t{10});
        for (const KeyDocument &key : *set)
            QVERIFY(!key.material.isPrivate());
        const auto published = QJsonDocument::fromJson(document->body)[QLatin1String("keys")];
        for (const auto &value : published.toArray()) {
            for (const char *secret : {"d", "p", "q", "dp", "dq", "qi", "k", "oth"})
                QVERIFY(!value.toObject().contains(QLatin1String(secret)));
            QCOMPARE(value[QLatin1String("use")].toString(), QStringLiteral("sig"));
        }
        QVERIFY(document->etag.startsWith('"') && document->etag.endsWith('"'));
        QCOMPARE(keySetDocument(KeyRing(keys, nullptr))->etag, document->etag);
        keys.pop_back();
        QVERIFY(keySetDocument(KeyRing(keys, nullptr))->etag != document->etag);
        keys.resize(3); // secrets alone
        QCOMPARE(keySetDocument(KeyRing(keys, nullptr))->body, QByteArray(R"({"keys":[]})"));
    }
};

QTEST_APPLESS_MAIN(TestKeyText)
#include "tst_keytext.moc"
