// SPDX-License-Identifier: GPL-3.0-or-later
// Replays the corpus of the fuzz target for password hashes, each input whole, cut at every place
// and with every byte changed.
#include "tests/fuzz/hashoracle.h"

#include <QDir>
#include <QTest>

using namespace tokendesk;
using namespace tokendesk::test;

class HashCorpusTest : public QObject
{
    Q_OBJECT

    static void check(const QByteArray &input)
    {
        const char *breach = hashBreach(input);
        QVERIFY2(!breach, breach);
    }

private slots:
    void holds_data()
    {
        QTest::addColumn<QByteArray>("input");
        const QDir folder(QStringLiteral(TOKENDESK_CORPUS "/djangohash"));
        const QStringList names = folder.entryList(QDir::Files);
        QVERIFY(names.size() >= 20);
        for (const QString &name : names) {
            QFile file(folder.filePath(name));
            QVERIFY(file.open(QIODevice::ReadOnly));
            QTest::newRow(qPrintable(name)) << file.readAll();
        }
    }
    void holds()
    {
        QFETCH(QByteArray, input);
        check(input);
        for (qsizetype at = 0; at < input.size() && !QTest::currentTestFailed(); ++at) {
            check(input.first(at));
            for (const char c : {'$', '0', '9', '=', '\0', '\xff'}) {
                QByteArray bent = input;
                bent[at] = c;
                check(bent);
            }
        }
    }

    void everySchemeIsReached()
    {
        // The corpus holds a hash of each scheme that is taken, so the second verifier was asked.
        QDir folder(QStringLiteral(TOKENDESK_CORPUS "/djangohash"));
        QList<auth::HashScheme> taken;
        for (const QString &name : folder.entryList(QDir::Files)) {
            QFile file(folder.filePath(name));
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QByteArray text = file.readAll();
            const qsizetype line = text.indexOf('\n');
            const QString encoded = QString::fromUtf8(text.mid(line + 1));
            if (auth::verifyDjangoHash(SecretBytes(QByteArrayView(text).first(line)), encoded,
                                       kCheapestHashes))
                taken.append(auth::hashScheme(encoded));
        }
        using auth::HashScheme;
        for (const auto scheme :
             {HashScheme::Argon2, HashScheme::Pbkdf2Sha256, HashScheme::Pbkdf2Sha1,
              HashScheme::Scrypt, HashScheme::BcryptSha256, HashScheme::Bcrypt})
            QVERIFY2(taken.contains(scheme), QByteArray::number(int(scheme)).constData());
        QCOMPARE(taken.size(), 13);
    }
};

QTEST_APPLESS_MAIN(HashCorpusTest)
#include "tst_hashcorpus.moc"
