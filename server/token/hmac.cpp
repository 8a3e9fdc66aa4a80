// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/token/hmac.h"

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/params.h>
#include <openssl/rand.h>

#include <memory>
#include <vector>

namespace tokendesk::token {
namespace {

struct MacContextFree
{
    void operator()(EVP_MAC_CTX *context) const { EVP_MAC_CTX_free(context); }
};
using MacContext = std::unique_ptr<EVP_MAC_CTX, MacContextFree>;

/// Fetched once for the process; a fetch costs more than the MAC of a token.
EVP_MAC *hmacAlgorithm()
{
    static const std::unique_ptr<EVP_MAC, decltype(&EVP_MAC_free)> mac(
        EVP_MAC_fetch(nullptr, OSSL_MAC_NAME_HMAC, nullptr), &EVP_MAC_free);
    return mac.get();
}

MacContext keyedContext(const char *digest, QByteArrayView key)
{
    EVP_MAC *algorithm = hmacAlgorithm();
    if (!algorithm)
        return nullptr;
    MacContext context(EVP_MAC_CTX_new(algorithm));
    if (!context)
        return nullptr;
    std::string name(digest);
    const OSSL_PARAM parameters[] = {
        OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, name.data(), 0),
        OSSL_PARAM_construct_end(),
    };
    if (EVP_MAC_init(context.get(), reinterpret_cast<const unsigned char *>(key.data()),
                     static_cast<std::size_t>(key.size()), parameters)
        != 1)
        return nullptr;
    return context;
}

/// The keyed contexts of one thread, few and oldest first.
class ContextCache
{
public:
    EVP_MAC_CTX *get(quint64 serial, const char *digest, QByteArrayView key)
    {
        for (const Entry &entry : m_entries) {
            if (entry.serial == serial)
                return entry.context.get();
        }
        MacContext context = keyedContext(digest, key);
        if (!context)
            return nullptr;
        if (m_entries.size() >= kLimit)
            m_entries.erase(m_entries.begin());
        m_entries.push_back({serial, std::move(context)});
        return m_entries.back().context.get();
    }

    void drop(quint64 serial)
    {
        std::erase_if(m_entries, [serial](const Entry &entry) { return entry.serial == serial; });
    }

private:
    static constexpr std::size_t kLimit = 16;
    struct Entry
    {
        quint64 serial;
        MacContext context;
    };
    std::vector<Entry> m_entries;
};

/// Writes the MAC of \a input, of \a size bytes, to \a out.
bool compute(EVP_MAC_CTX *context, QByteArrayView input, char *out, qsizetype size)
{
    std::size_t written = 0;
    return EVP_MAC_init(context, nullptr, 0, nullptr) == 1
           && EVP_MAC_update(context, reinterpret_cast<const unsigned char *>(input.data()),
                             static_cast<std::size_t>(input.size()))
                  == 1
           && EVP_MAC_final(context, reinterpret_cast<unsigned char *>(out), &written,
                            static_cast<std::size_t>(size))
                  == 1
           && written == static_cast<std::size_t>(size);
}

} // namespace

bool hmac(quint64 keySerial, const char *digest, QByteArrayView key, QByteArrayView input,
          char *out, qsizetype size)
{
    thread_local ContextCache cache;
    EVP_MAC_CTX *context = cache.get(keySerial, digest, key);
    const bool done = context && compute(context, input, out, size);
    if (!done) {
        ERR_clear_error();
        cache.drop(keySerial); // a context that failed half way must not be used again
    }
    return done;
}

Result<QByteArray> hmacOnce(const char *digest, QByteArrayView key, QByteArrayView input)
{
    const MacContext context = keyedContext(digest, key);
    QByteArray out(context ? static_cast<qsizetype>(EVP_MAC_CTX_get_mac_size(context.get())) : 0,
                   Qt::Uninitialized);
    if (out.isEmpty() || !compute(context.get(), input, out.data(), out.size())) {
        ERR_clear_error();
        return fail(ErrorCode::Internal, QStringLiteral("OpenSSL could not compute an HMAC."));
    }
    return out;
}

Result<QByteArray> sha256(QByteArrayView input)
{
    static const std::unique_ptr<EVP_MD, decltype(&EVP_MD_free)> digest(
        EVP_MD_fetch(nullptr, "SHA256", nullptr), &EVP_MD_free);
    QByteArray out(32, Qt::Uninitialized);
    unsigned int size = 0;
    if (!digest
        || EVP_Digest(input.data(), static_cast<std::size_t>(input.size()),
                      reinterpret_cast<unsigned char *>(out.data()), &size, digest.get(), nullptr)
               != 1
        || size != 32) {
        ERR_clear_error();
        return fail(ErrorCode::Internal, QStringLiteral("OpenSSL could not compute SHA-256."));
    }
    return out;
}

bool constantTimeEquals(QByteArrayView a, QByteArrayView b)
{
    return a.size() == b.size()
           && CRYPTO_memcmp(a.data(), b.data(), static_cast<std::size_t>(a.size())) == 0;
}

Result<QByteArray> randomBytes(qsizetype size)
{
    QByteArray out(size, Qt::Uninitialized);
    if (RAND_priv_bytes(reinterpret_cast<unsigned char *>(out.data()), static_cast<int>(size))
        != 1) {
        ERR_clear_error();
        return fail(ErrorCode::Internal, QStringLiteral("OpenSSL could not produce random bytes."));
    }
    return out;
}

} // namespace tokendesk::token
