// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/base/error.h"

#include <array>

namespace tokendesk {
namespace {

constexpr std::array<ErrorInfo, static_cast<std::size_t>(ErrorCode::Count)> kErrors = {{
    {ErrorCode::Internal, "internal", 500, 1, Severity::Error, "Internal error.", false},
    {ErrorCode::InvalidArgument, "invalid_argument", 400, 1, Severity::Info, "Invalid input.",
     true},
    {ErrorCode::NotFound, "not_found", 404, 1, Severity::Info, "Not found.", true},
    {ErrorCode::AlreadyExists, "already_exists", 409, 1, Severity::Info, "Already exists.", true},
    {ErrorCode::Conflict, "conflict", 409, 1, Severity::Info,
     "Changed by someone else in the meantime.", true},
    {ErrorCode::PermissionDenied, "permission_denied", 403, 1, Severity::Warning,
     "Permission denied.", true},
    {ErrorCode::Cancelled, "cancelled", 503, 1, Severity::Info, "Cancelled.", true},
    {ErrorCode::Timeout, "timeout", 503, 1, Severity::Warning, "Took too long.", true},
    {ErrorCode::Busy, "busy", 503, 1, Severity::Warning, "Too busy, try again in a moment.", true},
    {ErrorCode::StoreUnavailable, "store_unavailable", 503, 1, Severity::Error,
     "Cannot reach the database.", false},
    {ErrorCode::DatabaseUnreadable, "database_unreadable", 503, 3, Severity::Error,
     "Cannot open the database.", false},
    {ErrorCode::DatabaseNewer, "database_newer", 503, 3, Severity::Error,
     "The database was written by a newer version.", false},
    {ErrorCode::DatabaseReadOnly, "database_read_only", 503, 3, Severity::Error,
     "The database cannot be written.", false},
    {ErrorCode::KeyFileMissing, "key_file_missing", 503, 3, Severity::Error,
     "The key file is missing.", false},
    {ErrorCode::KeyFileWrong, "key_file_wrong", 503, 3, Severity::Error,
     "The key file does not open this database.", false},
    {ErrorCode::KeyFileUnsafe, "key_file_unsafe", 503, 3, Severity::Error,
     "The key file can be read by others.", false},
    {ErrorCode::KeyInvalid, "key_invalid", 400, 1, Severity::Info, "Not a usable key.", true},
    {ErrorCode::KeyTooShort, "key_too_short", 400, 1, Severity::Info,
     "The key is too short for its algorithm.", true},
    {ErrorCode::NoSigningKey, "no_signing_key", 503, 3, Severity::Error,
     "There is no active signing key.", false},
    {ErrorCode::AddressInUse, "address_in_use", 503, 3, Severity::Error, "The address is in use.",
     true},
    {ErrorCode::AddressUnavailable, "address_unavailable", 503, 3, Severity::Error,
     "Cannot listen on this address.", true},
    {ErrorCode::TlsInvalid, "tls_invalid", 503, 3, Severity::Error,
     "Cannot use the TLS certificate and key.", true},
    {ErrorCode::UnknownSetting, "unknown_setting", 400, 1, Severity::Info,
     "There is no such setting.", true},
    {ErrorCode::SettingOutOfBounds, "setting_out_of_bounds", 400, 1, Severity::Info,
     "The value is out of bounds.", true},
    {ErrorCode::SettingLocked, "setting_locked", 409, 1, Severity::Info,
     "The setting is fixed by the command line, the environment or the configuration file.", true},
    {ErrorCode::UsernameTaken, "username_taken", 409, 1, Severity::Info, "The username is taken.",
     true},
    {ErrorCode::UsernameInvalid, "username_invalid", 400, 1, Severity::Info,
     "Not a valid username.", true},
    {ErrorCode::PasswordTooShort, "password_too_short", 400, 1, Severity::Info,
     "The password is too short.", true},
    {ErrorCode::PasswordTooLong, "password_too_long", 400, 1, Severity::Info,
     "The password is too long.", true},
    {ErrorCode::PasswordTooCommon, "password_too_common", 400, 1, Severity::Info,
     "The password is too common.", true},
    {ErrorCode::PasswordTooSimilar, "password_too_similar", 400, 1, Severity::Info,
     "The password is too similar to the user's own data.", true},
    {ErrorCode::LastAdministrator, "last_administrator", 409, 1, Severity::Info,
     "The last active superuser must stay.", true},
    {ErrorCode::TokenRefused, "token_refused", 401, 1, Severity::Info, "The token was refused.",
     true},
}};

constexpr bool inOrder()
{
    for (std::size_t i = 0; i < kErrors.size(); ++i) {
        if (kErrors[i].code != static_cast<ErrorCode>(i))
            return false;
    }
    return true;
}
static_assert(inOrder(), "one row for each ErrorCode, in the order of the enumeration");

} // namespace

const ErrorInfo &errorInfo(ErrorCode code)
{
    const auto index = static_cast<std::size_t>(code);
    return kErrors[index < kErrors.size() ? index : 0];
}

QString Error::message() const
{
    const QString reason = detail.isEmpty() ? QString::fromUtf8(errorInfo(code).text) : detail;
    return field.isEmpty() ? reason : QString(field + QStringLiteral(": ") + reason);
}

} // namespace tokendesk
