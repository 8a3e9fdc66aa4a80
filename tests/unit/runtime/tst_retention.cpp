// SPDX-License-Identifier: GPL-3.0-or-later
// What retention deletes and what it leaves, in which portions, and what a clock that leaps costs.
#include "server/auth/retention.h"
#include "server/auth/sessiontokens.h"
#include "server/auth/tokenservice.h"
#include "server/token/issue.h"
#include "tests/unit/runtime/corefixture.h"

using namespace tokendesk;
using namespace tokendesk::test;
using namespace std::chrono_literals;
using auth::RetentionCounters;
using Days = std::chrono::duration<qint64, std::ratio<86'400>>;

class TestRetention : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void cleanup();

    void usersLeaveTheBinForGood();
    void restoredUsersStay();
    void expiredSessionsGetTheirReason_data();
    void expiredSessionsGetTheirReason();
    void endedSessionsOutliveTheirTokens();
    void portions();
    void leapOfTwoHoursCostsNothing();
    void stopsWhenTold();
    void clockWatch();

private:
    int run() const { return m_core->maintenance()->run().value_or(-1); }
    [[nodiscard]] quint64 counted(RetentionCounters::Kind kind) const
    {
        return m_core->context().retention->rows[kind].load();
    }
    bool set(const QJsonObject &changes) const
    {
        return await<auth::SettingsState>([&](auth::Completion<auth::SettingsState> done) {
                   m_core->settings().change(changes, kActor, std::move(done));
               })
            .has_value();
    }
    bool bin(UserId user) const
    {
        return await<int>([&](auth::Completion<int> done) {
                   m_core->users().moveToBin({user}, kActor, std::move(done));
               })
            .has_value();
    }
    /// A session of \a user as a login would leave it now.
    Session begin(UserId user) const;
    bool insert(const std::vector<Session> &sessions) const;

    std::unique_ptr<Scratch> m_scratch;
    std::unique_ptr<Core> m_core;
    UserId m_alice = 0;
};

void TestRetention::init()
{
    m_scratch = std::make_unique<Scratch>();
    auto core = m_scratch->open();
    VERIFY_OK(core);
    m_core = *std::move(core);
    const auto alice = addUser(*m_core, QStringLiteral("alice"));
    VERIFY_OK(alice);
    m_alice = alice->id;
}

void TestRetention::cleanup()
{
    m_core.reset();
    m_scratch.reset();
}

Session TestRetention::begin(UserId user) const
{
    const auto snapshot = m_core->context().policies.current();
    return auth::newSession(*snapshot, SessionKind::Pair, user, {}, m_scratch->clock.now()).value();
}

bool TestRetention::insert(const std::vector<Session> &sessions) const
{
    return m_core->context()
        .writer
        .run<bool>([&](store::Connection &connection) -> Result<bool> {
            for (const Session &session : sessions)
                TRY(store::SessionRepository(connection).insert(session));
            return true;
        })
        .result()
        .has_value();
}

void TestRetention::usersLeaveTheBinForGood()
{
    UserChange joins;
    joins.groups = QStringList{QStringLiteral("a"), QStringLiteral("b")};
    VERIFY_OK(await<User>([&](auth::Completion<User> done) {
        m_core->users().update(m_alice, joins, kActor, std::move(done));
    }));
    QVERIFY(bin(m_alice));
    m_scratch->clock.advance(Days{30} + 23h);
    QCOMPARE(run(), 1); // what said for a day that earlier tokens are refused
    VERIFY_OK(m_core->users().find(m_alice));
    m_scratch->clock.advance(2h); // with the margin for the clock, over
    QCOMPARE(run(), 1);
    VERIFY_ERROR(m_core->users().find(m_alice), ErrorCode::NotFound);
    QCOMPARE(counted(RetentionCounters::Users), quint64{1});
    const auto purged = events(*m_core, "user.purged");
    QCOMPARE(purged.size(), std::size_t{1});
    QCOMPARE(purged.front().userId, std::optional<UserId>(m_alice));
    QCOMPARE(m_core->context().database.check().value_or(QStringList{QStringLiteral("?")}),
             QStringList());
    QCOMPARE(run(), 0);
    // The name is free, and whoever takes it is somebody else.
    const auto namesake = addUser(*m_core, QStringLiteral("alice"));
    VERIFY_OK(namesake);
    QVERIFY(namesake->id != m_alice);
}

void TestRetention::restoredUsersStay()
{
    QVERIFY(bin(m_alice));
    m_scratch->clock.advance(Days{29});
    VERIFY_OK(await<int>([&](auth::Completion<int> done) {
        m_core->users().restore({m_alice}, kActor, std::move(done));
    }));
    m_scratch->clock.advance(Days{60});
    QVERIFY(run() >= 0);
    VERIFY_OK(m_core->users().find(m_alice));
}

void TestRetention::expiredSessionsGetTheirReason_data()
{
    QTest::addColumn<QJsonObject>("settings");
    QTest::addColumn<QString>("reason");
    QTest::newRow("expired") << QJsonObject{{QStringLiteral("session_idle_limit"), 0}}
                             << QStringLiteral("expired");
    QTest::newRow("idle") << QJsonObject{{QStringLiteral("session_idle_limit"), 3'600}}
                          << QStringLiteral("idle");
    QTest::newRow("maximum") << QJsonObject{{QStringLiteral("session_maximum"), 7'200}}
                             << QStringLiteral("maximum_age");
}

void TestRetention::expiredSessionsGetTheirReason()
{
    QFETCH(QJsonObject, settings);
    QFETCH(QString, reason);
    QVERIFY(set(settings));
    const Session session = begin(m_alice);
    QVERIFY(insert({session}));
    m_scratch->clock.set(session.expiresAt + 23h);
    QCOMPARE(run(), 0);
    QVERIFY(!m_core->sessions().find(session.id)->endedAt); // the clock may be wrong by so much
    m_scratch->clock.advance(2h);
    QCOMPARE(run(), 0);
    const auto row = m_core->sessions().find(session.id);
    VERIFY_OK(row);
    QCOMPARE(QString::fromLatin1(endReasonName(row->endReason.value_or(EndReason::Count))), reason);
    QVERIFY(row->endedAt == session.expiresAt);
    QCOMPARE(counted(RetentionCounters::SessionsFinished), quint64{1});
    m_scratch->clock.set(session.expiresAt + Days{31} + 1h);
    QCOMPARE(run(), 1);
    VERIFY_ERROR(m_core->sessions().find(session.id), ErrorCode::NotFound);
}

void TestRetention::endedSessionsOutliveTheirTokens()
{
    // A preset that takes tokens it does not know would take a spent one whose session is deleted.
    QVERIFY(set({{QStringLiteral("preset"), QStringLiteral("simplejwt")},
                 {QStringLiteral("refresh_token_lifetime"), 100 * 86'400}}));
    auth::TokenService tokens(m_core->context());
    const Session session = begin(m_alice);
    QVERIFY(insert({session}));
    const auto issued = auth::issuePair(
        tokens.policy(), session, QByteArray("\"user_id\":\"" + QByteArray::number(m_alice) + '"'),
        m_scratch->clock.now());
    VERIFY_OK(issued);
    VERIFY_OK(await<int>([&](auth::Completion<int> done) {
        m_core->sessions().end({session.id}, kActor, std::move(done));
    }));
    const auto isTaken = [&] { return tokens.verify(issued->refresh).verdict.accepted(); };
    QVERIFY(!isTaken());
    m_scratch->clock.advance(Days{60});
    QVERIFY(run() >= 0);
    QVERIFY(!isTaken());
    VERIFY_OK(m_core->sessions().find(session.id));
    m_scratch->clock.set(session.expiresAt + Days{1} + 2s);
    QVERIFY(run() >= 1);
    VERIFY_ERROR(m_core->sessions().find(session.id), ErrorCode::NotFound);
    QVERIFY(!isTaken()); // expired
}

void TestRetention::portions()
{
    std::vector<Session> sessions;
    for (int i = 0; i < 1'201; ++i)
        sessions.push_back(begin(m_alice));
    QVERIFY(insert(sessions));
    m_scratch->clock.advance(1s);
    QCOMPARE(await<int>([&](auth::Completion<int> done) {
                 m_core->sessions().endAll(kActor, std::move(done));
             }).value_or(-1),
             1'201);
    m_scratch->clock.advance(Days{32});
    const auto before = m_core->context().writer.statistics();
    QCOMPARE(run(), 2'402); // with the revocations
    const auto after = m_core->context().writer.statistics();
    QVERIFY(after.jobs - before.jobs >= 6); // 500 of each at most
    QCOMPARE(counted(RetentionCounters::Sessions), quint64{1'201});
    QCOMPARE(counted(RetentionCounters::Revocations), quint64{1'201});
    QCOMPARE(run(), 0);
    QCOMPARE(m_core->context().retention->runs.load(), quint64{2});
}

void TestRetention::leapOfTwoHoursCostsNothing()
{
    // Source: RELIABILITY C1.
    const Session session = begin(m_alice);
    QVERIFY(insert({session}));
    m_scratch->clock.set(session.expiresAt - 1h);
    m_scratch->clock.advance(2h);
    QCOMPARE(run(), 0);
    m_scratch->clock.advance(-2h);
    QVERIFY(!m_core->sessions().find(session.id)->endedAt);
    m_scratch->clock.advance(-Days{1});
    QCOMPARE(run(), 0);
}

void TestRetention::stopsWhenTold()
{
    std::vector<Session> sessions;
    for (int i = 0; i < 3; ++i)
        sessions.push_back(begin(m_alice));
    QVERIFY(insert(sessions));
    m_scratch->clock.advance(Days{100});
    auth::Retention retention(m_core->context());
    QCOMPARE(retention.run(m_scratch->clock.now(), [] { return true; }).value_or(-1), 0);
    VERIFY_OK(m_core->sessions().find(sessions[0].id));
    QVERIFY(retention.run(m_scratch->clock.now(), [] { return false; }).value_or(-1) >= 3);
}

void TestRetention::clockWatch()
{
    const auto start = std::chrono::steady_clock::time_point{} + 100h;
    const Instant now = m_scratch->clock.now();
    ClockWatch watch;
    QVERIFY(watch.look(now, start));
    QVERIFY(watch.look(now + 1min, start + 1min));
    QVERIFY(watch.look(now - 1h, start + 2min)); // put back: everything is younger than it was
    QVERIFY(watch.look(now - 1h + 59min, start + 3min)); // and by a correction
    QVERIFY(!watch.look(now + Days{400}, start + 4min));
    QVERIFY(!watch.look(now + Days{400} + 23h, start + 23h));
    QVERIFY(watch.look(now + Days{401}, start + 4min + 24h)); // it seems to be right
    QVERIFY(!watch.look(now + Days{401} + 3h, start + 5min + 24h));
}

QTEST_GUILESS_MAIN(TestRetention)
#include "tst_retention.moc"
