// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/listenbeside.h"

#include <QHostAddress>
#include <QTcpServer>

#ifdef Q_OS_LINUX
#include <cstring>
#include <net/if.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>
#endif

namespace tokendesk::http {

#ifdef Q_OS_LINUX
namespace {

bool setOption(int descriptor, int level, int option, int value)
{
    return ::setsockopt(descriptor, level, option, &value, sizeof(value)) == 0;
}

/// Lets sockets that wish so as well, of this user, bind the port of \a descriptor while it lives.
class SharedPort
{
public:
    explicit SharedPort(int descriptor)
        : m_descriptor(descriptor), m_isShared(setOption(descriptor, SOL_SOCKET, SO_REUSEPORT, 1))
    {
    }
    ~SharedPort() { setOption(m_descriptor, SOL_SOCKET, SO_REUSEPORT, 0); }
    SharedPort(const SharedPort &) = delete;
    SharedPort &operator=(const SharedPort &) = delete;
    [[nodiscard]] bool isShared() const { return m_isShared; }

private:
    int m_descriptor;
    bool m_isShared;
};

socklen_t writeAddress(sockaddr_storage &storage, const QHostAddress &address, quint16 port)
{
    std::memset(&storage, 0, sizeof(storage));
    if (address.protocol() == QAbstractSocket::IPv4Protocol) {
        auto *v4 = reinterpret_cast<sockaddr_in *>(&storage);
        v4->sin_family = AF_INET;
        v4->sin_port = htons(port);
        v4->sin_addr.s_addr = htonl(address.toIPv4Address());
        return sizeof(sockaddr_in);
    }
    auto *v6 = reinterpret_cast<sockaddr_in6 *>(&storage);
    v6->sin6_family = AF_INET6;
    v6->sin6_port = htons(port);
    const Q_IPV6ADDR bytes = address.toIPv6Address(); // Any stands for both: the same as ::
    std::memcpy(&v6->sin6_addr, &bytes, sizeof(v6->sin6_addr));
    const QByteArray scope = address.scopeId().toLatin1();
    bool isNumber = false;
    v6->sin6_scope_id = scope.toUInt(&isNumber);
    if (!isNumber && !scope.isEmpty())
        v6->sin6_scope_id = ::if_nametoindex(scope.constData());
    return sizeof(sockaddr_in6);
}

/// A socket bound to \a where; -1 if the system refuses. What QTcpServer::listen() sets, it sets.
int bindShared(const QHostAddress &where, quint16 port)
{
    sockaddr_storage address;
    const socklen_t size = writeAddress(address, where, port);
    const int family = address.ss_family;
    const bool both = where.protocol() == QAbstractSocket::AnyIPProtocol;
    const int fd = ::socket(family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0) // without IPv6, both families are one
        return both ? bindShared(QHostAddress(QHostAddress::AnyIPv4), port) : -1;
    const bool ready =
        setOption(fd, SOL_SOCKET, SO_REUSEADDR, 1) && setOption(fd, SOL_SOCKET, SO_REUSEPORT, 1)
        && (family != AF_INET6 || setOption(fd, IPPROTO_IPV6, IPV6_V6ONLY, both ? 0 : 1))
        && ::bind(fd, reinterpret_cast<const sockaddr *>(&address), size) == 0;
    if (ready)
        return fd;
    ::close(fd);
    return -1;
}

} // namespace

bool listenBeside(const QTcpServer &old, QTcpServer &fresh, const QHostAddress &where)
{
    const SharedPort port(static_cast<int>(old.socketDescriptor()));
    const int fd = port.isShared() ? bindShared(where, old.serverPort()) : -1;
    if (fd < 0)
        return false;
    const bool listens = ::listen(fd, fresh.listenBacklogSize()) == 0
                         && setOption(fd, SOL_SOCKET, SO_REUSEPORT, 0)
                         && fresh.setSocketDescriptor(fd);
    if (!listens)
        ::close(fd);
    return listens;
}

#else

bool listenBeside(const QTcpServer &, QTcpServer &, const QHostAddress &) { return false; }

#endif

} // namespace tokendesk::http
