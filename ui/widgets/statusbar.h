// SPDX-License-Identifier: GPL-3.0-or-later
// Widget: what is always worth knowing, at the bottom of the window.
#pragma once

#include "server/runtime/adminapi.h"
#include "server/runtime/servercontrol.h"

#include "ui/theme/theme.h"

#include <QStatusBar>

class QMenu;
class QToolButton;

namespace tokendesk::ui {

/// A state in three ways at once, so that colour is never the only one.
struct StateWords
{
    QString shape; ///< ● ○ ▲ ◌
    QString word;
    ColourRole role;
};

/// Shape, word and colour of \a state.
[[nodiscard]] StateWords stateWords(ServerControl::State state);
/// "recommended" or "simplejwt".
[[nodiscard]] QString presetWord(Preset preset);

/// Left: passing messages. Right, permanent and clickable: state, address, sessions, key, database,
/// preset. Object names: statusServer, statusAddress, statusSessions, statusKey, statusDatabase,
/// statusPreset. Thread: GUI.
class StatusBar : public QStatusBar
{
    Q_OBJECT
public:
    explicit StatusBar(Theme &theme, QWidget *parent = nullptr);

    /// Shown by a click on state or address.
    void setServerMenu(QMenu *menu);
    void setServer(ServerControl::State state, const QUrl &url);
    void setOverview(const Overview &overview);
    /// The figures are unknown: \a reason becomes the tool tip.
    void setUnavailable(const QString &reason);

signals:
    void sessionsClicked();
    void keyClicked();
    void databaseClicked();
    void presetClicked();

private:
    QToolButton *addPart(const QString &name, const QString &iconName);
    void paintState();

    Theme &m_theme;
    ServerControl::State m_state = ServerControl::State::Stopped;
    QToolButton *m_server = nullptr;
    QToolButton *m_address = nullptr;
    QToolButton *m_sessions = nullptr;
    QToolButton *m_key = nullptr;
    QToolButton *m_database = nullptr;
    QToolButton *m_preset = nullptr;
};

} // namespace tokendesk::ui
