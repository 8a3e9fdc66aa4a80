// SPDX-License-Identifier: GPL-3.0-or-later
// What verbs read: secrets, never from the command line itself, and names of things.
#pragma once

#include "server/base/ids.h"
#include "server/base/result.h"
#include "server/base/secretbytes.h"
#include "server/base/user.h"

#include <QJsonObject>
#include <QString>

#include <string>
#include <vector>

namespace tokendesk {
class AdminApi;
}

namespace tokendesk::cli {

/// A password: with \a fromStdin one line of standard input without its end, else asked for twice
/// on the terminal without echo. Errors: InvalidArgument (nothing given, the two differ, no
/// terminal to ask on).
[[nodiscard]] Result<SecretBytes> readPassword(bool fromStdin);

/// The bytes of \a path ("-": standard input), at most 64 KiB, without one newline at the end.
/// Errors: InvalidArgument with field "file".
[[nodiscard]] Result<SecretBytes> readSecretFile(const QString &path);

/// The user called \a name. Errors: NotFound naming the user.
[[nodiscard]] Result<User> findUser(AdminApi &api, const QString &name);

/// All users that match \a query, at most \a limit (0: all).
[[nodiscard]] Result<std::vector<User>> findUsers(AdminApi &api, UserQuery query, int limit = 0);

/// 24 hexadecimal digits. Errors: InvalidArgument.
[[nodiscard]] Result<SessionId> sessionIdFrom(const QString &text);

/// "2026-11-25T11:00:00Z", epoch seconds, or "now". Errors: InvalidArgument with \a field.
[[nodiscard]] Result<Instant> instantFrom(const QString &text, const QString &field);

/// The claims that `NAME=VALUE` texts name: a value is JSON where it can be read as that, else
/// text. Errors: InvalidArgument with field "claim".
[[nodiscard]] Result<QJsonObject> claimsFrom(const std::vector<std::string> &texts);

/// The operating system's user as the actor of events: "os:root".
[[nodiscard]] QString osActor();

} // namespace tokendesk::cli
