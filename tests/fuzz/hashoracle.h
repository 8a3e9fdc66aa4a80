// SPDX-License-Identifier: GPL-3.0-or-later
// What must hold for any stored password hash, however hostile; see tokenoracles.h.
#pragma once

#include "server/auth/djangohash.h"

#include <QList>
#include <QMessageAuthenticationCode>

#include <argon2.h>
#include <crypt.h>
#include <openssl/err.h>
#include <openssl/evp.h>

#include <memory>

namespace tokendesk::test {

/// The cheapest hash of each scheme and nothing dearer, so that millions can be tried.
inline constexpr auth::HashCaps kCheapestHashes{1, 8, 1, 1, 4};

/// One block of PBKDF2 with one iteration is one MAC. Source: RFC 8018 section 5.2.
inline bool simplyPbkdf2(const QByteArray &password, const QList<QByteArray> &fields,
                         QCryptographicHash::Algorithm hash)
{
    if (fields.size() != 4 || fields[1].toInt() != 1)
        return false;
    const QByteArray block = fields[2] + QByteArray("\0\0\0\1", 4);
    return QMessageAuthenticationCode::hash(block, password, hash).toBase64() == fields[3];
}

inline bool simplyScrypt(const QByteArray &password, const QList<QByteArray> &fields)
{
    if (fields.size() != 6)
        return false;
    QByteArray made(64, '\0');
    return EVP_PBE_scrypt(password.constData(), static_cast<std::size_t>(password.size()),
                          reinterpret_cast<const unsigned char *>(fields[2].constData()),
                          static_cast<std::size_t>(fields[2].size()), fields[1].toULongLong(),
                          fields[3].toULongLong(), fields[4].toULongLong(), 1 << 24,
                          reinterpret_cast<unsigned char *>(made.data()), 64)
               == 1
           && made.toBase64() == fields[5];
}

inline bool simplyBcrypt(const QByteArray &password, const QByteArray &setting)
{
    const auto state = std::make_unique<crypt_data>();
    const QByteArray plain(QByteArray(password).left(72));
    const char *made = crypt_r(plain.constData(), setting.constData(), state.get());
    return made && QByteArrayView(made).sliced(4) == QByteArrayView(setting).sliced(4);
}

/// The second verifier: naive about the form, with the parser of the library where it has one.
inline bool simplyVerifiesHash(const QByteArray &password, const QByteArray &encoded)
{
    const QList<QByteArray> fields = encoded.split('$');
    const QByteArray rest = encoded.mid(encoded.indexOf('$') + 1);
    if (fields[0] == "pbkdf2_sha256")
        return simplyPbkdf2(password, fields, QCryptographicHash::Sha256);
    if (fields[0] == "pbkdf2_sha1")
        return simplyPbkdf2(password, fields, QCryptographicHash::Sha1);
    if (fields[0] == "scrypt")
        return simplyScrypt(password, fields);
    if (fields[0] == "argon2") {
        const argon2_type type = fields[1] == "argon2id"  ? Argon2_id
                                 : fields[1] == "argon2i" ? Argon2_i
                                                          : Argon2_d;
        return argon2_verify(QByteArray('$' + rest).constData(), password.constData(),
                             static_cast<std::size_t>(password.size()), type)
               == ARGON2_OK;
    }
    if (fields[0] == "bcrypt")
        return simplyBcrypt(password, rest);
    if (fields[0] == "bcrypt_sha256")
        return simplyBcrypt(QCryptographicHash::hash(password, QCryptographicHash::Sha256).toHex(),
                            rest);
    return false;
}

/// \a input: a password, a line end, and what the database says its hash is. What we take, a
/// second verifier takes for this password, and we for no other; nothing else is noticed of a
/// malformed hash than a no.
inline const char *hashBreach(QByteArrayView input)
{
    const QByteArray text = input.toByteArray();
    const qsizetype line = text.indexOf('\n');
    const QByteArray password = text.left(std::max<qsizetype>(line, 0));
    const QString encoded = QString::fromUtf8(text.mid(line + 1));
    const auth::HashScheme scheme = auth::hashScheme(encoded);
    const bool isNamed =
        scheme != auth::HashScheme::Unusable && scheme != auth::HashScheme::Unknown;
    if (auth::hashSchemeName(encoded).isEmpty() == isNamed)
        return "a scheme without a name, or a name without a scheme";
    const auto verifies = [&encoded](const QByteArray &tried) {
        return auth::verifyDjangoHash(SecretBytes(QByteArrayView(tried)), encoded, kCheapestHashes);
    };
    const bool isTaken = verifies(password);
    const bool isWeak = auth::needsRehash(encoded, {});
    if (ERR_peek_error() != 0)
        return "OpenSSL's error queue is not empty";
    if (!isTaken)
        return nullptr;
    if (!isNamed || scheme == auth::HashScheme::Weak)
        return "a scheme that must not verify";
    if (!isWeak)
        return "the cheapest hash is good enough";
    if (!simplyVerifiesHash(password, encoded.toUtf8()))
        return "a hash that a simple verifier refuses";
    QByteArray other = password.isEmpty() ? QByteArray("x") : password;
    other[0] = static_cast<char>(other[0] ^ 1);
    return verifies(other) ? "another password is taken too" : nullptr;
}

} // namespace tokendesk::test
