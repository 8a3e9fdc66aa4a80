// SPDX-License-Identifier: GPL-3.0-or-later
// What the forecast of a change of settings says is what happens once it is saved: for each of
// thousands of sessions the moment is found from which the server refuses it, before and after.
#include "server/auth/databasefacts.h"
#include "server/auth/sessionlifetimes.h"
#include "server/auth/sessiontokens.h"
#include "server/token/examine.h"
#include "server/token/issue.h"
#include "tests/unit/runtime/corefixture.h"

#include <QRandomGenerator>

#include <array>

using namespace tokendesk;
using namespace tokendesk::test;
using auth::TokenAnswer;
using auth::TokenService;
using namespace std::chrono_literals;

namespace {

QJsonObject object(std::initializer_list<QPair<QString, QJsonValue>> members)
{
    return QJsonObject(members);
}

} // namespace

class TestSessionLifetimes : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void cleanup();

    void saysWhatHappens_data();
    void saysWhatHappens();
    void changesNothing();
    void namesTheSettingThatRefusesAll();
    void spentTokensThatStayGoodCannotBeShortened();
    void goesOnWithShortening();
    void shortenedSessionsAreForgottenByMemory();
    void stopsWhenNobodyWaits();
    void isQuick();

private:
    struct Made
    {
        SessionId id;
        SessionKind kind = SessionKind::Pair;
        QByteArray token;
        Instant end{}; ///< by the settings of the moment
    };

    Result<auth::SettingsState> change(const QJsonObject &changes, const SettingsSave &how = {});
    /// \a count sessions of all ages under the settings in force, some of them over.
    void fill(int count);
    [[nodiscard]] Session randomSession(QRandomGenerator &random) const;
    [[nodiscard]] QByteArray tokenOf(const Session &session) const;
    [[nodiscard]] Session row(const SessionId &id) const;
    /// Whether the server would refresh \a made at \a at, without doing so.
    [[nodiscard]] bool isGood(const Made &made, Instant at) const;
    /// The moment from which it would not, tried out.
    void findEnds(bool isRefused = false);
    /// How many of a chunk of real refreshes are refused.
    [[nodiscard]] qint64 refusedNow();

    std::unique_ptr<Scratch> m_scratch;
    std::unique_ptr<Core> m_core;
    User m_user;
    std::vector<Made> m_made;
};

void TestSessionLifetimes::init()
{
    m_scratch = std::make_unique<Scratch>();
    auto core = m_scratch->open();
    VERIFY_OK(core);
    m_core = *std::move(core);
    const auto user = addUser(*m_core, QStringLiteral("alice"));
    VERIFY_OK(user);
    m_user = *user;
    m_made.clear();
}

void TestSessionLifetimes::cleanup()
{
    m_core.reset();
    m_scratch.reset();
}

Result<auth::SettingsState> TestSessionLifetimes::change(const QJsonObject &changes,
                                                         const SettingsSave &how)
{
    return await<auth::SettingsState>([&](auth::Completion<auth::SettingsState> done) {
        m_core->settings().change(changes, how, kActor, std::move(done));
    });
}

Session TestSessionLifetimes::randomSession(QRandomGenerator &random) const
{
    const auto upTo = [&random](std::chrono::milliseconds most) {
        return std::chrono::milliseconds(
            static_cast<qint64>(random.bounded(static_cast<double>(most.count()))));
    };
    auth::PolicySnapshot snapshot = *m_core->context().policies.current();
    token::Policy &policy = snapshot.policy;
    if (random.bounded(4) == 0) // begun when lifetimes were longer
        policy.refreshLifetime *= 3;
    if (random.bounded(4) == 0)
        policy.sessionMaximum = 0s;
    const Instant now = m_scratch->clock.now();
    const bool isSliding = random.bounded(10) == 0;
    const auto age = isSliding ? upTo(10min) : upTo(std::chrono::hours(24 * 40));
    Session session =
        auth::newSession(snapshot, isSliding ? SessionKind::Sliding : SessionKind::Pair, m_user.id,
                         {}, now - age)
            .value();
    if (!isSliding && random.bounded(3) > 0) {
        session.refreshedAt = session.createdAt + upTo(age);
        session.expiresAt = auth::refreshExpiry(policy, *session.refreshedAt, session);
        session.accessUntil = auth::accessExpiry(policy, *session.refreshedAt);
    }
    return session;
}

QByteArray TestSessionLifetimes::tokenOf(const Session &session) const
{
    const auto snapshot = m_core->context().policies.current();
    const QByteArray carried = token::userClaims(snapshot->policy, m_user, QString());
    if (session.kind == SessionKind::Pair)
        return auth::issuePair(*snapshot, session, carried, m_scratch->clock.now()).value().refresh;
    return auth::issueSliding(*snapshot, Jti{session.id, 0}.toHex(), session.id, session.expiresAt,
                              carried, session.createdAt)
        .value()
        .sliding;
}

void TestSessionLifetimes::fill(int count)
{
    QRandomGenerator random(20'261'128);
    std::vector<Session> sessions;
    for (int i = 0; i < count; ++i) {
        sessions.push_back(randomSession(random));
        const Session &session = sessions.back();
        m_made.push_back({session.id, session.kind, tokenOf(session), {}});
    }
    const auto written = m_core->context()
                             .writer
                             .run<void>([&sessions](store::Connection &connection) -> Result<void> {
                                 for (const Session &session : sessions)
                                     TRY(store::SessionRepository(connection).insert(session));
                                 return {};
                             })
                             .result();
    VERIFY_OK(written);
}

Session TestSessionLifetimes::row(const SessionId &id) const
{
    store::SessionRepository sessions(*m_core->context().database.connection().value());
    return sessions.findState(id).value().value_or(Session());
}

bool TestSessionLifetimes::isGood(const Made &made, Instant at) const
{
    const auto &context = m_core->context();
    const auto snapshot = context.policies.current();
    auth::DatabaseFacts facts(context.database, context.revocations,
                              snapshot->policy.checkRevokeToken);
    token::DecodedToken decoded;
    const token::Verdict verdict = token::examine(
        made.token,
        made.kind == SessionKind::Pair ? token::Purpose::Refresh : token::Purpose::SlidingRefresh,
        snapshot->policy, snapshot->keys, facts, at, token::Mode::Stopping, decoded);
    return verdict.accepted() && !auth::outlived(snapshot->policy, *facts.foundSession(), at);
}

void TestSessionLifetimes::findEnds(bool isRefused)
{
    const auto policy = m_core->context().policies.current()->policy;
    const Instant now = m_scratch->clock.now();
    for (Made &made : m_made) {
        const Session session = row(made.id);
        made.end = session.kind == SessionKind::Pair
                       ? session.expiresAt
                       : std::min(session.expiresAt, session.accessUntil);
        made.end += policy.leeway;
        if (const auto end = auth::absoluteEnd(policy, session))
            made.end = std::min(made.end, *end);
        if (policy.sessionIdleLimit > 0s)
            made.end = std::min(made.end, session.refreshedAt.value_or(session.createdAt)
                                              + policy.sessionIdleLimit);
        if (session.endedAt || isRefused)
            made.end = std::min(made.end, now);
        // What the formula says is what the server does.
        QVERIFY(!isGood(made, std::max(made.end, now)));
        if (made.end > now)
            QVERIFY(isGood(made, made.end - 1ms));
    }
}

qint64 TestSessionLifetimes::refusedNow()
{
    constexpr std::size_t kChunk = 1'000;
    TokenService tokens(m_core->context());
    std::atomic<qint64> refused{0};
    for (std::size_t from = 0; from < m_made.size(); from += kChunk) {
        const std::size_t to = std::min(m_made.size(), from + kChunk);
        std::atomic<std::size_t> left{to - from};
        for (std::size_t i = from; i < to; ++i) {
            const auto done = [&](const TokenAnswer &answer) {
                if (!answer)
                    ++refused;
                --left;
                left.notify_all();
            };
            if (m_made[i].kind == SessionKind::Pair)
                tokens.refresh(m_made[i].token, {}, done);
            else
                tokens.slidingRefresh(m_made[i].token, {}, done);
        }
        for (std::size_t now = left; now > 0; now = left)
            left.wait(now);
    }
    return refused;
}

void TestSessionLifetimes::saysWhatHappens_data()
{
    QTest::addColumn<int>("count");
    QTest::addColumn<QJsonObject>("before");
    QTest::addColumn<QJsonObject>("changes");
    QTest::addColumn<bool>("shorten");
    const QJsonObject limits =
        object({{QStringLiteral("session_idle_limit"), 345'600}, {QStringLiteral("leeway"), 30}});
    QTest::newRow("a shorter maximum and idle time, tokens kept")
        << 10'000 << QJsonObject()
        << object({{QStringLiteral("session_maximum"), 864'000},
                   {QStringLiteral("session_idle_limit"), 259'200},
                   {QStringLiteral("access_token_lifetime"), 60}})
        << false;
    QTest::newRow("shorter refresh tokens, sessions shortened")
        << 3'000 << limits
        << object({{QStringLiteral("refresh_token_lifetime"), 172'800},
                   {QStringLiteral("sliding_token_refresh_lifetime"), 120},
                   {QStringLiteral("leeway"), 0}})
        << true;
    QTest::newRow("shorter refresh tokens alone")
        << 500 << limits << object({{QStringLiteral("refresh_token_lifetime"), 3'600}}) << false;
    QTest::newRow("longer") << 500 << limits
                            << object({{QStringLiteral("session_idle_limit"), 0},
                                       {QStringLiteral("session_maximum"), 0},
                                       {QStringLiteral("leeway"), 60}})
                            << false;
    QTest::newRow("without rotation")
        << 500 << object({{QStringLiteral("rotate_refresh_tokens"), false}})
        << object({{QStringLiteral("session_idle_limit"), 86'400},
                   {QStringLiteral("refresh_token_lifetime"), 259'200}})
        << true;
    QTest::newRow("the other preset")
        << 500 << QJsonObject() << object({{QStringLiteral("preset"), QStringLiteral("simplejwt")}})
        << false;
    QTest::newRow("another issuer")
        << 500 << QJsonObject()
        << object({{QStringLiteral("issuer"), QStringLiteral("https://id.example")}}) << false;
    QTest::newRow("bound to the password")
        << 500 << QJsonObject() << object({{QStringLiteral("check_revoke_token"), true}}) << false;
}

void TestSessionLifetimes::saysWhatHappens()
{
    QFETCH(int, count);
    QFETCH(QJsonObject, before);
    QFETCH(QJsonObject, changes);
    QFETCH(bool, shorten);
    VERIFY_OK(change(before));
    fill(count);
    findEnds();
    std::vector<Instant> ends;
    for (const Made &made : m_made)
        ends.push_back(made.end);
    const auto forecast = m_core->settings().forecast(changes);
    VERIFY_OK(forecast);

    const auto saved = change(changes, {{}, shorten});
    VERIFY_OK(saved);
    findEnds(!forecast->refusedBy.isEmpty());
    const Instant now = m_scratch->clock.now();
    SessionForecast seen;
    qint64 live = 0;
    qint64 over = 0;
    for (std::size_t i = 0; i < m_made.size(); ++i) {
        const Instant end = m_made[i].end;
        over += end <= now ? 1 : 0;
        if (ends[i] <= now)
            continue;
        ++live;
        ++(end <= now      ? seen.endNow
           : end < ends[i] ? seen.endEarlier
           : end > ends[i] ? seen.endLater
                           : seen.unchanged);
    }
    const SessionForecast &said = shorten ? forecast->shortened : forecast->kept;
    QCOMPARE(forecast->live, live);
    QVERIFY(live > count / 10);
    QCOMPARE(said.endNow, seen.endNow);
    QCOMPARE(said.endEarlier, seen.endEarlier);
    QCOMPARE(said.endLater, seen.endLater);
    QCOMPARE(said.unchanged, seen.unchanged);
    if (shorten) {
        QVERIFY(saved->shortened);
        QVERIFY(seen.endEarlier > 0);
        QCOMPARE(m_core->settings().forecast({})->kept.unchanged, live - seen.endNow);
    }
    QCOMPARE(refusedNow(), over);
}

void TestSessionLifetimes::changesNothing()
{
    fill(50);
    const auto first =
        m_core->settings().forecast(object({{QStringLiteral("session_maximum"), 60}}));
    VERIFY_OK(first);
    QCOMPARE(first->kept.endNow + first->kept.endEarlier, first->live);
    const auto none = m_core->settings().forecast({});
    VERIFY_OK(none);
    QCOMPARE(none->kept.unchanged, none->live);
    QCOMPARE(m_core->settings().current()->latest.version, 0);
    VERIFY_ERROR(m_core->settings().forecast(object({{QStringLiteral("acess"), 60}})),
                 ErrorCode::UnknownSetting);
}

void TestSessionLifetimes::namesTheSettingThatRefusesAll()
{
    fill(20);
    const std::array<std::pair<const char *, QJsonValue>, 4> all = {
        {{"audience", QStringLiteral("orders")},
         {"jti_claim", QStringLiteral("id")},
         {"token_type_claim", QStringLiteral("kind")},
         {"check_revoke_token", true}}};
    for (const auto &[key, value] : all) {
        const auto found =
            m_core->settings().forecast(QJsonObject{{QString::fromLatin1(key), value}});
        VERIFY_OK(found);
        QCOMPARE(found->refusedBy, QString::fromLatin1(key));
        QCOMPARE(found->kept.endNow, found->live);
    }
}

void TestSessionLifetimes::spentTokensThatStayGoodCannotBeShortened()
{
    VERIFY_OK(change(object({{QStringLiteral("blacklist_after_rotation"), false}})));
    fill(50);
    const QJsonObject shorter = object({{QStringLiteral("refresh_token_lifetime"), 3'600}});
    const auto found = m_core->settings().forecast(shorter);
    VERIFY_OK(found);
    QVERIFY(!found->canShorten);
    const auto refused = change(shorter, {{}, true});
    VERIFY_ERROR(refused, ErrorCode::Conflict);
    QCOMPARE(refused.error().field, QStringLiteral("shorten_sessions"));
    VERIFY_OK(change(shorter));
}

void TestSessionLifetimes::goesOnWithShortening()
{
    fill(500); // more than one transaction takes
    const QJsonObject shorter = object({{QStringLiteral("refresh_token_lifetime"), 86'400}});
    const auto forecast = m_core->settings().forecast(shorter);
    VERIFY_OK(forecast);
    QVERIFY(forecast->shortened.endNow > 0 && forecast->shortened.endEarlier > 0);
    // As a crash right after the save leaves it: ordered, not carried out.
    VERIFY_OK(change(shorter));
    VERIFY_OK(m_core->context()
                  .writer
                  .run<void>([](store::Connection &connection) {
                      return auth::ShortenSessions::order(connection, kActor);
                  })
                  .result());
    m_core.reset();
    auto core = m_scratch->open();
    VERIFY_OK(core);
    m_core = *std::move(core);
    VERIFY_OK(m_core->maintenance()->run());
    QCOMPARE(m_core->settings().forecast({})->live, forecast->live - forecast->shortened.endNow);
    const auto told = events(*m_core, "session.shortened_all");
    QCOMPARE(told.size(), std::size_t{1});
    QCOMPARE(told.front().actor, kActor.name);
    QCOMPARE(told.front().detail.value(QLatin1String("shortened")).toInteger(),
             forecast->shortened.endEarlier);
    VERIFY_OK(m_core->maintenance()->run());
    QCOMPARE(events(*m_core, "session.shortened_all").size(), std::size_t{1});
}

void TestSessionLifetimes::shortenedSessionsAreForgottenByMemory()
{
    fill(20);
    const Instant now = m_scratch->clock.now();
    const auto live = std::find_if(m_made.begin(), m_made.end(), [&](const Made &made) {
        return made.kind == SessionKind::Pair && isGood(made, now);
    });
    QVERIFY(live != m_made.end());
    TokenService tokens(m_core->context());
    const auto refresh = [&tokens](const QByteArray &token) {
        const auto promise = std::make_shared<QPromise<TokenAnswer>>();
        promise->start();
        tokens.refresh(token, {}, [promise](TokenAnswer answer) {
            promise->addResult(std::move(answer));
            promise->finish();
        });
        return promise->future().result();
    };
    const TokenAnswer rotated = refresh(live->token);
    QVERIFY(rotated);
    VERIFY_OK(change(object({{QStringLiteral("refresh_token_lifetime"), 3'600}}), {{}, true}));
    m_scratch->clock.advance(1h);
    QVERIFY(!refresh(rotated->refresh));
    QCOMPARE(row(live->id).endReason.has_value(), false); // findState() leaves it out
    const auto ended = m_core->sessions().find(live->id);
    VERIFY_OK(ended);
    QVERIFY(ended->endReason == EndReason::Expired);
}

void TestSessionLifetimes::stopsWhenNobodyWaits()
{
    fill(6'000); // a quarter of them live
    const QJsonObject shorter = object({{QStringLiteral("session_maximum"), 864'000}});
    int asked = 0;
    VERIFY_ERROR(m_core->settings().forecast(shorter, [&asked] { return ++asked > 1; }),
                 ErrorCode::Cancelled);
    QCOMPARE(asked, 2); // once at the start, once on the way
    VERIFY_OK(m_core->settings().forecast(shorter, [] { return false; }));
}

/// Says how long it takes. The bound of the design is for a machine that does nothing else, and for
/// TOKENDESK_TEST_SESSIONS=100000.
void TestSessionLifetimes::isQuick()
{
    const int given = qEnvironmentVariableIntValue("TOKENDESK_TEST_SESSIONS");
    const int count = given > 0 ? given : 500;
    fill(count);
    QBENCHMARK
    {
        VERIFY_OK(
            m_core->settings().forecast(object({{QStringLiteral("session_maximum"), 864'000}})));
    }
}

QTEST_GUILESS_MAIN(TestSessionLifetimes)
#include "tst_sessionlifetimes.moc"
