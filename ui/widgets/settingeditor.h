// SPDX-License-Identifier: GPL-3.0-or-later
// Widget: one setting in the form: its control and everything that is said about it.
#pragma once

#include "server/base/settings.h"

#include <QWidget>

class QLabel;
class QToolButton;

namespace tokendesk::ui {

class RoleLabel;
class SettingControl;
class Theme;

/// Label, control, bounds, default, help, source, modified mark, reset arrow, lock and error of one
/// setting. Keeps an unsaved edit when other values are loaded. Object names: settingError_<key>,
/// settingNote_<key>, settingReset_<key>. Thread: GUI.
class SettingEditor : public QWidget
{
    Q_OBJECT
public:
    SettingEditor(SettingKey key, Theme &theme, QWidget *parent = nullptr);

    [[nodiscard]] SettingKey key() const { return m_key; }
    /// Shows \a saved; an unsaved edit stays, with a note if the saved value has changed under it.
    void load(const Settings &saved);
    /// Edits the field as a person would; null: the reset arrow. A locked one stays as it is.
    void propose(const QJsonValue &value);
    /// Gives up the edit.
    void revert();
    [[nodiscard]] bool isModified() const;
    [[nodiscard]] bool isLocked() const { return m_saved.isLocked(m_key); }
    /// Null: back to the default; else the value. The error is shown beside the field as well.
    [[nodiscard]] Result<QJsonValue> change() const;
    /// The value as edited if it is one, else the saved one.
    [[nodiscard]] QJsonValue effectiveValue() const;
    /// An error from outside; goes when the field is edited. Empty: none.
    void setError(const QString &text);
    [[nodiscard]] QString error() const;
    [[nodiscard]] QString note() const;
    /// Whether label, key, help or another name holds \a text.
    [[nodiscard]] bool matches(const QString &text) const;
    void focusField();
    /// All settings as the form has them.
    void setSettings(const Settings &settings);

signals:
    void changed();

private:
    void edited();
    void resetToDefault();
    void updateMarks();
    void showSaved();
    [[nodiscard]] QString lockText() const;

    SettingKey m_key;
    Theme &m_theme;
    Settings m_saved;
    QJsonValue m_base; ///< saved value on which the edit was begun
    bool m_loaded = false;
    bool m_reset = false; ///< the edit is: back to the default
    bool m_quiet = false; ///< the control is being filled, not edited
    SettingControl *m_control = nullptr;
    QLabel *m_label = nullptr;
    RoleLabel *m_mark = nullptr;
    RoleLabel *m_facts = nullptr;
    RoleLabel *m_lock = nullptr;
    RoleLabel *m_note = nullptr;
    RoleLabel *m_error = nullptr;
    QLabel *m_lockIcon = nullptr;
    QToolButton *m_resetButton = nullptr;
};

} // namespace tokendesk::ui
