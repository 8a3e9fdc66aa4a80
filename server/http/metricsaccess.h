// SPDX-License-Identifier: GPL-3.0-or-later
// Service: who may read /metrics.
#pragma once

#include "server/base/settings.h"
#include "server/http/gateaddress.h"

#include <vector>

namespace tokendesk::http {

/// The networks of setting metrics_networks, usually this machine alone.
class MetricsAccess
{
public:
    MetricsAccess() = default;
    explicit MetricsAccess(const Settings &settings);

    /// Also where the list has this machine: a proxy on it that is not configured as one makes
    /// every client look local; what it forwards is refused.
    [[nodiscard]] bool allows(const ApiRequest &request) const;

private:
    std::vector<Subnet> m_networks;
};

} // namespace tokendesk::http
