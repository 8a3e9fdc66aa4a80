// SPDX-License-Identifier: GPL-3.0-or-later
// Functions: who sends a request, by the token in its Authorization field.
#pragma once

#include "server/auth/tokenservice.h"
#include "server/http/exchange.h"

#include <QList>

namespace tokendesk::http {

/// The words of the field that carries the token, split as Python does: at runs of ASCII blanks. At
/// least one, which may be empty.
[[nodiscard]] QList<QByteArray> credentialsOf(const ApiRequest &request,
                                              const token::Policy &policy);
/// The bearer of \a request, with no user if the answer, a 401 or 503, has been given. Source:
/// contract section 6.
[[nodiscard]] auth::Bearer authenticate(const ApiRequest &request, const Exchange &exchange,
                                        Access access, auth::TokenService &tokens);
/// Counts a token that is no good; answers, and is true, where the database could not tell.
[[nodiscard]] bool isUndecided(const auth::Bearer &bearer, const Exchange &exchange);

} // namespace tokendesk::http
