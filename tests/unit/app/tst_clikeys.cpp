// SPDX-License-Identifier: GPL-3.0-or-later
// tokendeskd key … and tokendeskd token mint, inspect --key, --jwks.
#include "tests/unit/app/daemonprocess.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace tokendesk::test;

class TestCliKeys : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_directory;
    QTemporaryDir m_keys; ///< another installation, whose keys are foreign to ours

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

private slots:
    void init()
    {
        m_directory = std::make_unique<QTemporaryDir>();
        QVERIFY(m_directory->isValid());
    }

    void fromNextToRetired()
    {
        const QJsonObject first = line("key list --json").array().first().toObject();
        QCOMPARE(text(first, "algorithm"), QStringLiteral("HS256"));
        const Outcome added = line("key add --algorithm EdDSA --json");
        QCOMPARE(added.code, 0);
        const QString kid = text(added.object(), "kid");
        QCOMPARE(text(added.object(), "state"), QStringLiteral("next"));
        QCOMPARE(line("key add --algorithm ED25519").code, 1);
        QCOMPARE(line("key add --algorithm RS256 --bits 1024").code, 1);

        const Outcome planned = line("key rotate --at 2999-01-01T00:00:00Z --json");
        QCOMPARE(planned.code, 0);
        QCOMPARE(text(planned.object(), "kid"), kid);
        QVERIFY(text(planned.object(), "activates_at").startsWith(QLatin1String("2999-01-01")));
        const Outcome waiting = line(u"key unschedule --json " + kid);
        QCOMPARE(waiting.code, 0);
        QVERIFY(waiting.object().value(QLatin1String("activates_at")).isNull());
        QCOMPARE(line(u"key unschedule " + kid).code, 1); // it has no date
        const Outcome rotated = line(u"key rotate --json --kid " + kid);
        QCOMPARE(rotated.code, 0);
        QCOMPARE(text(rotated.object(), "state"), QStringLiteral("active"));
        const QJsonArray keys = line("key list --json").array();
        QCOMPARE(keys.size(), 2);
        QCOMPARE(text(keys.first().toObject(), "state"), QStringLiteral("retiring"));
        QVERIFY(!text(keys.first().toObject(), "leaves_at").isEmpty());
        QVERIFY(line("key list").out.contains("verifies until"));

        const Outcome refused = line(u"key retire " + kid);
        QCOMPARE(refused.code, 1);
        QVERIFY(refused.err.contains("rotate"));
        QCOMPARE(line(u"key retire " + text(first, "kid")).code, 0);
        QCOMPARE(line("key retire nobody").code, 1);
        QCOMPARE(line("key retire").code, 2);
        const QByteArray log = line("event list --json").out;
        for (const char *type :
             {"key.generated", "key.scheduled", "key.unscheduled", "key.activated", "key.retired"})
            QVERIFY2(log.contains(type), type);
    }

    void onlyRsaKeysHaveALength()
    {
        for (const char *words : {"key add --algorithm ES256 --bits 2048",
                                  "key add --algorithm HS512 --bits 512", "key add --bits 2048"}) {
            const Outcome refused = line(words);
            QCOMPARE(refused.code, 1);
            QVERIFY2(refused.err.startsWith("tokendeskd: bits: only RSA"), refused.err.constData());
        }
        QCOMPARE(line("key list --json").array().size(), 1);
        QCOMPARE(line("key add --algorithm RS256 --bits 2048 --activate").code, 0);
        QCOMPARE(line("key add --bits 2048").code, 0); // as the one that signs
    }

    void takesKeyIdsThatBeginWithADash()
    {
        const QString kid = u'-' + QString(42, QLatin1Char('A'));
        for (const char *words : {"key retire %1", "key export --public %1", "key rotate --kid %1",
                                  "key retire kid:%1"}) {
            const Outcome refused = line(QString::fromLatin1(words).arg(kid));
            QCOMPARE(refused.code, 1); // there is none, which is another thing than bad usage
            QVERIFY2(refused.err.contains("no such key"), refused.err.constData());
        }
        QCOMPARE(line("key retire --nonsense").code, 2);
        QCOMPARE(line(u"key retire " + kid.left(42)).code, 2);
    }

    void exportAndImport()
    {
        const Outcome added = line("key add --algorithm ES256 --activate --json");
        const QString kid = text(added.object(), "kid");
        const Outcome open = line(u"key export --public " + kid);
        QCOMPARE(open.code, 0);
        QVERIFY(open.out.startsWith("-----BEGIN PUBLIC KEY-----\n"));
        const Outcome jwk = line(u"key export --jwk " + kid);
        QCOMPARE(text(jwk.object(), "kid"), kid);
        QVERIFY(!jwk.object().contains(QLatin1String("d")));
        QCOMPARE(line(u"key export " + kid).code, 1); // never in the clear
        const QString passphrase = write("passphrase", "correct horse battery\n");
        const Outcome closed = line(u"key export " + kid + u" --passphrase-file " + passphrase);
        QCOMPARE(closed.code, 0);
        QVERIFY(closed.out.startsWith("-----BEGIN ENCRYPTED PRIVATE KEY-----\n"));

        const QString file = write("key.pem", closed.out);
        QTemporaryDir other;
        const auto elsewhere = [&](const QString &words) {
            return runDaemon(QStringList{QStringLiteral("--data-dir"), other.path()}
                             + words.split(QLatin1Char(' ')));
        };
        const QString import = u"key import --json --activate --file " + file;
        QVERIFY(elsewhere(import).err.contains("passphrase"));
        const Outcome taken = elsewhere(import + u" --passphrase-file " + passphrase);
        QCOMPARE(taken.code, 0);
        QCOMPARE(text(taken.object(), "kid"), kid);
        QCOMPARE(text(taken.object(), "algorithm"), QStringLiteral("ES256"));
        QVERIFY(!taken.out.contains("correct horse"));
    }

    void mintAndInspect()
    {
        QCOMPARE(line("user add ada --password-stdin", "corr3ct horse staple\n").code, 0);
        const Outcome added = line("key add --algorithm PS256 --bits 2048 --activate --json");
        QCOMPARE(added.code, 0);
        const Outcome minted =
            line("token mint --user ada --claim scope=read --claim level=3 --lifetime 1h --json");
        QCOMPARE(minted.code, 0);
        const QByteArray token = text(minted.object(), "token").toLatin1();
        QCOMPARE(line("token inspect", token).code, 0);
        QCOMPARE(line("token mint --user nobody").code, 1);
        QCOMPARE(line("token mint --user ada --claim exp=1").code, 1);
        QCOMPARE(line("token mint --user ada --lifetime soon").code, 1);
        const Outcome twice = line("token mint --user ada --claim level=1 --claim level=2");
        QCOMPARE(twice.code, 1);
        QVERIFY2(twice.err.contains("\"level\" is given twice"), twice.err.constData());
        QCOMPARE(line("token mint").code, 2);

        const QString kid = text(added.object(), "kid");
        const QByteArray pem = line(u"key export --public " + kid).out;
        const QByteArray jwk = line(u"key export --jwk " + kid).out;
        const QString pemFile = write("public.pem", pem);
        const QString setFile = write("jwks.json", "{\"keys\":[" + jwk + "]}");
        QCOMPARE(line(u"token inspect --key " + pemFile, token).code, 0);
        QCOMPARE(line(u"token inspect --jwks " + setFile, token).code, 0);
        QCOMPARE(line(u"token inspect --key " + pemFile + u" --jwks " + setFile, token).code, 1);
        const QString secret = write("secret", "some secret or other\n");
        QCOMPARE(line(u"token inspect --key " + secret, token).code, 1);
        // Ending its session ends the token.
        QCOMPARE(line(u"session end " + text(minted.object(), "session")).code, 0);
        QCOMPARE(line("token inspect", token).code, 1);
    }

    void foreignKeysInEveryForm_data()
    {
        QTest::addColumn<QByteArray>("token");
        QTest::addColumn<QString>("option");
        QTest::addColumn<QByteArray>("key");
        // RFC 7515 appendix A.1, whose secret is given as JWK, as JWK Set and in base64url.
        const QByteArray hs = "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9."
                              "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFt"
                              "cGxlLmNvbS9pc19yb290Ijp0cnVlfQ."
                              "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
        const QByteArray k = "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4h"
                             "cgUuTwjAzZr1Z9CAow";
        const QByteArray jwk = "{\"kty\":\"oct\",\"k\":\"" + k + "\"}";
        QTest::newRow("JWK") << hs << QStringLiteral("--key") << jwk;
        QTest::newRow("JWK Set") << hs << QStringLiteral("--jwks")
                                 << QByteArray("{\"keys\":[" + jwk + "]}");
        QTest::newRow("base64url") << hs << QStringLiteral("--key") << QByteArray(k + '\n');
        // {"alg":"HS256"} and {"exp":1}, signed with a short secret as text.
        QTest::newRow("text") << shortToken() << QStringLiteral("--key") << QByteArray("secret\n");
        // RFC 8037 appendix A.4: the payload is no object, so a token of our own.
        const Outcome added = runDaemon({QStringLiteral("--data-dir"), m_keys.path(),
                                         QStringLiteral("key"), QStringLiteral("add"),
                                         QStringLiteral("--algorithm"), QStringLiteral("EdDSA"),
                                         QStringLiteral("--activate"), QStringLiteral("--json")});
        const auto elsewhere = [this](const QStringList &words, const QByteArray &input = {}) {
            return runDaemon(QStringList{QStringLiteral("--data-dir"), m_keys.path()} + words,
                             input);
        };
        elsewhere({QStringLiteral("user"), QStringLiteral("add"), QStringLiteral("ada"),
                   QStringLiteral("--password-stdin")},
                  "corr3ct horse staple\n");
        const QByteArray own = text(elsewhere({QStringLiteral("token"), QStringLiteral("mint"),
                                               QStringLiteral("--user"), QStringLiteral("ada"),
                                               QStringLiteral("--json")})
                                        .object(),
                                    "token")
                                   .toLatin1();
        QTest::newRow("PEM") << own << QStringLiteral("--key")
                             << elsewhere({QStringLiteral("key"), QStringLiteral("export"),
                                           QStringLiteral("--public"),
                                           u"kid:" + text(added.object(), "kid")})
                                    .out;
    }
    /// {"alg":"HS256"}.{"token_type":"access","exp":99999999999}, signed with "secret".
    static QByteArray shortToken()
    {
        return "eyJhbGciOiJIUzI1NiJ9.eyJ0b2tlbl90eXBlIjoiYWNjZXNzIiwiZXhwIjo5OTk5OTk5OTk5OX0."
               "lkau8ucLUjQmOhkUKFzcmliEoAgt1SXOD6QRmF4qiq0";
    }
    void foreignKeysInEveryForm()
    {
        QFETCH(QByteArray, token);
        QFETCH(QString, option);
        QFETCH(QByteArray, key);
        const auto signatureOf = [](const Outcome &outcome) {
            const auto checks = outcome.object()
                                    .value(QLatin1String("verdict"))
                                    .toObject()
                                    .value(QLatin1String("checks"))
                                    .toArray();
            for (const auto &check : checks) {
                if (text(check.toObject(), "check") == QLatin1String("signature"))
                    return text(check.toObject(), "outcome");
            }
            return QString();
        };
        const QString file = write("foreign", key);
        const QString words = u"token inspect --json " + option + u' ' + file;
        QCOMPARE(signatureOf(line(words, token)), QStringLiteral("passed"));
        // Never with the server's own keys, and never with another one.
        QCOMPARE(signatureOf(line("token inspect --json", token)) == QLatin1String("passed"),
                 false);
        const QString other = write("other", "another secret of some length\n");
        QVERIFY(signatureOf(line(u"token inspect --json --key " + other, token))
                != QLatin1String("passed"));
    }

    void shortSecretsVerifyWithAWarningAndIssueNothing()
    {
        const QString file = write("secret", "secret\n");
        const Outcome shown = line(u"token inspect --key " + file, shortToken());
        QVERIFY2(shown.out.contains("Warning: the secret is shorter"), shown.out.constData());
        const Outcome told = line(u"token inspect --json --key " + file, shortToken());
        QVERIFY(told.object()
                    .value(QLatin1String("verdict"))
                    .toObject()
                    .value(QLatin1String("short_secret"))
                    .toBool());
        const Outcome refused = line(u"key import --algorithm HS256 --file " + file);
        QCOMPARE(refused.code, 1);
        QVERIFY2(refused.err.contains("32 bytes"), refused.err.constData());
        QCOMPARE(line("key list --json").array().size(), 1);
    }

    void weakKeysAreNamedAtEveryStart()
    {
        const QString file = write("secret", "django-insecure-0123456789abcdef0123456789\n");
        const QString import = u"key import --activate --algorithm HS256 --file " + file;
        QVERIFY(line(import).err.contains("django-insecure-"));
        QCOMPARE(line(import + u" --allow-weak").code, 0);
        RunningDaemon daemon;
        QVERIFY(daemon.start({QStringLiteral("--data-dir"), m_directory->path(),
                              QStringLiteral("serve"), QStringLiteral("--listen"),
                              QStringLiteral("127.0.0.1:0")}));
        QCOMPARE(daemon.stop(), 0);
        const QByteArray errors = daemon.errors();
        QVERIFY2(errors.contains("tokendeskd: warning: key "), errors.constData());
        QVERIFY(!errors.contains("0123456789abcdef"));
    }

    void refusalsNameCauseAndFacts()
    {
        QCOMPARE(line("user add ada --password-stdin", "corr3ct horse staple\n").code, 0);
        const auto mint = [this] {
            return text(line("token mint --user ada --json").object(), "token").toLatin1();
        };
        const auto why = [this](const QByteArray &token, const QString &options = {}) {
            const Outcome found = line(u"token inspect" + options, token);
            return found.code == 1 ? found.err : QByteArray("accepted");
        };
        const QByteArray token = mint();
        QCOMPARE(line("token inspect", token).code, 0);
        QVERIFY(why(token, QStringLiteral(" --at 2999-01-01T00:00:00Z")).contains("xpired "));
        QByteArray bent = token;
        bent[bent.size() - 5] = bent[bent.size() - 5] == 'A' ? 'B' : 'A';
        QVERIFY2(why(bent).contains("signature is wrong; checked with"), why(bent).constData());
        QVERIFY(why("e30." + token.split('.').at(1) + ".AAAA").contains("no algorithm"));
        QVERIFY2(why(shortToken()).contains("signature is wrong; checked with the one key"),
                 why(shortToken()).constData());
        const QByteArray none = "eyJhbGciOiJub25lIn0.e30.";
        QVERIFY2(why(none).contains("the token says \"none\", the keys are for HS256"),
                 why(none).constData());
        QCOMPARE(line("user disable ada").code, 0);
        QVERIFY2(why(token).contains("session has ended; session "), why(token).constData());
        QCOMPARE(line("user enable ada").code, 0);
        const QByteArray second = mint();
        QCOMPARE(line("settings set issuer somebody").code, 0);
        QVERIFY2(why(second).contains("; the token says nothing, this server wants \"somebody\""),
                 why(second).constData());
        const QByteArray third = mint();
        QCOMPARE(line("token inspect", third).code, 0);
        QCOMPARE(line("settings set issuer other").code, 0);
        QVERIFY2(why(third).contains(
                     "another issuer; the token says \"somebody\", this server wants \"other\""),
                 why(third).constData());
    }

    void aNewKeyFileWhileADaemonServes()
    {
        QCOMPARE(line("user add ada --password-stdin", "corr3ct horse staple\n").code, 0);
        RunningDaemon daemon;
        QVERIFY(daemon.start({QStringLiteral("--data-dir"), m_directory->path(),
                              QStringLiteral("serve"), QStringLiteral("--listen"),
                              QStringLiteral("127.0.0.1:0")}));
        QFile file(m_directory->filePath(QStringLiteral("secret.key")));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray before = file.readAll();
        file.close();
        const Outcome done = line("key rotate-file --json");
        QVERIFY2(done.code == 0, done.err.constData());
        QCOMPARE(done.object().value(QLatin1String("keys")).toInt(), 1);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll() != before);
        file.close();
        // A key that is encrypted under the new one alone reaches the daemon.
        const Outcome added = line("key add --algorithm EdDSA --activate --json");
        QCOMPARE(added.code, 0);
        QNetworkAccessManager network;
        QByteArray header;
        QTRY_VERIFY_WITH_TIMEOUT(
            (header = QByteArray::fromBase64(
                 postJson(network, daemon.url() + QStringLiteral("/api/token/"),
                          {{QStringLiteral("username"), QStringLiteral("ada")},
                           {QStringLiteral("password"), QStringLiteral("corr3ct horse staple")}})
                     .json.value(QLatin1String("access"))
                     .toString()
                     .section(QLatin1Char('.'), 0, 0)
                     .toLatin1(),
                 QByteArray::Base64UrlEncoding))
                .contains(text(added.object(), "kid").toLatin1()),
            kPatienceMs);
        QCOMPARE(daemon.stop(), 0);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(!daemon.errors().contains(file.readAll().trimmed()));
    }

    void aLostKeyFileIsAClearError()
    {
        QCOMPARE(line("key list").code, 0);
        const QString path = m_directory->filePath(QStringLiteral("secret.key"));
        QCOMPARE(line("key rotate-file --lost").code, 1); // it is there
        write("secret.key", QByteArray(64, 'c'));
        for (const char *words : {"serve --listen 127.0.0.1:0", "check", "key list"}) {
            const Outcome wrong = line(words);
            QCOMPARE(wrong.code, 3);
            QVERIFY2(wrong.err.contains("rotate-file --lost"), wrong.err.constData());
            QCOMPARE(wrong.err.count('\n'), 1);
        }
        QVERIFY(QFile::remove(path));
        const Outcome missing = line("check");
        QCOMPARE(missing.code, 3);
        QVERIFY2(missing.err.contains("is missing"), missing.err.constData());
        const Outcome anew = line("key rotate-file --lost");
        QVERIFY2(anew.code == 0, anew.err.constData());
        QVERIFY(anew.out.contains("log in again"));
        QCOMPARE(line("check").code, 0);
        const QJsonArray keys = line("key list --json").array();
        QCOMPARE(keys.size(), 2);
        QCOMPARE(text(keys.first().toObject(), "state"), QStringLiteral("retired"));
    }

    void secretsAreNotExported()
    {
        const QString kid = text(line("key list --json").array().first().toObject(), "kid");
        const QString passphrase = write("passphrase", "correct horse battery\n");
        for (const QString &words :
             {QString(u"key export --public kid:" + kid), QString(u"key export --jwk kid:" + kid),
              QString(u"key export kid:" + kid + u" --passphrase-file " + passphrase)}) {
            const Outcome refused = line(words);
            QCOMPARE(refused.code, 1);
            QVERIFY(refused.out.isEmpty());
            QVERIFY2(refused.err.contains("secret"), refused.err.constData());
        }
    }
};

QTEST_GUILESS_MAIN(TestCliKeys)
#include "tst_clikeys.moc"
