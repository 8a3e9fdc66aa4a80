// SPDX-License-Identifier: GPL-3.0-or-later
// Widget: the long operations that run, in the status bar.
#pragma once

#include <QFrame>
#include <QTimer>
#include <QWidget>

#include <vector>

class QLabel;
class QProgressBar;
class QToolButton;

namespace tokendesk::ui {

class TaskList;
class Theme;

/// One task as title, words, bar and Cancel. Object names: taskTitle, taskDetail, taskBar,
/// taskCancel. Thread: GUI.
class TaskRow : public QWidget
{
    Q_OBJECT
public:
    TaskRow(Theme &theme, QWidget *parent = nullptr);
    /// Shows row \a row of \a tasks.
    void show(const TaskList &tasks, int row);

signals:
    void cancelClicked();

private:
    QLabel *m_title = nullptr;
    QLabel *m_detail = nullptr;
    QProgressBar *m_bar = nullptr;
    QToolButton *m_cancel = nullptr;
};

/// Takes no room while nothing runs, nor in the first moments of a task, which may end in them. A
/// click opens the list of all tasks. Object names: taskIndicator (the button), taskIndicatorBar,
/// taskIndicatorCancel, taskPopup. Thread: GUI.
class TaskIndicator : public QWidget
{
    Q_OBJECT
public:
    TaskIndicator(TaskList &tasks, Theme &theme, QWidget *parent = nullptr);

private:
    void inserted(int first, int last);
    void removed(int first, int last);
    void update();
    void openPopup();

    TaskList &m_tasks;
    Theme &m_theme;
    QToolButton *m_text = nullptr;
    QProgressBar *m_bar = nullptr;
    QToolButton *m_cancel = nullptr;
    QFrame *m_popup = nullptr;
    std::vector<TaskRow *> m_rows; ///< as the list has them
    QTimer m_patience;
};

} // namespace tokendesk::ui
