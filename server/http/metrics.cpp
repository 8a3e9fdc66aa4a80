// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/metrics.h"

#include "server/auth/health.h"
#include "server/auth/passwordhasher.h"
#include "server/auth/retention.h"
#include "server/auth/revocationset.h"
#include "server/base/eventbus.h"
#include "server/base/logging.h"
#include "server/http/prometheus.h"
#include "server/http/router.h"

#include <QtGlobal>

#include <algorithm>

namespace tokendesk::http {
namespace {

constexpr std::array kLoginResults = {"ok", "failed", "throttled", "unavailable"};

/// Close enough to the start of the process: the libraries are loaded before its main().
const std::chrono::system_clock::time_point processStart = std::chrono::system_clock::now();

/// Adds without the full barrier of an atomic sum; nobody else orders anything by it.
void add(std::atomic<quint64> &count, quint64 value = 1)
{
    count.fetch_add(value, std::memory_order_relaxed);
}

double seconds(std::chrono::nanoseconds duration)
{
    return std::chrono::duration<double>(duration).count();
}

/// Label of the route at \a index in the table.
QByteArrayView routeName(std::size_t index)
{
    return index < routes().size() ? routes()[index].path : "other";
}

/// Why the gate refuses with \a status.
const char *gateReason(int status)
{
    switch (status) {
    case 0:
        return "connections_per_address";
    case 400:
        return "malformed";
    case 408:
        return "too_slow";
    case 413:
        return "body_too_large";
    case 414:
        return "target_too_long";
    case 421:
        return "unknown_host";
    case 431:
        return "fields_too_large";
    case 501:
        return "not_implemented";
    case 503:
        return "handler_too_slow";
    case 505:
        return "http_version";
    default:
        return "other";
    }
}

void writeTransport(PrometheusText &out, const HttpStatistics &http)
{
    out.gauge("tokendesk_http_open_connections", "Client connections that are open now.",
              http.openConnections);
    out.counter("tokendesk_http_clients_gone_total",
                "Clients that were gone before the answer to their request.", http.vanished);
    out.family("tokendesk_http_gate_refusals_total", "counter",
               "Requests and connections refused before any handler saw them.");
    for (const auto &[status, count] : http.refusals)
        out.sample({},
                   {{"status", status == 0 ? QByteArray("none") : QByteArray::number(status)},
                    {"reason", gateReason(status)}},
                   count);
}

void writeHasher(PrometheusText &out, const auth::HasherStatistics &hasher)
{
    out.gauge("tokendesk_password_hash_queue_depth", "Passwords that wait to be hashed.",
              hasher.queued);
    out.gauge("tokendesk_password_hash_running", "Passwords that are being hashed.",
              hasher.running);
    out.family("tokendesk_password_hash_rejected_total", "counter",
               "Passwords that were not hashed, because the queue was full or too slow.");
    out.sample({}, {{"reason", "queue_full"}}, static_cast<quint64>(hasher.refused));
    out.sample({}, {{"reason", "deadline"}}, static_cast<quint64>(hasher.late));
    out.family("tokendesk_password_hash_duration_seconds", "summary",
               "Time spent on hashing, without the queue.");
    out.sample("_sum", {}, seconds(hasher.busy));
    out.sample("_count", {}, static_cast<quint64>(hasher.done));
}

void writeWriter(PrometheusText &out, const auth::WriterFigures &writer)
{
    out.counter("tokendesk_writer_batches_total", "Transactions committed.", writer.batches);
    out.counter("tokendesk_writer_failed_batches_total", "Transactions that failed as a whole.",
                writer.failedBatches);
    out.counter("tokendesk_writer_jobs_total", "Changes executed in these transactions.",
                writer.jobs);
    out.gauge("tokendesk_writer_queue_depth", "Changes that wait for the writer.",
              static_cast<double>(writer.queued));
}

void writeRetention(PrometheusText &out, const auth::RetentionCounters &retention)
{
    out.family("tokendesk_retention_rows_total", "counter",
               "Rows that retention has deleted, by kind; sessions_finished: expired sessions that "
               "were given their end.");
    for (int kind = 0; kind < auth::RetentionCounters::KindCount; ++kind)
        out.sample({}, {{"kind", auth::retentionKindName(kind)}},
                   retention.rows[static_cast<std::size_t>(kind)].load());
    out.counter("tokendesk_retention_runs_total", "Times that retention has come to its end.",
                retention.runs.load());
    out.counter("tokendesk_retention_held_total",
                "Times that retention held still, because the clock had leapt ahead.",
                retention.held.load());
}

} // namespace

void WorkerCounters::countRequest(std::size_t route, QByteArrayView method, int status,
                                  std::chrono::nanoseconds duration)
{
    RouteCounts &counts = m_routes[std::min(route, kRouteLimit - 1)];
    const auto known = std::find_if(kMethods.begin(), kMethods.end() - 1,
                                    [method](const char *name) { return method == name; });
    const auto methodIndex = static_cast<std::size_t>(known - kMethods.begin());
    const auto statusClass = static_cast<std::size_t>(std::clamp(status / 100, 1, 5) - 1);
    add(counts.requests[methodIndex][statusClass]);
    const auto bound = std::find_if(kBounds.begin(), kBounds.end(),
                                    [duration](auto limit) { return duration <= limit; });
    add(counts.durations[static_cast<std::size_t>(bound - kBounds.begin())]);
    add(counts.nanoseconds, static_cast<quint64>(std::max<qint64>(0, duration.count())));
}

void WorkerCounters::countRefusal(token::Cause cause)
{
    add(m_refusals[static_cast<std::size_t>(cause)]);
}

void WorkerCounters::countLogin(LoginResult result)
{
    add(m_logins[static_cast<std::size_t>(result)]);
}

void WorkerCounters::countClient(LoginResult result)
{
    add(m_clients[static_cast<std::size_t>(result)]);
}

/// The same counts, of all workers.
struct Metrics::Sums
{
    struct Route
    {
        std::array<std::array<quint64, WorkerCounters::kClasses>, WorkerCounters::kMethods.size()>
            requests{};
        std::array<quint64, WorkerCounters::kBounds.size() + 1> durations{};
        quint64 nanoseconds = 0;
    };
    std::array<Route, WorkerCounters::kRouteLimit> routes{};
    std::array<quint64, static_cast<std::size_t>(token::Cause::Count)> refusals{};
    std::array<quint64, kLoginResults.size()> logins{};
    std::array<quint64, kLoginResults.size()> clients{};

    template<typename To, typename From>
    static void addEach(To &to, const From &from)
    {
        for (std::size_t i = 0; i < to.size(); ++i)
            to[i] += from[i].load(std::memory_order_relaxed);
    }

    void add(const WorkerCounters &worker)
    {
        for (std::size_t i = 0; i < routes.size(); ++i) {
            const auto &from = worker.m_routes[i];
            for (std::size_t method = 0; method < from.requests.size(); ++method)
                addEach(routes[i].requests[method], from.requests[method]);
            addEach(routes[i].durations, from.durations);
            routes[i].nanoseconds += from.nanoseconds.load(std::memory_order_relaxed);
        }
        addEach(refusals, worker.m_refusals);
        addEach(logins, worker.m_logins);
        addEach(clients, worker.m_clients);
    }

    void writeRequests(PrometheusText &out) const;
    void writeDurations(PrometheusText &out) const;
    void writeOutcomes(PrometheusText &out) const;
};

void Metrics::Sums::writeRequests(PrometheusText &out) const
{
    static constexpr std::array kClassNames = {"1xx", "2xx", "3xx", "4xx", "5xx"};
    out.family("tokendesk_http_requests_total", "counter",
               "Requests answered, by route, method and class of status.");
    for (std::size_t i = 0; i < routes.size(); ++i) {
        for (std::size_t method = 0; method < WorkerCounters::kMethods.size(); ++method) {
            for (std::size_t status = 0; status < kClassNames.size(); ++status) {
                const quint64 count = routes[i].requests[method][status];
                if (count > 0) // the others would be hundreds
                    out.sample({},
                               {{"route", routeName(i)},
                                {"method", WorkerCounters::kMethods[method]},
                                {"status", kClassNames[status]}},
                               count);
            }
        }
    }
}

void Metrics::Sums::writeDurations(PrometheusText &out) const
{
    out.family("tokendesk_http_request_duration_seconds", "histogram",
               "Time from the complete request to its answer, without the network.");
    for (std::size_t i = 0; i < routes.size(); ++i) {
        quint64 count = 0;
        for (const quint64 each : routes[i].durations)
            count += each;
        if (count == 0)
            continue;
        quint64 upTo = 0;
        for (std::size_t bound = 0; bound < WorkerCounters::kBounds.size(); ++bound) {
            upTo += routes[i].durations[bound];
            out.sample("_bucket",
                       {{"route", routeName(i)},
                        {"le", prometheusNumber(seconds(WorkerCounters::kBounds[bound]))}},
                       upTo);
        }
        out.sample("_bucket", {{"route", routeName(i)}, {"le", "+Inf"}}, count);
        out.sample("_sum", {{"route", routeName(i)}},
                   seconds(std::chrono::nanoseconds(routes[i].nanoseconds)));
        out.sample("_count", {{"route", routeName(i)}}, count);
    }
}

void Metrics::Sums::writeOutcomes(PrometheusText &out) const
{
    out.family("tokendesk_token_refusals_total", "counter",
               "Tokens refused, by the reason that the inspector shows.");
    for (std::size_t cause = 1; cause < refusals.size(); ++cause)
        out.sample({}, {{"reason", token::causeName(static_cast<token::Cause>(cause))}},
                   refusals[cause]);
    out.family("tokendesk_logins_total", "counter",
               "Logins, by how they ended; unavailable: the server had no room or no database.");
    for (std::size_t result = 0; result < logins.size(); ++result)
        out.sample({}, {{"result", kLoginResults[result]}}, logins[result]);
    out.family("tokendesk_client_authentications_total", "counter",
               "Credentials of OAuth clients judged, by how that ended.");
    for (std::size_t result = 0; result < clients.size(); ++result)
        out.sample({}, {{"result", kLoginResults[result]}}, clients[result]);
}

Metrics::Metrics(const auth::Context &context, std::function<HttpStatistics()> http)
    : m_context(context), m_http(std::move(http)), m_liveSessions(context)
{
    Q_ASSERT(routes().size() < WorkerCounters::kRouteLimit);
}

std::shared_ptr<WorkerCounters> Metrics::forWorker()
{
    const std::lock_guard lock(m_mutex);
    for (const auto &worker : m_workers) {
        if (worker.use_count() == 1)
            return worker;
    }
    m_workers.push_back(std::make_shared<WorkerCounters>());
    return m_workers.back();
}

std::unique_ptr<Metrics::Sums> Metrics::sums()
{
    auto sums = std::make_unique<Sums>();
    const std::lock_guard lock(m_mutex);
    for (const auto &worker : m_workers)
        sums->add(*worker);
    return sums;
}

QByteArray Metrics::text()
{
    PrometheusText out;
    out.family("tokendesk_build_info", "gauge", "Always 1; the labels tell the versions.");
    out.sample({}, {{"version", TOKENDESK_VERSION}, {"qt", qVersion()}}, quint64{1});
    out.gauge("process_start_time_seconds", "When the process began, in seconds since 1970.",
              seconds(processStart.time_since_epoch()));
    const auto counted = sums();
    counted->writeRequests(out);
    counted->writeDurations(out);
    if (m_http)
        writeTransport(out, m_http());
    counted->writeOutcomes(out);
    if (const auto live = m_liveSessions.count())
        out.gauge("tokendesk_live_sessions", "Sessions that are live, a few seconds old at most.",
                  static_cast<double>(*live));
    out.gauge("tokendesk_revoked_sessions",
              "Ended sessions whose access tokens have not expired yet.",
              static_cast<double>(m_context.revocations.size()));
    writeHasher(out, m_context.hasher.statistics());
    writeWriter(out, auth::writerFigures(m_context));
    if (m_context.retention)
        writeRetention(out, *m_context.retention);
    out.counter("tokendesk_events_dropped_total", "Events that found no room on the event bus.",
                m_context.events.dropped());
    if (m_context.log)
        out.counter("tokendesk_log_lines_dropped_total", "Log lines that found no room.",
                    m_context.log->dropped());
    return out.take();
}

} // namespace tokendesk::http
