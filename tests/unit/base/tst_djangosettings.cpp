// SPDX-License-Identifier: GPL-3.0-or-later
// Reading SIMPLE_JWT out of a Django settings file, without Python.
#include "server/base/djangosettings.h"
#include "server/base/pythonliteral.h"

#include <QJsonArray>
#include <QTest>

using namespace tokendesk;

namespace {

const char *const kFile =
    "from datetime import timedelta\n"
    "import os\n"
    "SECRET_KEY = os.environ['KEY']  # SIMPLE_JWT comes below\n"
    "\n"
    "SIMPLE_JWT = {\n"
    "    # as in the tutorial\n"
    "    'ACCESS_TOKEN_LIFETIME': timedelta(minutes=15),\n"
    "    \"REFRESH_TOKEN_LIFETIME\": datetime.timedelta(7),\n"
    "    'SLIDING_TOKEN_LIFETIME': timedelta(hours=1, minutes=30) * 2,\n"
    "    'LEEWAY': 2 * 5,\n"
    "    'ROTATE_REFRESH_TOKENS': True,\n"
    "    'BLACKLIST_AFTER_ROTATION': False,\n"
    "    'ALGORITHM': 'HS256',\n"
    "    'SIGNING_KEY': settings.SECRET_KEY,\n"
    "    'VERIFYING_KEY': \"\",\n"
    "    'AUDIENCE': None,\n"
    "    'ISSUER': 'https://id.' 'example',\n"
    "    'AUTH_HEADER_TYPES': ('Bearer', 'JWT',),\n"
    "    'AUTH_HEADER_NAME': 'HTTP_X_ACCESS_TOKEN',\n"
    "    'USER_ID_FIELD': 'id',\n"
    "    'USER_ID_CLAIM': os.getenv('CLAIM', 'sub').strip(),\n"
    "    'JTI_CLAIM': None,\n"
    "    'AUTH_TOKEN_CLASSES': ('rest_framework_simplejwt.tokens.AccessToken',\n"
    "        'rest_framework_simplejwt.tokens.SlidingToken'),\n"
    "    'TOKEN_OBTAIN_SERIALIZER': 'shop.serializers.MyToken',\n"
    "    'ACESS_TOKEN_LIFETIME': timedelta(days=1),\n"
    "    'AUTH_HEADER_TYPE': 'Bearer',\n"
    "    'SLIDING_TOKEN_REFRESH_LIFETIME': timedelta(days=9999),\n"
    "}\n"
    "OTHER = {'LEEWAY': 3}\n";

} // namespace

class TestDjangoSettings : public QObject
{
    Q_OBJECT
private slots:
    void readsASettingsFile();
    void everyEntryHasItsOutcome_data();
    void everyEntryHasItsOutcome();
    void readsTheDictionaryAlone();
    void fillsInTheDefaults();
    void theLastOneCounts();
    void literals_data();
    void literals();
    void refusesWhatIsNone_data();
    void refusesWhatIsNone();
    void everyOutcomeHasASentence();

private:
    static std::vector<DjangoEntry> entries()
    {
        return readDjangoSettings(QString::fromLatin1(kFile), false)
            .value_or(std::vector<DjangoEntry>());
    }
};

void TestDjangoSettings::readsASettingsFile()
{
    const QJsonObject changes = changesOf(entries());
    const QJsonObject wanted{{QStringLiteral("access_token_lifetime"), 900},
                             {QStringLiteral("refresh_token_lifetime"), 604'800},
                             {QStringLiteral("sliding_token_lifetime"), 10'800},
                             {QStringLiteral("leeway"), 10},
                             {QStringLiteral("rotate_refresh_tokens"), true},
                             {QStringLiteral("blacklist_after_rotation"), false},
                             {QStringLiteral("audience"), QString()},
                             {QStringLiteral("issuer"), QStringLiteral("https://id.example")},
                             {QStringLiteral("auth_header_types"),
                              QJsonArray{QStringLiteral("Bearer"), QStringLiteral("JWT")}},
                             {QStringLiteral("auth_header_name"), QStringLiteral("X-Access-Token")},
                             {QStringLiteral("accept_sliding_tokens"), true}};
    QCOMPARE(changes, wanted);
}

void TestDjangoSettings::everyEntryHasItsOutcome_data()
{
    QTest::addColumn<int>("outcome");
    QTest::addColumn<int>("line");
    const auto add = [](const char *name, DjangoOutcome outcome, int line) {
        QTest::newRow(name) << static_cast<int>(outcome) << line;
    };
    add("ACCESS_TOKEN_LIFETIME", DjangoOutcome::Taken, 7);
    add("ALGORITHM", DjangoOutcome::Key, 13);
    add("SIGNING_KEY", DjangoOutcome::Key, 14);
    add("VERIFYING_KEY", DjangoOutcome::Default, 15);
    add("USER_ID_FIELD", DjangoOutcome::Default, 20);
    add("USER_ID_CLAIM", DjangoOutcome::NotLiteral, 21);
    add("JTI_CLAIM", DjangoOutcome::Off, 22);
    add("TOKEN_OBTAIN_SERIALIZER", DjangoOutcome::Program, 25);
    add("ACESS_TOKEN_LIFETIME", DjangoOutcome::Unknown, 26);
    add("AUTH_HEADER_TYPE", DjangoOutcome::Removed, 27);
    add("SLIDING_TOKEN_REFRESH_LIFETIME", DjangoOutcome::Invalid, 28);
}

void TestDjangoSettings::everyEntryHasItsOutcome()
{
    QFETCH(int, outcome);
    QFETCH(int, line);
    const QString name = QString::fromLatin1(QTest::currentDataTag());
    for (const DjangoEntry &entry : entries()) {
        if (entry.name != name)
            continue;
        QCOMPARE(static_cast<int>(entry.outcome), outcome);
        QCOMPARE(entry.line, line);
        QVERIFY(!entry.source.isEmpty());
        if (entry.outcome == DjangoOutcome::Unknown)
            QCOMPARE(entry.reason, QStringLiteral("ACCESS_TOKEN_LIFETIME"));
        if (entry.outcome == DjangoOutcome::Invalid)
            QVERIFY(entry.reason.contains(u"365 d"));
        return;
    }
    QFAIL("not found");
}

void TestDjangoSettings::readsTheDictionaryAlone()
{
    const auto found =
        readDjangoSettings(QStringLiteral(" # mine\n{'LEEWAY': timedelta(seconds=5)}  "), false);
    QVERIFY2(found, found ? "" : qPrintable(found.error().message()));
    QCOMPARE(changesOf(*found), (QJsonObject{{QStringLiteral("leeway"), 5}}));
}

void TestDjangoSettings::fillsInTheDefaults()
{
    const auto found =
        readDjangoSettings(QStringLiteral("SIMPLE_JWT = {'ROTATE_REFRESH_TOKENS': True}"), true);
    QVERIFY(found);
    const QJsonObject changes = changesOf(*found);
    QCOMPARE(changes.value(QLatin1String("rotate_refresh_tokens")).toBool(), true);
    QCOMPARE(changes.value(QLatin1String("access_token_lifetime")).toInteger(), 300);
    int named = 0;
    for (const SettingRow &row : settingRows())
        named += row.djangoName != nullptr && changes.contains(row.name()) ? 1 : 0;
    QCOMPARE(named, changes.size());
    for (auto it = changes.begin(); it != changes.end(); ++it)
        QVERIFY2(validateSetting(settingKey(it.key()).value(), it.value()), qPrintable(it.key()));
}

void TestDjangoSettings::theLastOneCounts()
{
    const auto found = readDjangoSettings(
        QStringLiteral("SIMPLE_JWT = {'LEEWAY': 1, **OTHERS, 'LEEWAY': 2}"), false);
    QVERIFY(found);
    QCOMPARE(changesOf(*found), (QJsonObject{{QStringLiteral("leeway"), 2}}));
}

void TestDjangoSettings::literals_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("type");
    QTest::addColumn<QString>("seen");
    const auto add = [](const char *text, PythonValue::Type type, const char *seen) {
        QTest::newRow(text) << QString::fromLatin1(text) << static_cast<int>(type)
                            << QString::fromUtf8(seen);
    };
    using Type = PythonValue::Type;
    add("1_000", Type::Number, "1000");
    add("-1.5e2", Type::Number, "-150");
    add("60 * 60 + 1", Type::Number, "3601");
    add("(5)", Type::Number, "5");
    add("timedelta(weeks=1, days=-1)", Type::Duration, "518400");
    add("dt.timedelta(milliseconds=500) + timedelta(0, 1)", Type::Duration, "1.5");
    add("timedelta(minutes=MINUTES)", Type::Unknown, "");
    add("'a\\'b\\x41\\u00e9\\n'", Type::String, "a'bA\xc3\xa9\n");
    add("r'a\\n'", Type::String, "a\\n");
    add("'''two\nlines'''", Type::String, "two\nlines");
    add("b'bytes'", Type::Unknown, "");
    add("f'{x}'", Type::Unknown, "");
    add("'a' if DEBUG else 'b'", Type::Unknown, "");
    add("env.str('X', default={'a': [1, ')']})", Type::Unknown, "");
    add("7 / 2", Type::Unknown, "");
    add("None", Type::None, "");
    add("True", Type::Boolean, "");
    add("('a', 'b')", Type::List, "2");
    add("['a',]", Type::List, "1");
    add("()", Type::List, "0");
}

void TestDjangoSettings::literals()
{
    QFETCH(QString, text);
    QFETCH(int, type);
    QFETCH(QString, seen);
    const auto found = readPythonDictionary(QStringLiteral("X = {'key': %1, 'next': 1}").arg(text),
                                            QStringLiteral("X"));
    QVERIFY2(found, found ? "" : qPrintable(found.error().message()));
    QCOMPARE(found->members.size(), std::size_t{2});
    const PythonValue &value = found->members.front().second;
    QCOMPARE(static_cast<int>(value.type), type);
    QCOMPARE(value.source, text);
    const QString shown =
        value.type == PythonValue::Type::String ? value.string
        : value.type == PythonValue::Type::List ? QString::number(value.items.size())
        : value.type == PythonValue::Type::Number || value.type == PythonValue::Type::Duration
            ? QString::number(value.number)
            : QString();
    QCOMPARE(shown, seen);
}

void TestDjangoSettings::refusesWhatIsNone_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("empty") << QString();
    QTest::newRow("another name") << QStringLiteral("REST = {'LEEWAY': 1}");
    QTest::newRow("a call") << QStringLiteral("SIMPLE_JWT = dict(LEEWAY=1)");
    QTest::newRow("no end") << QStringLiteral("SIMPLE_JWT = {'LEEWAY': 1");
    QTest::newRow("no end of a string") << QStringLiteral("SIMPLE_JWT = {'LEEWAY: 1}");
    QTest::newRow("no value") << QStringLiteral("SIMPLE_JWT = {'LEEWAY'}");
    QTest::newRow("an odd one") << QStringLiteral("SIMPLE_JWT = {'LEEWAY': timedelta(moons=1)}");
    QTest::newRow("deep") << QString(QStringLiteral("SIMPLE_JWT = {'A': ") + QString(1'000, u'[')
                                     + QString(1'000, u']') + u'}');
    QTest::newRow("long") << QString(2'000'000, u' ');
}

void TestDjangoSettings::refusesWhatIsNone()
{
    QFETCH(QString, text);
    const auto found = readDjangoSettings(text, false);
    QVERIFY(!found);
    QVERIFY(found.error().code == ErrorCode::InvalidArgument);
    QCOMPARE(found.error().field, QStringLiteral("file"));
    QVERIFY(!found.error().detail.isEmpty());
}

void TestDjangoSettings::everyOutcomeHasASentence()
{
    for (int i = 1; i < static_cast<int>(DjangoOutcome::Count); ++i)
        QVERIFY(*djangoOutcomeText(static_cast<DjangoOutcome>(i)) != '\0');
}

QTEST_APPLESS_MAIN(TestDjangoSettings)
#include "tst_djangosettings.moc"
