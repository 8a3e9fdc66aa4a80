// SPDX-License-Identifier: GPL-3.0-or-later
// The thread under the transport: what it runs, in which order, and that it is gone when it is said
// to be.
#include "server/http/transportthread.h"

#include <QCoreApplication>
#include <QTimer>
#include <QtTest>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <thread>
#include <vector>

using tokendesk::http::TransportThread;

namespace {

std::atomic<int> s_freed{0};

/// Stands for what a library frees when a thread ends, as OpenSSL its error state: slow enough
/// that whoever does not wait for the real end is seen not to.
struct ThreadState
{
    ~ThreadState()
    {
        const auto until = std::chrono::steady_clock::now() + std::chrono::milliseconds(20);
        while (std::chrono::steady_clock::now() < until)
            std::this_thread::yield();
        s_freed.fetch_add(1);
    }
    int uses = 0;
};
thread_local ThreadState t_state;

} // namespace

class TransportThreadTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { s_freed = 0; }

    void runsInTheOrderOfPosting()
    {
        std::vector<int> seen;
        std::thread::id id;
        {
            TransportThread thread("tst-order");
            for (int i = 0; i < 100; ++i)
                thread.post([&seen, i] { seen.push_back(i); });
            thread.call([&] { id = std::this_thread::get_id(); });
        }
        QCOMPARE(seen.size(), std::size_t(100));
        QVERIFY(std::is_sorted(seen.begin(), seen.end()));
        QVERIFY(id != std::this_thread::get_id());
    }

    void servesEventsOfQt()
    {
        bool isFired = false;
        TransportThread thread("tst-events");
        std::atomic<bool> isDone{false};
        thread.call([&] {
            QTimer::singleShot(0, [&] {
                isFired = true;
                isDone = true;
            });
        });
        QTRY_VERIFY_WITH_TIMEOUT(isDone.load(), 30'000);
        QVERIFY(isFired);
    }

    void doesTheLastThingOnce()
    {
        int last = 0;
        TransportThread thread("tst-last");
        thread.call([&] { thread.atEnd([&last] { ++last; }); });
        thread.quit();
        thread.join();
        QCOMPARE(last, 1);
        thread.post([&last] { ++last; });
        thread.call([&last] { ++last; }); // comes back, though nobody runs it
        QCOMPARE(last, 1);
    }

    /// Else the end of the process meets the end of a thread, and both free the same.
    void isGoneAfterTheWait_data()
    {
        QTest::addColumn<bool>("isJoined");
        QTest::newRow("joined") << true;
        QTest::newRow("destroyed") << false;
    }
    void isGoneAfterTheWait()
    {
        QFETCH(bool, isJoined);
        {
            TransportThread thread("tst-end");
            thread.call([] { ++t_state.uses; });
            if (isJoined) {
                thread.quit();
                thread.join();
                QCOMPARE(s_freed.load(), 1);
            }
        }
        QCOMPARE(s_freed.load(), 1);
    }
};

QTEST_GUILESS_MAIN(TransportThreadTest)

#include "tst_transportthread.moc"
