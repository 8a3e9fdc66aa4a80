// SPDX-License-Identifier: GPL-3.0-or-later
// Service: words for moments and spans.
#pragma once

#include "server/base/clock.h"

#include <QString>

namespace tokendesk::ui {

/// "just now", "3 min ago", "2 d ago", "in 5 d": one unit, cut off.
[[nodiscard]] QString relativeTime(Instant at, Instant now);
/// "never" without a moment.
[[nodiscard]] QString relativeTime(const std::optional<Instant> &at, Instant now);
/// "6 min", "5 d", "2 h", "40 s": one unit, cut off; the sign is dropped.
[[nodiscard]] QString shortSpan(std::chrono::milliseconds span);
/// "2026-11-25 12:01:07 CET (11:01:07 UTC)".
[[nodiscard]] QString exactTime(Instant at);
/// "14:32:10", local; with the date unless it is the day of \a now.
[[nodiscard]] QString clockTime(Instant at, Instant now);
/// \a text for a tool tip: never read as HTML.
[[nodiscard]] QString plainToolTip(const QString &text);

} // namespace tokendesk::ui
