// SPDX-License-Identifier: GPL-3.0-or-later
// The third-party vectors: Wycheproof, RFC 7515, 7520, 7638, 8037, tokens of other libraries,
// JSONTestSuite. Each test prints how many cases it ran and must agree with all of them.
#include "server/base/json.h"
#include "server/token/base64url.h"
#include "server/token/decodedtoken.h"
#include "server/token/keytext.h"

#include "tests/support/vectors.h"

#include <QJsonArray>
#include <QTest>

#include <openssl/evp.h>
#include <openssl/x509.h>

#include <map>
#include <set>

using namespace tokendesk;
using namespace tokendesk::token;

namespace {

QByteArray hexOf(const QJsonObject &row, const char *name)
{
    return QByteArray::fromHex(row[QLatin1String(name)].toString().toLatin1());
}

QByteArray textOf(const QJsonObject &row, const char *name)
{
    return row[QLatin1String(name)].toString().toUtf8();
}

QByteArray jsonOf(const QJsonValue &value)
{
    return QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact);
}

/// What the product does with a compact JWS and one key: the form, the algorithm of the key, the
/// name, the signature.
bool accepts(const QByteArray &jws, const std::vector<std::shared_ptr<const Key>> &keys)
{
    // The payloads of these vectors are "foo" and the like: everything but the claims is asked.
    DecodedToken decoded;
    const Cause cause = decoded.decode(jws);
    if (cause != Cause::None && cause != Cause::PayloadNotJson)
        return false;
    const KeyRing ring(keys, nullptr);
    const Key *named = decoded.keyId() ? ring.byId(*decoded.keyId()) : nullptr;
    for (const auto &key : keys) {
        if (named && named != key.get())
            continue;
        if (decoded.algorithm() == algorithmInfo(key->algorithm()).name
            && key->verify(decoded.signingInput(), decoded.signature()))
            return true;
    }
    return false;
}

/// The keys of a JWK or a set, each bound to its algorithm; empty if they are refused.
/// \a allowWeak: take secrets that must not issue tokens.
std::vector<std::shared_ptr<const Key>> keysOf(const QJsonObject &json, bool allowWeak = false)
{
    std::vector<KeyDocument> documents;
    if (json.contains(QLatin1String("keys"))) {
        auto set = parseJwks(jsonOf(json));
        if (set)
            documents = std::move(*set);
    } else if (auto one = parseJwk(jsonOf(json))) {
        documents.push_back(std::move(*one));
    }
    std::vector<std::shared_ptr<const Key>> keys;
    for (KeyDocument &document : documents) {
        if (!document.algorithm)
            continue;
        const auto key = Key::fromMaterial(*document.algorithm, std::move(document.material),
                                           document.kid, allowWeak);
        if (key)
            keys.push_back(*key);
    }
    return keys;
}

/// A key of the files for primitives, some of which have the exponent 3: those we refuse, so that
/// what is asked here is only the signature.
KeyMaterial primitiveKey(const QByteArray &der, bool isPrivate)
{
    const auto *at = reinterpret_cast<const unsigned char *>(der.constData());
    const EvpKey key = ownEvpKey(isPrivate ? d2i_AutoPrivateKey(nullptr, &at, long(der.size()))
                                           : d2i_PUBKEY(nullptr, &at, long(der.size())));
    auto material = KeyMaterial::fromEvp(key);
    if (!material && material.error().detail.contains(QLatin1String("exponent")))
        material = KeyMaterial::fromEvp(key, KeyOrigin::Stored);
    return material ? std::move(*material) : KeyMaterial();
}

struct Counts
{
    int accepted = 0;
    int refused = 0;
    QStringList disagreements;

    void note(bool got, bool wanted, const QString &name)
    {
        got ? ++accepted : ++refused;
        if (got != wanted)
            disagreements.append(name);
    }
};

QString nameOf(const QString &file, const QJsonObject &test)
{
    return file + QLatin1Char(' ') + QString::number(test[QLatin1String("tcId")].toInt())
           + QLatin1Char(' ') + test[QLatin1String("comment")].toString();
}

} // namespace

// NOLINTNEXTLINE: a macro, because QSKIP and QVERIFY leave the test function
#define AGREE(counts, total) \
    do { \
        qInfo("%d cases: %d accepted, %d refused, %d disagreements", \
              (counts).accepted + (counts).refused, (counts).accepted, (counts).refused, \
              int((counts).disagreements.size())); \
        QVERIFY2((counts).disagreements.isEmpty(), \
                 qPrintable((counts).disagreements.join(QLatin1String("; ")))); \
        QCOMPARE((counts).accepted + (counts).refused, total); \
    } while (false)

#define READ(variable, file) \
    const QJsonObject variable = test::readVectors(file); \
    if ((variable).isEmpty()) \
    QSKIP("the third-party vectors are not beside this checkout")

class TestVectors : public QObject
{
    Q_OBJECT

private slots:
    void wycheproofPrimitives_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("alg");
        QTest::addColumn<int>("total");
        const auto row = [](const char *file, const char *alg, int total) {
            QTest::newRow(file) << QString::fromLatin1(file) << QString::fromLatin1(alg) << total;
        };
        row("ecdsa_secp256r1_sha256_p1363_test", "ES256", 262);
        row("ecdsa_secp384r1_sha384_p1363_test", "ES384", 280);
        row("ecdsa_secp521r1_sha512_p1363_test", "ES512", 318);
        row("ed25519_test", "EdDSA", 151);
        row("rsa_pss_2048_sha256_mgf1_32_test", "PS256", 108);
        row("rsa_pss_2048_sha384_mgf1_48_test", "PS384", 141);
        row("rsa_pss_3072_sha256_mgf1_32_test", "PS256", 108);
        row("rsa_pss_4096_sha384_mgf1_48_test", "PS384", 141);
        row("rsa_pss_4096_sha512_mgf1_64_test", "PS512", 179);
        row("rsa_signature_2048_sha256_test", "RS256", 259);
        row("rsa_signature_2048_sha384_test", "RS384", 258);
        row("rsa_signature_2048_sha512_test", "RS512", 259);
        row("rsa_signature_3072_sha256_test", "RS256", 259);
        row("rsa_signature_3072_sha384_test", "RS384", 259);
        row("rsa_signature_3072_sha512_test", "RS512", 260);
        row("rsa_signature_4096_sha256_test", "RS256", 258);
        row("rsa_signature_4096_sha384_test", "RS384", 259);
        row("rsa_signature_4096_sha512_test", "RS512", 259);
    }
    void wycheproofPrimitives()
    {
        QFETCH(QString, file);
        QFETCH(QString, alg);
        QFETCH(int, total);
        READ(vectors, u"wycheproof/" + file + u".json");
        const Algorithm algorithm = *algorithmFromName(alg.toLatin1());
        Counts counts;
        for (const auto &value : vectors[QLatin1String("testGroups")].toArray()) {
            const QJsonObject group = value.toObject();
            const auto key =
                Key::fromMaterial(algorithm, primitiveKey(hexOf(group, "publicKeyDer"), false));
            QVERIFY(key);
            for (const auto &entry : group[QLatin1String("tests")].toArray()) {
                const QJsonObject test = entry.toObject();
                // "acceptable" are RSA signatures without the NULL of DigestInfo: refused.
                const bool wanted =
                    test[QLatin1String("result")].toString() == QLatin1String("valid");
                counts.note((*key)->verify(hexOf(test, "msg"), hexOf(test, "sig")), wanted,
                            nameOf(file, test));
            }
        }
        AGREE(counts, total);
    }

    void wycheproofEd448IsRefused()
    {
        READ(vectors, QStringLiteral("wycheproof/ed448_test.json"));
        Counts counts;
        for (const auto &value : vectors[QLatin1String("testGroups")].toArray()) {
            const QJsonObject group = value.toObject();
            const bool isKey = parsePem(textOf(group, "publicKeyPem")).has_value()
                               || parseJwk(jsonOf(group[QLatin1String("publicKeyJwk")]));
            for (const auto &test : group[QLatin1String("tests")].toArray())
                counts.note(isKey, false, nameOf(QStringLiteral("ed448"), test.toObject()));
        }
        AGREE(counts, 87);
    }

    void wycheproofHmac_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<Algorithm>("algorithm");
        QTest::newRow("256") << QStringLiteral("hmac_sha256_test") << Algorithm::HS256;
        QTest::newRow("384") << QStringLiteral("hmac_sha384_test") << Algorithm::HS384;
        QTest::newRow("512") << QStringLiteral("hmac_sha512_test") << Algorithm::HS512;
    }
    void wycheproofHmac()
    {
        QFETCH(QString, file);
        QFETCH(Algorithm, algorithm);
        READ(vectors, u"wycheproof/" + file + u".json");
        const int full = algorithmInfo(algorithm).signatureSize * 8;
        Counts counts;
        for (const auto &value : vectors[QLatin1String("testGroups")].toArray()) {
            const QJsonObject group = value.toObject();
            const int size = group[QLatin1String("tagSize")].toInt();
            for (const auto &entry : group[QLatin1String("tests")].toArray()) {
                const QJsonObject test = entry.toObject();
                const bool isValid =
                    test[QLatin1String("result")].toString() == QLatin1String("valid");
                const auto key = Key::fromSecret(
                    algorithm, SecretBytes(QByteArrayView(hexOf(test, "key"))), "k", true);
                QVERIFY(key);
                const QByteArray tag = hexOf(test, "tag");
                // JWS never truncates: a right but shorter tag is refused, and its bytes are those
                // of the whole one.
                counts.note((*key)->verify(hexOf(test, "msg"), tag), isValid && size == full,
                            nameOf(file, test));
                if (isValid)
                    QCOMPARE((*key)->sign(hexOf(test, "msg"))->first(size / 8), tag);
            }
        }
        AGREE(counts, 174);
    }

    void wycheproofRsaSigning()
    {
        READ(vectors, QStringLiteral("wycheproof/rsa_pkcs1_2048_sig_gen_test.json"));
        int signedTexts = 0;
        int left = 0;
        for (const auto &value : vectors[QLatin1String("testGroups")].toArray()) {
            const QJsonObject group = value.toObject();
            const QByteArray sha = textOf(group, "sha").replace("SHA-", "RS");
            const auto algorithm = algorithmFromName(sha);
            const auto tests = group[QLatin1String("tests")].toArray();
            if (!algorithm) {
                left += int(tests.size()); // SHA-1 and SHA-224 are not JWS
                continue;
            }
            const auto key =
                Key::fromMaterial(*algorithm, primitiveKey(hexOf(group, "privateKeyPkcs8"), true));
            QVERIFY(key);
            for (const auto &entry : tests) {
                const QJsonObject test = entry.toObject();
                QCOMPARE(*(*key)->sign(hexOf(test, "msg")), hexOf(test, "sig"));
                ++signedTexts;
            }
        }
        qInfo("%d signatures equal byte for byte, %d of other hashes", signedTexts, left);
        QCOMPARE(signedTexts + left, 43);
        QVERIFY(signedTexts > 0);
    }

    void wycheproofWebSignature()
    {
        READ(vectors, QStringLiteral("wycheproof/json_web_signature_test.json"));
        READ(overrides, QStringLiteral("wycheproof/overrides.json"));
        std::set<int> skipped;
        std::set<int> flipped;
        std::map<int, QString> algorithms;
        for (const auto &row : overrides[QLatin1String("skip")].toArray())
            skipped.insert(row[QLatin1String("tcId")].toInt());
        for (const auto &row : overrides[QLatin1String("flip")].toArray())
            flipped.insert(row[QLatin1String("tcId")].toInt());
        for (const auto &row : overrides[QLatin1String("alg")].toArray())
            algorithms[row[QLatin1String("tcId")].toInt()] = row[QLatin1String("alg")].toString();
        Counts counts;
        for (const auto &value : vectors[QLatin1String("testGroups")].toArray()) {
            const QJsonObject group = value.toObject();
            for (const auto &entry : group[QLatin1String("tests")].toArray()) {
                const QJsonObject test = entry.toObject();
                const int id = test[QLatin1String("tcId")].toInt();
                if (skipped.contains(id))
                    continue;
                const bool wanted =
                    (test[QLatin1String("result")].toString() == QLatin1String("valid"))
                    && !flipped.contains(id);
                // The public key where there is one, and the private one must say the same.
                for (const char *half : {"public", "private"}) {
                    QJsonObject jwk = group[QLatin1String(half)].toObject();
                    if (jwk.isEmpty())
                        continue;
                    if (const auto found = algorithms.find(id); found != algorithms.end())
                        jwk[QLatin1String("alg")] = found->second;
                    // Some of the secrets repeat one character.
                    const bool got = accepts(textOf(test, "jws"), keysOf(jwk, true));
                    if (qstrcmp(half, "private") == 0)
                        counts.note(got, wanted, nameOf(QStringLiteral("jws"), test));
                    else
                        QVERIFY2(got == wanted, qPrintable(nameOf(QStringLiteral("public"), test)));
                }
            }
        }
        AGREE(counts, 399);
    }

    void wycheproofKeysAndSets_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<int>("total");
        QTest::newRow("key") << QStringLiteral("json_web_key_test") << 26;
        QTest::newRow("crypto") << QStringLiteral("json_web_crypto_test") << 83;
    }
    void wycheproofKeysAndSets()
    {
        QFETCH(QString, file);
        QFETCH(int, total);
        READ(vectors, u"wycheproof/" + file + u".json");
        Counts counts;
        for (const auto &value : vectors[QLatin1String("testGroups")].toArray()) {
            const QJsonObject group = value.toObject();
            const auto keys = keysOf(group[QLatin1String("private")].toObject());
            for (const auto &entry : group[QLatin1String("tests")].toArray()) {
                const QJsonObject test = entry.toObject();
                const bool isJws = test.contains(QLatin1String("jws"));
                const bool wanted =
                    isJws && test[QLatin1String("result")].toString() == QLatin1String("valid");
                counts.note(accepts(textOf(test, isJws ? "jws" : "jwe"), keys), wanted,
                            nameOf(file, test));
            }
        }
        AGREE(counts, total);
    }

    void encryptedTokensAreRefused()
    {
        READ(vectors, QStringLiteral("wycheproof/json_web_encryption_test.json"));
        Counts counts;
        for (const auto &value : vectors[QLatin1String("testGroups")].toArray()) {
            const QJsonObject group = value.toObject();
            const auto keys = keysOf(group[QLatin1String("private")].toObject());
            for (const auto &entry : group[QLatin1String("tests")].toArray()) {
                const QJsonObject test = entry.toObject();
                DecodedToken decoded;
                const bool isToken = decoded.decode(textOf(test, "jwe")) == Cause::None
                                     || accepts(textOf(test, "jwe"), keys);
                counts.note(isToken, false, nameOf(QStringLiteral("jwe"), test));
            }
        }
        AGREE(counts, 139);
    }

    void exampleSignaturesOfRfc7515()
    {
        READ(vectors, QStringLiteral("rfc/jose.json"));
        Counts counts;
        const auto rows = vectors[QLatin1String("rfc7515")].toArray();
        for (const auto &value : rows) {
            const QJsonObject row = value.toObject();
            QJsonObject jwk = row[QLatin1String("jwk")].toObject();
            jwk[QLatin1String("alg")] = row[QLatin1String("alg")];
            const bool wanted = row[QLatin1String("result")].toString() == QLatin1String("valid");
            const QString section = row[QLatin1String("section")].toString();
            const auto keys = keysOf(jwk);
            counts.note(accepts(textOf(row, "jws"), keys), wanted, section);
            // A deterministic algorithm makes the published signature again.
            if (!wanted || keys.empty() || !keys.front()->canSign()
                || algorithmInfo(keys.front()->algorithm()).type == KeyType::Ec)
                continue;
            const QByteArray jws = textOf(row, "jws");
            const qsizetype dot = jws.lastIndexOf('.');
            QCOMPARE(toBase64Url(*keys.front()->sign(jws.first(dot))), jws.sliced(dot + 1));
        }
        AGREE(counts, int(rows.size()));
    }

    void thumbprintOfRfc7638()
    {
        READ(vectors, QStringLiteral("rfc/jose.json"));
        const QJsonObject row = vectors[QLatin1String("rfc7638")].toObject();
        auto document = parseJwk(jsonOf(row[QLatin1String("jwk")]));
        QVERIFY(document);
        QCOMPARE(*document->material.thumbprint(), textOf(row, "thumbprint_sha256"));
        QCOMPARE(document->kid, QByteArray("2011-04-29"));
    }

    void ed25519OfRfc8037()
    {
        READ(vectors, QStringLiteral("rfc/jose.json"));
        const QJsonObject row = vectors[QLatin1String("rfc8037")].toObject();
        auto document = parseJwk(jsonOf(row[QLatin1String("jwk")]));
        QVERIFY(document);
        const auto key = Key::fromMaterial(Algorithm::EdDSA, std::move(document->material));
        QVERIFY(key);
        QCOMPARE((*key)->kid(), textOf(row, "thumbprint_sha256"));
        const QByteArray jws = textOf(row, "jws");
        QVERIFY(accepts(jws, {*key}));
        const qsizetype dot = jws.lastIndexOf('.');
        QCOMPARE(toBase64Url(*(*key)->sign(jws.first(dot))), jws.sliced(dot + 1));
    }

    void cookbookOfRfc7520_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<bool>("accepted");
        const auto row = [](const char *file, bool accepted) {
            QTest::newRow(file) << QString::fromLatin1(file) << accepted;
        };
        row("jws_4_1.rsa_v15_signature", true);
        row("jws_4_2.rsa-pss_signature", true);
        row("jws_4_3.ecdsa_signature", true);
        row("jws_4_4.hmac-sha2_integrity_protection", true);
        row("curve25519_jws", true);
        row("jws_4_5.signature_with_detached_content", false); // the payload is elsewhere
        row("jws_4_6.protecting_specific_header_fields", false); // no compact form
        row("jws_4_7.protecting_content_only", false);
        row("jws_4_8.multiple_signatures", false);
        row("rfc7797_4.2.hmac-sha2_b64_false", false);
        row("rfc7797_hmac-sha2_b64_false", false);
    }
    void cookbookOfRfc7520()
    {
        QFETCH(QString, file);
        QFETCH(bool, accepted);
        READ(vectors, u"cookbook/" + file + u".json");
        const QJsonObject input = vectors[QLatin1String("input")].toObject();
        const QJsonObject output = vectors[QLatin1String("output")].toObject();
        QByteArray jws = textOf(output, "compact");
        if (jws.isEmpty()) // the JSON form; refused as it stands
            jws = jsonOf(output[QLatin1String("json")]);
        QJsonValue jwk = input[QLatin1String("key")];
        if (jwk.isArray())
            jwk = jwk.toArray().first();
        QJsonObject bound = jwk.toObject();
        bound[QLatin1String("alg")] = input[QLatin1String("alg")].isString()
                                          ? input[QLatin1String("alg")]
                                          : input[QLatin1String("alg")].toArray().first();
        QCOMPARE(accepts(jws, keysOf(bound)), accepted);
    }

    void cookbookKeys()
    {
        READ(publicRsa, QStringLiteral("cookbook/jwk_3_3.rsa_public_key.json"));
        READ(privateRsa, QStringLiteral("cookbook/jwk_3_4.rsa_private_key.json"));
        READ(publicEc, QStringLiteral("cookbook/jwk_3_1.ec_public_key.json"));
        READ(privateEc, QStringLiteral("cookbook/jwk_3_2.ec_private_key.json"));
        READ(mac, QStringLiteral("cookbook/jwk_3_5.symmetric_key_mac_computation.json"));
        READ(encryption, QStringLiteral("cookbook/jwk_3_6.symmetric_key_encryption.json"));
        const auto thumbprint = [](const QJsonObject &json) {
            const auto document = parseJwk(jsonOf(json));
            return document ? *document->material.thumbprint() : QByteArray();
        };
        QVERIFY(!thumbprint(publicRsa).isEmpty());
        QCOMPARE(thumbprint(publicRsa), thumbprint(privateRsa));
        QVERIFY(!thumbprint(publicEc).isEmpty());
        QCOMPARE(thumbprint(publicEc), thumbprint(privateEc));
        QVERIFY(!thumbprint(mac).isEmpty());
        QVERIFY(!parseJwk(jsonOf(encryption)));
    }

    void tokensOfOtherLibraries()
    {
        READ(interop, QStringLiteral("interop/tokens.json"));
        std::map<QString, std::vector<std::shared_ptr<const Key>>> keys;
        const QJsonObject entries = interop[QLatin1String("keys")].toObject();
        for (auto it = entries.begin(); it != entries.end(); ++it) {
            const QJsonObject entry = it->toObject();
            const Algorithm algorithm = *algorithmFromName(it.key().toLatin1());
            const QByteArray thumbprint = textOf(entry, "thumbprint_sha256");
            // Every form in which the key is given is the same key.
            std::vector<SecretBytes> forms;
            for (const char *form : {"public_pem", "private_pem"}) {
                if (entry.contains(QLatin1String(form)))
                    forms.emplace_back(QByteArrayView(textOf(entry, form)));
            }
            for (const char *form : {"jwk", "public_jwk", "private_jwk"}) {
                if (entry.contains(QLatin1String(form)))
                    forms.emplace_back(QByteArrayView(jsonOf(entry[QLatin1String(form)])));
            }
            QVERIFY(!forms.empty());
            for (const SecretBytes &form : forms) {
                auto bound = parseKeyText(form, algorithm);
                QVERIFY2(bound, qPrintable(it.key()));
                auto key = Key::fromMaterial(algorithm, std::move(bound->document.material));
                QVERIFY(key);
                QCOMPARE((*key)->kid(), thumbprint);
                keys[it.key()] = {*key};
            }
        }
        QCOMPARE(keys.size(), std::size_t{13});
        Counts counts;
        int valid = 0;
        for (const auto &value : interop[QLatin1String("tokens")].toArray()) {
            const QJsonObject row = value.toObject();
            const QString alg = row[QLatin1String("alg")].toString();
            const bool wanted = row[QLatin1String("expect")].toString() == QLatin1String("valid");
            valid += wanted ? 1 : 0;
            counts.note(accepts(textOf(row, "token"), keys[alg]), wanted,
                        alg + QLatin1Char(' ') + row[QLatin1String("name")].toString());
        }
        QCOMPARE(valid, 76);
        AGREE(counts, 310);
    }

    void jsonTestSuite()
    {
        READ(suite, QStringLiteral("json/JSONTestSuite.json"));
        Counts counts;
        int either = 0;
        for (const auto &value : suite[QLatin1String("cases")].toArray()) {
            const QJsonObject row = value.toObject();
            const QString expect = row[QLatin1String("expect")].toString();
            // The suite has texts nested deeper than any token may be, and names twice; neither is
            // what it asks.
            JsonText json;
            const bool got =
                json.scan(QByteArray::fromBase64(textOf(row, "b64")), {600, false, false});
            if (expect == QLatin1String("either")) {
                ++either;
                continue;
            }
            counts.note(got, expect == QLatin1String("accept"),
                        row[QLatin1String("name")].toString());
        }
        qInfo("%d more may be read either way", either);
        QCOMPARE(either, 35);
        AGREE(counts, 283);
    }
};

QTEST_APPLESS_MAIN(TestVectors)
#include "tst_vectors.moc"
