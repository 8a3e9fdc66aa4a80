// SPDX-License-Identifier: GPL-3.0-or-later
// The part of UsersPage that acts on the selected users, or on all that match.
#include "ui/models/usersmodel.h"
#include "ui/pages/userspage.h"
#include "ui/widgets/datatable.h"

#include <algorithm>
#include <memory>

namespace tokendesk::ui {

namespace {

constexpr qint64 kUnasked = 100; ///< so many are disabled or deleted without a question
constexpr BulkPace kEachAlone{1, 16};
constexpr BulkPace kTogether{50, 1};
const QString kActionBanner = QStringLiteral("users-action");

/// The answer of a call that changes one user, as that of one that counts.
QFuture<Result<int>> counted(QFuture<Result<User>> changed)
{
    return changed.then([](const Result<User> &user) {
        return user ? Result<int>(1) : Result<int>(fail(user.error()));
    });
}

} // namespace

QString UsersPage::Targets::phrase() const
{
    return count > 0 ? UsersPage::tr("%n user(s)", nullptr, static_cast<int>(count))
                     //: %1: "10,000+"
                     : UsersPage::tr("%1 users").arg(countText);
}

std::vector<const User *> UsersPage::selectedUsers() const
{
    std::vector<const User *> users;
    for (const int row : table()->selectedRowNumbers())
        users.push_back(&m_users->row(row));
    return users;
}

UsersPage::Targets UsersPage::targetsOf(const Wanted &wanted) const
{
    Targets targets;
    targets.wanted = wanted;
    targets.isAll = isAllMatching();
    for (const User *user : selectedUsers()) {
        if (!wanted(*user))
            continue;
        if (targets.ids.empty())
            targets.name = user->username;
        targets.ids.push_back(user->id);
    }
    targets.count = targets.isAll ? chosenCount() : static_cast<qint64>(targets.ids.size());
    targets.countText = chosenText();
    return targets;
}

UsersPage::Targets UsersPage::targetsOf(const std::vector<UserId> &ids)
{
    Targets targets;
    targets.ids = ids;
    targets.count = static_cast<qint64>(ids.size());
    return targets;
}

void UsersPage::showSelection()
{
    const auto users = selectedUsers();
    updateActions(users);
    const qint64 count = chosenCount();
    QString several;
    if (isAllMatching() && count == 0)
        //: %1: "10,000+"
        several = tr("%1 users selected").arg(chosenText());
    else if (isAllMatching() || users.size() > 1)
        several = tr("%n users selected", nullptr, static_cast<int>(count));
    m_pane->showUsers(several.isEmpty() && !users.empty() ? users.front() : nullptr, several);
}

void UsersPage::updateToggle(bool isUsable, bool disable)
{
    const qint64 count = chosenCount();
    const int number = static_cast<int>(count);
    m_userActions.toggle->setEnabled(isUsable);
    m_userActions.toggle->setIcon(
        theme().icon(disable ? QStringLiteral("user-off") : QStringLiteral("user")));
    if (isAllMatching() && count == 0)
        m_userActions.toggle->setText(
            (disable ? tr("Disable %1 Users") : tr("Enable %1 Users")).arg(chosenText()));
    else if (count > 1)
        m_userActions.toggle->setText(disable ? tr("Disable %n Users", nullptr, number)
                                              : tr("Enable %n Users", nullptr, number));
    else
        m_userActions.toggle->setText(disable ? tr("Disable") : tr("Enable"));
}

void UsersPage::updateActions(const std::vector<const User *> &users)
{
    const Instant now = ListPage::context().clock.now();
    const bool any = !users.empty();
    const bool one = users.size() == 1 && !isAllMatching();
    const bool bin = any && users.front()->deletedAt.has_value();
    const bool usable = any && !bin;
    const int count = static_cast<int>(chosenCount());
    const bool several = count > 1;
    qint64 live = 0;
    int locked = 0;
    for (const User *user : users) {
        live += user->liveSessions;
        locked += user->login.isBarred(now) ? 1 : 0;
    }
    m_userActions.edit->setEnabled(one && usable);
    m_userActions.password->setEnabled(one && usable);
    updateToggle(usable, !any || users.front()->active);
    m_userActions.unlock->setEnabled(usable && locked > 0);
    m_userActions.unlock->setVisible(usable && locked > 0);
    m_userActions.unlock->setText(one               ? tr("Unlock")
                                  : isAllMatching() ? tr("Unlock All That Are Locked")
                                                    : tr("Unlock %n Users", nullptr, locked));
    m_userActions.endSessions->setEnabled(usable && live > 0);
    m_userActions.endSessions->setText(live > 0 && !isAllMatching()
                                           ? tr("End All Sessions (%1)…").arg(live)
                                           : tr("End All Sessions…"));
    m_userActions.remove->setEnabled(usable);
    m_userActions.remove->setText(several           ? tr("Delete %n Users", nullptr, count)
                                  : isAllMatching() ? tr("Delete %1 Users").arg(chosenText())
                                                    : tr("Delete"));
    m_userActions.restore->setEnabled(bin);
    m_userActions.restore->setVisible(bin);
    m_userActions.restore->setText(several           ? tr("Restore %n Users", nullptr, count)
                                   : isAllMatching() ? tr("Restore %1 Users").arg(chosenText())
                                                     : tr("Restore"));
}

void UsersPage::askFirst(const Targets &targets, Question question,
                         const std::function<void()> &then)
{
    const bool isFew = !targets.isAll && targets.count <= kUnasked;
    if (isFew && !question.needsPassword)
        return then();
    if (isFew) {
        ListPage::context().prompter.reauthenticate(this, question.title, [then](bool isGranted) {
            if (isGranted)
                then();
        });
        return;
    }
    if (targets.isAll && !m_users->isNarrowed())
        //: a word to be typed before something is done to all users
        question.typeToConfirm = tr("everybody");
    ListPage::context().prompter.confirm(this, question, [then](Decision decision) {
        if (decision)
            then();
    });
}

void UsersPage::run(const Targets &targets, const Act &act)
{
    using Job = BulkJob<UserId>;
    if (!targets.isAll && targets.ids.empty())
        return;
    auto *job = targets.isAll
                    ? new Job(matchingRows<User>(
                                  this, m_users->query(),
                                  [this](const UserQuery &query) { return api().listUsers(query); },
                                  targets.wanted),
                              act.call, act.pace, this)
                    : new Job(targets.ids, act.call, act.pace, this);
    runBulk(job, act.task, targets.count,
            [this, job, act](const BulkOutcome &outcome) { tell(act, outcome, job->changed()); });
}

void UsersPage::tell(const Act &act, const BulkOutcome &outcome, const std::vector<UserId> &changed)
{
    if (outcome.rows > 0) {
        const QString text = act.done(outcome);
        const std::function<void()> undo =
            act.undo ? [undo = act.undo, changed] { undo(changed); } : std::function<void()>();
        //: %1: what was done until then, a sentence
        done(outcome.isWhole ? text : tr("Stopped before the end. %1").arg(text), undo);
    }
    if (!outcome.error)
        return;
    if (outcome.rows == 0)
        showError(kActionBanner, act.failed, *outcome.error);
    else if (outcome.refused > 0)
        showError(
            kActionBanner,
            tr("%n user(s) were left as they are.", nullptr, static_cast<int>(outcome.refused)),
            *outcome.error);
    else
        showError(kActionBanner, tr("The other users were left as they are."), *outcome.error);
}

void UsersPage::toggleUsers()
{
    const auto users = selectedUsers();
    if (users.empty() || users.front()->deletedAt)
        return;
    const bool active = !users.front()->active;
    const Targets targets = targetsOf([active](const User &user) { return user.active != active; });
    Question question;
    question.destructive = !active;
    question.needsPassword = !active && (targets.isAll || targets.count > 1);
    question.title = (active ? tr("Enable %1?") : tr("Disable %1?")).arg(targets.phrase());
    question.text = active ? tr("They can sign in again.")
                           : tr("They can no longer sign in, and all of their sessions end. Undo "
                                "brings back the users, not the sessions.");
    //: on a button; %1: "3 users"
    question.verb = (active ? tr("Enable %1") : tr("Disable %1")).arg(targets.phrase());
    askFirst(targets, question, [this, targets, active] { setActive(targets, active, true); });
}

void UsersPage::setActive(const Targets &targets, bool active, bool canUndo)
{
    Act act;
    act.call = [this, active](const std::vector<UserId> &ids) {
        UserChange change;
        change.active = active;
        return counted(api().updateUser(ids.front(), change));
    };
    act.pace = kEachAlone;
    act.task = (active ? tr("Enabling %1") : tr("Disabling %1")).arg(targets.phrase());
    act.failed = targets.ids.size() == 1 && !targets.isAll && !targets.name.isEmpty()
                     ? (active ? tr("User “%1” could not be enabled.")
                               : tr("User “%1” could not be disabled."))
                           .arg(targets.name)
                 : active ? tr("Nobody was enabled.")
                          : tr("Nobody was disabled.");
    act.done = [active, name = targets.name](const BulkOutcome &outcome) {
        const int count = static_cast<int>(outcome.rows);
        if (count == 1 && !name.isEmpty())
            return (active ? tr("User “%1” was enabled.") : tr("User “%1” was disabled."))
                .arg(name);
        return active ? tr("%n users were enabled.", nullptr, count)
                      : tr("%n users were disabled.", nullptr, count);
    };
    if (canUndo) {
        act.undo = [this, active](const std::vector<UserId> &changed) {
            setActive(targetsOf(changed), !active, false);
        };
    }
    run(targets, act);
}

void UsersPage::unlockUsers()
{
    const Instant now = ListPage::context().clock.now();
    const Targets targets =
        targetsOf([now](const User &user) { return !user.deletedAt && user.login.isBarred(now); });
    Act act;
    act.call = [this](const std::vector<UserId> &ids) { return api().unlockUsers(ids); };
    act.pace = kTogether;
    act.task = tr("Unlocking users");
    act.failed = tr("Nobody was unlocked.");
    act.done = [name = targets.name, isAll = targets.isAll](const BulkOutcome &outcome) {
        return outcome.rows == 1 && !isAll
                   ? tr("User “%1” was unlocked.").arg(name)
                   : tr("%n users were unlocked.", nullptr, static_cast<int>(outcome.sum));
    };
    run(targets, act);
}

void UsersPage::deleteUsers()
{
    const Targets targets = targetsOf([](const User &user) { return !user.deletedAt; });
    if (targets.ids.empty())
        return;
    Act act;
    act.call = [this](const std::vector<UserId> &ids) { return api().deleteUsers(ids); };
    act.pace = kTogether;
    act.task = tr("Deleting %1").arg(targets.phrase());
    act.failed = tr("Nothing was deleted.");
    act.done = [name = targets.name, isAll = targets.isAll](const BulkOutcome &outcome) {
        return outcome.rows == 1 && !isAll
                   ? tr("User “%1” was moved to the bin.").arg(name)
                   : tr("%n users were moved to the bin.", nullptr, static_cast<int>(outcome.sum));
    };
    act.undo = [this](const std::vector<UserId> &changed) { restore(targetsOf(changed)); };
    Question question;
    question.needsPassword = true;
    question.title = targets.count == 1 && !targets.isAll
                         ? tr("Delete the user %1?").arg(targets.name)
                         : tr("Delete %1?").arg(targets.phrase());
    question.text = tr("They go to the bin, where they can be restored for 30 days. All of their "
                       "sessions end, and stay ended if you restore them.");
    question.verb = tr("Delete %1").arg(targets.phrase());
    askFirst(targets, question, [this, targets, act] { run(targets, act); });
}

void UsersPage::restoreUsers()
{
    const Targets targets = targetsOf([](const User &user) { return user.deletedAt.has_value(); });
    if (targets.ids.empty())
        return;
    Question question;
    question.destructive = false;
    question.title = tr("Restore %1?").arg(targets.phrase());
    question.text = tr("They can sign in again. Their sessions stay ended.");
    question.verb = tr("Restore %1").arg(targets.phrase());
    askFirst(targets, question, [this, targets] { restore(targets); });
}

void UsersPage::restore(const Targets &targets)
{
    Act act;
    act.call = [this](const std::vector<UserId> &ids) { return api().restoreUsers(ids); };
    act.pace = kTogether;
    act.task = tr("Restoring %1").arg(targets.phrase());
    act.failed = tr("Nothing was restored.");
    act.done = [](const BulkOutcome &outcome) {
        return tr("%n user(s) restored. Their sessions stay ended.", nullptr,
                  static_cast<int>(outcome.sum));
    };
    run(targets, act);
}

void UsersPage::endSessions()
{
    const Targets targets =
        targetsOf([](const User &user) { return !user.deletedAt && user.liveSessions > 0; });
    if (targets.ids.empty())
        return;
    qint64 live = 0;
    for (const User *user : selectedUsers())
        live += user->liveSessions;
    const int count = static_cast<int>(live);
    const bool isOne = targets.ids.size() == 1 && !targets.isAll;
    Act act;
    act.call = [this](const std::vector<UserId> &ids) {
        return api().endSessionsOfUser(ids.front());
    };
    act.pace = kEachAlone;
    act.task = tr("Ending sessions of %1").arg(targets.phrase());
    act.failed = tr("No session was ended.");
    act.done = [isOne, name = targets.name](const BulkOutcome &outcome) {
        const int ended = static_cast<int>(outcome.sum);
        return isOne ? tr("%n session(s) of “%1” ended.", nullptr, ended).arg(name)
                     : tr("%n session(s) ended.", nullptr, ended);
    };
    Question question;
    if (targets.isAll) {
        question.title = tr("End all sessions of %1?").arg(targets.phrase());
        question.verb = tr("End All Sessions");
    } else {
        question.title = tr("End %n session(s) of %1?", nullptr, count)
                             .arg(isOne ? targets.name : targets.phrase());
        question.verb = tr("End %n Session(s)", nullptr, count);
    }
    if (targets.isAll && !m_users->isNarrowed())
        question.typeToConfirm = tr("everybody");
    question.needsPassword = true;
    question.text = isOne ? tr("The user must sign in again on each device.")
                          : tr("They must sign in again on each device.");
    ListPage::context().prompter.confirm(this, question, [this, targets, act](Decision decision) {
        if (decision)
            run(targets, act);
    });
}

} // namespace tokendesk::ui
