// SPDX-License-Identifier: GPL-3.0-or-later
// Widget: the list of pages at the left of the window.
#pragma once

#include <QWidget>

class QListWidget;
class QToolButton;

namespace tokendesk::ui {

class Theme;

/// One line with icon and title for each page, and a button that leaves only the icons. Object
/// names: pageBar (the list), collapseButton. Thread: GUI.
class PageBar : public QWidget
{
    Q_OBJECT
public:
    explicit PageBar(Theme &theme, QWidget *parent = nullptr);

    void addPage(const QString &id, const QString &title, const QString &iconName,
                 const QString &shortcut);
    /// A number beside the title of page \a id; 0: none. \a what says in words what it counts.
    void setBadge(const QString &id, int count, const QString &what);
    void setCurrent(const QString &id);
    [[nodiscard]] QString current() const;
    [[nodiscard]] QStringList pages() const;

    /// What the person wants; remembered by the window.
    void setCollapsed(bool collapsed);
    [[nodiscard]] bool isCollapsed() const { return m_collapsed; }
    /// The window has no room for titles.
    void setNarrow(bool narrow);
    /// True while only icons are shown, for either reason.
    [[nodiscard]] bool showsIconsOnly() const { return m_collapsed || m_narrow; }

signals:
    void pageSelected(const QString &id);
    void collapsedChanged(bool collapsed);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void arrange();

    Theme &m_theme;
    QListWidget *m_list = nullptr;
    QToolButton *m_collapse = nullptr;
    bool m_collapsed = false;
    bool m_narrow = false;
};

} // namespace tokendesk::ui
