// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/integrateview.h"

#include "ui/translation.h"
#include "ui/widgets/copybutton.h"
#include "ui/widgets/rolelabel.h"

#include <QComboBox>
#include <QFontDatabase>
#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace tokendesk::ui {

IntegrateView::IntegrateView(const PageContext &context, QWidget *parent)
    : QWidget(parent), m_context(context), m_target(new QComboBox(this)),
      m_copy(new CopyButton(context.theme, {}, tr("Copy the text"), this)),
      m_note(new RoleLabel(context.theme, ColourRole::Muted, {}, this)),
      m_text(new QPlainTextEdit(this))
{
    m_target->setObjectName(QStringLiteral("integrateTarget"));
    for (const IntegrationTarget &target : integrationTargets())
        m_target->addItem(QString::fromLatin1(target.title), QString::fromLatin1(target.id));
    m_copy->setObjectName(QStringLiteral("integrateCopy"));
    m_note->setObjectName(QStringLiteral("integrateNote"));
    m_note->setWordWrap(true);
    m_text->setObjectName(QStringLiteral("integrateText"));
    m_text->setAccessibleName(tr("Text to copy"));
    m_text->setReadOnly(true);
    m_text->setTabChangesFocus(true);
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    auto *label = new QLabel(tr("Servi&ce"), this);
    label->setBuddy(m_target);
    auto *row = new QHBoxLayout;
    row->addWidget(label);
    row->addWidget(m_target);
    row->addStretch(1);
    row->addWidget(m_copy);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addLayout(row);
    layout->addWidget(m_note);
    layout->addWidget(m_text, 1);
    connect(m_target, &QComboBox::currentIndexChanged, this, &IntegrateView::updateText);
    connect(&context.server, &ServerControl::stateChanged, this, &IntegrateView::updateText);
    updateText();
}

void IntegrateView::setSettings(const Settings &settings)
{
    m_facts.settings = settings;
    updateText();
}

void IntegrateView::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    loadKey();
}

void IntegrateView::loadKey()
{
    whenDone(m_context.api.listKeys(), this, [this](const Result<std::vector<KeyInfo>> &keys) {
        m_facts.algorithm.clear();
        for (const KeyInfo &key : keys.value_or(std::vector<KeyInfo>())) {
            if (key.state == KeyInfo::State::Active)
                m_facts.algorithm = key.algorithm;
        }
        updateText();
    });
}

void IntegrateView::updateText()
{
    m_facts.url = m_context.server.url().toString(QUrl::StripTrailingSlash);
    const Result<QString> text = integrationText(m_target->currentData().toString(), m_facts);
    const QString shown = text ? *text : errorText(text.error());
    if (m_text->toPlainText() != shown)
        m_text->setPlainText(shown);
    m_copy->setText(text.value_or(QString()));
    if (m_facts.algorithm.isEmpty()) {
        m_note->setText(tr("No key signs at present; the text lacks its algorithm."));
        m_note->setRole(ColourRole::Warning);
    } else if (m_facts.algorithm.startsWith(u"HS")) {
        m_note->setText(tr("Tokens are signed with %1, so each service needs the secret itself, "
                           "and could issue tokens with it. A key of ES256 or EdDSA needs no "
                           "secret: services fetch the public key.")
                            .arg(m_facts.algorithm));
        m_note->setRole(ColourRole::Warning);
    } else {
        m_note->setText(tr("Filled in with the address, the names and the algorithm (%1) that are "
                           "in force now.")
                            .arg(m_facts.algorithm));
        m_note->setRole(ColourRole::Muted);
    }
}

} // namespace tokendesk::ui
