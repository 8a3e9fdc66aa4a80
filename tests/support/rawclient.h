// SPDX-License-Identifier: GPL-3.0-or-later
// QObject-free client: sends exact bytes over a real socket and reads what comes back.
#pragma once

#include <QByteArray>
#include <QElapsedTimer>
#include <QTcpSocket>

#ifdef Q_OS_UNIX
#include <sys/socket.h>
#endif

namespace tokendesk::test {

/// A blocking client of 127.0.0.1. Nothing is corrected on the way.
class RawClient
{
public:
    static constexpr int kPatience = 30'000; ///< milliseconds, for busy machines

    explicit RawClient(quint16 port)
    {
        m_socket.connectToHost(QStringLiteral("127.0.0.1"), port);
        m_socket.waitForConnected(kPatience);
    }

    void send(const QByteArray &bytes)
    {
        m_socket.write(bytes);
        while (m_socket.bytesToWrite() > 0 && m_socket.waitForBytesWritten(kPatience)) { }
    }

    /// One answer with its body; empty if none comes.
    QByteArray answer(int timeoutMs = kPatience)
    {
        QElapsedTimer timer;
        timer.start();
        while (timer.elapsed() < timeoutMs) {
            const qsizetype head = m_buffer.indexOf("\r\n\r\n");
            if (head >= 0) {
                const qsizetype size = head + 4 + contentLength(head);
                if (m_buffer.size() >= size) {
                    const QByteArray first = m_buffer.first(size);
                    m_buffer.remove(0, size);
                    return first;
                }
            }
            if (m_socket.bytesAvailable() == 0
                && !m_socket.waitForReadyRead(int(timeoutMs - timer.elapsed()))) {
                break;
            }
            m_buffer += m_socket.readAll();
        }
        return std::exchange(m_buffer, QByteArray());
    }

    /// Sends a request and gives the status of its answer, 0 if there was none.
    int status(const QByteArray &request)
    {
        send(request);
        return statusOf(answer());
    }

    /// Whether the server closes the connection, nothing more being sent.
    bool closes(int timeoutMs = kPatience)
    {
        QElapsedTimer timer;
        timer.start();
        while (m_socket.state() == QAbstractSocket::ConnectedState && timer.elapsed() < timeoutMs) {
            m_socket.waitForReadyRead(int(timeoutMs - timer.elapsed()));
            m_buffer += m_socket.readAll();
        }
        return m_socket.state() != QAbstractSocket::ConnectedState;
    }

    static int statusOf(const QByteArray &answer)
    {
        return answer.startsWith("HTTP/1.1 ") ? answer.mid(9, 3).toInt() : 0;
    }

    static QByteArray bodyOf(const QByteArray &answer)
    {
        const qsizetype head = answer.indexOf("\r\n\r\n");
        return head < 0 ? QByteArray() : answer.mid(head + 4);
    }

#ifdef Q_OS_UNIX
    /// Shuts this side down: sends no more, and still reads.
    void sayGoodbye() { ::shutdown(static_cast<int>(m_socket.socketDescriptor()), SHUT_WR); }

    /// Vanishes as a client does whose machine knows nothing of the connection any more.
    void reset()
    {
        const linger none{1, 0};
        ::setsockopt(static_cast<int>(m_socket.socketDescriptor()), SOL_SOCKET, SO_LINGER, &none,
                     sizeof(none));
        m_socket.abort();
    }
#endif

    QTcpSocket &socket() { return m_socket; }
    /// HEAD: the next answers announce a body that does not come.
    void expectNoBodies() { m_noBodies = true; }

private:
    [[nodiscard]] qsizetype contentLength(qsizetype head) const
    {
        const qsizetype at = m_buffer.indexOf("Content-Length: ");
        if (m_noBodies || at < 0 || at > head)
            return 0;
        const qsizetype end = m_buffer.indexOf("\r\n", at);
        return m_buffer.mid(at + 16, end - at - 16).toInt();
    }

    QTcpSocket m_socket;
    QByteArray m_buffer;
    bool m_noBodies = false;
};

} // namespace tokendesk::test
