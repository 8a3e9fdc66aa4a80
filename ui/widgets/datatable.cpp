// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/datatable.h"

#include "ui/models/pagedmodel.h"
#include "ui/widgets/copybutton.h"
#include "ui/widgets/rowcopier.h"

#include <QAction>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <QScrollBar>
#include <QStyle>

#include <algorithm>
#include <utility>

namespace tokendesk::ui {

namespace {
constexpr double kLeastShare = 0.9; ///< of the characters that a column's share stands for
} // namespace

DataTable::DataTable(QWidget *parent) : QTableView(parent)
{
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setAlternatingRowColors(true);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setEditTriggers(NoEditTriggers);
    setHorizontalScrollMode(ScrollPerPixel);
    setContextMenuPolicy(Qt::ActionsContextMenu);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 12);
    QHeaderView *header = horizontalHeader();
    header->setHighlightSections(false);
    header->setSectionsMovable(true);
    header->setStretchLastSection(true);
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(header, &QWidget::customContextMenuRequested, this, &DataTable::showHeaderMenu);

    const auto add = [this](const QString &name, const QString &text, const QKeySequence &keys,
                            void (DataTable::*slot)() const) {
        auto *action = new QAction(text, this);
        action->setObjectName(name);
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetShortcut);
        connect(action, &QAction::triggered, this, slot);
        addAction(action);
    };
    add(QStringLiteral("copyCell"), tr("Copy Cell"), QKeySequence::Copy, &DataTable::copyCell);
    add(QStringLiteral("copyRows"), tr("Copy Rows"), QKeySequence(tr("Ctrl+Shift+C")),
        &DataTable::copyRows);
}

void DataTable::setPagedModel(PagedModelBase *model, const QList<int> &hidden,
                              const QList<int> &widths)
{
    m_model = model;
    m_hidden = hidden;
    m_widths = widths;
    connect(model, &QAbstractItemModel::modelAboutToBeReset, this, &DataTable::rememberSelection);
    setModel(model);
    connect(model, &QAbstractItemModel::modelReset, this, &DataTable::restoreSelection);
    connect(model, &PagedModelBase::stateChanged, this, &DataTable::followSort);
    connect(model, &PagedModelBase::stateChanged, this, &DataTable::rowsChanged);
    horizontalHeader()->setSortIndicator(model->sortColumn(), model->sortOrder());
    horizontalHeader()->setSortIndicatorShown(true);
    horizontalHeader()->setSectionsClickable(true);
    connect(horizontalHeader(), &QHeaderView::sortIndicatorChanged, this,
            [this](int column, Qt::SortOrder order) {
                m_model->sort(column, order);
                followSort();
            });
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, &DataTable::tellVisibleRows);
    resetColumns();
    connect(horizontalHeader(), &QHeaderView::sectionResized, this,
            [this](int column, int before, int after) {
                // Hiding and showing a column resizes it from and to nothing; the last one takes
                // whatever is left.
                if (!m_distributing && before > 0 && after > 0 && column != lastColumn())
                    m_ownWidths = true;
            });
}

void DataTable::tellVisibleRows()
{
    const int first = std::max(0, rowAt(0));
    const int last = rowAt(viewport()->height() - 1);
    m_model->setVisibleRows(first, last < 0 ? m_model->rowCount() - 1 : last);
    m_top = verticalScrollBar()->value() > 0 ? m_model->index(first, 0) : QModelIndex();
}

void DataTable::rowsChanged()
{
    const bool isHeld = verticalScrollBar()->isSliderDown()
                        && verticalScrollBar()->sliderPosition() == verticalScrollBar()->maximum();
    executeDelayedItemsLayout();
    if (m_toEnd || isHeld) {
        scrollToBottom();
        if (m_model->hasMore())
            m_model->fetchMore({});
        else if (std::exchange(m_toEnd, false))
            setCurrentIndex(m_model->index(m_model->rowCount() - 1, currentIndex().column()));
    } else if (m_top.isValid() && m_top.row() != verticalScrollBar()->value()) {
        verticalScrollBar()->setValue(m_top.row());
    }
    tellVisibleRows();
}

void DataTable::keyPressEvent(QKeyEvent *event)
{
    m_toEnd = event->key() == Qt::Key_End && event->modifiers() == Qt::ControlModifier && m_model
              && m_model->hasMore();
    QTableView::keyPressEvent(event);
    if (m_toEnd)
        m_model->fetchMore({});
}

void DataTable::mousePressEvent(QMouseEvent *event)
{
    m_toEnd = false;
    QTableView::mousePressEvent(event);
}

void DataTable::wheelEvent(QWheelEvent *event)
{
    m_toEnd = false;
    QTableView::wheelEvent(event);
}

void DataTable::followSort()
{
    // A click on a column that cannot be sorted by leaves the arrow where it was.
    const QSignalBlocker blocker(horizontalHeader());
    horizontalHeader()->setSortIndicator(m_model->sortColumn(), m_model->sortOrder());
    horizontalHeader()->viewport()->update();
}

void DataTable::rememberSelection()
{
    m_selectedIds.clear();
    m_toEnd = false;
    if (selectedCount() <= kMostRemembered) {
        for (const int row : selectedRowNumbers())
            m_selectedIds.append(m_model->index(row, 0).data(PagedModelBase::IdRole));
    }
    m_currentId = currentIndex().data(PagedModelBase::IdRole);
}

void DataTable::restoreSelection()
{
    QItemSelection selection;
    for (const QVariant &id : std::as_const(m_selectedIds)) {
        const QModelIndex index = m_model->index(m_model->rowOf(id), 0);
        if (index.isValid())
            selection.select(index, index);
    }
    const QModelIndex current = m_model->index(m_model->rowOf(m_currentId), 0);
    if (current.isValid())
        selectionModel()->setCurrentIndex(current, QItemSelectionModel::NoUpdate);
    selectionModel()->select(selection,
                             QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    emit selectionEdited();
}

QList<int> DataTable::selectedRowNumbers() const
{
    // Not selectedRows(), which takes long for many.
    QList<int> rows;
    const QItemSelection ranges = selectionModel()->selection();
    for (const QItemSelectionRange &range : ranges) {
        for (int row = range.top(); row <= range.bottom(); ++row)
            rows.append(row);
    }
    std::sort(rows.begin(), rows.end());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    return rows;
}

int DataTable::selectedCount() const
{
    int count = 0; // whole rows are selected, so that no two ranges have the same
    const QItemSelection ranges = selectionModel()->selection();
    for (const QItemSelectionRange &range : ranges)
        count += range.height();
    return count;
}

bool DataTable::selectId(const QVariant &id)
{
    const QModelIndex found = m_model->index(m_model->rowOf(id), 0);
    if (!found.isValid())
        return false;
    setCurrentIndex(found);
    scrollTo(found);
    return true;
}

void DataTable::selectionChanged(const QItemSelection &selected, const QItemSelection &deselected)
{
    QTableView::selectionChanged(selected, deselected);
    emit selectionEdited();
}

void DataTable::resetColumns()
{
    QHeaderView *header = horizontalHeader();
    m_dispensed.clear();
    m_withdrawn.clear();
    for (int column = 0; column < m_model->columnCount(); ++column) {
        header->moveSection(header->visualIndex(column), column);
        setColumnHidden(column, m_hidden.contains(column));
    }
    showInapplicable(false);
    m_ownWidths = false;
    distribute();
}

int DataTable::lastColumn() const
{
    for (int visual = m_model->columnCount() - 1; visual > 0; --visual) {
        const int column = horizontalHeader()->logicalIndex(visual);
        if (!isColumnHidden(column))
            return column;
    }
    return 0;
}

void DataTable::showDispensed()
{
    m_distributing = true;
    for (const int column : std::as_const(m_dispensed))
        setColumnHidden(column, false);
    m_dispensed.clear();
    m_distributing = false;
}

void DataTable::showInapplicable(bool on)
{
    m_distributing = true;
    for (const int column : std::as_const(m_withdrawn))
        setColumnHidden(column, false);
    m_withdrawn.clear();
    for (const int column : std::as_const(m_inapplicable)) {
        if (on || isColumnHidden(column))
            continue;
        setColumnHidden(column, true);
        m_withdrawn.append(column);
    }
    m_distributing = false;
}

void DataTable::setInapplicable(const QList<int> &columns)
{
    if (columns == m_inapplicable)
        return;
    showDispensed();
    showInapplicable(true);
    m_inapplicable = columns;
    showInapplicable(false);
    if (!m_ownWidths)
        distribute();
}

void DataTable::makeRoom()
{
    showDispensed();
    if (m_ownWidths)
        return; // someone has decided; there is a scroll bar
    int shares = 0;
    for (int column = 0; column < m_model->columnCount(); ++column)
        shares += isColumnHidden(column) ? 0 : m_widths.value(column);
    const double room = viewport()->width() / (kLeastShare * fontMetrics().averageCharWidth());
    m_distributing = true;
    for (const int column : std::as_const(m_dispensable)) {
        if (shares <= room)
            break;
        if (isColumnHidden(column))
            continue;
        setColumnHidden(column, true);
        m_dispensed.append(column);
        shares -= m_widths.value(column);
    }
    m_distributing = false;
}

// Qt's own hint has room for the arrow in every column.
int DataTable::titleWidth(int column) const
{
    const QHeaderView *header = horizontalHeader();
    const QString title = m_model->headerData(column, Qt::Horizontal).toString();
    const int margins = 3 * style()->pixelMetric(QStyle::PM_HeaderMargin, nullptr, header);
    const int arrow = header->sortIndicatorSection() == column
                          ? style()->pixelMetric(QStyle::PM_HeaderMarkSize, nullptr, header)
                          : 0;
    return header->fontMetrics().horizontalAdvance(title) + margins + arrow;
}

void DataTable::distribute()
{
    makeRoom();
    QList<int> columns;
    int shares = 0;
    for (int column = 0; column < m_model->columnCount(); ++column) {
        if (isColumnHidden(column))
            continue;
        columns.append(column);
        shares += m_widths.value(column);
    }
    int room = viewport()->width();
    const auto part = [&](int column) {
        return std::max(0, room) * m_widths.value(column) / std::max(shares, 1);
    };
    const auto isTooNarrow = [&](int column) { return part(column) < titleWidth(column); };
    m_distributing = true;
    // Those whose share would cut their title get the title's room, the others share the rest.
    for (;;) {
        const auto found = std::find_if(columns.begin(), columns.end(), isTooNarrow);
        if (found == columns.end())
            break;
        const int least = titleWidth(*found);
        setColumnWidth(*found, least);
        room -= least;
        shares -= m_widths.value(*found);
        columns.erase(found);
    }
    for (const int column : std::as_const(columns))
        setColumnWidth(column, part(column));
    m_distributing = false;
}

void DataTable::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    if (!m_model)
        return;
    tellVisibleRows();
    if (!m_ownWidths)
        distribute();
}

void DataTable::showHeaderMenu(const QPoint &position)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setObjectName(QStringLiteral("headerMenu"));
    for (int column = 0; column < m_model->columnCount(); ++column) {
        QAction *action = menu->addAction(m_model->headerData(column, Qt::Horizontal).toString());
        action->setCheckable(true);
        action->setChecked(!isColumnHidden(column));
        // One column always stays.
        action->setEnabled(column != 0 && !m_inapplicable.contains(column));
        connect(action, &QAction::toggled, this, [this, column](bool on) {
            m_dispensed.removeAll(column);
            if (on)
                m_dispensable.removeAll(column); // wanted, however narrow
            setColumnHidden(column, !on);
            if (!m_ownWidths)
                distribute();
        });
    }
    menu->addSeparator();
    connect(menu->addAction(tr("Fit to Window")), &QAction::triggered, this, [this] {
        m_ownWidths = false;
        distribute();
    });
    connect(menu->addAction(tr("Fit to Contents")), &QAction::triggered, this,
            &QTableView::resizeColumnsToContents);
    connect(menu->addAction(tr("Reset Columns")), &QAction::triggered, this,
            &DataTable::resetColumns);
    menu->popup(horizontalHeader()->viewport()->mapToGlobal(position));
}

void DataTable::copyCell() const
{
    if (currentIndex().isValid())
        copyToClipboard(currentIndex().data().toString());
}

void DataTable::copyRows() const
{
    QList<int> columns;
    for (int visual = 0; visual < m_model->columnCount(); ++visual) {
        const int column = horizontalHeader()->logicalIndex(visual);
        if (!isColumnHidden(column))
            columns.append(column);
    }
    QItemSelection rows = selectionModel()->selection();
    std::sort(rows.begin(), rows.end(),
              [](const auto &a, const auto &b) { return a.top() < b.top(); });
    auto *copier = new RowCopier(*m_model, columns, rows, m_model);
    if (copier->total() > RowCopier::kAtOnce)
        emit copying(copier);
    copier->start();
}

QByteArray DataTable::headerVersion() const
{
    // With a new column the layout of old says nothing about where it stands.
    return QByteArrayLiteral("2.") + QByteArray::number(m_model->columnCount());
}

QByteArray DataTable::saveHeader()
{
    showDispensed();
    showInapplicable(true);
    const QByteArray state = headerVersion() + (m_ownWidths ? ":w:" : ":d:")
                             + horizontalHeader()->saveState().toBase64();
    showInapplicable(false);
    if (!m_ownWidths)
        distribute();
    return state;
}

void DataTable::restoreHeader(const QByteArray &state)
{
    const QList<QByteArray> parts = state.split(':');
    if (parts.size() != 3 || parts.first() != headerVersion())
        return;
    m_distributing = true;
    m_dispensed.clear();
    m_withdrawn.clear();
    horizontalHeader()->restoreState(QByteArray::fromBase64(parts.last()));
    showInapplicable(false);
    m_ownWidths = parts.at(1) == "w";
    if (!m_ownWidths)
        distribute();
    // The order of the rows is the query's, not the one of the saved arrow.
    followSort();
}

} // namespace tokendesk::ui
