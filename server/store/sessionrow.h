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

/// The columns that readState() expects: what the decision about a token needs.
#define TOKENDESK_STATE_COLUMNS \
    "user_id, kind, generation, created_at, refreshed_at, expires_at, maximum_at, access_until, " \
    "ended_at, key_id"

/// All of it but the id.
[[nodiscard]] Session readState(const Rows &rows);

/// The session in the current row.
[[nodiscard]] Session readSession(const Rows &rows);

} // namespace tokendesk::store
