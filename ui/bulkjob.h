// SPDX-License-Identifier: GPL-3.0-or-later
// QObject: does the same to many rows, in small parts.
#pragma once

#include "server/base/user.h"
#include "ui/async.h"

#include <QObject>

#include <deque>
#include <functional>
#include <optional>
#include <utility>
#include <vector>

namespace tokendesk::ui {

/// What came of a BulkJob.
struct BulkOutcome
{
    qint64 rows = 0; ///< for which the call succeeded
    qint64 sum = 0; ///< of the numbers that the calls answered
    qint64 refused = 0; ///< rows for which it failed
    std::optional<Error> error; ///< of the first of them, or why the job stopped early
    bool isWhole = true; ///< neither cancelled nor stopped by a failure that concerns all rows
};

/// How many rows a call takes, and how many calls are under way at a time.
struct BulkPace
{
    std::size_t rows = 1;
    std::size_t calls = 16;
};

/// What BulkJob has that is not a template.
class BulkJobBase : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    virtual void start() = 0;
    /// Calls that are under way are finished, no further ones begun.
    virtual void cancel() = 0;

signals:
    /// \a rows are done, whatever came of them.
    void progressed(qint64 rows);
    void finished(const tokendesk::ui::BulkOutcome &outcome);

protected:
    /// Does \a error concern the row alone, so that the others can go on?
    [[nodiscard]] static bool isOfRow(const Error &error);
};

/// Calls AdminApi for rows that are given, or that a list has, page by page. Each call is a short
/// transaction of the writer, so that logins get their turn in between; one that fails for several
/// rows is made again for each alone, so that a row which cannot be changed keeps no other from
/// it. Deletes itself after finished(). Thread: GUI.
template<typename Id>
class BulkJob final : public BulkJobBase
{
public:
    struct Rows
    {
        std::vector<Id> ids;
        QByteArray next; ///< cursor of the following page; empty: this was the last
    };
    /// Hands the rows after \a cursor to \a done, later.
    using Fetch =
        std::function<void(const QByteArray &cursor, std::function<void(Result<Rows>)> done)>;
    using Call = std::function<QFuture<Result<int>>(const std::vector<Id> &ids)>;

    BulkJob(std::vector<Id> ids, Call call, BulkPace pace, QObject *parent)
        : BulkJobBase(parent), m_queue(ids.begin(), ids.end()), m_call(std::move(call)),
          m_pace(pace)
    {
    }
    BulkJob(Fetch fetch, Call call, BulkPace pace, QObject *parent)
        : BulkJobBase(parent), m_fetch(std::move(fetch)), m_call(std::move(call)), m_pace(pace)
    {
    }

    void start() override
    {
        // Later, as every answer.
        QMetaObject::invokeMethod(
            this, [this] { next(); }, Qt::QueuedConnection);
    }
    void cancel() override { m_isStopping = true; }

    /// The rows for which the call succeeded.
    [[nodiscard]] const std::vector<Id> &changed() const { return m_changed; }

private:
    void next()
    {
        while (!m_isStopping && m_underWay < m_pace.calls
               && !(m_alone.empty() && m_queue.empty())) {
            std::vector<Id> ids;
            if (!m_alone.empty()) {
                ids.push_back(take(m_alone));
            } else {
                while (ids.size() < m_pace.rows && !m_queue.empty())
                    ids.push_back(take(m_queue));
            }
            begin(std::move(ids));
        }
        if (m_underWay > 0 || m_isFetching)
            return;
        if (m_fetch && !m_isStopping)
            return fetch();
        if (std::exchange(m_isOver, true))
            return;
        m_outcome.isWhole = !m_isStopping;
        emit finished(m_outcome);
        deleteLater();
    }

    void fetch()
    {
        m_isFetching = true;
        m_fetch(m_cursor, [this](Result<Rows> rows) {
            m_isFetching = false;
            if (rows) {
                m_queue.assign(rows->ids.begin(), rows->ids.end());
                m_cursor = rows->next;
                if (m_cursor.isEmpty())
                    m_fetch = {};
            } else {
                stop(rows.error());
            }
            // Never deeper, however many pages have no row to change.
            start();
        });
    }

    void begin(std::vector<Id> ids)
    {
        ++m_underWay;
        whenDone(m_call(ids), this, [this, ids](const Result<int> &answer) {
            --m_underWay;
            if (answer) {
                m_outcome.rows += static_cast<qint64>(ids.size());
                m_outcome.sum += *answer;
                m_changed.insert(m_changed.end(), ids.begin(), ids.end());
            } else if (!isOfRow(answer.error())) {
                stop(answer.error());
            } else if (ids.size() > 1) {
                m_alone.insert(m_alone.end(), ids.begin(), ids.end());
            } else {
                ++m_outcome.refused;
                if (!m_outcome.error)
                    m_outcome.error = answer.error();
            }
            emit progressed(m_outcome.rows + m_outcome.refused);
            next();
        });
    }

    void stop(const Error &error)
    {
        m_outcome.error = error;
        m_isStopping = true;
    }

    static Id take(std::deque<Id> &ids)
    {
        const Id id = ids.front();
        ids.pop_front();
        return id;
    }

    std::deque<Id> m_queue;
    std::deque<Id> m_alone; ///< to be tried one by one
    Fetch m_fetch; ///< none: the queue is all there is
    QByteArray m_cursor;
    Call m_call;
    BulkPace m_pace;
    BulkOutcome m_outcome;
    std::vector<Id> m_changed;
    std::size_t m_underWay = 0;
    bool m_isFetching = false;
    bool m_isStopping = false;
    bool m_isOver = false;
};

/// Those rows of \a query that \a isWanted; \a load is an AdminApi call, \a context as of
/// whenDone(). Newest first by the time they began, which no change moves: nothing comes twice, and
/// what begins meanwhile is not among them.
template<typename Row, typename Query, typename Load, typename Predicate>
[[nodiscard]] typename BulkJob<decltype(Row::id)>::Fetch matchingRows(QObject *context, Query query,
                                                                      Load load, Predicate isWanted)
{
    using Rows = typename BulkJob<decltype(Row::id)>::Rows;
    query.sort = decltype(query.sort)::CreatedAt;
    query.descending = true;
    query.limit = 500;
    query.withTotal = false;
    return [context, query, load, isWanted](const QByteArray &cursor,
                                            std::function<void(Result<Rows>)> done) mutable {
        query.after = cursor;
        whenDone(load(query), context,
                 [isWanted, done = std::move(done)](const Result<tokendesk::Page<Row>> &page) {
                     if (!page)
                         return done(fail(page.error()));
                     Rows rows;
                     rows.next = page->next;
                     for (const Row &row : page->rows) {
                         if (isWanted(row))
                             rows.ids.push_back(row.id);
                     }
                     done(std::move(rows));
                 });
    };
}

} // namespace tokendesk::ui
