// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fault/faultdaemon.h"

#include "tests/support/apiclient.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>

#include <sys/resource.h>
#include <unistd.h>

namespace tokendesk::test {
namespace {

constexpr int kPatience = 60'000;

} // namespace

const QString Daemon::kUsername = QStringLiteral("admin");
const QString Daemon::kPassword = QStringLiteral("quiet-otter-9 Lisbon");

QProcessEnvironment cleanEnvironment()
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const QString &name : environment.keys()) {
        if (name.startsWith(QLatin1String("TOKENDESK_")))
            environment.remove(name);
    }
    return environment;
}

bool isFullRun() { return qEnvironmentVariableIntValue("TOKENDESK_FAULT_FULL") != 0; }

qint64 raiseDescriptorLimit()
{
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return 0;
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);
    ::getrlimit(RLIMIT_NOFILE, &limit);
    return static_cast<qint64>(limit.rlim_cur);
}

QByteArray ProcessFacts::read(const char *name) const
{
    QFile file(QStringLiteral("/proc/%1/%2").arg(m_pid).arg(QLatin1String(name)));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

qint64 ProcessFacts::status(const char *field) const
{
    for (const QByteArray &line : read("status").split('\n')) {
        if (line.startsWith(field))
            return line.mid(qstrlen(field)).trimmed().split(' ').first().toLongLong();
    }
    return -1;
}

qint64 ProcessFacts::descriptors() const
{
    const QDir dir(QStringLiteral("/proc/%1/fd").arg(m_pid));
    return dir.exists() ? dir.entryList(QDir::NoDotAndDotDot | QDir::AllEntries | QDir::System
                                        | QDir::Hidden)
                              .size()
                        : -1;
}

double ProcessFacts::cpuSeconds() const
{
    const QByteArray stat = read("stat");
    const QList<QByteArray> fields = stat.mid(stat.lastIndexOf(')') + 2).split(' ');
    if (fields.size() < 13)
        return -1;
    return (fields[11].toDouble() + fields[12].toDouble()) / double(::sysconf(_SC_CLK_TCK));
}

bool ProcessFacts::isSanitized() const
{
    const QByteArray maps = read("maps");
    return maps.contains("libasan") || maps.contains("libtsan");
}

bool ProcessFacts::isListening() const
{
    // The sockets of the process by their inodes, and the listening ones of the machine by theirs.
    const QDir dir(QStringLiteral("/proc/%1/fd").arg(m_pid));
    QByteArray own;
    for (const QString &name : dir.entryList(QDir::AllEntries | QDir::System))
        own += QFile::symLinkTarget(dir.filePath(name)).toLatin1() + '\n';
    for (const QByteArray &line : read("net/tcp").split('\n').mid(1)) {
        const QList<QByteArray> fields = line.simplified().split(' ');
        if (fields.size() > 9 && fields[3] == "0A"
            && own.contains(QByteArray("socket:[" + fields[9] + ']')))
            return true;
    }
    return false;
}

QString Daemon::program()
{
    return qEnvironmentVariable("TOKENDESK_TEST_DAEMON", QStringLiteral(TOKENDESK_DAEMON));
}

Daemon::~Daemon()
{
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.kill();
    m_process.waitForFinished(kPatience);
}

int Daemon::verb(const QStringList &words, const QByteArray &input)
{
    QProcess process;
    process.setProcessEnvironment(cleanEnvironment());
    process.setStandardErrorFile(m_dir.filePath(QStringLiteral("log")), QIODevice::Append);
    process.start(program(), QStringList{QStringLiteral("--data-dir"), dataDir()} + words);
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished(kPatience))
        return -1;
    return process.exitCode();
}

bool Daemon::prepare()
{
    return QFile::exists(dataDir())
           || verb({QStringLiteral("user"), QStringLiteral("add"), kUsername,
                    QStringLiteral("--email"), QStringLiteral("admin@example.com"),
                    QStringLiteral("--staff"), QStringLiteral("--password-stdin")},
                   kPassword.toUtf8() + '\n')
                  == 0;
}

bool Daemon::start(const Settings &settings, quint64 descriptors)
{
    if (!prepare())
        return false;
    QProcessEnvironment environment = cleanEnvironment();
    for (auto it = settings.begin(); it != settings.end(); ++it)
        environment.insert(QStringLiteral("TOKENDESK_") + it.key().toUpper(), it.value());
    environment.insert(QStringLiteral("TOKENDESK_DEBUGGABLE"), QStringLiteral("1")); // for /proc
    m_process.setProcessEnvironment(environment);
    m_process.setStandardErrorFile(m_dir.filePath(QStringLiteral("log")), QIODevice::Append);
    m_process.setChildProcessModifier([descriptors] {
        if (descriptors == 0)
            return;
        const rlimit limit{descriptors, descriptors};
        ::setrlimit(RLIMIT_NOFILE, &limit);
    });
    m_process.start(program(), {QStringLiteral("--data-dir"), dataDir(), QStringLiteral("serve"),
                                QStringLiteral("--listen"), QStringLiteral("127.0.0.1:0")});
    QByteArray output;
    while (!output.contains('\n') && m_process.waitForReadyRead(kPatience))
        output += m_process.readAllStandardOutput();
    const qsizetype colon = output.indexOf('\n') < 0 ? -1 : output.lastIndexOf(':');
    m_port = colon < 0 ? 0 : static_cast<quint16>(output.mid(colon + 1).trimmed().toUInt());
    return m_port != 0;
}

bool Daemon::stop()
{
    m_process.terminate();
    return m_process.waitForFinished(kPatience) && m_process.exitStatus() == QProcess::NormalExit
           && m_process.exitCode() == 0;
}

QByteArray Daemon::log() const
{
    QFile file(m_dir.filePath(QStringLiteral("log")));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QByteArray accessToken(const Daemon &daemon)
{
    const ApiClient client(QUrl(QStringLiteral("http://127.0.0.1:%1").arg(daemon.port())));
    return client.login(Daemon::kUsername, Daemon::kPassword).text("access");
}

} // namespace tokendesk::test
