// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/auth/djangohash.h"

#include "server/auth/hashtext.h"
#include "server/token/openssl.h"

#include <QList>

#include <crypt.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <memory>

namespace tokendesk::auth {
namespace {

constexpr qsizetype kMostPasswordBytes = 4'096;
constexpr qsizetype kBcryptPasswordBytes = 72;
constexpr qsizetype kLongestEncoded = 1'024;

struct SchemeName
{
    QLatin1String prefix;
    HashScheme scheme;
};

/// Prefixes up to the first '$'.
constexpr std::array<SchemeName, 11> kSchemes = {{
    {QLatin1String("argon2"), HashScheme::Argon2},
    {QLatin1String("pbkdf2_sha256"), HashScheme::Pbkdf2Sha256},
    {QLatin1String("pbkdf2_sha1"), HashScheme::Pbkdf2Sha1},
    {QLatin1String("scrypt"), HashScheme::Scrypt},
    {QLatin1String("bcrypt_sha256"), HashScheme::BcryptSha256},
    {QLatin1String("bcrypt"), HashScheme::Bcrypt},
    {QLatin1String("sha1"), HashScheme::Weak},
    {QLatin1String("md5"), HashScheme::Weak},
    {QLatin1String("crypt"), HashScheme::Weak},
    {QLatin1String("unsalted_sha1"), HashScheme::Weak},
    {QLatin1String("unsalted_md5"), HashScheme::Weak},
}};

/// pbkdf2_sha256$iterations$salt$digest
bool verifyPbkdf2(const SecretBytes &password, const QList<QByteArray> &fields, const EVP_MD *hash,
                  const HashCaps &caps)
{
    if (fields.size() != 4 || fields[2].isEmpty())
        return false;
    const auto iterations = boundedNumber(fields[1], caps.iterations);
    const auto digest = strictBase64(fields[3], true);
    if (!iterations || !digest || digest->size() != EVP_MD_get_size(hash))
        return false;
    SecretBytes computed(digest->size());
    // A null password would mean "none given", not "empty".
    const char *text = password.isEmpty() ? "" : password.data();
    return PKCS5_PBKDF2_HMAC(text, static_cast<int>(password.size()), unsignedData(fields[2]),
                             static_cast<int>(fields[2].size()), static_cast<int>(*iterations),
                             hash, static_cast<int>(computed.size()), computed.udata())
               == 1
           && sameBytes(computed, *digest);
}

/// scrypt$N$salt$r$p$digest
bool verifyScrypt(const SecretBytes &password, const QList<QByteArray> &fields,
                  const HashCaps &caps)
{
    if (fields.size() != 6 || fields[2].isEmpty())
        return false;
    const auto work = boundedNumber(fields[1], caps.memoryKib * 8);
    const auto blockSize = boundedNumber(fields[3], 1'024);
    const auto parallel = boundedNumber(fields[4], caps.lanes);
    const auto digest = strictBase64(fields[5], true);
    if (!work || !blockSize || !parallel || !digest || digest->size() != 64)
        return false;
    const bool powerOfTwo = *work > 1 && (*work & (*work - 1)) == 0;
    // RFC 7914 section 2: N blocks of 128 r bytes.
    const qint64 memory = 128 * *work * *blockSize;
    if (!powerOfTwo || memory > caps.memoryKib * 1'024
        || memory * *parallel > caps.memoryPasses() * 1'024) {
        return false;
    }
    const auto n = static_cast<std::uint64_t>(*work);
    const auto r = static_cast<std::uint64_t>(*blockSize);
    const auto p = static_cast<std::uint64_t>(*parallel);
    constexpr std::uint64_t kSlack = 1 << 20; // blocks of each lane and temporary ones
    const std::uint64_t limit = static_cast<std::uint64_t>(memory) + 128 * r * (p + 4) + kSlack;
    SecretBytes computed(digest->size());
    const char *text = password.isEmpty() ? "" : password.data();
    return EVP_PBE_scrypt(text, static_cast<std::size_t>(password.size()), unsignedData(fields[2]),
                          static_cast<std::size_t>(fields[2].size()), n, r, p, limit,
                          computed.udata(), static_cast<std::size_t>(computed.size()))
               == 1
           && sameBytes(computed, *digest);
}

bool isBcryptAlphabet(QByteArrayView text)
{
    return std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
               || c == '.' || c == '/';
    });
}

/// "$2b$12$" + 22 characters of salt + 31 of digest. \a text must not hold a NUL.
bool verifyBcrypt(const SecretBytes &text, const QByteArray &encoded, const HashCaps &caps)
{
    constexpr qsizetype kLength = 60;
    constexpr qsizetype kSaltAt = 7;
    if (encoded.size() != kLength || encoded[3] != '$' || encoded[6] != '$'
        || !isBcryptAlphabet(QByteArrayView(encoded).sliced(7))) {
        return false;
    }
    const QByteArrayView variant = QByteArrayView(encoded).first(4);
    const auto rounds = boundedNumber(QByteArrayView(encoded).sliced(4, 2), caps.bcryptRounds);
    if ((variant != "$2a$" && variant != "$2b$" && variant != "$2y$") || !rounds || *rounds < 4)
        return false;
    // Python's bcrypt, which wrote the hash, means 2b by all three; libxcrypt's 2a differs for rare
    // inputs.
    QByteArray setting = encoded;
    setting[2] = 'b';
    // Only the first 72 bytes count, and libxcrypt refuses more than 512.
    const qsizetype used = std::min(text.size(), kBcryptPasswordBytes);
    SecretBytes key(used + 1); // the last one stays NUL
    std::copy_n(text.data(), used, key.data());
    const auto state = std::make_unique<crypt_data>();
    const char *made = crypt_r(key.data(), setting.constData(), state.get());
    // The salt too: of its last character only two bits count, and a hash has one spelling.
    const bool same =
        made && std::strlen(made) == static_cast<std::size_t>(kLength)
        && CRYPTO_memcmp(made + kSaltAt, encoded.constData() + kSaltAt, kLength - kSaltAt) == 0;
    OPENSSL_cleanse(state.get(), sizeof(crypt_data));
    return same;
}

/// bcrypt of the hex digits of SHA-256, which has neither a NUL nor more than 72 bytes.
bool verifyBcryptSha256(const SecretBytes &password, const QByteArray &encoded,
                        const HashCaps &caps)
{
    SecretBytes digest(32);
    if (EVP_Digest(password.data(), static_cast<std::size_t>(password.size()), digest.udata(),
                   nullptr, EVP_sha256(), nullptr)
        != 1) {
        return false;
    }
    static constexpr char kDigits[] = "0123456789abcdef";
    SecretBytes hex(digest.size() * 2);
    for (qsizetype i = 0; i < digest.size(); ++i) {
        hex.data()[2 * i] = kDigits[digest.udata()[i] >> 4];
        hex.data()[2 * i + 1] = kDigits[digest.udata()[i] & 15];
    }
    return verifyBcrypt(hex, encoded, caps);
}

/// 32 hex digits: a digest without any prefix, as Django 1.0 and older wrote it.
bool isBareMd5(QStringView encoded)
{
    return encoded.size() == 32 && std::all_of(encoded.begin(), encoded.end(), [](QChar c) {
               return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f');
           });
}

} // namespace

HashScheme hashScheme(QStringView encoded)
{
    if (encoded.isEmpty() || encoded.startsWith(u'!'))
        return HashScheme::Unusable;
    if (isBareMd5(encoded))
        return HashScheme::Weak;
    const qsizetype end = encoded.indexOf(u'$');
    if (end < 0)
        return HashScheme::Unknown;
    const QStringView prefix = encoded.first(end);
    const auto found =
        std::find_if(kSchemes.begin(), kSchemes.end(),
                     [prefix](const SchemeName &each) { return each.prefix == prefix; });
    return found == kSchemes.end() ? HashScheme::Unknown : found->scheme;
}

QString hashSchemeName(QStringView encoded)
{
    const HashScheme scheme = hashScheme(encoded);
    if (scheme == HashScheme::Unusable || scheme == HashScheme::Unknown)
        return {};
    if (isBareMd5(encoded))
        return QStringLiteral("unsalted_md5");
    return encoded.first(encoded.indexOf(u'$')).toString();
}

bool verifyDjangoHash(const SecretBytes &password, QStringView encoded, const HashCaps &caps)
{
    if (password.size() > kMostPasswordBytes || encoded.size() > kLongestEncoded)
        return false;
    const token::ErrorQueue errors;
    const QByteArray text = encoded.toUtf8();
    const QList<QByteArray> fields = text.split('$');
    switch (hashScheme(encoded)) {
    case HashScheme::Argon2:
        return verifyArgon2(password, fields, caps);
    case HashScheme::Pbkdf2Sha256:
        return verifyPbkdf2(password, fields, EVP_sha256(), caps);
    case HashScheme::Pbkdf2Sha1:
        return verifyPbkdf2(password, fields, EVP_sha1(), caps);
    case HashScheme::Scrypt:
        return verifyScrypt(password, fields, caps);
    case HashScheme::BcryptSha256:
        return verifyBcryptSha256(password, text.mid(text.indexOf('$') + 1), caps);
    case HashScheme::Bcrypt:
        // A C string ends at a NUL: two different passwords would be one.
        return !password.view().contains('\0')
               && verifyBcrypt(password, text.mid(text.indexOf('$') + 1), caps);
    case HashScheme::Unusable:
    case HashScheme::Weak:
    case HashScheme::Unknown:
        return false;
    }
    return false;
}

} // namespace tokendesk::auth
