// SPDX-License-Identifier: GPL-3.0-or-later
// Widgets: the search field of a page and the chips below it.
#pragma once

#include <QLineEdit>
#include <QTimer>
#include <QWidget>

class QHBoxLayout;

namespace tokendesk::ui {

class Theme;

/// A search field that waits for a pause in typing. Esc clears it, Down goes to the list. Thread:
/// GUI.
class SearchField : public QLineEdit
{
    Q_OBJECT
public:
    SearchField(Theme &theme, const QString &placeholder, QWidget *parent = nullptr);

    /// Puts \a text in and emits searched() at once.
    void searchNow(const QString &text);

signals:
    /// The text is another one and typing has paused for 250 ms, or Return was pressed.
    void searched(const QString &text);
    /// Down was pressed: give the focus to the list.
    void leftDownwards();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void fire();

    QTimer m_pause;
    QString m_last;
};

/// One small button per field:value token of a search text; a click takes the token out. Takes no
/// space without tokens. Object names of the buttons: chip_<field>. Thread: GUI.
class ChipBar : public QWidget
{
    Q_OBJECT
public:
    explicit ChipBar(Theme &theme, QWidget *parent = nullptr);

    void setSearch(const QString &text);

signals:
    /// The text without the token that was clicked.
    void edited(const QString &text);

private:
    Theme &m_theme;
    QHBoxLayout *m_layout = nullptr;
};

} // namespace tokendesk::ui
