// SPDX-License-Identifier: GPL-3.0-or-later
// Functions: the changes of users as the writer executes them, each with its event.
#pragma once

#include "server/auth/context.h"
#include "server/auth/useradmin.h"
#include "server/base/session.h"
#include "server/store/database.h"

namespace tokendesk::auth {

/// Whether \a user counts among those of whom one must stay.
[[nodiscard]] bool isAdministrator(const User &user);
/// After a change that took an administrator away: a database that never had one may stay so; one
/// that has one keeps one. Errors: LastAdministrator.
[[nodiscard]] Result<void> keepAdministrator(store::Connection &connection, bool tookOne);
/// Ends what the user has but \a keep, and refuses tokens of theirs that no session of ours stands
/// for; the number of sessions.
[[nodiscard]] Result<qint64> lockOut(store::Connection &connection, UserId id, EndReason reason,
                                     const Actor &actor, Instant now,
                                     std::optional<SessionId> keep = {});
/// No token can carry what it states of itself. Errors: InvalidArgument with field "claims".
[[nodiscard]] Result<void> checkClaimNames(const Context &context, const QJsonObject &claims);
/// Bytes of what tokens say of \a user.
[[nodiscard]] qsizetype claimsSize(const Context &context, const User &user);
/// Whether \a size bytes, to which a change of \a field has brought the claims of a user, are few
/// enough for tokens. Errors: InvalidArgument with \a field.
[[nodiscard]] Result<void> checkClaimsSize(qsizetype size, const QString &field);

/// NotFound with field "user".
[[nodiscard]] tl::unexpected<Error> noSuchUser(UserId id);

/// Fills in where wrong passwords have brought \a user.
[[nodiscard]] Result<User> described(const Context &context, store::Connection &connection,
                                     User user);
/// The row as it is after a change, for the caller.
[[nodiscard]] Result<User> userAfter(const Context &context, store::Connection &connection,
                                     UserId id);

// What UserAdmin's functions write, in a transaction; \a now is the moment to write. Errors:
// theirs.

[[nodiscard]] Result<User> insertUser(const Context &context, store::Connection &connection,
                                      const NewUser &user, const QString &hash, const Actor &actor,
                                      Instant now);
[[nodiscard]] Result<User> changeUser(const Context &context, store::Connection &connection,
                                      UserId id, const UserChange &change, const Actor &actor,
                                      Instant now);
/// The number of sessions that it ended.
[[nodiscard]] Result<int> storePassword(const Context &context, store::Connection &connection,
                                        UserId id, const QString &hash, PasswordChoice choice,
                                        const Actor &actor, Instant now);
[[nodiscard]] Result<int> binUsers(store::Connection &connection, const std::vector<UserId> &ids,
                                   const Actor &actor, Instant now);
[[nodiscard]] Result<int> restoreUsers(store::Connection &connection,
                                       const std::vector<UserId> &ids, const Actor &actor,
                                       Instant now);
[[nodiscard]] Result<int> unlockUsers(const Context &context, store::Connection &connection,
                                      const std::vector<UserId> &ids, const Actor &actor,
                                      Instant now);

} // namespace tokendesk::auth
