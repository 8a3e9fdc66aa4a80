// SPDX-License-Identifier: GPL-3.0-or-later
// Service: the lines that use cases leave in the audit log.
#pragma once

#include "server/auth/context.h"
#include "server/base/event.h"
#include "server/base/eventbus.h"
#include "server/store/configrepository.h"

namespace tokendesk {
struct Session;
} // namespace tokendesk

namespace tokendesk::auth {

struct Client;

/// An event of \a type at \a at by \a actor; what it is about is filled in by the caller.
[[nodiscard]] Event makeEvent(const char *type, const Actor &actor, Instant at,
                              QJsonObject detail = {});

/// The line of \a event in the log of the process: `event`, its type, who, whom, whence, and the
/// detail. Source: SECURITY R98, R99.
[[nodiscard]] QByteArray eventLine(const Event &event);
/// Writes every event of \a bus to \a log, which outlives the subscription.
[[nodiscard]] EventBus::Subscription logEvents(EventBus &bus, Logger &log);

/// For the live view alone: a refresh, of \a session by \a client, gets no row in the audit log. In
/// a job of the writer.
void announceRefresh(const Session &session, const Client &client, Instant at);
/// Likewise for a token that was issued elsewhere, whose user need not be one of ours.
void announceRevocation(const QByteArray &jti, std::optional<UserId> user, const Actor &actor,
                        Instant at);

/// Reads the audit log on the calling thread's connection. Errors: StoreUnavailable.
class EventLog
{
public:
    explicit EventLog(const Context &context) : m_context(context) { }

    [[nodiscard]] Result<Page<Event>> list(const EventQuery &query) const;
    /// Appends inside the transaction of \a connection, so that change and event stand or fall
    /// together; once it is committed by the writer the event is on the bus too.
    [[nodiscard]] static Result<void> append(store::Connection &connection, const Event &event);

private:
    const Context &m_context;
};

} // namespace tokendesk::auth
