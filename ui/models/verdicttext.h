// SPDX-License-Identifier: GPL-3.0-or-later
// Functions: a verdict in the language of the window.
#pragma once

#include "server/runtime/sentence.h"

namespace tokendesk::ui {

/// \a sentence with everything in it translated, moments in the zone of this machine.
[[nodiscard]] QString verdictText(const Sentence &sentence);
/// The same without its first word, for where that stands before it by itself: "Expired 3 min ago".
[[nodiscard]] QString verdictReason(const Sentence &sentence);

} // namespace tokendesk::ui
