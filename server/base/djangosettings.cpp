// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/base/djangosettings.h"

#include "server/base/nearest.h"
#include "server/base/pythonliteral.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <array>
#include <cmath>

namespace tokendesk {
namespace {

using Outcome = DjangoOutcome;
using Type = PythonValue::Type;

/// The peer's settings that are none here, and its default for them as Python writes it; nullptr:
/// any value is only meaningful there.
struct Foreign
{
    const char *name;
    Outcome outcome;
    const char *standard;
};
constexpr std::array<Foreign, 20> kForeign = {{
    {"ALGORITHM", Outcome::Key, nullptr},
    {"SIGNING_KEY", Outcome::Key, nullptr},
    {"VERIFYING_KEY", Outcome::Key, ""},
    {"JWK_URL", Outcome::Key, "None"},
    {"JSON_ENCODER", Outcome::Program, "None"},
    {"USER_ID_FIELD", Outcome::Program, "id"},
    {"USER_AUTHENTICATION_RULE", Outcome::Program,
     "rest_framework_simplejwt.authentication.default_user_authentication_rule"},
    {"ON_LOGIN_SUCCESS", Outcome::Program,
     "rest_framework_simplejwt.serializers.default_on_login_success"},
    {"ON_LOGIN_FAILED", Outcome::Program,
     "rest_framework_simplejwt.serializers.default_on_login_failed"},
    {"TOKEN_USER_CLASS", Outcome::Program, "rest_framework_simplejwt.models.TokenUser"},
    {"TOKEN_OBTAIN_SERIALIZER", Outcome::Program,
     "rest_framework_simplejwt.serializers.TokenObtainPairSerializer"},
    {"TOKEN_REFRESH_SERIALIZER", Outcome::Program,
     "rest_framework_simplejwt.serializers.TokenRefreshSerializer"},
    {"TOKEN_VERIFY_SERIALIZER", Outcome::Program,
     "rest_framework_simplejwt.serializers.TokenVerifySerializer"},
    {"TOKEN_BLACKLIST_SERIALIZER", Outcome::Program,
     "rest_framework_simplejwt.serializers.TokenBlacklistSerializer"},
    {"SLIDING_TOKEN_OBTAIN_SERIALIZER", Outcome::Program,
     "rest_framework_simplejwt.serializers.TokenObtainSlidingSerializer"},
    {"SLIDING_TOKEN_REFRESH_SERIALIZER", Outcome::Program,
     "rest_framework_simplejwt.serializers.TokenRefreshSlidingSerializer"},
    {"AUTH_HEADER_TYPE", Outcome::Removed, nullptr},
    {"AUTH_TOKEN_CLASS", Outcome::Removed, nullptr},
    {"SECRET_KEY", Outcome::Removed, nullptr},
    {"TOKEN_BACKEND_CLASS", Outcome::Removed, nullptr},
}};

/// The peer's defaults of the settings that exist here too, as JSON in an array.
struct Standard
{
    SettingKey key;
    const char *json;
};
constexpr std::array<Standard, 19> kStandards = {
    {{settings::kAccessTokenLifetime, "[300]"},
     {settings::kRefreshTokenLifetime, "[86400]"},
     {settings::kSlidingTokenLifetime, "[300]"},
     {settings::kSlidingTokenRefreshLifetime, "[86400]"},
     {settings::kLeeway, "[0]"},
     {settings::kRotateRefreshTokens, "[false]"},
     {settings::kBlacklistAfterRotation, "[false]"},
     {settings::kUpdateLastLogin, "[false]"},
     {settings::kCheckRevokeToken, "[false]"},
     {settings::kCheckUserIsActive, "[true]"},
     {settings::kIssuer, "[\"\"]"},
     {settings::kAudience, "[\"\"]"},
     {settings::kAuthHeaderTypes, "[[\"Bearer\"]]"},
     {settings::kAuthHeaderName, "[\"Authorization\"]"},
     {settings::kAcceptSlidingTokens, "[false]"},
     {settings::kUserIdClaim, "[\"user_id\"]"},
     {settings::kTokenTypeClaim, "[\"token_type\"]"},
     {settings::kJtiClaim, "[\"jti\"]"},
     {settings::kSlidingRefreshExpClaim, "[\"refresh_exp\"]"}}};

void refuse(DjangoEntry &entry, Outcome outcome, const QString &reason = {})
{
    entry.outcome = outcome;
    entry.reason = reason;
}

std::optional<SettingKey> rowOf(const QString &name)
{
    const auto rows = settingRows();
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (rows[i].djangoName && name == QLatin1String(rows[i].djangoName))
            return SettingKey{static_cast<int>(i)};
    }
    return {};
}

QStringList knownNames()
{
    QStringList names;
    for (const SettingRow &row : settingRows()) {
        if (row.djangoName)
            names.append(QString::fromLatin1(row.djangoName));
    }
    for (const Foreign &foreign : kForeign) {
        if (foreign.outcome == Outcome::Key || foreign.outcome == Outcome::Program)
            names.append(QString::fromLatin1(foreign.name));
    }
    return names;
}

/// "HTTP_X_ACCESS_TOKEN", a name of WSGI, is the header "X-Access-Token".
Result<QJsonValue> headerFromWsgi(const QString &name)
{
    if (!name.startsWith(u"HTTP_"))
        return fail(ErrorCode::InvalidArgument,
                    QStringLiteral("\"%1\" is no header: in Django such names begin with HTTP_.")
                        .arg(name));
    QStringList words = name.sliced(5).toLower().split(u'_');
    for (QString &word : words)
        word = word.left(1).toUpper() + word.mid(1);
    return QJsonValue(words.join(u'-'));
}

/// Whether sliding tokens are good for the Authorization header.
Result<QJsonValue> slidingFromClasses(const PythonValue &classes)
{
    bool isSliding = false;
    for (const PythonValue &item : classes.items) {
        const QString name = item.string.section(u'.', -1);
        if (name == u"SlidingToken")
            isSliding = true;
        else if (name != u"AccessToken")
            return fail(ErrorCode::InvalidArgument,
                        QStringLiteral("\"%1\" is a class of your own.").arg(item.string));
    }
    return QJsonValue(isSliding);
}

/// The value in the form of the row; not validated yet.
Result<QJsonValue> converted(SettingKey key, const PythonValue &value)
{
    const auto wrong = [&](const char *expected) {
        return fail(ErrorCode::InvalidArgument,
                    QStringLiteral("must be %1").arg(QLatin1String(expected)));
    };
    if (key.index == settings::kAuthHeaderName.index && value.type == Type::String)
        return headerFromWsgi(value.string);
    if (key.index == settings::kAcceptSlidingTokens.index && value.type == Type::List)
        return slidingFromClasses(value);
    switch (settingRow(key).type) {
    case SettingType::Boolean:
        return value.type == Type::Boolean ? Result<QJsonValue>(value.boolean)
                                           : Result<QJsonValue>(wrong("True or False"));
    case SettingType::Duration:
        if (value.type != Type::Duration && value.type != Type::Number)
            return wrong("a timedelta or a number of seconds");
        if (std::floor(value.number) != value.number)
            return wrong("whole seconds");
        return QJsonValue(value.number);
    case SettingType::Text:
        if (value.type == Type::None)
            return QJsonValue(QString());
        return value.type == Type::String ? Result<QJsonValue>(value.string)
                                          : Result<QJsonValue>(wrong("one text"));
    case SettingType::TextList: {
        QJsonArray texts;
        if (value.type == Type::String)
            texts.append(value.string);
        else if (value.type != Type::List)
            return wrong("a text, or a list of texts");
        for (const PythonValue &item : value.items) {
            if (item.type != Type::String)
                return wrong("a list of texts");
            texts.append(item.string);
        }
        return texts;
    }
    case SettingType::Integer:
    case SettingType::Choice:
    case SettingType::Json:
        break;
    }
    return fail(ErrorCode::Internal);
}

bool isUnknown(const PythonValue &value)
{
    return value.type == Type::Unknown
           || std::any_of(value.items.begin(), value.items.end(), isUnknown);
}

void judge(DjangoEntry &entry, const PythonValue &value)
{
    if (const auto key = rowOf(entry.name)) {
        entry.key = *key;
        if (isUnknown(value))
            return refuse(entry, Outcome::NotLiteral);
        const bool isClaim = entry.name.endsWith(u"_CLAIM");
        if (isClaim && value.type == Type::None)
            return refuse(entry, Outcome::Off);
        auto found = converted(*key, value);
        if (found)
            found = validateSetting(*key, *found);
        if (!found)
            return refuse(entry, Outcome::Invalid, found.error().detail);
        entry.value = *found;
        entry.outcome = Outcome::Taken;
        return;
    }
    for (const Foreign &foreign : kForeign) {
        if (entry.name != QLatin1String(foreign.name))
            continue;
        const bool isStandard =
            foreign.standard
            && (value.type == Type::None ? qstrcmp(foreign.standard, "None") == 0
                                         : value.type == Type::String
                                               && value.string == QLatin1String(foreign.standard));
        return refuse(entry, isStandard ? Outcome::Default : foreign.outcome);
    }
    refuse(entry, Outcome::Unknown, nearestName(entry.name, knownNames()));
}

void addDefaults(std::vector<DjangoEntry> &entries)
{
    for (const Standard &standard : kStandards) {
        const QString name = QString::fromLatin1(settingRow(standard.key).djangoName);
        const bool isNamed =
            std::any_of(entries.begin(), entries.end(),
                        [&name](const DjangoEntry &entry) { return entry.name == name; });
        if (isNamed)
            continue;
        DjangoEntry entry;
        entry.name = name;
        entry.outcome = Outcome::Taken;
        entry.key = standard.key;
        entry.value = QJsonDocument::fromJson(standard.json).array().at(0);
        if (entry.value.isDouble())
            entry.value = entry.value.toInteger();
        entries.push_back(std::move(entry));
    }
}

} // namespace

Result<std::vector<DjangoEntry>> readDjangoSettings(const QString &text, bool withDefaults)
{
    const auto dictionary = readPythonDictionary(text, QStringLiteral("SIMPLE_JWT"));
    if (!dictionary)
        return fail(dictionary.error().code, dictionary.error().detail, QStringLiteral("file"));
    std::vector<DjangoEntry> entries;
    for (const auto &[name, value] : dictionary->members) {
        DjangoEntry entry;
        entry.name = name.type == Type::String ? name.string : name.source;
        entry.source = value.source;
        entry.line = name.line;
        if (name.type == Type::String)
            judge(entry, value);
        else
            refuse(entry, Outcome::NotLiteral);
        // As in Python, the last one of a name counts.
        std::erase_if(entries, [&](const DjangoEntry &each) { return each.name == entry.name; });
        entries.push_back(std::move(entry));
    }
    if (withDefaults)
        addDefaults(entries);
    return entries;
}

QJsonObject changesOf(const std::vector<DjangoEntry> &entries)
{
    QJsonObject changes;
    for (const DjangoEntry &entry : entries) {
        if (entry.outcome == DjangoOutcome::Taken)
            changes.insert(settingRow(entry.key).name(), entry.value);
    }
    return changes;
}

const char *djangoOutcomeText(DjangoOutcome outcome)
{
    switch (outcome) {
    case DjangoOutcome::Taken:
        return "";
    case DjangoOutcome::Default:
        return "As it is here anyway.";
    case DjangoOutcome::Key:
        return "Not taken: keys are imported as keys.";
    case DjangoOutcome::Program:
        return "Not taken: it names something that exists in Django alone.";
    case DjangoOutcome::Off:
        return "Not taken: this claim cannot be switched off here.";
    case DjangoOutcome::NotLiteral:
        return "Not taken: only the running program knows this value.";
    case DjangoOutcome::Invalid:
        return "Not taken: the value does not fit.";
    case DjangoOutcome::Removed:
        return "Not taken: simplejwt itself refuses this name.";
    case DjangoOutcome::Unknown:
        return "Not taken: simplejwt does not know this name.";
    case DjangoOutcome::Count:
        break;
    }
    return "";
}

} // namespace tokendesk
