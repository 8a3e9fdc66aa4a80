// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/rowcopier.h"

#include "ui/widgets/copybutton.h"

#include <QTimer>

#include <utility>

namespace tokendesk::ui {

RowCopier::RowCopier(const QAbstractItemModel &model, const QList<int> &columns,
                     const QItemSelection &rows, QObject *parent)
    : QObject(parent), m_model(model), m_columns(columns), m_ranges(rows)
{
    for (const QItemSelectionRange &range : std::as_const(m_ranges))
        m_total += range.height();
    connect(&model, &QAbstractItemModel::modelAboutToBeReset, this, &RowCopier::cancel);
    QStringList titles;
    for (const int column : std::as_const(m_columns))
        titles.append(model.headerData(column, Qt::Horizontal).toString());
    m_text = titles.join(QLatin1Char('\t'));
}

void RowCopier::start() { step(); }

void RowCopier::cancel() { end(false); }

bool RowCopier::nextRange()
{
    while (++m_range < m_ranges.size()) {
        const QItemSelectionRange &range = m_ranges.at(m_range);
        if (!range.isValid())
            continue;
        m_offset = 0;
        m_next = m_model.index(range.top(), 0);
        return true;
    }
    return false;
}

int RowCopier::nextRow() const
{
    if (m_range < 0 || !m_ranges.at(m_range).isValid())
        return -1;
    const QItemSelectionRange &range = m_ranges.at(m_range);
    const bool isThere =
        m_next.isValid() && m_next.row() >= range.top() && m_next.row() <= range.bottom();
    const int row = isThere ? m_next.row() : range.top() + m_offset;
    return row <= range.bottom() ? row : -1;
}

void RowCopier::appendRow(int row)
{
    QStringList cells;
    for (const int column : std::as_const(m_columns))
        cells.append(m_model.index(row, column).data().toString().simplified());
    m_text += QLatin1Char('\n') + cells.join(QLatin1Char('\t'));
}

void RowCopier::step()
{
    if (m_isOver)
        return;
    for (int copied = 0; copied < kAtOnce;) {
        const int row = nextRow();
        if (row < 0) {
            if (nextRange())
                continue;
            copyToClipboard(m_text);
            return end(true);
        }
        appendRow(row);
        m_offset = row + 1 - m_ranges.at(m_range).top();
        m_next = m_model.index(row + 1, 0);
        ++m_done;
        ++copied;
    }
    emit progressed(m_done);
    QTimer::singleShot(0, this, &RowCopier::step);
}

void RowCopier::end(bool isCopied)
{
    if (std::exchange(m_isOver, true))
        return;
    emit finished(isCopied);
    deleteLater();
}

} // namespace tokendesk::ui
