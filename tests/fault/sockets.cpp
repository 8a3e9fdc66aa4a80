// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fault/sockets.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>

namespace tokendesk::test {

int connectTo(quint16 port, bool blocking, int receiveBuffer)
{
    const int kind = SOCK_STREAM | SOCK_CLOEXEC | (blocking ? 0 : SOCK_NONBLOCK);
    const int descriptor = ::socket(AF_INET, kind, 0);
    if (descriptor < 0)
        return -1;
    const int on = 1;
    ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (receiveBuffer > 0)
        ::setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &receiveBuffer, sizeof receiveBuffer);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(descriptor, reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0
        || (!blocking && errno == EINPROGRESS)) {
        return descriptor;
    }
    ::close(descriptor);
    return -1;
}

qint64 sendTo(int socket, const QByteArray &bytes)
{
    return ::send(socket, bytes.constData(), static_cast<std::size_t>(bytes.size()),
                  MSG_NOSIGNAL | MSG_DONTWAIT);
}

void closeSocket(int socket, bool reset)
{
    if (reset) {
        const linger at{1, 0};
        ::setsockopt(socket, SOL_SOCKET, SO_LINGER, &at, sizeof at);
    }
    ::close(socket);
}

int IdleConnections::open(quint16 port, int count, const QByteArray &request)
{
    for (int i = 0; i < count; ++i) {
        const int descriptor = connectTo(port, true);
        if (descriptor < 0)
            return i;
        m_sockets.push_back(descriptor);
        if (!request.isEmpty())
            sendTo(descriptor, request);
    }
    return count;
}

void IdleConnections::close()
{
    for (const int descriptor : m_sockets)
        ::close(descriptor);
    m_sockets.clear();
}

int IdleConnections::ended() const
{
    int count = 0;
    for (const int descriptor : m_sockets) {
        pollfd one{descriptor, POLLRDHUP, 0};
        count += ::poll(&one, 1, 0) > 0 ? 1 : 0;
    }
    return count;
}

} // namespace tokendesk::test
