// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/auth/sessionadmin.h"
#include "server/base/valuejson.h"
#include "server/http/adminoperations.h"
#include "server/http/answers.h"
#include "server/http/inputfields.h"

#include <array>
#include <limits>

namespace tokendesk::http::admin {
namespace {

constexpr std::array kStates = {"all", "live", "ended"}; // in the order of SessionState
// In the order of SessionSort, each also with '-' before it.
constexpr std::array kOrderings = {"created_at",    "-created_at", "refreshed_at",
                                   "-refreshed_at", "expires_at",  "-expires_at"};
constexpr qsizetype kMostIds = 500;

/// The session that the path names; nothing, and an answer, if there is none.
std::optional<Session> sessionOf(const Call &call, const AdminServices &services)
{
    const auto id = SessionId::fromHex(call.parameter);
    if (!id) {
        call.exchange.answer(detailAnswer(404, "Not found."));
        return std::nullopt;
    }
    auto session = services.useCases.sessions.find(*id);
    if (!session) {
        call.exchange.refuse(session.error());
        return std::nullopt;
    }
    return *std::move(session);
}

std::vector<SessionId> idsOf(JsonInput &input)
{
    std::vector<SessionId> ids;
    const QStringList texts = input.textList("ids", kMostIds).value_or(QStringList());
    for (const QString &text : texts) {
        const auto id = SessionId::fromHex(text.toLatin1());
        if (!id) {
            input.refuse("ids", QStringLiteral("\"%1\" is not a session id.").arg(text));
            break;
        }
        ids.push_back(*id);
    }
    return ids;
}

} // namespace

void listSessions(const Call &call, const AdminServices &services)
{
    QueryInput input(call.request.query);
    SessionQuery query;
    query.userId = input.integer("user_id", 1, std::numeric_limits<qint64>::max());
    query.text = input.text("search").value_or(QString());
    query.state = static_cast<SessionState>(input.choice("state", kStates).value_or(0));
    takeOrder(input, kOrderings, 1, query);
    takePage(input, query);
    if (!input.good())
        return call.exchange.answer(input.refusal());
    const auto found = services.useCases.sessions.list(query);
    if (!found)
        return call.exchange.refuse(found.error());
    call.exchange.answer(
        pageAnswer(*found, [now = services.context.clock.now()](const Session &session) {
            return toJson(session, now);
        }));
}

void showSession(const Call &call, const AdminServices &services)
{
    if (const auto session = sessionOf(call, services))
        call.exchange.answer(jsonAnswer(200, toJson(*session, services.context.clock.now())));
}

void endSession(const Call &call, const AdminServices &services)
{
    if (const auto session = sessionOf(call, services))
        services.useCases.sessions.end({session->id}, call.actor(),
                                       answering<int>(call, endedAnswer));
}

void endSessions(const Call &call, const AdminServices &services)
{
    JsonInput input(call.request);
    if (!input.isReadable())
        return call.exchange.answer(input.failure());
    const bool byId = input.object().contains(QLatin1String("ids"));
    const bool byUser = input.object().contains(QLatin1String("user_id"));
    const bool all = input.boolean("all").value_or(false);
    std::vector<SessionId> ids = idsOf(input);
    const auto user = input.integer("user_id", 1, std::numeric_limits<qint64>::max());
    // Whoever sends something half-read must not end everything.
    if (input.good() && int{byId} + int{byUser} + int{all} != 1)
        input.refuse("non_field_errors",
                     QStringLiteral("Send exactly one of ids, user_id, and all with true."));
    if (!input.good())
        return call.exchange.answer(input.refusal());
    auth::SessionAdmin &sessions = services.useCases.sessions;
    auto done = answering<int>(call, endedAnswer);
    if (all)
        return sessions.endAll(call.actor(), std::move(done));
    if (user)
        return sessions.endOfUser(*user, call.actor(), std::move(done));
    sessions.end(std::move(ids), call.actor(), std::move(done));
}

void refuseEarlierTokens(const Call &call, const AdminServices &services)
{
    JsonInput input(call.request);
    if (!input.isReadable())
        return call.exchange.answer(input.failure());
    const bool byUser = input.object().contains(QLatin1String("user_id"));
    const bool all = input.boolean("all").value_or(false);
    const auto user = input.integer("user_id", 1, std::numeric_limits<qint64>::max());
    if (input.good() && byUser == all)
        input.refuse("non_field_errors",
                     QStringLiteral("Send exactly one of user_id, and all with true."));
    if (!input.good())
        return call.exchange.answer(input.refusal());
    services.useCases.sessions.refuseEarlier(user, call.actor(), answering<int>(call, endedAnswer));
}

} // namespace tokendesk::http::admin
