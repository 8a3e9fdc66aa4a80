// SPDX-License-Identifier: GPL-3.0-or-later
// Service: the key that encrypts the signing keys in the database, and where it comes from.
#pragma once

#include "server/base/clock.h"
#include "server/base/result.h"
#include "server/base/secretbytes.h"

#include <QHash>
#include <QString>

#include <optional>

namespace tokendesk::auth {

/// Reads the 32 bytes from \a path: 64 hex digits and a line end. The file must be a regular one,
/// mode 0600 or stricter, of the effective user, in a folder that its owner alone may enter (mode
/// 0700). Errors, each naming the path and the remedy: KeyFileMissing, KeyFileUnsafe, KeyFileWrong
/// (content). Thread: any; blocks on the disk. Source: SECURITY R37; ASVS 13.3.1.
[[nodiscard]] Result<SecretBytes> loadKeyFile(const QString &path);

/// As loadKeyFile(); a missing file is created with a random key, safe against a crash at any
/// moment: a reader sees no file or the whole one. If two processes create it at once, both get the
/// same key.
[[nodiscard]] Result<SecretBytes> loadOrCreateKeyFile(const QString &path);

/// Where a wrapping key came from.
enum class KeySource { File, Environment, Credential };

/// A wrapping key that no file of ours holds.
struct GivenKey
{
    SecretBytes key;
    KeySource source = KeySource::Environment;
};

/// The key from TOKENDESK_KEY (64 hex digits) or the systemd credential tokendesk.key, in this
/// order, of \a environment; nothing if neither is there. Errors: KeyFileWrong, KeyFileUnsafe.
[[nodiscard]] Result<std::optional<GivenKey>> keyFromEnvironment(
    const QHash<QString, QString> &environment);

/// The file beside the key file \a path that holds the next key while it is being replaced: written
/// before anything is encrypted under it, renamed after that is committed.
[[nodiscard]] QString successorOf(const QString &path);
/// Gives successorOf(\a path) the name of \a path, which it replaces, whole and on the disk.
/// Errors: KeyFileMissing.
[[nodiscard]] Result<void> promoteSuccessor(const QString &path);

/// Renames \a path, if it exists, to a name with \a now in it. Errors: KeyFileMissing.
[[nodiscard]] Result<void> setAside(const QString &path, Instant now);

/// Keeps everybody else from replacing the key file, until it is destroyed or the process ends.
class KeyFolderLock
{
public:
    /// Never waits. Errors: Conflict (somebody else has it), KeyFileMissing (no such folder).
    [[nodiscard]] static Result<KeyFolderLock> take(const QString &path);
    ~KeyFolderLock();
    KeyFolderLock(KeyFolderLock &&other) noexcept;
    KeyFolderLock &operator=(KeyFolderLock &&) = delete;
    KeyFolderLock(const KeyFolderLock &) = delete;
    KeyFolderLock &operator=(const KeyFolderLock &) = delete;

private:
    explicit KeyFolderLock(int folder) : m_folder(folder) { }
    int m_folder; ///< descriptor; -1: moved away
};

} // namespace tokendesk::auth
