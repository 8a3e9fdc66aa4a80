// SPDX-License-Identifier: GPL-3.0-or-later
// Values: an import of users from a file, before and after.
#pragma once

#include "server/base/ids.h"

#include <QStringList>

#include <algorithm>
#include <vector>

namespace tokendesk {

/// What an import makes, or would make, of one row.
struct UserImportRow
{
    enum class Kind { New, Changed, Same, Refused };
    qint64 line = 0; ///< where the row begins in the file
    Kind kind = Kind::Same;
    QString username; ///< as it stands in the file
    QStringList changes; ///< of a changed user: the fields that differ, "password" among them
    QString field; ///< of a refused row: the column at fault; may be empty
    QString reason; ///< and why, in one English sentence

    friend bool operator==(const UserImportRow &, const UserImportRow &) = default;
};

/// "new", "changed", "same", "refused".
[[nodiscard]] inline const char *importKindName(UserImportRow::Kind kind)
{
    switch (kind) {
    case UserImportRow::Kind::New:
        return "new";
    case UserImportRow::Kind::Changed:
        return "changed";
    case UserImportRow::Kind::Same:
        return "same";
    case UserImportRow::Kind::Refused:
        break;
    }
    return "refused";
}

/// What an import would do as of now.
struct UserImportPlan
{
    std::vector<UserImportRow> rows; ///< in the order of the file
    QStringList ignoredColumns; ///< those that no import reads
    QString encoding; ///< "UTF-8" …
    QString separator;

    [[nodiscard]] int count(UserImportRow::Kind kind) const
    {
        return static_cast<int>(
            std::count_if(rows.begin(), rows.end(),
                          [kind](const UserImportRow &row) { return row.kind == kind; }));
    }
};

/// What an import, or its undoing, has done.
struct UserImportOutcome
{
    qint64 id = 0; ///< of the import, for its undoing; 0: there was nothing to do
    int created = 0; ///< undone: moved to the bin
    int changed = 0; ///< undone: changed back
    int same = 0;
    qint64 sessionsEnded = 0;
    bool isCancelled = false; ///< stopped before the end; what was done by then stays
    std::vector<UserImportRow> refused; ///< undone: left as they are
};

} // namespace tokendesk
