// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/httpserver.h"

#include "server/http/gateserver.h"
#include "server/http/gatetarget.h"
#include "server/http/httpserveracceptor.h"
#include "server/http/httpservertls.h"
#include "server/http/transport.h"

#include <QThread>

#include <algorithm>
#include <mutex>

#ifdef Q_OS_UNIX
#include <sys/resource.h>
#endif

namespace tokendesk::http {
namespace {

#ifdef Q_OS_UNIX
constexpr rlim_t kDescriptors = 16'384; // connections at their default limit, and room for the rest
#endif

std::chrono::milliseconds steadyClock()
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::steady_clock::now().time_since_epoch());
}

/// An address or name of \a address as the Host field has it; empty if it is none.
QByteArray hostName(const QString &name)
{
    const QByteArray host = name.trimmed().toLower().toLatin1();
    if (const QHostAddress literal(name.trimmed()); !literal.isNull())
        return literal.toString().toLower().toLatin1();
    return isAuthority(host) ? hostOf(host) : QByteArray();
}

bool isWildcard(const QHostAddress &address)
{
    return address == QHostAddress(QHostAddress::Any)
           || address == QHostAddress(QHostAddress::AnyIPv4)
           || address == QHostAddress(QHostAddress::AnyIPv6);
}

/// What the options say, but for TLS.
Result<std::shared_ptr<GateConfig>> makePlainConfig(const HttpServerOptions &options)
{
    auto config = std::make_shared<GateConfig>();
    config->limits = options.limits;
    config->deadlines = options.deadlines;
    config->now = options.steadyNow ? options.steadyNow : &steadyClock;
    config->hosts.insert(QByteArrayLiteral("localhost"));
    if (!isWildcard(options.address))
        config->hosts.insert(hostName(options.address.toString()));
    for (const QString &name : options.allowedHosts) {
        const QByteArray host = hostName(name);
        if (host.isEmpty() || host == ".")
            return fail(ErrorCode::InvalidArgument,
                        QStringLiteral("\"%1\" is not a host name.").arg(name),
                        QStringLiteral("allowedHosts"));
        if (host.startsWith('.'))
            config->domains.push_back(host);
        else
            config->hosts.insert(host);
    }
    auto trusted = parseSubnets(options.trustedProxies);
    if (!trusted)
        return fail(ErrorCode::InvalidArgument,
                    QStringLiteral("Trusted proxies are addresses or subnets."),
                    QStringLiteral("trustedProxies"));
    config->trusted = *std::move(trusted);
    return config;
}

/// What is in force, together; replaced as a whole.
struct Serving
{
    HttpServerOptions options;
    TlsStamp stamp; ///< of the files that the configuration came from
    std::shared_ptr<const GateConfig> config;
};

Result<Serving> makeServing(const HttpServerOptions &options)
{
    Serving serving;
    serving.options = options;
    TRY_ASSIGN(const std::shared_ptr<GateConfig> config, makePlainConfig(options));
    if (options.tlsCertificate.isEmpty() != options.tlsKey.isEmpty())
        return fail(ErrorCode::TlsInvalid, QStringLiteral("TLS needs a certificate and a key."));
    if (!options.tlsCertificate.isEmpty()) {
        serving.stamp = tlsStamp(options.tlsCertificate, options.tlsKey); // before the reading
        TRY_ASSIGN(config->tls, loadTls(options.tlsCertificate, options.tlsKey));
    }
    serving.config = config;
    return serving;
}

} // namespace

struct HttpServer::Private
{
    std::shared_ptr<GateShared> shared;
    std::vector<std::unique_ptr<Worker>> workers;
    std::unique_ptr<Acceptor> acceptor; ///< after workers, which its thread uses
    std::atomic<bool> running{false};
    std::size_t next = 0; ///< worker of the next connection; acceptor's thread

    std::mutex mutex; ///< guards what follows: the acceptor's thread looks at the TLS files
    Serving serving;

    void handRound(qintptr descriptor)
    {
        next = (next + 1) % workers.size();
        workers[next]->adopt(descriptor);
    }

    /// Brings \a fresh into force. Needs the mutex.
    void publish(Serving fresh)
    {
        serving = std::move(fresh);
        acceptor->setLimit(serving.options.limits.connections);
        for (const auto &worker : workers)
            worker->configure(serving.config);
    }

    /// Takes a renewed certificate; keeps the old one if the new one is no good.
    void watchTls()
    {
        const std::lock_guard lock(mutex);
        if (!serving.config || !serving.config->tls)
            return;
        const HttpServerOptions &options = serving.options;
        const TlsStamp now = tlsStamp(options.tlsCertificate, options.tlsKey);
        if (now == serving.stamp)
            return;
        serving.stamp = now;
        auto loaded = loadTls(options.tlsCertificate, options.tlsKey);
        if (!loaded) {
            qWarning("http: kept the TLS certificate: %s", qPrintable(loaded.error().message()));
            return;
        }
        auto fresh = std::make_shared<GateConfig>(*serving.config);
        fresh->tls = *loaded;
        publish({options, now, std::move(fresh)});
    }
};

void HttpServer::prepareProcess()
{
    if (!qEnvironmentVariableIsSet("QT_NO_THREADED_GLIB"))
        qputenv("QT_NO_THREADED_GLIB", "1");
#ifdef Q_OS_UNIX
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < limit.rlim_max) {
        limit.rlim_cur = std::min<rlim_t>(limit.rlim_max, std::max(limit.rlim_cur, kDescriptors));
        ::setrlimit(RLIMIT_NOFILE, &limit);
    }
#endif
}

HttpServer::HttpServer(QObject *parent) : QObject(parent), d(std::make_unique<Private>()) { }

HttpServer::~HttpServer() { stop(); }

Result<void> HttpServer::start(const HttpServerOptions &options, const HandlerFactory &factory)
{
    if (d->running)
        return fail(ErrorCode::Conflict, QStringLiteral("The server is running."));
    TRY_ASSIGN(const Serving serving, makeServing(options));
    d->shared = std::make_shared<GateShared>();
    const int count =
        options.workers > 0 ? options.workers : std::max(1, QThread::idealThreadCount());
    for (int i = 0; i < count; ++i) {
        auto worker = std::make_unique<Worker>();
        auto started = worker->start(d->shared, serving.config, factory);
        if (!started) {
            d->workers.clear();
            return started;
        }
        d->workers.push_back(std::move(worker));
    }
    d->acceptor = std::make_unique<Acceptor>(
        d->shared, [this](qintptr descriptor) { d->handRound(descriptor); },
        [this] { d->watchTls(); });
    {
        const std::lock_guard lock(d->mutex);
        d->publish(serving);
    }
    auto listening = d->acceptor->listen(options.address, options.port);
    d->running = true;
    if (!listening) {
        stop(std::chrono::milliseconds{0});
        return listening;
    }
    return {};
}

Result<void> HttpServer::relisten(const HttpServerOptions &options)
{
    if (!d->running)
        return fail(ErrorCode::Conflict, QStringLiteral("The server is not running."));
    TRY_ASSIGN(const Serving serving, makeServing(options));
    const bool moves = options.address != d->acceptor->address()
                       || (options.port != 0 && options.port != d->acceptor->port());
    bool changesTls = false;
    const auto publish = [&] {
        const std::lock_guard lock(d->mutex);
        changesTls = options.tlsCertificate != d->serving.options.tlsCertificate
                     || options.tlsKey != d->serving.options.tlsKey;
        d->publish(serving);
    };
    // The workers learn before the new listener accepts, so that none of its connections is served
    // by the old rules, plain HTTP in place of TLS for one; and they learn only once it is bound.
    if (moves)
        TRY(d->acceptor->listen(options.address, options.port, publish));
    else
        publish();
    if (moves || changesTls) {
        for (const auto &worker : d->workers)
            worker->retire();
    }
    return {};
}

Result<void> HttpServer::configure(const HttpServerOptions &options)
{
    if (!d->running)
        return fail(ErrorCode::Conflict, QStringLiteral("The server is not running."));
    const std::lock_guard lock(d->mutex);
    Serving fresh = d->serving;
    fresh.options.limits = options.limits;
    fresh.options.deadlines = options.deadlines;
    fresh.options.allowedHosts = options.allowedHosts;
    fresh.options.trustedProxies = options.trustedProxies;
    TRY_ASSIGN(const std::shared_ptr<GateConfig> config, makePlainConfig(fresh.options));
    config->tls = d->serving.config->tls;
    fresh.config = config;
    d->publish(std::move(fresh));
    return {};
}

void HttpServer::stop(std::chrono::milliseconds patience)
{
    if (!d->running)
        return;
    d->running = false;
    d->acceptor.reset();
    for (const auto &worker : d->workers)
        worker->beginStop(patience);
    for (const auto &worker : d->workers)
        worker->join();
    d->workers.clear();
    const std::lock_guard lock(d->mutex);
    d->serving = {};
}

bool HttpServer::isRunning() const { return d->running; }

quint16 HttpServer::port() const { return d->running ? d->acceptor->port() : quint16{0}; }

QUrl HttpServer::url() const
{
    if (!d->running)
        return {};
    const std::lock_guard lock(d->mutex);
    QUrl url;
    url.setScheme(d->serving.config->tls ? QStringLiteral("https") : QStringLiteral("http"));
    url.setHost(d->acceptor->address().toString());
    url.setPort(d->acceptor->port());
    return url;
}

HttpStatistics HttpServer::statistics() const
{
    HttpStatistics sums;
    if (!d->shared)
        return sums;
    sums.requests = d->shared->requests.load();
    sums.refused = d->shared->refused.load();
    sums.vanished = d->shared->vanished.load();
    sums.openConnections = d->shared->connections.load();
    for (std::size_t i = 0; i < sums.byClass.size(); ++i)
        sums.byClass[i] = d->shared->byClass[i].load();
    for (std::size_t i = 0; i < GateShared::kRefusals.size(); ++i)
        sums.refusals.emplace_back(GateShared::kRefusals[i], d->shared->byRefusal[i].load());
    return sums;
}

void HttpServer::sweep()
{
    if (!d->running)
        return;
    d->acceptor->sweep();
    for (const auto &worker : d->workers)
        worker->sweep();
}

} // namespace tokendesk::http
