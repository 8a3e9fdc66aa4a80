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

private slots:
    void movesAndStays();
};

void ReloadTest::movesAndStays()
{
    QVERIFY(m_folder.isValid());
    QVERIFY(configure("listen = 127.0.0.1:0\n"));
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    const QString program = environment.value(QStringLiteral("TOKENDESK_TEST_DAEMON"));
    QVERIFY2(QFile::exists(program), qPrintable(program));
    environment.remove(QStringLiteral("TOKENDESK_TEST_DAEMON"));
    m_daemon.setProcessEnvironment(environment);
    const QString ready = m_folder.filePath(QStringLiteral("ready"));
    m_daemon.start(program, {QStringLiteral("serve"), QStringLiteral("--data-dir"), m_folder.path(),
                             QStringLiteral("--ready-file"), ready});
    const QUrl first = announced(1);
    QVERIFY2(first.isValid() && !first.isEmpty(), m_log.constData());
    QCOMPARE(health(first), 200);

    QVERIFY(configure("listen = 127.0.0.2:0\n"));
    QVERIFY(hangUp());
    const QUrl second = announced(2);
    QCOMPARE(second.host(), QStringLiteral("127.0.0.2"));
    QCOMPARE(health(second), 200);
    QCOMPARE(health(first), 0);
    QFile file(ready);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(QUrl(QString::fromLatin1(file.readAll().trimmed())), second);

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
    QVERIFY(m_daemon.waitForFinished(kPatience));
    QCOMPARE(m_daemon.exitStatus(), QProcess::NormalExit);
    QCOMPARE(m_daemon.exitCode(), 0);
}

QTEST_GUILESS_MAIN(ReloadTest)
#include "tst_reload.moc"
