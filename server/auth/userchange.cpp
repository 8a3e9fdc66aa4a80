// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/auth/userchange.h"

#include "server/auth/uservalidation.h"
#include "server/store/userrepository.h"

#include <QJsonArray>

namespace tokendesk::auth {
namespace {

template<typename T>
void take(T &field, const std::optional<T> &value)
{
    if (value)
        field = *value;
}

/// User and NewUser name these fields alike.
template<typename Fields>
QJsonObject fieldsOf(const Fields &user)
{
    return {{QStringLiteral("username"), user.username},
            {QStringLiteral("email"), user.email},
            {QStringLiteral("first_name"), user.firstName},
            {QStringLiteral("last_name"), user.lastName},
            {QStringLiteral("active"), user.active},
            {QStringLiteral("staff"), user.staff},
            {QStringLiteral("superuser"), user.superuser},
            {QStringLiteral("groups"), QJsonArray::fromStringList(user.groups)},
            {QStringLiteral("claims"), user.claims}};
}

} // namespace

User changed(User user, const UserChange &change)
{
    take(user.username, change.username);
    take(user.email, change.email);
    take(user.firstName, change.firstName);
    take(user.lastName, change.lastName);
    take(user.active, change.active);
    take(user.staff, change.staff);
    take(user.superuser, change.superuser);
    take(user.groups, change.groups);
    take(user.claims, change.claims);
    return user;
}

QJsonObject describe(const NewUser &user) { return fieldsOf(user); }

QJsonObject describe(const User &before, const User &after)
{
    const QJsonObject old = fieldsOf(before);
    const QJsonObject now = fieldsOf(after);
    QJsonObject was;
    QJsonObject is;
    for (auto it = now.begin(); it != now.end(); ++it) {
        if (old.value(it.key()) == it.value())
            continue;
        was.insert(it.key(), old.value(it.key()));
        is.insert(it.key(), it.value());
    }
    if (is.isEmpty())
        return {};
    return {{QStringLiteral("before"), was}, {QStringLiteral("after"), is}};
}

Result<void> checkNameIsFree(store::Connection &connection, const QString &username,
                             std::optional<UserId> except)
{
    const QString folded = foldedUsername(username);
    UserQuery query;
    query.text = username;
    query.limit = 1'000;
    query.withTotal = false;
    do {
        TRY_ASSIGN(const Page<User> page, store::UserRepository(connection).list(query, Instant{}));
        for (const User &user : page.rows) {
            if (user.id == except || foldedUsername(user.username) != folded)
                continue;
            return fail(ErrorCode::UsernameTaken,
                        user.username == username
                            ? QStringLiteral("There is a user \"%1\" already.").arg(username)
                            : QStringLiteral("It looks like the user \"%1\".").arg(user.username),
                        QStringLiteral("username"));
        }
        query.after = page.next;
    } while (!query.after.isEmpty());
    return {};
}

} // namespace tokendesk::auth
