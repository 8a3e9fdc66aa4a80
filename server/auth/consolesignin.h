// SPDX-License-Identifier: GPL-3.0-or-later
// Service: administrators who sign in at the console.
#pragma once

#include "server/auth/completion.h"
#include "server/auth/context.h"
#include "server/base/secretbytes.h"
#include "server/base/signin.h"

namespace tokendesk::auth {

/// What the events of changes made at the console note as their source.
[[nodiscard]] Actor consoleActor(const QString &username);

/// Tries \a password as that of the superuser \a username, counted by the throttle as a login from
/// this machine is. \a isAgain: the administrator is signed in already and proves to be there
/// still. Events: `console.signed_in` or `console.reauthenticated`, `console.sign_in_failed`.
/// Errors: Busy, Timeout, StoreUnavailable.
void signInAtConsole(const Context &context, const QString &username, SecretBytes password,
                     bool isAgain, Completion<SignIn> done);

/// Notes that \a actor is not signed in any more: `console.signed_out`, or `console.locked` with
/// the reason. Errors: Busy, StoreUnavailable.
void noteSignOut(const Context &context, const Actor &actor, SignOutReason reason,
                 Completion<void> done);

} // namespace tokendesk::auth
