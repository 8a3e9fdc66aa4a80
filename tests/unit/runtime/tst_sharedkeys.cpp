// SPDX-License-Identifier: GPL-3.0-or-later
// A token of a key that another process has just put to use is taken, before anybody looked for
// changes. DESIGN section 4.
#include "server/auth/policyloader.h"
#include "server/auth/sessiontokens.h"
#include "server/auth/wrappingkey.h"
#include "server/token/issue.h"
#include "tests/unit/runtime/corefixture.h"

using namespace tokendesk;
using namespace tokendesk::test;
using auth::TokenAnswer;
using auth::TokenService;
using token::Cause;

class TestSharedKeys : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void cleanup();

    void tokensOfANewKeyAreTaken_data();
    void tokensOfANewKeyAreTaken();
    void forgedTokensLoadNothing();
    void failedLookRefuses();

private:
    /// Lets the other process sign with a new key of \a algorithm from now on.
    Result<auth::KeyEntry> rotate(const QString &algorithm);
    /// Tokens of a new session of the kind, made by the other process.
    Result<auth::IssuedTokens> login(SessionKind kind);
    static Cause causeOf(const TokenAnswer &answer)
    {
        return answer ? Cause::None : answer.error().verdict.cause();
    }

    std::unique_ptr<Scratch> m_scratch;
    std::unique_ptr<Core> m_here;
    std::unique_ptr<Core> m_there;
    User m_user;
};

namespace {

/// What a request that asks for tokens gets.
template<typename Start>
TokenAnswer answerOf(Start start)
{
    const auto promise = std::make_shared<QPromise<TokenAnswer>>();
    promise->start();
    start(auth::TokenDone([promise](TokenAnswer answer) {
        promise->addResult(std::move(answer));
        promise->finish();
    }));
    return promise->future().result();
}

} // namespace

void TestSharedKeys::init()
{
    m_scratch = std::make_unique<Scratch>();
    auto here = m_scratch->open();
    VERIFY_OK(here);
    m_here = *std::move(here);
    const auto user = addUser(*m_here, QStringLiteral("alice"));
    VERIFY_OK(user);
    m_user = *user;
    auto there = m_scratch->open();
    VERIFY_OK(there);
    m_there = *std::move(there);
}

void TestSharedKeys::cleanup()
{
    m_here.reset();
    m_there.reset();
    m_scratch.reset();
}

Result<auth::KeyEntry> TestSharedKeys::rotate(const QString &algorithm)
{
    return await<auth::KeyEntry>([&](auth::Completion<auth::KeyEntry> done) {
        m_there->keys().generate({algorithm, 2048, true}, kActor, std::move(done));
    });
}

Result<auth::IssuedTokens> TestSharedKeys::login(SessionKind kind)
{
    const auto snapshot = m_there->context().policies.current();
    const Instant now = m_scratch->clock.now();
    TRY_ASSIGN(const Session session, auth::newSession(*snapshot, kind, m_user.id, {}, now));
    TRY(m_there->context()
            .writer
            .run<void>([session](store::Connection &connection) {
                return store::SessionRepository(connection).insert(session);
            })
            .result());
    const QByteArray claims = token::userClaims(snapshot->policy, m_user, QString());
    if (kind == SessionKind::Sliding)
        return auth::issueSliding(*snapshot, Jti{session.id, 0}.toHex(), session.id,
                                  now + std::chrono::hours{1}, claims, now);
    return auth::issuePair(*snapshot, session, claims, now);
}

void TestSharedKeys::tokensOfANewKeyAreTaken_data()
{
    QTest::addColumn<QString>("algorithm");
    QTest::addColumn<bool>("namesItsKey");
    // Another algorithm, the same one, and no kid by which to see that the key is another one.
    QTest::newRow("other algorithm") << QStringLiteral("ES256") << true;
    QTest::newRow("same algorithm") << QStringLiteral("HS256") << true;
    QTest::newRow("other algorithm, no kid") << QStringLiteral("EdDSA") << false;
    QTest::newRow("same algorithm, no kid") << QStringLiteral("HS256") << false;
}

void TestSharedKeys::tokensOfANewKeyAreTaken()
{
    QFETCH(QString, algorithm);
    QFETCH(bool, namesItsKey);
    if (!namesItsKey) {
        VERIFY_OK(await<auth::SettingsState>([&](auth::Completion<auth::SettingsState> done) {
            m_there->settings().change({{QStringLiteral("preset"), QStringLiteral("simplejwt")}},
                                       kActor, std::move(done));
        }));
    }
    // Each way of presenting a token meets a key that nobody here has heard of.
    TokenService tokens(m_here->context());
    const auth::Client client{QStringLiteral("192.0.2.1"), QStringLiteral("test")};
    for (const char *way : {"authenticate", "verify", "refresh", "revoke", "sliding"}) {
        VERIFY_OK(rotate(algorithm));
        const bool isSliding = qstrcmp(way, "sliding") == 0;
        const auto issued = login(isSliding ? SessionKind::Sliding : SessionKind::Pair);
        VERIFY_OK(issued);
        const std::size_t known = m_here->context().policies.current()->keys.keys().size();
        Cause cause = Cause::None;
        if (qstrcmp(way, "authenticate") == 0)
            cause = tokens.authenticate(issued->access).verdict.cause();
        else if (qstrcmp(way, "verify") == 0)
            cause = tokens.verify(issued->access).verdict.cause();
        else
            cause = causeOf(answerOf([&](auth::TokenDone done) {
                if (qstrcmp(way, "refresh") == 0)
                    tokens.refresh(issued->refresh, client, std::move(done));
                else if (qstrcmp(way, "revoke") == 0)
                    tokens.revoke(issued->refresh, client, std::move(done));
                else
                    tokens.slidingRefresh(issued->sliding, client, std::move(done));
            }));
        QVERIFY2(cause == Cause::None,
                 qPrintable(QStringLiteral("%1: %2").arg(QLatin1String(way),
                                                         QLatin1String(token::causeName(cause)))));
        QCOMPARE(m_here->context().policies.current()->keys.keys().size(), known + 1);
    }
}

void TestSharedKeys::forgedTokensLoadNothing()
{
    TokenService tokens(m_here->context());
    const auto issued = login(SessionKind::Pair);
    VERIFY_OK(issued);
    QByteArray forged = issued->access;
    forged[forged.size() - 5] = forged.at(forged.size() - 5) == 'A' ? 'B' : 'A';
    const auto before = m_here->context().policies.current();
    QVERIFY(tokens.verify(forged).verdict.cause() == Cause::SignatureWrong);
    QCOMPARE(m_here->context().policies.current(), before);
}

void TestSharedKeys::failedLookRefuses()
{
    // Keys that this process cannot open: its copy of the key file was not replaced with the file.
    // The look fails, and the answer is the one without it.
    const QString copy = m_scratch->dir.filePath(QStringLiteral("copy.key"));
    QVERIFY(QFile::copy(m_scratch->options().dataDir + QStringLiteral("/secret.key"), copy));
    auth::WrappingKey wrapping(copy, {});
    auth::Context alone = m_here->context();
    const auto connection = alone.database.connection();
    VERIFY_OK(connection);
    VERIFY_OK(wrapping.open(**connection, auth::WrappingKey::Access::Read));
    const auto older = login(SessionKind::Pair);
    VERIFY_OK(older);
    VERIFY_OK(m_there->rotateKeyFile(kActor));
    auth::PolicyLoader blind(alone, wrapping);
    alone.loader = &blind;
    TokenService tokens(alone);
    VERIFY_OK(rotate(QStringLiteral("ES256")));
    const auto issued = login(SessionKind::Pair);
    VERIFY_OK(issued);
    QVERIFY(tokens.verify(issued->access).verdict.cause() == Cause::AlgorithmNotAllowed);
    QVERIFY(tokens.verify(older->access).verdict.accepted());
}

QTEST_GUILESS_MAIN(TestSharedKeys)
#include "tst_sharedkeys.moc"
