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
        m_recent.clear();
        m_older.clear();
        m_version = *version;
    }
    if (const auto found = m_recent.find(id); found != m_recent.end())
        return found->second;
    UserPtr user;
    if (const auto found = m_older.find(id); found != m_older.end()) {
        user = found->second;
    } else {
        TRY_ASSIGN(user, read(id));
        if (!user) // who does not exist is not remembered
            return user;
    }
    keep(id, user);
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

void UserCache::keep(UserId id, UserPtr user)
{
    if (m_recent.size() >= m_limit / 2) {
        m_older = std::move(m_recent);
        m_recent.clear();
    }
    m_recent.emplace(id, std::move(user));
}

} // namespace tokendesk::auth
