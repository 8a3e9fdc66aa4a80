// SPDX-License-Identifier: GPL-3.0-or-later
// Private to the token service: what its answers are put together from.
#pragma once

#include "server/auth/tokenservice.h"

namespace tokendesk::auth {

/// Tells that the database, or the signing of tokens, has failed.
inline void answerFailure(const TokenDone &done, const Error &error)
{
    done(tl::unexpected(Refusal::failed(error)));
}

/// \a verdict as if the token had been found revoked for \a cause in the first place.
[[nodiscard]] token::Verdict revokedVerdict(token::Verdict verdict, token::Cause cause);

/// `jti` as the token has it.
[[nodiscard]] QByteArray idOf(const token::Policy &policy, const token::DecodedToken &token);

} // namespace tokendesk::auth
