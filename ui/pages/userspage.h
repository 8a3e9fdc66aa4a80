// SPDX-License-Identifier: GPL-3.0-or-later
// Widget: the page of users.
#pragma once

#include "ui/pages/listpage.h"
#include "ui/pages/userpane.h"

namespace tokendesk::ui {

class UsersModel;

/// Who may sign in: search, create, edit, disable, unlock, delete, restore, set a password, end
/// sessions.
/// Thread: GUI.
class UsersPage final : public ListPage
{
    Q_OBJECT
public:
    explicit UsersPage(const PageContext &context, QWidget *parent = nullptr);

    [[nodiscard]] QString id() const override { return QStringLiteral("users"); }
    [[nodiscard]] QString title() const override { return tr("Users"); }
    [[nodiscard]] QString iconName() const override { return QStringLiteral("users"); }
    void applyFilter(const QJsonObject &filter) override;
    [[nodiscard]] bool hasUnsavedChanges() const override { return m_pane->hasUnsavedChanges(); }

protected:
    void applySearch(const QString &text) override;
    void showSelection() override;
    [[nodiscard]] Emptiness emptiness() const override;
    void emptyButtonClicked() override;
    [[nodiscard]] ExportJob::Fetch exportOf(bool asJson) override;

private:
    void makeActions();
    [[nodiscard]] std::vector<User> selectedUsers() const;
    void updateActions(const std::vector<User> &users);
    /// Those of \a users whom wrong passwords keep out.
    [[nodiscard]] std::vector<User> barred(const std::vector<User> &users) const;
    void newUser();
    void chooseImport();
    void openImport(const QString &path);
    void imported(const UserImportOutcome &outcome);
    void undoImport(qint64 id);
    void editUser();
    void toggleUsers();
    /// Changes each of \a users, then shows how many were changed, with Undo if \a canUndo.
    void setActive(const std::vector<User> &users, bool active, bool canUndo);
    void unlockUsers();
    void deleteUsers();
    void moveToBin(const std::vector<UserId> &ids, const QString &name);
    void restoreUsers();
    void restore(const std::vector<UserId> &ids);
    void setPassword();
    void endSessions();
    void saved(const User &before, const User &after);
    void done(const QString &text, const std::function<void()> &undo = {});

    UsersModel *m_users = nullptr;
    UserPane *m_pane = nullptr;
    QAction *m_new = nullptr;
    QAction *m_import = nullptr;
    UserActions m_userActions;
};

} // namespace tokendesk::ui
