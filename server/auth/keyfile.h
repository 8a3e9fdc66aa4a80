// SPDX-License-Identifier: GPL-3.0-or-later
// Service: the key that encrypts the signing keys in the database, and where it comes from.
#pragma once

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

/// The key from TOKENDESK_KEY (64 hex digits) or the systemd credential tokendesk.key, in this
/// order, of \a environment; nothing if neither is there. Errors: KeyFileWrong, KeyFileUnsafe.
[[nodiscard]] Result<std::optional<SecretBytes>> keyFromEnvironment(
    const QHash<QString, QString> &environment);

} // namespace tokendesk::auth
