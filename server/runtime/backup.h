// SPDX-License-Identifier: GPL-3.0-or-later
// Functions: backup and restore of the data. Source: SECURITY R37, R95, R108.
//
// A backup holds the database and not the key file, so that a stolen backup signs nothing. Whoever
// wants to restore on another machine keeps the key file too, elsewhere.
#pragma once

#include "server/runtime/core.h"

namespace tokendesk {

/// Writes the data as it is at this moment to the new file \a file, and an event. Errors: those of
/// store::writeBackup().
Result<void> backUp(Core &core, const QString &file, const auth::Actor &actor);

/// What a restore did.
struct Restored
{
    QString database; ///< path of what was replaced
    QString kept; ///< where its content went; empty if there was none
    int endedSessions = 0;
};

/// Puts the backup \a file in the place of the database of \a options, upgraded if need be. What
/// was refreshed or ended since the backup was made is not known any more; so every session of the
/// backup ends, and no token issued before this moment is accepted again, of whatever session. All
/// or nothing: whatever fails leaves the database as it was.
/// Errors: InvalidArgument with field "file" (no backup), Busy (a process has the database open),
/// DatabaseUnreadable (damaged, of another program), DatabaseNewer, DatabaseReadOnly,
/// KeyFileMissing, KeyFileWrong (sealed by another key file), KeyFileUnsafe.
[[nodiscard]] Result<Restored> restoreBackup(const CoreOptions &options, const QString &file,
                                             const auth::Actor &actor);

} // namespace tokendesk
