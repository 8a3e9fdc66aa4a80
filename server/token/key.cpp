// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/token/key.h"

#include "server/token/hmac.h"
#include "server/token/knownsecrets.h"
#include "server/token/signature.h"

#include <algorithm>
#include <array>
#include <atomic>

namespace tokendesk::token {
namespace {

const QString kField = QStringLiteral("key");

/// Why \a secret must not sign, or null.
const char *weakness(QByteArrayView secret)
{
    if (std::all_of(secret.begin(), secret.end(), [&](char c) { return c == secret.front(); }))
        return "the secret repeats one character";
    if (secret.startsWith("django-insecure-"))
        return "the secret is a template's: it starts with django-insecure-";
    if (isKnownSecret(secret))
        return "the secret is known from tutorials";
    return nullptr;
}

/// Whether the bytes are a key document, which no HMAC secret may be. Source: SECURITY R6.
bool isKeyDocument(QByteArrayView secret)
{
    const QByteArray text = secret.toByteArray().trimmed();
    return text.startsWith("-----BEGIN ") || text.startsWith("ssh-")
           || (text.startsWith('{') && text.contains("\"kty\""));
}

/// Whether an HMAC of \a info may be keyed with \a secret.
Result<void> checkSecret(const AlgorithmInfo &info, QByteArrayView secret, bool allowWeak)
{
    if (secret.isEmpty())
        return fail(ErrorCode::KeyTooShort, QStringLiteral("The secret is empty."), kField);
    if (isKeyDocument(secret))
        return fail(ErrorCode::KeyInvalid,
                    QStringLiteral("A PEM or JWK document is not an HMAC secret."), kField);
    if (allowWeak)
        return {};
    if (secret.size() < info.minimumKeySize)
        return fail(ErrorCode::KeyTooShort,
                    QStringLiteral("%1 needs a secret of at least %2 bytes, this one has %3.")
                        .arg(QLatin1String(info.name))
                        .arg(info.minimumKeySize)
                        .arg(secret.size()),
                    kField);
    if (const char *why = weakness(secret))
        return fail(ErrorCode::KeyInvalid,
                    QStringLiteral("Not safe to sign with: %1.").arg(QLatin1String(why)), kField);
    return {};
}

quint64 nextSerial()
{
    static std::atomic<quint64> serial{0};
    return ++serial;
}

} // namespace

Result<std::shared_ptr<const Key>> Key::fromSecret(Algorithm algorithm, SecretBytes secret,
                                                   QByteArray kid, bool allowWeak)
{
    return fromMaterial(algorithm, KeyMaterial::fromSecret(std::move(secret)), std::move(kid),
                        allowWeak);
}

Result<std::shared_ptr<const Key>> Key::fromMaterial(Algorithm algorithm, KeyMaterial material,
                                                     QByteArray kid, bool allowWeak)
{
    const AlgorithmInfo &info = algorithmInfo(algorithm);
    if (!material.fits(algorithm))
        return fail(ErrorCode::KeyInvalid,
                    QStringLiteral("%1 needs another kind of key.").arg(QLatin1String(info.name)),
                    kField);
    if (info.type == KeyType::Oct)
        TRY(checkSecret(info, material.secret().view(), allowWeak));
    const std::shared_ptr<Key> key(new Key);
    key->m_algorithm = algorithm;
    key->m_short = info.type == KeyType::Oct && material.secret().size() < info.minimumKeySize;
    key->m_serial = nextSerial();
    key->m_material = std::move(material);
    key->m_kid = std::move(kid);
    if (key->m_kid.isEmpty()) {
        TRY_ASSIGN(key->m_kid, key->m_material.thumbprint());
    }
    return std::shared_ptr<const Key>(key);
}

Key::~Key() = default;

Result<QByteArray> Key::sign(QByteArrayView input) const
{
    const AlgorithmInfo &info = algorithmInfo(m_algorithm);
    if (!canSign())
        return fail(ErrorCode::InvalidArgument, QStringLiteral("A public key signs nothing."),
                    kField);
    if (info.type != KeyType::Oct) {
        QByteArray signature = token::sign(m_serial, info, m_material.evp().get(), input);
        if (signature.isEmpty())
            return fail(ErrorCode::Internal, QStringLiteral("OpenSSL could not sign."));
        return signature;
    }
    QByteArray signature(info.signatureSize, Qt::Uninitialized);
    if (!hmac(m_serial, info.digest, m_material.secret().view(), input, signature.data(),
              signature.size()))
        return fail(ErrorCode::Internal, QStringLiteral("OpenSSL could not compute the HMAC."));
    return signature;
}

bool Key::verify(QByteArrayView input, QByteArrayView signature) const
{
    const AlgorithmInfo &info = algorithmInfo(m_algorithm);
    if (info.type != KeyType::Oct)
        return token::verify(m_serial, info, m_material.evp().get(), input, signature);
    std::array<char, 64> expected{};
    if (signature.size() != info.signatureSize)
        return false;
    if (!hmac(m_serial, info.digest, m_material.secret().view(), input, expected.data(),
              info.signatureSize))
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
