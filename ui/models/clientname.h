// SPDX-License-Identifier: GPL-3.0-or-later
// Service: the program and system behind a User-Agent header.
#pragma once

#include <QString>

namespace tokendesk::ui {

/// "Firefox / Linux", "curl", "Python requests"; the product's own name for programs that are not
/// known, and "Unknown client" without a header. A guess for people, never a ground for a decision.
[[nodiscard]] QString clientName(const QString &userAgent);

} // namespace tokendesk::ui
