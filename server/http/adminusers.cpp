// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/auth/policystore.h"
#include "server/auth/sessionadmin.h"
#include "server/auth/tokenmint.h"
#include "server/auth/useradmin.h"
#include "server/auth/uservalidation.h"
#include "server/base/passwordpolicy.h"
#include "server/base/valuejson.h"
#include "server/http/adminoperations.h"
#include "server/http/answers.h"
#include "server/http/inputfields.h"

#include <QJsonDocument>

#include <array>

namespace tokendesk::http::admin {
namespace {

// Sort words in the order of UserSort; each also with '-' before it.
constexpr std::array kOrderings = {"username",   "-username",  "email",      "-email",
                                   "last_name",  "-last_name", "created_at", "-created_at",
                                   "last_login", "-last_login"};

ApiResponse userAnswer(int status, const User &user, const QString &generatedPassword = {})
{
    QJsonObject json = toJson(user);
    if (!generatedPassword.isEmpty())
        json.insert(QStringLiteral("generated_password"), generatedPassword);
    return jsonAnswer(status, json);
}

ApiResponse countAnswer(const char *name, int count)
{
    return jsonAnswer(200, QJsonObject{{QLatin1String(name), count}});
}

/// A password from the body, or a new one that only the answer knows.
struct GivenPassword
{
    QString text;
    bool isGenerated = false;
    auth::PasswordChoice choice;
};

GivenPassword passwordOf(JsonInput &input, const AdminServices &services)
{
    GivenPassword password;
    password.choice.allowWeak = input.boolean("allow_weak_password").value_or(false);
    password.choice.endSessions = input.boolean("end_sessions").value_or(true);
    const auto given = input.text("password");
    password.isGenerated = !given && !input.object().contains(QLatin1String("password"));
    password.text =
        password.isGenerated
            ? generatePassword(services.context.policies.current()->policy.passwordMinimumLength)
            : given.value_or(QString());
    return password;
}

UserChange changeOf(JsonInput &input)
{
    UserChange change;
    change.username = input.text("username");
    change.email = input.text("email");
    change.firstName = input.text("first_name");
    change.lastName = input.text("last_name");
    change.active = input.boolean("is_active");
    change.staff = input.boolean("is_staff");
    change.superuser = input.boolean("is_superuser");
    change.groups = input.textList("groups", auth::kGroupLimit);
    change.claims = input.jsonObject("claims");
    return change;
}

/// What a bearer would be sorry for: whoever takes the rights that the call needs from himself
/// cannot give them back.
void refuseLosses(const User &bearer, const UserChange &change, JsonInput &input)
{
    const auto refuse = [&input](const char *field) {
        input.refuse(field, QStringLiteral("You cannot take this from yourself."));
    };
    if (bearer.active && change.active == false)
        refuse("is_active");
    if (bearer.staff && change.staff == false)
        refuse("is_staff");
    if (bearer.superuser && change.superuser == false)
        refuse("is_superuser");
}

bool isOneself(const Call &call, UserId id) { return call.user->user.id == id; }

ApiResponse ownAccountAnswer(const char *reason)
{
    return detailAnswer(409, reason, "own_account");
}

} // namespace

void listUsers(const Call &call, const AdminServices &services)
{
    QueryInput input(call.request.query);
    UserQuery query;
    query.text = input.text("search").value_or(QString());
    query.active = input.boolean("is_active");
    query.staff = input.boolean("is_staff");
    query.superuser = input.boolean("is_superuser");
    query.group = input.text("group").value_or(QString());
    query.deleted = input.boolean("deleted").value_or(false);
    takeOrder(input, kOrderings, 0, query);
    takePage(input, query);
    if (!input.good())
        return call.exchange.answer(input.refusal());
    const auto found = services.useCases.users.list(query);
    if (!found)
        return call.exchange.refuse(found.error());
    call.exchange.answer(pageAnswer(*found, [](const User &user) { return toJson(user); }));
}

void showUser(const Call &call, const AdminServices &services)
{
    const auto id = numberOf(call);
    if (!id)
        return;
    const auto user = services.useCases.users.find(*id);
    if (!user)
        return call.exchange.refuse(user.error());
    call.exchange.answer(userAnswer(200, *user));
}

void createUser(const Call &call, const AdminServices &services)
{
    JsonInput input(call.request);
    if (!input.isReadable())
        return call.exchange.answer(input.failure());
    NewUser user;
    user.username = input.text("username", true).value_or(QString());
    user.email = input.text("email").value_or(QString());
    user.firstName = input.text("first_name").value_or(QString());
    user.lastName = input.text("last_name").value_or(QString());
    user.active = input.boolean("is_active").value_or(true);
    user.staff = input.boolean("is_staff").value_or(false);
    user.superuser = input.boolean("is_superuser").value_or(false);
    user.groups = input.textList("groups", auth::kGroupLimit).value_or(QStringList());
    user.claims = input.jsonObject("claims").value_or(QJsonObject());
    const GivenPassword password = passwordOf(input, services);
    if (!input.good())
        return call.exchange.answer(input.refusal());
    const QString told = password.isGenerated ? password.text : QString();
    services.useCases.users.create(
        std::move(user), SecretBytes::fromText(password.text), password.choice, call.actor(),
        answering<User>(call, [told](const User &made) { return userAnswer(201, made, told); }));
}

void changeUser(const Call &call, const AdminServices &services)
{
    const auto id = numberOf(call);
    if (!id)
        return;
    JsonInput input(call.request);
    if (!input.isReadable())
        return call.exchange.answer(input.failure());
    UserChange change = changeOf(input);
    if (isOneself(call, *id))
        refuseLosses(call.user->user, change, input);
    if (!input.good())
        return call.exchange.answer(input.refusal());
    services.useCases.users.update(
        *id, std::move(change), call.actor(),
        answering<User>(call, [](const User &user) { return userAnswer(200, user); }));
}

void deleteUser(const Call &call, const AdminServices &services)
{
    const auto id = numberOf(call);
    if (!id)
        return;
    if (isOneself(call, *id))
        return call.exchange.answer(ownAccountAnswer("You cannot delete your own account."));
    services.useCases.users.moveToBin({*id}, call.actor(), answering<int>(call, [](int count) {
                                          return countAnswer("deleted", count);
                                      }));
}

void restoreUser(const Call &call, const AdminServices &services)
{
    if (const auto id = numberOf(call))
        services.useCases.users.restore({*id}, call.actor(), answering<int>(call, [](int count) {
                                            return countAnswer("restored", count);
                                        }));
}

void unlockUser(const Call &call, const AdminServices &services)
{
    if (const auto id = numberOf(call))
        services.useCases.users.unlock({*id}, call.actor(), answering<int>(call, [](int count) {
                                           return countAnswer("unlocked", count);
                                       }));
}

void resetPassword(const Call &call, const AdminServices &services)
{
    const auto id = numberOf(call);
    if (!id)
        return;
    if (isOneself(call, *id))
        return call.exchange.answer(ownAccountAnswer(
            "Change your own password at /account/password, which asks for the current one."));
    JsonInput input(call.request);
    if (!input.isReadable())
        return call.exchange.answer(input.failure());
    const GivenPassword password = passwordOf(input, services);
    if (!input.good())
        return call.exchange.answer(input.refusal());
    const QString told = password.isGenerated ? password.text : QString();
    services.useCases.users.setPassword(
        *id, SecretBytes::fromText(password.text), password.choice, call.actor(),
        answering<User>(call, [told](const User &user) { return userAnswer(200, user, told); }));
}

void endSessionsOfUser(const Call &call, const AdminServices &services)
{
    if (const auto id = numberOf(call))
        services.useCases.sessions.endOfUser(*id, call.actor(), answering<int>(call, endedAnswer));
}

void previewClaims(const Call &call, const AdminServices &services)
{
    const auto id = numberOf(call);
    if (!id)
        return;
    const auto preview = auth::TokenMint(services.context).preview(*id);
    if (!preview)
        return call.exchange.refuse(preview.error());
    call.exchange.answer(jsonAnswer(
        200,
        QJsonObject{{QStringLiteral("claims"), QJsonDocument::fromJson(preview->payload).object()},
                    {QStringLiteral("token_bytes"), preview->tokenBytes},
                    {QStringLiteral("left_out"), QJsonArray::fromStringList(preview->leftOut)}}));
}

void listGroups(const Call &call, const AdminServices &services)
{
    const auto groups = services.useCases.users.groups();
    if (!groups)
        return call.exchange.refuse(groups.error());
    call.exchange.answer(jsonAnswer(
        200, QJsonObject{{QStringLiteral("results"), QJsonArray::fromStringList(*groups)}}));
}

} // namespace tokendesk::http::admin
