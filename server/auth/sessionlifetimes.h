// SPDX-License-Identifier: GPL-3.0-or-later
// Functions: what new lifetimes mean for sessions that are live already.
#pragma once

#include "server/base/session.h"
#include "server/base/settingsforecast.h"
#include "server/store/database.h"
#include "server/token/policy.h"

#include <functional>

namespace tokendesk::auth {

/// Key of a setting of \a after for which refresh tokens issued under \a before are refused,
/// whatever their times: it names another issuer, or another claim to look into. Empty: none.
[[nodiscard]] QString refusesEarlierTokens(const token::Policy &before, const token::Policy &after,
                                           SessionKind kind);

/// The moment from which nobody can refresh \a session under \a policy, if nobody does before. A
/// sliding token is refreshed only before it has expired itself.
[[nodiscard]] Instant endOf(const token::Policy &policy, const Session &session);

/// When the refresh token of \a session would expire had \a policy been in force when it was
/// issued, if that is earlier than it does; else when it does.
[[nodiscard]] Instant shortenedExpiry(const token::Policy &policy, const Session &session);

/// What happens to the sessions that are live at \a now when \a after takes the place of \a before.
/// Reads, and changes nothing. Stops soon after \a isCancelled says so, if there is such. Errors:
/// StoreUnavailable, Cancelled.
[[nodiscard]] Result<SettingsForecast> forecastSessions(
    store::Connection &connection, const token::Policy &before, const token::Policy &after,
    Instant now, const std::function<bool()> &isCancelled = {});

} // namespace tokendesk::auth
