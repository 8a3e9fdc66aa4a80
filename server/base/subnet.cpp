// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/base/subnet.h"

#include <algorithm>
#include <arpa/inet.h>

namespace tokendesk {
namespace {

constexpr int kMappedBits = 96;

bool isIpv4(QStringView text) { return !text.contains(u':'); }

} // namespace

std::optional<AddressBytes> parseAddress(QStringView text)
{
    // inet_pton reads up to a NUL, and would take the part before one.
    if (text.contains(QChar(u'\0')))
        return std::nullopt;
    const QByteArray plain = text.toUtf8();
    AddressBytes bytes{};
    if (!isIpv4(text)) {
        if (inet_pton(AF_INET6, plain.constData(), bytes.data()) != 1)
            return std::nullopt;
        return bytes;
    }
    if (inet_pton(AF_INET, plain.constData(), bytes.data() + kMappedBits / 8) != 1)
        return std::nullopt;
    bytes[10] = bytes[11] = 0xff;
    return bytes;
}

std::optional<Subnet> Subnet::fromString(QStringView text)
{
    const qsizetype slash = text.indexOf(u'/');
    const QStringView host = slash < 0 ? text : text.first(slash);
    const auto address = parseAddress(host);
    if (!address)
        return std::nullopt;
    const int offset = isIpv4(host) ? kMappedBits : 0;
    int bits = 128 - offset;
    if (slash >= 0) {
        const QStringView count = text.sliced(slash + 1);
        const bool digits = !count.isEmpty() && count.size() <= 3
                            && std::all_of(count.begin(), count.end(),
                                           [](QChar c) { return c >= u'0' && c <= u'9'; });
        if (!digits || count.toInt() > bits)
            return std::nullopt;
        bits = count.toInt();
    }
    Subnet subnet;
    subnet.m_address = *address;
    subnet.m_prefix = bits + offset;
    return subnet;
}

bool Subnet::contains(const AddressBytes &address) const
{
    const auto whole = static_cast<std::size_t>(m_prefix / 8);
    if (!std::equal(address.begin(), address.begin() + static_cast<std::ptrdiff_t>(whole),
                    m_address.begin())) {
        return false;
    }
    const int rest = m_prefix % 8;
    return rest == 0 || ((address[whole] ^ m_address[whole]) >> (8 - rest)) == 0;
}

} // namespace tokendesk
