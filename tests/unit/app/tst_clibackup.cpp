// SPDX-License-Identifier: GPL-3.0-or-later
// tokendeskd backup, restore and check, on data that a daemon serves or has served.
#include "tests/unit/app/daemonprocess.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace tokendesk::test;

namespace {

const QByteArray kPassword = "corr3ct horse staple";

int modeOf(const QString &path)
{
    struct stat info
    {
    };
    if (::stat(QFile::encodeName(path).constData(), &info) != 0)
        return -1;
    return static_cast<int>(info.st_mode & 07777);
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void write(const QString &path, const QByteArray &content)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    QCOMPARE(file.write(content), content.size());
}

} // namespace

class TestCliBackup : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void backsUpWhileADaemonServes();
    void neverReplacesABackup();
    void leavesNothingOfABackupThatFails();
    void restoresWhatWasThere();
    void endsWhatTheBackupDoesNotKnow_data();
    void endsWhatTheBackupDoesNotKnow();
    void refusesWhileADaemonRuns();
    void refusesWhatIsNoBackup_data();
    void refusesWhatIsNoBackup();
    void refusesABackupOfAnotherKeyFile();
    void restoresOverADamagedDatabase();
    void restoresToAnEmptyPlace();
    void checkTellsDamageAsJson();
    void checkNamesFilesOthersMayRead();

private:
    Outcome run(const QStringList &words, const QByteArray &input = {})
    {
        return runDaemon(QStringList{QStringLiteral("--data-dir"), m_data} + words, input);
    }
    Outcome addUser(const char *name)
    {
        return run({QStringLiteral("user"), QStringLiteral("add"), QLatin1String(name),
                    QStringLiteral("--password-stdin")},
                   kPassword + '\n');
    }
    Outcome backup() { return run({QStringLiteral("backup"), m_backup}); }
    Outcome restore()
    {
        return run({QStringLiteral("restore"), m_backup, QStringLiteral("--json")});
    }
    void serve(const QString &preset = QStringLiteral("recommended"))
    {
        m_daemon = std::make_unique<RunningDaemon>();
        QVERIFY(m_daemon->start({QStringLiteral("--data-dir"), m_data, QStringLiteral("serve"),
                                 QStringLiteral("--listen"), QStringLiteral("127.0.0.1:0"),
                                 QStringLiteral("--preset"), preset}));
    }
    QJsonObject login()
    {
        const HttpAnswer answer =
            postJson(m_network, m_daemon->url() + QStringLiteral("/api/token/"),
                     {{QStringLiteral("username"), QStringLiteral("alice")},
                      {QStringLiteral("password"), QString::fromLatin1(kPassword)}});
        return answer.status == 200 ? answer.json : QJsonObject();
    }
    HttpAnswer refresh(const QJsonObject &tokens)
    {
        return postJson(
            m_network, m_daemon->url() + QStringLiteral("/api/token/refresh/"),
            {{QStringLiteral("refresh"), tokens.value(QLatin1String("refresh")).toString()}});
    }
    int profile(const QJsonObject &tokens)
    {
        return getWithToken(m_network, m_daemon->url() + QStringLiteral("/account/profile"),
                            tokens.value(QLatin1String("access")).toString())
            .status;
    }
    QStringList files() const
    {
        return QDir(m_data).entryList(QDir::Files | QDir::Hidden, QDir::Name);
    }

    std::unique_ptr<QTemporaryDir> m_directory;
    QString m_data;
    QString m_database;
    QString m_backup;
    QNetworkAccessManager m_network;
    std::unique_ptr<RunningDaemon> m_daemon;
};

void TestCliBackup::init()
{
    m_directory = std::make_unique<QTemporaryDir>();
    QVERIFY(m_directory->isValid());
    m_data = m_directory->filePath(QStringLiteral("data"));
    m_database = m_data + QStringLiteral("/tokendesk.db");
    m_backup = m_directory->filePath(QStringLiteral("monday.db"));
    QCOMPARE(addUser("alice").code, 0);
}

void TestCliBackup::cleanup()
{
    m_daemon.reset();
    m_network.clearConnectionCache();
    m_directory.reset();
}

void TestCliBackup::backsUpWhileADaemonServes()
{
    serve();
    const QJsonObject tokens = login();
    QVERIFY(!tokens.isEmpty());
    const mode_t before = ::umask(0);
    const Outcome done = run({QStringLiteral("backup"), m_backup, QStringLiteral("--json")});
    ::umask(before);
    QVERIFY2(done.code == 0, done.err.constData());
    QCOMPARE(done.object().value(QLatin1String("backup")).toString(), m_backup);
    QCOMPARE(done.object().value(QLatin1String("bytes")).toInteger(), QFileInfo(m_backup).size());
    QCOMPARE(modeOf(m_backup), 0600);
    QCOMPARE(QDir(m_directory->path()).entryList(QDir::Files),
             QStringList{QStringLiteral("monday.db")});
    QCOMPARE(refresh(tokens).status, 200);
    QVERIFY(
        !contentOf(m_backup).contains(contentOf(m_data + QStringLiteral("/secret.key")).trimmed()));
    const QJsonArray events =
        run({QStringLiteral("event"), QStringLiteral("list"), QStringLiteral("--json")}).array();
    QVERIFY(!events.isEmpty());
    QCOMPARE(events.first().toObject().value(QLatin1String("type")).toString(),
             QStringLiteral("database.backed_up"));
}

void TestCliBackup::neverReplacesABackup()
{
    QCOMPARE(backup().code, 0);
    const QByteArray content = contentOf(m_backup);
    const Outcome again = backup();
    QCOMPARE(again.code, 1);
    QVERIFY2(again.err.contains("exists already"), again.err.constData());
    QCOMPARE(contentOf(m_backup), content);
}

void TestCliBackup::leavesNothingOfABackupThatFails()
{
    const Outcome nowhere =
        run({QStringLiteral("backup"), m_directory->filePath(QStringLiteral("no/where.db"))});
    QCOMPARE(nowhere.code, 1);
    QVERIFY2(nowhere.err.startsWith("tokendeskd: file: "), nowhere.err.constData());
    QCOMPARE(QDir(m_directory->path()).entryList(QDir::Files), QStringList());
    const Outcome empty =
        runDaemon({QStringLiteral("--data-dir"), m_directory->filePath(QStringLiteral("none")),
                   QStringLiteral("backup"), m_backup});
    QCOMPARE(empty.code, 3);
    QVERIFY(!QFile::exists(m_directory->filePath(QStringLiteral("none"))));
}

void TestCliBackup::restoresWhatWasThere()
{
    QCOMPARE(backup().code, 0);
    QCOMPARE(addUser("bob").code, 0);
    write(m_database + QStringLiteral(".restoring-1-1-wal"), "of a restore that was killed");
    const Outcome done = restore();
    QVERIFY2(done.code == 0, done.err.constData());
    QCOMPARE(run({QStringLiteral("user"), QStringLiteral("show"), QStringLiteral("bob")}).code, 1);
    QCOMPARE(run({QStringLiteral("user"), QStringLiteral("show"), QStringLiteral("alice")}).code,
             0);
    const QString kept = done.object().value(QLatin1String("kept")).toString();
    QVERIFY(kept.startsWith(m_database + QStringLiteral(".replaced-")));
    QCOMPARE(modeOf(kept), 0600);
    QCOMPARE(modeOf(m_database), 0600);
    // What was replaced is whole: it can come back the same way.
    m_backup = kept;
    QCOMPARE(restore().code, 0);
    QCOMPARE(run({QStringLiteral("user"), QStringLiteral("show"), QStringLiteral("bob")}).code, 0);
    for (const QString &name : files())
        QVERIFY2(!name.contains(QLatin1String("restoring")), qPrintable(name));
    QCOMPARE(run({QStringLiteral("check")}).code, 0);
}

void TestCliBackup::endsWhatTheBackupDoesNotKnow_data()
{
    QTest::addColumn<QString>("preset");
    QTest::newRow("recommended") << QStringLiteral("recommended");
    QTest::newRow("simplejwt") << QStringLiteral("simplejwt");
}

void TestCliBackup::endsWhatTheBackupDoesNotKnow()
{
    QFETCH(QString, preset);
    serve(preset);
    const QJsonObject first = login();
    const QJsonObject current = refresh(first).json;
    QVERIFY(!current.isEmpty());
    QCOMPARE(backup().code, 0);
    const QJsonObject later = refresh(current).json; // current is spent after the backup
    const QJsonObject young = login(); // a session that the backup does not know
    QVERIFY(!later.isEmpty() && !young.isEmpty());
    QCOMPARE(m_daemon->stop(), 0);

    const Outcome done = restore();
    QVERIFY2(done.code == 0, done.err.constData());
    QCOMPARE(done.object().value(QLatin1String("ended_sessions")).toInt(), 1);
    serve(preset);
    for (const QJsonObject &tokens : {first, current, later, young}) {
        QCOMPARE(refresh(tokens).status, 401);
        QCOMPARE(profile(tokens), 401);
    }
    const QJsonObject fresh = login(); // at once
    QCOMPARE(profile(fresh), 200);
    QCOMPARE(refresh(fresh).status, 200);
    const QJsonArray events =
        run({QStringLiteral("event"), QStringLiteral("list"), QStringLiteral("--json")}).array();
    const auto isRestored = [](const QJsonValue &event) {
        return event.toObject().value(QLatin1String("type"))
               == QJsonValue(QStringLiteral("database.restored"));
    };
    QCOMPARE(std::count_if(events.begin(), events.end(), isRestored), 1);
}

void TestCliBackup::refusesWhileADaemonRuns()
{
    QCOMPARE(backup().code, 0);
    serve();
    const QJsonObject tokens = login();
    const Outcome refused = restore();
    QCOMPARE(refused.code, 1);
    QVERIFY2(refused.err.contains("in use by process"), refused.err.constData());
    QCOMPARE(refresh(tokens).status, 200);
    for (const QString &name : files())
        QVERIFY2(!name.contains(QLatin1String("re")) || name == QLatin1String("secret.key"),
                 qPrintable(name));
}

void TestCliBackup::refusesWhatIsNoBackup_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<bool>("withLog");
    QTest::newRow("empty") << QByteArray() << false;
    QTest::newRow("text") << QByteArray(4096, 'x') << false;
    QTest::newRow("header alone") << QByteArray("SQLite format 3\0", 16) << false;
    QTest::newRow("cut off") << QByteArray("half") << false;
    QTest::newRow("beside a log") << QByteArray("whole") << true;
    QTest::newRow("missing") << QByteArray("none") << false;
}

void TestCliBackup::refusesWhatIsNoBackup()
{
    QFETCH(QByteArray, content);
    QFETCH(bool, withLog);
    QCOMPARE(backup().code, 0);
    const QByteArray whole = contentOf(m_backup);
    if (content == "none")
        QVERIFY(QFile::remove(m_backup));
    else
        write(m_backup, content == "half"    ? whole.first(whole.size() / 2)
                        : content == "whole" ? whole
                                             : content);
    if (withLog)
        write(m_backup + QStringLiteral("-wal"), QByteArray(4096, 'w'));
    const QByteArray before = contentOf(m_database);
    const QStringList names = files();
    const Outcome refused = restore();
    QVERIFY2(refused.code == 1 || refused.code == 3, QByteArray::number(refused.code).constData());
    QCOMPARE(refused.err.count('\n'), 1);
    QCOMPARE(contentOf(m_database), before);
    QCOMPARE(files(), names);
}

void TestCliBackup::refusesABackupOfAnotherKeyFile()
{
    QCOMPARE(backup().code, 0);
    QVERIFY(QDir(m_data).removeRecursively());
    QCOMPARE(addUser("carol").code, 0); // other data with a key file of its own
    const Outcome refused = restore();
    QCOMPARE(refused.code, 3);
    QVERIFY2(refused.err.contains("key"), refused.err.constData());
    QCOMPARE(run({QStringLiteral("user"), QStringLiteral("show"), QStringLiteral("carol")}).code,
             0);
}

void TestCliBackup::restoresOverADamagedDatabase()
{
    QCOMPARE(backup().code, 0);
    write(m_database, QByteArray(8192, 'x'));
    write(m_database + QStringLiteral("-wal"), QByteArray(8192, 'y'));
    write(m_database + QStringLiteral("-journal"), QByteArray(8192, 'z'));
    QCOMPARE(run({QStringLiteral("user"), QStringLiteral("list")}).code, 3);
    const Outcome done = restore();
    QVERIFY2(done.code == 0, done.err.constData());
    const QString kept = done.object().value(QLatin1String("kept")).toString();
    QCOMPARE(contentOf(kept), QByteArray(8192, 'x'));
    for (const char *suffix : {"-wal", "-journal"}) // they must not meet the new file
        QVERIFY(!QFile::exists(m_database + QLatin1String(suffix)));
    QCOMPARE(run({QStringLiteral("user"), QStringLiteral("show"), QStringLiteral("alice")}).code,
             0);
}

void TestCliBackup::restoresToAnEmptyPlace()
{
    QCOMPARE(backup().code, 0);
    QVERIFY(QFile::remove(m_database));
    const Outcome done = restore();
    QVERIFY2(done.code == 0, done.err.constData());
    QCOMPARE(done.object().value(QLatin1String("kept")).toString(), QString());
    QCOMPARE(run({QStringLiteral("check")}).code, 0);
    // Without the key file a backup is worth nothing.
    QVERIFY(QFile::remove(m_data + QStringLiteral("/secret.key")));
    QVERIFY(QFile::remove(m_database));
    QCOMPARE(restore().code, 3);
    QVERIFY(!QFile::exists(m_data + QStringLiteral("/secret.key")));
    QVERIFY(!QFile::exists(m_database));
}

void TestCliBackup::checkTellsDamageAsJson()
{
    write(m_database, QByteArray(8192, 'x'));
    const Outcome bad = run({QStringLiteral("check"), QStringLiteral("--json")});
    QCOMPARE(bad.code, 3);
    QCOMPARE(bad.object().value(QLatin1String("ok")), QJsonValue(false));
    QCOMPARE(bad.object().value(QLatin1String("problems")).toArray().size(), 1);
    QCOMPARE(contentOf(m_database), QByteArray(8192, 'x'));
}

void TestCliBackup::checkNamesFilesOthersMayRead()
{
    QCOMPARE(backup().code, 0);
    const QString kept = restore().object().value(QLatin1String("kept")).toString();
    QCOMPARE(::chmod(QFile::encodeName(kept).constData(), 0644), 0);
    const Outcome bad = run({QStringLiteral("check"), QStringLiteral("--json")});
    QCOMPARE(bad.code, 3);
    QVERIFY2(bad.out.contains("replaced-") && bad.out.contains("644"), bad.out.constData());
}

QTEST_GUILESS_MAIN(TestCliBackup)
#include "tst_clibackup.moc"
