// SPDX-License-Identifier: GPL-3.0-or-later
// From the options in force to the open data.
#pragma once

#include "app/cli/bootstrap.h"
#include "app/cli/verb.h"
#include "server/runtime/core.h"

namespace tokendesk::cli {

/// Where the core finds its data.
[[nodiscard]] CoreOptions coreOptionsFrom(const LaunchOptions &bootstrap);

/// Opens the data, runs \a verb on it as the operating system's user and closes it again.
/// Errors: those of Core::open() and of the verb. Thread: the main one, with an application object.
[[nodiscard]] Result<void> runVerb(const Verb &verb, const LaunchOptions &bootstrap, bool json);

/// `tokendeskd check`: opens the data without changing anything and prints what is wrong with it.
/// Errors: those of Core::open(), DatabaseUnreadable when something is wrong.
[[nodiscard]] Result<int> checkData(const LaunchOptions &bootstrap, bool json);

/// `tokendeskd backup FILE`: the data as it is now, whether or not a daemon serves it. Errors:
/// those of Core::open() and backUp(), DatabaseUnreadable where there is no database.
[[nodiscard]] Result<int> backUpData(const LaunchOptions &bootstrap, const QString &file,
                                     bool json);

/// `tokendeskd restore FILE`. Errors: those of restoreBackup().
[[nodiscard]] Result<int> restoreData(const LaunchOptions &bootstrap, const QString &file,
                                      bool json);

/// `tokendeskd key rotate-file`: encrypts the stored keys under a new key file. \a lost: the old
/// one is gone, and so are the keys; new ones are made. Errors: those of Core::open() and of
/// KeyAdmin::rotateFile().
[[nodiscard]] Result<int> rotateKeyFile(const LaunchOptions &bootstrap, bool lost, bool json);

} // namespace tokendesk::cli
