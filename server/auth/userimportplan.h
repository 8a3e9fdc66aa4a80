// SPDX-License-Identifier: GPL-3.0-or-later
// Function: what an import of users from a CSV file would do.
#pragma once

#include "server/auth/context.h"
#include "server/base/csv.h"
#include "server/base/user.h"
#include "server/base/userimport.h"
#include "server/store/database.h"

namespace tokendesk::auth {

/// One row that was compared with the database.
struct PlannedUser
{
    UserImportRow row;
    NewUser user; ///< New
    User before; ///< Changed
    UserChange change; ///< Changed; may be empty where the password alone is another
    std::optional<QString> passwordHash; ///< encoded; none: not given, or the one that is there
};

/// All rows of a file.
struct ImportPlan
{
    std::vector<PlannedUser> users;
    QStringList ignoredColumns;
    QString encoding;
    QChar separator;
};

/// Compares the rows of \a csv with the users on \a connection. The first row names the columns:
/// `username`, and any of `email`, `first_name`, `last_name`, `is_active`, `is_staff`,
/// `is_superuser`, `groups` (with bars between, or a JSON list), `claims` (a JSON object) and
/// `password` (a hash in Django's encoded form). An empty cell empties the field; of the three
/// flags and of the password it changes nothing. A row that cannot be taken is refused alone.
/// Errors: those of readCsv(); InvalidArgument with field "file" (columns); StoreUnavailable.
[[nodiscard]] Result<ImportPlan> planImport(const Context &context, store::Connection &connection,
                                            QByteArrayView csv, std::optional<QChar> separator);

} // namespace tokendesk::auth
