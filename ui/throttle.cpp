// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/throttle.h"

namespace tokendesk::ui {

Throttle::Throttle(std::chrono::milliseconds interval, QObject *parent) : QObject(parent)
{
    m_timer.setInterval(interval);
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        if (m_wanted)
            fire();
    });
}

void Throttle::request()
{
    if (m_timer.isActive())
        m_wanted = true;
    else
        fire();
}

void Throttle::fire()
{
    m_wanted = false;
    m_timer.start();
    emit due();
}

} // namespace tokendesk::ui
