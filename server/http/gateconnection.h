// SPDX-License-Identifier: GPL-3.0-or-later
// QObject: one client connection, from its first byte to its last.
#pragma once

#include "server/http/api.h"
#include "server/http/gateparser.h"
#include "server/http/gatestream.h"

#include <QBasicTimer>
#include <QHostAddress>
#include <QObject>

#include <chrono>
#include <memory>

namespace tokendesk::http {

class GateServer;

/// Reads requests from its socket, has them dispatched one at a time and writes the answers in
/// order. Made and owned by GateServer, whose remove() it calls when the client is gone. Thread:
/// its server's.
class GateConnection final : public QObject, private GateStream::Owner
{
    Q_OBJECT
public:
    /// \a secure: \a stream is TLS.
    GateConnection(GateServer &server, std::unique_ptr<GateStream> stream, bool secure);
    ~GateConnection() override;

    void start();
    /// The request being handled.
    [[nodiscard]] const ApiRequest &request() const { return m_request; }
    /// Whether the answer of request \a id is still to come.
    [[nodiscard]] bool awaits(quint64 id) const;
    /// Writes the answer of the request being handled, which stays until goOn().
    void answer(const ApiResponse &response);
    /// Goes on with the next request.
    void goOn() { pump(); }
    /// Sends what was written. The server calls it once for all that a turn of its loop brought.
    void flush();
    /// Judges the deadline of the phase.
    void sweep(std::chrono::milliseconds now);
    /// No further request after the one being handled.
    void retire();
    [[nodiscard]] bool isBusy() const;

protected:
    void timerEvent(QTimerEvent *event) override;

private:
    enum class Phase {
        Handshake, ///< TLS
        Idle, ///< nothing of the next request has come
        Head,
        Body,
        Handling, ///< the handler has it
        Closing, ///< last answer written; reading on so that it is not lost to a reset
        Gone
    };

    void readable() override;
    void written(qint64 count) override;
    void secured() override;
    void closed() override { gone(); }
    void pump();
    void takeNewConfig();
    void feed(QByteArrayView bytes);
    void afterFeed();
    [[nodiscard]] bool inputIsOver() const { return m_stream->isOver() && m_pending.isEmpty(); }
    void endInput();
    [[nodiscard]] bool hostIsOurs();
    void beginBody();
    void dispatch();
    void refuse(int status, const char *text);
    void write(const ApiResponse &response, bool close);
    void enter(Phase phase);
    void releaseAddress();
    void markDirty();
    void finishWriting();
    void discardInput();
    void reset();
    void cut();
    void gone();

    GateServer &m_server;
    std::unique_ptr<GateStream> m_stream;
    GateParser m_parser;
    ApiRequest m_request;
    QByteArray m_pending; ///< bytes read but not parsed: pipelined requests
    QByteArray m_goodHost; ///< authority that was found ours last
    QHostAddress m_peer;
    std::chrono::milliseconds m_since{0}; ///< when the phase began
    std::chrono::milliseconds m_writingSince{0}; ///< when the answer that has not left was written
    quint64 m_configRevision; ///< that parser and m_goodHost follow
    QBasicTimer m_pause; ///< runs while other connections have their turn
    quint64 m_turn = 0; ///< of the server's loop, in which this connection was served last
    qint64 m_discarded = 0;
    qint64 m_written = 0; ///< since m_writingSince
    int m_served = 0;
    int m_servedBefore = 0; ///< m_served when m_turn began
    Phase m_phase = Phase::Idle;
    const bool m_secure;
    bool m_isDirty = false; ///< flush() is to come
    bool m_counted = false; ///< in the table by address
    bool m_pumping = false;
    bool m_retiring = false;
    bool m_headOnly = false;
    bool m_finished = false; ///< our side is shut down
};

} // namespace tokendesk::http
