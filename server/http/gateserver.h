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
#include <deque>
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
    std::atomic<quint64> vanished{0}; ///< clients gone before the answer they had asked for
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
/// QHttpServer is bound to it and gets one GateChannel, through which accepted requests are
/// dispatched: all that a turn of the event loop has brought together, since they cost QHttpServer
/// no more than one. What they are answered is sent together likewise. Thread: the one that made
/// it, which has an event dispatcher.
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
    /// The next request that is ready for its handler; null if there is none. The one taken before
    /// has been through its handler then.
    [[nodiscard]] const ApiRequest *takeReady();
    /// Writes the answer of request \a id. False, and nothing is done, if nobody waits for it: its
    /// client is gone or was answered 503 for the handler's delay.
    bool answer(quint64 id, const ApiResponse &response);
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
    /// Counts the turns of the event loop that brought work.
    [[nodiscard]] quint64 turn() const { return m_turn; }
    /// The request of \a connection is ready; its handler comes with the next turn, and answer(id)
    /// with it or later.
    void dispatch(GateConnection &connection, quint64 id);
    /// Has \a connection flushed when all that is ready has been through its handlers.
    void flushLater(GateConnection *connection) { m_dirty.push_back(connection); }
    void forgetRequest(quint64 id);
    void remove(GateConnection *connection);
    /// @}

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    struct Ready
    {
        GateConnection *connection = nullptr;
        quint64 id = 0;
    };

    void settle();
    void show();
    void park();

    std::shared_ptr<GateShared> m_shared;
    std::shared_ptr<const GateConfig> m_config;
    quint64 m_configRevision = 0;
    GateResponseWriter m_writer;
    QPointer<GateChannel> m_channel;
    bool m_channelPending = false;
    QSet<GateConnection *> m_connections;
    std::deque<Ready> m_ready; ///< not shown to a handler yet
    Ready m_dispatching; ///< its handler is running in this thread
    QHash<quint64, GateConnection *> m_waiting; ///< been through the handler, by request id
    std::vector<GateConnection *> m_dirty; ///< have something to flush
    quint64 m_turn = 1;
    bool m_isSettling = false;
    std::array<char, 64 * 1024> m_scratch;
};

} // namespace tokendesk::http
