// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/files.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <cstring>

#include <sys/stat.h>
#include <unistd.h>

namespace tokendesk::store {
namespace {

constexpr mode_t kFileMode = S_IRUSR | S_IWUSR;
constexpr mode_t kDirectoryMode = S_IRWXU;
constexpr mode_t kRightsOfOthers = S_IRWXG | S_IRWXO;

tl::unexpected<Error> fileError(const char *what, const QString &path, int code)
{
    const bool readOnly = code == EROFS || code == EACCES || code == EPERM || code == ENOSPC;
    return fail(readOnly ? ErrorCode::DatabaseReadOnly : ErrorCode::DatabaseUnreadable,
                QStringLiteral("%1 %2: %3")
                    .arg(QLatin1String(what), path, QString::fromLocal8Bit(std::strerror(code))));
}

Result<void> makeDirectory(const QString &path)
{
    if (QFileInfo::exists(path))
        return {};
    const QString parent = QFileInfo(path).absolutePath();
    if (!QFileInfo::exists(parent) && parent != path)
        TRY(makeDirectory(parent));
    const QByteArray name = QFile::encodeName(path);
    if (::mkdir(name.constData(), kDirectoryMode) != 0) {
        // Another process may have been faster.
        if (errno == EEXIST)
            return {};
        return fileError("Cannot make the directory", path, errno);
    }
    // The umask may have taken rights that the owner needs.
    if (::chmod(name.constData(), kDirectoryMode) != 0)
        return fileError("Cannot protect the directory", path, errno);
    return {};
}

Result<void> makeFile(const QString &path)
{
    const QByteArray name = QFile::encodeName(path);
    if (::mknod(name.constData(), S_IFREG | kFileMode, 0) != 0 && errno != EEXIST)
        return fileError("Cannot make the file", path, errno);
    if (::chmod(name.constData(), kFileMode) != 0)
        return fileError("Cannot protect the file", path, errno);
    return {};
}

std::optional<mode_t> modeOf(const QString &path)
{
    struct stat info
    {
    };
    if (::stat(QFile::encodeName(path).constData(), &info) != 0)
        return std::nullopt;
    return info.st_mode;
}

void protectExisting(const QString &path)
{
    const std::optional<mode_t> mode = modeOf(path);
    // A file of somebody else cannot be changed; `check` names it.
    if (mode && (*mode & kRightsOfOthers) != 0) {
        if (::chmod(QFile::encodeName(path).constData(), *mode & 07777 & ~kRightsOfOthers) != 0)
            qWarning("cannot take the rights of others from %s: %s", qUtf8Printable(path),
                     std::strerror(errno));
    }
}

} // namespace

std::pair<quint64, quint64> fileIdentity(const QString &path)
{
    struct stat info
    {
    };
    if (::stat(QFile::encodeName(path).constData(), &info) != 0)
        return {};
    return {info.st_dev, info.st_ino};
}

Result<void> prepareDirectory(const QString &path)
{
    return makeDirectory(QFileInfo(path).absolutePath());
}

Result<void> prepareFile(const QString &path)
{
    TRY(prepareDirectory(path));
    const std::optional<mode_t> mode = modeOf(path);
    if (mode && !S_ISREG(*mode))
        return fail(ErrorCode::DatabaseUnreadable, QStringLiteral("%1 is not a file.").arg(path));
    if (!mode)
        return makeFile(path);
    for (const char *suffix : {"", "-wal", "-shm"})
        protectExisting(path + QLatin1String(suffix));
    if (::access(QFile::encodeName(path).constData(), R_OK) != 0)
        return fail(ErrorCode::DatabaseUnreadable, QStringLiteral("%1 cannot be read.").arg(path));
    if (::access(QFile::encodeName(path).constData(), W_OK) != 0)
        return fileError("Cannot write", path, errno);
    return {};
}

Result<void> makePrivateFile(const QString &path)
{
    if (::unlink(QFile::encodeName(path).constData()) != 0 && errno != ENOENT)
        return fileError("Cannot replace", path, errno);
    return makeFile(path);
}

QStringList permissionProblems(const QString &path)
{
    QStringList problems;
    const QFileInfo file(path);
    QStringList names{file.absolutePath()};
    // The database, -wal, -shm, and the copies that upgrades and restores leave.
    for (const QString &name : file.dir().entryList({file.fileName(), file.fileName() + u"[.-]*"},
                                                    QDir::Files | QDir::Hidden, QDir::Name))
        names.append(file.dir().absoluteFilePath(name));
    for (const QString &name : std::as_const(names)) {
        const std::optional<mode_t> mode = modeOf(name);
        if (mode && (*mode & kRightsOfOthers) != 0)
            problems.append(QStringLiteral("%1 has mode %2, others must have no rights")
                                .arg(name, QString::number(*mode & 07777, 8)));
    }
    return problems;
}

} // namespace tokendesk::store
