// SPDX-License-Identifier: GPL-3.0-or-later
// QObject: what is being done that takes a while.
#pragma once

#include "ui/async.h"

#include <QAbstractListModel>
#include <QElapsedTimer>
#include <QPointer>

#include <functional>
#include <vector>

namespace tokendesk::ui {

class TaskList;

/// One long operation, for whoever carries it out. While it lives the task is listed; it disappears
/// with the handle. A handle without a list, or one that outlives the list, does nothing, so that
/// callers need not ask. Thread: GUI.
class TaskHandle
{
public:
    TaskHandle() = default;
    ~TaskHandle() { finish(); }
    TaskHandle(TaskHandle &&other) noexcept;
    TaskHandle &operator=(TaskHandle &&other) noexcept;
    TaskHandle(const TaskHandle &) = delete;
    TaskHandle &operator=(const TaskHandle &) = delete;

    /// \a done of \a total rows, sessions, bytes; a total of 0: unknown.
    void setProgress(qint64 done, qint64 total);
    /// In words what is being done just now: "Hashing passwords"; empty: none.
    void setText(const QString &text);
    /// Has the person asked to stop? Loops that are not told by a callback ask here.
    [[nodiscard]] bool isCancelled() const;
    /// Takes the task off the list.
    void finish();

private:
    friend class TaskList;
    TaskHandle(TaskList *list, quint64 id) : m_list(list), m_id(id) { }

    QPointer<TaskList> m_list;
    quint64 m_id = 0;
};

/// The long operations that run, oldest first, as a list model: the status bar shows them. How one
/// ended is told by the page that began it, with a banner. Thread: GUI.
class TaskList : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role {
        TextRole = Qt::UserRole + 1, ///< "Hashing passwords", or empty
        DoneRole, ///< qint64
        TotalRole, ///< qint64; 0: unknown
        CancellableRole, ///< bool
        CancelledRole, ///< bool: asked to stop, not stopped yet
    };

    explicit TaskList(QObject *parent = nullptr) : QAbstractListModel(parent) { }

    /// Lists \a title ("Importing users.csv") until the handle is gone. \a cancel is called at most
    /// once, when the person asks to stop; without one the task cannot be cancelled.
    [[nodiscard]] TaskHandle start(const QString &title, std::function<void()> cancel = {});

    /// Lists \a title until \a future has finished; Cancel cancels it if \a cancellable. Hands
    /// the future back, so that a call can be wrapped where it stands:
    /// `whenDone(tasks.follow(tr("Generating key"), api.generateKey(k), true), this, …)`.
    template<typename T>
    QFuture<Result<T>> follow(const QString &title, QFuture<Result<T>> future,
                              bool cancellable = false)
    {
        std::function<void()> cancel;
        if (cancellable)
            cancel = [future]() mutable { future.cancel(); };
        auto handle = std::make_shared<TaskHandle>(start(title, std::move(cancel)));
        whenDone(future, this, [handle](const Result<T> &) { handle->finish(); });
        return future;
    }

    /// Asks the task in \a row to stop; nothing if it cannot or has been asked before.
    void cancel(int row);
    void cancelAll();
    [[nodiscard]] bool isEmpty() const { return m_tasks.empty(); }
    /// "34 of 1,200", "34", or empty before the first step.
    [[nodiscard]] QString countText(int row) const;
    /// How long the task in \a row has been listed.
    [[nodiscard]] std::chrono::milliseconds age(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    /// DisplayRole is the title.
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    friend class TaskHandle;
    struct Task
    {
        quint64 id = 0;
        QString title;
        QString text;
        qint64 done = 0;
        qint64 total = 0;
        std::function<void()> cancel;
        bool cancelled = false;
        QElapsedTimer since;
    };

    /// The row of task \a id; -1: none.
    [[nodiscard]] int rowOf(quint64 id) const;
    void changed(int row);
    void finish(quint64 id);

    std::vector<Task> m_tasks;
    quint64 m_nextId = 1;
};

} // namespace tokendesk::ui
