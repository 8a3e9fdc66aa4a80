// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/auth/eventlog.h"

#include <utility>

namespace tokendesk::auth {

Event makeEvent(const char *type, const Actor &actor, Instant at, QJsonObject detail)
{
    Event event;
    event.at = at;
    event.type = QString::fromLatin1(type);
    event.actor = actor.name;
    event.address = actor.address;
    event.detail = std::move(detail);
    return event;
}

Result<Page<Event>> EventLog::list(const EventQuery &query) const
{
    TRY_ASSIGN(store::Connection * connection, m_context.database.connection());
    return store::EventRepository(*connection).list(query);
}

Result<void> EventLog::append(store::Connection &connection, const Event &event)
{
    TRY(store::EventRepository(connection).append(event));
    return {};
}

} // namespace tokendesk::auth
