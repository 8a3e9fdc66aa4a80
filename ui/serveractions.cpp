// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/serveractions.h"

#include "ui/actions.h"
#include "ui/theme/theme.h"
#include "ui/translation.h"
#include "ui/widgets/bannerstack.h"
#include "ui/widgets/copybutton.h"

#include <QAction>
#include <QDesktopServices>
#include <QMenu>
#include <QUrl>

namespace tokendesk::ui {

namespace {

using State = ServerControl::State;

QString stoppedBanner() { return QStringLiteral("serverStopped"); }

QString failedBanner() { return QStringLiteral("serverFailed"); }

bool mayStart(State state) { return state == State::Stopped || state == State::Failed; }

} // namespace

ServerActions::ServerActions(ServerControl &server, ActionRegistry &actions, BannerStack &banners,
                             Theme &theme, QObject *parent)
    : QObject(parent), m_server(server), m_banners(banners), m_theme(theme)
{
    m_start = actions.add(QStringLiteral("startServer"), tr("&Start Server"));
    m_start->setIcon(theme.icon(QStringLiteral("play"), ColourRole::Ok));
    m_stop = actions.add(QStringLiteral("stopServer"), tr("S&top Server"));
    m_stop->setIcon(theme.icon(QStringLiteral("stop"), ColourRole::Error));
    m_restart = actions.add(QStringLiteral("restartServer"), tr("&Restart Server"),
                            QKeySequence(QStringLiteral("Ctrl+Shift+R")));
    m_restart->setIcon(theme.icon(QStringLiteral("restart")));
    m_restart->setIconText(tr("Restart"));
    m_startStop = actions.add(QStringLiteral("startStopServer"), tr("Start"),
                              QKeySequence(QStringLiteral("Ctrl+Shift+S")));
    m_copyAddress = actions.add(QStringLiteral("copyAddress"), tr("&Copy Address"));
    m_copyAddress->setIcon(theme.icon(QStringLiteral("copy")));
    m_openAddress = actions.add(QStringLiteral("openAddress"), tr("&Open in Browser"));
    m_openAddress->setIcon(theme.icon(QStringLiteral("link")));

    connect(m_start, &QAction::triggered, &server, &ServerControl::start);
    connect(m_stop, &QAction::triggered, &server, &ServerControl::stop);
    connect(m_restart, &QAction::triggered, &server, &ServerControl::restart);
    connect(m_startStop, &QAction::triggered, this, [this] {
        if (mayStart(m_server.state()))
            m_server.start();
        else
            m_server.stop();
    });
    connect(m_copyAddress, &QAction::triggered, this,
            [this] { copyToClipboard(m_server.url().toString()); });
    connect(m_openAddress, &QAction::triggered, this,
            [this] { QDesktopServices::openUrl(m_server.url()); });
    connect(&server, &ServerControl::stateChanged, this, &ServerActions::follow);
    follow(server.state());
}

void ServerActions::fillMenu(QMenu *menu) const
{
    menu->addAction(m_start);
    menu->addAction(m_stop);
    menu->addAction(m_restart);
    menu->addSeparator();
    menu->addAction(m_copyAddress);
    menu->addAction(m_openAddress);
}

void ServerActions::follow(State state)
{
    const bool running = state == State::Running;
    const bool startable = mayStart(state);
    m_start->setEnabled(startable);
    m_stop->setEnabled(running);
    m_restart->setEnabled(running);
    m_startStop->setEnabled(running || startable);
    m_startStop->setText(startable ? tr("Start") : tr("Stop"));
    m_startStop->setToolTip(startable ? tr("Start the server") : tr("Stop the server"));
    m_startStop->setIcon(startable ? m_theme.icon(QStringLiteral("play"), ColourRole::Ok)
                                   : m_theme.icon(QStringLiteral("stop"), ColourRole::Error));
    m_openAddress->setEnabled(running);
    m_copyAddress->setEnabled(!m_server.url().isEmpty());
    showBanner(state);
}

void ServerActions::showBanner(State state)
{
    m_banners.remove(stoppedBanner());
    m_banners.remove(failedBanner());
    Banner banner;
    if (state == State::Stopped) {
        banner.id = stoppedBanner();
        banner.kind = Banner::Kind::Warning;
        banner.text = tr("The server is stopped. Data can be edited; clients cannot sign in.");
        banner.actionText = tr("Start");
    } else if (state == State::Failed) {
        const Error error = m_server.lastError();
        banner.id = failedBanner();
        banner.kind = Banner::Kind::Error;
        banner.text = tr("Cannot start the server. %1").arg(errorText(error));
        banner.code = QLatin1String(errorInfo(error.code).apiName);
        banner.actionText = tr("Retry");
    } else {
        return;
    }
    banner.action = [this] { m_server.start(); };
    m_banners.show(banner);
}

} // namespace tokendesk::ui
