// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/base/eventbus.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <iterator>
#include <mutex>
#include <thread>
#include <utility>

namespace tokendesk {
namespace {

/// After the first event of a burst the others get this long to gather: waking the thread for each
/// of them would cost more than the events.
constexpr std::chrono::milliseconds kGather{20};

} // namespace

struct EventBus::Private
{
    explicit Private(std::size_t queueLimit) : limit(queueLimit) { }

    void loop();
    void deliver(const std::vector<Event> &events);
    /// Counts what does not fit; wakes the thread where it sleeps.
    template<typename Add>
    void enqueue(std::size_t count, Add add);

    const std::size_t limit;
    std::atomic<int> subscriberCount{0};
    std::atomic<quint64> dropped{0};

    std::mutex mutex; ///< guards what follows
    std::condition_variable wake;
    std::condition_variable done;
    std::vector<Event> queue;
    quint64 published = 0;
    quint64 delivered = 0;
    int flushing = 0;
    bool stopping = false;

    std::mutex delivery; ///< held while handlers run; guards the subscribers
    std::vector<std::pair<quint64, Handler>> subscribers;
    quint64 lastId = 0;

    std::thread thread;
};

void EventBus::Private::loop()
{
    std::vector<Event> events;
    std::unique_lock lock(mutex);
    for (;;) {
        wake.wait(lock, [this] { return stopping || !queue.empty(); });
        if (queue.empty())
            return;
        wake.wait_for(lock, kGather,
                      [this] { return stopping || flushing > 0 || queue.size() >= limit / 2; });
        events.swap(queue);
        lock.unlock();
        deliver(events);
        const std::size_t count = events.size();
        events.clear();
        lock.lock();
        delivered += count;
        done.notify_all();
    }
}

void EventBus::Private::deliver(const std::vector<Event> &events)
{
    const std::lock_guard lock(delivery);
    for (const auto &[id, handler] : subscribers)
        handler(events);
}

template<typename Add>
void EventBus::Private::enqueue(std::size_t count, Add add)
{
    bool wakes = false;
    {
        const std::lock_guard lock(mutex);
        const std::size_t before = queue.size();
        const std::size_t taken = std::min(count, limit - std::min(limit, before));
        dropped.fetch_add(count - taken, std::memory_order_relaxed);
        if (taken == 0)
            return;
        add(queue, taken);
        published += taken;
        wakes = before == 0 || (before < limit / 2 && queue.size() >= limit / 2);
    }
    if (wakes)
        wake.notify_one();
}

EventBus::Subscription::Subscription(Subscription &&other) noexcept
    : m_bus(std::exchange(other.m_bus, nullptr)), m_id(other.m_id)
{
}

EventBus::Subscription &EventBus::Subscription::operator=(Subscription &&other) noexcept
{
    if (this != &other) {
        cancel();
        m_bus = std::exchange(other.m_bus, nullptr);
        m_id = other.m_id;
    }
    return *this;
}

void EventBus::Subscription::cancel()
{
    EventBus *bus = std::exchange(m_bus, nullptr);
    if (!bus)
        return;
    Private &inner = *bus->m;
    const std::lock_guard lock(inner.delivery);
    std::erase_if(inner.subscribers, [this](const auto &entry) { return entry.first == m_id; });
    inner.subscriberCount.store(static_cast<int>(inner.subscribers.size()));
}

EventBus::EventBus(std::size_t limit) : m(std::make_unique<Private>(limit))
{
    m->thread = std::thread([p = m.get()] { p->loop(); });
}

EventBus::~EventBus()
{
    {
        const std::lock_guard lock(m->mutex);
        m->stopping = true;
    }
    m->wake.notify_one();
    m->thread.join();
}

void EventBus::publish(Event event)
{
    if (m->subscriberCount.load(std::memory_order_relaxed) == 0)
        return;
    m->enqueue(
        1, [&event](std::vector<Event> &queue, std::size_t) { queue.push_back(std::move(event)); });
}

void EventBus::publish(std::vector<Event> events)
{
    if (events.empty() || m->subscriberCount.load(std::memory_order_relaxed) == 0)
        return;
    m->enqueue(events.size(), [&events](std::vector<Event> &queue, std::size_t taken) {
        const auto end = events.begin() + static_cast<std::ptrdiff_t>(taken);
        queue.insert(queue.end(), std::make_move_iterator(events.begin()),
                     std::make_move_iterator(end));
    });
}

EventBus::Subscription EventBus::subscribe(Handler handler)
{
    const std::lock_guard lock(m->delivery);
    m->subscribers.emplace_back(++m->lastId, std::move(handler));
    m->subscriberCount.store(static_cast<int>(m->subscribers.size()));
    return Subscription(this, m->lastId);
}

void EventBus::flush()
{
    std::unique_lock lock(m->mutex);
    const quint64 target = m->published;
    ++m->flushing;
    m->wake.notify_one();
    m->done.wait(lock, [this, target] { return m->delivered >= target; });
    --m->flushing;
}

quint64 EventBus::dropped() const { return m->dropped.load(std::memory_order_relaxed); }

} // namespace tokendesk
