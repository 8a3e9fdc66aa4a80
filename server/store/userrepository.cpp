// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/userrepository.h"

#include "server/base/foldedtext.h"
#include "server/store/sessionrepository.h"
#include "server/store/userrow.h"

#include <QJsonArray>

namespace tokendesk::store {
namespace {

/// The first line is what lookAlikes() finds users by.
QString searchText(const QString &username, const QString &email, const QString &firstName,
                   const QString &lastName)
{
    return foldedText(username + u'\n' + email + u'\n' + firstName + u' ' + lastName);
}

Error usernameError(Error error)
{
    // Of the columns written here, the username alone is unique.
    if (error.code == ErrorCode::AlreadyExists)
        return Error(ErrorCode::UsernameTaken, QStringLiteral("The username is taken."),
                     QStringLiteral("username"));
    return error;
}

/// Executes a change of one named row.
Result<void> changeOne(Result<QSqlQuery *> executed)
{
    if (!executed)
        return fail(usernameError(std::move(executed).error()));
    const int count = (*executed)->numRowsAffected();
    (*executed)->finish();
    if (count == 0)
        return fail(ErrorCode::NotFound, QStringLiteral("There is no such user."));
    return {};
}

Result<void> writeGroups(Connection &connection, UserId user, const QStringList &groups)
{
    TRY_ASSIGN(QSqlQuery * removed,
               connection.exec("DELETE FROM user_groups WHERE user_id = ?", {user}));
    removed->finish();
    for (const QString &group : groups) {
        TRY_ASSIGN(QSqlQuery * made,
                   connection.exec("INSERT INTO groups (name) VALUES (?) ON CONFLICT DO NOTHING",
                                   {toSql(group)}));
        made->finish();
        TRY_ASSIGN(QSqlQuery * joined,
                   connection.exec("INSERT INTO user_groups (user_id, group_id) "
                                   "SELECT ?, id FROM groups WHERE name = ? ON CONFLICT DO NOTHING",
                                   {user, toSql(group)}));
        joined->finish();
    }
    return {};
}

/// Tells the caches of this process and, by a counter, those of others.
Result<void> countChange(Connection &connection)
{
    TRY_ASSIGN(QSqlQuery * query,
               connection.exec("INSERT INTO meta (name, value) VALUES ('counter:users', 1) "
                               "ON CONFLICT (name) DO UPDATE SET value = value + 1"));
    query->finish();
    connection.noteUsersChanged();
    return {};
}

Result<std::optional<UserRecord>> readRecord(Result<QSqlQuery *> executed)
{
    TRY(executed);
    Rows rows(*executed);
    std::optional<UserRecord> record;
    if (rows.next())
        record = UserRecord{readUser(rows), rows.text(kUserColumnCount),
                            rows.optionalInstant(kUserColumnCount + 1)};
    TRY(rows.status());
    return record;
}

} // namespace

User readUser(const Rows &rows)
{
    User user;
    user.id = rows.integer(0);
    user.username = rows.text(1);
    user.email = rows.text(2);
    user.firstName = rows.text(3);
    user.lastName = rows.text(4);
    user.active = rows.boolean(5);
    user.staff = rows.boolean(6);
    user.superuser = rows.boolean(7);
    user.claims = rows.object(8);
    user.createdAt = rows.instant(9);
    user.updatedAt = rows.instant(10);
    user.lastLoginAt = rows.optionalInstant(11);
    user.passwordChangedAt = rows.optionalInstant(12);
    user.deletedAt = rows.optionalInstant(13);
    user.passwordScheme = rows.text(14);
    if (const QString groups = rows.text(15); groups != QLatin1String("[]")) {
        for (const QJsonValue name : QJsonDocument::fromJson(groups.toUtf8()).array())
            user.groups.append(name.toString());
        user.groups.sort();
    }
    user.liveSessions = rows.integer(16);
    return user;
}

Result<std::optional<UserRecord>> UserRepository::find(UserId id)
{
    return readRecord(m_connection.exec("SELECT " TOKENDESK_USER_COLUMNS
                                        ", u.password_hash, u.not_before FROM users u "
                                        "WHERE u.id = ?",
                                        {toSql(m_connection.clock().now()), id}));
}

Result<std::optional<UserRecord>> UserRepository::findByName(const QString &username)
{
    return readRecord(m_connection.exec(
        "SELECT " TOKENDESK_USER_COLUMNS ", u.password_hash, u.not_before FROM users u "
        "INDEXED BY users_username WHERE u.username = ? AND u.deleted_at IS NULL",
        {toSql(m_connection.clock().now()), toSql(username)}));
}

Result<QStringList> UserRepository::groups()
{
    TRY_ASSIGN(QSqlQuery * query, m_connection.exec("SELECT name FROM groups ORDER BY name"));
    Rows rows(query);
    QStringList names;
    while (rows.next())
        names.append(rows.text(0));
    TRY(rows.status());
    return names;
}

Result<std::vector<std::pair<UserId, QString>>> UserRepository::lookAlikes(const QString &username)
{
    TRY_ASSIGN(QSqlQuery * query,
               m_connection.exec("SELECT id, username FROM users INDEXED BY users_by_folded_name "
                                 "WHERE substr(search, 1, instr(search, char(10)) - 1) = ? "
                                 "AND deleted_at IS NULL",
                                 {foldedText(username)}));
    Rows rows(query);
    std::vector<std::pair<UserId, QString>> alike;
    while (rows.next())
        alike.emplace_back(rows.integer(0), rows.text(1));
    TRY(rows.status());
    return alike;
}

Result<qint64> UserRepository::count()
{
    TRY_ASSIGN(QSqlQuery * query,
               m_connection.exec("SELECT count(*) FROM users WHERE deleted = 0"));
    return singleInteger(query);
}

Result<qint64> UserRepository::countAdministrators()
{
    TRY_ASSIGN(QSqlQuery * query,
               m_connection.exec("SELECT count(*) FROM users INDEXED BY users_by_flags "
                                 "WHERE deleted = 0 AND is_superuser = 1 AND is_active = 1"));
    return singleInteger(query);
}

Result<UserId> UserRepository::insert(const NewUser &user, const QString &passwordHash, Instant now)
{
    // A hash that was given is a password that was set now.
    const bool usable = !passwordHash.isEmpty() && !passwordHash.startsWith(u'!');
    auto executed = m_connection.exec(
        "INSERT INTO users (username, password_hash, email, first_name, last_name, is_active, "
        "is_staff, is_superuser, claims, search, created_at, updated_at, password_changed_at) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
        {toSql(user.username), toSql(passwordHash), toSql(user.email), toSql(user.firstName),
         toSql(user.lastName), toSql(user.active), toSql(user.staff), toSql(user.superuser),
         toSql(user.claims), searchText(user.username, user.email, user.firstName, user.lastName),
         toSql(now), toSql(now), usable ? toSql(now) : QVariant()});
    if (!executed)
        return fail(usernameError(std::move(executed).error()));
    TRY_ASSIGN(const UserId id, singleInteger(*executed));
    TRY(writeGroups(m_connection, id, user.groups));
    TRY(countChange(m_connection));
    return id;
}

Result<void> UserRepository::update(const User &user, Instant now)
{
    TRY(changeOne(m_connection.exec(
        "UPDATE users SET username = ?, email = ?, first_name = ?, last_name = ?, is_active = ?, "
        "is_staff = ?, is_superuser = ?, claims = ?, search = ?, updated_at = ? WHERE id = ?",
        {toSql(user.username), toSql(user.email), toSql(user.firstName), toSql(user.lastName),
         toSql(user.active), toSql(user.staff), toSql(user.superuser), toSql(user.claims),
         searchText(user.username, user.email, user.firstName, user.lastName), toSql(now),
         user.id})));
    TRY(writeGroups(m_connection, user.id, user.groups));
    return countChange(m_connection);
}

Result<void> UserRepository::setPasswordHash(UserId id, const QString &hash, bool isNewPassword,
                                             Instant now)
{
    TRY(changeOne(
        m_connection.exec("UPDATE users SET password_hash = ?, updated_at = ?, "
                          "password_changed_at = coalesce(?, password_changed_at) WHERE id = ?",
                          {toSql(hash), toSql(now), isNewPassword ? toSql(now) : QVariant(), id})));
    return countChange(m_connection);
}

Result<void> UserRepository::setLastLogin(UserId id, Instant now)
{
    return changeOne(
        m_connection.exec("UPDATE users SET last_login_at = ? WHERE id = ?", {toSql(now), id}));
}

Result<void> UserRepository::setNotBefore(UserId id, Instant now)
{
    TRY(changeOne(
        m_connection.exec("UPDATE users SET not_before = ? WHERE id = ?", {toSql(now), id})));
    TRY_ASSIGN(QSqlQuery * query,
               m_connection.exec("INSERT INTO revocations (session_id, access_until, user_id, "
                                 "refused_before) VALUES (x'', ?, ?, ?)",
                                 {toSql(now + kUserRefusalKept), id, toSql(now)}));
    query->finish();
    return countChange(m_connection);
}

Result<void> UserRepository::setDeleted(UserId id, std::optional<Instant> at)
{
    TRY(changeOne(
        m_connection.exec("UPDATE users SET deleted_at = ? WHERE id = ?", {toSql(at), id})));
    return countChange(m_connection);
}

Result<std::vector<DeletableUser>> UserRepository::deletable(Instant before, int limit)
{
    // The bin is small, so it is read as a whole.
    TRY_ASSIGN(
        QSqlQuery * query,
        m_connection.exec("SELECT u.id, u.username, 1 + (SELECT count(*) FROM user_groups ug "
                          "WHERE ug.user_id = u.id) FROM users u INDEXED BY users_by_flags "
                          "WHERE u.deleted = 1 AND u.deleted_at < ? LIMIT ?",
                          {toSql(before), limit}));
    Rows rows(query);
    std::vector<DeletableUser> users;
    for (qint64 count = 0; rows.next();) {
        count += rows.integer(2);
        if (count > limit && !users.empty())
            break;
        users.push_back({rows.integer(0), rows.text(1)});
    }
    TRY(rows.status());
    return users;
}

Result<bool> UserRepository::removeFromBin(UserId id, Instant before)
{
    TRY_ASSIGN(QSqlQuery * query,
               m_connection.exec("DELETE FROM users WHERE id = ? AND deleted_at < ?",
                                 {id, toSql(before)}));
    const int count = query->numRowsAffected();
    query->finish();
    if (count == 0)
        return false;
    TRY(countChange(m_connection));
    return true;
}

} // namespace tokendesk::store
