// SPDX-License-Identifier: GPL-3.0-or-later
// What the login makes of wrong passwords, with real hashes on whole cores.
#include "server/auth/loginservice.h"
#include "server/auth/loginthrottle.h"
#include "server/auth/passwordhasher.h"
#include "server/auth/tokenmint.h"
#include "server/auth/useradmin.h"
#include "server/token/base64url.h"
#include "tests/unit/runtime/corefixture.h"
#include "tests/unit/runtime/heldwriter.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

#include <future>

using namespace tokendesk;
using namespace tokendesk::test;
using namespace std::chrono_literals;
using auth::IssuedTokens;
using auth::Refusal;
using auth::TokenAnswer;

namespace {

const QString kRight = QStringLiteral("quiet-otter-9 Lisbon");
const QString kWrong = QStringLiteral("loud-otter-8 Porto");
const QString kHome = QStringLiteral("192.0.2.1");
const QString kElsewhere = QStringLiteral("198.51.100.7");
const QString kAnna = QStringLiteral("anna");
/// Of kRight, as Django may have it.
constexpr const char *kOldHash =
    "pbkdf2_sha256$1000$oldsalt$DjeWwlzgNPa8sPLg6qU2nYdQRHMNejxGme54u2dCpPo=";

std::future<TokenAnswer> start(Core &core, const QString &name, const QString &password,
                               const QString &address)
{
    const auto promise = std::make_shared<std::promise<TokenAnswer>>();
    auth::LoginService(core.context())
        .login(name, SecretBytes::fromText(password), SessionKind::Pair, {address, {}},
               [promise](TokenAnswer answer) { promise->set_value(std::move(answer)); });
    return promise->get_future();
}

TokenAnswer login(Core &core, const QString &name, const QString &password,
                  const QString &address = kHome)
{
    return start(core, name, password, address).get();
}

/// "ok", "401", "429 for 3 s", "error".
QString word(const TokenAnswer &answer)
{
    if (answer)
        return QStringLiteral("ok");
    switch (answer.error().kind) {
    case Refusal::Kind::BadCredentials:
        return QStringLiteral("401");
    case Refusal::Kind::Throttled:
        return QStringLiteral("429 for %1 s").arg(answer.error().retryAfter.count());
    case Refusal::Kind::Token:
    case Refusal::Kind::Failed:
        break;
    }
    return QStringLiteral("error");
}

} // namespace

class TestLoginService : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void freeTriesThenWaits();
    void unknownNamesBehaveAlike();
    void strangersCannotLockTheUserOut();
    void whoHoldsASessionIsKnown_data();
    void whoHoldsASessionIsKnown();
    void loginsAtOnceBothRenewTheHash();
    void isJudgedByWhatTheUserHasBecome();
    void whoIsBeyondTheQueueIsRefusedInTurn();
    void locksUntilUnlocked();
    void newPasswordUnlocks();
    void newNamesStartClean();
    void claimsBeyondTheRoomAreLeftOut();
    void offCountsNothing();
    void twoProcessesCountTogether();
    void burstIsJudgedInOrder();
    void failureThatCannotBeCountedIsNoAnswer();
    void waitsLeaveOneEventEach();
    void neverNotesWhatIsNobodysName();
    void maintenanceDeletesWhatExpired();

private:
    void set(const char *key, const QJsonValue &value)
    {
        const auto changed =
            await<auth::SettingsState>([&](auth::Completion<auth::SettingsState> done) {
                m_core->settings().change({{QLatin1String(key), value}}, kActor, std::move(done));
            });
        VERIFY_OK(changed);
    }
    qint64 hashes() const { return m_core->context().hasher.statistics().done; }
    LoginState state() const
    {
        const auto user = m_core->users().find(m_anna);
        return user ? user->login : LoginState{-1, {}, {}};
    }
    Result<int> unlock(const std::vector<UserId> &ids)
    {
        return await<int>([&](auth::Completion<int> done) {
            m_core->users().unlock(ids, kActor, std::move(done));
        });
    }
    /// So many wrong passwords, after their waits.
    void fail(int times, const QString &address = kHome)
    {
        for (int i = 0; i < times; ++i) {
            if (const auto wait = state().waitUntil)
                m_scratch->clock.set(*wait);
            QCOMPARE(word(login(*m_core, kAnna, kWrong, address)), QStringLiteral("401"));
        }
    }
    void execute(const char *sql)
    {
        VERIFY_OK(m_core->context()
                      .writer
                      .run<void>([sql](store::Connection &connection) -> Result<void> {
                          TRY_ASSIGN(QSqlQuery * query, connection.exec(sql));
                          query->finish();
                          return {};
                      })
                      .result());
    }

    TokenAnswer refresh(const QByteArray &token)
    {
        std::promise<TokenAnswer> answer;
        auth::TokenService(m_core->context())
            .refresh(token, {kHome, {}},
                     [&answer](TokenAnswer got) { answer.set_value(std::move(got)); });
        return answer.get_future().get();
    }
    void setHash(const QString &hash)
    {
        VERIFY_OK(m_core->context()
                      .writer
                      .run<void>([this, hash](store::Connection &connection) {
                          return store::UserRepository(connection)
                              .setPasswordHash(m_anna, hash, false, m_scratch->clock.now());
                      })
                      .result());
    }
    QString hashOfAnna() const
    {
        auto connection = m_core->context().database.connection();
        const auto found = store::UserRepository(**connection).find(m_anna);
        return found && *found ? (*found)->passwordHash : QString();
    }

    std::unique_ptr<Scratch> m_scratch;
    std::unique_ptr<Core> m_core;
    UserId m_anna = 0;
};

void TestLoginService::init()
{
    m_scratch = std::make_unique<Scratch>();
    auto core = m_scratch->open();
    VERIFY_OK(core);
    m_core = std::move(*core);
    const auto anna = addUser(*m_core, kAnna);
    VERIFY_OK(anna);
    m_anna = anna->id;
}

void TestLoginService::cleanup()
{
    m_core.reset();
    m_scratch.reset();
}

void TestLoginService::freeTriesThenWaits()
{
    fail(5);
    const qint64 before = hashes();
    QCOMPARE(word(login(*m_core, kAnna, kWrong)), QStringLiteral("429 for 1 s"));
    QCOMPARE(word(login(*m_core, kAnna, kRight)), QStringLiteral("429 for 1 s"));
    QCOMPARE(hashes(), before); // refused before any hash
    QCOMPARE(state().failures, 5);
    QCOMPARE(state().waitUntil, std::optional(m_scratch->clock.now() + 1s));
    m_scratch->clock.advance(1s);
    QCOMPARE(word(login(*m_core, kAnna, kWrong)), QStringLiteral("401"));
    QCOMPARE(word(login(*m_core, kAnna, kRight)), QStringLiteral("429 for 2 s"));
    m_core.reset();
    auto again = m_scratch->open();
    VERIFY_OK(again);
    m_core = std::move(*again);
    QCOMPARE(word(login(*m_core, kAnna, kRight)), QStringLiteral("429 for 2 s"));
    m_scratch->clock.advance(2s);
    QCOMPARE(word(login(*m_core, kAnna, kRight)), QStringLiteral("ok"));
    QCOMPARE(state(), LoginState());
}

void TestLoginService::unknownNamesBehaveAlike()
{
    set("login_account_failures", 2);
    set("login_disable_after", 10);
    const auto inactive = addUser(*m_core, QStringLiteral("idle"));
    VERIFY_OK(inactive);
    UserChange change;
    change.active = false;
    VERIFY_OK(await<User>([&](auth::Completion<User> done) {
        m_core->users().update(inactive->id, change, kActor, std::move(done));
    }));
    const QStringList names = {kAnna, QStringLiteral("nobody"), QStringLiteral("idle")};
    for (int i = 0; i < 24; ++i) {
        QStringList answers;
        QList<qint64> costs;
        // Each from its own address, so that the limit of the address plays no part.
        for (const QString &name : names) {
            const qint64 before = hashes();
            const QString &password = name == QLatin1String("idle") ? kRight : kWrong;
            answers += word(login(*m_core, name, password,
                                  QStringLiteral("192.0.%1.%2").arg(i).arg(answers.size())));
            costs += hashes() - before;
        }
        QCOMPARE(answers[1], answers[0]);
        QCOMPARE(answers[2], answers[0]);
        QCOMPARE(costs, QList<qint64>(3, answers[0] == QLatin1String("401") ? 1 : 0));
        if (i >= 2)
            m_scratch->clock.advance(i % 2 == 0 ? 512s : 1s);
    }
    QVERIFY(state().lockedAt);
    m_scratch->clock.advance(std::chrono::hours(24 * 100));
    VERIFY_OK(Maintenance(m_core->context(), m_core->useCases(), 0ms).run());
    for (const QString &name : names)
        QCOMPARE(word(login(*m_core, name, kRight)), QStringLiteral("429 for 900 s"));
}

void TestLoginService::strangersCannotLockTheUserOut()
{
    set("login_disable_after", 10);
    QCOMPARE(word(login(*m_core, kAnna, kRight, kHome)), QStringLiteral("ok"));
    fail(10, kElsewhere);
    QVERIFY(state().lockedAt);
    QCOMPARE(word(login(*m_core, kAnna, kRight, kElsewhere)), QStringLiteral("429 for 900 s"));
    QCOMPARE(word(login(*m_core, kAnna, kRight, kHome)), QStringLiteral("ok"));
    // The other way round: who errs at home keeps nobody out elsewhere.
    QCOMPARE(unlock({m_anna}).value_or(-1), 1);
    for (int i = 0; i < 5; ++i)
        QCOMPARE(word(login(*m_core, kAnna, kWrong, kHome)), QStringLiteral("401"));
    QCOMPARE(word(login(*m_core, kAnna, kRight, kHome)), QStringLiteral("429 for 1 s"));
    QCOMPARE(word(login(*m_core, kAnna, kRight, kElsewhere)), QStringLiteral("ok"));
}

void TestLoginService::whoHoldsASessionIsKnown_data()
{
    QTest::addColumn<int>("days");
    QTest::addColumn<bool>("forgotten");
    QTest::addColumn<bool>("rotates");
    // A login makes an address known for 30 days.
    QTest::newRow("refreshed for 40 days") << 40 << false << true;
    // As after an update from before there was a throttle.
    QTest::newRow("of before the throttle") << 1 << true << true;
    QTest::newRow("without rotation") << 1 << true << false;
}

// SECURITY R68: a stranger cannot lock out a user who holds a refresh token.
void TestLoginService::whoHoldsASessionIsKnown()
{
    QFETCH(int, days);
    QFETCH(bool, forgotten);
    QFETCH(bool, rotates);
    set("rotate_refresh_tokens", rotates);
    set("session_maximum", 0);
    set("login_disable_after", 10);
    const TokenAnswer first = login(*m_core, kAnna, kRight);
    QVERIFY(first);
    QByteArray token = first->refresh;
    if (forgotten)
        execute("DELETE FROM login_throttle");
    Maintenance maintenance(m_core->context(), m_core->useCases(), 0ms);
    for (int day = 0; day < days; ++day) {
        m_scratch->clock.advance(24h);
        const TokenAnswer answer = refresh(token);
        QVERIFY(answer);
        if (rotates)
            token = answer->refresh;
        VERIFY_OK(maintenance.run());
    }
    fail(10, kElsewhere);
    QVERIFY(state().lockedAt);
    QCOMPARE(word(login(*m_core, kAnna, kRight, kElsewhere)), QStringLiteral("429 for 900 s"));
    QCOMPARE(word(login(*m_core, kAnna, kRight, kHome)), QStringLiteral("ok"));
}

void TestLoginService::loginsAtOnceBothRenewTheHash()
{
    set("check_revoke_token", true);
    setHash(QString::fromLatin1(kOldHash));
    const qint64 before = hashes();
    std::vector<std::future<TokenAnswer>> attempts;
    {
        const HeldWriter held(*m_core);
        for (int i = 0; i < 3; ++i)
            attempts.push_back(start(*m_core, kAnna, kRight, kHome));
        QTRY_COMPARE(hashes(), before + 3);
        QTRY_COMPARE(m_core->context().writer.statistics().queued, 3);
    }
    std::vector<IssuedTokens> issued;
    for (auto &attempt : attempts) {
        TokenAnswer answer = attempt.get();
        QCOMPARE(word(answer), QStringLiteral("ok"));
        issued.push_back(*std::move(answer));
    }
    QVERIFY(hashOfAnna().startsWith(QLatin1String("argon2$argon2id$")));
    QCOMPARE(events(*m_core, "session.started").size(), 3U);
    QCOMPARE(events(*m_core, "login.failed").size(), 0U);
    QCOMPARE(state(), LoginState());
    // They are bound to the hash that stayed.
    auth::TokenService service(m_core->context());
    for (const IssuedTokens &tokens : issued) {
        QVERIFY(service.authenticate(tokens.access).verdict.accepted());
        QVERIFY(refresh(tokens.refresh));
    }
}

void TestLoginService::isJudgedByWhatTheUserHasBecome()
{
    // What happens between the hash and the write, and what the audit log says of the refusal.
    const std::vector<std::pair<const char *, QString>> cases = {
        {"UPDATE users SET is_active = 0 WHERE username = 'anna'", QStringLiteral("inactive_user")},
        {"UPDATE users SET is_active = 1, password_hash = '!' WHERE username = 'anna'",
         QStringLiteral("unusable_password")},
        {"UPDATE users SET deleted_at = 1 WHERE username = 'anna'",
         QStringLiteral("unknown_user")}};
    const QString hash = hashOfAnna();
    for (const auto &[change, reason] : cases) {
        const qint64 before = hashes();
        std::future<TokenAnswer> attempt;
        {
            const HeldWriter held(*m_core);
            const char *sql = change;
            m_core->context().writer.submit<int>(
                [sql](store::Connection &connection) -> Result<int> {
                    TRY_ASSIGN(QSqlQuery * query, connection.exec(sql));
                    query->finish();
                    return 0;
                },
                [](const Result<int> &) {});
            attempt = start(*m_core, kAnna, kRight, kHome);
            QTRY_COMPARE(hashes(), before + 1);
            QTRY_COMPARE(m_core->context().writer.statistics().queued, 2);
        }
        QCOMPARE(word(attempt.get()), QStringLiteral("401"));
        QCOMPARE(hashes(), before + 2); // the refusal costs what others cost
        const auto failed = events(*m_core, "login.failed");
        QVERIFY(!failed.empty());
        QCOMPARE(failed.front().detail.value(QLatin1String("reason")).toString(), reason);
        execute("UPDATE users SET is_active = 1, deleted_at = NULL");
        setHash(hash);
    }
    QCOMPARE(events(*m_core, "session.started").size(), 0U);
}

void TestLoginService::whoIsBeyondTheQueueIsRefusedInTurn()
{
    auth::PasswordHasher &hasher = m_core->context().hasher;
    std::promise<void> leave;
    std::promise<void> entered;
    std::vector<std::future<TokenAnswer>> attempts;
    QVERIFY(hasher.submitHash(SecretBytes::fromText(kRight), [&](const Result<QString> &) {
        entered.set_value();
        leave.get_future().wait();
    }));
    entered.get_future().wait();
    const int limit = auth::PasswordHasher::Options{}.queueLimit;
    for (int i = 0; i < limit + 3; ++i)
        attempts.push_back(start(*m_core, kAnna, kRight, kHome));
    QCOMPARE(hasher.statistics().queued, limit);
    QCOMPARE(hasher.statistics().turns, 3);
    for (const auto &attempt : attempts)
        QVERIFY(attempt.wait_for(0s) == std::future_status::timeout);
    leave.set_value();
    for (int i = 0; i < limit; ++i) {
        // A busy machine may take longer for all of them than anybody is left waiting.
        const TokenAnswer answer = attempts[static_cast<std::size_t>(i)].get();
        QVERIFY(answer || answer.error().error.code == ErrorCode::Timeout);
    }
    for (int i = limit; i < limit + 3; ++i) {
        const TokenAnswer answer = attempts[static_cast<std::size_t>(i)].get();
        QVERIFY(!answer && answer.error().kind == Refusal::Kind::Failed);
        QCOMPARE(answer.error().error.code, ErrorCode::Busy);
    }
}

void TestLoginService::locksUntilUnlocked()
{
    set("login_disable_after", 10);
    fail(10);
    QCOMPARE(word(login(*m_core, kAnna, kRight)), QStringLiteral("429 for 900 s"));
    QCOMPARE(events(*m_core, "login.locked").size(), 1U);
    QCOMPARE(events(*m_core, "login.locked").front().userId, std::optional(m_anna));
    UserQuery query;
    const auto listed = m_core->users().list(query);
    VERIFY_OK(listed);
    QCOMPARE(listed->rows.front().login, state());
    VERIFY_ERROR(unlock({m_anna, 4711}), ErrorCode::NotFound);
    QVERIFY(state().lockedAt);
    const auto bob = addUser(*m_core, QStringLiteral("bob"));
    VERIFY_OK(bob);
    QCOMPARE(unlock({m_anna, bob->id}).value_or(-1), 1);
    QCOMPARE(state(), LoginState());
    const auto unlocked = events(*m_core, "user.unlocked");
    QCOMPARE(unlocked.size(), 1U);
    QCOMPARE(unlocked.front().actor, kActor.name);
    QCOMPARE(unlocked.front().detail.value(QLatin1String("locked")).toBool(), true);
    QCOMPARE(unlocked.front().detail.value(QLatin1String("failures")).toInt(), 10);
    QCOMPARE(word(login(*m_core, kAnna, kRight)), QStringLiteral("ok"));
    QCOMPARE(unlock({m_anna}).value_or(-1), 0);
    QCOMPARE(events(*m_core, "user.unlocked").size(), 1U);
}

void TestLoginService::newPasswordUnlocks()
{
    set("login_disable_after", 10);
    fail(10);
    QVERIFY(state().lockedAt);
    const QString fresh = QStringLiteral("slow-heron-3 Braga");
    VERIFY_OK(await<User>([&](auth::Completion<User> done) {
        m_core->users().setPassword(m_anna, SecretBytes::fromText(fresh), {}, kActor,
                                    std::move(done));
    }));
    QCOMPARE(state(), LoginState());
    QCOMPARE(word(login(*m_core, kAnna, fresh)), QStringLiteral("ok"));
}

void TestLoginService::newNamesStartClean()
{
    const QStringList names = {QStringLiteral("carla"), QStringLiteral("dora")};
    for (const QString &name : names) {
        for (int i = 0; i < 5; ++i)
            QCOMPARE(word(login(*m_core, name, kRight)), QStringLiteral("401"));
        QCOMPARE(word(login(*m_core, name, kRight)), QStringLiteral("429 for 1 s"));
    }
    VERIFY_OK(addUser(*m_core, names[0]));
    UserChange change;
    change.username = names[1];
    VERIFY_OK(await<User>([&](auth::Completion<User> done) {
        m_core->users().update(m_anna, change, kActor, std::move(done));
    }));
    QCOMPARE(word(login(*m_core, names[0], kRight)), QStringLiteral("ok"));
    QCOMPARE(word(login(*m_core, names[1], kRight)), QStringLiteral("ok"));
}

void TestLoginService::claimsBeyondTheRoomAreLeftOut()
{
    set("claim_mapping", QJsonObject{{QStringLiteral("*"), QStringLiteral("$claims")}});
    // As many users, or a file from elsewhere, might have it: no change of a user would be taken.
    execute("UPDATE users SET claims = json_object('big', printf('%.*c', 5000, 'x'), "
            "'money', '$5', 'small', 7)");
    const TokenAnswer first = login(*m_core, kAnna, kRight);
    QVERIFY(first);
    const TokenAnswer second = refresh(first->refresh);
    QVERIFY(second);
    auth::TokenService tokens(m_core->context());
    for (const IssuedTokens &issued : {*first, *second}) {
        QVERIFY(tokens.authenticate(issued.access).verdict.accepted());
        const auto payload = token::fromBase64Url(issued.access.split('.').value(1));
        QVERIFY(payload);
        const QJsonObject claims = QJsonDocument::fromJson(*payload).object();
        QVERIFY(!claims.contains(QStringLiteral("big")));
        QCOMPARE(claims.value(QStringLiteral("money")), QJsonValue(QStringLiteral("$5")));
        QCOMPARE(claims.value(QStringLiteral("small")), QJsonValue(7));
    }
    // Which and whose, for the administrator; the preview says so too.
    EventQuery query;
    query.type = QStringLiteral("session.claims_left_out");
    const auto connection = m_core->context().database.connection();
    VERIFY_OK(connection);
    const auto events = store::EventRepository(**connection).list(query);
    VERIFY_OK(events);
    QCOMPARE(events->rows.size(), 1U);
    QCOMPARE(events->rows.front().userId, std::optional(m_anna));
    QCOMPARE(events->rows.front().detail.value(QStringLiteral("claims")),
             QJsonValue(QJsonArray{QStringLiteral("big")}));
    const auto preview = auth::TokenMint(m_core->context()).preview(m_anna);
    VERIFY_OK(preview);
    QCOMPARE(preview->leftOut, QStringList{QStringLiteral("big")});
    // The administrator can still do what is not about the claims.
    UserChange disable;
    disable.active = false;
    VERIFY_OK(await<User>([&](auth::Completion<User> done) {
        m_core->users().update(m_anna, disable, kActor, std::move(done));
    }));
}

void TestLoginService::offCountsNothing()
{
    set("throttle_logins", false);
    for (int i = 0; i < 25; ++i)
        QCOMPARE(word(login(*m_core, kAnna, kWrong)), QStringLiteral("401"));
    QCOMPARE(word(login(*m_core, kAnna, kRight)), QStringLiteral("ok"));
    set("throttle_logins", true);
    QCOMPARE(state(), LoginState());
    QCOMPARE(events(*m_core, "login.throttled").size(), 0U);
    fail(5);
    QVERIFY(state().isBarred(m_scratch->clock.now()));
    set("throttle_logins", false);
    QVERIFY(!state().isBarred(m_scratch->clock.now()));
    QCOMPARE(word(login(*m_core, kAnna, kRight)), QStringLiteral("ok"));
}

void TestLoginService::twoProcessesCountTogether()
{
    auto second = m_scratch->open();
    VERIFY_OK(second);
    Core &other = **second;
    for (int i = 0; i < 5; ++i)
        QCOMPARE(word(login(i % 2 == 0 ? *m_core : other, kAnna, kWrong)), QStringLiteral("401"));
    QCOMPARE(word(login(*m_core, kAnna, kRight)), QStringLiteral("429 for 1 s"));
    QCOMPARE(word(login(other, kAnna, kRight)), QStringLiteral("429 for 1 s"));
    QCOMPARE(unlock({m_anna}).value_or(-1), 1);
    QCOMPARE(word(login(other, kAnna, kRight)), QStringLiteral("ok"));
    // The success there made the address known here.
    fail(5, kElsewhere);
    QCOMPARE(word(login(*m_core, kAnna, kRight, kHome)), QStringLiteral("ok"));
}

void TestLoginService::burstIsJudgedInOrder()
{
    auto second = m_scratch->open();
    VERIFY_OK(second);
    // In each process fewer than its hasher's queue takes, all let in before the first is judged or
    // refused because of those that were.
    std::vector<std::future<TokenAnswer>> burst;
    for (int i = 0; i < 16; ++i)
        burst.push_back(start(i % 2 == 0 ? *m_core : **second, kAnna, kWrong,
                              QStringLiteral("192.0.2.%1").arg(i)));
    int judged = 0;
    for (auto &attempt : burst) {
        const QString answer = word(attempt.get());
        judged += answer == QLatin1String("401") ? 1 : 0;
        QVERIFY2(answer == QLatin1String("401") || answer == QLatin1String("429 for 1 s"),
                 qPrintable(answer));
    }
    QCOMPARE(judged, 5);
    QCOMPARE(state().failures, 5);
    QCOMPARE(events(*m_core, "login.failed").size(), 5U);
}

void TestLoginService::failureThatCannotBeCountedIsNoAnswer()
{
    execute("CREATE TRIGGER full BEFORE INSERT ON login_throttle "
            "BEGIN SELECT RAISE(ABORT, 'full'); END");
    QCOMPARE(word(login(*m_core, kAnna, kWrong)), QStringLiteral("error"));
    QCOMPARE(word(login(*m_core, QStringLiteral("nobody"), kWrong)), QStringLiteral("error"));
    QCOMPARE(word(login(*m_core, kAnna, kRight)), QStringLiteral("error"));
    QCOMPARE(events(*m_core, "login.failed").size(), 0U);
    execute("DROP TRIGGER full");
    QCOMPARE(word(login(*m_core, kAnna, kWrong)), QStringLiteral("401"));
    QCOMPARE(word(login(*m_core, kAnna, kRight)), QStringLiteral("ok"));
}

void TestLoginService::waitsLeaveOneEventEach()
{
    set("login_address_failures", 7);
    fail(7);
    for (int i = 0; i < 30; ++i)
        QVERIFY(word(login(*m_core, kAnna, kWrong)).startsWith(QLatin1String("429")));
    QCOMPARE(events(*m_core, "login.failed").size(), 7U);
    auto throttled = events(*m_core, "login.throttled");
    QCOMPARE(throttled.size(), 4U); // 1 s, 2 s, 4 s, and the address
    QStringList seen;
    for (const Event &event : throttled) {
        QCOMPARE(event.userId, std::optional(m_anna));
        QCOMPARE(event.address, kHome);
        QCOMPARE(event.severity, Severity::Warning);
        seen += event.detail.value(QLatin1String("scope")).toString() + u' '
                + QString::number(event.detail.value(QLatin1String("seconds")).toInt());
    }
    seen.sort();
    QCOMPARE(seen, (QStringList{QStringLiteral("account 1"), QStringLiteral("account 2"),
                                QStringLiteral("account 4"), QStringLiteral("address 0")}));
}

void TestLoginService::neverNotesWhatIsNobodysName()
{
    const QString typed = QStringLiteral("Secret typed as name");
    for (int i = 0; i < 6; ++i)
        (void)login(*m_core, typed, kWrong);
    QCOMPARE(word(login(*m_core, kAnna, kWrong, kElsewhere)), QStringLiteral("401"));
    const auto failed = events(*m_core, "login.failed");
    QCOMPARE(failed.size(), 6U);
    QCOMPARE(failed.front().detail.value(QLatin1String("username")).toString(), kAnna);
    QVERIFY(!failed.front().detail.contains(QLatin1String("name_hash")));
    const QString hash = failed.back().detail.value(QLatin1String("name_hash")).toString();
    QCOMPARE(hash.size(), 32);
    QVERIFY(!failed.back().detail.contains(QLatin1String("username")));
    QCOMPARE(failed[1].detail.value(QLatin1String("name_hash")).toString(), hash);
    const QString path = m_core->databasePath();
    m_core.reset();
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray content = file.readAll();
    QVERIFY(content.contains("login.failed"));
    QVERIFY(!content.contains(typed.toUtf8()));
    QVERIFY(!content.contains(kWrong.toUtf8()));
}

void TestLoginService::maintenanceDeletesWhatExpired()
{
    fail(3);
    (void)login(*m_core, QStringLiteral("nobody"), kWrong);
    Maintenance maintenance(m_core->context(), m_core->useCases(), 0ms);
    VERIFY_OK(maintenance.run());
    QCOMPARE(state().failures, 3);
    m_scratch->clock.advance(auth::LoginThrottle::kMemory + 25h);
    VERIFY_OK(maintenance.run());
    QCOMPARE(state().failures, 0);
}

QTEST_GUILESS_MAIN(TestLoginService)
#include "tst_loginservice.moc"
