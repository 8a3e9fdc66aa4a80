// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/token/keygenerator.h"

#include "server/token/keychecks.h"
#include "server/token/openssl.h"

#include <openssl/rand.h>
#include <openssl/rsa.h>

namespace tokendesk::token {
namespace {

constexpr int kSecretSize = 64; ///< bytes; SECURITY R31
constexpr int kRsaStep = 256;

Result<KeyMaterial> randomSecret()
{
    SecretBytes secret(qsizetype{kSecretSize});
    if (RAND_priv_bytes(secret.udata(), kSecretSize) != 1)
        return fail(ErrorCode::Internal, QStringLiteral("OpenSSL gave no random bytes."));
    return KeyMaterial::fromSecret(std::move(secret));
}

/// OpenSSL asks this at each candidate; zero ends the search.
int goesOn(EVP_PKEY_CTX *context)
{
    const auto *isCancelled =
        static_cast<const std::function<bool()> *>(EVP_PKEY_CTX_get_app_data(context));
    return *isCancelled && (*isCancelled)() ? 0 : 1;
}

PKeyContext contextFor(const AlgorithmInfo &info, int rsaBits)
{
    const char *name = info.type == KeyType::Rsa  ? "RSA"
                       : info.type == KeyType::Ec ? "EC"
                                                  : "ED25519";
    PKeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, name, nullptr));
    if (!context || EVP_PKEY_keygen_init(context.get()) != 1)
        return nullptr;
    if (info.type == KeyType::Rsa && EVP_PKEY_CTX_set_rsa_keygen_bits(context.get(), rsaBits) != 1)
        return nullptr;
    if (info.type == KeyType::Ec
        && EVP_PKEY_CTX_set_group_name(context.get(), curveInfo(info.curve).openSslName) != 1)
        return nullptr;
    return context;
}

} // namespace

Result<KeyMaterial> generateKey(Algorithm algorithm, int rsaBits,
                                const std::function<bool()> &isCancelled)
{
    const AlgorithmInfo &info = algorithmInfo(algorithm);
    if (info.type == KeyType::Oct)
        return randomSecret();
    if (info.type == KeyType::Rsa
        && (rsaBits < kMinimumRsaBits || rsaBits > kMaximumRsaBits || rsaBits % kRsaStep != 0))
        return fail(ErrorCode::InvalidArgument,
                    QStringLiteral("RSA keys can have %1 to %2 bits, in steps of %3.")
                        .arg(kMinimumRsaBits)
                        .arg(kMaximumRsaBits)
                        .arg(kRsaStep),
                    QStringLiteral("bits"));
    const ErrorQueue errors;
    const PKeyContext context = contextFor(info, rsaBits);
    if (!context)
        return fail(ErrorCode::Internal, QStringLiteral("OpenSSL could not generate a key."));
    // OpenSSL hands the pointer back as it got it; nobody writes through it.
    EVP_PKEY_CTX_set_app_data(context.get(), const_cast<std::function<bool()> *>(&isCancelled));
    EVP_PKEY_CTX_set_cb(context.get(), goesOn);
    EVP_PKEY *made = nullptr;
    const bool done = EVP_PKEY_generate(context.get(), &made) == 1;
    EvpKey key = ownEvpKey(made);
    if (isCancelled && isCancelled())
        return fail(ErrorCode::Cancelled, QStringLiteral("The generation was cancelled."));
    if (!done)
        return fail(ErrorCode::Internal, QStringLiteral("OpenSSL could not generate a key."));
    TRY_ASSIGN(KeyMaterial material, KeyMaterial::fromEvp(std::move(key)));
    // Short of memory, OpenSSL does not find the private part that is there.
    if (!material.isPrivate())
        return fail(ErrorCode::Internal, QStringLiteral("OpenSSL could not generate a key."));
    return material;
}

} // namespace tokendesk::token
