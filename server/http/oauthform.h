// SPDX-License-Identifier: GPL-3.0-or-later
// Values: the parameters and the client of a request to an OAuth endpoint, read strictly.
#pragma once

#include "server/auth/clientauth.h"
#include "server/http/api.h"

#include <QString>

#include <map>
#include <optional>

namespace tokendesk::http {

/// The parameters of a form. Only the body counts: what stands in the query is logged by proxies.
/// No parameter may come twice, one without a value is as if it were not there, and what is not
/// form encoding of UTF-8 is refused instead of guessed at. Source: RFC 6749 sections 3.2
/// and 2.3.1, appendix B; SECURITY R82, R90, R91.
class OAuthForm
{
public:
    /// Parameters at most.
    static constexpr std::size_t kLimit = 32;

    explicit OAuthForm(const ApiRequest &request);

    /// What is wrong with the body, as an `error_description`; empty: nothing.
    [[nodiscard]] const QByteArray &fault() const { return m_fault; }
    /// The value of \a name, or null. UTF-8.
    [[nodiscard]] const QByteArray *find(QByteArrayView name) const;

private:
    [[nodiscard]] QByteArray read(QByteArrayView body);
    [[nodiscard]] QByteArray readPair(QByteArrayView pair);

    std::map<QByteArray, QByteArray, std::less<>> m_values;
    QByteArray m_fault;
};

/// How a client has said who it is.
struct ClientClaim
{
    enum class Kind {
        None, ///< no secret was shown; a `client_id` alone proves nothing
        Credentials, ///< to be judged
        Invalid, ///< what was shown can be nobody's: `invalid_client`
        Malformed ///< shown in two ways at once: `invalid_request`, see fault
    };
    Kind kind = Kind::None;
    auth::ClientCredentials credentials;
    QByteArray fault;
};

/// By HTTP Basic, both parts form-encoded, or by `client_id` and `client_secret` of \a form; never
/// by both. An Authorization field of another scheme is no client's. Source: RFC 6749 section
/// 2.3.1; RFC 7617 section 2.
[[nodiscard]] ClientClaim clientClaimOf(const ApiRequest &request, const OAuthForm &form);

/// \a text without form encoding; nothing if it is none, or not UTF-8, or holds U+0000.
[[nodiscard]] std::optional<QByteArray> fromFormEncoding(QByteArrayView text);

} // namespace tokendesk::http
