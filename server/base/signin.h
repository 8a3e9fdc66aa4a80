// SPDX-License-Identifier: GPL-3.0-or-later
// Values: who signs in at the console.
#pragma once

#include "server/base/user.h"

#include <chrono>

namespace tokendesk {

/// What became of a name and a password that were typed at the console.
struct SignIn
{
    enum class Outcome {
        Granted,
        WrongPassword, ///< or no such user
        Throttled, ///< too many wrong passwords; `retryAfter` says when to come again
        Disabled, ///< the password was right, its user is disabled
        NotSuperuser ///< the password was right, its user is no administrator
    };
    Outcome outcome = Outcome::WrongPassword;
    User user; ///< granted: who is signed in; without counts
    std::chrono::seconds retryAfter{}; ///< at least one second if throttled

    [[nodiscard]] bool isGranted() const { return outcome == Outcome::Granted; }
};

/// Why nobody is signed in at the console any more.
enum class SignOutReason {
    Locked, ///< by the administrator, who wants to come back
    Idle,
    SignedOut, ///< by the administrator, who is done
    AccountChanged ///< disabled, deleted, no superuser any more, or another password
};

} // namespace tokendesk
