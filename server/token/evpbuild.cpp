// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/token/evpbuild.h"

#include "server/token/hmac.h"
#include "server/token/openssl.h"

#include <openssl/core_names.h>
#include <openssl/param_build.h>

#include <vector>

namespace tokendesk::token {
namespace {

using ParamBuilder = OpenSslPtr<OSSL_PARAM_BLD, OSSL_PARAM_BLD_free>;
using Parameters = OpenSslPtr<OSSL_PARAM, OSSL_PARAM_free>;

/// Collects numbers, which the builder only refers to, until the key is made.
class KeyBuilder
{
public:
    KeyBuilder() : m_builder(OSSL_PARAM_BLD_new()), m_good(m_builder != nullptr) { }

    void number(const char *name, QByteArrayView bytes)
    {
        BigNumber number(BN_secure_new());
        m_good = m_good && number
                 && BN_bin2bn(reinterpret_cast<const unsigned char *>(bytes.data()),
                              static_cast<int>(bytes.size()), number.get())
                        != nullptr
                 && OSSL_PARAM_BLD_push_BN(m_builder.get(), name, number.get()) == 1;
        m_numbers.push_back(std::move(number));
    }
    void text(const char *name, const char *value)
    {
        m_good = m_good && OSSL_PARAM_BLD_push_utf8_string(m_builder.get(), name, value, 0) == 1;
    }
    void octets(const char *name, QByteArrayView bytes)
    {
        m_good = m_good
                 && OSSL_PARAM_BLD_push_octet_string(m_builder.get(), name, bytes.data(),
                                                     static_cast<std::size_t>(bytes.size()))
                        == 1;
    }

    [[nodiscard]] EvpKey build(const char *type, bool isPrivate)
    {
        const Parameters parameters(m_good ? OSSL_PARAM_BLD_to_param(m_builder.get()) : nullptr);
        const PKeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr));
        EVP_PKEY *key = nullptr;
        if (!parameters || !context || EVP_PKEY_fromdata_init(context.get()) != 1
            || EVP_PKEY_fromdata(context.get(), &key,
                                 isPrivate ? EVP_PKEY_KEYPAIR : EVP_PKEY_PUBLIC_KEY,
                                 parameters.get())
                   != 1)
            return {};
        return ownEvpKey(key);
    }

private:
    ParamBuilder m_builder;
    std::vector<BigNumber> m_numbers;
    bool m_good;
};

const unsigned char *bytesOf(QByteArrayView view)
{
    return reinterpret_cast<const unsigned char *>(view.data());
}

} // namespace

EvpKey rsaKey(const RsaNumbers &numbers)
{
    const ErrorQueue errors;
    KeyBuilder builder;
    builder.number(OSSL_PKEY_PARAM_RSA_N, numbers.n.view());
    builder.number(OSSL_PKEY_PARAM_RSA_E, numbers.e.view());
    const bool isPrivate = !numbers.d.isEmpty();
    if (isPrivate)
        builder.number(OSSL_PKEY_PARAM_RSA_D, numbers.d.view());
    if (isPrivate && !numbers.p.isEmpty()) {
        builder.number(OSSL_PKEY_PARAM_RSA_FACTOR1, numbers.p.view());
        builder.number(OSSL_PKEY_PARAM_RSA_FACTOR2, numbers.q.view());
        builder.number(OSSL_PKEY_PARAM_RSA_EXPONENT1, numbers.dp.view());
        builder.number(OSSL_PKEY_PARAM_RSA_EXPONENT2, numbers.dq.view());
        builder.number(OSSL_PKEY_PARAM_RSA_COEFFICIENT1, numbers.qi.view());
    }
    return builder.build("RSA", isPrivate);
}

EvpKey ecKey(Curve curve, QByteArrayView x, QByteArrayView y, const SecretBytes &d)
{
    const ErrorQueue errors;
    QByteArray point("\x04");
    point += x;
    point += y;
    KeyBuilder builder;
    builder.text(OSSL_PKEY_PARAM_GROUP_NAME, curveInfo(curve).openSslName);
    builder.octets(OSSL_PKEY_PARAM_PUB_KEY, point);
    if (!d.isEmpty())
        builder.number(OSSL_PKEY_PARAM_PRIV_KEY, d.view());
    return builder.build("EC", !d.isEmpty());
}

EvpKey ed25519Key(QByteArrayView x, const SecretBytes &d)
{
    const ErrorQueue errors;
    const auto size = static_cast<std::size_t>(x.size());
    if (d.isEmpty())
        return ownEvpKey(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, bytesOf(x), size));
    EvpKey key = ownEvpKey(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, d.udata(),
                                                        static_cast<std::size_t>(d.size())));
    QByteArray made(x.size(), '\0');
    std::size_t written = size;
    const bool fits = key
                      && EVP_PKEY_get_raw_public_key(
                             key.get(), reinterpret_cast<unsigned char *>(made.data()), &written)
                             == 1
                      && constantTimeEquals(made, x);
    return fits ? key : EvpKey();
}

} // namespace tokendesk::token
