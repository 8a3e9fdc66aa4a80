// SPDX-License-Identifier: GPL-3.0-or-later
// Widget: what the audit log says of one thing.
#pragma once

#include "server/base/event.h"
#include "server/runtime/adminapi.h"

#include <QWidget>

class QTreeWidget;

namespace tokendesk::ui {

class RoleLabel;
class Theme;

/// The newest events of a query, each with time, type and actor; details in the tool tip. Asks only
/// while it is visible. Object names: eventList, eventListState. Thread: GUI.
class EventList : public QWidget
{
    Q_OBJECT
public:
    static constexpr int kLimit = 100;

    EventList(AdminApi &api, Theme &theme, const Clock &clock, QWidget *parent = nullptr);

    /// Shows what matches \a query, of which sort and paging are this widget's; the same query
    /// again only brings the list up to date.
    void setQuery(const EventQuery &query);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void load();
    void show(const Result<tokendesk::Page<Event>> &page);

    AdminApi &m_api;
    const Clock &m_clock;
    QTreeWidget *m_list = nullptr;
    RoleLabel *m_state = nullptr;
    EventQuery m_query;
    std::vector<Event> m_shown;
    quint64 m_serial = 0; ///< answers to older queries are dropped
    bool m_isStale = true;
};

} // namespace tokendesk::ui
