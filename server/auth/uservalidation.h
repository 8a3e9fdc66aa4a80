// SPDX-License-Identifier: GPL-3.0-or-later
// Functions: what a user's fields may hold.
#pragma once

#include "server/base/result.h"
#include "server/base/user.h"

namespace tokendesk::auth {

inline constexpr int kUsernameLimit = 150; ///< code points, as Django has it
inline constexpr int kEmailLimit = 254; ///< characters; RFC 5321 section 4.5.3.1.3
inline constexpr int kNameLimit = 150; ///< code points
inline constexpr int kGroupLimit = 100; ///< groups of one user
inline constexpr int kClaimsLimit = 4 * 1024; ///< bytes of compact JSON
inline constexpr int kClaimNameLimit = 64; ///< characters
inline constexpr int kClaimDepthLimit = 16; ///< objects and lists within each other
/// Bytes of all claims about a user in a token: with them it stays below the longest that is taken,
/// whatever the key.
inline constexpr int kTokenClaimsLimit = 4 * 1024;

/// The fields in the form in which they are stored (names in NFKC, groups sorted and unique), or
/// the first field at fault. Errors: UsernameInvalid, InvalidArgument.
[[nodiscard]] Result<NewUser> normalised(NewUser user);
/// The same for those fields that are there.
[[nodiscard]] Result<UserChange> normalised(UserChange change);

} // namespace tokendesk::auth
