// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/gateaddress.h"

#include "server/http/gatetarget.h"

namespace tokendesk::http {
namespace {

/// The values of all fields \a name, comma-joined as RFC 9110 section 5.3 allows.
QByteArray joined(const ApiRequest &request, QByteArrayView name)
{
    QByteArray value;
    for (const Header &field : request.headers) {
        if (!equalsNoCase(field.first, name))
            continue;
        if (!value.isEmpty())
            value.append(',');
        value.append(field.second);
    }
    return value;
}

/// An address as a proxy writes it: "192.0.2.1", "192.0.2.1:80", "[2001:db8::1]:80", with or
/// without quotes.
QHostAddress readNode(QByteArrayView node)
{
    node = trimOws(node);
    if (node.size() >= 2 && node.front() == '"' && node.back() == '"')
        node = node.sliced(1, node.size() - 2);
    if (node.startsWith('[')) {
        const qsizetype close = node.indexOf(']');
        if (close < 0)
            return {};
        node = node.sliced(1, close - 1);
    } else if (node.count(':') == 1) {
        node = node.first(node.indexOf(':'));
    }
    return normalAddress(QHostAddress(QString::fromLatin1(node)));
}

/// The for= parameter of one element of Forwarded.
QByteArrayView forwardedFor(QByteArrayView element)
{
    while (!element.isEmpty()) {
        const qsizetype end = element.indexOf(';');
        const QByteArrayView pair = trimOws(end < 0 ? element : element.first(end));
        if (pair.size() > 4 && equalsNoCase(pair.first(4), "for="))
            return pair.sliced(4);
        element = end < 0 ? QByteArrayView() : element.sliced(end + 1);
    }
    return {};
}

} // namespace

std::optional<std::vector<Subnet>> parseSubnets(const QStringList &texts)
{
    std::vector<Subnet> subnets;
    for (const QString &text : texts) {
        const Subnet subnet = QHostAddress::parseSubnet(text.trimmed());
        if (subnet.first.isNull() || subnet.second < 0)
            return std::nullopt;
        subnets.push_back(subnet);
    }
    return subnets;
}

QHostAddress normalAddress(const QHostAddress &address)
{
    if (address.protocol() != QAbstractSocket::IPv6Protocol)
        return address;
    bool mapped = false;
    const quint32 ipv4 = address.toIPv4Address(&mapped);
    return mapped ? QHostAddress(ipv4) : address;
}

bool isInside(const QHostAddress &address, const std::vector<Subnet> &subnets)
{
    for (const Subnet &subnet : subnets) {
        if (address.isInSubnet(subnet.first, subnet.second))
            return true;
    }
    return false;
}

QHostAddress clientAddress(const ApiRequest &request, const QHostAddress &peer,
                           const std::vector<Subnet> &trusted)
{
    QHostAddress client = peer;
    if (trusted.empty() || !isInside(peer, trusted))
        return client;
    QByteArray chain = joined(request, "X-Forwarded-For");
    const bool standard = chain.isEmpty();
    if (standard)
        chain = joined(request, "Forwarded");
    while (!chain.isEmpty() && isInside(client, trusted)) {
        const qsizetype comma = chain.lastIndexOf(',');
        const QByteArrayView element = QByteArrayView(chain).sliced(comma + 1);
        const QHostAddress hop = readNode(standard ? forwardedFor(element) : element);
        if (hop.isNull())
            break;
        client = hop;
        chain.truncate(std::max<qsizetype>(comma, 0));
    }
    return client;
}

} // namespace tokendesk::http
