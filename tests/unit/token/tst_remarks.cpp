// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/token/base64url.h"
#include "server/token/issue.h"
#include "server/token/knownsecrets.h"
#include "server/token/remarks.h"

#include <QTest>

#include <set>

using namespace tokendesk;
using namespace tokendesk::token;

namespace {

constexpr QByteArrayView kGoodSecret = "pJ4n1vQ7-nothing-that-anybody-guesses-0b7c";

/// A token of \a header and \a payload, signed by HS256, or the algorithm of the header.
QByteArray tokenOf(const QByteArray &header, const QByteArray &payload,
                   QByteArrayView secret = kGoodSecret)
{
    JsonText text;
    const bool isRead = text.scan(header) && text.find("alg") != nullptr;
    const auto algorithm =
        isRead ? algorithmFromName(jsonToUtf8(text.find("alg")->raw)) : std::nullopt;
    const QByteArray input = toBase64Url(header) + '.' + toBase64Url(payload);
    if (!algorithm)
        return input + '.';
    const auto key = Key::fromSecret(*algorithm, SecretBytes(secret), "k", true);
    return input + '.' + toBase64Url((*key)->sign(input).value_or(QByteArray()));
}

std::vector<Remark> remarksOf(const QByteArray &text)
{
    DecodedToken decoded;
    (void)decoded.decode(text);
    return remarksOn(decoded);
}

QStringList namesOf(const std::vector<Remark> &remarks)
{
    QStringList names;
    for (const Remark &remark : remarks)
        names.append(QString::fromLatin1(remarkName(remark.kind)));
    return names;
}

const QByteArray kHeader = R"({"alg":"HS256","typ":"JWT"})";

} // namespace

class TestRemarks : public QObject
{
    Q_OBJECT
private slots:
    void remarks_data();
    void remarks();
    void namesWhatItIsAbout();
    void guessesEveryKnownSecret();
    void knowsSecretsWhateverTheirCase();
    void saysNothingOfWhatIsNoToken();
    void wordsAreTold();
    void signsWhatIsWritten();
    void signsNothingElse_data();
    void signsNothingElse();
};

void TestRemarks::remarks_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<QStringList>("expected");
    const auto row = [](const char *name, const QByteArray &payload, const char *expected,
                        const QByteArray &header = kHeader) {
        const QString words = QString::fromLatin1(expected);
        QTest::newRow(name) << header << payload
                            << (words.isEmpty() ? QStringList() : words.split(u' '));
    };
    row("access", R"({"token_type":"access","iat":1700000000,"exp":1700000900,"user_id":"1"})", "");
    row("a day", R"({"iat":1700000000,"exp":1700086400})", "");
    row("a day and a second", R"({"iat":1700000000,"exp":1700086401})", "long_lifetime");
    row("from nbf", R"({"nbf":1700000000,"exp":1800000000})", "long_lifetime");
    row("refresh lives long", R"({"token_type":"refresh","iat":1700000000,"exp":1800000000})", "");
    row("sliding lives long", R"({"token_type":"sliding","iat":1700000000,"exp":1800000000})",
        "long_lifetime");
    row("no start", R"({"exp":1800000000})", "");
    row("end before start", R"({"iat":1800000000,"exp":1700000000})", "");
    row("no exp", R"({"iat":1700000000})", "no_expiry");
    row("exp is a text", R"({"iat":1700000000,"exp":"1700000900"})", "");
    row("exp far away", R"({"iat":1,"exp":1e300})", "milliseconds");
    row("milliseconds", R"({"iat":1700000000000,"exp":1700000900000})", "milliseconds");
    row("auth_time in milliseconds",
        R"({"iat":1700000000,"exp":1700000900,"auth_time":1700000000123})", "milliseconds");
    row("a large number is no time", R"({"exp":1700000900,"serial":1700000000123})", "");
    row("personal", R"({"exp":1,"email":"a@b.c"})", "personal_data");
    row("personal, written otherwise", R"({"exp":1,"Given-Name":"A","phoneNumber":"1"})",
        "personal_data");
    row("personal, with a namespace", R"({"exp":1,"https://example.org/claims/email":"a@b.c"})",
        "personal_data");
    row("an empty e-mail says nothing", R"({"exp":1,"email":""})", "");
    row("a null says nothing", R"({"exp":1,"password":null})", "");
    row("names like personal data", R"({"exp":1,"tenant_name_id":"x","emailed":true})", "");
    row("password", R"({"exp":1,"password":"hunter2"})", "credentials_inside");
    row("api key", R"({"exp":1,"apiKey":"x"})", "credentials_inside");
    row("simplejwt's fingerprint is none", R"({"exp":1,"hash_password":"AB12"})", "");
    row("jwk", R"({"exp":1})", "key_inside", R"({"alg":"HS256","jwk":{"kty":"oct"}})");
    row("jku", R"({"exp":1})", "key_inside", R"({"alg":"HS256","jku":"https://example.org/"})");
    row("none", R"({"exp":1})", "no_signature", R"({"alg":"none"})");
    row("None", R"({"exp":1})", "no_signature", R"({"alg":"None"})");
    row("no algorithm", R"({"exp":1})", "no_signature", R"({"typ":"JWT"})");
    row("all at once, the serious ones first",
        R"({"email":"a@b.c","password":"x","iat":1700000000000})",
        "no_signature credentials_inside no_expiry milliseconds key_inside personal_data",
        R"({"alg":"none","x5u":"https://example.org/"})");
    row("long", "{\"exp\":1,\"pad\":\"" + QByteArray(3100, 'x') + "\"}", "too_long_for_cookie");
    row("not so long", "{\"exp\":1,\"pad\":\"" + QByteArray(2900, 'x') + "\"}", "");
}

void TestRemarks::remarks()
{
    QFETCH(const QByteArray, header);
    QFETCH(const QByteArray, payload);
    QFETCH(const QStringList, expected);
    QCOMPARE(namesOf(remarksOf(tokenOf(header, payload))), expected);
}

void TestRemarks::namesWhatItIsAbout()
{
    const auto found = remarksOf(tokenOf(
        kHeader, R"({"iat":1700000000,"exp":1700259200,"phone":"1","e_mail":"a","name":"b"})"));
    QCOMPARE(namesOf(found),
             (QStringList{QStringLiteral("long_lifetime"), QStringLiteral("personal_data")}));
    QCOMPARE(found[0].lifetime, std::chrono::seconds{259200});
    QVERIFY(!found[0].isSerious());
    QCOMPARE(found[1].names, (QStringList{QStringLiteral("phone"), QStringLiteral("e_mail"),
                                          QStringLiteral("name")}));
    const auto secret = remarksOf(tokenOf(kHeader, R"({"exp":1})", "changeme"));
    QCOMPARE(namesOf(secret), QStringList{QStringLiteral("secret_known")});
    QCOMPARE(secret[0].names, QStringList{QStringLiteral("changeme")});
    QVERIFY(secret[0].isSerious());
    // The example of the page that most people know, which claims another secret than it says.
    const auto example =
        remarksOf("eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9."
                  "eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaWF0IjoxNTE2MjM5MDIyfQ."
                  "SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c");
    QCOMPARE(namesOf(example),
             (QStringList{QStringLiteral("secret_known"), QStringLiteral("no_expiry"),
                          QStringLiteral("personal_data")}));
    QCOMPARE(example[0].names, QStringList{QStringLiteral("your-256-bit-secret")});
}

void TestRemarks::guessesEveryKnownSecret()
{
    for (const char *algorithm : {"HS256", "HS384", "HS512"}) {
        const QByteArray header = QByteArray("{\"alg\":\"") + algorithm + "\"}";
        for (const char *known : knownSecrets()) {
            const auto found = remarksOf(tokenOf(header, R"({"exp":1})", QByteArrayView(known)));
            QVERIFY2(namesOf(found) == QStringList{QStringLiteral("secret_known")}, known);
            QCOMPARE(found[0].names, QStringList{QString::fromLatin1(known)});
        }
        QVERIFY(remarksOf(tokenOf(header, R"({"exp":1})")).empty());
    }
}

void TestRemarks::knowsSecretsWhateverTheirCase()
{
    std::set<QByteArray> seen;
    for (const char *known : knownSecrets()) {
        const QByteArray secret = known;
        QCOMPARE(secret, secret.toLower());
        QVERIFY2(seen.insert(secret).second, known);
        QVERIFY(isKnownSecret(secret));
        QVERIFY(isKnownSecret(secret.toUpper()));
        QVERIFY(!isKnownSecret(QByteArray(secret + 'q')));
    }
    // None of them may become the key of a server.
    const auto refused = Key::fromSecret(
        Algorithm::HS256, SecretBytes(QByteArrayView("a-string-secret-at-least-256-bits-long")));
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::KeyInvalid);
}

void TestRemarks::saysNothingOfWhatIsNoToken()
{
    for (const char *text : {"", "hello", "a.b.c", "e30.bm8.", "bm8.e30.", "..", "e30.W10.x"})
        QVERIFY2(remarksOf(text).empty(), text);
}

void TestRemarks::wordsAreTold()
{
    std::set<QByteArray> names;
    for (int i = 0; i < static_cast<int>(RemarkKind::Count); ++i) {
        const auto kind = static_cast<RemarkKind>(i);
        QVERIFY(names.insert(remarkName(kind)).second);
        QVERIFY(qstrlen(remarkText(kind)) > 10);
    }
}

void TestRemarks::signsWhatIsWritten()
{
    const auto key = *Key::fromSecret(Algorithm::HS256, SecretBytes(kGoodSecret), "k");
    const QByteArray header = R"({ "alg" : "HS256" })";
    const QByteArray payload = "{ \"a\":1,\n \"b\":\"\\u0041\" }";
    const auto text = signWritten(*key, header, payload);
    QVERIFY(text);
    DecodedToken decoded;
    QCOMPARE(decoded.decode(*text), Cause::None);
    QCOMPARE(decoded.headerJson(), header); // to the byte
    QCOMPARE(decoded.claimsJson(), payload);
    QVERIFY(key->verify(decoded.signingInput(), decoded.signature()));
}

void TestRemarks::signsNothingElse_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("part");
    const auto row = [](const char *name, const char *header, const QByteArray &payload,
                        const char *field, const char *part) {
        QTest::newRow(name) << QByteArray(header) << payload << QString::fromLatin1(field)
                            << QString::fromLatin1(part);
    };
    const char *good = R"({"alg":"HS256"})";
    row("header no JSON", "alg", "{}", "header", "at byte 0");
    row("header an array", "[]", "{}", "header", "no JSON object");
    row("another algorithm", R"({"alg":"HS512"})", "{}", "header", "HS256");
    row("none", R"({"alg":"none"})", "{}", "header", "HS256");
    row("no algorithm", "{}", "{}", "header", "HS256");
    row("algorithm a number", R"({"alg":1})", "{}", "header", "HS256");
    row("payload empty", good, "", "payload", "at byte 0");
    row("payload a text", good, "\"a\"", "payload", "no JSON object");
    row("payload with a comma too many", good, R"({"a":1,})", "payload", "at byte 7");
    row("a claim twice", good, R"({"a":1,"a":2})", "payload", "at byte");
    row("too long", good, "{\"a\":\"" + QByteArray(8192, 'x') + "\"}", "payload", "8192");
}

void TestRemarks::signsNothingElse()
{
    QFETCH(const QByteArray, header);
    QFETCH(const QByteArray, payload);
    QFETCH(const QString, field);
    QFETCH(const QString, part);
    const auto key = *Key::fromSecret(Algorithm::HS256, SecretBytes(kGoodSecret), "k");
    const auto text = signWritten(*key, header, payload);
    QVERIFY(!text);
    QCOMPARE(text.error().code, ErrorCode::InvalidArgument);
    QCOMPARE(text.error().field, field);
    QVERIFY2(text.error().detail.contains(part), qPrintable(text.error().detail));
}

QTEST_GUILESS_MAIN(TestRemarks)
#include "tst_remarks.moc"
