// SPDX-License-Identifier: GPL-3.0-or-later
// Values: the fields that endpoints take.
#pragma once

#include "server/http/requestbody.h"

#include <array>

namespace tokendesk::http {

/// Passwords beyond this are refused before they are hashed, in bytes. Source: SECURITY R61.
inline constexpr qsizetype kMaximumPasswordBytes = 4096;

inline constexpr std::array kLoginFields = {
    FieldRule{"username", "Username"},
    FieldRule{"password", "Password", true, kMaximumPasswordBytes},
};
/// Where passwords are taken exactly as sent. Source: SECURITY R60.
inline constexpr FieldRule kExactPassword{"password", "Password", false, kMaximumPasswordBytes};
inline constexpr std::array kRefreshFields = {FieldRule{"refresh", "Refresh"}};
inline constexpr std::array kTokenFields = {FieldRule{"token", "Token"}};

} // namespace tokendesk::http
