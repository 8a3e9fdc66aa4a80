// SPDX-License-Identifier: GPL-3.0-or-later
// Functions: signatures with asymmetric keys on OpenSSL, in the form of JWS.
#pragma once

#include "server/token/algorithm.h"

#include <QByteArray>
#include <QByteArrayView>

struct evp_pkey_st; // EVP_PKEY of OpenSSL

namespace tokendesk::token {

/// Signs \a input with the private \a key, which fits \a info; empty: OpenSSL failed. The prepared
/// context is kept per thread under \a keySerial. Shapes: RSA as long as the modulus, EC r and s
/// joined at full length, Ed25519 64 bytes. Source: RFC 7518 sections 3.3 to 3.5; RFC 8037 section
/// 3.1.
[[nodiscard]] QByteArray sign(quint64 keySerial, const AlgorithmInfo &info, evp_pkey_st *key,
                              QByteArrayView input);
/// Whether \a signature, of exactly the right length, is that of \a input. False too if OpenSSL
/// failed.
[[nodiscard]] bool verify(quint64 keySerial, const AlgorithmInfo &info, evp_pkey_st *key,
                          QByteArrayView input, QByteArrayView signature);

/// The same for a key that is not used again.
[[nodiscard]] QByteArray signOnce(const AlgorithmInfo &info, evp_pkey_st *key,
                                  QByteArrayView input);
[[nodiscard]] bool verifyOnce(const AlgorithmInfo &info, evp_pkey_st *key, QByteArrayView input,
                              QByteArrayView signature);

} // namespace tokendesk::token
