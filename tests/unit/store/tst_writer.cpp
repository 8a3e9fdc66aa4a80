// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/savepoint.h"
#include "tests/unit/store/storetest.h"

#include <QSemaphore>

#include <algorithm>
#include <barrier>
#include <thread>

using namespace tokendesk;
using namespace tokendesk::store;
using namespace tokendesk::test;

class TestWriter : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_temp = std::make_unique<TempDatabase>();
        REQUIRE(m_temp->database.open());
        m_writer = std::make_unique<Writer>(m_temp->database);
    }
    void cleanup()
    {
        m_writer.reset();
        m_temp.reset();
    }

    void answersAfterTheCommit();
    void commitsWhatWaitedTogether();
    void aFailingJobLeavesItsNeighboursAlone();
    void announcesWhatIsCommittedAlone();
    void survivesExceptions();
    void refusesBeyondTheBound();
    void drainsOnDestruction();
    void answersWhenTheDatabaseIsLocked();
    void goesOnWhenTheDatabaseComesBack();
    void aJobThatBreaksTheTransactionFailsItsBatch();
    void aSingleStatementLeavesItsNeighboursAlone();
    void aFullDiskFailsTheBatchOfASingleStatement();
    void whatASavepointHoldsIsUndone();
    void oneOfManyWins();

private:
    static Result<int> addSession(Connection &connection, quint32 n)
    {
        TRY(SessionRepository(connection).insert(makeSession(n, 1, fromEpochMs(1000))));
        return static_cast<int>(n);
    }
    QFuture<Result<int>> add(quint32 n)
    {
        return m_writer->run<int>(
            [n](Connection &connection) { return addSession(connection, n); });
    }
    QFuture<Result<int>> addSingle(std::function<Result<int>(Connection &)> work)
    {
        auto promise = std::make_shared<QPromise<Result<int>>>();
        promise->start();
        m_writer->submit<int>(
            std::move(work),
            [promise](Result<int> result) {
                promise->addResult(std::move(result));
                promise->finish();
            },
            Writer::Shape::Single);
        return promise->future();
    }
    bool exists(quint32 n)
    {
        auto found = SessionRepository(m_temp->connection()).find(sessionId(n));
        return found && found->has_value();
    }
    // Holds the writer in a job until released, so that the queue behind it is known.
    void holdWriter(QSemaphore &release)
    {
        QSemaphore started;
        m_writer->submit<int>(
            [&](Connection &) -> Result<int> {
                started.release();
                release.acquire();
                return 0;
            },
            [](const Result<int> &) {});
        started.acquire();
    }

    std::unique_ptr<TempDatabase> m_temp;
    std::unique_ptr<Writer> m_writer;
};

void TestWriter::answersAfterTheCommit()
{
    // The answer looks with a second connection, at the very moment it is given.
    for (quint32 n = 1; n <= 50; ++n) {
        QSemaphore answered;
        bool seen = false;
        m_writer->submit<int>([n](Connection &connection) { return addSession(connection, n); },
                              [&](const Result<int> &) {
                                  std::thread([&] {
                                      auto other = m_temp->database.connection();
                                      auto found = SessionRepository(**other).find(sessionId(n));
                                      seen = found && found->has_value();
                                  }).join();
                                  answered.release();
                              });
        answered.acquire();
        QVERIFY(seen);
    }
}

void TestWriter::commitsWhatWaitedTogether()
{
    QSemaphore release;
    holdWriter(release);
    std::vector<QFuture<Result<int>>> futures;
    for (quint32 n = 1; n <= 200; ++n)
        futures.push_back(add(n));
    release.release();
    for (int n = 1; n <= 200; ++n) {
        const auto result = futures[static_cast<std::size_t>(n) - 1].result();
        REQUIRE(result);
        QCOMPARE(*result, n);
    }
    QCOMPARE(m_writer->statistics().batches, 2U);
    QCOMPARE(m_writer->statistics().jobs, 201U);
    QCOMPARE(m_writer->statistics().failedBatches, 0U);
}

void TestWriter::aFailingJobLeavesItsNeighboursAlone()
{
    QSemaphore release;
    holdWriter(release);
    auto before = add(1);
    auto failing = m_writer->run<int>([](Connection &connection) -> Result<int> {
        TRY(addSession(connection, 2));
        return fail(ErrorCode::Conflict, QStringLiteral("no"));
    });
    auto twice = add(1);
    auto after = add(3);
    release.release();
    REQUIRE(before.result());
    QCOMPARE(failing.result().error().code, ErrorCode::Conflict);
    QCOMPARE(twice.result().error().code, ErrorCode::AlreadyExists);
    REQUIRE(after.result());
    QVERIFY(exists(1));
    QVERIFY(!exists(2));
    QVERIFY(exists(3));
}

void TestWriter::announcesWhatIsCommittedAlone()
{
    std::vector<qint64> heard;
    EventBus bus;
    const auto subscription = bus.subscribe([&heard](const std::vector<Event> &events) {
        for (const Event &event : events)
            heard.push_back(event.id);
    });
    Writer writer(m_temp->database, &bus);
    const auto job = [&writer](quint32 n, bool good) {
        return writer.run<int>([n, good](Connection &connection) -> Result<int> {
            Event event;
            event.id = n;
            Writer::announce(event);
            TRY(addSession(connection, n));
            if (!good)
                return fail(ErrorCode::Conflict, QStringLiteral("no"));
            return 0;
        });
    };
    std::vector<QFuture<Result<int>>> futures;
    for (quint32 n = 1; n <= 30; ++n)
        futures.push_back(job(n, n % 3 != 0));
    for (auto &future : futures)
        future.waitForFinished();
    bus.flush(); // what was answered has been published
    QCOMPARE(heard.size(), std::size_t(20));
    QVERIFY(std::is_sorted(heard.begin(), heard.end()));
    QVERIFY(std::none_of(heard.begin(), heard.end(), [](qint64 id) { return id % 3 == 0; }));
    Writer::announce({}); // no job of the writer
    bus.flush();
    QCOMPARE(heard.size(), std::size_t(20));
}

void TestWriter::survivesExceptions()
{
    auto thrown = m_writer->run<int>([](Connection &connection) -> Result<int> {
        TRY(addSession(connection, 1));
        throw std::runtime_error("boom");
    });
    QCOMPARE(thrown.result().error().code, ErrorCode::Internal);
    QCOMPARE(thrown.result().error().detail, QStringLiteral("boom"));
    REQUIRE(add(2).result());
    QVERIFY(!exists(1));
    QVERIFY(exists(2));
}

void TestWriter::refusesBeyondTheBound()
{
    QSemaphore release;
    holdWriter(release);
    std::atomic<int> done{0};
    for (int i = 0; i < Writer::kQueueLimit; ++i)
        m_writer->submit<int>([](Connection &) -> Result<int> { return 0; },
                              [&](const Result<int> &) { ++done; });
    QCOMPARE(done.load(), 0);
    const auto caller = std::this_thread::get_id();
    bool refusedHere = false;
    m_writer->submit<int>([](Connection &) -> Result<int> { return 0; },
                          [&](const Result<int> &result) {
                              refusedHere = !result && result.error().code == ErrorCode::Busy
                                            && std::this_thread::get_id() == caller;
                          });
    QVERIFY(refusedHere);
    release.release();
    QTRY_COMPARE_WITH_TIMEOUT(done.load(), Writer::kQueueLimit, 20'000);
}

void TestWriter::drainsOnDestruction()
{
    QSemaphore release;
    holdWriter(release);
    std::vector<QFuture<Result<int>>> futures;
    for (quint32 n = 1; n <= 600; ++n)
        futures.push_back(add(n));
    release.release();
    m_writer.reset();
    for (auto &future : futures) {
        QVERIFY(future.isFinished());
        REQUIRE(future.result());
    }
    QVERIFY(exists(600));
}

void TestWriter::answersWhenTheDatabaseIsLocked()
{
    // Another process holds the write lock longer than the busy timeout.
    Database other(m_temp->path, m_temp->clock);
    auto connection = other.connection();
    REQUIRE(connection);
    REQUIRE((*connection)->exec("BEGIN IMMEDIATE"));
    const auto first = add(1);
    QTRY_COMPARE(m_writer->statistics().queued, 0);
    // Whoever comes while it waits is answered with it, not after a wait of his own.
    const auto second = add(2);
    const auto third = add(3);
    for (const auto &refused : {first.result(), second.result(), third.result()}) {
        QCOMPARE(refused.error().code, ErrorCode::StoreUnavailable);
        QVERIFY(refused.error().detail.contains(QLatin1String("locked")));
    }
    QCOMPARE(m_writer->statistics().failedBatches, 1U);
    QCOMPARE(m_writer->statistics().jobs, 3U);
    REQUIRE((*connection)->exec("ROLLBACK"));
    REQUIRE(add(1).result());
    QVERIFY(exists(1));
}

void TestWriter::goesOnWhenTheDatabaseComesBack()
{
    REQUIRE(add(1).result());
    m_temp->database.closeThread();
    const QString folder = m_temp->directory.filePath(QStringLiteral("data"));
    const QString away = m_temp->directory.filePath(QStringLiteral("away"));
    QVERIFY(QDir().rename(folder, away));
    // The file's identity is looked at once a second.
    quint32 n = 100;
    QTRY_VERIFY_WITH_TIMEOUT(!add(++n).result(), 5000);
    QVERIFY(!QFileInfo::exists(m_temp->path));
    QVERIFY(QDir().rename(away, folder));
    REQUIRE(add(2).result());
    QVERIFY(exists(1));
    QVERIFY(exists(2));
}

void TestWriter::aJobThatBreaksTheTransactionFailsItsBatch()
{
    QSemaphore release;
    holdWriter(release);
    auto before = add(1);
    auto breaking = m_writer->run<int>([](Connection &connection) -> Result<int> {
        // As SQLite does by itself on a full disk.
        TRY(connection.exec("ROLLBACK"));
        return 0;
    });
    auto after = add(3);
    release.release();
    QCOMPARE(before.result().error().code, ErrorCode::StoreUnavailable);
    QCOMPARE(breaking.result().error().code, ErrorCode::StoreUnavailable);
    QCOMPARE(after.result().error().code, ErrorCode::StoreUnavailable);
    QVERIFY(!exists(1));
    QVERIFY(!exists(3));
    REQUIRE(add(4).result());
    QVERIFY(exists(4));
}

void TestWriter::aSingleStatementLeavesItsNeighboursAlone()
{
    const auto add = [this](quint32 n) {
        return addSingle([n](Connection &connection) { return addSession(connection, n); });
    };
    QSemaphore release;
    holdWriter(release);
    auto before = add(1);
    auto twice = add(1);
    auto refusing =
        addSingle([](Connection &) -> Result<int> { return fail(ErrorCode::Conflict); });
    auto throwing =
        addSingle([](Connection &) -> Result<int> { throw std::runtime_error("boom"); });
    auto after = add(2);
    release.release();
    REQUIRE(before.result());
    QCOMPARE(twice.result().error().code, ErrorCode::AlreadyExists);
    QCOMPARE(refusing.result().error().code, ErrorCode::Conflict);
    QCOMPARE(throwing.result().error().code, ErrorCode::Internal);
    REQUIRE(after.result());
    QVERIFY(exists(1));
    QVERIFY(exists(2));
    QCOMPARE(m_writer->statistics().batches, 2U);
    QCOMPARE(m_writer->statistics().failedBatches, 0U);
}

void TestWriter::aFullDiskFailsTheBatchOfASingleStatement()
{
    // SQLite says "full" at the bound of its pages as it does at the end of the disk.
    REQUIRE(m_writer
                ->run<int>([](Connection &connection) -> Result<int> {
                    TRY_ASSIGN(QSqlQuery * bound, connection.exec("PRAGMA max_page_count = 1"));
                    bound->finish();
                    return 0;
                })
                .result());
    QSemaphore release;
    holdWriter(release);
    auto before = addSingle([](Connection &connection) { return addSession(connection, 1); });
    auto large = addSingle([](Connection &connection) -> Result<int> {
        Session session = makeSession(2, 1, fromEpochMs(1000));
        session.userAgent = QString(1'000'000, u'x');
        TRY(SessionRepository(connection).insert(session));
        return 0;
    });
    auto after = addSingle([](Connection &connection) { return addSession(connection, 3); });
    release.release();
    QCOMPARE(before.result().error().code, ErrorCode::StoreUnavailable);
    QCOMPARE(large.result().error().code, ErrorCode::StoreUnavailable);
    QCOMPARE(after.result().error().code, ErrorCode::StoreUnavailable);
    for (const quint32 n : {1U, 2U, 3U})
        QVERIFY(!exists(n));
    REQUIRE(add(4).result());
    QVERIFY(exists(4));
}

void TestWriter::whatASavepointHoldsIsUndone()
{
    auto failing = addSingle([](Connection &connection) -> Result<int> {
        return inSavepoint(connection, [&connection]() -> Result<int> {
            TRY(addSession(connection, 1));
            return fail(ErrorCode::Conflict);
        });
    });
    QCOMPARE(failing.result().error().code, ErrorCode::Conflict);
    QVERIFY(!exists(1));
    auto passing = addSingle([](Connection &connection) -> Result<int> {
        return inSavepoint(connection, [&connection] { return addSession(connection, 2); });
    });
    REQUIRE(passing.result());
    QVERIFY(exists(2));
}

void TestWriter::oneOfManyWins()
{
    constexpr int kThreads = 32;
    constexpr int kRounds = 1000;
    REQUIRE(add(1).result());
    std::vector<std::atomic<int>> wins(kRounds);
    std::atomic<int> errors{0};
    std::barrier start(kThreads);
    std::vector<std::thread> threads;
    for (int t = 0; t < kThreads; ++t) {
        threads.emplace_back([&] {
            for (int round = 0; round < kRounds; ++round) {
                start.arrive_and_wait();
                auto won = m_writer
                               ->run<bool>([round](Connection &connection) {
                                   const Rotation rotation{fromEpochMs(2000), fromEpochMs(9000),
                                                           fromEpochMs(3000), QStringLiteral("k")};
                                   return SessionRepository(connection)
                                       .rotate(sessionId(1), round, rotation);
                               })
                               .result();
                if (!won)
                    ++errors;
                else if (*won)
                    ++wins[static_cast<std::size_t>(round)];
            }
        });
    }
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(errors.load(), 0);
    for (const auto &count : wins)
        QCOMPARE(count.load(), 1);
    auto session = SessionRepository(m_temp->connection()).find(sessionId(1));
    REQUIRE(session);
    QCOMPARE((*session)->generation, qint64{kRounds});
}

QTEST_GUILESS_MAIN(TestWriter)
#include "tst_writer.moc"
