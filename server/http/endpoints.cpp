// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/endpoints.h"

#include "server/auth/health.h"
#include "server/auth/loginservice.h"
#include "server/auth/tokenservice.h"
#include "server/http/answers.h"
#include "server/http/fields.h"
#include "server/http/router.h"

#include <algorithm>

namespace tokendesk::http {
namespace {

constexpr int kMaximumUsername = 150;
constexpr QByteArrayView kNotYours = "You do not have permission to perform this action.";
constexpr QByteArrayView kBadCredentials = "No active account found with the given credentials";

/// One request on its way, with what every answer to it carries.
struct Exchange
{
    const Route *route = nullptr;
    QByteArray method;
    QByteArray challenge; ///< WWW-Authenticate of a 401
    Reply reply;

    void answer(ApiResponse response) const
    {
        response.headers.emplace_back("Allow", route->allow());
        response.headers.emplace_back("Vary", "Accept");
        response.headers.emplace_back("Cache-Control", "no-store");
        if (response.status == 401)
            response.headers.emplace_back("WWW-Authenticate", challenge);
        reply.send(std::move(response));
    }
};

/// Splits as Python does: at runs of ASCII blanks.
QList<QByteArray> words(QByteArrayView text) { return text.toByteArray().simplified().split(' '); }

QByteArray challengeOf(const token::Policy &policy)
{
    const QByteArray scheme =
        policy.headerTypes.isEmpty() ? QByteArrayLiteral("Bearer") : policy.headerTypes.first();
    return scheme + " realm=\"api\"";
}

auth::Client clientOf(const ApiRequest &request)
{
    return {request.peer.toString(), QString::fromUtf8(request.header("User-Agent")).left(256)};
}

/// Serves one worker thread.
class Api final : public Handler
{
public:
    explicit Api(const auth::Context &context)
        : m_context(context), m_tokens(context), m_logins(context)
    {
    }

    void handle(const ApiRequest &request, Reply reply) override
    {
        const token::Policy &policy = m_tokens.policy().policy;
        const Routing routing = findRoute(request.path, policy);
        if (!routing.route)
            return answerPlain(detailAnswer(404, "Not found."), reply);
        if (routing.redirect)
            return redirect(request, *routing.route, reply);
        const Exchange exchange{routing.route, request.method, challengeOf(policy),
                                std::move(reply)};
        if (!knowsFormat(request))
            return exchange.answer(detailAnswer(404, "Not found."));
        if (!acceptsJson(request))
            return exchange.answer(
                detailAnswer(406, "Could not satisfy the request Accept header."));
        serve(request, exchange);
    }

private:
    static void answerPlain(ApiResponse response, const Reply &reply)
    {
        response.headers.emplace_back("Cache-Control", "no-store");
        reply.send(std::move(response));
    }

    static void redirect(const ApiRequest &request, const Route &route, const Reply &reply)
    {
        ApiResponse response;
        response.status = 301;
        response.contentType = QByteArrayLiteral("text/html; charset=utf-8");
        QByteArray location = route.path;
        if (!request.query.isEmpty())
            location += '?' + request.query;
        response.headers.emplace_back("Location", location);
        answerPlain(std::move(response), reply);
    }

    void serve(const ApiRequest &request, const Exchange &exchange)
    {
        const Route &route = *exchange.route;
        auth::UserPtr user;
        if (route.needsBearer) {
            user = authenticate(request, exchange);
            if (!user)
                return;
        }
        if (request.method == "OPTIONS")
            return exchange.answer(describe(route));
        const bool fits = route.isGet ? request.method == "GET" || request.method == "HEAD"
                                      : request.method == "POST";
        if (!fits)
            return exchange.answer(
                detailAnswer(405, QByteArray("Method \"" + request.method + "\" not allowed.")));
        switch (route.action) {
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
                m_tokens.slidingRefresh(token, tokensDone(exchange));
            });
        case Action::Verify:
            return withField(request, exchange, kTokenFields[0], [&](const QByteArray &token) {
                const auth::Bearer bearer = m_tokens.verify(token);
                exchange.answer(
                    verifyAnswer(bearer.verdict, bearer.error, m_tokens.policy().policy));
            });
        case Action::Blacklist:
            return withField(request, exchange, kRefreshFields[0], [&](const QByteArray &token) {
                if (mayRevoke(request, token))
                    m_tokens.revoke(token, clientOf(request), tokensDone(exchange));
                else
                    exchange.answer(detailAnswer(403, kNotYours));
            });
        case Action::Logout:
            return logout(request, exchange);
        case Action::Profile:
            return profile(user->user, exchange);
        case Action::Live:
            return exchange.answer(jsonAnswer(200, QByteArrayLiteral("{\"status\":\"live\"}")));
        case Action::Ready:
            return ready(exchange);
        }
    }

    /// The bearer; nothing if the answer has been given. Source: contract section 6.
    auth::UserPtr authenticate(const ApiRequest &request, const Exchange &exchange)
    {
        const token::Policy &policy = m_tokens.policy().policy;
        const QList<QByteArray> parts = words(request.header(policy.headerName));
        if (!policy.headerTypes.contains(parts.first())) {
            exchange.answer(detailAnswer(401, "Authentication credentials were not provided."));
            return nullptr;
        }
        if (parts.size() != 2 || request.headerCount(policy.headerName) > 1) {
            exchange.answer(
                detailAnswer(401, "Authorization header must contain two space-delimited values",
                             "bad_authorization_header"));
            return nullptr;
        }
        const auth::Bearer bearer = m_tokens.authenticate(parts[1]);
        if (!bearer.verdict.accepted()) {
            exchange.answer(bearerRefusal(bearer.verdict, bearer.error, policy));
            return nullptr;
        }
        return bearer.user;
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

    void login(const ApiRequest &request, const Exchange &exchange, SessionKind kind)
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
                       tokensDone(exchange));
    }

    /// Whether the bearer, if the request carries a good one, is the user of \a token; where they
    /// differ, somebody ends a stranger's session. A bearer that is no good names nobody and is
    /// ignored, so that a client may log out after its access token has expired. The peer never
    /// looks at it. Source: SECURITY R51.
    bool mayRevoke(const ApiRequest &request, QByteArrayView token)
    {
        const token::Policy &policy = m_tokens.policy().policy;
        if (policy.preset == Preset::Simplejwt)
            return true;
        const QList<QByteArray> parts = words(request.header(policy.headerName));
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
    void logout(const ApiRequest &request, const Exchange &exchange)
    {
        const ApiResponse refused = detailAnswer(400, "Invalid token.");
        const RequestBody body(request);
        const FieldValue *field =
            body.state() == RequestBody::State::Fields ? body.find("refresh") : nullptr;
        if (!field || field->kind != FieldValue::Kind::Text)
            return exchange.answer(refused);
        if (!mayRevoke(request, field->text.toUtf8()))
            return exchange.answer(detailAnswer(403, kNotYours));
        m_tokens.revoke(field->text.toUtf8(), clientOf(request),
                        [exchange, refused](const auth::TokenAnswer &answer) {
                            if (answer)
                                return exchange.answer(
                                    detailAnswer(200, "Successfully logged out."));
                            if (answer.error().kind == auth::Refusal::Kind::Failed)
                                return exchange.answer(failureAnswer(answer.error().error));
                            exchange.answer(refused);
                        });
    }

    static void profile(const User &user, const Exchange &exchange)
    {
        QByteArray body = "{\"id\":" + QByteArray::number(user.id) + ",\"username\":";
        appendJsonString(body, user.username.toUtf8());
        body += ",\"email\":";
        appendJsonString(body, user.email.toUtf8());
        body += '}';
        exchange.answer(jsonAnswer(200, std::move(body)));
    }

    /// Ready means that the database answers and commits.
    void ready(const Exchange &exchange)
    {
        const char *preset =
            m_tokens.policy().policy.preset == Preset::Simplejwt ? "simplejwt" : "recommended";
        auth::checkWritable(m_context, [exchange, preset](const Result<void> &written) {
            if (!written)
                return exchange.answer(failureAnswer(written.error()));
            exchange.answer(jsonAnswer(200, jsonObject({{"status", "ready"}, {"preset", preset}})));
        });
    }

    /// Sends what a token use case comes to.
    auth::TokenDone tokensDone(const Exchange &exchange)
    {
        return [exchange, snapshot = m_tokens.sharedPolicy()](const auth::TokenAnswer &answer) {
            if (!answer) {
                if (answer.error().kind == auth::Refusal::Kind::BadCredentials)
                    return exchange.answer(detailAnswer(401, kBadCredentials));
                if (answer.error().kind == auth::Refusal::Kind::Throttled)
                    return exchange.answer(throttledAnswer(answer.error().retryAfter));
                return exchange.answer(refreshRefusal(answer.error(), snapshot->policy));
            }
            JsonPairs tokens;
            if (!answer->refresh.isEmpty())
                tokens.emplace_back("refresh", answer->refresh);
            if (!answer->access.isEmpty())
                tokens.emplace_back("access", answer->access);
            if (!answer->sliding.isEmpty())
                tokens.emplace_back("token", answer->sliding);
            exchange.answer(jsonAnswer(200, jsonObject(tokens)));
        };
    }

    const auth::Context &m_context;
    auth::TokenService m_tokens;
    auth::LoginService m_logins;
};

} // namespace

HandlerFactory makeApi(const auth::Context &context)
{
    return [&context]() -> std::unique_ptr<Handler> { return std::make_unique<Api>(context); };
}

} // namespace tokendesk::http
