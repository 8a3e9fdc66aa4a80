// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/adminendpoints.h"

#include "server/base/json.h"
#include "server/http/adminoperations.h"
#include "server/http/answers.h"

#include <exception>

namespace tokendesk::http {
namespace {

constexpr int kThreads = 2;
/// Operations that may wait or run at once, and makers of keys among them.
constexpr int kWaiting = 64;
constexpr int kWaitingMakers = 4;

admin::Serve functionOf(Action action)
{
    switch (action) {
    case Action::ListUsers:
        return admin::listUsers;
    case Action::ShowUser:
        return admin::showUser;
    case Action::CreateUser:
        return admin::createUser;
    case Action::ChangeUser:
        return admin::changeUser;
    case Action::DeleteUser:
        return admin::deleteUser;
    case Action::RestoreUser:
        return admin::restoreUser;
    case Action::UnlockUser:
        return admin::unlockUser;
    case Action::ResetPassword:
        return admin::resetPassword;
    case Action::EndSessionsOfUser:
        return admin::endSessionsOfUser;
    case Action::PreviewClaims:
        return admin::previewClaims;
    case Action::ListGroups:
        return admin::listGroups;
    case Action::ListSessions:
        return admin::listSessions;
    case Action::ShowSession:
        return admin::showSession;
    case Action::EndSession:
        return admin::endSession;
    case Action::EndSessions:
        return admin::endSessions;
    case Action::RefuseEarlierTokens:
        return admin::refuseEarlierTokens;
    case Action::ListSettings:
        return admin::listSettings;
    case Action::ShowSetting:
        return admin::showSetting;
    case Action::ChangeSettings:
        return admin::changeSettings;
    case Action::ForecastSettings:
        return admin::forecastSettings;
    case Action::TrySettings:
        return admin::trySettings;
    case Action::KeepSettings:
        return admin::keepSettings;
    case Action::TakeSettingsBack:
        return admin::takeSettingsBack;
    case Action::ListSettingsVersions:
        return admin::listSettingsVersions;
    case Action::UndoSettings:
        return admin::undoSettings;
    case Action::ListKeys:
        return admin::listKeys;
    case Action::GenerateKey:
        return admin::generateKey;
    case Action::RotateKeys:
        return admin::rotateKeys;
    case Action::RetireKey:
        return admin::retireKey;
    case Action::ShowPublicKey:
        return admin::showPublicKey;
    case Action::ListEvents:
        return admin::listEvents;
    default:
        return nullptr;
    }
}

bool mayCall(const User &user, Method method)
{
    if (!user.active)
        return false;
    return user.superuser || (user.staff && method == Method::Get);
}

/// An exception must not leave a thread of the pool.
void serveSafely(admin::Serve serve, const Call &call, const AdminServices &services)
{
    try {
        serve(call, services);
    } catch (const std::exception &exception) {
        call.exchange.fail(Error(ErrorCode::Internal, QString::fromUtf8(exception.what())));
    }
}

} // namespace

AdminEndpoints::AdminEndpoints(const auth::Context &context, const auth::UseCases &useCases)
    : m_services{context, useCases, [this] { return m_makers.isEnding(); }},
      m_pool(context.database, kThreads, kWaiting), m_makers(context.database, 1, kWaitingMakers)
{
}

void AdminEndpoints::serve(const Operation &operation, const Call &call)
{
    if (!mayCall(call.user->user, operation.method))
        return call.exchange.answer(forbiddenAnswer());
    const admin::Serve function = functionOf(operation.action);
    if (!function)
        return call.exchange.fail(Error(ErrorCode::Internal, QStringLiteral("no such operation")));
    const bool makesKeys =
        operation.action == Action::GenerateKey || operation.action == Action::RotateKeys;
    store::TaskPool &pool = makesKeys ? m_makers : m_pool;
    if (!pool.start([this, function, call] { serveSafely(function, call, m_services); }))
        call.exchange.fail(Error(ErrorCode::Busy, QStringLiteral("too many operations wait")));
}

std::optional<qint64> admin::numberOf(const Call &call)
{
    const auto number = jsonToInteger(call.parameter);
    if (number && *number > 0)
        return number;
    call.exchange.answer(detailAnswer(404, "Not found."));
    return std::nullopt;
}

} // namespace tokendesk::http
