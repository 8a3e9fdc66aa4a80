// SPDX-License-Identifier: GPL-3.0-or-later
// Tables as text: what spreadsheets write, and what they must not be made to run.
#include "server/base/csv.h"
#include "server/base/records.h"

#include <QStringEncoder>
#include <QTest>

using namespace tokendesk;

using Grid = QList<QStringList>;

class TestCsv : public QObject
{
    Q_OBJECT

private slots:
    void reads_data();
    void reads();
    void refuses_data();
    void refuses();
    void encodings_data();
    void encodings();
    void linesAreCounted();
    void limits();
    void whatIsWrittenIsRead();
    void formulasAreMadeSafe_data();
    void formulasAreMadeSafe();
    void groups();
    void usersGoOutAndComeBack();

private:
    static Grid gridOf(const CsvTable &table)
    {
        Grid grid{table.header.fields};
        for (const CsvRow &row : table.rows)
            grid.append(row.fields);
        return grid;
    }
};

void TestCsv::reads_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QChar>("separator");
    QTest::addColumn<Grid>("grid");
    const auto row = [](const char *name, const char *text, char16_t separator, const Grid &grid) {
        QTest::newRow(name) << QByteArray(text) << QChar(separator) << grid;
    };
    const QString a = QStringLiteral("a");
    const QString b = QStringLiteral("b");
    const QString one = QStringLiteral("1");
    const QString two = QStringLiteral("2");
    row("plain", "a,b\r\n1,2\r\n", u',', {{a, b}, {one, two}});
    row("no end of line at the end", "a,b\n1,2", u',', {{a, b}, {one, two}});
    row("old Mac", "a,b\r1,2\r", u',', {{a, b}, {one, two}});
    row("mixed ends", "a,b\r1,2\n\r\n2,1\r\n", u',', {{a, b}, {one, two}, {two, one}});
    row("semicolons", "a;b\n1;2\n", u';', {{a, b}, {one, two}});
    row("tabs", "a\tb\n1\t2\n", u'\t', {{a, b}, {one, two}});
    row("commas in quotes do not vote", "\"a,,,\";b\n1;2\n", u';',
        {{QStringLiteral("a,,,"), b}, {one, two}});
    row("one column", "a\n1\n", u',', {{a}, {one}});
    row("named separator", "sep=|\r\na|b\r\n1|2", u'|', {{a, b}, {one, two}});
    row("sep is a name", "sep=\n1\n", u',', {{QStringLiteral("sep=")}, {one}});
    row("blank lines", "\n\na,b\n\n1,2\n\n", u',', {{a, b}, {one, two}});
    row("a quoted nothing is no blank line", "a\n\"\"\n1\n", u',', {{a}, {QString()}, {one}});
    row("empty fields", "a,b\n,\n1,\n", u',', {{a, b}, {QString(), QString()}, {one, QString()}});
    row("quotes", "a,b\n\"1\",\"x \"\"2\"\" y\"\n", u',',
        {{a, b}, {one, QStringLiteral("x \"2\" y")}});
    row("breaks in quotes", "a,b\n\"1\n2\r\n3\",2\n", u',',
        {{a, b}, {QStringLiteral("1\n2\r\n3"), two}});
    row("blanks are kept", "a,b\n 1 ,2\n", u',', {{a, b}, {QStringLiteral(" 1 "), two}});
    row("ragged", "a,b\n1\n1,2,1\n", u',', {{a, b}, {one}, {one, two, one}});
    row("header alone", "a,b", u',', {{a, b}});
    row("other letters", "a,b\n\xc3\xa9\xf0\x9f\x99\x82,2\n", u',',
        {{a, b}, {QString::fromUtf8("\xc3\xa9\xf0\x9f\x99\x82"), two}});
}

void TestCsv::reads()
{
    QFETCH(QByteArray, text);
    QFETCH(QChar, separator);
    QFETCH(Grid, grid);
    const auto table = readCsv(text);
    QVERIFY2(table, table ? "" : qPrintable(table.error().message()));
    QCOMPARE(table->separator, separator);
    QCOMPARE(gridOf(*table), grid);
}

void TestCsv::refuses_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char *name, const QByteArray &text, const char *reason) {
        QTest::newRow(name) << text << QString::fromLatin1(reason);
    };
    row("nothing", "", "empty");
    row("blank lines alone", "\r\n\n\r", "empty");
    row("a mark alone", "\xef\xbb\xbf", "empty");
    row("open quote", "a,b\n1,2\n\"3,4\n5,6\n", "Line 3: The quotation mark");
    row("open quote at the end", "a\n\"", "Line 2: The quotation mark");
    row("quote inside", "a,b\n1,2\" disk\n", "Line 2: A quotation mark inside");
    row("text after a quote", "a,b\n\"1\"x,2\n", "Line 2: Text after");
    row("line numbers count breaks in quotes", "a,b\n\"1\n\n\",2\nx\"y,3", "Line 5:");
    row("zero bytes", QByteArray("a,b\n1,\0002\n", 8), "zero bytes");
    row("marked, but not UTF-8",
        "\xef\xbb\xbf"
        "a\n\xff\n",
        "marked as UTF-8");
    row("half of a pair",
        QByteArray("\xff\xfe"
                   "a\0\n\0\x00\xd8",
                   8),
        "no valid text");
    row("odd UTF-16",
        QByteArray("\xff\xfe"
                   "a\0\n",
                   5),
        "no valid text");
}

void TestCsv::refuses()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, reason);
    const auto table = readCsv(text);
    QVERIFY(!table);
    QCOMPARE(table.error().code, ErrorCode::InvalidArgument);
    QCOMPARE(table.error().field, QStringLiteral("file"));
    QVERIFY2(table.error().detail.contains(reason), qPrintable(table.error().detail));
}

void TestCsv::encodings_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("encoding");
    const QString text = QStringLiteral("name;Stra\u00dfe\r\nIn\u00eas;caf\u00e9\r\n");
    const auto encoded = [&text](QStringConverter::Encoding encoding, bool mark) {
        QStringEncoder encoder(encoding, mark ? QStringConverter::Flag::WriteBom
                                              : QStringConverter::Flag::Default);
        return QByteArray(encoder(text));
    };
    const QString utf8 = QStringLiteral("UTF-8");
    const QString utf16 = QStringLiteral("UTF-16");
    QTest::newRow("UTF-8") << text.toUtf8() << utf8;
    QTest::newRow("UTF-8 marked") << encoded(QStringConverter::Utf8, true) << utf8;
    QTest::newRow("UTF-16LE marked") << encoded(QStringConverter::Utf16LE, true) << utf16;
    QTest::newRow("UTF-16BE marked") << encoded(QStringConverter::Utf16BE, true) << utf16;
    QTest::newRow("UTF-16LE") << encoded(QStringConverter::Utf16LE, false) << utf16;
    QTest::newRow("UTF-16BE") << encoded(QStringConverter::Utf16BE, false) << utf16;
    QTest::newRow("Latin-1") << text.toLatin1() << QStringLiteral("Latin-1");
}

void TestCsv::encodings()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, encoding);
    const auto table = readCsv(bytes);
    QVERIFY2(table, table ? "" : qPrintable(table.error().message()));
    QCOMPARE(table->encoding, encoding);
    QCOMPARE(gridOf(*table), Grid({{QStringLiteral("name"), QStringLiteral("Stra\u00dfe")},
                                   {QStringLiteral("In\u00eas"), QStringLiteral("caf\u00e9")}}));
}

void TestCsv::linesAreCounted()
{
    const auto table = readCsv("\na,b\r\n\"x\r\ny\",1\r2,3\n\n4,5");
    QVERIFY(table);
    QCOMPARE(table->header.line, 2);
    QCOMPARE(table->rows.at(0).line, 3);
    QCOMPARE(table->rows.at(1).line, 5);
    QCOMPARE(table->rows.at(2).line, 7);
}

void TestCsv::limits()
{
    const CsvLimits limits{40, 2, 3, 5};
    QVERIFY(readCsv("a,b,c\n1,2,3\n12345,2,3\n", {}, limits));
    const auto reason = [&limits](const QByteArray &text) {
        const auto table = readCsv(text, {}, limits);
        return table ? QString() : table.error().detail;
    };
    QCOMPARE(reason(QByteArray(41, 'x')), QStringLiteral("More than 40 bytes."));
    QCOMPARE(reason("a\n1\n2\n3\n"), QStringLiteral("Line 4: More than 2 rows."));
    QCOMPARE(reason("a,b\n1,2,3,4\n"), QStringLiteral("Line 2: More than 3 fields."));
    QCOMPARE(reason("a,b\n123456\n"), QStringLiteral("Line 2: A field of more than 5 characters."));
    QVERIFY(reason("a,b\n\"123456\"\n").startsWith(QStringLiteral("Line 2: ")));
}

void TestCsv::whatIsWrittenIsRead()
{
    const Grid grid{{QStringLiteral("sep=x"), QStringLiteral("two words")},
                    {QStringLiteral("a,b;c\td"), QStringLiteral(" \"x\" ")},
                    {QStringLiteral("1\r\n2\n3\r4"), QString()},
                    {QString(), QStringLiteral("\"\"\"")}};
    for (const QChar separator : {u',', u';', u'\t'}) {
        QString text;
        for (const QStringList &row : grid)
            text += csvLine(row, separator);
        const auto table = readCsv(text.toUtf8(), separator);
        QVERIFY2(table, table ? "" : qPrintable(table.error().message()));
        QCOMPARE(gridOf(*table), grid);
    }
    QCOMPARE(csvLine({QString()}), QStringLiteral("\"\"\r\n"));
}

void TestCsv::formulasAreMadeSafe_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("safe");
    const auto row = [](const QString &text, const QString &safe) {
        QTest::newRow(qPrintable(text)) << text << safe;
    };
    for (const QChar c : QStringLiteral("=+-@\t\r"))
        row(c + QStringLiteral("x"), QStringLiteral("'") + c + QStringLiteral("x"));
    row(QStringLiteral("'=x"), QStringLiteral("''=x"));
    row(QStringLiteral("'"), QStringLiteral("'"));
    row(QStringLiteral("'tis"), QStringLiteral("'tis"));
    row(QStringLiteral("x=1"), QStringLiteral("x=1"));
    row(QString(), QString());
}

void TestCsv::formulasAreMadeSafe()
{
    QFETCH(QString, text);
    QFETCH(QString, safe);
    QCOMPARE(formulaSafe(text), safe);
    QCOMPARE(fromFormulaSafe(safe), text);
}

void TestCsv::groups()
{
    const QStringList plain{QStringLiteral("editors"), QStringLiteral("night shift")};
    QCOMPARE(groupsText(plain), QStringLiteral("editors|night shift"));
    const QStringList odd{QStringLiteral("a|b"), QStringLiteral("[c")};
    for (const QStringList &groups : {plain, odd, QStringList()}) {
        const auto back = groupsFromText(groupsText(groups));
        QVERIFY(back);
        QCOMPARE(*back, groups);
    }
    QCOMPARE(groupsFromText(QStringLiteral(" a | |b ")),
             QStringList({QStringLiteral("a"), QStringLiteral("b")}));
    QVERIFY(!groupsFromText(QStringLiteral("[1]")));
    QVERIFY(!groupsFromText(QStringLiteral("[\"a\"")));
}

void TestCsv::usersGoOutAndComeBack()
{
    User user;
    user.username = QStringLiteral("=anna");
    user.firstName = QStringLiteral("Anna, \"the\"\nfirst");
    user.groups = {QStringLiteral("a|b")};
    user.claims = {{QStringLiteral("level"), 3}};
    const auto table = readCsv((csvLine(userCsvColumns()) + csvLine(csvFields(user))).toUtf8());
    QVERIFY(table);
    QCOMPARE(table->header.fields, userCsvColumns());
    const QStringList fields = table->rows.front().fields;
    const auto value = [&](const char *column) {
        return fromFormulaSafe(fields.at(userCsvColumns().indexOf(QString::fromLatin1(column))));
    };
    QCOMPARE(value("username"), user.username);
    QCOMPARE(value("first_name"), user.firstName);
    QCOMPARE(groupsFromText(value("groups")), user.groups);
    QCOMPARE(value("claims"), QStringLiteral("{\"level\":3}"));
    QCOMPARE(csvFields(Session(), Instant{}).size(), sessionCsvColumns().size());
}

QTEST_APPLESS_MAIN(TestCsv)
#include "tst_csv.moc"
