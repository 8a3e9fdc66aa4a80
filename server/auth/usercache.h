// SPDX-License-Identifier: GPL-3.0-or-later
// Service: users as one thread read them last, for as long as that is how they are.
#pragma once

#include "server/auth/recentmap.h"
#include "server/store/userrepository.h"

#include <memory>

namespace tokendesk::auth {

/// A user as read; immutable and shared.
using UserPtr = std::shared_ptr<const store::UserRecord>;

/// Keeps the users of the latest requests, and forgets them all when store::UserVersion moves on;
/// where it cannot tell, every look-up goes to the database. What logins and refreshes write
/// (lastLoginAt, liveSessions) may be out of date. Thread: one.
class UserCache
{
public:
    /// Users kept at most.
    static constexpr std::size_t kLimit = 8'192;

    explicit UserCache(store::Database &database, std::size_t limit = kLimit)
        : m_database(database), m_users(limit)
    {
    }

    /// By id, also from the bin; null if there is none. Errors: StoreUnavailable.
    [[nodiscard]] Result<UserPtr> find(UserId id);

private:
    [[nodiscard]] Result<UserPtr> read(UserId id);

    store::Database &m_database;
    quint64 m_version = 0;
    RecentMap<UserId, UserPtr> m_users;
};

} // namespace tokendesk::auth
