// SPDX-License-Identifier: GPL-3.0-or-later
// Two processes at one session, in every order of their steps. A step that the other's lock holds
// up comes as soon as the lock is free, as in PostgreSQL's isolation tester. Source: RELIABILITY
// L2.
#include "tests/unit/store/storetest.h"

#include <algorithm>
#include <functional>

using namespace tokendesk;
using namespace tokendesk::store;
using namespace tokendesk::test;

namespace {

/// One process: a connection of its own and the steps it takes.
struct Side
{
    explicit Side(const TempDatabase &temp) : database(temp.path, temp.clock)
    {
        auto opened = database.connection();
        if (!opened)
            qFatal("%s", qPrintable(opened.error().message()));
        connection = *opened;
        run("PRAGMA busy_timeout=0"); // held up: at once, instead of after a wait
    }
    /// Whether \a sql was executed; false: the other's lock is in the way.
    bool run(const char *sql) const
    {
        auto query = connection->exec(sql);
        if (query)
            (*query)->finish();
        return query.has_value();
    }
    [[nodiscard]] SessionRepository sessions() const { return SessionRepository(*connection); }

    Database database;
    Connection *connection = nullptr;
    std::vector<std::function<bool()>> steps; ///< false: held up
    std::size_t done = 0;
    bool won = false;
};

/// The steps of \a order, a letter for the side that is next. What is held up is made up for.
void interleave(Side &left, Side &right, const std::string &order)
{
    std::string waiting;
    const auto step = [](Side &side) {
        if (!side.steps[side.done]())
            return false;
        ++side.done;
        return true;
    };
    for (const char letter : order) {
        if (!waiting.empty() && waiting.front() == letter) {
            waiting += letter; // its earlier step comes first
            continue;
        }
        if (!step(letter == 'l' ? left : right)) {
            waiting += letter;
            continue;
        }
        while (!waiting.empty() && step(waiting.front() == 'l' ? left : right))
            waiting.erase(0, 1);
    }
    QCOMPARE(waiting, std::string());
    QCOMPARE(left.done, left.steps.size());
    QCOMPARE(right.done, right.steps.size());
}

/// Every order of \a left steps of one side and \a right of the other.
std::vector<std::string> ordersOf(std::size_t left, std::size_t right)
{
    std::string order = std::string(left, 'l') + std::string(right, 'r');
    std::vector<std::string> orders;
    do {
        orders.push_back(order);
    } while (std::next_permutation(order.begin(), order.end()));
    return orders;
}

} // namespace

class TestInterleavings : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_temp = std::make_unique<TempDatabase>();
        REQUIRE(m_temp->database.open());
        m_now = m_temp->clock.now();
    }
    void cleanup() { m_temp.reset(); }

    void refreshAgainstRefresh();
    void refreshAgainstEnd_data();
    void refreshAgainstEnd();

private:
    [[nodiscard]] Rotation rotation() const
    {
        return {m_now, m_now + std::chrono::hours(24), m_now + std::chrono::minutes(15), {}};
    }
    /// What a refresh does: look, decide, and in a transaction the compare-and-swap.
    void refresh(Side &side, SessionId id)
    {
        const auto seen = std::make_shared<std::optional<Session>>();
        side.steps = {
            [&side, id, seen] {
                auto found = side.sessions().findState(id);
                if (!found || !*found)
                    qFatal("the session is not there");
                *seen = **found;
                return true;
            },
            [&side] { return side.run("BEGIN IMMEDIATE"); },
            [this, &side, id, seen] {
                if ((*seen)->endedAt)
                    return true; // refused already
                auto won = side.sessions().rotate(id, (*seen)->generation, rotation());
                if (!won)
                    qFatal("%s", qPrintable(won.error().message()));
                side.won = *won;
                return true;
            },
            [&side] { return side.run("COMMIT"); },
        };
    }
    void check(const QString &order, SessionId id, qint64 generation, bool ended)
    {
        auto row = SessionRepository(m_temp->connection()).find(id);
        REQUIRE(row);
        QVERIFY2(*row && (*row)->generation == generation, qPrintable(order));
        QVERIFY2((*row)->endedAt.has_value() == ended, qPrintable(order));
        // Nothing that was spent or ended works again.
        for (qint64 serial = 0; serial <= generation + 1; ++serial) {
            const bool isCurrent = !ended && serial == generation;
            auto again = SessionRepository(m_temp->connection()).rotate(id, serial, rotation());
            REQUIRE(again);
            QVERIFY2(*again == isCurrent, qPrintable(order));
            if (isCurrent)
                break;
        }
    }

    std::unique_ptr<TempDatabase> m_temp;
    Instant m_now{};
};

void TestInterleavings::refreshAgainstRefresh()
{
    Side left(*m_temp);
    Side right(*m_temp);
    const auto orders = ordersOf(4, 4);
    QCOMPARE(orders.size(), std::size_t{70});
    int both = 0;
    for (std::size_t i = 0; i < orders.size(); ++i) {
        const SessionId id = sessionId(static_cast<quint32>(i + 1));
        REQUIRE(SessionRepository(m_temp->connection())
                    .insert(makeSession(static_cast<quint32>(i + 1), 1, m_now)));
        for (Side *side : {&left, &right}) {
            refresh(*side, id);
            side->done = 0;
            side->won = false;
        }
        interleave(left, right, orders[i]);
        // Both may win only one after the other: whoever looked after the other's commit has the
        // other's token.
        const QString order = QString::fromStdString(orders[i]);
        QVERIFY2(left.won || right.won, qPrintable(order));
        const bool isSerial = orders[i].find("llll") == 0 || orders[i].find("rrrr") == 0;
        QVERIFY2((left.won && right.won) == isSerial, qPrintable(order));
        both += isSerial ? 1 : 0;
        check(order, id, isSerial ? 2 : 1, false);
    }
    QCOMPARE(both, 2);
}

void TestInterleavings::refreshAgainstEnd_data()
{
    QTest::addColumn<int>("way");
    QTest::newRow("logout") << 0;
    QTest::newRow("user disabled") << 1;
    QTest::newRow("all ended") << 2;
}

void TestInterleavings::refreshAgainstEnd()
{
    QFETCH(int, way);
    Side left(*m_temp);
    Side right(*m_temp);
    const auto orders = ordersOf(4, 3);
    QCOMPARE(orders.size(), std::size_t{35});
    for (std::size_t i = 0; i < orders.size(); ++i) {
        const auto number = static_cast<quint32>(i + 1);
        const SessionId id = sessionId(number);
        REQUIRE(SessionRepository(m_temp->connection()).insert(makeSession(number, number, m_now)));
        refresh(left, id);
        left.done = right.done = 0;
        left.won = right.won = false;
        bool endedBefore = false; // the answer of the ending came before the refresh's swap
        right.steps = {
            [&] { return right.run("BEGIN IMMEDIATE"); },
            [&] {
                SessionRepository sessions = right.sessions();
                const auto fail = [](const Error &error) {
                    qFatal("%s", qPrintable(error.message()));
                };
                if (way == 0) {
                    auto ended = sessions.end(id, EndReason::LoggedOut, {}, m_now);
                    if (!ended)
                        fail(ended.error());
                    else
                        right.won = *ended;
                    return true;
                }
                auto ended = way == 1
                                 ? sessions.endOfUser(number, EndReason::UserDisabled, {}, m_now)
                                 : sessions.endAll(EndReason::EndedByAdministrator, {}, m_now);
                if (!ended)
                    fail(ended.error());
                else
                    right.won = ended->size() == 1;
                return true;
            },
            [&] {
                endedBefore = left.done < 3;
                return right.run("COMMIT");
            },
        };
        interleave(left, right, orders[i]);
        const QString order = QString::fromStdString(orders[i]);
        QVERIFY2(right.won, qPrintable(order)); // it ends whatever generation is current
        QVERIFY2(left.won == !endedBefore, qPrintable(order));
        check(order, id, left.won ? 1 : 0, true);
        auto revocations = SessionRepository(m_temp->connection()).revocationsAfter(0, m_now);
        REQUIRE(revocations);
        QCOMPARE(revocations->size(), i + 1);
    }
    auto problems = m_temp->database.check();
    REQUIRE(problems);
    QCOMPARE(*problems, QStringList());
}

QTEST_GUILESS_MAIN(TestInterleavings)
#include "tst_interleavings.moc"
