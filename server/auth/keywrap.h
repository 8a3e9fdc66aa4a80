// SPDX-License-Identifier: GPL-3.0-or-later
// Service: signing keys encrypted for the database.
#pragma once

#include "server/base/result.h"
#include "server/base/secretbytes.h"

#include <QByteArray>

namespace tokendesk::auth {

/// Length of the key-encryption key in bytes: AES-256.
inline constexpr qsizetype kWrapKeySize = 32;

/// Encrypts \a plaintext under \a wrapKey: a version byte 1, 12 random bytes of nonce, ciphertext,
/// 16 bytes of tag. \a context, such as the key id, is not stored but must be the same to unwrap,
/// so that rows cannot be exchanged. Errors: InvalidArgument (length of the key), Internal. Thread:
/// any. Source: NIST SP 800-38D (AES-256-GCM, 96-bit nonce).
[[nodiscard]] Result<QByteArray> wrapKey(const SecretBytes &wrapKey, const SecretBytes &plaintext,
                                         QByteArrayView context);

/// The opposite. Errors: KeyFileWrong for another key, another context or a damaged text;
/// InvalidArgument.
[[nodiscard]] Result<SecretBytes> unwrapKey(const SecretBytes &wrapKey, QByteArrayView wrapped,
                                            QByteArrayView context);

} // namespace tokendesk::auth
