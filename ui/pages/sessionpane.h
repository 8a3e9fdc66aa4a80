// SPDX-License-Identifier: GPL-3.0-or-later
// Widget: the detail pane of the sessions page.
#pragma once

#include "server/runtime/adminapi.h"

#include <QStackedWidget>

#include <optional>

class QAction;
class QLabel;
class QPushButton;

namespace tokendesk::ui {

class EventList;
class FactsGrid;
class RefreshChain;
class RoleLabel;
class Theme;
class TwoStepButton;

/// What ending \a session does to the access tokens that are out: "Access ends now." or until when
/// they work. \a immediate: setting immediate_revocation.
[[nodiscard]] QString consequenceText(const Session &session, bool immediate, Instant now);

/// Shows the selected session with its refresh chain and events, or how many are selected. Object
/// names: sessionPane, sessionTabs, refreshChain, sessionId,
/// sessionConsequence, revokeButton, endAllOfUserButton, sessionUserLink; bulkTitle,
/// endSelectedButton. Thread: GUI.
class SessionPane : public QStackedWidget
{
    Q_OBJECT
public:
    SessionPane(AdminApi &api, Theme &theme, const Clock &clock, QAction *endSelected,
                QAction *endAllOfUser, QWidget *parent = nullptr);

    /// \a immediate as in consequenceText(); none: not known yet.
    void showSession(const Session &session, std::optional<bool> immediate);
    /// Says what several sessions are instead, or with no \a title what to do.
    void showSummary(const QString &title, const QString &text);
    /// Presses the End Session button, as the Del key does.
    void pressEnd();

signals:
    void endWanted(const tokendesk::SessionId &id);
    void userWanted(tokendesk::UserId id);
    void keyWanted(const QString &kid);
    /// To the setting that decides whether access ends at once.
    void settingWanted();

private:
    QWidget *makeDetails(QAction *endAllOfUser);
    QWidget *makeFacts(QAction *endAllOfUser);
    QWidget *makeSummary(QAction *endSelected);

    AdminApi &m_api;
    Theme &m_theme;
    const Clock &m_clock;
    Session m_session;
    QWidget *m_details = nullptr;
    QWidget *m_summary = nullptr;
    FactsGrid *m_facts = nullptr;
    RefreshChain *m_chain = nullptr;
    EventList *m_events = nullptr;
    QPushButton *m_user = nullptr;
    QPushButton *m_key = nullptr;
    QLabel *m_consequence = nullptr;
    QPushButton *m_setting = nullptr;
    TwoStepButton *m_end = nullptr;
    QLabel *m_bulkTitle = nullptr;
    QLabel *m_bulkText = nullptr;
};

} // namespace tokendesk::ui
