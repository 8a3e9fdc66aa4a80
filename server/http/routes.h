// SPDX-License-Identifier: GPL-3.0-or-later
// Values: the route table. Router, metrics, log and the OpenAPI document come from it.
#pragma once

#include "server/http/requestbody.h"

#include <QByteArray>

#include <span>

namespace tokendesk::http {

/// Methods that endpoints take. HEAD follows GET, OPTIONS is everywhere.
enum class Method { Get, Post, Patch, Delete };

/// "GET" …
[[nodiscard]] const char *methodName(Method method);

/// What an operation does.
enum class Action {
    Login,
    Refresh,
    Verify,
    Blacklist,
    Logout,
    Profile,
    SlidingLogin,
    SlidingRefresh,
    Live,
    Ready,
    Metrics,
    KeySet,
    Metadata,
    Introspect,
    RevokeToken,
    ListOwnSessions,
    ShowOwnSession,
    EndOwnSession,
    EndOtherSessions,
    ChangeOwnPassword,
    ListUsers,
    ShowUser,
    CreateUser,
    ChangeUser,
    DeleteUser,
    RestoreUser,
    UnlockUser,
    ResetPassword,
    EndSessionsOfUser,
    PreviewClaims,
    ListGroups,
    ListSessions,
    ShowSession,
    EndSession,
    EndSessions,
    RefuseEarlierTokens,
    ListSettings,
    ShowSetting,
    ChangeSettings,
    ForecastSettings,
    TrySettings,
    KeepSettings,
    TakeSettingsBack,
    ListSettingsVersions,
    UndoSettings,
    ListKeys,
    GenerateKey,
    RotateKeys,
    RetireKey,
    ShowPublicKey,
    ListEvents,
    OpenApi
};

/// Who may call; from Bearer on, authentication comes before the method is looked at.
enum class Access {
    Anyone,
    Client, ///< of OAuth; the endpoint judges by itself, and takes forms alone
    Bearer, ///< as the peer has it
    Account, ///< a bearer whose session has not ended, whatever access tokens may outlive elsewhere
    Staff ///< the same, of staff or a superuser, from the networks of setting admin_networks
};

/// One method of a route: what it does, and how the OpenAPI document tells it. Schemas and
/// parameters are names of resources/openapi/components.json.
struct Operation
{
    Method method;
    Action action;
    const char *id; ///< operationId, unique
    const char *summary;
    const char *answer; ///< schema of the answer's body
    const char *body = ""; ///< schema of the request's body; empty: none
    const char *query = ""; ///< parameters, comma-separated
    int status = 200; ///< of success
};

/// One row of the route table.
struct Route
{
    const char *path; ///< a segment in braces stands for any text without '/'
    const char *name; ///< as OPTIONS tells it
    Access access;
    std::span<const Operation> operations;
    std::span<const FieldRule> fields = {}; ///< those of the serializer, for OPTIONS

    /// The operation of \a method, with HEAD as GET; null if there is none.
    [[nodiscard]] const Operation *find(QByteArrayView method) const;
    /// Value of the field Allow.
    [[nodiscard]] QByteArray allow() const;
};

[[nodiscard]] std::span<const Route> routes();

} // namespace tokendesk::http
