// SPDX-License-Identifier: GPL-3.0-or-later
// Widget: the control of the setting claim_mapping, a table of claims or its JSON.
#pragma once

#include "ui/widgets/settingcontrol.h"

#include <vector>

class QCheckBox;
class QPlainTextEdit;
class QPushButton;
class QVBoxLayout;

namespace tokendesk::ui {

class ClaimRow;
class RoleLabel;

/// One row for each claim, and the same as JSON for what comes from elsewhere; either holds all
/// that the other can. The rules are those of validateSetting(), said beside the row they are
/// about. Object names: claimAdd, claimAll (the member *), claimAsJson, claimEmpty, claimJsonState,
/// setting_claim_mapping (the JSON). Thread: GUI.
class ClaimMappingControl final : public SettingControl
{
    Q_OBJECT
public:
    ClaimMappingControl(SettingKey key, Theme &theme, QWidget *parent);

    void setValue(const QJsonValue &value) override;
    [[nodiscard]] Result<QJsonValue> value() const override;
    void setReadOnly(bool readOnly) override;
    [[nodiscard]] QString boundsText() const override;
    [[nodiscard]] bool isWide() const override { return true; }
    void setSettings(const Settings &settings) override;

private:
    [[nodiscard]] QWidget *makeTable();
    ClaimRow *addRow();
    void removeRow(ClaimRow *row);
    void setRows(const QJsonObject &mapping);
    void setJson(const QJsonObject &mapping);
    /// What the rows say; of two with one name the first.
    [[nodiscard]] QJsonObject mappingOfRows() const;
    /// What the JSON says, whether or not it may be saved. Errors: InvalidArgument (it is none).
    [[nodiscard]] Result<QJsonObject> mappingOfJson() const;
    /// What is wrong with each row by itself; empty texts where nothing is.
    [[nodiscard]] QStringList complaints() const;
    void toggleJson(bool asJson);
    /// Why a change between table and JSON would lose something; empty: it would not.
    [[nodiscard]] QString loss(bool asJson) const;
    void edited();
    void updateRows();

    Theme &m_theme;
    Settings m_settings;
    bool m_isReadOnly = false;
    bool m_isJson = false; ///< which of the two is shown, and counts
    std::vector<ClaimRow *> m_rows;
    QWidget *m_table = nullptr;
    QVBoxLayout *m_lines = nullptr; ///< of the table
    QWidget *m_header = nullptr;
    QWidget *m_constants = nullptr; ///< title of their column
    RoleLabel *m_empty = nullptr;
    QCheckBox *m_all = nullptr;
    QPushButton *m_add = nullptr;
    QCheckBox *m_asJson = nullptr;
    RoleLabel *m_state = nullptr;
    QPlainTextEdit *m_json = nullptr;
};

} // namespace tokendesk::ui
