// SPDX-License-Identifier: GPL-3.0-or-later
// Service: the life of signing keys, inside the writer's transaction.
#pragma once

#include "server/auth/context.h"
#include "server/base/result.h"
#include "server/store/configrepository.h"
#include "server/token/policy.h"

#include <vector>

namespace tokendesk::auth {

/// The words of store::KeyRow::state.
inline constexpr QLatin1String kKeyNext("next"); ///< published and verifies, to sign later
inline constexpr QLatin1String kKeyActive("active"); ///< signs and verifies; exactly one
inline constexpr QLatin1String kKeyRetiring("retiring"); ///< verifies what it has signed
inline constexpr QLatin1String kKeyRetired("retired"); ///< a line of the history, no material

/// One job on the keys: takes each from state to state and leaves the events. Short-lived; belongs
/// to the writer's thread. Errors of all: StoreUnavailable. Source: SECURITY R36.
class KeyJobs
{
public:
    KeyJobs(store::Connection &connection, const token::Policy &policy, Actor actor, Instant now)
        : m_connection(connection), m_policy(policy), m_actor(std::move(actor)), m_now(now)
    {
    }

    /// Adds \a row as next or active. A retired key comes back with its material. Errors:
    /// AlreadyExists, Conflict (as many keys as a ring may hold).
    [[nodiscard]] Result<store::KeyRow> insert(store::KeyRow row);
    /// \a kid signs from now on, whichever did is retiring. Errors: NotFound, Conflict (it signs
    /// already, or is retired).
    [[nodiscard]] Result<store::KeyRow> activate(const QString &kid);
    /// The next key \a kid is to sign from \a at on. Errors: NotFound, Conflict (not a next key).
    [[nodiscard]] Result<store::KeyRow> schedule(const QString &kid, Instant at);
    /// The next key \a kid signs when it is told to, not on a date. Errors: NotFound, Conflict (it
    /// has no date).
    [[nodiscard]] Result<store::KeyRow> unschedule(const QString &kid);
    /// \a kid verifies no more: its material goes and the sessions that live on its tokens end.
    /// Errors: NotFound, Conflict (it signs, or is retired already).
    [[nodiscard]] Result<store::KeyRow> retire(const QString &kid);
    /// No key in force can be opened any more: all are retired and the sessions that live on their
    /// tokens end. The number of keys.
    [[nodiscard]] Result<int> abandonAll();
    /// What is due: keys that are to sign do, keys whose last token expired before \a forgottenAt
    /// leave. The number of changes.
    [[nodiscard]] Result<int> turn(Instant forgottenAt);
    /// The oldest key that waits for no date; an empty text if there is none.
    [[nodiscard]] Result<QString> oldestNext();

private:
    [[nodiscard]] Result<std::vector<store::KeyRow>> rows();
    [[nodiscard]] Result<store::KeyRow> find(const QString &kid);
    [[nodiscard]] Result<void> stepDown();
    [[nodiscard]] Result<void> finish(store::KeyRow &row, int sessionsEnded);
    [[nodiscard]] Result<void> note(const char *type, const store::KeyRow &row,
                                    QJsonObject detail = {});

    store::Connection &m_connection;
    const token::Policy &m_policy;
    const Actor m_actor;
    const Instant m_now;
};

/// When nothing that \a row has signed can be valid any more, given the expiry of the last token of
/// a live session; none unless it is retiring.
[[nodiscard]] std::optional<Instant> leavesAt(const store::KeyRow &row,
                                              const std::optional<Instant> &lastExpiry);

} // namespace tokendesk::auth
