// SPDX-License-Identifier: GPL-3.0-or-later
// Functions: what a change makes of a user, how it is told to the audit log, and whether a name is
// free.
#pragma once

#include "server/base/user.h"
#include "server/store/database.h"

namespace tokendesk::auth {

/// \a user with the fields of \a change.
[[nodiscard]] User changed(User user, const UserChange &change);

/// The fields of a new user, for the audit log.
[[nodiscard]] QJsonObject describe(const NewUser &user);
/// What differs: {"before": {field: value}, "after": {field: value}}; empty if nothing does.
[[nodiscard]] QJsonObject describe(const User &before, const User &after);

/// The fields of \a user by the names that describe() uses.
[[nodiscard]] QJsonObject fieldsOf(const User &user);
/// The change that sets \a fields, named as describe() names them.
[[nodiscard]] UserChange changeTo(const QJsonObject &fields);

/// Whether no user outside the bin but \a except has \a username or one that only looks like it.
/// Errors: UsernameTaken, StoreUnavailable.
[[nodiscard]] Result<void> checkNameIsFree(store::Connection &connection, const QString &username,
                                           std::optional<UserId> except);

} // namespace tokendesk::auth
