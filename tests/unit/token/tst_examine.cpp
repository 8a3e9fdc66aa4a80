// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/token/base64url.h"
#include "server/token/examine.h"
#include "server/token/issue.h"
#include "tests/support/tablefacts.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace tokendesk;
using namespace tokendesk::token;
using namespace std::chrono_literals;

namespace {

const Instant kNow = fromEpochMs(1'800'000'000'500);
constexpr qint64 kSecond = 1'800'000'000;
const QByteArray kJti = "00112233445566778899aabb00000002";
const QByteArray kAccessJti = "00112233445566778899aabb80000002";

std::shared_ptr<const Key> makeKey(const char *secret = "a secret that is long enough for HS256")
{
    return *Key::fromSecret(Algorithm::HS256, SecretBytes(QByteArrayView(secret)));
}

/// Changes for token().
QJsonObject with(const char *name, const QJsonValue &value)
{
    return {{QLatin1String(name), value}};
}
const QString kRemove = QStringLiteral("REMOVE");

} // namespace

class TestExamine : public QObject
{
    Q_OBJECT

    Policy m_policy;
    test::TableFacts m_facts;
    std::shared_ptr<const Key> m_key = makeKey();
    KeyRing m_ring{{m_key}, m_key};
    SessionId m_session = *SessionId::fromHex("00112233445566778899aabb");

    QByteArray sign(const QByteArray &claims, const QByteArray &header = R"({"alg":"HS256"})") const
    {
        const QByteArray input = toBase64Url(header) + '.' + toBase64Url(claims);
        return input + '.' + toBase64Url(*m_key->sign(input));
    }

    /// A good token of \a type with members replaced (a value) or removed (undefined).
    QByteArray token(const char *type, const QJsonObject &changes = {}) const
    {
        QJsonObject claims{{QStringLiteral("token_type"), QLatin1String(type)},
                           {QStringLiteral("exp"), kSecond + 100},
                           {QStringLiteral("iat"), kSecond},
                           {QStringLiteral("jti"),
                            QString::fromLatin1(qstrcmp(type, "access") == 0 ? kAccessJti : kJti)},
                           {QStringLiteral("user_id"), QStringLiteral("1")}};
        for (auto it = changes.begin(); it != changes.end(); ++it) {
            if (it.value().toString() == kRemove)
                claims.remove(it.key());
            else
                claims.insert(it.key(), it.value());
        }
        return sign(QJsonDocument(claims).toJson(QJsonDocument::Compact));
    }

    Verdict judge(const QByteArray &text, Purpose purpose, Mode mode = Mode::Stopping)
    {
        DecodedToken decoded;
        return examine(text, purpose, m_policy, m_ring, m_facts, kNow, mode, decoded);
    }

private slots:
    void init()
    {
        m_policy = Policy();
        m_facts = test::TableFacts();
        m_facts.sessions[m_session] = {false, 2};
        m_facts.users[1] = {true, {}, {}};
        m_facts.users[3] = {false, {}, {}};
    }

    /// What one asks about a token at the OAuth endpoints, and what it takes to be active.
    void introspects()
    {
        constexpr Purpose kAccess = Purpose::IntrospectAccess;
        constexpr Purpose kRefresh = Purpose::IntrospectRefresh;
        const auto cause = [this](const QByteArray &text, Purpose purpose) {
            return judge(text, purpose).cause();
        };
        m_policy.immediateRevocation =
            false; // as preset simplejwt: the session counts all the same
        QCOMPARE(cause(token("access"), kAccess), Cause::None);
        QCOMPARE(cause(token("refresh"), kRefresh), Cause::None);
        QCOMPARE(cause(token("access"), kRefresh), Cause::TypeWrong);
        QCOMPARE(cause(token("refresh"), kAccess), Cause::TypeWrong);
        QCOMPARE(cause(token("sliding"), kAccess), Cause::TypeWrong);
        QCOMPARE(cause(token("access", with("user_id", 3)), kAccess), Cause::UserInactive);
        QCOMPARE(cause(token("refresh", with("user_id", 9)), kRefresh), Cause::UserUnknown);
        QCOMPARE(cause(token("refresh", with("user_id", kRemove)), kRefresh), Cause::UserMissing);
        QCOMPARE(cause(token("access", with("exp", kSecond)), kAccess), Cause::Expired);
        m_facts.sessions[m_session] = {false, 3};
        QCOMPARE(cause(token("refresh"), kRefresh), Cause::TokenSpent);
        QCOMPARE(cause(token("access"), kAccess), Cause::None);
        m_policy.acceptSliding = true;
        m_facts.sessions[m_session] = {false, 2};
        QCOMPARE(cause(token("sliding"), kAccess), Cause::None);
        m_facts.sessions[m_session] = {true, 2};
        for (const Purpose purpose : {kAccess, kRefresh})
            QCOMPARE(cause(token(purpose == kAccess ? "access" : "refresh"), purpose),
                     Cause::SessionEnded);
        m_facts.sessions.clear();
        QCOMPARE(cause(token("access"), kAccess), Cause::NotIssuedHere);
        m_policy.adoptForeign = true;
        QCOMPARE(cause(token("access"), kAccess), Cause::None);
        m_facts.foreignSpent.insert(kAccessJti);
        QCOMPARE(cause(token("access"), kAccess), Cause::TokenRevoked);
        m_facts.failing = true;
        QCOMPARE(cause(token("access"), kAccess), Cause::FactsUnavailable);
    }

    void revokesTokensOfEveryType()
    {
        const auto cause = [this](const QByteArray &text) {
            return judge(text, Purpose::RevokeAny).cause();
        };
        for (const char *type : {"access", "refresh", "sliding"})
            QCOMPARE(cause(token(type)), Cause::None);
        QCOMPARE(cause(token("access", with("user_id", 9))), Cause::None); // nobody has to be there
        QCOMPARE(cause(token("password_reset")), Cause::TypeWrong);
        QCOMPARE(cause(token("access", with("token_type", kRemove))), Cause::TypeMissing);
        QCOMPARE(cause(token("access", with("exp", kSecond))), Cause::Expired);
        m_facts.sessions[m_session] = {false, 3};
        QCOMPARE(cause(token("refresh")), Cause::TokenSpent);
        m_facts.sessions[m_session] = {true, 2};
        QCOMPARE(cause(token("access")), Cause::SessionEnded);
        m_facts.sessions.clear();
        QCOMPARE(cause(token("access")), Cause::NotIssuedHere);
    }

    void acceptsForEachPurpose()
    {
        QVERIFY(judge(token("access"), Purpose::Access).accepted());
        QVERIFY(judge(token("refresh"), Purpose::Refresh).accepted());
        QVERIFY(judge(token("refresh"), Purpose::Revoke).accepted());
        QVERIFY(judge(token("access"), Purpose::Verify).accepted());
        QVERIFY(judge(token("refresh"), Purpose::Verify).accepted());
        QVERIFY(judge(token("sliding", {{QStringLiteral("refresh_exp"), kSecond + 500}}),
                      Purpose::SlidingRefresh)
                    .accepted());
        const Verdict verdict = judge(token("refresh"), Purpose::Refresh);
        QCOMPARE(verdict.userId, std::optional<UserId>(1));
        QCOMPARE(verdict.jti->serial, 2U);
        QCOMPARE(verdict.jti->session, m_session);
    }

    void earlierThanTheMoment_data()
    {
        QTest::addColumn<bool>("everybody");
        QTest::newRow("of the user") << false;
        QTest::newRow("of all") << true;
    }

    void earlierThanTheMoment()
    {
        QFETCH(bool, everybody);
        const auto setMoment = [&](qint64 ms) {
            (everybody ? m_facts.earliest : m_facts.users[1].notBefore) = fromEpochMs(ms);
            if (!everybody)
                m_facts.earliestOf[1] = fromEpochMs(ms);
        };
        const QJsonObject foreign{{QStringLiteral("jti"), QStringLiteral("foreign-1")}};
        const QJsonObject undated{{QStringLiteral("iat"), QStringLiteral("REMOVE")},
                                  {QStringLiteral("jti"), QStringLiteral("foreign-1")}};
        const auto causeOf = [&](const QJsonObject &changes) {
            return judge(token("access", changes), Purpose::Access).cause();
        };
        setMoment(kSecond * 1000 - 1);
        QCOMPARE(causeOf(foreign), Cause::None);
        QCOMPARE(causeOf(undated), Cause::TokenRevoked);
        setMoment(kSecond * 1000); // issued then, or a little later
        QCOMPARE(causeOf(foreign), Cause::TokenRevoked);
        // Whoever sets the moment ends the sessions; one that lives began later or was kept.
        for (const qint64 ms : {1, 999, 1'000, 100'000}) {
            setMoment(kSecond * 1000 + ms);
            QCOMPARE(causeOf({}), Cause::None);
            QVERIFY(judge(token("refresh"), Purpose::Refresh).accepted());
            QVERIFY(judge(token("access"), Purpose::Verify).accepted());
        }
        m_facts.failing = true;
        QCOMPARE(causeOf({}), Cause::FactsUnavailable); // not "not revoked"
        m_facts.failing = false;
        m_facts.sessions[m_session].ended = true;
        QCOMPARE(causeOf({}), Cause::TokenRevoked);
        QCOMPARE(judge(token("access"), Purpose::Verify).cause(), Cause::TokenRevoked);
        m_facts.sessions.clear();
        QCOMPARE(causeOf({}), Cause::TokenRevoked);
        const Verdict explained = judge(token("access"), Purpose::Access, Mode::Explaining);
        QCOMPARE(explained.cause(), Cause::TokenRevoked);
        QVERIFY(explained.at(*explained.firstFailure).outcome == Outcome::Failed);
    }

    void causes_data()
    {
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<Purpose>("purpose");
        QTest::addColumn<QJsonObject>("changes");
        QTest::addColumn<Cause>("cause");
        const auto row = [](const char *name, const char *type, Purpose purpose,
                            const QJsonObject &changes, Cause cause) {
            QTest::newRow(name) << QByteArray(type) << purpose << changes << cause;
        };
        row("expired", "access", Purpose::Access, with("exp", kSecond), Cause::Expired);
        row("exp text", "access", Purpose::Access, with("exp", QStringLiteral("1900000000")),
            Cause::ExpiryInvalid);
        row("exp null", "access", Purpose::Access, with("exp", QJsonValue::Null),
            Cause::ExpiryInvalid);
        row("exp zero", "access", Purpose::Access, with("exp", 0), Cause::ExpiryInvalid);
        row("exp true", "access", Purpose::Access, with("exp", true), Cause::ExpiryInvalid);
        row("exp year 10000", "access", Purpose::Access, with("exp", 253402300800.0),
            Cause::ExpiryInvalid);
        row("exp missing", "access", Purpose::Access, with("exp", kRemove), Cause::ExpiryMissing);
        row("iat future", "access", Purpose::Access, with("iat", kSecond + 1),
            Cause::IssuedInFuture);
        row("iat text", "access", Purpose::Access, with("iat", QStringLiteral("1")),
            Cause::IssuedAtInvalid);
        row("nbf future", "access", Purpose::Access, with("nbf", kSecond + 5), Cause::NotYetValid);
        row("jti missing", "access", Purpose::Access, with("jti", kRemove), Cause::IdMissing);
        row("jti number", "refresh", Purpose::Refresh, with("jti", 5), Cause::IdInvalid);
        row("jti empty", "access", Purpose::Access, with("jti", QString()), Cause::IdInvalid);
        row("type missing", "access", Purpose::Access, with("token_type", kRemove),
            Cause::TypeMissing);
        row("type array", "access", Purpose::Access, with("token_type", QJsonArray{1}),
            Cause::TypeWrong);
        row("type case", "access", Purpose::Access, with("token_type", QStringLiteral("ACCESS")),
            Cause::TypeWrong);
        row("refresh as access", "refresh", Purpose::Access, {}, Cause::TypeWrong);
        row("access as refresh", "access", Purpose::Refresh, {}, Cause::TypeWrong);
        row("user missing", "access", Purpose::Access, with("user_id", kRemove),
            Cause::UserMissing);
        row("user null", "access", Purpose::Access, with("user_id", QJsonValue::Null),
            Cause::UserUnknown);
        row("user word", "access", Purpose::Access, with("user_id", QStringLiteral("abc")),
            Cause::UserInvalid);
        row("user fraction", "access", Purpose::Access, with("user_id", 1.5), Cause::UserInvalid);
        row("user negative", "access", Purpose::Access, with("user_id", -1), Cause::UserInvalid);
        row("user wide digits", "access", Purpose::Access, with("user_id", QStringLiteral("１")),
            Cause::UserInvalid);
        row("user unknown", "access", Purpose::Access, with("user_id", 99), Cause::UserUnknown);
        row("user inactive", "access", Purpose::Access, with("user_id", 3), Cause::UserInactive);
        row("refresh inactive", "refresh", Purpose::Refresh, with("user_id", 3),
            Cause::UserInactive);
        row("spent", "refresh", Purpose::Refresh,
            with("jti", QStringLiteral("00112233445566778899aabb00000001")), Cause::TokenSpent);
        row("from the future", "refresh", Purpose::Refresh,
            with("jti", QStringLiteral("00112233445566778899aabb00000003")), Cause::TokenRevoked);
        row("foreign", "refresh", Purpose::Refresh,
            with("jti", QStringLiteral("ffffffffffffffffffffffff00000000")), Cause::NotIssuedHere);
        row("foreign, odd jti", "refresh", Purpose::Revoke, with("jti", QStringLiteral("x")),
            Cause::NotIssuedHere);
        row("no refresh_exp", "sliding", Purpose::SlidingRefresh, {}, Cause::RefreshExpiryMissing);
        row("refresh_exp over", "sliding", Purpose::SlidingRefresh,
            with("refresh_exp", kSecond - 1), Cause::RefreshExpired);
    }
    void causes()
    {
        QFETCH(QByteArray, type);
        QFETCH(Purpose, purpose);
        QFETCH(QJsonObject, changes);
        QFETCH(Cause, cause);
        const Verdict verdict = judge(token(type.constData(), changes), purpose);
        QVERIFY(!verdict.accepted());
        QCOMPARE(causeName(verdict.cause()), causeName(cause));
    }

    void theFirstFailureIsThePeersAnswer()
    {
        // Contract section 9: bad signature + expired = invalid; expired + spent = expired; spent +
        // wrong type = spent; no jti + wrong type = no id.
        QByteArray forged = token("refresh", {{QStringLiteral("exp"), 5}});
        forged.replace(forged.size() - 6, 3, "AAA");
        QCOMPARE(judge(forged, Purpose::Refresh).cause(), Cause::SignatureWrong);
        const QString spent = QStringLiteral("00112233445566778899aabb00000001");
        QCOMPARE(
            judge(token("refresh", {{QStringLiteral("exp"), 5}, {QStringLiteral("jti"), spent}}),
                  Purpose::Refresh)
                .cause(),
            Cause::Expired);
        QCOMPARE(
            judge(token("sliding", {{QStringLiteral("jti"), spent}}), Purpose::Refresh).cause(),
            Cause::TokenSpent);
        QCOMPARE(judge(token("access", {{QStringLiteral("jti"), QStringLiteral("REMOVE")}}),
                       Purpose::Refresh)
                     .cause(),
                 Cause::IdMissing);
    }

    void factsAreAskedOnlyOfGenuineTokens()
    {
        QByteArray forged = token("refresh");
        forged.replace(forged.size() - 6, 3, "AAA");
        for (const Mode mode : {Mode::Stopping, Mode::Explaining})
            QVERIFY(!judge(forged, Purpose::Refresh, mode).accepted());
        QVERIFY(
            !judge(token("refresh", {{QStringLiteral("exp"), 5}}), Purpose::Refresh).accepted());
        QCOMPARE(m_facts.asked, 0);
    }

    void unavailableFactsRefuse()
    {
        m_facts.failing = true;
        QCOMPARE(judge(token("refresh"), Purpose::Refresh).cause(), Cause::FactsUnavailable);
        QCOMPARE(judge(token("refresh"), Purpose::Verify).cause(), Cause::FactsUnavailable);
        QCOMPARE(judge(token("access"), Purpose::Access).cause(), Cause::FactsUnavailable);
        QVERIFY(!judge(token("refresh"), Purpose::Refresh, Mode::Explaining).accepted());
    }

    void algorithmComesFromTheKey_data()
    {
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<Cause>("cause");
        const auto row = [](const char *header, Cause cause) {
            QTest::newRow(header) << QByteArray(header) << cause;
        };
        row(R"({"typ":"JWT"})", Cause::AlgorithmMissing);
        row(R"({"alg":null})", Cause::AlgorithmMissing);
        row(R"({"alg":["HS256"]})", Cause::AlgorithmMissing);
        for (const char *name :
             {"none", "None", "NONE", "hs256", "HS256 ", "HS512", "HS1", "RS256"})
            row(QByteArray("{\"alg\":\"" + QByteArray(name) + "\"}").constData(),
                Cause::AlgorithmNotAllowed);
    }
    void algorithmComesFromTheKey()
    {
        QFETCH(QByteArray, header);
        QFETCH(Cause, cause);
        const QByteArray text = sign(R"({"exp":1900000000})", header);
        QCOMPARE(judge(text, Purpose::Verify).cause(), cause);
    }

    void keyIdSelectsAndUnknownOnesFallBack()
    {
        const auto other = makeKey("another secret that is long enough too");
        m_ring = KeyRing({other, m_key}, other);
        const QByteArray claims = R"({"exp":1900000000,"jti":"x"})";
        QVERIFY(
            judge(sign(claims, R"({"alg":"HS256","kid":"nobody"})"), Purpose::Verify).accepted());
        QVERIFY(judge(sign(claims), Purpose::Verify).accepted());
        const QByteArray named = "{\"alg\":\"HS256\",\"kid\":\"" + other->kid() + "\"}";
        QCOMPARE(judge(sign(claims, named), Purpose::Verify).cause(), Cause::SignatureWrong);
        m_ring = KeyRing({m_key}, m_key);
    }

    void leewayAtItsEdges()
    {
        const auto exp = [&](qint64 at) { return token("access", {{QStringLiteral("exp"), at}}); };
        QVERIFY(judge(exp(kSecond + 1), Purpose::Access).accepted());
        QVERIFY(!judge(exp(kSecond), Purpose::Access).accepted());
        m_policy.leeway = 10s;
        QVERIFY(judge(exp(kSecond - 9), Purpose::Access).accepted());
        QVERIFY(!judge(exp(kSecond - 10), Purpose::Access).accepted());
        QVERIFY(judge(token("access", {{QStringLiteral("iat"), kSecond + 10}}), Purpose::Access)
                    .accepted());
        QVERIFY(!judge(token("access", {{QStringLiteral("iat"), kSecond + 11}}), Purpose::Access)
                     .accepted());
    }

    void issuerAndAudience()
    {
        m_policy.issuer = "https://a.example";
        m_policy.audience = "api";
        const auto both = [&](const QJsonValue &iss, const QJsonValue &aud) {
            return judge(token("access",
                               {{QStringLiteral("iss"), iss}, {QStringLiteral("aud"), aud}}),
                         Purpose::Access)
                .cause();
        };
        const QString iss = QStringLiteral("https://a.example");
        const QString remove = QStringLiteral("REMOVE");
        QCOMPARE(both(iss, QStringLiteral("api")), Cause::None);
        QCOMPARE(both(iss, QJsonArray{QStringLiteral("x"), QStringLiteral("api")}), Cause::None);
        QCOMPARE(both(remove, QStringLiteral("api")), Cause::IssuerMissing);
        QCOMPARE(both(QString(iss + QLatin1Char('x')), QStringLiteral("api")), Cause::IssuerWrong);
        QCOMPARE(both(QJsonArray{iss}, QStringLiteral("api")), Cause::IssuerWrong);
        QCOMPARE(both(iss, kRemove), Cause::AudienceMissing);
        QCOMPARE(both(iss, QStringLiteral("apis")), Cause::AudienceWrong);
        QCOMPARE(both(iss, QJsonArray{QStringLiteral("apis"), 1}), Cause::AudienceWrong);
        QCOMPARE(both(iss, QJsonArray{}), Cause::AudienceWrong);
        m_policy.audience.clear();
        QCOMPARE(both(iss, QStringLiteral("any")), Cause::None);
        m_policy.refuseUnexpectedAudience = true;
        QCOMPARE(both(iss, QStringLiteral("any")), Cause::AudienceUnexpected);
    }

    void endedSessions()
    {
        m_facts.sessions[m_session].ended = true;
        m_facts.revoked.insert(m_session);
        QCOMPARE(judge(token("refresh"), Purpose::Refresh).cause(), Cause::SessionEnded);
        QCOMPARE(judge(token("refresh"), Purpose::Verify).cause(), Cause::SessionEnded);
        QCOMPARE(judge(token("access"), Purpose::Access).cause(), Cause::SessionEnded);
        QCOMPARE(judge(token("access"), Purpose::Verify).cause(), Cause::SessionEnded);
        m_policy.immediateRevocation = false; // as the peer: access tokens live on
        QVERIFY(judge(token("access"), Purpose::Access).accepted());
        QVERIFY(judge(token("access"), Purpose::Verify).accepted());
        QCOMPARE(judge(token("refresh"), Purpose::Verify).cause(), Cause::SessionEnded);
        m_policy.blacklistAfterRotation = false; // then verify does not look at all
        QVERIFY(judge(token("refresh"), Purpose::Verify).accepted());
        QCOMPARE(judge(token("refresh"), Purpose::Refresh).cause(), Cause::SessionEnded);
    }

    void foreignTokensWhereTheyAreAdopted()
    {
        m_policy.adoptForeign = true;
        const QByteArray text =
            token("refresh", {{QStringLiteral("jti"), QStringLiteral("foreign-1")}});
        QVERIFY(judge(text, Purpose::Refresh).accepted());
        m_facts.foreignSpent.insert("foreign-1");
        QCOMPARE(judge(text, Purpose::Refresh).cause(), Cause::TokenRevoked);
        QCOMPARE(judge(text, Purpose::Verify).cause(), Cause::TokenRevoked);
    }

    void passwordBinding()
    {
        m_policy.checkRevokeToken = true;
        m_facts.users[1].passwordFingerprint = "0123456789ABCDEF0123456789ABCDEF";
        const auto mark = [&](const QJsonValue &value) {
            return judge(token("access", {{QStringLiteral("hash_password"), value}}),
                         Purpose::Access)
                .cause();
        };
        QCOMPARE(mark(QStringLiteral("0123456789ABCDEF0123456789ABCDEF")), Cause::None);
        QCOMPARE(mark(QStringLiteral("0")), Cause::PasswordChanged);
        QCOMPARE(mark(QStringLiteral("REMOVE")), Cause::PasswordChanged);
        QCOMPARE(passwordFingerprint(QStringLiteral("x")),
                 QByteArray("9DD4E461268C8034F5C8564E155C67A6"));
    }

    void explainingGoesOn()
    {
        const Verdict verdict = judge(token("refresh", {{QStringLiteral("exp"), 5}}),
                                      Purpose::Access, Mode::Explaining);
        QCOMPARE(verdict.cause(), Cause::Expired);
        QCOMPARE(verdict.at(Check::Signature).outcome, Outcome::Passed);
        QCOMPARE(verdict.at(Check::Type).outcome, Outcome::Failed);
        QCOMPARE(verdict.at(Check::UserExists).outcome, Outcome::Passed);
        QByteArray forged = token("access");
        forged.replace(forged.size() - 6, 3, "AAA");
        const Verdict unknown = judge(forged, Purpose::Access, Mode::Explaining);
        QCOMPARE(unknown.at(Check::Expiry).outcome, Outcome::Passed);
        QCOMPARE(unknown.at(Check::UserExists).outcome, Outcome::NotReached);
    }

    void whatIsIssuedIsAccepted()
    {
        User user;
        user.id = 1;
        user.email = QStringLiteral("a\"b@example.com");
        user.claims = {{QStringLiteral("exp"), 1}, {QStringLiteral("dept"), QStringLiteral("R&D")}};
        m_policy.claimMapping = {{QStringLiteral("email"), QStringLiteral("$email")},
                                 {QStringLiteral("*"), QStringLiteral("$claims")},
                                 {QStringLiteral("jti"), QStringLiteral("$email")},
                                 {QStringLiteral("price"), QStringLiteral("$$5")}};
        TokenSpec spec;
        spec.issuedAt = kNow;
        spec.expiresAt = kNow + 900s;
        spec.id = newAccessJti(m_session)->toHex();
        spec.session = m_session;
        const auto text = issueToken(m_policy, *m_key, spec, userClaims(m_policy, user, QString()));
        QVERIFY(text);
        QVERIFY(judge(*text, Purpose::Access).accepted());
        DecodedToken decoded;
        QCOMPARE(decoded.decode(*text), Cause::None);
        const QJsonObject claims = QJsonDocument::fromJson(decoded.claimsJson()).object();
        QCOMPARE(claims[QLatin1String("email")].toString(), user.email);
        QCOMPARE(claims[QLatin1String("dept")].toString(), QStringLiteral("R&D"));
        QCOMPARE(claims[QLatin1String("price")].toString(), QStringLiteral("$5"));
        QCOMPARE(claims[QLatin1String("exp")].toInteger(), kSecond + 900);
        QCOMPARE(claims[QLatin1String("iat")].toInteger(), kSecond);
        QCOMPARE(claims[QLatin1String("sid")].toString(), m_session.toString());
        QCOMPARE(*decoded.keyId(), m_key->kid());
        QByteArray copied = copiedClaims(m_policy, decoded);
        QVERIFY(!copied.contains("exp") && !copied.contains("jti") && !copied.contains("sid"));
        QVERIFY(copied.contains("\"dept\":\"R&D\""));
    }
};

QTEST_APPLESS_MAIN(TestExamine)
#include "tst_examine.moc"
