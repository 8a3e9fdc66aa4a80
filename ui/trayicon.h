// SPDX-License-Identifier: GPL-3.0-or-later
// QObject: the icon in the tray of the desktop, if there is one.
#pragma once

#include <QIcon>
#include <QObject>
#include <QTimer>

#include <memory>

class QMenu;
class QSystemTrayIcon;

namespace tokendesk::ui {

/// What the window needs of a tray; a test has one without a desktop. Thread: GUI.
class TrayIcon : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// Is there a tray that shows the icon? A window that hides needs one to come back from.
    [[nodiscard]] virtual bool isShown() const = 0;
    virtual void setShown(bool shown) = 0;
    virtual void setIcon(const QIcon &icon) = 0;
    virtual void setToolTip(const QString &text) = 0;
    /// \a menu outlives the icon, or is replaced.
    virtual void setMenu(QMenu *menu) = 0;
    virtual void notify(const QString &title, const QString &text) = 0;

signals:
    /// Clicked, to see the window.
    void activated();
    /// The last notification was clicked.
    void notificationClicked();
};

/// The tray of the desktop. Trays may come later than the program: it looks for one during its
/// first half minute. Without one it stays silent and isShown() false.
class SystemTray final : public TrayIcon
{
    Q_OBJECT
public:
    explicit SystemTray(QObject *parent = nullptr);
    ~SystemTray() override;

    [[nodiscard]] bool isShown() const override;
    void setShown(bool shown) override;
    void setIcon(const QIcon &icon) override;
    void setToolTip(const QString &text) override;
    void setMenu(QMenu *menu) override;
    void notify(const QString &title, const QString &text) override;

private:
    void look();

    std::unique_ptr<QSystemTrayIcon> m_icon;
    QTimer m_retry;
    int m_looks = 0;
    bool m_wanted = false;
};

} // namespace tokendesk::ui
