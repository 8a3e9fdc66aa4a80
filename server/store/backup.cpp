// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/backup.h"

#include "server/store/files.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTimeZone>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <iterator>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace tokendesk::store {
namespace {

constexpr QLatin1String kRestoring("restoring");
constexpr QByteArrayView kMagic("SQLite format 3\0", 16);
// Where SQLite's locks lie in the file: the pending byte, the reserved byte and the shared ones.
constexpr off_t kLockBytes = 0x40000000;
constexpr off_t kLockLength = 512;

QByteArray nameOf(const QString &path) { return QFile::encodeName(path); }
QString systemError() { return QString::fromLocal8Bit(std::strerror(errno)); }

/// A name beside \a path that nobody else uses.
QString scratchName(const QString &path, QLatin1String purpose)
{
    static std::atomic<int> serial{0};
    return QStringLiteral("%1.%2-%3-%4")
        .arg(path, purpose)
        .arg(QCoreApplication::applicationPid())
        .arg(++serial);
}

tl::unexpected<Error> fileFault(const QString &file, const QString &reason)
{
    return fail(ErrorCode::InvalidArgument, QStringLiteral("%1: %2").arg(file, reason),
                QStringLiteral("file"));
}

tl::unexpected<Error> placeFault(const char *what, const QString &path)
{
    return fail(ErrorCode::DatabaseReadOnly,
                QStringLiteral("Cannot %1 %2: %3").arg(QLatin1String(what), path, systemError()));
}

/// Waits until \a path, a file or a directory, is on the disk.
bool synchronise(const QString &path)
{
    const int descriptor = ::open(nameOf(path).constData(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return false;
    const bool done = ::fsync(descriptor) == 0;
    const int code = errno;
    ::close(descriptor);
    errno = code;
    return done;
}

QString directoryOf(const QString &path) { return QFileInfo(path).absolutePath(); }

/// Gives \a from the name \a to, which must not be there.
bool moveToNewName(const QString &from, const QString &to)
{
    if (::link(nameOf(from).constData(), nameOf(to).constData()) == 0)
        return ::unlink(nameOf(from).constData()) == 0;
    if (errno != EPERM && errno != EOPNOTSUPP)
        return false;
    // A file system without links.
    if (QFileInfo::exists(to)) {
        errno = EEXIST;
        return false;
    }
    return ::rename(nameOf(from).constData(), nameOf(to).constData()) == 0;
}

Result<void> moveBackup(const QString &part, const QString &file)
{
    if (!synchronise(part) || !moveToNewName(part, file))
        return errno == EEXIST
                   ? fail(ErrorCode::AlreadyExists, QStringLiteral("%1 exists already").arg(file),
                          QStringLiteral("file"))
                   : fileFault(file, systemError());
    if (!synchronise(directoryOf(file)))
        return fileFault(directoryOf(file), systemError());
    return {};
}

Result<void> copyInto(const QString &backup, const QString &path)
{
    QFile from(backup);
    QFile to(path);
    if (!from.open(QIODevice::ReadOnly))
        return fileFault(backup, from.errorString());
    if (!to.open(QIODevice::WriteOnly))
        return placeFault("write", path);
    if (from.peek(kMagic.size()) != kMagic)
        return fileFault(backup, QStringLiteral("is not an SQLite database"));
    for (;;) {
        const QByteArray chunk = from.read(1 << 20);
        if (chunk.isEmpty())
            break;
        if (to.write(chunk) != chunk.size())
            return placeFault("write", path);
    }
    if (from.error() != QFileDevice::NoError)
        return fileFault(backup, from.errorString());
    if (!to.flush())
        return placeFault("write", path);
    return {};
}

/// Removes \a path and whatever was made beside it under its name.
void removeAll(const QString &path)
{
    const QFileInfo info(path);
    QDir directory = info.dir();
    for (const QString &name :
         directory.entryList({info.fileName() + u'*'}, QDir::Files | QDir::Hidden | QDir::System))
        directory.remove(name);
}

// What belongs to a database while it is in use, or after a crash.
constexpr QLatin1String kLogs[] = {QLatin1String("-wal"), QLatin1String("-journal")};

bool hasLog(const QString &database)
{
    return std::any_of(std::begin(kLogs), std::end(kLogs), [&](QLatin1String suffix) {
        return QFileInfo(database + suffix).size() > 0;
    });
}

/// Applies a log that a crash has left to the file it belongs to. A damaged database keeps its log.
void emptyLog(const QString &target, const Clock &clock)
{
    if (!hasLog(target))
        return;
    Database database(target, clock);
    if (auto connection = database.connection(); connection) {
        auto done = (*connection)->execOnce(QStringLiteral("PRAGMA wal_checkpoint(TRUNCATE)"));
        if (!done)
            qWarning("restore: the log of %s could not be moved into it: %s",
                     qUtf8Printable(target), qUtf8Printable(done.error().detail));
    }
}

} // namespace

Result<void> writeBackup(Database &database, const QString &file)
{
    const QString path = QFileInfo(file).absoluteFilePath();
    if (QFileInfo::exists(path) || QFileInfo(path).isSymLink())
        return fail(ErrorCode::AlreadyExists, QStringLiteral("%1 exists already").arg(path),
                    QStringLiteral("file"));
    const QString part = scratchName(path, QLatin1String("part"));
    if (const auto made = makePrivateFile(part); !made)
        return fail(ErrorCode::InvalidArgument, made.error().detail, QStringLiteral("file"));
    auto written = [&]() -> Result<void> {
        TRY_ASSIGN(Connection * connection, database.connection());
        {
            TRY_ASSIGN(QSqlQuery query,
                       connection->execOnce(QStringLiteral("VACUUM INTO ?"), {part}));
            query.finish();
        }
        return moveBackup(part, path);
    }();
    if (!written)
        QFile::remove(part);
    return written;
}

Result<ExclusiveUse> ExclusiveUse::of(const QString &path)
{
    const int descriptor = ::open(nameOf(path).constData(), O_RDWR | O_CLOEXEC | O_NOFOLLOW);
    if (descriptor < 0)
        return errno == ENOENT ? Result<ExclusiveUse>(ExclusiveUse(-1)) : placeFault("open", path);
    ExclusiveUse use(descriptor);
    struct flock range
    {
    };
    range.l_type = F_WRLCK;
    range.l_whence = SEEK_SET;
    range.l_start = kLockBytes;
    range.l_len = kLockLength;
    if (::fcntl(descriptor, F_SETLK, &range) == 0)
        return use;
    if (errno != EACCES && errno != EAGAIN)
        return placeFault("lock", path);
    const bool isKnown = ::fcntl(descriptor, F_GETLK, &range) == 0 && range.l_type != F_UNLCK;
    return fail(ErrorCode::Busy,
                isKnown
                    ? QStringLiteral("%1 is in use by process %2; stop it first")
                          .arg(path, QString::number(range.l_pid))
                    : QStringLiteral("%1 is in use by another process; stop it first").arg(path));
}

ExclusiveUse::ExclusiveUse(ExclusiveUse &&other) noexcept
    : m_descriptor(std::exchange(other.m_descriptor, -1))
{
}

ExclusiveUse::~ExclusiveUse()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor); // gives up the lock
}

Result<std::unique_ptr<RestoredFile>> RestoredFile::copy(const QString &backup,
                                                         const QString &target)
{
    if (!QFileInfo(backup).isFile())
        return fileFault(backup, QStringLiteral("is not a file"));
    if (fileIdentity(backup) == fileIdentity(target))
        return fileFault(backup, QStringLiteral("is the database itself"));
    if (hasLog(backup))
        return fileFault(backup,
                         QStringLiteral("has a log beside it, so it is no backup; make one with "
                                        "tokendeskd backup"));
    TRY(prepareDirectory(target));
    const QString path = scratchName(target, kRestoring);
    TRY(makePrivateFile(path));
    std::unique_ptr<RestoredFile> file(new RestoredFile(path, target));
    TRY(copyInto(backup, path));
    return file;
}

RestoredFile::~RestoredFile() { removeAll(m_path); }

Result<QString> RestoredFile::put(const Clock &clock)
{
    if (!synchronise(m_path))
        return placeFault("write", m_path);
    {
        TRY_ASSIGN(const ExclusiveUse early, ExclusiveUse::of(m_target));
    }
    emptyLog(m_target, clock);
    TRY_ASSIGN(const ExclusiveUse use, ExclusiveUse::of(m_target));
    QString kept;
    if (QFileInfo::exists(m_target)) {
        const QString time =
            QDateTime::fromMSecsSinceEpoch(toEpochMs(clock.now()), QTimeZone::utc())
                .toString(QStringLiteral("yyyyMMdd'T'HHmmss'.'zzz'Z'"));
        kept = QStringLiteral("%1.replaced-%2").arg(m_target, time);
        if (::link(nameOf(m_target).constData(), nameOf(kept).constData()) != 0)
            return placeFault("keep", m_target);
        // A log that could not be emptied belongs to what is kept; the new file must not meet it.
        for (const QLatin1String suffix : kLogs) {
            const QString log = m_target + suffix;
            if (QFileInfo::exists(log)
                && ::rename(nameOf(log).constData(), nameOf(kept + suffix).constData()) != 0)
                return placeFault("keep", log);
        }
    }
    QFile::remove(m_target + QLatin1String("-shm"));
    if (::rename(nameOf(m_path).constData(), nameOf(m_target).constData()) != 0
        || !synchronise(directoryOf(m_target)))
        return placeFault("replace", m_target);
    removeAll(m_target + u'.' + kRestoring); // what restores that were killed have left
    return kept;
}

} // namespace tokendesk::store
