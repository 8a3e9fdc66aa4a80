// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/auth/djangohash.h"

#include <QList>

#include <argon2.h>
#include <crypt.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>

namespace tokendesk::auth {
namespace {

// Caps on what a row of the database may ask for: a hostile one must not hang or crash us. Source:
// SECURITY R64. Memory times passes bounds the time where the single caps would still allow
// minutes.
constexpr qint64 kMostIterations = 10'000'000;
constexpr qint64 kMostMemoryKib = 1'048'576;
constexpr qint64 kMostPasses = 64;
constexpr qint64 kMostLanes = 64;
constexpr qint64 kMostMemoryPasses = 4 * kMostMemoryKib;
constexpr int kMostBcryptRounds = 16;
constexpr qsizetype kMostPasswordBytes = 4'096;
constexpr qsizetype kBcryptPasswordBytes = 72;
constexpr qsizetype kLongestEncoded = 1'024;
constexpr int kSaltBytes = 16;
constexpr int kDigestBytes = 32;

const QLatin1String kArgon2Prefix("argon2$");

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

/// A number from 1 to \a most written in plain digits; nothing else.
std::optional<qint64> boundedNumber(QByteArrayView text, qint64 most)
{
    qint64 value = 0;
    for (const char c : text) {
        if (c < '0' || c > '9' || value > most)
            return std::nullopt;
        value = value * 10 + (c - '0');
    }
    if (value < 1 || value > most)
        return std::nullopt;
    return value;
}

/// Decodes canonical base64 of Django's alphabet, padded (pbkdf2, scrypt) or not (argon2).
std::optional<QByteArray> strictBase64(const QByteArray &text, bool padded)
{
    const auto padding = padded ? QByteArray::KeepTrailingEquals : QByteArray::OmitTrailingEquals;
    const auto decoded = QByteArray::fromBase64Encoding(
        text, QByteArray::Base64Encoding | QByteArray::AbortOnBase64DecodingErrors);
    // Spare bits and missing or surplus padding would give one digest several spellings.
    if (!decoded || (*decoded).toBase64(QByteArray::Base64Encoding | padding) != text)
        return std::nullopt;
    return *decoded;
}

bool sameBytes(const SecretBytes &computed, const QByteArray &stored)
{
    return computed.size() == stored.size()
           && CRYPTO_memcmp(computed.data(), stored.constData(),
                            static_cast<std::size_t>(stored.size()))
                  == 0;
}

const unsigned char *unsignedData(const QByteArray &bytes)
{
    return reinterpret_cast<const unsigned char *>(bytes.constData());
}

/// pbkdf2_sha256$iterations$salt$digest
bool verifyPbkdf2(const SecretBytes &password, const QList<QByteArray> &fields, const EVP_MD *hash)
{
    if (fields.size() != 4 || fields[2].isEmpty())
        return false;
    const auto iterations = boundedNumber(fields[1], kMostIterations);
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
bool verifyScrypt(const SecretBytes &password, const QList<QByteArray> &fields)
{
    if (fields.size() != 6 || fields[2].isEmpty())
        return false;
    const auto work = boundedNumber(fields[1], kMostMemoryKib * 8);
    const auto blockSize = boundedNumber(fields[3], 1'024);
    const auto parallel = boundedNumber(fields[4], 64);
    const auto digest = strictBase64(fields[5], true);
    if (!work || !blockSize || !parallel || !digest || digest->size() != 64)
        return false;
    const bool powerOfTwo = *work > 1 && (*work & (*work - 1)) == 0;
    // RFC 7914 section 2: N blocks of 128 r bytes.
    const qint64 memory = 128 * *work * *blockSize;
    if (!powerOfTwo || memory > kMostMemoryKib * 1'024
        || memory * *parallel > kMostMemoryPasses * 1'024) {
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

/// An argon2 hash taken apart.
struct Argon2Text
{
    argon2_type type = Argon2_id;
    std::uint32_t version = ARGON2_VERSION_10;
    Argon2Cost cost;
    QByteArray salt;
    QByteArray digest;
};

std::optional<argon2_type> argon2Type(const QByteArray &name)
{
    if (name == "argon2id")
        return Argon2_id;
    if (name == "argon2i")
        return Argon2_i;
    if (name == "argon2d")
        return Argon2_d;
    return std::nullopt;
}

/// "m=19456,t=2,p=1", in this order and nothing more.
std::optional<Argon2Cost> argon2Cost(const QByteArray &text)
{
    const QList<QByteArray> parts = text.split(',');
    if (parts.size() != 3 || !parts[0].startsWith("m=") || !parts[1].startsWith("t=")
        || !parts[2].startsWith("p=")) {
        return std::nullopt;
    }
    const auto memory = boundedNumber(QByteArrayView(parts[0]).sliced(2), kMostMemoryKib);
    const auto passes = boundedNumber(QByteArrayView(parts[1]).sliced(2), kMostPasses);
    const auto lanes = boundedNumber(QByteArrayView(parts[2]).sliced(2), kMostLanes);
    if (!memory || !passes || !lanes || *memory * *passes > kMostMemoryPasses)
        return std::nullopt;
    return Argon2Cost{static_cast<std::uint32_t>(*memory), static_cast<std::uint32_t>(*passes),
                      static_cast<std::uint32_t>(*lanes)};
}

/// argon2$argon2id$v=19$m=…,t=…,p=…$salt$digest; without v= it is version 16.
std::optional<Argon2Text> parseArgon2(const QList<QByteArray> &fields)
{
    if (fields.size() != 5 && fields.size() != 6)
        return std::nullopt;
    Argon2Text text;
    const auto type = argon2Type(fields[1]);
    if (!type)
        return std::nullopt;
    text.type = *type;
    qsizetype next = 2;
    if (fields.size() == 6) {
        if (fields[next] == "v=19")
            text.version = ARGON2_VERSION_13;
        else if (fields[next] != "v=16")
            return std::nullopt;
        ++next;
    }
    const auto cost = argon2Cost(fields[next]);
    const auto salt = strictBase64(fields[next + 1], false);
    const auto digest = strictBase64(fields[next + 2], false);
    if (!cost || !salt || salt->size() < 8 || !digest || digest->size() < 16)
        return std::nullopt;
    text.cost = *cost;
    text.salt = *salt;
    text.digest = *digest;
    return text;
}

/// Runs Argon2 in this thread alone: one thread per lane is the library's default.
bool runArgon2(const SecretBytes &password, const Argon2Text &text, SecretBytes &out)
{
    // The library's structure is not const, but without the clearing flags it only reads.
    auto *secret = const_cast<unsigned char *>(password.udata());
    auto *salt = const_cast<unsigned char *>(unsignedData(text.salt));
    argon2_context context{};
    context.out = out.udata();
    context.outlen = static_cast<std::uint32_t>(out.size());
    context.pwd = secret;
    context.pwdlen = static_cast<std::uint32_t>(password.size());
    context.salt = salt;
    context.saltlen = static_cast<std::uint32_t>(text.salt.size());
    context.t_cost = text.cost.passes;
    context.m_cost = text.cost.memoryKib;
    context.lanes = text.cost.lanes;
    context.threads = 1;
    context.version = text.version;
    context.flags = ARGON2_DEFAULT_FLAGS;
    return argon2_ctx(&context, text.type) == ARGON2_OK;
}

bool verifyArgon2(const SecretBytes &password, const QList<QByteArray> &fields)
{
    const auto text = parseArgon2(fields);
    if (!text)
        return false;
    SecretBytes computed(text->digest.size());
    return runArgon2(password, *text, computed) && sameBytes(computed, text->digest);
}

QString argon2ToText(const Argon2Text &text)
{
    const auto base64 = [](const QByteArray &bytes) {
        return QString::fromLatin1(
            bytes.toBase64(QByteArray::Base64Encoding | QByteArray::OmitTrailingEquals));
    };
    return QStringLiteral("argon2$argon2id$v=19$m=%1,t=%2,p=%3$%4$%5")
        .arg(text.cost.memoryKib)
        .arg(text.cost.passes)
        .arg(text.cost.lanes)
        .arg(base64(text.salt), base64(text.digest));
}

bool isBcryptAlphabet(QByteArrayView text)
{
    return std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
               || c == '.' || c == '/';
    });
}

/// "$2b$12$" + 22 characters of salt + 31 of digest. \a text must not hold a NUL.
bool verifyBcrypt(const SecretBytes &text, const QByteArray &encoded)
{
    constexpr qsizetype kLength = 60;
    constexpr qsizetype kDigestAt = 29;
    if (encoded.size() != kLength || encoded[3] != '$' || encoded[6] != '$'
        || !isBcryptAlphabet(QByteArrayView(encoded).sliced(7))) {
        return false;
    }
    const QByteArrayView variant = QByteArrayView(encoded).first(4);
    const auto rounds = boundedNumber(QByteArrayView(encoded).sliced(4, 2), kMostBcryptRounds);
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
    const bool same =
        made && std::strlen(made) == static_cast<std::size_t>(kLength)
        && CRYPTO_memcmp(made + kDigestAt, encoded.constData() + kDigestAt, kLength - kDigestAt)
               == 0;
    OPENSSL_cleanse(state.get(), sizeof(crypt_data));
    return same;
}

/// bcrypt of the hex digits of SHA-256, which has neither a NUL nor more than 72 bytes.
bool verifyBcryptSha256(const SecretBytes &password, const QByteArray &encoded)
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
    return verifyBcrypt(hex, encoded);
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

bool verifyDjangoHash(const SecretBytes &password, QStringView encoded)
{
    if (password.size() > kMostPasswordBytes || encoded.size() > kLongestEncoded)
        return false;
    const QByteArray text = encoded.toUtf8();
    const QList<QByteArray> fields = text.split('$');
    switch (hashScheme(encoded)) {
    case HashScheme::Argon2:
        return verifyArgon2(password, fields);
    case HashScheme::Pbkdf2Sha256:
        return verifyPbkdf2(password, fields, EVP_sha256());
    case HashScheme::Pbkdf2Sha1:
        return verifyPbkdf2(password, fields, EVP_sha1());
    case HashScheme::Scrypt:
        return verifyScrypt(password, fields);
    case HashScheme::BcryptSha256:
        return verifyBcryptSha256(password, text.mid(text.indexOf('$') + 1));
    case HashScheme::Bcrypt:
        // A C string ends at a NUL: two different passwords would be one.
        return !password.view().contains('\0')
               && verifyBcrypt(password, text.mid(text.indexOf('$') + 1));
    case HashScheme::Unusable:
    case HashScheme::Weak:
    case HashScheme::Unknown:
        return false;
    }
    return false;
}

Result<QString> makeArgon2Hash(const SecretBytes &password, const Argon2Cost &cost)
{
    Argon2Text text;
    text.version = ARGON2_VERSION_13;
    text.cost = cost;
    text.salt.resize(kSaltBytes);
    if (RAND_bytes(reinterpret_cast<unsigned char *>(text.salt.data()), kSaltBytes) != 1)
        return fail(ErrorCode::Internal, QStringLiteral("no random numbers for a salt"));
    SecretBytes digest(kDigestBytes);
    if (!runArgon2(password, text, digest))
        return fail(ErrorCode::Internal,
                    QStringLiteral("Argon2 failed, probably for lack of memory"));
    text.digest = digest.view().toByteArray();
    return argon2ToText(text);
}

QString unmatchableArgon2Hash(const Argon2Cost &cost)
{
    Argon2Text text;
    text.cost = cost;
    text.salt = QByteArray(kSaltBytes, 's');
    text.digest = QByteArray(kDigestBytes, '\0');
    return argon2ToText(text);
}

bool needsRehash(QStringView encoded, const Argon2Cost &cost)
{
    if (!encoded.startsWith(kArgon2Prefix))
        return true;
    const auto text = parseArgon2(encoded.toUtf8().split('$'));
    return !text || text->type != Argon2_id || text->version != ARGON2_VERSION_13
           || text->cost.memoryKib < cost.memoryKib || text->cost.passes < cost.passes
           || text->salt.size() < kSaltBytes || text->digest.size() < kDigestBytes;
}

} // namespace tokendesk::auth
