// SPDX-License-Identifier: GPL-3.0-or-later
// Values: the signature algorithms.
#pragma once

#include <QByteArrayView>

#include <cstdint>
#include <optional>
#include <span>

namespace tokendesk::token {

/// Signature algorithms by their registered names. `none` does not exist here. Source: RFC 7518
/// section 3.1; RFC 8037 section 3.1.
enum class Algorithm {
    HS256,
    HS384,
    HS512,
    RS256,
    RS384,
    RS512,
    PS256,
    PS384,
    PS512,
    ES256,
    ES384,
    ES512,
    EdDSA
};

/// `kty` of RFC 7518 section 6.1 and RFC 8037 section 2.
enum class KeyType : std::uint8_t { Oct, Rsa, Ec, Okp };

/// `crv`; None for keys without a curve.
enum class Curve : std::uint8_t { None, P256, P384, P521, Ed25519 };

/// One row of the algorithm table.
struct AlgorithmInfo
{
    Algorithm algorithm;
    const char *name; ///< `alg`
    const char *digest; ///< OpenSSL name; null: the algorithm has its own
    int signatureSize; ///< bytes; 0: that of the RSA modulus
    int minimumKeySize; ///< of HMAC secrets, bytes; RFC 7518 section 3.2
    KeyType type;
    Curve curve;
    bool pss; ///< RSA with PSS padding, RFC 7518 section 3.5
};
[[nodiscard]] const AlgorithmInfo &algorithmInfo(Algorithm algorithm);
/// All rows, in the order of the enumeration.
[[nodiscard]] std::span<const AlgorithmInfo> algorithmTable();
/// Byte for byte, nothing for any other text.
[[nodiscard]] std::optional<Algorithm> algorithmFromName(QByteArrayView name);

/// One row of the curve table.
struct CurveInfo
{
    Curve curve;
    const char *name; ///< `crv`
    const char *openSslName; ///< group name
    int coordinateSize; ///< bytes of x, y and d
};
/// \a curve is not Curve::None.
[[nodiscard]] const CurveInfo &curveInfo(Curve curve);
[[nodiscard]] std::optional<Curve> curveFromName(QByteArrayView name);

/// `kty`: "oct", "RSA", "EC", "OKP".
[[nodiscard]] const char *keyTypeName(KeyType type);

} // namespace tokendesk::token
