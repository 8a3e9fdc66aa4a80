// SPDX-License-Identifier: GPL-3.0-or-later
// Values: client addresses, subnets and what trusted proxies say about them.
#pragma once

#include "server/http/api.h"

#include <QHostAddress>
#include <QStringList>

#include <optional>
#include <vector>

namespace tokendesk::http {

/// A network: address and prefix length.
using Subnet = std::pair<QHostAddress, int>;

/// Reads "10.0.0.0/8", "::1" …; nothing if one of \a texts is neither address nor subnet.
[[nodiscard]] std::optional<std::vector<Subnet>> parseSubnets(const QStringList &texts);

/// \a address, IPv4 in its own form even if it came IPv6-mapped.
[[nodiscard]] QHostAddress normalAddress(const QHostAddress &address);

/// Whether \a address lies in one of \a subnets.
[[nodiscard]] bool isInside(const QHostAddress &address, const std::vector<Subnet> &subnets);

/// The client of \a request that arrived from \a peer. Only what \a trusted proxies appended
/// counts: the rightmost address of X-Forwarded-For (or, without that field, of Forwarded, RFC
/// 7239) that is not one of them. A field that is no address ends the walk at the last hop that is
/// known.
[[nodiscard]] QHostAddress clientAddress(const ApiRequest &request, const QHostAddress &peer,
                                         const std::vector<Subnet> &trusted);

} // namespace tokendesk::http
