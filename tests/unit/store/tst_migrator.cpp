// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/store/storetest.h"

#include "server/store/migrator.h"

#include <QCryptographicHash>
#include <QFile>

#include <barrier>
#include <thread>

#include <sys/stat.h>

using namespace tokendesk;
using namespace tokendesk::store;
using namespace tokendesk::test;

namespace {

QByteArray hashOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QCryptographicHash::hash(file.readAll(), QCryptographicHash::Sha256);
}

void execute(Connection &connection, const QString &sql)
{
    auto query = connection.execOnce(sql);
    REQUIRE(query);
}

qint64 number(Connection &connection, const QString &sql)
{
    auto query = connection.execOnce(sql);
    return query && query->next() ? query->value(0).toLongLong() : -1;
}

Migration migration(int version, const QStringList &statements, int minCompatible = 1)
{
    return {version, minCompatible, QStringLiteral("sum%1").arg(version), statements};
}

std::vector<Migration> own()
{
    auto migrations = loadMigrations(QStringLiteral(":/tokendesk/sql/sqlite"));
    return migrations ? *std::move(migrations) : std::vector<Migration>();
}

/// The version that this program makes.
int latest() { return static_cast<int>(own().size()); }

/// A version that a later program may make.
int nextVersion() { return latest() + 1; }

/// A row of schema_version that a later program left.
QString newerRow(int minCompatible)
{
    return QStringLiteral("INSERT INTO schema_version VALUES (%1, %2, 'x', 0)")
        .arg(nextVersion())
        .arg(minCompatible);
}

std::vector<Migration> ownAnd(const std::vector<Migration> &more)
{
    std::vector<Migration> migrations = own();
    migrations.insert(migrations.end(), more.begin(), more.end());
    return migrations;
}

/// As the first version of the program left it: what came after is taken away.
void makeFirstSchema(TempDatabase &temp)
{
    REQUIRE(temp.database.open());
    execute(temp.connection(), QStringLiteral("DROP INDEX users_by_folded_name"));
    execute(temp.connection(), QStringLiteral("DROP TABLE login_throttle"));
    execute(temp.connection(), QStringLiteral("DROP TABLE oauth_clients"));
    execute(temp.connection(), QStringLiteral("DROP TABLE user_import_rows"));
    execute(temp.connection(), QStringLiteral("DROP TABLE user_imports"));
    for (const char *column : {"activate_at", "activated_at", "verify_until"})
        execute(
            temp.connection(),
            QStringLiteral("ALTER TABLE signing_keys DROP COLUMN %1").arg(QLatin1String(column)));
    for (const char *column : {"user_id", "refused_before"})
        execute(
            temp.connection(),
            QStringLiteral("ALTER TABLE revocations DROP COLUMN %1").arg(QLatin1String(column)));
    // The first file tells its table of sessions and their indexes, and INDEXED BY names them all.
    execute(temp.connection(), QStringLiteral("DROP TABLE sessions"));
    const std::vector<Migration> migrations = own();
    for (const QString &statement : migrations.front().statements) {
        if (statement.contains(QLatin1String(" sessions (")))
            execute(temp.connection(), statement);
    }
    execute(temp.connection(), QStringLiteral("DELETE FROM schema_version WHERE version > 1"));
    execute(temp.connection(), QStringLiteral("INSERT INTO groups (name) VALUES ('ours')"));
    temp.database.closeThread();
}

constexpr int kThreads = 8;

/// How many of kThreads succeed. Each has a Database of its own, as each process would.
int openAtOnce(const TempDatabase &temp)
{
    std::atomic<int> opened{0};
    std::barrier start(kThreads);
    std::vector<std::thread> threads;
    for (int t = 0; t < kThreads; ++t) {
        threads.emplace_back([&] {
            Database database(temp.path, temp.clock);
            start.arrive_and_wait();
            if (const auto result = database.open(); result)
                ++opened;
            else
                qWarning("%s", qPrintable(result.error().message()));
        });
    }
    for (std::thread &thread : threads)
        thread.join();
    return opened.load();
}

} // namespace

class TestMigrator : public QObject
{
    Q_OBJECT

private slots:
    void readsTheFiles();
    void splitsByMarkerNotBySemicolon();
    void refusesGapsAndMissingHeads();
    void migratesOnce();
    void bringsTheFirstSchemaUpToDate();
    void manyAtOnceUpgradeOnce();
    void keepsACopyAndItsContent();
    void rollsBackAFailedMigration();
    void leavesANewerDatabaseAlone();
    void worksWithACompatibleNewerDatabase();
    void refusesAnAlteredMigration();
    void refusesAForeignDatabase();
    void keepsEverySessionAndItsValues();
    void manyAtOnceMigrateOnce();
    void seesNothingOrAllOfAnothersMigration();

private:
    static void writeFile(const QString &path, const QByteArray &content)
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    }
};

void TestMigrator::readsTheFiles()
{
    // Anything that uses a database compiles the resource in.
    const TempDatabase temp;
    auto migrations = loadMigrations(QStringLiteral(":/tokendesk/sql/sqlite"));
    REQUIRE(migrations);
    QVERIFY(!migrations->empty());
    QCOMPARE(migrations->front().version, 1);
    QCOMPARE(migrations->front().minCompatible, 1);
    QCOMPARE(migrations->front().checksum.size(), 64);
    QVERIFY(migrations->front().statements.size() > 20);
}

void TestMigrator::splitsByMarkerNotBySemicolon()
{
    const QTemporaryDir directory;
    writeFile(directory.filePath(QStringLiteral("0001_a.sql")),
              "-- min_compatible: 1\n-- ;;\nCREATE TABLE a (x)\n-- ;;\n-- only a remark\n-- ;;\n"
              "CREATE TRIGGER t AFTER INSERT ON a BEGIN\n DELETE FROM a; DELETE FROM a;\nEND\n");
    auto migrations = loadMigrations(directory.path());
    REQUIRE(migrations);
    QCOMPARE(migrations->size(), 1U);
    QCOMPARE(migrations->front().statements.size(), 2);
    QVERIFY(migrations->front().statements.at(1).endsWith(QLatin1String("END")));
}

void TestMigrator::refusesGapsAndMissingHeads()
{
    const QTemporaryDir directory;
    QVERIFY(!loadMigrations(directory.path()));
    writeFile(directory.filePath(QStringLiteral("0001_a.sql")), "CREATE TABLE a (x)\n");
    QVERIFY(!loadMigrations(directory.path()));
    writeFile(directory.filePath(QStringLiteral("0001_a.sql")), "-- min_compatible: 1\n");
    REQUIRE(loadMigrations(directory.path()));
    writeFile(directory.filePath(QStringLiteral("0003_c.sql")), "-- min_compatible: 1\n");
    QVERIFY(!loadMigrations(directory.path()));
}

void TestMigrator::migratesOnce()
{
    TempDatabase temp;
    REQUIRE(temp.database.open());
    REQUIRE(temp.database.open());
    QCOMPARE(number(temp.connection(), QStringLiteral("SELECT count(*) FROM schema_version")),
             latest());
    QCOMPARE(
        number(temp.connection(), QStringLiteral("SELECT max(applied_at) FROM schema_version")),
        toEpochMs(temp.clock.now()));
    const QStringList copies =
        QDir(QFileInfo(temp.path).path()).entryList({QStringLiteral("*before*")});
    QCOMPARE(copies, QStringList());
}

void TestMigrator::bringsTheFirstSchemaUpToDate()
{
    TempDatabase temp;
    makeFirstSchema(temp);
    for (const char *since : {"-1 hour", "-5 days"})
        execute(temp.connection(),
                QStringLiteral("INSERT INTO users (username, created_at, updated_at, not_before) "
                               "VALUES ('%1', 0, 0, "
                               "CAST(strftime('%s', 'now', '%1') AS INTEGER) * 1000)")
                    .arg(QLatin1String(since)));
    temp.database.closeThread();
    Database later(temp.path, temp.clock);
    REQUIRE(later.open());
    auto connection = later.connection();
    REQUIRE(connection);
    QCOMPARE(number(**connection, QStringLiteral("SELECT max(version) FROM schema_version")),
             latest());
    QCOMPARE(number(**connection, QStringLiteral("SELECT count(*) FROM groups")), 1);
    QCOMPARE(number(**connection, QStringLiteral("SELECT count(*) FROM login_throttle")), 0);
    QCOMPARE(number(**connection, QStringLiteral("SELECT count(*) FROM user_import_rows")), 0);
    QCOMPARE(number(**connection, QStringLiteral("SELECT count(verify_until) FROM signing_keys")),
             0);
    auto counted = SessionRepository(**connection).countLive(temp.clock.now());
    QCOMPARE(counted.value_or(-1), 0);
    // Of whom earlier tokens were refused a little while ago.
    const auto refused =
        SessionRepository(**connection).revocationsAfter(0, fromEpochMs(0)).value();
    QCOMPARE(refused.size(), std::size_t{1});
    QCOMPARE(refused.front().user, UserId{1});
    QVERIFY(QFileInfo::exists(temp.path + QLatin1String(".before-0002")));
}

void TestMigrator::manyAtOnceUpgradeOnce()
{
    for (int round = 0; round < 5; ++round) {
        TempDatabase temp;
        makeFirstSchema(temp);
        QCOMPARE(openAtOnce(temp), kThreads);
        REQUIRE(temp.database.open());
        QCOMPARE(number(temp.connection(), QStringLiteral("SELECT count(*) FROM schema_version")),
                 latest());
        const QDir folder = QFileInfo(temp.path).dir();
        QCOMPARE(folder.entryList({QStringLiteral("*before*")}).size(), latest() - 1);
    }
}

void TestMigrator::keepsACopyAndItsContent()
{
    TempDatabase temp;
    REQUIRE(temp.database.open());
    execute(temp.connection(), QStringLiteral("INSERT INTO groups (name) VALUES ('ours')"));
    Migrator migrator(temp.connection(),
                      ownAnd({migration(nextVersion(), {QStringLiteral("CREATE TABLE two (x)"),
                                                        QStringLiteral("DELETE FROM groups")})}),
                      temp.clock);
    REQUIRE(migrator.migrate(temp.path));
    QCOMPARE(migrator.currentVersion().value_or(-1), nextVersion());
    QCOMPARE(number(temp.connection(), QStringLiteral("SELECT count(*) FROM groups")), 0);
    const QString copy =
        temp.path + QStringLiteral(".before-%1").arg(nextVersion(), 4, 10, QLatin1Char('0'));
    struct stat info
    {
    };
    QCOMPARE(::stat(QFile::encodeName(copy).constData(), &info), 0);
    QCOMPARE(static_cast<int>(info.st_mode & 0777), 0600);
    const QStringList copies =
        QDir(QFileInfo(temp.path).path()).entryList({QStringLiteral("*before*")});
    QCOMPARE(copies.size(), 1);
    Database old(copy, temp.clock);
    REQUIRE(old.open());
    auto connection = old.connection();
    REQUIRE(connection);
    QCOMPARE(number(**connection, QStringLiteral("SELECT count(*) FROM groups")), 1);
}

void TestMigrator::rollsBackAFailedMigration()
{
    TempDatabase temp;
    REQUIRE(temp.database.open());
    Migrator migrator(temp.connection(),
                      ownAnd({migration(nextVersion(), {QStringLiteral("CREATE TABLE two (x)"),
                                                        QStringLiteral("CREATE TABLE nonsense")})}),
                      temp.clock);
    const auto failed = migrator.migrate(temp.path);
    QVERIFY(!failed);
    QVERIFY(failed.error().detail.contains(QStringLiteral("Migration %1").arg(nextVersion())));
    QCOMPARE(migrator.currentVersion().value_or(-1), latest());
    QCOMPARE(number(temp.connection(),
                    QStringLiteral("SELECT count(*) FROM sqlite_schema WHERE name = 'two'")),
             0);
    // The connection is usable and outside any transaction.
    execute(temp.connection(), QStringLiteral("BEGIN IMMEDIATE"));
    execute(temp.connection(), QStringLiteral("ROLLBACK"));
}

void TestMigrator::leavesANewerDatabaseAlone()
{
    TempDatabase temp;
    REQUIRE(temp.database.open());
    execute(temp.connection(), newerRow(nextVersion()));
    // A second connection keeps the rows in the write-ahead log, as after a crash.
    std::thread([&] {
        Connection &other = temp.connection();
        execute(other, QStringLiteral("INSERT INTO groups (name) VALUES ('in the log')"));
    }).join();
    const QString log = temp.path + QLatin1String("-wal");
    QVERIFY(QFileInfo(log).size() > 0);
    const QByteArray before = hashOf(temp.path);
    const QByteArray logBefore = hashOf(log);
    const QString folder = temp.directory.filePath(QStringLiteral("copy"));
    QVERIFY(QDir().mkpath(folder));
    const QString copy = folder + QLatin1String("/tokendesk.db");
    QVERIFY(QFile::copy(temp.path, copy));
    QVERIFY(QFile::copy(log, copy + QLatin1String("-wal")));
    Database newer(copy, temp.clock);
    const auto opened = newer.open();
    QCOMPARE(opened.error().code, ErrorCode::DatabaseNewer);
    QVERIFY(opened.error().detail.contains(QStringLiteral("schema %1").arg(nextVersion())));
    QCOMPARE(hashOf(copy), before);
    QCOMPARE(hashOf(copy + QLatin1String("-wal")), logBefore);
    QCOMPARE(newer.open(true).error().code, ErrorCode::DatabaseNewer);
    QCOMPARE(hashOf(copy), before);
}

void TestMigrator::worksWithACompatibleNewerDatabase()
{
    TempDatabase temp;
    REQUIRE(temp.database.open());
    execute(temp.connection(), newerRow(1));
    REQUIRE(temp.database.open());
    QCOMPARE(number(temp.connection(), QStringLiteral("SELECT max(version) FROM schema_version")),
             nextVersion());
}

void TestMigrator::refusesAnAlteredMigration()
{
    TempDatabase temp;
    REQUIRE(temp.database.open());
    execute(temp.connection(), QStringLiteral("UPDATE schema_version SET checksum = 'other'"));
    const auto opened = temp.database.open();
    QCOMPARE(opened.error().code, ErrorCode::DatabaseUnreadable);
    QVERIFY(opened.error().detail.contains(QLatin1String("checksum")));
}

void TestMigrator::refusesAForeignDatabase()
{
    TempDatabase temp;
    REQUIRE(temp.database.open());
    execute(temp.connection(), QStringLiteral("DROP TABLE schema_version"));
    temp.database.closeThread();
    const QByteArray before = hashOf(temp.path);
    const auto opened = temp.database.open();
    QCOMPARE(opened.error().code, ErrorCode::DatabaseUnreadable);
    QVERIFY(opened.error().detail.contains(QLatin1String("another program")));
    QCOMPARE(hashOf(temp.path), before);
}

void TestMigrator::keepsEverySessionAndItsValues()
{
    TempDatabase temp;
    makeFirstSchema(temp);
    const QString columns = QStringLiteral(
        "hex(id), user_id, kind, generation, created_at, refreshed_at, expires_at, maximum_at, "
        "access_until, address, user_agent, key_id, ended_at, end_reason, ended_by");
    // Ids fall while creation goes on, every value differs, and those that may be NULL are.
    execute(temp.connection(),
            QStringLiteral(
                "WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 500) "
                "INSERT INTO sessions SELECT CAST(printf('%012d', 1000 - i) AS BLOB), i + 1, "
                "i % 2, i + 2, i + 3, iif(i % 3, i + 4, NULL), i + 5, iif(i % 5, i + 6, NULL), "
                "i + 7, 'a' || i, 'b' || i, 'c' || i, iif(i % 7, NULL, i + 8), "
                "iif(i % 7, NULL, 'idle'), 'd' || i FROM n"));
    const auto rows = [&columns](Connection &connection) {
        auto query =
            connection.execOnce(QStringLiteral("SELECT %1 FROM sessions ORDER BY id").arg(columns));
        if (!query)
            qFatal("%s", qPrintable(query.error().message()));
        QList<QVariantList> all;
        while (query->next()) {
            QVariantList row;
            for (int i = 0; i < 15; ++i)
                row.append(query->value(i));
            all.append(row);
        }
        return all;
    };
    const auto before = rows(temp.connection());
    QCOMPARE(before.size(), 500);
    temp.database.closeThread();
    Database later(temp.path, temp.clock);
    REQUIRE(later.open());
    auto connection = later.connection();
    REQUIRE(connection);
    QCOMPARE(rows(**connection), before);
    QCOMPARE(number(**connection,
                    QStringLiteral("SELECT count(*) FROM sessions WHERE created_at <> serial + 3")),
             0);
}

void TestMigrator::manyAtOnceMigrateOnce()
{
    // Many rounds, because the moments that matter are short: what one sees of another's commit.
    for (int round = 0; round < 60; ++round) {
        TempDatabase temp;
        QCOMPARE(openAtOnce(temp), kThreads);
        REQUIRE(temp.database.open());
        QCOMPARE(number(temp.connection(), QStringLiteral("SELECT count(*) FROM schema_version")),
                 latest());
    }
}

void TestMigrator::seesNothingOrAllOfAnothersMigration()
{
    for (int round = 0; round < 60; ++round) {
        TempDatabase temp;
        std::atomic<bool> ended{false};
        std::thread other([&] {
            if (const auto opened = Database(temp.path, temp.clock).open(); !opened)
                qWarning("%s", qPrintable(opened.error().message()));
            ended = true;
        });
        // Looks as often as it can while the other makes file and tables.
        QString said;
        while (!ended && !said.contains(QLatin1String("another program"))) {
            const auto opened = Database(temp.path, temp.clock).open(true);
            said = opened ? QString() : opened.error().detail;
        }
        other.join();
        QVERIFY2(!said.contains(QLatin1String("another program")), qPrintable(said));
        REQUIRE(Database(temp.path, temp.clock).open(true));
    }
}

QTEST_GUILESS_MAIN(TestMigrator)
#include "tst_migrator.moc"
