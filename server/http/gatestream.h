// SPDX-License-Identifier: GPL-3.0-or-later
// Service: the bytes of one client, plain or over TLS.
#pragma once

#include <QByteArrayView>
#include <QHostAddress>
#include <QSslConfiguration>

#include <memory>
#include <optional>

namespace tokendesk::http {

/// A connected socket, as GateConnection uses it. Output is collected until flush(), so that a turn
/// of the event loop costs one system call in each direction. Thread: that of its owner.
class GateStream
{
public:
    /// Who is told; never by start(), write() and abort().
    class Owner
    {
    public:
        /// Bytes have come, read() gives them; or the client said goodbye, isOver() tells.
        virtual void readable() = 0;
        /// The system has taken \a count bytes of the output, encrypted ones for TLS.
        virtual void written(qint64 count) = 0;
        /// The TLS handshake is done.
        virtual void secured() = 0;
        /// The client is gone; nothing follows. May come from flush().
        virtual void closed() = 0;

    protected:
        ~Owner() = default;
    };

    /// Bytes that a stream keeps while its owner does not read; then it lets the client wait.
    static constexpr qint64 kReadAhead = 64 * 1024;
    /// Bytes of output that the system keeps; Linux would let it grow to megabytes.
    static constexpr int kSystemBuffer = 64 * 1024;

    /// Takes over \a descriptor; null if it is no good. With \a tls a handshake begins.
    [[nodiscard]] static std::unique_ptr<GateStream> adopt(
        qintptr descriptor, const std::optional<QSslConfiguration> &tls);

    GateStream() = default;
    virtual ~GateStream() = default;
    GateStream(const GateStream &) = delete;
    GateStream &operator=(const GateStream &) = delete;

    /// To be called once, before anything else but the addresses.
    virtual void start(Owner &owner) = 0;
    [[nodiscard]] virtual QHostAddress peerAddress() const = 0;
    [[nodiscard]] virtual QHostAddress localAddress() const = 0;
    /// At most \a size bytes of what has come; 0: none for now.
    [[nodiscard]] virtual qint64 read(char *data, qint64 size) = 0;
    /// Whether read() would give something at once; what the system holds may not count.
    [[nodiscard]] virtual bool hasInput() const = 0;
    /// Whether the client has shut its side down and read() has given all that it sent. It may
    /// still wait for answers. Source: RFC 9112 section 9.6, by which a connection ends in stages.
    /// TLS knows no such half: closed() comes at once.
    [[nodiscard]] virtual bool isOver() const { return false; }
    virtual void write(QByteArrayView bytes) = 0;
    virtual void flush() = 0;
    /// Bytes written that the system has not taken.
    [[nodiscard]] virtual qint64 unsent() const = 0;
    /// Says goodbye once everything has left; the client may still send.
    virtual void finish() = 0;
    /// Cuts the connection.
    virtual void abort() = 0;
    /// Cuts without a farewell: that would wait behind what the client does not read, and the
    /// system would keep all of it.
    virtual void reset() = 0;
};

} // namespace tokendesk::http
