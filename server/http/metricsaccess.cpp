// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/metricsaccess.h"

#include <algorithm>
#include <array>

namespace tokendesk::http {

MetricsAccess::MetricsAccess(const Settings &settings)
{
    if (auto networks = parseSubnets(settings.textList(settings::kMetricsNetworks)))
        m_networks = *std::move(networks);
}

bool MetricsAccess::allows(const ApiRequest &request) const
{
    static constexpr std::array kForwarding = {"X-Forwarded-For", "Forwarded", "X-Real-IP", "Via"};
    const bool forwarded =
        std::any_of(kForwarding.begin(), kForwarding.end(),
                    [&request](const char *name) { return request.headerCount(name) > 0; });
    return isInside(request.peer, m_networks) && !(forwarded && request.peer.isLoopback());
}

} // namespace tokendesk::http
