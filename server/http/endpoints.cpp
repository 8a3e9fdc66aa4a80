// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/endpoints.h"

#include "server/auth/health.h"
#include "server/auth/loginservice.h"
#include "server/auth/tokenservice.h"
#include "server/http/accountendpoints.h"
#include "server/http/adminendpoints.h"
#include "server/http/answers.h"
#include "server/http/call.h"
#include "server/http/cors.h"
#include "server/http/exchange.h"
#include "server/http/fields.h"
#include "server/http/metadata.h"
#include "server/http/metrics.h"
#include "server/http/networkaccess.h"
#include "server/http/oauth.h"
#include "server/http/openapi.h"
#include "server/http/prometheus.h"
#include "server/http/published.h"
#include "server/http/router.h"
#include "server/token/jwk.h"

namespace tokendesk::http {
namespace {

constexpr int kMaximumUsername = 150;
constexpr QByteArrayView kBadCredentials = "No active account found with the given credentials";

/// Splits as Python does: at runs of ASCII blanks.
QList<QByteArray> words(QByteArrayView text) { return text.toByteArray().simplified().split(' '); }

QByteArray challengeOf(const token::Policy &policy)
{
    const QByteArray scheme =
        policy.headerTypes.isEmpty() ? QByteArrayLiteral("Bearer") : policy.headerTypes.first();
    return scheme + " realm=\"api\"";
}

/// Whether the answer has a media type of its own, and is no matter of content negotiation.
bool hasOwnMediaType(const Route &route)
{
    const Action action = route.operations.front().action;
    return action == Action::Metrics || action == Action::KeySet || action == Action::Metadata
           || action == Action::OpenApi;
}

LoginResult loginResultOf(const auth::TokenAnswer &answer)
{
    using Kind = auth::Refusal::Kind;
    if (answer)
        return LoginResult::Succeeded;
    if (answer.error().kind == Kind::Throttled)
        return LoginResult::Throttled;
    return answer.error().kind == Kind::Failed ? LoginResult::Unavailable : LoginResult::Failed;
}

/// What requests need of the policies, made ready once for each change.
struct Rules
{
    auth::PolicyStore::Snapshot policies;
    QByteArray challenge;
    CorsRules cors;
    NetworkAccess metrics;
    NetworkAccess admin;
    Result<token::KeySetDocument> keys;
    Result<MetadataDocument> metadata;
};

/// What all workers share.
struct Shared
{
    Shared(const auth::Context &context, const auth::UseCases &useCases,
           std::function<HttpStatistics()> statistics)
        : metrics(context, std::move(statistics)), log(std::make_shared<RequestLog>(context.log)),
          account(useCases, context.clock), admin(context, useCases)
    {
    }

    Metrics metrics;
    std::shared_ptr<RequestLog> log;
    AccountEndpoints account;
    AdminEndpoints admin;
};

/// Serves one worker thread.
class Api final : public Handler
{
public:
    Api(const auth::Context &context, std::shared_ptr<Shared> shared)
        : m_context(context), m_shared(std::move(shared)),
          m_counters(m_shared->metrics.forWorker()), m_tokens(context), m_logins(context),
          m_oauth(context, m_tokens)
    {
    }

    void handle(const ApiRequest &request, Reply reply) override
    {
        const Rules &rules = currentRules();
        const Routing routing = findRoute(request.path, rules.policies->policy);
        // Web pages, of whatever origin, have no business with the administration.
        const bool isShared =
            rules.cors.isOn() && !(routing.route && routing.route->access == Access::Staff);
        const bool isOfClients = routing.route && routing.route->access == Access::Client;
        const Exchange exchange{routing.route,
                                request.id,
                                request.method,
                                request.peer,
                                isOfClients ? QByteArray(kClientChallenge) : rules.challenge,
                                isShared ? rules.cors.allowedOrigin(request) : QByteArray(),
                                isShared,
                                std::chrono::steady_clock::now(),
                                m_counters,
                                m_shared->log,
                                std::move(reply),
                                rules.policies->policy.preset == Preset::Simplejwt};
        if (!routing.route)
            return exchange.answer(detailAnswer(404, "Not found."));
        if (routing.redirect)
            return redirect(request, exchange);
        if (!exchange.origin.isEmpty() && CorsRules::isPreflight(request))
            return exchange.answer(rules.cors.preflight(*routing.route));
        if (!hasOwnMediaType(*routing.route)) {
            if (!knowsFormat(request))
                return exchange.answer(detailAnswer(404, "Not found."));
            if (!acceptsJson(request))
                return exchange.answer(
                    detailAnswer(406, "Could not satisfy the request Accept header."));
        }
        serve(request, routing, exchange);
    }

private:
    const Rules &currentRules()
    {
        const auth::PolicyStore::Snapshot &policies = m_tokens.sharedPolicy();
        if (m_rules.policies != policies)
            m_rules = {policies,
                       challengeOf(policies->policy),
                       CorsRules(*policies),
                       NetworkAccess(policies->settings, settings::kMetricsNetworks),
                       NetworkAccess(policies->settings, settings::kAdminNetworks),
                       token::keySetDocument(policies->keys),
                       metadataDocument(*policies)};
        return m_rules;
    }

    static void redirect(const ApiRequest &request, const Exchange &exchange)
    {
        ApiResponse response;
        response.status = 301;
        response.contentType = QByteArrayLiteral("text/html; charset=utf-8");
        QByteArray location = exchange.route->path;
        if (!request.query.isEmpty())
            location += '?' + request.query;
        response.headers.emplace_back("Location", location);
        exchange.answer(std::move(response));
    }

    void serve(const ApiRequest &request, const Routing &routing, const Exchange &exchange)
    {
        const Route &route = *routing.route;
        if (route.access == Access::Staff && !m_rules.admin.allows(request))
            return exchange.answer(forbiddenAnswer());
        auth::Bearer bearer;
        if (route.access >= Access::Bearer) {
            bearer = authenticate(request, exchange, route.access);
            if (!bearer.user)
                return;
        }
        if (request.method == "OPTIONS")
            return exchange.answer(describe(route));
        const Operation *operation = route.find(request.method);
        if (!operation)
            return exchange.answer(
                detailAnswer(405, QByteArray("Method \"" + request.method + "\" not allowed.")));
        if (route.access <= Access::Bearer)
            return act(operation->action, request, bearer, exchange);
        const Call call{request, routing.parameter, exchange, bearer.user,
                        sessionOf(bearer.verdict)};
        if (route.access == Access::Staff)
            m_shared->admin.serve(*operation, call);
        else
            m_shared->account.serve(operation->action, call);
    }

    /// What the peer has, and what tells of the server itself.
    void act(Action action, const ApiRequest &request, const auth::Bearer &bearer,
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
            return withField(request, exchange, kTokenFields[0], [&](const QByteArray &token) {
                const auth::Bearer verified = m_tokens.verify(token);
                if (isUndecided(verified, exchange))
                    return;
                exchange.answer(
                    verifyAnswer(verified.verdict, verified.error, m_tokens.policy().policy));
            });
        case Action::Blacklist:
            return withField(request, exchange, kRefreshFields[0], [&](const QByteArray &token) {
                if (mayRevoke(request, token))
                    m_tokens.revoke(token, clientOf(request), tokensDone(exchange),
                                    EndReason::Blacklisted);
                else
                    exchange.answer(forbiddenAnswer());
            });
        case Action::Logout:
            return logout(request, exchange);
        case Action::Profile:
            return profile(bearer.user->user, exchange);
        case Action::Live:
            return exchange.answer(jsonAnswer(200, QByteArrayLiteral("{\"status\":\"live\"}")));
        case Action::Ready:
            return ready(exchange);
        case Action::Metrics:
            return metrics(request, exchange);
        case Action::KeySet:
            return keySet(request, exchange);
        case Action::Metadata:
            return metadata(request, exchange);
        case Action::Introspect:
            return m_oauth.introspect(request, exchange, clientOf(request));
        case Action::RevokeToken:
            return m_oauth.revoke(request, exchange, clientOf(request));
        case Action::OpenApi:
            return exchange.answer(publishedAnswer(QByteArrayLiteral("application/json"),
                                                   openApiDocument().body, openApiDocument().etag,
                                                   request));
        default:
            exchange.fail(Error(ErrorCode::Internal, QStringLiteral("no such operation")));
        }
    }

    static std::optional<SessionId> sessionOf(const token::Verdict &verdict)
    {
        return verdict.jti ? std::optional(verdict.jti->session) : std::nullopt;
    }

    /// The bearer, with no user if the answer has been given. Source: contract section 6.
    auth::Bearer authenticate(const ApiRequest &request, const Exchange &exchange, Access access)
    {
        const token::Policy &policy = m_tokens.policy().policy;
        const QList<QByteArray> parts = words(request.header(policy.headerName));
        if (!policy.headerTypes.contains(parts.first())) {
            exchange.answer(detailAnswer(401, "Authentication credentials were not provided."));
            return {};
        }
        if (parts.size() != 2 || request.headerCount(policy.headerName) > 1) {
            exchange.answer(
                detailAnswer(401, "Authorization header must contain two space-delimited values",
                             "bad_authorization_header"));
            return {};
        }
        auth::Bearer bearer = access == Access::Bearer ? m_tokens.authenticate(parts[1])
                                                       : m_tokens.authenticateLive(parts[1]);
        if (bearer.verdict.accepted())
            return bearer;
        if (!isUndecided(bearer, exchange))
            exchange.answer(bearerRefusal(bearer.verdict, bearer.error, policy));
        return {};
    }

    /// Counts a token that is no good; answers, and is true, where the database could not tell.
    static bool isUndecided(const auth::Bearer &bearer, const Exchange &exchange)
    {
        if (bearer.verdict.accepted())
            return false;
        exchange.counters->countRefusal(bearer.verdict.cause());
        if (bearer.verdict.cause() != token::Cause::FactsUnavailable)
            return false;
        exchange.fail(bearer.error);
        return true;
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
                       loginDone(exchange));
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
            return exchange.answer(forbiddenAnswer());
        m_tokens.revoke(field->text.toUtf8(), clientOf(request),
                        [exchange, refused](const auth::TokenAnswer &answer) {
                            if (answer)
                                return exchange.answer(
                                    detailAnswer(200, "Successfully logged out."));
                            if (answer.error().kind == auth::Refusal::Kind::Failed)
                                return exchange.fail(answer.error().error);
                            exchange.counters->countRefusal(answer.error().verdict.cause());
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
                return exchange.fail(written.error());
            exchange.answer(jsonAnswer(200, jsonObject({{"status", "ready"}, {"preset", preset}})));
        });
    }

    void metrics(const ApiRequest &request, const Exchange &exchange)
    {
        if (!m_rules.metrics.allows(request))
            return exchange.answer(forbiddenAnswer());
        ApiResponse response = jsonAnswer(200, m_shared->metrics.text());
        response.contentType = PrometheusText::kContentType;
        exchange.answer(std::move(response));
    }

    void keySet(const ApiRequest &request, const Exchange &exchange)
    {
        const auto &keys = currentRules().keys;
        if (!keys)
            return exchange.fail(keys.error());
        exchange.answer(publishedAnswer(QByteArrayLiteral("application/jwk-set+json"), keys->body,
                                        keys->etag, request));
    }

    void metadata(const ApiRequest &request, const Exchange &exchange)
    {
        const auto &document = currentRules().metadata;
        if (!document)
            return exchange.answer(detailAnswer(404, document.error().detail.toUtf8()));
        exchange.answer(publishedAnswer(QByteArrayLiteral("application/json"), document->body,
                                        document->etag, request));
    }

    /// The same for a login, which is counted too.
    auth::TokenDone loginDone(const Exchange &exchange)
    {
        return [counters = m_counters,
                answer = tokensDone(exchange)](const auth::TokenAnswer &result) {
            counters->countLogin(loginResultOf(result));
            answer(result);
        };
    }

    /// Sends what a token use case comes to.
    auth::TokenDone tokensDone(const Exchange &exchange)
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

    static void refuse(const auth::Refusal &refusal, const token::Policy &policy,
                       const Exchange &exchange)
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

    const auth::Context &m_context;
    std::shared_ptr<Shared> m_shared;
    std::shared_ptr<WorkerCounters> m_counters;
    auth::TokenService m_tokens;
    auth::LoginService m_logins;
    OAuthEndpoints m_oauth;
    Rules m_rules;
};

} // namespace

auth::Client clientOf(const ApiRequest &request)
{
    return {request.peer.toString(), QString::fromUtf8(request.header("User-Agent")).left(256),
            request.id};
}

HandlerFactory makeApi(const auth::Context &context, const auth::UseCases &useCases,
                       std::function<HttpStatistics()> statistics)
{
    auto shared = std::make_shared<Shared>(context, useCases, std::move(statistics));
    return [&context, shared = std::move(shared)]() -> std::unique_ptr<Handler> {
        return std::make_unique<Api>(context, shared);
    };
}

} // namespace tokendesk::http
