// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/gatestream.h"

#include <QSslSocket>
#include <QTcpSocket>

#ifdef Q_OS_UNIX
#include "server/http/gateplainstream.h"
#endif

namespace tokendesk::http {
namespace {

/// Over a socket of Qt's: TLS, and plain HTTP where there is nothing leaner.
class SocketStream final : public GateStream
{
public:
    SocketStream(std::unique_ptr<QTcpSocket> socket, const std::optional<QSslConfiguration> &tls)
        : m_socket(std::move(socket)), m_tls(qobject_cast<QSslSocket *>(m_socket.get()))
    {
        if (m_tls && tls)
            m_tls->setSslConfiguration(*tls);
    }
    ~SocketStream() override { QObject::disconnect(m_socket.get(), nullptr, nullptr, nullptr); }

    void start(Owner &owner) override
    {
        QTcpSocket *socket = m_socket.get();
        socket->setReadBufferSize(kReadAhead);
        socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
        socket->setSocketOption(QAbstractSocket::SendBufferSizeSocketOption, kSystemBuffer);
        QObject::connect(socket, &QTcpSocket::readyRead, socket, [&owner] { owner.readable(); });
        QObject::connect(socket, &QTcpSocket::disconnected, socket, [&owner] { owner.closed(); });
        const auto written = [&owner](qint64 count) { owner.written(count); };
        if (!m_tls) {
            QObject::connect(socket, &QTcpSocket::bytesWritten, socket, written);
            return;
        }
        QObject::connect(m_tls, &QSslSocket::encryptedBytesWritten, socket, written);
        QObject::connect(m_tls, &QSslSocket::encrypted, socket, [&owner] { owner.secured(); });
        m_tls->startServerEncryption();
    }

    QHostAddress peerAddress() const override { return m_socket->peerAddress(); }
    QHostAddress localAddress() const override { return m_socket->localAddress(); }
    qint64 read(char *data, qint64 size) override { return m_socket->read(data, size); }
    bool hasInput() const override { return m_socket->bytesAvailable() > 0; }
    void write(QByteArrayView bytes) override { m_socket->write(bytes.data(), bytes.size()); }
    void flush() override { m_socket->flush(); }
    qint64 unsent() const override
    {
        return m_socket->bytesToWrite() + (m_tls ? m_tls->encryptedBytesToWrite() : 0);
    }
    void finish() override { m_socket->disconnectFromHost(); }
    void abort() override
    {
        QObject::disconnect(m_socket.get(), nullptr, nullptr, nullptr);
        m_socket->abort();
    }
    void reset() override
    {
#ifdef Q_OS_UNIX
        lingerNot(static_cast<int>(m_socket->socketDescriptor()));
#endif
        abort();
    }

private:
    std::unique_ptr<QTcpSocket> m_socket;
    QSslSocket *m_tls;
};

} // namespace

std::unique_ptr<GateStream> GateStream::adopt(qintptr descriptor,
                                              const std::optional<QSslConfiguration> &tls)
{
#ifdef Q_OS_UNIX
    if (!tls)
        return GatePlainStream::adopt(static_cast<int>(descriptor));
#endif
    std::unique_ptr<QTcpSocket> socket;
    if (tls)
        socket = std::make_unique<QSslSocket>();
    else
        socket = std::make_unique<QTcpSocket>();
    if (!socket->setSocketDescriptor(descriptor))
        return nullptr;
    return std::make_unique<SocketStream>(std::move(socket), tls);
}

} // namespace tokendesk::http
