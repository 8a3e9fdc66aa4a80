// SPDX-License-Identifier: GPL-3.0-or-later
// QObject: all connections of one worker thread, and the server object that QHttpServer is bound
// to.
#pragma once

#include "server/http/gateaddress.h"
#include "server/http/gatechannel.h"
#include "server/http/gatelimits.h"
#include "server/http/gateresponse.h"

#include <QHash>
#include <QPointer>
#include <QSet>
#include <QSslConfiguration>
#include <QTcpServer>

#include <array>
#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>

namespace tokendesk::http {

class GateConnection;

/// What all workers agree on; replaced as a whole.
struct GateConfig
{
    GateLimits limits;
    GateDeadlines deadlines;
    QSet<QByteArray> hosts; ///< lower case: listen address, localhost, configured names
    std::vector<QByteArray> domains; ///< lower case, each with its leading dot
    std::vector<Subnet> trusted; ///< proxies
    std::optional<QSslConfiguration> tls; ///< none: plain HTTP
    std::function<std::chrono::milliseconds()> now; ///< steady
};

/// Counters and the connection table that all workers share. Thread: any.
class GateShared
{
public:
    std::atomic<quint64> requests{0};
    std::atomic<quint64> refused{0};
    std::atomic<int> connections{0}; ///< accepted and not closed yet
    std::array<std::atomic<quint64>, 6> byClass{};
    /// Statuses with which the gate itself refuses; 0: cut without an answer; the last: any other.
    static constexpr std::array kRefusals = {0, 400, 408, 413, 414, 421, 431, 501, 503, 505, 500};
    std::array<std::atomic<quint64>, kRefusals.size()> byRefusal{};

    void countRefusal(int status);

    /// Notes one more connection of \a address; false if it has \a limit already.
    bool admit(const QHostAddress &address, int limit);
    void release(const QHostAddress &address);

private:
    std::mutex m_mutex;
    QHash<QHostAddress, int> m_byAddress;
};

/// Owns the connections of one thread. It never listens itself: descriptors are adopted. A
/// QHttpServer is bound to it and gets one GateChannel, through which every accepted request is
/// dispatched. Thread: the one that made it.
class GateServer final : public QTcpServer
{
    Q_OBJECT
public:
    GateServer(std::shared_ptr<GateShared> shared, std::shared_ptr<const GateConfig> config,
               QObject *parent = nullptr);
    ~GateServer() override;

    /// Hands the channel to the QHttpServer that is bound to this server; to be called after
    /// bind().
    void openChannel();
    /// Takes over a connected descriptor, already counted in GateShared::connections.
    void adopt(qintptr descriptor);
    /// The request being shown; null if there is none. One call gets it. \a id is what answer()
    /// wants.
    [[nodiscard]] const ApiRequest *takeShown();
    /// Writes the answer of request \a id; does nothing if its client is gone.
    void answer(quint64 id, ApiResponse response);
    /// Cuts what has passed its deadline.
    void sweep();
    /// New connections and requests follow \a config.
    void configure(std::shared_ptr<const GateConfig> config);
    /// Closes idle connections now, busy ones with their next answer.
    void retire();
    /// Whether a request is being handled or an answer has not left yet.
    [[nodiscard]] bool isBusy() const;

    bool hasPendingConnections() const override;
    QTcpSocket *nextPendingConnection() override;

    /// @name For GateConnection
    /// @{
    [[nodiscard]] const GateConfig &config() const { return *m_config; }
    /// Another one after each configure().
    [[nodiscard]] quint64 configRevision() const { return m_configRevision; }
    [[nodiscard]] GateShared &shared() { return *m_shared; }
    [[nodiscard]] GateResponseWriter &writer() { return m_writer; }
    [[nodiscard]] std::chrono::milliseconds now() const { return m_config->now(); }
    [[nodiscard]] char *scratch() { return m_scratch.data(); }
    [[nodiscard]] static constexpr qint64 scratchSize() { return 64 * 1024; }
    /// Shows the request of \a connection, which is answered by answer(id), perhaps before this
    /// returns.
    void dispatch(GateConnection &connection, quint64 id);
    void forgetRequest(quint64 id);
    void remove(GateConnection *connection);
    /// @}

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    void show(GateConnection &connection, quint64 id);

    std::shared_ptr<GateShared> m_shared;
    std::shared_ptr<const GateConfig> m_config;
    quint64 m_configRevision = 0;
    GateResponseWriter m_writer;
    QPointer<GateChannel> m_channel;
    bool m_channelPending = false;
    GateConnection *m_shown = nullptr; ///< shown, not taken yet
    GateConnection *m_dispatching = nullptr; ///< its handler is running in this thread
    QSet<GateConnection *> m_connections;
    QHash<quint64, GateConnection *> m_waiting; ///< by request id
    QList<quint64> m_queued; ///< ids in m_waiting that came up while another handler was running
    std::array<char, 64 * 1024> m_scratch;
};

} // namespace tokendesk::http
