// SPDX-License-Identifier: GPL-3.0-or-later
// tokendeskd client …, and what a running daemon makes of it.
#include "tests/unit/app/daemonprocess.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace tokendesk::test;

class TestCliClients : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_directory;

    Outcome line(const QStringList &words, const QByteArray &input = {})
    {
        return runDaemon(QStringList{QStringLiteral("--data-dir"), m_directory->path()} + words,
                         input);
    }
    Outcome line(const QString &words, const QByteArray &input = {})
    {
        return line(words.split(QLatin1Char(' '), Qt::SkipEmptyParts), input);
    }
    Outcome line(const char *words, const QByteArray &input = {})
    {
        return line(QString::fromUtf8(words), input);
    }
    QString path(const char *name) const { return m_directory->filePath(QLatin1String(name)); }
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

    void printsTheSecretOnceAndAlone()
    {
        const Outcome made = line("client add billing");
        QCOMPARE(made.code, 0);
        QCOMPARE(made.out.size(), 44); // and a newline
        const Outcome listed = line("client list");
        QCOMPARE(listed.code, 0);
        QVERIFY(listed.out.contains("billing"));
        QVERIFY(listed.out.contains("enabled"));
        QVERIFY(!listed.out.contains(made.out.trimmed()));
        const Outcome again = line("client add billing");
        QCOMPARE(again.code, 1);
        QVERIFY(again.err.contains("client: There is a client"));
        QVERIFY(again.out.isEmpty());

        const Outcome json =
            line({QStringLiteral("client"), QStringLiteral("add"), QStringLiteral("wiki"),
                  QStringLiteral("--name"), QStringLiteral("The Wiki"), QStringLiteral("--json")});
        QCOMPARE(json.code, 0);
        QCOMPARE(text(json.object(), "client_id"), QStringLiteral("wiki"));
        QCOMPARE(text(json.object(), "name"), QStringLiteral("The Wiki"));
        QCOMPARE(text(json.object(), "client_secret").size(), 43);
        const QJsonArray all = line("client list --json").array();
        QCOMPARE(all.size(), 2);
        QVERIFY(!all.first().toObject().contains(QLatin1String("client_secret")));
    }

    void changesStates()
    {
        QCOMPARE(line("client add billing").code, 0);
        const auto isEnabled = [this] {
            return line("client list --json")
                .array()
                .first()
                .toObject()[QLatin1String("is_enabled")]
                .toBool();
        };
        QCOMPARE(line("client disable billing").code, 0);
        QVERIFY(!isEnabled());
        QCOMPARE(line("client enable billing").code, 0);
        QVERIFY(isEnabled());
        QCOMPARE(line("client delete billing").code, 0);
        for (const char *words : {"client enable billing", "client disable billing",
                                  "client delete billing", "client rotate-secret billing"}) {
            const Outcome gone = line(words);
            QCOMPARE(gone.code, 1);
            QVERIFY2(gone.err.contains("There is no client"), gone.err.constData());
        }
        for (const char *words : {"client", "client add", "client delete", "client nonsense"})
            QCOMPARE(line(words).code, 2);
        const Outcome bad = line("client add a/b");
        QCOMPARE(bad.code, 1);
        QVERIFY2(bad.err.contains("client: may have only letters"), bad.err.constData());
        const QByteArray log = line("event list --json").out;
        for (const char *type :
             {"client.created", "client.disabled", "client.enabled", "client.deleted"})
            QVERIFY2(log.contains(type), type);
    }

    void writesTheSecretToAFileOfItsOwn()
    {
        const QString file = path("secret.txt");
        const Outcome made = line(u"client add billing --json --secret-file " + file);
        QCOMPARE(made.code, 0);
        QVERIFY(!made.object().contains(QLatin1String("client_secret")));
        QFile written(file);
        QVERIFY(written.open(QIODevice::ReadOnly));
        const QByteArray secret = written.readAll();
        QCOMPARE(secret.size(), 44);
        const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup
                            | QFile::ReadOther | QFile::WriteOther | QFile::ExeOther;
        QVERIFY(!(QFileInfo(file).permissions() & others));
        // A file that is there is never taken, and nothing has changed then.
        const Outcome refused = line(u"client rotate-secret billing --secret-file " + file);
        QCOMPARE(refused.code, 1);
        QVERIFY2(refused.err.contains("secret-file: cannot make"), refused.err.constData());
        QVERIFY(line("client list --json")
                    .array()
                    .first()
                    .toObject()[QLatin1String("secret_rotated_at")]
                    .isNull());
        // Nor is one left behind when there is no secret.
        const QString other = path("other.txt");
        QCOMPARE(line(u"client add billing --secret-file " + other).code, 1);
        QVERIFY(!QFile::exists(other));
    }

    void aRunningDaemonFollows()
    {
        QCOMPARE(line("user add ada --password-stdin", "corr3ct horse staple\n").code, 0);
        const QByteArray token = line("token mint --user ada").out.trimmed();
        RunningDaemon daemon;
        QVERIFY(daemon.start({QStringLiteral("--data-dir"), m_directory->path(),
                              QStringLiteral("serve"), QStringLiteral("--listen"),
                              QStringLiteral("127.0.0.1:0")}));
        QNetworkAccessManager network;
        const auto ask = [&](const QByteArray &secret) {
            QNetworkRequest request{QUrl(daemon.url() + QStringLiteral("/oauth/introspect"))};
            request.setHeader(QNetworkRequest::ContentTypeHeader,
                              QStringLiteral("application/x-www-form-urlencoded"));
            request.setRawHeader("Authorization",
                                 "Basic " + QByteArray("billing:" + secret).toBase64());
            return answerOf(network.post(request, "token=" + token));
        };
        QCOMPARE(ask("x").status, 401);
        const QByteArray secret = line("client add billing").out.trimmed();
        const HttpAnswer active = ask(secret);
        QCOMPARE(active.status, 200);
        QCOMPARE(active.json.value(QLatin1String("active")), QJsonValue(true));
        QCOMPARE(text(active.json, "username"), QStringLiteral("ada"));
        QCOMPARE(line("client disable billing").code, 0);
        QCOMPARE(ask(secret).status, 401);
        QCOMPARE(line("client enable billing").code, 0);
        QCOMPARE(ask(secret).status, 200);
        const QByteArray fresh = line("client rotate-secret billing").out.trimmed();
        QVERIFY(fresh != secret);
        QCOMPARE(ask(secret).status, 401);
        QCOMPARE(ask(fresh).status, 200);
        QCOMPARE(line("session end --all").code, 0);
        QTRY_COMPARE(ask(fresh).json.value(QLatin1String("active")), QJsonValue(false));
        QVERIFY(!line("client list --json")
                     .array()
                     .first()
                     .toObject()[QLatin1String("last_used_at")]
                     .isNull());
        QCOMPARE(daemon.stop(), 0);
        const QByteArray log = daemon.errors();
        QVERIFY(!log.contains(secret) && !log.contains(fresh));
    }
};

QTEST_GUILESS_MAIN(TestCliClients)
#include "tst_cliclients.moc"
