// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/auth/keywrap.h"

#include "server/token/openssl.h"

#include <openssl/evp.h>
#include <openssl/rand.h>

#include <algorithm>
#include <limits>
#include <memory>

namespace tokendesk::auth {
namespace {

constexpr char kVersion = 1;
constexpr qsizetype kNonceSize = 12;
constexpr qsizetype kTagSize = 16;
constexpr qsizetype kHeaderSize = 1 + kNonceSize;
/// Far above any key, far below what an int of OpenSSL holds.
constexpr qsizetype kMostBytes = 1 << 20;

using Cipher = token::OpenSslPtr<EVP_CIPHER_CTX, EVP_CIPHER_CTX_free>;

const unsigned char *bytesOf(QByteArrayView view)
{
    return reinterpret_cast<const unsigned char *>(view.data());
}

tl::unexpected<Error> cryptoFailed()
{
    return fail(ErrorCode::Internal, QStringLiteral("AES-256-GCM is not available"));
}

tl::unexpected<Error> wrongKey()
{
    return fail(ErrorCode::KeyFileWrong,
                QStringLiteral("a stored key cannot be decrypted: the key file belongs to another "
                               "database, or the database is damaged"));
}

Result<void> checkSizes(const SecretBytes &key, QByteArrayView text)
{
    if (key.size() != kWrapKeySize)
        return fail(ErrorCode::InvalidArgument,
                    QStringLiteral("the wrapping key must have 32 bytes"));
    if (text.isEmpty() || text.size() > kMostBytes)
        return fail(ErrorCode::InvalidArgument, QStringLiteral("not the length of a wrapped key"));
    return {};
}

} // namespace

Result<QByteArray> wrapKey(const SecretBytes &wrapKey, const SecretBytes &plaintext,
                           QByteArrayView context)
{
    TRY(checkSizes(wrapKey, plaintext.view()));
    const token::ErrorQueue errors;
    QByteArray out(kHeaderSize + plaintext.size() + kTagSize, '\0');
    out[0] = kVersion;
    auto *raw = reinterpret_cast<unsigned char *>(out.data());
    unsigned char *nonce = raw + 1;
    unsigned char *text = raw + kHeaderSize;
    unsigned char *tag = text + plaintext.size();
    const Cipher cipher(EVP_CIPHER_CTX_new());
    int length = 0;
    const bool done =
        cipher && RAND_bytes(nonce, kNonceSize) == 1
        && EVP_EncryptInit_ex2(cipher.get(), EVP_aes_256_gcm(), wrapKey.udata(), nonce, nullptr)
               == 1
        && EVP_EncryptUpdate(cipher.get(), nullptr, &length, raw, 1) == 1
        && (context.isEmpty()
            || EVP_EncryptUpdate(cipher.get(), nullptr, &length, bytesOf(context),
                                 static_cast<int>(context.size()))
                   == 1)
        && EVP_EncryptUpdate(cipher.get(), text, &length, plaintext.udata(),
                             static_cast<int>(plaintext.size()))
               == 1
        && EVP_EncryptFinal_ex(cipher.get(), tag, &length) == 1
        && EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_AEAD_GET_TAG, kTagSize, tag) == 1;
    if (!done)
        return cryptoFailed();
    return out;
}

Result<SecretBytes> unwrapKey(const SecretBytes &wrapKey, QByteArrayView wrapped,
                              QByteArrayView context)
{
    TRY(checkSizes(wrapKey, wrapped));
    const token::ErrorQueue errors;
    if (wrapped.size() <= kHeaderSize + kTagSize || wrapped[0] != kVersion)
        return wrongKey();
    const qsizetype size = wrapped.size() - kHeaderSize - kTagSize;
    const unsigned char *raw = bytesOf(wrapped);
    SecretBytes out(size);
    // OpenSSL takes the tag by a pointer that is not const.
    QByteArray tag = wrapped.last(kTagSize).toByteArray();
    const Cipher cipher(EVP_CIPHER_CTX_new());
    int length = 0;
    const bool ready =
        cipher
        && EVP_DecryptInit_ex2(cipher.get(), EVP_aes_256_gcm(), wrapKey.udata(), raw + 1, nullptr)
               == 1
        && EVP_DecryptUpdate(cipher.get(), nullptr, &length, raw, 1) == 1
        && (context.isEmpty()
            || EVP_DecryptUpdate(cipher.get(), nullptr, &length, bytesOf(context),
                                 static_cast<int>(context.size()))
                   == 1)
        && EVP_DecryptUpdate(cipher.get(), out.udata(), &length, raw + kHeaderSize,
                             static_cast<int>(size))
               == 1
        && EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_AEAD_SET_TAG, kTagSize, tag.data()) == 1;
    if (!ready)
        return cryptoFailed();
    if (EVP_DecryptFinal_ex(cipher.get(), out.udata() + size, &length) != 1)
        return wrongKey();
    return out;
}

} // namespace tokendesk::auth
