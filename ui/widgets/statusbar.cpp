// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/statusbar.h"

#include "ui/models/timetext.h"
#include "ui/widgets/taskindicator.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLayout>
#include <QLocale>
#include <QMenu>
#include <QTimeZone>
#include <QToolButton>

namespace tokendesk::ui {

namespace {

/// Key ids may be long; the middle of them says least.
constexpr int kLongestKeyId = 16;
constexpr int kSmallest = 200;

QString shortened(const QString &id)
{
    if (id.size() <= kLongestKeyId)
        return id;
    const int half = kLongestKeyId / 2 - 1;
    return id.left(half) + QChar(0x2026) + id.right(half);
}

QString stateWord(const char *text) { return QCoreApplication::translate("ServerState", text); }

} // namespace

StateWords stateWords(ServerControl::State state)
{
    const auto make = [](char16_t shape, const QString &word, ColourRole role) {
        return StateWords{QString(QChar(shape)), word, role};
    };
    switch (state) {
    case ServerControl::State::Running:
        return make(u'●', stateWord(QT_TRANSLATE_NOOP("ServerState", "Running")), ColourRole::Ok);
    case ServerControl::State::Starting:
        return make(u'◌', stateWord(QT_TRANSLATE_NOOP("ServerState", "Starting")),
                    ColourRole::Info);
    case ServerControl::State::Stopping:
        return make(u'◌', stateWord(QT_TRANSLATE_NOOP("ServerState", "Stopping")),
                    ColourRole::Info);
    case ServerControl::State::Failed:
        return make(u'▲', stateWord(QT_TRANSLATE_NOOP("ServerState", "Error")), ColourRole::Error);
    case ServerControl::State::Stopped:
        break;
    }
    return make(u'○', stateWord(QT_TRANSLATE_NOOP("ServerState", "Stopped")), ColourRole::Muted);
}

QString presetWord(Preset preset)
{
    return preset == Preset::Simplejwt ? QStringLiteral("simplejwt")
                                       : QStringLiteral("recommended");
}

StatusBar::StatusBar(Theme &theme, TaskList &tasks, QWidget *parent)
    : QStatusBar(parent), m_theme(theme)
{
    setSizeGripEnabled(false);
    setMinimumWidth(kSmallest); // else the parts would keep the window from being made narrow
    m_tasks = new TaskIndicator(tasks, theme, this);
    addPermanentWidget(m_tasks);
    m_clipboard = addPart(QStringLiteral("statusClipboard"), QStringLiteral("clock"));
    m_administrator = addPart(QStringLiteral("statusAdministrator"), QStringLiteral("user"));
    m_server = addPart(QStringLiteral("statusServer"), {});
    m_address = addPart(QStringLiteral("statusAddress"), QStringLiteral("server"));
    m_requests = addPart(QStringLiteral("statusRequests"), QStringLiteral("log"));
    m_sessions = addPart(QStringLiteral("statusSessions"), QStringLiteral("sessions"));
    m_key = addPart(QStringLiteral("statusKey"), QStringLiteral("key"));
    m_database = addPart(QStringLiteral("statusDatabase"), QStringLiteral("database"));
    m_preset = addPart(QStringLiteral("statusPreset"), QStringLiteral("shield"));
    m_zone = addPart(QStringLiteral("statusZone"), QStringLiteral("calendar"));
    const QDateTime now = QDateTime::currentDateTime();
    m_zone->setText(now.timeZoneAbbreviation());
    m_zone->setToolTip(tr("Times are shown in the zone %1. Click to copy the time as UTC.")
                           .arg(QString::fromLatin1(QTimeZone::systemTimeZoneId())));
    m_requests->setToolTip(tr("Requests answered in the last minute. Click for the server menu."));
    m_clipboard->setToolTip(tr("A secret is on the clipboard. Click to clear it now."));
    QFont bold = m_server->font();
    bold.setBold(true);
    m_server->setFont(bold);

    connect(m_sessions, &QToolButton::clicked, this, &StatusBar::sessionsClicked);
    connect(m_key, &QToolButton::clicked, this, &StatusBar::keyClicked);
    connect(m_database, &QToolButton::clicked, this, &StatusBar::databaseClicked);
    connect(m_preset, &QToolButton::clicked, this, &StatusBar::presetClicked);
    connect(m_zone, &QToolButton::clicked, this, &StatusBar::zoneClicked);
    connect(m_clipboard, &QToolButton::clicked, this, &StatusBar::clipboardClicked);
    m_parts = {m_clipboard, m_administrator, m_address, m_sessions, m_key,
               m_requests,  m_database,      m_preset,  m_zone};
    setRequestRate(std::nullopt);
    setClipboardSeconds(0);
    setAdministrator({});
    connect(&theme, &Theme::changed, this, &StatusBar::paintState);
    setServer(ServerControl::State::Stopped, {});
    setUnavailable(tr("The figures have not arrived yet."));
}

QToolButton *StatusBar::addPart(const QString &name, const QString &iconName)
{
    auto *button = new QToolButton(this);
    button->setObjectName(name);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    button->setIconSize({14, 14});
    if (iconName.isEmpty()) {
        button->setToolButtonStyle(Qt::ToolButtonTextOnly);
    } else {
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setIcon(m_theme.icon(iconName, ColourRole::Muted));
    }
    addPermanentWidget(button);
    return button;
}

void StatusBar::setServerMenu(QMenu *menu)
{
    // Not by setMenu(): the style's arrow would lie on the text.
    for (QToolButton *button : {m_server, m_address, m_requests}) {
        connect(button, &QToolButton::clicked, menu, [button, menu] {
            menu->popup(button->mapToGlobal(QPoint(0, -menu->sizeHint().height())));
        });
    }
}

void StatusBar::setAdministratorMenu(QMenu *menu)
{
    connect(m_administrator, &QToolButton::clicked, menu, [button = m_administrator, menu] {
        menu->popup(button->mapToGlobal(QPoint(0, -menu->sizeHint().height())));
    });
}

void StatusBar::setAdministrator(const QString &username)
{
    m_hasAdministrator = !username.isEmpty();
    m_administrator->setText(shortened(username));
    m_administrator->setAccessibleName(tr("Signed in: %1").arg(username));
    m_administrator->setToolTip(
        tr("Signed in as %1. Click to lock the console or to sign out.").arg(username));
    fit();
}

void StatusBar::setServer(ServerControl::State state, const QUrl &url)
{
    m_state = state;
    const StateWords words = stateWords(state);
    m_server->setText(words.shape + QLatin1Char(' ') + words.word);
    m_server->setToolTip(tr("Start, stop or restart the server"));
    m_server->setAccessibleName(tr("Server: %1").arg(words.word));
    m_address->setText(url.toDisplayString() + QStringLiteral(" \u25BE"));
    m_address->setAccessibleName(tr("Address: %1").arg(url.toDisplayString()));
    m_hasAddress = !url.isEmpty();
    fit();
    m_address->setToolTip(state == ServerControl::State::Running
                              ? tr("The address clients use")
                              : tr("The address the server listens on when it is started"));
    paintState();
}

void StatusBar::setOverview(const Overview &overview, Instant now)
{
    const QLocale locale;
    m_sessions->setText(tr("Sessions: %1").arg(locale.toString(overview.liveSessions)));
    m_sessions->setToolTip(tr("Sessions that can be refreshed now. Click to see them."));
    showKey(overview, now);
    m_database->setText(tr("%1 %2", "kind of database, size")
                            .arg(overview.databaseKind,
                                 locale.formattedDataSize(overview.databaseBytes, 1,
                                                          QLocale::DataSizeTraditionalFormat)));
    m_database->setToolTip(tr("%1. Click to copy the path.").arg(overview.databasePath));
    m_preset->setText(presetWord(overview.preset));
    m_preset->setToolTip(overview.preset == Preset::Simplejwt
                             ? tr("Policy preset simplejwt: answers exactly as simplejwt does.")
                             : tr("Policy preset recommended: sessions end at once, spent refresh "
                                  "tokens raise the alarm."));
    for (QToolButton *button : {m_sessions, m_key, m_database, m_preset})
        button->setEnabled(true);
}

void StatusBar::showKey(const Overview &overview, Instant now)
{
    if (overview.activeKeyId.isEmpty()) {
        m_key->setText(tr("no key"));
        m_key->setToolTip(tr("No key signs: nobody can log in. Click to see the keys."));
        return;
    }
    const QString kid = shortened(overview.activeKeyId);
    const auto until = overview.activeKeyUntil;
    m_key->setText(until ? tr("%1 %2", "key, how long it still signs")
                               .arg(kid, shortSpan(std::max<std::chrono::milliseconds>(
                                             *until - now, std::chrono::milliseconds(0))))
                         : kid);
    m_key->setToolTip(until ? tr("Key %1 signs until %2. Click to see the keys.")
                                  .arg(overview.activeKeyId, exactTime(*until))
                            : tr("Key %1 signs. Click to see the keys.").arg(overview.activeKeyId));
}

void StatusBar::setUnavailable(const QString &reason)
{
    for (QToolButton *button : {m_sessions, m_key, m_database, m_preset}) {
        if (button->text().isEmpty())
            button->setText(QStringLiteral("\u2013"));
        button->setEnabled(false);
        button->setToolTip(reason);
    }
}

void StatusBar::setRequestRate(std::optional<quint64> perMinute)
{
    m_hasRate = perMinute.has_value();
    m_requests->setText(tr("%1 req/min").arg(QLocale().toString(perMinute.value_or(0))));
    fit();
}

void StatusBar::setClipboardSeconds(int seconds)
{
    m_hasSecret = seconds > 0;
    m_clipboard->setText(tr("Clipboard cleared in %n s", nullptr, seconds));
    fit();
}

void StatusBar::fit()
{
    int room = width() - m_server->sizeHint().width();
    const int gap = layout() != nullptr ? layout()->spacing() : 0;
    if (!m_tasks->isHidden())
        room -= m_tasks->sizeHint().width() + gap;
    bool fits = true;
    for (QToolButton *part : m_parts) {
        const bool wanted = (part != m_address || m_hasAddress) && (part != m_requests || m_hasRate)
                            && (part != m_clipboard || m_hasSecret)
                            && (part != m_administrator || m_hasAdministrator);
        if (wanted)
            room -= part->sizeHint().width() + gap;
        fits = fits && room >= 0;
        part->setVisible(wanted && fits);
    }
}

bool StatusBar::event(QEvent *event)
{
    const bool handled = QStatusBar::event(event);
    if (event->type() == QEvent::LayoutRequest)
        fit(); // a text has grown, a task has come
    return handled;
}

void StatusBar::resizeEvent(QResizeEvent *event)
{
    QStatusBar::resizeEvent(event);
    fit();
}

void StatusBar::paintState()
{
    QPalette palette = m_server->palette();
    palette.setColor(QPalette::ButtonText, m_theme.colour(stateWords(m_state).role));
    m_server->setPalette(palette);
}

} // namespace tokendesk::ui
