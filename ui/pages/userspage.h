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
    using Wanted = std::function<bool(const User &)>;
    /// Whom an action is for: of the selected users, or of all that match, those whom it concerns.
    struct Targets
    {
        Wanted wanted;
        std::vector<UserId> ids; ///< not used for all that match
        QString name; ///< of the first
        qint64 count = 0; ///< 0: more than are counted
        QString countText;
        bool isAll = false;

        /// "3 users", "10,000+ users".
        [[nodiscard]] QString phrase() const;
    };
    /// What is done to each of them, and the words for it.
    struct Act
    {
        BulkJob<UserId>::Call call;
        BulkPace pace;
        QString task; ///< "Disabling 3 users"
        QString failed; ///< "Nobody was disabled."
        std::function<QString(const BulkOutcome &)> done;
        std::function<void(const std::vector<UserId> &)> undo; ///< none: cannot be undone
    };

    void makeActions();
    /// Valid until the model changes.
    [[nodiscard]] std::vector<const User *> selectedUsers() const;
    void updateActions(const std::vector<const User *> &users);
    void updateToggle(bool isUsable, bool disable);
    [[nodiscard]] Targets targetsOf(const Wanted &wanted) const;
    [[nodiscard]] static Targets targetsOf(const std::vector<UserId> &ids);
    /// Asks before an act on more users than one can look through; \a question without its word.
    void askFirst(const Targets &targets, Question question, const std::function<void()> &then);
    void run(const Targets &targets, const Act &act);
    void tell(const Act &act, const BulkOutcome &outcome, const std::vector<UserId> &changed);
    void newUser();
    void chooseImport();
    void openImport(const QString &path);
    void imported(const UserImportOutcome &outcome);
    void undoImport(qint64 id);
    void editUser();
    void toggleUsers();
    void setActive(const Targets &targets, bool active, bool canUndo);
    void unlockUsers();
    void deleteUsers();
    void restoreUsers();
    void restore(const Targets &targets);
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
