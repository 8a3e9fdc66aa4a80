// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/clientrepository.h"

#include "server/store/rows.h"

namespace tokendesk::store {
namespace {

#define TOKENDESK_CLIENT_COLUMNS \
    "id, name, secret_hash, created_at, rotated_at, last_used_at, disabled_at"

ClientRow readClient(const Rows &rows)
{
    return {rows.text(0),
            rows.text(1),
            rows.blob(2),
            rows.instant(3),
            rows.optionalInstant(4),
            rows.optionalInstant(5),
            rows.optionalInstant(6)};
}

Result<void> changedOne(Result<QSqlQuery *> query)
{
    TRY(query);
    const int count = (*query)->numRowsAffected();
    (*query)->finish();
    if (count == 0)
        return fail(ErrorCode::NotFound, QStringLiteral("There is no such client."),
                    QStringLiteral("client"));
    return {};
}

} // namespace

Result<std::vector<ClientRow>> ClientRepository::list()
{
    TRY_ASSIGN(QSqlQuery * query, m_connection.exec("SELECT " TOKENDESK_CLIENT_COLUMNS
                                                    " FROM oauth_clients ORDER BY id"));
    Rows rows(query);
    std::vector<ClientRow> clients;
    while (rows.next())
        clients.push_back(readClient(rows));
    TRY(rows.status());
    return clients;
}

Result<std::optional<ClientRow>> ClientRepository::find(const QString &id)
{
    TRY_ASSIGN(QSqlQuery * query, m_connection.exec("SELECT " TOKENDESK_CLIENT_COLUMNS
                                                    " FROM oauth_clients WHERE id = ?",
                                                    {toSql(id)}));
    Rows rows(query);
    std::optional<ClientRow> client;
    if (rows.next())
        client = readClient(rows);
    TRY(rows.status());
    return client;
}

Result<void> ClientRepository::insert(const ClientRow &client)
{
    auto inserted = m_connection.exec(
        "INSERT INTO oauth_clients (" TOKENDESK_CLIENT_COLUMNS ") VALUES (?, ?, ?, ?, ?, ?, ?)",
        {toSql(client.id), toSql(client.name), client.secretHash, toSql(client.createdAt),
         toSql(client.rotatedAt), toSql(client.lastUsedAt), toSql(client.disabledAt)});
    if (!inserted && inserted.error().code == ErrorCode::AlreadyExists)
        return fail(ErrorCode::AlreadyExists,
                    QStringLiteral("There is a client \"%1\" already.").arg(client.id),
                    QStringLiteral("client"));
    TRY(inserted);
    (*inserted)->finish();
    return {};
}

Result<void> ClientRepository::update(const ClientRow &client)
{
    return changedOne(m_connection.exec(
        "UPDATE oauth_clients SET secret_hash = ?, rotated_at = ?, disabled_at = ? WHERE id = ?",
        {client.secretHash, toSql(client.rotatedAt), toSql(client.disabledAt), toSql(client.id)}));
}

Result<void> ClientRepository::remove(const QString &id)
{
    return changedOne(m_connection.exec("DELETE FROM oauth_clients WHERE id = ?", {toSql(id)}));
}

Result<void> ClientRepository::noteUse(const QString &id, Instant now)
{
    TRY_ASSIGN(QSqlQuery * query,
               m_connection.exec("UPDATE oauth_clients SET last_used_at = ? WHERE id = ?",
                                 {toSql(now), toSql(id)}));
    query->finish();
    return {};
}

} // namespace tokendesk::store
