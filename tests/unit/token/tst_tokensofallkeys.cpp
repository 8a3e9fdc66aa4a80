// SPDX-License-Identifier: GPL-3.0-or-later
// A key of every algorithm issues tokens that the decision function accepts, and no others.
#include "server/token/base64url.h"
#include "server/token/examine.h"
#include "server/token/issue.h"
#include "server/token/keygenerator.h"
#include "tests/support/tablefacts.h"

#include <QTest>

#include <map>

using namespace tokendesk;
using namespace tokendesk::token;
using namespace std::chrono_literals;

namespace {

const Instant kNow = fromEpochMs(1'800'000'000'000);

std::shared_ptr<const Key> keyFor(Algorithm algorithm, const QByteArray &kid = {})
{
    static std::map<std::pair<KeyType, Curve>, KeyMaterial> made;
    const AlgorithmInfo &info = algorithmInfo(algorithm);
    auto &material = made[{info.type, info.curve}];
    if (material.bits() == 0)
        material = *generateKey(algorithm, 2048);
    return *Key::fromMaterial(algorithm, material.clone(), kid);
}

} // namespace

class TestTokensOfAllKeys : public QObject
{
    Q_OBJECT

    Policy m_policy;
    test::TableFacts m_facts;
    const SessionId m_session = *SessionId::fromHex("00112233445566778899aabb");

    QByteArray issue(const Key &key)
    {
        TokenSpec spec;
        spec.issuedAt = kNow;
        spec.expiresAt = kNow + 300s;
        spec.id = "00112233445566778899aabb80000002";
        spec.session = m_session;
        User user;
        user.id = 1;
        return *issueToken(m_policy, key, spec, userClaims(m_policy, user, {}));
    }

    Verdict judge(const QByteArray &token, const KeyRing &ring)
    {
        DecodedToken decoded;
        return examine(token, Purpose::Access, m_policy, ring, m_facts, kNow + 10s, Mode::Stopping,
                       decoded);
    }

private slots:
    void init()
    {
        m_policy = Policy();
        m_facts = test::TableFacts();
        m_facts.sessions[m_session] = {false, 2};
        m_facts.users[1] = {true, {}, {}};
    }

    void issuedAndAccepted_data()
    {
        QTest::addColumn<Algorithm>("algorithm");
        QTest::addColumn<bool>("withKid");
        for (const AlgorithmInfo &info : algorithmTable()) {
            QTest::newRow(info.name) << info.algorithm << true;
            QTest::newRow(QByteArray(QByteArray(info.name) + " without kid").constData())
                << info.algorithm << false;
        }
    }
    void issuedAndAccepted()
    {
        QFETCH(Algorithm, algorithm);
        QFETCH(bool, withKid);
        m_policy.includeKid = withKid;
        const auto key = keyFor(algorithm);
        const KeyRing ring({key}, key);
        const QByteArray token = issue(*key);
        QVERIFY(token.size() < kMaximumTokenSize);
        const Verdict verdict = judge(token, ring);
        QVERIFY2(verdict.accepted(), causeName(verdict.cause()));
        QCOMPARE(verdict.keyById, withKid);
        QVERIFY(!verdict.shortSecret);

        QByteArray bent = token;
        bent[bent.lastIndexOf('.') - 3] ^= 1; // in the payload
        QVERIFY(!judge(bent, ring).accepted());
        const QByteArray claims = token.sliced(token.indexOf('.'));
        for (const AlgorithmInfo &other : algorithmTable()) {
            if (other.algorithm == algorithm)
                continue;
            // The header may say what it likes: the algorithm is the key's.
            const QByteArray header =
                toBase64Url(QByteArray(QByteArray("{\"alg\":\"") + other.name + "\"}"));
            const Verdict renamed = judge(header + claims, ring);
            QCOMPARE(renamed.cause(), Cause::AlgorithmNotAllowed);
        }
        const QByteArray none = toBase64Url(R"({"alg":"none"})") + claims;
        QCOMPARE(judge(none, ring).cause(), Cause::AlgorithmNotAllowed);
    }

    void publicKeyIsNoSecret()
    {
        // CVE-2015-9235: the public key, whose text everybody has, used as an HMAC secret.
        const auto rsa = keyFor(Algorithm::RS256);
        const QByteArray text = *rsa->material().requiredMembers();
        const auto forged =
            Key::fromSecret(Algorithm::HS256, SecretBytes(QByteArrayView(text)), rsa->kid());
        QVERIFY(forged);
        QCOMPARE(judge(issue(**forged), KeyRing({rsa}, rsa)).cause(), Cause::AlgorithmNotAllowed);
    }

    void manyKeysInOneRing()
    {
        std::vector<std::shared_ptr<const Key>> keys;
        for (const AlgorithmInfo &info : algorithmTable())
            keys.push_back(keyFor(info.algorithm, info.name));
        const KeyRing ring(keys, keys.front());
        for (const auto &key : keys) {
            m_policy.includeKid = true;
            QVERIFY(judge(issue(*key), ring).accepted());
            m_policy.includeKid = false;
            QVERIFY(judge(issue(*key), ring).accepted());
        }
    }

    void tokensWithoutKidAreTriedOnEveryKeyOfTheAlgorithm()
    {
        m_policy.includeKid = false;
        std::vector<std::shared_ptr<const Key>> keys;
        for (int i = 0; i < 3; ++i)
            keys.push_back(*Key::fromMaterial(Algorithm::ES256, *generateKey(Algorithm::ES256)));
        for (const auto &key : keys)
            QVERIFY(judge(issue(*key), KeyRing(keys, keys.front())).accepted());
        const auto foreign = Key::fromMaterial(Algorithm::ES256, *generateKey(Algorithm::ES256));
        QCOMPARE(judge(issue(**foreign), KeyRing(keys, keys.front())).cause(),
                 Cause::SignatureWrong);
    }
};

QTEST_APPLESS_MAIN(TestTokensOfAllKeys)
#include "tst_tokensofallkeys.moc"
