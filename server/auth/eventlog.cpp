// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/auth/eventlog.h"

#include "server/auth/tokenservice.h"
#include "server/base/logging.h"
#include "server/store/writer.h"

#include <utility>

namespace tokendesk::auth {

Event makeEvent(const char *type, const Actor &actor, Instant at, QJsonObject detail)
{
    Event event;
    event.at = at;
    event.type = QString::fromLatin1(type);
    event.actor = actor.name;
    event.address = actor.address;
    event.request = actor.request;
    event.detail = std::move(detail);
    if (!actor.source.isEmpty())
        event.detail.insert(QStringLiteral("source"), actor.source);
    return event;
}

QByteArray eventLine(const Event &event)
{
    LogLine line(event.at, event.severity, "event", event.type.toLatin1());
    if (event.request != 0)
        line.add("request", static_cast<qint64>(event.request));
    if (!event.actor.isEmpty())
        line.add("actor", event.actor);
    if (!event.address.isEmpty())
        line.add("address", event.address);
    if (event.userId)
        line.add("user_id", *event.userId);
    if (event.sessionId)
        line.add("sid", event.sessionId->toHex());
    line.add(event.detail);
    return line.take();
}

EventBus::Subscription logEvents(EventBus &bus, Logger &log)
{
    return bus.subscribe([&bus, &log,
                          reported = quint64{0}](const std::vector<Event> &events) mutable {
        for (const Event &event : events) {
            if (log.isEnabled(event.severity))
                log.writeLine(eventLine(event));
        }
        if (const quint64 dropped = bus.dropped(); dropped != reported) {
            log.write(Severity::Warning, QStringLiteral("event"), QStringLiteral("events.dropped"),
                      {{QStringLiteral("count"), static_cast<qint64>(dropped - reported)}});
            reported = dropped;
        }
    });
}

void announceRefresh(const Session &session, const Client &client, Instant at)
{
    Event event;
    event.at = at;
    event.type = QStringLiteral("session.refreshed");
    if (session.userId != 0)
        event.userId = session.userId;
    event.sessionId = session.id;
    event.address = client.address;
    event.request = client.request;
    store::Writer::announce(std::move(event));
}

void announceRevocation(const QByteArray &jti, std::optional<UserId> user, const Actor &actor,
                        Instant at)
{
    Event event =
        makeEvent("token.revoked", actor, at, {{QStringLiteral("jti"), QString::fromUtf8(jti)}});
    event.userId = user;
    store::Writer::announce(std::move(event));
}

Result<Page<Event>> EventLog::list(const EventQuery &query) const
{
    TRY_ASSIGN(store::Connection * connection, m_context.database.connection());
    return store::EventRepository(*connection).list(query);
}

Result<void> EventLog::append(store::Connection &connection, const Event &event)
{
    Event noted = event;
    TRY_ASSIGN(noted.id, store::EventRepository(connection).append(event));
    store::Writer::announce(std::move(noted));
    return {};
}

} // namespace tokendesk::auth
