// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/token/issue.h"

#include "server/token/base64url.h"
#include "server/token/examine.h"
#include "server/token/hmac.h"

#include <QJsonDocument>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <cstring>
#include <string>

namespace tokendesk::token {
namespace {

/// Claims that a token states of itself; neither mapped nor copied ones may stand in for them.
bool isOwnClaim(const Policy &policy, QByteArrayView name)
{
    return name == "exp" || name == "iat" || name == "sid" || name == policy.tokenTypeClaim
           || name == policy.jtiClaim || name == policy.slidingRefreshExpClaim
           || (name == "iss" && !policy.issuer.isEmpty())
           || (name == "aud" && !policy.audience.isEmpty());
}

void appendName(QByteArray &out, QByteArrayView name)
{
    if (!out.isEmpty() && !out.endsWith('{'))
        out += ',';
    appendJsonString(out, name);
    out += ':';
}

void appendMember(QByteArray &out, QByteArrayView name, QByteArrayView text)
{
    appendName(out, name);
    appendJsonString(out, text);
}

/// Room for the claims of a token but those about the user, and for what is beside its payload.
/// More is taken if need be.
constexpr qsizetype kClaimsRoom = 256;
constexpr qsizetype kTokenRoom = 256;

void appendQuoted(std::string &out, QByteArrayView text)
{
    const bool plain = std::all_of(text.begin(), text.end(), [](char c) {
        return c != '"' && c != '\\' && static_cast<unsigned char>(c) >= 0x20;
    });
    if (!plain) {
        QByteArray quoted;
        appendJsonString(quoted, text);
        out.append(quoted.constData(), static_cast<std::size_t>(quoted.size()));
        return;
    }
    out += '"';
    out.append(text.data(), static_cast<std::size_t>(text.size()));
    out += '"';
}

/// Claims of one token. A QByteArray takes several calls to grow by a character, and a token has
/// some three hundred of them.
void appendClaim(std::string &out, QByteArrayView name, QByteArrayView text)
{
    if (out.back() != '{')
        out += ',';
    appendQuoted(out, name);
    out += ':';
    appendQuoted(out, text);
}

void appendClaim(std::string &out, QByteArrayView name, qint64 number)
{
    if (out.back() != '{')
        out += ',';
    appendQuoted(out, name);
    out += ':';
    constexpr std::size_t kDigits = 20;
    std::array<char, kDigits> digits{};
    const char *end = std::to_chars(digits.data(), digits.data() + kDigits, number).ptr;
    out.append(digits.data(), static_cast<std::size_t>(end - digits.data()));
}

/// 32 random bits. Everybody can read them in the token, so they may be drawn in stock: asking
/// OpenSSL each time costs as much as the signature.
Result<std::uint32_t> randomSerial()
{
    constexpr std::size_t kStock = 64;
    thread_local std::array<std::uint32_t, kStock> stock{};
    thread_local std::size_t left = 0;
    if (left == 0) {
        TRY_ASSIGN(const QByteArray random, randomBytes(sizeof stock));
        std::memcpy(stock.data(), random.constData(), sizeof stock);
        left = kStock;
    }
    return stock[--left];
}

/// The protected header and its dot, base64url. Nearly all tokens of a thread have the same.
/// Source: RFC 7515 section 4.
QByteArray encodedHeader(const Policy &policy, const Key &key)
{
    struct Last
    {
        Algorithm algorithm{};
        QByteArray kid;
        bool hasKid = false;
        QByteArray text;
    };
    thread_local Last last;
    if (!last.text.isEmpty() && last.algorithm == key.algorithm()
        && last.hasKid == policy.includeKid && last.kid == key.kid())
        return last.text;
    const QByteArray json = headerOf(policy, key);
    last = {key.algorithm(), key.kid(), policy.includeKid, toBase64Url(json) + '.'};
    return last.text;
}

tl::unexpected<Error> notAnObject(const char *part, const JsonText &text)
{
    const QString name = QLatin1String(part);
    if (*text.errorText() == '\0')
        return fail(ErrorCode::InvalidArgument,
                    QStringLiteral("The %1 is no JSON object.").arg(name), name);
    return fail(ErrorCode::InvalidArgument,
                QStringLiteral("The %1 is no strict JSON: %2 at byte %3.")
                    .arg(name, QLatin1String(text.errorText()))
                    .arg(text.errorOffset()),
                name);
}

} // namespace

QByteArray userClaims(const Policy &policy, const User &user, const QString &passwordHash)
{
    QByteArray out;
    appendMember(out, policy.userIdClaim, QByteArray::number(user.id));
    if (policy.checkRevokeToken)
        appendMember(out, policy.revokeTokenClaim, passwordFingerprint(passwordHash));
    QJsonObject mapped = mappedClaims(policy, user);
    for (auto it = mapped.begin(); it != mapped.end();) {
        const QByteArray name = it.key().toUtf8();
        const bool taken = isOwnClaim(policy, name) || name == policy.userIdClaim || name == "nbf"
                           || (policy.checkRevokeToken && name == policy.revokeTokenClaim);
        it = taken ? mapped.erase(it) : std::next(it);
    }
    if (!mapped.isEmpty()) {
        const QByteArray json = QJsonDocument(mapped).toJson(QJsonDocument::Compact);
        out += ',';
        out += QByteArrayView(json).sliced(1, json.size() - 2);
    }
    return out;
}

bool isReservedClaim(const Policy &policy, QByteArrayView name)
{
    return isOwnClaim(policy, name) || name == policy.userIdClaim || name == "nbf" || name == "iss"
           || name == "aud" || name == policy.revokeTokenClaim;
}

QByteArray copiedClaims(const Policy &policy, const DecodedToken &token)
{
    QByteArray out;
    for (const JsonMember &member : token.claims().members()) {
        if (isOwnClaim(policy, member.name))
            continue;
        appendName(out, member.name);
        out += member.raw;
    }
    return out;
}

Result<QByteArray> withClaims(const Policy &policy, QByteArrayView carried,
                              const QJsonObject &extra)
{
    QJsonObject added = extra;
    for (auto it = extra.begin(); it != extra.end(); ++it) {
        const QByteArray name = it.key().toUtf8();
        if (isOwnClaim(policy, name) || name == policy.userIdClaim || name == "nbf"
            || name == policy.revokeTokenClaim)
            return fail(ErrorCode::InvalidArgument,
                        QStringLiteral("The token states \"%1\" of itself.").arg(it.key()),
                        QStringLiteral("claim"));
        if (it.value().isNull())
            added.remove(it.key());
    }
    const QByteArray braced = '{' + carried.toByteArray() + '}';
    JsonText members;
    if (!members.scan(braced))
        return fail(ErrorCode::Internal, QStringLiteral("The claims of the user are not JSON."));
    QByteArray out;
    for (const JsonMember &member : members.members()) {
        if (extra.contains(QString::fromUtf8(member.name)))
            continue;
        appendName(out, member.name);
        out += member.raw;
    }
    if (!added.isEmpty()) {
        const QByteArray json = QJsonDocument(added).toJson(QJsonDocument::Compact);
        if (!out.isEmpty())
            out += ',';
        out += QByteArrayView(json).sliced(1, json.size() - 2);
    }
    return out;
}

Result<QByteArray> issueToken(const Policy &policy, const Key &key, const TokenSpec &spec,
                              QByteArrayView carried)
{
    std::string json;
    json.reserve(static_cast<std::size_t>(kClaimsRoom + carried.size()));
    json += '{';
    appendClaim(json, policy.tokenTypeClaim, spec.type);
    appendClaim(json, "exp", toEpochSeconds(spec.expiresAt));
    appendClaim(json, "iat", toEpochSeconds(spec.issuedAt));
    appendClaim(json, policy.jtiClaim, spec.id);
    if (!carried.isEmpty()) {
        json += ',';
        json.append(carried.data(), static_cast<std::size_t>(carried.size()));
    }
    if (spec.refreshUntil)
        appendClaim(json, policy.slidingRefreshExpClaim, toEpochSeconds(*spec.refreshUntil));
    if (policy.includeSid && spec.session)
        appendClaim(json, "sid", spec.session->toHex());
    if (!policy.audience.isEmpty())
        appendClaim(json, "aud", policy.audience);
    if (!policy.issuer.isEmpty())
        appendClaim(json, "iss", policy.issuer);
    json += '}';

    QByteArray token;
    token.reserve(static_cast<qsizetype>(json.size()) * 4 / 3 + kTokenRoom);
    token += encodedHeader(policy, key);
    appendBase64Url(token, json);
    TRY_ASSIGN(const QByteArray signature, key.sign(token));
    token += '.';
    appendBase64Url(token, signature);
    return token;
}

QByteArray headerOf(const Policy &policy, const Key &key)
{
    QByteArray json = "{\"alg\":\"";
    json += algorithmInfo(key.algorithm()).name;
    json += "\",\"typ\":\"JWT\"";
    if (policy.includeKid)
        appendMember(json, "kid", key.kid());
    json += '}';
    return json;
}

Result<QByteArray> signWritten(const Key &key, QByteArrayView header, QByteArrayView payload)
{
    JsonText head;
    if (!head.scan(header) || !head.isObject())
        return notAnObject("header", head);
    JsonText claims;
    if (!claims.scan(payload) || !claims.isObject())
        return notAnObject("payload", claims);
    const char *algorithm = algorithmInfo(key.algorithm()).name;
    const JsonMember *named = head.find("alg");
    if (named == nullptr || named->type != JsonType::String || !jsonEquals(named->raw, algorithm))
        return fail(ErrorCode::InvalidArgument,
                    QStringLiteral("The header must name the algorithm of the key, %1.")
                        .arg(QLatin1String(algorithm)),
                    QStringLiteral("header"));
    QByteArray token = toBase64Url(header) + '.' + toBase64Url(payload);
    TRY_ASSIGN(const QByteArray signature, key.sign(token));
    token += '.' + toBase64Url(signature);
    if (token.size() > kMaximumTokenSize)
        return fail(
            ErrorCode::InvalidArgument,
            QStringLiteral("The token would be longer than %1 bytes.").arg(kMaximumTokenSize),
            QStringLiteral("payload"));
    return token;
}

Result<Jti> newAccessJti(const SessionId &session)
{
    TRY_ASSIGN(const std::uint32_t serial, randomSerial());
    return Jti{session, serial | Jti::kAccessBit};
}

Result<SessionId> newSessionId()
{
    TRY_ASSIGN(const QByteArray random, randomBytes(SessionId::kSize));
    return *SessionId::fromBytes(random);
}

} // namespace tokendesk::token
