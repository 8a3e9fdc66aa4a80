// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/configrepository.h"
#include "tests/unit/store/storetest.h"

#include <algorithm>

using namespace tokendesk;
using namespace tokendesk::store;
using namespace tokendesk::test;
using namespace std::chrono_literals;

class TestSessionRepository : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_temp = std::make_unique<TempDatabase>();
        REQUIRE(m_temp->database.open());
        m_now = m_temp->clock.now();
    }
    void cleanup() { m_temp.reset(); }

    void roundTripsEveryField();
    void rotatesOnlyTheCurrentGeneration();
    void touchNeverShortens();
    void endsOnceAndLeavesARevocation();
    void leavesNoRevocationWithoutAccessTokens();
    void endsWhatLivesAgainWhenTheClockComesBack();
    void endsAllOfAUserButOne();
    void endsAll();
    void pagesInTheOrderOfTheirEnds_data();
    void pagesInTheOrderOfTheirEnds();
    void pagesInEveryOrder_data();
    void pagesInEveryOrder();
    void filtersByState();
    void findsByText();
    void refusesForeignCursors();
    void notesForeignTokensOnce();
    void purgesInBatches();
    void countsLive();
    void countsNoFurtherThanTold();

private:
    SessionRepository sessions() { return SessionRepository(m_temp->connection()); }
    void add(quint32 n, UserId user = 1)
    {
        REQUIRE(sessions().insert(makeSession(n, user, m_now)));
    }
    QStringList ids(const SessionQuery &query)
    {
        auto page = sessions().list(query, m_temp->clock.now());
        if (!page)
            return {page.error().message()};
        QStringList result;
        for (const Session &session : page->rows)
            result.append(session.id.toString().left(8));
        return result;
    }

    std::unique_ptr<TempDatabase> m_temp;
    Instant m_now{};
};

void TestSessionRepository::roundTripsEveryField()
{
    const UserId user = UserRepository(m_temp->connection())
                            .insert(makeUser(QStringLiteral("alice")), QString(), m_now)
                            .value();
    Session session = makeSession(1, user, m_now);
    session.kind = SessionKind::Sliding;
    session.generation = 5;
    session.refreshedAt = m_now + 1s;
    session.maximumAt = m_now + 30h;
    session.endedAt = m_now + 2s;
    session.endReason = EndReason::RefreshReused;
    session.endedBy = QStringLiteral("admin");
    REQUIRE(sessions().insert(session));
    session.username = QStringLiteral("alice");
    QVERIFY(sessions().find(session.id).value() == session);
    QCOMPARE(sessions().insert(session).error().code, ErrorCode::AlreadyExists);
    add(2, 99);
    const Session orphan = *sessions().find(sessionId(2)).value();
    QCOMPARE(orphan.username, QString());
    QVERIFY(!orphan.refreshedAt && !orphan.maximumAt && !orphan.endedAt && !orphan.endReason);
    QVERIFY(!sessions().find(sessionId(3)).value().has_value());
}

void TestSessionRepository::rotatesOnlyTheCurrentGeneration()
{
    add(1);
    const Rotation rotation{m_now + 1s, m_now + 48h, m_now + 16min, QStringLiteral("k2")};
    QVERIFY(sessions().rotate(sessionId(1), 0, rotation).value());
    QVERIFY(!sessions().rotate(sessionId(1), 0, rotation).value());
    QVERIFY(!sessions().rotate(sessionId(1), 2, rotation).value());
    QVERIFY(!sessions().rotate(sessionId(2), 0, rotation).value());
    const Session session = *sessions().find(sessionId(1)).value();
    QCOMPARE(session.generation, 1);
    QCOMPARE(session.refreshedAt, std::optional<Instant>(m_now + 1s));
    QCOMPARE(session.expiresAt, Instant(m_now + 48h));
    QCOMPARE(session.accessUntil, Instant(m_now + 16min));
    QCOMPARE(session.keyId, QStringLiteral("k2"));
    // A shorter access lifetime does not hide the older token that still lives.
    // Without a key it stays the one it was.
    QVERIFY(sessions().rotate(sessionId(1), 1, {m_now + 2s, m_now + 1h, m_now + 1min, {}}).value());
    QCOMPARE(sessions().find(sessionId(1)).value()->keyId, QStringLiteral("k2"));
    QCOMPARE(sessions().findState(sessionId(1)).value()->keyId, QStringLiteral("k2"));
    QCOMPARE(sessions().find(sessionId(1)).value()->accessUntil, Instant(m_now + 16min));
    QVERIFY(sessions().end(sessionId(1), EndReason::LoggedOut, QString(), m_now).value());
    QVERIFY(!sessions().rotate(sessionId(1), 2, rotation).value());
}

void TestSessionRepository::touchNeverShortens()
{
    add(1);
    QVERIFY(sessions().touch(sessionId(1), {m_now + 1s, {}, m_now + 20min, {}}).value());
    const Session session = *sessions().find(sessionId(1)).value();
    QCOMPARE(session.generation, 0);
    QCOMPARE(session.expiresAt, Instant(m_now + 24h));
    QCOMPARE(session.accessUntil, Instant(m_now + 20min));
    QCOMPARE(session.refreshedAt, std::optional<Instant>(m_now + 1s));
    QCOMPARE(session.keyId, QStringLiteral("k1"));
    QVERIFY(!sessions().touch(sessionId(2), {}).value());
    QVERIFY(sessions().end(sessionId(1), EndReason::LoggedOut, QString(), m_now).value());
    QVERIFY(!sessions().touch(sessionId(1), {}).value());
}

void TestSessionRepository::endsOnceAndLeavesARevocation()
{
    add(1);
    QVERIFY(sessions()
                .end(sessionId(1), EndReason::EndedByAdministrator, QStringLiteral("admin"), m_now)
                .value());
    QVERIFY(!sessions().end(sessionId(1), EndReason::LoggedOut, QString(), m_now).value());
    QVERIFY(!sessions().end(sessionId(2), EndReason::LoggedOut, QString(), m_now).value());
    const Session session = *sessions().find(sessionId(1)).value();
    QCOMPARE(session.endReason, std::optional(EndReason::EndedByAdministrator));
    QCOMPARE(session.endedBy, QStringLiteral("admin"));
    QCOMPARE(session.endedAt, std::optional(m_now));
    auto revocations = sessions().revocationsAfter(0, m_now).value();
    QCOMPARE(revocations.size(), 1U);
    QCOMPARE(revocations.front().session, sessionId(1));
    QCOMPARE(revocations.front().accessUntil, Instant(m_now + 15min));
    QVERIFY(sessions().revocationsAfter(revocations.front().sequence, m_now).value().empty());
    QVERIFY(sessions().revocationsAfter(0, m_now + 15min + kClockMargin).value().empty());
}

void TestSessionRepository::leavesNoRevocationWithoutAccessTokens()
{
    add(1);
    const Instant later = m_now + 15min + kClockMargin;
    QVERIFY(sessions().end(sessionId(1), EndReason::LoggedOut, QString(), later).value());
    QVERIFY(sessions().revocationsAfter(0, m_now).value().empty());
}

void TestSessionRepository::endsWhatLivesAgainWhenTheClockComesBack()
{
    // Nearly a day ahead every token seems to have expired; the clock is put right afterwards.
    const Instant ahead = m_now + kClockMargin;
    for (quint32 n = 1; n <= 4; ++n) {
        Session session = makeSession(n, n, m_now);
        session.expiresAt = m_now + 1h;
        session.keyId = n == 4 ? QStringLiteral("k4") : QStringLiteral("k1");
        REQUIRE(sessions().insert(session));
    }
    QVERIFY(sessions().end(sessionId(1), EndReason::LoggedOut, {}, ahead).value());
    QCOMPARE(sessions().endOfUser(2, EndReason::UserDisabled, {}, ahead).value().size(), 1U);
    QCOMPARE(
        KeyRepository(m_temp->connection()).endSessions(QStringLiteral("k4"), {}, ahead).value(),
        1);
    QCOMPARE(sessions().endAll(EndReason::EndedByAdministrator, {}, ahead).value().size(), 1U);
    for (quint32 n = 1; n <= 4; ++n)
        QVERIFY(sessions().find(sessionId(n)).value()->endedAt);
    // Whoever reads while the clock is ahead, and whoever reads later, learns of all four.
    QCOMPARE(sessions().revocationsAfter(0, ahead).value().size(), 4U);
    QCOMPARE(sessions().revocationsAfter(0, m_now).value().size(), 4U);
}

void TestSessionRepository::endsAllOfAUserButOne()
{
    for (quint32 n = 1; n <= 4; ++n)
        add(n, 1);
    add(5, 2);
    QVERIFY(sessions().end(sessionId(4), EndReason::LoggedOut, QString(), m_now).value());
    auto ended = sessions().endOfUser(1, EndReason::PasswordChanged, QStringLiteral("alice"), m_now,
                                      sessionId(2));
    REQUIRE(ended);
    std::sort(ended->begin(), ended->end());
    QVERIFY(*ended == (std::vector<SessionId>{sessionId(1), sessionId(3)}));
    QVERIFY(!sessions().find(sessionId(2)).value()->endedAt);
    QVERIFY(!sessions().find(sessionId(5)).value()->endedAt);
    QCOMPARE(sessions().find(sessionId(4)).value()->endReason, std::optional(EndReason::LoggedOut));
    QCOMPARE(sessions().revocationsAfter(0, m_now).value().size(), 3U);
    ended = sessions().endOfUser(1, EndReason::UserDisabled, QString(), m_now);
    QVERIFY(ended && *ended == std::vector<SessionId>{sessionId(2)});
    ended = sessions().endOfUser(1, EndReason::UserDisabled, QString(), m_now);
    QVERIFY(ended && ended->empty());
}

void TestSessionRepository::endsAll()
{
    {
        const Together together(m_temp->connection());
        for (quint32 n = 1; n <= 1000; ++n)
            add(n, n % 7);
    }
    Session expired = makeSession(2000, 1, m_now - 48h);
    REQUIRE(sessions().insert(expired));
    auto ended = sessions().endAll(EndReason::EndedByAdministrator, QStringLiteral("admin"), m_now);
    REQUIRE(ended);
    QCOMPARE(ended->size(), 1000U);
    QCOMPARE(sessions().countLive(m_now).value(), 0);
    QCOMPARE(sessions().revocationsAfter(0, m_now).value().size(), 1000U);
    QVERIFY(!sessions().find(expired.id).value()->endedAt);
}

void TestSessionRepository::pagesInTheOrderOfTheirEnds_data()
{
    QTest::addColumn<bool>("descending");
    QTest::addColumn<bool>("ofUser");
    for (const bool descending : {false, true}) {
        for (const bool ofUser : {false, true})
            QTest::addRow("%d %d", descending, ofUser) << descending << ofUser;
    }
}

void TestSessionRepository::pagesInTheOrderOfTheirEnds()
{
    QFETCH(bool, descending);
    QFETCH(bool, ofUser);
    // Some were ended, some expired, many in the same moment; a third lives.
    std::vector<std::pair<qint64, QByteArray>> expected;
    {
        const Together together(m_temp->connection());
        for (quint32 n = 1; n <= 90; ++n) {
            Session session = makeSession(n * 0x01234567U, n % 2, m_now - 48h);
            if (n % 3 == 0) {
                session.expiresAt = m_now - std::chrono::minutes(n % 7);
            } else {
                session.expiresAt = m_now + 1h;
                if (n % 3 == 1) {
                    session.endedAt = m_now - std::chrono::minutes(n % 5);
                    session.endReason = EndReason::LoggedOut;
                }
            }
            REQUIRE(sessions().insert(session));
            if (n % 3 != 2 && (!ofUser || n % 2 == 1))
                expected.emplace_back(toEpochMs(session.endedAt.value_or(session.expiresAt)),
                                      session.id.toBytes());
        }
    }
    std::sort(expected.begin(), expected.end());
    if (descending)
        std::reverse(expected.begin(), expected.end());
    SessionQuery query;
    query.sort = SessionSort::EndedAt;
    query.descending = descending;
    if (ofUser)
        query.userId = 1;
    query.limit = 7;
    std::vector<std::pair<qint64, QByteArray>> paged;
    do {
        auto page = sessions().list(query, m_now);
        REQUIRE(page);
        QCOMPARE(page->total, std::optional<qint64>(expected.size()));
        for (const Session &session : page->rows)
            paged.emplace_back(toEpochMs(session.endedAt.value_or(session.expiresAt)),
                               session.id.toBytes());
        query.after = page->next;
    } while (!query.after.isEmpty());
    QCOMPARE(paged, expected);
}

void TestSessionRepository::pagesInEveryOrder_data()
{
    QTest::addColumn<SessionSort>("sort");
    QTest::addColumn<SessionState>("state");
    QTest::addColumn<bool>("ofUser");
    for (const auto sort :
         {SessionSort::CreatedAt, SessionSort::RefreshedAt, SessionSort::ExpiresAt}) {
        for (const auto state : {SessionState::All, SessionState::Live, SessionState::Ended}) {
            for (const bool ofUser : {false, true})
                QTest::addRow("%d %d %d", static_cast<int>(sort), static_cast<int>(state), ofUser)
                    << sort << state << ofUser;
        }
    }
}

void TestSessionRepository::pagesInEveryOrder()
{
    QFETCH(SessionSort, sort);
    QFETCH(SessionState, state);
    QFETCH(bool, ofUser);
    {
        const Together together(m_temp->connection());
        for (quint32 n = 1; n <= 60; ++n) {
            Session session =
                makeSession(n * 0x01234567U, n % 2, m_now + std::chrono::seconds(n % 5));
            if (n % 3 == 0)
                session.refreshedAt = m_now + std::chrono::seconds(n % 7);
            if (n % 4 == 0) {
                session.endedAt = m_now;
                session.endReason = EndReason::LoggedOut;
            }
            REQUIRE(sessions().insert(session));
        }
    }
    SessionQuery query;
    query.sort = sort;
    query.state = state;
    if (ofUser)
        query.userId = 1;
    query.limit = 1000;
    const QStringList all = ids(query);
    const qsizetype expected = state == SessionState::All    ? (ofUser ? 30 : 60)
                               : state == SessionState::Live ? (ofUser ? 30 : 45)
                                                             : (ofUser ? 0 : 15);
    QCOMPARE(all.size(), expected);
    query.limit = 7;
    QStringList paged;
    do {
        auto page = sessions().list(query, m_now);
        REQUIRE(page);
        QCOMPARE(page->total, std::optional<qint64>(expected));
        for (const Session &session : page->rows)
            paged.append(session.id.toString().left(8));
        query.after = page->next;
    } while (!query.after.isEmpty());
    QCOMPARE(paged, all);
    query.descending = false;
    query.limit = 1000;
    QCOMPARE(ids(query), QStringList(all.rbegin(), all.rend()));
}

void TestSessionRepository::filtersByState()
{
    add(1);
    add(2);
    REQUIRE(sessions().insert(makeSession(3, 1, m_now - 24h))); // expires at this very moment
    QVERIFY(sessions().end(sessionId(2), EndReason::Idle, QString(), m_now).value());
    SessionQuery query;
    query.state = SessionState::Live;
    QCOMPARE(ids(query), QStringList{QStringLiteral("00000001")});
    query.state = SessionState::Ended;
    QCOMPARE(ids(query), (QStringList{QStringLiteral("00000002"), QStringLiteral("00000003")}));
}

void TestSessionRepository::findsByText()
{
    const UserId user = UserRepository(m_temp->connection())
                            .insert(makeUser(QStringLiteral("Alice")), QString(), m_now)
                            .value();
    add(0xabc10000U, user);
    Session other = makeSession(0x22000000U, 99, m_now);
    other.userAgent = QStringLiteral("100% Firefox");
    other.address = QStringLiteral("2001:db8::1");
    REQUIRE(sessions().insert(other));
    const QString first = QStringLiteral("abc10000");
    const QString second = QStringLiteral("22000000");
    const std::pair<QString, QString> cases[] = {
        {QStringLiteral("aLiC"), first},     {QStringLiteral("192.0.2"), first},
        {QStringLiteral("abc"), first},      {QStringLiteral("ABC1"), first},
        {QStringLiteral("FIREFOX"), second}, {QStringLiteral("0%"), second},
        {QStringLiteral("db8"), second},     {QStringLiteral("220000000000"), second}};
    for (const auto &[text, expected] : cases) {
        SessionQuery query;
        query.text = text;
        QCOMPARE(ids(query), QStringList{expected});
        QCOMPARE(sessions().list(query, m_now).value().total, std::optional<qint64>(1));
    }
    SessionQuery none;
    none.text = QStringLiteral("bc10000");
    QCOMPARE(ids(none), QStringList());
}

void TestSessionRepository::refusesForeignCursors()
{
    add(1);
    add(2);
    SessionQuery query;
    query.limit = 1;
    const QByteArray cursor = sessions().list(query, m_now).value().next;
    query.descending = false;
    for (const QByteArray &bad : {cursor, QByteArray("junk")}) {
        query.after = bad;
        auto refused = sessions().list(query, m_now);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::InvalidArgument);
        QCOMPARE(refused.error().field, QStringLiteral("after"));
    }
}

void TestSessionRepository::notesForeignTokensOnce()
{
    const QByteArray jti(255, 'j');
    QVERIFY(!sessions().isForeignSpent(jti).value());
    QVERIFY(sessions().spendForeign(jti, sessionId(1), m_now + 1h).value());
    QVERIFY(!sessions().spendForeign(jti, std::nullopt, m_now + 2h).value());
    QVERIFY(sessions().isForeignSpent(jti).value());
    QVERIFY(sessions().spendForeign(QByteArray("other"), std::nullopt, m_now + 1h).value());
}

void TestSessionRepository::purgesInBatches()
{
    // 10 ended long ago, 10 expired long ago, 10 ended lately, 10 live.
    {
        const Together together(m_temp->connection());
        for (quint32 n = 1; n <= 40; ++n) {
            Session session = makeSession(n, 1, n <= 20 ? m_now - 1000h : m_now);
            REQUIRE(sessions().insert(session));
            if (n <= 10)
                QVERIFY(sessions().end(session.id, EndReason::Idle, {}, m_now - 1000h).value());
            else if (n > 20 && n <= 30)
                QVERIFY(sessions().end(session.id, EndReason::Idle, {}, m_now).value());
        }
    }
    QVERIFY(sessions().spendForeign("old", std::nullopt, m_now).value());
    QVERIFY(sessions().spendForeign("new", std::nullopt, m_now + 1h).value());
    for (const std::size_t expected : {8U, 2U, 0U}) { // those of 11 to 20
        const auto expired = sessions().expired({}, m_now - 720h, 8).value();
        QCOMPARE(expired.size(), expected);
        QCOMPARE(sessions().finishExpired(expired, m_now - 720h, 0s).value(),
                 static_cast<int>(expected));
    }
    Instant from{};
    for (const std::size_t expected : {8U, 8U, 4U, 0U}) {
        const auto old = sessions().deletable(from, m_now - 720h, m_now, 8).value();
        QCOMPARE(old.size(), expected);
        QCOMPARE(sessions().remove(old).value(), static_cast<int>(expected));
    }
    QCOMPARE(ids({}).size(), 20);
    QCOMPARE(sessions().purgeRevocations(m_now, 8).value(), 8);
    QCOMPARE(sessions().purgeRevocations(m_now, 8).value(), 2);
    QCOMPARE(sessions().purgeForeign(m_now, 8).value(), 1);
    QCOMPARE(sessions().revocationsAfter(0, m_now).value().size(), 10U);
    QVERIFY(!sessions().isForeignSpent("old").value());
    QVERIFY(sessions().isForeignSpent("new").value());
}

void TestSessionRepository::countsLive()
{
    add(1);
    Session other = makeSession(2, 1, m_now);
    other.keyId = QStringLiteral("k2");
    REQUIRE(sessions().insert(other));
    REQUIRE(sessions().insert(makeSession(3, 1, m_now - 24h)));
    QCOMPARE(sessions().countLive(m_now).value(), 2);
    const KeyUses uses = sessions().usesOfKeys(m_now).value();
    QVERIFY(uses.isComplete);
    QCOMPARE(uses.of(QStringLiteral("k2")).live, 1);
    QCOMPARE(uses.of(QStringLiteral("k2")).lastExpiry, std::optional(other.expiresAt));
    QCOMPARE(uses.of(QStringLiteral("k3")).live, 0);
    QVERIFY(!uses.of(QStringLiteral("k3")).lastExpiry);
}

void TestSessionRepository::countsNoFurtherThanTold()
{
    // Ten sessions, one after the other; the first three are of an old key, the last two of a new
    // one, and one in the middle of a third.
    for (int i = 1; i <= 10; ++i) {
        Session session = makeSession(i, 1, m_now);
        session.expiresAt = m_now + std::chrono::minutes(i);
        session.keyId = i <= 3   ? QStringLiteral("old")
                        : i == 6 ? QStringLiteral("third")
                        : i >= 9 ? QStringLiteral("new")
                                 : QStringLiteral("most");
        REQUIRE(sessions().insert(session));
    }
    REQUIRE(sessions().end(sessionId(10), EndReason::LoggedOut, QString(), m_now));
    const KeyUses all = sessions().usesOfKeys(m_now, 11).value();
    QVERIFY(all.isComplete);
    QCOMPARE(all.of(QStringLiteral("new")).live, 1);
    QCOMPARE(all.of(QStringLiteral("new")).lastExpiry, std::optional(m_now + 9min));
    QCOMPARE(all.of(QStringLiteral("most")).live, 4);

    const KeyUses some = sessions().usesOfKeys(m_now, 4).value();
    QVERIFY(!some.isComplete);
    QCOMPARE(some.edge, std::optional(m_now + 7min)); // 10, 9, 8 and 7 were walked
    QCOMPARE(some.of(QStringLiteral("old")).live, 3);
    QCOMPARE(some.of(QStringLiteral("old")).lastExpiry, some.edge); // not after it
    QCOMPARE(some.of(QStringLiteral("most")).live, 2); // at least
    QCOMPARE(some.of(QStringLiteral("most")).lastExpiry, std::optional(m_now + 8min));
    QCOMPARE(some.of(QStringLiteral("new")).lastExpiry, std::optional(m_now + 9min));
    QCOMPARE(some.of(QStringLiteral("third")).live, 0); // nobody looked there
    QCOMPARE(some.of(QStringLiteral("third")).lastExpiry, some.edge);
}

QTEST_GUILESS_MAIN(TestSessionRepository)
#include "tst_sessionrepository.moc"
