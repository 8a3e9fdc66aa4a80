// SPDX-License-Identifier: GPL-3.0-or-later
// Service: strict incremental reader of HTTP/1.1 requests (RFC 9112). No socket, no clock.
#pragma once

#include "server/http/api.h"
#include "server/http/gatelimits.h"

namespace tokendesk::http {

/// Why a request was refused; the connection ends with it.
struct GateFault
{
    int status = 0; ///< HTTP status of the answer
    const char *text = ""; ///< for the body's "detail"
};

/// Reads requests from bytes. What it yields depends on the bytes alone, never on how they were
/// split. Anything that RFC 9112 lets a server refuse is refused: two readings of one request by us
/// and a proxy in front of us must not exist.
class GateParser
{
public:
    enum class State {
        Idle, ///< between requests
        Head, ///< part of a request line or header section seen
        Body, ///< header section complete, body outstanding
        Complete, ///< take() has a request
        Failed ///< see fault(); no way back
    };

    explicit GateParser(const GateLimits &limits);
    /// Other limits, for the requests to come. Only between requests (Idle).
    void setLimits(const GateLimits &limits) { m_limits = limits; }

    /// Consumes bytes until a request is complete or failed, or the header section of a request
    /// with a body has ended (so that it can be judged before the body). Returns how many were
    /// used.
    qsizetype feed(QByteArrayView bytes);

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] GateFault fault() const { return m_fault; }
    /// The request so far; without peer, secure and id.
    [[nodiscard]] const ApiRequest &request() const { return m_request; }
    /// host[:port] that the request is for; empty only for HTTP/1.0. From the end of the header
    /// section on.
    [[nodiscard]] const QByteArray &authority() const { return m_authority; }
    /// Whether the client waits for "100 Continue".
    [[nodiscard]] bool expectsContinue() const { return m_expectsContinue; }
    /// Whether the connection may carry another request after this one.
    [[nodiscard]] bool keepAlive() const { return m_keepAlive; }
    /// 0 or 1, of HTTP/1.x.
    [[nodiscard]] int minorVersion() const { return m_minor; }

    /// Hands out the complete request and starts anew. keepAlive() and minorVersion() stay until
    /// the next request line.
    [[nodiscard]] ApiRequest take();

private:
    enum class Step { RequestLine, Fields, FixedBody, ChunkSize, ChunkData, ChunkEnd, Trailers };

    [[nodiscard]] qsizetype lineRoom() const;
    qsizetype feedLine(QByteArrayView bytes);
    qsizetype feedBody(QByteArrayView bytes);
    void takeLine(QByteArrayView line);
    void takeRequestLine(QByteArrayView line);
    void takeVersion(QByteArrayView version);
    void takeField(QByteArrayView line);
    bool takeFramingField(QByteArrayView name, QByteArrayView value);
    void takeConnection(QByteArrayView value);
    void takeContentLength(QByteArrayView value);
    void endOfHead();
    void takeChunkSize(QByteArrayView line);
    void takeTrailer(QByteArrayView line);
    void fail(int status, const char *text);
    void failLine();
    void complete();

    GateLimits m_limits;
    State m_state = State::Idle;
    Step m_step = Step::RequestLine;
    GateFault m_fault;
    ApiRequest m_request;
    QByteArray m_line; ///< beginning of a line whose end has not come yet
    QByteArray m_authority;
    QByteArray m_targetAuthority;
    qsizetype m_sectionUsed = 0; ///< bytes of the header or trailer section
    qsizetype m_remaining = 0; ///< bytes of the body or chunk still to come
    qsizetype m_extensions = 0;
    qint64 m_contentLength = -1;
    int m_fieldCount = 0;
    int m_minor = 1;
    bool m_blankSeen = false;
    bool m_hostSeen = false;
    bool m_chunked = false;
    bool m_codingSeen = false;
    bool m_expectsContinue = false;
    bool m_keepAlive = true;
    bool m_closeSeen = false;
    bool m_keepAliveSeen = false;
};

} // namespace tokendesk::http
