// SPDX-License-Identifier: GPL-3.0-or-later
// Service: what administrators do with users.
#pragma once

#include "server/auth/completion.h"
#include "server/auth/context.h"
#include "server/auth/policyloader.h"
#include "server/auth/tokenservice.h"
#include "server/base/secretbytes.h"
#include "server/base/user.h"

#include <optional>
#include <vector>

namespace tokendesk::auth {

/// How a password is to be taken.
struct PasswordChoice
{
    bool allowWeak = false; ///< skip length, block-list and similarity
    bool endSessions = true; ///< end the user's sessions (reason password_changed)
    std::optional<SessionId> keep = {}; ///< but this one: users who change their own stay in
};

/// A change of one's own password.
struct OwnPassword
{
    SecretBytes current;
    SecretBytes next;
    std::optional<SessionId> keep; ///< the session in which it is changed
};

/// The number of sessions that ended, or why the password stays. Called as a Completion is.
using OwnPasswordDone = std::function<void(tl::expected<int, Refusal>)>;

/// How many users there are, without the bin.
struct UserCounts
{
    qint64 users = 0;
    qint64 administrators = 0; ///< active superusers
};

/// Lists and changes users. Every change leaves an event in the same transaction; passwords are
/// hashed on the hashing pool; sessions that a change ends are in the revocation set before the
/// completion is called. At least one active superuser stays, once there is one. Reads on the
/// calling thread's connection. Thread: any. Errors of all: StoreUnavailable; of changes also Busy.
class UserAdmin
{
public:
    UserAdmin(const Context &context, PolicyLoader &loader) : m_context(context), m_loader(loader)
    {
    }

    [[nodiscard]] Result<Page<User>> list(const UserQuery &query) const;
    /// Also from the bin. Errors: NotFound.
    [[nodiscard]] Result<User> find(UserId id) const;
    /// Not from the bin. Errors: NotFound.
    [[nodiscard]] Result<User> findByName(const QString &username) const;
    [[nodiscard]] Result<QStringList> groups() const;
    [[nodiscard]] Result<UserCounts> counts() const;

    /// Errors: UsernameInvalid, UsernameTaken, InvalidArgument (names the field), Password….
    void create(NewUser user, SecretBytes password, PasswordChoice choice, Actor actor,
                Completion<User> done);
    /// Disabling ends the user's sessions. Errors: as create(), NotFound, LastAdministrator.
    void update(UserId id, UserChange change, Actor actor, Completion<User> done);
    /// Also unlocks. Errors: NotFound, Password….
    void setPassword(UserId id, SecretBytes password, PasswordChoice choice, Actor actor,
                     Completion<User> done);
    /// What a user does: the current password is tried as at a login, the user's other sessions
    /// end. A refusal is BadCredentials (the current one is wrong), Throttled, or Failed with
    /// Password…, NotFound, Busy, Timeout.
    void changeOwnPassword(UserId id, OwnPassword change, const Client &client, Actor actor,
                           OwnPasswordDone done);
    /// Into the bin, all or none; ends their sessions; the number of users moved. Users that are
    /// there already do not count. Errors: NotFound, LastAdministrator.
    void moveToBin(std::vector<UserId> ids, Actor actor, Completion<int> done);
    /// Out of the bin, all or none; sessions stay ended. Errors: NotFound, UsernameTaken (given
    /// away meanwhile, or one that looks like it).
    void restore(std::vector<UserId> ids, Actor actor, Completion<int> done);
    /// Forgets wrong passwords, and with them waits and locks, all or none; the number of users who
    /// had any. Errors: NotFound.
    void unlock(std::vector<UserId> ids, Actor actor, Completion<int> done);

private:
    [[nodiscard]] Result<void> checkPassword(const SecretBytes &password, const NewUser &user,
                                             PasswordChoice choice) const;
    [[nodiscard]] Result<void> checkName(const QString &username) const;

    const Context &m_context;
    PolicyLoader &m_loader;
};

} // namespace tokendesk::auth
