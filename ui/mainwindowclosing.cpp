// SPDX-License-Identifier: GPL-3.0-or-later
// How the window closes, and what goes on without it.
#include "ui/mainwindow.h"

#include "ui/actions.h"
#include "ui/alerts.h"
#include "ui/tasklist.h"
#include "ui/tray.h"
#include "ui/trayicon.h"
#include "ui/widgets/pagebar.h"
#include "ui/widgets/statusbar.h"

#include <QCloseEvent>
#include <QMenu>

namespace tokendesk::ui {

namespace {

QString stopKey() { return QStringLiteral("window/stopWithoutAsking"); }

QString trayKey() { return QStringLiteral("window/closeToTray"); }

QString hideTrayKey() { return QStringLiteral("window/noTray"); }

} // namespace

void MainWindow::connectAlerts()
{
    connect(m_alerts, &Alerts::unseenChanged, this, [this](const QString &page, int count) {
        m_pageBar->setBadge(page, count, tr("%n new warning(s)", nullptr, count));
    });
    connect(m_alerts, &Alerts::raised, this, [this](const Alert &alert) {
        if (alert.page.isEmpty())
            return; // the server's own banner tells it
        Banner banner;
        banner.id = QStringLiteral("alert");
        banner.kind = Banner::Kind::Warning;
        banner.text = tr("%1. %2", "title, sentence").arg(alert.title, alert.text);
        banner.actionText = tr("Show");
        banner.action = [this, alert] { showAlert(alert); };
        m_banners->show(banner);
    });
}

void MainWindow::showAlert(const Alert &alert)
{
    if (alert.page.isEmpty())
        return;
    openPage(alert.page, alert.filter);
    m_alerts->markSeen(alert.page);
}

bool MainWindow::hasTray() const
{
    return m_services.tray != nullptr && m_services.tray->isShown();
}

void MainWindow::buildTray()
{
    UiState &state = m_services.state;
    m_askOnClose = m_actions->add(QStringLiteral("askOnClose"), tr("Ask Before &Closing"));
    m_askOnClose->setCheckable(true);
    m_askOnClose->setChecked(!state.flag(stopKey()) && !state.flag(trayKey()));
    connect(m_askOnClose, &QAction::triggered, this, [this, &state](bool ask) {
        state.setFlag(stopKey(), !ask);
        state.setFlag(trayKey(), false);
    });
    QList<QAction *> choices = {m_askOnClose};
    if (TrayIcon *icon = m_services.tray) {
        m_tray = new Tray(*icon, m_services.server, *m_alerts, *m_actions, m_services.theme, *this);
        connect(m_tray, &Tray::openWanted, this, &MainWindow::comeToFront);
        connect(m_tray, &Tray::quitWanted, this, &MainWindow::quit);
        connect(m_tray, &Tray::alertWanted, this, &MainWindow::showAlert);
        QAction *show = m_actions->add(QStringLiteral("showTray"), tr("Show in the &Tray"));
        show->setCheckable(true);
        show->setChecked(!state.flag(hideTrayKey()));
        connect(show, &QAction::triggered, this, [icon, &state](bool shown) {
            state.setFlag(hideTrayKey(), !shown);
            icon->setShown(shown);
        });
        icon->setShown(show->isChecked());
        choices.append(show);
    }
    m_fileMenu->insertActions(m_actions->action(QStringLiteral("quit")), choices);
    m_fileMenu->insertSeparator(m_actions->action(QStringLiteral("quit")));
}

void MainWindow::quit()
{
    m_quitting = true;
    if (!isVisible())
        comeToFront(); // what closing asks is asked above a window that can be seen
    close();
}

bool MainWindow::hasUnsavedChanges() const
{
    return std::any_of(m_pages.cbegin(), m_pages.cend(),
                       [](const Page *page) { return page->hasUnsavedChanges(); });
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    const ServerControl::State server = m_services.server.state();
    const bool serving =
        server != ServerControl::State::Stopped && server != ServerControl::State::Failed;
    if (hasUnsavedChanges() && !m_discardConfirmed) {
        event->ignore();
        askBeforeDiscarding();
    } else if (!m_tasks->isEmpty() && !m_cancelConfirmed) {
        event->ignore();
        askBeforeCancelling();
    } else if (serving) {
        event->ignore();
        const UiState &state = m_services.state;
        if (m_stopConfirmed || state.flag(stopKey()))
            stopAndClose();
        else if (!m_quitting && hasTray() && state.flag(trayKey()))
            hide();
        else
            askBeforeStopping();
    } else {
        remember();
        setPageActive(false);
        event->accept();
    }
}

void MainWindow::askBeforeDiscarding()
{
    Question question;
    question.title = tr("Discard unsaved changes?");
    question.text = tr("What was edited and not saved will be lost.");
    question.verb = tr("Discard");
    m_services.prompter.confirm(this, question, [this](Decision decision) {
        m_discardConfirmed = decision.accepted;
        m_quitting = m_quitting && decision.accepted;
        if (decision)
            QMetaObject::invokeMethod(this, &QWidget::close, Qt::QueuedConnection);
    });
}

void MainWindow::askBeforeCancelling()
{
    Question question;
    question.title = tr("Cancel %n running task(s) and quit?", nullptr, m_tasks->rowCount());
    QStringList titles;
    for (int row = 0; row < m_tasks->rowCount(); ++row)
        titles.append(m_tasks->index(row).data().toString());
    if (!isLocked()) // else they may name what is not to be seen
        question.text = titles.join(QLatin1Char('\n'));
    question.verb = tr("Cancel and Quit");
    m_services.prompter.confirm(this, question, [this](Decision decision) {
        m_cancelConfirmed = decision.accepted;
        if (!decision) {
            m_discardConfirmed = false;
            m_quitting = false;
            return;
        }
        m_tasks->cancelAll();
        QMetaObject::invokeMethod(this, &QWidget::close, Qt::QueuedConnection);
    });
}

void MainWindow::askBeforeStopping()
{
    Question question;
    question.title = tr("Stop the server and quit?");
    question.text = tr("Clients of %1 cannot log in or refresh until it is started again.")
                        .arg(m_services.server.url().toDisplayString());
    question.verb = tr("Stop and Quit");
    question.remember = tr("Do not ask again");
    if (hasTray() && !m_quitting)
        question.alternative = tr("Keep Running in the Tray");
    m_services.prompter.confirm(this, question, [this](Decision decision) {
        if (!decision || decision.alternative) {
            m_discardConfirmed = false;
            m_cancelConfirmed = false;
            m_quitting = false;
        }
        if (!decision)
            return;
        if (decision.remembered) {
            m_services.state.setFlag(decision.alternative ? trayKey() : stopKey(), true);
            m_askOnClose->setChecked(false);
        }
        if (decision.alternative) {
            hide();
            return;
        }
        m_stopConfirmed = true;
        stopAndClose();
    });
}

void MainWindow::stopAndClose()
{
    m_statusBar->showMessage(tr("Stopping the server…"));
    connect(
        &m_services.server, &ServerControl::stateChanged, this,
        [this](ServerControl::State state) {
            if (state == ServerControl::State::Stopped || state == ServerControl::State::Failed)
                close();
        },
        Qt::QueuedConnection);
    if (m_services.server.state() != ServerControl::State::Stopping)
        m_services.server.stop();
}

} // namespace tokendesk::ui
