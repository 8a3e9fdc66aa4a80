// SPDX-License-Identifier: GPL-3.0-or-later
// Function: the answers of /.well-known/, which anybody may read and keep.
#pragma once

#include "server/http/api.h"

namespace tokendesk::http {

/// \a body, or 304 where the client has what \a etag names already. Public, and for five minutes: a
/// key is published long before it signs. Source: RFC 7517 section 8.5; RFC 9110 section 13.1.2.
[[nodiscard]] ApiResponse publishedAnswer(const QByteArray &contentType, const QByteArray &body,
                                          const QByteArray &etag, const ApiRequest &request);

} // namespace tokendesk::http
