// SPDX-License-Identifier: GPL-3.0-or-later
// Replays the corpus of the fuzz target for CSV, each input whole, cut at every place and with
// every byte changed.
#include "tests/fuzz/csvoracle.h"

#include <QDir>
#include <QTest>

using namespace tokendesk;
using namespace tokendesk::test;

class CsvCorpusTest : public QObject
{
    Q_OBJECT

    static void check(const QByteArray &input)
    {
        const char *breach = csvBreach(input);
        QVERIFY2(!breach, breach);
    }

private slots:
    void holds_data()
    {
        QTest::addColumn<QByteArray>("input");
        const QDir folder(QStringLiteral(TOKENDESK_CORPUS "/csv"));
        const QStringList names = folder.entryList(QDir::Files);
        QVERIFY(names.size() >= 8);
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
            for (const char c : {',', ';', '"', '\r', '\n', '\0', '\'', '=', '\xff', '\xfe'}) {
                QByteArray bent = input;
                bent[at] = c;
                check(bent);
            }
        }
    }
};

QTEST_APPLESS_MAIN(CsvCorpusTest)
#include "tst_csvcorpus.moc"
