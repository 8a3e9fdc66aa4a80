// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/token/keytext.h"

#include "server/token/openssl.h"

#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/x509.h>

#include <algorithm>

namespace tokendesk::token {
namespace {

constexpr int kRounds = 600'000;
constexpr qsizetype kMinimumPassphrase = 8;
/// PBES2 names its own cost; more than this is an attempt to stall.
constexpr long kMaximumRounds = 10'000'000;

using Pkcs8 = OpenSslPtr<PKCS8_PRIV_KEY_INFO, PKCS8_PRIV_KEY_INFO_free>;
using EncryptedPkcs8 = OpenSslPtr<X509_SIG, X509_SIG_free>;
using Pbe2 = OpenSslPtr<PBE2PARAM, PBE2PARAM_free>;
using Pbkdf2 = OpenSslPtr<PBKDF2PARAM, PBKDF2PARAM_free>;

tl::unexpected<Error> refused(const QString &why)
{
    return fail(ErrorCode::KeyInvalid, why, QStringLiteral("key"));
}

tl::unexpected<Error> unreadable()
{
    return refused(QStringLiteral("OpenSSL cannot read the key."));
}

tl::unexpected<Error> wrongPassphrase()
{
    return fail(ErrorCode::KeyInvalid, QStringLiteral("The passphrase does not open the key."),
                QStringLiteral("passphrase"));
}

/// One block between BEGIN and END; wiped, because it may be private.
struct Block
{
    QByteArray name;
    QByteArray header; ///< "Proc-Type: 4,ENCRYPTED" and the like
    SecretBytes der;
};

/// The next block of \a text; nothing at its end.
std::optional<Block> nextBlock(BIO *text)
{
    char *name = nullptr;
    char *header = nullptr;
    unsigned char *data = nullptr;
    long size = 0;
    if (PEM_read_bio(text, &name, &header, &data, &size) != 1)
        return std::nullopt;
    Block block{QByteArray(name), QByteArray(header),
                SecretBytes(QByteArrayView(data, static_cast<qsizetype>(size)))};
    OPENSSL_free(name);
    OPENSSL_free(header);
    OPENSSL_clear_free(data, static_cast<std::size_t>(size));
    return block;
}

/// The only block with a key.
Result<Block> keyBlock(QByteArrayView pem)
{
    const Bio text(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
    std::optional<Block> found;
    while (auto block = text ? nextBlock(text.get()) : std::nullopt) {
        if (block->name == "EC PARAMETERS")
            continue; // the key names its curve itself
        if (found)
            return refused(QStringLiteral("There is more than one key in the text."));
        found = std::move(block);
    }
    if (!found)
        return refused(QStringLiteral("There is no complete PEM block in the text."));
    return *std::move(found);
}

int givePassphrase(char *buffer, int size, int /*isWriting*/, void *given)
{
    const auto &passphrase = *static_cast<const SecretBytes *>(given);
    if (passphrase.size() > size)
        return -1;
    std::copy(passphrase.view().begin(), passphrase.view().end(), buffer);
    return static_cast<int>(passphrase.size());
}

/// Opens the encryption that OpenSSL had before PKCS#8.
Result<void> openTraditional(Block &block, const SecretBytes &passphrase)
{
    if (block.header.isEmpty())
        return {};
    EVP_CIPHER_INFO cipher;
    if (PEM_get_EVP_CIPHER_INFO(block.header.data(), &cipher) != 1)
        return unreadable();
    if (!cipher.cipher)
        return {};
    long size = static_cast<long>(block.der.size());
    // OpenSSL only reads the passphrase through this pointer.
    if (PEM_do_header(&cipher, block.der.udata(), &size, givePassphrase,
                      const_cast<SecretBytes *>(&passphrase))
        != 1)
        return wrongPassphrase();
    block.der = SecretBytes(block.der.view().first(size));
    block.header.clear();
    return {};
}

/// Whether the rounds that the encryption asks for are ones that a person would choose.
bool hasBearableCost(const X509_SIG *encrypted)
{
    const X509_ALGOR *algorithm = nullptr;
    X509_SIG_get0(encrypted, &algorithm, nullptr);
    const ASN1_OBJECT *kind = nullptr;
    int type = 0;
    const void *parameter = nullptr;
    X509_ALGOR_get0(&kind, &type, &parameter, algorithm);
    if (OBJ_obj2nid(kind) != NID_pbes2 || type != V_ASN1_SEQUENCE)
        return false; // PBES1 is broken
    const Pbe2 scheme(static_cast<PBE2PARAM *>(
        ASN1_item_unpack(static_cast<const ASN1_STRING *>(parameter), ASN1_ITEM_rptr(PBE2PARAM))));
    if (!scheme)
        return false;
    X509_ALGOR_get0(&kind, &type, &parameter, scheme->keyfunc);
    if (OBJ_obj2nid(kind) != NID_id_pbkdf2)
        return true; // scrypt, whose cost OpenSSL limits
    const Pbkdf2 function(
        type == V_ASN1_SEQUENCE ? static_cast<PBKDF2PARAM *>(ASN1_item_unpack(
            static_cast<const ASN1_STRING *>(parameter), ASN1_ITEM_rptr(PBKDF2PARAM)))
                                : nullptr);
    const long rounds = function ? ASN1_INTEGER_get(function->iter) : -1;
    return rounds > 0 && rounds <= kMaximumRounds;
}

Result<EvpKey> openPkcs8(const Block &block, const SecretBytes &passphrase)
{
    const unsigned char *at = block.der.udata();
    const unsigned char *end = at + block.der.size();
    const EncryptedPkcs8 encrypted(d2i_X509_SIG(nullptr, &at, static_cast<long>(block.der.size())));
    if (!encrypted || at != end)
        return unreadable();
    if (!hasBearableCost(encrypted.get()))
        return refused(QStringLiteral("The encryption of the key is not PBES2 at a usual cost."));
    const Pkcs8 pkcs8(
        PKCS8_decrypt(encrypted.get(), passphrase.data(), static_cast<int>(passphrase.size())));
    if (!pkcs8)
        return wrongPassphrase();
    return ownEvpKey(EVP_PKCS82PKEY(pkcs8.get()));
}

/// A key in DER, which must be all of the block.
template<typename Read>
Result<EvpKey> readDer(const Block &block, Read read)
{
    const unsigned char *at = block.der.udata();
    const unsigned char *end = at + block.der.size();
    EvpKey key = ownEvpKey(read(&at, static_cast<long>(block.der.size())));
    if (!key || at != end)
        return unreadable();
    return key;
}

Result<EvpKey> readBlock(const Block &block, const SecretBytes &passphrase)
{
    if (block.name == "ENCRYPTED PRIVATE KEY")
        return openPkcs8(block, passphrase);
    if (block.name == "PRIVATE KEY")
        return readDer(block, [](const unsigned char **at, long size) -> EVP_PKEY * {
            const Pkcs8 pkcs8(d2i_PKCS8_PRIV_KEY_INFO(nullptr, at, size));
            return pkcs8 ? EVP_PKCS82PKEY(pkcs8.get()) : nullptr;
        });
    if (block.name == "RSA PRIVATE KEY" || block.name == "EC PRIVATE KEY") {
        const int type = block.name.startsWith("RSA") ? EVP_PKEY_RSA : EVP_PKEY_EC;
        return readDer(block, [type](const unsigned char **at, long size) {
            return d2i_PrivateKey(type, nullptr, at, size);
        });
    }
    if (block.name == "PUBLIC KEY")
        return readDer(block, [](const unsigned char **at, long size) {
            return d2i_PUBKEY(nullptr, at, size);
        });
    if (block.name == "RSA PUBLIC KEY")
        return readDer(block, [](const unsigned char **at, long size) {
            return d2i_PublicKey(EVP_PKEY_RSA, nullptr, at, size);
        });
    return refused(QStringLiteral("\"%1\" is not a key that can be used here.")
                       .arg(QString::fromLatin1(
                           block.name.first(std::min<qsizetype>(block.name.size(), 40)))));
}

bool isPem(QByteArrayView text) { return text.contains("-----BEGIN "); }

/// What a document without `alg` is for.
std::optional<Algorithm> onlyAlgorithm(const KeyMaterial &material)
{
    if (material.type() == KeyType::Oct)
        return std::nullopt;
    for (const AlgorithmInfo &info : algorithmTable()) {
        if (material.fits(info.algorithm))
            return info.algorithm;
    }
    return std::nullopt;
}

tl::unexpected<Error> algorithmNeeded()
{
    return fail(ErrorCode::InvalidArgument, QStringLiteral("Say which algorithm the key is for."),
                QStringLiteral("algorithm"));
}

} // namespace

Result<KeyDocument> parsePem(QByteArrayView pem, const SecretBytes &passphrase)
{
    const ErrorQueue errors;
    if (pem.size() > kMaximumKeyTextSize)
        return refused(QStringLiteral("The text is too long for a key."));
    TRY_ASSIGN(Block block, keyBlock(pem));
    const bool isEncrypted =
        block.name == "ENCRYPTED PRIVATE KEY" || block.header.contains("ENCRYPTED");
    if (isEncrypted && passphrase.isEmpty())
        return fail(ErrorCode::InvalidArgument,
                    QStringLiteral("The key is encrypted: it needs its passphrase."),
                    QStringLiteral("passphrase"));
    TRY(openTraditional(block, passphrase));
    TRY_ASSIGN(EvpKey key, readBlock(block, passphrase));
    KeyDocument document;
    TRY_ASSIGN(document.material, KeyMaterial::fromEvp(std::move(key)));
    document.maySign = document.material.isPrivate();
    return document;
}

Result<BoundDocument> parseKeyText(const SecretBytes &text, std::optional<Algorithm> algorithm,
                                   const SecretBytes &passphrase)
{
    BoundDocument bound;
    if (isPem(text.view())) {
        TRY_ASSIGN(bound.document, parsePem(text.view(), passphrase));
    } else if (looksLikeJwk(text.view())) {
        TRY_ASSIGN(bound.document, parseJwk(text.view()));
    } else {
        if (!algorithm)
            return algorithmNeeded();
        if (algorithmInfo(*algorithm).type != KeyType::Oct)
            return refused(QStringLiteral("%1 needs a key as PEM or JWK.")
                               .arg(QLatin1String(algorithmInfo(*algorithm).name)));
        bound.document.material = KeyMaterial::fromSecret(text.clone());
    }
    const auto told = bound.document.algorithm;
    if (algorithm && told && *algorithm != *told)
        return refused(QStringLiteral("The key is for %1, not for %2.")
                           .arg(QLatin1String(algorithmInfo(*told).name),
                                QLatin1String(algorithmInfo(*algorithm).name)));
    const auto chosen = algorithm ? algorithm
                        : told    ? told
                                  : onlyAlgorithm(bound.document.material);
    if (!chosen)
        return algorithmNeeded();
    if (!bound.document.material.fits(*chosen))
        return refused(QStringLiteral("%1 needs another kind of key.")
                           .arg(QLatin1String(algorithmInfo(*chosen).name)));
    bound.algorithm = *chosen;
    return bound;
}

Result<QByteArray> publicPem(const KeyMaterial &material)
{
    if (material.type() == KeyType::Oct)
        return fail(ErrorCode::InvalidArgument,
                    QStringLiteral("An HMAC secret has no public part."), QStringLiteral("key"));
    const ErrorQueue errors;
    const Bio out(BIO_new(BIO_s_mem()));
    char *data = nullptr;
    if (!out || PEM_write_bio_PUBKEY(out.get(), material.evp().get()) != 1)
        return fail(ErrorCode::Internal, QStringLiteral("OpenSSL could not write the key."));
    const long size = BIO_get_mem_data(out.get(), &data);
    return QByteArray(data, static_cast<qsizetype>(size));
}

Result<SecretBytes> privatePem(const KeyMaterial &material, const SecretBytes &passphrase)
{
    if (material.type() == KeyType::Oct)
        return fail(ErrorCode::InvalidArgument,
                    QStringLiteral("An HMAC secret is never exported, because whoever has it can "
                                   "sign: to share one, make it elsewhere and import it."),
                    QStringLiteral("key"));
    if (!material.isPrivate())
        return fail(ErrorCode::InvalidArgument,
                    QStringLiteral("There is no private key of a pair to export."),
                    QStringLiteral("key"));
    if (passphrase.size() < kMinimumPassphrase)
        return fail(ErrorCode::InvalidArgument,
                    QStringLiteral("The passphrase must have at least %1 characters.")
                        .arg(kMinimumPassphrase),
                    QStringLiteral("passphrase"));
    const ErrorQueue errors;
    const Pkcs8 pkcs8(EVP_PKEY2PKCS8(material.evp().get()));
    // -1 means PBES2 with the default function, HMAC-SHA256; no salt means a random one.
    const EncryptedPkcs8 encrypted(pkcs8 ? PKCS8_encrypt(-1, EVP_aes_256_cbc(), passphrase.data(),
                                                         static_cast<int>(passphrase.size()),
                                                         nullptr, 0, kRounds, pkcs8.get())
                                         : nullptr);
    const Bio out(BIO_new(BIO_s_mem()));
    char *data = nullptr;
    if (!encrypted || !out || PEM_write_bio_PKCS8(out.get(), encrypted.get()) != 1)
        return fail(ErrorCode::Internal, QStringLiteral("OpenSSL could not write the key."));
    const long size = BIO_get_mem_data(out.get(), &data);
    return SecretBytes(QByteArrayView(data, static_cast<qsizetype>(size)));
}

} // namespace tokendesk::token
