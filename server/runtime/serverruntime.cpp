// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/runtime/serverruntime.h"

#include "server/auth/eventlog.h"
#include "server/auth/policystore.h"
#include "server/http/endpoints.h"
#include "server/http/httpserver.h"
#include "server/runtime/changewatcher.h"
#include "server/runtime/core.h"
#include "server/store/writer.h"

#include <QLoggingCategory>

#include <utility>

namespace tokendesk {
namespace {

Q_LOGGING_CATEGORY(lcServer, "tokendesk.server")

http::GateLimits limitsFrom(const Settings &settings)
{
    http::GateLimits limits;
    limits.requestLine = settings.integer(settings::kRequestLineLimit);
    limits.target = settings.integer(settings::kTargetLimit);
    limits.headerSection = settings.integer(settings::kHeaderLimit);
    limits.fields = static_cast<int>(settings.integer(settings::kHeaderFieldLimit));
    limits.body = settings.integer(settings::kBodyLimit);
    limits.connections = static_cast<int>(settings.integer(settings::kConnectionLimit));
    limits.connectionsPerAddress =
        static_cast<int>(settings.integer(settings::kConnectionsPerAddress));
    limits.requestsPerConnection =
        static_cast<int>(settings.integer(settings::kRequestsPerConnection));
    return limits;
}

http::GateDeadlines deadlinesFrom(const Settings &settings)
{
    http::GateDeadlines deadlines;
    deadlines.handshake = settings.duration(settings::kHandshakeTimeout);
    deadlines.header = settings.duration(settings::kHeaderTimeout);
    deadlines.body = settings.duration(settings::kBodyTimeout);
    deadlines.handler = settings.duration(settings::kHandlerTimeout);
    deadlines.write = settings.duration(settings::kWriteTimeout);
    deadlines.idle = settings.duration(settings::kIdleTimeout);
    return deadlines;
}

} // namespace

ServerRuntime::ServerRuntime(Core &core, ListenOptions listen, http::HandlerFactory factory,
                             QObject *parent)
    : ServerControl(parent), m_core(core), m_listen(std::move(listen)),
      m_factory(factory ? std::move(factory)
                        : http::makeApi(core.context(), core.useCases(),
                                        [this] { return m_server->statistics(); })),
      m_server(std::make_unique<http::HttpServer>())
{
    connect(this, &ServerRuntime::workDone, this, &ServerRuntime::finishWork, Qt::QueuedConnection);
    if (const ChangeWatcher *watcher = core.watcher())
        connect(watcher, &ChangeWatcher::settingsChanged, this, &ServerRuntime::followSettings);
}

ServerRuntime::~ServerRuntime()
{
    if (m_thread.joinable())
        m_thread.join();
    const bool served = m_server->isRunning();
    m_server->stop();
    if (served)
        note("server.stopped", {{QStringLiteral("url"), m_url.toString()}});
}

QUrl ServerRuntime::url() const
{
    if (m_state == State::Running)
        return m_url;
    QUrl url;
    url.setScheme(m_listen.tlsCertificate.isEmpty() ? QStringLiteral("http")
                                                    : QStringLiteral("https"));
    url.setHost(m_listen.address.toString());
    url.setPort(m_listen.port);
    return url;
}

quint64 ServerRuntime::requestCount() const
{
    return m_state == State::Running ? m_server->statistics().requests : 0;
}

void ServerRuntime::start()
{
    switch (m_state) {
    case State::Running:
    case State::Starting:
        if (m_next == Next::Stop)
            m_next = Next::Nothing;
        return;
    case State::Stopping:
        m_next = Next::Restart;
        return;
    case State::Stopped:
    case State::Failed:
        break;
    }
    m_lastError = {};
    setState(State::Starting);
    const bool canSign = m_core.context().policies.current()->keys.active() != nullptr;
    inBackground(
        [this, canSign, options = serverOptions(m_listen)]() -> Result<void> {
            if (!canSign)
                return fail(
                    ErrorCode::NoSigningKey,
                    QStringLiteral("Tokens cannot be signed: import or activate a key first."));
            return m_server->start(options, m_factory);
        },
        [this](const Result<void> &result) { started(result); });
}

void ServerRuntime::stop()
{
    if (m_state == State::Starting || m_isMoving) {
        m_next = Next::Stop;
        return;
    }
    m_next = Next::Nothing;
    if (m_state != State::Running) {
        if (m_state == State::Failed)
            setState(State::Stopped);
        return;
    }
    setState(State::Stopping);
    inBackground(
        [this]() -> Result<void> {
            m_server->stop();
            return {};
        },
        [this](const Result<void> &) { stopped(); });
}

void ServerRuntime::restart()
{
    if (m_state == State::Running && !m_isMoving)
        stop();
    if (m_state == State::Stopping || m_state == State::Starting || m_isMoving)
        m_next = Next::Restart;
    else
        start();
}

void ServerRuntime::relisten(const ListenOptions &listen)
{
    if (m_state == State::Starting || m_isMoving) {
        m_moveAgain = listen;
        return;
    }
    if (m_state != State::Running) {
        m_listen = listen;
        emit relistened();
        return;
    }
    m_isMoving = true;
    m_lastError = {};
    inBackground([this, options = serverOptions(listen)] { return m_server->relisten(options); },
                 [this, listen](const Result<void> &result) { moved(listen, result); });
}

void ServerRuntime::inBackground(std::function<Result<void>()> work,
                                 std::function<void(const Result<void> &)> then)
{
    m_afterWork = std::move(then);
    m_thread = std::thread([this, work = std::move(work)] {
        m_workResult = work();
        emit workDone(QPrivateSignal());
    });
}

void ServerRuntime::finishWork()
{
    m_thread.join(); // its last act was to call here
    std::exchange(m_afterWork, nullptr)(m_workResult);
}

http::HttpServerOptions ServerRuntime::serverOptions(const ListenOptions &listen) const
{
    const auto policies = m_core.context().policies.current();
    const Settings &settings = policies->settings;
    http::HttpServerOptions options;
    options.address = listen.address;
    options.port = listen.port;
    options.tlsCertificate = listen.tlsCertificate;
    options.tlsKey = listen.tlsKey;
    options.workers = static_cast<int>(settings.integer(settings::kWorkers));
    options.limits = limitsFrom(settings);
    options.deadlines = deadlinesFrom(settings);
    options.allowedHosts = settings.textList(settings::kAllowedHosts);
    options.trustedProxies = settings.textList(settings::kTrustedProxies);
    return options;
}

void ServerRuntime::setState(State state)
{
    if (m_state == state)
        return;
    m_state = state;
    emit stateChanged(state);
}

void ServerRuntime::started(const Result<void> &result)
{
    const Next next = std::exchange(m_next, Next::Nothing);
    const auto movesAgain = std::exchange(m_moveAgain, std::nullopt);
    if (!result) {
        m_lastError = result.error();
        note("server.failed",
             {{QStringLiteral("url"), url().toString()},
              {QStringLiteral("reason"), m_lastError.message()}},
             Severity::Warning);
        setState(State::Failed);
        if (next == Next::Restart) // perhaps from other options than those that failed
            start();
    } else {
        m_url = m_server->url();
        note("server.started", whereAndHow());
        setState(State::Running);
        followSettings(); // what was saved since they were read
        goOn(next);
    }
    if (movesAgain)
        relisten(*movesAgain);
}

void ServerRuntime::moved(const ListenOptions &listen, const Result<void> &result)
{
    m_isMoving = false;
    const Next next = std::exchange(m_next, Next::Nothing);
    const auto movesAgain = std::exchange(m_moveAgain, std::nullopt);
    followSettings();
    if (result) {
        m_listen = listen;
        if (const QUrl url = m_server->url(); url != m_url) {
            m_url = url;
            note("server.moved", whereAndHow());
            emit stateChanged(m_state);
        }
        emit relistened();
    } else {
        m_lastError = result.error();
        emit relistenFailed(result.error());
    }
    goOn(next);
    if (movesAgain)
        relisten(*movesAgain);
}

void ServerRuntime::stopped()
{
    note("server.stopped", {{QStringLiteral("url"), std::exchange(m_url, {}).toString()}});
    const Next next = std::exchange(m_next, Next::Nothing);
    setState(State::Stopped);
    if (next == Next::Restart)
        start();
}

void ServerRuntime::goOn(Next next)
{
    switch (next) {
    case Next::Nothing:
        return;
    case Next::Stop:
        return stop();
    case Next::Restart:
        return restart();
    }
}

/// The listener and every connection stay.
void ServerRuntime::followSettings()
{
    if (m_state != State::Running || m_isMoving) // what is under way looks here when it is done
        return;
    const auto taken = m_server->configure(serverOptions(m_listen));
    if (!taken)
        qCWarning(lcServer).noquote() << "Cannot follow the settings:" << taken.error().message();
}

QJsonObject ServerRuntime::whereAndHow() const
{
    return {{QStringLiteral("url"), m_url.toString()},
            {QStringLiteral("preset"),
             m_core.context().policies.current()->settings.value(settings::kPreset)}};
}

void ServerRuntime::note(const char *type, QJsonObject detail, Severity severity)
{
    if (!m_actor)
        return;
    Event event = auth::makeEvent(type, m_actor(), m_core.context().clock.now(), std::move(detail));
    event.severity = severity;
    m_core.context().writer.submit<int>(
        [event](store::Connection &connection) -> Result<int> {
            TRY(auth::EventLog::append(connection, event));
            return 0;
        },
        [](const Result<int> &written) {
            if (!written)
                qCWarning(lcServer).noquote()
                    << "Cannot note an event of the server:" << written.error().message();
        });
}

} // namespace tokendesk
