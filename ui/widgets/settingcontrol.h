// SPDX-License-Identifier: GPL-3.0-or-later
// Widgets: one control per type of setting, with one face for all of them.
#pragma once

#include "server/base/settings.h"

#include <QWidget>

namespace tokendesk::ui {

class Theme;

/// The control of one setting, made by its type: check box, duration field, spin box, line, list of
/// lines, choice or the table of claims. Object name: setting_<key>, on the widget that takes the
/// focus. Thread: GUI.
class SettingControl : public QWidget
{
    Q_OBJECT
public:
    /// \a key must be in the table.
    [[nodiscard]] static SettingControl *make(SettingKey key, Theme &theme, QWidget *parent);

    [[nodiscard]] SettingKey key() const { return m_key; }
    virtual void setValue(const QJsonValue &value) = 0;
    /// What the control shows, validated; the error says what is wrong with it.
    [[nodiscard]] virtual Result<QJsonValue> value() const = 0;
    virtual void setReadOnly(bool readOnly) = 0;
    /// The bounds in words; empty where the control says them itself or there are none.
    [[nodiscard]] virtual QString boundsText() const { return {}; }
    /// Whether it wants the whole width, below its label.
    [[nodiscard]] virtual bool isWide() const { return false; }
    /// All settings as the form has them, for what depends on others.
    virtual void setSettings(const Settings &) { }

signals:
    void changed();

protected:
    SettingControl(SettingKey key, QWidget *parent);
    /// Lays out \a field alone and names it.
    void setField(QWidget *field, QWidget *named = nullptr);

private:
    SettingKey m_key;
};

/// Label and help of a setting in the language of the window.
[[nodiscard]] QString settingLabel(SettingKey key);
[[nodiscard]] QString settingHelp(SettingKey key);
/// A value as people read it: "15 min", "on", "no limit".
[[nodiscard]] QString settingValueText(SettingKey key, const QJsonValue &value);

} // namespace tokendesk::ui
