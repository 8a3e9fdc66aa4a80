// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/token/issue.h"

#include "server/token/base64url.h"
#include "server/token/examine.h"
#include "server/token/hmac.h"

#include <QJsonDocument>

#include <array>
#include <cstdint>
#include <cstring>

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

void appendMember(QByteArray &out, QByteArrayView name, qint64 number)
{
    appendName(out, name);
    out += QByteArray::number(number);
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

QByteArray header(const Policy &policy, const Key &key)
{
    QByteArray json = "{\"alg\":\"";
    json += algorithmInfo(key.algorithm()).name;
    json += "\",\"typ\":\"JWT\"";
    if (policy.includeKid)
        appendMember(json, "kid", key.kid());
    json += '}';
    return json;
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
    QByteArray json;
    json.reserve(256 + carried.size());
    json += '{';
    appendMember(json, policy.tokenTypeClaim, QByteArrayView(spec.type));
    appendMember(json, "exp", toEpochSeconds(spec.expiresAt));
    appendMember(json, "iat", toEpochSeconds(spec.issuedAt));
    appendMember(json, policy.jtiClaim, spec.id);
    if (!carried.isEmpty()) {
        json += ',';
        json += carried;
    }
    if (spec.refreshUntil)
        appendMember(json, policy.slidingRefreshExpClaim, toEpochSeconds(*spec.refreshUntil));
    if (policy.includeSid && spec.session)
        appendMember(json, "sid", spec.session->toHex());
    if (!policy.audience.isEmpty())
        appendMember(json, "aud", policy.audience);
    if (!policy.issuer.isEmpty())
        appendMember(json, "iss", policy.issuer);
    json += '}';

    QByteArray token;
    token.reserve(json.size() * 4 / 3 + 256);
    appendBase64Url(token, header(policy, key));
    token += '.';
    appendBase64Url(token, json);
    TRY_ASSIGN(const QByteArray signature, key.sign(token));
    token += '.';
    appendBase64Url(token, signature);
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
