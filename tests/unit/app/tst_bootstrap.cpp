// SPDX-License-Identifier: GPL-3.0-or-later
// Where the options of the programs come from, and what they print.
#include "app/cli/bootstrap.h"
#include "app/cli/process.h"
#include "app/cli/table.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sys/prctl.h>
#include <sys/resource.h>

using namespace tokendesk;
using namespace tokendesk::cli;

using Environment = QHash<QString, QString>;

class TestBootstrap : public QObject
{
    Q_OBJECT

private slots:
    void listenAddresses_data();
    void listenAddresses();
    void badListenAddresses_data();
    void badListenAddresses();
    void defaultsWithoutAnything();
    void logLevels();
    void argumentsBeatEnvironmentBeatsFile();
    void settingsOfTheEnvironmentAreLocked();
    void unknownNamesNameTheNearest();
    void badValuesNameTheLine();
    void certificateNeedsKey();
    void tablesAlign();
    void controlCharactersAreShown();
    void memoryIsPrivate();

private:
    /// Writes tokendesk.conf into the directory of this test.
    void writeFile(const QByteArray &text)
    {
        QFile file(m_directory.filePath(QStringLiteral("tokendesk.conf")));
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        QCOMPARE(file.write(text), text.size());
    }
    Result<LaunchOptions> resolve(const CommonArguments &arguments, const Environment &environment)
    {
        return resolveLaunchOptions(arguments, environment, m_directory.path());
    }

    QTemporaryDir m_directory;
};

void TestBootstrap::listenAddresses_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("address");
    QTest::addColumn<int>("port");
    QTest::newRow("IPv4") << QStringLiteral("127.0.0.1:8000") << QStringLiteral("127.0.0.1")
                          << 8000;
    QTest::newRow("any port") << QStringLiteral("127.0.0.1:0") << QStringLiteral("127.0.0.1") << 0;
    QTest::newRow("last port") << QStringLiteral("10.1.2.3:65535") << QStringLiteral("10.1.2.3")
                               << 65535;
    QTest::newRow("IPv6") << QStringLiteral("[::1]:8443") << QStringLiteral("::1") << 8443;
    QTest::newRow("name") << QStringLiteral("localhost:81") << QStringLiteral("127.0.0.1") << 81;
    QTest::newRow("port alone") << QStringLiteral(":82") << QStringLiteral("127.0.0.1") << 82;
}

void TestBootstrap::listenAddresses()
{
    QFETCH(QString, text);
    QFETCH(QString, address);
    QFETCH(int, port);
    const auto listen = listenAddressFrom(text);
    QVERIFY(listen.has_value());
    QCOMPARE(listen->address.toString(), address);
    QCOMPARE(int(listen->port), port);
}

void TestBootstrap::badListenAddresses_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text :
         {"", "8000", "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536", "127.0.0.1:-1", "::1:8000",
          "example.com:80", "127.0.0.1:http", "[::1:80"})
        QTest::newRow(*text ? text : "empty") << QString::fromLatin1(text);
}

void TestBootstrap::badListenAddresses()
{
    QFETCH(QString, text);
    const auto listen = listenAddressFrom(text);
    QVERIFY(!listen.has_value());
    QCOMPARE(listen.error().code, ErrorCode::InvalidArgument);
    QCOMPARE(listen.error().field, QStringLiteral("listen"));
}

void TestBootstrap::defaultsWithoutAnything()
{
    QFile::remove(m_directory.filePath(QStringLiteral("tokendesk.conf")));
    const auto bootstrap = resolve({}, {});
    QVERIFY(bootstrap.has_value());
    QCOMPARE(bootstrap->listen, ListenAddress());
    QVERIFY(bootstrap->listen.address.isLoopback());
    QVERIFY(bootstrap->tlsCert.isEmpty());
    QVERIFY(!bootstrap->insecureHttp);
    QCOMPARE(bootstrap->settings, Settings());
}

void TestBootstrap::logLevels()
{
    const QString name = QStringLiteral("TOKENDESK_LOG_LEVEL");
    QFile::remove(m_directory.filePath(QStringLiteral("tokendesk.conf")));
    QCOMPARE(resolve({}, {})->logLevel, Severity::Info);
    const auto debug = resolve({}, {{name, QStringLiteral("debug")}});
    QVERIFY(debug.has_value());
    QCOMPARE(debug->logLevel, Severity::Debug);
    CommonArguments arguments;
    arguments.logLevel = "error";
    QCOMPARE(resolve(arguments, {{name, QStringLiteral("debug")}})->logLevel, Severity::Error);
    const auto loud = resolve({}, {{name, QStringLiteral("loud")}});
    QVERIFY(!loud.has_value());
    QCOMPARE(loud.error().field, QStringLiteral("log_level"));
}

void TestBootstrap::argumentsBeatEnvironmentBeatsFile()
{
    writeFile(
        "# a remark\n\nlisten = 127.0.0.1:1\ndatabase = sqlite:from-file.db\nkey_file = f.key\n");
    const Environment environment{
        {QStringLiteral("TOKENDESK_LISTEN"), QStringLiteral("127.0.0.1:2")},
        {QStringLiteral("TOKENDESK_DATABASE"), QStringLiteral("sqlite:env.db")}};
    CommonArguments arguments;
    arguments.listen = "127.0.0.1:3";
    const auto bootstrap = resolve(arguments, environment);
    QVERIFY(bootstrap.has_value());
    QCOMPARE(int(bootstrap->listen.port), 3);
    QCOMPARE(bootstrap->databasePath, QStringLiteral("env.db"));
    QCOMPARE(bootstrap->keyFilePath, QStringLiteral("f.key"));
}

void TestBootstrap::settingsOfTheEnvironmentAreLocked()
{
    writeFile("access_token_lifetime = 5m\nleeway = 3\n");
    const auto bootstrap =
        resolve({}, {{QStringLiteral("TOKENDESK_ACCESS_TOKEN_LIFETIME"), QStringLiteral("10m")}});
    QVERIFY(bootstrap.has_value());
    const Settings &values = bootstrap->settings;
    QCOMPARE(values.duration(settings::kAccessTokenLifetime), std::chrono::seconds(600));
    QCOMPARE(values.source(settings::kAccessTokenLifetime), SettingSource::Environment);
    QCOMPARE(values.duration(settings::kLeeway), std::chrono::seconds(3));
    QCOMPARE(values.source(settings::kLeeway), SettingSource::File);
    QVERIFY(values.isLocked(settings::kLeeway));
}

void TestBootstrap::unknownNamesNameTheNearest()
{
    writeFile("acess_token_lifetime = 5m\n");
    const auto file = resolve({}, {});
    QVERIFY(!file.has_value());
    QCOMPARE(file.error().code, ErrorCode::UnknownSetting);
    QVERIFY(file.error().message().contains(QLatin1String("\"access_token_lifetime\"")));

    writeFile("");
    const auto variable = resolve({}, {{QStringLiteral("TOKENDESK_LEWAY"), QStringLiteral("1")}});
    QVERIFY(!variable.has_value());
    QVERIFY(variable.error().message().contains(QLatin1String("\"TOKENDESK_LEEWAY\"")));
}

void TestBootstrap::badValuesNameTheLine()
{
    writeFile("leeway = 1\naccess_token_lifetime = 1s\n");
    const auto bounds = resolve({}, {});
    QVERIFY(!bounds.has_value());
    QCOMPARE(bounds.error().code, ErrorCode::SettingOutOfBounds);
    QVERIFY(bounds.error().field.endsWith(QLatin1String("tokendesk.conf:2")));

    writeFile("leeway\n");
    const auto form = resolve({}, {});
    QVERIFY(!form.has_value());
    QCOMPARE(form.error().field, QStringLiteral("config"));
}

void TestBootstrap::certificateNeedsKey()
{
    writeFile("");
    CommonArguments arguments;
    arguments.tlsCert = "cert.pem";
    const auto bootstrap = resolve(arguments, {});
    QVERIFY(!bootstrap.has_value());
    QCOMPARE(bootstrap.error().field, QStringLiteral("tls_key"));
}

void TestBootstrap::tablesAlign()
{
    Table table({QStringLiteral("A"), QStringLiteral("LONG")});
    table.add({QStringLiteral("wide"), QStringLiteral("x")});
    table.add({QString(), QStringLiteral("y")});
    QCOMPARE(table.text(), QStringLiteral("A     LONG\nwide  x\n      y\n"));
}

void TestBootstrap::controlCharactersAreShown()
{
    QCOMPARE(visible(QStringLiteral("a\x1b[31m")), QStringLiteral("a\\u{1b}[31m"));
    QCOMPARE(visible(QString(QChar(0x202e))), QStringLiteral("\\u{202e}"));
    QCOMPARE(visible(QStringLiteral("Zo\u00eb")), QStringLiteral("Zo\u00eb"));
}

void TestBootstrap::memoryIsPrivate()
{
    qunsetenv("TOKENDESK_DEBUGGABLE");
    keepMemoryPrivate();
    rlimit core{1, 1};
    QCOMPARE(::getrlimit(RLIMIT_CORE, &core), 0);
    QCOMPARE(core.rlim_cur, rlim_t{0});
    QCOMPARE(core.rlim_max, rlim_t{0});
#if !defined(__SANITIZE_ADDRESS__)
    QCOMPARE(::prctl(PR_GET_DUMPABLE, 0, 0, 0, 0), 0);
#endif
}

QTEST_GUILESS_MAIN(TestBootstrap)
#include "tst_bootstrap.moc"
