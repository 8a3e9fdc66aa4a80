// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/overviewwatcher.h"

#include "ui/async.h"

namespace tokendesk::ui {

namespace {
constexpr std::chrono::milliseconds kShortest{250};
constexpr std::chrono::seconds kLongest{30};
} // namespace

OverviewWatcher::OverviewWatcher(AdminApi &api, QObject *parent)
    : QObject(parent), m_api(api), m_throttle(kShortest)
{
    connect(&m_throttle, &Throttle::due, this, &OverviewWatcher::ask);
    connect(&api, &AdminApi::dataChanged, this, &OverviewWatcher::refresh);
    connect(&api, &AdminApi::settingsChanged, this, &OverviewWatcher::refresh);
    connect(&m_timer, &QTimer::timeout, this, &OverviewWatcher::refresh);
    m_timer.start(kLongest);
}

void OverviewWatcher::refresh() { m_throttle.request(); }

void OverviewWatcher::ask()
{
    if (m_asking) {
        m_askAgain = true;
        return;
    }
    m_asking = true;
    whenDone(m_api.overview(), this, [this](const Result<Overview> &answer) {
        m_asking = false;
        if (answer) {
            m_overview = *answer;
            emit updated(*answer);
        } else {
            emit failed(answer.error());
        }
        if (std::exchange(m_askAgain, false))
            refresh();
    });
}

} // namespace tokendesk::ui
