// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/token/signature.h"

#include "server/token/openssl.h"

#include <openssl/rsa.h>

#include <array>
#include <vector>

namespace tokendesk::token {
namespace {

using EcdsaSignature = OpenSslPtr<ECDSA_SIG, ECDSA_SIG_free>;

/// The largest DER form of an ECDSA signature: a sequence of two integers of P-521.
constexpr std::size_t kMaximumDerSize = 3 + 2 * (2 + 67);
constexpr std::size_t kMaximumDigestSize = 64;

enum class Use { Signing, Verifying };

const unsigned char *bytesOf(QByteArrayView view)
{
    return reinterpret_cast<const unsigned char *>(view.data());
}

/// Fetched once for the process.
const EVP_MD *digestOf(const AlgorithmInfo &info)
{
    static const OpenSslPtr<EVP_MD, EVP_MD_free> sha256(EVP_MD_fetch(nullptr, "SHA256", nullptr));
    static const OpenSslPtr<EVP_MD, EVP_MD_free> sha384(EVP_MD_fetch(nullptr, "SHA384", nullptr));
    static const OpenSslPtr<EVP_MD, EVP_MD_free> sha512(EVP_MD_fetch(nullptr, "SHA512", nullptr));
    const QByteArrayView name = info.digest;
    return name == "SHA256" ? sha256.get() : name == "SHA384" ? sha384.get() : sha512.get();
}

/// What OpenSSL needs for one key and one use of it, prepared. The padding and the digest are set
/// once and stay.
struct Prepared
{
    PKeyContext context; ///< RSA and EC: signs and verifies digests
    DigestContext digest; ///< hashes for the above; for Ed25519 it does everything
};

bool setRsa(EVP_PKEY_CTX *context, const AlgorithmInfo &info)
{
    if (!info.pss)
        return EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PADDING) == 1
               && EVP_PKEY_CTX_set_signature_md(context, digestOf(info)) == 1;
    return EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PSS_PADDING) == 1
           && EVP_PKEY_CTX_set_signature_md(context, digestOf(info)) == 1
           && EVP_PKEY_CTX_set_rsa_mgf1_md(context, digestOf(info)) == 1
           && EVP_PKEY_CTX_set_rsa_pss_saltlen(context, RSA_PSS_SALTLEN_DIGEST) == 1;
}

/// Null contexts: OpenSSL failed.
Prepared prepare(const AlgorithmInfo &info, EVP_PKEY *key, Use use)
{
    Prepared made;
    made.digest.reset(EVP_MD_CTX_new());
    if (!made.digest || info.type == KeyType::Okp)
        return made;
    if (!digestOf(info))
        return {};
    PKeyContext context(EVP_PKEY_CTX_new_from_pkey(nullptr, key, nullptr));
    const bool ready = context
                       && (use == Use::Signing ? EVP_PKEY_sign_init(context.get())
                                               : EVP_PKEY_verify_init(context.get()))
                              == 1
                       && (info.type == KeyType::Rsa
                               ? setRsa(context.get(), info)
                               : EVP_PKEY_CTX_set_signature_md(context.get(), digestOf(info)) == 1);
    if (!ready)
        return {};
    made.context = std::move(context);
    return made;
}

bool isReady(const Prepared &prepared, const AlgorithmInfo &info)
{
    return prepared.digest && (prepared.context || info.type == KeyType::Okp);
}

struct Digest
{
    std::array<unsigned char, kMaximumDigestSize> bytes{};
    unsigned int size = 0;
};

bool hash(EVP_MD_CTX *context, const AlgorithmInfo &info, QByteArrayView input, Digest &out)
{
    return EVP_DigestInit_ex2(context, digestOf(info), nullptr) == 1
           && EVP_DigestUpdate(context, input.data(), static_cast<std::size_t>(input.size())) == 1
           && EVP_DigestFinal_ex(context, out.bytes.data(), &out.size) == 1;
}

/// r and s joined at full length, from DER. Empty: OpenSSL failed.
QByteArray joined(const unsigned char *der, std::size_t size, int signatureSize)
{
    const unsigned char *at = der;
    const EcdsaSignature parts(d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(size)));
    QByteArray out(signatureSize, '\0');
    auto *bytes = reinterpret_cast<unsigned char *>(out.data());
    const int half = signatureSize / 2;
    if (!parts || BN_bn2binpad(ECDSA_SIG_get0_r(parts.get()), bytes, half) != half
        || BN_bn2binpad(ECDSA_SIG_get0_s(parts.get()), bytes + half, half) != half)
        return {};
    return out;
}

/// The opposite; the length of the DER form, 0 if OpenSSL failed. r and s of any value: the curve's
/// order is OpenSSL's to check.
std::size_t split(QByteArrayView signature, std::array<unsigned char, kMaximumDerSize> &der)
{
    const int half = static_cast<int>(signature.size() / 2);
    BigNumber r(BN_bin2bn(bytesOf(signature), half, nullptr));
    BigNumber s(BN_bin2bn(bytesOf(signature) + half, half, nullptr));
    const EcdsaSignature parts(ECDSA_SIG_new());
    if (!r || !s || !parts || ECDSA_SIG_set0(parts.get(), r.get(), s.get()) != 1)
        return 0;
    (void)r.release(); // theirs now
    (void)s.release();
    const int size = i2d_ECDSA_SIG(parts.get(), nullptr);
    if (size <= 0 || static_cast<std::size_t>(size) > der.size())
        return 0;
    unsigned char *at = der.data();
    return i2d_ECDSA_SIG(parts.get(), &at) == size ? static_cast<std::size_t>(size) : 0;
}

QByteArray signEd25519(EVP_MD_CTX *context, EVP_PKEY *key, int signatureSize, QByteArrayView input)
{
    QByteArray out(signatureSize, Qt::Uninitialized);
    auto size = static_cast<std::size_t>(signatureSize);
    const bool done =
        EVP_MD_CTX_reset(context) == 1
        && EVP_DigestSignInit_ex(context, nullptr, nullptr, nullptr, nullptr, key, nullptr) == 1
        && EVP_DigestSign(context, reinterpret_cast<unsigned char *>(out.data()), &size,
                          bytesOf(input), static_cast<std::size_t>(input.size()))
               == 1
        && size == static_cast<std::size_t>(signatureSize);
    return done ? out : QByteArray();
}

QByteArray signWith(const Prepared &prepared, const AlgorithmInfo &info, EVP_PKEY *key,
                    QByteArrayView input)
{
    if (info.type == KeyType::Okp)
        return signEd25519(prepared.digest.get(), key, info.signatureSize, input);
    Digest digest;
    if (!hash(prepared.digest.get(), info, input, digest))
        return {};
    if (info.type == KeyType::Ec) {
        std::array<unsigned char, kMaximumDerSize> der{};
        std::size_t size = der.size();
        if (EVP_PKEY_sign(prepared.context.get(), der.data(), &size, digest.bytes.data(),
                          digest.size)
            != 1)
            return {};
        return joined(der.data(), size, info.signatureSize);
    }
    QByteArray out(EVP_PKEY_get_size(key), Qt::Uninitialized);
    auto size = static_cast<std::size_t>(out.size());
    if (EVP_PKEY_sign(prepared.context.get(), reinterpret_cast<unsigned char *>(out.data()), &size,
                      digest.bytes.data(), digest.size)
            != 1
        || size != static_cast<std::size_t>(out.size()))
        return {};
    return out;
}

bool verifyWith(const Prepared &prepared, const AlgorithmInfo &info, EVP_PKEY *key,
                QByteArrayView input, QByteArrayView signature)
{
    EVP_MD_CTX *context = prepared.digest.get();
    if (info.type == KeyType::Okp)
        return EVP_MD_CTX_reset(context) == 1
               && EVP_DigestVerifyInit_ex(context, nullptr, nullptr, nullptr, nullptr, key, nullptr)
                      == 1
               && EVP_DigestVerify(context, bytesOf(signature),
                                   static_cast<std::size_t>(signature.size()), bytesOf(input),
                                   static_cast<std::size_t>(input.size()))
                      == 1;
    Digest digest;
    if (!hash(context, info, input, digest))
        return false;
    if (info.type == KeyType::Rsa)
        return EVP_PKEY_verify(prepared.context.get(), bytesOf(signature),
                               static_cast<std::size_t>(signature.size()), digest.bytes.data(),
                               digest.size)
               == 1;
    std::array<unsigned char, kMaximumDerSize> der{};
    const std::size_t size = split(signature, der);
    return size > 0
           && EVP_PKEY_verify(prepared.context.get(), der.data(), size, digest.bytes.data(),
                              digest.size)
                  == 1;
}

/// JWS has one length for each key; a longer or shorter signature is none.
bool hasRightLength(const AlgorithmInfo &info, EVP_PKEY *key, QByteArrayView signature)
{
    const int size = info.signatureSize > 0 ? info.signatureSize : EVP_PKEY_get_size(key);
    return signature.size() == size;
}

/// The prepared contexts of one thread, few and oldest first.
class PreparedCache
{
public:
    const Prepared &get(quint64 serial, const AlgorithmInfo &info, EVP_PKEY *key, Use use)
    {
        for (const Entry &entry : m_entries) {
            if (entry.serial == serial && entry.use == use)
                return entry.prepared;
        }
        if (m_entries.size() >= kLimit)
            m_entries.erase(m_entries.begin());
        m_entries.push_back({serial, use, prepare(info, key, use)});
        return m_entries.back().prepared;
    }

    void drop(quint64 serial, Use use)
    {
        std::erase_if(m_entries, [serial, use](const Entry &entry) {
            return entry.serial == serial && entry.use == use;
        });
    }

private:
    static constexpr std::size_t kLimit = 32;
    struct Entry
    {
        quint64 serial;
        Use use;
        Prepared prepared;
    };
    std::vector<Entry> m_entries;
};

PreparedCache &cache()
{
    thread_local PreparedCache prepared;
    return prepared;
}

} // namespace

QByteArray sign(quint64 keySerial, const AlgorithmInfo &info, EVP_PKEY *key, QByteArrayView input)
{
    const ErrorQueue errors;
    const Prepared &prepared = cache().get(keySerial, info, key, Use::Signing);
    QByteArray out = isReady(prepared, info) ? signWith(prepared, info, key, input) : QByteArray();
    if (out.isEmpty()) // a context that failed half way must not be used again
        cache().drop(keySerial, Use::Signing);
    // OpenSSL has been seen to give a wrong signature when memory ran out, and one wrong RSA
    // signature can be enough to factor the modulus. Looking costs a thirtieth of signing.
    if (info.type == KeyType::Rsa && !out.isEmpty() && !verify(keySerial, info, key, input, out)) {
        cache().drop(keySerial, Use::Signing);
        return {};
    }
    return out;
}

bool verify(quint64 keySerial, const AlgorithmInfo &info, EVP_PKEY *key, QByteArrayView input,
            QByteArrayView signature)
{
    if (!hasRightLength(info, key, signature))
        return false;
    const ErrorQueue errors;
    const Prepared &prepared = cache().get(keySerial, info, key, Use::Verifying);
    if (!isReady(prepared, info)) {
        cache().drop(keySerial, Use::Verifying);
        return false;
    }
    return verifyWith(prepared, info, key, input, signature);
}

QByteArray signOnce(const AlgorithmInfo &info, EVP_PKEY *key, QByteArrayView input)
{
    const ErrorQueue errors;
    const Prepared prepared = prepare(info, key, Use::Signing);
    return isReady(prepared, info) ? signWith(prepared, info, key, input) : QByteArray();
}

bool verifyOnce(const AlgorithmInfo &info, EVP_PKEY *key, QByteArrayView input,
                QByteArrayView signature)
{
    if (!hasRightLength(info, key, signature))
        return false;
    const ErrorQueue errors;
    const Prepared prepared = prepare(info, key, Use::Verifying);
    return isReady(prepared, info) && verifyWith(prepared, info, key, input, signature);
}

} // namespace tokendesk::token
