// SPDX-License-Identifier: GPL-3.0-or-later
// Private to the store: one row of `sessions` with the username.
#pragma once

#include "server/base/session.h"
#include "server/store/rows.h"

namespace tokendesk::store {

/// The columns that readSession() expects, of sessions `s` and users `u`.
#define TOKENDESK_SESSION_COLUMNS \
    "s.id, s.user_id, u.username, s.kind, s.generation, s.created_at, s.refreshed_at, " \
    "s.expires_at, s.maximum_at, s.access_until, s.address, s.user_agent, s.key_id, s.ended_at, " \
    "s.end_reason, s.ended_by"

/// The session in the current row.
[[nodiscard]] Session readSession(const Rows &rows);

} // namespace tokendesk::store
