// SPDX-License-Identifier: GPL-3.0-or-later
// Value: what a key is made of, checked, but not yet bound to an algorithm.
#pragma once

#include "server/base/result.h"
#include "server/base/secretbytes.h"
#include "server/token/algorithm.h"

#include <QByteArray>

#include <memory>

struct evp_pkey_st; // EVP_PKEY of OpenSSL

namespace tokendesk::token {

/// A key of OpenSSL; immutable and shared, which OpenSSL allows for signing and verifying.
using EvpKey = std::shared_ptr<evp_pkey_st>;

/// Where a key comes from: what was checked when it came in is not checked again when it comes out
/// of the (authenticated) database.
enum class KeyOrigin { Foreign, Stored };

/// A secret, or a public or private key on one of the curves or with an RSA modulus that JWS knows.
class KeyMaterial
{
public:
    KeyMaterial() = default;

    [[nodiscard]] static KeyMaterial fromSecret(SecretBytes secret);

    /// Takes \a key after looking at it: RSA of 2048 to 8192 bits with an odd exponent from 65537
    /// and no modulus of the ROCA form; P-256, P-384 or P-521 by name with a point on the curve
    /// that is not at infinity; Ed25519 with a point on the curve that is not of small order; a
    /// private part in range that belongs to the public one. Errors: KeyInvalid. Source: SECURITY
    /// R31, R33; RFC 7518 sections 3.3, 3.4; RFC 8032 section 5.1.
    [[nodiscard]] static Result<KeyMaterial> fromEvp(EvpKey key,
                                                     KeyOrigin origin = KeyOrigin::Foreign);

    [[nodiscard]] KeyType type() const { return m_type; }
    [[nodiscard]] Curve curve() const { return m_curve; }
    /// Of the modulus, of the curve's field or of the secret.
    [[nodiscard]] int bits() const { return m_bits; }
    /// Whether it can sign: secrets can.
    [[nodiscard]] bool isPrivate() const { return m_isPrivate; }
    /// Empty unless the type is Oct.
    [[nodiscard]] const SecretBytes &secret() const { return m_secret; }
    /// Null if the type is Oct.
    [[nodiscard]] const EvpKey &evp() const { return m_evp; }
    /// Whether \a algorithm is one for such a key: type and curve fit.
    [[nodiscard]] bool fits(Algorithm algorithm) const;

    /// The members that RFC 7638 section 3.2 requires, in its order, as JSON without braces:
    /// `"crv":"P-256","kty":"EC","x":"…","y":"…"`. Of a secret it holds the secret. Errors:
    /// Internal.
    [[nodiscard]] Result<QByteArray> requiredMembers() const;
    /// The SHA-256 thumbprint in base64url, 43 characters. Errors: Internal. Source: RFC 7638.
    [[nodiscard]] Result<QByteArray> thumbprint() const;

    /// The secret itself or the private key as PKCS#8 DER, to be wrapped and stored. Errors:
    /// InvalidArgument (a public key), Internal.
    [[nodiscard]] Result<SecretBytes> toStored() const;
    /// The opposite for a key of \a type. Errors: KeyInvalid.
    [[nodiscard]] static Result<KeyMaterial> fromStored(KeyType type, const SecretBytes &stored);

    [[nodiscard]] KeyMaterial clone() const;

private:
    KeyType m_type = KeyType::Oct;
    Curve m_curve = Curve::None;
    int m_bits = 0;
    bool m_isPrivate = true;
    SecretBytes m_secret;
    EvpKey m_evp;
};

/// Takes ownership of \a key; null stays null.
[[nodiscard]] EvpKey ownEvpKey(evp_pkey_st *key);

} // namespace tokendesk::token
