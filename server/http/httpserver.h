// SPDX-License-Identifier: GPL-3.0-or-later
// QObject: the HTTP server: one accepting thread, N worker threads, live changes of address and
// TLS.
#pragma once

#include "server/base/result.h"
#include "server/http/api.h"
#include "server/http/gatelimits.h"

#include <QHostAddress>
#include <QObject>
#include <QStringList>
#include <QUrl>

#include <array>
#include <functional>
#include <memory>
#include <vector>

namespace tokendesk::http {

/// Where and how to serve.
struct HttpServerOptions
{
    QHostAddress address{QHostAddress::LocalHost};
    quint16 port = 8000; ///< 0 picks a free one
    int workers = 0; ///< threads; 0: one for each core. Fixed by start().
    GateLimits limits;
    GateDeadlines deadlines;
    /// Further names of this server for the Host check; a leading dot stands for all subdomains.
    QStringList allowedHosts;
    QStringList
        trustedProxies; ///< addresses or subnets ("10.0.0.0/8") whose forwarding is believed
    QString tlsCertificate; ///< PEM file, with its chain; empty: plain HTTP
    QString tlsKey; ///< PEM file
    /// A clock that never goes back, for the deadlines; tests move it. Called from every worker.
    std::function<std::chrono::milliseconds()> steadyNow;
};

/// Sums since the start.
struct HttpStatistics
{
    quint64 requests = 0; ///< handed to a handler
    quint64 refused = 0; ///< answered by the gate itself, or cut
    quint64 vanished = 0; ///< clients gone before their answer
    int openConnections = 0; ///< now
    std::array<quint64, 6> byClass{}; ///< answers with status 1xx … 5xx at [1] … [5]
    std::vector<std::pair<int, quint64>> refusals; ///< by status; 0: cut without an answer
};

/// Serves HTTP. Thread: any, one call at a time; needs no event loop of its caller's thread.
/// start(), relisten() and sweep() wait for milliseconds, stop() for at most its patience;
/// configure() does not wait.
class HttpServer : public QObject
{
    Q_OBJECT
public:
    /// To be called once in main(), before the first thread starts: worker threads then use the
    /// UNIX event dispatcher, which needs two system calls fewer for each request than GLib's.
    static void prepareProcess();

    explicit HttpServer(QObject *parent = nullptr);
    ~HttpServer() override;

    /// Binds, starts the workers and serves. Errors: AddressInUse (detail names the holder where
    /// the system can tell), AddressUnavailable, TlsInvalid (never a fall-back to plain HTTP),
    /// Internal.
    [[nodiscard]] Result<void> start(const HttpServerOptions &options,
                                     const HandlerFactory &factory);
    /// Moves to new options: the new listener is bound first, then the old one closed; on an error
    /// everything stays as it was. Connections that exist end with their current request if
    /// address, port or TLS files are others. The number of workers and the clock stay. Errors: as
    /// start().
    [[nodiscard]] Result<void> relisten(const HttpServerOptions &options);
    /// Brings limits, deadlines, allowed hosts and trusted proxies of \a options into force, from
    /// the next connection or request on; everything else, and every connection, stays. Errors:
    /// InvalidArgument, Conflict (not running).
    [[nodiscard]] Result<void> configure(const HttpServerOptions &options);
    /// Closes the listener, answers what is in flight (at most \a patience), ends the threads.
    void stop(std::chrono::milliseconds patience = std::chrono::milliseconds{3000});

    [[nodiscard]] bool isRunning() const;
    /// The port in use, 0 while stopped.
    [[nodiscard]] quint16 port() const;
    /// "http://127.0.0.1:8000", empty while stopped.
    [[nodiscard]] QUrl url() const;
    [[nodiscard]] HttpStatistics statistics() const;
    /// Applies deadlines, looks at the TLS files and resumes accepting now, in every thread;
    /// returns when done. It happens by itself four times a second.
    void sweep();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace tokendesk::http
