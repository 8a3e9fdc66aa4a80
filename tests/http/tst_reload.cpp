// SPDX-License-Identifier: GPL-3.0-or-later
// SIGHUP makes the daemon read its options again and move, and never makes it stop serving.
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>

#include <csignal>

namespace {

constexpr int kPatience = 30'000; // ms, for busy machines

/// Status of GET /health/live at \a url, 0 without an answer.
int health(const QUrl &url)
{
    QTcpSocket socket;
    socket.connectToHost(url.host(), static_cast<quint16>(url.port()));
    if (!socket.waitForConnected(kPatience))
        return 0;
    socket.write("GET /health/live HTTP/1.1\r\nHost: " + url.authority().toLatin1()
                 + "\r\nConnection: close\r\n\r\n");
    QByteArray answer;
    while (!answer.contains("\r\n") && socket.waitForReadyRead(kPatience))
        answer += socket.readAll();
    return answer.startsWith("HTTP/1.1 ") ? answer.mid(9, 3).toInt() : 0;
}

} // namespace

class ReloadTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    QProcess m_daemon;
    QByteArray m_out;
    QByteArray m_log;

    bool configure(const QByteArray &text)
    {
        QFile file(m_folder.filePath(QStringLiteral("tokendesk.conf")));
        return file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
    }
    void read()
    {
        m_out += m_daemon.readAllStandardOutput();
        m_log += m_daemon.readAllStandardError();
    }
    /// The address that was announced last, once there were \a count announcements.
    QUrl announced(int count)
    {
        const bool came = QTest::qWaitFor(
            [&] { return read(), m_out.count("listening on ") >= count && m_out.endsWith('\n'); },
            kPatience);
        const QByteArray last = m_out.mid(m_out.lastIndexOf("listening on ") + 13).trimmed();
        return came ? QUrl(QString::fromLatin1(last)) : QUrl();
    }
    bool logs(const QByteArray &text)
    {
        return QTest::qWaitFor([&] { return read(), m_log.contains(text); }, kPatience);
    }
    bool hangUp()
    {
        m_log.clear();
        return ::kill(static_cast<pid_t>(m_daemon.processId()), SIGHUP) == 0;
    }

    /// Starts the daemon on the files that configure() wrote.
    void start()
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        const QString program = environment.value(QStringLiteral("TOKENDESK_TEST_DAEMON"));
        QVERIFY2(QFile::exists(program), qPrintable(program));
        environment.remove(QStringLiteral("TOKENDESK_TEST_DAEMON"));
        m_daemon.setProcessEnvironment(environment);
        m_out.clear();
        m_log.clear();
        m_daemon.start(program, {QStringLiteral("serve"), QStringLiteral("--data-dir"),
                                 m_folder.path(), QStringLiteral("--ready-file"),
                                 m_folder.filePath(QStringLiteral("ready"))});
        QVERIFY(m_daemon.waitForStarted(kPatience));
    }
    /// Whether the daemon, which was told to stop, ends well.
    bool endsWell()
    {
        const bool ended =
            m_daemon.state() == QProcess::NotRunning || m_daemon.waitForFinished(kPatience);
        read();
        return ended && m_daemon.exitStatus() == QProcess::NormalExit && m_daemon.exitCode() == 0;
    }
    QByteArray readyFile() const
    {
        QFile file(m_folder.filePath(QStringLiteral("ready")));
        return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed() : QByteArray();
    }

private slots:
    void movesAndStays();
    void waitsWhileStarting();
    void isIgnoredWhileStopping();
};

void ReloadTest::movesAndStays()
{
    QVERIFY(m_folder.isValid());
    QVERIFY(configure("listen = 127.0.0.1:0\n"));
    start();
    const QUrl first = announced(1);
    QVERIFY2(first.isValid() && !first.isEmpty(), m_log.constData());
    QCOMPARE(health(first), 200);

    QVERIFY(configure("listen = 127.0.0.2:0\n"));
    QVERIFY(hangUp());
    const QUrl second = announced(2);
    QCOMPARE(second.host(), QStringLiteral("127.0.0.2"));
    QCOMPARE(health(second), 200);
    QCOMPARE(health(first), 0);
    QCOMPARE(QUrl(QString::fromLatin1(readyFile())), second);

    QTcpServer holder;
    QVERIFY(holder.listen(QHostAddress::LocalHost));
    QVERIFY(configure("listen = 127.0.0.1:" + QByteArray::number(holder.serverPort()) + '\n'));
    QVERIFY(hangUp());
    QVERIFY2(logs("in use by tst_reload"), m_log.constData());
    QCOMPARE(health(second), 200);

    QVERIFY(configure("listen = 0.0.0.0:0\n")); // plain HTTP for other machines
    QVERIFY(hangUp());
    QVERIFY2(logs("--insecure-http"), m_log.constData());
    QCOMPARE(health(second), 200);

    QVERIFY(configure("listen = 127.0.0.1:0\ntls_cert = /nowhere.crt\ntls_key = /nowhere.key\n"));
    QVERIFY(hangUp());
    QVERIFY2(logs("nowhere.crt"), m_log.constData());
    QCOMPARE(health(second), 200);

    QVERIFY(configure("nonsense\n"));
    QVERIFY(hangUp());
    QVERIFY2(logs("not of the form"), m_log.constData());
    QCOMPARE(health(second), 200);

    QVERIFY(configure("listen = 127.0.0.1:0\n"));
    QVERIFY(hangUp());
    QCOMPARE(health(announced(3)), 200);

    m_daemon.terminate();
    QVERIFY(endsWell());
}

/// A hang-up before the daemon serves ends nothing, and counts once it does.
void ReloadTest::waitsWhileStarting()
{
    QVERIFY(configure("listen = 127.0.0.1:0\n"));
    start();
    QVERIFY2(logs("no administrator"), m_log.constData()); // before it listens
    QVERIFY(configure("listen = 127.0.0.2:0\n"));
    QVERIFY(hangUp());
    const QUrl moved = announced(2);
    QVERIFY2(!moved.isEmpty(), m_log.constData());
    QCOMPARE(moved.host(), QStringLiteral("127.0.0.2"));
    QCOMPARE(health(moved), 200);
    m_daemon.terminate();
    QVERIFY(endsWell());
}

/// Where the end takes its time, because a request is still coming.
void ReloadTest::isIgnoredWhileStopping()
{
    QVERIFY(configure("listen = 127.0.0.1:0\n"));
    start();
    const QUrl url = announced(1);
    QVERIFY2(!url.isEmpty(), m_log.constData());
    QTcpSocket slow;
    slow.connectToHost(url.host(), static_cast<quint16>(url.port()));
    QVERIFY(slow.waitForConnected(kPatience));
    slow.write("POST /api/token/ HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\n"
               "Content-Length: 9\r\n\r\n");
    QVERIFY(slow.waitForReadyRead(kPatience)); // the server waits for the body
    const QByteArray ready = readyFile();
    m_daemon.terminate();
    QTRY_COMPARE_WITH_TIMEOUT(health(url), 0, kPatience); // the listener is closed
    QVERIFY(configure("listen = 127.0.0.2:0\n"));
    for (int i = 0; i < 3; ++i)
        QVERIFY(hangUp());
    QVERIFY2(endsWell(), m_log.constData());
    QCOMPARE(m_out.count("listening on "), 1);
    QVERIFY2(!m_log.contains("reload"), m_log.constData());
    QCOMPARE(readyFile(), ready);
}

QTEST_GUILESS_MAIN(ReloadTest)
#include "tst_reload.moc"
