// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/base/json.h"
#include "server/base/utf8.h"
#include "tests/support/vectors.h"

#include <QJsonArray>
#include <QTest>

using namespace tokendesk;

class TestJson : public QObject
{
    Q_OBJECT

private slots:
    void members()
    {
        const QByteArray text =
            R"( {"a" : 1.5, "b":"x\n\u00e9","c":[1,{"a":2}], "d":null,"e":true} )";
        JsonText json;
        QVERIFY(json.scan(text));
        QVERIFY(json.isObject());
        QCOMPARE(json.members().size(), std::size_t(5));
        QCOMPARE(jsonToDouble(json.find("a")->raw), std::optional(1.5));
        QVERIFY(!jsonToInteger(json.find("a")->raw));
        QCOMPARE(jsonToString(json.find("b")->raw), QStringLiteral("x\né"));
        QCOMPARE(json.find("c")->type, JsonType::Array);
        QCOMPARE(json.find("d")->type, JsonType::Null);
        QCOMPARE(json.find("e")->type, JsonType::Boolean);
        QVERIFY(!json.find("f"));
    }

    void byteOrderMarksArePartOfTheText()
    {
        // U+FEFF raw and escaped, at the beginning, after an escape, twice.
        const QByteArray text = "{\"\\ufeffa\":\"\xef\xbb\xbf\\n\xef\xbb\xbfx\","
                                "\"\xef\xbb\xbf\xef\xbb\xbf\":\"\xef\xbb\xbf\"}";
        JsonText json;
        QVERIFY(json.scan(text));
        const QChar mark(0xfeff);
        QCOMPARE(jsonToString(json.members()[0].raw),
                 QString(mark + QString(QStringLiteral("\n") + mark + u'x')));
        QCOMPARE(json.members()[0].name, QByteArrayView("\xef\xbb\xbf"
                                                        "a"));
        QCOMPARE(jsonToString(json.members()[1].raw), QString(mark));
        QVERIFY(!json.find("a"));
        QVERIFY(!json.find(""));
        QVERIFY(!jsonEquals(json.members()[1].raw, ""));
        QCOMPARE(textFromUtf8("\xef\xbb\xbf\xef\xbb\xbfz"), QString(QString(2, mark) + u'z'));
        QCOMPARE(textFromUtf8(""), QString());
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("text");
        const char *texts[] = {"",
                               " ",
                               "{",
                               "{\"a\":1,}",
                               "[1,]",
                               "{'a':1}",
                               "{a:1}",
                               "NaN",
                               "[Infinity]",
                               "[.5]",
                               "[2.]",
                               "[01]",
                               "[+1]",
                               "[1e]",
                               "[-]",
                               "{\"a\":1} x",
                               "\"a\nb\"",
                               "\"\\x\"",
                               "\"\\u12\"",
                               "\"\\ud800\"",
                               "\"\\udc00x\"",
                               "// c\n1",
                               "\xef\xbb\xbf{}",
                               "\"\xff\"",
                               "\"\xc0\xaf\"",
                               "\"\xed\xa0\x80\"",
                               "tru",
                               "\"open"};
        for (const char *text : texts)
            QTest::newRow(text) << QByteArray(text);
        QTest::newRow("deep") << QByteArray(QByteArray(33, '[') + QByteArray(33, ']'));
        QTest::newRow("very deep") << QByteArray(200'000, '[');
    }
    void refuses()
    {
        QFETCH(QByteArray, text);
        JsonText json;
        QVERIFY(!json.scan(text));
        QVERIFY(*json.errorText() != '\0');
        QVERIFY(json.errorOffset() >= 0 && json.errorOffset() <= text.size());
    }

    void duplicateNames()
    {
        const QByteArray text = R"({"a":1,"b":{"x":1,"x":2},"a":3})";
        JsonText json;
        QVERIFY(!json.scan(text));
        QVERIFY(json.scan(text, {32, false, true}));
        QCOMPARE(jsonToInteger(json.find("a")->raw), std::optional<qint64>(3));
        QByteArray many = "{";
        for (int i = 0; i < 500; ++i)
            many += "\"n" + QByteArray::number(i) + "\":0,";
        QVERIFY(json.scan(QByteArray(many + "\"z\":0}")));
        QVERIFY(!json.scan(QByteArray(many + "\"n250\":0}")));
    }

    void everyByteAtEveryPlace()
    {
        // Strings are read in steps of several bytes, which must not hide any of them.
        JsonText json;
        for (qsizetype length = 1; length <= 20; ++length) {
            for (qsizetype at = 0; at < length; ++at) {
                for (int byte = 0; byte < 256; ++byte) {
                    QByteArray text = '"' + QByteArray(length, 'a') + '"';
                    text[at + 1] = static_cast<char>(byte);
                    const bool plain = byte >= 0x20 && byte < 0x80 && byte != '"' && byte != '\\';
                    QCOMPARE(json.scan(text), plain);
                    if (!plain && byte != '"' && byte != '\\')
                        QCOMPARE(json.errorOffset(), at + 1);
                }
                QByteArray text = '"' + QByteArray(length, 'a') + '"';
                QVERIFY(json.scan(text.insert(at + 1, "\xc3\xa9")));
                QVERIFY(json.scan(text.insert(at + 1, "\\n")));
            }
        }
    }

    void loneSurrogatesOnRequest()
    {
        JsonText json;
        const QByteArray text = R"({"u":"\ud800x"})";
        QVERIFY(json.scan(text, {32, false, false}));
        QCOMPARE(jsonToString(json.find("u")->raw).front().unicode(), char16_t(0xd800));
    }

    void numbers()
    {
        QVERIFY(!jsonToDouble("1e400"));
        QVERIFY(!jsonToInteger("9223372036854775808"));
        QCOMPARE(jsonToInteger("9007199254740993"), std::optional<qint64>(9007199254740993));
        QVERIFY(!jsonToInteger("1.0"));
        QVERIFY(!jsonToInteger("1e3"));
    }

    void writing()
    {
        QByteArray out;
        appendJsonString(out, "a\"\\\n\x01é");
        QCOMPARE(out, QByteArray("\"a\\\"\\\\\\u000a\\u0001é\""));
    }

    void parsingSuite()
    {
        const QJsonObject suite = test::readVectors(QStringLiteral("json/JSONTestSuite.json"));
        if (suite.isEmpty())
            QSKIP("the third-party vectors are not beside this checkout");
        int accepted = 0;
        int refused = 0;
        for (const auto &row : suite[QLatin1String("cases")].toArray()) {
            const QString name = row[QLatin1String("name")].toString();
            const QString expected = row[QLatin1String("expect")].toString();
            const QByteArray text =
                QByteArray::fromBase64(row[QLatin1String("b64")].toString().toLatin1());
            JsonText json;
            // Duplicate names are lawful by the suite and refused by our rule for tokens.
            const bool good = json.scan(text, {512, false, false});
            if (expected == QLatin1String("accept")) {
                QVERIFY2(good, qPrintable(name));
                ++accepted;
            } else if (expected == QLatin1String("reject")) {
                QVERIFY2(!good, qPrintable(name));
                ++refused;
            }
        }
        qInfo("JSONTestSuite: %d accepted, %d refused, as it wants", accepted, refused);
        QCOMPARE(accepted, 95);
        QCOMPARE(refused, 188);
    }
};

QTEST_APPLESS_MAIN(TestJson)
#include "tst_json.moc"
