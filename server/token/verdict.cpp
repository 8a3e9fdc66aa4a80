// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/token/verdict.h"

namespace tokendesk::token {
namespace {

struct CheckRow
{
    Check check;
    const char *name;
    const char *text;
};

constexpr std::array<CheckRow, kCheckCount> kChecks = {{
    {Check::Form, "form", "Three base64url segments, header and payload strict JSON objects"},
    {Check::Algorithm, "algorithm", "Algorithm is the one of the key"},
    {Check::Key, "key", "Key is known"},
    {Check::Signature, "signature", "Signature is genuine"},
    {Check::IssuedAt, "issued_at", "Issued at a moment that is not in the future"},
    {Check::NotBefore, "not_before", "Already valid"},
    {Check::Expiry, "expiry", "Not expired"},
    {Check::Issuer, "issuer", "Issuer is the configured one"},
    {Check::Audience, "audience", "Audience is the configured one"},
    {Check::Revocation, "revocation", "Session lives and the token is not spent"},
    {Check::RequiredExp, "required_exp", "Has an expiry"},
    {Check::RequiredId, "required_id", "Has an id"},
    {Check::Type, "type", "Token type fits the endpoint"},
    {Check::UserClaim, "user_claim", "Names a user"},
    {Check::UserExists, "user_exists", "User exists"},
    {Check::UserActive, "user_active", "User is active"},
    {Check::PasswordUnchanged, "password_unchanged", "Password is unchanged since the login"},
    {Check::RefreshExpiry, "refresh_expiry", "Refresh period is not over"},
    {Check::Issued, "issued", "Session is known here"},
}};

struct CauseRow
{
    Cause cause;
    const char *name;
    const char *text;
};

constexpr std::array<CauseRow, static_cast<std::size_t>(Cause::Count)> kCauses = {{
    {Cause::None, "none", ""},
    {Cause::TooLong, "too_long", "The token is longer than 8,192 bytes"},
    {Cause::NotThreeSegments, "not_three_segments", "A JWT has exactly three segments"},
    {Cause::NotBase64Url, "not_base64url", "A segment is not strict base64url"},
    {Cause::HeaderNotJson, "header_not_json", "The header is not a strict JSON object"},
    {Cause::PayloadNotJson, "payload_not_json", "The payload is not a strict JSON object"},
    {Cause::CriticalHeader, "critical_header",
     "The header demands an extension that is not supported"},
    {Cause::HeaderInvalid, "header_invalid", "A member of the header has the wrong type"},
    {Cause::AlgorithmMissing, "algorithm_missing", "The header names no algorithm"},
    {Cause::AlgorithmNotAllowed, "algorithm_not_allowed",
     "The algorithm is not the one of the key"},
    {Cause::KeyUnknown, "key_unknown", "No key fits"},
    {Cause::SignatureWrong, "signature_wrong", "The signature is wrong"},
    {Cause::IssuedAtInvalid, "issued_at_invalid", "iat is not a number"},
    {Cause::IssuedInFuture, "issued_in_future", "Issued in the future"},
    {Cause::NotBeforeInvalid, "not_before_invalid", "nbf is not a number"},
    {Cause::NotYetValid, "not_yet_valid", "Not valid yet"},
    {Cause::ExpiryInvalid, "expiry_invalid", "exp is not a usable number"},
    {Cause::Expired, "expired", "Expired"},
    {Cause::IssuerMissing, "issuer_missing", "No issuer, though one is configured"},
    {Cause::IssuerWrong, "issuer_wrong", "Another issuer"},
    {Cause::AudienceMissing, "audience_missing", "No audience, though one is configured"},
    {Cause::AudienceWrong, "audience_wrong", "For another audience"},
    {Cause::AudienceUnexpected, "audience_unexpected",
     "For some audience, though none is configured"},
    {Cause::SessionEnded, "session_ended", "The session has ended"},
    {Cause::TokenSpent, "token_spent", "The refresh token was used before"},
    {Cause::TokenRevoked, "token_revoked", "The token was revoked"},
    {Cause::ExpiryMissing, "expiry_missing", "No exp claim"},
    {Cause::IdMissing, "id_missing", "No jti claim"},
    {Cause::IdInvalid, "id_invalid", "jti is not a text of 1 to 255 bytes"},
    {Cause::TypeMissing, "type_missing", "No token type"},
    {Cause::TypeWrong, "type_wrong", "Wrong token type"},
    {Cause::RefreshExpiryMissing, "refresh_expiry_missing", "No refresh_exp claim"},
    {Cause::RefreshExpired, "refresh_expired", "The refresh period is over"},
    {Cause::UserMissing, "user_missing", "Names no user"},
    {Cause::UserInvalid, "user_invalid", "The user claim is not a user id"},
    {Cause::UserUnknown, "user_unknown", "There is no such user"},
    {Cause::UserInactive, "user_inactive", "The user is inactive"},
    {Cause::PasswordChanged, "password_changed", "The password was changed"},
    {Cause::NotIssuedHere, "not_issued_here", "Well signed, but not issued by this server"},
    {Cause::FactsUnavailable, "facts_unavailable", "The database could not be asked"},
}};

constexpr bool inOrder()
{
    for (std::size_t i = 0; i < kChecks.size(); ++i) {
        if (kChecks[i].check != static_cast<Check>(i))
            return false;
    }
    for (std::size_t i = 0; i < kCauses.size(); ++i) {
        if (kCauses[i].cause != static_cast<Cause>(i))
            return false;
    }
    return true;
}
static_assert(inOrder(), "one row each, in the order of the enumerations");

const CheckRow &row(Check check)
{
    return kChecks[static_cast<std::size_t>(check) % kChecks.size()];
}

const CauseRow &row(Cause cause)
{
    return kCauses[static_cast<std::size_t>(cause) % kCauses.size()];
}

} // namespace

const char *checkName(Check check) { return row(check).name; }

const char *causeName(Cause cause) { return row(cause).name; }

const char *outcomeName(token::Outcome outcome)
{
    switch (outcome) {
    case token::Outcome::NotReached:
        return "not_reached";
    case token::Outcome::NotApplicable:
        return "not_applicable";
    case token::Outcome::Passed:
        return "passed";
    case token::Outcome::Failed:
        break;
    }
    return "failed";
}

const char *checkText(Check check) { return row(check).text; }

const char *causeText(Cause cause) { return row(cause).text; }

} // namespace tokendesk::token
