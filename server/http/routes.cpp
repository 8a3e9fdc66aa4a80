// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/routes.h"

#include "server/http/fields.h"
#include "server/http/metadata.h"

#include <algorithm>
#include <array>

namespace tokendesk::http {
namespace {

using enum Access;
using enum Method;

// The peer's.
constexpr std::array kLogin = {
    Operation{Post, Action::Login, "login", "Log in", "TokenPair", "Credentials"}};
constexpr std::array kAccountLogin = {Operation{
    Post, Action::Login, "accountLogin", "Log in, under another path", "TokenPair", "Credentials"}};
constexpr std::array kRefresh = {Operation{Post, Action::Refresh, "refresh",
                                           "Exchange a refresh token for new tokens",
                                           "RefreshedTokens", "RefreshToken"}};
constexpr std::array kVerify = {
    Operation{Post, Action::Verify, "verify", "Tell whether a token is good", "Empty", "AnyToken"}};
constexpr std::array kBlacklist = {Operation{Post, Action::Blacklist, "blacklist",
                                             "End the session of a refresh token", "Empty",
                                             "RefreshToken"}};
constexpr std::array kLogout = {
    Operation{Post, Action::Logout, "logout", "Log out", "Detail", "RefreshToken"}};
constexpr std::array kAccountLogout = {Operation{Post, Action::Logout, "accountLogout",
                                                 "Log out, under another path", "Detail",
                                                 "RefreshToken"}};
constexpr std::array kProfile = {
    Operation{Get, Action::Profile, "profile", "The user of the token", "Profile"}};
constexpr std::array kSlidingLogin = {Operation{Post, Action::SlidingLogin, "slidingLogin",
                                                "Log in for a sliding token", "AnyToken",
                                                "Credentials"}};
constexpr std::array kSlidingRefresh = {Operation{Post, Action::SlidingRefresh, "slidingRefresh",
                                                  "Lengthen a sliding token", "AnyToken",
                                                  "AnyToken"}};

// Of the server itself.
constexpr std::array kLive = {
    Operation{Get, Action::Live, "live", "Whether the process is up", "Liveness"}};
constexpr std::array kReady = {Operation{
    Get, Action::Ready, "ready", "Whether the database can be read and written", "Readiness"}};
constexpr std::array kMetrics = {
    Operation{Get, Action::Metrics, "metrics", "Figures for Prometheus", "MetricsText"}};
constexpr std::array kKeySet = {
    Operation{Get, Action::KeySet, "keySet", "The public keys, as JWK Set", "KeySet"}};

// Of OAuth.
constexpr std::array kMetadata = {Operation{Get, Action::Metadata, "authorizationServerMetadata",
                                            "Endpoints and algorithms, by RFC 8414",
                                            "ServerMetadata"}};
constexpr std::array kOpenIdMetadata = {Operation{Get, Action::Metadata, "openIdConfiguration",
                                                  "The same, under another path",
                                                  "ServerMetadata"}};
constexpr std::array kIntrospect = {Operation{Post, Action::Introspect, "introspect",
                                              "Whether a token is good, and whose, by RFC 7662",
                                              "Introspection", "TokenOfClient"}};
constexpr std::array kRevoke = {Operation{Post, Action::RevokeToken, "revokeToken",
                                          "End the session of a token, by RFC 7009", "Empty",
                                          "TokenOfClient"}};

// A user's own.
constexpr std::array kOwnSessions = {
    Operation{Get, Action::ListOwnSessions, "listOwnSessions", "One's own sessions",
              "OwnSessionPage", "", "state,page_size,cursor,total"},
    Operation{Delete, Action::EndOtherSessions, "endOtherSessions",
              "End all of one's own sessions but the current one", "Ended"}};
constexpr std::array kOwnSession = {Operation{Get, Action::ShowOwnSession, "showOwnSession",
                                              "One of one's own sessions", "OwnSession"},
                                    Operation{Delete, Action::EndOwnSession, "endOwnSession",
                                              "End one of one's own sessions", "Ended"}};
constexpr std::array kOwnPassword = {Operation{
    Post, Action::ChangeOwnPassword, "changeOwnPassword",
    "Change one's own password, and end one's other sessions", "Ended", "PasswordChange"}};

// The console's.
constexpr std::array kUsers = {
    Operation{Get, Action::ListUsers, "listUsers", "Users, searched and sorted", "UserPage", "",
              "search,is_active,is_staff,is_superuser,group,deleted,user_ordering,page_size,"
              "cursor,total"},
    Operation{Post, Action::CreateUser, "createUser",
              "Make a user; without a password, one is generated and told once", "User", "NewUser",
              "", 201}};
constexpr std::array kUser = {
    Operation{Get, Action::ShowUser, "showUser", "One user, also from the bin", "User"},
    Operation{Patch, Action::ChangeUser, "changeUser",
              "Change a user; disabling one ends the user's sessions", "User", "UserChange"},
    Operation{Delete, Action::DeleteUser, "deleteUser",
              "Move a user to the bin and end the user's sessions", "DeletedUsers"}};
constexpr std::array kUserRestore = {Operation{Post, Action::RestoreUser, "restoreUser",
                                               "Take a user out of the bin", "RestoredUsers"}};
constexpr std::array kUserUnlock = {Operation{Post, Action::UnlockUser, "unlockUser",
                                              "End the wait or lock that wrong passwords brought",
                                              "UnlockedUsers"}};
constexpr std::array kUserPassword = {Operation{
    Post, Action::ResetPassword, "resetPassword",
    "Set a password; without one, it is generated and told once", "User", "PasswordReset"}};
constexpr std::array kUserSessions = {Operation{
    Delete, Action::EndSessionsOfUser, "endSessionsOfUser", "End all sessions of a user", "Ended"}};
constexpr std::array kUserClaims = {Operation{Get, Action::PreviewClaims, "previewClaims",
                                              "The claims that a login of the user would get now",
                                              "ClaimsPreview"}};
constexpr std::array kGroups = {
    Operation{Get, Action::ListGroups, "listGroups", "Names of all groups", "GroupList"}};
constexpr std::array kSessions = {Operation{
    Get, Action::ListSessions, "listSessions", "Sessions, searched and sorted", "SessionPage", "",
    "user_id,search,any_state,session_ordering,page_size,cursor,total"}};
constexpr std::array kSession = {
    Operation{Get, Action::ShowSession, "showSession", "One session", "Session"},
    Operation{Delete, Action::EndSession, "endSession", "End one session", "Ended"}};
constexpr std::array kSessionsEnd = {Operation{Post, Action::EndSessions, "endSessions",
                                               "End several sessions, those of a user, or all",
                                               "Ended", "SessionsToEnd"}};
constexpr std::array kSessionsRefuse = {Operation{
    Post, Action::RefuseEarlierTokens, "refuseEarlierTokens",
    "Refuse everything issued before now, of a user or to all", "Ended", "TokensToRefuse"}};
constexpr std::array kSettings = {
    Operation{Get, Action::ListSettings, "listSettings", "All settings", "SettingList"},
    Operation{Patch, Action::ChangeSettings, "changeSettings",
              "Set or, with null, reset settings; all or none, as one version", "SettingList",
              "SettingChanges"}};
constexpr std::array kSettingsForecast = {
    Operation{Post, Action::ForecastSettings, "forecastSettings",
              "What a change of settings would do to the live sessions; nothing is saved",
              "SettingsForecast", "SettingChanges"}};
constexpr std::array kSettingsTrial = {
    Operation{Post, Action::TrySettings, "trySettings",
              "Change settings for a while; then they go back by themselves, unless they are kept",
              "SettingList", "SettingsToTry"},
    Operation{Delete, Action::TakeSettingsBack, "takeSettingsBack",
              "End the trial: what was tried goes back", "SettingList"}};
constexpr std::array kSettingsKeep = {Operation{Post, Action::KeepSettings, "keepSettings",
                                                "End the trial: what was tried stays",
                                                "SettingList"}};
constexpr std::array kSetting = {
    Operation{Get, Action::ShowSetting, "showSetting", "One setting", "Setting"}};
constexpr std::array kSettingsVersions = {Operation{
    Get, Action::ListSettingsVersions, "listSettingsVersions",
    "The latest saves of settings, newest first", "SettingsVersionList", "", "page_size"}};
constexpr std::array kSettingsUndo = {Operation{Post, Action::UndoSettings, "undoSettings",
                                                "Put what a save changed back to what it was",
                                                "SettingList"}};
constexpr std::array kKeys = {
    Operation{Get, Action::ListKeys, "listKeys", "All signing keys, oldest first", "KeyList"},
    Operation{Post, Action::GenerateKey, "generateKey", "Generate a key", "Key", "NewKey", "",
              201}};
constexpr std::array kKeysRotate = {Operation{Post, Action::RotateKeys, "rotateKeys",
                                              "Let another key sign, at once or later", "Key",
                                              "KeyRotation"}};
constexpr std::array kKeyRetire = {Operation{Post, Action::RetireKey, "retireKey",
                                             "Refuse everything that a key has signed, at once",
                                             "Key"}};
constexpr std::array kKeyPublic = {Operation{Get, Action::ShowPublicKey, "showPublicKey",
                                             "The public part of a key", "PublicKey"}};
constexpr std::array kEvents = {
    Operation{Get, Action::ListEvents, "listEvents", "The audit log, newest first", "EventPage", "",
              "type,user_id,session_id,at_least,since,page_size,cursor,total"}};
constexpr std::array kOpenApi = {
    Operation{Get, Action::OpenApi, "openApi", "This document", "OpenApiDocument"}};

constexpr std::array kRoutes = {
    Route{"/api/token/", "Custom Token Obtain Pair", Anyone, kLogin, kLoginFields},
    Route{"/account/api/token/", "Custom Token Obtain Pair", Anyone, kAccountLogin, kLoginFields},
    Route{"/api/token/refresh/", "Token Refresh", Anyone, kRefresh, kRefreshFields},
    Route{"/api/token/verify/", "Token Verify", Anyone, kVerify, kTokenFields},
    Route{"/api/token/blacklist/", "Token Blacklist", Anyone, kBlacklist, kRefreshFields},
    Route{"/logout/", "Logout", Anyone, kLogout},
    Route{"/account/logout/", "Logout", Anyone, kAccountLogout},
    Route{"/account/profile", "Profile", Bearer, kProfile},
    Route{"/api/token/sliding/", "Token Obtain Sliding", Anyone, kSlidingLogin, kLoginFields},
    Route{"/api/token/sliding/refresh/", "Token Refresh Sliding", Anyone, kSlidingRefresh,
          kTokenFields},
    Route{"/health/live", "Live", Anyone, kLive},
    Route{"/health/ready", "Ready", Anyone, kReady},
    Route{"/metrics", "Metrics", Anyone, kMetrics},
    Route{kKeySetPath, "Key Set", Anyone, kKeySet},
    Route{"/.well-known/oauth-authorization-server", "Authorization Server Metadata", Anyone,
          kMetadata},
    Route{"/.well-known/openid-configuration", "Authorization Server Metadata", Anyone,
          kOpenIdMetadata},
    Route{kIntrospectionPath, "Token Introspection", Client, kIntrospect, kTokenFields},
    Route{kRevocationPath, "Token Revocation", Client, kRevoke, kTokenFields},
    Route{"/account/sessions", "Own Sessions", Account, kOwnSessions},
    Route{"/account/sessions/{session_id}", "Own Session", Account, kOwnSession},
    Route{"/account/password", "Own Password", Account, kOwnPassword, kPasswordFields},
    Route{"/openapi.json", "OpenAPI", Anyone, kOpenApi},
    Route{"/api/admin/users", "Users", Staff, kUsers},
    Route{"/api/admin/users/{user_id}", "User", Staff, kUser},
    Route{"/api/admin/users/{user_id}/restore", "Restore User", Staff, kUserRestore},
    Route{"/api/admin/users/{user_id}/unlock", "Unlock User", Staff, kUserUnlock},
    Route{"/api/admin/users/{user_id}/password", "Password of User", Staff, kUserPassword},
    Route{"/api/admin/users/{user_id}/sessions", "Sessions of User", Staff, kUserSessions},
    Route{"/api/admin/users/{user_id}/claims", "Claims of User", Staff, kUserClaims},
    Route{"/api/admin/groups", "Groups", Staff, kGroups},
    Route{"/api/admin/sessions", "Sessions", Staff, kSessions},
    Route{"/api/admin/sessions/end", "End Sessions", Staff, kSessionsEnd},
    Route{"/api/admin/sessions/refuse-earlier", "Refuse Earlier Tokens", Staff, kSessionsRefuse},
    Route{"/api/admin/sessions/{session_id}", "Session", Staff, kSession},
    Route{"/api/admin/settings", "Settings", Staff, kSettings},
    Route{"/api/admin/settings/forecast", "Forecast of Settings", Staff, kSettingsForecast},
    Route{"/api/admin/settings/trial", "Trial of Settings", Staff, kSettingsTrial},
    Route{"/api/admin/settings/trial/keep", "Keep Settings", Staff, kSettingsKeep},
    Route{"/api/admin/settings/versions", "Settings Versions", Staff, kSettingsVersions},
    Route{"/api/admin/settings/versions/{version}/undo", "Undo Settings", Staff, kSettingsUndo},
    Route{"/api/admin/settings/{key}", "Setting", Staff, kSetting},
    Route{"/api/admin/keys", "Keys", Staff, kKeys},
    Route{"/api/admin/keys/rotate", "Rotate Keys", Staff, kKeysRotate},
    Route{"/api/admin/keys/{kid}/retire", "Retire Key", Staff, kKeyRetire},
    Route{"/api/admin/keys/{kid}/public", "Public Key", Staff, kKeyPublic},
    Route{"/api/admin/events", "Events", Staff, kEvents},
};

} // namespace

const char *methodName(Method method)
{
    switch (method) {
    case Get:
        return "GET";
    case Post:
        return "POST";
    case Patch:
        return "PATCH";
    case Delete:
        break;
    }
    return "DELETE";
}

const Operation *Route::find(QByteArrayView method) const
{
    const QByteArrayView wanted = method == "HEAD" ? QByteArrayView("GET") : method;
    const auto found =
        std::find_if(operations.begin(), operations.end(), [wanted](const Operation &operation) {
            return wanted == methodName(operation.method);
        });
    return found == operations.end() ? nullptr : &*found;
}

QByteArray Route::allow() const
{
    QByteArray methods;
    for (const Operation &operation : operations) {
        methods += methodName(operation.method);
        methods += operation.method == Get ? ", HEAD, " : ", ";
    }
    return methods + "OPTIONS";
}

std::span<const Route> routes() { return kRoutes; }

} // namespace tokendesk::http
