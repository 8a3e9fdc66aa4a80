// SPDX-License-Identifier: GPL-3.0-or-later
// QObject: keeps the figures of the status bar fresh.
#pragma once

#include "server/runtime/adminapi.h"
#include "ui/throttle.h"

#include <QObject>
#include <QTimer>

#include <optional>

namespace tokendesk::ui {

/// Asks AdminApi::overview() at the start, when the data or the settings changed (at most four
/// times a second, never two questions at once) and every 30 s, since sessions also end by the
/// clock. Thread: GUI.
class OverviewWatcher : public QObject
{
    Q_OBJECT
public:
    explicit OverviewWatcher(AdminApi &api, QObject *parent = nullptr);

    void refresh();
    /// The last answer; none before the first.
    [[nodiscard]] const std::optional<Overview> &overview() const { return m_overview; }

signals:
    void updated(const tokendesk::Overview &overview);
    void failed(const tokendesk::Error &error);

private:
    void ask();

    AdminApi &m_api;
    Throttle m_throttle;
    QTimer m_timer;
    std::optional<Overview> m_overview;
    bool m_asking = false;
    bool m_askAgain = false;
};

} // namespace tokendesk::ui
