// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/userpane.h"

#include "ui/async.h"
#include "ui/models/sessionsmodel.h"
#include "ui/models/timetext.h"
#include "ui/models/usersmodel.h"
#include "ui/theme/theme.h"
#include "ui/widgets/claimspreview.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/eventlist.h"
#include "ui/widgets/factsgrid.h"
#include "ui/widgets/rowdelegates.h"
#include "ui/widgets/userform.h"

#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QScrollArea>
#include <QTabWidget>
#include <QVBoxLayout>

namespace tokendesk::ui {

namespace {

QLabel *titleLabel(const QString &name, QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setObjectName(name);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    QFont font = label->font();
    font.setBold(true);
    font.setPointSizeF(font.pointSizeF() * 1.2);
    label->setFont(font);
    return label;
}

QWidget *scrolled(QWidget *content, QWidget *parent)
{
    auto *area = new QScrollArea(parent);
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setWidget(content);
    return area;
}

/// "7", "7 in a row, next try in 20 s", "100 in a row, locked 3 h ago"; nothing without any.
QString wrongPasswords(const LoginState &login, Instant now)
{
    const QString count = QLocale().toString(login.failures);
    if (login.lockedAt)
        //: %1: number of wrong passwords; %2: such as "3 h ago"
        return UserPane::tr("%1 in a row, locked %2")
            .arg(count, relativeTime(*login.lockedAt, now));
    if (login.isBarred(now))
        //: %1: number of wrong passwords; %2: a span such as "20 s"
        return UserPane::tr("%1 in a row, next try in %2")
            .arg(count, shortSpan(*login.waitUntil - now));
    return login.failures > 0 ? count : QString();
}

} // namespace

UserPane::UserPane(AdminApi &api, Theme &theme, const Clock &clock, const UserActions &actions,
                   QWidget *parent)
    : QStackedWidget(parent), m_api(api), m_theme(theme), m_clock(clock)
{
    setObjectName(QStringLiteral("userPane"));
    setMinimumWidth(360);
    auto *hint = new QLabel(tr("Select a user to see the details."), this);
    hint->setForegroundRole(QPalette::PlaceholderText);
    hint->setAlignment(Qt::AlignCenter);
    hint->setWordWrap(true);
    addWidget(hint);
    m_details = makeDetails(actions);
    m_formPage = scrolled(makeForm(), this);
    m_summary = makeSummary(actions);
    addWidget(m_details);
    addWidget(m_formPage);
    addWidget(m_summary);
}

QWidget *UserPane::makeDetails(const UserActions &actions)
{
    auto *page = new QWidget(this);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(12, 0, 4, 0);
    layout->setSpacing(10);
    m_title = titleLabel(QStringLiteral("userTitle"), page);
    m_tabs = new QTabWidget(page);
    m_tabs->setObjectName(QStringLiteral("userTabs"));
    m_tabs->setDocumentMode(true);
    m_claims = new ClaimsPreview(m_api, m_theme, m_tabs);
    m_events = new EventList(m_api, m_theme, m_clock, m_tabs);
    m_tabs->addTab(scrolled(makeProfile(actions), m_tabs), tr("Profile"));
    m_tabs->addTab(m_claims, tr("Claims"));
    m_tabs->addTab(makeSessions(), tr("Sessions"));
    m_tabs->addTab(m_events, tr("Events"));
    layout->addWidget(m_title);
    layout->addWidget(m_tabs, 1);
    connect(m_tabs, &QTabWidget::currentChanged, this, &UserPane::showTab);
    return page;
}

QWidget *UserPane::makeSessions()
{
    m_userSessions = new SessionsModel(m_api, m_clock, this);
    auto *table = new DataTable(m_tabs);
    table->setObjectName(QStringLiteral("userSessionsTable"));
    table->setAccessibleName(tr("Sessions of the user"));
    table->setPagedModel(m_userSessions,
                         {SessionsModel::User, SessionsModel::Refreshed, SessionsModel::Expires,
                          SessionsModel::Refreshes, SessionsModel::Ended, SessionsModel::EndedBy},
                         {10, 16, 12, 12, 12, 14, 10, 14, 12, 12});
    table->setItemDelegateForColumn(SessionsModel::State, new StateDelegate(m_theme, this));
    table->setItemDelegateForColumn(SessionsModel::Expires,
                                    new SpanDelegate(m_theme, m_clock, this));
    connect(table, &QTableView::doubleClicked, this, [this] { emit sessionsWanted(m_user); });
    return table;
}

QWidget *UserPane::makeProfile(const UserActions &actions)
{
    auto *page = new QWidget(this);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 8, 4, 0);
    layout->setSpacing(10);
    m_facts = new FactsGrid(m_theme, page);
    m_facts->addFact(QStringLiteral("userName"), tr("User name"), tr("Copy the user name"));
    m_facts->addFact(QStringLiteral("userEmail"), tr("E-mail"), tr("Copy the e-mail address"));
    m_facts->addFact(QStringLiteral("userId"), tr("Id"), tr("Copy the id"));
    m_facts->addFact(QStringLiteral("userState"), tr("State"));
    m_facts->addFact(QStringLiteral("userFlags"), tr("Rights"));
    m_facts->addFact(QStringLiteral("userGroups"), tr("Groups"));
    m_facts->addFact(QStringLiteral("userLastLogin"), tr("Last sign-in"));
    m_facts->addFact(QStringLiteral("userPassword"), tr("Password"));
    m_facts->addFact(QStringLiteral("userWrongPasswords"), tr("Wrong passwords"));
    m_facts->addFact(QStringLiteral("userCreated"), tr("Created"));
    m_sessions = new QPushButton(m_theme.icon(QStringLiteral("sessions")), {}, page);
    m_sessions->setObjectName(QStringLiteral("userSessionsLink"));
    m_facts->addWidget(tr("Sessions"), m_sessions);
    auto *buttons = new QGridLayout;
    buttons->addWidget(actionButton(actions.edit, QStringLiteral("editUserButton"), page), 0, 0);
    buttons->addWidget(actionButton(actions.toggle, QStringLiteral("toggleUserButton"), page), 0,
                       1);
    buttons->addWidget(actionButton(actions.password, QStringLiteral("setPasswordButton"), page), 1,
                       0);
    buttons->addWidget(actionButton(actions.remove, QStringLiteral("deleteUserButton"), page), 1,
                       1);
    // At most one of the two is seen.
    buttons->addWidget(actionButton(actions.restore, QStringLiteral("restoreUserButton"), page), 2,
                       0, 1, 2);
    buttons->addWidget(actionButton(actions.unlock, QStringLiteral("unlockUserButton"), page), 2, 0,
                       1, 2);
    buttons->addWidget(
        actionButton(actions.endSessions, QStringLiteral("endUserSessionsButton"), page), 3, 0, 1,
        2);
    layout->addWidget(m_facts);
    layout->addLayout(buttons);
    layout->addStretch(1);
    connect(m_sessions, &QPushButton::clicked, this, [this] { emit sessionsWanted(m_user); });
    return page;
}

QWidget *UserPane::makeForm()
{
    auto *page = new QWidget(this);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(12, 0, 4, 0);
    m_formTitle = titleLabel(QStringLiteral("editTitle"), page);
    m_form = new UserForm(m_theme, page);
    m_form->setObjectName(QStringLiteral("userForm"));
    m_save = new QPushButton(m_theme.icon(QStringLiteral("save")), tr("&Save"), page);
    m_save->setObjectName(QStringLiteral("saveButton"));
    auto *cancel = new QPushButton(tr("&Cancel"), page);
    cancel->setObjectName(QStringLiteral("cancelEditButton"));
    m_save->setShortcut(QKeySequence::Save);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(m_save);
    layout->addWidget(m_formTitle);
    layout->addWidget(m_form);
    layout->addLayout(buttons);
    layout->addStretch(1);
    connect(m_form, &UserForm::changed, this, &UserPane::formChanged);
    connect(m_save, &QPushButton::clicked, this, &UserPane::save);
    connect(cancel, &QPushButton::clicked, this, &UserPane::closeForm);
    return page;
}

QWidget *UserPane::makeSummary(const UserActions &actions)
{
    auto *page = new QWidget(this);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(12, 0, 4, 0);
    m_bulkTitle = titleLabel(QStringLiteral("bulkTitle"), page);
    layout->addWidget(m_bulkTitle);
    layout->addWidget(actionButton(actions.toggle, QStringLiteral("bulkToggleButton"), page));
    layout->addWidget(actionButton(actions.unlock, QStringLiteral("bulkUnlockButton"), page));
    layout->addWidget(actionButton(actions.endSessions, QStringLiteral("bulkEndButton"), page));
    layout->addWidget(actionButton(actions.remove, QStringLiteral("bulkDeleteButton"), page));
    layout->addWidget(actionButton(actions.restore, QStringLiteral("bulkRestoreButton"), page));
    layout->addStretch(1);
    return page;
}

void UserPane::showUsers(const User *user, const QString &several)
{
    m_selected = user != nullptr ? std::optional(*user) : std::nullopt;
    m_several = several;
    if (isEditing())
        return;
    if (user != nullptr) {
        showUser(*user);
        setCurrentWidget(m_details);
    } else if (!several.isEmpty()) {
        m_bulkTitle->setText(several);
        setCurrentWidget(m_summary);
    } else {
        setCurrentIndex(0);
    }
}

void UserPane::showUser(const User &user)
{
    m_user = user;
    const Instant now = m_clock.now();
    m_title->setText(user.fullName().isEmpty() ? user.username : user.fullName());
    m_facts->setFact(QStringLiteral("userName"), user.username);
    m_facts->setFact(QStringLiteral("userEmail"), user.email);
    m_facts->setFact(QStringLiteral("userId"), QString::number(user.id));
    m_facts->setFact(QStringLiteral("userState"),
                     user.deletedAt ? tr("Deleted %1").arg(relativeTime(*user.deletedAt, now))
                                    : UsersModel::stateText(user),
                     user.deletedAt ? exactTime(*user.deletedAt) : QString());
    QStringList flags;
    if (user.superuser)
        flags.append(tr("superuser"));
    if (user.staff)
        flags.append(tr("staff"));
    m_facts->setFact(QStringLiteral("userFlags"),
                     flags.isEmpty() ? tr("none") : flags.join(QStringLiteral(", ")));
    m_facts->setFact(QStringLiteral("userGroups"),
                     user.groups.isEmpty() ? tr("none") : user.groups.join(QStringLiteral(", ")));
    m_facts->setFact(QStringLiteral("userLastLogin"), relativeTime(user.lastLoginAt, now),
                     user.lastLoginAt ? exactTime(*user.lastLoginAt) : QString());
    const QString set =
        user.passwordChangedAt ? relativeTime(*user.passwordChangedAt, now) : QString();
    m_facts->setFact(QStringLiteral("userPassword"),
                     user.passwordScheme.isEmpty() ? tr("none: cannot sign in")
                     : set.isEmpty()               ? user.passwordScheme
                                                   : tr("set %1, %2").arg(set, user.passwordScheme),
                     user.passwordChangedAt ? exactTime(*user.passwordChangedAt) : QString());
    m_facts->setFact(QStringLiteral("userWrongPasswords"), wrongPasswords(user.login, now));
    m_facts->setFact(QStringLiteral("userCreated"), relativeTime(user.createdAt, now),
                     exactTime(user.createdAt));
    m_sessions->setText(
        tr("Show %n active session(s)", nullptr, static_cast<int>(user.liveSessions)));
    m_claims->setUser(user);
    EventQuery events;
    events.userId = user.id;
    m_events->setQuery(events);
    showTab();
}

void UserPane::showTab()
{
    if (!m_tabs->widget(2)->isVisible() || m_user.id == 0)
        return;
    SessionQuery sessions;
    sessions.userId = m_user.id;
    sessions.sort = m_userSessions->query().sort;
    sessions.descending = m_userSessions->query().descending;
    if (m_userSessions->query().userId == sessions.userId)
        m_userSessions->refresh();
    else
        m_userSessions->setQuery(sessions);
}

bool UserPane::isEditing() const { return currentWidget() == m_formPage; }

bool UserPane::hasUnsavedChanges() const { return isEditing() && m_form->isDirty(); }

void UserPane::edit(const User &user)
{
    m_edited = user;
    m_form->setUser(user);
    whenDone(m_api.listGroups(), m_form, [form = m_form](const Result<QStringList> &groups) {
        form->setKnownGroups(groups.value_or(QStringList()));
    });
    setCurrentWidget(m_formPage);
    m_form->findChild<QLineEdit *>(QStringLiteral("email"))->setFocus();
    formChanged();
}

void UserPane::formChanged()
{
    const bool dirty = m_form->isDirty();
    //: %1: a user name; the mark says that there are unsaved changes
    m_formTitle->setText(dirty ? tr("Edit %1 *").arg(m_edited.username)
                               : tr("Edit %1").arg(m_edited.username));
    m_save->setEnabled(dirty && !m_saving && m_form->isAcceptable());
}

void UserPane::save()
{
    m_form->clearErrors();
    m_saving = true;
    formChanged();
    whenDone(m_api.updateUser(m_edited.id, m_form->change()), this,
             [this](const Result<User> &answer) {
                 m_saving = false;
                 if (answer) {
                     const User before = m_edited;
                     closeForm();
                     emit saved(before, *answer);
                     return;
                 }
                 formChanged();
                 if (!m_form->showError(answer.error()))
                     emit saveFailed(answer.error());
             });
}

void UserPane::closeForm()
{
    setCurrentIndex(0);
    const std::optional<User> selected = m_selected;
    showUsers(selected ? &*selected : nullptr, QString(m_several));
    emit editingDone();
}

} // namespace tokendesk::ui
