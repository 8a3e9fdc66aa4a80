// SPDX-License-Identifier: GPL-3.0-or-later
// Every way in which sessions end: refused at once in the process that ends them, before the call
// returns, and in a second process on the same file with its next look.
#include "server/auth/loginservice.h"
#include "server/auth/sessiontokens.h"
#include "server/auth/tokenservice.h"
#include "server/token/issue.h"
#include "tests/unit/runtime/corefixture.h"

#include <atomic>
#include <functional>
#include <future>

using namespace tokendesk;
using namespace tokendesk::test;
using namespace std::chrono_literals;
using auth::IssuedTokens;
using auth::TokenAnswer;
using auth::TokenService;
using token::Cause;

namespace {

const auth::Client kClient{QStringLiteral("192.0.2.1"), QStringLiteral("test")};

/// A process: a core and one of its workers.
struct Process
{
    explicit Process(const Scratch &scratch)
    {
        auto opened = scratch.open();
        if (!opened)
            qFatal("%s", qPrintable(opened.error().message()));
        core = *std::move(opened);
        tokens = std::make_unique<TokenService>(core->context());
    }
    /// One look for what others have committed, as it is made ten times a second.
    void look() const { core->watcher()->pollNow(); }

    [[nodiscard]] bool takesAccess(const QByteArray &access) const
    {
        return tokens->authenticate(access).verdict.accepted()
               && tokens->verify(access).verdict.accepted();
    }
    [[nodiscard]] bool refusesAccess(const QByteArray &access) const
    {
        return !tokens->authenticate(access).verdict.accepted()
               && !tokens->verify(access).verdict.accepted();
    }

    std::unique_ptr<Core> core;
    std::unique_ptr<TokenService> tokens;
};

TokenAnswer answerOf(const std::function<void(auth::TokenDone)> &start)
{
    const auto promise = std::make_shared<QPromise<TokenAnswer>>();
    promise->start();
    start([promise](TokenAnswer answer) {
        promise->addResult(std::move(answer));
        promise->finish();
    });
    return promise->future().result();
}

TokenAnswer refresh(const Process &process, const QByteArray &text)
{
    return answerOf(
        [&](auth::TokenDone done) { process.tokens->refresh(text, kClient, std::move(done)); });
}

TokenAnswer revoke(const Process &process, const QByteArray &text, EndReason reason)
{
    return answerOf([&](auth::TokenDone done) {
        process.tokens->revoke(text, kClient, std::move(done), reason);
    });
}

/// What is set up for a path: alice's session, of which `tokens` are, and another one of hers.
struct Scene
{
    Scratch &scratch;
    Process &here;
    Process &there;
    User alice;
    SessionId session;
    IssuedTokens tokens;
    SessionId other;
    IssuedTokens otherTokens;
};

using Path = std::function<bool(Scene &)>;

template<typename T, typename Start>
bool done(Start start)
{
    return await<T>(start).has_value();
}

bool change(Scene &scene, const UserChange &change)
{
    return done<User>([&](auth::Completion<User> done) {
        scene.here.core->users().update(scene.alice.id, change, kActor, std::move(done));
    });
}

bool set(Scene &scene, const char *key, const QJsonValue &value)
{
    return done<auth::SettingsState>([&](auth::Completion<auth::SettingsState> done) {
        scene.here.core->settings().change({{QLatin1String(key), value}}, kActor, std::move(done));
    });
}

bool setPassword(Scene &scene, std::optional<SessionId> keep)
{
    return done<User>([&](auth::Completion<User> done) {
        scene.here.core->users().setPassword(
            scene.alice.id, SecretBytes::fromText(QStringLiteral("brisk-heron-4 Porto")),
            {false, true, keep}, kActor, std::move(done));
    });
}

bool logsIn(Scene &scene)
{
    auth::LoginService logins(scene.here.core->context());
    return answerOf([&](auth::TokenDone done) {
               logins.login(QStringLiteral("alice"),
                            SecretBytes::fromText(QStringLiteral("quiet-otter-9 Lisbon")),
                            SessionKind::Pair, kClient, std::move(done));
           })
        .has_value();
}

bool retiresTheKey(Scene &scene)
{
    auth::KeyAdmin &keys = scene.here.core->keys();
    const QString kid =
        QString::fromUtf8(scene.here.core->context().policies.current()->keys.active()->kid());
    return done<auth::KeyEntry>([&](auth::Completion<auth::KeyEntry> done) {
               keys.rotate({{}, {}}, kActor, std::move(done), [] { return false; });
           })
           && done<auth::KeyEntry>([&](auth::Completion<auth::KeyEntry> done) {
                  keys.retire(kid, kActor, std::move(done));
              });
}

} // namespace

class TestEndings : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void cleanup();

    void everyPath_data();
    void everyPath();
    void ownPasswordKeepsTheSession();
    void otherSessionsOfMine();
    void strangersSessionsAreNotMine();
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

private:
    /// A session of alice that begins now, and its tokens.
    std::pair<SessionId, IssuedTokens> begin(const Process &process) const;
    /// An access token that no session of ours stands for, issued now.
    QByteArray foreignAccess(std::chrono::seconds lifetime = 1h) const;

    std::unique_ptr<Scratch> m_scratch;
    std::unique_ptr<Process> m_here;
    std::unique_ptr<Process> m_there;
    User m_alice;
};

void TestEndings::init()
{
    m_scratch = std::make_unique<Scratch>();
    m_here = std::make_unique<Process>(*m_scratch);
    const auto alice = addUser(*m_here->core, QStringLiteral("alice"));
    VERIFY_OK(alice);
    m_alice = *alice;
    m_there = std::make_unique<Process>(*m_scratch);
    m_scratch->clock.advance(10s);
}

void TestEndings::cleanup()
{
    m_there.reset();
    m_here.reset();
    m_scratch.reset();
}

std::pair<SessionId, IssuedTokens> TestEndings::begin(const Process &process) const
{
    const auto snapshot = process.core->context().policies.current();
    const Instant now = m_scratch->clock.now();
    const auto session =
        auth::newSession(*snapshot, SessionKind::Pair, m_alice.id, kClient, now).value();
    const auto inserted = process.core->context()
                              .writer
                              .run<bool>([&](store::Connection &connection) -> Result<bool> {
                                  TRY(store::SessionRepository(connection).insert(session));
                                  return true;
                              })
                              .result();
    if (!inserted)
        qFatal("%s", qPrintable(inserted.error().message()));
    const QByteArray carried = token::userClaims(snapshot->policy, m_alice, QString());
    return {session.id, auth::issuePair(*snapshot, session, carried, now).value()};
}

QByteArray TestEndings::foreignAccess(std::chrono::seconds lifetime) const
{
    const auto snapshot = m_here->core->context().policies.current();
    token::TokenSpec spec;
    spec.issuedAt = m_scratch->clock.now();
    spec.expiresAt = spec.issuedAt + lifetime;
    spec.id = "0123456789abcdef0123456789abcdef";
    return token::issueToken(snapshot->policy, *snapshot->keys.active(), spec,
                             token::userClaims(snapshot->policy, m_alice, QString()))
        .value();
}

void TestEndings::everyPath_data()
{
    QTest::addColumn<Path>("path");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char *name, EndReason reason, Path path) {
        QTest::newRow(name) << std::move(path) << QString::fromLatin1(endReasonName(reason));
    };
    row("logout", EndReason::LoggedOut, [](Scene &scene) {
        return revoke(scene.here, scene.tokens.refresh, EndReason::LoggedOut).has_value();
    });
    row("blacklist", EndReason::Blacklisted, [](Scene &scene) {
        return revoke(scene.here, scene.tokens.refresh, EndReason::Blacklisted).has_value();
    });
    row("revoke", EndReason::TokenRevoked, [](Scene &scene) {
        return revoke(scene.here, scene.tokens.refresh, EndReason::TokenRevoked).has_value();
    });
    row("own session", EndReason::EndedByUser, [](Scene &scene) {
        return done<int>([&](auth::Completion<int> done) {
            scene.here.core->sessions().endOwn(scene.alice.id, {scene.session}, kActor,
                                               std::move(done));
        });
    });
    row("own other sessions", EndReason::EndedByUser, [](Scene &scene) {
        return done<int>([&](auth::Completion<int> done) {
            scene.here.core->sessions().endOthers(scene.alice.id, scene.other, kActor,
                                                  std::move(done));
        });
    });
    row("one", EndReason::EndedByAdministrator, [](Scene &scene) {
        return done<int>([&](auth::Completion<int> done) {
            scene.here.core->sessions().end({scene.session}, kActor, std::move(done));
        });
    });
    row("many", EndReason::EndedByAdministrator, [](Scene &scene) {
        return done<int>([&](auth::Completion<int> done) {
            scene.here.core->sessions().end({scene.other, scene.session}, kActor, std::move(done));
        });
    });
    row("of the user", EndReason::EndedByAdministrator, [](Scene &scene) {
        return done<int>([&](auth::Completion<int> done) {
            scene.here.core->sessions().endOfUser(scene.alice.id, kActor, std::move(done));
        });
    });
    row("all", EndReason::EndedByAdministrator, [](Scene &scene) {
        return done<int>([&](auth::Completion<int> done) {
            scene.here.core->sessions().endAll(kActor, std::move(done));
        });
    });
    row("earlier tokens of the user", EndReason::NotBefore, [](Scene &scene) {
        return done<int>([&](auth::Completion<int> done) {
            scene.here.core->sessions().refuseEarlier(scene.alice.id, kActor, std::move(done));
        });
    });
    row("earlier tokens of all", EndReason::NotBefore, [](Scene &scene) {
        return done<int>([&](auth::Completion<int> done) {
            scene.here.core->sessions().refuseEarlier(std::nullopt, kActor, std::move(done));
        });
    });
    row("user disabled", EndReason::UserDisabled, [](Scene &scene) {
        UserChange off;
        off.active = false;
        return change(scene, off);
    });
    row("user deleted", EndReason::UserDeleted, [](Scene &scene) {
        return done<int>([&](auth::Completion<int> done) {
            scene.here.core->users().moveToBin({scene.alice.id}, kActor, std::move(done));
        });
    });
    row("password set", EndReason::PasswordChanged,
        [](Scene &scene) { return setPassword(scene, std::nullopt); });
    row("own password", EndReason::PasswordChanged,
        [](Scene &scene) { return setPassword(scene, scene.other); });
    row("reuse", EndReason::RefreshReused, [](Scene &scene) {
        const TokenAnswer first = refresh(scene.here, scene.tokens.refresh);
        if (!first)
            return false;
        const QByteArray spent = std::exchange(scene.tokens.refresh, first->refresh);
        scene.scratch.clock.advance(11s);
        return !refresh(scene.here, spent);
    });
    row("key retired", EndReason::KeyRetired, retiresTheKey);
    row("too many", EndReason::SessionLimit,
        [](Scene &scene) { return set(scene, "sessions_per_user", 2) && logsIn(scene); });
    row("idle", EndReason::Idle, [](Scene &scene) {
        if (!set(scene, "session_idle_limit", 300))
            return false;
        scene.scratch.clock.advance(300s);
        return !refresh(scene.here, scene.tokens.refresh);
    });
    row("maximum", EndReason::MaximumAge, [](Scene &scene) {
        if (!set(scene, "session_maximum", 300))
            return false;
        scene.scratch.clock.advance(300s);
        return !refresh(scene.here, scene.tokens.refresh);
    });
}

void TestEndings::everyPath()
{
    QFETCH(Path, path);
    QFETCH(QString, reason);
    auto [session, tokens] = begin(*m_here);
    m_scratch->clock.advance(1ms);
    const auto [other, otherTokens] = begin(*m_there);
    m_there->look();
    for (const Process *process : {m_here.get(), m_there.get()})
        QVERIFY(process->takesAccess(tokens.access));
    // Both have the user in memory, if they may.
    Scene scene{*m_scratch, *m_here, *m_there, m_alice, session, tokens, other, otherTokens};
    QVERIFY(path(scene));

    // In the process that did it: no look has been taken since.
    QVERIFY(m_here->refusesAccess(tokens.access));
    QVERIFY(!refresh(*m_here, scene.tokens.refresh));
    QVERIFY(!m_here->tokens->verify(scene.tokens.refresh).verdict.accepted());
    // In the other one refresh tokens are a matter of the database, access tokens of its next look.
    QVERIFY(!refresh(*m_there, scene.tokens.refresh));
    QVERIFY(!m_there->tokens->verify(scene.tokens.refresh).verdict.accepted());
    m_there->look();
    QVERIFY(m_there->refusesAccess(tokens.access));

    const auto row = m_here->core->sessions().find(session);
    VERIFY_OK(row);
    QVERIFY(row->endedAt == m_scratch->clock.now());
    QCOMPARE(QString::fromLatin1(endReasonName(*row->endReason)), reason);
    // A clock that is put back brings nothing back.
    m_scratch->clock.advance(-5min);
    QVERIFY(m_here->refusesAccess(tokens.access) && m_there->refusesAccess(tokens.access));
    QVERIFY(!refresh(*m_here, scene.tokens.refresh));
}

void TestEndings::ownPasswordKeepsTheSession()
{
    auto [session, tokens] = begin(*m_here);
    const auto [other, otherTokens] = begin(*m_here);
    m_scratch->clock.advance(10s);
    Scene scene{*m_scratch, *m_here, *m_there, m_alice, session, tokens, other, otherTokens};
    QVERIFY(setPassword(scene, session));
    m_there->look();
    for (const Process *process : {m_here.get(), m_there.get()}) {
        QVERIFY(process->takesAccess(tokens.access)); // though issued before the change
        QVERIFY(process->refusesAccess(otherTokens.access));
        const TokenAnswer answer = refresh(*process, tokens.refresh);
        QVERIFY(answer);
        QVERIFY(process->takesAccess(answer->access));
        tokens = *answer;
    }
}

void TestEndings::otherSessionsOfMine()
{
    const auto [session, tokens] = begin(*m_here);
    const auto [other, otherTokens] = begin(*m_here);
    const auto ended = await<int>([&](auth::Completion<int> done) {
        m_here->core->sessions().endOthers(m_alice.id, session, kActor, std::move(done));
    });
    QCOMPARE(ended.value_or(-1), 1);
    QVERIFY(m_here->takesAccess(tokens.access));
    QVERIFY(m_here->refusesAccess(otherTokens.access));
}

void TestEndings::strangersSessionsAreNotMine()
{
    const auto bob = addUser(*m_here->core, QStringLiteral("bob"));
    VERIFY_OK(bob);
    const auto [session, tokens] = begin(*m_here);
    const auto bobs = addSession(*m_here->core, bob->id, 7);
    VERIFY_OK(bobs);
    for (const std::vector<SessionId> &ids :
         {std::vector{session, *bobs}, std::vector{SessionId()}}) {
        const auto ended = await<int>([&, ids = ids](auth::Completion<int> done) {
            m_here->core->sessions().endOwn(m_alice.id, ids, kActor, std::move(done));
        });
        VERIFY_ERROR(ended, ErrorCode::NotFound);
    }
    QVERIFY(m_here->takesAccess(tokens.access)); // all or none
}

void TestEndings::earlierTokensToTheMillisecond()
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

void TestEndings::earlierTokensWithoutASession_data()
{
    QTest::addColumn<bool>("everybody");
    QTest::newRow("of one user") << false;
    QTest::newRow("of all") << true;
}

void TestEndings::earlierTokensWithoutASession()
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

void TestEndings::momentsOfUsersAreKeptAndThenLookedUp()
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

void TestEndings::endingAllLetsOthersIn()
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

void TestEndings::whatACrashLeavesIsRefusedAndEnded()
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

void TestEndings::presetWithoutImmediateRevocation()
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

void TestEndings::momentSurvivesARestart()
{
    const QByteArray foreign = foreignAccess();
    m_scratch->clock.advance(1500ms);
    VERIFY_OK(await<int>([&](auth::Completion<int> done) {
        m_here->core->sessions().endAll(kActor, std::move(done));
    }));
    const Process anew(*m_scratch);
    QVERIFY(anew.refusesAccess(foreign));
}

void TestEndings::secondProcessLooksInTime()
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

void TestEndings::oldestOfTooMany()
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

void TestEndings::switchingThePresetTightensSessions()
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

QTEST_GUILESS_MAIN(TestEndings)
#include "tst_endings.moc"
