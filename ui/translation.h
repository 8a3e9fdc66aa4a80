// SPDX-License-Identifier: GPL-3.0-or-later
// Service: the language of the window.
#pragma once

namespace tokendesk::ui {

/// Installs the texts of the window for the person's language, once; English where there is none,
/// with its plurals ("1 session", "2 sessions"). Thread: GUI.
void installTranslation();

} // namespace tokendesk::ui
