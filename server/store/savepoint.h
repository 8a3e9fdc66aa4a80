// SPDX-License-Identifier: GPL-3.0-or-later
// Function: several statements that happen whole or not at all, inside a transaction.
#pragma once

#include "server/store/database.h"

namespace tokendesk::store {

/// Executes a statement without values and rows.
[[nodiscard]] inline Result<void> execute(Connection &connection, const char *sql)
{
    TRY_ASSIGN(QSqlQuery * query, connection.exec(sql));
    query->finish();
    return {};
}

/// Runs \a work, whose writes are undone if it fails. Errors: those of the work; StoreUnavailable
/// where SQLite has ended the transaction by itself.
template<typename Work>
[[nodiscard]] auto inSavepoint(Connection &connection, Work &&work) -> decltype(work())
{
    TRY(execute(connection, "SAVEPOINT job"));
    auto result = work();
    if (!result)
        TRY(execute(connection, "ROLLBACK TO job"));
    TRY(execute(connection, "RELEASE job"));
    return result;
}

} // namespace tokendesk::store
