// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/answers.h"

#include <QJsonDocument>

namespace tokendesk::http {
namespace {

using token::Cause;
using token::Check;

constexpr QByteArrayView kNotValid = "token_not_valid";
constexpr QByteArrayView kNoAccount = "No active account found for the given token.";
constexpr QByteArrayView kPasswordChanged = "The user's password has been changed.";

} // namespace

QByteArray jsonObject(const JsonPairs &pairs)
{
    QByteArray body;
    body.reserve(1024);
    body += '{';
    for (const auto &[name, text] : pairs) {
        if (body.size() > 1)
            body += ',';
        appendJsonString(body, name);
        body += ':';
        appendJsonString(body, text);
    }
    body += '}';
    return body;
}

ApiResponse jsonAnswer(int status, QByteArray body)
{
    ApiResponse response;
    response.status = status;
    response.body = std::move(body);
    return response;
}

ApiResponse jsonAnswer(int status, const QJsonObject &body)
{
    return jsonAnswer(status, QJsonDocument(body).toJson(QJsonDocument::Compact));
}

ApiResponse detailAnswer(int status, QByteArrayView detail, QByteArrayView code)
{
    if (code.isEmpty())
        return jsonAnswer(status, jsonObject({{"detail", detail}}));
    return jsonAnswer(status, jsonObject({{"detail", detail}, {"code", code}}));
}

ApiResponse fieldErrors(const JsonPairs &errors)
{
    QByteArray body;
    body += '{';
    for (const auto &[name, text] : errors) {
        if (body.size() > 1)
            body += ',';
        appendJsonString(body, name);
        body += ":[";
        appendJsonString(body, text);
        body += ']';
    }
    body += '}';
    return jsonAnswer(400, std::move(body));
}

ApiResponse bodyError(const RequestBody &body)
{
    switch (body.state()) {
    case RequestBody::State::NoData:
        return fieldErrors({{"non_field_errors", "No data provided"}});
    case RequestBody::State::NotAnObject:
        return fieldErrors(
            {{"non_field_errors", QByteArray("Invalid data. Expected a dictionary, but got "
                                             + body.typeName() + '.')}});
    case RequestBody::State::UnsupportedMedia:
        return detailAnswer(
            415, QByteArray("Unsupported media type \"" + body.mediaType() + "\" in request."));
    case RequestBody::State::ParseError:
    case RequestBody::State::Fields:
        break;
    }
    return detailAnswer(400, body.errorText());
}

QByteArray tokenMessage(const token::Verdict &verdict, const token::Policy &policy)
{
    switch (verdict.cause()) {
    case Cause::Expired:
        return QByteArrayLiteral("Token is expired");
    case Cause::SessionEnded:
    case Cause::TokenSpent:
    case Cause::TokenRevoked:
        return QByteArrayLiteral("Token is blacklisted");
    case Cause::ExpiryMissing:
        return QByteArrayLiteral("Token has no 'exp' claim");
    case Cause::IdMissing:
        return QByteArrayLiteral("Token has no id");
    case Cause::TypeMissing:
        return QByteArrayLiteral("Token has no type");
    case Cause::TypeWrong:
        return QByteArrayLiteral("Token has wrong type");
    case Cause::RefreshExpiryMissing:
        return "Token has no '" + policy.slidingRefreshExpClaim + "' claim";
    case Cause::RefreshExpired:
        return "Token '" + policy.slidingRefreshExpClaim + "' claim has expired";
    case Cause::UserMissing:
    case Cause::UserInvalid:
        return QByteArrayLiteral("Token contained no recognizable user identification");
    default:
        return QByteArrayLiteral("Token is invalid");
    }
}

ApiResponse refreshRefusal(const auth::Refusal &refusal, const token::Policy &policy)
{
    if (refusal.kind == auth::Refusal::Kind::Failed)
        return failureAnswer(refusal.error);
    switch (refusal.verdict.cause()) {
    case Cause::UserUnknown:
    case Cause::UserInactive:
        return detailAnswer(401, kNoAccount);
    case Cause::PasswordChanged:
        return detailAnswer(401, kPasswordChanged);
    default:
        return detailAnswer(401, tokenMessage(refusal.verdict, policy), kNotValid);
    }
}

ApiResponse verifyAnswer(const token::Verdict &verdict, const Error &error,
                         const token::Policy &policy)
{
    if (verdict.accepted())
        return jsonAnswer(200, QByteArrayLiteral("{}"));
    if (verdict.cause() == Cause::FactsUnavailable)
        return failureAnswer(error);
    if (*verdict.firstFailure == Check::Revocation)
        return fieldErrors({{"non_field_errors", tokenMessage(verdict, policy)}});
    return detailAnswer(401, tokenMessage(verdict, policy), kNotValid);
}

ApiResponse bearerRefusal(const token::Verdict &verdict, const Error &error,
                          const token::Policy &policy)
{
    switch (verdict.cause()) {
    case Cause::FactsUnavailable:
        return failureAnswer(error);
    case Cause::UserMissing:
    case Cause::UserInvalid:
        return detailAnswer(401, tokenMessage(verdict, policy), kNotValid);
    case Cause::UserUnknown:
        return detailAnswer(401, "User not found", "user_not_found");
    case Cause::UserInactive:
        return detailAnswer(401, "User is inactive", "user_inactive");
    case Cause::PasswordChanged:
        return detailAnswer(401, kPasswordChanged, "password_changed");
    default:
        break;
    }
    const QByteArray message = tokenMessage(verdict, policy);
    QByteArray body = "{\"detail\":\"Given token not valid for any token type\","
                      "\"code\":\"token_not_valid\",\"messages\":[";
    body += jsonObject(
        {{"token_class", "AccessToken"}, {"token_type", "access"}, {"message", message}});
    if (policy.acceptSliding) {
        body += ',';
        body += jsonObject(
            {{"token_class", "SlidingToken"}, {"token_type", "sliding"}, {"message", message}});
    }
    body += "]}";
    return jsonAnswer(401, std::move(body));
}

ApiResponse throttledAnswer(std::chrono::seconds retryAfter)
{
    const QByteArray seconds = QByteArray::number(static_cast<qint64>(retryAfter.count()));
    const QByteArray unit = retryAfter.count() == 1 ? " second." : " seconds.";
    ApiResponse response = detailAnswer(
        429, QByteArray("Request was throttled. Expected available in " + seconds + unit));
    response.headers.emplace_back("Retry-After", seconds);
    return response;
}

ApiResponse failureAnswer(const Error &error)
{
    const ErrorInfo &info = errorInfo(error.code);
    if (info.httpStatus != 503)
        return detailAnswer(500, "Internal server error.");
    ApiResponse response = detailAnswer(503, "Service temporarily unavailable, try again later.");
    response.headers.emplace_back("Retry-After", "1");
    return response;
}

bool isRefusal(const Error &error)
{
    const ErrorInfo &info = errorInfo(error.code);
    return info.httpStatus < 500 && info.showDetailToClient;
}

ApiResponse errorAnswer(const Error &error)
{
    const ErrorInfo &info = errorInfo(error.code);
    const QByteArray reason =
        error.detail.isEmpty() ? QByteArray(info.text) : error.detail.toUtf8();
    // What is named in the path is not a field, and a conflict is with the data, not the input.
    const bool isOfField = !error.field.isEmpty() && error.code != ErrorCode::NotFound
                           && error.code != ErrorCode::Conflict;
    if (isOfField && error.field == QLatin1String("after"))
        return fieldErrors({{"cursor", "Invalid cursor."}});
    if (isOfField)
        return fieldErrors({{error.field.toUtf8(), reason}});
    return detailAnswer(info.httpStatus, reason, info.apiName);
}

ApiResponse forbiddenAnswer()
{
    return detailAnswer(403, "You do not have permission to perform this action.");
}

ApiResponse endedAnswer(int count)
{
    return jsonAnswer(200, QJsonObject{{QStringLiteral("ended"), count}});
}

} // namespace tokendesk::http
