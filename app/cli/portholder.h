// SPDX-License-Identifier: GPL-3.0-or-later
// Who holds a port.
#pragma once

#include <QString>

namespace tokendesk::cli {

/// "python3 (process 4711)" for the process that listens on TCP \a port of this machine, as far as
/// the system lets us see; empty if it does not. Source: proc(5), /proc/net/tcp.
[[nodiscard]] QString portHolder(quint16 port);

} // namespace tokendesk::cli
