// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/runtime/serverruntime.h"

#include "server/auth/policystore.h"
#include "server/http/endpoints.h"
#include "server/http/httpserver.h"
#include "server/runtime/core.h"

#include <utility>

namespace tokendesk {

ServerRuntime::ServerRuntime(Core &core, ListenOptions listen, http::HandlerFactory factory,
                             QObject *parent)
    : ServerControl(parent), m_core(core), m_listen(std::move(listen)),
      m_factory(factory ? std::move(factory) : http::makeApi(core.context())),
      m_server(std::make_unique<http::HttpServer>())
{
}

ServerRuntime::~ServerRuntime()
{
    if (m_thread.joinable())
        m_thread.join();
    m_server->stop();
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
        return;
    case State::Starting:
        m_stopAgain = false;
        return;
    case State::Stopping:
        m_startAgain = true;
        return;
    case State::Stopped:
    case State::Failed:
        break;
    }
    m_lastError = {};
    setState(State::Starting);
    inBackground([this] { return listen(); },
                 [this](const Result<void> &result) { started(result); });
}

void ServerRuntime::stop()
{
    m_startAgain = false;
    if (m_state == State::Starting) {
        m_stopAgain = true;
        return;
    }
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
    if (m_state == State::Running)
        stop();
    if (m_state == State::Stopping)
        m_startAgain = true;
    else
        start();
}

void ServerRuntime::inBackground(std::function<Result<void>()> work,
                                 std::function<void(const Result<void> &)> then)
{
    if (m_thread.joinable()) // its work is done: it has called back
        m_thread.join();
    m_thread = std::thread([this, work = std::move(work), then = std::move(then)] {
        const Result<void> result = work();
        QMetaObject::invokeMethod(
            this, [then, result] { then(result); }, Qt::QueuedConnection);
    });
}

Result<void> ServerRuntime::listen()
{
    const auto policies = m_core.context().policies.current();
    if (!policies->keys.active())
        return fail(ErrorCode::NoSigningKey,
                    QStringLiteral("Tokens cannot be signed: import or activate a key first."));
    http::HttpServerOptions options;
    options.address = m_listen.address;
    options.port = m_listen.port;
    options.tlsCertificate = m_listen.tlsCertificate;
    options.tlsKey = m_listen.tlsKey;
    options.allowedHosts = policies->settings.textList(settings::kAllowedHosts);
    options.trustedProxies = policies->settings.textList(settings::kTrustedProxies);
    return m_server->start(options, m_factory);
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
    const bool stopsAgain = std::exchange(m_stopAgain, false);
    if (!result) {
        m_lastError = result.error();
        setState(State::Failed);
        return;
    }
    m_url = m_server->url();
    setState(State::Running);
    if (stopsAgain)
        stop();
}

void ServerRuntime::stopped()
{
    m_url.clear();
    setState(State::Stopped);
    if (std::exchange(m_startAgain, false))
        start();
}

} // namespace tokendesk
