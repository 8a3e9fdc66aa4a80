// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/auth/useradmin.h"

#include "server/auth/eventlog.h"
#include "server/auth/loginthrottle.h"
#include "server/auth/passwordhasher.h"
#include "server/auth/policystore.h"
#include "server/auth/userchange.h"
#include "server/auth/uservalidation.h"
#include "server/base/passwordpolicy.h"
#include "server/store/userrepository.h"

#include <memory>
#include <utility>

namespace tokendesk::auth {
namespace {

tl::unexpected<Error> noSuchUser(UserId id)
{
    return fail(ErrorCode::NotFound, QStringLiteral("There is no user %1.").arg(id),
                QStringLiteral("user"));
}

/// The row of a user who is not in the bin.
Result<store::UserRecord> recordOf(store::Connection &connection, UserId id)
{
    TRY_ASSIGN(auto record, store::UserRepository(connection).find(id));
    if (!record || record->user.deletedAt)
        return noSuchUser(id);
    return *std::move(record);
}

/// Fills in where wrong passwords have brought \a user.
Result<User> described(const Context &context, store::Connection &connection, User user)
{
    const auto policies = context.policies.current();
    TRY(context.throttle.describe(connection, ThrottleRules::of(policies->settings), user,
                                  context.clock.now()));
    return user;
}

/// The row as it is after the change, for the caller.
Result<User> userAfter(const Context &context, store::Connection &connection, UserId id)
{
    TRY_ASSIGN(auto record, recordOf(connection, id));
    return described(context, connection, std::move(record.user));
}

Result<void> log(store::Connection &connection, const char *type, UserId user, const Actor &actor,
                 Instant now, QJsonObject detail)
{
    Event event = makeEvent(type, actor, now, std::move(detail));
    event.userId = user;
    return EventLog::append(connection, event);
}

// Ends what the user has, and refuses tokens of theirs that no session of ours stands for.
Result<qint64> lockOut(store::Connection &connection, UserId id, EndReason reason,
                       const Actor &actor, Instant now)
{
    TRY(store::UserRepository(connection).setNotBefore(id, now));
    TRY_ASSIGN(const auto ended,
               store::SessionRepository(connection).endOfUser(id, reason, actor.name, now));
    return static_cast<qint64>(ended.size());
}

// A database that never had an administrator may stay so; one that has one keeps one.
Result<void> keepAdministrator(store::Connection &connection, bool tookOne)
{
    if (!tookOne)
        return {};
    TRY_ASSIGN(const qint64 left, store::UserRepository(connection).countAdministrators());
    if (left == 0)
        return fail(ErrorCode::LastAdministrator,
                    QStringLiteral("The last active superuser must stay."));
    return {};
}

bool isAdministrator(const User &user) { return user.active && user.superuser && !user.deletedAt; }

Result<User> insertUser(const Context &context, store::Connection &connection, const NewUser &user,
                        const QString &hash, const Actor &actor, Instant now)
{
    TRY_ASSIGN(const UserId id, store::UserRepository(connection).insert(user, hash, now));
    TRY(context.throttle.forget(connection, user.username));
    TRY(log(connection, "user.created", id, actor, now, describe(user)));
    return userAfter(context, connection, id);
}

Result<User> changeUser(const Context &context, store::Connection &connection, UserId id,
                        const UserChange &change, const Actor &actor, Instant now)
{
    TRY_ASSIGN(const store::UserRecord record, recordOf(connection, id));
    const User after = changed(record.user, change);
    QJsonObject detail = describe(record.user, after);
    if (detail.isEmpty())
        return described(context, connection, record.user);
    TRY(store::UserRepository(connection).update(after, now));
    if (after.username != record.user.username)
        TRY(context.throttle.forget(connection, after.username));
    TRY(keepAdministrator(connection, isAdministrator(record.user) && !isAdministrator(after)));
    if (record.user.active && !after.active) {
        TRY_ASSIGN(const qint64 ended,
                   lockOut(connection, id, EndReason::UserDisabled, actor, now));
        detail.insert(QStringLiteral("sessions_ended"), ended);
    }
    const char *type = record.user.active == after.active ? "user.updated"
                       : after.active                     ? "user.enabled"
                                                          : "user.disabled";
    TRY(log(connection, type, id, actor, now, detail));
    return userAfter(context, connection, id);
}

Result<User> storePassword(const Context &context, store::Connection &connection, UserId id,
                           const QString &hash, PasswordChoice choice, const Actor &actor,
                           Instant now)
{
    TRY_ASSIGN(const store::UserRecord record, recordOf(connection, id));
    TRY(store::UserRepository(connection).setPasswordHash(id, hash, true, now));
    // What was tried on the old password says nothing about the new one.
    TRY(context.throttle.unlock(connection, record.user.username));
    QJsonObject detail{{QStringLiteral("weak_allowed"), choice.allowWeak}};
    if (choice.endSessions) {
        TRY_ASSIGN(const qint64 ended,
                   lockOut(connection, id, EndReason::PasswordChanged, actor, now));
        detail.insert(QStringLiteral("sessions_ended"), ended);
    }
    TRY(log(connection, "user.password_set", id, actor, now, detail));
    return userAfter(context, connection, id);
}

Result<int> binUsers(store::Connection &connection, const std::vector<UserId> &ids,
                     const Actor &actor, Instant now)
{
    store::UserRepository users(connection);
    bool tookAdministrator = false;
    int moved = 0;
    for (const UserId id : ids) {
        TRY_ASSIGN(const auto record, users.find(id));
        if (!record)
            return noSuchUser(id);
        if (record->user.deletedAt)
            continue;
        tookAdministrator = tookAdministrator || isAdministrator(record->user);
        TRY(users.setDeleted(id, now));
        TRY_ASSIGN(const qint64 ended, lockOut(connection, id, EndReason::UserDeleted, actor, now));
        TRY(log(connection, "user.deleted", id, actor, now,
                {{QStringLiteral("username"), record->user.username},
                 {QStringLiteral("sessions_ended"), ended}}));
        ++moved;
    }
    TRY(keepAdministrator(connection, tookAdministrator));
    return moved;
}

Result<int> restoreUsers(store::Connection &connection, const std::vector<UserId> &ids,
                         const Actor &actor, Instant now)
{
    store::UserRepository users(connection);
    int moved = 0;
    for (const UserId id : ids) {
        TRY_ASSIGN(const auto record, users.find(id));
        if (!record)
            return noSuchUser(id);
        if (!record->user.deletedAt)
            continue;
        TRY(users.setDeleted(id, std::nullopt));
        TRY(log(connection, "user.restored", id, actor, now,
                {{QStringLiteral("username"), record->user.username}}));
        ++moved;
    }
    return moved;
}

Result<int> unlockUsers(const Context &context, store::Connection &connection,
                        const std::vector<UserId> &ids, const Actor &actor, Instant now)
{
    int unlocked = 0;
    for (const UserId id : ids) {
        TRY_ASSIGN(const store::UserRecord record, recordOf(connection, id));
        TRY_ASSIGN(const LoginState before,
                   context.throttle.unlock(connection, record.user.username));
        if (before.failures == 0)
            continue;
        TRY(log(connection, "user.unlocked", id, actor, now,
                {{QStringLiteral("username"), record.user.username},
                 {QStringLiteral("failures"), before.failures},
                 {QStringLiteral("locked"), before.lockedAt.has_value()}}));
        ++unlocked;
    }
    return unlocked;
}

NewUser asNewUser(const User &user)
{
    NewUser same;
    same.username = user.username;
    same.email = user.email;
    same.firstName = user.firstName;
    same.lastName = user.lastName;
    return same;
}

} // namespace

Result<Page<User>> UserAdmin::list(const UserQuery &query) const
{
    TRY_ASSIGN(store::Connection * connection, m_context.database.connection());
    TRY_ASSIGN(Page<User> page,
               store::UserRepository(*connection).list(query, m_context.clock.now()));
    const ThrottleRules rules = ThrottleRules::of(m_context.policies.current()->settings);
    for (User &user : page.rows)
        TRY(m_context.throttle.describe(*connection, rules, user, m_context.clock.now()));
    return page;
}

Result<User> UserAdmin::find(UserId id) const
{
    TRY_ASSIGN(store::Connection * connection, m_context.database.connection());
    TRY_ASSIGN(auto record, store::UserRepository(*connection).find(id));
    if (!record)
        return noSuchUser(id);
    return described(m_context, *connection, std::move(record->user));
}

Result<User> UserAdmin::findByName(const QString &username) const
{
    TRY_ASSIGN(store::Connection * connection, m_context.database.connection());
    const QString name = username.normalized(QString::NormalizationForm_KC);
    TRY_ASSIGN(auto record, store::UserRepository(*connection).findByName(name));
    if (!record)
        return fail(ErrorCode::NotFound, QStringLiteral("There is no user \"%1\".").arg(username),
                    QStringLiteral("username"));
    return described(m_context, *connection, std::move(record->user));
}

Result<QStringList> UserAdmin::groups() const
{
    TRY_ASSIGN(store::Connection * connection, m_context.database.connection());
    return store::UserRepository(*connection).groups();
}

Result<UserCounts> UserAdmin::counts() const
{
    TRY_ASSIGN(store::Connection * connection, m_context.database.connection());
    store::UserRepository users(*connection);
    UserCounts counts;
    TRY_ASSIGN(counts.users, users.count());
    TRY_ASSIGN(counts.administrators, users.countAdministrators());
    return counts;
}

Result<void> UserAdmin::checkPassword(const SecretBytes &password, const NewUser &user,
                                      PasswordChoice choice) const
{
    const QString field = QStringLiteral("password");
    if (password.isEmpty())
        return fail(ErrorCode::PasswordTooShort, QStringLiteral("A password is needed."), field);
    if (password.size() > kPasswordMaximumBytes)
        return fail(ErrorCode::PasswordTooLong,
                    QStringLiteral("At most %1 bytes.").arg(kPasswordMaximumBytes), field);
    if (choice.allowWeak)
        return {};
    return tokendesk::checkPassword(password, user,
                                    m_context.policies.current()->policy.passwordMinimumLength);
}

// On the caller's connection: names that only look alike cost a scan, which the writer has no time
// for. That exactly one user has a name is up to the database.
Result<void> UserAdmin::checkName(const QString &username, std::optional<UserId> except) const
{
    TRY_ASSIGN(store::Connection * connection, m_context.database.connection());
    return checkNameIsFree(*connection, username, except);
}

void UserAdmin::create(NewUser user, SecretBytes password, PasswordChoice choice, Actor actor,
                       Completion<User> done)
{
    Result<NewUser> checked = normalised(std::move(user));
    if (!checked)
        return done(fail(std::move(checked).error()));
    if (const auto isGood = checkPassword(password, *checked, choice); !isGood)
        return done(fail(isGood.error()));
    if (const auto isFree = checkName(checked->username, {}); !isFree)
        return done(fail(isFree.error()));
    m_context.hasher.hash(std::move(password), [this, user = *std::move(checked),
                                                actor = std::move(actor),
                                                done = std::move(done)](Result<QString> hash) {
        if (!hash)
            return done(fail(std::move(hash).error()));
        m_loader.write<User>(
            [&context = m_context, user, actor,
             hash = *std::move(hash)](store::Connection &connection, Instant now) {
                return insertUser(context, connection, user, hash, actor, now);
            },
            done);
    });
}

void UserAdmin::update(UserId id, UserChange change, Actor actor, Completion<User> done)
{
    Result<UserChange> checked = normalised(std::move(change));
    if (!checked)
        return done(fail(std::move(checked).error()));
    if (checked->username) {
        if (const auto isFree = checkName(*checked->username, id); !isFree)
            return done(fail(isFree.error()));
    }
    m_loader.write<User>(
        [&context = m_context, id, change = *std::move(checked),
         actor = std::move(actor)](store::Connection &connection, Instant now) {
            return changeUser(context, connection, id, change, actor, now);
        },
        std::move(done));
}

void UserAdmin::setPassword(UserId id, SecretBytes password, PasswordChoice choice, Actor actor,
                            Completion<User> done)
{
    const Result<User> user = find(id);
    if (!user)
        return done(fail(user.error()));
    if (const auto isGood = checkPassword(password, asNewUser(*user), choice); !isGood)
        return done(fail(isGood.error()));
    m_context.hasher.hash(std::move(password), [this, id, choice, actor = std::move(actor),
                                                done = std::move(done)](Result<QString> hash) {
        if (!hash)
            return done(fail(std::move(hash).error()));
        m_loader.write<User>(
            [&context = m_context, id, choice, actor,
             hash = *std::move(hash)](store::Connection &connection, Instant now) {
                return storePassword(context, connection, id, hash, choice, actor, now);
            },
            done);
    });
}

void UserAdmin::moveToBin(std::vector<UserId> ids, Actor actor, Completion<int> done)
{
    m_loader.write<int>([ids = std::move(ids), actor = std::move(actor)](
                            store::Connection &connection,
                            Instant now) { return binUsers(connection, ids, actor, now); },
                        std::move(done));
}

void UserAdmin::restore(std::vector<UserId> ids, Actor actor, Completion<int> done)
{
    m_loader.write<int>([ids = std::move(ids), actor = std::move(actor)](
                            store::Connection &connection,
                            Instant now) { return restoreUsers(connection, ids, actor, now); },
                        std::move(done));
}

void UserAdmin::unlock(std::vector<UserId> ids, Actor actor, Completion<int> done)
{
    m_loader.write<int>(
        [&context = m_context, ids = std::move(ids),
         actor = std::move(actor)](store::Connection &connection, Instant now) {
            return unlockUsers(context, connection, ids, actor, now);
        },
        std::move(done));
}

} // namespace tokendesk::auth
