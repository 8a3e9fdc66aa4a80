// SPDX-License-Identifier: GPL-3.0-or-later
// Values: what can go wrong, and how each thing is told to a client, a person and the log.
#pragma once

#include <QString>
#include <QStringView>

namespace tokendesk {

/// Every failure that crosses a function of ours. The table in error.cpp gives each its API string,
/// HTTP status, exit code and text; a test checks that none is missing.
enum class ErrorCode {
    Internal,
    InvalidArgument,
    NotFound,
    AlreadyExists,
    Conflict,
    PermissionDenied,
    Cancelled,
    Timeout,
    Busy,
    StoreUnavailable,
    DatabaseUnreadable,
    DatabaseNewer,
    DatabaseReadOnly,
    KeyFileMissing,
    KeyFileWrong,
    KeyFileUnsafe,
    KeyInvalid,
    KeyTooShort,
    NoSigningKey,
    AddressInUse,
    AddressUnavailable,
    TlsInvalid,
    UnknownSetting,
    SettingOutOfBounds,
    SettingLocked,
    UsernameTaken,
    UsernameInvalid,
    PasswordTooShort,
    PasswordTooLong,
    PasswordTooCommon,
    PasswordTooSimilar,
    LastAdministrator,
    TokenRefused,
    Count
};

/// How loudly the log speaks of an error.
enum class Severity { Debug, Info, Warning, Error };

/// One row of the error table.
struct ErrorInfo
{
    ErrorCode code;
    const char *apiName; ///< machine word, stable: "username_taken"
    int httpStatus; ///< what a client gets when nothing more specific was decided
    int exitCode; ///< of tokendeskd: 1 refused or not found, 2 usage, 3 cannot start
    Severity severity;
    const char *text; ///< English sentence, translated by the window in context "Error"
    bool showDetailToClient; ///< false: `detail` is for the log and the administrator alone
};

/// The row of \a code.
[[nodiscard]] const ErrorInfo &errorInfo(ErrorCode code);

/// A failure: what, in which input, and why.
struct Error
{
    ErrorCode code = ErrorCode::Internal;
    QString detail; ///< the reason in one English sentence
    QString field; ///< the input at fault, such as "username"; empty if it is none
    const char *file = "";
    int line = 0;

    Error() = default;
    explicit Error(ErrorCode errorCode, QString reason = {}, QString inputField = {},
                   const char *sourceFile = __builtin_FILE(), int sourceLine = __builtin_LINE())
        : code(errorCode), detail(std::move(reason)), field(std::move(inputField)),
          file(sourceFile), line(sourceLine)
    {
    }

    /// "field: reason", or the table's text when no reason was given.
    [[nodiscard]] QString message() const;

    friend bool operator==(const Error &a, const Error &b)
    {
        return a.code == b.code && a.detail == b.detail && a.field == b.field;
    }
};

} // namespace tokendesk
