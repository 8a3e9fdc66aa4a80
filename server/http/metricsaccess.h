// SPDX-License-Identifier: GPL-3.0-or-later
// Service: who may read /metrics.
#pragma once

#include "server/base/settings.h"
#include "server/http/gateaddress.h"

#include <vector>

namespace tokendesk::http {

/// This machine, and the networks of setting metrics_networks.
class MetricsAccess
{
public:
    MetricsAccess() = default;
    explicit MetricsAccess(const Settings &settings);

    /// A proxy on this machine that is not configured as one makes every client look local; what it
    /// forwards is refused.
    [[nodiscard]] bool allows(const ApiRequest &request) const;

private:
    std::vector<Subnet> m_networks;
};

} // namespace tokendesk::http
