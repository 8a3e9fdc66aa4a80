// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/auth/userclaims.h"

#include "server/auth/uservalidation.h"
#include "server/token/issue.h"

#include <QJsonDocument>
#include <QLoggingCategory>

namespace tokendesk::auth {
namespace {

Q_LOGGING_CATEGORY(lcClaims, "tokendesk.claims")

/// Bytes of a member of a token.
qsizetype sizeOf(const QString &name, const QJsonValue &value)
{
    return QJsonDocument(QJsonObject{{name, value}}).toJson(QJsonDocument::Compact).size();
}

/// The longest of \a claims that \a policy lets be mapped.
QString longestOf(const token::Policy &policy, const QJsonObject &claims)
{
    QString longest;
    qsizetype most = 0;
    for (auto it = claims.begin(); it != claims.end(); ++it) {
        const qsizetype size = sizeOf(it.key(), it.value());
        if (size > most && !token::isReservedClaim(policy, it.key().toUtf8())) {
            most = size;
            longest = it.key();
        }
    }
    return longest;
}

/// \a policy that maps what it makes of \a user as constants, so that single ones can be left out.
token::Policy withConstants(token::Policy policy, const User &user)
{
    const QJsonObject mapped = token::mappedClaims(policy, user);
    policy.claimMapping = {};
    for (auto it = mapped.begin(); it != mapped.end(); ++it) {
        const QString text = it.value().toString();
        policy.claimMapping.insert(
            it.key(), text.startsWith(u'$') ? QJsonValue(QString(u'$' + text)) : it.value());
    }
    return policy;
}

tl::unexpected<Error> tooLong(const QString &whose, qsizetype size)
{
    return fail(ErrorCode::InvalidArgument,
                QStringLiteral("%1 would have %2 bytes in a token; at most %3.")
                    .arg(whose)
                    .arg(size)
                    .arg(kTokenClaimsLimit),
                QStringLiteral("claim_mapping"));
}

} // namespace

FittingClaims fittingClaims(const token::Policy &policy, const User &user,
                            const QString &passwordHash)
{
    FittingClaims fitting{token::userClaims(policy, user, passwordHash), {}};
    if (fitting.text.size() <= kTokenClaimsLimit)
        return fitting;
    token::Policy shorter = withConstants(policy, user);
    while (fitting.text.size() > kTokenClaimsLimit && !shorter.claimMapping.isEmpty()) {
        const QString longest = longestOf(shorter, shorter.claimMapping);
        if (longest.isEmpty())
            break;
        shorter.claimMapping.remove(longest);
        fitting.leftOut.append(longest);
        fitting.text = token::userClaims(shorter, user, passwordHash);
    }
    return fitting;
}

Result<void> checkMapping(store::Connection &connection, const token::Policy &policy, Instant now)
{
    const qsizetype constants = token::userClaims(policy, User{}, QString()).size();
    if (constants > kTokenClaimsLimit)
        return tooLong(QStringLiteral("What it says of every user"), constants);
    store::UserRepository users(connection);
    UserQuery query;
    query.limit = kUsersLooked / 2;
    query.withTotal = false;
    for (int looked = 0; looked < kUsersLooked; looked += query.limit) {
        TRY_ASSIGN(const Page<User> page, users.list(query, now));
        for (const User &user : page.rows) {
            const qsizetype size = token::userClaims(policy, user, QString()).size();
            if (size > kTokenClaimsLimit)
                return tooLong(QStringLiteral("The claims about \"%1\"").arg(user.username), size);
        }
        if (page.next.isEmpty())
            break;
        query.after = page.next;
    }
    return {};
}

const QByteArray &UserClaims::of(const UserPtr &user, const PolicyStore::Snapshot &snapshot)
{
    if (m_snapshot != snapshot || m_entries.size() >= UserCache::kLimit) {
        m_entries.clear();
        m_snapshot = snapshot;
    }
    // The cache hands out the same object for as long as the user is the same.
    Entry &entry = m_entries[user->user.id];
    if (entry.user != user) {
        FittingClaims fitting = fittingClaims(snapshot->policy, user->user, user->passwordHash);
        if (!fitting.leftOut.isEmpty())
            qCWarning(lcClaims).noquote()
                << "Left out of the tokens of user" << user->user.id
                << "because they would be too long:" << fitting.leftOut.join(QLatin1String(", "));
        entry = {user, std::move(fitting.text)};
    }
    return entry.text;
}

} // namespace tokendesk::auth
