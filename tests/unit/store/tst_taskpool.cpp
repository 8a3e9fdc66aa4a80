// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/taskpool.h"
#include "tests/unit/store/storetest.h"

#include <semaphore>

using namespace tokendesk;
using namespace tokendesk::test;
using store::TaskPool;

class TestTaskPool : public QObject
{
    Q_OBJECT

private slots:
    void tasksReadOnConnectionsOfTheirOwn()
    {
        TempDatabase temp;
        REQUIRE(temp.database.open());
        std::atomic<int> good{0};
        {
            TaskPool pool(temp.database, 2);
            for (int i = 0; i < 50; ++i)
                QVERIFY(pool.start([&] {
                    if (const auto connection = temp.database.connection())
                        good += store::UserRepository(**connection).count().value_or(-1) == 0;
                }));
        }
        QCOMPARE(good.load(), 50); // the end of the pool waited for all
    }

    void refusesWhatIsTooMuch()
    {
        TempDatabase temp;
        REQUIRE(temp.database.open());
        std::counting_semaphore<> go(0);
        std::atomic<int> done{0};
        TaskPool pool(temp.database, 1, 3);
        const auto task = [&] {
            go.acquire();
            ++done;
        };
        for (int i = 0; i < 3; ++i) // one runs, two wait
            QVERIFY(pool.start(task));
        QVERIFY(!pool.start(task));
        go.release(3);
        QTRY_COMPARE(done.load(), 3);
        go.release();
        bool isTaken = false;
        QTRY_VERIFY(isTaken || (isTaken = pool.start(task))); // there is room again
        pool.finish();
        QCOMPARE(done.load(), 4);
    }

    void tellsItsTasksThatItEnds()
    {
        TempDatabase temp;
        REQUIRE(temp.database.open());
        TaskPool pool(temp.database, 1);
        QVERIFY(!pool.isEnding());
        std::binary_semaphore runs(0);
        bool sawTheEnd = false;
        QVERIFY(pool.start([&] {
            runs.release();
            while (!pool.isEnding()) { }
            sawTheEnd = true;
        }));
        runs.acquire();
        pool.finish();
        QVERIFY(sawTheEnd);
        QVERIFY(!pool.start([] {}));
        pool.finish(); // once more does no harm
    }
};

QTEST_GUILESS_MAIN(TestTaskPool)
#include "tst_taskpool.moc"
