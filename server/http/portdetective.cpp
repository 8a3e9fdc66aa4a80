// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/portdetective.h"

#ifdef Q_OS_LINUX
#include <QCoreApplication>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QSet>
#endif

namespace tokendesk::http {

#ifdef Q_OS_LINUX
namespace {

/// Inodes of the sockets that listen on \a port, by proc(5): columns local_address, st and inode.
QSet<QByteArray> listeningInodes(quint16 port)
{
    QSet<QByteArray> inodes;
    for (const char *name : {"/proc/net/tcp", "/proc/net/tcp6"}) {
        QFile table(QString::fromLatin1(name));
        if (!table.open(QIODevice::ReadOnly))
            continue;
        const QList<QByteArray> lines = table.readAll().split('\n');
        for (const QByteArray &line : lines) {
            const QList<QByteArray> columns = line.simplified().split(' ');
            if (columns.size() < 10 || columns[3] != "0A")
                continue;
            bool ok = false;
            const uint local = columns[1].mid(columns[1].lastIndexOf(':') + 1).toUInt(&ok, 16);
            if (ok && local == port)
                inodes.insert(columns[9]);
        }
    }
    return inodes;
}

bool holdsOneOf(const QString &process, const QSet<QByteArray> &inodes)
{
    QDirIterator descriptors(process + QStringLiteral("/fd"),
                             QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot);
    while (descriptors.hasNext()) {
        // "socket:[12345]", read as the link's own text
        const QByteArray target = QFile::symLinkTarget(descriptors.next()).toLatin1();
        const qsizetype open = target.lastIndexOf('[');
        if (open > 0 && target.endsWith(']') && target.first(open).endsWith("socket:")
            && inodes.contains(target.sliced(open + 1, target.size() - open - 2))) {
            return true;
        }
    }
    return false;
}

} // namespace

std::optional<QString> portHolder(quint16 port)
{
    const QSet<QByteArray> inodes = listeningInodes(port);
    if (inodes.isEmpty())
        return std::nullopt;
    const QStringList entries = QDir(QStringLiteral("/proc")).entryList(QDir::Dirs);
    const qint64 ownPid = QCoreApplication::applicationPid();
    std::optional<QString> holder; // this process, while it moves, only if there is no other
    for (const QString &entry : entries) {
        bool isProcess = false;
        const qint64 pid = entry.toUInt(&isProcess);
        const QString process = QStringLiteral("/proc/") + entry;
        if (!isProcess || !holdsOneOf(process, inodes))
            continue;
        QFile comm(process + QStringLiteral("/comm"));
        if (!comm.open(QIODevice::ReadOnly))
            continue;
        holder =
            QStringLiteral("%1 (pid %2)").arg(QString::fromUtf8(comm.readAll().trimmed()), entry);
        if (pid != ownPid)
            break;
    }
    return holder;
}

#else

std::optional<QString> portHolder(quint16) { return std::nullopt; }

#endif

} // namespace tokendesk::http
