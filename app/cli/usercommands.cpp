// SPDX-License-Identifier: GPL-3.0-or-later
// tokendeskd user …
#include "app/cli/await.h"
#include "app/cli/input.h"
#include "app/cli/json.h"
#include "app/cli/table.h"
#include "app/cli/verb.h"
#include "server/runtime/adminapi.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace tokendesk::cli {
namespace {

struct NameOptions
{
    std::string name;
};

struct ListOptions
{
    std::string search;
    std::string group;
    bool deleted = false;
    bool active = false;
    bool inactive = false;
    int limit = 0;
};

/// Fields of `user add` and `user set`; an option that was not given changes nothing.
struct FieldOptions
{
    std::string name;
    std::optional<std::string> username;
    std::optional<std::string> email;
    std::optional<std::string> firstName;
    std::optional<std::string> lastName;
    std::optional<bool> active;
    std::optional<bool> staff;
    std::optional<bool> superuser;
    std::vector<std::string> groups;
    std::vector<std::string> claims;
    bool noGroups = false;
    bool passwordStdin = false;
    bool allowWeak = false;
};

struct PasswdOptions
{
    std::string name;
    bool passwordStdin = false;
    bool allowWeak = false;
    bool keepSessions = false;
};

QString yesNo(bool value) { return value ? QStringLiteral("yes") : QStringLiteral("no"); }

QString timeText(const std::optional<Instant> &instant)
{
    return instant ? toIsoString(*instant) : QStringLiteral("never");
}

/// One word for the list.
QString loginWord(const LoginState &login, Instant now)
{
    if (login.lockedAt)
        return QStringLiteral("locked");
    return login.isBarred(now) ? QStringLiteral("waits") : QStringLiteral("open");
}

/// What wrong passwords have brought about.
QString loginText(const LoginState &login, Instant now)
{
    if (login.lockedAt)
        return QStringLiteral("locked since %1").arg(toIsoString(*login.lockedAt));
    return login.isBarred(now) ? QStringLiteral("waits until %1").arg(toIsoString(*login.waitUntil))
                               : QStringLiteral("open");
}

QString sheetOf(const User &user, Instant now)
{
    Sheet sheet;
    sheet.add(QStringLiteral("id"), QString::number(user.id));
    sheet.add(QStringLiteral("username"), user.username);
    sheet.add(QStringLiteral("email"), user.email);
    sheet.add(QStringLiteral("name"), user.fullName());
    sheet.add(QStringLiteral("active"), yesNo(user.active));
    sheet.add(QStringLiteral("staff"), yesNo(user.staff));
    sheet.add(QStringLiteral("superuser"), yesNo(user.superuser));
    sheet.add(QStringLiteral("groups"), user.groups.join(QStringLiteral(", ")));
    sheet.add(QStringLiteral("claims"),
              QString::fromUtf8(QJsonDocument(user.claims).toJson(QJsonDocument::Compact)));
    sheet.add(QStringLiteral("password"),
              user.passwordScheme.isEmpty() ? QStringLiteral("none") : user.passwordScheme);
    sheet.add(QStringLiteral("wrong passwords"), QString::number(user.login.failures));
    sheet.add(QStringLiteral("password login"), loginText(user.login, now));
    sheet.add(QStringLiteral("created"), toIsoString(user.createdAt));
    sheet.add(QStringLiteral("last login"), timeText(user.lastLoginAt));
    sheet.add(QStringLiteral("live sessions"), QString::number(user.liveSessions));
    if (user.deletedAt)
        sheet.add(QStringLiteral("deleted"), toIsoString(*user.deletedAt));
    return sheet.text();
}

QStringList groupsFrom(const FieldOptions &options)
{
    QStringList groups;
    for (const std::string &group : options.groups)
        groups.append(textOf(group));
    return groups;
}

QString textOr(const std::optional<std::string> &text) { return textOf(text.value_or("")); }

Result<void> add(VerbContext &context, const FieldOptions &options)
{
    NewUser user;
    user.username = textOf(options.name);
    user.email = textOr(options.email);
    user.firstName = textOr(options.firstName);
    user.lastName = textOr(options.lastName);
    user.active = options.active.value_or(true);
    user.staff = options.staff.value_or(false);
    user.superuser = options.superuser.value_or(false);
    user.groups = groupsFrom(options);
    TRY_ASSIGN(user.claims, claimsFrom(options.claims));
    TRY_ASSIGN(auto password, readPassword(options.passwordStdin));
    TRY_ASSIGN(const User made, await(context.api.createUser(std::move(user), std::move(password),
                                                             {options.allowWeak, true})));
    context.show(
        toJson(made),
        QStringLiteral("Created user %1 with id %2.\n").arg(visible(made.username)).arg(made.id));
    return {};
}

Result<void> set(VerbContext &context, const FieldOptions &options)
{
    const auto text = [](const std::optional<std::string> &value) {
        return value ? std::optional(textOf(*value)) : std::nullopt;
    };
    TRY_ASSIGN(const User before, findUser(context.api, textOf(options.name)));
    UserChange change;
    change.username = text(options.username);
    change.email = text(options.email);
    change.firstName = text(options.firstName);
    change.lastName = text(options.lastName);
    change.active = options.active;
    change.staff = options.staff;
    change.superuser = options.superuser;
    if (!options.groups.empty() || options.noGroups)
        change.groups = groupsFrom(options);
    if (!options.claims.empty()) {
        TRY_ASSIGN(const QJsonObject changed, claimsFrom(options.claims));
        QJsonObject claims = before.claims;
        for (auto it = changed.begin(); it != changed.end(); ++it) {
            if (it->isNull())
                claims.remove(it.key());
            else
                claims.insert(it.key(), it.value());
        }
        change.claims = claims;
    }
    TRY_ASSIGN(const User user, await(context.api.updateUser(before.id, change)));
    context.show(toJson(user), sheetOf(user, context.clock.now()));
    return {};
}

Result<void> list(VerbContext &context, const ListOptions &options)
{
    UserQuery query;
    query.text = textOf(options.search);
    query.group = textOf(options.group);
    query.deleted = options.deleted;
    if (options.active || options.inactive)
        query.active = options.active;
    TRY_ASSIGN(const auto users, findUsers(context.api, query, options.limit));
    Table table({QStringLiteral("ID"), QStringLiteral("USERNAME"), QStringLiteral("EMAIL"),
                 QStringLiteral("NAME"), QStringLiteral("ACTIVE"), QStringLiteral("STAFF"),
                 QStringLiteral("SUPERUSER"), QStringLiteral("PASSWORD"),
                 QStringLiteral("SESSIONS"), QStringLiteral("LAST LOGIN")});
    const Instant now = context.clock.now();
    QJsonArray json;
    for (const User &user : users) {
        table.add({QString::number(user.id), user.username, user.email, user.fullName(),
                   yesNo(user.active), yesNo(user.staff), yesNo(user.superuser),
                   loginWord(user.login, now), QString::number(user.liveSessions),
                   timeText(user.lastLoginAt)});
        json.append(toJson(user));
    }
    context.show(json, table.text());
    return {};
}

Result<void> show(VerbContext &context, const NameOptions &options)
{
    TRY_ASSIGN(const User user, findUser(context.api, textOf(options.name)));
    context.show(toJson(user), sheetOf(user, context.clock.now()));
    return {};
}

Result<void> claims(VerbContext &context, const NameOptions &options)
{
    TRY_ASSIGN(const User user, findUser(context.api, textOf(options.name)));
    TRY_ASSIGN(const ClaimsAsIssued preview, await(context.api.previewClaims(user.id)));
    const QJsonDocument payload = QJsonDocument::fromJson(preview.payload);
    QString text = QString::fromUtf8(payload.toJson(QJsonDocument::Indented));
    text +=
        QStringLiteral("A token of %1 bytes; jti and sid are samples.\n").arg(preview.tokenBytes);
    for (const QString &name : preview.leftOut)
        text +=
            QStringLiteral("Left out: %1, which the token states of itself.\n").arg(visible(name));
    context.show(
        QJsonObject{{QStringLiteral("claims"), payload.object()},
                    {QStringLiteral("token_bytes"), preview.tokenBytes},
                    {QStringLiteral("left_out"), QJsonArray::fromStringList(preview.leftOut)}},
        text);
    return {};
}

Result<void> passwd(VerbContext &context, const PasswdOptions &options)
{
    TRY_ASSIGN(const User user, findUser(context.api, textOf(options.name)));
    TRY_ASSIGN(auto password, readPassword(options.passwordStdin));
    TRY(await(context.api.setPassword(user.id, std::move(password),
                                      {options.allowWeak, !options.keepSessions})));
    context.show(QJsonObject{{QStringLiteral("id"), user.id},
                             {QStringLiteral("username"), user.username},
                             {QStringLiteral("sessions_ended"), !options.keepSessions}},
                 QStringLiteral("Changed the password of %1%2.\n")
                     .arg(visible(user.username), options.keepSessions
                                                      ? QString()
                                                      : QStringLiteral(" and ended the sessions")));
    return {};
}

void addFields(CLI::App &verb, FieldOptions &options)
{
    verb.add_option("name", options.name, "Username")->required();
    verb.add_option("--email", options.email, "Email address");
    verb.add_option("--first-name", options.firstName, "First name");
    verb.add_option("--last-name", options.lastName, "Last name");
    verb.add_option("--group", options.groups, "Group; may be given several times")
        ->allow_extra_args(false);
    verb.add_option("--claim", options.claims,
                    "Claim of this user alone, name=value; the value is JSON or text")
        ->allow_extra_args(false);
}

void addFlag(CLI::App &verb, const std::string &names, std::optional<bool> &flag,
             const std::string &help)
{
    // A name with '!' before it counts downwards.
    verb.add_flag_function(
        names, [&flag](std::int64_t count) { flag = count > 0; }, help);
}

} // namespace

void addUserCommands(CLI::App &root, Invocation &invocation)
{
    CLI::App *user = root.add_subcommand("user", "Manage users");
    user->require_subcommand(1);

    auto added = std::make_shared<FieldOptions>();
    CLI::App *verb = addVerb(*user, invocation, "add", "Create a user", added, &add);
    addFields(*verb, *added);
    addFlag(*verb, "--staff", added->staff, "May use the administration");
    addFlag(*verb, "--superuser", added->superuser, "May do everything");
    addFlag(*verb, "!--inactive", added->active, "May not log in yet");
    verb->add_flag("--password-stdin", added->passwordStdin,
                   "Read the password from standard input");
    verb->add_flag("--allow-weak-password", added->allowWeak, "Take any password");

    auto changed = std::make_shared<FieldOptions>();
    verb = addVerb(*user, invocation, "set", "Change a user", changed, &set);
    addFields(*verb, *changed);
    verb->add_option("--username", changed->username, "New username");
    addFlag(*verb, "--active,!--inactive", changed->active, "May log in, or not");
    addFlag(*verb, "--staff,!--no-staff", changed->staff, "May use the administration, or not");
    addFlag(*verb, "--superuser,!--no-superuser", changed->superuser, "May do everything, or not");
    verb->add_flag("--no-groups", changed->noGroups, "Take the user out of all groups");

    auto listed = std::make_shared<ListOptions>();
    verb = addVerb(*user, invocation, "list", "List users", listed, &list);
    verb->add_option("--search", listed->search, "Part of username, email or name");
    verb->add_option("--group", listed->group, "Only members of this group");
    verb->add_flag("--deleted", listed->deleted, "Only users in the bin");
    auto *active = verb->add_flag("--active", listed->active, "Only active users");
    verb->add_flag("--inactive", listed->inactive, "Only inactive users")->excludes(active);
    verb->add_option("--limit", listed->limit, "At most so many")->check(CLI::PositiveNumber);

    auto shown = std::make_shared<NameOptions>();
    verb = addVerb(*user, invocation, "show", "Show a user", shown, &show);
    verb->add_option("name", shown->name, "Username")->required();

    auto previewed = std::make_shared<NameOptions>();
    verb = addVerb(*user, invocation, "claims", "Show what a token of the user would say",
                   previewed, &claims);
    verb->add_option("name", previewed->name, "Username")->required();

    auto renewed = std::make_shared<PasswdOptions>();
    verb = addVerb(*user, invocation, "passwd", "Set a password and end the user's sessions",
                   renewed, &passwd);
    verb->add_option("name", renewed->name, "Username")->required();
    verb->add_flag("--password-stdin", renewed->passwordStdin,
                   "Read the password from standard input");
    verb->add_flag("--allow-weak-password", renewed->allowWeak, "Take any password");
    verb->add_flag("--keep-sessions", renewed->keepSessions, "Leave the sessions alone");

    addUserAccessCommands(*user, invocation);
    addUserTransferCommands(*user, invocation);
}

} // namespace tokendesk::cli
