// SPDX-License-Identifier: GPL-3.0-or-later
// Service: tells the log and the console, within the process, what has happened.
#pragma once

#include "server/base/event.h"

#include <functional>
#include <memory>
#include <vector>

namespace tokendesk {

/// Hands events from any thread to its subscribers, in the order of publication, in a thread of its
/// own. A publisher never waits: it puts its event into a bounded queue, and where the queue is
/// full the event is dropped and counted. The audit log in the database is the record that lasts;
/// this is the live view of it, with the events that get no row there, such as refreshes. Thread:
/// any.
class EventBus
{
public:
    /// Events that wait for delivery at most; more than a second of them at full load.
    static constexpr std::size_t kLimit = 16'384;

    /// Takes what has gathered, oldest first. Called in the thread of the bus: should be quick, and
    /// must neither subscribe nor unsubscribe.
    using Handler = std::function<void(const std::vector<Event> &events)>;

    /// A subscriber. When it is gone its handler is not running and is not called again.
    class Subscription
    {
    public:
        Subscription() = default;
        ~Subscription() { cancel(); }
        Subscription(Subscription &&other) noexcept;
        Subscription &operator=(Subscription &&other) noexcept;
        void cancel();

    private:
        friend class EventBus;
        Subscription(EventBus *bus, quint64 id) : m_bus(bus), m_id(id) { }
        EventBus *m_bus = nullptr;
        quint64 m_id = 0;
    };

    explicit EventBus(std::size_t limit = kLimit);
    /// All subscriptions are gone by then.
    ~EventBus();
    EventBus(const EventBus &) = delete;
    EventBus &operator=(const EventBus &) = delete;

    /// Nothing happens, at next to no cost, while nobody subscribes.
    void publish(Event event);
    void publish(std::vector<Event> events);
    [[nodiscard]] Subscription subscribe(Handler handler);

    /// Returns once everything published before the call has been delivered.
    void flush();
    /// Events dropped since the start because the queue was full.
    [[nodiscard]] quint64 dropped() const;

private:
    struct Private;
    std::unique_ptr<Private> m;
};

} // namespace tokendesk
