// SPDX-License-Identifier: GPL-3.0-or-later
// What the set-up changes outside the database, with a real server.
#include "app/consolesetup.h"
#include "server/runtime/core.h"

#include <QFile>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

using namespace tokendesk;
using namespace tokendesk::cli;

namespace {
constexpr int kPatience = 30'000;
}

class TestConsoleSetup : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void keepsTheOtherLines();
    void saysWhatCannotBeWritten();
    void findsWhoHoldsAPort();
    void movesARunningServerAndRemembers();
    void tellsWhyItCannotMove();
    void namesTheData();

private:
    [[nodiscard]] QString conf() const
    {
        QFile file(m_dir->filePath(QStringLiteral("tokendesk.conf")));
        return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
    }
    void write(const QByteArray &text)
    {
        QFile file(m_dir->filePath(QStringLiteral("tokendesk.conf")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }
    [[nodiscard]] Result<LaunchOptions> options() const
    {
        return resolveLaunchOptions({}, {}, m_dir->path());
    }
    void start()
    {
        m_server->start();
        QTRY_COMPARE_WITH_TIMEOUT(m_server->state(), ServerControl::State::Running, kPatience);
    }

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<Core> m_core;
    std::unique_ptr<ServerRuntime> m_server;
    std::unique_ptr<ConsoleSetup> m_setup;
};

void TestConsoleSetup::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    CoreOptions where;
    where.dataDir = m_dir->path();
    auto core = Core::open(where);
    QVERIFY2(core, core ? "" : qPrintable(core.error().message()));
    m_core = *std::move(core);
    m_server = std::make_unique<ServerRuntime>(
        *m_core, ListenOptions{QHostAddress(QHostAddress::LocalHost), 0, {}, {}});
    m_setup = std::make_unique<ConsoleSetup>(*m_server, m_dir->path(), QString(), QString());
}

void TestConsoleSetup::cleanup()
{
    m_setup.reset();
    m_server.reset();
    m_core.reset();
}

void TestConsoleSetup::keepsTheOtherLines()
{
    write("# mine\nlisten=127.0.0.1:7000\nlog_level = warning\n");
    QVERIFY(rememberListenAddress(m_dir->path(), {QHostAddress(QHostAddress::LocalHost), 8123}));
    QCOMPARE(conf(), QStringLiteral("# mine\nlog_level = warning\nlisten = 127.0.0.1:8123\n"));
    QVERIFY(
        rememberListenAddress(m_dir->path(), {QHostAddress(QHostAddress::LocalHostIPv6), 8124}));
    const auto read = options();
    QVERIFY2(read, read ? "" : qPrintable(read.error().message()));
    QCOMPARE(read->listen.port, 8124);
    QCOMPARE(read->listen.address, QHostAddress(QHostAddress::LocalHostIPv6));
    QCOMPARE(read->logLevel, Severity::Warning);
}

void TestConsoleSetup::saysWhatCannotBeWritten()
{
    const auto written = rememberListenAddress(m_dir->filePath(QStringLiteral("nowhere/at/all")),
                                               {QHostAddress(QHostAddress::LocalHost), 8123});
    QVERIFY(!written);
    QVERIFY2(written.error().message().contains(QStringLiteral("nowhere")),
             qPrintable(written.error().message()));
}

void TestConsoleSetup::findsWhoHoldsAPort()
{
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress::LocalHost));
    QVERIFY(!m_setup->portHolder(other.serverPort()).isEmpty());
    const quint16 port = other.serverPort();
    other.close();
    QCOMPARE(m_setup->portHolder(port), QString());
    start();
    // Its own server is no stranger.
    QCOMPARE(m_setup->portHolder(static_cast<quint16>(m_server->url().port())), QString());
}

void TestConsoleSetup::movesARunningServerAndRemembers()
{
    start();
    QTcpServer probe;
    QVERIFY(probe.listen(QHostAddress::LocalHost));
    const quint16 port = probe.serverPort();
    probe.close();
    std::optional<Result<void>> answer;
    m_setup->choosePort(port, [&answer](Result<void> done) { answer = std::move(done); });
    QTRY_VERIFY_WITH_TIMEOUT(answer.has_value(), kPatience);
    QVERIFY2(*answer, *answer ? "" : qPrintable(answer->error().message()));
    QCOMPARE(m_server->url().port(), port);
    QCOMPARE(m_setup->port(), port);
    QCOMPARE(options()->listen.port, port);
}

void TestConsoleSetup::tellsWhyItCannotMove()
{
    start();
    const int before = m_server->url().port();
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress::LocalHost));
    int answers = 0;
    std::optional<Result<void>> answer;
    const auto take = [&](Result<void> done) {
        answer = std::move(done);
        ++answers;
    };
    m_setup->choosePort(other.serverPort(), take);
    QTRY_VERIFY_WITH_TIMEOUT(answer.has_value(), kPatience);
    QVERIFY(!*answer);
    QCOMPARE(answer->error().code, ErrorCode::AddressInUse);
    QCOMPARE(m_server->url().port(), before);
    QCOMPARE(conf(), QString());
    // The next answer is for the next question alone.
    const quint16 port = other.serverPort();
    other.close();
    m_setup->choosePort(port, take);
    QTRY_COMPARE_WITH_TIMEOUT(answers, 2, kPatience);
    QVERIFY(*answer);
}

void TestConsoleSetup::namesTheData()
{
    const ConsoleSetup odd(*m_server, QStringLiteral("/srv/it's"), QStringLiteral("/db/a.db"),
                           QString());
    QCOMPARE(odd.dataOptions(),
             QStringLiteral("--data-dir '/srv/it'\\''s' --database 'sqlite:/db/a.db'"));
}

QTEST_MAIN(TestConsoleSetup)
#include "tst_consolesetup.moc"
