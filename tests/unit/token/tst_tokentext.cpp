// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/token/tokentext.h"

#include <QTest>
#include <QUrl>

#include <ctime>

using namespace tokendesk::token;

namespace {

// {"alg":"HS256","typ":"JWT"} with payloads that say token_type access and refresh; 43-character
// signatures.
const QString kAccess = QStringLiteral(
    "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9."
    "eyJ0b2tlbl90eXBlIjoiYWNjZXNzIiwiZXhwIjoxNzAwMDAwOTAwLCJpYXQiOjE3MDAwMDAwMDAsInVzZXJfaWQiOjF9."
    "SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c");
const QString kRefresh = QStringLiteral("eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9."
                                        "eyJ0b2tlbl90eXBlIjoicmVmcmVzaCIsImV4cCI6MTcwMDYwNDgwMCwiaW"
                                        "F0IjoxNzAwMDAwMDAwLCJ1c2VyX2lkIjoxfQ."
                                        "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
// Says nothing about its kind.
const QString kPlain = QStringLiteral("eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9."
                                      "eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIn0."
                                      "SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c");

QString wrapped(const QString &text, int width, const QString &newLine = QStringLiteral("\n"))
{
    QString out;
    for (qsizetype i = 0; i < text.size(); i += width)
        out += (i > 0 ? newLine : QString()) + text.mid(i, width);
    return out;
}

QString encoded(const QString &text) { return QString::fromLatin1(QUrl::toPercentEncoding(text)); }

} // namespace

class TestTokenText : public QObject
{
    Q_OBJECT
private slots:
    void finds_data();
    void finds();
    void tellsKindByName_data();
    void tellsKindByName();
    void saysWhyThereIsNone_data();
    void saysWhyThereIsNone();
    void handsOnDamagedWord_data();
    void handsOnDamagedWord();
    void keepsEachTokenOnce();
    void limitsLengthAndCount();
    void isLinear_data();
    void isLinear();
};

void TestTokenText::finds_data()
{
    QTest::addColumn<QString>("pasted");
    QTest::addColumn<QStringList>("tokens");
    QTest::addColumn<QString>("stripped");
    const auto row = [](const char *name, const QString &pasted, const QStringList &tokens,
                        const char *stripped = "") {
        QTest::newRow(name) << pasted << tokens << QString::fromLatin1(stripped);
    };
    const QStringList one{kAccess};
    const QStringList both{kAccess, kRefresh};
    const auto text = [](const char *format) { return QString::fromUtf8(format).arg(kAccess); };
    const auto two = [](const char *format) {
        return QString::fromUtf8(format).arg(kAccess, kRefresh);
    };

    row("bare", kAccess, one);
    row("blanks around", text("  %1\n"), one);
    row("new line after", text("%1\r\n"), one);
    row("double quotes", text("\"%1\""), one, "Removed: quotes.");
    row("single quotes and comma", text("'%1',"), one, "Removed: quotes.");
    row("back quotes", text("`%1`"), one, "Removed: quotes.");
    row("angle brackets", text("<%1>"), one, "Removed: white space or punctuation.");
    row("Bearer", text("Bearer %1"), one, "Removed: the word in front of the token.");
    row("bearer in small letters", text("bearer %1"), one,
        "Removed: the word in front of the token.");
    row("JWT", text("JWT %1"), one, "Removed: the word in front of the token.");
    row("Authorization", text("Authorization: Bearer %1"), one,
        "Removed: an Authorization header.");
    row("authorization, HTTP/2", text("authorization:Bearer %1"), one,
        "Removed: an Authorization header.");
    row("request dump",
        text("GET /account/profile HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %1\r\n"
             "Accept: */*\r\n\r\n"),
        one, "Removed: an Authorization header.");
    row("header, next header joins no line", text("Authorization: Bearer %1\nX-Request-Id"), one,
        "Removed: an Authorization header.");
    row("JavaScript object", text("headers: { \"Authorization\": \"Bearer %1\" }"), one,
        "Removed: an Authorization header.");
    row("curl", text("curl -H 'Authorization: Bearer %1' http://127.0.0.1:8000/account/profile"),
        one, "Removed: a curl command.");
    row("curl over lines",
        text("curl http://127.0.0.1:8000/account/profile \\\n  -H \"Accept: application/json\" \\\n"
             "  -H \"Authorization: Bearer %1\" \\\n  --compressed"),
        one, "Removed: a curl command.");
    row("curl for Windows",
        text("curl.exe -H \"Authorization: Bearer %1\" ^\r\n http://127.0.0.1:8000/"), one,
        "Removed: a curl command.");
    row("curl with shell prompt", text("$ curl -H 'Authorization: Bearer %1' localhost"), one,
        "Removed: a curl command.");
    row("curl with JSON body",
        text("curl -X POST -H 'Content-Type: application/json' -d '{\"token\": \"%1\"}' localhost"),
        one, "Removed: a curl command.");
    row("curl with escaped JSON body", text("curl -d \"{\\\"token\\\":\\\"%1\\\"}\" localhost"),
        one, "Removed: a curl command.");
    row("curl --oauth2-bearer", text("curl --oauth2-bearer %1 localhost"), one,
        "Removed: a curl command.");
    row("HTTPie", text("http GET :8000/account/profile 'Authorization:Bearer %1'"), one,
        "Removed: an Authorization header.");
    row("PowerShell", text("Invoke-RestMethod -Headers @{Authorization=\"Bearer %1\"}"), one,
        "Removed: an Authorization header.");
    row("answer of login", two("{\"refresh\":\"%2\",\"access\":\"%1\"}"), {kRefresh, kAccess},
        "Removed: a JSON document.");
    row("answer, pretty", two("{\n  \"access\": \"%1\",\n  \"refresh\": \"%2\"\n}\n"), both,
        "Removed: a JSON document.");
    row("answer of an OAuth server",
        two("{\"access_token\":\"%1\",\"token_type\":\"Bearer\",\"expires_in\":900,"
            "\"refresh_token\":\"%2\"}"),
        both, "Removed: a JSON document.");
    row("answer, nested", two("{\"data\":{\"tokens\":{\"access\":\"%1\",\"refresh\":\"%2\"}}}"),
        both, "Removed: a JSON document.");
    row("answer, Python repr", two("{'access': '%1', 'refresh': '%2'}"), both,
        "Removed: a JSON document.");
    row("answer, escaped twice", two("\"{\\\"access\\\":\\\"%1\\\",\\\"refresh\\\":\\\"%2\\\"}\""),
        both, "Removed: text around the token.");
    row("two lines", two("%1\n%2"), both);
    row("two lines with a word each", two("access %1\nrefresh %2\n"), both,
        "Removed: text around the token.");
    row("cookie", text("Cookie: sessionid=8fk2; access_token=%1; theme=dark"), one,
        "Removed: a cookie.");
    row("set-cookie", text("Set-Cookie: jwt=%1; Path=/; HttpOnly; SameSite=Lax"), one,
        "Removed: a cookie.");
    row("form body", text("grant_type=urn&assertion=%1&scope=a"), one,
        "Removed: text around the token.");
    row("address with query", text("https://example.org/cb?token=%1&state=3"), one,
        "Removed: an address.");
    row("address with fragment", text("https://example.org/cb#access_token=%1&expires_in=3600"),
        one, "Removed: an address.");
    row("token in a path", text("https://example.org/verify/%1/"), one, "Removed: an address.");
    row("environment line", text("export TOKEN=\"%1\""), one, "Removed: text around the token.");
    row("log line", text("12:00:01 DEBUG got token [%1] from cache"), one,
        "Removed: text around the token.");
    row("end of a sentence", text("The token is %1."), one, "Removed: text around the token.");
    row("wrapped at 64", wrapped(kAccess, 64), one, "Removed: line breaks inside the token.");
    row("wrapped at 76 with CRLF", wrapped(kAccess, 76, QStringLiteral("\r\n")), one,
        "Removed: line breaks inside the token.");
    row("wrapped with indent", wrapped(kAccess, 40, QStringLiteral("\n    ")), one,
        "Removed: line breaks inside the token.");
    row("wrapped in a quoted mail",
        QStringLiteral("> ") + wrapped(kAccess, 60, QStringLiteral("\n> ")), one,
        "Removed: white space or punctuation, line breaks inside the token.");
    row("wrapped in a header", QStringLiteral("Authorization: Bearer ") + wrapped(kAccess, 50), one,
        "Removed: an Authorization header, line breaks inside the token.");
    row("wrapped in JSON",
        QStringLiteral("{\"access\": \"%1\",\n\"refresh\": \"%2\"}")
            .arg(wrapped(kAccess, 70), wrapped(kRefresh, 70)),
        both, "Removed: a JSON document, line breaks inside the token.");
    row("broken at the dots", QString(kAccess).replace(u'.', QStringLiteral(".\n")), one,
        "Removed: line breaks inside the token.");
    row("complete, a word on the next line", text("%1\nThanks"), one,
        "Removed: text around the token.");
    row("blanks inside", wrapped(kAccess, 50, QStringLiteral(" ")), one,
        "Removed: blanks inside the token.");
    row("URL-encoded header", encoded(text("Bearer %1")), one,
        "Removed: the word in front of the token, URL-encoding.");
    row("URL-encoded JSON cookie",
        QStringLiteral("Cookie: auth=") + encoded(two("{\"access\":\"%1\",\"refresh\":\"%2\"}")),
        both, "Removed: a cookie, URL-encoding.");
    row("URL-encoded twice", encoded(encoded(text("Bearer %1"))), one,
        "Removed: the word in front of the token, URL-encoding.");
    row("encoded dots", QString(kAccess).replace(u'.', QStringLiteral("%2E")), one,
        "Removed: URL-encoding.");
    row("byte order mark and zero-width blanks",
        QChar(0xFEFF) + kAccess.left(30) + QChar(0x200B) + kAccess.mid(30), one,
        "Removed: invisible characters.");
    row("no signature (alg none)", QStringLiteral("eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0."),
        {QStringLiteral("eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.")});
    row("base64 padding stays, to be refused", kAccess + u'=', {kAccess + u'='});
    row("five parts stay, to be refused", kAccess + QStringLiteral(".abc.def"),
        {kAccess + QStringLiteral(".abc.def")});
    row("header with blanks", QStringLiteral("eyAiYWxnIjogIkhTMjU2IiB9.eyJzdWIiOiIxIn0.c2ln"),
        {QStringLiteral("eyAiYWxnIjogIkhTMjU2IiB9.eyJzdWIiOiIxIn0.c2ln")});
}

void TestTokenText::finds()
{
    QFETCH(const QString, pasted);
    QFETCH(const QStringList, tokens);
    QFETCH(const QString, stripped);
    const ExtractedTokens found = extractTokens(pasted);
    QStringList texts;
    for (const ExtractedToken &token : found.tokens)
        texts.append(token.text);
    QCOMPARE(texts, tokens);
    QCOMPARE(found.stripped, stripped);
    QCOMPARE(found.problem, QString());
    for (const ExtractedToken &token : found.tokens) {
        if (token.text == kAccess)
            QCOMPARE(token.kind, QStringLiteral("access"));
        else if (token.text == kRefresh)
            QCOMPARE(token.kind, QStringLiteral("refresh"));
    }
}

void TestTokenText::tellsKindByName_data()
{
    QTest::addColumn<QString>("pasted");
    QTest::addColumn<QString>("kind");
    const auto row = [](const char *name, const char *format, const char *kind) {
        QTest::newRow(name) << QString::fromLatin1(format).arg(kPlain) << QString::fromLatin1(kind);
    };
    row("nothing", "%1", "");
    row("access", "{\"access\":\"%1\"}", "access");
    row("access_token", "access_token=%1", "access");
    row("refreshToken", "{\"refreshToken\": \"%1\"}", "refresh");
    row("escaped", "{\\\"refresh\\\":\\\"%1\\\"}", "refresh");
    row("id_token", "{\"id_token\":\"%1\"}", "id");
    row("cookie", "Cookie: refresh=%1", "refresh");
    row("some other name", "{\"jwt\":\"%1\"}", "");
}

void TestTokenText::tellsKindByName()
{
    QFETCH(const QString, pasted);
    QFETCH(const QString, kind);
    const ExtractedTokens found = extractTokens(pasted);
    QCOMPARE(found.tokens.size(), std::size_t{1});
    QCOMPARE(found.tokens[0].text, kPlain);
    QCOMPARE(found.tokens[0].kind, kind);
}

void TestTokenText::saysWhyThereIsNone_data()
{
    QTest::addColumn<QString>("pasted");
    QTest::addColumn<bool>("problem");
    QTest::newRow("nothing") << QString() << false;
    QTest::newRow("white space") << QStringLiteral(" \n\t ") << false;
    QTest::newRow("prose") << QStringLiteral("please have a look at this") << true;
    QTest::newRow("quotes") << QStringLiteral("\"\"") << true;
    QTest::newRow("Bearer alone") << QStringLiteral("Authorization: Bearer ") << true;
    QTest::newRow("JSON without tokens")
        << QStringLiteral("{\"detail\": \"No active account\"}") << true;
}

void TestTokenText::saysWhyThereIsNone()
{
    QFETCH(const QString, pasted);
    QFETCH(const bool, problem);
    const ExtractedTokens found = extractTokens(pasted);
    QVERIFY(found.tokens.empty());
    QCOMPARE(!found.problem.isEmpty(), problem);
    QCOMPARE(found.stripped, QString());
}

void TestTokenText::handsOnDamagedWord_data()
{
    QTest::addColumn<QString>("pasted");
    QTest::addColumn<QString>("token");
    QTest::newRow("a word") << QStringLiteral("hello") << QStringLiteral("hello");
    QTest::newRow("two parts") << QStringLiteral("Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0")
                               << QStringLiteral("eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0");
    QTest::newRow("wrong characters")
        << QStringLiteral("eyJh!Gci.eyJzdWIi.c2ln") << QStringLiteral("eyJh!Gci.eyJzdWIi.c2ln");
    QTest::newRow("no JSON header")
        << QStringLiteral("\"abc.def.ghi\"") << QStringLiteral("abc.def.ghi");
    QTest::newRow("dots") << QStringLiteral("..") << QStringLiteral("..");
}

void TestTokenText::handsOnDamagedWord()
{
    QFETCH(const QString, pasted);
    QFETCH(const QString, token);
    const ExtractedTokens found = extractTokens(pasted);
    QCOMPARE(found.tokens.size(), std::size_t{1});
    QCOMPARE(found.tokens[0].text, token);
    QCOMPARE(found.problem, QString());
}

void TestTokenText::keepsEachTokenOnce()
{
    const ExtractedTokens found =
        extractTokens(QStringLiteral("%1 %2 %1 %1").arg(kAccess, kRefresh));
    QCOMPARE(found.tokens.size(), std::size_t{2});
}

void TestTokenText::limitsLengthAndCount()
{
    QVERIFY(extractTokens(QString(kMaximumPastedLength, u'a')).problem.isEmpty());
    const ExtractedTokens tooLong = extractTokens(kAccess + QString(kMaximumPastedLength, u' '));
    QVERIFY(tooLong.tokens.empty());
    QVERIFY(tooLong.problem.contains(QLatin1String("1 MiB")));

    QString many;
    for (int i = 0; i < 40; ++i)
        many += QStringLiteral("eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn%1.c2ln\n")
                    .arg(i, 2, 10, QChar(u'0'));
    QCOMPARE(extractTokens(many).tokens.size(), kMaximumPastedTokens);
}

void TestTokenText::isLinear_data()
{
    QTest::addColumn<QString>("unit");
    QTest::newRow("ey") << QStringLiteral("ey");
    QTest::newRow("ey and dot") << QStringLiteral("eyJ.");
    QTest::newRow("ey and blank") << QStringLiteral("eyJ ");
    QTest::newRow("ey and line break") << QStringLiteral("eyJ\n");
    QTest::newRow("short lines") << QStringLiteral("a\n");
    QTest::newRow("blanks") << QStringLiteral(" ");
    QTest::newRow("quotes") << QStringLiteral("\"");
    QTest::newRow("per cent") << QStringLiteral("%252E");
    QTest::newRow("broken token") << QStringLiteral("eyJhbGciOiJIUzI1NiJ9.eyJ9.\na\n");
}

void TestTokenText::isLinear()
{
    QFETCH(const QString, unit);
    const QString text = unit.repeated(kMaximumPastedLength / unit.size());
    const std::clock_t before = std::clock(); // of this process alone, however busy the machine is
    QVERIFY(extractTokens(text).tokens.size() <= kMaximumPastedTokens);
    const double seconds = double(std::clock() - before) / CLOCKS_PER_SEC;
    // A quadratic search of a mebibyte takes minutes, a linear one milliseconds.
    QVERIFY2(seconds < 20, qPrintable(QString::number(seconds)));
}

QTEST_APPLESS_MAIN(TestTokenText)
#include "tst_tokentext.moc"
