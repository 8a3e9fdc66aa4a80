// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/auth/eventlog.h"
#include "server/base/valuejson.h"
#include "server/http/adminoperations.h"
#include "server/http/answers.h"
#include "server/http/inputfields.h"

#include <array>
#include <limits>

namespace tokendesk::http::admin {
namespace {

constexpr std::array kSeverities = {"debug", "info", "warning", "error"}; // as Severity

} // namespace

void listEvents(const Call &call, const AdminServices &services)
{
    QueryInput input(call.request.query);
    EventQuery query;
    query.type = input.text("type", 64).value_or(QString());
    query.userId = input.integer("user_id", 1, std::numeric_limits<qint64>::max());
    if (const auto id = input.text("session_id")) {
        query.sessionId = SessionId::fromHex(id->toLatin1());
        if (!query.sessionId)
            input.refuse("session_id", QStringLiteral("Not a session id."));
    }
    if (const auto severity = input.choice("at_least", kSeverities))
        query.atLeast = static_cast<Severity>(*severity);
    if (const auto since = input.text("since")) {
        query.since = instantFromString(*since);
        if (!query.since)
            input.refuse("since", QStringLiteral("Use ISO 8601 with a zone, such as "
                                                 "2026-01-31T12:00:00Z."));
    }
    takePage(input, query);
    if (!input.good())
        return call.exchange.answer(input.refusal());
    const auto found = auth::EventLog(services.context).list(query);
    if (!found)
        return call.exchange.refuse(found.error());
    call.exchange.answer(pageAnswer(*found, [](const Event &event) { return toJson(event); }));
}

} // namespace tokendesk::http::admin
