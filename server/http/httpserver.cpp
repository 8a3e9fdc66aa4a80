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

Result<std::shared_ptr<GateConfig>> makeConfig(const HttpServerOptions &options)
{
    auto config = std::make_shared<GateConfig>();
    config->limits = options.limits;
    config->deadlines = options.deadlines;
    config->now = options.steadyNow ? options.steadyNow : &steadyClock;
    config->hosts.insert(QByteArrayLiteral("localhost"));
    if (options.address != QHostAddress(QHostAddress::Any)
        && options.address != QHostAddress(QHostAddress::AnyIPv4)
        && options.address != QHostAddress(QHostAddress::AnyIPv6)) {
        config->hosts.insert(options.address.toString().toLower().toLatin1());
    }
    for (const QString &name : options.allowedHosts) {
        const QByteArray host = name.trimmed().toLower().toLatin1();
        if (!isAuthority(host))
            return fail(ErrorCode::InvalidArgument,
                        QStringLiteral("\"%1\" is not a host name.").arg(name),
                        QStringLiteral("allowedHosts"));
        config->hosts.insert(hostOf(host));
    }
    const auto trusted = parseSubnets(options.trustedProxies);
    if (!trusted)
        return fail(ErrorCode::InvalidArgument,
                    QStringLiteral("Trusted proxies are addresses or subnets."),
                    QStringLiteral("trustedProxies"));
    config->trusted = *trusted;
    if (options.tlsCertificate.isEmpty() != options.tlsKey.isEmpty())
        return fail(ErrorCode::TlsInvalid, QStringLiteral("TLS needs a certificate and a key."));
    if (!options.tlsCertificate.isEmpty()) {
        TRY_ASSIGN(config->tls, loadTls(options.tlsCertificate, options.tlsKey));
    }
    return config;
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
    HttpServerOptions options;
    std::shared_ptr<const GateConfig> config;
    TlsStamp stamp;

    void handRound(qintptr descriptor)
    {
        next = (next + 1) % workers.size();
        workers[next]->adopt(descriptor);
    }

    void publish(std::shared_ptr<const GateConfig> fresh)
    {
        config = std::move(fresh);
        for (const auto &worker : workers)
            worker->configure(config);
    }

    /// Takes a renewed certificate; keeps the old one if the new one is no good.
    void watchTls()
    {
        const std::lock_guard lock(mutex);
        if (!config || !config->tls)
            return;
        const TlsStamp now = tlsStamp(options.tlsCertificate, options.tlsKey);
        if (now == stamp)
            return;
        stamp = now;
        auto loaded = loadTls(options.tlsCertificate, options.tlsKey);
        if (!loaded) {
            qWarning("http: kept the TLS certificate: %s", qPrintable(loaded.error().message()));
            return;
        }
        auto fresh = std::make_shared<GateConfig>(*config);
        fresh->tls = *loaded;
        publish(std::move(fresh));
    }

    void remember(const HttpServerOptions &fresh)
    {
        options = fresh;
        stamp = fresh.tlsCertificate.isEmpty() ? TlsStamp()
                                               : tlsStamp(fresh.tlsCertificate, fresh.tlsKey);
        acceptor->setLimit(fresh.limits.connections);
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
    const TlsStamp stamp = tlsStamp(options.tlsCertificate, options.tlsKey);
    TRY_ASSIGN(const std::shared_ptr<const GateConfig> config, makeConfig(options));
    d->shared = std::make_shared<GateShared>();
    const int count =
        options.workers > 0 ? options.workers : std::max(1, QThread::idealThreadCount());
    for (int i = 0; i < count; ++i) {
        auto worker = std::make_unique<Worker>();
        auto started = worker->start(d->shared, config, factory);
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
        d->config = config;
        d->remember(options);
        d->stamp = stamp;
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
    TRY_ASSIGN(const std::shared_ptr<const GateConfig> config, makeConfig(options));
    const bool moves = options.address != d->acceptor->address()
                       || (options.port != 0 && options.port != d->acceptor->port());
    // The workers learn first, so that no connection of the new listener is served by the old
    // rules, plain HTTP in place of TLS for one.
    std::shared_ptr<const GateConfig> before;
    {
        const std::lock_guard lock(d->mutex);
        before = d->config;
        d->publish(config);
    }
    if (moves) {
        auto listening = d->acceptor->listen(options.address, options.port);
        if (!listening) {
            const std::lock_guard lock(d->mutex);
            d->publish(before);
            return listening;
        }
    }
    const std::lock_guard lock(d->mutex);
    d->remember(options);
    for (const auto &worker : d->workers)
        worker->retire();
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
    d->config.reset();
}

bool HttpServer::isRunning() const { return d->running; }

quint16 HttpServer::port() const { return d->running ? d->acceptor->port() : quint16{0}; }

QUrl HttpServer::url() const
{
    if (!d->running)
        return {};
    const std::lock_guard lock(d->mutex);
    QUrl url;
    url.setScheme(d->config->tls ? QStringLiteral("https") : QStringLiteral("http"));
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
    sums.openConnections = d->shared->connections.load();
    for (std::size_t i = 0; i < sums.byClass.size(); ++i)
        sums.byClass[i] = d->shared->byClass[i].load();
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
