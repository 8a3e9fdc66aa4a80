// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/networkaccess.h"

#include <algorithm>
#include <array>

namespace tokendesk::http {

NetworkAccess::NetworkAccess(const Settings &settings, SettingKey networks)
{
    if (auto parsed = parseSubnets(settings.textList(networks)))
        m_networks = *std::move(parsed);
}

bool NetworkAccess::allows(const ApiRequest &request) const
{
    static constexpr std::array kForwarding = {"X-Forwarded-For", "Forwarded", "X-Real-IP", "Via"};
    const bool forwarded =
        std::any_of(kForwarding.begin(), kForwarding.end(),
                    [&request](const char *name) { return request.headerCount(name) > 0; });
    return isInside(request.peer, m_networks) && !(forwarded && request.peer.isLoopback());
}

} // namespace tokendesk::http
