// SPDX-License-Identifier: GPL-3.0-or-later
// Service: SQL of sessions, of foreign tokens and of revocations.
#pragma once

#include "server/base/session.h"
#include "server/store/database.h"

namespace tokendesk::store {

/// A clock that is ahead by up to so much and comes back must not have cost what is needed still:
/// what has expired for no longer than this counts as alive when sessions end, and stays.
/// Source: RELIABILITY C1.
inline constexpr std::chrono::hours kClockMargin{24};

/// What a rotation writes.
struct Rotation
{
    Instant now{};
    Instant expiresAt{}; ///< of the new refresh token
    Instant accessUntil{}; ///< of the new access token
    QString keyId; ///< that signed the new refresh token; null: the same as before
};

/// A session that ended, for the in-memory set of every process.
struct Revocation
{
    qint64 sequence = 0;
    SessionId session;
    Instant accessUntil{}; ///< after this moment its access tokens have expired anyway
};

/// Reads and writes sessions over one connection. Errors of all: StoreUnavailable.
class SessionRepository
{
public:
    explicit SessionRepository(Connection &connection) : m_connection(connection) { }

    [[nodiscard]] Result<std::optional<Session>> find(SessionId id);
    /// The same as far as the decision about a token goes: id, user, kind, generation and times.
    [[nodiscard]] Result<std::optional<Session>> findState(SessionId id);
    [[nodiscard]] Result<Page<Session>> list(const SessionQuery &query, Instant now);
    [[nodiscard]] Result<qint64> countLive(Instant now);
    [[nodiscard]] Result<qint64> countLiveWithKey(const QString &keyId, Instant now);

    [[nodiscard]] Result<void> insert(const Session &session);
    /// The compare-and-swap: generation + 1 if \a generation is current and the session has not
    /// ended. False: it was spent, or ended, meanwhile.
    [[nodiscard]] Result<bool> rotate(SessionId id, qint64 generation, const Rotation &rotation);
    /// Without rotation: notes the use and the new access token; false if the session has ended.
    [[nodiscard]] Result<bool> touch(SessionId id, const Rotation &rotation);

    /// The oldest live sessions of \a user beyond \a limit, of which \a fresh, which is none of
    /// them, counts as one.
    [[nodiscard]] Result<std::vector<SessionId>> surplus(UserId user, int limit, SessionId fresh,
                                                         Instant now);
    /// Ends a live session and leaves a Revocation, if an access token may live; false if it is
    /// unknown or ended already.
    [[nodiscard]] Result<bool> end(SessionId id, EndReason reason, const QString &by, Instant now);
    /// Ends all live sessions of a user, but \a keep; those ended.
    [[nodiscard]] Result<std::vector<SessionId>> endOfUser(UserId user, EndReason reason,
                                                           const QString &by, Instant now,
                                                           std::optional<SessionId> keep = {});
    [[nodiscard]] Result<std::vector<SessionId>> endAll(EndReason reason, const QString &by,
                                                        Instant now);

    /// The moment before which everything that was issued is refused, whoever's it is.
    [[nodiscard]] Result<std::optional<Instant>> notBefore();
    [[nodiscard]] Result<void> setNotBefore(Instant moment);
    /// Revocations after \a sequence whose access tokens may still live at \a now, by a clock that
    /// may be ahead by kClockMargin; in order.
    [[nodiscard]] Result<std::vector<Revocation>> revocationsAfter(qint64 sequence, Instant now);

    /// Notes a token that was issued elsewhere as spent; false if it was noted before. \a jti up to
    /// 255 bytes.
    [[nodiscard]] Result<bool> spendForeign(const QByteArray &jti, std::optional<SessionId> session,
                                            Instant expiresAt);
    [[nodiscard]] Result<bool> isForeignSpent(const QByteArray &jti);

    // Retention. What is chosen by one statement is written by another, so that the writer need not
    // search.

    /// Up to \a limit sessions without an end that expired at \a from or later, no token of which
    /// outlived \a before.
    [[nodiscard]] Result<std::vector<SessionId>> expired(Instant from, Instant before, int limit);
    /// Gives those of \a ids that are so still their end, when their last token expired, and its
    /// reason: maximum_age, idle, if \a idleLimit was what they reached, or expired. How many.
    [[nodiscard]] Result<int> finishExpired(const std::vector<SessionId> &ids, Instant before,
                                            std::chrono::seconds idleLimit);
    /// Up to \a limit sessions that ended at \a from, which moves on, or later, but before
    /// \a endedBefore, no token of which outlived \a expiredBefore.
    [[nodiscard]] Result<std::vector<SessionId>> deletable(Instant &from, Instant endedBefore,
                                                           Instant expiredBefore, int limit);
    [[nodiscard]] Result<int> remove(const std::vector<SessionId> &ids);
    /// Delete up to \a limit rows past \a now. The number of rows deleted.
    [[nodiscard]] Result<int> purgeRevocations(Instant now, int limit);
    [[nodiscard]] Result<int> purgeForeign(Instant now, int limit);

private:
    Connection &m_connection;
};

} // namespace tokendesk::store
