// SPDX-License-Identifier: GPL-3.0-or-later
// What both programs do to their own process before anything else.
#pragma once

namespace tokendesk::cli {

/// Nobody else sees what this process holds in memory: no core dump, and no other process of the
/// same user may attach to it or read its memory and its environment, which may hold TOKENDESK_KEY,
/// unless TOKENDESK_DEBUGGABLE is set.
/// Source: SECURITY R38; prctl(2), PR_SET_DUMPABLE.
void keepMemoryPrivate();

} // namespace tokendesk::cli
