// SPDX-License-Identifier: GPL-3.0-or-later
// OpenSSL runs out of memory at every place where it asks for some: nothing of ours crashes, leaks,
// leaves an error behind or takes a wrong signature.
#include "server/token/keygenerator.h"
#include "server/token/keytext.h"

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
    /// whether what it saw is right.
    static void failEverywhere(const std::function<bool()> &work)
    {
        // What OpenSSL makes once and keeps, it may make late: the first pass is for that.
        qint64 before = 0;
        int failures = 0;
        for (int pass = 0; pass < 2; ++pass) {
            failures = 0;
            for (qint64 at = 1; !QTest::currentTestFailed(); at += 1 + at / 100) {
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
            for (int i = 0; i < kWarmUps; ++i)
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
};

int main(int argc, char *argv[])
{
    if (CRYPTO_set_mem_functions(allocate, reallocate, release) != 1)
        return EXIT_FAILURE;
    TestKeyFaults test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_keyfaults.moc"
