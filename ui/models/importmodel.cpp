// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/importmodel.h"

#include "ui/models/pagedmodel.h"
#include "ui/models/timetext.h"

#include <QLocale>

namespace tokendesk::ui {

using Kind = UserImportRow::Kind;

void ImportModel::setRows(const std::vector<UserImportRow> &rows, bool withSame)
{
    beginResetModel();
    m_rows.clear();
    std::copy_if(
        rows.begin(), rows.end(), std::back_inserter(m_rows),
        [withSame](const UserImportRow &row) { return withSame || row.kind != Kind::Same; });
    endResetModel();
}

int ImportModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ImportModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString ImportModel::display(const UserImportRow &row, int column)
{
    switch (column) {
    case Line:
        return QLocale().toString(row.line);
    case Result:
        return row.kind == Kind::New       ? tr("New")
               : row.kind == Kind::Changed ? tr("Changed")
               : row.kind == Kind::Same    ? tr("Same")
                                           : tr("Refused");
    case Username:
        return row.username;
    default:
        break;
    }
    if (row.kind != Kind::Refused)
        return row.changes.join(QStringLiteral(", "));
    //: %1: name of a column, %2: reason why it is refused
    return row.field.isEmpty() ? row.reason : tr("%1: %2").arg(row.field, row.reason);
}

QVariant ImportModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const UserImportRow &row = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return display(row, index.column());
    case Qt::ToolTipRole:
        return plainToolTip(display(row, index.column()));
    case Qt::TextAlignmentRole:
        return QVariant((index.column() == Line ? Qt::AlignRight : Qt::AlignLeft)
                        | Qt::AlignVCenter);
    case PagedModelBase::StateRole:
        return QVariant::fromValue(row.kind == Kind::Refused ? PagedModelBase::RowState::Bad
                                   : row.kind == Kind::Same  ? PagedModelBase::RowState::Off
                                                             : PagedModelBase::RowState::Good);
    default:
        return {};
    }
}

QVariant ImportModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Line:
        return tr("Line");
    case Result:
        return tr("Result");
    case Username:
        return tr("User");
    case Remark:
        return tr("Changes or reason");
    default:
        return {};
    }
}

} // namespace tokendesk::ui
