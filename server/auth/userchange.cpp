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
QJsonObject allFields(const Fields &user)
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

template<typename T, typename Read>
void give(std::optional<T> &field, const QJsonObject &fields, const char *name, Read read)
{
    const QJsonValue value = fields.value(QLatin1String(name));
    if (!value.isUndefined())
        field = read(value);
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

QJsonObject describe(const NewUser &user) { return allFields(user); }

QJsonObject fieldsOf(const User &user) { return allFields(user); }

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

UserChange changeTo(const QJsonObject &fields)
{
    const auto text = [](const QJsonValue &value) { return value.toString(); };
    const auto flag = [](const QJsonValue &value) { return value.toBool(); };
    UserChange change;
    give(change.username, fields, "username", text);
    give(change.email, fields, "email", text);
    give(change.firstName, fields, "first_name", text);
    give(change.lastName, fields, "last_name", text);
    give(change.active, fields, "active", flag);
    give(change.staff, fields, "staff", flag);
    give(change.superuser, fields, "superuser", flag);
    give(change.groups, fields, "groups", [](const QJsonValue &value) {
        QStringList groups;
        for (const QJsonValue name : value.toArray())
            groups.append(name.toString());
        return groups;
    });
    give(change.claims, fields, "claims", [](const QJsonValue &value) { return value.toObject(); });
    return change;
}

Result<void> checkNameIsFree(store::Connection &connection, const QString &username,
                             std::optional<UserId> except)
{
    TRY_ASSIGN(const auto alike, store::UserRepository(connection).lookAlikes(username));
    for (const auto &[id, name] : alike) {
        if (id == except)
            continue;
        return fail(ErrorCode::UsernameTaken,
                    name == username ? QStringLiteral("There is a user \"%1\" already.").arg(name)
                                     : QStringLiteral("It looks like the user \"%1\".").arg(name),
                    QStringLiteral("username"));
    }
    return {};
}

} // namespace tokendesk::auth
