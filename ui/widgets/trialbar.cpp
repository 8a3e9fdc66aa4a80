// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/trialbar.h"

#include "ui/models/timetext.h"
#include "ui/widgets/rolelabel.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QTimer>

namespace tokendesk::ui {

TrialBar::TrialBar(Theme &theme, const Clock &clock, QWidget *parent)
    : QFrame(parent), m_clock(clock), m_timer(new QTimer(this)),
      m_text(new RoleLabel(theme, ColourRole::Warning, {}, this)),
      m_keep(new QPushButton(theme.icon(QStringLiteral("check")), tr("&Keep It"), this)),
      m_takeBack(new QPushButton(theme.icon(QStringLiteral("undo")), tr("Take It &Back"), this))
{
    setObjectName(QStringLiteral("trialBar"));
    setFrameShape(QFrame::StyledPanel);
    m_text->setObjectName(QStringLiteral("trialText"));
    m_text->setWordWrap(true);
    m_keep->setObjectName(QStringLiteral("keepButton"));
    m_keep->setToolTip(tr("The settings stay as they are now"));
    m_takeBack->setObjectName(QStringLiteral("takeBackButton"));
    m_takeBack->setToolTip(tr("The settings go back at once to what they were before"));
    auto *layout = new QHBoxLayout(this);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_keep);
    layout->addWidget(m_takeBack);
    m_timer->setInterval(std::chrono::seconds(1));
    connect(m_timer, &QTimer::timeout, this, &TrialBar::updateText);
    connect(m_keep, &QPushButton::clicked, this, &TrialBar::keepRequested);
    connect(m_takeBack, &QPushButton::clicked, this, &TrialBar::takeBackRequested);
    hide();
}

void TrialBar::setTrial(const std::optional<SettingsTrial> &trial)
{
    m_trial = trial;
    m_keep->setEnabled(true);
    m_takeBack->setEnabled(true);
    setVisible(trial.has_value());
    updateText();
}

void TrialBar::showEvent(QShowEvent *event)
{
    QFrame::showEvent(event);
    m_timer->start();
}

void TrialBar::hideEvent(QHideEvent *event)
{
    QFrame::hideEvent(event);
    m_timer->stop();
}

void TrialBar::updateText()
{
    if (!m_trial)
        return;
    const Instant now = m_clock.now();
    if (now >= m_trial->until) {
        m_text->setText(tr("Version %1 is going back…").arg(m_trial->version));
        m_keep->setEnabled(false);
        m_takeBack->setEnabled(false);
        emit over();
        return;
    }
    //: %1: a number, %2: a time of day, %3: a length of time such as "9 min"
    m_text->setText(tr("▲ Version %1 is being tried. It goes back by itself at %2, in %3, even if "
                       "this window is closed.")
                        .arg(m_trial->version)
                        .arg(clockTime(m_trial->until, now), shortSpan(m_trial->until - now)));
}

} // namespace tokendesk::ui
