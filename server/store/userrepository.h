// SPDX-License-Identifier: GPL-3.0-or-later
// Service: SQL of users and groups.
#pragma once

#include "server/base/user.h"
#include "server/store/database.h"

namespace tokendesk::store {

/// What login and the decision function need of a user.
struct UserRecord
{
    User user;
    QString passwordHash; ///< encoded; empty or starting with '!': not usable
    std::optional<Instant> notBefore; ///< tokens issued earlier are refused
};

/// A user whose time in the bin is over.
struct DeletableUser
{
    UserId id = 0;
    QString username;
};

/// Reads and writes users over one connection. Deleted users are found only where it says so.
/// Errors of all: StoreUnavailable; NotFound where a row is named.
class UserRepository
{
public:
    explicit UserRepository(Connection &connection) : m_connection(connection) { }

    /// By id, also from the bin (`user.deletedAt` tells).
    [[nodiscard]] Result<std::optional<UserRecord>> find(UserId id);
    /// By exact username, not from the bin.
    [[nodiscard]] Result<std::optional<UserRecord>> findByName(const QString &username);
    [[nodiscard]] Result<Page<User>> list(const UserQuery &query, Instant now);
    [[nodiscard]] Result<QStringList> groups();
    /// The users outside the bin whose username is \a username or only looks like it.
    [[nodiscard]] Result<std::vector<std::pair<UserId, QString>>> lookAlikes(
        const QString &username);
    [[nodiscard]] Result<qint64> count();
    /// Users that are active superusers and not in the bin.
    [[nodiscard]] Result<qint64> countAdministrators();

    /// Inserts with the groups, making those that do not exist. Errors: UsernameTaken.
    [[nodiscard]] Result<UserId> insert(const NewUser &user, const QString &passwordHash,
                                        Instant now);
    /// Writes every field of \a user but times, password and liveSessions. Errors: UsernameTaken.
    [[nodiscard]] Result<void> update(const User &user, Instant now);
    /// \a isNewPassword: also sets password_changed_at; false for a re-hash of the same password.
    [[nodiscard]] Result<void> setPasswordHash(UserId id, const QString &hash, bool isNewPassword,
                                               Instant now);
    [[nodiscard]] Result<void> setLastLogin(UserId id, Instant now);
    [[nodiscard]] Result<void> setNotBefore(UserId id, Instant now);
    /// Into and out of the bin. Errors: UsernameTaken when the name was given away meanwhile.
    [[nodiscard]] Result<void> setDeleted(UserId id, std::optional<Instant> at);

    /// Users that went into the bin before \a before, with memberships up to \a limit rows.
    [[nodiscard]] Result<std::vector<DeletableUser>> deletable(Instant before, int limit);
    /// Deletes a user for good with the memberships, unless the user was restored or is not in the
    /// bin for that long; whether it was done.
    [[nodiscard]] Result<bool> removeFromBin(UserId id, Instant before);

private:
    Connection &m_connection;
};

} // namespace tokendesk::store
