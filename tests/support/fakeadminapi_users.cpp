// SPDX-License-Identifier: GPL-3.0-or-later
// The part of FakeAdminApi that keeps users.
#include "tests/support/fakeadminapi.h"

#include <algorithm>
#include <utility>

namespace tokendesk::test {

namespace {

/// Names as Django takes them: letters, digits and @ . + - _
bool isUsername(const QString &name)
{
    return !name.isEmpty() && name.size() <= 150
           && std::all_of(name.begin(), name.end(), [](QChar c) {
                  return c.isLetterOrNumber() || QStringLiteral("@.+-_").contains(c);
              });
}

template<typename T>
void take(T &field, const std::optional<T> &value)
{
    if (value)
        field = *value;
}

} // namespace

FakeAdminApi::Answer<User> FakeAdminApi::user(UserId id)
{
    return answer<User>(QStringLiteral("user"), [this, id]() -> Result<User> {
        const User *found = findUser(id);
        if (!found)
            return fail(ErrorCode::NotFound);
        return withCounts(*found);
    });
}

FakeAdminApi::Answer<User> FakeAdminApi::userByName(QString username)
{
    return answer<User>(QStringLiteral("userByName"), [this, username]() -> Result<User> {
        for (const User &row : m_users) {
            if (row.username == username && !row.deletedAt)
                return withCounts(row);
        }
        return fail(ErrorCode::NotFound);
    });
}

FakeAdminApi::Answer<SignIn> FakeAdminApi::signIn(QString username, SecretBytes password)
{
    return answer<SignIn>(
        QStringLiteral("signIn"),
        [this, username, typed = password.view().toByteArray()]() -> Result<SignIn> {
            if (m_signInAnswer)
                return *std::exchange(m_signInAnswer, std::nullopt);
            SignIn signIn;
            const auto found =
                std::find_if(m_users.begin(), m_users.end(), [&username](const User &row) {
                    return row.username == username && !row.deletedAt;
                });
            if (found == m_users.end() || !m_passwords.contains(found->id)
                || m_passwords.value(found->id) != typed) {
                record(QStringLiteral("console.sign_in_failed"));
                return signIn;
            }
            signIn.outcome = !found->active      ? SignIn::Outcome::Disabled
                             : !found->superuser ? SignIn::Outcome::NotSuperuser
                                                 : SignIn::Outcome::Granted;
            if (!signIn.isGranted())
                return signIn;
            signIn.user = *found;
            const bool isAgain = m_signedIn == username;
            m_signedIn = username;
            record(isAgain ? QStringLiteral("console.reauthenticated")
                           : QStringLiteral("console.signed_in"),
                   found->id);
            return signIn;
        });
}

FakeAdminApi::Answer<void> FakeAdminApi::signOut(SignOutReason reason)
{
    record(reason == SignOutReason::SignedOut ? QStringLiteral("console.signed_out")
                                              : QStringLiteral("console.locked"));
    m_signedIn.clear();
    return answer<void>(QStringLiteral("signOut"), [] { return Result<void>(); });
}

Result<void> FakeAdminApi::checkPassword(const SecretBytes &password,
                                         const PasswordOptions &options) const
{
    if (password.size() > 4096)
        return fail(ErrorCode::PasswordTooLong, {}, QStringLiteral("password"));
    if (!options.allowWeak && password.size() < 8) {
        return fail(ErrorCode::PasswordTooShort,
                    QStringLiteral("At least 8 characters are needed."),
                    QStringLiteral("password"));
    }
    if (!options.allowWeak && password.view() == QByteArrayView("password")) {
        return fail(ErrorCode::PasswordTooCommon,
                    QStringLiteral("The password is a well-known one."),
                    QStringLiteral("password"));
    }
    return {};
}

Result<void> FakeAdminApi::checkUsername(const QString &username, UserId self) const
{
    if (!isUsername(username)) {
        return fail(ErrorCode::UsernameInvalid,
                    QStringLiteral("Only letters, digits and @ . + - _ are allowed."),
                    QStringLiteral("username"));
    }
    for (const User &row : m_users) {
        if (row.id != self && row.username == username) {
            return fail(ErrorCode::UsernameTaken,
                        QStringLiteral("A user of this name exists already."),
                        QStringLiteral("username"));
        }
    }
    return {};
}

FakeAdminApi::Answer<User> FakeAdminApi::createUser(NewUser user, SecretBytes password,
                                                    PasswordOptions options)
{
    return answer<User>(QStringLiteral("createUser"),
                        [this, user, options, secret = std::move(password)]() -> Result<User> {
                            TRY(checkUsername(user.username, 0));
                            if (!secret.isEmpty())
                                TRY(checkPassword(secret, options));
                            User row;
                            row.username = user.username;
                            row.email = user.email;
                            row.firstName = user.firstName;
                            row.lastName = user.lastName;
                            row.active = user.active;
                            row.staff = user.staff;
                            row.superuser = user.superuser;
                            row.groups = user.groups;
                            row.groups.sort();
                            row.claims = user.claims;
                            row.passwordScheme =
                                secret.isEmpty() ? QString() : QStringLiteral("argon2");
                            row.passwordChangedAt = m_clock.now();
                            row.id = addUser(row);
                            m_passwords.insert(row.id, secret.view().toByteArray());
                            record(QStringLiteral("user.created"), row.id);
                            notify();
                            return withCounts(*findUser(row.id));
                        });
}

bool FakeAdminApi::isLastAdministrator(UserId id) const
{
    const auto isAdministrator = [](const User &row) {
        return row.superuser && row.active && !row.deletedAt;
    };
    return std::any_of(m_users.begin(), m_users.end(),
                       [&](const User &row) { return row.id == id && isAdministrator(row); })
           && std::count_if(m_users.begin(), m_users.end(), isAdministrator) == 1;
}

Result<User> FakeAdminApi::change(UserId id, const UserChange &change)
{
    User *found = findUser(id);
    if (!found || found->deletedAt)
        return fail(ErrorCode::NotFound);
    if (change.username)
        TRY(checkUsername(*change.username, id));
    if (change.email && !change.email->isEmpty() && !change.email->contains(QLatin1Char('@'))) {
        return fail(ErrorCode::InvalidArgument, QStringLiteral("This is not an e-mail address."),
                    QStringLiteral("email"));
    }
    const bool loses = change.active == false || change.superuser == false;
    if (loses && isLastAdministrator(id))
        return fail(ErrorCode::LastAdministrator);
    take(found->username, change.username);
    take(found->email, change.email);
    take(found->firstName, change.firstName);
    take(found->lastName, change.lastName);
    take(found->active, change.active);
    take(found->staff, change.staff);
    take(found->superuser, change.superuser);
    take(found->groups, change.groups);
    take(found->claims, change.claims);
    found->groups.sort();
    found->updatedAt = m_clock.now();
    for (const QString &group : std::as_const(found->groups))
        addGroup(group);
    record(QStringLiteral("user.changed"), id);
    if (change.active == false)
        end([id](const Session &row) { return row.userId == id; }, EndReason::UserDisabled);
    notify();
    return withCounts(*found);
}

FakeAdminApi::Answer<User> FakeAdminApi::updateUser(UserId id, UserChange change)
{
    return answer<User>(QStringLiteral("updateUser"),
                        [this, id, change] { return this->change(id, change); });
}

FakeAdminApi::Answer<void> FakeAdminApi::setPassword(UserId id, SecretBytes password,
                                                     PasswordOptions options)
{
    return answer<void>(QStringLiteral("setPassword"),
                        [this, id, options, secret = std::move(password)]() -> Result<void> {
                            User *found = findUser(id);
                            if (!found || found->deletedAt)
                                return fail(ErrorCode::NotFound);
                            TRY(checkPassword(secret, options));
                            found->login = {};
                            found->passwordScheme = QStringLiteral("argon2");
                            found->passwordChangedAt = m_clock.now();
                            m_passwords.insert(id, secret.view().toByteArray());
                            record(QStringLiteral("user.password"), id);
                            if (options.endSessions) {
                                end([id](const Session &row) { return row.userId == id; },
                                    EndReason::PasswordChanged);
                            }
                            notify();
                            return {};
                        });
}

FakeAdminApi::Answer<int> FakeAdminApi::deleteUsers(std::vector<UserId> ids)
{
    return answer<int>(QStringLiteral("deleteUsers"), [this, ids]() -> Result<int> {
        int count = 0;
        for (const UserId id : ids) {
            if (isLastAdministrator(id))
                return fail(ErrorCode::LastAdministrator);
        }
        for (const UserId id : ids) {
            User *found = findUser(id);
            if (!found || found->deletedAt)
                continue;
            found->deletedAt = m_clock.now();
            record(QStringLiteral("user.deleted"), id);
            end([id](const Session &row) { return row.userId == id; }, EndReason::UserDeleted);
            ++count;
        }
        notify();
        return count;
    });
}

FakeAdminApi::Answer<int> FakeAdminApi::restoreUsers(std::vector<UserId> ids)
{
    return answer<int>(QStringLiteral("restoreUsers"), [this, ids]() -> Result<int> {
        int count = 0;
        for (const UserId id : ids) {
            User *found = findUser(id);
            if (!found || !found->deletedAt)
                continue;
            found->deletedAt.reset();
            record(QStringLiteral("user.restored"), id);
            ++count;
        }
        notify();
        return count;
    });
}

FakeAdminApi::Answer<int> FakeAdminApi::unlockUsers(std::vector<UserId> ids)
{
    return answer<int>(QStringLiteral("unlockUsers"), [this, ids]() -> Result<int> {
        int count = 0;
        for (const UserId id : ids) {
            User *found = findUser(id);
            if (!found || found->deletedAt)
                return fail(ErrorCode::NotFound);
            if (found->login.failures == 0)
                continue;
            found->login = {};
            record(QStringLiteral("user.unlocked"), id);
            ++count;
        }
        notify();
        return count;
    });
}

FakeAdminApi::Answer<QStringList> FakeAdminApi::listGroups()
{
    return answer<QStringList>(QStringLiteral("listGroups"),
                               [this]() -> Result<QStringList> { return m_groups; });
}

} // namespace tokendesk::test
