// SPDX-License-Identifier: GPL-3.0-or-later
// Private to the store: the files of a database and who may read them. Source: SECURITY R95.
#pragma once

#include "server/base/result.h"

#include <QString>
#include <QStringList>

#include <utility>

namespace tokendesk::store {

/// Device and inode of \a path, following links; {0, 0} if there is no such file.
[[nodiscard]] std::pair<quint64, quint64> fileIdentity(const QString &path);

/// Makes the directory of \a path (0700) if it is missing. Errors: DatabaseUnreadable,
/// DatabaseReadOnly.
Result<void> prepareDirectory(const QString &path);

/// Makes the directory of \a path (0700) and an empty file (0600) if they are missing, and takes
/// others' rights from an existing file and its -wal and -shm. Never opens the file: closing a
/// descriptor would drop the locks that SQLite holds in this process. Errors: DatabaseUnreadable,
/// DatabaseReadOnly.
Result<void> prepareFile(const QString &path);

/// Makes an empty file of mode 0600 in place of whatever was there. Errors: DatabaseReadOnly.
Result<void> makePrivateFile(const QString &path);

/// One line for each file of the database, copy of it beside it, or its directory, that others may
/// read or write.
[[nodiscard]] QStringList permissionProblems(const QString &path);

} // namespace tokendesk::store
