// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/userspage.h"

#include "server/base/csv.h"
#include "server/base/records.h"
#include "server/base/valuejson.h"
#include "ui/dialogs/importdialog.h"
#include "ui/dialogs/newuserdialog.h"
#include "ui/dialogs/passworddialog.h"
#include "ui/models/searchtext.h"
#include "ui/models/usersmodel.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/factsgrid.h"
#include "ui/widgets/rowdelegates.h"

#include <QFile>
#include <QFileInfo>
#include <QPromise>
#include <QPushButton>
#include <QThreadPool>

#include <algorithm>
#include <iterator>
#include <memory>

namespace tokendesk::ui {

namespace {

constexpr std::chrono::seconds kUndoTime{10};
const QString kActionBanner = QStringLiteral("users-action");
const QString kUndoBanner = QStringLiteral("users-undo");

std::vector<UserId> idsOf(const std::vector<User> &users)
{
    std::vector<UserId> ids;
    for (const User &user : users)
        ids.push_back(user.id);
    return ids;
}

/// The change that leads from \a after back to \a before.
UserChange reverse(const User &before)
{
    UserChange change;
    change.username = before.username;
    change.email = before.email;
    change.firstName = before.firstName;
    change.lastName = before.lastName;
    change.active = before.active;
    change.staff = before.staff;
    change.superuser = before.superuser;
    change.groups = before.groups;
    change.claims = before.claims;
    return change;
}

} // namespace

UsersPage::UsersPage(const PageContext &context, QWidget *parent)
    : ListPage(context, QStringLiteral("users"), tr("Search users"), parent),
      m_users(new UsersModel(context.api, context.clock, this))
{
    setObjectName(QStringLiteral("usersPage"));
    addFilter(tr("All users"), {});
    addFilter(tr("Active"), QStringLiteral("active"));
    addFilter(tr("Disabled"), QStringLiteral("disabled"));
    addFilter(tr("Bin"), QStringLiteral("deleted"));
    makeActions();
    addToolWidget(actionButton(m_new, QStringLiteral("newUserButton"), this));

    auto *table = new DataTable(this);
    table->setAccessibleName(tr("Users"));
    table->setDispensable({UsersModel::Created, UsersModel::Groups, UsersModel::Sessions,
                           UsersModel::FullName, UsersModel::LastLogin});
    table->setPagedModel(m_users, {UsersModel::Created}, {11, 14, 24, 12, 15, 14, 11, 12});
    table->setItemDelegateForColumn(UsersModel::State, new StateDelegate(theme(), this));
    m_pane = new UserPane(api(), theme(), context.clock, m_userActions, this);
    setUp(m_users, table, m_pane);

    connect(table, &QTableView::doubleClicked, this, &UsersPage::editUser);
    connect(m_pane, &UserPane::saved, this, &UsersPage::saved);
    connect(m_pane, &UserPane::saveFailed, this, [this](const Error &error) {
        showError(kActionBanner, tr("The user could not be saved."), error);
    });
    connect(m_pane, &UserPane::editingDone, table, qOverload<>(&QWidget::setFocus));
    connect(m_pane, &UserPane::sessionsWanted, this, [this](const User &user) {
        ListPage::context().openPage(
            QStringLiteral("sessions"),
            {{QStringLiteral("user"), user.id}, {QStringLiteral("username"), user.username}});
    });
    updateActions({});
}

void UsersPage::makeActions()
{
    m_new = addPageAction(QStringLiteral("newAction"), QStringLiteral("user-add"), tr("New User…"),
                          QKeySequence::New, [this] { newUser(); });
    m_import = addPageAction(QStringLiteral("usersImportAction"), QStringLiteral("import"),
                             tr("Import Users…"), QKeySequence(tr("Ctrl+Shift+I")),
                             [this] { chooseImport(); });
    m_userActions.edit =
        addPageAction(QStringLiteral("usersEditAction"), QStringLiteral("edit"), tr("Edit"),
                      QKeySequence(Qt::Key_F2), [this] { editUser(); });
    m_userActions.toggle =
        addPageAction(QStringLiteral("usersToggleAction"), QStringLiteral("user-off"),
                      tr("Disable"), QKeySequence(tr("Ctrl+D")), [this] { toggleUsers(); });
    m_userActions.unlock =
        addPageAction(QStringLiteral("usersUnlockAction"), QStringLiteral("unlock"), tr("Unlock"),
                      QKeySequence(tr("Ctrl+U")), [this] { unlockUsers(); });
    m_userActions.password =
        addPageAction(QStringLiteral("usersPasswordAction"), QStringLiteral("key"),
                      tr("Set Password…"), QKeySequence(tr("Ctrl+P")), [this] { setPassword(); });
    m_userActions.endSessions = addPageAction(
        QStringLiteral("usersEndSessionsAction"), QStringLiteral("end"), tr("End All Sessions…"),
        QKeySequence(tr("Ctrl+E")), [this] { endSessions(); });
    m_userActions.remove =
        addPageAction(QStringLiteral("usersDeleteAction"), QStringLiteral("delete"), tr("Delete"),
                      QKeySequence::Delete, [this] { deleteUsers(); });
    m_userActions.restore =
        addPageAction(QStringLiteral("usersRestoreAction"), QStringLiteral("undo"), tr("Restore"),
                      QKeySequence(tr("Ctrl+R")), [this] { restoreUsers(); });
}

void UsersPage::applySearch(const QString &text)
{
    const UserSearch found = parseUserSearch(text);
    setProblem(found.problem);
    UserQuery query = found.query;
    query.sort = m_users->query().sort;
    query.descending = m_users->query().descending;
    m_users->setQuery(query);
}

void UsersPage::applyFilter(const QJsonObject &filter)
{
    const UserId wanted = filter.value(QLatin1String("user")).toInteger();
    if (wanted == 0)
        return;
    whenDone(api().user(wanted), this, [this](const Result<User> &user) {
        if (!user) {
            showError(kActionBanner, tr("The user could not be found."), user.error());
            return;
        }
        selectWhenLoaded(user->id);
        search(user->deletedAt ? QStringLiteral("state:deleted ") + user->username
                               : user->username);
        if (table()->selectId(user->id))
            selectWhenLoaded({});
    });
}

ListPage::Emptiness UsersPage::emptiness() const
{
    if (m_users->query().deleted) {
        return {QStringLiteral("delete"),
                tr("The bin is empty"),
                tr("Deleted users stay here for 30 days and can be restored."),
                {}};
    }
    return {QStringLiteral("users"), tr("No users yet"), tr("Nobody can sign in so far."),
            tr("Create the First User")};
}

void UsersPage::emptyButtonClicked() { newUser(); }

ExportJob::Fetch UsersPage::exportOf(bool asJson)
{
    const ExportFormat<User> format{userCsvColumns(),
                                    [](const User &user) { return csvFields(user); },
                                    [](const User &user) { return toJson(user); }};
    return exportPages(
        this, m_users->query(), [this](const UserQuery &query) { return api().listUsers(query); },
        format, asJson);
}

std::vector<User> UsersPage::selectedUsers() const
{
    std::vector<User> users;
    for (const int row : table()->selectedRowNumbers())
        users.push_back(m_users->row(row));
    return users;
}

void UsersPage::showSelection()
{
    const std::vector<User> users = selectedUsers();
    updateActions(users);
    m_pane->showUsers(users);
}

void UsersPage::updateActions(const std::vector<User> &users)
{
    const bool one = users.size() == 1;
    const bool any = !users.empty();
    const bool bin = any && users.front().deletedAt.has_value();
    const bool disable = !any || users.front().active;
    const int count = static_cast<int>(users.size());
    const int live = one ? static_cast<int>(users.front().liveSessions) : 0;
    const bool usable = any && !bin;
    m_userActions.edit->setEnabled(one && usable);
    m_userActions.toggle->setEnabled(usable);
    m_userActions.toggle->setText(count > 1 ? disable ? tr("Disable %n Users", nullptr, count)
                                                      : tr("Enable %n Users", nullptr, count)
                                  : disable ? tr("Disable")
                                            : tr("Enable"));
    m_userActions.toggle->setIcon(
        theme().icon(disable ? QStringLiteral("user-off") : QStringLiteral("user")));
    const int locked = bin ? 0 : static_cast<int>(barred(users).size());
    m_userActions.unlock->setEnabled(locked > 0);
    m_userActions.unlock->setVisible(locked > 0);
    m_userActions.unlock->setText(count > 1 ? tr("Unlock %n Users", nullptr, locked)
                                            : tr("Unlock"));
    m_userActions.password->setEnabled(one && usable);
    m_userActions.endSessions->setEnabled(live > 0);
    m_userActions.endSessions->setText(live > 0 ? tr("End All Sessions (%1)…").arg(live)
                                                : tr("End All Sessions…"));
    m_userActions.remove->setEnabled(usable);
    m_userActions.remove->setText(count > 1 ? tr("Delete %n Users", nullptr, count) : tr("Delete"));
    m_userActions.restore->setEnabled(bin);
    m_userActions.restore->setVisible(bin);
    m_userActions.restore->setText(count > 1 ? tr("Restore %n Users", nullptr, count)
                                             : tr("Restore"));
}

std::vector<User> UsersPage::barred(const std::vector<User> &users) const
{
    std::vector<User> found;
    const Instant now = ListPage::context().clock.now();
    std::copy_if(users.begin(), users.end(), std::back_inserter(found),
                 [now](const User &user) { return user.login.isBarred(now); });
    return found;
}

void UsersPage::newUser()
{
    auto *dialog = new NewUserDialog(api(), theme(), this);
    connect(dialog, &NewUserDialog::created, this, [this](const User &user) {
        done(tr("User “%1” was created.").arg(user.username));
        selectWhenLoaded(user.id);
        m_users->refresh();
    });
    dialog->open();
}

void UsersPage::chooseImport()
{
    FileQuestion question;
    question.title = tr("Import Users");
    question.filters = tr("CSV files (*.csv *.tsv *.txt);;All files (*)");
    ListPage::context().prompter.chooseFileToOpen(this, question, [this](const QString &path) {
        if (!path.isEmpty())
            openImport(path);
    });
}

void UsersPage::openImport(const QString &path)
{
    // Not here: a file may lie far away.
    const auto promise = std::make_shared<QPromise<Result<QByteArray>>>(); // shared with the thread
    promise->start();
    QThreadPool::globalInstance()->start([path, promise] {
        QFile file(path);
        const qint64 limit = CsvLimits{}.bytes;
        QByteArray bytes = file.open(QIODevice::ReadOnly) ? file.read(limit + 1) : QByteArray();
        if (file.error() != QFileDevice::NoError)
            promise->addResult(
                fail(ErrorCode::InvalidArgument, file.errorString(), QStringLiteral("file")));
        else
            promise->addResult(std::move(bytes));
        promise->finish();
    });
    const QString name = QFileInfo(path).fileName();
    whenDone(promise->future(), this, [this, name](const Result<QByteArray> &bytes) {
        if (!bytes) {
            showError(kActionBanner, tr("%1 cannot be read.").arg(name), bytes.error());
            return;
        }
        auto *dialog = new ImportDialog(api(), theme(), *bytes, name, this);
        connect(dialog, &ImportDialog::imported, this, &UsersPage::imported);
        dialog->open();
    });
}

void UsersPage::imported(const UserImportOutcome &outcome)
{
    m_users->refresh();
    const QString text = tr("Imported: %1 created, %2 changed, %3 refused, %4 sessions ended.")
                             .arg(outcome.created)
                             .arg(outcome.changed)
                             .arg(outcome.refused.size())
                             .arg(outcome.sessionsEnded);
    if (outcome.id == 0)
        return done(text);
    done(text, [this, id = outcome.id] {
        ListPage::context().prompter.reauthenticate(this, tr("Undo the import?"),
                                                    [this, id](bool isGranted) {
                                                        if (isGranted)
                                                            undoImport(id);
                                                    });
    });
}

void UsersPage::undoImport(qint64 id)
{
    whenDone(api().undoUserImport(id), this, [this](const Result<UserImportOutcome> &undone) {
        m_users->refresh();
        if (!undone)
            return showError(kActionBanner, tr("The import could not be undone."), undone.error());
        done(tr("Import undone: %1 moved to the bin, %2 changed back, %3 left as they are.")
                 .arg(undone->created)
                 .arg(undone->changed)
                 .arg(undone->refused.size()));
    });
}

void UsersPage::editUser()
{
    const std::vector<User> users = selectedUsers();
    if (users.size() == 1 && !users.front().deletedAt && !m_pane->isEditing())
        m_pane->edit(users.front());
}

void UsersPage::saved(const User &before, const User &after)
{
    m_users->refresh();
    done(tr("User “%1” was saved.").arg(after.username), [this, before] {
        whenDone(
            api().updateUser(before.id, reverse(before)), this, [this](const Result<User> &answer) {
                m_users->refresh();
                if (!answer)
                    showError(kActionBanner, tr("The change could not be undone."), answer.error());
            });
    });
}

void UsersPage::toggleUsers()
{
    const std::vector<User> users = selectedUsers();
    if (users.empty())
        return;
    const bool isActive = !users.front().active;
    if (isActive || users.size() == 1)
        return setActive(users, isActive, true);
    const QString act = tr("Disable %n users?", nullptr, static_cast<int>(users.size()));
    ListPage::context().prompter.reauthenticate(this, act, [this, users](bool isGranted) {
        if (isGranted)
            setActive(users, false, true);
    });
}

void UsersPage::setActive(const std::vector<User> &users, bool active, bool canUndo)
{
    struct Progress
    {
        std::vector<User> changed;
        std::size_t left = 0;
    };
    auto progress = std::make_shared<Progress>(); // shared by the answers, which come in any order
    for (const User &user : users)
        progress->left += user.active == active ? 0 : 1;
    const auto finish = [this, progress, active, canUndo] {
        m_users->refresh();
        if (progress->changed.empty() || !canUndo)
            return;
        const int count = static_cast<int>(progress->changed.size());
        const QString name = progress->changed.front().username;
        const QString text =
            count == 1
                ? (active ? tr("User “%1” was enabled.") : tr("User “%1” was disabled.")).arg(name)
            : active ? tr("%n users were enabled.", nullptr, count)
                     : tr("%n users were disabled.", nullptr, count);
        done(text, [this, progress, active] { setActive(progress->changed, !active, false); });
    };
    for (const User &user : users) {
        if (user.active == active)
            continue;
        UserChange change;
        change.active = active;
        whenDone(api().updateUser(user.id, change), this,
                 [this, progress, finish, user, active](const Result<User> &answer) {
                     if (answer) {
                         progress->changed.push_back(*answer);
                     } else {
                         showError(kActionBanner,
                                   (active ? tr("User “%1” could not be enabled.")
                                           : tr("User “%1” could not be disabled."))
                                       .arg(user.username),
                                   answer.error());
                     }
                     if (--progress->left == 0)
                         finish();
                 });
    }
}

void UsersPage::unlockUsers()
{
    const std::vector<User> users = barred(selectedUsers());
    if (users.empty())
        return;
    const QString name = users.front().username;
    const bool one = users.size() == 1;
    whenDone(api().unlockUsers(idsOf(users)), this, [this, name, one](const Result<int> &answer) {
        m_users->refresh();
        if (answer)
            done(one ? tr("User “%1” was unlocked.").arg(name)
                     : tr("%n users were unlocked.", nullptr, *answer));
        else
            showError(kActionBanner, tr("Nobody was unlocked."), answer.error());
    });
}

void UsersPage::deleteUsers()
{
    const std::vector<User> users = selectedUsers();
    if (users.empty() || users.front().deletedAt)
        return;
    const QString name = users.front().username;
    const int count = static_cast<int>(users.size());
    const QString act =
        count == 1 ? tr("Delete the user %1?").arg(name) : tr("Delete %n users?", nullptr, count);
    ListPage::context().prompter.reauthenticate(this, act,
                                                [this, ids = idsOf(users), name](bool isGranted) {
                                                    if (isGranted)
                                                        moveToBin(ids, name);
                                                });
}

void UsersPage::moveToBin(const std::vector<UserId> &ids, const QString &name)
{
    whenDone(api().deleteUsers(ids), this, [this, ids, name](const Result<int> &answer) {
        m_users->refresh();
        if (!answer) {
            showError(kActionBanner, tr("Nothing was deleted."), answer.error());
            return;
        }
        const QString text = ids.size() == 1
                                 ? tr("User “%1” was moved to the bin.").arg(name)
                                 : tr("%n users were moved to the bin.", nullptr, *answer);
        done(text, [this, ids] { restore(ids); });
    });
}

void UsersPage::restoreUsers()
{
    const std::vector<User> users = selectedUsers();
    if (!users.empty() && users.front().deletedAt)
        restore(idsOf(users));
}

void UsersPage::restore(const std::vector<UserId> &ids)
{
    whenDone(api().restoreUsers(ids), this, [this](const Result<int> &answer) {
        m_users->refresh();
        if (answer)
            done(tr("%n user(s) restored. Their sessions stay ended.", nullptr, *answer));
        else
            showError(kActionBanner, tr("Nothing was restored."), answer.error());
    });
}

void UsersPage::setPassword()
{
    const std::vector<User> users = selectedUsers();
    if (users.size() != 1 || users.front().deletedAt)
        return;
    auto *dialog = new PasswordDialog(api(), theme(), users.front(), this);
    connect(dialog, &PasswordDialog::passwordSet, this, [this, name = users.front().username] {
        done(tr("User “%1” has a new password.").arg(name));
        m_users->refresh();
    });
    dialog->open();
}

void UsersPage::endSessions()
{
    const std::vector<User> users = selectedUsers();
    if (users.size() != 1 || users.front().liveSessions == 0)
        return;
    const User user = users.front();
    const int count = static_cast<int>(user.liveSessions);
    Question question;
    question.title = tr("End %n session(s) of %1?", nullptr, count).arg(user.username);
    question.text = tr("The user must sign in again on each device.");
    question.verb = tr("End %n Session(s)", nullptr, count);
    question.needsPassword = true;
    ListPage::context().prompter.confirm(this, question, [this, user](Decision decision) {
        if (!decision)
            return;
        whenDone(api().endSessionsOfUser(user.id), this, [this, user](const Result<int> &answer) {
            m_users->refresh();
            if (answer)
                done(tr("%n session(s) of “%1” ended.", nullptr, *answer).arg(user.username));
            else
                showError(kActionBanner, tr("No session was ended."), answer.error());
        });
    });
}

void UsersPage::done(const QString &text, const std::function<void()> &undo)
{
    banners().remove(kActionBanner);
    Banner banner;
    banner.id = kUndoBanner;
    banner.kind = Banner::Kind::Success;
    banner.text = text;
    if (undo) {
        banner.actionText = tr("Undo");
        banner.action = undo;
        banner.duration = kUndoTime;
    }
    banners().show(banner);
}

} // namespace tokendesk::ui
