// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/shortcutsdialog.h"

#include "ui/actions.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace tokendesk::ui {

namespace {

QString plainText(const QAction &action)
{
    QString text = action.text();
    text.remove(QLatin1Char('&'));
    return text;
}

QString keysText(const QAction &action)
{
    return QKeySequence::listToString(action.shortcuts(), QKeySequence::NativeText)
        .replace(QStringLiteral("; "), QStringLiteral(", "));
}

} // namespace

ShortcutsDialog::ShortcutsDialog(const ActionRegistry &actions,
                                 const QHash<QString, QString> &pageTitles, Theme &theme,
                                 QWidget *parent)
    : QDialog(parent), m_search(new QLineEdit(this)), m_list(new QTreeWidget(this)),
      m_remark(new QLabel(this))
{
    setObjectName(QStringLiteral("shortcutsDialog"));
    setWindowTitle(tr("Keyboard Shortcuts"));
    m_search->setObjectName(QStringLiteral("shortcutsSearch"));
    m_search->setPlaceholderText(tr("Search by action or keys"));
    m_search->setAccessibleName(tr("Search shortcuts"));
    m_search->setClearButtonEnabled(true);
    m_search->addAction(theme.icon(QStringLiteral("search"), ColourRole::Muted),
                        QLineEdit::LeadingPosition);
    m_list->setObjectName(QStringLiteral("shortcutsList"));
    m_list->setAccessibleName(tr("Shortcuts"));
    m_list->setHeaderLabels({tr("Action"), tr("Keys")});
    m_list->setAlternatingRowColors(true);
    m_list->setUniformRowHeights(true);
    m_list->setRootIsDecorated(false);
    m_list->setItemsExpandable(false);
    m_list->header()->setStretchLastSection(false);
    m_remark->setObjectName(QStringLiteral("shortcutsRemark"));

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    // Enter in the search field must not close what is being searched.
    buttons->button(QDialogButtonBox::Close)->setAutoDefault(false);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_search);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_remark);
    layout->addWidget(buttons);
    resize(fontMetrics().averageCharWidth() * 74, fontMetrics().height() * 28);

    fill(actions, pageTitles);
    m_list->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_list->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    connect(m_search, &QLineEdit::textChanged, this, &ShortcutsDialog::narrow);
    narrow({});
    m_search->setFocus();
}

void ShortcutsDialog::fill(const ActionRegistry &actions, const QHash<QString, QString> &pageTitles)
{
    QHash<QString, QTreeWidgetItem *> groups;
    for (const ActionRegistry::Entry &entry : actions.entries()) {
        if (entry.action->shortcuts().isEmpty())
            continue;
        QTreeWidgetItem *&group = groups[entry.scope];
        if (group == nullptr) {
            group = new QTreeWidgetItem(
                m_list, {entry.scope.isEmpty() ? tr("Everywhere")
                                               : tr("Page %1").arg(pageTitles.value(entry.scope))});
            QFont bold = font();
            bold.setBold(true);
            group->setFont(0, bold);
            group->setFlags(Qt::ItemIsEnabled);
        }
        new QTreeWidgetItem(group, {plainText(*entry.action), keysText(*entry.action)});
    }
    m_list->expandAll();
}

void ShortcutsDialog::narrow(const QString &text)
{
    const QString wanted = text.trimmed();
    int shown = 0;
    for (int i = 0; i < m_list->topLevelItemCount(); ++i) {
        QTreeWidgetItem *group = m_list->topLevelItem(i);
        int here = 0;
        for (int row = 0; row < group->childCount(); ++row) {
            QTreeWidgetItem *item = group->child(row);
            const bool fits = item->text(0).contains(wanted, Qt::CaseInsensitive)
                              || item->text(1).contains(wanted, Qt::CaseInsensitive);
            item->setHidden(!fits);
            here += fits ? 1 : 0;
        }
        group->setHidden(here == 0);
        shown += here;
    }
    m_remark->setText(shown > 0 ? tr("%n shortcut(s)", nullptr, shown)
                                : tr("Nothing matches “%1”.").arg(wanted));
}

} // namespace tokendesk::ui
