// SPDX-License-Identifier: GPL-3.0-or-later
// Widget: what settings that are not saved yet would do to the live sessions.
#pragma once

#include "server/runtime/adminapi.h"

#include <QFrame>

class QCheckBox;
class QLabel;
class QTimer;

namespace tokendesk::ui {

class RoleLabel;
class Theme;

/// Asks the server a moment after the last edit, and is there only while there is something to ask.
/// Object names: forecastPanel, forecastTitle, forecastCounts, forecastRemarks, shortenSessions.
/// Thread: GUI.
class ForecastPanel : public QFrame
{
    Q_OBJECT
public:
    ForecastPanel(AdminApi &api, Theme &theme, const Clock &clock, QWidget *parent = nullptr);

    /// The changes as they stand; empty, or some that cannot be saved: nothing to tell.
    void setChanges(const QJsonObject &changes);
    /// Live sessions are to be shortened as well.
    [[nodiscard]] bool shortensSessions() const;

private:
    void ask();
    void show(const Result<SettingsForecast> &forecast);
    void showCounts();
    [[nodiscard]] QStringList remarks() const;

    AdminApi &m_api;
    const Clock &m_clock;
    QTimer *m_timer = nullptr;
    QLabel *m_title = nullptr;
    QLabel *m_counts = nullptr;
    RoleLabel *m_remarks = nullptr;
    QCheckBox *m_shorten = nullptr;
    QJsonObject m_changes;
    SettingsForecast m_forecast;
    QFuture<Result<SettingsForecast>> m_running;
    quint64 m_serial = 0; ///< answers about other changes are dropped
};

} // namespace tokendesk::ui
