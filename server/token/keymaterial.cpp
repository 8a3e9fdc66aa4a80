// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/token/keymaterial.h"

#include "server/token/base64url.h"
#include "server/token/hmac.h"
#include "server/token/keychecks.h"
#include "server/token/openssl.h"
#include "server/token/signature.h"

#include <openssl/core_names.h>
#include <openssl/x509.h>

#include <array>

namespace tokendesk::token {
namespace {

using Pkcs8 = OpenSslPtr<PKCS8_PRIV_KEY_INFO, PKCS8_PRIV_KEY_INFO_free>;

constexpr std::size_t kEd25519Size = 32;

tl::unexpected<Error> refused(QString why)
{
    return fail(ErrorCode::KeyInvalid, std::move(why), QStringLiteral("key"));
}

/// Whether there is a private part; OpenSSL has no plain question for it.
bool hasPrivatePart(EVP_PKEY *key, KeyType type)
{
    if (type == KeyType::Okp) {
        std::size_t size = 0;
        return EVP_PKEY_get_raw_private_key(key, nullptr, &size) == 1;
    }
    const char *name = type == KeyType::Rsa ? OSSL_PKEY_PARAM_RSA_D : OSSL_PKEY_PARAM_PRIV_KEY;
    BIGNUM *number = nullptr;
    const bool found = EVP_PKEY_get_bn_param(key, name, &number) == 1;
    BN_clear_free(number);
    return found;
}

std::optional<Curve> curveOf(EVP_PKEY *key)
{
    std::array<char, 64> name{};
    if (EVP_PKEY_get_group_name(key, name.data(), name.size(), nullptr) != 1)
        return std::nullopt;
    for (const Curve curve : {Curve::P256, Curve::P384, Curve::P521}) {
        if (qstrcmp(name.data(), curveInfo(curve).openSslName) == 0)
            return curve;
    }
    return std::nullopt;
}

QByteArray ed25519Public(EVP_PKEY *key)
{
    QByteArray bytes(kEd25519Size, Qt::Uninitialized);
    std::size_t size = kEd25519Size;
    if (EVP_PKEY_get_raw_public_key(key, reinterpret_cast<unsigned char *>(bytes.data()), &size)
            != 1
        || size != kEd25519Size)
        return {};
    return bytes;
}

/// x or y, at the full length of the field. Empty: OpenSSL failed.
QByteArray coordinate(EVP_PKEY *key, const char *name, int size)
{
    const QByteArray bytes = bigNumberOf(key, name);
    if (bytes.isNull() || bytes.size() > size)
        return {};
    return QByteArray(size - bytes.size(), '\0') + bytes;
}

/// A private key must make what its public part takes.
bool signsForItself(const KeyMaterial &material)
{
    for (const AlgorithmInfo &info : algorithmTable()) {
        if (!material.fits(info.algorithm))
            continue;
        const QByteArrayView text = "tokendesk";
        const QByteArray signature = signOnce(info, material.evp().get(), text);
        return !signature.isEmpty() && verifyOnce(info, material.evp().get(), text, signature);
    }
    return false;
}

} // namespace

EvpKey ownEvpKey(evp_pkey_st *key) { return key ? EvpKey(key, EVP_PKEY_free) : EvpKey(); }

KeyMaterial KeyMaterial::fromSecret(SecretBytes secret)
{
    KeyMaterial material;
    material.m_bits = static_cast<int>(secret.size() * 8);
    material.m_secret = std::move(secret);
    return material;
}

Result<KeyMaterial> KeyMaterial::fromEvp(EvpKey key, KeyOrigin origin)
{
    const ErrorQueue errors;
    KeyMaterial material;
    if (!key)
        return refused(QStringLiteral("There is no key in it that OpenSSL can read."));
    if (EVP_PKEY_is_a(key.get(), "RSA") == 1) {
        material.m_type = KeyType::Rsa;
    } else if (EVP_PKEY_is_a(key.get(), "EC") == 1) {
        const auto curve = curveOf(key.get());
        if (!curve)
            return refused(QStringLiteral("The curve must be P-256, P-384 or P-521."));
        material.m_type = KeyType::Ec;
        material.m_curve = *curve;
    } else if (EVP_PKEY_is_a(key.get(), "ED25519") == 1) {
        material.m_type = KeyType::Okp;
        material.m_curve = Curve::Ed25519;
    } else {
        return refused(QStringLiteral("Only RSA, EC and Ed25519 keys can be used."));
    }
    material.m_bits = EVP_PKEY_get_bits(key.get());
    material.m_isPrivate = hasPrivatePart(key.get(), material.m_type);
    material.m_evp = std::move(key);
    // Short of memory, OpenSSL may make a private key without its public part.
    TRY(material.requiredMembers());
    if (origin == KeyOrigin::Stored)
        return material;
    EVP_PKEY *evp = material.m_evp.get();
    switch (material.m_type) {
    case KeyType::Rsa:
        TRY(checkRsa(evp, material.m_isPrivate));
        break;
    case KeyType::Ec:
        TRY(checkEc(evp, material.m_isPrivate));
        break;
    case KeyType::Okp:
    case KeyType::Oct:
        TRY(checkEd25519(ed25519Public(evp)));
        break;
    }
    if (material.m_isPrivate && !signsForItself(material))
        return refused(QStringLiteral("The private key does not belong to its public one."));
    return material;
}

bool KeyMaterial::fits(Algorithm algorithm) const
{
    const AlgorithmInfo &info = algorithmInfo(algorithm);
    return info.type == m_type && info.curve == m_curve;
}

Result<QByteArray> KeyMaterial::requiredMembers() const
{
    const ErrorQueue errors;
    const auto failed = [] {
        return fail(ErrorCode::Internal, QStringLiteral("OpenSSL could not tell the key."));
    };
    switch (m_type) {
    case KeyType::Oct:
        return QByteArray("\"k\":\"" + toBase64Url(m_secret.view()) + "\",\"kty\":\"oct\"");
    case KeyType::Rsa: {
        const QByteArray n = bigNumberOf(m_evp.get(), OSSL_PKEY_PARAM_RSA_N);
        const QByteArray e = bigNumberOf(m_evp.get(), OSSL_PKEY_PARAM_RSA_E);
        if (n.isEmpty() || e.isEmpty())
            return failed();
        return QByteArray("\"e\":\"" + toBase64Url(e) + "\",\"kty\":\"RSA\",\"n\":\""
                          + toBase64Url(n) + '"');
    }
    case KeyType::Ec: {
        const CurveInfo &info = curveInfo(m_curve);
        const QByteArray x = coordinate(m_evp.get(), OSSL_PKEY_PARAM_EC_PUB_X, info.coordinateSize);
        const QByteArray y = coordinate(m_evp.get(), OSSL_PKEY_PARAM_EC_PUB_Y, info.coordinateSize);
        if (x.isEmpty() || y.isEmpty())
            return failed();
        return QByteArray(QByteArray("\"crv\":\"") + info.name + "\",\"kty\":\"EC\",\"x\":\""
                          + toBase64Url(x) + "\",\"y\":\"" + toBase64Url(y) + '"');
    }
    case KeyType::Okp: {
        const QByteArray x = ed25519Public(m_evp.get());
        if (x.isEmpty())
            return failed();
        return QByteArray("\"crv\":\"Ed25519\",\"kty\":\"OKP\",\"x\":\"" + toBase64Url(x) + '"');
    }
    }
    return failed();
}

Result<QByteArray> KeyMaterial::thumbprint() const
{
    TRY_ASSIGN(const QByteArray members, requiredMembers());
    TRY_ASSIGN(const QByteArray hash, sha256(QByteArray('{' + members + '}')));
    return toBase64Url(hash);
}

Result<SecretBytes> KeyMaterial::toStored() const
{
    if (m_type == KeyType::Oct)
        return m_secret.clone();
    if (!m_isPrivate)
        return fail(ErrorCode::InvalidArgument, QStringLiteral("This is only a public key."),
                    QStringLiteral("key"));
    const ErrorQueue errors;
    const Pkcs8 pkcs8(EVP_PKEY2PKCS8(m_evp.get()));
    const int size = pkcs8 ? i2d_PKCS8_PRIV_KEY_INFO(pkcs8.get(), nullptr) : 0;
    if (size <= 0)
        return fail(ErrorCode::Internal, QStringLiteral("OpenSSL could not write the key."));
    SecretBytes out(qsizetype{size});
    unsigned char *at = out.udata();
    if (i2d_PKCS8_PRIV_KEY_INFO(pkcs8.get(), &at) != size)
        return fail(ErrorCode::Internal, QStringLiteral("OpenSSL could not write the key."));
    return out;
}

Result<KeyMaterial> KeyMaterial::fromStored(KeyType type, const SecretBytes &stored)
{
    if (type == KeyType::Oct)
        return fromSecret(stored.clone());
    const ErrorQueue errors;
    const unsigned char *at = stored.udata();
    const Pkcs8 pkcs8(d2i_PKCS8_PRIV_KEY_INFO(nullptr, &at, static_cast<long>(stored.size())));
    EvpKey key = ownEvpKey(pkcs8 ? EVP_PKCS82PKEY(pkcs8.get()) : nullptr);
    TRY_ASSIGN(KeyMaterial material, fromEvp(std::move(key), KeyOrigin::Stored));
    if (material.type() != type || !material.isPrivate())
        return refused(QStringLiteral("The stored key is of another kind."));
    return material;
}

KeyMaterial KeyMaterial::clone() const
{
    KeyMaterial copy;
    copy.m_type = m_type;
    copy.m_curve = m_curve;
    copy.m_bits = m_bits;
    copy.m_isPrivate = m_isPrivate;
    copy.m_secret = m_secret.clone();
    copy.m_evp = m_evp;
    return copy;
}

} // namespace tokendesk::token
