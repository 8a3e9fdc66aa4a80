// SPDX-License-Identifier: GPL-3.0-or-later
// Functions: one for each operation of the administration API. They run in a thread of its pool,
// read there and answer through the call, now or later.
#pragma once

#include "server/auth/completion.h"
#include "server/http/adminendpoints.h"
#include "server/http/inputfields.h"

namespace tokendesk::http::admin {

using Serve = void (*)(const Call &call, const AdminServices &services);

void listUsers(const Call &call, const AdminServices &services);
void showUser(const Call &call, const AdminServices &services);
void createUser(const Call &call, const AdminServices &services);
void changeUser(const Call &call, const AdminServices &services);
void deleteUser(const Call &call, const AdminServices &services);
void restoreUser(const Call &call, const AdminServices &services);
void unlockUser(const Call &call, const AdminServices &services);
void resetPassword(const Call &call, const AdminServices &services);
void endSessionsOfUser(const Call &call, const AdminServices &services);
void previewClaims(const Call &call, const AdminServices &services);
void listGroups(const Call &call, const AdminServices &services);

void listSessions(const Call &call, const AdminServices &services);
void showSession(const Call &call, const AdminServices &services);
void endSession(const Call &call, const AdminServices &services);
void endSessions(const Call &call, const AdminServices &services);
void refuseEarlierTokens(const Call &call, const AdminServices &services);

void listSettings(const Call &call, const AdminServices &services);
void showSetting(const Call &call, const AdminServices &services);
void changeSettings(const Call &call, const AdminServices &services);
void forecastSettings(const Call &call, const AdminServices &services);
void trySettings(const Call &call, const AdminServices &services);
void keepSettings(const Call &call, const AdminServices &services);
void takeSettingsBack(const Call &call, const AdminServices &services);
void listSettingsVersions(const Call &call, const AdminServices &services);
void undoSettings(const Call &call, const AdminServices &services);

void listKeys(const Call &call, const AdminServices &services);
void generateKey(const Call &call, const AdminServices &services);
void rotateKeys(const Call &call, const AdminServices &services);
void retireKey(const Call &call, const AdminServices &services);
void showPublicKey(const Call &call, const AdminServices &services);

void listEvents(const Call &call, const AdminServices &services);

/// The positive number in the path; nothing, and 404, if it is none.
[[nodiscard]] std::optional<qint64> numberOf(const Call &call);
/// Takes page_size, cursor and total into \a query.
template<typename Query>
void takePage(QueryInput &input, Query &query)
{
    const PageInput page = input.page();
    query.after = page.cursor;
    query.limit = page.size;
    query.withTotal = page.withTotal;
}
/// Takes ordering into \a query: \a words stand in the order of its `sort`, each also with '-'
/// before it; \a usual is the index of that which counts without one.
template<typename Query>
void takeOrder(QueryInput &input, std::span<const char *const> words, std::size_t usual,
               Query &query)
{
    const std::size_t order = input.choice("ordering", words).value_or(usual);
    query.sort = static_cast<decltype(query.sort)>(order / 2);
    query.descending = order % 2 == 1;
}
/// A completion that answers what \a convert makes of the value.
template<typename T, typename Convert>
[[nodiscard]] auth::Completion<T> answering(const Call &call, Convert convert)
{
    return [exchange = call.exchange, convert](const Result<T> &result) {
        if (!result)
            return exchange.refuse(result.error());
        exchange.answer(convert(*result));
    };
}

} // namespace tokendesk::http::admin
