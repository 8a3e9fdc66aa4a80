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
#include "server/token/issue.h"

#include <QSet>

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
                       const Actor &actor, Instant now, std::optional<SessionId> keep = {})
{
    TRY(store::UserRepository(connection).setNotBefore(id, now));
    TRY_ASSIGN(const auto ended,
               store::SessionRepository(connection).endOfUser(id, reason, actor.name, now, keep));
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

/// In the writer, what was found when the count of changes was \a seen: of two that ask at once for
/// names that look alike, one is refused.
Result<void> confirmName(store::Connection &connection, const QString &username,
                         std::optional<UserId> except, qint64 seen)
{
    TRY_ASSIGN(const qint64 changes, store::UserRepository(connection).changeCount());
    return changes == seen ? Result<void>() : checkNameIsFree(connection, username, except);
}

/// What to shorten where tokens become too long: names and e-mail are short.
QString fieldOfClaims(bool hasClaims)
{
    return hasClaims ? QStringLiteral("claims") : QStringLiteral("groups");
}

/// Whether the tokens of \a user, changed by \a field, stay short enough.
Result<void> checkClaimsSize(const Context &context, const User &user, const QString &field)
{
    const auto policies = context.policies.current();
    const qsizetype size = token::userClaims(policies->policy, user, QString()).size();
    if (size <= kTokenClaimsLimit)
        return {};
    return fail(ErrorCode::InvalidArgument,
                QStringLiteral("The claims about the user would have %1 bytes in a token; at most "
                               "%2.")
                    .arg(size)
                    .arg(kTokenClaimsLimit),
                field);
}

Result<User> insertUser(const Context &context, store::Connection &connection, const NewUser &user,
                        const QString &hash, const Actor &actor, Instant now)
{
    TRY_ASSIGN(const UserId id, store::UserRepository(connection).insert(user, hash, now));
    TRY(context.throttle.forget(connection, user.username));
    TRY(log(connection, "user.created", id, actor, now, describe(user)));
    TRY_ASSIGN(User made, userAfter(context, connection, id));
    TRY(checkClaimsSize(context, made, fieldOfClaims(!user.claims.isEmpty())));
    return made;
}

Result<User> changeUser(const Context &context, store::Connection &connection, UserId id,
                        const UserChange &change, const Actor &actor, Instant now)
{
    TRY_ASSIGN(const store::UserRecord record, recordOf(connection, id));
    const User after = changed(record.user, change);
    QJsonObject detail = describe(record.user, after);
    if (detail.isEmpty())
        return described(context, connection, record.user);
    TRY(checkClaimsSize(context, after, fieldOfClaims(change.claims.has_value())));
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
                   lockOut(connection, id, EndReason::PasswordChanged, actor, now, choice.keep));
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

Result<int> restoreUsers(store::Connection &connection, const std::vector<UserId> &ids, qint64 seen,
                         const Actor &actor, Instant now)
{
    store::UserRepository users(connection);
    QSet<QString> names;
    int moved = 0;
    for (const UserId id : ids) {
        TRY_ASSIGN(const auto record, users.find(id));
        if (!record)
            return noSuchUser(id);
        if (!record->user.deletedAt)
            continue;
        const QString &name = record->user.username;
        // Each one that goes before counts as a change, but is known by name.
        TRY(confirmName(connection, name, id, seen + moved));
        if (names.contains(foldedUsername(name)))
            return fail(ErrorCode::UsernameTaken,
                        QStringLiteral("Two of them look like \"%1\".").arg(name),
                        QStringLiteral("username"));
        names.insert(foldedUsername(name));
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

// On the caller's connection: names that only look alike cost a scan, for which the writer has time
// only if users have changed meanwhile.
Result<qint64> UserAdmin::checkName(const QString &username, std::optional<UserId> except) const
{
    TRY_ASSIGN(store::Connection * connection, m_context.database.connection());
    TRY_ASSIGN(const qint64 seen, store::UserRepository(*connection).changeCount());
    TRY(checkNameIsFree(*connection, username, except));
    return seen;
}

void UserAdmin::create(NewUser user, SecretBytes password, PasswordChoice choice, Actor actor,
                       Completion<User> done)
{
    Result<NewUser> checked = normalised(std::move(user));
    if (!checked)
        return done(fail(std::move(checked).error()));
    if (const auto isGood = checkPassword(password, *checked, choice); !isGood)
        return done(fail(isGood.error()));
    if (const auto fits = checkClaimNames(checked->claims); !fits)
        return done(fail(fits.error()));
    const auto seen = checkName(checked->username, {});
    if (!seen)
        return done(fail(seen.error()));
    m_context.hasher.hash(std::move(password), [this, user = *std::move(checked), seen = *seen,
                                                actor = std::move(actor),
                                                done = std::move(done)](Result<QString> hash) {
        if (!hash)
            return done(fail(std::move(hash).error()));
        m_loader.write<User>(
            [&context = m_context, user, actor, seen,
             hash = *std::move(hash)](store::Connection &connection, Instant now) -> Result<User> {
                TRY(confirmName(connection, user.username, {}, seen));
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
    if (checked->claims) {
        if (const auto fits = checkClaimNames(*checked->claims); !fits)
            return done(fail(fits.error()));
    }
    qint64 seen = 0;
    if (checked->username) {
        const auto isFree = checkName(*checked->username, id);
        if (!isFree)
            return done(fail(isFree.error()));
        seen = *isFree;
    }
    m_loader.write<User>(
        [&context = m_context, id, seen, change = *std::move(checked),
         actor = std::move(actor)](store::Connection &connection, Instant now) -> Result<User> {
            if (change.username)
                TRY(confirmName(connection, *change.username, id, seen));
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
    const auto seen = checkNamesInBin(ids);
    if (!seen)
        return done(fail(seen.error()));
    m_loader.write<int>(
        [ids = std::move(ids), seen = *seen,
         actor = std::move(actor)](store::Connection &connection, Instant now) {
            return restoreUsers(connection, ids, seen, actor, now);
        },
        std::move(done));
}

Result<qint64> UserAdmin::checkNamesInBin(const std::vector<UserId> &ids) const
{
    TRY_ASSIGN(store::Connection * connection, m_context.database.connection());
    store::UserRepository users(*connection);
    TRY_ASSIGN(const qint64 seen, users.changeCount());
    for (const UserId id : ids) {
        TRY_ASSIGN(const auto record, users.find(id));
        if (!record)
            return noSuchUser(id);
        if (record->user.deletedAt)
            TRY(checkNameIsFree(*connection, record->user.username, id));
    }
    return seen;
}

Result<void> UserAdmin::checkClaimNames(const QJsonObject &claims) const
{
    const auto policies = m_context.policies.current();
    for (auto it = claims.begin(); it != claims.end(); ++it) {
        if (token::isReservedClaim(policies->policy, it.key().toUtf8()))
            return fail(
                ErrorCode::InvalidArgument,
                QStringLiteral("The claim \"%1\" is written by the server itself.").arg(it.key()),
                QStringLiteral("claims"));
    }
    return {};
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
