// SPDX-License-Identifier: GPL-3.0-or-later
// Service: a verdict in words.
#pragma once

#include "server/runtime/adminapi.h"
#include "server/token/key.h"
#include "server/token/policy.h"

namespace tokendesk {

/// "Accepted: access token, expires in 15 min." or why not, with the facts that decided: "Refused:
/// another issuer; the token says "a", this server wants "b"." \a type: what the token says it is;
/// may be empty. What comes from the token is quoted, without control characters and cut short.
[[nodiscard]] QString verdictSentence(const Inspection &inspection, const QString &type,
                                      const token::Policy &policy, const token::KeyRing &keys);

} // namespace tokendesk
