// SPDX-License-Identifier: GPL-3.0-or-later
// The pages of the console. A page that is finished gets its include and its line here.
#include "ui/page.h"

namespace tokendesk::ui {

std::vector<PageFactory> standardPages() { return {}; }

} // namespace tokendesk::ui
