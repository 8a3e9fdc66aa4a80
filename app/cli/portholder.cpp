// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/portholder.h"

#include <QDir>
#include <QFile>
#include <QSet>

namespace tokendesk::cli {
namespace {

constexpr int kHexadecimal = 16;
constexpr qsizetype kLocalColumn = 1;
constexpr qsizetype kStateColumn = 3;
constexpr qsizetype kInodeColumn = 9;

/// Socket numbers that listen on \a port according to one table of the kernel.
void addListeners(const QString &table, quint16 port, QSet<QByteArray> &inodes)
{
    QFile file(table);
    if (!file.open(QIODevice::ReadOnly))
        return;
    const QList<QByteArray> lines = file.readAll().split('\n');
    for (const QByteArray &line : lines) {
        const QList<QByteArray> columns = line.simplified().split(' ');
        if (columns.size() <= kInodeColumn || columns[kStateColumn] != "0A") // 0A: LISTEN
            continue;
        const QByteArray local = columns[kLocalColumn];
        if (local.mid(local.lastIndexOf(':') + 1).toUInt(nullptr, kHexadecimal) == port)
            inodes.insert("socket:[" + columns[kInodeColumn] + "]");
    }
}

QString nameOf(const QString &process)
{
    QFile file(QStringLiteral("/proc/%1/comm").arg(process));
    return file.open(QIODevice::ReadOnly) ? QString::fromLocal8Bit(file.readAll()).trimmed()
                                          : QStringLiteral("?");
}

} // namespace

QString portHolder(quint16 port)
{
    QSet<QByteArray> inodes;
    addListeners(QStringLiteral("/proc/net/tcp"), port, inodes);
    addListeners(QStringLiteral("/proc/net/tcp6"), port, inodes);
    if (inodes.isEmpty())
        return {};
    const QStringList processes = QDir(QStringLiteral("/proc")).entryList(QDir::Dirs);
    for (const QString &process : processes) {
        bool isNumber = false;
        process.toLongLong(&isNumber);
        if (!isNumber)
            continue;
        const QDir descriptors(QStringLiteral("/proc/%1/fd").arg(process));
        const QStringList names = descriptors.entryList(QDir::Files | QDir::System);
        for (const QString &name : names) {
            // QFile::symLinkTarget() would make a path of "socket:[123]"; the last part of it is
            // what counts.
            const QString target = QFile::symLinkTarget(descriptors.filePath(name));
            if (inodes.contains(target.mid(target.lastIndexOf(QLatin1Char('/')) + 1).toLatin1()))
                return QStringLiteral("%1 (process %2)").arg(nameOf(process), process);
        }
    }
    return {};
}

} // namespace tokendesk::cli
