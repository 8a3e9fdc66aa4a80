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
/// A password that is one already may be of any length; a new one has its own rules.
inline constexpr std::array kPasswordFields = {
    FieldRule{"current_password", "Current password", false, kMaximumPasswordBytes},
    FieldRule{"new_password", "New password", false, kMaximumPasswordBytes},
};
inline constexpr std::array kRefreshFields = {FieldRule{"refresh", "Refresh"}};
inline constexpr std::array kTokenFields = {FieldRule{"token", "Token"}};

} // namespace tokendesk::http
