// SPDX-License-Identifier: GPL-3.0-or-later
// Who sits at the console, over a real core: throttle, hashes and audit log.
#include "server/auth/loginservice.h"
#include "server/runtime/localadminapi.h"
#include "tests/unit/runtime/corefixture.h"

using namespace tokendesk;
using namespace tokendesk::test;
using namespace std::chrono_literals;
using Outcome = SignIn::Outcome;

namespace {

const auto kRight = QStringLiteral("quiet-otter-9 Lisbon");
const auto kWrong = QStringLiteral("loud-otter-8 Porto");
const auto kRoot = QStringLiteral("root");

template<typename T>
Result<T> wait(QFuture<Result<T>> future)
{
    return future.result();
}

} // namespace

class TestConsoleSignIn : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        m_scratch = std::make_unique<Scratch>();
        auto core = m_scratch->open();
        VERIFY_OK(core);
        m_core = std::move(*core);
        m_api = std::make_unique<LocalAdminApi>(*m_core, kActor);
        const auto root = addUser(*m_core, kRoot, true);
        VERIFY_OK(root);
        m_root = root->id;
        VERIFY_OK(addUser(*m_core, QStringLiteral("second"), true));
        VERIFY_OK(addUser(*m_core, QStringLiteral("anna")));
    }
    void cleanup()
    {
        m_api.reset();
        m_core.reset();
        m_scratch.reset();
    }

    void administratorIsTheActor();
    void actorIsWhoeverAsked();
    void tellsWhyNot_data();
    void tellsWhyNot();
    void throttleCountsTheConsoleToo();
    void strangersDoNotLockTheConsole();
    void lateSignInIsNone();
    void cheapHashIsRenewed();

private:
    [[nodiscard]] Result<SignIn> signIn(const QString &name, const QString &password)
    {
        return wait(m_api->signIn(name, SecretBytes::fromText(password)));
    }
    [[nodiscard]] Outcome outcome(const QString &name, const QString &password)
    {
        const auto answer = signIn(name, password);
        if (!answer)
            qFatal("%s", qPrintable(answer.error().message()));
        return answer->outcome;
    }
    [[nodiscard]] Event newest(const char *type) const
    {
        const auto found = events(*m_core, type);
        return found.empty() ? Event{} : found.front();
    }

    std::unique_ptr<Scratch> m_scratch;
    std::unique_ptr<Core> m_core;
    std::unique_ptr<LocalAdminApi> m_api;
    UserId m_root = 0;
};

void TestConsoleSignIn::administratorIsTheActor()
{
    VERIFY_OK(wait(m_api->changeSettings({{QStringLiteral("leeway"), 1}})));
    QCOMPARE(newest("settings.changed").actor, kActor.name);
    QVERIFY(!newest("settings.changed").detail.contains(QStringLiteral("source")));

    const auto answer = signIn(kRoot, kRight);
    VERIFY_OK(answer);
    QVERIFY(answer->isGranted());
    QCOMPARE(answer->user.id, m_root);
    QCOMPARE(newest("console.signed_in").actor, kRoot);
    QCOMPARE(newest("console.signed_in").userId, std::optional(m_root));
    VERIFY_OK(wait(m_api->changeSettings({{QStringLiteral("leeway"), 2}})));
    QCOMPARE(newest("settings.changed").actor, kRoot);
    QCOMPARE(newest("settings.changed").detail.value(QStringLiteral("source")).toString(),
             QStringLiteral("console"));
    QCOMPARE(wait(m_api->settings())->changedBy, kRoot);
    // Keys are made in another thread.
    VERIFY_OK(wait(m_api->generateKey({QStringLiteral("ES256")})));
    QCOMPARE(newest("key.generated").actor, kRoot);

    QCOMPARE(outcome(kRoot, kRight), Outcome::Granted);
    QCOMPARE(events(*m_core, "console.signed_in").size(), std::size_t(1));
    QCOMPARE(newest("console.reauthenticated").actor, kRoot);

    VERIFY_OK(wait(m_api->signOut(SignOutReason::Idle)));
    QCOMPARE(newest("console.locked").actor, kRoot);
    QCOMPARE(newest("console.locked").detail.value(QStringLiteral("reason")).toString(),
             QStringLiteral("idle"));
    VERIFY_OK(wait(m_api->changeSettings({{QStringLiteral("leeway"), 3}})));
    QCOMPARE(newest("settings.changed").actor, kActor.name);

    QCOMPARE(outcome(kRoot, kRight), Outcome::Granted);
    VERIFY_OK(wait(m_api->signOut(SignOutReason::SignedOut)));
    QCOMPARE(events(*m_core, "console.signed_in").size(), std::size_t(2));
    QCOMPARE(newest("console.signed_out").actor, kRoot);
}

void TestConsoleSignIn::actorIsWhoeverAsked()
{
    QCOMPARE(outcome(kRoot, kRight), Outcome::Granted);
    auto change = m_api->changeSettings({{QStringLiteral("leeway"), 1}});
    auto locked = m_api->signOut(SignOutReason::Locked); // while the change may still be waiting
    VERIFY_OK(wait(std::move(change)));
    VERIFY_OK(wait(std::move(locked)));
    QCOMPARE(newest("settings.changed").actor, kRoot);
}

void TestConsoleSignIn::tellsWhyNot_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("password");
    QTest::addColumn<int>("expected");
    QTest::addColumn<QString>("reason");
    QTest::newRow("wrong") << kRoot << kWrong << int(Outcome::WrongPassword)
                           << QStringLiteral("wrong_password");
    QTest::newRow("unknown") << QStringLiteral("nobody") << kRight << int(Outcome::WrongPassword)
                             << QStringLiteral("unknown_user");
    QTest::newRow("no superuser") << QStringLiteral("anna") << kRight << int(Outcome::NotSuperuser)
                                  << QStringLiteral("no_superuser");
    QTest::newRow("disabled") << QStringLiteral("second") << kRight << int(Outcome::Disabled)
                              << QStringLiteral("inactive_user");
    QTest::newRow("disabled, wrong")
        << QStringLiteral("second") << kWrong << int(Outcome::WrongPassword)
        << QStringLiteral("wrong_password");
}

void TestConsoleSignIn::tellsWhyNot()
{
    QFETCH(const QString, name);
    QFETCH(const QString, password);
    QFETCH(const int, expected);
    QFETCH(const QString, reason);
    const auto second = wait(m_api->userByName(QStringLiteral("second")));
    VERIFY_OK(second);
    UserChange disabled;
    disabled.active = false;
    VERIFY_OK(wait(m_api->updateUser(second->id, disabled)));

    QCOMPARE(int(outcome(name, password)), expected);
    const Event refused = newest("console.sign_in_failed");
    QCOMPARE(refused.severity, Severity::Warning);
    QCOMPARE(refused.detail.value(QStringLiteral("reason")).toString(), reason);
    QVERIFY(events(*m_core, "console.signed_in").empty());
    VERIFY_OK(wait(m_api->changeSettings({{QStringLiteral("leeway"), 1}})));
    QCOMPARE(newest("settings.changed").actor, kActor.name);
}

void TestConsoleSignIn::throttleCountsTheConsoleToo()
{
    for (int i = 0; i < 5; ++i)
        QCOMPARE(outcome(kRoot, kWrong), Outcome::WrongPassword);
    const auto answer = signIn(kRoot, kRight);
    VERIFY_OK(answer);
    QCOMPARE(answer->outcome, Outcome::Throttled);
    QCOMPARE(answer->retryAfter, 1s);
    m_scratch->clock.advance(1s);
    QCOMPARE(outcome(kRoot, kRight), Outcome::Granted);
}

void TestConsoleSignIn::strangersDoNotLockTheConsole()
{
    QCOMPARE(outcome(kRoot, kRight), Outcome::Granted); // known here from now on
    for (int i = 0; i < 6; ++i) {
        await<int>([&](auth::Completion<int> done) {
            auth::LoginService(m_core->context())
                .login(kRoot, SecretBytes::fromText(kWrong), SessionKind::Pair,
                       {QStringLiteral("198.51.100.7"), {}},
                       [done](const auth::TokenAnswer &) { done(0); });
        });
    }
    const auto user = wait(m_api->user(m_root));
    VERIFY_OK(user);
    QVERIFY(user->login.isBarred(m_scratch->clock.now())); // for them
    QCOMPARE(outcome(kRoot, kRight), Outcome::Granted);
}

void TestConsoleSignIn::lateSignInIsNone()
{
    auto answer = m_api->signIn(kRoot, SecretBytes::fromText(kRight));
    auto locked = m_api->signOut(SignOutReason::Locked);
    VERIFY_OK(wait(std::move(locked)));
    VERIFY_OK(wait(std::move(answer)));
    VERIFY_OK(wait(m_api->changeSettings({{QStringLiteral("leeway"), 1}})));
    QCOMPARE(newest("settings.changed").actor, kActor.name);
}

void TestConsoleSignIn::cheapHashIsRenewed()
{
    /// Of kRight, as Django may have it.
    const auto old =
        QStringLiteral("pbkdf2_sha256$1000$oldsalt$DjeWwlzgNPa8sPLg6qU2nYdQRHMNejxGme54u2dCpPo=");
    VERIFY_OK(m_core->context()
                  .writer
                  .run<void>([&](store::Connection &connection) {
                      return store::UserRepository(connection)
                          .setPasswordHash(m_root, old, false, m_scratch->clock.now());
                  })
                  .result());
    const auto before = wait(m_api->user(m_root));
    VERIFY_OK(before);
    QCOMPARE(before->passwordScheme, QStringLiteral("pbkdf2_sha256"));
    QCOMPARE(outcome(kRoot, kRight), Outcome::Granted);
    const auto after = wait(m_api->user(m_root));
    VERIFY_OK(after);
    QCOMPARE(after->passwordScheme, QStringLiteral("argon2"));
    QCOMPARE(after->passwordChangedAt, before->passwordChangedAt);
}

QTEST_GUILESS_MAIN(TestConsoleSignIn)
#include "tst_consolesignin.moc"
