// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/requestrate.h"

namespace tokendesk::ui {

namespace {
constexpr std::size_t kSteps = std::chrono::minutes(1) / RequestRate::kStep;
}

RequestRate::RequestRate(ServerControl &server, QObject *parent) : QObject(parent), m_server(server)
{
    m_timer.setInterval(kStep);
    connect(&m_timer, &QTimer::timeout, this, &RequestRate::sample);
    connect(&server, &ServerControl::stateChanged, this, &RequestRate::sample);
    m_timer.start();
    QTimer::singleShot(0, this, &RequestRate::sample);
}

void RequestRate::sample()
{
    if (m_server.state() != ServerControl::State::Running) {
        m_counts.clear();
        emit changed(std::nullopt);
        return;
    }
    const quint64 count = m_server.requestCount();
    if (!m_counts.empty() && count < m_counts.back())
        m_counts.clear(); // it was restarted and counts anew
    if (m_counts.empty())
        m_counts.push_back(0);
    m_counts.push_back(count);
    while (m_counts.size() > kSteps + 1)
        m_counts.pop_front();
    emit changed(count - m_counts.front());
}

} // namespace tokendesk::ui
