// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/base/eventbus.h"

#include <QTest>

#include <future>
#include <thread>

using namespace tokendesk;

namespace {

Event numbered(qint64 id)
{
    Event event;
    event.id = id;
    event.type = QStringLiteral("test");
    return event;
}

} // namespace

class TestEventBus : public QObject
{
    Q_OBJECT

private slots:
    void everySubscriberGetsAllInOrder()
    {
        std::vector<qint64> first;
        std::vector<qint64> second;
        EventBus bus;
        const auto into = [](std::vector<qint64> &ids) {
            return [&ids](const std::vector<Event> &events) {
                for (const Event &event : events)
                    ids.push_back(event.id);
            };
        };
        const auto one = bus.subscribe(into(first));
        const auto two = bus.subscribe(into(second));
        std::vector<qint64> expected;
        for (qint64 i = 0; i < 1000; ++i) {
            if (i % 3 == 0)
                bus.publish(numbered(i));
            else
                bus.publish(std::vector<Event>{numbered(i)});
            expected.push_back(i);
        }
        bus.flush();
        QCOMPARE(first, expected);
        QCOMPARE(second, expected);
        QCOMPARE(bus.dropped(), quint64(0));
    }

    void ofManyPublishersNothingIsLost()
    {
        std::array<qint64, 4> last{};
        bool inOrder = true;
        int count = 0;
        EventBus bus;
        const auto subscription = bus.subscribe([&](const std::vector<Event> &events) {
            for (const Event &event : events) {
                auto &before = last.at(static_cast<std::size_t>(event.userId.value_or(0)));
                inOrder = inOrder && event.id == before + 1;
                before = event.id;
                ++count;
            }
        });
        std::vector<std::thread> threads;
        for (UserId user = 0; user < 4; ++user) {
            threads.emplace_back([&bus, user] {
                for (qint64 i = 1; i <= 1000; ++i) {
                    Event event = numbered(i);
                    event.userId = user;
                    bus.publish(std::move(event));
                }
            });
        }
        for (std::thread &thread : threads)
            thread.join();
        bus.flush();
        QCOMPARE(count, 4000);
        QVERIFY(inOrder);
    }

    void aStuckSubscriberStopsNobody()
    {
        std::promise<void> entered;
        std::promise<void> leave;
        std::vector<qint64> ids;
        EventBus bus(10);
        const auto subscription = bus.subscribe([&](const std::vector<Event> &events) {
            if (ids.empty()) {
                entered.set_value();
                leave.get_future().wait();
            }
            for (const Event &event : events)
                ids.push_back(event.id);
        });
        bus.publish(numbered(0));
        entered.get_future().wait();
        for (qint64 i = 1; i <= 25; ++i)
            bus.publish(numbered(i));
        QCOMPARE(bus.dropped(), quint64(15));
        bus.publish(std::vector<Event>(3, numbered(99)));
        QCOMPARE(bus.dropped(), quint64(18));
        leave.set_value();
        bus.flush();
        QCOMPARE(ids.size(), std::size_t(11));
        QCOMPARE(ids.back(), qint64(10));
        bus.publish(numbered(100));
        bus.flush();
        QCOMPARE(ids.back(), qint64(100));
    }

    void afterwardsNobodyIsCalled()
    {
        int calls = 0;
        EventBus bus;
        auto subscription = bus.subscribe([&calls](const std::vector<Event> &) { ++calls; });
        bus.publish(numbered(1));
        bus.flush();
        QCOMPARE(calls, 1);
        EventBus::Subscription moved = std::move(subscription);
        bus.publish(numbered(2));
        bus.flush();
        QCOMPARE(calls, 2);
        moved.cancel();
        bus.publish(numbered(3));
        bus.flush();
        QCOMPARE(calls, 2);
        QCOMPARE(bus.dropped(), quint64(0));
    }
};

QTEST_APPLESS_MAIN(TestEventBus)
#include "tst_eventbus.moc"
