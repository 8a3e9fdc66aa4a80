// SPDX-License-Identifier: GPL-3.0-or-later
// tokendeskd token inspect, sign, tamper: what is done with a text that is a token.
#include "tests/unit/app/daemonprocess.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace tokendesk::test;

namespace {

/// PKCS#8 under PBES2, opened by "Sesame 1234": an Ed25519 key that signs nothing but here.
constexpr const char *kEncryptedPem =
    "-----BEGIN ENCRYPTED PRIVATE KEY-----\n"
    "MIGbMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAiqeNAKan0mOgICCAAw\n"
    "DAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEELYgQ3b4i8WZkj16vBxhj5IEQN5s\n"
    "JqNx/L+qsDVSlzwfUlSWjs3pfjc76CvTSB+7z6+f90z/y11DHBSjhQ+/6nH2N25X\n"
    "nrkigbKuPl7UniJZURg=\n"
    "-----END ENCRYPTED PRIVATE KEY-----\n";

} // namespace

class TestCliTokens : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_directory;

    Outcome line(const QString &words, const QByteArray &input = {})
    {
        return runDaemon(QStringList{QStringLiteral("--data-dir"), m_directory->path()}
                             + words.split(QLatin1Char(' '), Qt::SkipEmptyParts),
                         input);
    }
    Outcome line(const char *words, const QByteArray &input = {})
    {
        return line(QString::fromUtf8(words), input);
    }
    QString write(const char *name, const QByteArray &content)
    {
        QFile file(m_directory->filePath(QLatin1String(name)));
        return file.open(QIODevice::WriteOnly) && file.write(content) == content.size()
                   ? file.fileName()
                   : QString();
    }
    static QString text(const QJsonObject &object, const char *name)
    {
        return object.value(QLatin1String(name)).toString();
    }
    QByteArray minted()
    {
        if (line("user add ada --password-stdin", "corr3ct horse staple\n").code != 0)
            return {};
        return text(line("token mint --user ada --json").object(), "token").toLatin1();
    }
    /// Status that \a endpoint would answer to a row of `token tamper --json`; 0: not told.
    static int statusOf(const QJsonObject &row, const char *endpoint)
    {
        for (const QJsonValue &answer : row.value(QLatin1String("answers")).toArray()) {
            if (answer[QLatin1String("endpoint")] == QLatin1String(endpoint))
                return answer[QLatin1String("status")].toInt();
        }
        return 0;
    }

private slots:
    void init()
    {
        m_directory = std::make_unique<QTemporaryDir>();
        QVERIFY(m_directory->isValid());
    }

    void exactAndRemarks()
    {
        QCOMPARE(line("user add ada --password-stdin", "corr3ct horse staple\n").code, 0);
        const Outcome minted =
            line("token mint --user ada --claim phone=5550100 --lifetime 3d --json");
        QCOMPARE(minted.code, 0);
        const QByteArray token = text(minted.object(), "token").toLatin1();
        QCOMPARE(line("token inspect", "Authorization: Bearer " + token + " \n").code, 0);
        QCOMPARE(line("token inspect --exact", token).code, 0);
        QCOMPARE(line("token inspect --exact", token + ' ').code, 1);
        QCOMPARE(line("token inspect --exact", "Bearer " + token).code, 1);
        const Outcome told = line("token inspect", token);
        QVERIFY(told.out.contains("Remark: Lives longer than a day and is no refresh token: 3 d."));
        QVERIFY(told.out.contains(": phone.") || told.out.contains(", phone."));
        const QJsonArray remarks =
            line("token inspect --json", token).object().value(QLatin1String("remarks")).toArray();
        QCOMPARE(remarks.size(), 2);
        QCOMPARE(text(remarks.at(0).toObject(), "remark"), QStringLiteral("long_lifetime"));
    }

    void signsWrittenClaims()
    {
        const QByteArray claims = "{\"token_type\":\"access\",\"exp\":9999999999,\"user_id\":\"1\","
                                  "\"jti\":\"00112233445566778899aabb80000002\"}";
        const QString secret = write("secret", "some secret or other\n");
        const Outcome own =
            runDaemon({QStringLiteral("--data-dir"), m_directory->path(), QStringLiteral("token"),
                       QStringLiteral("sign"), QStringLiteral("--key"), secret,
                       QStringLiteral("--header"), QStringLiteral(R"({"alg":"HS256"})")},
                      claims);
        QVERIFY2(own.code == 0, own.err.constData());
        const Outcome checked = line(u"token inspect --json --key " + secret, own.out);
        QCOMPARE(text(checked.object().value(QLatin1String("verdict")).toObject(), "cause"),
                 QStringLiteral("user_unknown"));
        QVERIFY(line("event list --json").out.indexOf("token.signed") < 0);

        QCOMPARE(line("token sign --json", claims).code, 0);
        QVERIFY(line("event list --json").out.contains("token.signed"));
        const Outcome bad = line("token sign", "{\"a\":1,}");
        QCOMPARE(bad.code, 1);
        QVERIFY2(bad.err.contains("payload"), bad.err.constData());
        QCOMPARE(line(u"token sign --key " + secret, claims).code, 1);
    }

    void listsWhatBecomesOfChangedTokens()
    {
        const QByteArray token = minted();
        const Outcome json = line("token tamper --json", "Authorization: Bearer " + token);
        QVERIFY2(json.code == 0, json.err.constData());
        const QJsonArray rows = json.array();
        QVERIFY(rows.size() > 15);
        for (const QJsonValue &value : rows) {
            const QJsonObject row = value.toObject();
            const QByteArray name = text(row, "name").toLatin1();
            const bool isChanged = name != "unchanged";
            QCOMPARE(row.value(QLatin1String("accepted")).toBool(), !isChanged);
            QVERIFY2(text(row, "sentence")
                         .startsWith(QLatin1String(isChanged ? "Refused: " : "Accepted: ")),
                     name.constData());
            QCOMPARE(text(row, "cause").isEmpty(), !isChanged);
            QVERIFY2(statusOf(row, "verify") == (isChanged ? 401 : 200), name.constData());
            QVERIFY2(statusOf(row, "refresh") == 401, name.constData()); // it is for access
            QVERIFY2(statusOf(row, "profile") == (isChanged ? 401 : 200), name.constData());
        }
        QVERIFY(!json.out.contains(token.mid(token.lastIndexOf('.') + 1)));

        const Outcome shown = line("token tamper -", token);
        QCOMPARE(shown.code, 0);
        QCOMPARE(shown.out.count('\n'), rows.size() + 1);
        QVERIFY(shown.out.contains("alg_none"));
        QVERIFY(shown.out.contains("401 token_not_valid"));
    }

    void tellsOfChangesThatAreAccepted()
    {
        // Whoever verifies with a secret that everybody knows accepts what everybody signs.
        const QString key = write("secret", "secret\n");
        const Outcome made =
            runDaemon({QStringLiteral("--data-dir"), m_directory->path(), QStringLiteral("token"),
                       QStringLiteral("sign"), QStringLiteral("--key"), key,
                       QStringLiteral("--header"), QStringLiteral(R"({"alg":"HS256"})")},
                      "{\"token_type\":\"other\",\"exp\":9999999999,\"jti\":\"a\"}");
        QVERIFY2(made.code == 0, made.err.constData());
        const Outcome guessed = line(u"token tamper --json --key " + key, made.out);
        QStringList accepted;
        for (const QJsonValue &row : guessed.array()) {
            if (row[QLatin1String("accepted")].toBool())
                accepted.append(row[QLatin1String("name")].toString());
        }
        QVERIFY(accepted.contains(QStringLiteral("unchanged")));
        QCOMPARE(guessed.code, accepted.size() > 1 ? 1 : 0);
        for (const QString &name : accepted)
            QCOMPARE(guessed.err.contains(name.toLatin1()), name != QLatin1String("unchanged"));
    }

    void onlyTokensAreTamperedWith()
    {
        QCOMPARE(line("token tamper", "nothing like it").code, 1);
        QCOMPARE(line("token tamper --exact", "nothing like it").code, 1);
        QCOMPARE(line("token tamper no-token").code, 1);
        QCOMPARE(line("token tamper --no-such-option").code, 2);
    }

    void encryptedKeysTakeTheirPassphrase()
    {
        const QString key = write("key.pem", kEncryptedPem);
        const QString right = write("right", "Sesame 1234\n");
        const QString wrong = write("wrong", "Sesame 1235\n");
        const auto sign = [&](const QStringList &more) {
            return runDaemon(QStringList{QStringLiteral("--data-dir"), m_directory->path(),
                                         QStringLiteral("token"), QStringLiteral("sign"),
                                         QStringLiteral("--key"), key, QStringLiteral("--header"),
                                         QStringLiteral(R"({"alg":"EdDSA"})")}
                                 + more,
                             "{\"exp\":9999999999}");
        };
        const QString option = QStringLiteral("--passphrase-file");
        const Outcome locked = sign({});
        QCOMPARE(locked.code, 1);
        QVERIFY2(locked.err.contains("needs its passphrase"), locked.err.constData());
        const Outcome mistaken = sign({option, wrong});
        QCOMPARE(mistaken.code, 1);
        QVERIFY2(mistaken.err.contains("does not open the key"), mistaken.err.constData());
        const Outcome made = sign({option, right});
        QVERIFY2(made.code == 0, made.err.constData());

        const auto signature = [&](const QString &options) {
            const Outcome found = line(u"token inspect --json " + options, made.out);
            for (const QJsonValue &check : found.object()
                                               .value(QLatin1String("verdict"))
                                               .toObject()
                                               .value(QLatin1String("checks"))
                                               .toArray()) {
                if (check[QLatin1String("check")] == QLatin1String("signature"))
                    return check[QLatin1String("outcome")].toString();
            }
            return QString::fromUtf8(found.err);
        };
        QCOMPARE(signature(u"--key " + key + u" --passphrase-file " + right),
                 QStringLiteral("passed"));
        QVERIFY(signature(u"--key " + key).contains(QLatin1String("needs its passphrase")));
        QVERIFY(signature(u"--key " + key + u" --passphrase-file " + wrong)
                    .contains(QLatin1String("does not open the key")));
        QVERIFY(signature(u"--passphrase-file " + right).contains(QLatin1String("--key")));
    }
};

QTEST_GUILESS_MAIN(TestCliTokens)
#include "tst_clitokens.moc"
