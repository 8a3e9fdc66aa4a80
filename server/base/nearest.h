// SPDX-License-Identifier: GPL-3.0-or-later
// Service: which known name a person meant.
#pragma once

#include <QString>
#include <QStringList>

namespace tokendesk {

/// Edits (insert, delete, replace, swap neighbours) that turn \a a into \a b.
[[nodiscard]] int editDistance(QStringView a, QStringView b);

/// The name of \a known closest to \a name, case ignored; empty when \a known is.
[[nodiscard]] QString nearestName(QStringView name, const QStringList &known);

} // namespace tokendesk
