// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/auth/argon2hash.h"

#include "server/auth/hashtext.h"

#include <QList>

#include <argon2.h>
#include <openssl/rand.h>

#include <optional>

namespace tokendesk::auth {
namespace {

constexpr int kSaltBytes = 16;
constexpr int kDigestBytes = 32;

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
std::optional<Argon2Cost> argon2Cost(const QByteArray &text, const HashCaps &caps)
{
    const QList<QByteArray> parts = text.split(',');
    if (parts.size() != 3 || !parts[0].startsWith("m=") || !parts[1].startsWith("t=")
        || !parts[2].startsWith("p=")) {
        return std::nullopt;
    }
    const auto memory = boundedNumber(QByteArrayView(parts[0]).sliced(2), caps.memoryKib);
    const auto passes = boundedNumber(QByteArrayView(parts[1]).sliced(2), caps.passes);
    const auto lanes = boundedNumber(QByteArrayView(parts[2]).sliced(2), caps.lanes);
    if (!memory || !passes || !lanes || *memory * *passes > caps.memoryPasses())
        return std::nullopt;
    return Argon2Cost{static_cast<std::uint32_t>(*memory), static_cast<std::uint32_t>(*passes),
                      static_cast<std::uint32_t>(*lanes)};
}

/// argon2$argon2id$v=19$m=…,t=…,p=…$salt$digest; without v= it is version 16.
std::optional<Argon2Text> parseArgon2(const QList<QByteArray> &fields, const HashCaps &caps)
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
    const auto cost = argon2Cost(fields[next], caps);
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

} // namespace

bool verifyArgon2(const SecretBytes &password, const QList<QByteArray> &fields,
                  const HashCaps &caps)
{
    const auto text = parseArgon2(fields, caps);
    if (!text)
        return false;
    SecretBytes computed(text->digest.size());
    return runArgon2(password, *text, computed) && sameBytes(computed, text->digest);
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
    if (!encoded.startsWith(QLatin1String("argon2$")))
        return true;
    const auto text = parseArgon2(encoded.toUtf8().split('$'), {});
    return !text || text->type != Argon2_id || text->version != ARGON2_VERSION_13
           || text->cost.memoryKib < cost.memoryKib || text->cost.passes < cost.passes
           || text->salt.size() < kSaltBytes || text->digest.size() < kDigestBytes;
}

} // namespace tokendesk::auth
