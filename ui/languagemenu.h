// SPDX-License-Identifier: GPL-3.0-or-later
// Service: the choice of the language in the menu of the window.
#pragma once

class QMenu;

namespace tokendesk::ui {

class ActionRegistry;
class BannerStack;
class UiState;

/// Adds System and each language of the window to \a menu, the chosen one checked: actions
/// "language_system", "language_en", … of \a actions. A choice is kept in \a state and takes effect
/// at the next start, which a banner says. All must outlive \a menu.
void addLanguageActions(QMenu &menu, ActionRegistry &actions, UiState &state, BannerStack &banners);

} // namespace tokendesk::ui
