// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/auth/sessionlifetimes.h"

#include "server/auth/sessiontokens.h"
#include "server/store/sessionrepository.h"

#include <algorithm>

namespace tokendesk::auth {
namespace {

/// After how many sessions it is asked whether to go on: about a millisecond.
constexpr qint64 kPatience = 1'024;

QString name(SettingKey key) { return settingRow(key).name(); }

} // namespace

QString refusesEarlierTokens(const token::Policy &before, const token::Policy &after,
                             SessionKind kind)
{
    if (!after.issuer.isEmpty() && after.issuer != before.issuer)
        return name(settings::kIssuer);
    if (!after.audience.isEmpty() && after.audience != before.audience)
        return name(settings::kAudience);
    if (after.audience.isEmpty() && !before.audience.isEmpty() && after.refuseUnexpectedAudience)
        return name(settings::kRefuseUnexpectedAudience);
    if (after.jtiClaim != before.jtiClaim)
        return name(settings::kJtiClaim);
    if (after.tokenTypeClaim != before.tokenTypeClaim)
        return name(settings::kTokenTypeClaim);
    if (after.checkRevokeToken && !before.checkRevokeToken)
        return name(settings::kCheckRevokeToken);
    if (after.checkRevokeToken && after.revokeTokenClaim != before.revokeTokenClaim)
        return name(settings::kRevokeTokenClaim);
    if (kind == SessionKind::Sliding
        && after.slidingRefreshExpClaim != before.slidingRefreshExpClaim)
        return name(settings::kSlidingRefreshExpClaim);
    return {};
}

Instant endOf(const token::Policy &policy, const Session &session)
{
    const Instant expiry = session.kind == SessionKind::Sliding
                               ? std::min(session.expiresAt, session.accessUntil)
                               : session.expiresAt;
    Instant end = expiry + policy.leeway;
    if (const auto absolute = absoluteEnd(policy, session))
        end = std::min(end, *absolute);
    if (policy.sessionIdleLimit.count() > 0)
        end = std::min(end,
                       session.refreshedAt.value_or(session.createdAt) + policy.sessionIdleLimit);
    return end;
}

Instant shortenedExpiry(const token::Policy &policy, const Session &session)
{
    const auto wholeSeconds = [](Instant instant) {
        return std::chrono::floor<std::chrono::seconds>(instant);
    };
    const Instant fresh =
        session.kind == SessionKind::Sliding
            ? Instant(wholeSeconds(session.createdAt) + policy.slidingRefreshLifetime)
            : refreshExpiry(policy, session.refreshedAt.value_or(session.createdAt), session);
    return std::min(fresh, session.expiresAt);
}

Result<SettingsForecast> forecastSessions(store::Connection &connection,
                                          const token::Policy &before, const token::Policy &after,
                                          Instant now, const std::function<bool()> &isCancelled)
{
    const QString pairs = refusesEarlierTokens(before, after, SessionKind::Pair);
    const QString sliding = refusesEarlierTokens(before, after, SessionKind::Sliding);
    SettingsForecast found;
    found.refusedBy = pairs.isEmpty() ? sliding : pairs;
    found.canShorten = !eachTokenHasItsEnd(after);
    qint64 visited = 0;
    bool isStopped = false;
    const auto visit = [&](const Session &session) {
        if (isCancelled && visited++ % kPatience == 0 && isCancelled()) {
            isStopped = true;
            return false;
        }
        const Instant present = endOf(before, session);
        if (present <= now)
            return true;
        ++found.live;
        const bool isSliding = session.kind == SessionKind::Sliding;
        const bool isRefused = isSliding ? !sliding.isEmpty() : !pairs.isEmpty();
        const auto count = [&](SessionForecast &part, const Session &then) {
            const Instant end = isRefused ? now : endOf(after, then);
            ++(end <= now      ? part.endNow
               : end < present ? part.endEarlier
               : end > present ? part.endLater
                               : part.unchanged);
        };
        count(found.kept, session);
        if (found.canShorten) {
            Session shortened = session;
            shortened.expiresAt = shortenedExpiry(after, session);
            count(found.shortened, shortened);
        }
        const auto fresh = std::chrono::floor<std::chrono::seconds>(now)
                           + (isSliding ? after.slidingLifetime : after.accessLifetime);
        if (session.accessUntil > fresh) {
            ++found.longerAccess;
            found.accessUntil = std::max(found.accessUntil.value_or(now), session.accessUntil);
        }
        return true;
    };
    TRY(store::SessionRepository(connection).visitLive(now - before.leeway, visit));
    if (isStopped)
        return fail(ErrorCode::Cancelled);
    if (!found.canShorten)
        found.shortened = found.kept;
    return found;
}

} // namespace tokendesk::auth
