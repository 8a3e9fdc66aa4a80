// SPDX-License-Identifier: GPL-3.0-or-later
// Widget: the page on which the settings are changed.
#pragma once

#include "ui/page.h"

class QListWidget;
class QPushButton;
class QScrollArea;
class QStackedWidget;

namespace tokendesk::ui {

class ForecastPanel;
class IntegrateView;
class LifetimeBars;
class MappingPreview;
class RoleLabel;
class SettingEditor;
class SettingsHistory;
class TrialBar;

/// A form made from the settings table: groups at the left, fields at the right. Saving applies at
/// once, or for a while. Unsaved edits survive changes from elsewhere; what they would do to the
/// live sessions is said before they are saved. Object names: settingsGroups, settingsSearch,
/// applyButton, tryButton, revertButton, transferButton, importSettingsAction,
/// exportSettingsAction, modifiedButton, restartText, proofText, lifetimeBars, setting_<key>.
/// Thread: GUI.
class SettingsPage : public Page
{
    Q_OBJECT
public:
    explicit SettingsPage(const PageContext &context, QWidget *parent = nullptr);

    [[nodiscard]] QString id() const override { return QStringLiteral("settings"); }
    [[nodiscard]] QString title() const override { return tr("Settings"); }
    [[nodiscard]] QString iconName() const override { return QStringLiteral("settings"); }
    void refresh() override;
    /// {"setting": key} goes to that field.
    void applyFilter(const QJsonObject &filter) override;
    [[nodiscard]] bool hasUnsavedChanges() const override;
    [[nodiscard]] QLineEdit *primarySearch() const override { return m_search; }
    [[nodiscard]] QJsonObject view() const override { return saveState(); }
    void showView(const QJsonObject &view) override { restoreState(view); }
    [[nodiscard]] QJsonObject saveState() const override;
    void restoreState(const QJsonObject &state) override;

private:
    struct Section
    {
        SettingGroup group;
        QWidget *widget = nullptr;
        std::vector<SettingEditor *> editors;
    };

    [[nodiscard]] QWidget *makeToolRow();
    [[nodiscard]] QWidget *makeForm();
    [[nodiscard]] Section makeSection(SettingGroup group);
    void addLifetimes(QWidget *section);

    void load(const SettingsSnapshot &snapshot);
    void loadVersions();
    void edited();
    void filter();
    void updateRemarks();
    [[nodiscard]] std::vector<SettingEditor *> editors() const;
    [[nodiscard]] SettingEditor *editor(SettingKey key) const;
    void goTo(SettingEditor *editor);

    void apply();
    void tryForAWhile();
    void trySaving(const SettingsSave &how);
    void revert();
    void endTrial(bool keep);
    void importSettings();
    void exportSettings();
    /// Looks for a token that was issued since the last save.
    void lookForProof();
    void showProof();
    void showModifiedOnly(bool only);
    /// The changes to save; nothing if a field is wrong, which then says so.
    [[nodiscard]] std::optional<QJsonObject> collect();
    /// The settings as they would be after \a changes.
    [[nodiscard]] Settings preview(const QJsonObject &changes) const;
    /// The same without a word about what is wrong: then, too, nothing.
    [[nodiscard]] QJsonObject pendingChanges() const;
    void save(const QJsonObject &changes, const SettingsSave &how);
    void saved(const Result<SettingsSnapshot> &answer);
    void undo(qint64 version);
    void showInForce(const SettingsSnapshot &snapshot, bool canUndo);

    QLineEdit *m_search = nullptr;
    QPushButton *m_modified = nullptr; ///< shows the modified ones alone
    RoleLabel *m_restart = nullptr;
    RoleLabel *m_proof = nullptr;
    ForecastPanel *m_forecast = nullptr;
    TrialBar *m_trial = nullptr;
    IntegrateView *m_integrate = nullptr;
    QPushButton *m_try = nullptr;
    QPushButton *m_apply = nullptr;
    QPushButton *m_revert = nullptr;
    QListWidget *m_groups = nullptr;
    QStackedWidget *m_stack = nullptr;
    QScrollArea *m_scroll = nullptr;
    RoleLabel *m_noMatch = nullptr;
    SettingsHistory *m_history = nullptr;
    LifetimeBars *m_bars = nullptr;
    MappingPreview *m_mapping = nullptr;
    QWidget *m_remarks = nullptr;
    std::vector<Section> m_sections;
    SettingsSnapshot m_snapshot;
    std::optional<Instant> m_firstUse; ///< of the settings in force
    bool m_loaded = false;
    bool m_saving = false;
};

/// Every setting whose value differs between \a before and \a after without being one of \a
/// changes: "Longest session: 30 d → no limit".
[[nodiscard]] QStringList changedDefaults(const Settings &before, const Settings &after,
                                          const QJsonObject &changes);

} // namespace tokendesk::ui
