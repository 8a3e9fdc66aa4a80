// SPDX-License-Identifier: GPL-3.0-or-later
// Functions: base64url without padding.
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

namespace tokendesk::token {

/// Encodes without padding. Source: RFC 7515 section 2.
[[nodiscard]] QByteArray toBase64Url(QByteArrayView bytes);
/// The same at the end of \a out, which \a bytes is no part of.
void appendBase64Url(QByteArray &out, QByteArrayView bytes);

/// Decodes strictly: the alphabet A-Za-z0-9-_ only, no padding, no white space, a length that an
/// encoder can produce, unused bits zero. Nothing for any other text. Source: RFC 7515 section 2;
/// RFC 4648 section 3.5.
[[nodiscard]] std::optional<QByteArray> fromBase64Url(QByteArrayView text);

/// The same into \a out, whose old content goes and whose capacity stays.
[[nodiscard]] bool fromBase64Url(QByteArrayView text, QByteArray &out);

} // namespace tokendesk::token
