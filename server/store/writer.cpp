// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/writer.h"

#include "server/store/savepoint.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <deque>
#include <exception>
#include <iterator>
#include <mutex>
#include <thread>

namespace tokendesk::store {
namespace {

/// Jobs in one transaction: enough to share an fsync, few enough that readers of other processes
/// and their writers get a turn.
constexpr std::size_t kBatchLimit = 256;

/// What the jobs of the batch at hand have announced; null outside of one.
thread_local std::vector<Event> *announced = nullptr;

} // namespace

struct Writer::Private
{
    Private(Database &db, EventBus *bus) : database(db), events(bus) { }

    void loop();
    void process(std::vector<Job> &batch);
    void takeWaiting(std::vector<Job> &batch);
    Result<void> transact(Connection &connection, std::vector<Job> &batch,
                          std::vector<Result<void>> &results);
    static Result<void> runSteps(Connection &connection, Job &job, Result<void> &result);
    static Result<void> runSingle(Connection &connection, Job &job, Result<void> &result);
    static Result<void> runWork(Connection &connection, Job &job);
    static void answer(Job &job, const Result<void> &result);

    Database &database;
    EventBus *const events;
    std::mutex mutex;
    std::condition_variable wake;
    std::deque<Job> queue;
    bool stopping = false;
    std::atomic<quint64> batches{0};
    std::atomic<quint64> jobs{0};
    std::atomic<quint64> failedBatches{0};
    std::thread thread;
};

Writer::Writer(Database &database, EventBus *events)
    : m(std::make_unique<Private>(database, events))
{
    m->thread = std::thread([p = m.get()] { p->loop(); });
}

Writer::~Writer()
{
    {
        const std::lock_guard lock(m->mutex);
        m->stopping = true;
    }
    m->wake.notify_one();
    m->thread.join();
}

void Writer::enqueue(Job job)
{
    {
        const std::lock_guard lock(m->mutex);
        if (!m->stopping && m->queue.size() < static_cast<std::size_t>(kQueueLimit)) {
            m->queue.push_back(std::move(job));
            m->wake.notify_one();
            return;
        }
    }
    Private::answer(job, fail(ErrorCode::Busy, QStringLiteral("Too many changes are waiting.")));
}

Writer::Statistics Writer::statistics() const
{
    const std::lock_guard lock(m->mutex);
    return {m->batches.load(), m->jobs.load(), m->failedBatches.load(),
            static_cast<qsizetype>(m->queue.size())};
}

void Writer::announce(Event event)
{
    if (announced)
        announced->push_back(std::move(event));
}

void Writer::Private::loop()
{
    for (;;) {
        std::vector<Job> batch;
        {
            std::unique_lock lock(mutex);
            wake.wait(lock, [this] { return stopping || !queue.empty(); });
            if (queue.empty())
                break;
            const std::size_t count = std::min(queue.size(), kBatchLimit);
            const auto end = queue.begin() + static_cast<std::ptrdiff_t>(count);
            batch.assign(std::make_move_iterator(queue.begin()), std::make_move_iterator(end));
            queue.erase(queue.begin(), end);
        }
        process(batch);
    }
    database.closeThread();
}

void Writer::Private::process(std::vector<Job> &batch)
{
    std::vector<Result<void>> results;
    std::vector<Event> news;
    news.reserve(batch.size());
    announced = &news;
    Result<void> committed;
    bool usersChanged = false;
    // Asked for with every batch: that is where a connection is opened again after the file went
    // away.
    if (auto connection = database.connection(); !connection) {
        committed = fail(std::move(connection).error());
    } else if (auto begun = execute(**connection, "BEGIN IMMEDIATE"); !begun) {
        committed = fail(std::move(begun).error());
        // Another process has held the lock for as long as anybody waits for it. Those who have
        // come meanwhile are not made to wait for it once more.
        if (!(*connection)->isDoubtful())
            takeWaiting(batch);
    } else {
        results.resize(batch.size());
        committed = transact(**connection, batch, results);
        usersChanged = (*connection)->takeUsersChanged();
        if (!committed) {
            // Fails where SQLite has rolled back by itself; then there is nothing left to undo.
            if (auto rolledBack = execute(**connection, "ROLLBACK"); !rolledBack)
                qDebug("store: nothing to roll back: %s",
                       qUtf8Printable(rolledBack.error().detail));
        }
    }
    if (committed) {
        ++batches;
        if (usersChanged)
            database.userVersion().advance();
    } else {
        ++failedBatches;
    }
    announced = nullptr;
    if (committed && events)
        events->publish(std::move(news));
    // Before the answers, so that whoever was told finds his job counted.
    jobs += batch.size();
    for (std::size_t i = 0; i < batch.size(); ++i)
        answer(batch[i], committed ? results[i] : committed);
}

void Writer::Private::takeWaiting(std::vector<Job> &batch)
{
    const std::lock_guard lock(mutex);
    std::move(queue.begin(), queue.end(), std::back_inserter(batch));
    queue.clear();
}

// After BEGIN IMMEDIATE.
Result<void> Writer::Private::transact(Connection &connection, std::vector<Job> &batch,
                                       std::vector<Result<void>> &results)
{
    for (std::size_t i = 0; i < batch.size(); ++i)
        TRY(batch[i].shape == Shape::Single ? runSingle(connection, batch[i], results[i])
                                            : runSteps(connection, batch[i], results[i]));
    return execute(connection, "COMMIT");
}

// What this and the next return is the state of the transaction; how the job itself fared goes to
// \a result. On a full disk or an I/O error SQLite may have rolled back the whole transaction: then
// the savepoint is gone, the statement that names it fails, and so does the batch, although the job
// may have kept the error to itself.
Result<void> Writer::Private::runSteps(Connection &connection, Job &job, Result<void> &result)
{
    TRY(execute(connection, "SAVEPOINT job"));
    result = runWork(connection, job);
    if (!result)
        TRY(execute(connection, "ROLLBACK TO job"));
    return execute(connection, "RELEASE job");
}

// Without a savepoint that would tell, any error after which SQLite may have rolled back fails the
// batch: what follows must not commit by itself.
Result<void> Writer::Private::runSingle(Connection &connection, Job &job, Result<void> &result)
{
    result = runWork(connection, job);
    if (connection.isDoubtful())
        return fail(ErrorCode::StoreUnavailable,
                    result ? QStringLiteral("A change kept an error to itself.")
                           : result.error().detail);
    return {};
}

Result<void> Writer::Private::runWork(Connection &connection, Job &job)
{
    const std::size_t before = announced->size();
    Result<void> result;
    try {
        result = job.work(connection);
    } catch (const std::exception &exception) {
        result = fail(ErrorCode::Internal, QString::fromUtf8(exception.what()));
    } catch (...) {
        result =
            fail(ErrorCode::Internal, QStringLiteral("A change ended with an unknown exception."));
    }
    if (!result)
        announced->erase(announced->begin() + static_cast<std::ptrdiff_t>(before),
                         announced->end());
    return result;
}

void Writer::Private::answer(Job &job, const Result<void> &result)
{
    try {
        job.done(result);
    } catch (const std::exception &exception) {
        qWarning("store: an answer ended with an exception: %s", exception.what());
    } catch (...) {
        qWarning("store: an answer ended with an unknown exception");
    }
}

} // namespace tokendesk::store
