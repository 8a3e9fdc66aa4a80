// SPDX-License-Identifier: GPL-3.0-or-later
// Function: the answer of /.well-known/jwks.json.
#pragma once

#include "server/http/api.h"
#include "server/token/jwk.h"

namespace tokendesk::http {

/// \a keys, or 304 where the client has them already. Public, and for five minutes: a key is
/// published long before it signs. Source: RFC 7517 section 8.5; RFC 9110 section 13.1.2.
[[nodiscard]] ApiResponse keySetAnswer(const token::KeySetDocument &keys,
                                       const ApiRequest &request);

} // namespace tokendesk::http
