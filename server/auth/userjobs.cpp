// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/auth/userjobs.h"

#include "server/auth/eventlog.h"
#include "server/auth/loginthrottle.h"
#include "server/auth/policystore.h"
#include "server/auth/userchange.h"
#include "server/auth/uservalidation.h"
#include "server/store/userrepository.h"
#include "server/token/issue.h"

namespace tokendesk::auth {
namespace {

/// The row of a user who is not in the bin.
Result<store::UserRecord> recordOf(store::Connection &connection, UserId id)
{
    TRY_ASSIGN(auto record, store::UserRepository(connection).find(id));
    if (!record || record->user.deletedAt)
        return noSuchUser(id);
    return *std::move(record);
}

Result<void> log(store::Connection &connection, const char *type, UserId user, const Actor &actor,
                 Instant now, QJsonObject detail)
{
    Event event = makeEvent(type, actor, now, std::move(detail));
    event.userId = user;
    return EventLog::append(connection, event);
}

/// What to shorten where tokens become too long: names and e-mail are short.
QString fieldOfClaims(bool hasClaims)
{
    return hasClaims ? QStringLiteral("claims") : QStringLiteral("groups");
}

} // namespace

Result<qint64> lockOut(store::Connection &connection, UserId id, EndReason reason,
                       const Actor &actor, Instant now, std::optional<SessionId> keep)
{
    TRY(store::UserRepository(connection).setNotBefore(id, now));
    TRY_ASSIGN(const auto ended,
               store::SessionRepository(connection).endOfUser(id, reason, actor.name, now, keep));
    return static_cast<qint64>(ended.size());
}

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

Result<void> checkClaimNames(const Context &context, const QJsonObject &claims)
{
    const auto policies = context.policies.current();
    for (auto it = claims.begin(); it != claims.end(); ++it) {
        if (token::isReservedClaim(policies->policy, it.key().toUtf8()))
            return fail(
                ErrorCode::InvalidArgument,
                QStringLiteral("The claim \"%1\" is written by the server itself.").arg(it.key()),
                QStringLiteral("claims"));
    }
    return {};
}

qsizetype claimsSize(const Context &context, const User &user)
{
    return token::userClaims(context.policies.current()->policy, user, QString()).size();
}

Result<void> checkClaimsSize(qsizetype size, const QString &field)
{
    if (size <= kTokenClaimsLimit)
        return {};
    return fail(ErrorCode::InvalidArgument,
                QStringLiteral("The claims about the user would have %1 bytes in a token; at most "
                               "%2.")
                    .arg(size)
                    .arg(kTokenClaimsLimit),
                field);
}

tl::unexpected<Error> noSuchUser(UserId id)
{
    return fail(ErrorCode::NotFound, QStringLiteral("There is no user %1.").arg(id),
                QStringLiteral("user"));
}

Result<User> described(const Context &context, store::Connection &connection, User user)
{
    const auto policies = context.policies.current();
    TRY(context.throttle.describe(connection, ThrottleRules::of(policies->settings), user,
                                  context.clock.now()));
    return user;
}

Result<User> userAfter(const Context &context, store::Connection &connection, UserId id)
{
    TRY_ASSIGN(auto record, recordOf(connection, id));
    return described(context, connection, std::move(record.user));
}

Result<User> insertUser(const Context &context, store::Connection &connection, const NewUser &user,
                        const QString &hash, const Actor &actor, Instant now)
{
    TRY(checkNameIsFree(connection, user.username, {}));
    TRY_ASSIGN(const UserId id, store::UserRepository(connection).insert(user, hash, now));
    TRY(context.throttle.forget(connection, user.username));
    TRY(log(connection, "user.created", id, actor, now, describe(user)));
    TRY_ASSIGN(User made, userAfter(context, connection, id));
    TRY(checkClaimsSize(claimsSize(context, made), fieldOfClaims(!user.claims.isEmpty())));
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
    // A mapping that came later may have made them too long already: that must not be in the way of
    // disabling the user.
    if (const qsizetype size = claimsSize(context, after); size > claimsSize(context, record.user))
        TRY(checkClaimsSize(size, fieldOfClaims(change.claims.has_value())));
    if (after.username != record.user.username)
        TRY(checkNameIsFree(connection, after.username, id));
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

Result<int> storePassword(const Context &context, store::Connection &connection, UserId id,
                          const QString &hash, PasswordChoice choice, const Actor &actor,
                          Instant now)
{
    TRY_ASSIGN(const store::UserRecord record, recordOf(connection, id));
    TRY(store::UserRepository(connection).setPasswordHash(id, hash, true, now));
    // What was tried on the old password says nothing about the new one.
    TRY(context.throttle.unlock(connection, record.user.username));
    QJsonObject detail{{QStringLiteral("weak_allowed"), choice.allowWeak}};
    qint64 ended = 0;
    if (choice.endSessions) {
        TRY_ASSIGN(ended,
                   lockOut(connection, id, EndReason::PasswordChanged, actor, now, choice.keep));
        detail.insert(QStringLiteral("sessions_ended"), ended);
    }
    TRY(log(connection, "user.password_set", id, actor, now, detail));
    return static_cast<int>(ended);
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
        TRY(checkNameIsFree(connection, record->user.username, id));
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

} // namespace tokendesk::auth
