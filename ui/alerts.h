// SPDX-License-Identifier: GPL-3.0-or-later
// QObject: what an administrator should hear of at once.
#pragma once

#include "server/base/clock.h"
#include "server/runtime/adminapi.h"
#include "server/runtime/servercontrol.h"

#include <QHash>
#include <QObject>

#include <deque>

namespace tokendesk::ui {

/// Something that wants attention, and the page that shows it.
struct Alert
{
    enum class Kind { RefreshReused, UserLocked, ServerFailed };

    Kind kind = Kind::ServerFailed;
    Instant at{};
    QString title; ///< "Refresh token reused"
    QString text; ///< one sentence: who, whence, what was done
    QString page; ///< empty: none
    QJsonObject filter; ///< for Page::applyFilter()
};

/// Picks from the events of this process a spent refresh token that was presented, a user who was
/// locked, and a server that failed. Every one counts for the badge of its page until that is
/// looked at; for notifications outside the window a burst is one. Thread: GUI.
class Alerts : public QObject
{
    Q_OBJECT
public:
    /// Of one kind there is at most one notification in this time.
    static constexpr std::chrono::minutes kQuiet{1};

    Alerts(AdminApi &api, ServerControl &server, const Clock &clock, QObject *parent = nullptr);

    [[nodiscard]] int unseen(const QString &page) const { return m_unseen.value(page); }
    [[nodiscard]] int unseen() const;
    /// The person looks at \a page.
    void markSeen(const QString &page);
    /// The last few, newest first.
    [[nodiscard]] const std::deque<Alert> &recent() const { return m_recent; }

signals:
    /// Every one.
    void raised(const tokendesk::ui::Alert &alert);
    /// One of a burst; \a text also tells how many were kept back since the one before.
    void notified(const tokendesk::ui::Alert &alert, const QString &text);
    void unseenChanged(const QString &page, int count);

private:
    void eventsHappened(const std::vector<Event> &events);
    void raise(Alert alert);

    ServerControl &m_server;
    const Clock &m_clock;
    QHash<QString, int> m_unseen;
    std::deque<Alert> m_recent;
    struct Burst
    {
        std::optional<Instant> last;
        int keptBack = 0;
    };
    QHash<Alert::Kind, Burst> m_bursts;
};

} // namespace tokendesk::ui
