// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/singleinstance.h"

#include <QCryptographicHash>
#include <QDeadlineTimer>
#include <QDir>
#include <QFileInfo>
#include <QLocalSocket>
#include <QStandardPaths>
#include <QThread>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace tokendesk::cli {

namespace {

constexpr std::chrono::milliseconds kPatience{1000}; // of one step of the conversation
constexpr std::chrono::milliseconds kPause{50};

QByteArray question() { return QByteArrayLiteral("raise\n"); }

QByteArray answer() { return QByteArrayLiteral("raised\n"); }

int inMilliseconds(std::chrono::milliseconds time) { return static_cast<int>(time.count()); }

/// Is the process at the other end of ours? SO_PEERCRED: unix(7).
bool isOurs(const QLocalSocket &socket)
{
    ucred peer{};
    socklen_t size = sizeof peer;
    return getsockopt(static_cast<int>(socket.socketDescriptor()), SOL_SOCKET, SO_PEERCRED, &peer,
                      &size)
               == 0
           && peer.uid == geteuid();
}

} // namespace

SingleInstance::SingleInstance(const QString &dataDir, QObject *parent)
    : QObject(parent), m_dataDir(QDir(dataDir).absolutePath())
{
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, &SingleInstance::greet);
}

SingleInstance::~SingleInstance()
{
    // Before the lock goes: a third start that finds no lock may make a socket of its own.
    m_server.close();
}

QString SingleInstance::socketPath(const QString &dataDir)
{
    const QString real = QFileInfo(dataDir).canonicalFilePath();
    const QString inside = real + QStringLiteral("/console.socket");
    if (QFile::encodeName(inside).size() < static_cast<qsizetype>(sizeof(sockaddr_un::sun_path)))
        return inside;
    const QByteArray hash =
        QCryptographicHash::hash(real.toUtf8(), QCryptographicHash::Sha256).toHex().left(24);
    return QStandardPaths::writableLocation(QStandardPaths::RuntimeLocation)
           + QStringLiteral("/tokendesk-%1.socket").arg(QString::fromLatin1(hash));
}

Result<SingleInstance::Role> SingleInstance::claim(std::chrono::milliseconds patience)
{
    if (!QDir().mkpath(m_dataDir))
        return fail(ErrorCode::DatabaseReadOnly,
                    tr("The folder %1 cannot be created.").arg(m_dataDir));
    m_lock = std::make_unique<QLockFile>(m_dataDir + QStringLiteral("/console.lock"));
    m_lock->setStaleLockTime(0); // old is not stale: only the lock of a dead process is
    const QDeadlineTimer deadline(patience);
    for (;;) {
        if (m_lock->tryLock(0)) {
            TRY(listen());
            return Role::First;
        }
        if (m_lock->error() != QLockFile::LockFailedError)
            return fail(ErrorCode::DatabaseReadOnly,
                        tr("The folder %1 cannot be written.").arg(m_dataDir));
        if (askFirst())
            return Role::Second;
        if (deadline.hasExpired())
            break;
        QThread::msleep(
            static_cast<unsigned long>(kPause.count())); // it is starting, or just going
    }
    qint64 pid = 0;
    QString host;
    QString program;
    if (!m_lock->getLockInfo(&pid, &host, &program))
        return fail(ErrorCode::Busy, tr("Another console works on %1.").arg(m_dataDir));
    return fail(ErrorCode::Busy, tr("Another console (%1, process %2) works on %3 and does not "
                                    "answer.")
                                     .arg(program)
                                     .arg(pid)
                                     .arg(m_dataDir));
}

Result<void> SingleInstance::listen()
{
    const QString path = socketPath(m_dataDir);
    QLocalServer::removeServer(path); // left behind by one that crashed: the lock is ours now
    if (!m_server.listen(path))
        return fail(ErrorCode::DatabaseReadOnly,
                    tr("The socket %1 cannot be made. %2").arg(path, m_server.errorString()));
    return {};
}

bool SingleInstance::askFirst() const
{
    QLocalSocket socket;
    socket.connectToServer(socketPath(m_dataDir));
    if (!socket.waitForConnected(inMilliseconds(kPatience)) || !isOurs(socket))
        return false;
    socket.write(question());
    if (!socket.waitForBytesWritten(inMilliseconds(kPatience)))
        return false;
    while (socket.bytesAvailable() < answer().size()) {
        if (!socket.waitForReadyRead(inMilliseconds(kPatience)))
            return false;
    }
    return socket.read(answer().size()) == answer();
}

void SingleInstance::greet()
{
    while (QLocalSocket *socket = m_server.nextPendingConnection()) {
        connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
        if (!isOurs(*socket)) {
            socket->abort();
            continue;
        }
        const auto read = [this, socket] {
            if (socket->bytesAvailable() < question().size())
                return;
            if (socket->read(question().size()) == question()) {
                socket->write(answer());
                emit raiseRequested();
            }
            socket->disconnectFromServer();
        };
        connect(socket, &QLocalSocket::readyRead, this, read);
        read(); // it may have spoken already
    }
}

} // namespace tokendesk::cli
