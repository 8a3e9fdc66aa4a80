// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/gateserver.h"

#include "server/http/gateconnection.h"

#include <QSslSocket>

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
    const bool tls = m_config->tls.has_value();
    auto socket = tls ? std::make_unique<QSslSocket>() : std::make_unique<QTcpSocket>();
    if (!socket->setSocketDescriptor(descriptor)) {
        closeDescriptor(descriptor);
        m_shared->connections.fetch_sub(1);
        return;
    }
    auto *connection = new GateConnection(*this, std::move(socket));
    m_connections.insert(connection);
    connection->start();
}

void GateServer::dispatch(GateConnection &connection, quint64 id)
{
    m_shared->requests.fetch_add(1, std::memory_order_relaxed);
    if (m_dispatching) { // a handler answered another connection, which brought up its next request
        m_waiting.insert(id, &connection);
        m_queued.append(id);
        return;
    }
    show(connection, id);
    while (!m_queued.isEmpty()) {
        const quint64 next = m_queued.takeFirst();
        if (GateConnection *waiting = m_waiting.take(next))
            show(*waiting, next);
    }
}

void GateServer::show(GateConnection &connection, quint64 id)
{
    m_shown = m_dispatching = &connection;
    if (!m_channel || m_channel->state() != QAbstractSocket::ConnectedState)
        openChannel();
    m_channel->show();
    if (std::exchange(m_shown, nullptr)) {
        qCritical("http: a request was not dispatched");
        connection.answer(refusal(500, "Internal server error."));
    }
    m_dispatching = nullptr;
    if (connection.awaits(id))
        m_waiting.insert(id, &connection);
}

const ApiRequest *GateServer::takeShown()
{
    GateConnection *connection = std::exchange(m_shown, nullptr);
    return connection ? &connection->request() : nullptr;
}

void GateServer::answer(quint64 id, ApiResponse response)
{
    GateConnection *connection =
        m_dispatching && m_dispatching->awaits(id) ? m_dispatching : m_waiting.take(id);
    if (connection)
        connection->answer(response);
}

void GateServer::forgetRequest(quint64 id) { m_waiting.remove(id); }

void GateServer::remove(GateConnection *connection)
{
    if (!m_connections.remove(connection))
        return;
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
