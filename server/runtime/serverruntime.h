// SPDX-License-Identifier: GPL-3.0-or-later
// QObject: the HTTP server over a Core.
#pragma once

#include "server/auth/context.h"
#include "server/base/event.h"
#include "server/http/api.h"
#include "server/runtime/servercontrol.h"

#include <QHostAddress>

#include <functional>
#include <memory>
#include <optional>
#include <thread>

namespace tokendesk {

namespace http {
class HttpServer;
struct HttpServerOptions;
} // namespace http

class Core;

/// Where to serve.
struct ListenOptions
{
    QHostAddress address{QHostAddress::LocalHost};
    quint16 port = 8000; ///< 0 picks a free one
    QString tlsCertificate; ///< PEM file; empty: plain HTTP
    QString tlsKey; ///< PEM file
};

/// Starts, moves and stops an HttpServer in a thread of its own, so that nobody waits for it.
/// Serving needs an active signing key (NoSigningKey). Limits, deadlines, allowed hosts and trusted
/// proxies follow the settings while it runs, whichever process saves them; the number of workers
/// is that of the last start. \a core outlives it.
class ServerRuntime final : public ServerControl
{
    Q_OBJECT
public:
    /// \a factory makes the handlers; none: the whole API over \a core.
    ServerRuntime(Core &core, ListenOptions listen, http::HandlerFactory factory = {},
                  QObject *parent = nullptr);
    /// Stops; waits for what is in flight, at most 3 s.
    ~ServerRuntime() override;

    [[nodiscard]] State state() const override { return m_state; }
    [[nodiscard]] QUrl url() const override;
    [[nodiscard]] Error lastError() const override { return m_lastError; }
    [[nodiscard]] quint64 requestCount() const override;

    void start() override;
    void stop() override;
    void restart() override;
    void relisten(const ListenOptions &listen) override;

    /// From now on the audit log says when the server was there, and by whom \a actor names:
    /// `server.started` and `server.moved` with the address and the preset, `server.failed` with
    /// the reason, `server.stopped` with the address. What cannot be written is a warning in the
    /// log of the process; serving does not hang on it.
    void noteEvents(std::function<auth::Actor()> actor) { m_actor = std::move(actor); }

    [[nodiscard]] const ListenOptions &listenOptions() const { return m_listen; }
    /// Where to serve from the next start() or restart() on.
    void setListenOptions(ListenOptions listen) { m_listen = std::move(listen); }

signals:
    /// Emitted by the thread of inBackground().
    void workDone(QPrivateSignal);

private:
    /// What to do once what is under way is done.
    enum class Next { Nothing, Stop, Restart };

    /// Does \a work, which blocks, in a thread of its own, then goes on here with what it returned.
    void inBackground(std::function<Result<void>()> work,
                      std::function<void(const Result<void> &)> then);
    void finishWork();
    [[nodiscard]] http::HttpServerOptions serverOptions(const ListenOptions &listen) const;
    void setState(State state);
    void started(const Result<void> &result);
    void moved(const ListenOptions &listen, const Result<void> &result);
    void stopped();
    void followSettings();
    void note(const char *type, QJsonObject detail, Severity severity = Severity::Info);
    [[nodiscard]] QJsonObject whereAndHow() const;
    /// Does what \a next says to a running server.
    void goOn(Next next);

    Core &m_core;
    ListenOptions m_listen;
    http::HandlerFactory m_factory;
    std::function<auth::Actor()> m_actor; ///< none: nothing is noted
    std::unique_ptr<http::HttpServer> m_server;
    std::thread m_thread; ///< joined by finishWork() and the destructor
    Result<void> m_workResult; ///< written by m_thread
    std::function<void(const Result<void> &)> m_afterWork;
    State m_state = State::Stopped;
    Error m_lastError;
    QUrl m_url; ///< while running
    std::optional<ListenOptions> m_moveAgain; ///< relisten() came while starting or moving
    bool m_isMoving = false; ///< relisten() is under way; the state is Running
    Next m_next = Next::Nothing; ///< the last word that came meanwhile
};

} // namespace tokendesk
