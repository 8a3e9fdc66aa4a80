// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/gateconnection.h"

#include "server/http/gateserver.h"
#include "server/http/gatetarget.h"

#include <algorithm>

namespace tokendesk::http {
namespace {

constexpr qint64 kWriteBuffer = 64 * 1024; // no further request while more is waiting to leave
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

GateConnection::GateConnection(GateServer &server, std::unique_ptr<GateStream> stream, bool secure)
    : m_server(server), m_stream(std::move(stream)), m_parser(server.config().limits),
      m_configRevision(server.configRevision()), m_secure(secure)
{
}

GateConnection::~GateConnection()
{
    m_stream.reset();
    if (m_phase != Phase::Gone) // else the server may be gone as well
        releaseAddress();
}

void GateConnection::releaseAddress()
{
    if (std::exchange(m_counted, false))
        m_server.shared().release(m_peer);
}

void GateConnection::start()
{
    const GateConfig &config = m_server.config();
    m_peer = normalAddress(m_stream->peerAddress());
    if (!m_peer.isLoopback() && !isInside(m_peer, config.trusted)) {
        m_counted = m_server.shared().admit(m_peer, config.limits.connectionsPerAddress);
        if (!m_counted) {
            m_server.shared().countRefusal(0);
            return cut();
        }
    }
    enter(m_secure ? Phase::Handshake : Phase::Idle);
    m_stream->start(*this);
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
           || (m_phase != Phase::Gone && m_stream->unsent() > 0);
}

void GateConnection::readable()
{
    if (m_phase == Phase::Closing)
        discardInput();
    else
        pump();
}

void GateConnection::secured()
{
    enter(Phase::Idle);
    pump();
}

/// Parses what there is, until a request is ready for its handler or the input ends.
void GateConnection::pump()
{
    if (m_pumping)
        return;
    m_pumping = true;
    if (m_turn != m_server.turn()) {
        m_turn = m_server.turn();
        m_servedBefore = m_served;
    }
    while ((m_phase == Phase::Idle || m_phase == Phase::Head || m_phase == Phase::Body)
           && m_stream->unsent() < kWriteBuffer) {
        if (m_served - m_servedBefore >= kRequestsPerTurn) {
            m_pause.start(0, this); // an event posted now would still come before all sockets
            break;
        }
        if (!m_pending.isEmpty()) {
            const QByteArray bytes = std::exchange(m_pending, QByteArray());
            feed(bytes);
            continue;
        }
        const qint64 count = m_stream->read(m_server.scratch(), GateServer::scratchSize());
        if (count <= 0)
            break;
        feed(QByteArrayView(m_server.scratch(), count));
    }
    m_pumping = false;
    if (inputIsOver())
        endInput();
}

/// The client has shut its side down: it gets the answers it waits for. A request that it did not
/// finish is none. Source: RFC 9112 sections 8 and 9.6.
void GateConnection::endInput()
{
    if (m_phase == Phase::Handling || m_phase == Phase::Closing || m_phase == Phase::Gone)
        return;
    if (m_stream->unsent() == 0)
        return cut();
    enter(Phase::Closing);
    markDirty();
}

void GateConnection::timerEvent(QTimerEvent *)
{
    m_pause.stop();
    m_servedBefore = m_served;
    pump();
}

void GateConnection::markDirty()
{
    if (!std::exchange(m_isDirty, true))
        m_server.flushLater(this);
}

void GateConnection::flush()
{
    m_isDirty = false;
    if (m_phase != Phase::Gone)
        m_stream->flush();
    if (m_phase == Phase::Closing)
        finishWriting();
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
            !literal.isNull() && normalAddress(literal) == normalAddress(m_stream->localAddress());
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
    if (m_parser.expectsContinue() && m_pending.isEmpty() && !m_stream->hasInput()) {
        m_stream->write("HTTP/1.1 100 Continue\r\n\r\n");
        markDirty();
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
    const bool close = m_retiring || inputIsOver() || !m_parser.keepAlive()
                       || ++m_served >= m_server.config().limits.requestsPerConnection;
    write(response, close);
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
    if (m_stream->unsent() == 0) {
        m_writingSince = m_since;
        m_written = 0;
    }
    m_stream->write(m_server.writer().head(response, context));
    if (carriesBody(response, context))
        m_stream->write(response.body);
    markDirty();
    if (close)
        m_pending.clear();
}

void GateConnection::written(qint64 count)
{
    m_written += count;
    if (m_written >= kProgress) {
        m_written = 0;
        m_writingSince = m_server.now();
    }
    if (m_stream->unsent() > 0)
        return;
    if (m_phase == Phase::Closing)
        finishWriting();
    else if (!m_pending.isEmpty() || m_stream->hasInput())
        pump();
}

/// Shuts our side down once the last answer has left, and waits for the client to do the same:
/// closing with unread input would make the kernel send a reset that can overtake the answer.
void GateConnection::finishWriting()
{
    if (m_finished || m_phase != Phase::Closing || m_pumping)
        return;
    if (m_stream->unsent() > 0)
        return;
    m_finished = true;
    m_since = m_server.now();
    m_stream->finish();
    if (!m_secure)
        discardInput();
}

void GateConnection::discardInput()
{
    while (m_phase == Phase::Closing) {
        const qint64 count = m_stream->read(m_server.scratch(), GateServer::scratchSize());
        if (count <= 0)
            return m_finished && m_stream->isOver() ? cut() : void();
        m_discarded += count;
        if (m_discarded > kDiscarded)
            return cut();
    }
}

void GateConnection::sweep(std::chrono::milliseconds now)
{
    const GateDeadlines &limits = m_server.config().deadlines;
    const auto age = now - m_since;
    if (m_phase != Phase::Gone && m_stream->unsent() > 0 && now - m_writingSince > limits.write)
        return reset();
    switch (m_phase) {
    case Phase::Handshake:
        return age > limits.handshake ? cut() : void();
    case Phase::Idle:
        return age > limits.idle && m_stream->unsent() == 0 ? cut() : void();
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
        return m_finished && m_stream->unsent() == 0 && age > limits.linger ? cut() : void();
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
    else if (m_phase == Phase::Idle && m_pending.isEmpty() && !m_stream->hasInput()) {
        enter(Phase::Closing);
        finishWriting();
    }
}

void GateConnection::reset()
{
    m_stream->reset();
    gone();
}

void GateConnection::cut()
{
    m_stream->abort();
    gone();
}

void GateConnection::gone()
{
    if (m_phase == Phase::Gone)
        return;
    if (m_phase == Phase::Handling) {
        m_server.forgetRequest(m_request.id);
        m_server.shared().vanished.fetch_add(1, std::memory_order_relaxed);
    }
    releaseAddress();
    m_phase = Phase::Gone;
    m_pause.stop();
    m_pending.clear();
    m_server.remove(this);
}

} // namespace tokendesk::http
