// SPDX-License-Identifier: GPL-3.0-or-later
// Widget: the dialog that reads settings out of a text, and shows what it makes of each.
#pragma once

#include "server/base/djangosettings.h"
#include "ui/prompter.h"

#include <QDialog>

class QCheckBox;
class QPlainTextEdit;
class QPushButton;
class QTreeWidget;

namespace tokendesk::ui {

class RoleLabel;
class Theme;

/// Takes an exported JSON document, or SIMPLE_JWT of a Django settings file, pasted or from a file.
/// Saves nothing: what was read goes into the form. Deletes itself when it is closed. Object names:
/// settingsImportDialog, importText, importFileButton, importDefaults, importEntries,
/// importSummary, takeButton, cancelButton, dialogError. Thread: GUI.
class SettingsImportDialog final : public QDialog
{
    Q_OBJECT
public:
    /// \a current: what is in force, to compare with.
    SettingsImportDialog(Prompter &prompter, Theme &theme, const Settings &current,
                         QWidget *parent);

signals:
    /// key → value; null: the default.
    void taken(const QJsonObject &changes);

private:
    void chooseFile();
    void read();
    void readJson(const QString &text);
    void readDjango(const QString &text);
    void addEntry(const QString &name, const QString &value, const QString &becomes,
                  bool isRefused);
    void addChange(const QString &name, const QString &source, SettingKey key,
                   const QJsonValue &value);
    void showError(const QString &text);

    Prompter &m_prompter;
    Theme &m_theme;
    const Settings m_current;
    QJsonObject m_changes;
    int m_refused = 0;
    QPlainTextEdit *m_text = nullptr;
    QCheckBox *m_defaults = nullptr;
    QTreeWidget *m_entries = nullptr;
    RoleLabel *m_summary = nullptr;
    RoleLabel *m_error = nullptr;
    QPushButton *m_take = nullptr;
};

} // namespace tokendesk::ui
