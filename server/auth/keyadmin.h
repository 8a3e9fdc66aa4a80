// SPDX-License-Identifier: GPL-3.0-or-later
// Service: what administrators do with signing keys.
#pragma once

#include "server/auth/completion.h"
#include "server/auth/context.h"
#include "server/auth/policyloader.h"
#include "server/base/secretbytes.h"
#include "server/store/configrepository.h"
#include "server/store/sessionrepository.h"
#include "server/token/key.h"
#include "server/token/keygenerator.h"

#include <functional>
#include <vector>

namespace tokendesk::auth {

class WrappingKey;

/// A signing key without its material.
struct KeyEntry
{
    store::KeyRow row; ///< `wrapped` is empty
    store::KeyUse use; ///< the sessions whose current tokens it has signed
    bool moreSessions = false; ///< use.live is a least
    std::optional<Instant> leavesAt; ///< retiring keys: when their last token expires
};

/// A key from elsewhere.
struct KeyOrder
{
    QString algorithm; ///< "RS256" …; empty: the key tells
    SecretBytes material; ///< PEM, JWK, or the raw bytes of an HMAC secret
    bool activate = true; ///< signs from now on; the key that did is retiring
    bool allowWeak = false; ///< take a short or known secret, with a lasting warning
    SecretBytes passphrase = {}; ///< of an encrypted PEM
};

/// A key to generate.
struct KeyPlan
{
    QString algorithm; ///< empty: that of the key that signs
    int rsaBits = token::kGeneratedRsaBits;
    bool activate = false; ///< signs from now on; else it is the next key
};

/// A change of the key that signs.
struct KeyRotation
{
    QString kid; ///< empty: the oldest next key without a date, or a new one
    std::optional<Instant> at; ///< none: at once
};

/// Lists, imports, generates, rotates and retires signing keys; a change is in force in this
/// process before the completion is called and in the others at their next look. Thread: any.
/// Errors of all: StoreUnavailable; of those with a completion also Busy.
class KeyAdmin
{
public:
    KeyAdmin(const Context &context, PolicyLoader &loader, WrappingKey &wrapping)
        : m_context(context), m_loader(loader), m_wrapping(wrapping)
    {
    }

    /// Oldest first.
    [[nodiscard]] Result<std::vector<KeyEntry>> list() const;
    /// The same without a look at the sessions, which is fast however many there are.
    [[nodiscard]] Result<std::vector<KeyEntry>> listUncounted() const;

    /// Errors: InvalidArgument (algorithm, passphrase), KeyTooShort, KeyInvalid, AlreadyExists,
    /// Conflict (as many keys as a ring may hold).
    void import(KeyOrder order, Actor actor, Completion<KeyEntry> done);
    /// Makes the key on the calling thread, which may take many seconds; \a isCancelled is asked
    /// meanwhile. Errors: InvalidArgument (algorithm, bits), Cancelled, Conflict.
    void generate(const KeyPlan &plan, Actor actor, Completion<KeyEntry> done,
                  const std::function<bool()> &isCancelled = {});
    /// Makes a key like the one that signs if there is no next one. Errors: NotFound, Conflict
    /// (already active, retired, not a next key), Cancelled.
    void rotate(const KeyRotation &rotation, Actor actor, Completion<KeyEntry> done,
                const std::function<bool()> &isCancelled = {});
    /// A next key waits until it is told to sign. Errors: NotFound, Conflict (it has no date).
    void unschedule(const QString &kid, Actor actor, Completion<KeyEntry> done);
    /// At once, whatever lives on it: the sessions whose tokens it has signed end. Errors:
    /// NotFound, Conflict (it signs).
    void retire(const QString &kid, Actor actor, Completion<KeyEntry> done);
    /// Lets keys sign whose date has come and keys leave whose last token expired before \a
    /// forgottenAt; the number of changes. Asks the writer only when there is something to do.
    void turn(Instant forgottenAt, Completion<int> done);

    /// The public part as JWK or as PEM. Errors: NotFound, InvalidArgument (a secret has none).
    [[nodiscard]] Result<QByteArray> publicKey(const QString &kid, bool asJwk) const;
    /// The private key as encrypted PEM, with an event. Errors: NotFound, InvalidArgument (a
    /// secret; the passphrase).
    void exportPrivate(const QString &kid, SecretBytes passphrase, Actor actor,
                       Completion<std::shared_ptr<SecretBytes>> done);

    /// Encrypts all that is stored under a new key and puts that into the key file; the number of
    /// signing keys. Whatever happens in between, the data opens with the files as they are. The
    /// other processes follow by themselves. Errors: Conflict (the key does not come from a file,
    /// or somebody else is at it), KeyFileMissing (the folder cannot be written), KeyFileUnsafe.
    void rotateFile(Actor actor, Completion<int> done);

    /// After WrappingKey::replaceLost(): retires the keys that nothing opens any more and ends the
    /// sessions that live on their tokens; the number of keys.
    void startOver(Actor actor, Completion<int> done);

    /// Generates an HS256 key of 64 random bytes if there is none in force, by whichever process
    /// comes first; true if it was this call.
    void generateFirst(Actor actor, Completion<bool> done);

private:
    using Job = std::function<Result<store::KeyRow>(store::Connection &, Instant)>;
    void submit(Job job, Completion<KeyEntry> done);
    [[nodiscard]] Result<std::vector<store::KeyRow>> rows() const;
    [[nodiscard]] Result<bool> isDue(const store::KeyRow &row, Instant forgottenAt) const;
    [[nodiscard]] static Result<KeyEntry> entryOf(store::Connection &connection, store::KeyRow row,
                                                  const store::KeyUses &uses);
    [[nodiscard]] Result<std::shared_ptr<const token::Key>> inForce(const QString &kid) const;
    [[nodiscard]] Result<void> publish();

    const Context &m_context;
    PolicyLoader &m_loader;
    WrappingKey &m_wrapping;
};

} // namespace tokendesk::auth
