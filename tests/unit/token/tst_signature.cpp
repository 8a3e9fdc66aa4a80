// SPDX-License-Identifier: GPL-3.0-or-later
// Every algorithm: signs, verifies, is bound to its key, refuses weak keys.
#include "server/token/key.h"
#include "server/token/keychecks.h"
#include "server/token/keygenerator.h"

#include <QTest>

#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include <atomic>
#include <map>
#include <thread>

using namespace tokendesk;
using namespace tokendesk::token;

namespace {

/// RSA keys take long to make: one of the smallest size serves all tests.
const KeyMaterial &materialFor(Algorithm algorithm)
{
    static std::map<std::pair<KeyType, Curve>, KeyMaterial> made;
    const AlgorithmInfo &info = algorithmInfo(algorithm);
    auto &material = made[{info.type, info.curve}];
    if (material.bits() == 0)
        material = *generateKey(algorithm, kMinimumRsaBits);
    return material;
}

std::shared_ptr<const Key> keyFor(Algorithm algorithm)
{
    return *Key::fromMaterial(algorithm, materialFor(algorithm).clone());
}

void addAlgorithms()
{
    QTest::addColumn<Algorithm>("algorithm");
    for (const AlgorithmInfo &info : algorithmTable())
        QTest::newRow(info.name) << info.algorithm;
}

/// An RSA public key of the numbers given; what OpenSSL would not generate.
EvpKey rsaOf(const QByteArray &modulusHex, unsigned long exponent)
{
    BIGNUM *n = nullptr;
    BN_hex2bn(&n, modulusHex.constData());
    BIGNUM *e = BN_new();
    BN_set_word(e, exponent);
    OSSL_PARAM_BLD *builder = OSSL_PARAM_BLD_new();
    OSSL_PARAM_BLD_push_BN(builder, OSSL_PKEY_PARAM_RSA_N, n);
    OSSL_PARAM_BLD_push_BN(builder, OSSL_PKEY_PARAM_RSA_E, e);
    OSSL_PARAM *parameters = OSSL_PARAM_BLD_to_param(builder);
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_name(nullptr, "RSA", nullptr);
    EVP_PKEY *key = nullptr;
    EVP_PKEY_fromdata_init(context);
    EVP_PKEY_fromdata(context, &key, EVP_PKEY_PUBLIC_KEY, parameters);
    EVP_PKEY_CTX_free(context);
    OSSL_PARAM_free(parameters);
    OSSL_PARAM_BLD_free(builder);
    BN_free(e);
    BN_free(n);
    return ownEvpKey(key);
}

} // namespace

class TestSignature : public QObject
{
    Q_OBJECT

private slots:
    void tableIsComplete()
    {
        QCOMPARE(algorithmTable().size(), std::size_t{13});
        for (const AlgorithmInfo &info : algorithmTable()) {
            QCOMPARE(*algorithmFromName(info.name), info.algorithm);
            QVERIFY(!algorithmFromName(QByteArray(info.name).toLower()));
        }
        for (const char *name : {"none", "None", "NONE", "", "ES521", "ES256K", "RS1", " HS256"})
            QVERIFY2(!algorithmFromName(name), name);
    }

    void signsAndVerifies_data() { addAlgorithms(); }
    void signsAndVerifies()
    {
        QFETCH(Algorithm, algorithm);
        const AlgorithmInfo &info = algorithmInfo(algorithm);
        const auto key = keyFor(algorithm);
        QVERIFY(key->canSign());
        for (const QByteArray &text : {QByteArray(), QByteArray("a.b"), QByteArray(9000, 'x')}) {
            const auto signature = key->sign(text);
            QVERIFY(signature);
            QCOMPARE(signature->size(),
                     qsizetype{info.signatureSize > 0 ? info.signatureSize : kMinimumRsaBits / 8});
            QVERIFY(key->verify(text, *signature));
            QVERIFY(!key->verify(QByteArray(text + 'y'), *signature));
            QVERIFY(!key->verify(text, QByteArray(*signature + '\0')));
            QVERIFY(!key->verify(text, QByteArray('\0' + *signature)));
            QVERIFY(!key->verify(text, signature->chopped(1)));
            QVERIFY(!key->verify(text, {}));
            QVERIFY(!key->verify(text, QByteArray(signature->size(), '\0')));
            QVERIFY(!key->verify(text, QByteArray(signature->size(), '\xff')));
            for (qsizetype at = 0; at < signature->size(); at += signature->size() / 7) {
                QByteArray bent = *signature;
                bent[at] = static_cast<char>(bent[at] ^ 0x20);
                QVERIFY(!key->verify(text, bent));
            }
            // What failed must not have spoilt the prepared context.
            QVERIFY(key->verify(text, *signature));
        }
        QCOMPARE(ERR_peek_error(), 0UL);
    }

    void deterministicWhereTheAlgorithmIs_data() { addAlgorithms(); }
    void deterministicWhereTheAlgorithmIs()
    {
        QFETCH(Algorithm, algorithm);
        const AlgorithmInfo &info = algorithmInfo(algorithm);
        const auto key = keyFor(algorithm);
        const bool same = *key->sign("text") == *key->sign("text");
        QCOMPARE(same, !info.pss && info.type != KeyType::Ec);
    }

    void publicPartVerifiesOnly_data() { addAlgorithms(); }
    void publicPartVerifiesOnly()
    {
        QFETCH(Algorithm, algorithm);
        if (algorithmInfo(algorithm).type == KeyType::Oct)
            return; // a secret has no public part; the other rows are the test
        const auto key = keyFor(algorithm);
        unsigned char *der = nullptr;
        const int length = i2d_PUBKEY(key->material().evp().get(), &der);
        QVERIFY(length > 0);
        const unsigned char *at = der;
        auto material = KeyMaterial::fromEvp(ownEvpKey(d2i_PUBKEY(nullptr, &at, length)));
        OPENSSL_free(der);
        QVERIFY(material);
        QVERIFY(!material->isPrivate());
        QVERIFY(!material->toStored());
        const auto open = Key::fromMaterial(algorithm, std::move(*material));
        QVERIFY(open);
        QVERIFY(!(*open)->canSign());
        QCOMPARE((*open)->kid(), key->kid());
        QVERIFY((*open)->verify("text", *key->sign("text")));
        const auto refused = (*open)->sign("text");
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::InvalidArgument);
    }

    void algorithmIsBoundToTheKey()
    {
        for (const AlgorithmInfo &of : algorithmTable()) {
            for (const AlgorithmInfo &as : algorithmTable()) {
                const bool fits = of.type == as.type && of.curve == as.curve;
                const auto key = Key::fromMaterial(as.algorithm, materialFor(of.algorithm).clone());
                QCOMPARE(key.has_value(), fits);
                if (!fits)
                    QCOMPARE(key.error().code, ErrorCode::KeyInvalid);
                // The same key under another algorithm does not take the signature.
                if (fits && of.algorithm != as.algorithm)
                    QVERIFY(!(*key)->verify("text", *keyFor(of.algorithm)->sign("text")));
            }
        }
    }

    void storedAndBack_data() { addAlgorithms(); }
    void storedAndBack()
    {
        QFETCH(Algorithm, algorithm);
        const auto key = keyFor(algorithm);
        const auto stored = key->material().toStored();
        QVERIFY(stored);
        auto back = KeyMaterial::fromStored(algorithmInfo(algorithm).type, *stored);
        QVERIFY(back);
        const auto again = Key::fromMaterial(algorithm, std::move(*back));
        QVERIFY(again);
        QCOMPARE((*again)->kid(), key->kid());
        QVERIFY(key->verify("text", *(*again)->sign("text")));
        if (algorithmInfo(algorithm).type != KeyType::Oct) {
            SecretBytes cut(stored->view().chopped(3));
            QVERIFY(!KeyMaterial::fromStored(algorithmInfo(algorithm).type, cut));
            const KeyType other = algorithm == Algorithm::EdDSA ? KeyType::Rsa : KeyType::Okp;
            QVERIFY(!KeyMaterial::fromStored(other, *stored));
        }
    }

    void weakRsaKeysAreRefused_data()
    {
        QTest::addColumn<QByteArray>("modulus");
        QTest::addColumn<uint>("exponent");
        const QByteArray good =
            bigNumberOf(materialFor(Algorithm::RS256).evp().get(), OSSL_PKEY_PARAM_RSA_N).toHex();
        QTest::newRow("e 1") << good << 1u;
        QTest::newRow("e 3") << good << 3u;
        QTest::newRow("e 65535") << good << 65535u;
        QTest::newRow("e even") << good << 65538u;
        QTest::newRow("1024 bits") << good.first(256) << 65537u;
        QTest::newRow("2040 bits") << QByteArray("00" + good.sliced(2)) << 65537u;
        QTest::newRow("even modulus") << QByteArray(good.chopped(1) + "2") << 65537u;
        QTest::newRow("8200 bits") << QByteArray(good + good + good + good + "01") << 65537u;
    }
    void weakRsaKeysAreRefused()
    {
        QFETCH(QByteArray, modulus);
        QFETCH(uint, exponent);
        const auto material = KeyMaterial::fromEvp(rsaOf(modulus, exponent));
        QVERIFY(!material);
        QCOMPARE(material.error().code, ErrorCode::KeyInvalid);
        QVERIFY(!material.error().detail.isEmpty());
    }

    void smallOrderPointsAreRefused_data()
    {
        QTest::addColumn<QByteArray>("point");
        const auto row = [](const char *name, const QByteArray &hex) {
            QTest::newRow(name) << QByteArray::fromHex(hex);
        };
        const QByteArray zeros(60, '0');
        const QByteArray ones(60, 'f');
        row("zero", "00" + zeros + "00");
        row("one", "01" + zeros + "00");
        row("one, sign", "01" + zeros + "80");
        row("order 8", "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05");
        row("order 8, sign", "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85");
        row("order 8 too", "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a");
        row("p-1", "ec" + ones + "7f");
        row("p", "ed" + ones + "7f");
        row("p+1", "ee" + ones + "7f");
        row("all ones", "ff" + ones + "ff");
        row("no point", "02" + zeros + "00");
        row("short", "0102");
    }
    void smallOrderPointsAreRefused()
    {
        QFETCH(QByteArray, point);
        const auto checked = checkEd25519(point);
        QVERIFY(!checked);
        QCOMPARE(checked.error().code, ErrorCode::KeyInvalid);
    }

    void otherKindsOfKeyAreRefused()
    {
        for (const auto &key : {EVP_PKEY_Q_keygen(nullptr, nullptr, "ED448"),
                                EVP_PKEY_Q_keygen(nullptr, nullptr, "X25519"),
                                EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "secp256k1"),
                                EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "secp224r1")}) {
            QVERIFY(key);
            const auto material = KeyMaterial::fromEvp(ownEvpKey(key));
            QVERIFY(!material);
            QCOMPARE(material.error().code, ErrorCode::KeyInvalid);
        }
        QVERIFY(!KeyMaterial::fromEvp(nullptr));
    }

    void generatedKeysDiffer()
    {
        for (const Algorithm algorithm : {Algorithm::HS512, Algorithm::ES256, Algorithm::EdDSA}) {
            const auto first = generateKey(algorithm);
            const auto second = generateKey(algorithm);
            QVERIFY(first && second);
            QVERIFY(*first->thumbprint() != *second->thumbprint());
        }
        QCOMPARE(generateKey(Algorithm::HS256)->bits(), 512);
        for (const int bits : {0, 1024, 2047, 2100, 8448})
            QVERIFY(!generateKey(Algorithm::RS256, bits));
    }

    void generationCanBeCancelled()
    {
        // Set before the first question: however fast the machine is, it ends without a key.
        const auto key = generateKey(Algorithm::RS256, kMaximumRsaBits, [] { return true; });
        QVERIFY(!key);
        QCOMPARE(key.error().code, ErrorCode::Cancelled);
    }

    void oneKeyInManyThreads_data() { addAlgorithms(); }
    void oneKeyInManyThreads()
    {
        QFETCH(Algorithm, algorithm);
        const auto key = keyFor(algorithm);
        std::atomic<int> wrong{0};
        std::vector<std::thread> threads;
        for (int i = 0; i < 4; ++i) {
            threads.emplace_back([&key, &wrong, i] {
                for (int round = 0; round < 8; ++round) {
                    const QByteArray text = QByteArray::number(i * 100 + round);
                    const auto signature = key->sign(text);
                    if (!signature || !key->verify(text, *signature)
                        || key->verify(QByteArray(text + 'x'), *signature))
                        ++wrong;
                }
            });
        }
        for (std::thread &thread : threads)
            thread.join();
        QCOMPARE(wrong.load(), 0);
    }
};

QTEST_APPLESS_MAIN(TestSignature)
#include "tst_signature.moc"
