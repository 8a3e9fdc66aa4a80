// SPDX-License-Identifier: GPL-3.0-or-later
// Widget: what stands where a list has nothing to show.
#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace tokendesk::ui {

class Theme;

/// Icon, one sentence, one more line, one primary button, one link. Put it into a QStackedLayout
/// with the table. Object names: emptyStateTitle, emptyStateText, emptyStateButton, emptyStateLink.
/// Thread: GUI.
class EmptyState : public QWidget
{
    Q_OBJECT
public:
    explicit EmptyState(Theme &theme, QWidget *parent = nullptr);

    /// \a iconName as of Theme::icon(); empty \a text, \a button or \a link hide that part.
    void setContent(const QString &iconName, const QString &title, const QString &text = {},
                    const QString &button = {}, const QString &link = {});
    [[nodiscard]] QString title() const;

signals:
    void buttonClicked();
    void linkClicked();

private:
    void paintIcon();

    Theme &m_theme;
    QString m_iconName;
    QLabel *m_icon = nullptr;
    QLabel *m_title = nullptr;
    QLabel *m_text = nullptr;
    QPushButton *m_button = nullptr;
    QPushButton *m_link = nullptr;
};

} // namespace tokendesk::ui
