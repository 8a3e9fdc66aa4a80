// SPDX-License-Identifier: GPL-3.0-or-later
// Functions: the JSON bodies of answers, in the shapes of Django REST framework.
#pragma once

#include "server/auth/tokenservice.h"
#include "server/http/api.h"
#include "server/http/requestbody.h"

#include <QJsonArray>
#include <QJsonObject>

#include <chrono>
#include <utility>
#include <vector>

namespace tokendesk::http {

/// An object of strings: name → text.
using JsonPairs = std::vector<std::pair<QByteArrayView, QByteArrayView>>;

/// `{"name":"text",...}`
[[nodiscard]] QByteArray jsonObject(const JsonPairs &pairs);
[[nodiscard]] ApiResponse jsonAnswer(int status, QByteArray body);
[[nodiscard]] ApiResponse jsonAnswer(int status, const QJsonObject &body);
/// `{"detail":"..."}`; 401 gets its WWW-Authenticate from the router.
[[nodiscard]] ApiResponse detailAnswer(int status, QByteArrayView detail, QByteArrayView code = {});
/// `{"field":["..."],...}` with status 400.
[[nodiscard]] ApiResponse fieldErrors(const JsonPairs &errors);
/// Answer to a body that holds no fields at all. Only for states other than Fields.
[[nodiscard]] ApiResponse bodyError(const RequestBody &body);

/// What the peer says of a token that failed, such as "Token is expired". Source: contract
/// section 3.
[[nodiscard]] QByteArray tokenMessage(const token::Verdict &verdict, const token::Policy &policy);

/// Refusals at refresh, sliding refresh and blacklist.
[[nodiscard]] ApiResponse refreshRefusal(const auth::Refusal &refusal, const token::Policy &policy);
/// Answer of verify. \a error: why the database could not tell, if that is the cause.
[[nodiscard]] ApiResponse verifyAnswer(const token::Verdict &verdict, const Error &error,
                                       const token::Policy &policy);
/// Refusals of the Authorization header's token.
[[nodiscard]] ApiResponse bearerRefusal(const token::Verdict &verdict, const Error &error,
                                        const token::Policy &policy);
/// Too many wrong passwords: 429 with Retry-After. Source: RFC 6585 section 4.
[[nodiscard]] ApiResponse throttledAnswer(std::chrono::seconds retryAfter);
/// Busy, database away and the like: 503 with Retry-After, or 500.
[[nodiscard]] ApiResponse failureAnswer(const Error &error);

/// Whether the client, not the server, is at fault, and may be told.
[[nodiscard]] bool isRefusal(const Error &error);
/// What a use case refuses: a list of messages for the input at fault, else `detail` and `code`.
/// Only for refusals.
[[nodiscard]] ApiResponse errorAnswer(const Error &error);
/// The bearer, or the client's address, may not: 403.
[[nodiscard]] ApiResponse forbiddenAnswer();
/// `{"ended":n}`: so many sessions.
[[nodiscard]] ApiResponse endedAnswer(int count);

/// `{"results":[...],"next_cursor":text or null,"total":number or null}`
template<typename Row, typename Convert>
[[nodiscard]] ApiResponse pageAnswer(const Page<Row> &page, Convert convert)
{
    QJsonArray results;
    for (const Row &row : page.rows)
        results.append(convert(row));
    const QJsonValue none(QJsonValue::Null);
    return jsonAnswer(
        200, QJsonObject{{QStringLiteral("results"), results},
                         {QStringLiteral("next_cursor"),
                          page.next.isEmpty() ? none : QJsonValue(QString::fromLatin1(page.next))},
                         {QStringLiteral("total"), page.total ? QJsonValue(*page.total) : none}});
}

} // namespace tokendesk::http
