// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/keypane.h"

#include "ui/models/timetext.h"
#include "ui/theme/theme.h"
#include "ui/widgets/eventlist.h"
#include "ui/widgets/factsgrid.h"
#include "ui/widgets/rolelabel.h"

#include <QAction>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QPushButton>
#include <QScrollArea>
#include <QTabWidget>
#include <QVBoxLayout>

namespace tokendesk::ui {
namespace {

QString protection(const KeyInfo &key)
{
    return key.state == KeyInfo::State::Retired
               ? KeyPane::tr("Destroyed when the key was retired")
               : KeyPane::tr("In the database, encrypted with AES-256-GCM. What opens it lies "
                             "outside.");
}

QLabel *plainLabel(const QString &name, QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setObjectName(name);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

} // namespace

KeyPane::KeyPane(AdminApi &api, Theme &theme, const Clock &clock, const Actions &actions,
                 QWidget *parent)
    : QStackedWidget(parent), m_theme(theme), m_clock(clock)
{
    setObjectName(QStringLiteral("keyPane"));
    setMinimumWidth(360);
    auto *hint = new QLabel(tr("Select a key to see the details."), this);
    hint->setForegroundRole(QPalette::PlaceholderText);
    hint->setAlignment(Qt::AlignCenter);
    hint->setWordWrap(true);
    addWidget(hint);

    auto *page = new QWidget(this);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(12, 0, 4, 0);
    auto *tabs = new QTabWidget(page);
    tabs->setObjectName(QStringLiteral("keyTabs"));
    tabs->setDocumentMode(true);
    auto *area = new QScrollArea(tabs);
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setWidget(makeFacts(actions));
    m_events = new EventList(api, theme, clock, tabs);
    tabs->addTab(area, tr("Key"));
    tabs->addTab(m_events, tr("Events of All Keys"));
    layout->addWidget(tabs);
    addWidget(page);
}

QWidget *KeyPane::makeFacts(const Actions &actions)
{
    auto *page = new QWidget(this);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 8, 4, 0);
    layout->setSpacing(8);
    m_remark = new RoleLabel(m_theme, ColourRole::Warning, {}, page);
    m_remark->setObjectName(QStringLiteral("keyRemark"));
    m_remark->setWordWrap(true);
    layout->addWidget(m_remark);
    m_facts = new FactsGrid(m_theme, page);
    m_facts->addFact(QStringLiteral("keyId"), tr("Key id"), tr("Copy the key id"));
    m_facts->addFact(QStringLiteral("keyAlgorithm"), tr("Algorithm"));
    m_facts->addFact(QStringLiteral("keyState"), tr("State"));
    m_facts->addFact(QStringLiteral("keyCreated"), tr("Created"));
    m_facts->addFact(QStringLiteral("keySignsFrom"), tr("Signs from"));
    m_facts->addFact(QStringLiteral("keySignsUntil"), tr("Signs until"));
    m_facts->addFact(QStringLiteral("keyVerifiesUntil"), tr("Verifies until"));
    m_facts->addFact(QStringLiteral("keySessions"), tr("Live sessions"));
    m_facts->addFact(QStringLiteral("keyThumbprint"), tr("SHA-256"), tr("Copy the thumbprint"));
    m_facts->addFact(QStringLiteral("keyPrivate"), tr("Private part"));
    layout->addWidget(m_facts);

    m_copyPem = new QPushButton(m_theme.icon(QStringLiteral("copy")), tr("Copy &PEM"), page);
    m_copyPem->setObjectName(QStringLiteral("copyPemButton"));
    m_copyJwk = new QPushButton(m_theme.icon(QStringLiteral("copy")), tr("Copy &JWK"), page);
    m_copyJwk->setObjectName(QStringLiteral("copyJwkButton"));
    m_publicNote = plainLabel(QStringLiteral("keyPublicNote"), page);
    m_publicNote->setForegroundRole(QPalette::PlaceholderText);
    m_consequence = plainLabel(QStringLiteral("keyConsequence"), page);
    auto *buttons = new QGridLayout;
    buttons->addWidget(m_copyPem, 0, 0);
    buttons->addWidget(m_copyJwk, 0, 1);
    buttons->addWidget(actionButton(actions.savePublic, QStringLiteral("savePublicButton"), page),
                       1, 0);
    buttons->addWidget(
        actionButton(actions.exportPrivate, QStringLiteral("exportPrivateButton"), page), 1, 1);
    layout->addLayout(buttons);
    layout->addWidget(m_publicNote);
    layout->addWidget(m_consequence);
    auto *acts = new QGridLayout;
    acts->addWidget(actionButton(actions.schedule, QStringLiteral("scheduleButton"), page), 0, 0);
    acts->addWidget(actionButton(actions.retire, QStringLiteral("retireButton"), page), 0, 1);
    acts->addWidget(actionButton(actions.sign, QStringLiteral("signNowButton"), page), 1, 0, 1, 2);
    acts->addWidget(actionButton(actions.unschedule, QStringLiteral("unscheduleButton"), page), 2,
                    0, 1, 2);
    layout->addLayout(acts);
    layout->addStretch(1);
    connect(m_copyPem, &QPushButton::clicked, this,
            [this] { emit copyWanted(KeyPart::PublicPem); });
    connect(m_copyJwk, &QPushButton::clicked, this,
            [this] { emit copyWanted(KeyPart::PublicJwk); });
    return page;
}

void KeyPane::showKey(const std::optional<KeyLife> &life)
{
    EventQuery events;
    events.type = QStringLiteral("key.");
    m_events->setQuery(events);
    setCurrentIndex(life ? 1 : 0);
    if (!life)
        return;
    const KeyInfo &key = life->key;
    const Instant now = m_clock.now();
    const auto fact = [this, now](const char *name, const std::optional<Instant> &at) {
        m_facts->setFact(QLatin1String(name),
                         //: %1: a date and time, %2: how long until then or since
                         at ? tr("%1 (%2)").arg(minuteText(*at), relativeTime(*at, now))
                            : QString(),
                         at ? exactTime(*at) : QString());
    };
    QStringList remarks;
    for (const KeyConcern concern : concernsAbout(key, now))
        remarks.append(concernText(concern, key));
    m_remark->setText(remarks.join(QLatin1Char('\n')));
    m_remark->setVisible(!remarks.isEmpty());
    m_facts->setFact(QStringLiteral("keyId"), shortKeyId(key.kid), key.kid);
    m_facts->setCopyText(QStringLiteral("keyId"), key.kid);
    m_facts->setFact(QStringLiteral("keyAlgorithm"), key.algorithm,
                     algorithmExplanation(key.algorithm));
    const QString state = keyStateGlyph(key.state) + QLatin1Char(' ') + keyStateText(key.state);
    m_facts->setFact(QStringLiteral("keyState"),
                     key.imported ? tr("%1, imported").arg(state) : state);
    fact("keyCreated", key.createdAt);
    fact("keySignsFrom", life->signsFrom);
    fact("keySignsUntil", life->signsUntil);
    fact("keyVerifiesUntil", life->verifiesUntil);
    m_facts->setFact(QStringLiteral("keySessions"), keySessionsText(key));
    const QString thumbprint = keyThumbprint(key.kid);
    m_facts->setFact(QStringLiteral("keyThumbprint"),
                     thumbprint.isEmpty() ? QString() : thumbprint.left(23) + QStringLiteral("…"),
                     tr("Thumbprint of the key as JWK (RFC 7638): %1").arg(thumbprint));
    m_facts->setCopyText(QStringLiteral("keyThumbprint"), thumbprint);
    m_facts->setFact(QStringLiteral("keyPrivate"), protection(key));

    const bool isGone = key.state == KeyInfo::State::Retired;
    const bool isSecret = isSecretAlgorithm(key.algorithm);
    m_copyPem->setEnabled(!isGone && !isSecret);
    m_copyJwk->setEnabled(!isGone && !isSecret);
    m_publicNote->setText(isGone     ? tr("The key is retired: only its history is kept.")
                          : isSecret ? tr("A secret has no public part, and it cannot be exported.")
                                     : QString());
    m_publicNote->setVisible(isGone || isSecret);
    m_consequence->setText(key.state == KeyInfo::State::Active ? whatStaysValid(key) : QString());
    m_consequence->setVisible(!m_consequence->text().isEmpty());
}

} // namespace tokendesk::ui
