// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tray.h"

#include "ui/actions.h"
#include "ui/theme/theme.h"
#include "ui/trayicon.h"
#include "ui/widgets/statusbar.h"

#include <QAction>
#include <QLocale>
#include <QMenu>
#include <QPainter>
#include <QPixmap>

namespace tokendesk::ui {

namespace {

constexpr int kExtent = 64;
constexpr int kMark = 30;

/// The program's icon with a mark in the corner: a disc while running, a ring while stopped, a
/// triangle for trouble.
QIcon markedIcon(const Theme &theme, ServerControl::State state, bool trouble)
{
    QPixmap picture = theme.icon(QStringLiteral("tokendesk")).pixmap(QSize(kExtent, kExtent));
    const qreal extent = picture.width();
    const qreal mark = extent * kMark / kExtent;
    const QRectF corner(extent - mark, extent - mark, mark - 2, mark - 2);
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool failed = state == ServerControl::State::Failed;
    const ColourRole role = failed    ? ColourRole::Error
                            : trouble ? ColourRole::Warning
                                      : stateWords(state).role;
    const QColor colour = theme.colour(role);
    painter.setPen(QPen(theme.palette().color(QPalette::Window), extent / 24));
    painter.setBrush(colour);
    if (failed || trouble) {
        painter.drawPolygon(QPolygonF({QPointF(corner.center().x(), corner.top()),
                                       corner.bottomRight(), corner.bottomLeft()}));
    } else if (state == ServerControl::State::Running) {
        painter.drawEllipse(corner);
    } else {
        painter.setBrush(theme.palette().color(QPalette::Window));
        painter.setPen(QPen(colour, extent / 12));
        painter.drawEllipse(corner.adjusted(3, 3, -3, -3));
    }
    painter.end();
    return QIcon(picture);
}

} // namespace

Tray::Tray(TrayIcon &icon, ServerControl &server, Alerts &alerts, const ActionRegistry &actions,
           Theme &theme, QWidget &window)
    : QObject(&window), m_icon(icon), m_server(server), m_alerts(alerts), m_theme(theme),
      m_window(window), m_menu(new QMenu(&window))
{
    m_menu->setObjectName(QStringLiteral("trayMenu"));
    QAction *open =
        m_menu->addAction(theme.icon(QStringLiteral("tokendesk")), tr("&Open Tokendesk"));
    open->setObjectName(QStringLiteral("trayOpen"));
    connect(open, &QAction::triggered, this, &Tray::openWanted);
    m_menu->addSeparator();
    m_state = m_menu->addAction(QString());
    m_state->setObjectName(QStringLiteral("trayState"));
    m_state->setEnabled(false);
    for (const char *id : {"startServer", "stopServer", "copyAddress"})
        m_menu->addAction(actions.action(QLatin1String(id)));
    m_menu->addSeparator();
    m_alertMenu = m_menu->addMenu(theme.icon(QStringLiteral("warning")), QString());
    m_alertMenu->setObjectName(QStringLiteral("trayAlerts"));
    m_menu->addSeparator();
    QAction *quit = m_menu->addAction(theme.icon(QStringLiteral("quit")), tr("&Quit"));
    quit->setObjectName(QStringLiteral("trayQuit"));
    connect(quit, &QAction::triggered, this, &Tray::quitWanted);

    connect(&server, &ServerControl::stateChanged, this, &Tray::follow);
    connect(&theme, &Theme::changed, this, &Tray::follow);
    connect(&alerts, &Alerts::raised, this, &Tray::follow);
    connect(&alerts, &Alerts::unseenChanged, this, &Tray::follow);
    connect(&alerts, &Alerts::notified, this, &Tray::notify);
    connect(&icon, &TrayIcon::activated, this, &Tray::openWanted);
    connect(&icon, &TrayIcon::notificationClicked, this, [this] {
        emit openWanted();
        if (m_lastNotified)
            emit alertWanted(*m_lastNotified);
    });
    icon.setMenu(m_menu);
    follow();
}

void Tray::setLocked(bool isLocked)
{
    m_isLocked = isLocked;
    fillAlerts();
}

void Tray::follow()
{
    const StateWords words = stateWords(m_server.state());
    const QString state =
        tr("Server: %1, %2", "state, address").arg(words.word, m_server.url().toDisplayString());
    m_state->setText(words.shape + QLatin1Char(' ') + state);
    const int unseen = m_alerts.unseen();
    m_icon.setToolTip(unseen == 0
                          ? tr("Tokendesk. %1").arg(state)
                          : tr("Tokendesk. %1. %n new warning(s)", nullptr, unseen).arg(state));
    m_icon.setIcon(markedIcon(m_theme, m_server.state(), unseen > 0));
    fillAlerts();
}

void Tray::fillAlerts()
{
    const int unseen = m_alerts.unseen();
    m_alertMenu->setTitle(unseen > 0 ? tr("&Warnings (%1)").arg(unseen) : tr("&Warnings"));
    m_alertMenu->setEnabled(!m_alerts.recent().empty() && !m_isLocked);
    m_alertMenu->clear();
    if (m_isLocked)
        return;
    for (const Alert &alert : m_alerts.recent()) {
        const QString time = QLocale().toString(
            QDateTime::fromMSecsSinceEpoch(alert.at.time_since_epoch().count()).time(),
            QLocale::ShortFormat);
        QAction *action =
            m_alertMenu->addAction(tr("%1  %2", "time, what happened").arg(time, alert.title));
        connect(action, &QAction::triggered, this, [this, alert] {
            emit openWanted();
            emit alertWanted(alert);
        });
    }
}

void Tray::notify(const Alert &alert, const QString &text)
{
    if (m_window.isActiveWindow())
        return; // it is in the window already
    m_lastNotified = alert;
    m_icon.notify(alert.title, m_isLocked ? tr("Sign in at the console to see more.") : text);
}

} // namespace tokendesk::ui
