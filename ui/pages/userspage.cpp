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
#include "ui/tasklist.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/factsgrid.h"
#include "ui/widgets/rowdelegates.h"

#include <QFile>
#include <QFileInfo>
#include <QPromise>
#include <QPushButton>
#include <QThreadPool>

#include <memory>

namespace tokendesk::ui {

namespace {

constexpr std::chrono::seconds kUndoTime{10};
const QString kActionBanner = QStringLiteral("users-action");
const QString kUndoBanner = QStringLiteral("users-undo");

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
    showSelection();
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
        auto *dialog =
            new ImportDialog(api(), theme(), ListPage::context().tasks, *bytes, name, this);
        connect(dialog, &ImportDialog::imported, this, &UsersPage::imported);
        dialog->open();
    });
}

void UsersPage::imported(const UserImportOutcome &outcome)
{
    m_users->refresh();
    const QString counts = tr("Imported: %1 created, %2 changed, %3 refused, %4 sessions ended.")
                               .arg(outcome.created)
                               .arg(outcome.changed)
                               .arg(outcome.refused.size())
                               .arg(outcome.sessionsEnded);
    //: %1: what was done until then, a sentence
    const QString text =
        outcome.isCancelled ? tr("Stopped before the end. %1").arg(counts) : counts;
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
    const auto undoing = api().undoUserImport(id);
    if (TaskList *tasks = ListPage::context().tasks)
        tasks->follow(tr("Undoing the import"), undoing);
    whenDone(undoing, this, [this](const Result<UserImportOutcome> &undone) {
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
    const auto users = selectedUsers();
    if (users.size() == 1 && !users.front()->deletedAt && !m_pane->isEditing())
        m_pane->edit(*users.front());
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

void UsersPage::setPassword()
{
    const auto users = selectedUsers();
    if (users.size() != 1 || users.front()->deletedAt)
        return;
    auto *dialog = new PasswordDialog(api(), theme(), *users.front(), this);
    connect(dialog, &PasswordDialog::passwordSet, this, [this, name = users.front()->username] {
        done(tr("User “%1” has a new password.").arg(name));
        m_users->refresh();
    });
    dialog->open();
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
