// SPDX-License-Identifier: GPL-3.0-or-later
// Service: what tokens say about their users, no longer than tokens may become.
#pragma once

#include "server/auth/policystore.h"
#include "server/auth/usercache.h"

#include <unordered_map>

namespace tokendesk::auth {

/// Members about a user as they go into tokens.
struct FittingClaims
{
    QByteArray text; ///< JSON without braces, at most kTokenClaimsLimit bytes
    QStringList leftOut; ///< names of mapped claims that were too long, the longest first
};

/// What \a policy makes tokens say of \a user. Where that is too long for a token, which nobody
/// would accept then, the longest of the mapped claims are left out until it fits: whoever is
/// looked up by a claim that is absent has no right by it. \a passwordHash as stored.
[[nodiscard]] FittingClaims fittingClaims(const token::Policy &policy, const User &user,
                                          const QString &passwordHash);

/// Whether the mapping of \a policy lets tokens of every user be short enough, as far as can be
/// told in a moment: by the constants, and by the first kUsersLooked users. Errors: InvalidArgument
/// with field "claim_mapping", StoreUnavailable.
[[nodiscard]] Result<void> checkMapping(store::Connection &connection, const token::Policy &policy,
                                        Instant now);

/// How many users checkMapping() looks at.
inline constexpr int kUsersLooked = 2'000;

/// Members about users that go into their tokens, made once for each user and policy. Thread: one.
class UserClaims
{
public:
    [[nodiscard]] const QByteArray &of(const UserPtr &user, const PolicyStore::Snapshot &snapshot);

private:
    struct Entry
    {
        UserPtr user; ///< whom the text describes, as he was then
        QByteArray text;
    };
    PolicyStore::Snapshot m_snapshot; ///< for which all were made
    std::unordered_map<UserId, Entry> m_entries;
};

} // namespace tokendesk::auth
