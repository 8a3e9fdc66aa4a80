// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/token/base64url.h"
#include "server/token/decodedtoken.h"
#include "server/token/hmac.h"
#include "server/token/key.h"
#include "tests/support/vectors.h"

#include <QJsonArray>
#include <QTest>

using namespace tokendesk;
using namespace tokendesk::token;

class TestJws : public QObject
{
    Q_OBJECT

private slots:
    void base64urlRoundTrip()
    {
        QByteArray bytes;
        for (int length = 0; length < 70; ++length) {
            const QByteArray text = toBase64Url(bytes);
            QVERIFY(!text.contains('='));
            const auto back = fromBase64Url(text);
            QVERIFY(back);
            QCOMPARE(*back, bytes);
            bytes.append(static_cast<char>(length * 37 + 11));
        }
    }

    void base64urlRefuses_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const char *text : {"Zg==", "Zg=", "Zh", "Zm9", "Z", "Zm9vY", "Zm 9", "Zm9v\n", "Zm+v",
                                 "Zm/v", "Zm9v!", "=", "Zm9vYh", "\xc3\xa9zm"})
            QTest::newRow(text) << QByteArray(text);
    }
    void base64urlRefuses()
    {
        QFETCH(QByteArray, text);
        QVERIFY(!fromBase64Url(text));
    }

    void publishedBase64Vectors()
    {
        const QJsonObject jose = test::readVectors(QStringLiteral("rfc/jose.json"));
        if (jose.isEmpty())
            QSKIP("the third-party vectors are not beside this checkout");
        int seen = 0;
        for (const auto &row : jose[QLatin1String("base64url_must_reject")].toArray()) {
            QVERIFY2(!fromBase64Url(row[QLatin1String("text")].toString().toUtf8()),
                     qPrintable(row[QLatin1String("why")].toString()));
            ++seen;
        }
        for (const auto &row : jose[QLatin1String("rfc4648_10_base64url")].toArray()) {
            const QByteArray text = row[QLatin1String("text")].toString().toUtf8();
            QCOMPARE(toBase64Url(text), row[QLatin1String("b64u")].toString().toUtf8());
            ++seen;
        }
        QVERIFY(seen >= 20);
    }

    void hmacOfRfc7515()
    {
        // RFC 7515 appendix A.1, byte for byte.
        const auto secret =
            fromBase64Url("AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtM"
                          "N3Yj0iPS4hcgUuTwjAzZr1Z9CAow");
        const QByteArray input =
            "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9."
            "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLm"
            "NvbS9pc19yb290Ijp0cnVlfQ";
        const auto key = Key::fromSecret(Algorithm::HS256, SecretBytes(*secret));
        QVERIFY(key);
        const auto signature = (*key)->sign(input);
        QVERIFY(signature);
        QCOMPARE(toBase64Url(*signature),
                 QByteArray("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"));
        QVERIFY((*key)->verify(input, *signature));
    }

    void hmacOfRfc4231()
    {
        const QJsonObject jose = test::readVectors(QStringLiteral("rfc/jose.json"));
        if (jose.isEmpty())
            QSKIP("the third-party vectors are not beside this checkout");
        int seen = 0;
        for (const auto &row : jose[QLatin1String("rfc4231_hmac")].toArray()) {
            const auto hex = [&](const char *name) {
                return QByteArray::fromHex(row[QLatin1String(name)].toString().toLatin1());
            };
            for (const auto &[name, algorithm] :
                 {std::pair("sha256", Algorithm::HS256), std::pair("sha384", Algorithm::HS384),
                  std::pair("sha512", Algorithm::HS512)}) {
                const auto key = Key::fromSecret(algorithm, SecretBytes(hex("key_hex")), {}, true);
                QVERIFY(key);
                QVERIFY((*key)->verify(hex("data_hex"), hex(name)));
                QByteArray wrong = hex(name);
                wrong[5] = static_cast<char>(wrong[5] ^ 1);
                QVERIFY(!(*key)->verify(hex("data_hex"), wrong));
                QVERIFY2(!(*key)->verify(hex("data_hex"), hex(name).first(16)), "truncated tag");
                ++seen;
            }
        }
        QVERIFY(seen >= 15);
    }

    void decodeRefuses_data()
    {
        QTest::addColumn<QByteArray>("token");
        QTest::addColumn<Cause>("cause");
        const auto part = [](const char *json) { return toBase64Url(json); };
        const QByteArray head = part(R"({"alg":"HS256","typ":"JWT"})");
        const QByteArray body = part(R"({"exp":1})");
        const auto row = [](const char *name, const QByteArray &token, Cause cause) {
            QTest::newRow(name) << token << cause;
        };
        row("empty", "", Cause::NotThreeSegments);
        row("two parts", head + '.' + body, Cause::NotThreeSegments);
        row("four parts", head + '.' + body + ".x.", Cause::NotThreeSegments);
        row("too long", QByteArray(8193, 'A'), Cause::TooLong);
        row("million dots", QByteArray(8000, '.'), Cause::NotThreeSegments);
        row("only dots", "..", Cause::HeaderNotJson);
        row("padded", head + '.' + body + ".QQ==", Cause::NotBase64Url);
        row("header array", part("[1]") + '.' + body + ".QQ", Cause::HeaderNotJson);
        row("header BOM", part("\xef\xbb\xbf{}") + '.' + body + ".QQ", Cause::HeaderNotJson);
        row("payload text", head + '.' + part("\"x\"") + ".QQ", Cause::PayloadNotJson);
        row("duplicate alg", part(R"({"alg":"HS256","alg":"none"})") + '.' + body + ".QQ",
            Cause::HeaderNotJson);
        row("escaped duplicate", part(R"({"alg":"HS256","\u0061lg":"none"})") + '.' + body + ".QQ",
            Cause::HeaderNotJson);
        row("nested duplicate", head + '.' + part(R"({"a":{"b":1,"b":2}})") + ".QQ",
            Cause::PayloadNotJson);
        row("crit", part(R"({"alg":"HS256","crit":["x"]})") + '.' + body + ".QQ",
            Cause::CriticalHeader);
        row("empty crit", part(R"({"alg":"HS256","crit":[]})") + '.' + body + ".QQ",
            Cause::CriticalHeader);
        row("b64", part(R"({"alg":"HS256","b64":true})") + '.' + body + ".QQ",
            Cause::CriticalHeader);
        row("kid number", part(R"({"alg":"HS256","kid":1})") + '.' + body + ".QQ",
            Cause::HeaderInvalid);
        row("kid control", part(R"({"alg":"HS256","kid":"a\u0000"})") + '.' + body + ".QQ",
            Cause::HeaderInvalid);
        row("kid long",
            toBase64Url(QByteArray("{\"kid\":\"" + QByteArray(129, 'k') + "\"}")) + '.' + body
                + ".QQ",
            Cause::HeaderInvalid);
        row("deep",
            head + '.'
                + toBase64Url(
                    QByteArray("{\"a\":" + QByteArray(40, '[') + QByteArray(40, ']') + '}'))
                + ".QQ",
            Cause::PayloadNotJson);
    }
    void decodeRefuses()
    {
        QFETCH(QByteArray, token);
        QFETCH(Cause, cause);
        DecodedToken decoded;
        QCOMPARE(decoded.decode(token), cause);
    }

    void decodeForgetsTheTokenBefore()
    {
        DecodedToken decoded;
        const QByteArray good =
            toBase64Url(R"({"alg":"HS256","kid":"k"})") + '.' + toBase64Url(R"({"exp":1})") + ".QQ";
        QCOMPARE(decoded.decode(good), Cause::None);
        QCOMPARE(decoded.algorithm(), QByteArray("HS256"));
        QCOMPARE(decoded.decode("x"), Cause::NotThreeSegments);
        QVERIFY(decoded.algorithm().isEmpty());
        QVERIFY(!decoded.keyId());
        QVERIFY(!decoded.claims().isObject());
    }

    void weakSecretsAreRefused_data()
    {
        QTest::addColumn<QByteArray>("secret");
        QTest::addColumn<ErrorCode>("code");
        QTest::newRow("empty") << QByteArray() << ErrorCode::KeyTooShort;
        QTest::newRow("31 bytes") << QByteArray("0123456789abcdefghijklmnopqrstu")
                                  << ErrorCode::KeyTooShort;
        QTest::newRow("repeated") << QByteArray(64, 'a') << ErrorCode::KeyInvalid;
        QTest::newRow("django") << QByteArray("django-insecure-0123456789abcdefghijklmnop")
                                << ErrorCode::KeyInvalid;
        QTest::newRow("pem") << QByteArray("-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkqhki\n")
                             << ErrorCode::KeyInvalid;
        QTest::newRow("jwk") << QByteArray(R"({"kty":"RSA","n":"AAAAAAAAAAAAAAAAAAAA","e":"AQAB"})")
                             << ErrorCode::KeyInvalid;
    }
    void weakSecretsAreRefused()
    {
        QFETCH(QByteArray, secret);
        QFETCH(ErrorCode, code);
        const auto key = Key::fromSecret(Algorithm::HS256, SecretBytes(QByteArrayView(secret)));
        QVERIFY(!key);
        QCOMPARE(key.error().code, code);
        QVERIFY(!key.error().detail.isEmpty());
        QVERIFY(!key.error().detail.contains(QString::fromLatin1(secret)) || secret.isEmpty());
    }

    void keyDocumentsAreNeverSecrets()
    {
        const QByteArray pem = "-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkqhki\n-----END";
        QVERIFY(!Key::fromSecret(Algorithm::HS256, SecretBytes(QByteArrayView(pem)), {}, true));
    }

    void manyKeysOnOneThread()
    {
        // More keys than the thread keeps contexts for: each must still verify its own.
        std::vector<std::shared_ptr<const Key>> keys;
        for (int i = 0; i < 40; ++i) {
            const QByteArray secret =
                "a secret that is long enough, number " + QByteArray::number(i);
            keys.push_back(*Key::fromSecret(Algorithm::HS256, SecretBytes(QByteArrayView(secret))));
        }
        for (int round = 0; round < 2; ++round) {
            for (const auto &key : keys) {
                const auto signature = key->sign("text");
                QVERIFY(signature);
                QVERIFY(key->verify("text", *signature));
                QVERIFY(!keys.front()->verify("other", *signature));
            }
        }
    }
};

QTEST_APPLESS_MAIN(TestJws)
#include "tst_jws.moc"
