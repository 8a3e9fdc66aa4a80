// SPDX-License-Identifier: GPL-3.0-or-later
// Service: a client's socket without TLS, straight on the descriptor.
#pragma once

#include "server/http/gatestream.h"

#include <QByteArray>

namespace tokendesk::http {

/// Makes the close of \a descriptor a reset.
void lingerNot(int descriptor);

/// One recv() for what has come and one send() for what goes, where QTcpSocket needs an ioctl()
/// more and copies every byte twice. UNIX only.
class GatePlainStream final : public GateStream
{
public:
    /// Takes over \a descriptor; null if it is no socket.
    [[nodiscard]] static std::unique_ptr<GatePlainStream> adopt(int descriptor);
    ~GatePlainStream() override;

    void start(Owner &owner) override;
    [[nodiscard]] QHostAddress peerAddress() const override;
    [[nodiscard]] QHostAddress localAddress() const override;
    [[nodiscard]] qint64 read(char *data, qint64 size) override;
    [[nodiscard]] bool hasInput() const override { return !m_ahead.isEmpty(); }
    [[nodiscard]] bool isOver() const override { return m_isOver && m_ahead.isEmpty(); }
    void write(QByteArrayView bytes) override { m_output.append(bytes); }
    void flush() override;
    [[nodiscard]] qint64 unsent() const override { return m_output.size() - m_sent; }
    void finish() override;
    void abort() override;
    void reset() override;

private:
    class Notifier;

    explicit GatePlainStream(int descriptor);
    void onReadable();
    void readAhead();
    void awaitReset();
    [[nodiscard]] qint64 receive(char *data, qint64 size);
    void close();
    void lose();

    int m_descriptor;
    Owner *m_owner = nullptr;
    std::unique_ptr<Notifier> m_input;
    std::unique_ptr<Notifier> m_room; ///< once the system did not take everything
    std::unique_ptr<Notifier> m_reset; ///< once the client has said goodbye
    QByteArray m_ahead; ///< came while the owner did not read
    QByteArray m_output;
    qsizetype m_sent = 0; ///< bytes of m_output that have left
    bool m_mayRead = false; ///< the system has something, as far as is known
    bool m_isOver = false; ///< the client has said goodbye
    bool m_isLost = false; ///< the connection was reset
};

} // namespace tokendesk::http
