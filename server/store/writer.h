// SPDX-License-Identifier: GPL-3.0-or-later
// Service: the one writer thread of the process, with group commit.
#pragma once

#include "server/base/eventbus.h"
#include "server/store/database.h"

#include <QFuture>
#include <QPromise>

#include <functional>
#include <memory>

namespace tokendesk::store {

/// Executes queued jobs, each inside a SAVEPOINT of its own where it needs one, commits once for
/// the batch, then answers them: whoever is told "done" may rely on it after a power failure.
/// Source: DESIGN section 5.
class Writer
{
public:
    static constexpr int kQueueLimit = 10'000;

    /// What a job does to the database.
    enum class Shape {
        Steps, ///< several statements, undone together if it fails
        Single ///< nothing is written before its one statement succeeds, which SQLite undoes by
               ///< itself
    };

    /// \a events gets what the jobs announce; it outlives the writer.
    explicit Writer(Database &database, EventBus *events = nullptr);
    /// Commits what is queued, then ends the thread.
    ~Writer();
    Writer(const Writer &) = delete;
    Writer &operator=(const Writer &) = delete;

    /// Queues \a work; \a done is called in the writer thread once the commit (or the failure) is
    /// certain, and must not block. A job that fails is rolled back alone. Errors handed to \a
    /// done: those of the work, StoreUnavailable (commit failed), Busy (queue full, called at once
    /// in the caller's thread). Thread: any.
    template<typename T>
    void submit(std::function<Result<T>(Connection &)> work, std::function<void(Result<T>)> done,
                Shape shape = Shape::Steps)
    {
        auto result = std::make_shared<std::optional<Result<T>>>();
        enqueue({[result, work = std::move(work)](Connection &connection) -> Result<void> {
                     result->emplace(work(connection));
                     if (!**result)
                         return fail((*result)->error());
                     return {};
                 },
                 [result, done = std::move(done)](const Result<void> &committed) {
                     if (!committed)
                         done(fail(committed.error()));
                     else
                         done(std::move(**result));
                 },
                 shape});
    }

    /// The same as a future.
    template<typename T>
    QFuture<Result<T>> run(std::function<Result<T>(Connection &)> work)
    {
        auto promise = std::make_shared<QPromise<Result<T>>>();
        promise->start();
        auto future = promise->future();
        submit<T>(std::move(work), [promise](Result<T> result) {
            promise->addResult(std::move(result));
            promise->finish();
        });
        return future;
    }

    /// Publishes \a event once the job that runs in the calling thread has been committed, and
    /// never if it is not. Does nothing outside of a job.
    static void announce(Event event);

    /// Figures for /metrics and the bench.
    struct Statistics
    {
        quint64 batches = 0;
        quint64 jobs = 0;
        quint64 failedBatches = 0;
        qsizetype queued = 0; ///< now
    };
    [[nodiscard]] Statistics statistics() const;

private:
    struct Job
    {
        std::function<Result<void>(Connection &)> work;
        std::function<void(const Result<void> &)> done;
        Shape shape = Shape::Steps;
    };
    void enqueue(Job job);

    struct Private;
    std::unique_ptr<Private> m;
};

} // namespace tokendesk::store
