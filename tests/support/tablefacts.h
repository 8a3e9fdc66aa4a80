// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/token/examine.h"

#include <map>
#include <set>

namespace tokendesk::test {

/// Facts from tables, counting how often they are asked.
class TableFacts final : public token::Facts
{
public:
    std::map<SessionId, token::SessionFact> sessions;
    std::set<SessionId> revoked;
    std::set<QByteArray> foreignSpent;
    std::map<UserId, token::UserFact> users;
    std::optional<Instant> earliest; ///< answer to notBefore()
    std::map<UserId, Instant> earliestOf; ///< answers to notBefore() of a user
    bool failing = false;
    int asked = 0;

    bool isRevoked(const SessionId &session) override
    {
        ++asked;
        return revoked.contains(session);
    }
    std::optional<Instant> notBefore() override { return earliest; }
    Result<std::optional<Instant>> notBefore(UserId user, const std::optional<Instant> &) override
    {
        ++asked;
        if (failing)
            return fail(ErrorCode::StoreUnavailable);
        const auto found = earliestOf.find(user);
        return found == earliestOf.end() ? std::nullopt : std::optional(found->second);
    }
    Result<std::optional<token::SessionFact>> session(const SessionId &session) override
    {
        return look(sessions, session);
    }
    Result<bool> isForeignSpent(const QByteArray &jti) override
    {
        ++asked;
        if (failing)
            return fail(ErrorCode::StoreUnavailable);
        return foreignSpent.contains(jti);
    }
    Result<std::optional<token::UserFact>> user(UserId id) override { return look(users, id); }

private:
    template<typename Map>
    Result<std::optional<typename Map::mapped_type>> look(const Map &map,
                                                          const typename Map::key_type &key)
    {
        ++asked;
        if (failing)
            return fail(ErrorCode::StoreUnavailable);
        const auto found = map.find(key);
        return found == map.end() ? std::nullopt : std::optional(found->second);
    }
};

} // namespace tokendesk::test
