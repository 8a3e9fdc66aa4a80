// SPDX-License-Identifier: GPL-3.0-or-later
// QObject: the one connection that QHttpServer sees.
#pragma once

#include <QTcpSocket>

namespace tokendesk::http {

/// A socket without a network, on which QHttpServer reads `GET / HTTP/1.1` once for each request
/// that the gate has accepted, and dispatches it. Client bytes and answers never pass through it,
/// so neither QHttpServer's parser nor its handling of vanished clients can be reached from
/// outside, and every request costs it the same few bytes. What it writes is discarded.
class GateChannel final : public QTcpSocket
{
    Q_OBJECT
public:
    explicit GateChannel(QObject *parent);
    ~GateChannel() override;

    /// Shows one request; QHttpServer calls its handler before this returns.
    void show();

    [[nodiscard]] qint64 bytesAvailable() const override;
    void disconnectFromHost() override;

protected:
    qint64 readData(char *data, qint64 maxSize) override;
    qint64 writeData(const char *data, qint64 size) override;

private:
    qint64 m_left = 0; ///< bytes of the shown request not read yet
};

} // namespace tokendesk::http
