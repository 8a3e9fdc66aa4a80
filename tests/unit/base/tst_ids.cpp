// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/base/ids.h"
#include "server/base/session.h"
#include "server/base/subnet.h"

#include <QTest>

using namespace tokendesk;

class TestIds : public QObject
{
    Q_OBJECT

private slots:
    void sessionIdRoundTrips()
    {
        const QByteArray hex = "00ff10a5deadbeef01234567";
        const auto id = SessionId::fromHex(hex);
        QVERIFY(id.has_value());
        QCOMPARE(id->toHex(), hex);
        QCOMPARE(SessionId::fromBytes(id->toBytes()), id);
        QVERIFY(!id->isNull());
        QVERIFY(SessionId().isNull());
    }

    void jtiCarriesTheSerialBigEndian()
    {
        const auto jti = Jti::fromHex("00ff10a5deadbeef0123456780000102");
        QVERIFY(jti.has_value());
        QCOMPARE(jti->session.toHex(), QByteArray("00ff10a5deadbeef01234567"));
        QCOMPARE(jti->serial, 0x8000'0102U);
        QVERIFY(jti->isAccess());
        QCOMPARE(jti->toHex(), QByteArray("00ff10a5deadbeef0123456780000102"));
        QCOMPARE((Jti{SessionId(), 7}.toHex()), QByteArray("00000000000000000000000000000007"));
    }

    void onlyLowerCaseHexOfTheRightLengthIsRead_data()
    {
        QTest::addColumn<QByteArray>("hex");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("upper case") << QByteArray("00FF10A5DEADBEEF0123456780000102");
        QTest::newRow("short") << QByteArray("00ff10a5deadbeef012345678000010");
        QTest::newRow("long") << QByteArray("00ff10a5deadbeef01234567800001020");
        QTest::newRow("other letter") << QByteArray("00ff10a5deadbeef012345678000010g");
        QTest::newRow("dashes") << QByteArray("00ff10a5-deadbeef-01234567-80000");
        QTest::newRow("blank") << QByteArray(" 0ff10a5deadbeef0123456780000102");
        QTest::newRow("NUL") << QByteArray("00ff10a5deadbeef\0"
                                           "12345678000010",
                                           32);
    }
    void onlyLowerCaseHexOfTheRightLengthIsRead()
    {
        QFETCH(QByteArray, hex);
        QVERIFY(!Jti::fromHex(hex));
        QVERIFY(!SessionId::fromHex(hex));
        QVERIFY(!SessionId::fromHex(hex.left(23)));
        QVERIFY(!SessionId::fromBytes(hex.left(11)));
    }

    void endReasonsHaveDistinctWords()
    {
        QStringList words;
        for (int i = 0; i < static_cast<int>(EndReason::Count); ++i) {
            const auto reason = static_cast<EndReason>(i);
            const QString word = QString::fromLatin1(endReasonName(reason));
            QVERIFY(!word.isEmpty());
            QVERIFY(!words.contains(word));
            words.append(word);
            QCOMPARE(endReasonFromName(word), std::optional(reason));
        }
        QVERIFY(!endReasonFromName(u"Logged_out"));
        QVERIFY(!endReasonFromName(u""));
    }

    void subnetsContainWhatTheyShould()
    {
        const auto inside = [](QStringView subnet, QStringView address) {
            const auto net = Subnet::fromString(subnet);
            const auto bytes = parseAddress(address);
            return net && bytes && net->contains(*bytes);
        };
        QVERIFY(inside(u"10.0.0.0/8", u"10.255.0.1"));
        QVERIFY(!inside(u"10.0.0.0/8", u"11.0.0.1"));
        QVERIFY(inside(u"192.168.4.0/22", u"192.168.7.255"));
        QVERIFY(!inside(u"192.168.4.0/22", u"192.168.8.0"));
        QVERIFY(inside(u"0.0.0.0/0", u"1.2.3.4"));
        QVERIFY(!inside(u"0.0.0.0/0", u"::1"));
        QVERIFY(inside(u"127.0.0.1", u"127.0.0.1"));
        QVERIFY(inside(u"10.0.0.0/8", u"::ffff:10.1.2.3"));
        QVERIFY(inside(u"fd00::/8", u"fd12::1"));
        QVERIFY(!inside(u"fd00::/8", u"fe80::1"));
        for (const char16_t *bad :
             {u"", u"/8", u"10.0.0.0/", u"10.0.0.0/33", u"::/129", u"10.0.0/8", u"10.0.0.0/-1",
              u"10.0.0.0/ 8", u"host", u"fe80::1%eth0"})
            QVERIFY2(!Subnet::fromString(QStringView(bad)), qPrintable(QString::fromUtf16(bad)));
    }
};

QTEST_APPLESS_MAIN(TestIds)
#include "tst_ids.moc"
