// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/token/keychecks.h"

#include "server/token/openssl.h"

#include <openssl/core_names.h>

#include <algorithm>
#include <array>

namespace tokendesk::token {
namespace {

/// Longest public exponent: what OpenSSL verifies with whatever the modulus.
constexpr int kMaximumExponentBits = 64;

tl::unexpected<Error> refused(QString why)
{
    return fail(ErrorCode::KeyInvalid, std::move(why), QStringLiteral("key"));
}

BigNumber numberOf(EVP_PKEY *key, const char *name)
{
    BIGNUM *number = nullptr;
    return EVP_PKEY_get_bn_param(key, name, &number) == 1 ? BigNumber(number) : BigNumber();
}

/// Whether the modulus has the form of the keys of CVE-2017-15361, whose factors can be computed:
/// modulo each of these primes it is a power of 65537. Of other moduli about one in 2^27 has it.
bool hasRocaForm(const BIGNUM *modulus)
{
    constexpr std::array<BN_ULONG, 17> kPrimes = {11, 13, 17,  19,  37,  53,  61,  71, 73,
                                                  79, 97, 103, 107, 109, 127, 151, 157};
    return std::all_of(kPrimes.begin(), kPrimes.end(), [modulus](BN_ULONG prime) {
        const BN_ULONG rest = BN_mod_word(modulus, prime);
        BN_ULONG power = 1;
        do {
            if (power == rest)
                return true;
            power = power * (65537 % prime) % prime;
        } while (power != 1);
        return false;
    });
}

/// Whether \a exponent inverts \a e modulo \a prime - 1, as d, dP and dQ all do.
bool inverts(const BIGNUM *exponent, const BIGNUM *e, const BIGNUM *prime, BN_CTX *context)
{
    const BigNumber order(BN_dup(prime));
    const BigNumber product(BN_secure_new());
    return order && product && BN_sub_word(order.get(), 1) == 1
           && BN_mod_mul(product.get(), exponent, e, order.get(), context) == 1
           && BN_is_one(product.get());
}

/// The primes make the modulus and the exponents undo each other. Keys that come without primes are
/// proved by signing.
bool primesFit(EVP_PKEY *key, const BIGNUM *n, const BIGNUM *e, const BIGNUM *d)
{
    const BigNumber p = numberOf(key, OSSL_PKEY_PARAM_RSA_FACTOR1);
    const BigNumber q = numberOf(key, OSSL_PKEY_PARAM_RSA_FACTOR2);
    if (!p && !q)
        return true;
    const BigNumber dp = numberOf(key, OSSL_PKEY_PARAM_RSA_EXPONENT1);
    const BigNumber dq = numberOf(key, OSSL_PKEY_PARAM_RSA_EXPONENT2);
    const BigNumber qi = numberOf(key, OSSL_PKEY_PARAM_RSA_COEFFICIENT1);
    const BigNumberContext context(BN_CTX_secure_new());
    const BigNumber product(BN_secure_new());
    if (!p || !q || !dp || !dq || !qi || !context || !product)
        return false;
    // A third prime would be looked at by nobody.
    if (numberOf(key, OSSL_PKEY_PARAM_RSA_FACTOR3))
        return false;
    const bool isPrimePair = BN_is_odd(p.get()) && BN_is_odd(q.get()) && BN_num_bits(p.get()) > 1
                             && BN_num_bits(q.get()) > 1 && BN_cmp(p.get(), q.get()) != 0
                             && BN_mul(product.get(), p.get(), q.get(), context.get()) == 1
                             && BN_cmp(product.get(), n) == 0;
    return isPrimePair && inverts(d, e, p.get(), context.get())
           && inverts(d, e, q.get(), context.get()) && inverts(dp.get(), e, p.get(), context.get())
           && inverts(dq.get(), e, q.get(), context.get())
           && BN_mod_mul(product.get(), qi.get(), q.get(), p.get(), context.get()) == 1
           && BN_is_one(product.get());
}

/// Whether \a isMember of the prime field of Ed25519 is the y of a point: then
/// (y^2 - 1)(d y^2 + 1) is a square or zero. Source: RFC 8032 section 5.1.3.
bool isOnEd25519(const BIGNUM *y, const BIGNUM *prime)
{
    BIGNUM *read = nullptr;
    if (BN_hex2bn(&read, "52036cee2b6ffe738cc740797779e89800700a4d4141d8ab75eb4dca135978a3") == 0)
        return false;
    const BigNumber d(read);
    const BigNumberContext context(BN_CTX_new());
    const BigNumber square(BN_new());
    const BigNumber u(BN_new());
    const BigNumber v(BN_new());
    if (!context || !square || !u || !v || BN_mod_sqr(square.get(), y, prime, context.get()) != 1
        || BN_mod_sub(u.get(), square.get(), BN_value_one(), prime, context.get()) != 1
        || BN_mod_mul(v.get(), d.get(), square.get(), prime, context.get()) != 1
        || BN_mod_add(v.get(), v.get(), BN_value_one(), prime, context.get()) != 1
        || BN_mod_mul(u.get(), u.get(), v.get(), prime, context.get()) != 1)
        return false;
    const int symbol = BN_kronecker(u.get(), prime, context.get());
    return symbol == 0 || symbol == 1;
}

} // namespace

Result<void> checkRsa(EVP_PKEY *key, bool isPrivate)
{
    const BigNumber n = numberOf(key, OSSL_PKEY_PARAM_RSA_N);
    const BigNumber e = numberOf(key, OSSL_PKEY_PARAM_RSA_E);
    if (!n || !e)
        return refused(QStringLiteral("The RSA key is incomplete."));
    const int bits = BN_num_bits(n.get());
    if (bits < kMinimumRsaBits || bits > kMaximumRsaBits)
        return refused(QStringLiteral("RSA keys must have %1 to %2 bits, this one has %3.")
                           .arg(kMinimumRsaBits)
                           .arg(kMaximumRsaBits)
                           .arg(bits));
    if (!BN_is_odd(n.get()))
        return refused(QStringLiteral("The RSA modulus is even."));
    if (!BN_is_odd(e.get()) || BN_num_bits(e.get()) > kMaximumExponentBits
        || BN_get_word(e.get()) < 65537)
        return refused(
            QStringLiteral("The RSA exponent must be odd, at least 65537 and below 2^64."));
    if (hasRocaForm(n.get()))
        return refused(QStringLiteral("The RSA key comes from a generator whose keys can be "
                                      "factored (CVE-2017-15361)."));
    if (!isPrivate)
        return {};
    const BigNumber d = numberOf(key, OSSL_PKEY_PARAM_RSA_D);
    if (!d || BN_is_zero(d.get()) || BN_is_negative(d.get()) || BN_cmp(d.get(), n.get()) >= 0
        || !primesFit(key, n.get(), e.get(), d.get()))
        return refused(QStringLiteral("The private RSA key does not belong to its public one."));
    return {};
}

Result<void> checkEc(EVP_PKEY *key, bool isPrivate)
{
    int isExplicit = 0;
    if (EVP_PKEY_get_int_param(key, OSSL_PKEY_PARAM_EC_DECODED_FROM_EXPLICIT_PARAMS, &isExplicit)
            == 1
        && isExplicit != 0)
        return refused(QStringLiteral("The curve must be given by its name."));
    const PKeyContext context(EVP_PKEY_CTX_new_from_pkey(nullptr, key, nullptr));
    if (!context || EVP_PKEY_public_check(context.get()) != 1)
        return refused(QStringLiteral("The public key is no point of its curve."));
    if (isPrivate
        && (EVP_PKEY_private_check(context.get()) != 1
            || EVP_PKEY_pairwise_check(context.get()) != 1))
        return refused(QStringLiteral("The private key is out of range or does not belong to its "
                                      "public one."));
    return {};
}

Result<void> checkEd25519(QByteArrayView publicKey)
{
    constexpr qsizetype kSize = 32;
    /// y of the points whose order is 1, 2, 4 or 8, little endian. A signature under such a key can
    /// be made by anybody.
    static const std::array<QByteArray, 5> kSmallOrder = {
        QByteArray(kSize, '\0'),
        QByteArray("\x01") + QByteArray(kSize - 1, '\0'),
        QByteArray::fromHex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"),
        QByteArray::fromHex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"),
        QByteArray("\xec") + QByteArray(kSize - 2, '\xff') + QByteArray("\x7f"),
    };
    if (publicKey.size() != kSize)
        return refused(QStringLiteral("An Ed25519 public key has 32 bytes."));
    QByteArray y = publicKey.toByteArray();
    y.back() = static_cast<char>(y.back() & 0x7f); // the top bit is the sign of x
    if (std::find(kSmallOrder.begin(), kSmallOrder.end(), y) != kSmallOrder.end())
        return refused(QStringLiteral("The Ed25519 public key is a point of small order."));
    const BigNumber number(BN_lebin2bn(reinterpret_cast<const unsigned char *>(y.constData()),
                                       static_cast<int>(y.size()), nullptr));
    const BigNumber prime(BN_new());
    if (!number || !prime || BN_set_bit(prime.get(), 255) != 1 || BN_sub_word(prime.get(), 19) != 1)
        return fail(ErrorCode::Internal, QStringLiteral("OpenSSL could not check the key."));
    if (BN_cmp(number.get(), prime.get()) >= 0 || !isOnEd25519(number.get(), prime.get()))
        return refused(QStringLiteral("The Ed25519 public key is no point of the curve."));
    return {};
}

QByteArray bigNumberOf(EVP_PKEY *key, const char *name)
{
    const ErrorQueue errors;
    const BigNumber number = numberOf(key, name);
    if (!number)
        return {};
    QByteArray bytes(BN_num_bytes(number.get()), Qt::Uninitialized);
    BN_bn2bin(number.get(), reinterpret_cast<unsigned char *>(bytes.data()));
    return bytes;
}

} // namespace tokendesk::token
