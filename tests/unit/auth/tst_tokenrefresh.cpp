// SPDX-License-Identifier: GPL-3.0-or-later
// Refreshes whose session is known from memory end as those that read it: the database decides.
#include "server/auth/sessiontokens.h"
#include "server/token/issue.h"
#include "tests/unit/runtime/corefixture.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QSemaphore>

using namespace tokendesk;
using namespace tokendesk::test;
using auth::Refusal;
using auth::TokenAnswer;
using auth::TokenService;
using token::Cause;
using namespace std::chrono_literals;

class TestTokenRefresh : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void cleanup();

    void rotatesAgainAndAgain();
    void spentTokensStaySpent();
    void followsAnotherProcess();
    void endedElsewhere();
    void failedWriteSpendsNothing();
    void futureTokensAreRefused();
    void reuseEndsTheSession();
    void claimsFollowTheUser();

private:
    static TokenAnswer refresh(TokenService &tokens, const QByteArray &text);
    static Cause causeOf(const TokenAnswer &answer)
    {
        return answer ? Cause::None : answer.error().verdict.cause();
    }
    static bool isFailure(const TokenAnswer &answer, ErrorCode code)
    {
        return !answer && answer.error().kind == Refusal::Kind::Failed
               && answer.error().error.code == code;
    }
    /// Refreshes once, so that the service remembers the session.
    QByteArray remembered(TokenService &tokens) { return refresh(tokens, m_first)->refresh; }
    Session row() const;
    Result<void> write(std::function<Result<void>(store::Connection &)> work) const
    {
        return m_core->context().writer.run<void>(std::move(work)).result();
    }

    std::unique_ptr<Scratch> m_scratch;
    std::unique_ptr<Core> m_core;
    std::unique_ptr<TokenService> m_tokens;
    User m_user;
    SessionId m_session;
    QByteArray m_first; ///< the refresh token of generation 0
};

TokenAnswer TestTokenRefresh::refresh(TokenService &tokens, const QByteArray &text)
{
    const auto promise = std::make_shared<QPromise<TokenAnswer>>();
    promise->start();
    tokens.refresh(text, {QStringLiteral("192.0.2.1"), QStringLiteral("test")},
                   [promise](TokenAnswer answer) {
                       promise->addResult(std::move(answer));
                       promise->finish();
                   });
    return promise->future().result();
}

Session TestTokenRefresh::row() const
{
    const auto found = m_core->sessions().find(m_session);
    return found ? *found : Session();
}

void TestTokenRefresh::init()
{
    m_scratch = std::make_unique<Scratch>();
    auto core = m_scratch->open();
    VERIFY_OK(core);
    m_core = *std::move(core);
    const auto user = addUser(*m_core, QStringLiteral("alice"));
    VERIFY_OK(user);
    m_user = *user;
    m_core->watcher()->pollNow();
    m_core->context().database.userVersion().confirm(store::UserVersion::Moment::clock::now() + 1h);
    m_tokens = std::make_unique<TokenService>(m_core->context());
    const auto &snapshot = m_tokens->policy();
    QVERIFY(snapshot.policy.rotate);
    const Instant now = m_scratch->clock.now();
    const auto session = auth::newSession(snapshot, SessionKind::Pair, m_user.id, {}, now);
    VERIFY_OK(session);
    m_session = session->id;
    VERIFY_OK(write([&session](store::Connection &connection) {
        return store::SessionRepository(connection).insert(*session);
    }));
    const auto issued = auth::issuePair(snapshot, *session,
                                        token::userClaims(snapshot.policy, m_user, QString()), now);
    VERIFY_OK(issued);
    m_first = issued->refresh;
}

void TestTokenRefresh::cleanup()
{
    m_tokens.reset();
    m_core.reset();
    m_scratch.reset();
}

void TestTokenRefresh::rotatesAgainAndAgain()
{
    QByteArray text = m_first;
    for (int generation = 1; generation <= 5; ++generation) {
        m_scratch->clock.advance(60s);
        const TokenAnswer answer = refresh(*m_tokens, text);
        QVERIFY(answer);
        QVERIFY(answer->refresh != text);
        QVERIFY(m_tokens->authenticate(answer->access).verdict.accepted());
        text = answer->refresh;
        const Session session = row();
        QCOMPARE(session.generation, generation);
        QVERIFY(session.refreshedAt == m_scratch->clock.now());
    }
}

void TestTokenRefresh::spentTokensStaySpent()
{
    const QByteArray second = remembered(*m_tokens);
    QVERIFY(refresh(*m_tokens, second));
    for (const QByteArray &text : {second, m_first})
        QVERIFY(causeOf(refresh(*m_tokens, text)) == Cause::TokenSpent);
}

void TestTokenRefresh::followsAnotherProcess()
{
    const auto there = m_scratch->open();
    VERIFY_OK(there);
    TokenService other((*there)->context());
    QByteArray text = remembered(*m_tokens);
    for (int i = 0; i < 4; ++i) {
        const TokenAnswer answer = refresh(other, text);
        QVERIFY(answer);
        QVERIFY(causeOf(refresh(*m_tokens, text)) == Cause::TokenSpent); // remembered as current
        const TokenAnswer here = refresh(*m_tokens, answer->refresh);
        QVERIFY(here);
        text = here->refresh;
    }
    QCOMPARE(row().generation, 9);
}

void TestTokenRefresh::endedElsewhere()
{
    const auto there = m_scratch->open();
    VERIFY_OK(there);
    const QByteArray second = remembered(*m_tokens);
    VERIFY_OK(await<int>([&](auth::Completion<int> done) {
        (*there)->sessions().end({m_session}, kActor, std::move(done));
    }));
    for (int i = 0; i < 2; ++i)
        QVERIFY(causeOf(refresh(*m_tokens, second)) == Cause::SessionEnded);
    QCOMPARE(row().generation, 1);
}

void TestTokenRefresh::failedWriteSpendsNothing()
{
    const QByteArray second = remembered(*m_tokens);
    store::Writer &writer = m_core->context().writer;
    QSemaphore started;
    QSemaphore release;
    std::atomic<int> left{store::Writer::kQueueLimit};
    writer.submit<int>(
        [&](store::Connection &) -> Result<int> {
            started.release();
            release.acquire();
            return 0;
        },
        [](const Result<int> &) {});
    started.acquire();
    for (int i = 0; i < store::Writer::kQueueLimit; ++i)
        writer.submit<int>([](store::Connection &) -> Result<int> { return 0; },
                           [&](const Result<int> &) { --left; });
    QVERIFY(isFailure(refresh(*m_tokens, second), ErrorCode::Busy));
    release.release();
    QTRY_COMPARE_WITH_TIMEOUT(left.load(), 0, 30'000);
    QVERIFY(refresh(*m_tokens, second)); // though it is remembered as spent
    QCOMPARE(row().generation, 2);
}

void TestTokenRefresh::futureTokensAreRefused()
{
    const QByteArray second = remembered(*m_tokens);
    const TokenAnswer answer = refresh(*m_tokens, second);
    QVERIFY(answer);
    // As after a backup was put back that is older than what is remembered.
    VERIFY_OK(write([this](store::Connection &connection) -> Result<void> {
        TRY_ASSIGN(QSqlQuery * query,
                   connection.exec("UPDATE sessions SET generation = 1 WHERE id = ?",
                                   {m_session.toBytes()}));
        query->finish();
        return {};
    }));
    for (int i = 0; i < 2; ++i)
        QVERIFY(causeOf(refresh(*m_tokens, answer->refresh)) == Cause::TokenRevoked);
    QVERIFY(!row().endedAt);
    QVERIFY(refresh(*m_tokens, second));
}

void TestTokenRefresh::reuseEndsTheSession()
{
    QVERIFY(m_tokens->policy().policy.endSessionOnReuse);
    const QByteArray second = remembered(*m_tokens);
    const auto there = m_scratch->open();
    VERIFY_OK(there);
    TokenService other((*there)->context());
    QVERIFY(refresh(other, second));
    m_scratch->clock.advance(60s);
    // Remembered here as current, so the swap finds out.
    QVERIFY(causeOf(refresh(*m_tokens, second)) == Cause::TokenSpent);
    QCOMPARE(row().endReason, EndReason::RefreshReused);
    QVERIFY(isRevoked(*m_core, m_session));
}

void TestTokenRefresh::claimsFollowTheUser()
{
    const auto emailIn = [this](const QByteArray &access) {
        const QByteArray claims =
            QByteArray::fromBase64(access.split('.').value(1), QByteArray::Base64UrlEncoding);
        return QJsonDocument::fromJson(claims).object().value(QStringLiteral("email")).toString();
    };
    const TokenAnswer first = refresh(*m_tokens, m_first);
    QVERIFY(first);
    QCOMPARE(emailIn(first->access), m_user.email);
    UserChange change;
    change.email = QStringLiteral("new@example.org");
    VERIFY_OK(await<User>([&](auth::Completion<User> done) {
        m_core->users().update(m_user.id, change, kActor, std::move(done));
    }));
    const TokenAnswer second = refresh(*m_tokens, first->refresh);
    QVERIFY(second);
    QCOMPARE(emailIn(second->access), *change.email);
}

QTEST_GUILESS_MAIN(TestTokenRefresh)
#include "tst_tokenrefresh.moc"
