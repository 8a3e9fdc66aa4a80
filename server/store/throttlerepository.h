// SPDX-License-Identifier: GPL-3.0-or-later
// Service: SQL of the login throttle.
#pragma once

#include "server/store/database.h"

#include <optional>
#include <vector>

namespace tokendesk::store {

/// What wrong passwords have come to: of an account from wherever it is not known (empty address),
/// of an account from one address, or of an address (empty account).
struct ThrottleRow
{
    QByteArray account; ///< keyed hash of the name
    QByteArray address; ///< network part of the address
    qint64 failures = 0; ///< in a row; of an address: in the minute that is counted
    std::optional<Instant> until; ///< end of the wait; of an address: end of its minute
    std::optional<Instant> lockedAt; ///< until an administrator unlocks it
    std::optional<Instant> knownUntil; ///< how long the address is one of the account's own
    Instant expiresAt{}; ///< when the row may be deleted, unless locked
};

/// Reads and writes the throttle over one connection. Errors of all: StoreUnavailable.
class ThrottleRepository
{
public:
    explicit ThrottleRepository(Connection &connection) : m_connection(connection) { }

    /// Whatever there is of \a account, of \a address, and of both together: up to three rows, by
    /// primary key. An empty address yields that of the account alone.
    [[nodiscard]] Result<std::vector<ThrottleRow>> find(const QByteArray &account,
                                                        const QByteArray &address);
    /// The row of \a account and one for each address it is known at.
    [[nodiscard]] Result<std::vector<ThrottleRow>> ofAccount(const QByteArray &account);
    /// Inserts or replaces.
    [[nodiscard]] Result<void> save(const ThrottleRow &row);
    [[nodiscard]] Result<void> remove(const QByteArray &account, const QByteArray &address);
    [[nodiscard]] Result<void> removeAccount(const QByteArray &account);
    /// Deletes up to \a limit rows that expired before \a now and are not locked; their number.
    [[nodiscard]] Result<int> purge(Instant now, int limit = 500);

private:
    Connection &m_connection;
};

} // namespace tokendesk::store
