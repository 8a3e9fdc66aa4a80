// SPDX-License-Identifier: GPL-3.0-or-later
// Functions: keys as JSON. Source: RFC 7517; RFC 7518 section 6; RFC 8037 section 2.
#pragma once

#include "server/token/key.h"

#include <optional>
#include <vector>

namespace tokendesk::token {

/// A key as a document describes it.
struct KeyDocument
{
    KeyMaterial material;
    std::optional<Algorithm> algorithm; ///< `alg`; none: the document does not say
    QByteArray kid; ///< `kid`; empty: the document does not say
    bool maySign = true; ///< `key_ops` allow it and the key is private
};

/// Longest text that is read as a key or a set of keys, in bytes.
inline constexpr qsizetype kMaximumKeyTextSize = 64 * 1024;
/// Most keys that are taken from one set.
inline constexpr qsizetype kMaximumSetSize = 64;

/// One JWK. Strict: the JSON by RFC 8259 with unique names; every required member a string of
/// canonical base64url at the length that RFC 7518 asks for; `use` absent or "sig"; `key_ops`
/// absent or with "sign" or "verify" (words that RFC 7517 does not register say nothing); `alg`
/// absent or one of ours that fits type and curve; a private part that belongs to the public one.
/// Members that RFC 7517 does not name are ignored. Errors: KeyInvalid (says which member). Source:
/// SECURITY R6, R33.
[[nodiscard]] Result<KeyDocument> parseJwk(QByteArrayView json);

/// A JWK Set. Keys that are not for signatures or of a kind that we do not know are left out, as
/// RFC 7517 section 5 has it; a key that is meant for us and wrong refuses the set, as do two keys
/// of one `kid` and secrets beside public keys. Errors: KeyInvalid (also when nothing is left).
[[nodiscard]] Result<std::vector<KeyDocument>> parseJwks(QByteArrayView json);

/// Whether \a text looks like a JWK or a set: a JSON object with "kty" or "keys".
[[nodiscard]] bool looksLikeJwk(QByteArrayView text);

/// The public part of \a key with `kid`, `alg` and `use`, as JSON text. Errors: InvalidArgument (a
/// secret has no public part), Internal.
[[nodiscard]] Result<QByteArray> publicJwk(const Key &key);

/// The document of `/.well-known/jwks.json`.
struct KeySetDocument
{
    QByteArray body; ///< JSON; without a public key an empty set
    QByteArray etag; ///< strong, in its quotes: the same for the same keys in every process
};
/// The public parts of the keys of \a ring, in its order, those that only verify included: a key
/// that is still to sign is published ahead. Secrets never appear. Errors: Internal. Source: RFC
/// 7517 section 5; RFC 9110 section 8.8.3; SECURITY R34.
[[nodiscard]] Result<KeySetDocument> keySetDocument(const KeyRing &ring);

} // namespace tokendesk::token
