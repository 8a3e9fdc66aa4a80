// SPDX-License-Identifier: GPL-3.0-or-later
// How often passwords may be tried: the rules by themselves, on a real database and a clock that
// moves when told to. What the login makes of them is in tst_loginservice.
#include "server/auth/loginthrottle.h"
#include "tests/unit/store/storetest.h"

#include <QFile>

using namespace tokendesk;
using namespace tokendesk::test;
using namespace std::chrono_literals;
using auth::LoginThrottle;
using auth::ThrottleRules;
using Wait = LoginThrottle::Wait;

namespace {

const QString kAnna = QStringLiteral("anna");
const QString kHome = QStringLiteral("192.0.2.1");
const QString kElsewhere = QStringLiteral("198.51.100.7");

} // namespace

class TestLoginThrottle : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_temp.reset(); }

    void waits_data();
    void waits();
    void doublesUpToTheLongestThenLocks();
    void elevenTriesTakeMoreThanAMinute();
    void neverLocksIfToldSo();
    void successStartsAnew();
    void nothingIsJudgedDuringAWait();
    void strangersDoNotReachAKnownAddress();
    void aKnownAddressHasLimitsOfItsOwn();
    void successWhereKnownLeavesStrangersWaiting();
    void addressesAreKnownForThirtyDaysOrASession();
    void usesMakeKnownToo();
    void addressesHaveAMinute();
    void addressLimitSparesKnownUsers();
    void networks_data();
    void networks();
    void namesAreFoldedAndHashed();
    void clockJumpsDoNotStick();
    void shorterWaitIsInForceAtOnce();
    void remembersAcrossRestartsAndCountsForAll();
    void anotherKeyIsAnotherThrottle();
    void unlockStartsAnew();
    void forgetsFailuresAfterThirtyDays();
    void purgesInBatchesButNoLocks();

private:
    LoginThrottle::Subject subject(const QString &name, const QString &address) const
    {
        return m_throttle->subject(name, address);
    }
    LoginThrottle::Failure failure(const QString &name, const QString &address)
    {
        auto noted = m_throttle->noteFailure(m_temp->connection(), m_rules, subject(name, address),
                                             m_temp->clock.now());
        return noted ? *noted : LoginThrottle::Failure{.refused = -1s};
    }
    Wait success(const QString &name, const QString &address, std::chrono::hours session = 1h)
    {
        const Instant now = m_temp->clock.now();
        auto noted = m_throttle->noteSuccess(m_temp->connection(), m_rules, subject(name, address),
                                             now, now + session);
        return noted ? *noted : Wait(-1s);
    }
    Wait wait(const QString &name, const QString &address) const
    {
        auto found = m_throttle->waitOf(m_temp->connection(), m_rules, subject(name, address),
                                        m_temp->clock.now());
        return found ? *found : Wait(-1s);
    }
    LoginState state(const QString &name)
    {
        User user;
        user.username = name;
        return m_throttle->describe(m_temp->connection(), m_rules, user, m_temp->clock.now())
                   ? user.login
                   : LoginState{-1, {}, {}};
    }
    /// Wrong passwords from ever new addresses, each after its wait.
    void failPatiently(const QString &name, int times)
    {
        for (int i = 0; i < times; ++i) {
            const QString address = QStringLiteral("203.0.113.%1").arg(i % 250);
            if (const Wait left = wait(name, address))
                m_temp->clock.advance(*left);
            QVERIFY(!failure(name, address).refused);
        }
    }
    qint64 rows() const
    {
        auto query =
            m_temp->connection().execOnce(QStringLiteral("SELECT count(*) FROM login_throttle"));
        return query && query->next() ? query->value(0).toLongLong() : -1;
    }

    const SecretBytes m_key{QByteArrayView("0123456789abcdef0123456789abcdef")};
    std::unique_ptr<TempDatabase> m_temp;
    std::unique_ptr<LoginThrottle> m_throttle;
    ThrottleRules m_rules;
};

void TestLoginThrottle::init()
{
    m_temp = std::make_unique<TempDatabase>();
    REQUIRE(m_temp->database.open());
    m_throttle = std::make_unique<LoginThrottle>(m_key.clone());
    m_rules = {};
}

void TestLoginThrottle::waits_data()
{
    QTest::addColumn<qint64>("failures");
    QTest::addColumn<qint64>("longest");
    QTest::addColumn<qint64>("seconds");
    const auto row = [](qint64 failures, qint64 longest, qint64 seconds) {
        QTest::addRow("%lld of %lld", failures, longest) << failures << longest << seconds;
    };
    row(0, 900, 0);
    row(4, 900, 0);
    row(5, 900, 1);
    row(6, 900, 2);
    row(9, 900, 16);
    row(14, 900, 512);
    row(15, 900, 900);
    row(16, 900, 900);
    row(1'000'000'000'000, 900, 900);
    row(5, 1, 1);
    row(50, 86'400, 86'400);
}

void TestLoginThrottle::waits()
{
    QFETCH(qint64, failures);
    QFETCH(qint64, longest);
    QFETCH(qint64, seconds);
    m_rules.longestWait = std::chrono::seconds(longest);
    QCOMPARE(m_rules.waitAfter(failures).count(), seconds);
}

void TestLoginThrottle::doublesUpToTheLongestThenLocks()
{
    m_rules.disableAfter = 20;
    for (qint64 n = 1; n < 20; ++n) {
        QCOMPARE(wait(kAnna, kHome), Wait());
        const auto noted = failure(kAnna, kHome);
        QVERIFY(!noted.refused);
        QVERIFY(!noted.locked);
        QCOMPARE(noted.failures, n);
        const std::chrono::seconds expected = m_rules.waitAfter(n);
        QCOMPARE(noted.wait, expected);
        if (expected.count() == 0)
            continue;
        QCOMPARE(wait(kAnna, kHome), Wait(expected));
        m_temp->clock.advance(expected - 1ms);
        QCOMPARE(wait(kAnna, kHome), Wait(1s)); // rounded up
        m_temp->clock.advance(1ms);
    }
    QVERIFY(failure(kAnna, kHome).locked);
    QCOMPARE(state(kAnna).lockedAt, std::optional(m_temp->clock.now()));
    // A locked account answers as one that waits longest, for ever.
    QCOMPARE(wait(kAnna, kHome), Wait(900s));
    m_temp->clock.advance(std::chrono::hours(24 * 400));
    QCOMPARE(wait(kAnna, kHome), Wait(900s));
    QCOMPARE(wait(kAnna, kElsewhere), Wait(900s));
    QCOMPARE(failure(kAnna, kHome).refused, Wait(900s));
    QCOMPARE(success(kAnna, kHome), Wait(900s));
    QCOMPARE(state(kAnna).failures, 20);
}

void TestLoginThrottle::elevenTriesTakeMoreThanAMinute()
{
    const Instant start = m_temp->clock.now();
    failPatiently(kAnna, 10);
    QVERIFY(m_temp->clock.now() - start < 1min);
    QVERIFY(m_temp->clock.now() + wait(kAnna, kHome).value_or(0s) - start > 1min);
}

void TestLoginThrottle::neverLocksIfToldSo()
{
    m_rules.disableAfter = 0;
    failPatiently(kAnna, 150);
    QCOMPARE(state(kAnna).failures, 150);
    QVERIFY(!state(kAnna).lockedAt);
    m_temp->clock.advance(900s);
    QCOMPARE(success(kAnna, kHome), Wait());
}

void TestLoginThrottle::successStartsAnew()
{
    for (int round = 0; round < 3; ++round) {
        failPatiently(kAnna, 4);
        QCOMPARE(state(kAnna).failures, 4);
        QCOMPARE(success(kAnna, QStringLiteral("203.0.113.%1").arg(200 + round)), Wait());
        QCOMPARE(state(kAnna), LoginState());
    }
}

void TestLoginThrottle::nothingIsJudgedDuringAWait()
{
    for (int i = 0; i < 5; ++i)
        QVERIFY(!failure(kAnna, kHome).refused);
    // What was let in together with the fifth comes too late, right or wrong, and is not counted.
    QCOMPARE(failure(kAnna, kHome).refused, Wait(1s));
    QCOMPARE(failure(kAnna, kElsewhere).refused, Wait(1s));
    QCOMPARE(success(kAnna, kHome), Wait(1s));
    QCOMPARE(state(kAnna).failures, 5);
    m_temp->clock.advance(1s);
    QCOMPARE(success(kAnna, kHome), Wait());
}

void TestLoginThrottle::strangersDoNotReachAKnownAddress()
{
    m_rules.disableAfter = 10;
    QCOMPARE(success(kAnna, kHome), Wait());
    failPatiently(kAnna, 10);
    QVERIFY(state(kAnna).lockedAt);
    QCOMPARE(wait(kAnna, kElsewhere), Wait(900s));
    QCOMPARE(wait(kAnna, kHome), Wait());
    // All tries are there still.
    for (int i = 0; i < 4; ++i)
        QVERIFY(!failure(kAnna, kHome).refused);
    QCOMPARE(wait(kAnna, kHome), Wait());
    QCOMPARE(success(kAnna, kHome), Wait());
    QVERIFY(state(kAnna).lockedAt);
}

void TestLoginThrottle::aKnownAddressHasLimitsOfItsOwn()
{
    m_rules.disableAfter = 10;
    QCOMPARE(success(kAnna, kHome), Wait());
    for (int i = 0; i < 10; ++i) {
        m_temp->clock.advance(wait(kAnna, kHome).value_or(0s));
        QVERIFY(!failure(kAnna, kHome).refused);
    }
    QCOMPARE(wait(kAnna, kHome), Wait(900s));
    QVERIFY(state(kAnna).lockedAt);
    // Nobody else has to suffer for it, and the lock does not end with the address.
    QCOMPARE(wait(kAnna, kElsewhere), Wait());
    m_temp->clock.advance(std::chrono::hours(24 * 60));
    QCOMPARE(wait(kAnna, kHome), Wait(900s));
}

void TestLoginThrottle::successWhereKnownLeavesStrangersWaiting()
{
    QCOMPARE(success(kAnna, kHome), Wait());
    failPatiently(kAnna, 8);
    const Wait before = wait(kAnna, kElsewhere);
    QCOMPARE(before, Wait(8s));
    QCOMPARE(success(kAnna, kHome), Wait());
    QCOMPARE(wait(kAnna, kElsewhere), before);
    QCOMPARE(state(kAnna).failures, 8);
}

void TestLoginThrottle::addressesAreKnownForThirtyDaysOrASession()
{
    m_rules.disableAfter = 10;
    const QString away = QStringLiteral("192.0.2.99");
    QCOMPARE(success(kAnna, kHome), Wait());
    QCOMPARE(success(kAnna, away, std::chrono::hours(24 * 60)), Wait());
    failPatiently(kAnna, 10);
    const Instant made = m_temp->clock.now();
    m_temp->clock.set(made + std::chrono::hours(24 * 29));
    QCOMPARE(wait(kAnna, kHome), Wait());
    m_temp->clock.set(made + std::chrono::hours(24 * 31));
    QCOMPARE(wait(kAnna, kHome), Wait(900s));
    QCOMPARE(wait(kAnna, away), Wait());
    m_temp->clock.set(made + std::chrono::hours(24 * 61));
    QCOMPARE(wait(kAnna, away), Wait(900s));
}

// A refresh is a success of whoever holds the session, but judges no password.
void TestLoginThrottle::usesMakeKnownToo()
{
    const auto use = [this](std::chrono::hours session) {
        const Instant now = m_temp->clock.now();
        REQUIRE(
            m_throttle->noteUse(m_temp->connection(), subject(kAnna, kHome), now, now + session));
    };
    use(1h);
    failPatiently(kAnna, 6);
    QCOMPARE(wait(kAnna, kElsewhere), Wait(2s));
    QCOMPARE(wait(kAnna, kHome), Wait());
    QCOMPARE(state(kAnna).failures, 6);
    // What was counted there stays, and so does a lock.
    m_rules.disableAfter = 7;
    for (int i = 0; i < 5; ++i)
        QVERIFY(!failure(kAnna, kHome).refused);
    use(24h * 40);
    QCOMPARE(wait(kAnna, kHome), Wait(1s));
    m_temp->clock.advance(1s);
    QVERIFY(!failure(kAnna, kHome).locked);
    m_temp->clock.advance(2s);
    QVERIFY(failure(kAnna, kHome).locked);
    use(24h * 80);
    QCOMPARE(wait(kAnna, kHome), Wait(900s));
    // One that nobody uses any more is forgotten, with its failures.
    REQUIRE(m_throttle->unlock(m_temp->connection(), kAnna));
    for (int i = 0; i < 4; ++i)
        QVERIFY(!failure(kAnna, kHome).refused);
    m_temp->clock.advance(24h * 81);
    use(1h);
    QVERIFY(!failure(kAnna, kHome).refused);
    QCOMPARE(wait(kAnna, kHome), Wait());
    // An address that cannot be read makes nothing known.
    const qint64 before = rows();
    const Instant now = m_temp->clock.now();
    REQUIRE(m_throttle->noteUse(m_temp->connection(), subject(kAnna, {}), now, now + 1h));
    QCOMPARE(rows(), before);
    const Instant midnight = std::chrono::floor<std::chrono::days>(now);
    QVERIFY(!LoginThrottle::isUseNoted(midnight, midnight + 23h));
    QVERIFY(LoginThrottle::isUseNoted(midnight, midnight + 24h));
    QVERIFY(LoginThrottle::isUseNoted(midnight - 1ms, midnight));
}

void TestLoginThrottle::addressesHaveAMinute()
{
    // Each name has its free tries; the address has not.
    for (int i = 1; i <= 20; ++i) {
        const auto noted = failure(QStringLiteral("nobody%1").arg(i), kElsewhere);
        QVERIFY(!noted.refused);
        QCOMPARE(noted.addressFull, i == 20);
    }
    QCOMPARE(wait(QStringLiteral("somebody"), kElsewhere), Wait(60s));
    QCOMPARE(failure(QStringLiteral("somebody"), kElsewhere).refused, Wait(60s));
    QCOMPARE(wait(QStringLiteral("somebody"), kHome), Wait());
    m_temp->clock.advance(59s);
    QCOMPARE(wait(QStringLiteral("somebody"), kElsewhere), Wait(1s));
    m_temp->clock.advance(1s);
    QCOMPARE(wait(QStringLiteral("somebody"), kElsewhere), Wait());
    QVERIFY(!failure(QStringLiteral("somebody"), kElsewhere).addressFull);
    // Both waits: the longer one counts.
    m_rules.addressFailures = 1;
    QCOMPARE(wait(QStringLiteral("somebody"), kElsewhere), Wait(60s));
}

void TestLoginThrottle::addressLimitSparesKnownUsers()
{
    m_rules.addressFailures = 3;
    QCOMPARE(success(kAnna, kHome), Wait());
    for (int i = 0; i < 3; ++i)
        QVERIFY(!failure(QStringLiteral("nobody%1").arg(i), kHome).refused);
    // Someone behind the same router cannot keep Anna out, but strangers wait.
    QCOMPARE(wait(kAnna, kHome), Wait());
    QCOMPARE(wait(QStringLiteral("bob"), kHome), Wait(60s));
}

void TestLoginThrottle::networks_data()
{
    QTest::addColumn<QString>("one");
    QTest::addColumn<QString>("other");
    QTest::addColumn<bool>("same");
    const auto row = [](const char *one, const char *other, bool same) {
        QTest::addRow("%s %s", one, other)
            << QString::fromLatin1(one) << QString::fromLatin1(other) << same;
    };
    row("192.0.2.1", "192.0.2.1", true);
    row("192.0.2.1", "192.0.2.2", false);
    row("192.0.2.1", "::ffff:192.0.2.1", true);
    row("::ffff:192.0.2.1", "::ffff:192.0.2.2", false);
    row("2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff", true);
    row("2001:db8:1:2::1", "2001:db8:1:3::1", false);
    row("fe80::1%eth0", "fe80::2%eth1", true);
    row("::1", "127.0.0.1", false);
}

void TestLoginThrottle::networks()
{
    QFETCH(QString, one);
    QFETCH(QString, other);
    QFETCH(bool, same);
    QCOMPARE(subject(kAnna, one).address == subject(kAnna, other).address, same);
    QCOMPARE(subject(kAnna, one).address.size(), 16);
    QCOMPARE(success(kAnna, one), Wait());
    m_rules.addressFailures = 1;
    QVERIFY(!failure(QStringLiteral("nobody"), one).refused);
    QCOMPARE(wait(QStringLiteral("bob"), other).has_value(), same);
    // An address that cannot be read has no limit of its own, and the account has.
    QVERIFY(subject(kAnna, QStringLiteral("nonsense")).address.isEmpty());
    for (int i = 0; i < 5; ++i)
        QVERIFY(!failure(kAnna, {}).refused);
    QCOMPARE(failure(kAnna, QStringLiteral("nonsense")).refused, Wait(1s));
    m_temp->clock.advance(1s);
    QCOMPARE(success(kAnna, {}), Wait());
    QCOMPARE(state(kAnna), LoginState());
}

void TestLoginThrottle::namesAreFoldedAndHashed()
{
    QCOMPARE(subject(QStringLiteral("ANNA"), kHome).account, subject(kAnna, kHome).account);
    QCOMPARE(subject(QStringLiteral("\uff41nna"), kHome).account, subject(kAnna, kHome).account);
    QVERIFY(subject(QStringLiteral("anne"), kHome).account != subject(kAnna, kHome).account);
    QCOMPARE(subject(QString(), kHome).account.size(), 16);
    const QString typed = QStringLiteral("my secret, in the wrong field");
    QVERIFY(!failure(typed, kHome).refused);
    m_temp->database.closeThread();
    for (const QString &suffix : {QString(), QStringLiteral("-wal")}) {
        QFile file(m_temp->path + suffix);
        if (file.open(QIODevice::ReadOnly))
            QVERIFY(!file.readAll().contains(typed.toUtf8()));
    }
}

void TestLoginThrottle::clockJumpsDoNotStick()
{
    m_rules.addressFailures = 3;
    failPatiently(kAnna, 12); // now waits 128 s
    for (int i = 0; i < 3; ++i)
        QVERIFY(!failure(QStringLiteral("nobody%1").arg(i), kElsewhere).refused);
    const Instant before = m_temp->clock.now();
    QCOMPARE(wait(kAnna, kHome), Wait(128s));
    // A day back: nobody waits for a day.
    m_temp->clock.set(before - 24h);
    QCOMPARE(wait(kAnna, kHome), Wait());
    QCOMPARE(wait(QStringLiteral("nobody"), kElsewhere), Wait());
    QVERIFY(!state(kAnna).isBarred(m_temp->clock.now()));
    QVERIFY(!failure(kAnna, kHome).refused);
    QCOMPARE(wait(kAnna, kHome), Wait(256s)); // the count is what it was
    // A day ahead, and back again.
    m_temp->clock.set(before + 24h);
    QCOMPARE(wait(kAnna, kHome), Wait());
    QVERIFY(!failure(kAnna, kHome).refused);
    m_temp->clock.set(before);
    QCOMPARE(wait(kAnna, kHome), Wait());
    // A step within the wait makes it longer by the step, and no longer than itself.
    QVERIFY(!failure(kAnna, kHome).refused);
    m_temp->clock.advance(500s);
    m_temp->clock.advance(-100s);
    QCOMPARE(wait(kAnna, kHome), Wait(500s));
}

void TestLoginThrottle::shorterWaitIsInForceAtOnce()
{
    failPatiently(kAnna, 20);
    QCOMPARE(wait(kAnna, kHome), Wait(900s));
    m_rules.longestWait = 10s;
    QCOMPARE(wait(kAnna, kHome), Wait());
    QVERIFY(!failure(kAnna, kHome).refused);
    QCOMPARE(wait(kAnna, kHome), Wait(10s));
}

void TestLoginThrottle::remembersAcrossRestartsAndCountsForAll()
{
    for (int i = 0; i < 3; ++i)
        QVERIFY(!failure(kAnna, kHome).refused);
    m_temp->database.closeThread();
    // Another process, at another time.
    store::Database other(m_temp->path, m_temp->clock);
    REQUIRE(other.open());
    const LoginThrottle throttle(m_key.clone());
    auto connection = other.connection();
    REQUIRE(connection);
    for (int i = 0; i < 2; ++i) {
        const auto noted = throttle.noteFailure(
            **connection, m_rules, throttle.subject(kAnna, kElsewhere), m_temp->clock.now());
        REQUIRE(noted);
        QCOMPARE(noted->failures, 4 + i);
    }
    QCOMPARE(wait(kAnna, kHome), Wait(1s));
}

void TestLoginThrottle::anotherKeyIsAnotherThrottle()
{
    const LoginThrottle other{SecretBytes(QByteArrayView("another"))};
    QVERIFY(other.subject(kAnna, kHome).account != subject(kAnna, kHome).account);
}

void TestLoginThrottle::unlockStartsAnew()
{
    m_rules.disableAfter = 10;
    QCOMPARE(success(kAnna, kHome), Wait());
    failPatiently(kAnna, 10);
    for (int i = 0; i < 6; ++i) {
        m_temp->clock.advance(wait(kAnna, kHome).value_or(0s));
        QVERIFY(!failure(kAnna, kHome).refused);
    }
    const auto before = m_throttle->unlock(m_temp->connection(), QStringLiteral("Anna"));
    REQUIRE(before);
    QCOMPARE(before->failures, 16);
    QVERIFY(before->lockedAt);
    QCOMPARE(state(kAnna), LoginState());
    QCOMPARE(wait(kAnna, kHome), Wait());
    QCOMPARE(wait(kAnna, kElsewhere), Wait());
    // The address is known still.
    failPatiently(kAnna, 10);
    QCOMPARE(wait(kAnna, kHome), Wait());
    const auto nothing = m_throttle->unlock(m_temp->connection(), QStringLiteral("nobody"));
    REQUIRE(nothing);
    QCOMPARE(*nothing, LoginState());
    REQUIRE(m_throttle->forget(m_temp->connection(), kAnna));
    QCOMPARE(state(kAnna), LoginState());
    failPatiently(kAnna, 10);
    QCOMPARE(wait(kAnna, kHome), Wait(900s));
}

void TestLoginThrottle::forgetsFailuresAfterThirtyDays()
{
    failPatiently(kAnna, 4);
    store::ThrottleRepository repository(m_temp->connection());
    m_temp->clock.advance(LoginThrottle::kMemory);
    REQUIRE(repository.purge(m_temp->clock.now()));
    QCOMPARE(state(kAnna).failures, 4);
    m_temp->clock.advance(1s);
    REQUIRE(repository.purge(m_temp->clock.now()));
    QCOMPARE(state(kAnna).failures, 0);
    QCOMPARE(rows(), 0);
}

void TestLoginThrottle::purgesInBatchesButNoLocks()
{
    m_rules.disableAfter = 10;
    failPatiently(kAnna, 10);
    {
        const Together together(m_temp->connection());
        for (int i = 0; i < 600; ++i)
            QVERIFY(!failure(QStringLiteral("nobody%1").arg(i), {}).refused);
    }
    m_temp->clock.advance(LoginThrottle::kMemory + 1s);
    store::ThrottleRepository repository(m_temp->connection());
    QCOMPARE(repository.purge(m_temp->clock.now(), 500).value_or(-1), 500);
    QCOMPARE(repository.purge(m_temp->clock.now(), 500).value_or(-1), 110);
    QCOMPARE(repository.purge(m_temp->clock.now(), 500).value_or(-1), 0);
    QCOMPARE(rows(), 1);
    QCOMPARE(wait(kAnna, kHome), Wait(900s));
}

QTEST_GUILESS_MAIN(TestLoginThrottle)
#include "tst_loginthrottle.moc"
