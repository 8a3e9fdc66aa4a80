// SPDX-License-Identifier: GPL-3.0-or-later
// What is refused from a moment on: tokens issued earlier, of one user and of all, across crashes
// and restarts, and what a preset or a bound on sessions ends by itself.
#include "tests/unit/runtime/endingsfixture.h"

#include <atomic>
#include <future>

using namespace tokendesk;
using namespace tokendesk::test;
using namespace std::chrono_literals;
using token::Cause;

class TestRefusals : public QObject, private EndingsFixture
{
    Q_OBJECT
private slots:
    void init() { start(); }
    void cleanup() { stop(); }

    void earlierTokensToTheMillisecond();
    void earlierTokensWithoutASession_data();
    void earlierTokensWithoutASession();
    void momentsOfUsersAreKeptAndThenLookedUp();
    void endingAllLetsOthersIn();
    void whatACrashLeavesIsRefusedAndEnded();
    void presetWithoutImmediateRevocation();
    void momentSurvivesARestart();
    void secondProcessLooksInTime();
    void oldestOfTooMany();
    void switchingThePresetTightensSessions();
};

void TestRefusals::earlierTokensToTheMillisecond()
{
    m_scratch->clock.set(fromEpochMs(1'790'000'100'200)); // all within one second
    for (const bool everybody : {false, true}) {
        const auto [before, earlier] = begin(*m_here);
        m_scratch->clock.advance(100ms);
        VERIFY_OK(await<int>([&](auth::Completion<int> done) {
            m_here->core->sessions().refuseEarlier(
                everybody ? std::nullopt : std::optional(m_alice.id), kActor, std::move(done));
        }));
        m_scratch->clock.advance(100ms);
        const auto [after, later] = begin(*m_here);
        m_there->look();
        for (const Process *process : {m_here.get(), m_there.get()}) {
            QVERIFY(process->refusesAccess(earlier.access));
            QVERIFY(process->takesAccess(later.access));
        }
        QVERIFY(!refresh(*m_here, earlier.refresh));
        QVERIFY(refresh(*m_here, later.refresh));
    }
}

void TestRefusals::earlierTokensWithoutASession_data()
{
    QTest::addColumn<bool>("everybody");
    QTest::newRow("of one user") << false;
    QTest::newRow("of all") << true;
}

void TestRefusals::earlierTokensWithoutASession()
{
    QFETCH(bool, everybody);
    const QByteArray foreign = foreignAccess();
    QVERIFY(m_here->tokens->authenticate(foreign).verdict.accepted());
    m_scratch->clock.advance(1500ms);
    VERIFY_OK(await<int>([&](auth::Completion<int> done) {
        m_here->core->sessions().refuseEarlier(everybody ? std::nullopt : std::optional(m_alice.id),
                                               kActor, std::move(done));
    }));
    m_there->look();
    m_scratch->clock.advance(1s);
    const QByteArray later = foreignAccess();
    for (const Process *process : {m_here.get(), m_there.get()}) {
        QCOMPARE(process->tokens->authenticate(foreign).verdict.cause(), Cause::TokenRevoked);
        QVERIFY(process->tokens->authenticate(later).verdict.accepted());
        QCOMPARE(process->tokens->verify(foreign).verdict.cause(), Cause::TokenRevoked);
        QVERIFY(process->tokens->verify(later).verdict.accepted());
    }
    // In the preset of the peer verify asks nobody about the user, as there.
    Scene scene{*m_scratch, *m_here, *m_there, m_alice, {}, {}, {}, {}};
    QVERIFY(set(scene, "preset", QStringLiteral("simplejwt")));
    QCOMPARE(m_here->tokens->verify(foreign).verdict.accepted(), !everybody);
}

void TestRefusals::momentsOfUsersAreKeptAndThenLookedUp()
{
    const QByteArray old = foreignAccess(24h * 10);
    m_scratch->clock.advance(1500ms);
    VERIFY_OK(await<int>([&](auth::Completion<int> done) {
        m_here->core->sessions().refuseEarlier(m_alice.id, kActor, std::move(done));
    }));
    m_there->look();
    auth::RevocationSet &known = m_there->core->context().revocations;
    QVERIFY(known.notBefore(m_alice.id));
    const auto verdictOf = [&](const Process &process) {
        return process.tokens->verify(old).verdict.cause();
    };
    QCOMPARE(verdictOf(*m_there), Cause::TokenRevoked);
    // After some days neither memory nor the rows it came from know of it, but the user does.
    for (int day = 0; day < 4; ++day) {
        m_scratch->clock.advance(24h);
        VERIFY_OK(m_there->core->maintenance()->run());
        QCOMPARE(verdictOf(*m_there), Cause::TokenRevoked);
    }
    QVERIFY(!known.notBefore(m_alice.id));
    const Process anew(*m_scratch);
    QVERIFY(!anew.core->context().revocations.notBefore(m_alice.id));
    QCOMPARE(verdictOf(anew), Cause::TokenRevoked);
}

void TestRefusals::endingAllLetsOthersIn()
{
    constexpr int kSessions = 3 * auth::EndEverything::kMostRows;
    const auto [first, tokens] = begin(*m_here);
    auto &context = m_here->core->context();
    const auto add = [&](int number) {
        return [&, number](store::Connection &connection) -> Result<bool> {
            SessionId::Bytes bytes{};
            bytes[0] = static_cast<std::uint8_t>(number % 251);
            bytes[10] = static_cast<std::uint8_t>(number / 251);
            bytes[11] = 1;
            Session session;
            session.id = SessionId(bytes);
            session.userId = m_alice.id;
            session.createdAt = m_scratch->clock.now();
            session.expiresAt = session.createdAt + 24h;
            session.accessUntil = session.createdAt + 15min;
            TRY(store::SessionRepository(connection).insert(session));
            return true;
        };
    };
    VERIFY_OK(context.writer
                  .run<bool>([&](store::Connection &connection) -> Result<bool> {
                      for (int number = 0; number < kSessions; ++number)
                          TRY(add(number)(connection));
                      return true;
                  })
                  .result());

    // Before each transaction of the ending it is a login's turn, and the first one's again.
    struct
    {
        std::atomic<int> logins{0};
        std::atomic<int> refused{0};
        std::atomic<int> turns{0};
        std::atomic<bool> over{false};
    } seen;
    std::function<void()> turn = [&] {
        const int number = kSessions + seen.turns;
        context.writer.submit<bool>(add(number), [&](const Result<bool> &added) {
            seen.logins += added ? 1 : 0;
            ++seen.turns;
            if (!seen.over)
                turn();
        });
    };
    std::promise<Result<int>> ended;
    std::promise<void> plugged;
    std::promise<void> plug;
    // Both are queued before anything is done.
    context.writer.submit<bool>(
        [&](store::Connection &) -> Result<bool> {
            plugged.set_value();
            plug.get_future().wait();
            return true;
        },
        [](const Result<bool> &) {});
    plugged.get_future().wait();
    m_here->core->sessions().endAll(kActor, [&](Result<int> count) {
        seen.over = true;
        ended.set_value(std::move(count));
    });
    std::atomic<bool> isRefusedMidway{false};
    context.writer.submit<bool>(
        [](store::Connection &) -> Result<bool> { return true; },
        [&](const Result<bool> &) {
            // The command is noted, no row is ended.
            const auto connection = context.database.connection();
            const auto row = store::SessionRepository(**connection).find(first);
            isRefusedMidway =
                row && *row && !(*row)->endedAt && context.revocations.endedBefore().has_value();
            TokenService midway(context);
            isRefusedMidway = isRefusedMidway
                              && !midway.authenticate(tokens.access).verdict.accepted()
                              && !midway.verify(tokens.access).verdict.accepted()
                              && !midway.verify(tokens.refresh).verdict.accepted();
            turn();
        });
    m_there->look();
    plug.set_value();
    const Result<int> count = ended.get_future().get();
    VERIFY_OK(count);
    QCOMPARE(*count, kSessions + 1);
    QVERIFY(isRefusedMidway);
    // The turn that was under way when it ended.
    VERIFY_OK(context.writer.run<bool>([](store::Connection &) -> Result<bool> { return true; })
                  .result());
    QVERIFY2(seen.logins >= 3, qPrintable(QString::number(seen.logins)));
    QCOMPARE(seen.logins.load(), seen.turns.load());
    QCOMPARE(m_here->core->sessions().countLive().value_or(-1), qint64{seen.logins});
    QVERIFY(!context.revocations.endedBefore());
    QVERIFY(m_here->refusesAccess(tokens.access));
    QVERIFY(!refresh(*m_here, tokens.refresh));
    const auto [again, fresh] = begin(*m_here);
    QVERIFY(m_here->takesAccess(fresh.access));
    m_there->look();
    QVERIFY(m_there->refusesAccess(tokens.access));
    QVERIFY(m_there->takesAccess(fresh.access));
    const auto told = events(*m_here->core, "session.ended_all");
    QCOMPARE(told.size(), std::size_t{1});
    QCOMPARE(told.front().detail.value(QStringLiteral("count")).toInt(), *count);
    const auto statistics = context.writer.statistics();
    QVERIFY(statistics.batches > static_cast<quint64>(kSessions / auth::EndEverything::kMostRows));
}

void TestRefusals::whatACrashLeavesIsRefusedAndEnded()
{
    const auto [session, tokens] = begin(*m_here);
    const auto [other, otherTokens] = begin(*m_here);
    // The first transaction and no more, by a clock that is behind that of the login.
    const Instant moment = m_scratch->clock.now();
    VERIFY_OK(m_here->core->context()
                  .writer
                  .run<bool>([&](store::Connection &connection) -> Result<bool> {
                      store::SessionRepository sessions(connection);
                      TRY(sessions.setNotBefore(moment - 1s));
                      TRY(sessions.beginEnding({{},
                                                EndReason::NotBefore,
                                                QStringLiteral("root"),
                                                {},
                                                QStringLiteral("http"),
                                                0},
                                               moment - 1s));
                      return true;
                  })
                  .result());
    m_there->look();
    Process anew(*m_scratch);
    for (const Process *process : {m_there.get(), &anew}) {
        QVERIFY(!process->tokens->verify(tokens.refresh).verdict.accepted());
        QVERIFY(!refresh(*process, tokens.refresh));
    }
    // A login whose clock is behind that of the command begins after it.
    m_scratch->clock.set(moment - 1h);
    const auto [late, lateTokens] = begin(anew);
    QVERIFY(anew.tokens->verify(lateTokens.refresh).verdict.accepted());
    m_scratch->clock.set(moment + 1s);

    VERIFY_OK(anew.core->maintenance()->run());
    for (const SessionId &id : {session, other}) {
        const auto row = anew.core->sessions().find(id);
        VERIFY_OK(row);
        QVERIFY(row->endReason == EndReason::NotBefore);
        QCOMPARE(row->endedBy, QStringLiteral("root"));
    }
    QVERIFY(!anew.core->sessions().find(late)->endedAt);
    QVERIFY(!anew.core->context().revocations.endedBefore());
    QVERIFY(anew.refusesAccess(otherTokens.access));
    const auto told = events(*anew.core, "session.refused_earlier_all");
    QCOMPARE(told.size(), std::size_t{1});
    QCOMPARE(told.front().actor, QStringLiteral("root"));
    QCOMPARE(told.front().detail.value(QStringLiteral("count")).toInt(), 2);
    QCOMPARE(told.front().detail.value(QStringLiteral("source")).toString(),
             QStringLiteral("http"));
    // Once it is done, it is done.
    VERIFY_OK(anew.core->maintenance()->run());
    QCOMPARE(events(*anew.core, "session.refused_earlier_all").size(), std::size_t{1});
}

void TestRefusals::presetWithoutImmediateRevocation()
{
    auto [session, tokens] = begin(*m_here);
    Scene scene{*m_scratch, *m_here, *m_there, m_alice, session, tokens, {}, {}};
    QVERIFY(set(scene, "preset", QStringLiteral("simplejwt"))); // live
    m_there->look();
    VERIFY_OK(await<int>([&](auth::Completion<int> done) {
        m_here->core->sessions().end({session}, kActor, std::move(done));
    }));
    QVERIFY(m_here->takesAccess(tokens.access)); // as the peer has it
    QVERIFY(!refresh(*m_here, tokens.refresh));
    VERIFY_OK(await<int>([&](auth::Completion<int> done) {
        m_here->core->sessions().refuseEarlier(std::nullopt, kActor, std::move(done));
    }));
    m_there->look();
    for (const Process *process : {m_here.get(), m_there.get()})
        QVERIFY(process->refusesAccess(tokens.access)); // whatever the preset

    const auto saved = events(*m_here->core, "settings.changed");
    QCOMPARE(saved.size(), std::size_t{1});
    QCOMPARE(saved.front().detail.value(QStringLiteral("preset")).toString(),
             QStringLiteral("simplejwt"));
}

void TestRefusals::momentSurvivesARestart()
{
    const QByteArray foreign = foreignAccess();
    m_scratch->clock.advance(1500ms);
    VERIFY_OK(await<int>([&](auth::Completion<int> done) {
        m_here->core->sessions().endAll(kActor, std::move(done));
    }));
    const Process anew(*m_scratch);
    QVERIFY(anew.refusesAccess(foreign));
}

void TestRefusals::secondProcessLooksInTime()
{
    // What a look finds is proved above; how often it looks is what 250 ms hang on.
    static_assert(2 * ChangeWatcher::kInterval < 250ms);
    CoreOptions options = m_scratch->options();
    options.watchInterval = ChangeWatcher::kInterval;
    const auto third = Core::open(options);
    VERIFY_OK(third);
    TokenService tokens((*third)->context());
    const auto [session, issued] = begin(*m_here);
    QVERIFY(tokens.authenticate(issued.access).verdict.accepted());
    VERIFY_OK(await<int>([&, id = session](auth::Completion<int> done) {
        m_here->core->sessions().end({id}, kActor, std::move(done));
    }));
    const auto start = std::chrono::steady_clock::now();
    QTRY_VERIFY_WITH_TIMEOUT(!tokens.authenticate(issued.access).verdict.accepted(), 30'000);
    const auto taken = std::chrono::steady_clock::now() - start;
    qInfo("refused elsewhere after %lld ms",
          static_cast<long long>(
              std::chrono::duration_cast<std::chrono::milliseconds>(taken).count()));
}

void TestRefusals::oldestOfTooMany()
{
    std::vector<std::pair<SessionId, IssuedTokens>> sessions;
    for (int i = 0; i < 4; ++i) {
        sessions.push_back(begin(*m_here));
        m_scratch->clock.advance(1s);
    }
    Scene scene{*m_scratch, *m_here, *m_there, m_alice, {}, {}, {}, {}};
    QVERIFY(logsIn(scene)); // no limit
    QCOMPARE(m_here->core->sessions().countLive().value_or(-1), 5);
    m_scratch->clock.advance(1s);
    QVERIFY(set(scene, "sessions_per_user", 3));
    QVERIFY(logsIn(scene));
    QCOMPARE(m_here->core->sessions().countLive().value_or(-1), 3);
    for (int i = 0; i < 3; ++i)
        QVERIFY(m_here->refusesAccess(sessions[static_cast<std::size_t>(i)].second.access));
    QVERIFY(m_here->takesAccess(sessions[3].second.access));
    QCOMPARE(events(*m_here->core, "session.ended").size(), std::size_t{3});
}

void TestRefusals::switchingThePresetTightensSessions()
{
    Scene scene{*m_scratch, *m_here, *m_there, m_alice, {}, {}, {}, {}};
    QVERIFY(set(scene, "preset", QStringLiteral("simplejwt")));
    const auto [session, tokens] = begin(*m_here);
    QVERIFY(!m_here->core->sessions().find(session)->maximumAt); // none in that preset
    QVERIFY(set(scene, "preset", QStringLiteral("recommended")));
    m_scratch->clock.advance(std::chrono::hours{24 * 6});
    const TokenAnswer answer = refresh(*m_here, tokens.refresh);
    QVERIFY(answer);
    QVERIFY(set(scene, "session_maximum", 7 * 86'400));
    const TokenAnswer last = refresh(*m_here, answer->refresh);
    QVERIFY(last);
    const auto row = m_here->core->sessions().find(session);
    VERIFY_OK(row);
    QVERIFY(row->expiresAt <= row->createdAt + std::chrono::hours{24 * 7});
}

QTEST_GUILESS_MAIN(TestRefusals)
#include "tst_refusals.moc"
