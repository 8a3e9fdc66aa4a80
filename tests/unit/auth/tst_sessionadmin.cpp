// SPDX-License-Identifier: GPL-3.0-or-later
// What administrators do with sessions, on a real database.
#include "tests/unit/runtime/corefixture.h"

using namespace tokendesk;
using namespace tokendesk::test;

class TestSessionAdmin : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void cleanup();

    void findsAndLists();
    void endsThoseThatLive();
    void endsThoseOfOneUser();
    void endsAll();

private:
    Result<int> end(std::vector<SessionId> ids);

    std::unique_ptr<Scratch> m_scratch;
    std::unique_ptr<Core> m_core;
    UserId m_alice = 0;
    UserId m_bob = 0;
    std::vector<SessionId> m_sessions; ///< two of alice, one of bob
};

void TestSessionAdmin::init()
{
    m_scratch = std::make_unique<Scratch>();
    auto core = m_scratch->open();
    VERIFY_OK(core);
    m_core = std::move(*core);
    const auto alice = addUser(*m_core, QStringLiteral("alice"));
    const auto bob = addUser(*m_core, QStringLiteral("bob"));
    VERIFY_OK(alice);
    VERIFY_OK(bob);
    m_alice = alice->id;
    m_bob = bob->id;
    m_sessions.clear();
    for (const UserId user : {m_alice, m_alice, m_bob}) {
        const auto id = addSession(*m_core, user, static_cast<std::uint8_t>(m_sessions.size() + 1));
        VERIFY_OK(id);
        m_sessions.push_back(*id);
    }
}

void TestSessionAdmin::cleanup()
{
    m_core.reset();
    m_scratch.reset();
}

Result<int> TestSessionAdmin::end(std::vector<SessionId> ids)
{
    return await<int>([&](auth::Completion<int> done) {
        m_core->sessions().end(std::move(ids), kActor, std::move(done));
    });
}

void TestSessionAdmin::findsAndLists()
{
    const auto found = m_core->sessions().find(m_sessions[0]);
    VERIFY_OK(found);
    QCOMPARE(found->username, QStringLiteral("alice"));
    VERIFY_ERROR(m_core->sessions().find(SessionId()), ErrorCode::NotFound);
    SessionQuery query;
    query.userId = m_alice;
    const auto page = m_core->sessions().list(query);
    VERIFY_OK(page);
    QCOMPARE(page->rows.size(), std::size_t{2});
    QCOMPARE(m_core->sessions().countLive().value_or(-1), 3);
}

void TestSessionAdmin::endsThoseThatLive()
{
    QCOMPARE(end({m_sessions[0], SessionId()}).value_or(-1), 1);
    QVERIFY(isRevoked(*m_core, m_sessions[0]));
    QVERIFY(!isRevoked(*m_core, m_sessions[1]));
    const auto session = m_core->sessions().find(m_sessions[0]);
    VERIFY_OK(session);
    QVERIFY(session->endReason == EndReason::EndedByAdministrator);
    QCOMPARE(session->endedBy, QStringLiteral("os:tester"));
    QVERIFY(session->endedAt == m_scratch->clock.now());

    QCOMPARE(end({m_sessions[0], m_sessions[1]}).value_or(-1), 1); // one had ended before
    const auto lines = events(*m_core, "session.ended");
    QCOMPARE(lines.size(), std::size_t{2});
    QCOMPARE(lines.front().sessionId, std::optional<SessionId>(m_sessions[1]));
    QCOMPARE(lines.front().userId, std::optional<UserId>(m_alice));
    QCOMPARE(end({}).value_or(-1), 0);
}

void TestSessionAdmin::endsThoseOfOneUser()
{
    const auto ended = await<int>([&](auth::Completion<int> done) {
        m_core->sessions().endOfUser(m_alice, kActor, std::move(done));
    });
    QCOMPARE(ended.value_or(-1), 2);
    QVERIFY(isRevoked(*m_core, m_sessions[0]) && isRevoked(*m_core, m_sessions[1]));
    QVERIFY(!isRevoked(*m_core, m_sessions[2]));
    const auto lines = events(*m_core, "session.ended_of_user");
    QCOMPARE(lines.size(), std::size_t{1});
    QCOMPARE(lines.front().detail.value(QStringLiteral("count")).toInt(), 2);

    const auto unknown = await<int>([&](auth::Completion<int> done) {
        m_core->sessions().endOfUser(999, kActor, std::move(done));
    });
    VERIFY_ERROR(unknown, ErrorCode::NotFound);
}

void TestSessionAdmin::endsAll()
{
    const auto ended = await<int>(
        [&](auth::Completion<int> done) { m_core->sessions().endAll(kActor, std::move(done)); });
    QCOMPARE(ended.value_or(-1), 3);
    for (const SessionId &id : m_sessions)
        QVERIFY(isRevoked(*m_core, id));
    QCOMPARE(m_core->sessions().countLive().value_or(-1), 0);
    QCOMPARE(events(*m_core, "session.ended_all").size(), std::size_t{1});
}

QTEST_GUILESS_MAIN(TestSessionAdmin)
#include "tst_sessionadmin.moc"
