// SPDX-License-Identifier: GPL-3.0-or-later
// What must hold for any input of the token parsers. Each function gives the sentence that was
// broken, or nothing; fuzz targets abort on a sentence, the replay of the corpora fails.
#pragma once

#include "server/base/json.h"
#include "server/token/base64url.h"
#include "server/token/examine.h"
#include "server/token/keytext.h"
#include "tests/support/tablefacts.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMessageAuthenticationCode>

#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>

namespace tokendesk::test {

using Breach = const char *; ///< null: all holds

// --- base64url ---------------------------------------------------------------------------------

/// Encoding and decoding undo each other, both ways.
inline Breach base64UrlBreach(QByteArrayView input)
{
    const QByteArray encoded = token::toBase64Url(input);
    const auto back = token::fromBase64Url(encoded);
    if (!back || *back != input)
        return "what was encoded does not decode to itself";
    QByteArray buffer("old");
    const bool taken = token::fromBase64Url(input, buffer);
    const auto decoded = token::fromBase64Url(input);
    if (taken != decoded.has_value() || (taken && buffer != *decoded))
        return "the two decoders disagree";
    if (decoded && token::toBase64Url(*decoded) != input)
        return "accepted text is not the one encoding of its bytes";
    return nullptr;
}

// --- JSON --------------------------------------------------------------------------------------

inline int jsonDepth(const QJsonValue &value)
{
    int deepest = 0;
    if (value.isArray()) {
        for (const auto &element : value.toArray())
            deepest = std::max(deepest, jsonDepth(element));
        return deepest + 1;
    }
    if (value.isObject()) {
        const QJsonObject object = value.toObject();
        for (auto it = object.begin(); it != object.end(); ++it)
            deepest = std::max(deepest, jsonDepth(it.value()));
        return deepest + 1;
    }
    return 0;
}

inline Breach memberBreach(const JsonMember &member, const QJsonValue &value)
{
    switch (member.type) {
    case JsonType::Null:
        return value.isNull() ? nullptr : "a null is none to Qt";
    case JsonType::Boolean:
        return value.isBool() && value.toBool() == (member.raw == "true") ? nullptr
                                                                          : "a boolean differs";
    case JsonType::Number: {
        const auto number = jsonToDouble(member.raw);
        return value.isDouble() && (!number || *number == value.toDouble()) ? nullptr
                                                                            : "a number differs";
    }
    case JsonType::String:
        if (!value.isString() || jsonToString(member.raw) != value.toString())
            return "a string differs";
        if (!jsonEquals(member.raw, value.toString().toUtf8()))
            return "a string is not equal to itself";
        return nullptr;
    case JsonType::Array:
        return value.isArray() ? nullptr : "an array is none to Qt";
    case JsonType::Object:
        return value.isObject() ? nullptr : "an object is none to Qt";
    }
    return "a value without a type";
}

/// What the strict scan accepts, Qt reads to the same value; the depth is bounded.
inline Breach jsonBreach(QByteArrayView input)
{
    JsonText text;
    if (!text.scan(input))
        return text.errorOffset() >= 0 && text.errorOffset() <= input.size()
                   ? nullptr
                   : "the place of the error is outside the text";
    // Qt reads only objects and arrays; in an array every value is one.
    QJsonParseError error{};
    const QJsonDocument document = QJsonDocument::fromJson('[' + input.toByteArray() + ']', &error);
    if (error.error == QJsonParseError::IllegalNumber)
        return nullptr; // beyond what a double holds
    if (error.error != QJsonParseError::NoError || document.array().size() != 1)
        return "Qt does not read what was accepted";
    const QJsonValue value = document.array().first();
    if (jsonDepth(value) > JsonRules().depth)
        return "nested too deep";
    if (text.isObject() != value.isObject())
        return "an object to one of both alone";
    const QJsonObject object = value.toObject();
    if (static_cast<qsizetype>(text.members().size()) != object.size())
        return "names are not unique";
    for (const JsonMember &member : text.members()) {
        const QString name = QString::fromUtf8(member.name);
        if (!object.contains(name))
            return "a name that Qt does not see";
        if (text.find(member.name) != &member)
            return "a name that does not find its member";
        if (const Breach breach = memberBreach(member, object.value(name)))
            return breach;
    }
    return nullptr;
}

// --- tokens ------------------------------------------------------------------------------------

/// The keys of RFC 7515 A.1 to A.4 and RFC 8037 A.1; the RSA key a second time for PS256.
inline const std::vector<std::shared_ptr<const token::Key>> &fuzzKeys()
{
    static const auto keys = [] {
        constexpr const char *kRsa =
            R"("kty":"RSA","e":"AQAB","n":"ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddx)"
            R"(HmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo)"
            R"(9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4u)"
            R"(DZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb5)"
            R"(4h4FRWyuXpoQ")";
        const std::vector<QByteArray> texts = {
            R"({"kty":"oct","alg":"HS256","k":"AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75)"
            R"(aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow"})",
            QByteArray(QByteArray("{\"alg\":\"RS256\",") + kRsa + '}'),
            QByteArray(QByteArray("{\"alg\":\"PS256\",\"kid\":\"ps\",") + kRsa + '}'),
            R"({"kty":"EC","crv":"P-256","alg":"ES256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRV)"
            R"(EU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"})",
            R"({"kty":"EC","crv":"P-521","alg":"ES512","x":"AekpBQ8ST8a8VcfVOTNl353vSrDCLLJXmPk06wTjx)"
            R"(rrjcBpXp5EOnYG_NjFZ6OvLFV1jSfS9tsz4qUxcWceqwQGk","y":"ADSmRA43Z1DSNx_RvcLI87cdL07l6jQyyB)"
            R"(XMoxVg_l2Th-x3S1WDhjDly79ajL4Kkd0AZMaZmh9ubmf63e3kyMj2"})",
            R"({"kty":"OKP","crv":"Ed25519","alg":"EdDSA","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaP)"
            R"(cHURo"})",
        };
        std::vector<std::shared_ptr<const token::Key>> made;
        for (const QByteArray &text : texts) {
            auto document = token::parseJwk(text);
            if (document)
                made.push_back(*token::Key::fromMaterial(
                    *document->algorithm, std::move(document->material), document->kid));
        }
        return made;
    }();
    return keys;
}

/// r and s in DER, written as simply as can be.
inline QByteArray derOf(const QByteArray &joined)
{
    const auto *bytes = reinterpret_cast<const unsigned char *>(joined.constData());
    const int half = static_cast<int>(joined.size() / 2);
    ECDSA_SIG *parts = ECDSA_SIG_new();
    ECDSA_SIG_set0(parts, BN_bin2bn(bytes, half, nullptr), BN_bin2bn(bytes + half, half, nullptr));
    unsigned char *out = nullptr;
    const int size = i2d_ECDSA_SIG(parts, &out);
    const QByteArray der(reinterpret_cast<const char *>(out), size);
    OPENSSL_free(out);
    ECDSA_SIG_free(parts);
    return der;
}

/// The second verifier: no caches, no shared contexts, the one call of OpenSSL that does it all.
inline bool simplyVerifies(const token::Key &key, const QByteArray &input,
                           const QByteArray &signature)
{
    const token::AlgorithmInfo &info = token::algorithmInfo(key.algorithm());
    if (info.type == token::KeyType::Oct)
        return QMessageAuthenticationCode::hash(input, key.material().secret().view().toByteArray(),
                                                QCryptographicHash::Sha256)
               == signature;
    const QByteArray form =
        info.type == token::KeyType::Ec
            ? (signature.size() == info.signatureSize ? derOf(signature) : QByteArray())
            : signature;
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    EVP_PKEY_CTX *options = nullptr;
    const EVP_MD *digest = info.digest ? EVP_get_digestbyname(info.digest) : nullptr;
    bool good =
        EVP_DigestVerifyInit(context, &options, digest, nullptr, key.material().evp().get()) == 1;
    if (good && info.pss)
        good = EVP_PKEY_CTX_set_rsa_padding(options, RSA_PKCS1_PSS_PADDING) == 1
               && EVP_PKEY_CTX_set_rsa_pss_saltlen(options, RSA_PSS_SALTLEN_DIGEST) == 1;
    good = good
           && EVP_DigestVerify(context, reinterpret_cast<const unsigned char *>(form.constData()),
                               static_cast<std::size_t>(form.size()),
                               reinterpret_cast<const unsigned char *>(input.constData()),
                               static_cast<std::size_t>(input.size()))
                  == 1;
    EVP_MD_CTX_free(context);
    ERR_clear_error();
    return good;
}

/// Reads a token as a careless library would.
inline bool simplyAccepts(const QByteArray &text)
{
    const QList<QByteArray> parts = text.split('.');
    if (parts.size() != 3)
        return false;
    const auto decode = [](const QByteArray &part) {
        return QByteArray::fromBase64(part, QByteArray::Base64UrlEncoding);
    };
    const QJsonObject header = QJsonDocument::fromJson(decode(parts[0])).object();
    for (const auto &key : fuzzKeys()) {
        if (header[QLatin1String("alg")].toString()
                == QLatin1String(token::algorithmInfo(key->algorithm()).name)
            && simplyVerifies(*key, parts[0] + '.' + parts[1], decode(parts[2])))
            return true;
    }
    return false;
}

/// The token of an input: text as it is, or, after a byte "S", header and claims (a line each) that
/// are signed here, so that claims nobody could sign are reached.
inline QByteArray fuzzToken(QByteArrayView input)
{
    if (!input.startsWith('S'))
        return input.toByteArray();
    const QByteArray rest = input.sliced(1).toByteArray();
    const qsizetype line = rest.indexOf('\n');
    const QByteArray text = token::toBase64Url(rest.first(std::max<qsizetype>(line, 0))) + '.'
                            + token::toBase64Url(QByteArrayView(rest).sliced(line + 1));
    return text + '.' + token::toBase64Url(*fuzzKeys().front()->sign(text));
}

/// A signature that we find genuine, a second, simple verifier finds genuine too; both modes name
/// the same first failure; nothing unproved is looked up.
inline Breach tokenBreach(QByteArrayView input)
{
    const QByteArray text = fuzzToken(input);
    const token::KeyRing ring(fuzzKeys(), fuzzKeys().front());
    token::Policy policy;
    policy.refuseUnexpectedAudience = input.size() % 2 == 0;
    const Instant now = fromEpochMs(1'800'000'000'000);
    for (const token::Purpose purpose :
         {token::Purpose::Access, token::Purpose::Refresh, token::Purpose::Verify}) {
        TableFacts facts;
        facts.users[1] = {true, {}, {}};
        token::DecodedToken decoded;
        const token::Verdict stopped =
            token::examine(text, purpose, policy, ring, facts, now, token::Mode::Stopping, decoded);
        token::DecodedToken again;
        const token::Verdict explained =
            token::examine(text, purpose, policy, ring, facts, now, token::Mode::Explaining, again);
        if (stopped.firstFailure != explained.firstFailure || stopped.cause() != explained.cause())
            return "the two modes name different failures";
        const bool isGenuine =
            explained.at(token::Check::Signature).outcome == token::Outcome::Passed;
        if (isGenuine && !simplyAccepts(text))
            return "a signature that a simple verifier refuses";
        if (stopped.accepted() && !isGenuine)
            return "accepted without a genuine signature";
        if (ERR_peek_error() != 0)
            return "OpenSSL's error queue is not empty";
    }
    return nullptr;
}

// --- keys --------------------------------------------------------------------------------------

/// A key that was taken is the same after it went out and came in again.
inline Breach materialBreach(const token::KeyMaterial &material)
{
    const auto name = material.thumbprint();
    const auto members = material.requiredMembers();
    if (!name || !members)
        return "a key without a name";
    const auto jwk = token::parseJwk(QByteArray('{' + *members + '}'));
    if (!jwk || jwk->material.thumbprint() != name)
        return "its JWK is not the key";
    if (material.isPrivate()) {
        const auto stored = material.toStored();
        const auto back = stored ? token::KeyMaterial::fromStored(material.type(), *stored)
                                 : Result<token::KeyMaterial>(fail(ErrorCode::Internal));
        if (!back || back->thumbprint() != name || !back->isPrivate())
            return "what is stored is not the key";
    }
    if (material.type() == token::KeyType::Oct)
        return nullptr;
    const auto pem = token::publicPem(material);
    const auto read = pem ? token::parsePem(*pem) : Result<token::KeyDocument>(fail(pem.error()));
    if (!read || read->material.thumbprint() != name || read->material.isPrivate())
        return "its PEM is not the public key";
    return nullptr;
}

/// No text makes a key that we could not use: whatever is taken can be written and read again.
inline Breach keyBreach(QByteArrayView input)
{
    const SecretBytes passphrase(QByteArrayView("correct horse battery"));
    std::vector<token::KeyDocument> found;
    if (auto pem = token::parsePem(input, passphrase))
        found.push_back(std::move(*pem));
    if (auto jwk = token::parseJwk(input))
        found.push_back(std::move(*jwk));
    if (auto set = token::parseJwks(input)) {
        for (token::KeyDocument &document : *set)
            found.push_back(std::move(document));
    }
    if (ERR_peek_error() != 0)
        return "OpenSSL's error queue is not empty";
    for (const token::KeyDocument &document : found) {
        if (document.algorithm && !document.material.fits(*document.algorithm))
            return "an algorithm that is none of the key";
        if (document.maySign && !document.material.isPrivate())
            return "a public key that may sign";
        if (const Breach breach = materialBreach(document.material))
            return breach;
    }
    return nullptr;
}

} // namespace tokendesk::test
