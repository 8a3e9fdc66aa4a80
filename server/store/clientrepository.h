// SPDX-License-Identifier: GPL-3.0-or-later
// Service: SQL of the OAuth clients.
#pragma once

#include "server/store/database.h"

#include <optional>
#include <vector>

namespace tokendesk::store {

/// A service that may ask about tokens. Source: RFC 6749 section 2.3.
struct ClientRow
{
    QString id;
    QString name; ///< for people
    QByteArray secretHash; ///< 32 bytes
    Instant createdAt{};
    std::optional<Instant> rotatedAt; ///< when the secret was last replaced
    std::optional<Instant> lastUsedAt; ///< to a minute
    std::optional<Instant> disabledAt; ///< since then it is refused

    friend bool operator==(const ClientRow &, const ClientRow &) = default;
};

/// Reads and writes clients over one connection. Errors of all: StoreUnavailable; NotFound where a
/// row is to be changed.
class ClientRepository
{
public:
    explicit ClientRepository(Connection &connection) : m_connection(connection) { }

    /// By id.
    [[nodiscard]] Result<std::vector<ClientRow>> list();
    [[nodiscard]] Result<std::optional<ClientRow>> find(const QString &id);
    /// Errors: AlreadyExists.
    [[nodiscard]] Result<void> insert(const ClientRow &client);
    /// Writes secret and the times but that of the last use.
    [[nodiscard]] Result<void> update(const ClientRow &client);
    [[nodiscard]] Result<void> remove(const QString &id);
    /// Whoever was deleted meanwhile stays so; that is no error.
    [[nodiscard]] Result<void> noteUse(const QString &id, Instant now);

private:
    Connection &m_connection;
};

} // namespace tokendesk::store
