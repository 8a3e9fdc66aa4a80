// SPDX-License-Identifier: GPL-3.0-or-later
// Every way in which sessions end: refused at once in the process that ends them, before the call
// returns, and in a second process on the same file with its next look.
#include "tests/unit/runtime/endingsfixture.h"

#include <optional>

using namespace tokendesk;
using namespace tokendesk::test;
using namespace std::chrono_literals;
using token::Cause;

namespace {

using Path = std::function<bool(Scene &)>;

TokenAnswer revoke(const Process &process, const QByteArray &text, EndReason reason)
{
    return answerOf([&](auth::TokenDone done) {
        process.tokens->revoke(text, kClient, std::move(done), reason);
    });
}

bool change(Scene &scene, const UserChange &change)
{
    return done<User>([&](auth::Completion<User> done) {
        scene.here.core->users().update(scene.alice.id, change, kActor, std::move(done));
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

class TestEndings : public QObject, private EndingsFixture
{
    Q_OBJECT
private slots:
    void init() { start(); }
    void cleanup() { stop(); }

    void everyPath_data();
    void everyPath();
    void ownPasswordKeepsTheSession();
    void otherSessionsOfMine();
    void strangersSessionsAreNotMine();
};

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

QTEST_GUILESS_MAIN(TestEndings)
#include "tst_endings.moc"
