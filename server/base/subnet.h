// SPDX-License-Identifier: GPL-3.0-or-later
// Value: a network address or a range of them.
#pragma once

#include <QString>

#include <array>
#include <cstdint>
#include <optional>

namespace tokendesk {

/// An IPv6 address; an IPv4 one is mapped into ::ffff:0:0/96. Source: RFC 4291 section 2.5.5.2.
using AddressBytes = std::array<std::uint8_t, 16>;

/// Reads "127.0.0.1" or "::1"; nothing for anything else, among it scopes and short forms such as
/// "127.1".
[[nodiscard]] std::optional<AddressBytes> parseAddress(QStringView text);

/// All addresses that share the first bits. Source: RFC 4632 section 3.1.
class Subnet
{
public:
    /// Reads "10.0.0.0/8", "fd00::/8", or one address alone.
    [[nodiscard]] static std::optional<Subnet> fromString(QStringView text);

    [[nodiscard]] bool contains(const AddressBytes &address) const;

    friend bool operator==(const Subnet &, const Subnet &) = default;

private:
    AddressBytes m_address{};
    int m_prefix = 0; ///< bits of the mapped form: 96 more than written for IPv4
};

} // namespace tokendesk
