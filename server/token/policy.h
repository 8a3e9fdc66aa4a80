// SPDX-License-Identifier: GPL-3.0-or-later
// Value: the settings as the token functions need them, ready for the hot path.
#pragma once

#include "server/base/settings.h"
#include "server/base/user.h"

#include <QByteArray>
#include <QJsonObject>
#include <QList>

#include <chrono>

namespace tokendesk::token {

/// What is issued and what is accepted. Made from a Settings whenever one changes.
struct Policy
{
    Preset preset = Preset::Recommended;
    std::chrono::seconds accessLifetime{900};
    std::chrono::seconds refreshLifetime{604800};
    std::chrono::seconds sessionMaximum{0}; ///< 0: none
    std::chrono::seconds sessionIdleLimit{0}; ///< 0: none
    int sessionsPerUser = 0; ///< 0: any number
    std::chrono::seconds slidingLifetime{300};
    std::chrono::seconds slidingRefreshLifetime{86400};
    std::chrono::seconds leeway{0};
    bool rotate = true;
    bool blacklistAfterRotation = true;
    std::chrono::seconds refreshGrace{0};
    bool endSessionOnReuse = true;
    std::chrono::seconds reuseTolerance{10};
    bool immediateRevocation = true;
    bool adoptForeign = false;
    bool checkRevokeToken = false;
    bool checkUserIsActive = true;
    bool updateLastLogin = true;
    bool refuseUnexpectedAudience = false;
    bool acceptSliding = false; ///< sliding tokens are good for the Authorization header
    bool rereadClaims = true;
    bool includeSid = true;
    bool includeKid = true;
    bool trimPassword = false;
    bool redirectMissingSlash = false;
    int passwordMinimumLength = 12;
    QByteArray issuer; ///< UTF-8; empty: none
    QByteArray audience; ///< UTF-8; empty: none
    QList<QByteArray> headerTypes{QByteArrayLiteral("Bearer")};
    QByteArray headerName = QByteArrayLiteral("Authorization");
    QByteArray userIdClaim = QByteArrayLiteral("user_id");
    QByteArray tokenTypeClaim = QByteArrayLiteral("token_type");
    QByteArray jtiClaim = QByteArrayLiteral("jti");
    QByteArray slidingRefreshExpClaim = QByteArrayLiteral("refresh_exp");
    QByteArray revokeTokenClaim = QByteArrayLiteral("hash_password");
    QJsonObject claimMapping;

    [[nodiscard]] static Policy fromSettings(const Settings &settings);
};

/// The claims that \a policy maps from \a user: name → value. Source: settings row claim_mapping.
[[nodiscard]] QJsonObject mappedClaims(const Policy &policy, const User &user);

} // namespace tokendesk::token
