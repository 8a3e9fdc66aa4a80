// SPDX-License-Identifier: GPL-3.0-or-later
// Service: tells who holds a TCP port.
#pragma once

#include <QString>

#include <optional>

namespace tokendesk::http {

/// "nginx (pid 1234)" for the process that listens on \a port, on any address; nothing if nobody
/// does, if it belongs to another user and the system does not tell, or outside Linux. Reads /proc
/// for milliseconds.
[[nodiscard]] std::optional<QString> portHolder(quint16 port);

} // namespace tokendesk::http
