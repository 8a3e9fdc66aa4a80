// SPDX-License-Identifier: GPL-3.0-or-later
// Functions: tables to read.
#pragma once

#include <QTableView>

namespace tokendesk::ui {

/// A table of rows in \a model's order that cannot be edited; Ctrl+C copies the cell: its EditRole
/// where it has one, else what is shown. Object name: \a name.
[[nodiscard]] QTableView *makeReadOnlyTable(const QString &name, QAbstractItemModel *model,
                                            QWidget *parent);

} // namespace tokendesk::ui
