// SPDX-License-Identifier: GPL-3.0-or-later
// Widget: the table of a page that lists things.
#pragma once

#include <QPersistentModelIndex>
#include <QStringList>
#include <QTableView>

namespace tokendesk::ui {

class PagedModelBase;
class RowCopier;

/// Whole rows of a PagedModelBase, sorted by a click on a header the database can sort by. Keeps
/// selection and current row by id when the model is reset, and the row at the top in its place
/// when rows come or go above it. Ctrl+C copies the cell, Ctrl+Shift+C the selected rows with
/// header; right click on the header: columns on and off, fit, reset. Ctrl+End, and holding the
/// scroll bar at its end, go on loading until the end or the next key or click. No function takes
/// longer for a long selection than for a short one, but selectedRowNumbers(). Thread: GUI.
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
    /// Columns that say nothing about the rows of the present query; hidden, whatever was chosen.
    void setInapplicable(const QList<int> &columns);
    /// A selection of more rows than this is not brought back by id.
    static constexpr int kMostRemembered = 1'000;

    /// Rows of the selection, in the order of the table.
    [[nodiscard]] QList<int> selectedRowNumbers() const;
    /// How many rows are selected.
    [[nodiscard]] int selectedCount() const;
    /// Selects the row whose IdRole is \a id; false if it is not loaded.
    bool selectId(const QVariant &id);

    [[nodiscard]] QByteArray saveHeader();
    void restoreHeader(const QByteArray &state);

    void copyCell() const;
    void copyRows() const;

signals:
    void selectionEdited();
    /// The rows are so many that copying them takes a while.
    void copying(tokendesk::ui::RowCopier *copier) const;

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void selectionChanged(const QItemSelection &selected,
                          const QItemSelection &deselected) override;

private:
    [[nodiscard]] QByteArray headerVersion() const;
    void showHeaderMenu(const QPoint &position);
    void resetColumns();
    /// Gives each visible column its share of the viewport.
    /// What the title of \a column takes.
    [[nodiscard]] int titleWidth(int column) const;
    void distribute();
    /// Hides dispensable columns that do not fit, and shows those again that do.
    void makeRoom();
    void showDispensed();
    /// Shows the inapplicable columns that are chosen, or hides them again.
    void showInapplicable(bool on);
    /// The column at the right end.
    [[nodiscard]] int lastColumn() const;
    void followSort();
    void tellVisibleRows();
    /// The model has more rows, or others, than before.
    void rowsChanged();
    void rememberSelection();
    void restoreSelection();

    PagedModelBase *m_model = nullptr;
    QList<int> m_hidden;
    QList<int> m_widths;
    QList<int> m_dispensable;
    QList<int> m_dispensed; ///< hidden for want of room, not by anybody's choice
    QList<int> m_inapplicable;
    QList<int> m_withdrawn; ///< hidden since they are inapplicable, not by anybody's choice
    QVariantList m_selectedIds;
    QPersistentModelIndex m_top; ///< the first row in sight, once somebody has scrolled
    bool m_toEnd = false; ///< goes on to the last row there is
    QVariant m_currentId;
    bool m_ownWidths = false; ///< someone has chosen the widths: leave them
    bool m_distributing = false; ///< widths change by our own doing
};

} // namespace tokendesk::ui
