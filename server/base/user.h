// SPDX-License-Identifier: GPL-3.0-or-later
// Values: users, and how lists of them are asked for.
#pragma once

#include "server/base/clock.h"
#include "server/base/ids.h"

#include <QJsonObject>
#include <QStringList>

#include <optional>
#include <vector>

namespace tokendesk {

/// Where wrong passwords have brought an account.
struct LoginState
{
    qint64 failures = 0; ///< wrong passwords since the last success, wherever they came from
    std::optional<Instant> waitUntil; ///< until then passwords are refused, from somewhere at least
    std::optional<Instant> lockedAt; ///< since then they are, until an administrator unlocks it

    /// Whether passwords are refused at \a now.
    [[nodiscard]] bool isBarred(Instant now) const
    {
        return lockedAt.has_value() || (waitUntil && *waitUntil > now);
    }

    friend bool operator==(const LoginState &, const LoginState &) = default;
};

/// An account that can log in. Never holds the password hash.
struct User
{
    UserId id = 0;
    QString username;
    QString email;
    QString firstName;
    QString lastName;
    bool active = true;
    bool staff = false;
    bool superuser = false;
    QStringList groups; ///< names, sorted
    QJsonObject claims; ///< custom claims of this user alone
    QString passwordScheme; ///< "argon2", "pbkdf2_sha256" …; empty: no usable password
    Instant createdAt{};
    Instant updatedAt{};
    std::optional<Instant> lastLoginAt;
    std::optional<Instant> passwordChangedAt;
    std::optional<Instant> deletedAt; ///< set while the user is in the 30-day bin
    qint64 liveSessions = 0; ///< filled by lists and single look-ups
    LoginState login; ///< filled for administrators alone

    /// First and last name with one blank between, trimmed; empty without names.
    [[nodiscard]] QString fullName() const
    {
        return QString(firstName + QLatin1Char(' ') + lastName).trimmed();
    }

    friend bool operator==(const User &, const User &) = default;
};

/// What is needed for a new user. The password travels beside it as SecretBytes.
struct NewUser
{
    QString username;
    QString email;
    QString firstName;
    QString lastName;
    bool active = true;
    bool staff = false;
    bool superuser = false;
    QStringList groups;
    QJsonObject claims;
};

/// A change of some fields of a user; an absent field stays as it is.
struct UserChange
{
    std::optional<QString> username;
    std::optional<QString> email;
    std::optional<QString> firstName;
    std::optional<QString> lastName;
    std::optional<bool> active;
    std::optional<bool> staff;
    std::optional<bool> superuser;
    std::optional<QStringList> groups;
    std::optional<QJsonObject> claims;
};

/// Column by which a list of users is sorted, in SQL.
enum class UserSort { Username, Email, LastName, CreatedAt, LastLoginAt };

/// Which users to list. Keyset paging: `after` is the cursor of the page before.
struct UserQuery
{
    QString text; ///< part of username, email, first or last name; case is ignored
    std::optional<bool> active;
    std::optional<bool> staff;
    std::optional<bool> superuser;
    QString group; ///< exact group name; empty: all
    bool deleted = false; ///< true: only the bin
    UserSort sort = UserSort::Username;
    bool descending = false;
    QByteArray after; ///< opaque; empty: first page
    int limit = 200; ///< 1 … 1,000
    bool withTotal = true; ///< also count all that match

    friend bool operator==(const UserQuery &, const UserQuery &) = default;
};

/// One page of a list.
template<typename Row>
struct Page
{
    std::vector<Row> rows;
    QByteArray next; ///< cursor for the following page; empty: this was the last
    std::optional<qint64> total; ///< how many match in all, if asked for
    qint64 least = 0; ///< where counting stopped, so that there is no total: more match than this
};

} // namespace tokendesk
