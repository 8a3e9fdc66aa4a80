// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/endpoints.h"

#include "server/auth/health.h"
#include "server/auth/tokenservice.h"
#include "server/http/accountendpoints.h"
#include "server/http/adminendpoints.h"
#include "server/http/answers.h"
#include "server/http/bearer.h"
#include "server/http/call.h"
#include "server/http/cors.h"
#include "server/http/exchange.h"
#include "server/http/metadata.h"
#include "server/http/metrics.h"
#include "server/http/networkaccess.h"
#include "server/http/oauth.h"
#include "server/http/openapi.h"
#include "server/http/prometheus.h"
#include "server/http/published.h"
#include "server/http/router.h"
#include "server/http/tokenendpoints.h"
#include "server/token/jwk.h"

namespace tokendesk::http {
namespace {

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
          m_counters(m_shared->metrics.forWorker()), m_tokens(context),
          m_tokenEndpoints(context, m_tokens), m_oauth(context, m_tokens)
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
            bearer = authenticate(request, exchange, route.access, m_tokens);
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

    /// What needs no account whose session lives.
    void act(Action action, const ApiRequest &request, const auth::Bearer &bearer,
             const Exchange &exchange)
    {
        switch (action) {
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
            return m_tokenEndpoints.serve(action, request, bearer, exchange);
        }
    }

    static std::optional<SessionId> sessionOf(const token::Verdict &verdict)
    {
        return verdict.jti ? std::optional(verdict.jti->session) : std::nullopt;
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

    const auth::Context &m_context;
    std::shared_ptr<Shared> m_shared;
    std::shared_ptr<WorkerCounters> m_counters;
    auth::TokenService m_tokens;
    TokenEndpoints m_tokenEndpoints;
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
