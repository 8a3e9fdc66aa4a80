// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/token/remarks.h"

#include "server/token/algorithm.h"
#include "server/token/hmac.h"
#include "server/token/knownsecrets.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

namespace tokendesk::token {
namespace {

struct Row
{
    RemarkKind kind;
    const char *name;
    const char *text;
};

constexpr std::array<Row, static_cast<std::size_t>(RemarkKind::Count)> kRows = {{
    {RemarkKind::NoSignature, "no_signature",
     "The token has no signature: anybody can write such a token"},
    {RemarkKind::SecretKnown, "secret_known",
     "Signed with a secret from tutorials, so that anybody can sign such tokens"},
    {RemarkKind::CredentialsInside, "credentials_inside",
     "Claims named like secrets; the payload is encoded, not encrypted"},
    {RemarkKind::NoExpiry, "no_expiry", "No exp claim: the token is good for ever, if it is good"},
    {RemarkKind::LongLifetime, "long_lifetime", "Lives longer than a day and is no refresh token"},
    {RemarkKind::Milliseconds, "milliseconds",
     "Times in milliseconds; verifiers read seconds and take them for the far future"},
    {RemarkKind::KeyInside, "key_inside",
     "The header brings a key or the address of one; careless verifiers trust it"},
    {RemarkKind::PersonalData, "personal_data",
     "Personal data, which everybody who sees the token can read"},
    {RemarkKind::TooLongForCookie, "too_long_for_cookie",
     "Longer than 4,096 bytes: browsers drop it as a cookie"},
}};

constexpr bool inOrder()
{
    for (std::size_t i = 0; i < kRows.size(); ++i) {
        if (kRows[i].kind != static_cast<RemarkKind>(i))
            return false;
    }
    return true;
}
static_assert(inOrder(), "one row each, in the order of the enumeration");

constexpr qsizetype kCookieSize = 4096;
/// Seconds of this size lie beyond the year 5000; as milliseconds they are after 1973.
constexpr double kMillisecondsFrom = 1e11;

constexpr std::array<std::string_view, 6> kMoments = {"exp",       "iat",         "nbf",
                                                      "auth_time", "refresh_exp", "updated_at"};
constexpr std::array<std::string_view, 4> kKeyMembers = {"jku", "jwk", "x5c", "x5u"};

/// Names of claims without case, `_` and `-`. Source: OpenID Connect Core section 5.1 for most.
constexpr std::array<std::string_view, 37> kPersonal = {
    "email",       "mail",          "emailaddress", "name",       "fullname", "firstname",
    "lastname",    "givenname",     "familyname",   "middlename", "nickname", "surname",
    "birthdate",   "birthday",      "dateofbirth",  "dob",        "gender",   "sex",
    "address",     "streetaddress", "street",       "postalcode", "zip",      "zipcode",
    "phone",       "phonenumber",   "mobile",       "tel",        "picture",  "profile",
    "nationality", "religion",      "passport",     "nationalid", "taxid",    "ssn",
    "ipaddress"};
constexpr std::array<std::string_view, 21> kCredentials = {
    "password",     "passwd",     "pwd",       "passphrase",   "secret",
    "clientsecret", "apikey",     "apisecret", "privatekey",   "secretkey",
    "pin",          "otp",        "totp",      "cvv",          "cvc",
    "cardnumber",   "creditcard", "iban",      "passwordhash", "hashedpassword",
    "accesskey"};

template<std::size_t size>
bool contains(const std::array<std::string_view, size> &names, QByteArrayView name)
{
    const std::string_view wanted(name.data(), static_cast<std::size_t>(name.size()));
    return std::find(names.begin(), names.end(), wanted) != names.end();
}

/// A claim's name as people mean it: of a name with a namespace the last part, without case, `_`
/// and `-`.
QByteArray plainName(QByteArrayView name)
{
    QByteArray plain = name.sliced(name.lastIndexOf('/') + 1).toByteArray().toLower();
    plain.replace("_", "").replace("-", "");
    return plain;
}

/// Names of the members of \a json whose values say something and that \a wanted picks.
template<typename Wanted>
QStringList namesOf(const JsonText &json, Wanted wanted)
{
    QStringList names;
    for (const JsonMember &member : json.members()) {
        const bool isEmpty = member.type == JsonType::Null || member.raw == "\"\"";
        if (!isEmpty && wanted(member))
            names.append(QString::fromUtf8(member.name));
    }
    return names;
}

std::optional<double> numberOf(const JsonText &claims, QByteArrayView name)
{
    const JsonMember *member = claims.find(name);
    return member != nullptr && member->type == JsonType::Number ? jsonToDouble(member->raw)
                                                                 : std::nullopt;
}

bool isMilliseconds(const JsonMember &member)
{
    if (!contains(kMoments, member.name) || member.type != JsonType::Number)
        return false;
    return jsonToDouble(member.raw).value_or(0) >= kMillisecondsFrom;
}

/// The known secret that signed \a token; empty: none.
QString knownSecretOf(const DecodedToken &token)
{
    const auto algorithm = algorithmFromName(token.algorithm());
    if (!algorithm || algorithmInfo(*algorithm).type != KeyType::Oct || token.signature().isEmpty())
        return {};
    const char *digest = algorithmInfo(*algorithm).digest;
    for (const char *known : knownSecrets()) {
        const auto tag = hmacOnce(digest, QByteArrayView(known), token.signingInput());
        if (tag && constantTimeEquals(*tag, token.signature()))
            return QString::fromLatin1(known);
    }
    return {};
}

/// How long the token lives, from `iat`, else `nbf`; nothing if it does not say.
std::optional<std::chrono::seconds> lifetimeOf(const JsonText &claims)
{
    const auto end = numberOf(claims, "exp");
    auto start = numberOf(claims, "iat");
    if (!start)
        start = numberOf(claims, "nbf");
    if (!start || !end || *end >= kMillisecondsFrom || *start >= kMillisecondsFrom || *end < *start)
        return {};
    return std::chrono::seconds(std::llround(*end - *start));
}

bool isRefreshToken(const JsonText &claims, QByteArrayView typeClaim)
{
    const JsonMember *type = claims.find(typeClaim);
    return type != nullptr && type->type == JsonType::String && jsonEquals(type->raw, "refresh");
}

} // namespace

const char *remarkName(RemarkKind kind)
{
    return kRows[static_cast<std::size_t>(kind) % kRows.size()].name;
}

const char *remarkText(RemarkKind kind)
{
    return kRows[static_cast<std::size_t>(kind) % kRows.size()].text;
}

std::vector<Remark> remarksOn(const DecodedToken &token, QByteArrayView typeClaim)
{
    std::vector<Remark> remarks;
    const auto add = [&remarks](RemarkKind kind, bool applies, const QStringList &names = {},
                                std::chrono::seconds lifetime = std::chrono::seconds{0}) {
        if (applies)
            remarks.push_back({kind, names, lifetime});
    };
    const JsonText &header = token.header();
    const JsonText &claims = token.claims();
    // A text that is no token has nothing to remark on; a signature that is missing can be seen.
    if (!header.isObject() || !claims.isObject())
        return remarks;

    const bool isNone = token.algorithm().toLower() == "none";
    add(RemarkKind::NoSignature, isNone || token.signature().isEmpty());
    const QString secret = knownSecretOf(token);
    add(RemarkKind::SecretKnown, !secret.isEmpty(), {secret});
    const QStringList credentials = namesOf(
        claims, [](const JsonMember &m) { return contains(kCredentials, plainName(m.name)); });
    add(RemarkKind::CredentialsInside, !credentials.isEmpty(), credentials);
    add(RemarkKind::NoExpiry, claims.find("exp") == nullptr);
    const auto lifetime = lifetimeOf(claims);
    add(RemarkKind::LongLifetime,
        lifetime && *lifetime > kLongLifetime && !isRefreshToken(claims, typeClaim), {},
        lifetime.value_or(std::chrono::seconds{0}));
    const QStringList milliseconds = namesOf(claims, isMilliseconds);
    add(RemarkKind::Milliseconds, !milliseconds.isEmpty(), milliseconds);
    const QStringList keys =
        namesOf(header, [](const JsonMember &m) { return contains(kKeyMembers, m.name); });
    add(RemarkKind::KeyInside, !keys.isEmpty(), keys);
    const QStringList personal =
        namesOf(claims, [](const JsonMember &m) { return contains(kPersonal, plainName(m.name)); });
    add(RemarkKind::PersonalData, !personal.isEmpty(), personal);
    const qsizetype size = token.signingInput().size() + 1 + (token.signature().size() * 4 + 2) / 3;
    add(RemarkKind::TooLongForCookie, size > kCookieSize);
    return remarks;
}

} // namespace tokendesk::token
