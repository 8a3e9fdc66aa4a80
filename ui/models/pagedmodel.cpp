// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/pagedmodel.h"

#include <QLocale>

#include <algorithm>

namespace tokendesk::ui {

namespace {

constexpr int kPausePerCount = 10; ///< of ten parts of time, counting takes one at most

//: a number of rows of which more follow: "200+"
QString orMore(qint64 rows) { return PagedModelBase::tr("%1+").arg(QLocale().toString(rows)); }

} // namespace

PagedModelBase::PagedModelBase(QObject *parent) : QAbstractTableModel(parent)
{
    m_countPause.setSingleShot(true);
    connect(&m_countPause, &QTimer::timeout, this, [this] {
        if (m_countWanted)
            wantCount();
    });
}

QString PagedModelBase::totalText() const
{
    if (m_total)
        return QLocale().toString(*m_total);
    return m_more ? orMore(std::max<qint64>(rowCount(), m_least)) : QLocale().toString(rowCount());
}

QString PagedModelBase::countText() const
{
    if (m_state == State::Failed)
        return {};
    if (!m_total && !m_more && m_state == State::Loading)
        return tr("Loading…");
    if (!m_narrowed || (!m_overall && m_overallLeast == 0))
        return totalText();
    //: shown rows of all rows: "12 of 4,310"
    return tr("%1 of %2")
        .arg(totalText(), m_overall ? QLocale().toString(*m_overall) : orMore(m_overallLeast));
}

void PagedModelBase::wantCount()
{
    m_countWanted = m_counting.isValid() || m_countPause.isActive();
    if (m_countWanted)
        return;
    m_counting.start();
    count();
}

void PagedModelBase::countDone()
{
    m_countPause.start(std::chrono::milliseconds(kPausePerCount * m_counting.elapsed()));
    m_counting.invalidate();
    emit stateChanged();
}

void PagedModelBase::forgetCounts()
{
    m_counting.invalidate();
    m_countPause.stop();
    m_countWanted = false;
    m_total.reset();
    m_overall.reset();
    m_least = 0;
    m_overallLeast = 0;
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
