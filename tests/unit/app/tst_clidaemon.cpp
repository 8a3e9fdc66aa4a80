// SPDX-License-Identifier: GPL-3.0-or-later
// tokendeskd serve and demo, and verbs on the data of a running daemon.
#include "tests/unit/app/daemonprocess.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

using namespace tokendesk::test;

class TestCliDaemon : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_directory.reset(); }
    void servesAndStops();
    void saysHowToMakeTheFirstAdministrator();
    void settingsTakeEffectAtOnce();
    void endedSessionsAreRefusedAtOnce();
    void unlocksAUser();
    void presetOfTheCommandLine();
    void demoLeavesNothingBehind();
    void namesWhoHoldsThePort();
    void refusesPlainHttpForOthers();

private:
    QStringList words(const char *line) const
    {
        return QStringList{QStringLiteral("--data-dir"), m_directory->path()}
               + QString::fromLatin1(line).split(QLatin1Char(' '));
    }
    void addUser()
    {
        QCOMPARE(runDaemon(words("user add ada --superuser --password-stdin --allow-weak-password"),
                           "pw\n")
                     .code,
                 0);
    }
    HttpAnswer logIn(const QString &url, const QString &password = QStringLiteral("pw"))
    {
        return postJson(m_network, url + QStringLiteral("/api/token/"),
                        {{QStringLiteral("username"), QStringLiteral("ada")},
                         {QStringLiteral("password"), password}});
    }
    static qint64 lifetimeOf(const QString &token)
    {
        const QByteArray payload = token.toLatin1().split('.').value(1);
        const QJsonObject claims =
            QJsonDocument::fromJson(QByteArray::fromBase64(payload, QByteArray::Base64UrlEncoding))
                .object();
        return claims.value(QLatin1String("exp")).toInteger()
               - claims.value(QLatin1String("iat")).toInteger();
    }

    std::unique_ptr<QTemporaryDir> m_directory;
    QNetworkAccessManager m_network;
};

void TestCliDaemon::init()
{
    m_directory = std::make_unique<QTemporaryDir>();
    QVERIFY(m_directory->isValid());
}

void TestCliDaemon::servesAndStops()
{
    addUser();
    const QString ready = m_directory->filePath(QStringLiteral("ready"));
    RunningDaemon daemon;
    QVERIFY(daemon.start(words("serve --listen 127.0.0.1:0 --ready-file") << ready));
    QTRY_VERIFY(QFile::exists(ready));
    QFile file(ready);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(QString::fromUtf8(file.readAll()).trimmed(), daemon.url());
    QCOMPARE(getWithToken(m_network, daemon.url() + QStringLiteral("/health/ready"), {}).status,
             200);
    const HttpAnswer tokens = logIn(daemon.url());
    QCOMPARE(tokens.status, 200);
    const HttpAnswer profile =
        getWithToken(m_network, daemon.url() + QStringLiteral("/account/profile"),
                     tokens.json.value(QLatin1String("access")).toString());
    QCOMPARE(profile.status, 200);
    QCOMPARE(profile.json.value(QLatin1String("username")).toString(), QStringLiteral("ada"));
    QCOMPARE(daemon.stop(), 0);
}

void TestCliDaemon::saysHowToMakeTheFirstAdministrator()
{
    RunningDaemon daemon;
    QVERIFY(daemon.start(words("serve --listen 127.0.0.1:0")));
    QCOMPARE(logIn(daemon.url()).status, 401); // no default account
    QCOMPARE(daemon.stop(), 0);
    const QByteArray hint = daemon.errors();
    QVERIFY(hint.contains("user add"));
    QVERIFY(hint.contains("--superuser"));
}

void TestCliDaemon::settingsTakeEffectAtOnce()
{
    addUser();
    RunningDaemon daemon;
    QVERIFY(daemon.start(words("serve --listen 127.0.0.1:0")));
    QCOMPARE(lifetimeOf(logIn(daemon.url()).json.value(QLatin1String("access")).toString()), 900);
    QCOMPARE(runDaemon(words("settings set access_token_lifetime 77s")).code, 0);
    QTRY_COMPARE_WITH_TIMEOUT(
        lifetimeOf(logIn(daemon.url()).json.value(QLatin1String("access")).toString()), 77, 5000);
}

void TestCliDaemon::endedSessionsAreRefusedAtOnce()
{
    addUser();
    RunningDaemon daemon;
    QVERIFY(daemon.start(words("serve --listen 127.0.0.1:0")));
    const HttpAnswer tokens = logIn(daemon.url());
    const QJsonArray sessions = runDaemon(words("session list --user ada --json")).array();
    QCOMPARE(sessions.size(), 1);
    const QString id = sessions.first().toObject().value(QLatin1String("id")).toString();
    QVERIFY(runDaemon(words("session show") << id).out.contains("live"));
    QCOMPARE(runDaemon(words("session end") << id).code, 0);
    const HttpAnswer refreshed =
        postJson(m_network, daemon.url() + QStringLiteral("/api/token/refresh/"),
                 {{QStringLiteral("refresh"), tokens.json.value(QLatin1String("refresh"))}});
    QCOMPARE(refreshed.status, 401);
    const auto profile = [&] {
        return getWithToken(m_network, daemon.url() + QStringLiteral("/account/profile"),
                            tokens.json.value(QLatin1String("access")).toString())
            .status;
    };
    QTRY_COMPARE_WITH_TIMEOUT(profile(), 401, 5000);
    const QJsonObject ended = runDaemon(words("session show --json") << id).object();
    QCOMPARE(ended.value(QLatin1String("state")).toString(), QStringLiteral("ended"));
    QVERIFY(ended.value(QLatin1String("ended_by")).toString().startsWith(QLatin1String("os:")));
    const QByteArray token = tokens.json.value(QLatin1String("refresh")).toString().toLatin1();
    const Outcome inspected = runDaemon(words("token inspect --json"), token);
    QCOMPARE(inspected.code, 1);
    QCOMPARE(inspected.object()
                 .value(QLatin1String("verdict"))
                 .toObject()
                 .value(QLatin1String("check"))
                 .toString(),
             QStringLiteral("revocation"));
}

void TestCliDaemon::unlocksAUser()
{
    addUser();
    // No waits before the lock, so that no time has to pass.
    QCOMPARE(runDaemon(words("settings set login_account_failures 100")).code, 0);
    QCOMPARE(runDaemon(words("settings set login_disable_after 10")).code, 0);
    RunningDaemon daemon;
    QVERIFY(daemon.start(words("serve --listen 127.0.0.1:0")));
    for (int i = 0; i < 10; ++i)
        QCOMPARE(logIn(daemon.url(), QStringLiteral("wrong")).status, 401);
    QCOMPARE(logIn(daemon.url()).status, 429);
    const QJsonObject locked = runDaemon(words("user show ada --json")).object();
    QCOMPARE(locked.value(QLatin1String("wrong_passwords")).toInt(), 10);
    QVERIFY(locked.value(QLatin1String("password_locked_at")).isString());
    QVERIFY(runDaemon(words("user show ada")).out.contains("locked since"));
    QVERIFY(runDaemon(words("user list")).out.contains("locked"));
    QCOMPARE(runDaemon(words("user unlock nobody")).code, 1);
    QCOMPARE(runDaemon(words("user unlock ada")).out, QByteArray("Unlocked 1 user.\n"));
    QCOMPARE(runDaemon(words("user unlock ada --json")).object().value(QLatin1String("unlocked")),
             QJsonValue(0));
    QCOMPARE(logIn(daemon.url()).status, 200);
    const QJsonObject open = runDaemon(words("user show ada --json")).object();
    QCOMPARE(open.value(QLatin1String("wrong_passwords")).toInt(), 0);
    QVERIFY(open.value(QLatin1String("password_locked_at")).isNull());
}

void TestCliDaemon::presetOfTheCommandLine()
{
    addUser();
    RunningDaemon daemon;
    QVERIFY(daemon.start(words("serve --listen 127.0.0.1:0 --preset simplejwt")));
    const QString access = logIn(daemon.url()).json.value(QLatin1String("access")).toString();
    const QByteArray header = QByteArray::fromBase64(access.toLatin1().split('.').value(0),
                                                     QByteArray::Base64UrlEncoding);
    QVERIFY(!header.isEmpty());
    QVERIFY(!header.contains("kid")); // which preset `recommended` writes
}

void TestCliDaemon::demoLeavesNothingBehind()
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    qputenv("TMPDIR", m_directory->path().toLocal8Bit());
    RunningDaemon daemon;
    QVERIFY(daemon.start(
        {QStringLiteral("demo"), QStringLiteral("--listen"), QStringLiteral("127.0.0.1:0")}));
    const auto status = [&](const char *user, const char *password) {
        return postJson(m_network, daemon.url() + QStringLiteral("/api/token/"),
                        {{QStringLiteral("username"), QLatin1String(user)},
                         {QStringLiteral("password"), QLatin1String(password)}})
            .status;
    };
    QCOMPARE(status("admin", "admin"), 200);
    QCOMPARE(status("alice", "wonderland"), 200);
    QCOMPARE(status("bob", "sleeping"), 401); // inactive
    QVERIFY(!QDir(m_directory->path()).isEmpty());
    // The line that it shows for administering it works as it stands.
    const QByteArray errors = daemon.errors();
    const qsizetype shown = errors.indexOf("\n  /");
    QVERIFY2(shown > 0, errors.constData());
    const QByteArray command = errors.mid(shown + 3, errors.indexOf('\n', shown + 3) - shown - 3);
    QStringList parts = QString::fromLocal8Bit(command).split(QLatin1Char(' '));
    QCOMPARE(parts.takeFirst(), QFileInfo(QStringLiteral(TOKENDESKD)).canonicalFilePath());
    const Outcome listed = runDaemon(parts);
    QCOMPARE(listed.code, 0);
    QVERIFY2(listed.out.contains("alice"), listed.out.constData());
    QCOMPARE(daemon.stop(), 0);
    QVERIFY(QDir(m_directory->path()).isEmpty());
    qputenv("TMPDIR",
            environment.value(QStringLiteral("TMPDIR"), QStringLiteral("/tmp")).toLocal8Bit());
}

void TestCliDaemon::namesWhoHoldsThePort()
{
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress::LocalHost));
    const Outcome taken = runDaemon(words("serve --listen")
                                    << QStringLiteral("127.0.0.1:%1").arg(other.serverPort()));
    QCOMPARE(taken.code, 3);
    QVERIFY2(taken.err.contains(QByteArray::number(QCoreApplication::applicationPid())),
             taken.err.constData());
}

void TestCliDaemon::refusesPlainHttpForOthers()
{
    addUser();
    const Outcome refused = runDaemon(words("serve --listen 0.0.0.0:0"));
    QCOMPARE(refused.code, 3);
    QVERIFY(refused.err.contains("--insecure-http"));
    const Outcome half = runDaemon(words("serve --listen 127.0.0.1:0 --tls-cert cert.pem"));
    QVERIFY(half.code != 0);
    QVERIFY(half.err.contains("tls_key"));
}

QTEST_GUILESS_MAIN(TestCliDaemon)
#include "tst_clidaemon.moc"
