// SPDX-License-Identifier: GPL-3.0-or-later
// Value: how a use case that writes hands back what came of it.
#pragma once

#include "server/base/result.h"

#include <functional>

namespace tokendesk::auth {

/// Called exactly once, after the commit or the failure is certain; in the writer's or a hashing
/// thread, or at once in the caller's when the input is refused. Must not block.
template<typename T>
using Completion = std::function<void(Result<T>)>;

} // namespace tokendesk::auth
