// SPDX-License-Identifier: GPL-3.0-or-later
// What the tests of the third-party vectors share.
#pragma once

#include "server/token/decodedtoken.h"
#include "server/token/jwk.h"
#include "server/token/key.h"
#include "tests/support/vectors.h"

#include <QJsonArray>
#include <QTest>

#include <memory>
#include <vector>

namespace tokendesk::test {

using namespace tokendesk::token;

inline QByteArray hexOf(const QJsonObject &row, const char *name)
{
    return QByteArray::fromHex(row[QLatin1String(name)].toString().toLatin1());
}

inline QByteArray textOf(const QJsonObject &row, const char *name)
{
    return row[QLatin1String(name)].toString().toUtf8();
}

inline QByteArray jsonOf(const QJsonValue &value)
{
    return QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact);
}

/// What the product does with a compact JWS and one key: the form, the algorithm of the key, the
/// name, the signature.
inline bool accepts(const QByteArray &jws, const std::vector<std::shared_ptr<const Key>> &keys)
{
    // The payloads of these vectors are "foo" and the like: everything but the claims is asked.
    DecodedToken decoded;
    const Cause cause = decoded.decode(jws);
    if (cause != Cause::None && cause != Cause::PayloadNotJson)
        return false;
    const KeyRing ring(keys, nullptr);
    const Key *named = decoded.keyId() ? ring.byId(*decoded.keyId()) : nullptr;
    for (const auto &key : keys) {
        if (named && named != key.get())
            continue;
        if (decoded.algorithm() == algorithmInfo(key->algorithm()).name
            && key->verify(decoded.signingInput(), decoded.signature()))
            return true;
    }
    return false;
}

/// The keys of a JWK or a set, each bound to its algorithm; empty if they are refused.
/// \a allowWeak: take secrets that must not issue tokens.
inline std::vector<std::shared_ptr<const Key>> keysOf(const QJsonObject &json,
                                                      bool allowWeak = false)
{
    std::vector<KeyDocument> documents;
    if (json.contains(QLatin1String("keys"))) {
        auto set = parseJwks(jsonOf(json));
        if (set)
            documents = std::move(*set);
    } else if (auto one = parseJwk(jsonOf(json))) {
        documents.push_back(std::move(*one));
    }
    std::vector<std::shared_ptr<const Key>> keys;
    for (KeyDocument &document : documents) {
        if (!document.algorithm)
            continue;
        const auto key = Key::fromMaterial(*document.algorithm, std::move(document.material),
                                           document.kid, allowWeak);
        if (key)
            keys.push_back(*key);
    }
    return keys;
}

struct Counts
{
    int accepted = 0;
    int refused = 0;
    QStringList disagreements;

    void note(bool got, bool wanted, const QString &name)
    {
        got ? ++accepted : ++refused;
        if (got != wanted)
            disagreements.append(name);
    }
};

// NOLINTNEXTLINE: a macro, because QSKIP and QVERIFY leave the test function
#define AGREE(counts, total) \
    do { \
        qInfo("%d cases: %d accepted, %d refused, %d disagreements", \
              (counts).accepted + (counts).refused, (counts).accepted, (counts).refused, \
              int((counts).disagreements.size())); \
        QVERIFY2((counts).disagreements.isEmpty(), \
                 qPrintable((counts).disagreements.join(QLatin1String("; ")))); \
        QCOMPARE((counts).accepted + (counts).refused, total); \
    } while (false)

#define READ(variable, file) \
    const QJsonObject variable = test::readVectors(file); \
    if ((variable).isEmpty()) \
    QSKIP("the third-party vectors are not beside this checkout")

} // namespace tokendesk::test
