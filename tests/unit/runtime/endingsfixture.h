// SPDX-License-Identifier: GPL-3.0-or-later
// What the tests of endings share: alice, her sessions, and two processes on one file.
#pragma once

#include "server/auth/loginservice.h"
#include "server/auth/sessiontokens.h"
#include "server/auth/tokenservice.h"
#include "server/token/issue.h"
#include "tests/unit/runtime/corefixture.h"

#include <functional>

namespace tokendesk::test {

using auth::IssuedTokens;
using auth::TokenAnswer;
using auth::TokenService;

inline const auth::Client kClient{QStringLiteral("192.0.2.1"), QStringLiteral("test")};

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

inline TokenAnswer answerOf(const std::function<void(auth::TokenDone)> &start)
{
    const auto promise = std::make_shared<QPromise<TokenAnswer>>();
    promise->start();
    start([promise](TokenAnswer answer) {
        promise->addResult(std::move(answer));
        promise->finish();
    });
    return promise->future().result();
}

inline TokenAnswer refresh(const Process &process, const QByteArray &text)
{
    return answerOf(
        [&](auth::TokenDone done) { process.tokens->refresh(text, kClient, std::move(done)); });
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

template<typename T, typename Start>
bool done(Start start)
{
    return await<T>(start).has_value();
}

inline bool set(Scene &scene, const char *key, const QJsonValue &value)
{
    return done<auth::SettingsState>([&](auth::Completion<auth::SettingsState> done) {
        scene.here.core->settings().change({{QLatin1String(key), value}}, kActor, std::move(done));
    });
}

inline bool logsIn(Scene &scene)
{
    auth::LoginService logins(scene.here.core->context());
    return answerOf([&](auth::TokenDone done) {
               logins.login(QStringLiteral("alice"),
                            SecretBytes::fromText(QStringLiteral("quiet-otter-9 Lisbon")),
                            SessionKind::Pair, kClient, std::move(done));
           })
        .has_value();
}

/// Base of the tests. Thread: the one of the test.
class EndingsFixture
{
protected:
    void start()
    {
        m_scratch = std::make_unique<Scratch>();
        m_here = std::make_unique<Process>(*m_scratch);
        const auto alice = addUser(*m_here->core, QStringLiteral("alice"));
        VERIFY_OK(alice);
        m_alice = *alice;
        m_there = std::make_unique<Process>(*m_scratch);
        m_scratch->clock.advance(std::chrono::seconds{10});
    }
    void stop()
    {
        m_there.reset();
        m_here.reset();
        m_scratch.reset();
    }
    /// A session of alice that begins now, and its tokens.
    std::pair<SessionId, IssuedTokens> begin(const Process &process) const
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
    /// An access token that no session of ours stands for, issued now.
    QByteArray foreignAccess(std::chrono::seconds lifetime = std::chrono::hours{1}) const
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

    std::unique_ptr<Scratch> m_scratch;
    std::unique_ptr<Process> m_here;
    std::unique_ptr<Process> m_there;
    User m_alice;
};

} // namespace tokendesk::test
