// SPDX-License-Identifier: GPL-3.0-or-later
// The count of live sessions costs a bounded part of one thread, and nobody waits for it.
#include "server/auth/livesessions.h"

#include <QTest>

#include <atomic>
#include <latch>
#include <thread>

using namespace tokendesk;
using namespace tokendesk::auth;

class TestLiveSessions : public QObject
{
    Q_OBJECT
private slots:
    void countsOnceInAWhile();
    void toldWhileAnotherCounts();
    void saysNothingBeforeTheFirstCount();
    void zeroIsACount();
};

void TestLiveSessions::countsOnceInAWhile()
{
    int asked = 0;
    LiveSessions sessions([&asked]() -> Result<qint64> { return 100 + ++asked; });
    for (int i = 0; i < 1'000; ++i) {
        const auto count = sessions.count();
        QVERIFY(count && *count == 100 + asked); // what was counted last
    }
    QVERIFY(asked >= 1 && asked < 1'000);
}

void TestLiveSessions::toldWhileAnotherCounts()
{
    std::latch counting(1);
    std::latch mayAnswer(1);
    LiveSessions sessions([&]() -> Result<qint64> {
        counting.count_down();
        mayAnswer.wait();
        return 7;
    });
    std::optional<qint64> first;
    std::thread counter([&] { first = sessions.count(); });
    counting.wait();
    const auto meanwhile = sessions.count(); // would never return if it waited
    mayAnswer.count_down();
    counter.join();
    QVERIFY(!meanwhile); // none is known yet
    QCOMPARE(first.value_or(-1), 7);
    QCOMPARE(sessions.count().value_or(-1), 7);
}

void TestLiveSessions::saysNothingBeforeTheFirstCount()
{
    LiveSessions sessions([]() -> Result<qint64> { return fail(ErrorCode::DatabaseUnreadable); });
    QVERIFY(!sessions.count());
    QVERIFY(!sessions.count());
}

void TestLiveSessions::zeroIsACount()
{
    LiveSessions none([]() -> Result<qint64> { return 0; });
    QCOMPARE(none.count().value_or(-1), 0);
}

QTEST_APPLESS_MAIN(TestLiveSessions)
#include "tst_livesessions.moc"
