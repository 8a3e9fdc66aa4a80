// SPDX-License-Identifier: GPL-3.0-or-later
// Widget: what is always worth knowing, at the bottom of the window.
#pragma once

#include "server/runtime/adminapi.h"
#include "server/runtime/servercontrol.h"

#include "ui/theme/theme.h"

#include <QStatusBar>

#include <optional>
#include <vector>

class QMenu;
class QToolButton;

namespace tokendesk::ui {

class TaskList;

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

/// Left: passing messages. Right, permanent and clickable: running tasks, who is signed in, state,
/// address, requests, sessions, key, database, preset, time zone, and while a secret is on the
/// clipboard when it goes. Object names: statusServer, statusAddress, statusRequests,
/// statusSessions, statusKey, statusDatabase, statusPreset, statusZone, statusClipboard,
/// statusAdministrator. Where there is no room for all, the last of these leave first. Thread: GUI.
class StatusBar : public QStatusBar
{
    Q_OBJECT
public:
    StatusBar(Theme &theme, TaskList &tasks, QWidget *parent = nullptr);

    /// Shown by a click on state or address.
    void setServerMenu(QMenu *menu);
    void setServer(ServerControl::State state, const QUrl &url);
    /// \a now: until when days are counted.
    void setOverview(const Overview &overview, Instant now);
    /// The figures are unknown: \a reason becomes the tool tip.
    void setUnavailable(const QString &reason);
    /// Requests answered in the last minute; none: the server does not run.
    void setRequestRate(std::optional<quint64> perMinute);
    /// When the secret on the clipboard is cleared; 0: there is none.
    void setClipboardSeconds(int seconds);
    /// Who is signed in; empty: nobody.
    void setAdministrator(const QString &username);
    /// Shown by a click on who is signed in.
    void setAdministratorMenu(QMenu *menu);

signals:
    void sessionsClicked();
    void keyClicked();
    void databaseClicked();
    void presetClicked();
    void zoneClicked();
    void clipboardClicked();

protected:
    bool event(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void fit();
    QToolButton *addPart(const QString &name, const QString &iconName);
    void showKey(const Overview &overview, Instant now);
    void paintState();

    Theme &m_theme;
    ServerControl::State m_state = ServerControl::State::Stopped;
    QToolButton *m_server = nullptr;
    QToolButton *m_address = nullptr;
    QToolButton *m_sessions = nullptr;
    QToolButton *m_key = nullptr;
    QToolButton *m_database = nullptr;
    QToolButton *m_preset = nullptr;
    QToolButton *m_requests = nullptr;
    QToolButton *m_zone = nullptr;
    QToolButton *m_clipboard = nullptr;
    QToolButton *m_administrator = nullptr;
    QWidget *m_tasks = nullptr;
    std::vector<QToolButton *> m_parts; ///< those that may be left out, most important first
    bool m_hasAddress = false;
    bool m_hasRate = false;
    bool m_hasSecret = false;
    bool m_hasAdministrator = false;
};

} // namespace tokendesk::ui
