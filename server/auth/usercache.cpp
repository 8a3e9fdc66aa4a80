// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/auth/usercache.h"

namespace tokendesk::auth {

Result<UserPtr> UserCache::find(UserId id)
{
    // Taken before the row is read: a change in between makes the row newer than the number, and
    // the next look-up reads it once more.
    const auto version = m_database.userVersion().current(store::UserVersion::Moment::clock::now());
    if (!version)
        return read(id);
    if (*version != m_version) {
        m_users.clear();
        m_version = *version;
    }
    if (const UserPtr *known = m_users.find(id))
        return *known;
    TRY_ASSIGN(UserPtr user, read(id));
    if (user) // who does not exist is not remembered
        m_users.insert(id, user);
    return user;
}

Result<UserPtr> UserCache::read(UserId id)
{
    TRY_ASSIGN(store::Connection * connection, m_database.connection());
    TRY_ASSIGN(auto record, store::UserRepository(*connection).find(id));
    if (!record)
        return UserPtr();
    return std::make_shared<const store::UserRecord>(*std::move(record));
}

} // namespace tokendesk::auth
