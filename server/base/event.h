// SPDX-License-Identifier: GPL-3.0-or-later
// Values: the audit log.
#pragma once

#include "server/base/error.h"
#include "server/base/user.h"

#include <QJsonObject>

namespace tokendesk {

/// One immutable line of the audit log. `detail` never holds a password, token or key.
struct Event
{
    qint64 id = 0;
    Instant at{};
    QString type; ///< "session.ended", "user.created", "settings.changed" …
    Severity severity = Severity::Info;
    QString actor; ///< administrator, "os:root", or "system"
    std::optional<UserId> userId; ///< the user it is about
    std::optional<SessionId> sessionId;
    QString address;
    QJsonObject detail;
    quint64 request = 0; ///< id of the request that caused it; 0: none. Not stored.

    friend bool operator==(const Event &, const Event &) = default;
};

/// Which events to list, newest first. Keyset paging as in UserQuery.
struct EventQuery
{
    QString type; ///< exact, or a prefix that ends in '.'; empty: all
    std::optional<UserId> userId;
    std::optional<SessionId> sessionId;
    std::optional<Severity> atLeast;
    std::optional<Instant> since;
    QByteArray after;
    int limit = 200;
    bool withTotal = false;

    friend bool operator==(const EventQuery &, const EventQuery &) = default;
};

} // namespace tokendesk
