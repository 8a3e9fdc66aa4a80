// SPDX-License-Identifier: GPL-3.0-or-later
// Function: a second listener on the port of the first.
#pragma once

class QHostAddress;
class QTcpServer;

namespace tokendesk::http {

/// Has \a fresh, which does not listen yet, listen at \a where on the port of \a old, which goes on
/// listening: another address of that port, so that one of them covers the other. False, and
/// nothing has changed, if the system refuses, because another program has the port too for one.
/// Both share the port for the moment of the call alone, so nobody else can take a place on it.
/// Linux; elsewhere it is refused.
[[nodiscard]] bool listenBeside(const QTcpServer &old, QTcpServer &fresh,
                                const QHostAddress &where);

} // namespace tokendesk::http
