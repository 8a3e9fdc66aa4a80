// SPDX-License-Identifier: GPL-3.0-or-later
// Widget: labelled facts of one thing, in a detail pane.
#pragma once

#include <QFormLayout>
#include <QHash>
#include <QLabel>
#include <QWidget>

class QAction;
class QPushButton;

namespace tokendesk::ui {

class CopyButton;
class Theme;

/// Rows of label and value; values are plain text that can be selected. Object name of a value: the
/// name given to its row. Thread: GUI.
class FactsGrid : public QWidget
{
    Q_OBJECT
public:
    explicit FactsGrid(Theme &theme, QWidget *parent = nullptr);

    /// \a copyWhat not empty: a copy button of that accessible name stands beside the value.
    QLabel *addFact(const QString &name, const QString &label, const QString &copyWhat = {});
    void addWidget(const QString &label, QWidget *widget);
    /// An empty \a text hides the row.
    void setFact(const QString &name, const QString &text, const QString &toolTip = {});
    /// The button beside the value copies \a text, of which the value is a short form.
    void setCopyText(const QString &name, const QString &text);

private:
    struct Fact
    {
        QLabel *value = nullptr;
        QWidget *field = nullptr;
        CopyButton *copy = nullptr;
    };

    Theme &m_theme;
    QFormLayout *m_layout = nullptr;
    QHash<QString, Fact> m_facts;
};

/// A push button that shows and triggers \a action. Its object name is \a name.
[[nodiscard]] QPushButton *actionButton(QAction *action, const QString &name, QWidget *parent);

} // namespace tokendesk::ui
