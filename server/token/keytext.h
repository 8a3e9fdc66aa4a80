// SPDX-License-Identifier: GPL-3.0-or-later
// Functions: keys as text: PEM, JWK, plain secrets.
#pragma once

#include "server/token/jwk.h"

namespace tokendesk::token {

/// The one key of a PEM text: PKCS#8 ("PRIVATE KEY", "ENCRYPTED PRIVATE KEY"), PKCS#1 ("RSA PRIVATE
/// KEY", "RSA PUBLIC KEY"), SEC1 ("EC PRIVATE KEY", whatever "EC PARAMETERS" stand before it) or
/// SubjectPublicKeyInfo ("PUBLIC KEY"). \a passphrase opens encrypted ones, those of old OpenSSL
/// included; nobody is ever asked for it. Errors: KeyInvalid (nothing of this, several keys, a
/// wrong passphrase, a weak key), InvalidArgument with field "passphrase" (one is needed).
[[nodiscard]] Result<KeyDocument> parsePem(QByteArrayView pem, const SecretBytes &passphrase = {});

/// A key with the algorithm that it is for.
struct BoundDocument
{
    KeyDocument document;
    Algorithm algorithm = Algorithm::HS256;
};

/// A key in any form for \a algorithm; without one, the document must tell, or have the only one of
/// its curve; an RSA key then is for RS256. A text that is no document is the raw secret, for an
/// HMAC algorithm alone. A path is only text here: nothing is opened. Errors: those of parsePem()
/// and parseJwk(); KeyInvalid (the document is for another algorithm); InvalidArgument with field
/// "algorithm" (needed and not given). Source: SECURITY R6, R32.
[[nodiscard]] Result<BoundDocument> parseKeyText(const SecretBytes &text,
                                                 std::optional<Algorithm> algorithm,
                                                 const SecretBytes &passphrase = {});

/// The public part as "PUBLIC KEY". Errors: InvalidArgument (a secret), Internal.
[[nodiscard]] Result<QByteArray> publicPem(const KeyMaterial &material);

/// The private key as "ENCRYPTED PRIVATE KEY": PBES2 with AES-256-CBC and 600 000 rounds of
/// PBKDF2-HMAC-SHA256. Errors: InvalidArgument (a secret, a public key, fewer than 8 bytes of
/// \a passphrase), Internal. Source: RFC 8018 section 6.2.
[[nodiscard]] Result<SecretBytes> privatePem(const KeyMaterial &material,
                                             const SecretBytes &passphrase);

} // namespace tokendesk::token
