// SPDX-License-Identifier: GPL-3.0-or-later
// Values: the identifiers of users, sessions and tokens.
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QHashFunctions>
#include <QString>

#include <array>
#include <compare>
#include <cstdint>
#include <optional>

namespace tokendesk {

/// Primary key of a user: 1 and up.
using UserId = qint64;

/// 96 random bits that name one login on one device; 24 lower-case hex digits in text.
class SessionId
{
public:
    static constexpr int kSize = 12;
    static constexpr int kHexSize = 24;
    using Bytes = std::array<std::uint8_t, kSize>;

    SessionId() = default;
    explicit SessionId(const Bytes &bytes) : m_bytes(bytes) { }

    /// From 24 lower-case hex digits; nothing for any other text.
    [[nodiscard]] static std::optional<SessionId> fromHex(QByteArrayView hex);
    /// From 12 bytes as stored; nothing for any other length.
    [[nodiscard]] static std::optional<SessionId> fromBytes(QByteArrayView bytes);

    [[nodiscard]] QByteArray toHex() const;
    [[nodiscard]] QString toString() const { return QString::fromLatin1(toHex()); }
    [[nodiscard]] QByteArray toBytes() const;
    [[nodiscard]] const Bytes &bytes() const { return m_bytes; }
    [[nodiscard]] bool isNull() const { return m_bytes == Bytes{}; }

    friend auto operator<=>(const SessionId &, const SessionId &) = default;
    friend bool operator==(const SessionId &, const SessionId &) = default;
    friend size_t qHash(const SessionId &id, size_t seed = 0) noexcept
    {
        return qHashBits(id.m_bytes.data(), id.m_bytes.size(), seed);
    }

private:
    Bytes m_bytes{};
};

/// The `jti` of a token of ours: session id, then a serial of 32 bits; 32 lower-case hex digits in
/// text. Refresh and sliding tokens carry the session's generation as serial, access tokens a
/// random serial with the top bit set. Source: DESIGN section 4; RFC 7519 section 4.1.7.
struct Jti
{
    static constexpr int kHexSize = 32;
    static constexpr std::uint32_t kAccessBit = 0x8000'0000U;

    SessionId session;
    std::uint32_t serial = 0;

    [[nodiscard]] static std::optional<Jti> fromHex(QByteArrayView hex);
    [[nodiscard]] QByteArray toHex() const;
    [[nodiscard]] bool isAccess() const { return (serial & kAccessBit) != 0; }

    friend bool operator==(const Jti &, const Jti &) = default;
};

} // namespace tokendesk

template<>
struct std::hash<tokendesk::SessionId>
{
    std::size_t operator()(const tokendesk::SessionId &id) const noexcept { return qHash(id); }
};
