// SPDX-License-Identifier: GPL-3.0-or-later
// What the window hides and refuses while nobody is signed in.
#include "ui/mainwindow.h"

#include "ui/actions.h"
#include "ui/consolesession.h"
#include "ui/setuphost.h"
#include "ui/tray.h"
#include "ui/widgets/lockpage.h"
#include "ui/widgets/statusbar.h"

#include <QApplication>
#include <QDialog>
#include <QMenuBar>
#include <QStackedWidget>

namespace tokendesk::ui {

namespace {

/// What may be done at a locked window: leave it, and read how to get in.
QStringList unlockedActions() { return {QStringLiteral("quit"), QStringLiteral("help")}; }

/// Whether somebody is there.
bool isInput(QEvent::Type type)
{
    switch (type) {
    case QEvent::KeyPress:
    case QEvent::MouseButtonPress:
    case QEvent::MouseButtonDblClick:
    case QEvent::MouseMove:
    case QEvent::Wheel:
    case QEvent::TouchBegin:
    case QEvent::TouchUpdate:
    case QEvent::TabletPress:
    case QEvent::InputMethod:
        return true;
    default:
        return false;
    }
}

} // namespace

void MainWindow::buildLock()
{
    if (m_services.session == nullptr)
        return;
    const QString options =
        m_services.setup != nullptr ? m_services.setup->dataOptions() : QString();
    m_lockPage = new LockPage(*m_services.session, m_services.theme, options, m_root);
    m_root->addWidget(m_lockPage);
    for (const QString &id : unlockedActions())
        QMainWindow::addAction(m_actions->action(id)); // the menus are hidden
    connect(m_services.session, &ConsoleSession::changed, this, &MainWindow::followSession);
    followSession();
}

bool MainWindow::isLocked() const
{
    return m_services.session != nullptr && m_services.session->isLocked();
}

void MainWindow::lockNow() { m_services.session->lock(SignOutReason::Locked); }

void MainWindow::signOut() { m_services.session->lock(SignOutReason::SignedOut); }

void MainWindow::followSession()
{
    const std::optional<User> &administrator = m_services.session->administrator();
    m_statusBar->setAdministrator(administrator ? administrator->username : QString());
    for (const char *id : {"lockNow", "signOut"})
        m_actions->action(QLatin1String(id))->setEnabled(administrator.has_value());
    const bool isCovered = m_root->currentWidget() == m_lockPage;
    if (isCovered != isLocked())
        setCovered(!isCovered);
    else if (isCovered)
        m_lockPage->takeFocus();
}

void MainWindow::setCovered(bool isCovered)
{
    if (isCovered) {
        while (QWidget *popup = QApplication::activePopupWidget())
            popup->close();
        m_focusBeforeLock = focusWidget();
        setPageActive(false);
        for (QDialog *dialog : findChildren<QDialog *>()) {
            if (dialog->isVisible())
                hideDialog(dialog);
        }
    }
    m_actions->setBlocked(isCovered, unlockedActions());
    setAcceptDrops(!isCovered); // text that is dropped opens the inspector
    if (m_tray != nullptr)
        m_tray->setLocked(isCovered);
    menuBar()->setVisible(!isCovered);
    m_statusBar->setVisible(!isCovered);
    m_root->setCurrentIndex(isCovered ? m_root->indexOf(m_lockPage) : 0);
    if (isCovered) {
        m_lockPage->takeFocus();
        return;
    }
    setPageActive(true);
    if (m_focusBeforeLock)
        m_focusBeforeLock->setFocus();
    for (const QPointer<QDialog> &dialog : std::exchange(m_hiddenDialogs, {})) {
        if (dialog)
            dialog->open();
    }
}

bool MainWindow::isHarmless(const QDialog &dialog) const
{
    const QString name = dialog.objectName();
    if (name == QLatin1String("helpDialog"))
        return true;
    if (name == QLatin1String("confirmDialog") && dialog.parentWidget() == this)
        return true; // the window itself asks before it closes
    const QWidget *owner = dialog.parentWidget();
    while (owner != nullptr && owner != this)
        owner = owner->parentWidget();
    return owner == nullptr;
}

void MainWindow::hideDialog(QDialog *dialog)
{
    // Questions are not put off: what they are about may be another thing by then.
    if (dialog->objectName() == QLatin1String("confirmDialog"))
        return dialog->reject();
    m_hiddenDialogs.emplace_back(dialog);
    dialog->hide();
}

void MainWindow::dialogShown(QDialog *dialog)
{
    if (isHarmless(*dialog))
        return;
    // Something that was begun before the lock has come to a question. Not at once: it is being
    // shown right now.
    const auto hideIfLocked = [this, dialog] {
        if (isLocked() && dialog->isVisible())
            hideDialog(dialog);
    };
    QMetaObject::invokeMethod(dialog, hideIfLocked, Qt::QueuedConnection);
}

bool MainWindow::noteInput(const QEvent &event)
{
    ConsoleSession *session = m_services.session;
    return session != nullptr && event.spontaneous() && isInput(event.type())
           && !session->noteInput();
}

} // namespace tokendesk::ui
