// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/theme.h"
#include "ui/widgets/durationedit.h"
#include "ui/widgets/lifetimebars.h"

#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>

using namespace tokendesk::ui;
using std::chrono::seconds;

class TestDurationEdit : public QObject
{
    Q_OBJECT
private slots:
    void understands_data();
    void understands();
    void saysWhatIsWrong();
    void zeroMeansOff();
    void stepsThroughRoundValues();
    void readOnlyStaysAsItIs();
    void barsLieOnALogarithmicAxis();
    void remarksNameContradictions();

private:
    Theme m_theme;
};

void TestDurationEdit::understands_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<qint64>("expected");
    QTest::addColumn<QString>("hint");
    const auto row = [](const char *typed, qint64 expected, const char *hint) {
        QTest::newRow(typed) << QString::fromLatin1(typed) << expected << QString::fromLatin1(hint);
    };
    row("15m", 900, "= 15 min");
    row("7d", 604'800, "= 7 d");
    row("1h30", 5'400, "= 1 h 30 min");
    row("900", 900, "= 15 min");
    row("PT15M", 900, "= 15 min");
    row("2 weeks", 1'209'600, "= 14 d");
    row(" 10 s ", 10, "= 10 s");
    row("365d", 31'536'000, "= 365 d");
}

void TestDurationEdit::understands()
{
    QFETCH(const QString, typed);
    QFETCH(const qint64, expected);
    QFETCH(const QString, hint);
    DurationEdit edit(m_theme);
    edit.setBounds(seconds(10), std::chrono::hours(24 * 365), false);
    edit.show();
    QSignalSpy changed(&edit, &DurationEdit::changed);
    QTest::keyClicks(edit.lineEdit(), typed);
    QCOMPARE(changed.count(), static_cast<int>(typed.size()));
    QVERIFY(edit.value().has_value());
    QCOMPARE(qint64{edit.value()->count()}, expected);
    QVERIFY(edit.isAcceptable());
    QVERIFY2(edit.hint().startsWith(hint), qPrintable(edit.hint()));
    QVERIFY(edit.hint().contains(QLatin1String("10 s to 365 d")));
    QCOMPARE(edit.lineEdit()->accessibleDescription(), edit.hint());
}

void TestDurationEdit::saysWhatIsWrong()
{
    DurationEdit edit(m_theme);
    edit.setBounds(seconds(10), std::chrono::hours(24 * 365), false);
    for (const char *text : {"", "soon", "-5", "15x", "1.5h", "99999999999999999999"}) {
        edit.lineEdit()->setText(QLatin1String(text));
        QVERIFY2(!edit.value(), text);
        QVERIFY2(edit.hint().startsWith(QLatin1String("Not a duration")), text);
    }
    for (const char *text : {"9s", "366d", "0"}) {
        edit.lineEdit()->setText(QLatin1String(text));
        QVERIFY2(edit.value().has_value(), text);
        QVERIFY2(!edit.isAcceptable(), text);
        QVERIFY2(edit.hint().contains(QLatin1String("allowed is 10 s to 365 d")), text);
    }
}

void TestDurationEdit::zeroMeansOff()
{
    DurationEdit edit(m_theme);
    edit.setBounds(seconds(10), seconds(1000), true);
    edit.setValue(seconds(0));
    QVERIFY(edit.isAcceptable());
    QVERIFY(edit.hint().startsWith(QLatin1String("= no limit")));
    edit.setValue(seconds(5));
    QVERIFY(!edit.isAcceptable());
}

void TestDurationEdit::stepsThroughRoundValues()
{
    DurationEdit edit(m_theme);
    edit.setBounds(seconds(10), std::chrono::hours(1), true);
    edit.setValue(seconds(700));
    QTest::keyClick(edit.lineEdit(), Qt::Key_Up);
    QCOMPARE(edit.value(), seconds(900));
    QTest::keyClick(edit.lineEdit(), Qt::Key_Down);
    QCOMPARE(edit.value(), seconds(600));
    edit.setValue(seconds(3600));
    QTest::keyClick(edit.lineEdit(), Qt::Key_Up); // stays within the bounds
    QCOMPARE(edit.value(), seconds(3600));
    edit.setValue(seconds(10));
    QTest::keyClick(edit.lineEdit(), Qt::Key_Down);
    QCOMPARE(edit.value(), seconds(0));
    QTest::keyClick(edit.lineEdit(), Qt::Key_Up);
    QCOMPARE(edit.value(), seconds(10));
}

void TestDurationEdit::readOnlyStaysAsItIs()
{
    DurationEdit edit(m_theme);
    edit.setValue(seconds(60));
    edit.setReadOnly(true);
    QTest::keyClick(edit.lineEdit(), Qt::Key_Up);
    QTest::keyClicks(edit.lineEdit(), QStringLiteral("7"));
    QCOMPARE(edit.value(), seconds(60));
}

void TestDurationEdit::barsLieOnALogarithmicAxis()
{
    LifetimeBars bars(m_theme);
    Lifetimes lifetimes;
    lifetimes.access = seconds(900);
    lifetimes.refresh = std::chrono::hours(24 * 7);
    lifetimes.sessionMaximum = seconds(0);
    lifetimes.sliding = seconds(300);
    lifetimes.slidingRefresh = std::chrono::hours(24);
    bars.setLifetimes(lifetimes);
    QCOMPARE(bars.position(seconds(10)), 0.0);
    QVERIFY(bars.position(seconds(60)) > 0);
    QVERIFY(bars.position(seconds(900)) < bars.position(lifetimes.refresh));
    QCOMPARE(bars.position(seconds(1'000'000'000)), 1.0);
    // Equal ratios are equal lengths.
    QVERIFY(std::abs((bars.position(seconds(1000)) - bars.position(seconds(100)))
                     - (bars.position(seconds(10'000)) - bars.position(seconds(1000))))
            < 1e-9);
    const QString spoken = bars.accessibleDescription();
    QVERIFY(spoken.contains(QLatin1String("Access token: 15 min")));
    QVERIFY(spoken.contains(QLatin1String("Session maximum: no limit")));
    bars.resize(bars.sizeHint());
    QVERIFY(!bars.grab().isNull());
}

void TestDurationEdit::remarksNameContradictions()
{
    Lifetimes good;
    good.access = seconds(900);
    good.refresh = std::chrono::hours(24 * 7);
    good.sessionMaximum = std::chrono::hours(24 * 30);
    good.sliding = seconds(300);
    good.slidingRefresh = std::chrono::hours(24);
    for (const LifetimeRemark &remark : lifetimeRemarks(good))
        QVERIFY2(!remark.warning, qPrintable(remark.text));
    const auto says = [](const Lifetimes &lifetimes, const char *text) {
        for (const LifetimeRemark &remark : lifetimeRemarks(lifetimes)) {
            if (remark.text.contains(QLatin1String(text)))
                return true;
        }
        return false;
    };
    QVERIFY(says(good, "A stolen access token works at most 15 min"));
    QVERIFY(says(good, "refreshes about 32 times"));
    Lifetimes odd = good;
    odd.sessionMaximum = std::chrono::hours(24);
    QVERIFY(says(odd, "Session maximum is shorter than the refresh token"));
    odd = good;
    odd.access = good.refresh;
    QVERIFY(says(odd, "nothing left to refresh"));
    odd = good;
    odd.sliding = std::chrono::hours(48);
    QVERIFY(says(odd, "sliding refresh period is over"));
    odd = good;
    odd.immediateRevocation = false;
    QVERIFY(says(odd, "even if its session is ended"));
    odd = good;
    odd.rotate = false;
    QVERIFY(says(odd, "not rotated"));
}

QTEST_MAIN(TestDurationEdit)
#include "tst_durationedit.moc"
