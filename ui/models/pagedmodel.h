// SPDX-License-Identifier: GPL-3.0-or-later
// QObject: a table over the pages of a list that AdminApi keeps.
#pragma once

#include "server/base/result.h"
#include "server/base/user.h"
#include "ui/async.h"

#include <QAbstractTableModel>
#include <QElapsedTimer>
#include <QSet>
#include <QThreadPool>
#include <QTimer>

#include <algorithm>
#include <memory>
#include <optional>
#include <vector>

namespace tokendesk::ui {

/// What every paged table has, whatever its rows are. Thread: GUI.
class PagedModelBase : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Role {
        SortRole = Qt::UserRole + 1, ///< the raw value: text, number, milliseconds
        IdRole, ///< id of the row: qlonglong of a user, hex text of a session
        StateRole, ///< RowState of the row
        StartRole, ///< where there is a span: its start, epoch milliseconds
        EndRole, ///< and its end
    };
    /// How good a row's state is; views draw a shape for each.
    enum class RowState { Good, Off, Bad };
    Q_ENUM(RowState)
    enum class State { Loading, Ready, Failed };
    Q_ENUM(State)

    /// Rows that are kept at most, so that memory is bounded however far somebody scrolls.
    static constexpr int kMostRows = 200'000;

    explicit PagedModelBase(QObject *parent = nullptr);

    [[nodiscard]] State state() const { return m_state; }
    /// Why state() is Failed.
    [[nodiscard]] const Error &error() const { return m_error; }
    /// How many rows match in all; none: not known yet, or more than are counted.
    [[nodiscard]] std::optional<qint64> total() const { return m_total; }
    /// "4,310", "12 of 4,310" when the query narrows the list, "200+" while they are counted, and
    /// "10,000+" where that stops.
    [[nodiscard]] QString countText() const;
    /// How many match, in the same words.
    [[nodiscard]] QString totalText() const;
    /// Does the list go on after the loaded rows, and may it?
    [[nodiscard]] bool hasMore() const { return m_more && rowCount() < kMostRows; }
    /// Does the list go on, though no more rows than kMostRows are kept?
    [[nodiscard]] bool isFull() const { return m_more && rowCount() >= kMostRows; }
    /// Does the query show less than the whole list?
    [[nodiscard]] bool isNarrowed() const { return m_narrowed; }
    /// Is the column one that the database can sort by?
    [[nodiscard]] virtual bool isSortable(int column) const = 0;
    [[nodiscard]] virtual int sortColumn() const = 0;
    [[nodiscard]] virtual Qt::SortOrder sortOrder() const = 0;

    /// The row whose IdRole is \a id, or -1 if it is not loaded.
    [[nodiscard]] virtual int rowOf(const QVariant &id) const = 0;
    /// Asks again for the rows that are loaded and merges the answer: rows that stay keep their
    /// index. Of a long list only its head, and singly the rows that can be seen.
    virtual void refresh() = 0;
    /// Which rows a view shows.
    void setVisibleRows(int first, int last)
    {
        m_firstVisible = first;
        m_lastVisible = last;
    }
    /// Tells views that the words for times have changed, though no row has.
    void updateTimes();

signals:
    /// State, number of rows or count text is another one now.
    void stateChanged();
    /// The rows of a new query have arrived.
    void loaded();
    /// Asking again, or for more rows, failed; the rows that are shown stay.
    void failed(const tokendesk::Error &error);

protected:
    void setState(State state, const Error &error = {});
    /// Counts soon, or once the last count is far enough back: a count may cost much.
    void wantCount();
    /// Asks how many rows match; countDone() follows.
    virtual void count() = 0;
    void countDone();
    /// Answers of counts for an older query never come.
    void forgetCounts();

    State m_state = State::Loading;
    Error m_error;
    bool m_narrowed = false;
    bool m_more = false; ///< the list goes on after the loaded rows
    std::optional<qint64> m_total;
    qint64 m_least = 0; ///< without a total: more than so many match
    std::optional<qint64> m_overall; ///< rows without the narrowing; none: not known
    qint64 m_overallLeast = 0;
    int m_firstVisible = 0;
    int m_lastVisible = -1;

private:
    QElapsedTimer m_counting; ///< valid while a count runs
    QTimer m_countPause;
    bool m_countWanted = false;
};

/// The paging itself. Row has a member `id`; Query has `after`, `limit` and `withTotal`. Rows come
/// first, their number is asked for apart: it may take far longer. No event has more to do than a
/// page, or kRefreshed rows; rows are kept by pointer, so that inserting before 100,000 of them
/// moves no row.
template<typename Row, typename Query>
class PagedModel : public PagedModelBase
{
public:
    static constexpr int kPageSize = 200;
    static constexpr int kLargestPage = 1000;
    /// Rows that a refresh reads again at most, so that the GUI thread never has more to merge.
    static constexpr int kRefreshed = 2000;
    static constexpr int kSinglyRefreshed = 64;
    /// More than so many are not freed by the GUI thread.
    static constexpr int kFreedHere = 2000;
    using Id = decltype(Row::id);
    using Rows = tokendesk::Page<Row>;

    using PagedModelBase::PagedModelBase;

    [[nodiscard]] const Query &query() const { return m_query; }
    /// Shows the rows of \a query. Those of the query before stay until the first answer; then the
    /// model is reset. Nothing happens if \a query is the one shown already.
    void setQuery(Query query)
    {
        query.after.clear();
        query.limit = kPageSize;
        query.withTotal = false;
        if (m_started && query == m_query && m_state != State::Failed)
            return;
        m_query = query;
        Query all = baseline(query);
        all.withTotal = query.withTotal;
        m_narrowed = !(all == query);
        m_started = true;
        ++m_serial;
        m_busy = false;
        m_refreshAgain = false;
        m_isRefreshing = false;
        m_fetchWanted = false;
        forgetCounts();
        setState(State::Loading);
        loadFirst();
    }

    void refresh() override
    {
        if (!m_started || m_busy) {
            m_refreshAgain = m_busy;
            return;
        }
        if (m_state == State::Failed) {
            setQuery(m_query);
            return;
        }
        m_busy = true;
        m_isRefreshing = true;
        const int wanted =
            std::max(kPageSize, (rowCount() + kPageSize - 1) / kPageSize * kPageSize);
        collect({}, {}, std::min(wanted, kRefreshed));
        if (wanted > kRefreshed)
            refreshVisible();
    }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
    }
    [[nodiscard]] bool canFetchMore(const QModelIndex &parent) const override
    {
        return !parent.isValid() && hasMore() && !m_fetchWanted && (!m_busy || m_isRefreshing)
               && m_state == State::Ready;
    }
    /// While a refresh runs, after it: a view asks but once when it comes to the end.
    void fetchMore(const QModelIndex &parent) override
    {
        if (!canFetchMore(parent))
            return;
        if (m_busy) {
            m_fetchWanted = true;
            return;
        }
        m_busy = true;
        Query query = m_query;
        query.after = m_next;
        if (rowCount() >= kLargestPage)
            query.limit = kLargestPage; // whoever went so far goes on
        ask(query, [this](Rows page) {
            append(std::move(page));
            finish(std::exchange(m_refreshAgain, false), false);
        });
    }

    [[nodiscard]] const Row &row(int index) const
    {
        return *m_rows[static_cast<std::size_t>(index)];
    }
    /// The row of \a id, or -1 if it is not loaded.
    [[nodiscard]] int find(const Id &id) const
    {
        const auto it = std::find_if(m_rows.begin(), m_rows.end(),
                                     [&id](const RowPointer &row) { return row->id == id; });
        return it == m_rows.end() ? -1 : static_cast<int>(it - m_rows.begin());
    }

protected:
    [[nodiscard]] virtual QFuture<Result<Rows>> load(const Query &query) = 0;
    /// The row of \a id. Errors: NotFound.
    [[nodiscard]] virtual QFuture<Result<Row>> loadOne(const Id &id) = 0;
    /// \a query without what narrows it.
    [[nodiscard]] virtual Query baseline(const Query &query) const = 0;

    void count() override
    {
        m_countsAwaited = m_narrowed ? 2 : 1;
        askCount(m_query, m_total, m_least);
        if (m_narrowed)
            askCount(baseline(m_query), m_overall, m_overallLeast);
    }

private:
    using RowPointer = std::unique_ptr<Row>;

    /// Asks how many rows of \a query there are.
    void askCount(Query query, std::optional<qint64> &total, qint64 &least)
    {
        query.after.clear();
        query.limit = 1;
        query.withTotal = true;
        whenDone(load(query), this, [this, serial = m_serial, &total, &least](Result<Rows> answer) {
            if (serial != m_serial)
                return;
            if (answer) {
                total = answer->total;
                least = answer->least;
            }
            if (--m_countsAwaited == 0)
                countDone();
        });
    }

    template<typename Function>
    void ask(const Query &query, Function done)
    {
        whenDone(load(query), this, [this, serial = m_serial, done](Result<Rows> answer) mutable {
            if (serial != m_serial)
                return;
            if (answer) {
                done(std::move(*answer));
                return;
            }
            m_busy = false;
            m_isRefreshing = false;
            m_fetchWanted = false;
            if (m_state == State::Ready)
                emit failed(answer.error());
            else
                setState(State::Failed, answer.error());
        });
    }

    void loadFirst()
    {
        m_busy = true;
        ask(m_query, [this](Rows page) {
            beginResetModel();
            std::vector<RowPointer> before = std::exchange(m_rows, {});
            QSet<Id> knownBefore = std::exchange(m_known, {});
            for (Row &row : page.rows) {
                m_known.insert(row.id);
                m_rows.push_back(std::make_unique<Row>(std::move(row)));
            }
            setEnd(page.next);
            m_state = State::Ready;
            endResetModel();
            if (before.size() > kFreedHere)
                freeElsewhere(std::move(before), std::move(knownBefore));
            emit loaded();
            if (m_more || m_narrowed)
                wantCount();
            finish(std::exchange(m_refreshAgain, false), false);
        });
    }

    static void freeElsewhere(std::vector<RowPointer> rows, QSet<Id> ids)
    {
        // Shared, since a task is copied; the last to go is the task's.
        auto kept = std::make_shared<std::pair<std::vector<RowPointer>, QSet<Id>>>(std::move(rows),
                                                                                   std::move(ids));
        QThreadPool::globalInstance()->start([kept = std::move(kept)] {});
    }

    void setEnd(const QByteArray &next)
    {
        m_next = next;
        m_more = !next.isEmpty();
        if (!m_more)
            m_total = rowCount();
    }

    /// Gathers \a wanted rows from the start, page by page, then merges them.
    void collect(std::vector<Row> rows, const QByteArray &after, int wanted)
    {
        Query query = m_query;
        query.after = after;
        query.limit = std::min(wanted - static_cast<int>(rows.size()), kLargestPage);
        ask(query, [this, wanted, gathered = std::move(rows)](Rows page) mutable {
            std::move(page.rows.begin(), page.rows.end(), std::back_inserter(gathered));
            if (!page.next.isEmpty() && static_cast<int>(gathered.size()) < wanted) {
                collect(std::move(gathered), page.next, wanted);
                return;
            }
            m_isRefreshing = false;
            const bool isHead = rowCount() > kRefreshed && !page.next.isEmpty();
            merge(withoutDuplicates(std::move(gathered)), isHead);
            if (!isHead)
                setEnd(page.next);
            if (isHead || m_more || m_narrowed)
                wantCount();
            const bool fetch = std::exchange(m_fetchWanted, false);
            finish(!fetch && std::exchange(m_refreshAgain, false), fetch);
        });
    }

    void append(Rows page)
    {
        // A row that moved down since the last page must not be there twice.
        std::erase_if(page.rows, [this](const Row &row) { return m_known.contains(row.id); });
        if (!page.rows.empty()) {
            const int first = rowCount();
            beginInsertRows({}, first, first + static_cast<int>(page.rows.size()) - 1);
            for (Row &row : page.rows) {
                m_known.insert(row.id);
                m_rows.push_back(std::make_unique<Row>(std::move(row)));
            }
            endInsertRows();
        }
        setEnd(page.next);
    }

    /// An answer has come; what was asked for meanwhile is done now, by turns.
    void finish(bool refreshNext, bool fetchNext)
    {
        m_busy = false;
        emit stateChanged();
        if (refreshNext)
            refresh();
        if (fetchNext)
            fetchMore({});
    }

    /// A row that moved between two pages while they were read comes twice.
    [[nodiscard]] static std::vector<Row> withoutDuplicates(std::vector<Row> rows)
    {
        QSet<Id> known;
        std::erase_if(rows, [&known](const Row &row) {
            const bool twice = known.contains(row.id);
            known.insert(row.id);
            return twice;
        });
        return rows;
    }

    /// Turns the loaded rows, or with \a isHead the first of them, into \a fresh by removals,
    /// moves, insertions and changes.
    void merge(const std::vector<Row> &fresh, bool isHead)
    {
        QSet<Id> wanted;
        for (const Row &row : fresh)
            wanted.insert(row.id);
        removeAllBut(wanted, isHead ? headSize(wanted) : m_rows.size());
        for (std::size_t i = 0; i < fresh.size();) {
            if (!m_known.contains(fresh[i].id)) {
                std::size_t last = i;
                while (last + 1 < fresh.size() && !m_known.contains(fresh[last + 1].id))
                    ++last;
                insertRange(i, fresh, last);
                i = last + 1;
                continue;
            }
            if (!(m_rows[i]->id == fresh[i].id))
                moveUp(i, fresh);
            change(i, fresh[i]);
            ++i;
        }
    }

    /// How many of the rows belong to the head of the list that has the ids \a wanted: up to the
    /// last one of them that was there already. Rows that rose from below do not count.
    [[nodiscard]] std::size_t headSize(const QSet<Id> &wanted) const
    {
        const std::size_t most = std::min(m_rows.size(), static_cast<std::size_t>(wanted.size()));
        for (std::size_t end = most; end > 0; --end) {
            if (wanted.contains(m_rows[end - 1]->id))
                return end;
        }
        return 0;
    }

    void removeAllBut(const QSet<Id> &wanted, std::size_t end)
    {
        while (end > 0) {
            std::size_t begin = end;
            while (begin > 0 && !wanted.contains(m_rows[begin - 1]->id))
                --begin;
            if (begin == end) {
                --end;
                continue;
            }
            beginRemoveRows({}, static_cast<int>(begin), static_cast<int>(end) - 1);
            for (std::size_t i = begin; i < end; ++i)
                m_known.remove(m_rows[i]->id);
            m_rows.erase(at(begin), at(end));
            endRemoveRows();
            end = begin;
        }
    }

    /// Reads the rows again that a view shows, one by one: they lie behind the head.
    void refreshVisible()
    {
        const int last =
            std::min({m_lastVisible, rowCount() - 1, m_firstVisible + kSinglyRefreshed - 1});
        for (int i = std::max(m_firstVisible, kRefreshed); i <= last; ++i) {
            const Id id = row(i).id;
            whenDone(loadOne(id), this, [this, serial = m_serial, id](const Result<Row> &fresh) {
                const int line = serial == m_serial ? find(id) : -1;
                if (line < 0)
                    return;
                if (fresh) {
                    change(static_cast<std::size_t>(line), *fresh);
                } else if (fresh.error().code == ErrorCode::NotFound) {
                    beginRemoveRows({}, line, line);
                    m_known.remove(id);
                    m_rows.erase(at(static_cast<std::size_t>(line)));
                    endRemoveRows();
                }
            });
        }
    }

    void insertRange(std::size_t first, const std::vector<Row> &fresh, std::size_t last)
    {
        beginInsertRows({}, static_cast<int>(first), static_cast<int>(last));
        std::vector<RowPointer> inserted;
        for (std::size_t i = first; i <= last; ++i) {
            m_known.insert(fresh[i].id);
            inserted.push_back(std::make_unique<Row>(fresh[i]));
        }
        m_rows.insert(at(first), std::make_move_iterator(inserted.begin()),
                      std::make_move_iterator(inserted.end()));
        endInsertRows();
    }

    /// Brings the row that belongs at \a position there.
    void moveUp(std::size_t position, const std::vector<Row> &fresh)
    {
        // One row that sank is moved alone, not everything below it upwards.
        if (position + 1 < m_rows.size() && m_rows[position + 1]->id == fresh[position].id) {
            std::size_t target = position + 1;
            while (target < fresh.size() && !(fresh[target].id == m_rows[position]->id))
                ++target;
            const std::size_t destination = std::min(target + 1, m_rows.size());
            move(position, destination);
            if (m_rows[position]->id == fresh[position].id)
                return;
        }
        const auto found = std::find_if(at(position), m_rows.end(), [&](const RowPointer &row) {
            return row->id == fresh[position].id;
        });
        move(static_cast<std::size_t>(found - m_rows.begin()), position);
    }

    /// \a destination as of beginMoveRows(): the row before which \a from comes to stand.
    void move(std::size_t from, std::size_t destination)
    {
        beginMoveRows({}, static_cast<int>(from), static_cast<int>(from), {},
                      static_cast<int>(destination));
        if (destination > from)
            std::rotate(at(from), at(from + 1), at(destination));
        else
            std::rotate(at(destination), at(from), at(from + 1));
        endMoveRows();
    }

    void change(std::size_t position, const Row &fresh)
    {
        if (*m_rows[position] == fresh)
            return;
        *m_rows[position] = fresh;
        const int line = static_cast<int>(position);
        emit dataChanged(index(line, 0), index(line, columnCount() - 1));
    }

    [[nodiscard]] typename std::vector<RowPointer>::iterator at(std::size_t position)
    {
        return m_rows.begin() + static_cast<std::ptrdiff_t>(position);
    }

    std::vector<RowPointer> m_rows;
    QSet<Id> m_known; ///< their ids
    Query m_query;
    QByteArray m_next;
    quint64 m_serial = 0; ///< answers to older queries are dropped
    bool m_started = false;
    bool m_busy = false; ///< an answer that changes rows is awaited
    bool m_refreshAgain = false; ///< refresh() was called meanwhile
    bool m_isRefreshing = false; ///< it is one for refresh()
    bool m_fetchWanted = false; ///< fetchMore() was called meanwhile
    int m_countsAwaited = 0;
};

} // namespace tokendesk::ui
