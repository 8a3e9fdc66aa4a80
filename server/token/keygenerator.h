// SPDX-License-Identifier: GPL-3.0-or-later
// Function: makes new keys.
#pragma once

#include "server/base/result.h"
#include "server/token/keymaterial.h"

#include <functional>

namespace tokendesk::token {

/// Bits of generated RSA keys unless another number is asked for. Source: SECURITY R31.
inline constexpr int kGeneratedRsaBits = 3072;

/// A new private key for \a algorithm from OpenSSL's private generator: 64 random bytes for HMAC,
/// RSA of \a rsaBits with exponent 65537, the algorithm's curve. RSA takes from a tenth of a second
/// to many; \a isCancelled is asked meanwhile and ends it early. Errors: InvalidArgument
/// (\a rsaBits outside 2048 to 8192 or no multiple of 256), Cancelled, Internal. Thread: any but
/// that of the window.
[[nodiscard]] Result<KeyMaterial> generateKey(Algorithm algorithm, int rsaBits = kGeneratedRsaBits,
                                              const std::function<bool()> &isCancelled = {});

} // namespace tokendesk::token
