// SPDX-License-Identifier: GPL-3.0-or-later
// Bare sockets to 127.0.0.1, by the thousand.
#pragma once

#include <QByteArray>

#include <vector>

namespace tokendesk::test {

/// A socket to \a port, -1 if there is none. Blocking ones are connected when this returns.
/// \a receiveBuffer in bytes, 0 leaves the system's.
[[nodiscard]] int connectTo(quint16 port, bool blocking, int receiveBuffer = 0);
/// Sends \a bytes as far as the kernel takes them now; how many it took, -1 on an error.
qint64 sendTo(int socket, const QByteArray &bytes);
/// Closes \a socket, with a reset instead of a farewell if \a reset.
void closeSocket(int socket, bool reset = false);

/// Connections that do nothing.
class IdleConnections
{
public:
    IdleConnections() = default;
    ~IdleConnections() { close(); }
    IdleConnections(const IdleConnections &) = delete;
    IdleConnections &operator=(const IdleConnections &) = delete;

    /// Opens \a count more, each of which sends \a request first; how many could be opened.
    int open(quint16 port, int count, const QByteArray &request = {});
    void close();
    [[nodiscard]] int count() const { return static_cast<int>(m_sockets.size()); }
    /// How many of them the server has ended.
    [[nodiscard]] int ended() const;

private:
    std::vector<int> m_sockets;
};

} // namespace tokendesk::test
