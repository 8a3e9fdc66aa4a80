// SPDX-License-Identifier: GPL-3.0-or-later
// Service: the fields of an encoded hash, for the sources of server/auth alone.
#pragma once

#include "server/base/secretbytes.h"

#include <QByteArray>

#include <optional>

namespace tokendesk::auth {

/// A number from 1 to \a most written in plain digits; nothing else.
[[nodiscard]] std::optional<qint64> boundedNumber(QByteArrayView text, qint64 most);

/// Decodes canonical base64 of Django's alphabet, padded (pbkdf2, scrypt) or not (argon2).
[[nodiscard]] std::optional<QByteArray> strictBase64(const QByteArray &text, bool padded);

/// In a time that does not depend on where they differ.
[[nodiscard]] bool sameBytes(const SecretBytes &computed, const QByteArray &stored);

[[nodiscard]] inline const unsigned char *unsignedData(const QByteArray &bytes)
{
    return reinterpret_cast<const unsigned char *>(bytes.constData());
}

} // namespace tokendesk::auth
