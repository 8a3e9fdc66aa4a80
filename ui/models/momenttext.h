// SPDX-License-Identifier: GPL-3.0-or-later
// Functions: moments in words.
#pragma once

#include "server/base/clock.h"

#include <QString>

namespace tokendesk::ui {

/// "2026-11-25 12:15:00" in the zone of this machine.
[[nodiscard]] QString localMomentText(Instant moment);
/// "2026-11-25 11:15:00 UTC".
[[nodiscard]] QString utcMomentText(Instant moment);
/// "4 min 12 s ago", "in 3 d 2 h", "now": the two largest units.
[[nodiscard]] QString relativeMomentText(Instant moment, Instant now);

} // namespace tokendesk::ui
