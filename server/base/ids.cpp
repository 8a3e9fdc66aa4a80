// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/base/ids.h"

#include <algorithm>
#include <span>

namespace tokendesk {
namespace {

/// Value of a lower-case hex digit, -1 for anything else.
constexpr int hexValue(char digit)
{
    if (digit >= '0' && digit <= '9')
        return digit - '0';
    if (digit >= 'a' && digit <= 'f')
        return digit - 'a' + 10;
    return -1;
}

/// Fills \a out from two digits per byte; false for upper case, other characters or another length.
bool decodeHex(QByteArrayView hex, std::span<std::uint8_t> out)
{
    if (hex.size() != static_cast<qsizetype>(out.size()) * 2)
        return false;
    qsizetype at = 0;
    for (std::uint8_t &byte : out) {
        const int high = hexValue(hex[at++]);
        const int low = hexValue(hex[at++]);
        if (high < 0 || low < 0)
            return false;
        byte = static_cast<std::uint8_t>(high * 16 + low);
    }
    return true;
}

} // namespace

std::optional<SessionId> SessionId::fromHex(QByteArrayView hex)
{
    Bytes bytes;
    if (!decodeHex(hex, bytes))
        return std::nullopt;
    return SessionId(bytes);
}

std::optional<SessionId> SessionId::fromBytes(QByteArrayView bytes)
{
    if (bytes.size() != kSize)
        return std::nullopt;
    Bytes copy;
    std::transform(bytes.begin(), bytes.end(), copy.begin(),
                   [](char byte) { return static_cast<std::uint8_t>(byte); });
    return SessionId(copy);
}

QByteArray SessionId::toHex() const { return toBytes().toHex(); }

QByteArray SessionId::toBytes() const
{
    return QByteArray(reinterpret_cast<const char *>(m_bytes.data()), kSize);
}

std::optional<Jti> Jti::fromHex(QByteArrayView hex)
{
    std::array<std::uint8_t, kHexSize / 2> bytes{};
    if (!decodeHex(hex, bytes))
        return std::nullopt;
    Jti jti;
    SessionId::Bytes session;
    std::copy_n(bytes.begin(), SessionId::kSize, session.begin());
    jti.session = SessionId(session);
    for (std::size_t i = SessionId::kSize; i < bytes.size(); ++i)
        jti.serial = (jti.serial << 8) | bytes[i];
    return jti;
}

QByteArray Jti::toHex() const
{
    QByteArray bytes = session.toBytes();
    for (int shift = 24; shift >= 0; shift -= 8)
        bytes.append(static_cast<char>((serial >> shift) & 0xff));
    return bytes.toHex();
}

} // namespace tokendesk
