// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/tokenendpoints.h"

#include "server/http/answers.h"
#include "server/http/bearer.h"
#include "server/http/call.h"
#include "server/http/fields.h"

namespace tokendesk::http {
namespace {

constexpr int kMaximumUsername = 150;
constexpr QByteArrayView kBadCredentials = "No active account found with the given credentials";

LoginResult loginResultOf(const auth::TokenAnswer &answer)
{
    using Kind = auth::Refusal::Kind;
    if (answer)
        return LoginResult::Succeeded;
    if (answer.error().kind == Kind::Throttled)
        return LoginResult::Throttled;
    return answer.error().kind == Kind::Failed ? LoginResult::Unavailable : LoginResult::Failed;
}

template<typename Use>
void withField(const ApiRequest &request, const Exchange &exchange, const FieldRule &rule,
               Use &&use)
{
    const RequestBody body(request);
    if (body.state() != RequestBody::State::Fields)
        return exchange.answer(bodyError(body));
    const CheckedField field = checkField(body, rule);
    if (!field.good())
        return exchange.answer(fieldErrors({{rule.name, field.error}}));
    use(field.value.toUtf8());
}

void profile(const User &user, const Exchange &exchange)
{
    QByteArray body = "{\"id\":" + QByteArray::number(user.id) + ",\"username\":";
    appendJsonString(body, user.username.toUtf8());
    body += ",\"email\":";
    appendJsonString(body, user.email.toUtf8());
    body += '}';
    exchange.answer(jsonAnswer(200, std::move(body)));
}

void refuse(const auth::Refusal &refusal, const token::Policy &policy, const Exchange &exchange)
{
    switch (refusal.kind) {
    case auth::Refusal::Kind::BadCredentials:
        return exchange.answer(detailAnswer(401, kBadCredentials));
    case auth::Refusal::Kind::Throttled:
        return exchange.answer(throttledAnswer(refusal.retryAfter));
    case auth::Refusal::Kind::Failed:
        return exchange.fail(refusal.error);
    case auth::Refusal::Kind::Token:
        exchange.counters->countRefusal(refusal.verdict.cause());
        return exchange.answer(refreshRefusal(refusal, policy));
    }
}

} // namespace

void TokenEndpoints::serve(Action action, const ApiRequest &request, const auth::Bearer &bearer,
                           const Exchange &exchange)
{
    switch (action) {
    case Action::Login:
        return login(request, exchange, SessionKind::Pair);
    case Action::SlidingLogin:
        return login(request, exchange, SessionKind::Sliding);
    case Action::Refresh:
        return withField(request, exchange, kRefreshFields[0], [&](const QByteArray &token) {
            m_tokens.refresh(token, clientOf(request), tokensDone(exchange));
        });
    case Action::SlidingRefresh:
        return withField(request, exchange, kTokenFields[0], [&](const QByteArray &token) {
            m_tokens.slidingRefresh(token, clientOf(request), tokensDone(exchange));
        });
    case Action::Verify:
        return withField(request, exchange, kTokenFields[0],
                         [&](const QByteArray &token) { verify(token, exchange); });
    case Action::Blacklist:
        return withField(request, exchange, kRefreshFields[0],
                         [&](const QByteArray &token) { blacklist(request, token, exchange); });
    case Action::Logout:
        return logout(request, exchange);
    case Action::Profile:
        return profile(bearer.user->user, exchange);
    default:
        exchange.fail(Error(ErrorCode::Internal, QStringLiteral("no such operation")));
    }
}

void TokenEndpoints::login(const ApiRequest &request, const Exchange &exchange, SessionKind kind)
{
    const RequestBody body(request);
    if (body.state() != RequestBody::State::Fields)
        return exchange.answer(bodyError(body));
    const FieldRule &passwordRule =
        m_tokens.policy().policy.trimPassword ? kLoginFields[1] : kExactPassword;
    const CheckedField username = checkField(body, kLoginFields[0]);
    const CheckedField password = checkField(body, passwordRule);
    JsonPairs errors;
    if (!username.good())
        errors.emplace_back("username", username.error);
    if (!password.good())
        errors.emplace_back("password", password.error);
    if (!errors.empty())
        return exchange.answer(fieldErrors(errors));
    // A name longer than any name is looked up as nobody's, at the same cost (SECURITY R61).
    const QString name = username.value.size() <= kMaximumUsername ? username.value : QString();
    m_logins.login(name, SecretBytes::fromText(password.value), kind, clientOf(request),
                   loginDone(exchange));
}

void TokenEndpoints::verify(QByteArrayView token, const Exchange &exchange)
{
    const auth::Bearer verified = m_tokens.verify(token);
    if (!isUndecided(verified, exchange))
        exchange.answer(verifyAnswer(verified.verdict, verified.error, m_tokens.policy().policy));
}

void TokenEndpoints::blacklist(const ApiRequest &request, const QByteArray &token,
                               const Exchange &exchange)
{
    if (!mayRevoke(request, token))
        return exchange.answer(forbiddenAnswer());
    m_tokens.revoke(token, clientOf(request), tokensDone(exchange), EndReason::Blacklisted);
}

/// Whether the bearer, if the request carries a good one, is the user of \a token; where they
/// differ, somebody ends a stranger's session. A bearer that is no good names nobody and is
/// ignored, so that a client may log out after its access token has expired. The peer never
/// looks at it. Source: SECURITY R51.
bool TokenEndpoints::mayRevoke(const ApiRequest &request, QByteArrayView token)
{
    const token::Policy &policy = m_tokens.policy().policy;
    if (policy.preset == Preset::Simplejwt)
        return true;
    const QList<QByteArray> parts = credentialsOf(request, policy);
    if (parts.size() != 2 || !policy.headerTypes.contains(parts.first()))
        return true;
    const auth::Bearer bearer = m_tokens.authenticate(parts[1]);
    if (!bearer.user)
        return true;
    const token::Verdict verdict = m_tokens.verify(token).verdict;
    const bool genuine = verdict.at(token::Check::Signature).outcome == token::Outcome::Passed;
    return !genuine || verdict.userId == bearer.user->user.id; // revoke() refuses a forged one
}

/// The article's view: whatever is wrong with the request is an invalid token.
void TokenEndpoints::logout(const ApiRequest &request, const Exchange &exchange)
{
    const ApiResponse refused = detailAnswer(400, "Invalid token.");
    const RequestBody body(request);
    const FieldValue *field =
        body.state() == RequestBody::State::Fields ? body.find("refresh") : nullptr;
    if (!field || field->kind != FieldValue::Kind::Text)
        return exchange.answer(refused);
    if (!mayRevoke(request, field->text.toUtf8()))
        return exchange.answer(forbiddenAnswer());
    m_tokens.revoke(field->text.toUtf8(), clientOf(request),
                    [exchange, refused](const auth::TokenAnswer &answer) {
                        if (answer)
                            return exchange.answer(detailAnswer(200, "Successfully logged out."));
                        if (answer.error().kind == auth::Refusal::Kind::Failed)
                            return exchange.fail(answer.error().error);
                        exchange.counters->countRefusal(answer.error().verdict.cause());
                        exchange.answer(refused);
                    });
}

/// Sends what a token use case comes to.
auth::TokenDone TokenEndpoints::tokensDone(const Exchange &exchange)
{
    return [exchange, snapshot = m_tokens.sharedPolicy()](const auth::TokenAnswer &answer) {
        if (!answer)
            return refuse(answer.error(), snapshot->policy, exchange);
        JsonPairs tokens;
        if (!answer->refresh.isEmpty())
            tokens.emplace_back("refresh", answer->refresh);
        if (!answer->access.isEmpty())
            tokens.emplace_back("access", answer->access);
        if (!answer->sliding.isEmpty())
            tokens.emplace_back("token", answer->sliding);
        ApiResponse response = jsonAnswer(200, jsonObject(tokens));
        if (!tokens.empty()) // for caches of HTTP/1.0. Source: RFC 6749 section 5.1
            response.headers.emplace_back("Pragma", "no-cache");
        exchange.answer(std::move(response));
    };
}

/// The same for a login, which is counted too.
auth::TokenDone TokenEndpoints::loginDone(const Exchange &exchange)
{
    return [counters = exchange.counters,
            answer = tokensDone(exchange)](const auth::TokenAnswer &result) {
        counters->countLogin(loginResultOf(result));
        answer(result);
    };
}

} // namespace tokendesk::http
