// SPDX-License-Identifier: GPL-3.0-or-later
// Listens to every statement that the repositories execute, through SQLite's own trace, and asks
// SQLite how it executes each: no table is scanned, no list is sorted, whatever the code that made
// the text.
#include "server/store/clientrepository.h"
#include "server/store/configrepository.h"
#include "server/store/throttlerepository.h"
#include "tests/unit/store/storetest.h"

#include <QLibrary>
#include <QRegularExpression>

using namespace tokendesk;
using namespace tokendesk::store;
using namespace tokendesk::test;

namespace {

// The four functions of SQLite that are needed, from the library that Qt's driver has loaded
// anyway.
struct sqlite3;
struct sqlite3_stmt;
using TraceCallback = int (*)(unsigned, void *, void *, void *);
using EntryPoint = int (*)(sqlite3 *, char **, const void *);
using AutoExtension = int (*)(void (*)());
using TraceV2 = int (*)(sqlite3 *, unsigned, TraceCallback, void *);
using StatementText = const char *(*)(sqlite3_stmt *);
constexpr unsigned kTraceStatement = 1;

TraceV2 traceV2 = nullptr;
StatementText statementText = nullptr;
QStringList statements;

int noteStatement(unsigned, void *, void *statement, void *)
{
    const QString sql = QString::fromUtf8(statementText(static_cast<sqlite3_stmt *>(statement)));
    if (!statements.contains(sql))
        statements.append(sql);
    return 0;
}

int traceConnection(sqlite3 *database, char **, const void *)
{
    return traceV2(database, kTraceStatement, noteStatement, nullptr);
}

} // namespace

class TestQueryPlans : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void seesAScanAndASort();
    void users_data();
    void users();
    void sessions_data();
    void sessions();
    void events();
    void singleRows();
    void usesOfKeys();
    void purges();
    void aRefreshWritesTwoIndexes();

private:
    // Plans of the statements noted since the last call.
    QStringList plans();
    void checkPlans(bool sortAllowed);
    void fill();

    std::unique_ptr<TempDatabase> m_temp;
};

void TestQueryPlans::initTestCase()
{
    QLibrary sqlite(QStringLiteral("sqlite3"), 0);
    if (!sqlite.load())
        QSKIP("Qt's driver does not use the system's SQLite here.");
    const auto autoExtension =
        reinterpret_cast<AutoExtension>(sqlite.resolve("sqlite3_auto_extension"));
    traceV2 = reinterpret_cast<TraceV2>(sqlite.resolve("sqlite3_trace_v2"));
    statementText = reinterpret_cast<StatementText>(sqlite.resolve("sqlite3_sql"));
    QVERIFY(autoExtension && traceV2 && statementText);
    const EntryPoint entry = traceConnection;
    autoExtension(reinterpret_cast<void (*)()>(entry));
    m_temp = std::make_unique<TempDatabase>();
    REQUIRE(m_temp->database.open());
    fill();
}

void TestQueryPlans::fill()
{
    // A few rows, so that no statement is cut short by an empty list; plans do not depend on their
    // number.
    const Instant now = m_temp->clock.now();
    UserRepository users(m_temp->connection());
    SessionRepository sessions(m_temp->connection());
    EventRepository events(m_temp->connection());
    for (quint32 n = 1; n <= 5; ++n) {
        REQUIRE(users.insert(makeUser(QStringLiteral("user%1").arg(n)), QString(), now));
        REQUIRE(sessions.insert(makeSession(n, 1, now)));
        Event event;
        event.type = QStringLiteral("user.created");
        event.userId = 1;
        event.sessionId = sessionId(1);
        REQUIRE(events.append(event));
    }
}

QStringList TestQueryPlans::plans()
{
    const QStringList noted = statements;
    QStringList lines;
    for (const QString &sql : noted) {
        if (sql.startsWith(QLatin1String("PRAGMA")) || sql.startsWith(QLatin1String("EXPLAIN"))
            || sql.startsWith(QLatin1String("--")))
            continue;
        static const QRegularExpression placeholder(QStringLiteral("\\?|:v[0-9]+"));
        const QVariantList nothing(sql.count(placeholder));
        auto query =
            m_temp->connection().execOnce(QLatin1String("EXPLAIN QUERY PLAN ") + sql, nothing);
        if (!query) {
            lines.append(QStringLiteral("SCAN (%1: %2)").arg(query.error().detail, sql));
            continue;
        }
        while (query->next())
            lines.append(query->value(3).toString());
    }
    statements.clear();
    return lines;
}

void TestQueryPlans::checkPlans(bool sortAllowed)
{
    QVERIFY2(!statements.isEmpty(), "nothing was traced");
    // Small by nature: these may be read as a whole. A subquery that was named is no table.
    static const QRegularExpression scan(
        QStringLiteral("^SCAN "
                       "(?!groups\\b|g\\b|settings\\b|signing_keys\\b|oauth_clients\\b|schema_"
                       "version\\b|\\(subquery|"
                       "CONSTANT)"));
    const QStringList lines = plans();
    QVERIFY(!lines.isEmpty());
    for (const QString &line : lines) {
        const bool walksIndex = line.contains(QLatin1String(" USING INDEX "))
                                || line.contains(QLatin1String(" USING COVERING INDEX "));
        QVERIFY2(!scan.match(line).hasMatch() || walksIndex, qPrintable(line));
        QVERIFY2(sortAllowed || !line.contains(QLatin1String("TEMP B-TREE")), qPrintable(line));
    }
}

void TestQueryPlans::seesAScanAndASort()
{
    statements.clear();
    REQUIRE(m_temp->connection().execOnce(
        QStringLiteral("SELECT user_agent FROM sessions ORDER BY address")));
    const QStringList lines = plans();
    QVERIFY(lines.contains(QStringLiteral("SCAN sessions")));
    QVERIFY(lines.contains(QStringLiteral("USE TEMP B-TREE FOR ORDER BY")));
}

void TestQueryPlans::users_data()
{
    QTest::addColumn<UserQuery>("query");
    for (const auto sort : {UserSort::Username, UserSort::Email, UserSort::LastName,
                            UserSort::CreatedAt, UserSort::LastLoginAt}) {
        for (const bool down : {false, true}) {
            UserQuery query;
            query.sort = sort;
            query.descending = down;
            query.limit = 2;
            const auto add = [&](const char *name, const UserQuery &row) {
                QTest::addRow("%d %d %s", static_cast<int>(sort), down, name) << row;
            };
            add("all", query);
            UserQuery row = query;
            row.deleted = true;
            add("bin", row);
            row = query;
            row.active = row.staff = row.superuser = true;
            add("flags", row);
            row = query;
            row.group = QStringLiteral("g");
            add("group", row);
            row = query;
            row.text = QStringLiteral("user");
            add("text", row);
        }
    }
}

void TestQueryPlans::users()
{
    QFETCH(UserQuery, query);
    statements.clear();
    UserRepository users(m_temp->connection());
    auto page = users.list(query, m_temp->clock.now());
    REQUIRE(page);
    query.after = page->next;
    REQUIRE(users.list(query, m_temp->clock.now()));
    checkPlans(false);
}

void TestQueryPlans::sessions_data()
{
    QTest::addColumn<SessionQuery>("query");
    QTest::addColumn<bool>("sortAllowed");
    for (const auto sort : {SessionSort::CreatedAt, SessionSort::RefreshedAt,
                            SessionSort::ExpiresAt, SessionSort::EndedAt}) {
        for (const auto state : {SessionState::All, SessionState::Live, SessionState::Ended}) {
            for (const bool down : {false, true}) {
                SessionQuery query;
                query.sort = sort;
                query.state = state;
                query.descending = down;
                query.limit = 2;
                const auto add = [&](const char *name, const SessionQuery &row, bool sortAllowed) {
                    QTest::addRow("%d %d %d %s", static_cast<int>(sort), static_cast<int>(state),
                                  down, name)
                        << row << sortAllowed;
                };
                add("all", query, false);
                SessionQuery row = query;
                row.text = QStringLiteral("1");
                add("text", row, false);
                row = query;
                row.userId = 1;
                // One user's sessions are few; only their usual order has an index.
                add("user", row, sort != SessionSort::CreatedAt);
            }
        }
    }
}

void TestQueryPlans::sessions()
{
    QFETCH(SessionQuery, query);
    QFETCH(bool, sortAllowed);
    statements.clear();
    SessionRepository sessions(m_temp->connection());
    auto page = sessions.list(query, m_temp->clock.now());
    REQUIRE(page);
    query.after = page->next;
    REQUIRE(sessions.list(query, m_temp->clock.now()));
    checkPlans(sortAllowed);
}

void TestQueryPlans::events()
{
    EventRepository events(m_temp->connection());
    std::vector<EventQuery> queries(5);
    queries[1].type = QStringLiteral("user.created");
    queries[2].userId = 1;
    queries[3].sessionId = sessionId(1);
    queries[4].type = QStringLiteral("user.");
    for (EventQuery &query : queries) {
        statements.clear();
        query.limit = 2;
        auto page = events.list(query);
        REQUIRE(page);
        QVERIFY(!page->next.isEmpty());
        query.after = page->next;
        REQUIRE(events.list(query));
        checkPlans(false);
    }
}

void TestQueryPlans::usesOfKeys()
{
    SessionRepository sessions(m_temp->connection());
    statements.clear();
    QVERIFY(!sessions.usesOfKeys(m_temp->clock.now() - std::chrono::hours{1}, 1)
                 .value()
                 .isComplete); // so that both statements run
    checkPlans(true); // what is grouped are few keys
}

void TestQueryPlans::singleRows()
{
    statements.clear();
    const Instant now = m_temp->clock.now();
    Connection &connection = m_temp->connection();
    UserRepository users(connection);
    SessionRepository sessions(connection);
    SettingsRepository settings(connection);
    const UserId id = users.findByName(QStringLiteral("user1")).value()->user.id;
    User user = users.find(id).value()->user;
    user.groups = {QStringLiteral("g")};
    REQUIRE(users.update(user, now));
    REQUIRE(users.setPasswordHash(id, QStringLiteral("x$y"), true, now));
    REQUIRE(users.setLastLogin(id, now));
    REQUIRE(users.setNotBefore(id, now));
    REQUIRE(users.setDeleted(id, now));
    REQUIRE(users.count());
    REQUIRE(users.countAdministrators());
    REQUIRE(sessions.find(sessionId(1)));
    REQUIRE(sessions.countLive(now));
    KeyRepository keys(connection);
    REQUIRE(keys.lastExpiry(QStringLiteral("k1")));
    REQUIRE(keys.endSessions(QStringLiteral("other"), QString(), now));
    REQUIRE(sessions.rotate(sessionId(1), 0, {now, now, now, {}}));
    REQUIRE(sessions.touch(sessionId(1), {now, now, now, {}}));
    REQUIRE(sessions.end(sessionId(1), EndReason::LoggedOut, QString(), now));
    REQUIRE(sessions.endOfUser(1, EndReason::LoggedOut, QString(), now));
    REQUIRE(sessions.endAll(EndReason::LoggedOut, QString(), now));
    REQUIRE(sessions.beginEnding({}, now));
    const auto command = sessions.ending().value();
    QVERIFY(command);
    std::optional<qint64> from;
    REQUIRE(sessions.endNext(*command, from, 10, now));
    REQUIRE(sessions.finishEnding());
    QCOMPARE(sessions.ending().value(), std::optional<Ending>());
    REQUIRE(sessions.revocationsAfter(0, now));
    REQUIRE(sessions.setNotBefore(now));
    QCOMPARE(sessions.notBefore().value(), std::optional<Instant>(now));
    REQUIRE(sessions.spendForeign("jti", std::nullopt, now));
    REQUIRE(sessions.isForeignSpent("jti"));
    REQUIRE(settings.save({{QStringLiteral("a"), 1}}, QString(), now));
    REQUIRE(settings.latest());
    REQUIRE(settings.version(1));
    REQUIRE(ChangeReader(connection).poll());
    ThrottleRepository throttle(connection);
    ThrottleRow row;
    row.account = "account";
    row.address = "address";
    row.expiresAt = now;
    REQUIRE(throttle.save(row));
    QCOMPARE(throttle.find("account", "address").value().size(), 1U);
    QCOMPARE(throttle.ofAccount("account").value().size(), 1U);
    REQUIRE(throttle.remove("account", "other"));
    REQUIRE(throttle.removeAccount("other"));
    ClientRepository clients(connection);
    ClientRow client{QStringLiteral("billing"), {}, QByteArray(32, 'x'), now, {}, {}, {}};
    REQUIRE(clients.insert(client));
    REQUIRE(clients.noteUse(client.id, now));
    REQUIRE(clients.update(client));
    QCOMPARE(clients.list().value().size(), 1U);
    QVERIFY(clients.find(client.id).value());
    REQUIRE(clients.remove(client.id));
    checkPlans(false);
    REQUIRE(sessions.surplus(1, 1, sessionId(1), now));
    checkPlans(true); // of one user's live sessions
}

void TestQueryPlans::purges()
{
    statements.clear();
    const Instant later = m_temp->clock.now() + std::chrono::hours(10'000);
    SessionRepository sessions(m_temp->connection());
    const auto expired = sessions.expired({}, later, 10).value();
    REQUIRE(sessions.finishExpired(expired, later, std::chrono::seconds{0}));
    Instant from{};
    const auto old = sessions.deletable(from, later, later, 10).value();
    QVERIFY(!old.empty());
    REQUIRE(sessions.remove(old));
    REQUIRE(sessions.purgeRevocations(later, 10));
    REQUIRE(sessions.purgeForeign(later, 10));
    UserRepository users(m_temp->connection());
    QCOMPARE(users.deletable(later, 10).value().size(), 1U);
    QVERIFY(users.removeFromBin(1, later).value());
    REQUIRE(EventRepository(m_temp->connection()).purge(later));
    QCOMPARE(ThrottleRepository(m_temp->connection()).purge(later).value(), 1);
    checkPlans(false);
    QVERIFY(sessions.deletable(from, later, later, 10).value().empty());
}

// SQLite writes an index anew if the statement sets one of its columns, changed or not. Without
// rotation the expiry stays, and with it one of the two.
void TestQueryPlans::aRefreshWritesTwoIndexes()
{
    const Instant now = m_temp->clock.now();
    SessionRepository sessions(m_temp->connection());
    statements.clear();
    REQUIRE(sessions.rotate(sessionId(2), 0, {now, now, now, {}}));
    REQUIRE(sessions.rotate(sessionId(2), 1, {now, now, now, QStringLiteral("k2")}));
    REQUIRE(sessions.touch(sessionId(2), {now, now, now, {}}));
    QCOMPARE(statements.size(), 3);
    const QStringList updates = statements;
    auto indexes = m_temp->connection().execOnce(QStringLiteral(
        "SELECT name, substr(sql, instr(sql, '(')) FROM sqlite_schema "
        "WHERE type = 'index' AND tbl_name = 'sessions' AND sql IS NOT NULL ORDER BY name"));
    REQUIRE(indexes);
    QHash<QString, QString> columns;
    while (indexes->next())
        columns.insert(indexes->value(0).toString(), indexes->value(1).toString());
    QCOMPARE(columns.size(), 8);
    static const QRegularExpression assignment(QStringLiteral("(\\w+) = "));
    for (const QString &update : updates) {
        const QString list =
            update.section(QLatin1String(" SET "), 1).section(QLatin1String(" WHERE "), 0, 0);
        QSet<QString> written;
        auto found = assignment.globalMatch(list);
        QVERIFY2(found.hasNext(), qPrintable(update));
        while (found.hasNext()) {
            const QString column = found.next().captured(1);
            for (auto index = columns.cbegin(); index != columns.cend(); ++index) {
                if (index.value().contains(column))
                    written.insert(index.key());
            }
        }
        QSet<QString> expected{QStringLiteral("sessions_by_refreshed")};
        if (update.contains(QLatin1String("generation = generation + 1")))
            expected.insert(QStringLiteral("sessions_by_expires"));
        QCOMPARE(written, expected);
    }
}

QTEST_GUILESS_MAIN(TestQueryPlans)
#include "tst_queryplans.moc"
