// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/auth/sessionmemory.h"

namespace tokendesk::auth {

std::optional<Session> SessionMemory::find(const SessionId &id)
{
    Shard &shard = shardOf(id);
    const std::lock_guard lock(shard.mutex);
    const Session *known = shard.sessions.find(id);
    return known ? std::optional(*known) : std::nullopt;
}

void SessionMemory::remember(const Session &session)
{
    Shard &shard = shardOf(session.id);
    const std::lock_guard lock(shard.mutex);
    shard.sessions.insert(session.id, session);
}

void SessionMemory::forget(const SessionId &id)
{
    Shard &shard = shardOf(id);
    const std::lock_guard lock(shard.mutex);
    shard.sessions.erase(id);
}

void SessionMemory::clear()
{
    for (Shard &shard : m_shards) {
        const std::lock_guard lock(shard.mutex);
        shard.sessions.clear();
    }
}

} // namespace tokendesk::auth
