// SPDX-License-Identifier: GPL-3.0-or-later
// RFC 7515, 7520, 7638 and 8037, tokens of other libraries, JSONTestSuite and naughty strings. Each
// test prints how many cases it ran and must agree with all of them.
#include "server/base/json.h"
#include "server/token/base64url.h"
#include "server/token/keytext.h"
#include "tests/unit/token/vectorhelpers.h"

#include <map>

using namespace tokendesk;
using namespace tokendesk::token;
using namespace tokendesk::test;

class TestJoseVectors : public QObject
{
    Q_OBJECT

private slots:
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

    void naughtyStringsAsJson()
    {
        QFile file(vectorPath(QStringLiteral("strings/blns.base64.json")));
        if (!file.open(QIODevice::ReadOnly))
            QSKIP("the third-party vectors are not beside this checkout");
        const QJsonArray texts = QJsonDocument::fromJson(file.readAll()).array();
        int checked = 0;
        int cut = 0;
        for (const auto &value : texts) {
            const QByteArray text = QByteArray::fromBase64(value.toString().toLatin1());
            // What we write, our scan and Qt read to the same text, as a value and as a name.
            QByteArray member;
            appendJsonString(member, text);
            const QByteArray object = '{' + member + ':' + member + '}';
            JsonText json;
            // A mark before it, or Qt would take U+FEFF at the beginning for one.
            const bool isUtf8 = QString::fromUtf8('.' + text).toUtf8() == '.' + text;
            QVERIFY2(json.scan(object) == isUtf8, object.constData());
            if (!isUtf8) { // the vector file cuts long ones in the middle of a character
                ++cut;
                continue;
            }
            QCOMPARE(json.members().size(), std::size_t{1});
            QCOMPARE(json.members().front().name, QByteArrayView(text));
            QVERIFY(jsonEquals(json.members().front().raw, text));
            const QString read = QString::fromUtf8('.' + text).sliced(1);
            QCOMPARE(jsonToString(json.members().front().raw), read);
            const QByteArray withDot = '.' + text;
            QByteArray dotted;
            appendJsonString(dotted, withDot);
            QCOMPARE(QJsonDocument::fromJson('[' + dotted + ']').array().first().toString(),
                     u'.' + read);
            // And none of them is a token.
            DecodedToken decoded;
            QVERIFY2(decoded.decode(text) != Cause::None, text.constData());
            ++checked;
        }
        qInfo("%d strings, %d of them no UTF-8 and refused", checked + cut, cut);
        QCOMPARE(checked + cut, 676);
        QCOMPARE(cut, 66);
    }
};

QTEST_APPLESS_MAIN(TestJoseVectors)
#include "tst_josevectors.moc"
