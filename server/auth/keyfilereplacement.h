// SPDX-License-Identifier: GPL-3.0-or-later
// Service: a new key file, step by step, so that a crash between any two leaves data that opens.
#pragma once

#include "server/auth/context.h"
#include "server/auth/keyfile.h"
#include "server/base/result.h"
#include "server/base/secretbytes.h"

#include <optional>

namespace tokendesk::store {
class Connection;
}

namespace tokendesk::auth {

class WrappingKey;

/// One replacement of the key file. The old file stays until everything is encrypted under the new
/// key and committed; the new one lies beside it, on the disk, before that begins. Which of the two
/// opens the data, the data says: see WrappingKey. Source: SECURITY R37.
class KeyFileReplacement
{
public:
    /// Puts the new key beside the old one. A new key that an interrupted replacement left there is
    /// used now: whether the data was committed under it, nobody can know for sure. Errors:
    /// Conflict, KeyFileMissing, KeyFileUnsafe, KeyFileWrong, StoreUnavailable.
    [[nodiscard]] static Result<KeyFileReplacement> begin(const Context &context,
                                                          WrappingKey &wrapping);

    /// Encrypts everything anew and leaves an event, inside the writer's transaction; the number of
    /// signing keys. Errors: StoreUnavailable, KeyFileWrong.
    [[nodiscard]] Result<int> rewrap(store::Connection &connection, const Actor &actor,
                                     Instant now);

    /// Once that is committed: the new file takes the place of the old one. Errors: KeyFileMissing;
    /// the next start tries again.
    [[nodiscard]] Result<void> finish();

    /// Lets others replace the key file again: in the end, whatever the outcome.
    void release() { m_lock.reset(); }

private:
    KeyFileReplacement(WrappingKey &wrapping, KeyFolderLock lock, SecretBytes successor);

    WrappingKey &m_wrapping;
    std::optional<KeyFolderLock> m_lock;
    SecretBytes m_successor;
};

} // namespace tokendesk::auth
