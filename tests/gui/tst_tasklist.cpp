// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tasklist.h"

#include <QAbstractItemModelTester>
#include <QPromise>
#include <QSignalSpy>
#include <QTest>

using namespace tokendesk;
using namespace tokendesk::ui;

class TestTaskList : public QObject
{
    Q_OBJECT

private slots:
    void listsUntilTheHandleIsGone();
    void countsInWords();
    void boundsProgress();
    void cancelsOnce();
    void cancelMayEndTheTask();
    void withoutCallbackNothingToCancel();
    void handleMayOutliveTheList();
    void movedHandlesEndOneTask();
    void followsAFuture();
    void cancelsAFuture();
};

void TestTaskList::listsUntilTheHandleIsGone()
{
    TaskList tasks;
    const QAbstractItemModelTester tester(&tasks);
    {
        const TaskHandle first = tasks.start(QStringLiteral("Import"));
        TaskHandle second = tasks.start(QStringLiteral("Export"));
        QCOMPARE(tasks.rowCount(), 2);
        QCOMPARE(tasks.index(1).data().toString(), QStringLiteral("Export"));
        second.setText(QStringLiteral("Writing"));
        QCOMPARE(tasks.index(1).data(TaskList::TextRole).toString(), QStringLiteral("Writing"));
        second.finish();
        QCOMPARE(tasks.rowCount(), 1);
        second.setText(QStringLiteral("too late"));
        QCOMPARE(tasks.index(0).data(TaskList::TextRole).toString(), QString());
    }
    QVERIFY(tasks.isEmpty());
}

void TestTaskList::countsInWords()
{
    TaskList tasks;
    TaskHandle task = tasks.start(QStringLiteral("Import"));
    QCOMPARE(tasks.countText(0), QString());
    task.setProgress(34, 0);
    QCOMPARE(tasks.countText(0), QStringLiteral("34"));
    QSignalSpy changed(&tasks, &QAbstractItemModel::dataChanged);
    task.setProgress(34, 120);
    QCOMPARE(changed.count(), 1);
    QCOMPARE(tasks.countText(0), QStringLiteral("34 of 120"));
}

void TestTaskList::boundsProgress()
{
    TaskList tasks;
    TaskHandle task = tasks.start(QStringLiteral("Import"));
    task.setProgress(130, 120);
    QCOMPARE(tasks.index(0).data(TaskList::DoneRole).toLongLong(), 120);
    task.setProgress(-5, -1);
    QCOMPARE(tasks.index(0).data(TaskList::DoneRole).toLongLong(), 0);
    QCOMPARE(tasks.index(0).data(TaskList::TotalRole).toLongLong(), 0);
}

void TestTaskList::cancelsOnce()
{
    TaskList tasks;
    int asked = 0;
    const TaskHandle task = tasks.start(QStringLiteral("Import"), [&asked] { ++asked; });
    QVERIFY(tasks.index(0).data(TaskList::CancellableRole).toBool());
    QVERIFY(!task.isCancelled());
    tasks.cancel(0);
    tasks.cancel(0);
    tasks.cancel(7);
    tasks.cancelAll();
    QCOMPARE(asked, 1);
    QVERIFY(task.isCancelled());
    QVERIFY(tasks.index(0).data(TaskList::CancelledRole).toBool());
    QVERIFY(!tasks.index(0).data(TaskList::CancellableRole).toBool());
}

void TestTaskList::cancelMayEndTheTask()
{
    TaskList tasks;
    TaskHandle first;
    TaskHandle second;
    first = tasks.start(QStringLiteral("One"), [&first] { first.finish(); });
    second = tasks.start(QStringLiteral("Two"), [&first, &second] {
        first.finish();
        second.finish();
    });
    tasks.cancelAll();
    QVERIFY(tasks.isEmpty());
}

void TestTaskList::withoutCallbackNothingToCancel()
{
    TaskList tasks;
    const TaskHandle task = tasks.start(QStringLiteral("Import"));
    QVERIFY(!tasks.index(0).data(TaskList::CancellableRole).toBool());
    tasks.cancel(0);
    QVERIFY(!task.isCancelled());
}

void TestTaskList::handleMayOutliveTheList()
{
    auto tasks = std::make_unique<TaskList>();
    TaskHandle task = tasks->start(QStringLiteral("Import"));
    tasks.reset();
    task.setProgress(1, 2);
    QVERIFY(!task.isCancelled());
    task.finish();
    TaskHandle none;
    none.setText(QStringLiteral("nowhere"));
}

void TestTaskList::movedHandlesEndOneTask()
{
    TaskList tasks;
    TaskHandle task = tasks.start(QStringLiteral("One"));
    TaskHandle moved = std::move(task);
    QCOMPARE(tasks.rowCount(), 1);
    moved = tasks.start(QStringLiteral("Two"));
    QCOMPARE(tasks.rowCount(), 1);
    QCOMPARE(tasks.index(0).data().toString(), QStringLiteral("Two"));
}

void TestTaskList::followsAFuture()
{
    TaskList tasks;
    QPromise<Result<int>> promise;
    promise.start();
    QFuture<Result<int>> future = tasks.follow(QStringLiteral("Ending"), promise.future());
    QCOMPARE(tasks.rowCount(), 1);
    QVERIFY(!tasks.index(0).data(TaskList::CancellableRole).toBool());
    promise.addResult(Result<int>(7));
    promise.finish();
    QTRY_VERIFY(tasks.isEmpty());
    QCOMPARE(*future.result(), 7);
}

void TestTaskList::cancelsAFuture()
{
    TaskList tasks;
    QPromise<Result<int>> promise;
    promise.start();
    tasks.follow(QStringLiteral("Generating"), promise.future(), true);
    tasks.cancel(0);
    QVERIFY(promise.isCanceled());
    promise.finish();
    QTRY_VERIFY(tasks.isEmpty());
}

QTEST_GUILESS_MAIN(TestTaskList)
#include "tst_tasklist.moc"
