// SPDX-License-Identifier: GPL-3.0-or-later
// Values: sessions, why they end, and how lists of them are asked for.
#pragma once

#include "server/base/user.h"

namespace tokendesk {

/// Why a session ended; the API word of each is in endReasonName().
enum class EndReason {
    LoggedOut,
    Blacklisted, ///< a client had the refresh token blacklisted
    TokenRevoked, ///< a client revoked a token. Source: RFC 7009
    EndedByUser, ///< from the list of one's own sessions
    EndedByAdministrator,
    NotBefore, ///< everything issued before a moment is refused
    SessionLimit, ///< the oldest one of too many of a user
    PasswordChanged,
    UserDisabled,
    UserDeleted,
    RefreshReused,
    Idle,
    MaximumAge,
    Expired,
    KeyRetired,
    Imported,
    Count
};

/// Stable word of a reason as stored and printed: "logged_out".
[[nodiscard]] const char *endReasonName(EndReason reason);
[[nodiscard]] std::optional<EndReason> endReasonFromName(QStringView name);

/// What kind of tokens a session hands out.
enum class SessionKind { Pair, Sliding };

/// One login on one device: the family of all tokens descended from it.
struct Session
{
    SessionId id;
    UserId userId = 0;
    QString username; ///< filled by reads; empty once the user is purged
    SessionKind kind = SessionKind::Pair;
    qint64 generation = 0; ///< count of rotations; serial of the current refresh token
    Instant createdAt{};
    std::optional<Instant> refreshedAt;
    Instant expiresAt{}; ///< `exp` of the current refresh token
    std::optional<Instant> maximumAt; ///< absolute end whatever is refreshed; none: unlimited
    Instant accessUntil{}; ///< `exp` of the youngest access token handed out
    QString address;
    QString userAgent;
    QString keyId; ///< key that signed the current tokens
    std::optional<Instant> endedAt;
    std::optional<EndReason> endReason;
    QString endedBy; ///< actor; empty: the system or the user

    friend bool operator==(const Session &, const Session &) = default;
};

/// Why and when a session ends.
struct SessionEnd
{
    Instant at{};
    EndReason reason = EndReason::Expired;

    friend bool operator==(const SessionEnd &, const SessionEnd &) = default;
};

/// Filter by state: a session that is not ended but past its expiry counts as ended.
enum class SessionState { All, Live, Ended };

/// Column by which a list of sessions is sorted, in SQL.
enum class SessionSort {
    CreatedAt,
    RefreshedAt,
    ExpiresAt,
    EndedAt, ///< or, of those nobody has ended, when they expired; lists no live ones
};

/// Which sessions to list. Keyset paging as in UserQuery.
struct SessionQuery
{
    std::optional<UserId> userId;
    QString text; ///< part of username, address or user agent, or the head of an id
    SessionState state = SessionState::All;
    SessionSort sort = SessionSort::CreatedAt;
    bool descending = true;
    QByteArray after;
    int limit = 200;
    bool withTotal = true;

    friend bool operator==(const SessionQuery &, const SessionQuery &) = default;
};

} // namespace tokendesk
