// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/token/key.h"

#include "server/token/base64url.h"
#include "server/token/hmac.h"

#include <algorithm>
#include <array>
#include <atomic>

namespace tokendesk::token {
namespace {

constexpr std::array<AlgorithmInfo, 3> kAlgorithms = {{
    {Algorithm::HS256, "HS256", "SHA256", 32, 32},
    {Algorithm::HS384, "HS384", "SHA384", 48, 48},
    {Algorithm::HS512, "HS512", "SHA512", 64, 64},
}};

/// Secrets from tutorials and templates, which attackers try first. Source: SECURITY R30.
constexpr std::array kKnownSecrets = {
    "secret",
    "your-256-bit-secret",
    "your-384-bit-secret",
    "your-512-bit-secret",
    "changeme",
    "change-me",
    "password",
    "mysecret",
    "my-secret",
    "jwt-secret",
    "jwtsecret",
    "supersecret",
    "super-secret",
    "secretkey",
    "secret-key",
    "key",
};

/// Why \a secret must not sign, or null.
const char *weakness(QByteArrayView secret)
{
    if (std::all_of(secret.begin(), secret.end(), [&](char c) { return c == secret.front(); }))
        return "the secret repeats one character";
    if (secret.startsWith("django-insecure-"))
        return "the secret is a template's: it starts with django-insecure-";
    const QByteArray lower = secret.toByteArray().toLower();
    for (const char *known : kKnownSecrets) {
        if (lower == known)
            return "the secret is known from tutorials";
    }
    return nullptr;
}

/// Whether the bytes are a key document, which no HMAC secret may be. Source: SECURITY R6.
bool isKeyDocument(QByteArrayView secret)
{
    const QByteArray text = secret.toByteArray().trimmed();
    return text.startsWith("-----BEGIN ") || text.startsWith("ssh-")
           || (text.startsWith('{') && text.contains("\"kty\""));
}

quint64 nextSerial()
{
    static std::atomic<quint64> serial{0};
    return ++serial;
}

} // namespace

const AlgorithmInfo &algorithmInfo(Algorithm algorithm)
{
    return kAlgorithms[static_cast<std::size_t>(algorithm)];
}

std::optional<Algorithm> algorithmFromName(QByteArrayView name)
{
    for (const AlgorithmInfo &info : kAlgorithms) {
        if (name == info.name)
            return info.algorithm;
    }
    return std::nullopt;
}

Result<std::shared_ptr<const Key>> Key::fromSecret(Algorithm algorithm, SecretBytes secret,
                                                   QByteArray kid, bool allowWeak)
{
    const AlgorithmInfo &info = algorithmInfo(algorithm);
    const QString field = QStringLiteral("key");
    if (secret.isEmpty())
        return fail(ErrorCode::KeyTooShort, QStringLiteral("The secret is empty."), field);
    if (isKeyDocument(secret.view()))
        return fail(ErrorCode::KeyInvalid,
                    QStringLiteral("A PEM or JWK document is not an HMAC secret."), field);
    const bool isShort = secret.size() < info.minimumKeySize;
    if (!allowWeak) {
        if (isShort)
            return fail(ErrorCode::KeyTooShort,
                        QStringLiteral("%1 needs a secret of at least %2 bytes, this one has %3.")
                            .arg(QLatin1String(info.name))
                            .arg(info.minimumKeySize)
                            .arg(secret.size()),
                        field);
        if (const char *why = weakness(secret.view()))
            return fail(ErrorCode::KeyInvalid,
                        QStringLiteral("Not safe to sign with: %1.").arg(QLatin1String(why)),
                        field);
    }
    const std::shared_ptr<Key> key(new Key);
    key->m_algorithm = algorithm;
    key->m_short = isShort;
    key->m_serial = nextSerial();
    key->m_secret = std::move(secret);
    key->m_kid = std::move(kid);
    if (key->m_kid.isEmpty()) {
        // The thumbprint of RFC 7638 section 3: required members in lexical order, no blanks.
        const QByteArray jwk =
            "{\"k\":\"" + toBase64Url(key->m_secret.view()) + "\",\"kty\":\"oct\"}";
        TRY_ASSIGN(const QByteArray digest, sha256(jwk));
        key->m_kid = toBase64Url(digest);
    }
    return std::shared_ptr<const Key>(key);
}

Key::~Key() = default;

Result<QByteArray> Key::sign(QByteArrayView input) const
{
    const AlgorithmInfo &info = algorithmInfo(m_algorithm);
    QByteArray signature(info.signatureSize, Qt::Uninitialized);
    if (!hmac(m_serial, info.digest, m_secret.view(), input, signature.data(), signature.size()))
        return fail(ErrorCode::Internal, QStringLiteral("OpenSSL could not compute the HMAC."));
    return signature;
}

bool Key::verify(QByteArrayView input, QByteArrayView signature) const
{
    const AlgorithmInfo &info = algorithmInfo(m_algorithm);
    std::array<char, 64> expected{};
    if (signature.size() != info.signatureSize)
        return false;
    if (!hmac(m_serial, info.digest, m_secret.view(), input, expected.data(), info.signatureSize))
        return false;
    return constantTimeEquals(QByteArrayView(expected.data(), info.signatureSize), signature);
}

const Key *KeyRing::byId(QByteArrayView kid) const
{
    const auto found = std::find_if(m_keys.begin(), m_keys.end(),
                                    [kid](const auto &key) { return key->kid() == kid; });
    return found == m_keys.end() ? nullptr : found->get();
}

} // namespace tokendesk::token
