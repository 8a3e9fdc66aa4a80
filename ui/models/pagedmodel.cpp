// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/pagedmodel.h"

#include <QLocale>

namespace tokendesk::ui {

QString PagedModelBase::countText() const
{
    const QLocale locale;
    if (m_state == State::Failed)
        return {};
    if (!m_total) {
        const QString rows = locale.toString(rowCount());
        //: a number of rows of which more follow: "200+"
        return m_more ? tr("%1+").arg(rows) : m_state == State::Loading ? tr("Loading…") : rows;
    }
    const QString total = locale.toString(*m_total);
    if (!m_narrowed || !m_overall)
        return total;
    //: shown rows of all rows: "12 of 4,310"
    return tr("%1 of %2").arg(total, locale.toString(*m_overall));
}

void PagedModelBase::updateTimes()
{
    if (rowCount() > 0)
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1), {Qt::DisplayRole});
}

void PagedModelBase::setState(State state, const Error &error)
{
    m_state = state;
    m_error = error;
    emit stateChanged();
}

} // namespace tokendesk::ui
