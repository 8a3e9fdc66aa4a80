// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/store/storetest.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QThread>

#include <thread>

#include <sys/stat.h>

using namespace tokendesk;
using namespace tokendesk::store;
using namespace tokendesk::test;

namespace {

int modeOf(const QString &path)
{
    struct stat info
    {
    };
    if (::stat(QFile::encodeName(path).constData(), &info) != 0)
        return -1;
    return static_cast<int>(info.st_mode & 07777);
}

QString single(Connection &connection, const QString &sql)
{
    auto query = connection.execOnce(sql);
    return query && query->next() ? query->value(0).toString() : QStringLiteral("failed");
}

Result<void> execute(Connection &connection, const QString &sql)
{
    TRY_ASSIGN(QSqlQuery query, connection.execOnce(sql));
    query.finish();
    return {};
}

} // namespace

class TestDatabase : public QObject
{
    Q_OBJECT

private slots:
    void makesPrivateFilesWhateverTheUmask_data();
    void makesPrivateFilesWhateverTheUmask();
    void takesRightsOfOthersFromAnExistingFile();
    void setsThePragmas();
    void givesEachThreadItsOwnConnection();
    void translatesErrors();
    void opensReadOnlyWithoutChanges();
    void opensWhatACrashLeftHalfChanged();
    void refusesWhatIsNotADatabase();
    void neverMakesAnEmptyFileLater();
    void acceptsStrangePaths();
    void checkFindsNothingInAGoodDatabase();
    void checkFindsWhatIsWrong();
    void checkFindsEndedSessionsThatLiveOn();
    void checkDoesNotGrowWithTheSquare();
    void checkFindsDamage();
};

void TestDatabase::makesPrivateFilesWhateverTheUmask_data()
{
    QTest::addColumn<int>("mask");
    QTest::newRow("open") << 0;
    QTest::newRow("usual") << 022;
    QTest::newRow("too strict") << 0277;
}

void TestDatabase::makesPrivateFilesWhateverTheUmask()
{
    QFETCH(int, mask);
    TempDatabase temp;
    const mode_t before = ::umask(static_cast<mode_t>(mask));
    auto opened = temp.database.open();
    auto inserted =
        opened ? SessionRepository(temp.connection()).insert(makeSession(1, 1, temp.clock.now()))
               : Result<void>();
    ::umask(before);
    REQUIRE(opened);
    REQUIRE(inserted);
    QCOMPARE(modeOf(temp.directory.filePath(QStringLiteral("data"))), 0700);
    QCOMPARE(modeOf(temp.path), 0600);
    QCOMPARE(modeOf(temp.path + QLatin1String("-wal")), 0600);
    QCOMPARE(modeOf(temp.path + QLatin1String("-shm")), 0600);
}

void TestDatabase::takesRightsOfOthersFromAnExistingFile()
{
    TempDatabase temp;
    REQUIRE(temp.database.open());
    QCOMPARE(::chmod(QFile::encodeName(temp.path).constData(), 0644), 0);
    REQUIRE(temp.database.open());
    QCOMPARE(modeOf(temp.path), 0600);
}

void TestDatabase::setsThePragmas()
{
    TempDatabase temp;
    REQUIRE(temp.database.open());
    const std::pair<const char *, const char *> expected[] = {
        {"journal_mode", "wal"}, {"synchronous", "2"},    {"foreign_keys", "1"},
        {"secure_delete", "1"},  {"trusted_schema", "0"}, {"busy_timeout", "10000"}};
    for (const auto &[name, value] : expected)
        QCOMPARE(single(temp.connection(), QStringLiteral("PRAGMA %1").arg(QLatin1String(name))),
                 QString::fromLatin1(value));
}

void TestDatabase::givesEachThreadItsOwnConnection()
{
    TempDatabase temp;
    REQUIRE(temp.database.open());
    Connection *mine = &temp.connection();
    QCOMPARE(&temp.connection(), mine);
    const auto names = QSqlDatabase::connectionNames();
    QCOMPARE(names.size(), 1);
    Connection *theirs = nullptr;
    qsizetype whileAlive = 0;
    const auto work = [&] {
        theirs = &temp.connection();
        whileAlive = QSqlDatabase::connectionNames().size();
    };
    std::thread(work).join();
    QVERIFY(theirs != nullptr && theirs != mine);
    QCOMPARE(whileAlive, 2);
    QCOMPARE(QSqlDatabase::connectionNames(), names);
    const std::unique_ptr<QThread> thread(QThread::create(work));
    thread->start();
    QVERIFY(thread->wait(10'000));
    QCOMPARE(whileAlive, 2);
    // wait() returns a moment before the thread destroys what is local to it.
    QTRY_COMPARE(QSqlDatabase::connectionNames(), names);
    temp.database.closeThread();
    QVERIFY(QSqlDatabase::connectionNames().isEmpty());
}

void TestDatabase::translatesErrors()
{
    TempDatabase temp;
    REQUIRE(temp.database.open());
    Connection &connection = temp.connection();
    const char *insert = "INSERT INTO groups (name) VALUES (?)";
    REQUIRE(connection.exec(insert, {QStringLiteral("a")}));
    QCOMPARE(connection.exec(insert, {QStringLiteral("a")}).error().code, ErrorCode::AlreadyExists);
    QCOMPARE(connection.exec(insert, {QVariant()}).error().code, ErrorCode::Internal);
    const auto wrong = connection.exec("SELECT * FROM nowhere");
    QCOMPARE(wrong.error().code, ErrorCode::StoreUnavailable);
    QVERIFY(wrong.error().detail.contains(QLatin1String("nowhere")));
    QCOMPARE(connection.exec(insert, {}).error().code, ErrorCode::Internal);
    REQUIRE(connection.exec(insert, {QStringLiteral("b")}));
    QCOMPARE(single(connection, QStringLiteral("SELECT count(*) FROM groups")),
             QStringLiteral("2"));
}

void TestDatabase::opensReadOnlyWithoutChanges()
{
    TempDatabase temp;
    QCOMPARE(temp.database.open(true).error().code, ErrorCode::DatabaseUnreadable);
    QVERIFY(!QFile::exists(temp.path));
    REQUIRE(temp.database.open());
    temp.database.closeThread();
    Database reader(temp.path, temp.clock);
    REQUIRE(reader.open(true));
    auto connection = reader.connection();
    REQUIRE(connection);
    QCOMPARE(single(**connection, QStringLiteral("SELECT count(*) FROM users")),
             QStringLiteral("0"));
    QCOMPARE((*connection)->exec("DELETE FROM users").error().code, ErrorCode::StoreUnavailable);
}

void TestDatabase::opensWhatACrashLeftHalfChanged()
{
    // Before write-ahead mode is switched on, or while it is, SQLite keeps a rollback journal.
    TempDatabase temp;
    REQUIRE(temp.database.open());
    for (quint32 n = 1; n <= 200; ++n)
        REQUIRE(SessionRepository(temp.connection()).insert(makeSession(n, 1, temp.clock.now())));
    REQUIRE(execute(temp.connection(), QStringLiteral("PRAGMA journal_mode=DELETE")));
    REQUIRE(execute(temp.connection(), QStringLiteral("PRAGMA cache_size=1")));
    REQUIRE(execute(temp.connection(), QStringLiteral("BEGIN IMMEDIATE")));
    REQUIRE(execute(temp.connection(),
                    QStringLiteral("UPDATE sessions SET user_agent = hex(randomblob(200))")));
    // The files as the crash would leave them: with a part of the change.
    const QString crashed = temp.directory.filePath(QStringLiteral("crashed/tokendesk.db"));
    QVERIFY(QDir().mkdir(QFileInfo(crashed).path()));
    QVERIFY(QFile::copy(temp.path, crashed));
    QVERIFY(
        QFile::copy(temp.path + QStringLiteral("-journal"), crashed + QStringLiteral("-journal")));

    Database reading(crashed, temp.clock);
    const auto refused = reading.open(true);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::DatabaseReadOnly);
    QVERIFY2(refused.error().detail.contains(QLatin1String("start the server")),
             qPrintable(refused.error().detail));
    Database database(crashed, temp.clock);
    REQUIRE(database.open());
    auto connection = database.connection();
    REQUIRE(connection);
    QCOMPARE(single(**connection, QStringLiteral("SELECT count(*) FROM sessions "
                                                 "WHERE user_agent = 'curl/8'")),
             QStringLiteral("200"));
    QCOMPARE(single(**connection, QStringLiteral("PRAGMA journal_mode")), QStringLiteral("wal"));
    auto problems = database.check();
    REQUIRE(problems);
    problems->removeIf([](const QString &problem) { return problem.contains(u"has mode"); });
    QCOMPARE(*problems, QStringList());
}

void TestDatabase::refusesWhatIsNotADatabase()
{
    TempDatabase temp;
    QVERIFY(QDir().mkpath(QFileInfo(temp.path).path()));
    QFile file(temp.path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    const QByteArray content = QByteArray("This is a letter, not a database. ").repeated(100);
    file.write(content);
    file.close();
    QCOMPARE(temp.database.open().error().code, ErrorCode::DatabaseUnreadable);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), content);
    Database directory(temp.directory.path(), temp.clock);
    QCOMPARE(directory.open().error().code, ErrorCode::DatabaseUnreadable);
}

void TestDatabase::neverMakesAnEmptyFileLater()
{
    TempDatabase temp;
    REQUIRE(temp.database.open());
    temp.database.closeThread();
    QVERIFY(QFile::remove(temp.path));
    QCOMPARE(temp.database.connection().error().code, ErrorCode::StoreUnavailable);
    QVERIFY(!QFile::exists(temp.path));
    // An empty file in its place is not our database either.
    QFile empty(temp.path);
    QVERIFY(empty.open(QIODevice::WriteOnly));
    empty.close();
    QCOMPARE(temp.database.connection().error().code, ErrorCode::StoreUnavailable);
}

void TestDatabase::acceptsStrangePaths()
{
    const QTemporaryDir directory;
    const FakeClock clock;
    const QString path = directory.filePath(QString::fromUtf8("a b/100% ?mode=ro#x&y ä;z.db"));
    Database database(path, clock);
    REQUIRE(database.open());
    auto connection = database.connection();
    REQUIRE(connection);
    QVERIFY(QFile::exists(path));
    QCOMPARE(single(**connection, QStringLiteral("SELECT count(*) FROM users")),
             QStringLiteral("0"));
}

void TestDatabase::checkFindsNothingInAGoodDatabase()
{
    TempDatabase temp;
    REQUIRE(temp.database.open());
    auto user = UserRepository(temp.connection())
                    .insert(makeUser(QStringLiteral("alice")), QString(), temp.clock.now());
    REQUIRE(user);
    // The session of a purged user is no fault.
    REQUIRE(SessionRepository(temp.connection()).insert(makeSession(1, 99, temp.clock.now())));
    auto problems = temp.database.check();
    REQUIRE(problems);
    QCOMPARE(*problems, QStringList());
}

void TestDatabase::checkFindsWhatIsWrong()
{
    TempDatabase temp;
    REQUIRE(temp.database.open());
    Connection &connection = temp.connection();
    SessionRepository sessions(connection);
    REQUIRE(sessions.insert(makeSession(1, 1, temp.clock.now())));
    REQUIRE(sessions.insert(makeSession(2, 1, temp.clock.now() + std::chrono::hours(48))));
    REQUIRE(execute(connection, QStringLiteral("PRAGMA foreign_keys=OFF")));
    REQUIRE(execute(connection, QStringLiteral("PRAGMA ignore_check_constraints=ON")));
    REQUIRE(execute(connection, QStringLiteral("INSERT INTO user_groups VALUES (7, 8)")));
    REQUIRE(execute(connection,
                    QStringLiteral("UPDATE sessions SET generation = -1 WHERE created_at < %1")
                        .arg(toEpochMs(temp.clock.now()) + 1)));
    REQUIRE(execute(connection, QStringLiteral("PRAGMA ignore_check_constraints=OFF")));
    QCOMPARE(::chmod(QFile::encodeName(temp.path).constData(), 0640), 0);
    auto problems = temp.database.check();
    REQUIRE(problems);
    const QString all = problems->join(u'\n');
    for (const char *expected :
         {"mode 640", "1 memberships of users that do not exist", "1 sessions with a negative",
          "1 sessions with times in the future", "a row of user_groups points to a missing row"})
        QVERIFY2(all.contains(QLatin1String(expected)), qPrintable(all));
}

void TestDatabase::checkFindsEndedSessionsThatLiveOn()
{
    TempDatabase temp;
    REQUIRE(temp.database.open());
    Connection &connection = temp.connection();
    SessionRepository sessions(connection);
    const Instant now = temp.clock.now();
    for (quint32 n = 1; n <= 4; ++n)
        REQUIRE(sessions.insert(makeSession(n, 1, now)));
    REQUIRE(sessions.end(sessionId(1), EndReason::LoggedOut, QString(), now));
    REQUIRE(sessions.end(sessionId(2), EndReason::LoggedOut, QString(), now));
    REQUIRE(sessions.rotate(sessionId(4), 0, {now, now + std::chrono::hours(1), now, {}}));
    auto problems = temp.database.check();
    REQUIRE(problems);
    QCOMPARE(*problems, QStringList());

    // Ended, but nobody is told; alive, but refused; a token without the one before it.
    REQUIRE(execute(connection, QStringLiteral("DELETE FROM revocations WHERE sequence = 1")));
    REQUIRE(execute(connection,
                    QStringLiteral("INSERT INTO revocations (session_id, access_until) "
                                   "SELECT id, access_until FROM sessions WHERE generation = 1")));
    REQUIRE(
        execute(connection,
                QStringLiteral("UPDATE sessions SET refreshed_at = NULL WHERE generation = 1")));
    problems = temp.database.check();
    REQUIRE(problems);
    QCOMPARE(problems->size(), 3);
    const QString all = problems->join(u'\n');
    for (const char *expected : {"1 ended sessions whose access tokens would be accepted",
                                 "1 revocations of sessions that have not ended",
                                 "1 sessions whose current token has no predecessor"})
        QVERIFY2(all.contains(QLatin1String(expected)), qPrintable(all));
    // Once the access tokens have expired nobody needs to be told.
    REQUIRE(execute(connection, QStringLiteral("DELETE FROM revocations")));
    REQUIRE(execute(connection, QStringLiteral("UPDATE sessions SET refreshed_at = created_at")));
    temp.clock.advance(std::chrono::minutes(15));
    problems = temp.database.check();
    REQUIRE(problems);
    QCOMPARE(*problems, QStringList());
}

// What compares each of so many rows with each of so many others does not end in time.
void TestDatabase::checkDoesNotGrowWithTheSquare()
{
    TempDatabase temp;
    REQUIRE(temp.database.open());
    const QString now = QString::number(toEpochMs(temp.clock.now()));
    const QString later = QString::number(toEpochMs(temp.clock.now() + std::chrono::hours(1)));
    Together together(temp.connection());
    REQUIRE(
        execute(temp.connection(),
                QStringLiteral("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n "
                               "WHERE i < 50000) INSERT INTO sessions (id, user_id, created_at, "
                               "expires_at, access_until, ended_at, end_reason) SELECT "
                               "randomblob(12), 1, %1, %2, %2, %1, 'logged_out' FROM n")
                    .arg(now, later)));
    REQUIRE(execute(temp.connection(),
                    QStringLiteral("INSERT INTO revocations (session_id, access_until) "
                                   "SELECT id, access_until FROM sessions")));
    const auto problems = temp.database.check();
    REQUIRE(problems);
    QCOMPARE(*problems, QStringList());
}

void TestDatabase::checkFindsDamage()
{
    TempDatabase temp;
    REQUIRE(temp.database.open());
    for (quint32 n = 1; n <= 500; ++n)
        REQUIRE(SessionRepository(temp.connection()).insert(makeSession(n, 1, temp.clock.now())));
    temp.database.closeThread();
    QFile file(temp.path);
    QVERIFY(file.open(QIODevice::ReadWrite));
    const qint64 size = file.size();
    QVERIFY(size > 100'000);
    // Past the schema's own pages, and where a page begins: its middle may be empty.
    constexpr qint64 kPage = 4096;
    const qint64 middle = size / kPage / 2 * kPage;
    for (qint64 page = middle; page < middle + 10 * kPage; page += kPage) {
        file.seek(page);
        file.write(QByteArray(64, '\x5a'));
    }
    file.close();
    const auto problems = temp.database.check();
    QVERIFY2(!problems || !problems->isEmpty(), "damage went unnoticed");
}

QTEST_GUILESS_MAIN(TestDatabase)
#include "tst_database.moc"
