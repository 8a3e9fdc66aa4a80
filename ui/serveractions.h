// SPDX-License-Identifier: GPL-3.0-or-later
// QObject: starting and stopping the server from the window.
#pragma once

#include "server/runtime/servercontrol.h"

#include <QObject>

class QAction;
class QMenu;

namespace tokendesk::ui {

class ActionRegistry;
class BannerStack;
class Theme;

/// The actions of the Server menu, enabled as the state allows, and the banners that tell a stopped
/// server and a start that failed. Thread: GUI.
class ServerActions : public QObject
{
    Q_OBJECT
public:
    ServerActions(ServerControl &server, ActionRegistry &actions, BannerStack &banners,
                  Theme &theme, QObject *parent = nullptr);

    /// Start, stop, restart, copy, open.
    void fillMenu(QMenu *menu) const;
    /// Start while stopped, stop while running: one button for both.
    [[nodiscard]] QAction *startStop() const { return m_startStop; }
    [[nodiscard]] QAction *restart() const { return m_restart; }

private:
    void follow(ServerControl::State state);
    void showBanner(ServerControl::State state);

    ServerControl &m_server;
    BannerStack &m_banners;
    Theme &m_theme;
    QAction *m_start = nullptr;
    QAction *m_stop = nullptr;
    QAction *m_restart = nullptr;
    QAction *m_startStop = nullptr;
    QAction *m_copyAddress = nullptr;
    QAction *m_openAddress = nullptr;
};

} // namespace tokendesk::ui
