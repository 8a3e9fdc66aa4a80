// SPDX-License-Identifier: GPL-3.0-or-later
// Service: SQL of sessions, of foreign tokens and of revocations.
#pragma once

#include "server/base/session.h"
#include "server/store/database.h"

#include <QHash>

#include <functional>

namespace tokendesk::store {

/// A clock that is ahead by up to so much and comes back must not have cost what is needed still:
/// what has expired for no longer than this counts as alive when sessions end, and stays.
/// Source: RELIABILITY C1.
inline constexpr std::chrono::hours kClockMargin{24};

/// More sessions are not counted key by key: it would take longer than a list may.
inline constexpr int kMostUsesCounted = 50'000;

/// What a rotation writes.
struct Rotation
{
    Instant now{};
    Instant expiresAt{}; ///< of the new refresh token
    Instant accessUntil{}; ///< of the new access token
    QString keyId; ///< that signed the new refresh token; null: the same as before
};

/// So long after a user was refused everything earlier, memory knows of it; tokens that are older
/// than that are looked up.
inline constexpr std::chrono::hours kUserRefusalKept{24};

/// A session that ended, or a user of whom earlier tokens are refused, for the in-memory set of
/// every process.
struct Revocation
{
    qint64 sequence = 0;
    SessionId session; ///< null: a user
    Instant accessUntil{}; ///< after this moment its access tokens have expired anyway
    UserId user = 0; ///< 0: a session
    Instant refusedBefore{}; ///< what was issued to the user by then
};

/// The command to end every session, while it is carried out bit by bit.
struct Ending
{
    Instant moment{}; ///< sessions that began by then end
    EndReason reason = EndReason::EndedByAdministrator;
    QString by;
    QString address; ///< of whoever gave the command
    QString source; ///< by which way, for the event; may be empty
    qint64 ended = 0; ///< so far

    friend bool operator==(const Ending &, const Ending &) = default;
};

/// The live sessions whose current tokens a key has signed.
struct KeyUse
{
    qint64 live = 0; ///< so many, or more if KeyUses::isComplete is false
    /// When the last of them expires, at the latest; none: there is none.
    std::optional<Instant> lastExpiry;
};

/// The same of all keys.
struct KeyUses
{
    QHash<QString, KeyUse> byKey;
    bool isComplete = true; ///< all sessions were looked at
    std::optional<Instant> edge; ///< what was not looked at expires by then

    [[nodiscard]] KeyUse of(const QString &kid) const { return byKey.value(kid, KeyUse{0, edge}); }
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
    /// Hands each session without an end that expires after \a after to \a visit, until that says
    /// false: its kind and its times alone, for figures about all of them.
    [[nodiscard]] Result<void> visitLive(Instant after,
                                         const std::function<bool(const Session &)> &visit);
    /// How many live sessions hang on which key. Walks at most twice \a limit index entries: those
    /// that expire first, and those that expire last.
    [[nodiscard]] Result<KeyUses> usesOfKeys(Instant now, int limit = kMostUsesCounted);

    /// While an Ending is carried out, which would else take it along, \a session begins later.
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

    // The same bit by bit, so that other changes get a turn. From beginEnding() to finishEnding()
    // sessions that began by the moment of the command count as ended, whatever their rows say.

    /// Notes the command; its moment is \a now, or later if a live session says it began later.
    /// Takes the place of one that is being carried out. The moment.
    [[nodiscard]] Result<Instant> beginEnding(Ending command, Instant now);
    /// The command that is being carried out, if there is one.
    [[nodiscard]] Result<std::optional<Ending>> ending();
    /// The last command, also when it has been carried out.
    [[nodiscard]] Result<std::optional<Ending>> lastEnding();
    /// Its moment alone.
    [[nodiscard]] Result<std::optional<Instant>> endingMoment();
    /// Ends those that the command means of the next \a limit sessions without an end after \a
    /// from, which moves on; nothing in `from` when there are no more. What the revocation set must
    /// take.
    [[nodiscard]] Result<std::vector<Revocation>> endNext(const Ending &command,
                                                          std::optional<qint64> &from, int limit,
                                                          Instant now);
    [[nodiscard]] Result<void> finishEnding();

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

    // Shortening.

    /// The next \a limit sessions without an end, as findState() has them, after serial \a from,
    /// which moves on to the last of them; 0 at the start.
    [[nodiscard]] Result<std::vector<Session>> nextLive(qint64 &from, int limit);
    /// Lets the refresh token of a live session count as expired from \a expiresAt on, if that is
    /// earlier.
    [[nodiscard]] Result<bool> shorten(SessionId id, Instant expiresAt);

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
