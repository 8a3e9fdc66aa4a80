// SPDX-License-Identifier: GPL-3.0-or-later
// OpenSSL runs out of memory at every place where it asks for some: nothing of ours crashes, leaks,
// leaves an error behind or takes a wrong signature.
#include "server/auth/djangohash.h"
#include "server/auth/keywrap.h"
#include "server/token/hmac.h"
#include "server/token/keygenerator.h"
#include "server/token/keytext.h"

#include <QFile>
#include <QTest>

#include <openssl/crypto.h>
#include <openssl/err.h>

#include <cstdlib>
#include <functional>
#include <utility>

using namespace tokendesk;
using namespace tokendesk::token;

namespace {

qint64 liveBlocks = 0;
qint64 untilFailure = 0; ///< 0: none fails

bool failsNow() { return untilFailure > 0 && --untilFailure == 0; }

void *allocate(std::size_t size, const char *, int)
{
    if (size == 0 || failsNow())
        return nullptr;
    ++liveBlocks;
    return std::malloc(size);
}

void release(void *block, const char *, int)
{
    if (block)
        --liveBlocks;
    std::free(block);
}

void *reallocate(void *block, std::size_t size, const char *file, int line)
{
    if (!block)
        return allocate(size, file, line);
    if (size == 0) {
        release(block, file, line);
        return nullptr;
    }
    return failsNow() ? nullptr : std::realloc(block, size);
}

/// More than the caches of prepared contexts hold, so that they are full before blocks are counted.
constexpr int kWarmUps = 70;

} // namespace

class TestKeyFaults : public QObject
{
    Q_OBJECT

    /// Runs \a work with the first, second, … allocation failing until none of them does. It says
    /// whether what it saw is right. \a stride: tries fewer where the work is slow on purpose.
    static void failEverywhere(const std::function<bool()> &work, qint64 stride = 1)
    {
        // What OpenSSL makes once and keeps, it may make late: the first pass is for that.
        qint64 before = 0;
        int failures = 0;
        for (int pass = 0; pass < 2; ++pass) {
            failures = 0;
            for (qint64 at = 1; !QTest::currentTestFailed(); at += stride + at / 100) {
                untilFailure = at;
                const bool isRight = work();
                const bool isOver = untilFailure > 0;
                untilFailure = 0;
                QVERIFY2(isRight, qPrintable(QStringLiteral("at allocation %1").arg(at)));
                QCOMPARE(ERR_peek_error(), 0UL);
                if (isOver)
                    break;
                ++failures;
            }
            for (qint64 i = 0; i < kWarmUps; i += stride)
                QVERIFY(work());
            if (pass == 0)
                before = liveBlocks;
        }
        QVERIFY(failures > 0);
        QCOMPARE(liveBlocks, before);
        qInfo("%d allocations failed, none leaked", failures);
    }

    static void addAlgorithms()
    {
        QTest::addColumn<Algorithm>("algorithm");
        for (const AlgorithmInfo &info : algorithmTable())
            QTest::newRow(info.name) << info.algorithm;
    }

private slots:
    void cleanup() { untilFailure = 0; }

    void signing_data() { addAlgorithms(); }
    void signing()
    {
        QFETCH(Algorithm, algorithm);
        const KeyMaterial material = *generateKey(algorithm, 2048);
        const auto judge = *Key::fromMaterial(algorithm, material.clone());
        failEverywhere([&] {
            const qint64 armed = std::exchange(untilFailure, 0);
            const auto key = *Key::fromMaterial(algorithm, material.clone(), "k");
            untilFailure = armed;
            const auto signature = key->sign("text");
            const qint64 left = std::exchange(untilFailure, 0);
            const bool isRight = !signature || judge->verify("text", *signature);
            untilFailure = left;
            return isRight;
        });
    }

    void verifying_data() { addAlgorithms(); }
    void verifying()
    {
        QFETCH(Algorithm, algorithm);
        const KeyMaterial material = *generateKey(algorithm, 2048);
        const auto signer = *Key::fromMaterial(algorithm, material.clone());
        const QByteArray signature = *signer->sign("text");
        failEverywhere([&] {
            const qint64 armed = std::exchange(untilFailure, 0);
            const auto key = *Key::fromMaterial(algorithm, material.clone(), "k");
            untilFailure = armed;
            const bool wrong = key->verify("other", signature);
            const bool right = key->verify("text", signature);
            // Without a failure the answer is the true one; never is a wrong signature taken.
            return !wrong && (right || armed > 0);
        });
    }

    void readingAndWriting_data()
    {
        QTest::addColumn<Algorithm>("algorithm");
        for (const Algorithm algorithm : {Algorithm::RS256, Algorithm::ES384, Algorithm::EdDSA})
            QTest::newRow(algorithmInfo(algorithm).name) << algorithm;
    }
    void readingAndWriting()
    {
        QFETCH(Algorithm, algorithm);
        const KeyMaterial material = *generateKey(algorithm, 2048);
        const QByteArray pem = *publicPem(material);
        const QByteArray jwk = '{' + *material.requiredMembers() + '}';
        const QByteArray name = *material.thumbprint();
        const SecretBytes stored = *material.toStored();
        failEverywhere([&] {
            const auto isSame = [&](const auto &made) {
                const qint64 armed = std::exchange(untilFailure, 0);
                const bool same = !made || *made->thumbprint() == name;
                untilFailure = armed;
                return same;
            };
            const auto open = parsePem(pem);
            const auto read = parseJwk(jwk);
            const auto back = KeyMaterial::fromStored(material.type(), stored);
            const auto written = publicPem(material);
            const auto kept = material.toStored();
            const auto asMaterial = [](const Result<KeyDocument> &document) {
                return document ? &document->material : nullptr;
            };
            return isSame(asMaterial(open)) && isSame(asMaterial(read))
                   && isSame(back ? &*back : nullptr) && (!written || *written == pem)
                   && (!kept || kept->view() == stored.view());
        });
    }

    void generating_data()
    {
        QTest::addColumn<Algorithm>("algorithm");
        // How often RSA asks for memory depends on the numbers that it finds.
        for (const Algorithm algorithm :
             {Algorithm::ES256, Algorithm::ES384, Algorithm::ES512, Algorithm::EdDSA})
            QTest::newRow(algorithmInfo(algorithm).name) << algorithm;
    }
    void generating()
    {
        QFETCH(Algorithm, algorithm);
        // What OpenSSL makes at its first use, such as the random generator, it never makes again.
        QVERIFY(generateKey(algorithm));
        failEverywhere([&] {
            const bool isArmed = untilFailure > 0;
            auto made = generateKey(algorithm);
            if (!made) // only where memory ran out, and not for ever after
                return isArmed && untilFailure == 0;
            // What was made is whole: it signs, and its public part verifies.
            const qint64 armed = std::exchange(untilFailure, 0);
            const auto key = Key::fromMaterial(algorithm, std::move(*made));
            const auto signature =
                key ? (*key)->sign("text") : Result<QByteArray>(fail(key.error()));
            const bool isRight = signature && (*key)->verify("text", *signature);
            untilFailure = armed;
            return isRight;
        });
    }

    void keysWithAPassphrase_data()
    {
        QTest::addColumn<QByteArray>("pem");
        for (const char *name : {"encrypted", "pkcs1_encrypted"}) {
            QFile file(QStringLiteral(TOKENDESK_SOURCE_DIR "/tests/fuzz/corpus/keys/")
                       + QLatin1String(name));
            QVERIFY(file.open(QIODevice::ReadOnly));
            QTest::newRow(name) << file.readAll();
        }
    }
    void keysWithAPassphrase()
    {
        QFETCH(QByteArray, pem);
        const SecretBytes passphrase(QByteArrayView("correct horse battery"));
        const SecretBytes other(QByteArrayView("correct horse bottery"));
        const QByteArray name = *parsePem(pem, passphrase)->material.thumbprint();
        failEverywhere([&] {
            const auto open = parsePem(pem, passphrase);
            const auto closed = parsePem(pem, other);
            const qint64 armed = std::exchange(untilFailure, 0);
            const bool isRight = (!open || *open->material.thumbprint() == name) && !closed;
            untilFailure = armed;
            return isRight;
        });
    }

    void exporting()
    {
        const KeyMaterial material = *generateKey(Algorithm::ES256);
        const QByteArray name = *material.thumbprint();
        const SecretBytes passphrase(QByteArrayView("correct horse battery"));
        failEverywhere(
            [&] {
                const auto pem = privatePem(material, passphrase);
                const qint64 armed = std::exchange(untilFailure, 0);
                // Reading costs as much again as writing, and is looked at once.
                const bool isRight =
                    !pem || armed > 0
                    || *parsePem(pem->view(), passphrase)->material.thumbprint() == name;
                untilFailure = armed;
                return isRight;
            },
            400);
    }

    void wrapping()
    {
        const SecretBytes key{QByteArrayView(QByteArray(auth::kWrapKeySize, 'k'))};
        const SecretBytes other{QByteArrayView(QByteArray(auth::kWrapKeySize, 'o'))};
        const SecretBytes text(QByteArrayView("a signing key"));
        const QByteArray sealed = *auth::wrapKey(key, text, "kid");
        failEverywhere([&] {
            const bool isArmed = untilFailure > 0;
            const auto made = auth::wrapKey(key, text, "kid");
            const auto open = auth::unwrapKey(key, sealed, "kid");
            const auto closed = auth::unwrapKey(other, sealed, "kid");
            const qint64 armed = std::exchange(untilFailure, 0);
            if (!isArmed && (!made || !open))
                return false;
            const bool isRight =
                (!open || open->view() == text.view()) && !closed
                && (!made || auth::unwrapKey(key, *made, "kid")->view() == text.view());
            untilFailure = armed;
            return isRight;
        });
    }

    void passwordHashes_data()
    {
        QTest::addColumn<QByteArray>("name");
        for (const char *name : {"pbkdf2_sha256", "pbkdf2_sha1", "scrypt", "bcrypt_sha256"})
            QTest::newRow(name) << QByteArray(name);
    }
    void passwordHashes()
    {
        QFETCH(QByteArray, name);
        QFile file(QStringLiteral(TOKENDESK_SOURCE_DIR "/tests/fuzz/corpus/djangohash/")
                   + QString::fromLatin1(name));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray input = file.readAll();
        const QByteArray password = input.left(input.indexOf('\n'));
        const QString encoded = QString::fromUtf8(input.mid(password.size() + 1));
        QVERIFY(auth::verifyDjangoHash(SecretBytes(QByteArrayView(password)), encoded));
        failEverywhere([&] {
            const qint64 armed = untilFailure;
            const bool wrong = auth::verifyDjangoHash(SecretBytes(QByteArrayView("no")), encoded);
            const bool right =
                auth::verifyDjangoHash(SecretBytes(QByteArrayView(password)), encoded);
            return !wrong && (right || armed > 0);
        });
    }

    void digestsAndRandomBytes()
    {
        const QByteArray digest = *sha256("text");
        failEverywhere([&] {
            const auto made = sha256("text");
            const auto random = randomBytes(32);
            return (!made || *made == digest) && (!random || random->size() == 32);
        });
    }
};

int main(int argc, char *argv[])
{
    if (CRYPTO_set_mem_functions(allocate, reallocate, release) != 1)
        return EXIT_FAILURE;
    TestKeyFaults test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_keyfaults.moc"
