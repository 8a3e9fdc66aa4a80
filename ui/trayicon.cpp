// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/trayicon.h"

#include <QSystemTrayIcon>

namespace tokendesk::ui {

namespace {
constexpr std::chrono::seconds kRetry{3};
constexpr int kLooks = 10;
} // namespace

SystemTray::SystemTray(QObject *parent)
    : TrayIcon(parent), m_icon(std::make_unique<QSystemTrayIcon>())
{
    m_retry.setInterval(kRetry);
    connect(&m_retry, &QTimer::timeout, this, &SystemTray::look);
    connect(m_icon.get(), &QSystemTrayIcon::messageClicked, this, &TrayIcon::notificationClicked);
    connect(m_icon.get(), &QSystemTrayIcon::activated, this,
            [this](QSystemTrayIcon::ActivationReason reason) {
                if (reason == QSystemTrayIcon::Trigger || reason == QSystemTrayIcon::DoubleClick)
                    emit activated();
            });
}

SystemTray::~SystemTray() = default;

bool SystemTray::isShown() const
{
    return m_icon->isVisible() && QSystemTrayIcon::isSystemTrayAvailable();
}

void SystemTray::setShown(bool shown)
{
    m_wanted = shown;
    m_looks = 0;
    look();
}

void SystemTray::look()
{
    const bool found = QSystemTrayIcon::isSystemTrayAvailable();
    m_icon->setVisible(m_wanted && found);
    if (!m_wanted || found || ++m_looks >= kLooks)
        m_retry.stop();
    else
        m_retry.start();
}

void SystemTray::setIcon(const QIcon &icon) { m_icon->setIcon(icon); }

void SystemTray::setToolTip(const QString &text) { m_icon->setToolTip(text); }

void SystemTray::setMenu(QMenu *menu) { m_icon->setContextMenu(menu); }

void SystemTray::notify(const QString &title, const QString &text)
{
    if (isShown())
        m_icon->showMessage(title, text, QSystemTrayIcon::Warning);
}

} // namespace tokendesk::ui
