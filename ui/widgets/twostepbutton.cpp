// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/twostepbutton.h"

namespace tokendesk::ui {

namespace {
constexpr int kSeconds = 3;
} // namespace

TwoStepButton::TwoStepButton(const QString &text, const QString &question, QWidget *parent)
    : QPushButton(text, parent), m_text(text), m_question(question)
{
    m_second.setInterval(std::chrono::seconds(1));
    connect(&m_second, &QTimer::timeout, this, &TwoStepButton::tick);
    connect(this, &QPushButton::clicked, this, &TwoStepButton::press);
}

void TwoStepButton::press()
{
    if (isArmed()) {
        disarm();
        emit confirmed();
        return;
    }
    m_left = kSeconds;
    setText(m_question.arg(m_left));
    m_second.start();
}

void TwoStepButton::tick()
{
    --m_left;
    if (m_left <= 0)
        disarm();
    else
        setText(m_question.arg(m_left));
}

void TwoStepButton::disarm()
{
    m_left = 0;
    m_second.stop();
    setText(m_text);
}

} // namespace tokendesk::ui
