// SPDX-License-Identifier: GPL-3.0-or-later
// The vectors of Project Wycheproof. Each test prints how many cases it ran and must agree with all
// of them.
#include "server/token/keytext.h"
#include "tests/unit/token/vectorhelpers.h"

#include <openssl/evp.h>
#include <openssl/x509.h>

#include <map>
#include <set>

using namespace tokendesk;
using namespace tokendesk::token;
using namespace tokendesk::test;

namespace {

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

QString nameOf(const QString &file, const QJsonObject &test)
{
    return file + QLatin1Char(' ') + QString::number(test[QLatin1String("tcId")].toInt())
           + QLatin1Char(' ') + test[QLatin1String("comment")].toString();
}

} // namespace

class TestWycheproof : public QObject
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
};

QTEST_APPLESS_MAIN(TestWycheproof)
#include "tst_wycheproof.moc"
