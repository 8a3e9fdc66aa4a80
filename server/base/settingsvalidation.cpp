// SPDX-License-Identifier: GPL-3.0-or-later
// Which values a setting may have.
#include "server/base/clock.h"
#include "server/base/nearest.h"
#include "server/base/settings.h"
#include "server/base/subnet.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <array>
#include <cmath>

namespace tokendesk {
namespace {

constexpr std::array<const char *, 9> kUserFields = {"$email",        "$username",  "$first_name",
                                                     "$last_name",    "$full_name", "$is_staff",
                                                     "$is_superuser", "$groups",    "$claims"};
/// Claims of RFC 7519 section 4.1 and of sessions that the server writes itself.
constexpr std::array<const char *, 7> kReservedClaims = {"exp", "iat", "nbf", "iss",
                                                         "aud", "jti", "sid"};

tl::unexpected<Error> refuse(const SettingRow &row, const QString &reason)
{
    return fail(ErrorCode::SettingOutOfBounds, reason, row.name());
}

tl::unexpected<Error> wrongType(const SettingRow &row, const char *expected)
{
    return fail(ErrorCode::InvalidArgument,
                QStringLiteral("must be %1").arg(QLatin1String(expected)), row.name());
}

/// A token of RFC 9110 section 5.6.2 (RFC 7230 section 3.2.6): what a scheme and a field name are
/// made of.
bool isHttpToken(QStringView text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [](QChar c) {
        const ushort code = c.unicode();
        return (code >= 'a' && code <= 'z') || (code >= 'A' && code <= 'Z')
               || (code >= '0' && code <= '9')
               || (code < 128 && code > 0 && QLatin1String("!#$%&'*+-.^_`|~").contains(c));
    });
}

bool hasControlCharacter(QStringView text)
{
    return std::any_of(text.begin(), text.end(),
                       [](QChar c) { return c.unicode() < 0x20 || c.unicode() == 0x7f; });
}

/// A host name as in a Host header, without a port; a leading dot stands for all subdomains.
bool isHostPattern(QStringView host)
{
    if (parseAddress(host))
        return true;
    if (host.startsWith(u'.'))
        host = host.sliced(1);
    const auto isLabelCharacter = [](QChar c) {
        const ushort code = c.unicode();
        return (code >= 'a' && code <= 'z') || (code >= 'A' && code <= 'Z')
               || (code >= '0' && code <= '9') || code == '-' || code == '_';
    };
    const auto labels = host.split(u'.');
    return host.size() <= 253 && std::all_of(labels.begin(), labels.end(), [&](QStringView label) {
               return !label.isEmpty() && label.size() <= 63
                      && std::all_of(label.begin(), label.end(), isLabelCharacter);
           });
}

/// Why \a origin is not what a browser would send in its Origin field; empty: it is. Source: RFC
/// 6454 section 7, and the serialisation of origins in HTML, which is lower case and without a
/// default port.
QString originFault(QStringView origin)
{
    if (origin == u"*")
        return QStringLiteral("would let in every web page; name each origin");
    if (origin == u"null")
        return QStringLiteral("is sent by pages that anybody can make, such as local files");
    const bool secure = origin.startsWith(u"https://");
    if (!secure && !origin.startsWith(u"http://"))
        return QStringLiteral("must start with http:// or https://, in lower case");
    const QStringView rest = origin.sliced(secure ? 8 : 7);
    if (rest.contains(u'/') || rest.contains(u'?') || rest.contains(u'#'))
        return QStringLiteral("must end after the host and port, without a path or slash");
    if (std::any_of(rest.begin(), rest.end(), [](QChar c) { return c >= u'A' && c <= u'Z'; }))
        return QStringLiteral("must be in lower case, as browsers send it");
    const qsizetype colon = rest.lastIndexOf(u':');
    const bool hasPort = colon >= 0 && !rest.endsWith(u']');
    const QStringView host = hasPort ? rest.first(colon) : rest;
    const bool bracketed = host.startsWith(u'[') && host.endsWith(u']') && host.size() > 2;
    const bool good = bracketed
                          ? host.contains(u':') && parseAddress(host.sliced(1).chopped(1))
                          : !host.startsWith(u'.') && !host.contains(u':') && isHostPattern(host);
    if (!good)
        return QStringLiteral("does not hold a host name or address");
    if (!hasPort)
        return {};
    const QStringView port = rest.sliced(colon + 1);
    const bool digits =
        !port.isEmpty() && port.size() <= 5 && port.front() != u'0'
        && std::all_of(port.begin(), port.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
    if (!digits || port.toInt() > 65'535)
        return QStringLiteral("must have a port between 1 and 65535, or none");
    if (port.toInt() == (secure ? 443 : 80))
        return QStringLiteral("must leave out the usual port, as browsers do");
    return {};
}

Result<QJsonValue> validateNumber(const SettingRow &row, const QJsonValue &value)
{
    const bool duration = row.type == SettingType::Duration;
    // Numbers of JSON are doubles: exact up to 2^53.
    constexpr double kExact = 9'007'199'254'740'992.0;
    const double number = value.toDouble();
    if (!value.isDouble() || std::abs(number) > kExact || std::floor(number) != number)
        return wrongType(row, duration ? "a whole number of seconds" : "a whole number");
    const auto integer = static_cast<qint64>(number);
    const bool off = integer == 0 && row.has(ZeroMeansOff);
    if (!off && (integer < row.minimum || integer > row.maximum)) {
        const auto shown = [&](qint64 bound) {
            return duration
                       ? durationText(std::chrono::seconds(bound))
                       : QString(QString::number(bound) + u' ' + QLatin1String(row.unit)).trimmed();
        };
        QString reason = QStringLiteral("must be between %1 and %2, not %3")
                             .arg(shown(row.minimum), shown(row.maximum), shown(integer));
        if (row.has(ZeroMeansOff))
            reason += QStringLiteral("; 0 switches it off");
        return refuse(row, reason);
    }
    return QJsonValue(integer);
}

Result<QJsonValue> validateText(SettingKey key, const SettingRow &row, const QJsonValue &value)
{
    if (!value.isString())
        return wrongType(row, "a text");
    const QString text = value.toString();
    if (text.size() < row.minimum)
        return refuse(row, QStringLiteral("must not be empty"));
    if (text.size() > row.maximum)
        return refuse(row, QStringLiteral("must have at most %1 characters").arg(row.maximum));
    if (hasControlCharacter(text) || !text.isValidUtf16())
        return refuse(row, QStringLiteral("must not hold control characters"));
    if (key.index == settings::kAuthHeaderName.index && !isHttpToken(text))
        return refuse(row, QStringLiteral("is not a name for an HTTP header: \"%1\"").arg(text));
    return value;
}

Result<void> validateEntry(SettingKey key, const SettingRow &row, const QString &entry)
{
    if (entry.isEmpty())
        return refuse(row, QStringLiteral("an entry is empty"));
    if (key.index == settings::kAuthHeaderTypes.index && !isHttpToken(entry))
        return refuse(row,
                      QStringLiteral("\"%1\" is not a word an Authorization header can start with")
                          .arg(entry));
    if (key.index == settings::kAllowedHosts.index && !isHostPattern(entry))
        return refuse(row, QStringLiteral("\"%1\" is not a host name or address").arg(entry));
    const bool isNetworks = key.index == settings::kTrustedProxies.index
                            || key.index == settings::kMetricsNetworks.index
                            || key.index == settings::kAdminNetworks.index;
    if (isNetworks && !Subnet::fromString(entry))
        return refuse(
            row,
            QStringLiteral("\"%1\" is not an address or subnet such as 10.0.0.0/8").arg(entry));
    if (key.index == settings::kCorsOrigins.index) {
        if (const QString fault = originFault(entry); !fault.isEmpty())
            return refuse(row, QStringLiteral("\"%1\" %2").arg(entry, fault));
    }
    return {};
}

Result<QJsonValue> validateList(SettingKey key, const SettingRow &row, const QJsonValue &value)
{
    if (!value.isArray())
        return wrongType(row, "a list of texts");
    const QJsonArray array = value.toArray();
    if (array.size() < row.minimum || array.size() > row.maximum) {
        return refuse(row, QStringLiteral("must have between %1 and %2 entries, not %3")
                               .arg(row.minimum)
                               .arg(row.maximum)
                               .arg(array.size()));
    }
    QStringList seen;
    for (const QJsonValue &entry : array) {
        if (!entry.isString())
            return wrongType(row, "a list of texts");
        const QString text = entry.toString();
        TRY(validateEntry(key, row, text));
        if (seen.contains(text))
            return refuse(row, QStringLiteral("\"%1\" stands there twice").arg(text));
        seen.append(text);
    }
    return value;
}

Result<void> validateMappedClaim(const SettingRow &row, const QString &claim,
                                 const QJsonValue &source)
{
    if (claim == u"*") {
        if (source.toString() != u"$claims")
            return refuse(row, QStringLiteral("the member \"*\" must have the value \"$claims\""));
        return {};
    }
    if (claim.isEmpty() || claim.size() > 64 || hasControlCharacter(claim))
        return refuse(row,
                      QStringLiteral("a claim name must have between 1 and 64 characters, none of "
                                     "them a control character"));
    for (const char *reserved : kReservedClaims) {
        if (claim == QLatin1String(reserved))
            return refuse(
                row, QStringLiteral("the claim \"%1\" is written by the server itself").arg(claim));
    }
    const QString text = source.toString();
    if (!text.startsWith(u'$') || text.startsWith(u"$$"))
        return {};
    QStringList fields;
    for (const char *field : kUserFields)
        fields.append(QString::fromLatin1(field));
    if (fields.contains(text))
        return {};
    return refuse(
        row, QStringLiteral("\"%1\": no field \"%2\"; did you mean \"%3\"? (a text that really "
                            "starts with $ is written $$…)")
                 .arg(claim, text, nearestName(text, fields)));
}

Result<QJsonValue> validateJson(const SettingRow &row, const QJsonValue &value)
{
    if (!value.isObject())
        return wrongType(row, "a JSON object");
    const QJsonObject object = value.toObject();
    if (QJsonDocument(object).toJson(QJsonDocument::Compact).size() > row.maximum)
        return refuse(row, QStringLiteral("must have at most %1 bytes").arg(row.maximum));
    for (auto it = object.begin(); it != object.end(); ++it)
        TRY(validateMappedClaim(row, it.key(), it.value()));
    return value;
}

} // namespace

Result<QJsonValue> validateSetting(SettingKey key, const QJsonValue &value)
{
    const SettingRow &row = settingRow(key);
    switch (row.type) {
    case SettingType::Boolean:
        if (!value.isBool())
            return wrongType(row, "true or false");
        return value;
    case SettingType::Integer:
    case SettingType::Duration:
        return validateNumber(row, value);
    case SettingType::Text:
        return validateText(key, row, value);
    case SettingType::TextList:
        return validateList(key, row, value);
    case SettingType::Choice:
        if (!row.choiceList().contains(value.toString())) {
            return refuse(row, QStringLiteral("must be one of %1")
                                   .arg(row.choiceList().join(QLatin1String(", "))));
        }
        return value;
    case SettingType::Json:
        return validateJson(row, value);
    }
    return fail(ErrorCode::Internal);
}

namespace {

Result<void> crossCheckClaims(const Settings &settings)
{
    // Claims beside the configurable ones that the server reads or writes under a fixed name.
    static constexpr std::array<const char *, 6> kFixed = {"exp", "iat", "nbf",
                                                           "iss", "aud", "sid"};
    static constexpr std::array kNames = {settings::kUserIdClaim, settings::kTokenTypeClaim,
                                          settings::kJtiClaim, settings::kSlidingRefreshExpClaim,
                                          settings::kRevokeTokenClaim};
    QHash<QString, QString> owners; // claim → what writes it
    for (const char *name : kFixed)
        owners.insert(QString::fromLatin1(name), QStringLiteral("a registered claim"));
    for (const SettingKey key : kNames) {
        const QString claim = settings.text(key);
        const QString name = settingRow(key).name();
        if (owners.contains(claim)) {
            return fail(
                ErrorCode::SettingOutOfBounds,
                QStringLiteral("the claim \"%1\" is already %2").arg(claim, owners.value(claim)),
                name);
        }
        owners.insert(claim, QStringLiteral("the value of %1").arg(name));
    }
    const QStringList mapped = settings.json(settings::kClaimMapping).keys();
    for (const QString &claim : mapped) {
        if (owners.contains(claim)) {
            return fail(
                ErrorCode::SettingOutOfBounds,
                QStringLiteral("the claim \"%1\" is already %2").arg(claim, owners.value(claim)),
                settingRow(settings::kClaimMapping).name());
        }
    }
    return {};
}

} // namespace

Result<void> crossCheckSettings(const Settings &settings)
{
    TRY(crossCheckClaims(settings));
    const qint64 target = settings.integer(settings::kTargetLimit);
    const qint64 line = settings.integer(settings::kRequestLineLimit);
    if (target > line) {
        return fail(ErrorCode::SettingOutOfBounds,
                    QStringLiteral("%1 bytes do not fit into a request line of at most %2 bytes "
                                   "(request_line_limit)")
                        .arg(target)
                        .arg(line),
                    settingRow(settings::kTargetLimit).name());
    }
    return {};
}

} // namespace tokendesk
