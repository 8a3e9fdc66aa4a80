// SPDX-License-Identifier: GPL-3.0-or-later
// Service: password hashes in Django's encoded form. Slow on purpose: call on PasswordHasher's
// threads.
#pragma once

#include "server/auth/argon2hash.h"
#include "server/auth/hashcaps.h"
#include "server/base/secretbytes.h"

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

[[nodiscard]] HashScheme hashScheme(QStringView encoded);

/// Django's word for the scheme: "argon2", "pbkdf2_sha256", "md5" …; empty if unusable or unknown.
[[nodiscard]] QString hashSchemeName(QStringView encoded);

/// Whether \a password made \a encoded. Malformed, weak or unusable hashes and costs beyond the
/// \a caps are a plain no. The final comparison takes the same time wherever the
/// digests differ.
[[nodiscard]] bool verifyDjangoHash(const SecretBytes &password, QStringView encoded,
                                    const HashCaps &caps = {});

} // namespace tokendesk::auth
