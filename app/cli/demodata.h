// SPDX-License-Identifier: GPL-3.0-or-later
// The users of the demonstration.
#pragma once

#include "server/base/result.h"

namespace tokendesk {
class AdminApi;
}

namespace tokendesk::cli {

/// Creates admin/admin (Ada Minh, superuser), alice/wonderland and bob/sleeping (inactive), ids 1
/// to 3 in an empty database. For scratch data only: everybody knows these passwords.
[[nodiscard]] Result<void> addDemoUsers(AdminApi &api);

} // namespace tokendesk::cli
