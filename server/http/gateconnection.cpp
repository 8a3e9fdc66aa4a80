// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/gateconnection.h"

#include "server/http/gateserver.h"
#include "server/http/gatetarget.h"

#include <QSslSocket>
#include <QTcpSocket>

#include <algorithm>

#ifdef Q_OS_UNIX
#include <sys/socket.h>
#endif

namespace tokendesk::http {
namespace {

constexpr qint64 kReadBuffer = 64 * 1024; // of the socket, while a request is being handled
constexpr qint64 kWriteBuffer = 64 * 1024; // no further request while more is waiting to leave
constexpr int kKernelBuffer = 64 * 1024; // of answers; Linux would let it grow to megabytes
constexpr qint64 kDiscarded = 1024 * 1024; // read and thrown away after the last answer
constexpr qint64 kProgress = 64 * 1024; // renews the deadline of writing
constexpr int kRequestsPerTurn = 4; // then the other connections get their turn

/// Correlation ids, unique in the process.
quint64 nextRequestId()
{
    static std::atomic<quint64> last{0};
    return last.fetch_add(1, std::memory_order_relaxed) + 1;
}

} // namespace

GateConnection::GateConnection(GateServer &server, std::unique_ptr<QTcpSocket> socket)
    : m_server(server), m_socket(std::move(socket)), m_parser(server.config().limits),
      m_configRevision(server.configRevision())
{
}

GateConnection::~GateConnection()
{
    m_socket->disconnect(this);
    if (m_phase != Phase::Gone) // else the server may be gone as well
        releaseAddress();
}

void GateConnection::releaseAddress()
{
    if (std::exchange(m_counted, false))
        m_server.shared().release(m_peer);
}

/// Bytes of answers that the kernel has not taken yet.
qint64 GateConnection::unsent() const
{
    const auto *tls = m_secure ? qobject_cast<QSslSocket *>(m_socket.get()) : nullptr;
    return m_socket->bytesToWrite() + (tls ? tls->encryptedBytesToWrite() : 0);
}

void GateConnection::start()
{
    const GateConfig &config = m_server.config();
    m_peer = normalAddress(m_socket->peerAddress());
    if (!m_peer.isLoopback() && !isInside(m_peer, config.trusted)) {
        m_counted = m_server.shared().admit(m_peer, config.limits.connectionsPerAddress);
        if (!m_counted) {
            m_server.shared().countRefusal(0);
            return cut();
        }
    }
    m_socket->setReadBufferSize(kReadBuffer);
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    m_socket->setSocketOption(QAbstractSocket::SendBufferSizeSocketOption, kKernelBuffer);
    connect(m_socket.get(), &QTcpSocket::readyRead, this, &GateConnection::onReadyRead);
    connect(m_socket.get(), &QTcpSocket::disconnected, this, &GateConnection::gone);
    enter(Phase::Idle);
    if (auto *tls = qobject_cast<QSslSocket *>(m_socket.get())) {
        m_secure = true;
        enter(Phase::Handshake);
        connect(tls, &QSslSocket::encryptedBytesWritten, this, &GateConnection::onBytesWritten);
        connect(tls, &QSslSocket::encrypted, this, [this] {
            enter(Phase::Idle);
            pump();
        });
        tls->setSslConfiguration(*config.tls);
        tls->startServerEncryption();
    } else {
        connect(m_socket.get(), &QTcpSocket::bytesWritten, this, &GateConnection::onBytesWritten);
    }
}

void GateConnection::enter(Phase phase)
{
    m_phase = phase;
    m_since = m_server.now();
}

bool GateConnection::awaits(quint64 id) const
{
    return m_phase == Phase::Handling && m_request.id == id;
}

bool GateConnection::isBusy() const
{
    return m_phase == Phase::Handling || m_phase == Phase::Head || m_phase == Phase::Body
           || (m_phase != Phase::Gone && unsent() > 0);
}

void GateConnection::onReadyRead()
{
    if (m_phase == Phase::Closing)
        discardInput();
    else
        pump();
}

/// Parses and dispatches what there is, until a handler takes its time or the input ends.
void GateConnection::pump()
{
    if (m_pumping)
        return;
    m_pumping = true;
    const int servedBefore = m_served;
    while ((m_phase == Phase::Idle || m_phase == Phase::Head || m_phase == Phase::Body)
           && unsent() < kWriteBuffer) {
        if (m_served - servedBefore >= kRequestsPerTurn) {
            m_turn.start(0, this); // an event posted now would still come before all sockets
            break;
        }
        if (!m_pending.isEmpty()) {
            const QByteArray bytes = std::exchange(m_pending, QByteArray());
            feed(bytes);
            continue;
        }
        const qint64 count = m_socket->read(m_server.scratch(), GateServer::scratchSize());
        if (count <= 0)
            break;
        feed(QByteArrayView(m_server.scratch(), count));
    }
    m_pumping = false;
    if (m_phase != Phase::Gone && unsent() > 0)
        m_socket->flush();
    if (m_phase == Phase::Closing)
        finishWriting();
}

void GateConnection::timerEvent(QTimerEvent *)
{
    m_turn.stop();
    pump();
}

/// A request is judged by one set of limits from its first byte to its last.
void GateConnection::takeNewConfig()
{
    if (m_configRevision == m_server.configRevision()
        || m_parser.state() != GateParser::State::Idle) {
        return;
    }
    m_configRevision = m_server.configRevision();
    m_parser.setLimits(m_server.config().limits);
    m_goodHost.clear();
}

void GateConnection::feed(QByteArrayView bytes)
{
    takeNewConfig();
    const qsizetype used = m_parser.feed(bytes);
    if (used < bytes.size())
        m_pending = bytes.sliced(used).toByteArray();
    afterFeed();
}

void GateConnection::afterFeed()
{
    switch (m_parser.state()) {
    case GateParser::State::Idle:
        return;
    case GateParser::State::Head:
        if (m_phase != Phase::Head)
            enter(Phase::Head);
        return;
    case GateParser::State::Body:
        if (m_phase != Phase::Body)
            beginBody();
        return;
    case GateParser::State::Complete:
        if (m_phase != Phase::Body && !hostIsOurs())
            return refuse(421, "This server is not known by that name.");
        return dispatch();
    case GateParser::State::Failed:
        return refuse(m_parser.fault().status, m_parser.fault().text);
    }
}

bool GateConnection::hostIsOurs()
{
    const QByteArray &authority = m_parser.authority();
    if (authority.isEmpty()) // HTTP/1.0, which no browser sends
        return true;
    if (!m_goodHost.isEmpty() && authority == m_goodHost)
        return true;
    const QByteArray host = hostOf(authority);
    const GateConfig &config = m_server.config();
    bool ours = config.hosts.contains(host)
                || std::any_of(config.domains.begin(), config.domains.end(),
                               [&host](const QByteArray &domain) {
                                   return host.size() > domain.size() && host.endsWith(domain);
                               });
    if (!ours) { // the address that was connected to is no name that somebody else could point at
                 // us
        const QHostAddress literal(QString::fromLatin1(host));
        ours =
            !literal.isNull() && normalAddress(literal) == normalAddress(m_socket->localAddress());
    }
    if (ours)
        m_goodHost = authority;
    return ours;
}

void GateConnection::beginBody()
{
    if (!hostIsOurs())
        return refuse(421, "This server is not known by that name.");
    enter(Phase::Body);
    if (m_parser.expectsContinue() && m_pending.isEmpty() && m_socket->bytesAvailable() == 0) {
        m_socket->write("HTTP/1.1 100 Continue\r\n\r\n");
        m_socket->flush();
    }
}

void GateConnection::dispatch()
{
    m_request = m_parser.take();
    m_request.id = nextRequestId();
    m_request.peer = clientAddress(m_request, m_peer, m_server.config().trusted);
    m_request.secure = m_secure;
    m_headOnly = m_request.method == "HEAD";
    enter(Phase::Handling);
    m_server.dispatch(*this, m_request.id);
}

void GateConnection::answer(const ApiResponse &response)
{
    if (m_phase != Phase::Handling)
        return;
    const bool close = m_retiring || !m_parser.keepAlive()
                       || ++m_served >= m_server.config().limits.requestsPerConnection;
    write(response, close);
    if (!m_pumping)
        pump();
}

void GateConnection::refuse(int status, const char *text)
{
    m_server.shared().countRefusal(status);
    m_pending.clear();
    write(refusal(status, text), true);
}

void GateConnection::write(const ApiResponse &response, bool close)
{
    if (response.status >= 100 && response.status < 600)
        m_server.shared().byClass[size_t(response.status) / 100].fetch_add(
            1, std::memory_order_relaxed);
    AnswerContext context;
    context.close = close;
    context.keepAlive10 = !close && m_parser.minorVersion() == 0;
    context.headOnly = m_headOnly;
    context.secure = m_secure;
    m_headOnly = false;
    enter(close ? Phase::Closing : Phase::Idle);
    if (unsent() == 0) {
        m_writingSince = m_since;
        m_written = 0;
    }
    m_socket->write(m_server.writer().write(response, context));
    if (close)
        m_pending.clear();
}

void GateConnection::onBytesWritten(qint64 count)
{
    m_written += count;
    if (m_written >= kProgress) {
        m_written = 0;
        m_writingSince = m_server.now();
    }
    if (unsent() > 0)
        return;
    if (m_phase == Phase::Closing)
        finishWriting();
    else if (!m_pending.isEmpty() || m_socket->bytesAvailable() > 0)
        pump();
}

/// Shuts our side down once the last answer has left, and waits for the client to do the same:
/// closing with unread input would make the kernel send a reset that can overtake the answer.
void GateConnection::finishWriting()
{
    if (m_finished || m_phase != Phase::Closing || m_pumping)
        return;
    if (m_secure) {
        m_finished = true;
        return m_socket->disconnectFromHost();
    }
    if (unsent() > 0)
        return;
    m_finished = true;
    m_since = m_server.now();
#ifdef Q_OS_UNIX
    ::shutdown(static_cast<int>(m_socket->socketDescriptor()), SHUT_WR);
    discardInput();
#else
    m_socket->disconnectFromHost();
#endif
}

void GateConnection::discardInput()
{
    while (m_phase == Phase::Closing) {
        const qint64 count = m_socket->read(m_server.scratch(), GateServer::scratchSize());
        if (count <= 0)
            return;
        m_discarded += count;
        if (m_discarded > kDiscarded)
            return cut();
    }
}

void GateConnection::sweep(std::chrono::milliseconds now)
{
    const GateDeadlines &limits = m_server.config().deadlines;
    const auto age = now - m_since;
    if (m_phase != Phase::Gone && unsent() > 0 && now - m_writingSince > limits.write)
        return reset();
    switch (m_phase) {
    case Phase::Handshake:
        return age > limits.handshake ? cut() : void();
    case Phase::Idle:
        return age > limits.idle && unsent() == 0 ? cut() : void();
    case Phase::Head:
        if (age > limits.header)
            break;
        return;
    case Phase::Body:
        if (age > limits.body)
            break;
        return;
    case Phase::Handling:
        if (age > limits.handler) {
            m_server.forgetRequest(m_request.id);
            m_server.shared().countRefusal(503);
            write(refusal(503, "The request took too long."), true);
            pump();
        }
        return;
    case Phase::Closing:
        return m_finished && age > limits.linger ? cut() : void();
    case Phase::Gone:
        return;
    }
    refuse(408, "The request took too long to arrive.");
    pump();
}

void GateConnection::retire()
{
    m_retiring = true;
    if (m_phase == Phase::Handshake)
        cut();
    else if (m_phase == Phase::Idle && m_pending.isEmpty() && m_socket->bytesAvailable() == 0) {
        enter(Phase::Closing);
        finishWriting();
    }
}

/// Cuts without a farewell: that would wait behind what the client does not read, and the kernel
/// would keep all of it.
void GateConnection::reset()
{
#ifdef Q_OS_UNIX
    const linger none{1, 0};
    ::setsockopt(static_cast<int>(m_socket->socketDescriptor()), SOL_SOCKET, SO_LINGER, &none,
                 sizeof none);
#endif
    cut();
}

void GateConnection::cut()
{
    m_socket->abort();
    gone();
}

void GateConnection::gone()
{
    if (m_phase == Phase::Gone)
        return;
    if (m_phase == Phase::Handling)
        m_server.forgetRequest(m_request.id);
    releaseAddress();
    m_phase = Phase::Gone;
    m_turn.stop();
    m_pending.clear();
    m_server.remove(this);
}

} // namespace tokendesk::http
