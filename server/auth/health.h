// SPDX-License-Identifier: GPL-3.0-or-later
// Function: whether the server could do its work.
#pragma once

#include "server/auth/completion.h"
#include "server/auth/context.h"

namespace tokendesk::auth {

/// Takes the database's write lock and commits, without changing anything. Errors:
/// StoreUnavailable, Busy.
void checkWritable(const Context &context, Completion<void> done);

} // namespace tokendesk::auth
