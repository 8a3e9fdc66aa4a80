// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/settingshistory.h"

#include "ui/models/momenttext.h"
#include "ui/theme/theme.h"
#include "ui/widgets/settingcontrol.h"

#include <QHeaderView>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace tokendesk::ui {
namespace {

constexpr int kVersionRole = Qt::UserRole;

QString explicitText(SettingKey key, const QJsonValue &value)
{
    return value.isNull() || value.isUndefined() ? SettingsHistory::tr("default")
                                                 : settingValueText(key, value);
}

} // namespace

SettingsHistory::SettingsHistory(Theme &theme, QWidget *parent)
    : QWidget(parent), m_list(new QTreeWidget(this)),
      m_undo(new QPushButton(theme.icon(QStringLiteral("undo")), tr("&Undo This"), this))
{
    m_list->setObjectName(QStringLiteral("versionsList"));
    m_list->setAccessibleName(tr("Versions of the settings"));
    m_list->setRootIsDecorated(false);
    m_list->setAlternatingRowColors(true);
    m_list->setHeaderLabels({tr("Version"), tr("Saved"), tr("By"), tr("Changes")});
    m_list->header()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
    m_list->header()->resizeSection(1, 170);
    m_list->header()->resizeSection(2, 110);
    m_undo->setObjectName(QStringLiteral("undoVersionButton"));
    m_undo->setToolTip(tr("Gives the settings this version changed their earlier values"));
    m_undo->setEnabled(false);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_undo, 0, Qt::AlignLeft);
    connect(m_list, &QTreeWidget::currentItemChanged, m_undo,
            [this](const QTreeWidgetItem *current) { m_undo->setEnabled(current != nullptr); });
    connect(m_undo, &QPushButton::clicked, this, &SettingsHistory::undoCurrent);
}

void SettingsHistory::setVersions(const std::vector<SettingsVersion> &versions)
{
    const QTreeWidgetItem *current = m_list->currentItem();
    const QVariant kept = current == nullptr ? QVariant() : current->data(0, kVersionRole);
    m_list->clear();
    for (const SettingsVersion &version : versions) {
        const QStringList lines = versionDifference(version);
        auto *item = new QTreeWidgetItem(m_list, {QString::number(version.version),
                                                  localMomentText(version.at), version.author,
                                                  lines.join(u'\n')});
        item->setData(0, kVersionRole, version.version);
        item->setTextAlignment(0, Qt::AlignRight | Qt::AlignTop);
        item->setToolTip(1, utcMomentText(version.at));
        if (item->data(0, kVersionRole) == kept)
            m_list->setCurrentItem(item);
    }
    m_undo->setEnabled(m_list->currentItem() != nullptr);
}

void SettingsHistory::undoCurrent()
{
    if (const QTreeWidgetItem *item = m_list->currentItem())
        emit undoRequested(item->data(0, kVersionRole).toLongLong());
}

QStringList versionDifference(const SettingsVersion &version)
{
    QStringList lines;
    for (auto it = version.after.begin(); it != version.after.end(); ++it) {
        const Result<SettingKey> key = settingKey(it.key());
        if (!key) {
            lines.append(it.key()); // of a newer or older program
            continue;
        }
        lines.append(SettingsHistory::tr("%1: %2 → %3")
                         .arg(settingLabel(*key),
                              explicitText(*key, version.before.value(it.key())),
                              explicitText(*key, it.value())));
    }
    return lines;
}

} // namespace tokendesk::ui
