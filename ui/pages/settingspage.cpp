// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/settingspage.h"

#include "ui/pages/integrateview.h"
#include "ui/pages/settingshistory.h"
#include "ui/widgets/forecastpanel.h"
#include "ui/widgets/lifetimebars.h"
#include "ui/widgets/mappingpreview.h"
#include "ui/widgets/rolelabel.h"
#include "ui/widgets/settingeditor.h"
#include "ui/widgets/trialbar.h"

#include <QListWidget>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>

namespace tokendesk::ui {
namespace {

constexpr int kVersionsShown = 20;

} // namespace

void SettingsPage::refresh()
{
    whenDone(api().settings(), this, [this](const Result<SettingsSnapshot> &answer) {
        if (!answer) {
            showError(QStringLiteral("load"), tr("Cannot read the settings."), answer.error(),
                      [this] { refresh(); });
            return;
        }
        banners().remove(QStringLiteral("load"));
        load(*answer);
    });
    loadVersions();
}

void SettingsPage::load(const SettingsSnapshot &snapshot)
{
    if (snapshot.version != m_snapshot.version)
        m_firstUse.reset();
    m_snapshot = snapshot;
    m_loaded = true;
    m_trial->setTrial(snapshot.trial);
    m_integrate->setSettings(snapshot.settings);
    showProof();
    lookForProof();
    for (SettingEditor *field : editors())
        field->load(snapshot.settings);
    edited();
}

void SettingsPage::loadVersions()
{
    whenDone(api().settingsVersions(kVersionsShown), this,
             [this](const Result<std::vector<SettingsVersion>> &answer) {
                 if (answer)
                     m_history->setVersions(*answer);
                 else
                     showError(QStringLiteral("versions"), tr("Cannot read the earlier versions."),
                               answer.error(), [this] { loadVersions(); });
             });
}

std::vector<SettingEditor *> SettingsPage::editors() const
{
    std::vector<SettingEditor *> all;
    for (const Section &section : m_sections)
        all.insert(all.end(), section.editors.begin(), section.editors.end());
    return all;
}

SettingEditor *SettingsPage::editor(SettingKey key) const
{
    for (SettingEditor *field : editors()) {
        if (field->key().index == key.index)
            return field;
    }
    return nullptr;
}

bool SettingsPage::hasUnsavedChanges() const
{
    const auto all = editors();
    return std::any_of(all.begin(), all.end(),
                       [](const SettingEditor *field) { return field->isModified(); });
}

void SettingsPage::edited()
{
    int count = 0;
    int restart = 0;
    for (std::size_t i = 0; i < m_sections.size(); ++i) {
        const auto &fields = m_sections[i].editors;
        const auto modified =
            std::count_if(fields.begin(), fields.end(), [&](SettingEditor *field) {
                if (field->isModified() && settingRow(field->key()).has(RestartNeeded))
                    ++restart;
                return field->isModified();
            });
        count += static_cast<int>(modified);
        QListWidgetItem *item = m_groups->item(static_cast<int>(i));
        const QString name = item->data(Qt::UserRole).toString();
        item->setText(modified == 0 ? name : tr("%1 (%2)").arg(name).arg(modified));
    }
    m_modified->setText(tr("Modified %1").arg(count));
    m_modified->setVisible(count > 0);
    if (count == 0)
        showModifiedOnly(false);
    m_restart->setText(tr("Restart needed %1").arg(restart));
    m_restart->setVisible(restart > 0);
    m_apply->setEnabled(count > 0 && !m_saving);
    m_try->setEnabled(count > 0 && !m_saving && !m_snapshot.trial);
    m_revert->setEnabled(count > 0 && !m_saving);
    const QJsonObject pending = pendingChanges();
    m_forecast->setChanges(m_loaded && !m_saving ? pending : QJsonObject());
    const Settings drafted = preview(pending);
    editor(settings::kClaimMapping)->setSettings(drafted);
    m_mapping->setSettings(drafted, count > 0 && pending.isEmpty());
    updateRemarks();
}

void SettingsPage::updateRemarks()
{
    if (!m_loaded)
        return;
    const auto length = [this](SettingKey key) {
        return std::chrono::seconds(editor(key)->effectiveValue().toInteger());
    };
    const auto flag = [this](SettingKey key) { return editor(key)->effectiveValue().toBool(); };
    Lifetimes lifetimes;
    lifetimes.access = length(settings::kAccessTokenLifetime);
    lifetimes.refresh = length(settings::kRefreshTokenLifetime);
    lifetimes.sessionMaximum = length(settings::kSessionMaximum);
    lifetimes.sliding = length(settings::kSlidingTokenLifetime);
    lifetimes.slidingRefresh = length(settings::kSlidingTokenRefreshLifetime);
    lifetimes.rotate = flag(settings::kRotateRefreshTokens);
    lifetimes.immediateRevocation = flag(settings::kImmediateRevocation);
    lifetimes.acceptSliding = flag(settings::kAcceptSlidingTokens);
    m_bars->setLifetimes(lifetimes);

    qDeleteAll(m_remarks->findChildren<QLabel *>(Qt::FindDirectChildrenOnly));
    for (const LifetimeRemark &remark : lifetimeRemarks(lifetimes)) {
        auto *label =
            new RoleLabel(theme(), remark.warning ? ColourRole::Warning : ColourRole::Muted,
                          (remark.warning ? tr("▲ %1") : tr("• %1")).arg(remark.text), m_remarks);
        label->setObjectName(QStringLiteral("lifetimeRemark"));
        label->setWordWrap(true);
        m_remarks->layout()->addWidget(label);
    }
}

void SettingsPage::filter()
{
    const QString text = m_search->text().trimmed();
    const bool onlyModified = m_modified->isChecked();
    const bool narrows = onlyModified || !text.isEmpty();
    const int current = m_groups->currentRow();
    // Behind the sections come the pages that are no form.
    const int other = current - static_cast<int>(m_sections.size()) + 1;
    m_stack->setCurrentIndex(narrows ? 0 : std::max(other, 0));
    bool any = false;
    for (std::size_t i = 0; i < m_sections.size(); ++i) {
        bool shown = false;
        for (SettingEditor *field : m_sections[i].editors) {
            const bool match =
                (text.isEmpty() || field->matches(text)) && (!onlyModified || field->isModified());
            field->setVisible(match);
            if (field->key().index == settings::kClaimMapping.index)
                m_mapping->setVisible(match);
            shown = shown || match;
        }
        if (!narrows)
            shown = static_cast<int>(i) == current;
        if (m_sections[i].group == SettingGroup::Lifetimes) {
            m_bars->setVisible(!narrows);
            m_remarks->setVisible(!narrows);
        }
        m_sections[i].widget->setVisible(shown);
        any = any || shown;
    }
    m_noMatch->setText(tr("No setting matches \"%1\".").arg(text));
    m_noMatch->setVisible(!text.isEmpty() && !any);
}

void SettingsPage::showModifiedOnly(bool only)
{
    if (m_modified->isChecked() == only)
        return;
    m_modified->setChecked(only); // which filters
    m_scroll->ensureVisible(0, 0);
}

void SettingsPage::goTo(SettingEditor *target)
{
    if (target == nullptr)
        return;
    m_search->clear();
    showModifiedOnly(false);
    for (std::size_t i = 0; i < m_sections.size(); ++i) {
        const auto &fields = m_sections[i].editors;
        if (std::find(fields.begin(), fields.end(), target) != fields.end())
            m_groups->setCurrentRow(static_cast<int>(i));
    }
    target->focusField();
    // The section is laid out only now.
    QTimer::singleShot(0, target, [this, target] { m_scroll->ensureWidgetVisible(target); });
}

void SettingsPage::applyFilter(const QJsonObject &filter)
{
    const Result<SettingKey> key = settingKey(filter.value(QLatin1String("setting")).toString());
    if (key)
        goTo(editor(*key));
}

QJsonObject SettingsPage::saveState() const
{
    return {{QStringLiteral("group"), m_groups->currentRow()}};
}

void SettingsPage::restoreState(const QJsonObject &state)
{
    const int row = state.value(QLatin1String("group")).toInt();
    m_groups->setCurrentRow(std::clamp(row, 0, m_groups->count() - 1));
}

void SettingsPage::revert()
{
    for (SettingEditor *field : editors())
        field->revert();
    banners().remove(QStringLiteral("fields"));
    banners().remove(QStringLiteral("save"));
    edited();
}

} // namespace tokendesk::ui
