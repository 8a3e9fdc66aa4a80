// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/eventlist.h"

#include "ui/async.h"
#include "ui/models/timetext.h"
#include "ui/widgets/rolelabel.h"

#include <QHeaderView>
#include <QJsonDocument>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace tokendesk::ui {

EventList::EventList(AdminApi &api, Theme &theme, const Clock &clock, QWidget *parent)
    : QWidget(parent), m_api(api), m_clock(clock), m_list(new QTreeWidget(this)),
      m_state(new RoleLabel(theme, ColourRole::Muted, {}, this))
{
    m_list->setObjectName(QStringLiteral("eventList"));
    m_list->setAccessibleName(tr("Events"));
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setAlternatingRowColors(true);
    m_list->setHeaderLabels({tr("Time"), tr("Event"), tr("By")});
    m_list->header()->setStretchLastSection(true);
    m_list->header()->resizeSection(0, fontMetrics().averageCharWidth() * 13);
    m_list->header()->resizeSection(1, fontMetrics().averageCharWidth() * 24);
    m_state->setObjectName(QStringLiteral("eventListState"));
    m_state->setSmall();
    m_state->setWordWrap(true);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_state);
}

void EventList::setQuery(const EventQuery &query)
{
    if (!(query == m_query)) {
        m_query = query;
        m_shown.clear();
        m_list->clear();
        m_state->setText(tr("Loading…"));
    }
    m_isStale = true;
    if (isVisible())
        load();
}

void EventList::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_isStale)
        load();
}

void EventList::load()
{
    m_isStale = false;
    EventQuery query = m_query;
    query.after.clear();
    query.limit = kLimit;
    whenDone(m_api.listEvents(query), this,
             [this, serial = ++m_serial](const Result<tokendesk::Page<Event>> &page) {
                 if (serial == m_serial)
                     show(page);
             });
}

void EventList::show(const Result<tokendesk::Page<Event>> &page)
{
    if (!page) {
        m_state->setText(tr("The events could not be read: %1").arg(page.error().message()));
        return;
    }
    m_state->setText(page->rows.empty() ? tr("No events are kept.")
                     : page->next.isEmpty()
                         ? tr("%n event(s)", nullptr, static_cast<int>(page->rows.size()))
                         : tr("The newest %n events", nullptr, kLimit));
    if (page->rows == m_shown)
        return;
    m_shown = page->rows;
    m_list->clear();
    for (const Event &event : m_shown) {
        auto *item = new QTreeWidgetItem(
            m_list, {relativeTime(event.at, m_clock.now()), event.type, event.actor});
        const QString detail =
            QString::fromUtf8(QJsonDocument(event.detail).toJson(QJsonDocument::Indented))
                .trimmed();
        const QString tip = plainToolTip(exactTime(event.at) + QLatin1Char('\n') + detail);
        for (int column = 0; column < m_list->columnCount(); ++column)
            item->setToolTip(column, tip);
    }
}

} // namespace tokendesk::ui
