// SPDX-License-Identifier: GPL-3.0-or-later
// tokendeskd user …: whether users may come in.
#include "app/cli/await.h"
#include "app/cli/input.h"
#include "app/cli/verb.h"
#include "server/runtime/adminapi.h"

#include <QJsonObject>

namespace tokendesk::cli {
namespace {

struct NamesOptions
{
    std::vector<std::string> names;
};

/// The ids of all \a names, or the error of the first that does not exist: all or nothing.
Result<std::vector<UserId>> idsOf(AdminApi &api, const std::vector<std::string> &names)
{
    std::vector<UserId> ids;
    for (const std::string &name : names) {
        TRY_ASSIGN(const User user, findUser(api, textOf(name)));
        ids.push_back(user.id);
    }
    return ids;
}

void showCount(const VerbContext &context, const char *member, int count, const QString &what)
{
    context.show(QJsonObject{{QLatin1String(member), count}},
                 QStringLiteral("%1 %2 user%3.\n")
                     .arg(what)
                     .arg(count)
                     .arg(count == 1 ? QString() : QStringLiteral("s")));
}

Result<void> setActive(VerbContext &context, const NamesOptions &options, bool active)
{
    TRY_ASSIGN(const auto ids, idsOf(context.api, options.names));
    UserChange change;
    change.active = active;
    for (const UserId id : ids)
        TRY(await(context.api.updateUser(id, change)));
    showCount(context, active ? "enabled" : "disabled", static_cast<int>(ids.size()),
              active ? QStringLiteral("Enabled") : QStringLiteral("Disabled"));
    return {};
}

Result<void> enable(VerbContext &context, const NamesOptions &options)
{
    return setActive(context, options, true);
}

Result<void> disable(VerbContext &context, const NamesOptions &options)
{
    return setActive(context, options, false);
}

Result<void> remove(VerbContext &context, const NamesOptions &options)
{
    TRY_ASSIGN(auto ids, idsOf(context.api, options.names));
    TRY_ASSIGN(const int count, await(context.api.deleteUsers(std::move(ids))));
    showCount(context, "deleted", count, QStringLiteral("Deleted"));
    return {};
}

/// The youngest user of that name in the bin.
Result<UserId> findDeleted(AdminApi &api, const QString &name)
{
    UserQuery query;
    query.text = name;
    query.deleted = true;
    TRY_ASSIGN(const auto users, findUsers(api, query));
    const User *found = nullptr;
    for (const User &user : users) {
        if (user.username == name && (!found || found->deletedAt < user.deletedAt))
            found = &user;
    }
    if (!found)
        return fail(ErrorCode::NotFound,
                    QStringLiteral("there is no deleted user \"%1\"").arg(name),
                    QStringLiteral("user"));
    return found->id;
}

Result<void> restore(VerbContext &context, const NamesOptions &options)
{
    std::vector<UserId> ids;
    for (const std::string &name : options.names) {
        TRY_ASSIGN(const UserId id, findDeleted(context.api, textOf(name)));
        ids.push_back(id);
    }
    TRY_ASSIGN(const int count, await(context.api.restoreUsers(std::move(ids))));
    showCount(context, "restored", count, QStringLiteral("Restored"));
    return {};
}

Result<void> unlock(VerbContext &context, const NamesOptions &options)
{
    TRY_ASSIGN(auto ids, idsOf(context.api, options.names));
    TRY_ASSIGN(const int count, await(context.api.unlockUsers(std::move(ids))));
    showCount(context, "unlocked", count, QStringLiteral("Unlocked"));
    return {};
}

} // namespace

void addUserAccessCommands(CLI::App &user, Invocation &invocation)
{
    const auto addNamesVerb = [&](const char *name, const char *help,
                                  Result<void> (*run)(VerbContext &, const NamesOptions &)) {
        auto options = std::make_shared<NamesOptions>();
        addVerb(user, invocation, name, help, options, run)
            ->add_option("name", options->names, "Usernames")
            ->required();
    };
    addNamesVerb("enable", "Let users log in again", &enable);
    addNamesVerb("disable", "Refuse users at once and end their sessions", &disable);
    addNamesVerb("unlock", "Forget wrong passwords, and the waits and locks they brought", &unlock);
    addNamesVerb("delete", "Move users to the bin and end their sessions", &remove);
    addNamesVerb("restore", "Take users out of the bin", &restore);
}

} // namespace tokendesk::cli
