// SPDX-License-Identifier: GPL-3.0-or-later
// Functions: whether a key is one that nobody can break for free.
#pragma once

#include "server/base/result.h"
#include "server/token/keymaterial.h"

namespace tokendesk::token {

inline constexpr int kMinimumRsaBits = 2048;
inline constexpr int kMaximumRsaBits = 8192;

/// \a key is an RSA key. \a isPrivate: look at the private part too. Errors: KeyInvalid.
[[nodiscard]] Result<void> checkRsa(evp_pkey_st *key, bool isPrivate);
/// \a key is an EC key. Errors: KeyInvalid.
[[nodiscard]] Result<void> checkEc(evp_pkey_st *key, bool isPrivate);
/// \a publicKey are the 32 bytes of an Ed25519 public key. Errors: KeyInvalid.
[[nodiscard]] Result<void> checkEd25519(QByteArrayView publicKey);

/// A parameter of \a key, null if it has none of that name.
[[nodiscard]] QByteArray bigNumberOf(evp_pkey_st *key, const char *name);

} // namespace tokendesk::token
