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
        for (const char *type : {"key.generated", "key.scheduled", "key.activated", "key.retired"})
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
};

QTEST_GUILESS_MAIN(TestCliKeys)
#include "tst_clikeys.moc"
