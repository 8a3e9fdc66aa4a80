// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/sessionpane.h"

#include "ui/models/clientname.h"
#include "ui/models/keytext.h"
#include "ui/models/sessionsmodel.h"
#include "ui/models/timetext.h"
#include "ui/theme/theme.h"
#include "ui/widgets/eventlist.h"
#include "ui/widgets/factsgrid.h"
#include "ui/widgets/refreshchain.h"
#include "ui/widgets/twostepbutton.h"

#include <QCoreApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QScrollArea>
#include <QTabWidget>
#include <QVBoxLayout>

namespace tokendesk::ui {

QString consequenceText(const Session &session, bool immediate, Instant now)
{
    const auto translate = [](const char *text) {
        return QCoreApplication::translate("Consequence", text);
    };
    if (immediate)
        return translate("Ending it: access ends now.");
    if (session.accessUntil <= now)
        return translate("Ending it: no access token works any more; the next refresh is refused.");
    //: %1: a time of day, %2: a span
    return translate(
               "Ending it: the access token works until %1 (%2), the next refresh is refused.")
        .arg(clockTime(session.accessUntil, now), shortSpan(session.accessUntil - now));
}

SessionPane::SessionPane(AdminApi &api, Theme &theme, const Clock &clock, QAction *endSelected,
                         QAction *endAllOfUser, QWidget *parent)
    : QStackedWidget(parent), m_api(api), m_theme(theme), m_clock(clock)
{
    setObjectName(QStringLiteral("sessionPane"));
    setMinimumWidth(360); // a session id with its copy button, without scrolling
    auto *hint = new QLabel(tr("Select a session to see the details."), this);
    hint->setForegroundRole(QPalette::PlaceholderText);
    hint->setAlignment(Qt::AlignCenter);
    hint->setWordWrap(true);
    addWidget(hint);
    m_details = makeDetails(endAllOfUser);
    addWidget(m_details);
    m_summary = makeSummary(endSelected);
    addWidget(m_summary);
}

QWidget *SessionPane::makeDetails(QAction *endAllOfUser)
{
    auto *page = new QWidget(this);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(12, 0, 4, 0);
    auto *tabs = new QTabWidget(page);
    tabs->setObjectName(QStringLiteral("sessionTabs"));
    tabs->setDocumentMode(true);
    auto *area = new QScrollArea(tabs);
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setWidget(makeFacts(endAllOfUser));
    m_events = new EventList(m_api, m_theme, m_clock, tabs);
    tabs->addTab(area, tr("Session"));
    tabs->addTab(m_events, tr("Events"));
    layout->addWidget(tabs);
    return page;
}

QWidget *SessionPane::makeFacts(QAction *endAllOfUser)
{
    auto *page = new QWidget(this);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 8, 4, 0);
    layout->setSpacing(10);
    m_chain = new RefreshChain(m_theme, m_clock, page);
    layout->addWidget(m_chain);
    m_facts = new FactsGrid(m_theme, page);
    m_facts->addFact(QStringLiteral("sessionId"), tr("Session"), tr("Copy the session id"));
    m_user = new QPushButton(m_theme.icon(QStringLiteral("user")), {}, page);
    m_user->setObjectName(QStringLiteral("sessionUserLink"));
    m_facts->addWidget(tr("User"), m_user);
    m_facts->addFact(QStringLiteral("sessionState"), tr("State"));
    m_facts->addFact(QStringLiteral("sessionClient"), tr("Client"));
    m_facts->addFact(QStringLiteral("sessionAgent"), tr("User agent"));
    m_facts->addFact(QStringLiteral("sessionAddress"), tr("Address"), tr("Copy the address"));
    m_facts->addFact(QStringLiteral("sessionStarted"), tr("Started"));
    m_facts->addFact(QStringLiteral("sessionRefreshed"), tr("Last refresh"));
    m_facts->addFact(QStringLiteral("sessionExpires"), tr("Expires"));
    m_facts->addFact(QStringLiteral("sessionMaximum"), tr("Ends at the latest"));
    m_facts->addFact(QStringLiteral("sessionGeneration"), tr("Refreshes"));
    m_key = new QPushButton(m_theme.icon(QStringLiteral("key")), {}, page);
    m_key->setObjectName(QStringLiteral("sessionKeyLink"));
    m_facts->addWidget(tr("Signing key"), m_key);
    m_consequence = new QLabel(page);
    m_consequence->setObjectName(QStringLiteral("sessionConsequence"));
    m_consequence->setTextFormat(Qt::PlainText);
    m_consequence->setWordWrap(true);
    m_setting =
        new QPushButton(m_theme.icon(QStringLiteral("settings")), tr("Change This Setting"), page);
    m_setting->setObjectName(QStringLiteral("sessionSettingLink"));
    m_setting->setFlat(true);
    m_end = new TwoStepButton(tr("End Session"), tr("End now? (%1 s)"), page);
    m_end->setObjectName(QStringLiteral("revokeButton"));
    m_end->setIcon(m_theme.icon(QStringLiteral("end")));
    layout->addWidget(m_facts);
    layout->addWidget(m_consequence);
    layout->addWidget(m_setting, 0, Qt::AlignLeft);
    layout->addWidget(m_end);
    layout->addWidget(actionButton(endAllOfUser, QStringLiteral("endAllOfUserButton"), page));
    layout->addStretch(1);
    connect(m_end, &TwoStepButton::confirmed, this, [this] { emit endWanted(m_session.id); });
    connect(m_user, &QPushButton::clicked, this, [this] { emit userWanted(m_session.userId); });
    connect(m_key, &QPushButton::clicked, this, [this] { emit keyWanted(m_session.keyId); });
    connect(m_setting, &QPushButton::clicked, this, &SessionPane::settingWanted);
    return page;
}

QWidget *SessionPane::makeSummary(QAction *endSelected)
{
    auto *page = new QWidget(this);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(12, 0, 4, 0);
    m_bulkTitle = new QLabel(page);
    m_bulkTitle->setObjectName(QStringLiteral("bulkTitle"));
    QFont font = m_bulkTitle->font();
    font.setBold(true);
    m_bulkTitle->setFont(font);
    m_bulkText = new QLabel(page);
    m_bulkText->setWordWrap(true);
    layout->addWidget(m_bulkTitle);
    layout->addWidget(m_bulkText);
    layout->addWidget(actionButton(endSelected, QStringLiteral("endSelectedButton"), page));
    layout->addStretch(1);
    return page;
}

void SessionPane::showSummary(const QString &title, const QString &text)
{
    m_end->disarm();
    m_bulkTitle->setText(title);
    m_bulkText->setText(text);
    setCurrentWidget(title.isEmpty() ? widget(0) : m_summary);
}

void SessionPane::showSession(const Session &session, std::optional<bool> immediate)
{
    if (session.id != m_session.id)
        m_end->disarm();
    setCurrentWidget(m_details);
    m_session = session;
    const Instant now = m_clock.now();
    m_chain->setSession(session);
    EventQuery events;
    events.sessionId = session.id;
    m_events->setQuery(events);
    const bool live = SessionsModel::isLive(session, now);
    m_facts->setFact(QStringLiteral("sessionId"), session.id.toString());
    m_user->setText(
        session.username.isEmpty()
            ? tr("(purged user)")
            : QString(session.username).replace(QLatin1Char('&'), QStringLiteral("&&")));
    m_user->setEnabled(!session.username.isEmpty());
    const QString state = SessionsModel::stateText(session, now);
    m_facts->setFact(QStringLiteral("sessionState"),
                     session.endedAt ? tr("%1, %2").arg(state, relativeTime(*session.endedAt, now))
                                     : state,
                     session.endedAt ? exactTime(*session.endedAt) : QString());
    m_facts->setFact(QStringLiteral("sessionClient"), clientName(session.userAgent));
    m_facts->setFact(QStringLiteral("sessionAgent"), session.userAgent);
    m_facts->setFact(QStringLiteral("sessionAddress"), session.address);
    m_facts->setFact(QStringLiteral("sessionStarted"), relativeTime(session.createdAt, now),
                     exactTime(session.createdAt));
    m_facts->setFact(QStringLiteral("sessionRefreshed"), relativeTime(session.refreshedAt, now),
                     session.refreshedAt ? exactTime(*session.refreshedAt) : QString());
    m_facts->setFact(QStringLiteral("sessionExpires"), relativeTime(session.expiresAt, now),
                     exactTime(session.expiresAt));
    m_facts->setFact(QStringLiteral("sessionMaximum"),
                     session.maximumAt ? relativeTime(*session.maximumAt, now) : QString(),
                     session.maximumAt ? exactTime(*session.maximumAt) : QString());
    m_facts->setFact(QStringLiteral("sessionGeneration"), QLocale().toString(session.generation));
    m_key->setText(session.keyId.isEmpty() ? tr("(unknown)") : shortKeyId(session.keyId));
    m_key->setToolTip(plainToolTip(session.keyId));
    m_key->setEnabled(!session.keyId.isEmpty());
    m_consequence->setVisible(live && immediate.has_value());
    m_setting->setVisible(live && immediate == false);
    if (immediate)
        m_consequence->setText(consequenceText(session, *immediate, now));
    m_end->setVisible(live);
    if (!live)
        m_end->disarm();
}

void SessionPane::pressEnd()
{
    if (currentWidget() == m_details && m_end->isVisible())
        m_end->click();
}

} // namespace tokendesk::ui
