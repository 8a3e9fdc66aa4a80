// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/accountendpoints.h"

#include "server/auth/sessionadmin.h"
#include "server/auth/useradmin.h"
#include "server/base/valuejson.h"
#include "server/http/answers.h"
#include "server/http/fields.h"
#include "server/http/inputfields.h"

#include <array>

namespace tokendesk::http {
namespace {

constexpr std::array kStates = {"all", "live", "ended"};
constexpr std::array kShown = {"id",         "kind",       "state",        "created_at",
                               "expires_at", "maximum_at", "refreshed_at", "address",
                               "user_agent", "ended_at",   "end_reason"};

/// What of \a session concerns its user.
QJsonObject ownSession(const Session &session, const Call &call, Instant now)
{
    const QJsonObject all = toJson(session, now);
    QJsonObject shown{{QStringLiteral("current"), session.id == call.session}};
    for (const char *name : kShown)
        shown.insert(QLatin1String(name), all.value(QLatin1String(name)));
    return shown;
}

/// Answers how many sessions ended.
auth::Completion<int> endedDone(const Exchange &exchange)
{
    return [exchange](const Result<int> &ended) {
        if (!ended)
            return exchange.refuse(ended.error());
        exchange.answer(endedAnswer(*ended));
    };
}

/// Why the password stays. A wrong current password is a field error: the bearer is known.
void refusePassword(const auth::Refusal &refusal, const Exchange &exchange)
{
    switch (refusal.kind) {
    case auth::Refusal::Kind::BadCredentials:
        return exchange.answer(
            fieldErrors({{"current_password",
                          "Your old password was entered incorrectly. Please enter it again."}}));
    case auth::Refusal::Kind::Throttled:
        return exchange.answer(throttledAnswer(refusal.retryAfter));
    case auth::Refusal::Kind::Failed:
    case auth::Refusal::Kind::Token:
        break;
    }
    Error error = refusal.error;
    if (error.field == QLatin1String("password"))
        error.field = QStringLiteral("new_password");
    exchange.refuse(error);
}

} // namespace

void AccountEndpoints::serve(Action action, const Call &call) const
{
    switch (action) {
    case Action::ListOwnSessions:
        return listSessions(call);
    case Action::ShowOwnSession:
        return showSession(call);
    case Action::EndOwnSession:
        return endSession(call);
    case Action::EndOtherSessions:
        return m_useCases.sessions.endOthers(call.user->user.id, call.session, call.actor(),
                                             endedDone(call.exchange));
    case Action::ChangeOwnPassword:
        return changePassword(call);
    default:
        break;
    }
    call.exchange.fail(Error(ErrorCode::Internal, QStringLiteral("not an action of accounts")));
}

void AccountEndpoints::listSessions(const Call &call) const
{
    QueryInput input(call.request.query);
    const PageInput page = input.page();
    const std::size_t state = input.choice("state", kStates).value_or(1);
    if (!input.good())
        return call.exchange.answer(input.refusal());
    SessionQuery query;
    query.userId = call.user->user.id;
    query.state = static_cast<SessionState>(state);
    query.after = page.cursor;
    query.limit = page.size;
    query.withTotal = page.withTotal;
    const Result<Page<Session>> found = m_useCases.sessions.list(query);
    if (!found)
        return call.exchange.refuse(found.error());
    call.exchange.answer(pageAnswer(
        *found, [&](const Session &session) { return ownSession(session, call, m_clock.now()); }));
}

void AccountEndpoints::showSession(const Call &call) const
{
    const auto id = SessionId::fromHex(call.parameter);
    if (!id)
        return call.exchange.answer(detailAnswer(404, "Not found."));
    const Result<Session> session = m_useCases.sessions.find(*id);
    if (!session)
        return call.exchange.refuse(session.error());
    if (session->userId != call.user->user.id) // told as if it were not there
        return call.exchange.answer(detailAnswer(
            404, QByteArray("There is no session " + call.parameter + '.'), "not_found"));
    call.exchange.answer(jsonAnswer(200, ownSession(*session, call, m_clock.now())));
}

void AccountEndpoints::endSession(const Call &call) const
{
    const auto id = SessionId::fromHex(call.parameter);
    if (!id)
        return call.exchange.answer(detailAnswer(404, "Not found."));
    m_useCases.sessions.endOwn(call.user->user.id, {*id}, call.actor(), endedDone(call.exchange));
}

void AccountEndpoints::changePassword(const Call &call) const
{
    const RequestBody body(call.request);
    if (body.state() != RequestBody::State::Fields)
        return call.exchange.answer(bodyError(body));
    const CheckedField current = checkField(body, kPasswordFields[0]);
    const CheckedField next = checkField(body, kPasswordFields[1]);
    JsonPairs errors;
    if (!current.good())
        errors.emplace_back("current_password", current.error);
    if (!next.good())
        errors.emplace_back("new_password", next.error);
    if (!errors.empty())
        return call.exchange.answer(fieldErrors(errors));
    m_useCases.users.changeOwnPassword(
        call.user->user.id,
        {SecretBytes::fromText(current.value), SecretBytes::fromText(next.value), call.session},
        clientOf(call.request), call.actor(),
        [exchange = call.exchange](const tl::expected<int, auth::Refusal> &ended) {
            if (!ended)
                return refusePassword(ended.error(), exchange);
            exchange.answer(endedAnswer(*ended));
        });
}

} // namespace tokendesk::http
