// SPDX-License-Identifier: GPL-3.0-or-later
// Service: whole databases as files: made while others write, put in place while nobody does.
// Source: SECURITY R95, R108.
#pragma once

#include "server/store/database.h"

#include <memory>

namespace tokendesk::store {

/// Writes what \a database holds at this moment to the new file \a file of mode 0600. Other
/// processes go on reading and writing meanwhile. \a file appears whole and durable, or not at all.
/// Errors: AlreadyExists, InvalidArgument (both with field "file"), StoreUnavailable. Thread: any;
/// blocks on the disk. Source: sqlite.org/lang_vacuum.html (VACUUM INTO).
Result<void> writeBackup(Database &database, const QString &file);

/// The only user of a database file, even of a damaged one: no other process has it open, and none
/// can while this lives. The file must not be open in this process. Source:
/// sqlite.org/lockingv3.html; a connection in write-ahead mode holds a shared lock while it is
/// open.
class ExclusiveUse
{
public:
    /// A file that does not exist is used by nobody. Errors: Busy (naming the process),
    /// DatabaseReadOnly.
    [[nodiscard]] static Result<ExclusiveUse> of(const QString &path);

    ExclusiveUse(ExclusiveUse &&other) noexcept;
    ExclusiveUse &operator=(ExclusiveUse &&) = delete;
    ~ExclusiveUse();

private:
    explicit ExclusiveUse(int descriptor) : m_descriptor(descriptor) { }
    int m_descriptor;
};

/// Where a backup becomes a database, beside the one it is to replace: a file of mode 0600 that
/// goes, with all that was made beside it, unless put() moved it away.
class RestoredFile
{
public:
    /// Copies \a backup to a name beside \a target. Errors: InvalidArgument with field "file" (not
    /// readable, no SQLite database, or a copy of a running database without its write-ahead log),
    /// DatabaseReadOnly.
    [[nodiscard]] static Result<std::unique_ptr<RestoredFile>> copy(const QString &backup,
                                                                    const QString &target);
    ~RestoredFile();
    RestoredFile(const RestoredFile &) = delete;
    RestoredFile &operator=(const RestoredFile &) = delete;

    [[nodiscard]] const QString &path() const { return m_path; }
    /// Puts the file in the place of the target, whose content stays as `<target>.replaced-<time>`:
    /// that path, empty if there was nothing to replace. A crash leaves the old database or the new
    /// one. The file must be closed. Errors: Busy (somebody uses the target), DatabaseReadOnly.
    Result<QString> put(const Clock &clock);

private:
    RestoredFile(QString path, QString target)
        : m_path(std::move(path)), m_target(std::move(target))
    {
    }

    QString m_path;
    QString m_target;
};

} // namespace tokendesk::store
