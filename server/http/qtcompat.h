// SPDX-License-Identifier: GPL-3.0-or-later
// Where Qt HttpServer 6.4, 6.5 and 6.8 differ. Included by the transport alone.
#pragma once

#include <QAbstractHttpServer>
#include <QHttpServerRequest>
#include <QHttpServerResponder>
#include <QTcpServer>
#include <QTcpSocket>

namespace tokendesk::http {

/// The second parameter of QAbstractHttpServer::handleRequest() and missingHandler(). It must not
/// be kept beyond the call: 6.4 deletes the socket under it, and a moved responder makes 6.8 slower
/// each time.
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
using DispatchTarget = QHttpServerResponder &;
#elif QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
using DispatchTarget = QHttpServerResponder &&;
#else
using DispatchTarget = QTcpSocket *;
#endif

/// Binds \a server, which must be listening; false if it was refused (6.8 tells).
inline bool bindServer(QAbstractHttpServer &http, QTcpServer *server)
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
    return http.bind(server);
#else
    http.bind(server);
    return true;
#endif
}

} // namespace tokendesk::http
