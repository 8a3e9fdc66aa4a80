// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tasklist.h"

#include <QLocale>

#include <algorithm>
#include <utility>

namespace tokendesk::ui {

TaskHandle::TaskHandle(TaskHandle &&other) noexcept
    : m_list(std::exchange(other.m_list, nullptr)), m_id(std::exchange(other.m_id, 0))
{
}

TaskHandle &TaskHandle::operator=(TaskHandle &&other) noexcept
{
    if (this != &other) {
        finish();
        m_list = std::exchange(other.m_list, nullptr);
        m_id = std::exchange(other.m_id, 0);
    }
    return *this;
}

void TaskHandle::setProgress(qint64 done, qint64 total)
{
    const int row = m_list ? m_list->rowOf(m_id) : -1;
    if (row < 0)
        return;
    TaskList::Task &task = m_list->m_tasks[static_cast<std::size_t>(row)];
    task.total = std::max<qint64>(total, 0);
    task.done = std::max<qint64>(done, 0);
    if (task.total > 0)
        task.done = std::min(task.done, task.total);
    m_list->changed(row);
}

void TaskHandle::setText(const QString &text)
{
    const int row = m_list ? m_list->rowOf(m_id) : -1;
    if (row < 0)
        return;
    m_list->m_tasks[static_cast<std::size_t>(row)].text = text;
    m_list->changed(row);
}

bool TaskHandle::isCancelled() const
{
    const int row = m_list ? m_list->rowOf(m_id) : -1;
    return row >= 0 && m_list->m_tasks[static_cast<std::size_t>(row)].cancelled;
}

void TaskHandle::finish()
{
    if (m_list)
        m_list->finish(m_id);
    m_list = nullptr;
}

TaskHandle TaskList::start(const QString &title, std::function<void()> cancel)
{
    Task task;
    task.id = m_nextId++;
    task.title = title;
    task.cancel = std::move(cancel);
    task.since.start();
    const int row = rowCount();
    beginInsertRows({}, row, row);
    m_tasks.push_back(std::move(task));
    endInsertRows();
    return {this, m_tasks.back().id};
}

void TaskList::cancel(int row)
{
    if (row < 0 || row >= rowCount())
        return;
    Task &task = m_tasks[static_cast<std::size_t>(row)];
    if (!task.cancel || std::exchange(task.cancelled, true))
        return;
    // Called last: it may end the task, and with it the row.
    const std::function<void()> callback = std::exchange(task.cancel, {});
    changed(row);
    callback();
}

void TaskList::cancelAll()
{
    for (int row = rowCount() - 1; row >= 0; --row)
        cancel(row);
}

QString TaskList::countText(int row) const
{
    const Task &task = m_tasks.at(static_cast<std::size_t>(row));
    const QLocale locale;
    if (task.total > 0)
        return tr("%1 of %2", "progress")
            .arg(locale.toString(task.done), locale.toString(task.total));
    return task.done > 0 ? locale.toString(task.done) : QString();
}

std::chrono::milliseconds TaskList::age(int row) const
{
    return std::chrono::milliseconds(m_tasks.at(static_cast<std::size_t>(row)).since.elapsed());
}

int TaskList::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_tasks.size());
}

QVariant TaskList::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Task &task = m_tasks[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return task.title;
    case TextRole:
        return task.text;
    case DoneRole:
        return task.done;
    case TotalRole:
        return task.total;
    case CancellableRole:
        return static_cast<bool>(task.cancel);
    case CancelledRole:
        return task.cancelled;
    default:
        return {};
    }
}

int TaskList::rowOf(quint64 id) const
{
    const auto found = std::find_if(m_tasks.begin(), m_tasks.end(),
                                    [id](const Task &task) { return task.id == id; });
    return found == m_tasks.end() ? -1 : static_cast<int>(found - m_tasks.begin());
}

void TaskList::changed(int row) { emit dataChanged(index(row), index(row)); }

void TaskList::finish(quint64 id)
{
    const int row = rowOf(id);
    if (row < 0)
        return;
    beginRemoveRows({}, row, row);
    m_tasks.erase(m_tasks.begin() + row);
    endRemoveRows();
}

} // namespace tokendesk::ui
