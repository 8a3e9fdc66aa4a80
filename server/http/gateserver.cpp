// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/gateserver.h"

#include "server/http/gateconnection.h"

#include <QAbstractEventDispatcher>

#include <algorithm>

#ifdef Q_OS_UNIX
#include <unistd.h>
#endif

namespace tokendesk::http {
namespace {

void closeDescriptor(qintptr descriptor)
{
    QTcpSocket socket;
    if (socket.setSocketDescriptor(descriptor)) {
        socket.abort();
        return;
    }
#ifdef Q_OS_UNIX
    ::close(static_cast<int>(descriptor));
#endif
}

} // namespace

void GateShared::countRefusal(int status)
{
    refused.fetch_add(1, std::memory_order_relaxed);
    const auto *const found = std::find(kRefusals.begin(), kRefusals.end() - 1, status);
    byRefusal[static_cast<std::size_t>(found - kRefusals.begin())].fetch_add(
        1, std::memory_order_relaxed);
}

bool GateShared::admit(const QHostAddress &address, int limit)
{
    const std::lock_guard lock(m_mutex);
    int &count = m_byAddress[address];
    if (count >= limit)
        return false;
    ++count;
    return true;
}

void GateShared::release(const QHostAddress &address)
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_byAddress.find(address);
    if (found != m_byAddress.end() && --found.value() <= 0)
        m_byAddress.erase(found);
}

GateServer::GateServer(std::shared_ptr<GateShared> shared, std::shared_ptr<const GateConfig> config,
                       QObject *parent)
    : QTcpServer(parent), m_shared(std::move(shared)), m_config(std::move(config))
{
    // A turn of the loop ends where the next one begins, or where it goes to sleep.
    const auto *loop = QAbstractEventDispatcher::instance();
    connect(loop, &QAbstractEventDispatcher::awake, this, &GateServer::settle);
    connect(loop, &QAbstractEventDispatcher::aboutToBlock, this, &GateServer::settle);
}

GateServer::~GateServer()
{
    const QSet<GateConnection *> left = std::exchange(m_connections, {});
    m_shared->connections.fetch_sub(static_cast<int>(left.size()));
    for (GateConnection *connection : left)
        delete connection;
}

void GateServer::openChannel()
{
    m_channel = new GateChannel(this);
    m_channelPending = true;
    // The signal is private to QTcpServer, its meta-method is not; a bound QHttpServer asks
    // nextPendingConnection() in it.
    QMetaObject::invokeMethod(this, "pendingConnectionAvailable", Qt::DirectConnection);
}

bool GateServer::hasPendingConnections() const { return m_channelPending; }

QTcpSocket *GateServer::nextPendingConnection()
{
    return std::exchange(m_channelPending, false) ? m_channel.data() : nullptr;
}

void GateServer::incomingConnection(qintptr descriptor)
{
    // Only in the moment between listen() and close() that QHttpServer's bind() needs.
    closeDescriptor(descriptor);
}

void GateServer::adopt(qintptr descriptor)
{
    auto stream = GateStream::adopt(descriptor, m_config->tls);
    if (!stream) {
        closeDescriptor(descriptor);
        m_shared->connections.fetch_sub(1);
        return;
    }
    auto *connection = new GateConnection(*this, std::move(stream), m_config->tls.has_value());
    m_connections.insert(connection);
    connection->start();
}

void GateServer::dispatch(GateConnection &connection, quint64 id)
{
    m_ready.push_back({&connection, id});
}

/// Ends a turn: handles what is ready and sends what was written, until nothing is left of both.
void GateServer::settle()
{
    if (m_isSettling || (m_ready.empty() && m_dirty.empty()))
        return;
    m_isSettling = true;
    ++m_turn;
    while (!m_ready.empty() || !m_dirty.empty()) {
        if (!m_ready.empty())
            show();
        while (!m_dirty.empty()) {
            GateConnection *connection = m_dirty.back();
            m_dirty.pop_back();
            connection->flush();
        }
    }
    m_isSettling = false;
}

/// Has QHttpServer call its handler, which takes all that is ready.
void GateServer::show()
{
    if (!m_channel || m_channel->state() != QAbstractSocket::ConnectedState)
        openChannel();
    m_channel->show();
    park();
    if (m_ready.empty())
        return;
    qCritical("http: requests were not dispatched");
    for (const Ready &ready : std::exchange(m_ready, {})) {
        ready.connection->answer(refusal(500, "Internal server error."));
        ready.connection->goOn();
    }
}

/// What was handled waits for its answer, or goes on; not before, since the handler reads the
/// request that the next one takes the place of.
void GateServer::park()
{
    const Ready handled = std::exchange(m_dispatching, {});
    if (!handled.connection)
        return;
    if (handled.connection->awaits(handled.id))
        m_waiting.insert(handled.id, handled.connection);
    else
        handled.connection->goOn();
}

const ApiRequest *GateServer::takeReady()
{
    park();
    if (m_ready.empty())
        return nullptr;
    m_dispatching = m_ready.front();
    m_ready.pop_front();
    m_shared->requests.fetch_add(1, std::memory_order_relaxed);
    return &m_dispatching.connection->request();
}

bool GateServer::answer(quint64 id, const ApiResponse &response)
{
    if (m_dispatching.connection && m_dispatching.id == id) {
        if (!m_dispatching.connection->awaits(id))
            return false;
        m_dispatching.connection->answer(response);
        return true;
    }
    GateConnection *connection = m_waiting.take(id);
    if (!connection)
        return false;
    connection->answer(response);
    connection->goOn();
    return true;
}

void GateServer::forgetRequest(quint64 id)
{
    m_waiting.remove(id);
    std::erase_if(m_ready, [id](const Ready &ready) { return ready.id == id; });
}

void GateServer::remove(GateConnection *connection)
{
    if (!m_connections.remove(connection))
        return;
    if (m_dispatching.connection == connection)
        m_dispatching = {};
    std::erase(m_dirty, connection);
    m_shared->connections.fetch_sub(1);
    connection->deleteLater();
}

void GateServer::sweep()
{
    const std::chrono::milliseconds time = now();
    const QSet<GateConnection *> all = m_connections;
    for (GateConnection *connection : all)
        connection->sweep(time);
}

void GateServer::configure(std::shared_ptr<const GateConfig> config)
{
    m_config = std::move(config);
    ++m_configRevision;
}

void GateServer::retire()
{
    const QSet<GateConnection *> all = m_connections;
    for (GateConnection *connection : all)
        connection->retire();
}

bool GateServer::isBusy() const
{
    for (const GateConnection *connection : m_connections) {
        if (connection->isBusy())
            return true;
    }
    return false;
}

} // namespace tokendesk::http
