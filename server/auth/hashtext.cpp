// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/auth/hashtext.h"

#include <openssl/crypto.h>

namespace tokendesk::auth {

std::optional<qint64> boundedNumber(QByteArrayView text, qint64 most)
{
    qint64 value = 0;
    for (const char c : text) {
        if (c < '0' || c > '9' || value > most)
            return std::nullopt;
        value = value * 10 + (c - '0');
    }
    if (value < 1 || value > most)
        return std::nullopt;
    return value;
}

std::optional<QByteArray> strictBase64(const QByteArray &text, bool padded)
{
    const auto padding = padded ? QByteArray::KeepTrailingEquals : QByteArray::OmitTrailingEquals;
    const auto decoded = QByteArray::fromBase64Encoding(
        text, QByteArray::Base64Encoding | QByteArray::AbortOnBase64DecodingErrors);
    // Spare bits and missing or surplus padding would give one digest several spellings.
    if (!decoded || (*decoded).toBase64(QByteArray::Base64Encoding | padding) != text)
        return std::nullopt;
    return *decoded;
}

bool sameBytes(const SecretBytes &computed, const QByteArray &stored)
{
    return computed.size() == stored.size()
           && CRYPTO_memcmp(computed.data(), stored.constData(),
                            static_cast<std::size_t>(stored.size()))
                  == 0;
}

} // namespace tokendesk::auth
