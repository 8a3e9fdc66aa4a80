// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/base/clock.h"

#include <QTest>

#include <limits>

using namespace tokendesk;
using namespace std::chrono_literals;

class TestClock : public QObject
{
    Q_OBJECT

private slots:
    void writesIso()
    {
        QCOMPARE(toIsoString(fromEpochMs(0)), QStringLiteral("1970-01-01T00:00:00.000Z"));
        QCOMPARE(toIsoString(fromEpochMs(1'795'604'467'412)),
                 QStringLiteral("2026-11-25T11:01:07.412Z"));
        QCOMPARE(toIsoString(fromEpochMs(-1)), QStringLiteral("1969-12-31T23:59:59.999Z"));
    }

    void readsInstants_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qint64>("ms");
        const auto row = [](const char *text, qint64 ms) {
            QTest::newRow(text) << QString::fromLatin1(text) << ms;
        };
        row("2026-11-25T11:01:07.412Z", 1'795'604'467'412);
        row("2026-11-25 11:01:07Z", 1'795'604'467'000);
        row("2026-11-25T12:01:07+01:00", 1'795'604'467'000);
        row("2026-11-25T03:01:07-0800", 1'795'604'467'000);
        row("2026-11-25T11:01Z", 1'795'604'460'000);
        row("2024-02-29T00:00:00Z", 1'709'164'800'000);
        row("2026-11-25T11:01:07.4129Z", 1'795'604'467'412);
        row(" 1795604467 ", 1'795'604'467'000);
        row("1795604467.5", 1'795'604'467'500);
        row("-1", -1'000);
        row("253402300799", 253'402'300'799'000);
    }
    void readsInstants()
    {
        QFETCH(QString, text);
        QFETCH(qint64, ms);
        const auto instant = instantFromString(text);
        QVERIFY(instant.has_value());
        QCOMPARE(toEpochMs(*instant), ms);
        QCOMPARE(instantFromString(toIsoString(*instant)), instant);
    }

    void refusesInstants_data()
    {
        QTest::addColumn<QString>("text");
        for (const char *text : {"",
                                 "now",
                                 "2026-11-25",
                                 "2026-11-25T11:01:07",
                                 "2026-13-01T00:00:00Z",
                                 "2026-02-29T00:00:00Z",
                                 "2026-11-25T24:00:00Z",
                                 "2026-11-25T11:60:00Z",
                                 "2026-11-25T11:01:60Z",
                                 "2026-11-25T11:01:07.Z",
                                 "2026-11-25T11:01:07+25:00",
                                 "2026-11-25T11:01:07+01:",
                                 "2026-11-25T11:01:07Zx",
                                 "253402300800",
                                 "1795604467412",
                                 "1e9",
                                 "99999999999999999999",
                                 "0x10",
                                 "1795604467.",
                                 "--1"})
            QTest::newRow(text) << QString::fromLatin1(text);
    }
    void refusesInstants()
    {
        QFETCH(QString, text);
        QVERIFY(!instantFromString(text));
    }

    void readsDurations_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qint64>("seconds");
        const auto row = [](const char *text, qint64 seconds) {
            QTest::newRow(text) << QString::fromLatin1(text) << seconds;
        };
        row("15m", 900);
        row("7d", 604'800);
        row("1h30", 5'400);
        row("1h30m", 5'400);
        row("900", 900);
        row("0", 0);
        row("PT15M", 900);
        row("P7D", 604'800);
        row("P1DT12H", 129'600);
        row("P2W", 1'209'600);
        row("pt90s", 90);
        row("15 min", 900);
        row("2 weeks", 1'209'600);
        row(" 1 h 30 min ", 5'400);
        row("1 Hour", 3'600);
        row("1d12", 129'600);
        row("2m30", 150);
    }
    void readsDurations()
    {
        QFETCH(QString, text);
        QFETCH(qint64, seconds);
        const auto duration = durationFromString(text);
        QVERIFY(duration.has_value());
        QCOMPARE(qint64{duration->count()}, seconds);
        QCOMPARE(durationFromString(durationText(*duration)), duration);
    }

    void refusesDurations_data()
    {
        QTest::addColumn<QString>("text");
        for (const char *text : {"",
                                 " ",
                                 "m",
                                 "-5",
                                 "-15m",
                                 "+5",
                                 "1.5h",
                                 "15x",
                                 "15m15m",
                                 "1m2h",
                                 "1s5",
                                 "P",
                                 "PT",
                                 "P1DT",
                                 "P1H",
                                 "P1Y",
                                 "PT1H30",
                                 "T15M",
                                 "15m,",
                                 "1h 30 min x",
                                 "1h-30m",
                                 "99999999999999999999",
                                 "9223372036854775807w",
                                 "15250284452472w",
                                 "0x10",
                                 "PT99999999999999999999S"})
            QTest::newRow(text) << QString::fromLatin1(text);
        QTest::newRow("digits of another script") << QStringLiteral(u"\u0661\u0665m");
        QTest::newRow("NUL") << QString(QStringLiteral("15m") + QChar(u'\0'));
    }
    void refusesDurations()
    {
        QFETCH(QString, text);
        QVERIFY(!durationFromString(text));
    }

    void writesDurations()
    {
        QCOMPARE(durationText(0s), QStringLiteral("0 s"));
        QCOMPARE(durationText(900s), QStringLiteral("15 min"));
        QCOMPARE(durationText(24h * 7), QStringLiteral("7 d"));
        QCOMPARE(durationText(90min), QStringLiteral("1 h 30 min"));
        QCOMPARE(durationText(86'401s), QStringLiteral("1 d 1 s"));
        QCOMPARE(durationText(-90s), QStringLiteral("-1 min 30 s"));
        QVERIFY(durationText(std::chrono::seconds(std::numeric_limits<qint64>::min()))
                    .startsWith(u'-'));
    }
};

QTEST_APPLESS_MAIN(TestClock)
#include "tst_clock.moc"
