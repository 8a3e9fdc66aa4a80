// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/token/policy.h"

#include <QJsonArray>

#include <array>

namespace tokendesk::token {
namespace {

QList<QByteArray> utf8List(const QStringList &texts)
{
    QList<QByteArray> out;
    for (const QString &text : texts)
        out.append(text.toUtf8());
    return out;
}

QJsonValue fieldValue(const User &user, QStringView field)
{
    if (field == u"email")
        return user.email;
    if (field == u"username")
        return user.username;
    if (field == u"first_name")
        return user.firstName;
    if (field == u"last_name")
        return user.lastName;
    if (field == u"full_name")
        return user.fullName();
    if (field == u"is_staff")
        return user.staff;
    if (field == u"is_superuser")
        return user.superuser;
    if (field == u"groups")
        return QJsonArray::fromStringList(user.groups);
    if (field == u"claims")
        return user.claims;
    return QJsonValue::Null;
}

} // namespace

Policy Policy::fromSettings(const Settings &values)
{
    using namespace settings;
    Policy policy;
    policy.preset = values.preset();
    policy.accessLifetime = values.duration(kAccessTokenLifetime);
    policy.refreshLifetime = values.duration(kRefreshTokenLifetime);
    policy.sessionMaximum = values.duration(kSessionMaximum);
    policy.sessionIdleLimit = values.duration(kSessionIdleLimit);
    policy.sessionsPerUser = static_cast<int>(values.integer(kSessionsPerUser));
    policy.slidingLifetime = values.duration(kSlidingTokenLifetime);
    policy.slidingRefreshLifetime = values.duration(kSlidingTokenRefreshLifetime);
    policy.leeway = values.duration(kLeeway);
    policy.rotate = values.boolean(kRotateRefreshTokens);
    policy.blacklistAfterRotation = values.boolean(kBlacklistAfterRotation);
    policy.refreshGrace = values.duration(kRefreshGrace);
    policy.endSessionOnReuse = values.boolean(kEndSessionOnReuse);
    policy.reuseTolerance = values.duration(kReuseTolerance);
    policy.immediateRevocation = values.boolean(kImmediateRevocation);
    policy.adoptForeign = values.boolean(kAdoptForeignTokens);
    policy.checkRevokeToken = values.boolean(kCheckRevokeToken);
    policy.checkUserIsActive = values.boolean(kCheckUserIsActive);
    policy.updateLastLogin = values.boolean(kUpdateLastLogin);
    policy.refuseUnexpectedAudience = values.boolean(kRefuseUnexpectedAudience);
    policy.acceptSliding = values.boolean(kAcceptSlidingTokens);
    policy.rereadClaims = values.boolean(kRereadClaims);
    policy.includeSid = values.boolean(kIncludeSid);
    policy.includeKid = values.boolean(kIncludeKid);
    policy.trimPassword = values.boolean(kTrimPassword);
    policy.redirectMissingSlash = values.boolean(kRedirectMissingSlash);
    policy.passwordMinimumLength = static_cast<int>(values.integer(kPasswordMinimumLength));
    policy.issuer = values.text(kIssuer).toUtf8();
    policy.audience = values.text(kAudience).toUtf8();
    policy.headerTypes = utf8List(values.textList(kAuthHeaderTypes));
    policy.headerName = values.text(kAuthHeaderName).toUtf8();
    policy.userIdClaim = values.text(kUserIdClaim).toUtf8();
    policy.tokenTypeClaim = values.text(kTokenTypeClaim).toUtf8();
    policy.jtiClaim = values.text(kJtiClaim).toUtf8();
    policy.slidingRefreshExpClaim = values.text(kSlidingRefreshExpClaim).toUtf8();
    policy.revokeTokenClaim = values.text(kRevokeTokenClaim).toUtf8();
    policy.claimMapping = values.json(kClaimMapping);
    return policy;
}

QJsonObject mappedClaims(const Policy &policy, const User &user)
{
    QJsonObject claims;
    for (auto it = policy.claimMapping.begin(); it != policy.claimMapping.end(); ++it) {
        const QString source = it.value().toString();
        if (!it.value().isString() || !source.startsWith(QLatin1Char('$'))) {
            claims.insert(it.key(), it.value());
        } else if (source.startsWith(QLatin1String("$$"))) {
            claims.insert(it.key(), source.mid(1));
        } else if (it.key() == QLatin1String("*")) {
            for (auto own = user.claims.begin(); own != user.claims.end(); ++own)
                claims.insert(own.key(), own.value());
        } else {
            claims.insert(it.key(), fieldValue(user, QStringView(source).sliced(1)));
        }
    }
    return claims;
}

} // namespace tokendesk::token
