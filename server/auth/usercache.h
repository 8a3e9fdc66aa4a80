// SPDX-License-Identifier: GPL-3.0-or-later
// Service: users as one thread read them last, for as long as that is how they are.
#pragma once

#include "server/store/userrepository.h"

#include <memory>
#include <unordered_map>

namespace tokendesk::auth {

/// A user as read; immutable and shared.
using UserPtr = std::shared_ptr<const store::UserRecord>;

/// Keeps the users of the latest requests, and forgets them all when store::UserVersion moves on;
/// where it cannot tell, every look-up goes to the database. What logins and refreshes write
/// (lastLoginAt, liveSessions) may be out of date. Thread: one.
class UserCache
{
public:
    /// Users kept at most; the least recently used go first, by halves.
    static constexpr std::size_t kLimit = 8'192;

    explicit UserCache(store::Database &database, std::size_t limit = kLimit)
        : m_database(database), m_limit(limit)
    {
    }

    /// By id, also from the bin; null if there is none. Errors: StoreUnavailable.
    [[nodiscard]] Result<UserPtr> find(UserId id);

private:
    [[nodiscard]] Result<UserPtr> read(UserId id);
    void keep(UserId id, UserPtr user);

    using Users = std::unordered_map<UserId, UserPtr>;
    store::Database &m_database;
    const std::size_t m_limit;
    quint64 m_version = 0;
    Users m_recent;
    Users m_older; ///< goes when m_recent has become half of the limit
};

} // namespace tokendesk::auth
