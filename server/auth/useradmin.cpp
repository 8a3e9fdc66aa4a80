// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/auth/useradmin.h"

#include "server/auth/loginthrottle.h"
#include "server/auth/passwordattempt.h"
#include "server/auth/passwordhasher.h"
#include "server/auth/policystore.h"
#include "server/auth/userchange.h"
#include "server/auth/userjobs.h"
#include "server/auth/uservalidation.h"
#include "server/base/passwordpolicy.h"
#include "server/store/userrepository.h"
#include "server/token/issue.h"

#include <memory>
#include <utility>

namespace tokendesk::auth {
namespace {

/// What came of a change of one's own password.
struct OwnChange
{
    Confirmation confirmation;
    int ended = 0;
};

Result<OwnChange> storeOwnPassword(store::Connection &connection, const PasswordAttempt &attempt,
                                   const QString &hash, std::optional<SessionId> keep,
                                   const Actor &actor, Instant now)
{
    OwnChange change;
    TRY_ASSIGN(change.confirmation, confirmPassword(connection, attempt, now));
    if (!change.confirmation.holds())
        return change;
    TRY_ASSIGN(change.ended, storePassword(attempt.context, connection, attempt.record->user.id,
                                           hash, {false, true, keep}, actor, now));
    return change;
}

/// The hash of \a next, unless the attempt is to be refused after all: the time it takes must not
/// tell that the current password was right. In a hashing thread.
tl::expected<QString, Refusal> hashOfNext(const PasswordAttempt &attempt, const SecretBytes &next)
{
    const auto wait = waitOf(attempt);
    if (!wait)
        return tl::unexpected(Refusal::failed(wait.error()));
    if (*wait)
        return tl::unexpected(Refusal::throttled(**wait));
    Result<QString> hash = attempt.context.hasher.hashNow(next);
    if (!hash)
        return tl::unexpected(Refusal::failed(hash.error()));
    return *std::move(hash);
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

// Before the password is hashed for nothing; the writer looks again.
Result<void> UserAdmin::checkName(const QString &username) const
{
    TRY_ASSIGN(store::Connection * connection, m_context.database.connection());
    return checkNameIsFree(*connection, username, {});
}

void UserAdmin::create(NewUser user, SecretBytes password, PasswordChoice choice, Actor actor,
                       Completion<User> done)
{
    Result<NewUser> checked = normalised(std::move(user));
    if (!checked)
        return done(fail(std::move(checked).error()));
    if (const auto isGood = checkPassword(password, *checked, choice); !isGood)
        return done(fail(isGood.error()));
    if (const auto fits = checkClaimNames(m_context, checked->claims); !fits)
        return done(fail(fits.error()));
    if (const auto isFree = checkName(checked->username); !isFree)
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
    if (checked->claims) {
        if (const auto fits = checkClaimNames(m_context, *checked->claims); !fits)
            return done(fail(fits.error()));
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
             hash = *std::move(hash)](store::Connection &connection, Instant now) -> Result<User> {
                TRY(storePassword(context, connection, id, hash, choice, actor, now));
                return userAfter(context, connection, id);
            },
            done);
    });
}

void UserAdmin::changeOwnPassword(UserId id, OwnPassword change, const Client &client, Actor actor,
                                  OwnPasswordDone done)
{
    const auto failed = [&done](const Error &error) {
        done(tl::unexpected(Refusal::failed(error)));
    };
    const Result<User> user = find(id);
    if (!user)
        return failed(user.error());
    if (const auto isGood = checkPassword(change.next, asNewUser(*user), {}); !isGood)
        return failed(isGood.error());
    const auto next = std::make_shared<SecretBytes>(std::move(change.next)); // for std::function
    tryPassword(
        m_context, m_context.policies.current(),
        {user->username, std::move(change.current), "user.password_refused"}, client,
        [this, id, next, keep = change.keep, actor = std::move(actor),
         done](const PasswordAttemptPtr &attempt, const VerifyOutcome &) {
            if (attempt->record->user.id != id) // renamed, and the name was taken, meanwhile
                return done(tl::unexpected(Refusal::failed(noSuchUser(id).value())));
            auto hash = hashOfNext(*attempt, *next);
            if (!hash)
                return done(tl::unexpected(hash.error()));
            m_loader.write<OwnChange>(
                [attempt, hash = *std::move(hash), keep, actor](store::Connection &connection,
                                                                Instant now) {
                    return storeOwnPassword(connection, *attempt, hash, keep, actor, now);
                },
                [attempt, done](const Result<OwnChange> &changed) {
                    if (!changed)
                        return done(tl::unexpected(Refusal::failed(changed.error())));
                    if (!changed->confirmation.holds())
                        return tryPasswordAgain(attempt, changed->confirmation);
                    done(changed->ended);
                });
        },
        [done](const Refusal &refusal) { done(tl::unexpected(refusal)); });
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
