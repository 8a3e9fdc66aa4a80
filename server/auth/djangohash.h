// SPDX-License-Identifier: GPL-3.0-or-later
// Service: password hashes in Django's encoded form. Slow on purpose: call on PasswordHasher's
// threads.
#pragma once

#include "server/base/result.h"
#include "server/base/secretbytes.h"

#include <cstdint>

namespace tokendesk::auth {

/// What an encoded hash is, by its prefix. Source: django.contrib.auth.hashers.
enum class HashScheme {
    Unusable, ///< empty or "!…": nobody can log in with a password
    Argon2,
    Pbkdf2Sha256,
    Pbkdf2Sha1,
    Scrypt,
    BcryptSha256,
    Bcrypt,
    Weak, ///< md5, sha1, crypt and unsalted digests: recognised, never verified (SECURITY R62)
    Unknown ///< none of Django's
};

/// Work of a new Argon2id hash. Source: DESIGN section 4; RFC 9106 section 4.
struct Argon2Cost
{
    std::uint32_t memoryKib = 19'456;
    std::uint32_t passes = 2;
    std::uint32_t lanes = 1;
};

[[nodiscard]] HashScheme hashScheme(QStringView encoded);

/// Django's word for the scheme: "argon2", "pbkdf2_sha256", "md5" …; empty if unusable or unknown.
[[nodiscard]] QString hashSchemeName(QStringView encoded);

/// Whether \a password made \a encoded. Malformed, weak or unusable hashes and costs beyond the
/// caps of SECURITY R64 are a plain no. The final comparison takes the same time wherever the
/// digests differ.
[[nodiscard]] bool verifyDjangoHash(const SecretBytes &password, QStringView encoded);

/// "argon2$argon2id$v=19$m=19456,t=2,p=1$salt$hash" with 16 random bytes of salt and 32 bytes of
/// digest. Errors: Internal (no memory, no randomness).
[[nodiscard]] Result<QString> makeArgon2Hash(const SecretBytes &password, const Argon2Cost &cost);

/// An encoded hash of \a cost that no password matches, at the price of verifying a real one.
[[nodiscard]] QString unmatchableArgon2Hash(const Argon2Cost &cost);

/// Whether \a encoded should be replaced at the next login: another scheme, or cheaper than \a
/// cost.
[[nodiscard]] bool needsRehash(QStringView encoded, const Argon2Cost &cost);

} // namespace tokendesk::auth
