// SPDX-License-Identifier: GPL-3.0-or-later
// Service: password hashes of Argon2 in Django's encoded form. Slow on purpose: call on
// PasswordHasher's threads.
#pragma once

#include "server/auth/hashcaps.h"
#include "server/base/result.h"
#include "server/base/secretbytes.h"

#include <QByteArray>
#include <QList>

#include <cstdint>

namespace tokendesk::auth {

/// Work of a new Argon2id hash. Source: DESIGN section 4; RFC 9106 section 4.
struct Argon2Cost
{
    std::uint32_t memoryKib = 19'456;
    std::uint32_t passes = 2;
    std::uint32_t lanes = 1;
};

/// Whether \a password made the hash of these \a fields, "argon2" among them, as
/// verifyDjangoHash() asks.
[[nodiscard]] bool verifyArgon2(const SecretBytes &password, const QList<QByteArray> &fields,
                                const HashCaps &caps);

/// "argon2$argon2id$v=19$m=19456,t=2,p=1$salt$hash" with 16 random bytes of salt and 32 bytes of
/// digest. Errors: Internal (no memory, no randomness).
[[nodiscard]] Result<QString> makeArgon2Hash(const SecretBytes &password, const Argon2Cost &cost);

/// An encoded hash of \a cost that no password matches, at the price of verifying a real one.
[[nodiscard]] QString unmatchableArgon2Hash(const Argon2Cost &cost);

/// Whether \a encoded should be replaced at the next login: another scheme, or cheaper than \a
/// cost.
[[nodiscard]] bool needsRehash(QStringView encoded, const Argon2Cost &cost);

} // namespace tokendesk::auth
