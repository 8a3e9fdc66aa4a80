// SPDX-License-Identifier: GPL-3.0-or-later
// Widget: what each page does, and all shortcuts.
#pragma once

#include <QDialog>

class QListWidget;
class QTextBrowser;

namespace tokendesk::ui {

class ActionRegistry;
class Theme;

/// Shows resources/help/<topic>.md, and the shortcuts as they are registered. Object names:
/// helpDialog, helpTopics, helpText. Thread: GUI.
class HelpDialog : public QDialog
{
    Q_OBJECT
public:
    HelpDialog(const ActionRegistry &actions, Theme &theme, QWidget *parent = nullptr);

    /// \a topic is the id of a page; an unknown one shows the introduction.
    void showTopic(const QString &topic);

private:
    void load(const QString &topic);

    QString m_shortcuts; ///< Markdown
    QListWidget *m_topics = nullptr;
    QTextBrowser *m_text = nullptr;
};

} // namespace tokendesk::ui
