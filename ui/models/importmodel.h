// SPDX-License-Identifier: GPL-3.0-or-later
// QObject: what an import of users would do, row by row.
#pragma once

#include "server/base/userimport.h"

#include <QAbstractTableModel>

namespace tokendesk::ui {

/// The rows of a UserImportPlan. Thread: GUI.
class ImportModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Line, Result, Username, Remark, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    /// \a withSame: also rows that change nothing.
    void setRows(const std::vector<UserImportRow> &rows, bool withSame);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    [[nodiscard]] static QString display(const UserImportRow &row, int column);

    std::vector<UserImportRow> m_rows;
};

} // namespace tokendesk::ui
