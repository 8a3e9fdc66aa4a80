// SPDX-License-Identifier: GPL-3.0-or-later
// Reads every SQL statement out of the source and asks SQLite how it would execute it: none that is
// written down as a whole scans a table that grows, whether or not a test ever runs it. The lists,
// whose text is put together, are tst_queryplans'.
#include "tests/unit/store/storetest.h"

#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>

using namespace tokendesk;
using namespace tokendesk::store;
using namespace tokendesk::test;

namespace {

struct Statement
{
    QString place;
    QString sql;
};

/// A run of adjacent string literals and macros, as the compiler joins them.
struct Literals
{
    QString text;
    int line = 0;
};

/// The string literals of C++ source, joined; \a macros are names that stand for literals.
std::vector<Literals> literalsOf(const QString &source, const QHash<QString, QString> &macros)
{
    static const QRegularExpression token(
        QStringLiteral("(?<comment>//[^\\n]*|/\\*.*?\\*/"
                       ")|'(?:[^'\\\\]|\\\\.)*'|\"(?<literal>(?:[^\"\\\\\\n]|\\\\.)*)\""
                       "|(?<macro>TOKENDESK_[A-Z_]+)|(?<blank>[\\s\\\\]+)|(?<other>.)"),
        QRegularExpression::DotMatchesEverythingOption);
    std::vector<Literals> found;
    Literals run;
    int line = 1;
    const auto finish = [&] {
        if (!run.text.isEmpty())
            found.push_back(std::exchange(run, {}));
    };
    for (auto it = token.globalMatch(source); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        const QString literal = match.captured(QStringLiteral("literal"));
        const QString macro = match.captured(QStringLiteral("macro"));
        if (!literal.isEmpty() || macros.contains(macro)) {
            if (run.text.isEmpty())
                run.line = line;
            QString text = literal.isEmpty() ? macros.value(macro) : literal;
            run.text += text.replace(QLatin1String("\\\\"), QLatin1String("\\"));
        } else if (match.captured(QStringLiteral("blank")).isEmpty()
                   && match.captured(QStringLiteral("comment")).isEmpty()) {
            finish();
        }
        line += static_cast<int>(match.captured().count(u'\n'));
    }
    finish();
    return found;
}

QString readAll(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("cannot read %s", qPrintable(path));
    return QString::fromUtf8(file.readAll());
}

QStringList sourceFiles()
{
    QStringList paths;
    for (const char *folder : {"server", "app", "ui"}) {
        QDirIterator it(QStringLiteral(TOKENDESK_SOURCE_DIR "/") + QLatin1String(folder),
                        {QStringLiteral("*.cpp"), QStringLiteral("*.h")}, QDir::Files,
                        QDirIterator::Subdirectories);
        while (it.hasNext())
            paths.append(it.next());
    }
    paths.sort();
    return paths;
}

/// Macros whose text is string literals, wherever they are defined.
QHash<QString, QString> literalMacros(const QStringList &paths)
{
    static const QRegularExpression define(
        QStringLiteral("#define (TOKENDESK_[A-Z_]+) ((?:[^\\n]*\\\\\\n)*[^\\n]*)"));
    QHash<QString, QString> macros;
    for (const QString &path : paths) {
        for (auto it = define.globalMatch(readAll(path)); it.hasNext();) {
            const auto match = it.next();
            const auto literals = literalsOf(match.captured(2), {});
            if (literals.size() == 1)
                macros.insert(match.captured(1), literals.front().text);
        }
    }
    return macros;
}

std::vector<Statement> statementsOf(const QStringList &paths)
{
    static const QRegularExpression verb(
        QStringLiteral("^(?:SELECT|INSERT|UPDATE|DELETE|REPLACE|WITH) "));
    const QHash<QString, QString> macros = literalMacros(paths);
    std::vector<Statement> statements;
    for (const QString &path : paths) {
        for (const Literals &literals : literalsOf(readAll(path), macros)) {
            if (verb.match(literals.text).hasMatch())
                statements.push_back(
                    {QFileInfo(path).fileName() + u':' + QString::number(literals.line),
                     literals.text});
        }
    }
    return statements;
}

/// Files whose statements are put together from pieces; tst_queryplans runs them.
bool isComposed(const QString &place)
{
    return place.startsWith(QLatin1String("userlist.cpp"))
           || place.startsWith(QLatin1String("sessionlist.cpp"))
           || place.startsWith(QLatin1String("eventrepository.cpp"));
}

/// A check reads everything on purpose, outside of service.
bool readsEverything(const QString &place)
{
    return place.startsWith(QLatin1String("databasecheck.cpp"));
}

/// The sessions of a key are looked for when it leaves the ring, which is rare; an index by key
/// would have to be written by every refresh. They are found in the index by expiry, read through.
bool readsIndexOfKeys(const QString &place, const QString &line)
{
    return place.startsWith(QLatin1String("keyrepository.cpp"))
           && line.contains(QLatin1String("INDEX sessions_by_expires"));
}

} // namespace

class TestStatements : public QObject
{
    Q_OBJECT
private slots:
    void joinsLiterals();
    void noneScansWhatGrows();
};

void TestStatements::joinsLiterals()
{
    const QString source = QStringLiteral("// \"SELECT no\"\nexec(\"SELECT a \" \n  \"FROM b\", "
                                          "'\"', TOKENDESK_X \" c\");");
    const auto found = literalsOf(source, {{QStringLiteral("TOKENDESK_X"), QStringLiteral("x")}});
    QCOMPARE(found.size(), std::size_t{2});
    QCOMPARE(found[0].text, QStringLiteral("SELECT a FROM b"));
    QCOMPARE(found[0].line, 2);
    QCOMPARE(found[1].text, QStringLiteral("x c"));
}

void TestStatements::noneScansWhatGrows()
{
    static const QRegularExpression scan(
        QStringLiteral("^SCAN (?:users|u|sessions|s|events|revocations|r|foreign_tokens|"
                       "user_groups|ug|login_throttle|settings_versions)\\b"));
    TempDatabase temp;
    REQUIRE(temp.database.open());
    const auto planOf = [&](const QString &sql) {
        return temp.connection().execOnce(QLatin1String("EXPLAIN QUERY PLAN ") + sql,
                                          QVariantList(sql.count(u'?')));
    };
    auto seen = planOf(QStringLiteral("SELECT count(*) FROM sessions"));
    REQUIRE(seen);
    QVERIFY(seen->next() && scan.match(seen->value(3).toString()).hasMatch());

    int explained = 0;
    for (const Statement &statement : statementsOf(sourceFiles())) {
        auto plan = planOf(statement.sql);
        // A piece is no statement yet, or asks for nothing yet.
        if (isComposed(statement.place) && (!plan || !statement.sql.contains(u'?')))
            continue;
        QVERIFY2(plan, qPrintable(statement.place + QStringLiteral(": ")
                                  + (plan ? QString() : plan.error().detail)));
        ++explained;
        if (readsEverything(statement.place))
            continue;
        while (plan->next()) {
            const QString line = plan->value(3).toString();
            QVERIFY2(readsIndexOfKeys(statement.place, line) || !scan.match(line).hasMatch(),
                     qPrintable(statement.place + QStringLiteral(": ") + line));
        }
    }
    qInfo("%d statements", explained);
    QVERIFY(explained >= 70);
}

QTEST_GUILESS_MAIN(TestStatements)
#include "tst_statements.moc"
