// SPDX-License-Identifier: GPL-3.0-or-later
// Values: the answer of the decision function about one token.
#pragma once

#include "server/base/clock.h"
#include "server/base/ids.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace tokendesk::token {

/// The checks, in the order in which they are made. Source: DESIGN section 3; contract section 9.
enum class Check {
    Form, ///< size, three segments, base64url, strict JSON objects, no crit, no b64
    Algorithm, ///< `alg` is the one of the key
    Key, ///< a key by `kid`, or the keys of that algorithm
    Signature,
    IssuedAt, ///< `iat` a number, not in the future
    NotBefore, ///< `nbf` likewise
    Expiry, ///< `exp` not passed
    Issuer,
    Audience,
    Revocation, ///< session not ended, generation current
    RequiredExp, ///< `exp` is there
    RequiredId, ///< `jti` is there
    Type, ///< `token_type` as the purpose wants it
    UserClaim, ///< names a user
    UserExists,
    UserActive,
    PasswordUnchanged,
    RefreshExpiry, ///< sliding refresh: `refresh_exp` is there and not passed
    Issued, ///< the session is known here (presets that refuse foreign tokens)
    Count
};
inline constexpr std::size_t kCheckCount = static_cast<std::size_t>(Check::Count);

/// How one check came out.
enum class Outcome : std::uint8_t { NotReached, NotApplicable, Passed, Failed };

/// Why a check failed; each has its own word, so that nobody has to match on English texts.
enum class Cause : std::uint8_t {
    None,
    TooLong,
    NotThreeSegments,
    NotBase64Url,
    HeaderNotJson,
    PayloadNotJson,
    CriticalHeader,
    HeaderInvalid,
    AlgorithmMissing,
    AlgorithmNotAllowed,
    KeyUnknown,
    SignatureWrong,
    IssuedAtInvalid,
    IssuedInFuture,
    NotBeforeInvalid,
    NotYetValid,
    ExpiryInvalid,
    Expired,
    IssuerMissing,
    IssuerWrong,
    AudienceMissing,
    AudienceWrong,
    AudienceUnexpected,
    SessionEnded,
    TokenSpent,
    TokenRevoked,
    ExpiryMissing,
    IdMissing,
    IdInvalid,
    TypeMissing,
    TypeWrong,
    RefreshExpiryMissing,
    RefreshExpired,
    UserMissing,
    UserInvalid,
    UserUnknown,
    UserInactive,
    PasswordChanged,
    NotIssuedHere,
    FactsUnavailable,
    Count
};

/// Stable words for JSON and the log: "expiry", "expired".
[[nodiscard]] const char *checkName(Check check);
[[nodiscard]] const char *causeName(Cause cause);
[[nodiscard]] const char *outcomeName(Outcome outcome);
/// English sentences for people, translated by the window in context "Verdict".
[[nodiscard]] const char *checkText(Check check);
[[nodiscard]] const char *causeText(Cause cause);

/// What examine() found. A default one has reached nothing.
struct Verdict
{
    struct Entry
    {
        Outcome outcome = Outcome::NotReached;
        Cause cause = Cause::None;
        friend bool operator==(const Entry &, const Entry &) = default;
    };

    std::array<Entry, kCheckCount> checks{};
    std::optional<Check> firstFailure; ///< the peer's answer is the answer to this one

    // What the token says; meaningful only where the checks before it passed.
    std::optional<Jti> jti; ///< none: no jti, or not one of our shape
    std::optional<UserId> userId;
    std::optional<Instant> issuedAt;
    std::optional<Instant> notBefore;
    std::optional<Instant> expiresAt;
    bool shortSecret = false; ///< verified with an HMAC secret below RFC 7518 section 3.2
    bool keyById = false; ///< the key was found by `kid`
    Instant examinedAt{};
    std::chrono::seconds leeway{0};

    [[nodiscard]] bool accepted() const { return !firstFailure; }
    [[nodiscard]] const Entry &at(Check check) const
    {
        return checks[static_cast<std::size_t>(check)];
    }
    [[nodiscard]] Cause cause() const
    {
        return firstFailure ? at(*firstFailure).cause : Cause::None;
    }

    friend bool operator==(const Verdict &, const Verdict &) = default;
};

} // namespace tokendesk::token
