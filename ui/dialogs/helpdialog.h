// SPDX-License-Identifier: GPL-3.0-or-later
// Widget: what each page does.
#pragma once

#include <QDialog>

class QListWidget;
class QTextBrowser;

namespace tokendesk::ui {

class Theme;

/// Shows resources/help/<topic>.md. Object names: helpDialog, helpTopics, helpText. Thread: GUI.
class HelpDialog : public QDialog
{
    Q_OBJECT
public:
    explicit HelpDialog(Theme &theme, QWidget *parent = nullptr);

    /// \a topic is the id of a page; an unknown one shows the introduction.
    void showTopic(const QString &topic);

private:
    void load(const QString &topic);

    QListWidget *m_topics = nullptr;
    QTextBrowser *m_text = nullptr;
};

} // namespace tokendesk::ui
