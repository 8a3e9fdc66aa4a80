// SPDX-License-Identifier: GPL-3.0-or-later
// Functions: what is unwise about a token, whether or not it is accepted.
#pragma once

#include "server/token/decodedtoken.h"

#include <QStringList>

#include <chrono>
#include <vector>

namespace tokendesk::token {

/// What can be said against a token by itself.
enum class RemarkKind : std::uint8_t {
    NoSignature, ///< `alg` is none, or the signature is empty
    SecretKnown, ///< signed with a secret from tutorials; `names` holds it
    CredentialsInside, ///< claims named like passwords, keys or card numbers
    NoExpiry,
    LongLifetime, ///< longer than kLongLifetime, and no refresh token
    Milliseconds, ///< times that are in milliseconds; `names` are the claims
    KeyInside, ///< the header brings a key or the address of one
    PersonalData, ///< claims about a person that everybody on the way can read
    TooLongForCookie, ///< browsers drop cookies of more than 4096 bytes
    Count
};

/// From when on a token that is no refresh token lives long.
inline constexpr std::chrono::seconds kLongLifetime = std::chrono::hours{24};

/// One remark.
struct Remark
{
    RemarkKind kind = RemarkKind::Count;
    QStringList names; ///< members or the secret that it is about, as the token writes them
    std::chrono::seconds lifetime{0}; ///< of LongLifetime

    /// Whether anybody can make such tokens or read a secret out of this one.
    [[nodiscard]] bool isSerious() const { return kind <= RemarkKind::CredentialsInside; }
    friend bool operator==(const Remark &, const Remark &) = default;
};

/// Stable words for JSON: "no_expiry".
[[nodiscard]] const char *remarkName(RemarkKind kind);
/// English sentences for people, translated by the window in context "Remark".
[[nodiscard]] const char *remarkText(RemarkKind kind);

/// The remarks on \a token, the serious ones first, each kind at most once. Trying the known
/// secrets costs one HMAC for each. \a typeClaim: name of the claim that tells the token's type.
/// Thread: any. Source: RFC 8725 sections 3.5, 3.10, 3.11; RFC 7519 section 12; RFC 6265
/// section 6.1.
[[nodiscard]] std::vector<Remark> remarksOn(const DecodedToken &token,
                                            QByteArrayView typeClaim = "token_type");

} // namespace tokendesk::token
