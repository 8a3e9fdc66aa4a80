// SPDX-License-Identifier: GPL-3.0-or-later
// Service: from where a part of the API may be used.
#pragma once

#include "server/base/settings.h"
#include "server/http/gateaddress.h"

#include <vector>

namespace tokendesk::http {

/// The networks of one setting, such as metrics_networks; usually this machine alone.
class NetworkAccess
{
public:
    NetworkAccess() = default;
    /// \a networks: the setting that lists them.
    NetworkAccess(const Settings &settings, SettingKey networks);

    /// Also where the list has this machine: a proxy on it that is not configured as one makes
    /// every client look local; what it forwards is refused.
    [[nodiscard]] bool allows(const ApiRequest &request) const;

private:
    std::vector<Subnet> m_networks;
};

} // namespace tokendesk::http
