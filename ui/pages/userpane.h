// SPDX-License-Identifier: GPL-3.0-or-later
// Widget: the detail pane of the users page.
#pragma once

#include "server/runtime/adminapi.h"

#include <QStackedWidget>

#include <optional>

class QAction;
class QLabel;
class QPushButton;
class QTabWidget;

namespace tokendesk::ui {

class ClaimsPreview;
class EventList;
class FactsGrid;
class SessionsModel;
class Theme;
class UserForm;

/// The actions on the selected users; the pane shows them as buttons, the page owns them.
struct UserActions
{
    QAction *edit = nullptr;
    QAction *toggle = nullptr; ///< disable or enable
    QAction *unlock = nullptr; ///< seen where wrong passwords keep a user out
    QAction *password = nullptr;
    QAction *endSessions = nullptr;
    QAction *remove = nullptr;
    QAction *restore = nullptr;
};

/// Shows the selected user with claims, sessions and events, several of them as a number, or a form
/// to edit one. Object names: userPane, userTabs, userSessionsTable, userTitle, userEmail, userId
/// …; editUserButton, toggleUserButton, setPasswordButton, unlockUserButton, endUserSessionsButton,
/// deleteUserButton, restoreUserButton, userSessionsLink; saveButton, cancelEditButton; bulkTitle,
/// bulkToggleButton, bulkUnlockButton, bulkEndButton, bulkDeleteButton, bulkRestoreButton. Thread:
/// GUI.
class UserPane : public QStackedWidget
{
    Q_OBJECT
public:
    UserPane(AdminApi &api, Theme &theme, const Clock &clock, const UserActions &actions,
             QWidget *parent = nullptr);

    /// Shows a user, or what \a several says of more than one, or with neither what to do. Does not
    /// disturb a form that is open.
    void showUsers(const User *user, const QString &several);
    /// Opens the form for \a user.
    void edit(const User &user);
    [[nodiscard]] bool isEditing() const;
    [[nodiscard]] bool hasUnsavedChanges() const;

signals:
    /// A change was saved; \a before is the user as it was.
    void saved(const tokendesk::User &before, const tokendesk::User &after);
    /// Saving failed for a reason that belongs to no field.
    void saveFailed(const tokendesk::Error &error);
    /// The form was closed.
    void editingDone();
    void sessionsWanted(const tokendesk::User &user);

private:
    QWidget *makeDetails(const UserActions &actions);
    QWidget *makeProfile(const UserActions &actions);
    QWidget *makeSessions();
    QWidget *makeForm();
    QWidget *makeSummary(const UserActions &actions);
    void showUser(const User &user);
    void showTab();
    void save();
    void formChanged();
    void closeForm();

    AdminApi &m_api;
    Theme &m_theme;
    const Clock &m_clock;
    User m_user; ///< shown
    User m_edited; ///< in the form
    std::optional<User> m_selected;
    QString m_several; ///< what is said instead of several users
    QWidget *m_details = nullptr;
    QWidget *m_formPage = nullptr;
    QWidget *m_summary = nullptr;
    QLabel *m_title = nullptr;
    QLabel *m_formTitle = nullptr;
    QLabel *m_bulkTitle = nullptr;
    FactsGrid *m_facts = nullptr;
    QPushButton *m_sessions = nullptr;
    QTabWidget *m_tabs = nullptr;
    ClaimsPreview *m_claims = nullptr;
    SessionsModel *m_userSessions = nullptr;
    EventList *m_events = nullptr;
    UserForm *m_form = nullptr;
    QPushButton *m_save = nullptr;
    bool m_saving = false;
};

} // namespace tokendesk::ui
