// SPDX-License-Identifier: GPL-3.0-or-later
// Values: the settings table and one immutable set of their values.
#pragma once

#include "server/base/result.h"

#include <QHash>
#include <QJsonValue>
#include <QList>
#include <QStringList>

#include <chrono>
#include <span>

namespace tokendesk {

/// What kind of value a setting has, and with it its editor, its JSON and its text.
enum class SettingType {
    Boolean, ///< JSON true or false; text "on", "off", "true", "false", "1", "0"
    Integer, ///< JSON number
    Duration, ///< JSON number of whole seconds; text as durationFromString()
    Text, ///< JSON string
    TextList, ///< JSON array of strings; text: comma-separated
    Choice, ///< JSON string, one of the row's choices
    Json ///< JSON object
};

/// Part of the form a setting belongs to.
enum class SettingGroup { Lifetimes, Sessions, Tokens, Passwords, Security, Server, Retention };

/// Behaviour of a setting, or-ed together.
enum SettingFlag : unsigned {
    NoFlags = 0,
    RestartNeeded = 1, ///< takes effect when the server is started the next time
    Bootstrap = 2, ///< from file, environment or command line only, never from the database
    Secret = 4, ///< shown masked, never logged
    ZeroMeansOff = 8 ///< 0 is allowed besides the bounds and switches the thing off
};

/// One row of the settings table. From it come the form, the CLI, the environment names, the
/// validation, the reference document and the tests.
struct SettingRow
{
    const char
        *key; ///< "access_token_lifetime"; TOKENDESK_ACCESS_TOKEN_LIFETIME in the environment
    SettingType type;
    SettingGroup group;
    const char *label; ///< English, translated by the window in context "Setting"
    const char *help; ///< one or two English sentences, likewise
    const char *unit; ///< "seconds", "characters", ""
    const char *defaultJson; ///< JSON text of the default in preset `recommended`
    const char *simplejwtJson; ///< default in preset `simplejwt`; nullptr: the same
    qint64 minimum; ///< Integer, Duration: bounds; Text: longest length in `maximum`
    qint64 maximum;
    const char *choices; ///< Choice: words, comma-separated
    const char *djangoName; ///< name in SIMPLE_JWT, or nullptr
    unsigned flags;

    [[nodiscard]] QString name() const { return QString::fromLatin1(key); }
    [[nodiscard]] QString environmentName() const;
    [[nodiscard]] QStringList choiceList() const;
    [[nodiscard]] bool has(SettingFlag flag) const { return (flags & flag) != 0; }
};

/// Position of a setting in the table; obtained by name at compile time through the constants
/// below.
struct SettingKey
{
    int index = -1;
};

/// All rows, in the order of the form.
[[nodiscard]] std::span<const SettingRow> settingRows();
/// Row and key of \a name; InvalidArgument's sibling UnknownSetting names the nearest key.
[[nodiscard]] Result<SettingKey> settingKey(QStringView name);
[[nodiscard]] const SettingRow &settingRow(SettingKey key);

/// Where a value comes from, weakest first. A value from above the database locks the setting.
enum class SettingSource { Default, Database, File, Environment, CommandLine };
[[nodiscard]] const char *settingSourceName(SettingSource source);

/// Which defaults and wire behaviour are in force. Source: DESIGN section 4.
enum class Preset { Recommended, Simplejwt };

/// Checks \a value against type and bounds; the error names the setting, the bounds and the reason.
[[nodiscard]] Result<QJsonValue> validateSetting(SettingKey key, const QJsonValue &value);
/// Reads what a person typed ("15m", "on", "a,b").
[[nodiscard]] Result<QJsonValue> settingFromText(SettingKey key, QStringView text);
/// As a person would type it; settingFromText() reads it back.
[[nodiscard]] QString settingToText(SettingKey key, const QJsonValue &value);

/// One consistent set of values. Cheap to copy, immutable once shared.
class Settings
{
public:
    Settings();

    [[nodiscard]] Preset preset() const;
    [[nodiscard]] bool boolean(SettingKey key) const;
    [[nodiscard]] qint64 integer(SettingKey key) const;
    [[nodiscard]] std::chrono::seconds duration(SettingKey key) const;
    [[nodiscard]] QString text(SettingKey key) const;
    [[nodiscard]] QStringList textList(SettingKey key) const;
    [[nodiscard]] QJsonObject json(SettingKey key) const;
    /// The value in force: the strongest explicit one, else the default of the preset in force.
    [[nodiscard]] QJsonValue value(SettingKey key) const;
    [[nodiscard]] SettingSource source(SettingKey key) const;
    [[nodiscard]] QJsonValue defaultValue(SettingKey key) const;
    [[nodiscard]] bool isLocked(SettingKey key) const
    {
        return source(key) > SettingSource::Database;
    }

    /// Sets an explicit value, validated; a weaker source never hides a stronger one.
    Result<void> set(SettingKey key, const QJsonValue &value, SettingSource source);
    /// Forgets the explicit value of \a source.
    void reset(SettingKey key, SettingSource source);

    /// Reads TOKENDESK_* of the environment; an unknown name or a bad value is an error.
    Result<void> readEnvironment(const QHash<QString, QString> &environment);

    friend bool operator==(const Settings &, const Settings &) = default;

private:
    struct Value
    {
        QJsonValue json;
        SettingSource source = SettingSource::Default;
        friend bool operator==(const Value &, const Value &) = default;
    };
    QList<QList<Value>> m_explicit; ///< per setting: explicit values, weakest first
};

/// Checks what one setting alone cannot show: claim names must differ from each other, from the
/// registered claims and from the mapped ones. The error's field is a setting at fault.
[[nodiscard]] Result<void> crossCheckSettings(const Settings &settings);

namespace settings {
// Position of each setting; settings.cpp asserts that they agree with the table.
inline constexpr SettingKey kPreset{0};
inline constexpr SettingKey kAccessTokenLifetime{1};
inline constexpr SettingKey kRefreshTokenLifetime{2};
inline constexpr SettingKey kSessionMaximum{3};
inline constexpr SettingKey kSlidingTokenLifetime{4};
inline constexpr SettingKey kSlidingTokenRefreshLifetime{5};
inline constexpr SettingKey kLeeway{6};
inline constexpr SettingKey kRotateRefreshTokens{7};
inline constexpr SettingKey kBlacklistAfterRotation{8};
inline constexpr SettingKey kRefreshGrace{9};
inline constexpr SettingKey kEndSessionOnReuse{10};
inline constexpr SettingKey kReuseTolerance{11};
inline constexpr SettingKey kImmediateRevocation{12};
inline constexpr SettingKey kAdoptForeignTokens{13};
inline constexpr SettingKey kCheckRevokeToken{14};
inline constexpr SettingKey kCheckUserIsActive{15};
inline constexpr SettingKey kUpdateLastLogin{16};
inline constexpr SettingKey kIssuer{17};
inline constexpr SettingKey kAudience{18};
inline constexpr SettingKey kRefuseUnexpectedAudience{19};
inline constexpr SettingKey kAuthHeaderTypes{20};
inline constexpr SettingKey kAuthHeaderName{21};
inline constexpr SettingKey kAcceptSlidingTokens{22};
inline constexpr SettingKey kUserIdClaim{23};
inline constexpr SettingKey kTokenTypeClaim{24};
inline constexpr SettingKey kJtiClaim{25};
inline constexpr SettingKey kSlidingRefreshExpClaim{26};
inline constexpr SettingKey kRevokeTokenClaim{27};
inline constexpr SettingKey kClaimMapping{28};
inline constexpr SettingKey kRereadClaims{29};
inline constexpr SettingKey kIncludeSid{30};
inline constexpr SettingKey kIncludeKid{31};
inline constexpr SettingKey kTrimPassword{32};
inline constexpr SettingKey kPasswordMinimumLength{33};
inline constexpr SettingKey kRedirectMissingSlash{34};
inline constexpr SettingKey kAllowedHosts{35};
inline constexpr SettingKey kTrustedProxies{36};
inline constexpr SettingKey kSessionRetention{37};
inline constexpr SettingKey kEventRetention{38};
inline constexpr SettingKey kThrottleLogins{39};
inline constexpr SettingKey kLoginAccountFailures{40};
inline constexpr SettingKey kLoginLongestWait{41};
inline constexpr SettingKey kLoginDisableAfter{42};
inline constexpr SettingKey kLoginAddressFailures{43};
inline constexpr SettingKey kCorsOrigins{44};
inline constexpr SettingKey kCorsMaxAge{45};
inline constexpr SettingKey kMetricsNetworks{46};
inline constexpr SettingKey kRequestLineLimit{47};
inline constexpr SettingKey kTargetLimit{48};
inline constexpr SettingKey kHeaderLimit{49};
inline constexpr SettingKey kHeaderFieldLimit{50};
inline constexpr SettingKey kBodyLimit{51};
inline constexpr SettingKey kConnectionLimit{52};
inline constexpr SettingKey kConnectionsPerAddress{53};
inline constexpr SettingKey kRequestsPerConnection{54};
inline constexpr SettingKey kHandshakeTimeout{55};
inline constexpr SettingKey kHeaderTimeout{56};
inline constexpr SettingKey kBodyTimeout{57};
inline constexpr SettingKey kHandlerTimeout{58};
inline constexpr SettingKey kWriteTimeout{59};
inline constexpr SettingKey kIdleTimeout{60};
inline constexpr SettingKey kWorkers{61};
inline constexpr SettingKey kSessionIdleLimit{62};
inline constexpr SettingKey kSessionsPerUser{63};
inline constexpr SettingKey kUserRetention{64};
inline constexpr SettingKey kTokenIntrospection{65};
inline constexpr SettingKey kAdminNetworks{66};
inline constexpr SettingKey kConsoleLockAfter{67};
inline constexpr int kCount = 68;
} // namespace settings

} // namespace tokendesk
