// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/datatable.h"

#include "ui/models/pagedmodel.h"
#include "ui/widgets/copybutton.h"

#include <QAction>
#include <QHeaderView>
#include <QMenu>
#include <QScrollBar>
#include <QStyle>

namespace tokendesk::ui {

namespace {
constexpr int kHeaderVersion = 1;
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
    for (const int row : selectedRowNumbers())
        m_selectedIds.append(m_model->index(row, 0).data(PagedModelBase::IdRole));
    m_currentId = currentIndex().data(PagedModelBase::IdRole);
}

void DataTable::restoreSelection()
{
    QItemSelection selection;
    for (int row = 0; row < m_model->rowCount() && !m_selectedIds.isEmpty(); ++row) {
        const QModelIndex index = m_model->index(row, 0);
        const QVariant id = index.data(PagedModelBase::IdRole);
        if (m_selectedIds.contains(id))
            selection.select(index, index);
        if (id == m_currentId)
            selectionModel()->setCurrentIndex(index, QItemSelectionModel::NoUpdate);
    }
    selectionModel()->select(selection,
                             QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    emit selectionEdited();
}

QList<int> DataTable::selectedRowNumbers() const
{
    QList<int> rows;
    const QModelIndexList selected = selectionModel()->selectedRows();
    for (const QModelIndex &index : selected)
        rows.append(index.row());
    std::sort(rows.begin(), rows.end());
    return rows;
}

bool DataTable::selectId(const QVariant &id)
{
    const QModelIndexList found =
        m_model->rowCount() == 0
            ? QModelIndexList()
            : m_model->match(m_model->index(0, 0), PagedModelBase::IdRole, id, 1, Qt::MatchExactly);
    if (found.isEmpty())
        return false;
    setCurrentIndex(found.first());
    scrollTo(found.first());
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
    for (int column = 0; column < m_model->columnCount(); ++column) {
        header->moveSection(header->visualIndex(column), column);
        setColumnHidden(column, m_hidden.contains(column));
    }
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
        action->setEnabled(column != 0); // one column always stays
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
    QStringList lines;
    QList<int> columns;
    QStringList cells;
    for (int visual = 0; visual < m_model->columnCount(); ++visual) {
        const int column = horizontalHeader()->logicalIndex(visual);
        if (isColumnHidden(column))
            continue;
        columns.append(column);
        cells.append(m_model->headerData(column, Qt::Horizontal).toString());
    }
    lines.append(cells.join(QLatin1Char('\t')));
    for (const int row : selectedRowNumbers()) {
        cells.clear();
        for (const int column : columns)
            cells.append(m_model->index(row, column).data().toString().simplified());
        lines.append(cells.join(QLatin1Char('\t')));
    }
    copyToClipboard(lines.join(QLatin1Char('\n')));
}

QByteArray DataTable::saveHeader()
{
    showDispensed();
    const QByteArray state = QByteArray::number(kHeaderVersion) + (m_ownWidths ? ":w:" : ":d:")
                             + horizontalHeader()->saveState().toBase64();
    if (!m_ownWidths)
        distribute();
    return state;
}

void DataTable::restoreHeader(const QByteArray &state)
{
    const QList<QByteArray> parts = state.split(':');
    if (parts.size() != 3 || parts.first() != QByteArray::number(kHeaderVersion))
        return;
    m_distributing = true;
    m_dispensed.clear();
    horizontalHeader()->restoreState(QByteArray::fromBase64(parts.last()));
    m_distributing = false;
    m_ownWidths = parts.at(1) == "w";
    if (!m_ownWidths)
        distribute();
    // The order of the rows is the query's, not the one of the saved arrow.
    followSort();
}

} // namespace tokendesk::ui
