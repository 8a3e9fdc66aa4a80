// SPDX-License-Identifier: GPL-3.0-or-later
// Values: what one client may cost, in bytes, counts and time. Sources: SECURITY R73, R93.
#pragma once

#include <QtGlobal>

#include <chrono>

namespace tokendesk::http {

/// Bounds of one request and of all connections. Sizes in bytes.
struct GateLimits
{
    qsizetype requestLine = 8192; ///< with its CRLF; beyond: 414
    qsizetype target = 4096; ///< beyond: 414
    qsizetype headerSection = 16384; ///< all field lines with the empty one; beyond: 431
    int fields = 100; ///< beyond: 431
    qsizetype body = 65536; ///< without chunk framing; beyond: 413
    qsizetype chunkExtension = 256; ///< all extensions of one request; beyond: 400
    qsizetype trailers = 4096; ///< beyond: 431
    int requestsPerConnection = 1000; ///< the last one is answered with Connection: close
    int connections = 10000; ///< of all workers; beyond: accepting pauses
    int connectionsPerAddress = 256; ///< not for loopback and trusted proxies; beyond: cut
};

/// How long a connection may stay in each phase; kept by a coarse sweep.
struct GateDeadlines
{
    std::chrono::milliseconds handshake{10'000}; ///< TLS
    std::chrono::milliseconds header{10'000}; ///< from the first byte to the empty line; 408
    std::chrono::milliseconds body{20'000}; ///< from there to the last byte; 408
    std::chrono::milliseconds handler{30'000}; ///< until the answer; 503
    std::chrono::milliseconds idle{60'000}; ///< between requests; close
    std::chrono::milliseconds write{30'000}; ///< until an answer has left; cut
    std::chrono::milliseconds linger{2'000}; ///< reading on after the last answer; cut
};

} // namespace tokendesk::http
