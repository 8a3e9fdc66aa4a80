// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/alerts.h"

#include <algorithm>
#include <utility>

namespace tokendesk::ui {

namespace {

constexpr std::size_t kRecent = 10;

} // namespace

Alerts::Alerts(AdminApi &api, ServerControl &server, const Clock &clock, QObject *parent)
    : QObject(parent), m_server(server), m_clock(clock)
{
    connect(&api, &AdminApi::eventsHappened, this, &Alerts::eventsHappened);
    connect(&server, &ServerControl::stateChanged, this, [this](ServerControl::State state) {
        if (state != ServerControl::State::Failed)
            return;
        Alert alert;
        alert.kind = Alert::Kind::ServerFailed;
        alert.at = m_clock.now();
        alert.title = tr("The server does not run");
        alert.text = m_server.lastError().message();
        raise(std::move(alert));
    });
}

void Alerts::eventsHappened(const std::vector<Event> &events)
{
    for (const Event &event : events) {
        const QString user = event.detail.value(QLatin1String("username")).toString();
        Alert alert;
        alert.at = event.at;
        if (event.type == QLatin1String("session.refresh_reused") && event.sessionId) {
            alert.kind = Alert::Kind::RefreshReused;
            alert.title = tr("Refresh token reused");
            alert.text = tr("A spent refresh token was presented from %1. Its session was ended.")
                             .arg(event.address);
            alert.page = QStringLiteral("sessions");
            alert.filter = {{QStringLiteral("session"), event.sessionId->toString()}};
        } else if (event.type == QLatin1String("login.locked")) {
            alert.kind = Alert::Kind::UserLocked;
            alert.title = tr("User locked");
            // A name that is none of our users' is not in the event: nobody's typing is shown.
            alert.text =
                user.isEmpty()
                    ? tr("Wrong passwords from %1 locked a name.").arg(event.address)
                    : tr("Wrong passwords from %1 locked the user %2.").arg(event.address, user);
            alert.page = QStringLiteral("users");
            if (event.userId)
                alert.filter = {{QStringLiteral("user"), *event.userId}};
        } else {
            continue;
        }
        raise(std::move(alert));
    }
}

void Alerts::raise(Alert alert)
{
    m_recent.push_front(alert);
    if (m_recent.size() > kRecent)
        m_recent.pop_back();
    if (!alert.page.isEmpty())
        emit unseenChanged(alert.page, ++m_unseen[alert.page]);
    emit raised(alert);

    Burst &burst = m_bursts[alert.kind];
    const Instant now = m_clock.now();
    // A clock that was set back must not silence anything.
    if (burst.last && *burst.last <= now && now - *burst.last < kQuiet) {
        ++burst.keptBack;
        return;
    }
    burst.last = now;
    const int keptBack = std::exchange(burst.keptBack, 0);
    emit notified(alert, keptBack == 0
                             ? alert.text
                             : tr("%1 (and %n more before)", "alert", keptBack).arg(alert.text));
}

int Alerts::unseen() const
{
    int sum = 0;
    for (const int count : m_unseen)
        sum += count;
    return sum;
}

void Alerts::markSeen(const QString &page)
{
    if (m_unseen.take(page) > 0)
        emit unseenChanged(page, 0);
}

} // namespace tokendesk::ui
