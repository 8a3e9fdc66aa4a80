// SPDX-License-Identifier: GPL-3.0-or-later
// One console for each data directory, with real processes.
#include "app/cli/singleinstance.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLocalSocket>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <sys/un.h>

using namespace tokendesk;
using namespace tokendesk::cli;

namespace {

constexpr int kStart = 60'000; // a sanitized program on a busy machine
constexpr std::chrono::milliseconds kShort{50};

QProcessEnvironment offscreen()
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
    return environment;
}

} // namespace

class TestSingleInstance : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }
    void firstListensInItsDirectory();
    void directoriesAreIndependent();
    void longPathsGetAShortName();
    void leftoversOfACrashAreNoHindrance();
    void strangeWordsAreNotAnswered();
    void silentHolderIsNamed();
    void unwritableDirectoryIsRefused();
    void secondProcessRaisesTheFirst();

private:
    std::unique_ptr<QTemporaryDir> m_dir;
};

void TestSingleInstance::firstListensInItsDirectory()
{
    const QString path = m_dir->filePath(QStringLiteral("data"));
    SingleInstance first(path);
    QVERIFY(first.claim() == SingleInstance::Role::First);
    const QString socket = SingleInstance::socketPath(path);
    QCOMPARE(QFileInfo(socket).absolutePath(), QFileInfo(path).canonicalFilePath());
    // Nobody but the owner may as much as connect.
    const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    QCOMPARE(QFileInfo(socket).permissions() & others, QFile::Permissions());
}

void TestSingleInstance::directoriesAreIndependent()
{
    SingleInstance one(m_dir->filePath(QStringLiteral("one")));
    SingleInstance two(m_dir->filePath(QStringLiteral("two")));
    QVERIFY(one.claim() == SingleInstance::Role::First);
    QVERIFY(two.claim() == SingleInstance::Role::First);
}

void TestSingleInstance::longPathsGetAShortName()
{
    const QString one = m_dir->filePath(QString(150, QLatin1Char('a')));
    const QString two = m_dir->filePath(QString(150, QLatin1Char('b')));
    SingleInstance first(one);
    SingleInstance second(two);
    QVERIFY(first.claim() == SingleInstance::Role::First);
    QVERIFY(second.claim() == SingleInstance::Role::First);
    QVERIFY(SingleInstance::socketPath(one).size()
            < static_cast<qsizetype>(sizeof(sockaddr_un::sun_path)));
    QVERIFY(SingleInstance::socketPath(one) != SingleInstance::socketPath(two));
}

void TestSingleInstance::leftoversOfACrashAreNoHindrance()
{
    // A lock of a process that is gone, and its socket.
    QFile lock(m_dir->filePath(QStringLiteral("console.lock")));
    QVERIFY(lock.open(QIODevice::WriteOnly));
    lock.write("2147483646\ntokendesk\n" + QSysInfo::machineHostName().toUtf8() + "\n\n\n");
    lock.close();
    QFile socket(m_dir->filePath(QStringLiteral("console.socket")));
    QVERIFY(socket.open(QIODevice::WriteOnly));
    socket.close();
    SingleInstance instance(m_dir->path());
    const auto role = instance.claim(kShort);
    QVERIFY2(role, role ? "" : qPrintable(role.error().message()));
    QVERIFY(*role == SingleInstance::Role::First);
}

void TestSingleInstance::strangeWordsAreNotAnswered()
{
    SingleInstance instance(m_dir->path());
    QVERIFY(instance.claim() == SingleInstance::Role::First);
    QSignalSpy raised(&instance, &SingleInstance::raiseRequested);
    QLocalSocket socket;
    QSignalSpy gone(&socket, &QLocalSocket::disconnected);
    socket.connectToServer(SingleInstance::socketPath(m_dir->path()));
    socket.write("RAISE\nanything");
    QTRY_COMPARE(gone.count(), 1);
    QVERIFY(socket.readAll().isEmpty());
    QCOMPARE(raised.count(), 0);
    socket.connectToServer(SingleInstance::socketPath(m_dir->path()));
    socket.write("raise\n");
    QTRY_COMPARE(raised.count(), 1);
}

void TestSingleInstance::silentHolderIsNamed()
{
    SingleInstance first(m_dir->path());
    QVERIFY(first.claim() == SingleInstance::Role::First);
    // In this thread the first cannot answer while the second waits.
    SingleInstance second(m_dir->path());
    const auto role = second.claim(kShort);
    QVERIFY(!role);
    QCOMPARE(role.error().code, ErrorCode::Busy);
    QVERIFY2(role.error().message().contains(QString::number(QCoreApplication::applicationPid())),
             qPrintable(role.error().message()));
}

void TestSingleInstance::unwritableDirectoryIsRefused()
{
    SingleInstance instance(QStringLiteral("/proc/nowhere/tokendesk"));
    const auto role = instance.claim(kShort);
    QVERIFY(!role);
    QCOMPARE(role.error().code, ErrorCode::DatabaseReadOnly);
}

void TestSingleInstance::secondProcessRaisesTheFirst()
{
    const QStringList arguments = {QStringLiteral("--data-dir"), m_dir->path(),
                                   QStringLiteral("--listen"), QStringLiteral("127.0.0.1:0")};
    QProcess first;
    first.setProcessEnvironment(offscreen());
    first.setProcessChannelMode(QProcess::MergedChannels);
    first.start(QStringLiteral(TOKENDESK), arguments);
    QVERIFY(first.waitForStarted());
    const QString socket = SingleInstance::socketPath(m_dir->path());
    QTRY_VERIFY_WITH_TIMEOUT(QFileInfo::exists(socket) || first.state() != QProcess::Running,
                             kStart);
    QVERIFY2(first.state() == QProcess::Running, first.readAll().constData());

    QProcess second;
    second.setProcessEnvironment(offscreen());
    second.start(QStringLiteral(TOKENDESK), arguments);
    QVERIFY(second.waitForFinished(kStart));
    QCOMPARE(second.exitStatus(), QProcess::NormalExit);
    QCOMPARE(second.exitCode(), 0);
    QVERIFY(second.readAllStandardOutput().contains("come to the front"));
    QCOMPARE(first.state(), QProcess::Running);

    first.terminate();
    QVERIFY(first.waitForFinished(kStart));
    QVERIFY(!QFileInfo::exists(socket));
    // And the directory is free again.
    SingleInstance third(m_dir->path());
    QVERIFY(third.claim() == SingleInstance::Role::First);
}

QTEST_GUILESS_MAIN(TestSingleInstance)
#include "tst_singleinstance.moc"
