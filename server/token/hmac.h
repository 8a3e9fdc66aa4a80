// SPDX-License-Identifier: GPL-3.0-or-later
// Functions: digests on OpenSSL, fetched once and reused by each thread.
#pragma once

#include "server/base/result.h"

#include <QByteArray>
#include <QByteArrayView>

namespace tokendesk::token {

/// Writes the HMAC of \a input to \a out (\a size bytes, the digest's). The keyed context is kept
/// per thread under \a keySerial, because keying costs four times the MAC of a token. False:
/// OpenSSL failed.
[[nodiscard]] bool hmac(quint64 keySerial, const char *digest, QByteArrayView key,
                        QByteArrayView input, char *out, qsizetype size);

/// The HMAC of \a input under a \a key that is used this once: nothing is kept of it. Errors:
/// Internal.
[[nodiscard]] Result<QByteArray> hmacOnce(const char *digest, QByteArrayView key,
                                          QByteArrayView input);

/// SHA-256 of \a input, 32 bytes. Errors: Internal.
[[nodiscard]] Result<QByteArray> sha256(QByteArrayView input);

/// Compares without telling by time where they differ; unequal lengths are unequal at once.
[[nodiscard]] bool constantTimeEquals(QByteArrayView a, QByteArrayView b);

/// \a size bytes from OpenSSL's private generator. Errors: Internal.
[[nodiscard]] Result<QByteArray> randomBytes(qsizetype size);

} // namespace tokendesk::token
