// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/base/keyinfo.h"

namespace tokendesk {
namespace {

/// Processes look once a minute which keys are due.
constexpr std::chrono::minutes kPatience{3};

} // namespace

std::vector<KeyConcern> concernsAbout(const KeyInfo &key, Instant now)
{
    std::vector<KeyConcern> concerns;
    if (key.state == KeyInfo::State::Retired)
        return concerns;
    if (!key.warning.isEmpty())
        concerns.push_back(KeyConcern::Weak);
    if (key.state != KeyInfo::State::Next || !key.activatesAt)
        return concerns;
    if (*key.activatesAt + kPatience < now)
        concerns.push_back(KeyConcern::Overdue);
    else if (*key.activatesAt - kKeyNotice <= now)
        concerns.push_back(KeyConcern::SignsSoon);
    return concerns;
}

} // namespace tokendesk
