// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/settingspage.h"

#include "ui/models/momenttext.h"
#include "ui/pages/settingshistory.h"
#include "ui/translation.h"
#include "ui/widgets/lifetimebars.h"
#include "ui/widgets/rolelabel.h"
#include "ui/widgets/settingcontrol.h"
#include "ui/widgets/settingeditor.h"

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
    m_snapshot = snapshot;
    m_loaded = true;
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
    QString text = count == 0 ? QString() : tr("Modified %1").arg(count);
    if (restart > 0)
        text += tr("   Restart needed %1").arg(restart);
    m_modified->setText(text);
    m_apply->setEnabled(count > 0 && !m_saving);
    m_revert->setEnabled(count > 0 && !m_saving);
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
    const int current = m_groups->currentRow();
    const bool history = text.isEmpty() && current == static_cast<int>(m_sections.size());
    m_stack->setCurrentIndex(history ? 1 : 0);
    bool any = false;
    for (std::size_t i = 0; i < m_sections.size(); ++i) {
        bool shown = false;
        for (SettingEditor *field : m_sections[i].editors) {
            const bool match = text.isEmpty() || field->matches(text);
            field->setVisible(match);
            shown = shown || match;
        }
        if (text.isEmpty())
            shown = static_cast<int>(i) == current;
        if (m_sections[i].group == SettingGroup::Lifetimes) {
            m_bars->setVisible(text.isEmpty());
            m_remarks->setVisible(text.isEmpty());
        }
        m_sections[i].widget->setVisible(shown);
        any = any || shown;
    }
    m_noMatch->setText(tr("No setting matches \"%1\".").arg(text));
    m_noMatch->setVisible(!text.isEmpty() && !any);
}

void SettingsPage::goTo(SettingEditor *target)
{
    if (target == nullptr)
        return;
    m_search->clear();
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

std::optional<QJsonObject> SettingsPage::collect()
{
    QJsonObject changes;
    SettingEditor *firstWrong = nullptr;
    int wrong = 0;
    for (SettingEditor *field : editors()) {
        if (!field->isModified())
            continue;
        const Result<QJsonValue> value = field->change();
        if (value) {
            changes.insert(settingRow(field->key()).name(), *value);
            continue;
        }
        field->setError(errorReason(value.error()));
        firstWrong = firstWrong == nullptr ? field : firstWrong;
        ++wrong;
    }
    if (firstWrong == nullptr) {
        const Result<void> together = crossCheckSettings(preview(changes));
        if (together)
            return changes;
        const Result<SettingKey> key = settingKey(together.error().field);
        firstWrong = key ? editor(*key) : nullptr;
        if (firstWrong != nullptr)
            firstWrong->setError(errorReason(together.error()));
        wrong = 1;
    }
    Banner banner;
    banner.id = QStringLiteral("fields");
    banner.kind = Banner::Kind::Error;
    banner.text =
        wrong == 1
            ? tr("Nothing was saved. One setting needs attention; see beside it.")
            : tr("Nothing was saved. %1 settings need attention; see beside them.").arg(wrong);
    banners().show(banner);
    goTo(firstWrong);
    return {};
}

Settings SettingsPage::preview(const QJsonObject &changes) const
{
    Settings after = m_snapshot.settings;
    for (auto it = changes.begin(); it != changes.end(); ++it) {
        const Result<SettingKey> key = settingKey(it.key());
        if (!key)
            continue;
        if (it.value().isNull())
            after.reset(*key, SettingSource::Database);
        else if (const Result<void> set = after.set(*key, it.value(), SettingSource::Database);
                 !set)
            continue; // validated before; the server has the last word
    }
    return after;
}

void SettingsPage::apply()
{
    banners().remove(QStringLiteral("fields"));
    banners().remove(QStringLiteral("save"));
    const std::optional<QJsonObject> changes = collect();
    if (!changes || changes->isEmpty())
        return;
    const Settings after = preview(*changes);
    if (after.preset() == m_snapshot.settings.preset()) {
        save(*changes);
        return;
    }
    const QStringList others = changedDefaults(m_snapshot.settings, after, *changes);
    Question question;
    question.title = tr("Change the behaviour to %1?")
                         .arg(settingValueText(settings::kPreset, after.value(settings::kPreset)));
    question.text = others.isEmpty()
                        ? tr("No other setting changes with it.")
                        : tr("These settings have no value of their own and change with it:\n\n%1")
                              .arg(others.join(u'\n'));
    question.verb = tr("Change Behaviour");
    context().prompter.confirm(this, question, [this, changes](Decision decision) {
        if (decision)
            save(*changes);
    });
}

void SettingsPage::save(const QJsonObject &changes)
{
    m_saving = true;
    edited();
    whenDone(api().changeSettings(changes), this,
             [this](const Result<SettingsSnapshot> &answer) { saved(answer); });
}

void SettingsPage::saved(const Result<SettingsSnapshot> &answer)
{
    m_saving = false;
    if (answer) {
        load(*answer);
        loadVersions();
        showInForce(*answer, true);
        return;
    }
    edited();
    const Result<SettingKey> key = settingKey(answer.error().field);
    SettingEditor *field = key ? editor(*key) : nullptr;
    if (field != nullptr) {
        field->setError(errorReason(answer.error()));
        goTo(field);
    }
    showError(QStringLiteral("save"), tr("Nothing was saved."), answer.error());
}

void SettingsPage::undo(qint64 version)
{
    whenDone(api().undoSettings(version), this, [this](const Result<SettingsSnapshot> &answer) {
        if (!answer) {
            showError(QStringLiteral("save"), tr("Cannot undo the change."), answer.error());
            return;
        }
        load(*answer);
        loadVersions();
        showInForce(*answer, false);
    });
}

void SettingsPage::showInForce(const SettingsSnapshot &snapshot, bool canUndo)
{
    Banner banner;
    banner.id = QStringLiteral("inForce");
    banner.kind = Banner::Kind::Success;
    banner.text = tr("In force since %1 (version %2).")
                      .arg(localMomentText(snapshot.changedAt).section(u' ', 1))
                      .arg(snapshot.version);
    if (canUndo) {
        banner.actionText = tr("Undo");
        banner.duration = std::chrono::seconds(10);
        banner.action = [this, version = snapshot.version] { undo(version); };
    }
    banners().show(banner);
}

QStringList changedDefaults(const Settings &before, const Settings &after,
                            const QJsonObject &changes)
{
    QStringList lines;
    for (int i = 0; i < settings::kCount; ++i) {
        const SettingKey key{i};
        if (changes.contains(settingRow(key).name()) || before.value(key) == after.value(key))
            continue;
        lines.append(SettingsPage::tr("%1: %2 → %3")
                         .arg(settingLabel(key), settingValueText(key, before.value(key)),
                              settingValueText(key, after.value(key))));
    }
    return lines;
}

} // namespace tokendesk::ui
