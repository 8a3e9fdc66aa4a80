// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/base/passwordpolicy.h"

#include <QSet>
#include <QTest>

using namespace tokendesk;

namespace {

constexpr int kMinimum = 12;

NewUser alice()
{
    NewUser user;
    user.username = QStringLiteral("alice.liddell");
    user.email = QStringLiteral("wonderful@example.org");
    user.firstName = QStringLiteral("Alice");
    user.lastName = QStringLiteral("Liddell");
    return user;
}

ErrorCode codeOf(const QString &password, int minimum = kMinimum)
{
    const auto result = checkPassword(SecretBytes::fromText(password), alice(), minimum);
    return result ? ErrorCode::Count : result.error().code;
}

} // namespace

class TestPasswordPolicy : public QObject
{
    Q_OBJECT

private slots:
    void lengthCountsCodePoints()
    {
        QCOMPARE(codeOf(QStringLiteral("vK7#qz!mW2p")), ErrorCode::PasswordTooShort);
        QCOMPARE(codeOf(QStringLiteral("vK7#qz!mW2pR")), ErrorCode::Count);
        // Twelve code points outside the basic plane are 24 UTF-16 units; eleven are too few.
        QString faces;
        for (char32_t c = 0x1F600; c < 0x1F600 + 11; ++c)
            faces += QString::fromUcs4(&c, 1);
        QCOMPARE(codeOf(faces), ErrorCode::PasswordTooShort);
        QCOMPARE(codeOf(faces + QStringLiteral("x")), ErrorCode::Count);
        const auto error =
            checkPassword(SecretBytes::fromText(QStringLiteral("short")), {}, kMinimum).error();
        QCOMPARE(error.message(),
                 QStringLiteral("password: must have at least 12 characters, has 5"));
    }

    void upperLimits()
    {
        QString text;
        while (text.size() < 1'024)
            text += QStringLiteral("qW3#vz9!");
        QCOMPARE(codeOf(text), ErrorCode::Count);
        QCOMPARE(codeOf(text + u'x'), ErrorCode::PasswordTooLong);
        const char32_t face = 0x1F600;
        QCOMPARE(codeOf(QString::fromUcs4(&face, 1).repeated(1'025)), ErrorCode::PasswordTooLong);
    }

    void onlyTextIsTaken()
    {
        QCOMPARE(
            checkPassword(SecretBytes(QByteArrayView("vK7#qz!\xff\xfemW2pRt")), {}, 8).error().code,
            ErrorCode::InvalidArgument);
        QCOMPARE(codeOf(QString(QStringLiteral("vK7#qz!mW2pR") + QChar(u'\0'))),
                 ErrorCode::InvalidArgument);
    }

    void commonOnesAreRefusedWhateverTheCase()
    {
        QCOMPARE(codeOf(QStringLiteral("password12345")), ErrorCode::PasswordTooCommon);
        QCOMPARE(codeOf(QStringLiteral("PassWord12345")), ErrorCode::PasswordTooCommon);
        QCOMPARE(codeOf(QStringLiteral("password"), 8), ErrorCode::PasswordTooCommon);
        QCOMPARE(codeOf(QStringLiteral("aaaaaaaaaaaabbbb")), ErrorCode::PasswordTooCommon);
        // Whole passwords only: a common word inside a longer phrase is no reason.
        QCOMPARE(codeOf(QStringLiteral("password12345 turnip parade")), ErrorCode::Count);
    }

    void similarOnesAreRefused_data()
    {
        QTest::addColumn<QString>("password");
        for (const char *text :
             {"alice.liddell", "Alice.Liddell1", "lleddil.ecila", "alice.lidde11", "1liddell.alice",
              "wonderful123", "AliceLiddell!", "wonderful@example.org", "tokendesk123",
              "TokenDesk!99", "12345alice12"})
            QTest::newRow(text) << QString::fromLatin1(text);
    }
    void similarOnesAreRefused()
    {
        QFETCH(QString, password);
        const ErrorCode code = codeOf(password);
        if (password == u"1liddell.alice" || password == u"12345alice12")
            QCOMPARE(code, ErrorCode::Count); // seven characters of its own beside the name
        else
            QCOMPARE(code, ErrorCode::PasswordTooSimilar);
        QCOMPARE(passwordStrength(password, alice(), kMinimum).score == 0,
                 code != ErrorCode::Count);
    }

    void strengthGrows()
    {
        const auto score = [](const char *text) {
            return passwordStrength(QString::fromLatin1(text), alice(), kMinimum).score;
        };
        QCOMPARE(score("short"), 0);
        QCOMPARE(score("abcdefghijklmn"), 1);
        QCOMPARE(score("qmzvpwrhtkxd"), 2);
        QVERIFY(score("vK7#qz!mW2pR") > score("qmzvpwrhtkxd"));
        QCOMPARE(score("correct horse battery staple"), 4);
        QVERIFY(!passwordStrength(QStringLiteral("short"), {}, kMinimum).reason.isEmpty());
    }

    void generatedOnesAreGoodAndDifferent()
    {
        QSet<QString> seen;
        for (int i = 0; i < 200; ++i) {
            const QString password = generatePassword();
            QCOMPARE(password.size(), 19);
            QCOMPARE(password.count(u'-'), 3);
            QCOMPARE(codeOf(password), ErrorCode::Count);
            QVERIFY(!password.contains(u'0') && !password.contains(u'O')
                    && !password.contains(u'l'));
            seen.insert(password);
        }
        QCOMPARE(seen.size(), 200);
        QVERIFY(generatePassword(64).size() >= 64);
    }
};

QTEST_APPLESS_MAIN(TestPasswordPolicy)
#include "tst_passwordpolicy.moc"
