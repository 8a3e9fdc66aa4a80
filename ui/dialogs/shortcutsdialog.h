// SPDX-License-Identifier: GPL-3.0-or-later
// Widget: every shortcut of the window.
#pragma once

#include <QDialog>
#include <QHash>

class QLabel;
class QLineEdit;
class QTreeWidget;

namespace tokendesk::ui {

class ActionRegistry;
class Theme;

/// The shortcuts as they are registered, by page, narrowed by what is typed: words of the action or
/// keys ("ctrl+f"). Object names: shortcutsDialog, shortcutsSearch, shortcutsList, shortcutsRemark.
/// Thread: GUI.
class ShortcutsDialog : public QDialog
{
    Q_OBJECT
public:
    /// \a pageTitles: title by page id, for the scopes of the registry.
    ShortcutsDialog(const ActionRegistry &actions, const QHash<QString, QString> &pageTitles,
                    Theme &theme, QWidget *parent = nullptr);

private:
    void fill(const ActionRegistry &actions, const QHash<QString, QString> &pageTitles);
    void narrow(const QString &text);

    QLineEdit *m_search = nullptr;
    QTreeWidget *m_list = nullptr;
    QLabel *m_remark = nullptr;
};

} // namespace tokendesk::ui
