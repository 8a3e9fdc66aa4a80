// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/auth/passwordhasher.h"
#include "tests/support/vectors.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <ctime>
#include <future>
#include <memory>
#include <set>

using namespace tokendesk;
using namespace tokendesk::auth;
using namespace std::chrono_literals;

namespace {

constexpr Argon2Cost kCheap{64, 1, 1};

PasswordHasher::Options cheap(int threads, int queueLimit = 16)
{
    PasswordHasher::Options options;
    options.cost = kCheap;
    options.threads = threads;
    options.queueLimit = queueLimit;
    return options;
}

SecretBytes secret(const char *text) { return SecretBytes(QByteArrayView(text)); }

/// A vector file of the shared folder, or the part of it that is kept with the tests.
QJsonObject vectors(const QString &name)
{
    const QString root = QStringLiteral(TOKENDESK_SOURCE_DIR);
    for (const QString &folder :
         {QString(root + QStringLiteral("/../shared/conformance/vectors/passwords/")),
          QString(root + QStringLiteral("/tests/data/passwords/"))}) {
        QFile file(folder + name);
        if (file.open(QIODevice::ReadOnly))
            return QJsonDocument::fromJson(file.readAll()).object();
    }
    return {};
}

QByteArray hexMember(const QJsonObject &entry, const char *name)
{
    return QByteArray::fromHex(entry.value(QLatin1String(name)).toString().toLatin1());
}

QString textMember(const QJsonObject &entry, const char *name)
{
    return entry.value(QLatin1String(name)).toString();
}

bool isWeak(const QString &encoded) { return hashScheme(encoded) == HashScheme::Weak; }

/// Keeps a pool's thread busy until it is told to go on. May go before the thread has gone on.
class Plug
{
public:
    explicit Plug(PasswordHasher &hasher)
    {
        hasher.hash(secret("x"), [gate = m_gate](const Result<QString> &) {
            gate->entered.set_value();
            gate->leave.get_future().wait();
        });
        m_gate->entered.get_future().wait();
    }
    void release() { m_gate->leave.set_value(); }

private:
    struct Gate
    {
        std::promise<void> entered;
        std::promise<void> leave;
    };
    std::shared_ptr<Gate> m_gate = std::make_shared<Gate>();
};

} // namespace

class TestPasswordHasher : public QObject
{
    Q_OBJECT

private slots:
    void djangoHashesAgree()
    {
        const QJsonObject file = vectors(QStringLiteral("django_hashes.json"));
        int right = 0;
        int refused = 0;
        for (const char *group : {"generated", "scrypt", "django_upstream_tests"}) {
            const QJsonArray entries = file.value(QLatin1String(group)).toArray();
            for (const QJsonValue &value : entries) {
                const QJsonObject entry = value.toObject();
                const QString encoded = textMember(entry, "encoded");
                const auto password = SecretBytes::fromText(textMember(entry, "password"));
                const auto wrong = SecretBytes::fromText(textMember(entry, "wrong"));
                QVERIFY2(!verifyDjangoHash(wrong, encoded), qPrintable(encoded));
                QVERIFY2(verifyDjangoHash(password, encoded) != isWeak(encoded),
                         qPrintable(encoded));
                ++(isWeak(encoded) ? refused : right);
            }
        }
        QVERIFY(right > 0);
        qInfo("%d Django hashes verified with right and wrong password, %d weak ones refused",
              right, refused);
    }

    void badHashesAreANo()
    {
        const QJsonObject file = vectors(QStringLiteral("django_hashes.json"));
        const QJsonArray bad = file.value(QLatin1String("must_not_verify")).toArray();
        const QJsonArray weak = file.value(QLatin1String("legacy_weak")).toArray();
        QVERIFY(!bad.isEmpty() && !weak.isEmpty());
        for (const QJsonArray &group : {bad, weak}) {
            for (const QJsonValue &value : group) {
                const QJsonObject entry = value.toObject();
                const QString encoded = textMember(entry, "encoded");
                const std::clock_t before = std::clock(); // of this process, not of the machine
                QVERIFY2(!verifyDjangoHash(SecretBytes::fromText(textMember(entry, "password")),
                                           encoded),
                         qPrintable(encoded));
                // What the largest of these ask for takes hours.
                QVERIFY2(std::clock() - before < 20 * CLOCKS_PER_SEC, qPrintable(encoded));
            }
        }
        for (const QJsonValue &value : weak)
            QVERIFY(isWeak(textMember(value.toObject(), "encoded")));
        qInfo("%d malformed and %d weak hashes refused", int(bad.size()), int(weak.size()));
    }

    void argon2VectorsAgree()
    {
        const QJsonObject file = vectors(QStringLiteral("argon2.json"));
        const QJsonArray good = file.value(QLatin1String("phc_strings")).toArray();
        const QJsonArray bad = file.value(QLatin1String("phc_rejects")).toArray();
        QVERIFY(!good.isEmpty() && !bad.isEmpty());
        const auto verifies = [](const QJsonObject &entry) {
            return verifyDjangoHash(SecretBytes::fromText(textMember(entry, "password")),
                                    QString(u"argon2" + textMember(entry, "phc")));
        };
        for (const QJsonValue &value : good)
            QVERIFY2(verifies(value.toObject()), qPrintable(textMember(value.toObject(), "phc")));
        for (const QJsonValue &value : bad)
            QVERIFY2(!verifies(value.toObject()), qPrintable(textMember(value.toObject(), "phc")));
        qInfo("%d Argon2 strings verified, %d refused", int(good.size()), int(bad.size()));
    }

    void bcryptVectorsAgree()
    {
        const QJsonArray entries =
            vectors(QStringLiteral("bcrypt.json")).value(QLatin1String("vectors")).toArray();
        QVERIFY(!entries.isEmpty());
        int valid = 0;
        for (const QJsonValue &value : entries) {
            const QJsonObject entry = value.toObject();
            const bool expected = entry.value(QLatin1String("valid")).toBool();
            const QString encoded = QStringLiteral("bcrypt$") + textMember(entry, "hash");
            QByteArray password = hexMember(entry, "password_hex");
            // Two inputs hold a NUL byte, which Django's bcrypt refuses as we do.
            const bool possible = !password.contains('\0');
            QVERIFY2(verifyDjangoHash(SecretBytes(QByteArrayView(password)), encoded)
                         == (expected && possible),
                     qPrintable(encoded));
            password[0] = static_cast<char>(password[0] ^ 1);
            QVERIFY(!verifyDjangoHash(SecretBytes(QByteArrayView(password)), encoded));
            valid += expected ? 1 : 0;
        }
        qInfo("%d bcrypt hashes agree, %d of them valid", int(entries.size()), valid);
    }

    void pbkdf2AndScryptVectorsAgree()
    {
        const QJsonObject file = vectors(QStringLiteral("pbkdf2_scrypt.json"));
        const QJsonArray pbkdf2 = file.value(QLatin1String("pbkdf2")).toArray();
        const QJsonArray scrypt = file.value(QLatin1String("scrypt")).toArray();
        int checked = 0;
        for (const QJsonValue &value : pbkdf2) {
            const QJsonObject entry = value.toObject();
            const bool sha1 = textMember(entry, "prf") == u"hmac-sha1";
            const QByteArray digest = hexMember(entry, "dk_hex");
            // Django keeps digests of the hash's own length; the rest cannot be written in its
            // form.
            if (digest.size() != (sha1 ? 20 : 32) || textMember(entry, "prf") == u"hmac-sha512")
                continue;
            const int iterations = entry.value(QLatin1String("iterations")).toInt();
            const QByteArray encoded = (sha1 ? "pbkdf2_sha1$" : "pbkdf2_sha256$")
                                       + QByteArray::number(iterations) + '$'
                                       + hexMember(entry, "salt_hex") + '$' + digest.toBase64();
            const bool capped = iterations > 10'000'000;
            QCOMPARE(verifyDjangoHash(SecretBytes(QByteArrayView(hexMember(entry, "password_hex"))),
                                      QString::fromUtf8(encoded)),
                     !capped);
            ++checked;
        }
        for (const QJsonValue &value : scrypt) {
            const QJsonObject entry = value.toObject();
            if (textMember(entry, "salt").isEmpty())
                continue; // Django has no empty salt
            const QString encoded =
                QStringLiteral("scrypt$%1$%2$%3$%4$%5")
                    .arg(entry.value(QLatin1String("N")).toInt())
                    .arg(textMember(entry, "salt"))
                    .arg(entry.value(QLatin1String("r")).toInt())
                    .arg(entry.value(QLatin1String("p")).toInt())
                    .arg(QString::fromLatin1(hexMember(entry, "dk_hex").toBase64()));
            QVERIFY2(
                verifyDjangoHash(SecretBytes::fromText(textMember(entry, "password")), encoded),
                qPrintable(encoded));
            ++checked;
        }
        QVERIFY(checked > 0);
        qInfo("%d of %d PBKDF2 and scrypt vectors can be written in Django's form and agree",
              checked, int(pbkdf2.size() + scrypt.size()));
    }

    void wycheproofPbkdf2Agrees()
    {
        int checked = 0;
        int capped = 0;
        int total = 0;
        for (const char *hash : {"1", "256", "512"}) {
            const QJsonObject file = test::readVectors(
                QStringLiteral("wycheproof/pbkdf2_hmacsha%1_test.json").arg(QLatin1String(hash)));
            if (file.isEmpty())
                QSKIP("the third-party vectors are not beside this checkout");
            const int digestSize = qstrcmp(hash, "1") == 0 ? 20 : 32;
            for (const QJsonValue &group : file.value(QLatin1String("testGroups")).toArray()) {
                for (const QJsonValue &value :
                     group.toObject().value(QLatin1String("tests")).toArray()) {
                    const QJsonObject entry = value.toObject();
                    ++total;
                    const QByteArray salt = hexMember(entry, "salt");
                    const bool isText = QString::fromUtf8(salt).toUtf8() == salt;
                    // Django has digests of the hash's own length, and salts that are text.
                    if (entry.value(QLatin1String("dkLen")).toInt() != digestSize
                        || qstrcmp(hash, "512") == 0 || !isText || salt.contains('$'))
                        continue;
                    const int iterations = entry.value(QLatin1String("iterationCount")).toInt();
                    const QByteArray encoded =
                        (digestSize == 20 ? "pbkdf2_sha1$" : "pbkdf2_sha256$")
                        + QByteArray::number(iterations) + '$' + salt + '$'
                        + hexMember(entry, "dk").toBase64();
                    const SecretBytes password(QByteArrayView(hexMember(entry, "password")));
                    QCOMPARE(verifyDjangoHash(password, QString::fromUtf8(encoded)),
                             iterations <= 10'000'000);
                    capped += iterations > 10'000'000 ? 1 : 0;
                    ++checked;
                }
            }
        }
        QVERIFY(checked > 0);
        qInfo("%d of %d can be written in Django's form and agree, %d of them beyond the cap",
              checked, total, capped);
    }

    void costsBeyondTheCapsAreANo()
    {
        const auto verifies = [](const QString &encoded, const HashCaps &caps) {
            return verifyDjangoHash(secret("letmein"), encoded, caps);
        };
        HashCaps caps;
        // hashlib.pbkdf2_hmac("sha256", b"letmein", b"seasalt", 2)
        const QString pbkdf2 =
            QStringLiteral("pbkdf2_sha256$2$seasalt$WwTi/REVKHmx3fQPRLvv2QUTPQ2U/k83zGrYFLcTdfg=");
        caps.iterations = 2;
        QVERIFY(verifies(pbkdf2, caps));
        caps.iterations = 1;
        QVERIFY(!verifies(pbkdf2, caps));

        const QString argon2 = makeArgon2Hash(secret("letmein"), {32, 3, 2}).value();
        caps = {};
        caps.memoryKib = 32;
        caps.passes = 3;
        caps.lanes = 2;
        QVERIFY(verifies(argon2, caps));
        for (qint64 HashCaps::*cap : {&HashCaps::memoryKib, &HashCaps::passes, &HashCaps::lanes}) {
            HashCaps lower = caps;
            --(lower.*cap);
            QVERIFY(!verifies(argon2, lower));
        }
        caps.memoryKib = 8; // times four is the most for memory times passes
        QVERIFY(!verifies(argon2, caps));

        // hashlib.scrypt(b"letmein", salt=b"seasalt", n=16, r=1, p=1), which takes 2 KiB
        const QString scrypt = QStringLiteral("scrypt$16$seasalt$1$1$"
                                              "CcHZbqwHRLcWdafOd42eEZ70x5baTdjaQor15vVAquhAyzL5BM6w"
                                              "2JWuR8YyZ6TSqvZ9MUDoNAVGA9bF7zWHOw==");
        caps = {};
        caps.memoryKib = 2;
        QVERIFY(verifies(scrypt, caps));
        caps.memoryKib = 1;
        QVERIFY(!verifies(scrypt, caps));

        // crypt.crypt("letmein", "$2b$04$…")
        const QString bcrypt =
            QStringLiteral("bcrypt$$2b$04$abcdefghijklmnopqrstuuPT0cs.zGMMB9aUG3xKmxLeI//6s0m5C");
        caps = {};
        caps.bcryptRounds = 4;
        QVERIFY(verifies(bcrypt, caps));
        caps.bcryptRounds = 3;
        QVERIFY(!verifies(bcrypt, caps));

        // What SECURITY R64 asks for.
        const HashCaps real;
        QCOMPARE(real.iterations, 10'000'000);
        QCOMPARE(real.memoryKib, 1'048'576);
        QCOMPARE(real.passes, 64);
        QCOMPARE(real.bcryptRounds, 16);
    }

    void newHashesAreArgon2idOfTheCost()
    {
        const auto encoded = makeArgon2Hash(secret("correct horse"), {}).value();
        QVERIFY(encoded.startsWith(QStringLiteral("argon2$argon2id$v=19$m=19456,t=2,p=1$")));
        QVERIFY(verifyDjangoHash(secret("correct horse"), encoded));
        QVERIFY(!verifyDjangoHash(secret("Correct horse"), encoded));
        QVERIFY(!verifyDjangoHash(secret("correct horse "), encoded));
        QVERIFY(!needsRehash(encoded, {}));
        QVERIFY(!needsRehash(encoded, kCheap));
        QVERIFY(needsRehash(makeArgon2Hash(secret("x"), kCheap).value(), {}));
        QVERIFY(needsRehash(u"pbkdf2_sha256$1000000$abc$xyz", {}));
        QVERIFY(makeArgon2Hash(secret("x"), kCheap) != makeArgon2Hash(secret("x"), kCheap));
        QCOMPARE(hashSchemeName(encoded), QStringLiteral("argon2"));
        QCOMPARE(hashSchemeName(u"!abc"), QString());
    }

    void bytesCountAsTheyAre()
    {
        const auto encoded = makeArgon2Hash(SecretBytes(QByteArrayView("a\0b", 3)), kCheap).value();
        QVERIFY(verifyDjangoHash(SecretBytes(QByteArrayView("a\0b", 3)), encoded));
        QVERIFY(!verifyDjangoHash(SecretBytes(QByteArrayView("a\0c", 3)), encoded));
        QVERIFY(!verifyDjangoHash(SecretBytes(QByteArrayView(QByteArray(4'097, 'a'))), encoded));
    }

    void poolVerifiesHashesAndCounts()
    {
        PasswordHasher hasher(cheap(2));
        std::promise<Result<QString>> made;
        QVERIFY(hasher.submitHash(secret("pw"),
                                  [&](Result<QString> hash) { made.set_value(std::move(hash)); }));
        const QString encoded = made.get_future().get().value();
        const auto ask = [&](const char *password) {
            std::promise<Result<VerifyOutcome>> answer;
            const auto caller = std::this_thread::get_id();
            const auto accepted =
                hasher.submitVerify(secret(password), encoded, [&](Result<VerifyOutcome> outcome) {
                    if (std::this_thread::get_id() == caller)
                        outcome = fail(ErrorCode::Internal);
                    answer.set_value(std::move(outcome));
                });
            if (!accepted)
                answer.set_value(fail(accepted.error()));
            return answer.get_future().get().value();
        };
        const VerifyOutcome right = ask("pw");
        QVERIFY(right.matches && !right.needsRehash && right.cost > 0us);
        QVERIFY(!ask("pW").matches);
        QTRY_COMPARE(hasher.statistics().running, 0);
        QCOMPARE(hasher.statistics().done, 3);
        QCOMPARE(hasher.statistics().queued, 0);
    }

    void dummyNeverMatchesAndCostsAHash()
    {
        PasswordHasher hasher(PasswordHasher::Options{});
        std::promise<VerifyOutcome> answer;
        QVERIFY(hasher.submitDummy(secret("pw"), [&](const Result<VerifyOutcome> &outcome) {
            answer.set_value(outcome.value());
        }));
        const VerifyOutcome dummy = answer.get_future().get();
        QVERIFY(!dummy.matches && !dummy.needsRehash);
        const QString real = hasher.hashNow(secret("pw")).value();
        // Best of some, for the machine is shared; an early exit would take microseconds.
        auto least = hasher.verifyNow(secret("no"), real).cost;
        for (int i = 0; i < 4; ++i)
            least = std::min(least, hasher.verifyNow(secret("no"), real).cost);
        QVERIFY2(dummy.cost * 2 > least, qPrintable(QString::number(dummy.cost.count())));
    }

    void fullQueueRefusesAtOnce()
    {
        PasswordHasher hasher(cheap(1, 2));
        Plug plug(hasher);
        std::atomic<int> answered = 0;
        const auto count = [&answered](const Result<VerifyOutcome> &) { ++answered; };
        QVERIFY(hasher.submitDummy(secret("a"), count));
        QVERIFY(hasher.submitDummy(secret("b"), count));
        const auto refused = hasher.submitDummy(secret("c"), count);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::Busy);
        ErrorCode told = ErrorCode::Count;
        hasher.hash(secret("d"),
                    [&told](const Result<QString> &hash) { told = hash.error().code; });
        QCOMPARE(told, ErrorCode::Busy);
        QCOMPARE(hasher.statistics().queued, 2);
        QCOMPARE(hasher.statistics().running, 1);
        QCOMPARE(hasher.statistics().refused, 2);
        plug.release();
        QTRY_COMPARE(answered.load(), 2);
    }

    // A refusal waits for those that were queued before it, in order, and keeps nothing queued.
    void refusalsGetTheirTurn()
    {
        PasswordHasher hasher(cheap(1, 2));
        std::vector<char> order; // written by the one thread of the pool, until it is idle
        std::promise<void> last;
        Plug plug(hasher);
        const auto note = [&order](char what) {
            return [&order, what](const Result<VerifyOutcome> &) { order.push_back(what); };
        };
        QVERIFY(hasher.submitDummy(secret("a"), note('a')));
        QVERIFY(hasher.submitDummy(secret("b"), note('b')));
        QVERIFY(!hasher.submitDummy(secret("c"), note('-')));
        hasher.inTurn([&order] { order.push_back('c'); });
        QVERIFY(!hasher.submitDummy(secret("d"), note('-')));
        hasher.inTurn([&] {
            order.push_back('d');
            last.set_value();
        });
        QCOMPARE(hasher.statistics().turns, 2);
        QCOMPARE(hasher.statistics().queued, 2);
        QCOMPARE(hasher.statistics().refused, 2);
        QVERIFY(order.empty());
        plug.release();
        last.get_future().wait();
        QTRY_COMPARE(hasher.statistics().done, 3);
        QTRY_COMPARE(hasher.statistics().running, 0);
        QCOMPARE(hasher.statistics().turns, 0);
        // When b begins, all that was before c has.
        QCOMPARE(std::string(order.begin(), order.end()), std::string("acdb"));
    }

    void nobodyWaitsForATurnBehindNothing()
    {
        PasswordHasher hasher(cheap(1));
        const auto caller = std::this_thread::get_id();
        std::thread::id thread;
        hasher.inTurn([&thread] { thread = std::this_thread::get_id(); });
        QVERIFY(thread == caller);
        Plug plug(hasher); // runs, but nothing is queued
        thread = {};
        hasher.inTurn([&thread] { thread = std::this_thread::get_id(); });
        QVERIFY(thread == caller);
        plug.release();
    }

    void turnsAreBounded()
    {
        PasswordHasher hasher(cheap(1, 1));
        std::atomic<std::size_t> called = 0;
        Plug plug(hasher);
        QVERIFY(hasher.submitDummy(secret("a"), [](const Result<VerifyOutcome> &) {}));
        for (std::size_t i = 0; i < PasswordHasher::kTurnLimit; ++i)
            hasher.inTurn([&called] { ++called; });
        QCOMPARE(called.load(), 0U);
        for (int i = 0; i < 3; ++i)
            hasher.inTurn([&called] { ++called; });
        QCOMPARE(called.load(), 3U);
        QCOMPARE(hasher.statistics().turns, static_cast<int>(PasswordHasher::kTurnLimit));
        plug.release();
        QTRY_COMPARE(called.load(), PasswordHasher::kTurnLimit + 3);
    }

    void noTurnTakesLongerThanItMay()
    {
        auto options = cheap(1);
        options.longestTurn = 0ms;
        PasswordHasher hasher(options);
        std::vector<char> order; // written by the one thread of the pool, until it is idle
        Plug plug(hasher);
        for (const char name : {'a', 'b'}) {
            QVERIFY(hasher.submitDummy(secret("x"), [&order, name](const Result<VerifyOutcome> &) {
                order.push_back(name);
            }));
        }
        hasher.inTurn([&order] { order.push_back('c'); });
        plug.release();
        QTRY_COMPARE(hasher.statistics().done, 3);
        QTRY_COMPARE(hasher.statistics().running, 0);
        QCOMPARE(std::string(order.begin(), order.end()), std::string("cab"));
    }

    void stopGivesEverybodyHisTurn()
    {
        PasswordHasher hasher(cheap(1));
        std::atomic<int> turns = 0;
        std::atomic<int> cancelled = 0;
        auto plug = std::make_unique<Plug>(hasher);
        QVERIFY(hasher.submitDummy(secret("a"), [&](const Result<VerifyOutcome> &outcome) {
            cancelled += !outcome && outcome.error().code == ErrorCode::Cancelled ? 1 : 0;
        }));
        hasher.inTurn([&] {
            ++turns;
            plug->release(); // only now may the running job, and with it stop(), end
        });
        hasher.stop();
        QCOMPARE(turns.load(), 1);
        QCOMPARE(cancelled.load(), 1);
        hasher.inTurn([&turns] { ++turns; });
        QCOMPARE(turns.load(), 2);
        const auto late = hasher.submitDummy(secret("b"), [](const Result<VerifyOutcome> &) {});
        QVERIFY(!late);
        QCOMPARE(late.error().code, ErrorCode::Cancelled);
    }

    void lateJobsAreNotRun()
    {
        auto options = cheap(1);
        options.queueDeadline = 0ms;
        PasswordHasher hasher(options);
        std::promise<ErrorCode> answer;
        QVERIFY(hasher.submitDummy(secret("a"), [&](const Result<VerifyOutcome> &outcome) {
            answer.set_value(outcome ? ErrorCode::Count : outcome.error().code);
        }));
        QCOMPARE(answer.get_future().get(), ErrorCode::Timeout);
        QTRY_COMPARE(hasher.statistics().running, 0);
        QCOMPARE(hasher.statistics().late, 1);
        QCOMPARE(hasher.statistics().done, 0);
    }

    void destructionCancelsTheQueueAndAnswersEverybody()
    {
        std::atomic<int> cancelled = 0;
        std::atomic<int> done = 0;
        auto hasher = std::make_unique<PasswordHasher>(cheap(1));
        Plug plug(*hasher);
        for (int i = 0; i < 5; ++i) {
            QVERIFY(hasher->submitHash(secret("x"), [&](const Result<QString> &hash) {
                ++(!hash && hash.error().code == ErrorCode::Cancelled ? cancelled : done);
                if (cancelled == 5)
                    plug.release(); // only now may the running job, and with it the destructor, end
            }));
        }
        hasher.reset();
        QCOMPARE(cancelled.load(), 5);
        QCOMPARE(done.load(), 0);
    }

    void manyCallersGetTheirOwnAnswers()
    {
        PasswordHasher hasher(cheap(2, 1'000));
        const QString encoded = hasher.hashNow(secret("7")).value();
        std::atomic<int> right = 0;
        std::atomic<int> all = 0;
        std::atomic<int> refused = 0;
        std::vector<std::thread> callers;
        for (int t = 0; t < 4; ++t) {
            callers.emplace_back([&] {
                for (int i = 0; i < 50; ++i) {
                    const bool good = i % 5 == 0;
                    const auto accepted =
                        hasher.submitVerify(secret(good ? "7" : "8"), encoded,
                                            [&, good](const Result<VerifyOutcome> &r) {
                                                right += r && r->matches == good ? 1 : 0;
                                                ++all;
                                            });
                    refused += accepted ? 0 : 1;
                }
            });
        }
        for (auto &caller : callers)
            caller.join();
        QCOMPARE(refused.load(), 0);
        QTRY_COMPARE(all.load(), 200);
        QCOMPARE(right.load(), 200);
    }
};

QTEST_GUILESS_MAIN(TestPasswordHasher)
#include "tst_passwordhasher.moc"
