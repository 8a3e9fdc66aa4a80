// SPDX-License-Identifier: GPL-3.0-or-later
// Service: the lines that use cases leave in the audit log.
#pragma once

#include "server/auth/context.h"
#include "server/base/event.h"
#include "server/store/configrepository.h"

namespace tokendesk::auth {

/// An event of \a type at \a at by \a actor; what it is about is filled in by the caller.
[[nodiscard]] Event makeEvent(const char *type, const Actor &actor, Instant at,
                              QJsonObject detail = {});

/// Reads the audit log on the calling thread's connection. Errors: StoreUnavailable.
class EventLog
{
public:
    explicit EventLog(const Context &context) : m_context(context) { }

    [[nodiscard]] Result<Page<Event>> list(const EventQuery &query) const;
    /// Appends inside the transaction of \a connection, so that change and event stand or fall
    /// together.
    [[nodiscard]] static Result<void> append(store::Connection &connection, const Event &event);

private:
    const Context &m_context;
};

} // namespace tokendesk::auth
