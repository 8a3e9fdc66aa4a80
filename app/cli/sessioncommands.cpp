// SPDX-License-Identifier: GPL-3.0-or-later
// tokendeskd session …
#include "app/cli/await.h"
#include "app/cli/input.h"
#include "app/cli/json.h"
#include "app/cli/table.h"
#include "app/cli/verb.h"
#include "server/runtime/adminapi.h"

#include <CLI/Validators.hpp>
#include <QJsonArray>

namespace tokendesk::cli {
namespace {

constexpr int kPageSize = 500;

struct ListOptions
{
    std::string user;
    std::string state = "live";
    std::string search;
    int limit = 0;
};

struct ShowOptions
{
    std::string id;
};

struct EndOptions
{
    std::vector<std::string> ids;
    std::string user;
    bool all = false;
};

QString timeText(const std::optional<Instant> &instant)
{
    return instant ? toIsoString(*instant) : QString();
}

QString stateText(const Session &session, Instant now)
{
    if (!isEnded(session, now))
        return QStringLiteral("live");
    const EndReason reason = session.endReason.value_or(EndReason::Expired);
    return QStringLiteral("ended (%1)").arg(QLatin1String(endReasonName(reason)));
}

Result<void> list(VerbContext &context, const ListOptions &options)
{
    SessionQuery query;
    query.text = textOf(options.search);
    query.withTotal = false;
    query.state = options.state == "live"    ? SessionState::Live
                  : options.state == "ended" ? SessionState::Ended
                                             : SessionState::All;
    if (!options.user.empty()) {
        TRY_ASSIGN(const User user, findUser(context.api, textOf(options.user)));
        query.userId = user.id;
    }
    Table table({QStringLiteral("ID"), QStringLiteral("USER"), QStringLiteral("STATE"),
                 QStringLiteral("CREATED"), QStringLiteral("REFRESHED"), QStringLiteral("EXPIRES"),
                 QStringLiteral("ADDRESS"), QStringLiteral("CLIENT")});
    QJsonArray json;
    const Instant now = context.clock.now();
    do {
        query.limit = options.limit > 0
                          ? std::min(kPageSize, options.limit - static_cast<int>(json.size()))
                          : kPageSize;
        TRY_ASSIGN(const auto page, await(context.api.listSessions(query)));
        for (const Session &session : page.rows) {
            table.add({session.id.toString(), session.username, stateText(session, now),
                       toIsoString(session.createdAt), timeText(session.refreshedAt),
                       toIsoString(session.expiresAt), session.address, session.userAgent});
            json.append(toJson(session, now));
        }
        query.after = page.next;
    } while (!query.after.isEmpty() && (options.limit == 0 || json.size() < options.limit));
    context.show(json, table.text());
    return {};
}

Result<void> show(VerbContext &context, const ShowOptions &options)
{
    TRY_ASSIGN(const SessionId id, sessionIdFrom(textOf(options.id)));
    TRY_ASSIGN(const Session session, await(context.api.session(id)));
    const Instant now = context.clock.now();
    Sheet sheet;
    sheet.add(QStringLiteral("id"), session.id.toString());
    sheet.add(QStringLiteral("user"),
              QStringLiteral("%1 (%2)").arg(session.username).arg(session.userId));
    sheet.add(QStringLiteral("state"), stateText(session, now));
    sheet.add(QStringLiteral("created"), toIsoString(session.createdAt));
    sheet.add(QStringLiteral("refreshed"), timeText(session.refreshedAt));
    sheet.add(QStringLiteral("refreshes"), QString::number(session.generation));
    sheet.add(QStringLiteral("expires"), toIsoString(session.expiresAt));
    sheet.add(QStringLiteral("longest until"), timeText(session.maximumAt));
    sheet.add(QStringLiteral("address"), session.address);
    sheet.add(QStringLiteral("client"), session.userAgent);
    sheet.add(QStringLiteral("key"), session.keyId);
    if (session.endedAt) {
        sheet.add(QStringLiteral("ended"), toIsoString(*session.endedAt));
        sheet.add(QStringLiteral("ended by"), session.endedBy);
    }
    context.show(toJson(session, now), sheet.text());
    return {};
}

Result<int> endSome(AdminApi &api, const std::vector<std::string> &texts)
{
    std::vector<SessionId> ids;
    for (const std::string &text : texts) {
        TRY_ASSIGN(const SessionId id, sessionIdFrom(textOf(text)));
        TRY(await(api.session(id))); // an unknown one is an error, not a silent nothing
        ids.push_back(id);
    }
    return await(api.endSessions(std::move(ids)));
}

Result<int> endOfUser(AdminApi &api, const QString &name)
{
    TRY_ASSIGN(const User user, findUser(api, name));
    return await(api.endSessionsOfUser(user.id));
}

Result<void> end(VerbContext &context, const EndOptions &options)
{
    if (int(!options.ids.empty()) + int(!options.user.empty()) + int(options.all) != 1)
        return fail(ErrorCode::InvalidArgument, QStringLiteral("name session ids, --user or --all"),
                    QStringLiteral("session"));
    TRY_ASSIGN(const int count, options.all ? await(context.api.endAllSessions())
                                : options.user.empty()
                                    ? endSome(context.api, options.ids)
                                    : endOfUser(context.api, textOf(options.user)));
    context.show(QJsonObject{{QStringLiteral("ended"), count}},
                 QStringLiteral("Ended %1 session%2.\n")
                     .arg(count)
                     .arg(count == 1 ? QString() : QStringLiteral("s")));
    return {};
}

Result<void> refuseEarlier(VerbContext &context, const EndOptions &options)
{
    if (options.user.empty() != options.all)
        return fail(ErrorCode::InvalidArgument, QStringLiteral("name --user or --all"),
                    QStringLiteral("session"));
    std::optional<UserId> id;
    if (!options.all) {
        TRY_ASSIGN(const User user, findUser(context.api, textOf(options.user)));
        id = user.id;
    }
    TRY_ASSIGN(const int count, await(context.api.refuseEarlierTokens(id)));
    context.show(QJsonObject{{QStringLiteral("ended"), count}},
                 QStringLiteral("Whatever was issued before is refused; ended %1 session%2.\n")
                     .arg(count)
                     .arg(count == 1 ? QString() : QStringLiteral("s")));
    return {};
}

} // namespace

void addSessionCommands(CLI::App &root, Invocation &invocation)
{
    CLI::App *session = root.add_subcommand("session", "See and end sessions");
    session->require_subcommand(1);

    auto listed = std::make_shared<ListOptions>();
    CLI::App *verb = addVerb(*session, invocation, "list", "List sessions", listed, &list);
    verb->add_option("--user", listed->user, "Only sessions of this user");
    verb->add_option("--state", listed->state, "live (default), ended or all")
        ->check(CLI::IsMember({"live", "ended", "all"}));
    verb->add_option("--search", listed->search, "Part of username, address or client");
    verb->add_option("--limit", listed->limit, "At most so many")->check(CLI::PositiveNumber);

    auto shown = std::make_shared<ShowOptions>();
    verb = addVerb(*session, invocation, "show", "Show a session", shown, &show);
    verb->add_option("id", shown->id, "Session id")->required();

    auto ended = std::make_shared<EndOptions>();
    verb = addVerb(*session, invocation, "end", "End sessions at once", ended, &end);
    verb->add_option("id", ended->ids, "Session ids");
    verb->add_option("--user", ended->user, "All sessions of this user");
    verb->add_flag("--all", ended->all, "All sessions of everybody");

    auto refused = std::make_shared<EndOptions>();
    verb = addVerb(*session, invocation, "refuse-earlier",
                   "Refuse every token that was issued before now", refused, &refuseEarlier);
    verb->add_option("--user", refused->user, "To this user");
    verb->add_flag("--all", refused->all, "To everybody");
}

} // namespace tokendesk::cli
