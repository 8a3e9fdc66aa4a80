// SPDX-License-Identifier: GPL-3.0-or-later
// tokendeskd serve and tokendeskd demo.
#pragma once

#include "app/cli/bootstrap.h"
#include "server/base/result.h"

#include <functional>

namespace tokendesk::cli {

/// What `serve` and `demo` are asked to do.
struct ServeOptions
{
    LaunchOptions bootstrap;
    /// The options as command line, environment and file give them now, for SIGHUP.
    std::function<Result<LaunchOptions>()> reload;
    QString readyFile; ///< gets the URL once requests are answered; empty: none
    bool demo = false; ///< scratch data in a directory that goes when the daemon ends
};

/// Plain HTTP leaves this machine only when somebody says so; a warning goes to standard error
/// then. Errors: AddressUnavailable. Source: SECURITY R78.
[[nodiscard]] Result<void> checkExposure(const LaunchOptions &bootstrap);

/// Serves until SIGTERM or SIGINT; prints "listening on URL" when ready. On SIGHUP it reads its
/// options again and moves to where they say, printing the URL again; what is wrong with them is
/// logged, and the old listener stays. The exit code. Errors:
/// those of opening the data and of listening, PermissionDenied (plain HTTP for other machines).
/// Thread: the main one, with an application object and no event loop running.
[[nodiscard]] Result<int> serve(const ServeOptions &options);

} // namespace tokendesk::cli
