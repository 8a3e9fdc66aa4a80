// SPDX-License-Identifier: GPL-3.0-or-later
// How the settings page saves, tries, takes back, imports and exports.
#include "ui/pages/settingspage.h"

#include "server/base/settingsdocument.h"
#include "ui/dialogs/settingsimportdialog.h"
#include "ui/models/momenttext.h"
#include "ui/models/timetext.h"
#include "ui/pages/integrateview.h"
#include "ui/pages/settingshistory.h"
#include "ui/translation.h"
#include "ui/widgets/forecastpanel.h"
#include "ui/widgets/rolelabel.h"
#include "ui/widgets/settingcontrol.h"
#include "ui/widgets/settingeditor.h"
#include "ui/widgets/trialbar.h"

#include <QJsonDocument>
#include <QPushButton>
#include <QSaveFile>

namespace tokendesk::ui {
namespace {

constexpr std::chrono::minutes kTrial{10};

} // namespace

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

QJsonObject SettingsPage::pendingChanges() const
{
    QJsonObject changes;
    for (const SettingEditor *field : editors()) {
        if (!field->isModified())
            continue;
        const Result<QJsonValue> value = field->change();
        if (!value)
            return {};
        changes.insert(settingRow(field->key()).name(), *value);
    }
    return crossCheckSettings(preview(changes)) ? changes : QJsonObject();
}

void SettingsPage::apply()
{
    SettingsSave how;
    how.shortenSessions = m_forecast->shortensSessions();
    trySaving(how);
}

void SettingsPage::tryForAWhile()
{
    SettingsSave how;
    how.tryFor = kTrial;
    trySaving(how);
}

void SettingsPage::trySaving(const SettingsSave &how)
{
    banners().remove(QStringLiteral("fields"));
    banners().remove(QStringLiteral("save"));
    const std::optional<QJsonObject> changes = collect();
    if (!changes || changes->isEmpty())
        return;
    const Settings after = preview(*changes);
    if (after.preset() == m_snapshot.settings.preset()) {
        save(*changes, how);
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
    context().prompter.confirm(this, question, [this, changes, how](Decision decision) {
        if (decision)
            save(*changes, how);
    });
}

void SettingsPage::save(const QJsonObject &changes, const SettingsSave &how)
{
    m_saving = true;
    edited();
    whenDone(api().changeSettings(changes, how), this,
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

void SettingsPage::endTrial(bool keep)
{
    whenDone(api().endSettingsTrial(keep), this, [this](const Result<SettingsSnapshot> &answer) {
        if (!answer) {
            showError(QStringLiteral("save"), tr("The trial cannot be ended."), answer.error());
            refresh();
            return;
        }
        load(*answer);
        loadVersions();
        showInForce(*answer, false);
    });
}

void SettingsPage::importSettings()
{
    auto *dialog =
        new SettingsImportDialog(context().prompter, theme(), m_snapshot.settings, window());
    connect(dialog, &SettingsImportDialog::taken, this, [this](const QJsonObject &changes) {
        for (auto it = changes.begin(); it != changes.end(); ++it) {
            const Result<SettingKey> key = settingKey(it.key());
            if (SettingEditor *field = key ? editor(*key) : nullptr)
                field->propose(it.value());
        }
        showModifiedOnly(true);
    });
    dialog->open();
}

void SettingsPage::exportSettings()
{
    FileQuestion question;
    question.title = tr("Export Settings");
    question.suggestion = QStringLiteral("tokendesk-settings.json");
    question.filters = tr("JSON files (*.json);;All files (*)");
    context().prompter.chooseFileToSave(this, question, [this](const QString &path) {
        if (path.isEmpty())
            return;
        QSaveFile file(path);
        const QByteArray json =
            QJsonDocument(settingsDocument(m_snapshot.settings)).toJson(QJsonDocument::Indented);
        Banner banner;
        banner.id = QStringLiteral("export");
        if (file.open(QIODevice::WriteOnly) && file.write(json) == json.size() && file.commit()) {
            banner.kind = Banner::Kind::Success;
            banner.text = tr("What differs from the defaults was written to %1.").arg(path);
        } else {
            banner.kind = Banner::Kind::Error;
            banner.text = tr("Nothing was exported to %1: %2").arg(path, file.errorString());
        }
        banners().show(banner);
    });
}

void SettingsPage::lookForProof()
{
    if (!m_proof->isVisible() || m_firstUse || m_snapshot.version == 0)
        return;
    // Of either order the first row is the youngest, so of a busy server the answer is what was
    // issued a moment ago; asked right after the save, it is the first.
    for (const SessionSort sort : {SessionSort::CreatedAt, SessionSort::RefreshedAt}) {
        SessionQuery query;
        query.sort = sort;
        query.limit = 1;
        query.withTotal = false;
        whenDone(
            api().listSessions(query), this,
            [this, version = m_snapshot.version](const Result<tokendesk::Page<Session>> &page) {
                if (!page || page->rows.empty() || version != m_snapshot.version)
                    return;
                const Session &session = page->rows.front();
                const Instant used = session.refreshedAt.value_or(session.createdAt);
                if (used < m_snapshot.changedAt || (m_firstUse && *m_firstUse <= used))
                    return;
                m_firstUse = used;
                showProof();
            });
    }
}

void SettingsPage::showProof()
{
    m_proof->setVisible(m_snapshot.version > 0);
    const Instant now = context().clock.now();
    const QString since = clockTime(m_snapshot.changedAt, now);
    m_proof->setText(m_firstUse
                         //: %1, %3: times of day, %2: a number
                         ? tr("In force since %1 (version %2); first token with it seen at %3.")
                               .arg(since)
                               .arg(m_snapshot.version)
                               .arg(clockTime(*m_firstUse, now))
                         : tr("In force since %1 (version %2); no token was issued with it yet.")
                               .arg(since)
                               .arg(m_snapshot.version));
}

void SettingsPage::showInForce(const SettingsSnapshot &snapshot, bool canUndo)
{
    Banner banner;
    banner.id = QStringLiteral("inForce");
    banner.kind = Banner::Kind::Success;
    const QString since = localMomentText(snapshot.changedAt).section(u' ', 1);
    banner.text = snapshot.shortened
                      //: %1: a time of day; the rest are numbers
                      ? tr("In force since %1 (version %2). Live sessions: %3 ended, %4 shortened.")
                            .arg(since)
                            .arg(snapshot.version)
                            .arg(snapshot.shortened->ended)
                            .arg(snapshot.shortened->shortened)
                      : tr("In force since %1 (version %2).").arg(since).arg(snapshot.version);
    if (canUndo && !snapshot.trial) {
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
