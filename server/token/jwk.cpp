// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/token/jwk.h"

#include "server/base/json.h"
#include "server/token/base64url.h"
#include "server/token/evpbuild.h"
#include "server/token/hmac.h"

#include <algorithm>
#include <array>

namespace tokendesk::token {
namespace {

/// Far more than any of ours, so that a document cannot be used to stall.
constexpr qsizetype kMaximumKidSize = 128;

tl::unexpected<Error> refused(const QString &why)
{
    return fail(ErrorCode::KeyInvalid, why, QStringLiteral("key"));
}

tl::unexpected<Error> wrongMember(const char *name, const char *why)
{
    return refused(
        QStringLiteral("JWK member \"%1\": %2.").arg(QLatin1String(name), QLatin1String(why)));
}

/// The string \a name; nothing if it is absent. Errors: KeyInvalid (another type).
Result<std::optional<QByteArray>> text(const JsonText &jwk, const char *name)
{
    const JsonMember *member = jwk.find(name);
    if (!member)
        return std::nullopt;
    if (member->type != JsonType::String)
        return wrongMember(name, "must be a string");
    return jsonToUtf8(member->raw);
}

/// The bytes of the member \a name; empty if it is absent. Errors: KeyInvalid.
Result<SecretBytes> bytes(const JsonText &jwk, const char *name)
{
    const JsonMember *member = jwk.find(name);
    if (!member)
        return SecretBytes();
    if (member->type != JsonType::String)
        return wrongMember(name, "must be a string");
    // Straight from the text: base64url needs no escapes, and a copy would have to be wiped.
    const QByteArrayView quoted = member->raw;
    QByteArray decoded;
    const bool isDecoded =
        fromBase64Url(quoted.sliced(1, quoted.size() - 2), decoded) && !decoded.isEmpty();
    SecretBytes out{QByteArrayView(decoded)};
    explicit_bzero(decoded.data(), static_cast<std::size_t>(decoded.size()));
    if (!isDecoded)
        return wrongMember(name, "is not base64url");
    return out;
}

/// The same with a length of \a size bytes, for members that must be there.
Result<SecretBytes> sizedBytes(const JsonText &jwk, const char *name, int size)
{
    TRY_ASSIGN(SecretBytes value, bytes(jwk, name));
    if (value.isEmpty())
        return wrongMember(name, "is missing");
    if (value.size() != size)
        return wrongMember(name, "has the wrong length for the curve");
    return value;
}

/// A Base64urlUInt: no leading zero octets. Source: RFC 7518 section 2.
Result<SecretBytes> unsignedBytes(const JsonText &jwk, const char *name, bool isRequired)
{
    TRY_ASSIGN(SecretBytes value, bytes(jwk, name));
    if (value.isEmpty() && isRequired)
        return wrongMember(name, "is missing");
    if (value.size() > 1 && value.view().front() == '\0')
        return wrongMember(name, "has a leading zero");
    return value;
}

Result<KeyMaterial> secretMaterial(const JsonText &jwk)
{
    TRY_ASSIGN(SecretBytes secret, bytes(jwk, "k"));
    if (secret.isEmpty())
        return wrongMember("k", "is missing");
    return KeyMaterial::fromSecret(std::move(secret));
}

Result<KeyMaterial> rsaMaterial(const JsonText &jwk)
{
    if (jwk.find("oth"))
        return wrongMember("oth", "keys of more than two primes are not taken");
    RsaNumbers numbers;
    TRY_ASSIGN(numbers.n, unsignedBytes(jwk, "n", true));
    TRY_ASSIGN(numbers.e, unsignedBytes(jwk, "e", true));
    TRY_ASSIGN(numbers.d, unsignedBytes(jwk, "d", false));
    const bool isPrivate = !numbers.d.isEmpty();
    const std::array<std::pair<const char *, SecretBytes *>, 5> primes = {{{"p", &numbers.p},
                                                                           {"q", &numbers.q},
                                                                           {"dp", &numbers.dp},
                                                                           {"dq", &numbers.dq},
                                                                           {"qi", &numbers.qi}}};
    // All or none of them, and none without d: RFC 7518 section 6.3.2.
    const bool hasPrimes = jwk.find("p") != nullptr;
    for (const auto &[name, out] : primes) {
        if (jwk.find(name) && !isPrivate)
            return wrongMember(name, "belongs to a private key, but there is no \"d\"");
        if (jwk.find(name) && !hasPrimes)
            return wrongMember("p", "is missing");
        TRY_ASSIGN(*out, unsignedBytes(jwk, name, hasPrimes));
    }
    return KeyMaterial::fromEvp(rsaKey(numbers));
}

Result<KeyMaterial> ecMaterial(const JsonText &jwk)
{
    TRY_ASSIGN(const auto name, text(jwk, "crv"));
    const auto curve = name ? curveFromName(*name) : std::nullopt;
    if (!curve || *curve == Curve::Ed25519)
        return wrongMember("crv", "must be P-256, P-384 or P-521");
    const int size = curveInfo(*curve).coordinateSize;
    TRY_ASSIGN(const SecretBytes x, sizedBytes(jwk, "x", size));
    TRY_ASSIGN(const SecretBytes y, sizedBytes(jwk, "y", size));
    SecretBytes d;
    if (jwk.find("d")) {
        TRY_ASSIGN(d, sizedBytes(jwk, "d", size));
    }
    return KeyMaterial::fromEvp(ecKey(*curve, x.view(), y.view(), d));
}

Result<KeyMaterial> okpMaterial(const JsonText &jwk)
{
    TRY_ASSIGN(const auto name, text(jwk, "crv"));
    if (!name || *name != "Ed25519")
        return wrongMember("crv", "must be Ed25519");
    const int size = curveInfo(Curve::Ed25519).coordinateSize;
    TRY_ASSIGN(const SecretBytes x, sizedBytes(jwk, "x", size));
    SecretBytes d;
    if (jwk.find("d")) {
        TRY_ASSIGN(d, sizedBytes(jwk, "d", size));
    }
    return KeyMaterial::fromEvp(ed25519Key(x.view(), d));
}

/// The elements of an array that scan() has accepted, as written.
std::vector<QByteArrayView> elements(QByteArrayView array)
{
    std::vector<QByteArrayView> found;
    int depth = 0;
    bool inString = false;
    qsizetype start = -1;
    const auto close = [&](qsizetype end) {
        if (start >= 0)
            found.push_back(array.sliced(start, end - start).trimmed());
        start = -1;
    };
    for (qsizetype at = 1; at < array.size() - 1; ++at) {
        const char c = array[at];
        if (start < 0 && !QByteArrayView(" \t\r\n,").contains(c))
            start = at;
        if (inString) {
            at += c == '\\' ? 1 : 0;
            inString = c != '"';
        } else if (c == '"') {
            inString = true;
        } else if (c == '{' || c == '[') {
            ++depth;
        } else if (c == '}' || c == ']') {
            --depth;
        } else if (c == ',' && depth == 0) {
            close(at);
        }
    }
    close(array.size() - 1);
    return found;
}

/// What `key_ops` allow.
struct Operations
{
    bool sign = true;
    bool verify = true;
};

Result<Operations> operationsOf(const JsonText &jwk)
{
    const JsonMember *member = jwk.find("key_ops");
    if (!member)
        return Operations{};
    if (member->type != JsonType::Array)
        return wrongMember("key_ops", "must be an array");
    constexpr std::array<QByteArrayView, 6> kOthers = {"encrypt",   "decrypt",   "wrapKey",
                                                       "unwrapKey", "deriveKey", "deriveBits"};
    Operations allowed{false, false};
    bool isForOthers = false;
    std::vector<QByteArray> seen;
    for (const QByteArrayView element : elements(member->raw)) {
        if (element.front() != '"')
            return wrongMember("key_ops", "must hold strings");
        seen.push_back(jsonToUtf8(element));
        allowed.sign = allowed.sign || seen.back() == "sign";
        allowed.verify = allowed.verify || seen.back() == "verify";
        isForOthers = isForOthers
                      || std::find(kOthers.begin(), kOthers.end(), QByteArrayView(seen.back()))
                             != kOthers.end();
    }
    std::sort(seen.begin(), seen.end());
    if (std::adjacent_find(seen.begin(), seen.end()) != seen.end()) // RFC 7517 section 4.3
        return wrongMember("key_ops", "names an operation twice");
    // Words that RFC 7517 does not register neither allow nor forbid anything.
    if (!allowed.sign && !allowed.verify && !isForOthers && !seen.empty())
        return Operations{};
    return allowed;
}

/// Whether the key says that it is for signatures; absent means yes.
Result<bool> isForSignatures(const JsonText &jwk)
{
    TRY_ASSIGN(const auto use, text(jwk, "use"));
    if (use && *use != "sig")
        return false;
    TRY_ASSIGN(const Operations allowed, operationsOf(jwk));
    return allowed.sign || allowed.verify;
}

Result<KeyMaterial> materialOf(const JsonText &jwk, const QByteArray &type)
{
    if (type == "oct")
        return secretMaterial(jwk);
    if (type == "RSA")
        return rsaMaterial(jwk);
    if (type == "EC")
        return ecMaterial(jwk);
    if (type == "OKP")
        return okpMaterial(jwk);
    return wrongMember("kty", "must be oct, RSA, EC or OKP");
}

Result<KeyDocument> documentOf(const JsonText &jwk)
{
    TRY_ASSIGN(const auto type, text(jwk, "kty"));
    if (!type)
        return wrongMember("kty", "is missing");
    TRY_ASSIGN(const bool isOurs, isForSignatures(jwk));
    if (!isOurs)
        return refused(QStringLiteral("The key is not for signatures: see \"use\" and "
                                      "\"key_ops\"."));
    KeyDocument document;
    TRY_ASSIGN(const auto kid, text(jwk, "kid"));
    document.kid = kid.value_or(QByteArray());
    if (document.kid.size() > kMaximumKidSize
        || std::any_of(document.kid.begin(), document.kid.end(),
                       [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }))
        return wrongMember("kid", "is too long or has control characters");
    TRY_ASSIGN(document.material, materialOf(jwk, *type));
    TRY_ASSIGN(const auto algorithm, text(jwk, "alg"));
    if (algorithm) {
        document.algorithm = algorithmFromName(*algorithm);
        if (!document.algorithm || !document.material.fits(*document.algorithm))
            return wrongMember("alg", "is not a signature algorithm for this key");
    }
    TRY_ASSIGN(const Operations allowed, operationsOf(jwk));
    document.maySign = document.material.isPrivate() && allowed.sign;
    return document;
}

/// Whether a member of a set is one that RFC 7517 section 5 has us ignore.
bool isToBeLeftOut(const JsonText &jwk)
{
    const auto type = text(jwk, "kty");
    if (!type || !*type)
        return false; // wrong, not foreign
    const std::array<QByteArrayView, 4> kinds = {"oct", "RSA", "EC", "OKP"};
    if (std::find(kinds.begin(), kinds.end(), QByteArrayView(**type)) == kinds.end())
        return true;
    const auto curve = text(jwk, "crv");
    if (curve && *curve && (**type == "EC" || **type == "OKP") && !curveFromName(**curve))
        return true;
    const auto ours = isForSignatures(jwk);
    return ours && !*ours;
}

Result<void> checkSet(const std::vector<KeyDocument> &keys)
{
    if (keys.empty())
        return refused(QStringLiteral("There is no key for signatures in the set."));
    const auto isSecret = [](const KeyDocument &key) {
        return key.material.type() == KeyType::Oct;
    };
    if (std::any_of(keys.begin(), keys.end(), isSecret)
        && !std::all_of(keys.begin(), keys.end(), isSecret))
        return refused(QStringLiteral("The set mixes secrets with public keys."));
    for (auto key = keys.begin(); key != keys.end(); ++key) {
        if (!key->kid.isEmpty()
            && std::any_of(std::next(key), keys.end(),
                           [&](const KeyDocument &other) { return other.kid == key->kid; }))
            return refused(QStringLiteral("Two keys of the set have one \"kid\"."));
    }
    return {};
}

} // namespace

Result<KeyDocument> parseJwk(QByteArrayView json)
{
    JsonText jwk;
    if (json.size() > kMaximumKeyTextSize || !jwk.scan(json) || !jwk.isObject())
        return refused(QStringLiteral("The JWK is not a JSON object."));
    return documentOf(jwk);
}

Result<std::vector<KeyDocument>> parseJwks(QByteArrayView json)
{
    JsonText set;
    if (json.size() > kMaximumKeyTextSize || !set.scan(json) || !set.isObject())
        return refused(QStringLiteral("The JWK set is not a JSON object."));
    const JsonMember *member = set.find("keys");
    if (!member || member->type != JsonType::Array)
        return refused(QStringLiteral("The JWK set has no array \"keys\"."));
    const std::vector<QByteArrayView> written = elements(member->raw);
    if (static_cast<qsizetype>(written.size()) > kMaximumSetSize)
        return refused(QStringLiteral("The JWK set has more than %1 keys.").arg(kMaximumSetSize));
    std::vector<KeyDocument> keys;
    for (const QByteArrayView element : written) {
        JsonText jwk;
        if (!jwk.scan(element) || !jwk.isObject())
            return refused(QStringLiteral("A key of the set is not a JSON object."));
        if (isToBeLeftOut(jwk))
            continue;
        TRY_ASSIGN(KeyDocument key, documentOf(jwk));
        keys.push_back(std::move(key));
    }
    TRY(checkSet(keys));
    return keys;
}

bool looksLikeJwk(QByteArrayView text)
{
    const QByteArrayView trimmed = text.trimmed();
    return trimmed.startsWith('{') && (trimmed.contains("\"kty\"") || trimmed.contains("\"keys\""));
}

Result<QByteArray> publicJwk(const Key &key)
{
    if (key.material().type() == KeyType::Oct)
        return fail(ErrorCode::InvalidArgument,
                    QStringLiteral("An HMAC secret has no public part."), QStringLiteral("key"));
    TRY_ASSIGN(const QByteArray members, key.material().requiredMembers());
    QByteArray json = '{' + members + ",\"kid\":";
    appendJsonString(json, key.kid());
    json += QByteArrayLiteral(",\"use\":\"sig\",\"alg\":\"");
    json += algorithmInfo(key.algorithm()).name;
    json += "\"}";
    return json;
}

Result<KeySetDocument> keySetDocument(const KeyRing &ring)
{
    KeySetDocument document;
    document.body = "{\"keys\":[";
    bool isFirst = true;
    for (const auto &key : ring.keys()) {
        if (key->material().type() == KeyType::Oct)
            continue;
        TRY_ASSIGN(const QByteArray jwk, publicJwk(*key));
        if (!isFirst)
            document.body += ',';
        document.body += jwk;
        isFirst = false;
    }
    document.body += "]}";
    TRY_ASSIGN(const QByteArray hash, sha256(document.body));
    document.etag = '"' + toBase64Url(hash).first(22) + '"';
    return document;
}

} // namespace tokendesk::token
