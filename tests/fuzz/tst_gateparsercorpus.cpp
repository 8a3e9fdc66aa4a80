// SPDX-License-Identifier: GPL-3.0-or-later
// Replays the corpus of fuzz_gateparser with its own split and every piece size from 1 to 64.
#include "tests/fuzz/gateparser_yield.h"

#include <QDir>
#include <QTest>

using tokendesk::test::GateCase;
using tokendesk::test::gateYield;

class GateParserCorpusTest : public QObject
{
    Q_OBJECT

private slots:
    void splitsDoNotMatter_data()
    {
        QTest::addColumn<QByteArray>("input");
        const QDir corpus(QStringLiteral(TOKENDESK_CORPUS "/gateparser"));
        const QStringList names = corpus.entryList(QDir::Files);
        QVERIFY(names.size() >= 10);
        for (const QString &name : names) {
            QFile file(corpus.filePath(name));
            QVERIFY(file.open(QIODevice::ReadOnly));
            QTest::newRow(qPrintable(name)) << file.readAll();
        }
    }

    void splitsDoNotMatter()
    {
        QFETCH(QByteArray, input);
        const GateCase one(input);
        const QByteArray whole = gateYield(one.limits, one.input, {});
        QVERIFY(!whole.startsWith('!'));
        QCOMPARE(gateYield(one.limits, one.input, one.pieces), whole);
        for (char piece = 1; piece <= 64; ++piece)
            QCOMPARE(gateYield(one.limits, one.input, QByteArrayView(&piece, 1)), whole);
    }
};

QTEST_GUILESS_MAIN(GateParserCorpusTest)
#include "tst_gateparsercorpus.moc"
