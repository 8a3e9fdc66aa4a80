// SPDX-License-Identifier: GPL-3.0-or-later
// Service: the key that encrypts the signing keys of one database, as long as the process runs.
#pragma once

#include "server/auth/keyfile.h"
#include "server/base/clock.h"
#include "server/base/result.h"
#include "server/base/secretbytes.h"

#include <QByteArray>
#include <QHash>
#include <QString>

#include <memory>
#include <mutex>

namespace tokendesk::store {
class Connection;
}

namespace tokendesk::auth {

/// The wrapping key, from TOKENDESK_KEY, the systemd credential tokendesk.key or the key file, in
/// this order. The database holds a check value that the right key alone opens: every use asks it
/// first, so that nothing is ever written under a key that was replaced meanwhile. When another
/// process replaces the key file, this one reads it anew at its next use.
///
/// Thread: any. Errors of those that take a connection: StoreUnavailable, and where the key does
/// not open the data KeyFileMissing, KeyFileWrong, KeyFileUnsafe, each saying where the key came
/// from and what can be done.
class WrappingKey
{
public:
    /// \a path: the key file. \a environment: what keyFromEnvironment() reads.
    WrappingKey(QString path, QHash<QString, QString> environment);

    /// What may be done to the files while they are opened.
    enum class Access {
        Read, ///< nothing
        Create ///< a missing file is made if the data was never sealed; what a crash left half
               ///< done is brought to its end
    };
    /// Reads the key and checks it; before everything else.
    [[nodiscard]] Result<void> open(store::Connection &connection, Access access);
    /// Whether the database holds a check value. Errors: StoreUnavailable.
    [[nodiscard]] static Result<bool> isSealed(store::Connection &connection);
    /// Writes the check value if there is none, inside the transaction of \a connection.
    [[nodiscard]] Result<void> seal(store::Connection &connection);

    [[nodiscard]] Result<QByteArray> wrap(store::Connection &connection,
                                          const SecretBytes &plaintext, QByteArrayView context);
    [[nodiscard]] Result<SecretBytes> unwrap(store::Connection &connection, QByteArrayView wrapped,
                                             QByteArrayView context);
    /// Checks the key, and follows when it was replaced.
    [[nodiscard]] Result<void> check(store::Connection &connection);
    /// The key of LoginThrottle: derived from the wrapping key the database began with, so that
    /// counters and locks outlive it.
    [[nodiscard]] Result<SecretBytes> throttleKey(store::Connection &connection);

    /// The key file is lost for good: puts a new one in its place; what is there is kept under a
    /// name with \a now in it. Errors: Conflict (what is there opens the data, or the key does not
    /// come from a file), KeyFileMissing (the folder cannot be written), KeyFileUnsafe.
    [[nodiscard]] Result<void> replaceLost(store::Connection &connection, Instant now);
    /// What throttleKey() is once the data has been sealed anew.
    [[nodiscard]] SecretBytes freshThrottleKey() const;
    /// Gives the data a check value of the key in force, whatever it had, inside the transaction of
    /// \a connection. What is encrypted under another key is lost by that.
    [[nodiscard]] Result<void> sealAnew(store::Connection &connection);

    /// Has the key file itself hold the key in force: what a crash left half done ends now. The
    /// caller holds the KeyFolderLock.
    [[nodiscard]] Result<void> settle(store::Connection &connection);
    /// Encrypts all that is stored under \a successor instead, inside the transaction of \a
    /// connection; in force in this process when it has been adopted. The number of signing keys.
    [[nodiscard]] Result<int> rewrap(store::Connection &connection, const SecretBytes &successor);
    /// \a key is in force from now on.
    void adopt(SecretBytes key);

    [[nodiscard]] KeySource source() const;
    [[nodiscard]] const QString &path() const { return m_path; }

private:
    using Shared = std::shared_ptr<const SecretBytes>;
    [[nodiscard]] Shared remembered() const;
    [[nodiscard]] Result<Shared> inForce(store::Connection &connection);
    [[nodiscard]] Result<Shared> fromFile(const QByteArray &checkValue) const;
    [[nodiscard]] Result<void> promoteIfInForce(const QByteArray &checkValue) const;

    const QString m_path;
    const QHash<QString, QString> m_environment;
    mutable std::mutex m_mutex;
    KeySource m_source = KeySource::File;
    Shared m_key;
};

} // namespace tokendesk::auth
