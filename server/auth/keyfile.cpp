// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/auth/keyfile.h"

#include "server/auth/keywrap.h"

#include <QFile>
#include <QFileInfo>

#include <openssl/rand.h>

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace tokendesk::auth {
namespace {

constexpr qsizetype kHexDigits = kWrapKeySize * 2;
/// Access of anybody but the owner.
constexpr mode_t kOthers = S_IRWXG | S_IRWXO;

/// A file descriptor that is closed in the end.
class Descriptor
{
public:
    explicit Descriptor(int fd) : m_fd(fd) { }
    ~Descriptor()
    {
        if (m_fd >= 0)
            ::close(m_fd);
    }
    Descriptor(const Descriptor &) = delete;
    Descriptor &operator=(const Descriptor &) = delete;
    [[nodiscard]] int get() const { return m_fd; }

private:
    int m_fd;
};

QString systemError() { return qt_error_string(errno); }

tl::unexpected<Error> unsafe(const QString &path, const QString &reason, const QString &remedy)
{
    return fail(ErrorCode::KeyFileUnsafe, QStringLiteral("%1 %2; %3").arg(path, reason, remedy));
}

tl::unexpected<Error> wrongContent(const QString &where)
{
    return fail(
        ErrorCode::KeyFileWrong,
        QStringLiteral("%1 does not hold a key of 64 hex digits; put back the file that was "
                       "made with this database")
            .arg(where));
}

QString modeText(mode_t mode)
{
    return QString::asprintf("%04o", static_cast<unsigned>(mode & 07777));
}

int hexValue(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

Result<SecretBytes> decodeKey(QByteArrayView text, const QString &where)
{
    const QByteArrayView hex = text.trimmed();
    if (hex.size() != kHexDigits)
        return wrongContent(where);
    SecretBytes key(kWrapKeySize);
    for (qsizetype i = 0; i < kWrapKeySize; ++i) {
        const int high = hexValue(hex[2 * i]);
        const int low = hexValue(hex[2 * i + 1]);
        if (high < 0 || low < 0)
            return wrongContent(where);
        key.data()[i] = static_cast<char>(high * 16 + low);
    }
    return key;
}

SecretBytes encodeKey(const SecretBytes &key)
{
    static constexpr char kDigits[] = "0123456789abcdef";
    SecretBytes text(kHexDigits + 1);
    for (qsizetype i = 0; i < key.size(); ++i) {
        text.data()[2 * i] = kDigits[key.udata()[i] >> 4];
        text.data()[2 * i + 1] = kDigits[key.udata()[i] & 15];
    }
    text.data()[kHexDigits] = '\n';
    return text;
}

/// The folder decides who may exchange the file.
Result<void> checkFolder(const QString &path)
{
    const QString folder = QFileInfo(path).absolutePath();
    struct stat info
    {
    };
    if (::stat(QFile::encodeName(folder).constData(), &info) != 0) {
        return fail(
            ErrorCode::KeyFileMissing,
            QStringLiteral("%1: %2; create the folder with mode 0700").arg(folder, systemError()));
    }
    if (info.st_uid != ::geteuid() && info.st_uid != 0)
        return unsafe(folder, QStringLiteral("belongs to another user"),
                      QStringLiteral("give it to the user who runs the server (chown)"));
    if ((info.st_mode & kOthers) != 0) {
        return unsafe(folder, QStringLiteral("has mode %1").arg(modeText(info.st_mode)),
                      QStringLiteral("allow its owner alone: chmod 700 %1").arg(folder));
    }
    return {};
}

Result<void> checkFile(const QString &path, const struct stat &info)
{
    if (!S_ISREG(info.st_mode))
        return unsafe(path, QStringLiteral("is not a regular file"),
                      QStringLiteral("put the key file itself there"));
    if (info.st_uid != ::geteuid())
        return unsafe(path, QStringLiteral("belongs to another user"),
                      QStringLiteral("give it to the user who runs the server (chown)"));
    if ((info.st_mode & kOthers) != 0) {
        return unsafe(path, QStringLiteral("has mode %1").arg(modeText(info.st_mode)),
                      QStringLiteral("allow its owner alone: chmod 600 %1").arg(path));
    }
    return {};
}

Result<SecretBytes> readKey(int fd, const QString &path)
{
    // One byte more than the longest good text (with \r\n) shows that there is too much.
    SecretBytes text(kHexDigits + 3);
    qsizetype size = 0;
    while (size < text.size()) {
        const ssize_t count =
            ::read(fd, text.data() + size, static_cast<std::size_t>(text.size() - size));
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return fail(ErrorCode::KeyFileMissing,
                        QStringLiteral("%1: %2").arg(path, systemError()));
        if (count == 0)
            break;
        size += count;
    }
    return decodeKey(text.view().first(size), path);
}

/// Writes all of \a text and brings it to the disk.
bool writeAll(int fd, const SecretBytes &text)
{
    qsizetype at = 0;
    while (at < text.size()) {
        const ssize_t count =
            ::write(fd, text.data() + at, static_cast<std::size_t>(text.size() - at));
        if (count < 0 && errno != EINTR)
            return false;
        at += count > 0 ? count : 0;
    }
    return ::fsync(fd) == 0;
}

tl::unexpected<Error> cannotCreate(const QString &path)
{
    return fail(ErrorCode::KeyFileMissing,
                QStringLiteral("cannot create %1: %2").arg(path, systemError()));
}

/// Brings names in the folder of \a path to the disk.
Result<void> syncFolder(const QString &path)
{
    const Descriptor folder(::open(QFile::encodeName(QFileInfo(path).absolutePath()).constData(),
                                   O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (folder.get() < 0 || ::fsync(folder.get()) != 0)
        return cannotCreate(path);
    return {};
}

/// Renames on the disk, over whatever has the name \a to.
Result<void> renameFile(const QString &from, const QString &to)
{
    if (::rename(QFile::encodeName(from).constData(), QFile::encodeName(to).constData()) != 0)
        return fail(ErrorCode::KeyFileMissing,
                    QStringLiteral("cannot rename %1 to %2: %3").arg(from, to, systemError()));
    return syncFolder(to);
}

/// Makes \a path appear with a new key in it, whole and on the disk. An existing file stays as it
/// is.
Result<void> createKeyFile(const QString &path)
{
    SecretBytes key(kWrapKeySize);
    if (RAND_priv_bytes(key.udata(), kWrapKeySize) != 1)
        return fail(ErrorCode::Internal, QStringLiteral("no random numbers for %1").arg(path));
    const QByteArray name = QFile::encodeName(path);
    QByteArray temporary = name + ".XXXXXX";
    // mkostemp creates with mode 0600 whatever the umask allows beyond it.
    const Descriptor file(::mkostemp(temporary.data(), O_CLOEXEC));
    if (file.get() < 0)
        return cannotCreate(path);
    // A link, unlike a rename, never replaces the key of a process that was quicker.
    const bool written =
        ::fchmod(file.get(), S_IRUSR | S_IWUSR) == 0 && writeAll(file.get(), encodeKey(key));
    const bool linked =
        written && (::link(temporary.constData(), name.constData()) == 0 || errno == EEXIST);
    const int reason = errno;
    ::unlink(temporary.constData());
    errno = reason;
    if (!linked)
        return cannotCreate(path);
    return syncFolder(path);
}

/// A credential's folder is made by systemd for the unit alone; its files are read-only and may be
/// root's.
Result<SecretBytes> readCredential(const QString &path)
{
    const Descriptor file(
        ::open(QFile::encodeName(path).constData(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC));
    struct stat info
    {
    };
    if (file.get() < 0 || ::fstat(file.get(), &info) != 0)
        return fail(ErrorCode::KeyFileMissing, QStringLiteral("%1: %2").arg(path, systemError()));
    if (!S_ISREG(info.st_mode) || (info.st_mode & (S_IRWXO | S_IWGRP)) != 0)
        return unsafe(path, QStringLiteral("has mode %1").arg(modeText(info.st_mode)),
                      QStringLiteral("pass it by LoadCredential= or LoadCredentialEncrypted="));
    return readKey(file.get(), path);
}

} // namespace

Result<SecretBytes> loadKeyFile(const QString &path)
{
    TRY(checkFolder(path));
    // O_NONBLOCK: opening a named pipe must not wait for a writer.
    const Descriptor file(::open(QFile::encodeName(path).constData(),
                                 O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
    if (file.get() < 0 && errno == ENOENT) {
        return fail(ErrorCode::KeyFileMissing,
                    QStringLiteral(
                        "%1 is missing; put back the file that was made with this database, or see "
                        "\"tokendeskd key rotate-file --lost\"")
                        .arg(path));
    }
    if (file.get() < 0 && errno == ELOOP)
        return unsafe(path, QStringLiteral("is a symbolic link"),
                      QStringLiteral("put the key file itself there"));
    struct stat info
    {
    };
    if (file.get() < 0 || ::fstat(file.get(), &info) != 0)
        return unsafe(path, QStringLiteral("cannot be opened: %1").arg(systemError()),
                      QStringLiteral("allow its owner to read it: chmod 600 %1").arg(path));
    TRY(checkFile(path, info));
    return readKey(file.get(), path);
}

Result<SecretBytes> loadOrCreateKeyFile(const QString &path)
{
    auto key = loadKeyFile(path);
    // Only a missing file is made; a missing folder keeps its error.
    if (key || key.error().code != ErrorCode::KeyFileMissing
        || !QFileInfo(QFileInfo(path).absolutePath()).isDir())
        return key;
    TRY(createKeyFile(path));
    return loadKeyFile(path);
}

Result<std::optional<GivenKey>> keyFromEnvironment(const QHash<QString, QString> &environment)
{
    const QString variable = QStringLiteral("TOKENDESK_KEY");
    if (environment.contains(variable)) {
        const SecretBytes text = SecretBytes::fromText(environment.value(variable));
        TRY_ASSIGN(SecretBytes key, decodeKey(text.view(), variable));
        return std::optional(GivenKey{std::move(key), KeySource::Environment});
    }
    const QString folder = environment.value(QStringLiteral("CREDENTIALS_DIRECTORY"));
    const QString path = folder + QStringLiteral("/tokendesk.key");
    if (folder.isEmpty() || !QFileInfo::exists(path))
        return std::optional<GivenKey>();
    TRY_ASSIGN(SecretBytes key, readCredential(path));
    return std::optional(GivenKey{std::move(key), KeySource::Credential});
}

QString successorOf(const QString &path) { return path + QStringLiteral(".new"); }

Result<void> promoteSuccessor(const QString &path) { return renameFile(successorOf(path), path); }

Result<void> setAside(const QString &path, Instant now)
{
    if (!QFileInfo::exists(path) && !QFileInfo(path).isSymbolicLink())
        return {};
    return renameFile(path, path + QStringLiteral(".lost-")
                                + QString::number(now.time_since_epoch().count()));
}

Result<KeyFolderLock> KeyFolderLock::take(const QString &path)
{
    const QString folder = QFileInfo(path).absolutePath();
    const int descriptor =
        ::open(QFile::encodeName(folder).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0)
        return fail(ErrorCode::KeyFileMissing, QStringLiteral("%1: %2").arg(folder, systemError()));
    KeyFolderLock lock(descriptor);
    if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0)
        return fail(ErrorCode::Conflict,
                    QStringLiteral("another process is replacing the key file in %1; try again")
                        .arg(folder));
    return lock;
}

KeyFolderLock::KeyFolderLock(KeyFolderLock &&other) noexcept
    : m_folder(std::exchange(other.m_folder, -1))
{
}

KeyFolderLock::~KeyFolderLock()
{
    if (m_folder >= 0)
        ::close(m_folder); // which unlocks it
}

} // namespace tokendesk::auth
