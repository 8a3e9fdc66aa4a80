// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/oauth.h"

#include "server/base/json.h"
#include "server/http/answers.h"

namespace tokendesk::http {
namespace {

using token::Cause;

ApiResponse oauthError(int status, QByteArrayView error, QByteArrayView description)
{
    return jsonAnswer(status, jsonObject({{"error", error}, {"error_description", description}}));
}

ApiResponse invalidRequest(QByteArrayView description)
{
    return oauthError(400, "invalid_request", description);
}

/// One answer, whatever was wrong: unknown, disabled, wrong secret, no secret.
ApiResponse invalidClient()
{
    return oauthError(401, "invalid_client", "Client authentication failed.");
}

ApiResponse throttled(std::chrono::seconds retryAfter)
{
    ApiResponse response = oauthError(429, "temporarily_unavailable",
                                      "Too many wrong client credentials; try again later.");
    response.headers.emplace_back("Retry-After",
                                  QByteArray::number(static_cast<qint64>(retryAfter.count())));
    return response;
}

/// As credentials may not be kept, nor may what is told about tokens.
ApiResponse notToBeKept(ApiResponse response)
{
    response.headers.emplace_back("Pragma", "no-cache");
    return response;
}

void refuseClient(const auth::Refusal &refusal, const Exchange &exchange)
{
    switch (refusal.kind) {
    case auth::Refusal::Kind::Throttled:
        exchange.counters->countClient(LoginResult::Throttled);
        return exchange.answer(throttled(refusal.retryAfter));
    case auth::Refusal::Kind::Failed:
        exchange.counters->countClient(LoginResult::Unavailable);
        return exchange.fail(refusal.error);
    case auth::Refusal::Kind::BadCredentials:
    case auth::Refusal::Kind::Token:
        exchange.counters->countClient(LoginResult::Failed);
        return exchange.answer(invalidClient());
    }
}

void appendSeconds(QByteArray &body, const char *name, const std::optional<Instant> &instant)
{
    if (instant)
        body += QByteArray(",\"") + name + "\":" + QByteArray::number(toEpochSeconds(*instant));
}

void appendJson(QByteArray &body, const char *name, const QByteArray &json)
{
    if (!json.isEmpty())
        body += QByteArray(",\"") + name + "\":" + json;
}

void appendText(QByteArray &body, const char *name, const QByteArray &text)
{
    body += QByteArray(",\"") + name + "\":";
    appendJsonString(body, text);
}

/// There is no `scope` and no `client_id`: tokens here have neither. Source: RFC 7662 section 2.2.
QByteArray activeBody(const auth::Introspection &found, const token::Policy &policy)
{
    QByteArray body = "{\"active\":true";
    if (found.type != "refresh") // RFC 6749 section 5.1 has types of access tokens alone
        appendText(body, "token_type",
                   policy.headerTypes.isEmpty() ? QByteArray("Bearer")
                                                : policy.headerTypes.first());
    appendText(body, "token_use", found.type);
    appendSeconds(body, "exp", found.verdict.expiresAt);
    appendSeconds(body, "iat", found.verdict.issuedAt);
    appendSeconds(body, "nbf", found.verdict.notBefore);
    appendText(body, "sub", QByteArray::number(found.user->user.id));
    appendText(body, "username", found.user->user.username.toUtf8());
    appendJson(body, "user_id", found.userId);
    appendJson(body, "iss", found.issuer);
    appendJson(body, "aud", found.audience);
    appendJson(body, "jti", found.id);
    if (found.session)
        appendText(body, "sid", found.session->toHex());
    body += '}';
    return body;
}

} // namespace

std::optional<QString> OAuthEndpoints::authenticate(const ApiRequest &request,
                                                    const OAuthForm &form, const Exchange &exchange,
                                                    const auth::Client &client, Anonymous anonymous)
{
    const ClientClaim claim = clientClaimOf(request, form);
    switch (claim.kind) {
    case ClientClaim::Kind::Malformed:
        exchange.answer(invalidRequest(claim.fault));
        return std::nullopt;
    case ClientClaim::Kind::None:
        if (anonymous == Anonymous::Allowed)
            return QString();
        [[fallthrough]];
    case ClientClaim::Kind::Invalid: // nothing that could be guessed right, so it is not counted
        exchange.answer(invalidClient());
        return std::nullopt;
    case ClientClaim::Kind::Credentials:
        break;
    }
    if (!m_clients.accepts(claim.credentials, client, [exchange](const auth::Refusal &refusal) {
            refuseClient(refusal, exchange);
        }))
        return std::nullopt;
    exchange.counters->countClient(LoginResult::Succeeded);
    return claim.credentials.id;
}

void OAuthEndpoints::introspect(const ApiRequest &request, const Exchange &exchange,
                                const auth::Client &client)
{
    if (!m_tokens.policy().settings.boolean(settings::kTokenIntrospection))
        return exchange.answer(
            detailAnswer(404, "Introspection is switched off (setting token_introspection)."));
    const OAuthForm form(request);
    if (!form.fault().isEmpty())
        return exchange.answer(invalidRequest(form.fault()));
    if (!authenticate(request, form, exchange, client, Anonymous::Refused))
        return;
    const QByteArray *token = form.find("token");
    if (!token)
        return exchange.answer(invalidRequest("The parameter token is missing."));
    const QByteArray *hint = form.find("token_type_hint");
    const auto found = m_tokens.introspect(*token, hint && *hint == "refresh_token");
    if (found.verdict.cause() == Cause::FactsUnavailable)
        return exchange.fail(found.error);
    if (!found.verdict.accepted()) {
        exchange.counters->countRefusal(found.verdict.cause());
        return exchange.answer(
            notToBeKept(jsonAnswer(200, QByteArrayLiteral("{\"active\":false}"))));
    }
    exchange.answer(notToBeKept(jsonAnswer(200, activeBody(found, m_tokens.policy().policy))));
}

void OAuthEndpoints::revoke(const ApiRequest &request, const Exchange &exchange,
                            const auth::Client &client)
{
    const OAuthForm form(request);
    if (!form.fault().isEmpty())
        return exchange.answer(invalidRequest(form.fault()));
    const auto who = authenticate(request, form, exchange, client, Anonymous::Allowed);
    if (!who)
        return;
    const QByteArray *token = form.find("token");
    if (!token)
        return exchange.answer(invalidRequest("The parameter token is missing."));
    const QString actor = who->isEmpty() ? QString() : QString(QStringLiteral("client:") + *who);
    // token_type_hint is not asked: a token says itself what it is.
    m_tokens.revokeAny(*token, {actor, client.address, client.request},
                       [exchange](const auth::TokenAnswer &answer) {
                           if (!answer && answer.error().kind == auth::Refusal::Kind::Failed)
                               return exchange.fail(answer.error().error);
                           if (!answer) {
                               const Cause cause = answer.error().verdict.cause();
                               exchange.counters->countRefusal(cause);
                               if (cause == Cause::TypeWrong || cause == Cause::TypeMissing)
                                   return exchange.answer(oauthError(
                                       400, "unsupported_token_type",
                                       "Only access, refresh and sliding tokens can be revoked."));
                           }
                           exchange.answer(notToBeKept(jsonAnswer(200, QByteArrayLiteral("{}"))));
                       });
}

} // namespace tokendesk::http
