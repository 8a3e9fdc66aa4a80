// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/taskindicator.h"

#include "ui/tasklist.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace tokendesk::ui {

namespace {

constexpr std::chrono::milliseconds kPatience{300};
constexpr int kSteps = 1000; // a progress bar counts in int, rows may be more

void showProgress(QProgressBar *bar, qint64 done, qint64 total)
{
    bar->setRange(0, total > 0 ? kSteps : 0);
    bar->setValue(total > 0 ? static_cast<int>(done * kSteps / total) : 0);
}

QToolButton *cancelButton(Theme &theme, const QString &name, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setObjectName(name);
    button->setIcon(theme.icon(QStringLiteral("close")));
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

} // namespace

TaskRow::TaskRow(Theme &theme, QWidget *parent)
    : QWidget(parent), m_title(new QLabel(this)), m_detail(new QLabel(this)),
      m_bar(new QProgressBar(this)),
      m_cancel(cancelButton(theme, QStringLiteral("taskCancel"), this))
{
    m_title->setObjectName(QStringLiteral("taskTitle"));
    m_title->setTextFormat(Qt::PlainText);
    m_detail->setObjectName(QStringLiteral("taskDetail"));
    m_detail->setTextFormat(Qt::PlainText);
    m_bar->setObjectName(QStringLiteral("taskBar"));
    m_bar->setTextVisible(false);
    m_bar->setFixedHeight(6);
    auto *words = new QVBoxLayout;
    words->setSpacing(3);
    words->addWidget(m_title);
    words->addWidget(m_bar);
    words->addWidget(m_detail);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 4, 0, 4);
    layout->addLayout(words, 1);
    layout->addWidget(m_cancel);
    connect(m_cancel, &QToolButton::clicked, this, &TaskRow::cancelClicked);
}

void TaskRow::show(const TaskList &tasks, int row)
{
    const QModelIndex index = tasks.index(row);
    const QString title = index.data().toString();
    m_title->setText(title);
    showProgress(m_bar, index.data(TaskList::DoneRole).toLongLong(),
                 index.data(TaskList::TotalRole).toLongLong());
    m_bar->setAccessibleName(tr("Progress of %1").arg(title));
    QStringList words = {index.data(TaskList::TextRole).toString(), tasks.countText(row)};
    if (index.data(TaskList::CancelledRole).toBool())
        words = {tr("Cancelling…")};
    words.removeAll({});
    m_detail->setText(words.join(QStringLiteral(" · ")));
    const bool cancellable = index.data(TaskList::CancellableRole).toBool();
    m_cancel->setVisible(cancellable);
    m_cancel->setToolTip(tr("Cancel"));
    m_cancel->setAccessibleName(tr("Cancel %1").arg(title));
}

TaskIndicator::TaskIndicator(TaskList &tasks, Theme &theme, QWidget *parent)
    : QWidget(parent), m_tasks(tasks), m_theme(theme), m_text(new QToolButton(this)),
      m_bar(new QProgressBar(this)),
      m_cancel(cancelButton(theme, QStringLiteral("taskIndicatorCancel"), this)),
      m_popup(new QFrame(this, Qt::Popup))
{
    m_text->setObjectName(QStringLiteral("taskIndicator"));
    m_text->setAutoRaise(true);
    m_text->setFocusPolicy(Qt::TabFocus);
    m_text->setToolTip(tr("Show what is running"));
    m_text->setAccessibleName(tr("Running tasks"));
    m_cancel->setAccessibleName(tr("Cancel"));
    m_bar->setObjectName(QStringLiteral("taskIndicatorBar"));
    m_bar->setTextVisible(false);
    m_bar->setFixedSize(fontMetrics().averageCharWidth() * 14, 8);
    m_bar->setAccessibleName(tr("Progress"));
    m_cancel->setIconSize({12, 12});
    m_popup->setObjectName(QStringLiteral("taskPopup"));
    m_popup->setFrameShape(QFrame::StyledPanel);
    m_popup->setAccessibleName(tr("Running tasks"));
    auto *rows = new QVBoxLayout(m_popup);
    rows->setContentsMargins(12, 8, 8, 8);
    rows->setSizeConstraint(QLayout::SetFixedSize);

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(m_text);
    layout->addWidget(m_bar);
    layout->addWidget(m_cancel);
    hide();

    m_patience.setSingleShot(true);
    m_patience.setInterval(kPatience);
    connect(&m_patience, &QTimer::timeout, this, [this] { setVisible(!m_tasks.isEmpty()); });
    connect(m_text, &QToolButton::clicked, this, &TaskIndicator::openPopup);
    connect(m_cancel, &QToolButton::clicked, this, [this] { m_tasks.cancel(0); });
    connect(&tasks, &QAbstractItemModel::rowsInserted, this,
            [this](const QModelIndex &, int first, int last) { inserted(first, last); });
    connect(&tasks, &QAbstractItemModel::rowsRemoved, this,
            [this](const QModelIndex &, int first, int last) { removed(first, last); });
    connect(&tasks, &QAbstractItemModel::dataChanged, this, &TaskIndicator::update);
    if (tasks.rowCount() > 0)
        inserted(0, tasks.rowCount() - 1);
}

void TaskIndicator::inserted(int first, int last)
{
    auto *layout = static_cast<QVBoxLayout *>(m_popup->layout());
    for (int row = first; row <= last; ++row) {
        auto *widget = new TaskRow(m_theme, m_popup);
        widget->setMinimumWidth(fontMetrics().averageCharWidth() * 50);
        layout->insertWidget(row, widget);
        m_rows.insert(m_rows.begin() + row, widget);
        connect(widget, &TaskRow::cancelClicked, this, [this, widget] {
            const auto found = std::find(m_rows.begin(), m_rows.end(), widget);
            m_tasks.cancel(static_cast<int>(found - m_rows.begin()));
        });
    }
    if (isHidden() && !m_patience.isActive())
        m_patience.start();
    update();
}

void TaskIndicator::removed(int first, int last)
{
    for (int row = first; row <= last; ++row)
        m_rows[static_cast<std::size_t>(row)]->deleteLater(); // may be the one that was clicked
    m_rows.erase(m_rows.begin() + first, m_rows.begin() + last + 1);
    if (m_rows.empty()) {
        m_patience.stop();
        m_popup->hide();
        hide();
    }
    update();
}

void TaskIndicator::update()
{
    const int count = m_tasks.rowCount();
    for (int row = 0; row < count; ++row)
        m_rows[static_cast<std::size_t>(row)]->show(m_tasks, row);
    if (count == 0)
        return;
    const QModelIndex first = m_tasks.index(0);
    const QString title = first.data().toString();
    const QString counted = m_tasks.countText(0);
    if (count > 1)
        m_text->setText(tr("%n task(s)", nullptr, count));
    else if (first.data(TaskList::CancelledRole).toBool())
        m_text->setText(tr("%1: cancelling…").arg(title));
    else
        m_text->setText(counted.isEmpty() ? title
                                          : tr("%1: %2", "task, count").arg(title, counted));
    m_text->setAccessibleName(tr("Running: %1").arg(m_text->text()));
    showProgress(m_bar, first.data(TaskList::DoneRole).toLongLong(),
                 count > 1 ? 0 : first.data(TaskList::TotalRole).toLongLong());
    m_cancel->setVisible(count == 1 && first.data(TaskList::CancellableRole).toBool());
    m_cancel->setToolTip(tr("Cancel"));
    m_cancel->setAccessibleName(tr("Cancel %1").arg(title));
}

void TaskIndicator::openPopup()
{
    m_popup->adjustSize();
    const QPoint above = mapToGlobal(QPoint(0, 0)) - QPoint(0, m_popup->sizeHint().height() + 4);
    m_popup->move(above);
    m_popup->show();
}

} // namespace tokendesk::ui
