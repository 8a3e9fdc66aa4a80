// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/store/storetest.h"

using namespace tokendesk;
using namespace tokendesk::store;
using namespace tokendesk::test;

class TestUserRepository : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_temp = std::make_unique<TempDatabase>();
        REQUIRE(m_temp->database.open());
    }
    void cleanup() { m_temp.reset(); }

    void roundTripsEveryField();
    void keepsTextAsItIs();
    void refusesTakenNames();
    void binReleasesTheName();
    void tellsThePasswordScheme_data();
    void tellsThePasswordScheme();
    void notesPasswordsLoginsAndNotBefore();
    void namesMissingUsers();
    void countsUsersAndAdministrators();
    void pagesInEveryOrder_data();
    void pagesInEveryOrder();
    void filters();
    void searchesWithoutRegardToCase();
    void findsLookAlikes();
    void countsNoFurtherThanTheBound();
    void refusesForeignCursors();
    void countsLiveSessions();

private:
    UserRepository users() { return UserRepository(m_temp->connection()); }
    UserId add(const QString &name)
    {
        return users().insert(makeUser(name), QString(), m_temp->clock.now()).value_or(0);
    }
    QStringList names(const UserQuery &query)
    {
        auto page = users().list(query, m_temp->clock.now());
        QStringList result;
        if (!page)
            return {page.error().message()};
        for (const User &user : page->rows)
            result.append(user.username);
        return result;
    }

    std::unique_ptr<TempDatabase> m_temp;
};

void TestUserRepository::roundTripsEveryField()
{
    NewUser made = makeUser(QStringLiteral("alice"));
    made.email = QStringLiteral("alice@example.org");
    made.firstName = QStringLiteral("Alice");
    made.lastName = QStringLiteral("Liddell");
    made.staff = true;
    made.groups = {QStringLiteral("readers"), QStringLiteral("admins"), QStringLiteral("a,\"b\"")};
    made.claims = {{QStringLiteral("dept"), QStringLiteral("R&D")}, {QStringLiteral("n"), 7}};
    const Instant now = m_temp->clock.now();
    auto id = users().insert(made, QStringLiteral("argon2$x"), now);
    REQUIRE(id);
    auto found = users().find(*id);
    REQUIRE(found);
    QVERIFY(found->has_value());
    User expected;
    expected.id = *id;
    expected.username = made.username;
    expected.email = made.email;
    expected.firstName = made.firstName;
    expected.lastName = made.lastName;
    expected.staff = true;
    expected.groups = {QStringLiteral("a,\"b\""), QStringLiteral("admins"),
                       QStringLiteral("readers")};
    expected.claims = made.claims;
    expected.passwordScheme = QStringLiteral("argon2");
    expected.createdAt = expected.updatedAt = now;
    expected.passwordChangedAt = now;
    QVERIFY((*found)->user == expected);
    QCOMPARE((*found)->passwordHash, QStringLiteral("argon2$x"));
    QVERIFY(!(*found)->notBefore);

    m_temp->clock.advance(std::chrono::seconds(5));
    expected.username = QStringLiteral("alice2");
    expected.active = false;
    expected.superuser = true;
    expected.groups = {QStringLiteral("readers")};
    expected.claims = {};
    expected.updatedAt = m_temp->clock.now();
    REQUIRE(users().update(expected, m_temp->clock.now()));
    auto changed = users().findByName(QStringLiteral("alice2"));
    REQUIRE(changed);
    QVERIFY(changed->has_value() && (*changed)->user == expected);
    QVERIFY(!users().findByName(QStringLiteral("alice")).value().has_value());
    QCOMPARE(users().groups().value().size(), 3);
}

void TestUserRepository::keepsTextAsItIs()
{
    for (const QString &name :
         {QStringLiteral("'; DROP TABLE users; --"), QString::fromUtf8("Ünïcödé 🙂"),
          QStringLiteral(" blanks "), QStringLiteral("%_\\"), QStringLiteral("Alice"),
          QStringLiteral("alice")}) {
        QVERIFY2(add(name) > 0, qPrintable(name));
        QCOMPARE(users().findByName(name).value()->user.username, name);
    }
}

void TestUserRepository::refusesTakenNames()
{
    const UserId alice = add(QStringLiteral("alice"));
    const UserId bob = add(QStringLiteral("bob"));
    auto again = users().insert(makeUser(QStringLiteral("alice")), QString(), m_temp->clock.now());
    QCOMPARE(again.error().code, ErrorCode::UsernameTaken);
    QCOMPARE(again.error().field, QStringLiteral("username"));
    User user = users().find(bob).value()->user;
    user.username = QStringLiteral("alice");
    QCOMPARE(users().update(user, m_temp->clock.now()).error().code, ErrorCode::UsernameTaken);
    QCOMPARE(users().find(bob).value()->user.username, QStringLiteral("bob"));
    QCOMPARE(users().findByName(QStringLiteral("alice")).value()->user.id, alice);
}

void TestUserRepository::binReleasesTheName()
{
    const UserId first = add(QStringLiteral("alice"));
    REQUIRE(users().setDeleted(first, m_temp->clock.now()));
    QVERIFY(!users().findByName(QStringLiteral("alice")).value().has_value());
    QCOMPARE(users().find(first).value()->user.deletedAt, std::optional(m_temp->clock.now()));
    const UserId second = add(QStringLiteral("alice"));
    QVERIFY(second > first);
    QCOMPARE(users().setDeleted(first, std::nullopt).error().code, ErrorCode::UsernameTaken);
    REQUIRE(users().setDeleted(second, m_temp->clock.now()));
    REQUIRE(users().setDeleted(first, std::nullopt));
    QCOMPARE(users().findByName(QStringLiteral("alice")).value()->user.id, first);
    UserQuery bin;
    bin.deleted = true;
    QCOMPARE(users().list(bin, m_temp->clock.now()).value().rows.front().id, second);
}

void TestUserRepository::tellsThePasswordScheme_data()
{
    QTest::addColumn<QString>("hash");
    QTest::addColumn<QString>("scheme");
    QTest::newRow("empty") << QString() << QString();
    QTest::newRow("unusable") << QStringLiteral("!abc$d") << QString();
    QTest::newRow("argon2") << QStringLiteral("argon2$argon2id$v=19$m=1")
                            << QStringLiteral("argon2");
    QTest::newRow("bcrypt") << QStringLiteral("bcrypt_sha256$$2b$12$x")
                            << QStringLiteral("bcrypt_sha256");
    QTest::newRow("no sign") << QStringLiteral("abcdef") << QString();
}

void TestUserRepository::tellsThePasswordScheme()
{
    QFETCH(QString, hash);
    QFETCH(QString, scheme);
    auto id = users().insert(makeUser(QStringLiteral("u")), hash, m_temp->clock.now());
    REQUIRE(id);
    QCOMPARE(users().find(*id).value()->user.passwordScheme, scheme);
}

void TestUserRepository::notesPasswordsLoginsAndNotBefore()
{
    const UserId id = add(QStringLiteral("alice"));
    QVERIFY(!users().find(id).value()->user.passwordChangedAt);
    const Instant t1 = m_temp->clock.now() + std::chrono::seconds(1);
    REQUIRE(users().setPasswordHash(id, QStringLiteral("argon2$1"), true, t1));
    REQUIRE(users().setPasswordHash(id, QStringLiteral("argon2$2"), false,
                                    t1 + std::chrono::seconds(1)));
    REQUIRE(users().setLastLogin(id, t1 + std::chrono::seconds(2)));
    REQUIRE(users().setNotBefore(id, t1 + std::chrono::seconds(3)));
    const UserRecord record = *users().find(id).value();
    QCOMPARE(record.passwordHash, QStringLiteral("argon2$2"));
    QCOMPARE(record.user.passwordChangedAt, std::optional(t1));
    QCOMPARE(record.user.lastLoginAt, std::optional<Instant>(t1 + std::chrono::seconds(2)));
    QCOMPARE(record.notBefore, std::optional<Instant>(t1 + std::chrono::seconds(3)));
}

void TestUserRepository::namesMissingUsers()
{
    const Instant now = m_temp->clock.now();
    QVERIFY(!users().find(99).value().has_value());
    User user;
    user.id = 99;
    user.username = QStringLiteral("x");
    QCOMPARE(users().update(user, now).error().code, ErrorCode::NotFound);
    QCOMPARE(users().setPasswordHash(99, QString(), true, now).error().code, ErrorCode::NotFound);
    QCOMPARE(users().setLastLogin(99, now).error().code, ErrorCode::NotFound);
    QCOMPARE(users().setNotBefore(99, now).error().code, ErrorCode::NotFound);
    QCOMPARE(users().setDeleted(99, now).error().code, ErrorCode::NotFound);
}

void TestUserRepository::countsUsersAndAdministrators()
{
    QCOMPARE(users().count().value(), 0);
    QCOMPARE(users().countAdministrators().value(), 0);
    NewUser admin = makeUser(QStringLiteral("admin"));
    admin.superuser = true;
    const UserId id = users().insert(admin, QString(), m_temp->clock.now()).value();
    admin.username = QStringLiteral("sleeping");
    admin.active = false;
    QVERIFY(users().insert(admin, QString(), m_temp->clock.now()));
    QCOMPARE(users().count().value(), 2);
    QCOMPARE(users().countAdministrators().value(), 1);
    REQUIRE(users().setDeleted(id, m_temp->clock.now()));
    QCOMPARE(users().count().value(), 1);
    QCOMPARE(users().countAdministrators().value(), 0);
}

void TestUserRepository::pagesInEveryOrder_data()
{
    QTest::addColumn<UserSort>("sort");
    QTest::addColumn<bool>("descending");
    for (const bool down : {false, true}) {
        for (const auto sort : {UserSort::Username, UserSort::Email, UserSort::LastName,
                                UserSort::CreatedAt, UserSort::LastLoginAt})
            QTest::addRow("%d %d", static_cast<int>(sort), down) << sort << down;
    }
}

void TestUserRepository::pagesInEveryOrder()
{
    QFETCH(UserSort, sort);
    QFETCH(bool, descending);
    // Many equal values, so that the id decides; some users never logged in.
    {
        const Together together(m_temp->connection());
        for (int i = 0; i < 53; ++i) {
            NewUser user =
                makeUser(QStringLiteral("%1user%2").arg(QChar(i % 2 ? u'A' : u'a')).arg(i));
            user.email = QStringLiteral("%1@x").arg(i % 5);
            user.lastName = i % 3 ? QString() : QStringLiteral("Smith");
            m_temp->clock.advance(std::chrono::milliseconds(i % 2));
            const UserId id = users().insert(user, QString(), m_temp->clock.now()).value();
            if (i % 4 == 0)
                REQUIRE(users().setLastLogin(id, m_temp->clock.now()));
        }
    }
    UserQuery query;
    query.sort = sort;
    query.descending = descending;
    query.limit = 1000;
    const QStringList all = names(query);
    QCOMPARE(all.size(), 53);
    query.limit = 7;
    QStringList paged;
    int pages = 0;
    do {
        auto page = users().list(query, m_temp->clock.now());
        REQUIRE(page);
        QCOMPARE(page->total, std::optional<qint64>(53));
        for (const User &user : page->rows)
            paged.append(user.username);
        query.after = page->next;
        ++pages;
    } while (!query.after.isEmpty());
    QCOMPARE(paged, all);
    QCOMPARE(pages, 8);
    QStringList reversed(all.rbegin(), all.rend());
    query.descending = !descending;
    query.limit = 1000;
    QCOMPARE(names(query), reversed);
}

void TestUserRepository::filters()
{
    NewUser user = makeUser(QStringLiteral("active"));
    user.groups = {QStringLiteral("g")};
    QVERIFY(users().insert(user, QString(), m_temp->clock.now()));
    user = makeUser(QStringLiteral("staff"));
    user.staff = true;
    QVERIFY(users().insert(user, QString(), m_temp->clock.now()));
    user = makeUser(QStringLiteral("super"));
    user.superuser = true;
    user.active = false;
    QVERIFY(users().insert(user, QString(), m_temp->clock.now()));
    UserQuery query;
    query.active = false;
    QCOMPARE(names(query), QStringList{QStringLiteral("super")});
    query = {};
    query.staff = true;
    QCOMPARE(names(query), QStringList{QStringLiteral("staff")});
    query = {};
    query.superuser = false;
    QCOMPARE(names(query), (QStringList{QStringLiteral("active"), QStringLiteral("staff")}));
    query = {};
    query.group = QStringLiteral("g");
    QCOMPARE(names(query), QStringList{QStringLiteral("active")});
    query.group = QStringLiteral("unknown");
    QCOMPARE(names(query), QStringList());
    query = {};
    query.active = true;
    query.limit = 1;
    QCOMPARE(users().list(query, m_temp->clock.now()).value().total, std::optional<qint64>(2));
}

void TestUserRepository::searchesWithoutRegardToCase()
{
    NewUser user = makeUser(QStringLiteral("u1"));
    user.firstName = QString::fromUtf8("Émile");
    user.lastName = QStringLiteral("100%_x");
    user.email = QStringLiteral("Mail@Example.org");
    QVERIFY(users().insert(user, QString(), m_temp->clock.now()));
    add(QStringLiteral("u2"));
    const std::pair<QString, int> cases[] = {
        {QString::fromUtf8("éMILE"), 1}, {QStringLiteral("EXAMPLE"), 1},
        {QStringLiteral("U"), 2},        {QStringLiteral("%_"), 1},
        {QStringLiteral("%"), 1},        {QStringLiteral("nobody"), 0}};
    for (const auto &[text, count] : cases) {
        UserQuery query;
        query.text = text;
        QCOMPARE(names(query).size(), count);
    }
}

void TestUserRepository::findsLookAlikes()
{
    const UserId alice = add(QStringLiteral("Alice"));
    const UserId named = add(QStringLiteral("alice\u0301")); // e with an acute: another name
    add(QStringLiteral("alice2"));
    const UserId gone = add(QStringLiteral("carol"));
    QVERIFY(users().setDeleted(gone, m_temp->clock.now()));
    const auto alike = [this](const QString &name) {
        std::vector<UserId> ids;
        const auto found = users().lookAlikes(name);
        for (const auto &[id, username] : found.value())
            ids.push_back(id);
        return ids;
    };
    QCOMPARE(alike(QStringLiteral("ALICE")), std::vector{alice});
    QCOMPARE(alike(QStringLiteral("\uFF21lice")), std::vector{alice}); // full-width A
    QCOMPARE(alike(QStringLiteral("ALIC\u00C9")), std::vector{named}); // E with an acute
    QCOMPARE(alike(QStringLiteral("lice")), std::vector<UserId>{});
    QCOMPARE(alike(QStringLiteral("Carol")), std::vector<UserId>{}); // in the bin
}

void TestUserRepository::countsNoFurtherThanTheBound()
{
    Connection &connection = m_temp->connection();
    auto made = connection.exec(
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10001) "
        "INSERT INTO users (username, search, created_at, updated_at) "
        "SELECT 'user' || i, 'user' || i, i, i FROM n");
    REQUIRE(made);
    UserQuery query;
    query.limit = 10;
    QCOMPARE(users().list(query, m_temp->clock.now()).value().total, std::optional<qint64>(10'001));
    query.text = QStringLiteral("user");
    QCOMPARE(users().list(query, m_temp->clock.now()).value().total, std::optional<qint64>());
    query.text = QStringLiteral("user999");
    QCOMPARE(users().list(query, m_temp->clock.now()).value().total, std::optional<qint64>(11));
}

void TestUserRepository::refusesForeignCursors()
{
    for (int i = 0; i < 3; ++i)
        add(QStringLiteral("u%1").arg(i));
    UserQuery query;
    query.limit = 1;
    const QByteArray good = users().list(query, m_temp->clock.now()).value().next;
    QVERIFY(!good.isEmpty());
    query.after = good;
    QCOMPARE(names(query), QStringList{QStringLiteral("u1")});
    query.sort = UserSort::Email;
    QVERIFY(!users().list(query, m_temp->clock.now()));
    query.sort = UserSort::Username;
    for (const QByteArray &bad :
         {QByteArray("x"), QByteArray("!!!"), good.chopped(3), QByteArray("W10"),
          QByteArray(100'000, 'A'), QByteArray("WyJ1K25hbWUiLCIiLCIiXQ")}) {
        query.after = bad;
        auto refused = users().list(query, m_temp->clock.now());
        QVERIFY2(!refused, bad.left(40).constData());
        QCOMPARE(refused.error().code, ErrorCode::InvalidArgument);
        QCOMPARE(refused.error().field, QStringLiteral("after"));
    }
}

void TestUserRepository::countsLiveSessions()
{
    const UserId id = add(QStringLiteral("alice"));
    const Instant now = m_temp->clock.now();
    SessionRepository sessions(m_temp->connection());
    for (quint32 n = 1; n <= 3; ++n)
        REQUIRE(sessions.insert(makeSession(n, id, now)));
    QVERIFY(sessions.end(sessionId(1), EndReason::LoggedOut, QString(), now).value());
    QCOMPARE(users().find(id).value()->user.liveSessions, 2);
    QCOMPARE(users().list({}, now).value().rows.front().liveSessions, 2);
    m_temp->clock.advance(std::chrono::hours(25));
    QCOMPARE(users().find(id).value()->user.liveSessions, 0);
}

QTEST_GUILESS_MAIN(TestUserRepository)
#include "tst_userrepository.moc"
