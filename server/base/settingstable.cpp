// SPDX-License-Identifier: GPL-3.0-or-later
// The settings table itself: one row per setting, in the order of the form.
#include "server/base/nearest.h"
#include "server/base/settings.h"

#include <array>
#include <string_view>

namespace tokendesk {
namespace {

constexpr qint64 kDay = 86'400;
constexpr qint64 kYear = 365 * kDay;
constexpr qint64 kLeastLifetime = 10;
constexpr qint64 kMostTolerance = 60;
constexpr qint64 kLongestWait = 600;
constexpr qint64 kLeastLock = 60;
constexpr qint64 kClaimLength = 64;
constexpr qint64 kJsonBytes = 4'096;

using enum SettingType;
using enum SettingGroup;

constexpr SettingRow toggle(const char *key, SettingGroup group, const char *label,
                            const char *help, const char *value, const char *simplejwt = nullptr,
                            const char *django = nullptr)
{
    return {key, Boolean, group, label, help, "", value, simplejwt, 0, 1, "", django, NoFlags};
}

constexpr SettingRow span(const char *key, SettingGroup group, const char *label, const char *help,
                          const char *value, qint64 minimum, qint64 maximum,
                          const char *django = nullptr)
{
    return {key,     Duration, group,   label, help,   "seconds", value,
            nullptr, minimum,  maximum, "",    django, NoFlags};
}

constexpr SettingRow words(const char *key, SettingType type, SettingGroup group, const char *label,
                           const char *help, const char *value, qint64 minimum, qint64 maximum,
                           const char *django = nullptr)
{
    return {key,    type,    group,   label,   help, type == Text ? "characters" : "",
            value,  nullptr, minimum, maximum, "",   django,
            NoFlags};
}

constexpr SettingRow amount(const char *key, SettingGroup group, const char *label,
                            const char *help, const char *unit, const char *value, qint64 minimum,
                            qint64 maximum, unsigned flags = NoFlags)
{
    return {key,     Integer, group,   label, help,    unit, value,
            nullptr, minimum, maximum, "",    nullptr, flags};
}

constexpr std::array<SettingRow, settings::kCount> kRows = {{
    {"preset", Choice, Tokens, "Behaviour",
     "Recommended is the safe choice. Simplejwt answers exactly as djangorestframework-simplejwt "
     "does, "
     "and changes the defaults of other settings with it.",
     "", R"("recommended")", nullptr, 0, 0, "recommended,simplejwt", nullptr, NoFlags},
    span("access_token_lifetime", Lifetimes, "Access token lifetime",
         "How long an access token is good for after it was issued. Short lifetimes limit what a "
         "stolen "
         "token can do.",
         "900", kLeastLifetime, kYear, "ACCESS_TOKEN_LIFETIME"),
    span("refresh_token_lifetime", Lifetimes, "Refresh token lifetime",
         "How long a session lasts without being refreshed.", "604800", kLeastLifetime, kYear,
         "REFRESH_TOKEN_LIFETIME"),
    {"session_maximum", Duration, Lifetimes, "Longest session",
     "A session ends this long after its login, however often it is refreshed. 0 sets no limit.",
     "seconds", "2592000", "0", kLeastLifetime, kYear, "", nullptr, ZeroMeansOff},
    span("sliding_token_lifetime", Lifetimes, "Sliding token lifetime",
         "How long a sliding token is good for before it must be refreshed.", "300", kLeastLifetime,
         kYear, "SLIDING_TOKEN_LIFETIME"),
    span("sliding_token_refresh_lifetime", Lifetimes, "Sliding token refresh period",
         "How long after its login a sliding token may still be refreshed.", "86400",
         kLeastLifetime, kYear, "SLIDING_TOKEN_REFRESH_LIFETIME"),
    span("leeway", Lifetimes, "Clock leeway",
         "How far the clocks of other issuers may be off when the times in a token are checked.",
         "0", 0, kMostTolerance, "LEEWAY"),
    toggle("rotate_refresh_tokens", Sessions, "Rotate refresh tokens",
           "Every refresh hands out a new refresh token as well.", "true", nullptr,
           "ROTATE_REFRESH_TOKENS"),
    toggle("blacklist_after_rotation", Sessions, "Refuse rotated tokens",
           "A refresh token that was exchanged for a new one is refused from then on.", "true",
           nullptr, "BLACKLIST_AFTER_ROTATION"),
    span("refresh_grace", Sessions, "Grace after rotation",
         "For this long a client that missed the answer to its refresh may repeat it and gets the "
         "same "
         "new token.",
         "0", 0, kMostTolerance),
    toggle("end_session_on_reuse", Sessions, "End session on reuse",
           "A spent refresh token that comes back is a sign of theft: the whole session ends.",
           "true", "false"),
    span("reuse_tolerance", Sessions, "Reuse tolerance",
         "A spent token that comes back within this time after the rotation is refused, but does "
         "not end "
         "the session.",
         "10", 0, kMostTolerance),
    toggle("immediate_revocation", Sessions, "Revoke access tokens at once",
           "Access tokens of an ended session are refused at once instead of living until they "
           "expire.",
           "true", "false"),
    toggle(
        "adopt_foreign_tokens", Sessions, "Adopt foreign refresh tokens",
        "A well signed refresh token that was issued elsewhere, such as by Django before a move, "
        "starts a session here.",
        "false", "true"),
    toggle("check_revoke_token", Sessions, "Bind tokens to the password",
           "Tokens carry a digest of the password hash and are refused after the password has "
           "changed.",
           "false", nullptr, "CHECK_REVOKE_TOKEN"),
    toggle("check_user_is_active", Sessions, "Refuse tokens of inactive users",
           "Tokens stop working as soon as their user is disabled.", "true", nullptr,
           "CHECK_USER_IS_ACTIVE"),
    toggle("update_last_login", Sessions, "Record the last login",
           "Every login writes its time beside the user.", "true", "false", "UPDATE_LAST_LOGIN"),
    words("issuer", Text, Tokens, "Issuer",
          "Written into tokens as iss and then required of every token. Empty: neither.", R"("")",
          0, 256, "ISSUER"),
    words("audience", Text, Tokens, "Audience",
          "Written into tokens as aud and then required of every token. Empty: neither.", R"("")",
          0, 256, "AUDIENCE"),
    toggle("refuse_unexpected_audience", Tokens, "Refuse unexpected audiences",
           "A token that names an audience is refused while no audience is set here.", "false"),
    words("auth_header_types", TextList, Tokens, "Authorization schemes",
          "Words accepted before the token in the header, upper and lower case told apart. Answers "
          "name "
          "the first one.",
          R"(["Bearer"])", 1, 8, "AUTH_HEADER_TYPES"),
    words("auth_header_name", Text, Tokens, "Authorization header",
          "Name of the HTTP header that carries the token.", R"("Authorization")", 1, 64,
          "AUTH_HEADER_NAME"),
    toggle("accept_sliding_tokens", Tokens, "Accept sliding tokens",
           "Protected addresses take sliding tokens besides access tokens.", "false", nullptr,
           "AUTH_TOKEN_CLASSES"),
    words("user_id_claim", Text, Tokens, "User id claim", "Claim that holds the id of the user.",
          R"("user_id")", 1, kClaimLength, "USER_ID_CLAIM"),
    words("token_type_claim", Text, Tokens, "Token type claim",
          "Claim that tells access, refresh and sliding tokens apart.", R"("token_type")", 1,
          kClaimLength, "TOKEN_TYPE_CLAIM"),
    words("jti_claim", Text, Tokens, "Token id claim", "Claim that holds the id of the token.",
          R"("jti")", 1, kClaimLength, "JTI_CLAIM"),
    words("sliding_refresh_exp_claim", Text, Tokens, "Sliding refresh end claim",
          "Claim of sliding tokens that holds the end of their refresh period.", R"("refresh_exp")",
          1, kClaimLength, "SLIDING_TOKEN_REFRESH_EXP_CLAIM"),
    words(
        "revoke_token_claim", Text, Tokens, "Password digest claim",
        "Claim that holds the digest of the password hash while tokens are bound to the password.",
        R"("hash_password")", 1, kClaimLength, "REVOKE_TOKEN_CLAIM"),
    words("claim_mapping", Json, Tokens, "Additional claims",
          "Claims added at login. A text that starts with $ names a field of the user, such as "
          "$email; "
          "any other value is written as it stands. The member * with the value $claims adds the "
          "user's "
          "own claims. Where all of it is too long for a token, the longest are left out.",
          R"({"email":"$email","is_staff":"$is_staff","full_name":"$full_name"})", 0, kJsonBytes),
    toggle(
        "reread_claims", Tokens, "Read claims anew on refresh",
        "A refresh writes the user's present data into the new tokens instead of copying the old "
        "claims.",
        "true", "false"),
    toggle("include_sid", Tokens, "Include session id",
           "Tokens carry the session id as sid, for services that keep their own list of ended "
           "sessions.",
           "true", "false"),
    toggle(
        "include_kid", Tokens, "Include key id",
        "The token header names the key it was signed with, which services need once keys rotate.",
        "true", "false"),
    toggle("trim_password", Passwords, "Trim passwords at login",
           "Blanks around a password are dropped at login, as Django REST framework does.", "false",
           "true"),
    {"password_minimum_length", Integer, Passwords, "Shortest password",
     "New passwords must have at least this many characters.", "characters", "12", nullptr, 8, 64,
     "", nullptr, NoFlags},
    toggle(
        "redirect_missing_slash", Server, "Redirect to the trailing slash",
        "A path without its trailing slash is answered with a redirect, as Django does, instead of "
        "being served.",
        "false", "true"),
    words("allowed_hosts", TextList, Security, "Allowed hosts",
          "Host names under which clients may call, besides the listening address and localhost.",
          "[]", 0, 64),
    words("trusted_proxies", TextList, Security, "Trusted proxies",
          "Addresses or subnets of reverse proxies whose word on the client's address is believed.",
          "[]", 0, 64),
    span("session_retention", Retention, "Keep ended sessions",
         "Ended sessions are deleted after this time.", "2592000", kDay, kYear),
    span("event_retention", Retention, "Keep events", "Events are deleted after this time.",
         "7776000", kDay, 10 * kYear),
    toggle("throttle_logins", Security, "Slow down password guessing",
           "Wrong passwords make an account, and the address they come from, wait before the next "
           "try.",
           "true", "false"),
    amount("login_account_failures", Security, "Free tries per account",
           "So many wrong passwords in a row cost nothing. After that the wait doubles with each "
           "one.",
           "tries", "5", 1, 100),
    span("login_longest_wait", Security, "Longest wait",
         "The wait after wrong passwords grows no further than this.", "900", 1, kDay),
    amount("login_disable_after", Security, "Lock the password after",
           "After so many wrong passwords in a row the account is locked until an administrator "
           "unlocks it. 0 never locks.",
           "tries", "100", 10, 10'000, ZeroMeansOff),
    amount(
        "login_address_failures", Security, "Free tries per address",
        "So many wrong passwords may come from one address, or one IPv6 subnet /64, in a minute.",
        "tries", "20", 1, 100'000),
    words("cors_origins", TextList, Security, "Allowed web origins",
          "Web pages of these origins, such as https://app.example.com, may call this server from "
          "a browser. Empty: none.",
          "[]", 0, 64),
    span("cors_max_age", Security, "Keep preflight answers",
         "How long a browser may remember that an origin is allowed.", "600", 0, kDay),
    words(
        "metrics_networks", TextList, Security, "Readers of metrics",
        "Addresses or subnets that may read /metrics; this machine is 127.0.0.0/8 and ::1. Empty: "
        "nobody.",
        "[\"127.0.0.0/8\",\"::1\"]", 0, 64),
    amount("request_line_limit", Server, "Longest request line",
           "A longer first line of a request is refused.", "bytes", "8192", 256, 65'536),
    amount("target_limit", Server, "Longest address", "A longer path with its query is refused.",
           "bytes", "4096", 64, 65'536),
    amount("header_limit", Server, "Largest request header",
           "All header fields of a request together.", "bytes", "16384", 1'024, 262'144),
    amount("header_field_limit", Server, "Most header fields",
           "A request with more header fields is refused.", "fields", "100", 10, 1'000),
    amount("body_limit", Server, "Largest request body", "A larger body is refused.", "bytes",
           "65536", 1'024, 16'777'216),
    amount("connection_limit", Server, "Most connections",
           "Beyond this, new clients wait until a connection is closed.", "connections", "10000",
           16, 100'000),
    amount("connections_per_address", Server, "Most connections per address",
           "Further connections of one client address are closed. This machine and trusted proxies "
           "are not counted.",
           "connections", "256", 1, 100'000),
    amount("requests_per_connection", Server, "Most requests per connection",
           "Then the connection is closed, so that clients spread over the worker threads anew.",
           "requests", "1000", 1, 10'000'000),
    span("handshake_timeout", Server, "Wait for the TLS handshake",
         "A client that has not finished it by then is cut.", "10", 1, kLongestWait),
    span("header_timeout", Server, "Wait for the request header",
         "A request whose header is not complete by then is refused.", "10", 1, kLongestWait),
    span("body_timeout", Server, "Wait for the request body",
         "A request whose body is not complete by then is refused.", "20", 1, kLongestWait),
    span("handler_timeout", Server, "Wait for an answer",
         "A request that could not be answered by then gets 503.", "30", 1, kLongestWait),
    span("write_timeout", Server, "Wait for the client to read",
         "A client that has not taken its answer by then is cut.", "30", 1, kLongestWait),
    span("idle_timeout", Server, "Keep idle connections",
         "A connection without a request is closed after this time.", "60", 1, kLongestWait),
    amount("workers", Server, "Worker threads",
           "Threads that serve requests. 0 starts one for each processor core.", "threads", "0", 0,
           256, RestartNeeded),
    {"session_idle_limit", Duration, Sessions, "Longest idle time",
     "A session that is not refreshed for this long ends. 0 sets no limit but the lifetime of the "
     "refresh token.",
     "seconds", "0", nullptr, kLeastLifetime, kYear, "", nullptr, ZeroMeansOff},
    amount("sessions_per_user", Sessions, "Most sessions per user",
           "A login beyond this many ends the oldest session of the user. 0 sets no limit.",
           "sessions", "0", 1, 10'000, ZeroMeansOff),
    span("user_retention", Retention, "Keep deleted users",
         "Users stay in the bin, from where they can be restored, for this time.", "2592000", kDay,
         kYear),
    toggle("token_introspection", Security, "Token introspection",
           "Services that are registered as clients may ask /oauth/introspect whether a token is "
           "still good.",
           "true"),
    words("admin_networks", TextList, Security, "Users of the administration API",
          "Addresses or subnets from which staff may use /api/admin; this machine is 127.0.0.0/8 "
          "and ::1. Empty: nobody.",
          "[\"127.0.0.0/8\",\"::1\"]", 0, 64),
    {"console_lock_after", Duration, Security, "Lock the console after",
     "An administrator who has not touched the console for this long signs in again. 0 never locks "
     "it.",
     "seconds", "900", nullptr, kLeastLock, kDay, "", nullptr, ZeroMeansOff},
}};

constexpr bool isAt(SettingKey key, std::string_view name)
{
    return kRows[static_cast<std::size_t>(key.index)].key == name;
}

// Every constant and its row; a row moved, added or removed without its constant does not compile.
static_assert(isAt(settings::kPreset, "preset"));
static_assert(isAt(settings::kAccessTokenLifetime, "access_token_lifetime"));
static_assert(isAt(settings::kRefreshTokenLifetime, "refresh_token_lifetime"));
static_assert(isAt(settings::kSessionMaximum, "session_maximum"));
static_assert(isAt(settings::kSlidingTokenLifetime, "sliding_token_lifetime"));
static_assert(isAt(settings::kSlidingTokenRefreshLifetime, "sliding_token_refresh_lifetime"));
static_assert(isAt(settings::kLeeway, "leeway"));
static_assert(isAt(settings::kRotateRefreshTokens, "rotate_refresh_tokens"));
static_assert(isAt(settings::kBlacklistAfterRotation, "blacklist_after_rotation"));
static_assert(isAt(settings::kRefreshGrace, "refresh_grace"));
static_assert(isAt(settings::kEndSessionOnReuse, "end_session_on_reuse"));
static_assert(isAt(settings::kReuseTolerance, "reuse_tolerance"));
static_assert(isAt(settings::kImmediateRevocation, "immediate_revocation"));
static_assert(isAt(settings::kAdoptForeignTokens, "adopt_foreign_tokens"));
static_assert(isAt(settings::kCheckRevokeToken, "check_revoke_token"));
static_assert(isAt(settings::kCheckUserIsActive, "check_user_is_active"));
static_assert(isAt(settings::kUpdateLastLogin, "update_last_login"));
static_assert(isAt(settings::kIssuer, "issuer"));
static_assert(isAt(settings::kAudience, "audience"));
static_assert(isAt(settings::kRefuseUnexpectedAudience, "refuse_unexpected_audience"));
static_assert(isAt(settings::kAuthHeaderTypes, "auth_header_types"));
static_assert(isAt(settings::kAuthHeaderName, "auth_header_name"));
static_assert(isAt(settings::kAcceptSlidingTokens, "accept_sliding_tokens"));
static_assert(isAt(settings::kUserIdClaim, "user_id_claim"));
static_assert(isAt(settings::kTokenTypeClaim, "token_type_claim"));
static_assert(isAt(settings::kJtiClaim, "jti_claim"));
static_assert(isAt(settings::kSlidingRefreshExpClaim, "sliding_refresh_exp_claim"));
static_assert(isAt(settings::kRevokeTokenClaim, "revoke_token_claim"));
static_assert(isAt(settings::kClaimMapping, "claim_mapping"));
static_assert(isAt(settings::kRereadClaims, "reread_claims"));
static_assert(isAt(settings::kIncludeSid, "include_sid"));
static_assert(isAt(settings::kIncludeKid, "include_kid"));
static_assert(isAt(settings::kTrimPassword, "trim_password"));
static_assert(isAt(settings::kPasswordMinimumLength, "password_minimum_length"));
static_assert(isAt(settings::kRedirectMissingSlash, "redirect_missing_slash"));
static_assert(isAt(settings::kAllowedHosts, "allowed_hosts"));
static_assert(isAt(settings::kTrustedProxies, "trusted_proxies"));
static_assert(isAt(settings::kSessionRetention, "session_retention"));
static_assert(isAt(settings::kEventRetention, "event_retention"));
static_assert(isAt(settings::kThrottleLogins, "throttle_logins"));
static_assert(isAt(settings::kLoginAccountFailures, "login_account_failures"));
static_assert(isAt(settings::kLoginLongestWait, "login_longest_wait"));
static_assert(isAt(settings::kLoginDisableAfter, "login_disable_after"));
static_assert(isAt(settings::kLoginAddressFailures, "login_address_failures"));
static_assert(isAt(settings::kCorsOrigins, "cors_origins"));
static_assert(isAt(settings::kCorsMaxAge, "cors_max_age"));
static_assert(isAt(settings::kMetricsNetworks, "metrics_networks"));
static_assert(isAt(settings::kRequestLineLimit, "request_line_limit"));
static_assert(isAt(settings::kTargetLimit, "target_limit"));
static_assert(isAt(settings::kHeaderLimit, "header_limit"));
static_assert(isAt(settings::kHeaderFieldLimit, "header_field_limit"));
static_assert(isAt(settings::kBodyLimit, "body_limit"));
static_assert(isAt(settings::kConnectionLimit, "connection_limit"));
static_assert(isAt(settings::kConnectionsPerAddress, "connections_per_address"));
static_assert(isAt(settings::kRequestsPerConnection, "requests_per_connection"));
static_assert(isAt(settings::kHandshakeTimeout, "handshake_timeout"));
static_assert(isAt(settings::kHeaderTimeout, "header_timeout"));
static_assert(isAt(settings::kBodyTimeout, "body_timeout"));
static_assert(isAt(settings::kHandlerTimeout, "handler_timeout"));
static_assert(isAt(settings::kWriteTimeout, "write_timeout"));
static_assert(isAt(settings::kIdleTimeout, "idle_timeout"));
static_assert(isAt(settings::kWorkers, "workers"));
static_assert(isAt(settings::kSessionIdleLimit, "session_idle_limit"));
static_assert(isAt(settings::kSessionsPerUser, "sessions_per_user"));
static_assert(isAt(settings::kUserRetention, "user_retention"));
static_assert(isAt(settings::kTokenIntrospection, "token_introspection"));
static_assert(isAt(settings::kAdminNetworks, "admin_networks"));
static_assert(isAt(settings::kConsoleLockAfter, "console_lock_after"));

} // namespace

QString SettingRow::environmentName() const
{
    return QStringLiteral("TOKENDESK_") + name().toUpper();
}

QStringList SettingRow::choiceList() const
{
    return QString::fromLatin1(choices).split(QLatin1Char(','), Qt::SkipEmptyParts);
}

std::span<const SettingRow> settingRows() { return kRows; }

const SettingRow &settingRow(SettingKey key)
{
    return kRows.at(static_cast<std::size_t>(key.index));
}

Result<SettingKey> settingKey(QStringView name)
{
    QStringList known;
    for (std::size_t i = 0; i < kRows.size(); ++i) {
        if (name == QLatin1String(kRows[i].key))
            return SettingKey{static_cast<int>(i)};
        known.append(kRows[i].name());
    }
    return fail(ErrorCode::UnknownSetting, QStringLiteral("no setting \"%1\"; did you mean \"%2\"?")
                                               .arg(name.toString(), nearestName(name, known)));
}

} // namespace tokendesk
