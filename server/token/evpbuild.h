// SPDX-License-Identifier: GPL-3.0-or-later
// Functions: OpenSSL keys from their numbers. Nothing is checked here; see KeyMaterial::fromEvp().
#pragma once

#include "server/token/keymaterial.h"

namespace tokendesk::token {

/// Big-endian, unsigned. Empty `d`: a public key; empty primes: a private key without them.
struct RsaNumbers
{
    SecretBytes n, e, d, p, q, dp, dq, qi;
};

/// Null from all: OpenSSL does not take the numbers.
[[nodiscard]] EvpKey rsaKey(const RsaNumbers &numbers);
/// \a x, \a y and, unless it is empty, \a d at the length of the field.
[[nodiscard]] EvpKey ecKey(Curve curve, QByteArrayView x, QByteArrayView y, const SecretBytes &d);
/// Null also when the private \a d (unless it is empty) does not make the public \a x.
[[nodiscard]] EvpKey ed25519Key(QByteArrayView x, const SecretBytes &d);

} // namespace tokendesk::token
