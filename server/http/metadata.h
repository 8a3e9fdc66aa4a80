// SPDX-License-Identifier: GPL-3.0-or-later
// Value: what the server publishes about itself.
#pragma once

#include "server/auth/policystore.h"
#include "server/base/result.h"

namespace tokendesk::http {

/// Paths that the document names and the route table serves.
inline constexpr const char *kKeySetPath = "/.well-known/jwks.json";
inline constexpr const char *kIntrospectionPath = "/oauth/introspect";
inline constexpr const char *kRevocationPath = "/oauth/revoke";

/// The document of /.well-known/oauth-authorization-server and /.well-known/openid-configuration.
struct MetadataDocument
{
    QByteArray body; ///< JSON
    QByteArray etag; ///< strong, in its quotes: the same for the same document in every process
};

/// What is true of this server, under the URL that setting `issuer` says it has: https, or http on
/// this machine alone, without user, query and fragment. No other source will do. A name from Host
/// or from a proxy's field is the client's word, and a client trusts keys by this document; and an
/// issuer that is no URL, or that tokens do not carry, is one that clients would refuse.
///
/// There is no `authorization_endpoint` and no `token_endpoint`: logins here are not those of RFC
/// 6749. So `grant_types_supported` and `response_types_supported` are empty lists, though RFC 8414
/// would have lists without an element left out: the second is required, and the first would
/// otherwise mean "authorization_code, implicit". `access_token_signing_alg_values_supported`, the
/// algorithms of the keys that verify, is an addition of ours, as section 2 allows.
///
/// Errors: NotFound (detail says what to do). Source: RFC 8414 sections 2 and 3; for the second
/// path its section 5.
[[nodiscard]] Result<MetadataDocument> metadataDocument(const auth::PolicySnapshot &policies);

} // namespace tokendesk::http
