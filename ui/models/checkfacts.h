// SPDX-License-Identifier: GPL-3.0-or-later
// Functions: what a check has looked at.
#pragma once

#include "server/runtime/adminapi.h"

namespace tokendesk::ui {

/// The fact that \a check was made on, in the language of the window: "HS256", "2026-11-25 12:15:00
/// (in 14 min), leeway 0 s". Empty if the check says it all. What comes from the token is without
/// control characters and cut short.
[[nodiscard]] QString checkFact(token::Check check, const Inspection &inspection);

} // namespace tokendesk::ui
