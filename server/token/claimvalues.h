// SPDX-License-Identifier: GPL-3.0-or-later
// Service: what registered claims mean, for the sources of server/token alone.
#pragma once

#include "server/base/clock.h"
#include "server/base/ids.h"
#include "server/base/json.h"

#include <optional>

namespace tokendesk::token {

/// A NumericDate within the range of dates; nothing else. Source: RFC 7519 section 2.
[[nodiscard]] std::optional<Instant> numericDate(const JsonMember &member);

/// A user id written as an integer or as 1 to 19 ASCII digits; nothing else. Source: SECURITY R22.
[[nodiscard]] std::optional<UserId> userIdOf(const JsonMember &member);

/// Whether \a member is a string equal to \a audience (UTF-8), or an array of strings that holds
/// it. Source: RFC 7519 section 4.1.3.
[[nodiscard]] bool holdsAudience(const JsonMember &member, QByteArrayView audience);

} // namespace tokendesk::token
