// SPDX-License-Identifier: GPL-3.0-or-later
// Widget: the table of a page that lists things.
#pragma once

#include <QStringList>
#include <QTableView>

namespace tokendesk::ui {

class PagedModelBase;

/// Whole rows of a PagedModelBase, sorted by a click on a header the database can sort by. Keeps
/// selection and current row by id when the model is reset. Ctrl+C copies the cell, Ctrl+Shift+C
/// the selected rows with header; right click on the header: columns on and off, fit, reset.
/// Thread: GUI.
class DataTable : public QTableView
{
    Q_OBJECT
public:
    explicit DataTable(QWidget *parent = nullptr);

    /// \a hidden: columns that are off until someone turns them on; \a widths: their shares of
    /// the width, until someone drags a column.
    void setPagedModel(PagedModelBase *model, const QList<int> &hidden, const QList<int> &widths);
    /// Columns that make room while the table is too narrow for all, the first one first. Call
    /// before setPagedModel().
    void setDispensable(const QList<int> &columns) { m_dispensable = columns; }
    /// Rows of the selection, in the order of the table.
    [[nodiscard]] QList<int> selectedRowNumbers() const;
    /// Selects the row whose IdRole is \a id; false if it is not loaded.
    bool selectId(const QVariant &id);

    [[nodiscard]] QByteArray saveHeader();
    void restoreHeader(const QByteArray &state);

    void copyCell() const;
    void copyRows() const;

signals:
    void selectionEdited();

protected:
    void resizeEvent(QResizeEvent *event) override;
    void selectionChanged(const QItemSelection &selected,
                          const QItemSelection &deselected) override;

private:
    void showHeaderMenu(const QPoint &position);
    void resetColumns();
    /// Gives each visible column its share of the viewport.
    /// What the title of \a column takes.
    [[nodiscard]] int titleWidth(int column) const;
    void distribute();
    /// Hides dispensable columns that do not fit, and shows those again that do.
    void makeRoom();
    void showDispensed();
    /// The column at the right end.
    [[nodiscard]] int lastColumn() const;
    void followSort();
    void tellVisibleRows();
    void rememberSelection();
    void restoreSelection();

    PagedModelBase *m_model = nullptr;
    QList<int> m_hidden;
    QList<int> m_widths;
    QList<int> m_dispensable;
    QList<int> m_dispensed; ///< hidden for want of room, not by anybody's choice
    QVariantList m_selectedIds;
    QVariant m_currentId;
    bool m_ownWidths = false; ///< someone has chosen the widths: leave them
    bool m_distributing = false; ///< widths change by our own doing
};

} // namespace tokendesk::ui
