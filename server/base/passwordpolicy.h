// SPDX-License-Identifier: GPL-3.0-or-later
// Service: which new passwords are accepted, how strong one is, and good ones made up.
#pragma once

#include "server/base/result.h"
#include "server/base/secretbytes.h"
#include "server/base/user.h"

namespace tokendesk {

/// Longest password accepted anywhere, in bytes of UTF-8. Source: SECURITY R61, CVE-2013-1443.
inline constexpr qsizetype kPasswordMaximumBytes = 4'096;
/// Longest new password, in code points. Source: SECURITY R58.
inline constexpr qsizetype kPasswordMaximumLength = 1'024;

/// Accepts or refuses a new password of \a user. \a minimumLength counts code points (setting
/// password_minimum_length).
/// Errors: PasswordTooShort, PasswordTooLong, PasswordTooCommon, PasswordTooSimilar,
/// InvalidArgument (not UTF-8, or with a NUL); `field` is "password" and `detail` the whole reason.
/// Thread: any. Source: SECURITY R58, R59; NIST SP 800-63B section 3.1.1.2.
[[nodiscard]] Result<void> checkPassword(const SecretBytes &password, const NewUser &user,
                                         int minimumLength);

/// What a meter beside a password field shows.
struct PasswordStrength
{
    int score = 0; ///< 0 unusable … 4 strong
    QString reason; ///< short English remark: "too short", "strong"

    friend bool operator==(const PasswordStrength &, const PasswordStrength &) = default;
};

/// Estimates \a password; 0 for everything checkPassword() refuses. Thread: any; takes
/// microseconds.
[[nodiscard]] PasswordStrength passwordStrength(const QString &password, const NewUser &user,
                                                int minimumLength);

/// A random password that is easy to read aloud and to type: "k7Qm-2xVd-98Ls-wT4c", 92 bits from
/// the system's generator, without characters that look alike; longer if \a minimumLength asks for
/// more.
[[nodiscard]] QString generatePassword(int minimumLength = 0);

} // namespace tokendesk
