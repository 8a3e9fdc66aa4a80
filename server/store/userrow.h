// SPDX-License-Identifier: GPL-3.0-or-later
// Private to the store: one row of `users` with groups and live sessions.
#pragma once

#include "server/base/user.h"
#include "server/store/rows.h"

namespace tokendesk::store {

/// The columns that readUser() expects, of users `u`; the one parameter is the time of day.
#define TOKENDESK_USER_COLUMNS \
    "u.id, u.username, u.email, u.first_name, u.last_name, u.is_active, u.is_staff, " \
    "u.is_superuser, u.claims, u.created_at, u.updated_at, u.last_login_at, " \
    "u.password_changed_at, u.deleted_at, " \
    "CASE WHEN substr(u.password_hash, 1, 1) = '!' THEN '' " \
    "ELSE substr(u.password_hash, 1, instr(u.password_hash, '$') - 1) END, " \
    "(SELECT json_group_array(g.name) FROM user_groups ug JOIN groups g ON g.id = ug.group_id " \
    "WHERE ug.user_id = u.id), " \
    "(SELECT count(*) FROM sessions s INDEXED BY sessions_live_of_user " \
    "WHERE s.user_id = u.id AND s.ended_at IS NULL AND s.expires_at > ?)"
inline constexpr int kUserColumnCount = 17;

/// The user in the current row.
[[nodiscard]] User readUser(const Rows &rows);

} // namespace tokendesk::store
