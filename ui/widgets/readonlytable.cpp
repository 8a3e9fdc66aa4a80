// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/readonlytable.h"

#include "ui/widgets/copybutton.h"

#include <QAction>
#include <QCoreApplication>
#include <QHeaderView>

namespace tokendesk::ui {

QTableView *makeReadOnlyTable(const QString &name, QAbstractItemModel *model, QWidget *parent)
{
    auto *table = new QTableView(parent);
    table->setObjectName(name);
    table->setModel(model);
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(table->fontMetrics().height() + 8);
    table->horizontalHeader()->setHighlightSections(false);
    table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    table->horizontalHeader()->setStretchLastSection(true);
    table->setAlternatingRowColors(true);
    table->setShowGrid(false);
    table->setWordWrap(false);
    table->setTabKeyNavigation(false);
    table->setSelectionMode(QAbstractItemView::SingleSelection);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    auto *copy = new QAction(QCoreApplication::translate("InspectorPage", "&Copy Cell"), table);
    copy->setShortcut(QKeySequence::Copy);
    copy->setShortcutContext(Qt::WidgetShortcut);
    QObject::connect(copy, &QAction::triggered, table, [table] {
        const QModelIndex index = table->currentIndex();
        const QVariant edit = index.data(Qt::EditRole);
        copyToClipboard((edit.isValid() ? edit : index.data()).toString());
    });
    table->addAction(copy);
    table->setContextMenuPolicy(Qt::ActionsContextMenu);
    return table;
}

} // namespace tokendesk::ui
