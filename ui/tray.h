// SPDX-License-Identifier: GPL-3.0-or-later
// QObject: what the tray icon shows and offers.
#pragma once

#include "server/runtime/servercontrol.h"
#include "ui/alerts.h"

#include <QObject>
#include <QPointer>

class QAction;
class QMenu;

namespace tokendesk::ui {

class ActionRegistry;
class Theme;
class TrayIcon;

/// Shape and colour of the icon tell the state of the server and unseen alerts, the menu opens the
/// window, starts and stops, and lists the last alerts. Notifications come only while the window is
/// not in front. Object name of the menu: trayMenu. Thread: GUI.
class Tray : public QObject
{
    Q_OBJECT
public:
    /// Everything outlives the tray. \a window is what notifications are kept from while it is in
    /// front, and parent of the menu.
    Tray(TrayIcon &icon, ServerControl &server, Alerts &alerts, const ActionRegistry &actions,
         Theme &theme, QWidget &window);

    [[nodiscard]] QMenu *menu() const { return m_menu; }
    /// While the window is locked neither menu nor notifications tell what happened.
    void setLocked(bool isLocked);

signals:
    void openWanted();
    void quitWanted();
    void alertWanted(const tokendesk::ui::Alert &alert);

private:
    void follow();
    void fillAlerts();
    void notify(const Alert &alert, const QString &text);

    TrayIcon &m_icon;
    ServerControl &m_server;
    Alerts &m_alerts;
    Theme &m_theme;
    QWidget &m_window;
    QMenu *m_menu = nullptr;
    QMenu *m_alertMenu = nullptr;
    QAction *m_state = nullptr;
    std::optional<Alert> m_lastNotified;
    bool m_isLocked = false;
};

} // namespace tokendesk::ui
