// SPDX-License-Identifier: GPL-3.0-or-later
// Service: sessions as this process saw them last.
#pragma once

#include "server/auth/recentmap.h"
#include "server/base/session.h"

#include <array>
#include <mutex>
#include <optional>

namespace tokendesk::auth {

/// Spares a refresh the look-up of its session. What is remembered may be out of date, because
/// another process rotated or ended the session, or because the write that it was remembered for
/// failed; so it may lead to nothing but a compare-and-swap, and whatever it speaks against is to
/// be asked of the database. Of a session only what SessionRepository::findState() reads is kept.
/// Thread: any.
class SessionMemory
{
public:
    /// Sessions kept at most, about.
    static constexpr std::size_t kLimit = 16'384;

    [[nodiscard]] std::optional<Session> find(const SessionId &id);
    void remember(const Session &session);
    void forget(const SessionId &id);
    void clear();

private:
    /// Several, so that workers seldom wait for each other.
    static constexpr std::size_t kShards = 16;
    struct Shard
    {
        std::mutex mutex;
        RecentMap<SessionId, Session> sessions{kLimit / kShards};
    };
    Shard &shardOf(const SessionId &id) { return m_shards[id.bytes()[0] % kShards]; }

    std::array<Shard, kShards> m_shards;
};

} // namespace tokendesk::auth
