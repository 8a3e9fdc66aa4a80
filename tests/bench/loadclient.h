// SPDX-License-Identifier: GPL-3.0-or-later
// A small HTTP client for measurements: blocking sockets, one thread per connection, keep-alive.
#pragma once

#include <QByteArray>
#include <QString>

#include <netinet/in.h>

#include <optional>

namespace tokendesk::bench {

/// What is asked again and again. Constant is the cheapest answer the stack can give: GET
/// /health/live.
enum class Kind { Constant, Verify, Profile, Refresh, Login };
[[nodiscard]] const char *kindName(Kind kind);

/// The server under load and who logs in.
struct Target
{
    sockaddr_in address{};
    QByteArray host; ///< for the Host field
    QByteArray username;
    QByteArray password;

    /// From "http://127.0.0.1:8000" (IPv4 only); nothing for another text.
    [[nodiscard]] static std::optional<Target> fromUrl(const QString &url,
                                                       const QByteArray &username,
                                                       const QByteArray &password);
};

/// What came of one round.
struct Sample
{
    double rate = 0; ///< good answers per second, of all connections together
    double p99Milliseconds = 0;
    qint64 failures =
        0; ///< answers other than 200 (for Login also other than 503, which is a full queue)
};

/// Asks for \a seconds on \a connections at once. Thread: any; blocks.
[[nodiscard]] Sample measure(const Target &target, Kind kind, int connections, double seconds);

} // namespace tokendesk::bench
