// SPDX-License-Identifier: GPL-3.0-or-later
// Every verb of tokendeskd that needs no server: what it does, its JSON and its exit code.
#include "tests/unit/app/daemonprocess.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace tokendesk::test;

class TestCliVerbs : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_directory.reset(); }
    void helpAndUsage();
    void usageErrorsSayWhere();
    void addListShowUser();
    void refusesWeakPasswords();
    void refusesDuplicatesAndUnknowns();
    void changesUsers();
    void disablesDeletesRestores();
    void keepsTheLastAdministrator();
    void listsAndEndsSessions();
    void refusesEarlierTokens();
    void showsClaimsAsIssued();
    void importsAndExportsUsers();
    void importsKeys();
    void inspectsTokens();
    void changesSettings();
    void namesTheNearestSetting();
    void listsEventsWithTheActor();
    void checks();
    void cannotStartIsThree();

private:
    Outcome run(QStringList words, const QByteArray &input = {})
    {
        words = QStringList{QStringLiteral("--data-dir"), m_directory->path()} + words;
        return runDaemon(words, input);
    }
    /// The words of a command line without quotes.
    Outcome line(const char *words, const QByteArray &input = {})
    {
        return run(QString::fromUtf8(words).split(QLatin1Char(' '), Qt::SkipEmptyParts), input);
    }
    void addAdmin()
    {
        QCOMPARE(
            line("user add admin --superuser --staff --password-stdin", "corr3ct horse staple\n")
                .code,
            0);
    }

    std::unique_ptr<QTemporaryDir> m_directory;
};

void TestCliVerbs::init()
{
    m_directory = std::make_unique<QTemporaryDir>();
    QVERIFY(m_directory->isValid());
}

void TestCliVerbs::helpAndUsage()
{
    const Outcome help = line("--help");
    QCOMPARE(help.code, 0);
    for (const char *verb : {"serve", "demo", "user", "session", "token", "key", "settings",
                             "event", "backup", "restore", "check"})
        QVERIFY2(help.out.contains(verb), verb);
    QCOMPARE(line("--version").out, QByteArray("tokendeskd " TOKENDESK_VERSION "\n"));
    for (const char *words :
         {"", "user", "nonsense", "user add", "settings undo x", "user list --limit 0",
          "serve --preset strict", "session list --state dead"}) {
        const Outcome wrong = line(words);
        QCOMPARE(wrong.code, 2);
        QVERIFY(wrong.err.startsWith("tokendeskd: "));
        QVERIFY(wrong.out.isEmpty());
    }
}

void TestCliVerbs::usageErrorsSayWhere()
{
    const std::vector<std::pair<const char *, const char *>> cases{
        {"", "say what to do: tokendeskd COMMAND\nTry tokendeskd --help.\n"},
        {"key", "say what to do: tokendeskd key COMMAND\nTry tokendeskd key --help.\n"},
        {"kye list", "\"kye\" is no command of tokendeskd; did you mean \"key\"?\n"
                     "Try tokendeskd --help.\n"},
        {"key rotat --json", "\"rotat\" is no command of tokendeskd key; did you mean \"rotate\"?\n"
                             "Try tokendeskd key --help.\n"},
        {"token mint", "--user is required\nTry tokendeskd token mint --help.\n"},
        {"key list extra", "The following argument was not expected: extra\n"
                           "Try tokendeskd key list --help.\n"},
        {"user list --frob", "The following argument was not expected: --frob\n"
                             "Try tokendeskd user list --help.\n"},
    };
    for (const auto &[words, expected] : cases) {
        const Outcome wrong = line(words);
        QCOMPARE(wrong.code, 2);
        QCOMPARE(wrong.err, "tokendeskd: " + QByteArray(expected));
    }
}

void TestCliVerbs::addListShowUser()
{
    const Outcome added = run(
        {QStringLiteral("user"), QStringLiteral("add"), QStringLiteral("ada"),
         QStringLiteral("--email"), QStringLiteral("ada@example.com"),
         QStringLiteral("--first-name"), QStringLiteral("Ada"), QStringLiteral("--last-name"),
         QStringLiteral("Minh"), QStringLiteral("--staff"), QStringLiteral("--claim"),
         QStringLiteral("level=3"), QStringLiteral("--password-stdin"), QStringLiteral("--json")},
        "corr3ct horse staple\n");
    QCOMPARE(added.code, 0);
    QCOMPARE(added.object().value(QLatin1String("id")).toInt(), 1);
    QCOMPARE(added.object()
                 .value(QLatin1String("claims"))
                 .toObject()
                 .value(QLatin1String("level"))
                 .toInt(),
             3);
    QVERIFY(!added.out.contains("horse"));

    const QJsonArray users = line("user list --json").array();
    QCOMPARE(users.size(), 1);
    const QJsonObject user = users.first().toObject();
    QCOMPARE(user.value(QLatin1String("username")).toString(), QStringLiteral("ada"));
    QCOMPARE(user.value(QLatin1String("is_staff")).toBool(), true);
    QCOMPARE(user.value(QLatin1String("is_superuser")).toBool(), false);
    QCOMPARE(user.value(QLatin1String("is_active")).toBool(), true);
    QCOMPARE(user.value(QLatin1String("password_scheme")).toString(), QStringLiteral("argon2"));
    QVERIFY(user.value(QLatin1String("deleted_at")).isNull());

    const Outcome shown = line("user show ada");
    QCOMPARE(shown.code, 0);
    QVERIFY(shown.out.contains("Ada Minh"));
    QVERIFY(line("user list --inactive --json").array().isEmpty());
    QCOMPARE(line("user list --search example --json").array().size(), 1);
}

void TestCliVerbs::refusesWeakPasswords()
{
    const Outcome weak = line("user add ada --password-stdin", "password\n");
    QCOMPARE(weak.code, 1);
    QVERIFY(weak.err.startsWith("tokendeskd: password"));
    QCOMPARE(weak.err.count('\n'), 1);
    QVERIFY(line("user list --json").array().isEmpty());
    QCOMPARE(line("user add ada --password-stdin --allow-weak-password", "password\n").code, 0);

    const Outcome none = line("user add eve --password-stdin");
    QCOMPARE(none.code, 1);
    QVERIFY(none.err.contains("standard input was empty"));
    QVERIFY(line("user add eve").err.contains("--password-stdin")); // no terminal to ask on
}

void TestCliVerbs::refusesDuplicatesAndUnknowns()
{
    addAdmin();
    const Outcome twice = line("user add admin --password-stdin", "corr3ct horse staple\n");
    QCOMPARE(twice.code, 1);
    QVERIFY(twice.err.contains("username"));
    for (const char *words :
         {"user show nobody", "user set nobody --staff", "user enable nobody",
          "user delete admin nobody", "user restore nobody", "session list --user nobody"}) {
        const Outcome unknown = line(words);
        QCOMPARE(unknown.code, 1);
        QVERIFY(unknown.err.contains("nobody"));
    }
    QCOMPARE(line("user list --json").array().size(), 1); // all or nothing
}

void TestCliVerbs::changesUsers()
{
    addAdmin();
    QCOMPARE(line("user set admin --email a@example.com --group ops --group dev").code, 0);
    QJsonObject user = line("user show admin --json").object();
    QCOMPARE(user.value(QLatin1String("email")).toString(), QStringLiteral("a@example.com"));
    QCOMPARE(user.value(QLatin1String("groups")).toArray(),
             (QJsonArray{QStringLiteral("dev"), QStringLiteral("ops")}));
    QCOMPARE(user.value(QLatin1String("is_superuser")).toBool(), true); // not named, not touched
    QCOMPARE(line("user set admin --no-staff --no-groups --username root").code, 0);
    user = line("user show root --json").object();
    QCOMPARE(user.value(QLatin1String("is_staff")).toBool(), false);
    QVERIFY(user.value(QLatin1String("groups")).toArray().isEmpty());
    QCOMPARE(line("user passwd root --password-stdin", "an0ther long phrase\n").code, 0);
    QCOMPARE(line("user passwd root --password-stdin", "short\n").code, 1);
}

void TestCliVerbs::disablesDeletesRestores()
{
    addAdmin();
    QCOMPARE(line("user add alice --password-stdin", "corr3ct horse staple\n").code, 0);
    QCOMPARE(line("user disable alice").code, 0);
    QCOMPARE(line("user list --inactive --json").array().size(), 1);
    QCOMPARE(line("user enable alice").code, 0);
    QCOMPARE(line("user list --inactive --json").array().size(), 0);
    QCOMPARE(line("user delete alice --json").object().value(QLatin1String("deleted")).toInt(), 1);
    QCOMPARE(line("user show alice").code, 1);
    QCOMPARE(line("user list --deleted --json").array().size(), 1);
    QCOMPARE(line("user restore alice --json").object().value(QLatin1String("restored")).toInt(),
             1);
    QCOMPARE(line("user show alice").code, 0);
}

void TestCliVerbs::keepsTheLastAdministrator()
{
    addAdmin();
    for (const char *words :
         {"user disable admin", "user delete admin", "user set admin --no-superuser"}) {
        const Outcome refused = line(words);
        QCOMPARE(refused.code, 1);
        QVERIFY2(refused.err.contains("last"), refused.err.constData());
    }
    QCOMPARE(line("user list --active --json").array().size(), 1);
}

void TestCliVerbs::listsAndEndsSessions()
{
    addAdmin();
    QVERIFY(line("session list --json").array().isEmpty());
    QCOMPARE(line("session end --all --json").object().value(QLatin1String("ended")).toInt(-1), 0);
    QCOMPARE(line("session end --user admin").code, 0);
    QCOMPARE(line("session end").code, 1);
    QCOMPARE(line("session end --all --user admin").code, 1);
    QCOMPARE(line("session show 000000000000000000000001").code, 1);
    const Outcome bad = line("session end xyz");
    QCOMPARE(bad.code, 1);
    QVERIFY(bad.err.contains("24 hexadecimal digits"));
}

void TestCliVerbs::refusesEarlierTokens()
{
    addAdmin();
    for (const char *words :
         {"session refuse-earlier --user admin", "session refuse-earlier --all"}) {
        const QByteArray token = line("token mint --user admin").out.trimmed();
        QCOMPARE(line("token inspect -", token).code, 0);
        const Outcome refused = line(words);
        QCOMPARE(refused.code, 0);
        QVERIFY(refused.out.contains("ended 1 session."));
        QCOMPARE(line("token inspect -", token).code, 1);
    }
    const QJsonArray ended = line("session list --state ended --json").array();
    QCOMPARE(ended.size(), 2);
    for (const QJsonValue &session : ended)
        QCOMPARE(session.toObject().value(QLatin1String("end_reason")).toString(),
                 QStringLiteral("not_before"));
    for (const char *words : {"session refuse-earlier", "session refuse-earlier --all --user admin",
                              "session refuse-earlier --user nobody"})
        QCOMPARE(line(words).code, 1);
}

void TestCliVerbs::showsClaimsAsIssued()
{
    addAdmin();
    QCOMPARE(line("user set admin --email admin@example.org").code, 0);
    const QJsonObject shown = line("user claims admin --json").object();
    const QJsonObject claims = shown.value(QLatin1String("claims")).toObject();
    QCOMPARE(claims.value(QLatin1String("email")).toString(), QStringLiteral("admin@example.org"));
    QCOMPARE(claims.value(QLatin1String("token_type")).toString(), QStringLiteral("access"));
    QVERIFY(shown.value(QLatin1String("token_bytes")).toInt() > 100);
    QVERIFY(line("user claims admin").out.contains("\"is_staff\": true"));
    QCOMPARE(line("user claims nobody").code, 1);
    QVERIFY(line("session list --json").array().isEmpty());
    const Outcome refused = line("user set admin --claim exp=1");
    QCOMPARE(refused.code, 1);
    QVERIFY(refused.err.contains("claims"));
}

void TestCliVerbs::importsAndExportsUsers()
{
    addAdmin();
    const QByteArray csv = "username;email;is_staff\r\nada;ada@example.com;yes\r\n"
                           "ADMIN;;\r\n=bob;;perhaps\r\n";
    const Outcome dry = line("user import - --dry-run --json", csv);
    QCOMPARE(dry.code, 0);
    QCOMPARE(dry.object().value(QLatin1String("separator")).toString(), QStringLiteral(";"));
    QCOMPARE(dry.object().value(QLatin1String("created")).toInt(), 1);
    QCOMPARE(dry.object().value(QLatin1String("refused")).toInt(), 2);
    QVERIFY(!line("user list").out.contains("ada"));
    const Outcome done = line("user import -", csv);
    QCOMPARE(done.code, 0);
    QVERIFY2(done.out.contains("It looks like the user \"admin\"."), done.out.constData());
    QVERIFY(done.out.contains("is_staff: It must be true or false."));
    QVERIFY(done.out.contains("Created 1, changed 0, left 0 as they are, refused 2"));
    QVERIFY(done.out.contains("tokendeskd user undo-import 1\n"));
    const Outcome out = line("user export");
    QCOMPARE(out.code, 0);
    QVERIFY(out.out.startsWith("id,username,email,"));
    QVERIFY(out.out.contains(",ada,ada@example.com,"));
    QCOMPARE(line("user export --format json").array().size(), 2);
    QVERIFY(line("user import -", out.out).out.contains("left 2 as they are, refused 0"));
    QVERIFY(line("user undo-import 1").out.startsWith("Moved 1 to the bin"));
    QVERIFY(!line("user list").out.contains("ada"));
    QCOMPARE(line("user undo-import 1").code, 1);
    for (const char *words : {"user import /nonexistent.csv", "user import - --separator xx"}) {
        const Outcome wrong = line(words);
        QCOMPARE(wrong.code, 1);
        QVERIFY(wrong.err.startsWith("tokendeskd: "));
    }
}

void TestCliVerbs::importsKeys()
{
    const QJsonArray first = line("key list --json").array();
    QCOMPARE(first.size(), 1); // an empty database gets one of its own
    QFile file(m_directory->filePath(QStringLiteral("imported")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4MTIzNDU2Nzg5\n");
    file.close();
    const Outcome imported =
        run({QStringLiteral("key"), QStringLiteral("import"), QStringLiteral("--algorithm"),
             QStringLiteral("HS256"), QStringLiteral("--file"), file.fileName(),
             QStringLiteral("--activate"), QStringLiteral("--json")});
    QCOMPARE(imported.code, 0);
    QCOMPARE(imported.object().value(QLatin1String("state")).toString(), QStringLiteral("active"));
    QCOMPARE(imported.object().value(QLatin1String("imported")).toBool(), true);
    QCOMPARE(line("key list --json").array().size(), 2);

    QCOMPARE(line("key import --algorithm HS256 --file -", "short\n").code, 1);
    QCOMPARE(
        line("key import --algorithm none --file -", "0123456789abcdef0123456789abcdef\n").code, 1);
    QCOMPARE(line("key import --algorithm HS256 --file no-such-file").code, 1);
}

void TestCliVerbs::inspectsTokens()
{
    // The example of RFC 7515, appendix A.1: expired long ago, and not signed by us.
    const QByteArray token =
        "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9."
        "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0"
        "cnVlfQ.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    const Outcome json = line("token inspect --json", token);
    QCOMPARE(json.code, 1);
    const QJsonObject verdict = json.object().value(QLatin1String("verdict")).toObject();
    QCOMPARE(verdict.value(QLatin1String("accepted")).toBool(true), false);
    QCOMPARE(verdict.value(QLatin1String("check")).toString(), QStringLiteral("signature"));
    QVERIFY(verdict.value(QLatin1String("checks")).toArray().size() > 10);
    QCOMPARE(json.object()
                 .value(QLatin1String("claims"))
                 .toObject()
                 .value(QLatin1String("iss"))
                 .toString(),
             QStringLiteral("joe"));
    QVERIFY(json.err.startsWith("tokendeskd: "));

    const Outcome text = line("token inspect -", token);
    QCOMPARE(text.code, 1);
    QVERIFY(text.out.contains("signature"));
    QCOMPARE(line("token inspect --at yesterday", token).code, 1);
    QCOMPARE(line("token inspect", "nothing like it").code, 1);
}

void TestCliVerbs::changesSettings()
{
    QCOMPARE(line("settings get access_token_lifetime --json")
                 .object()
                 .value(QLatin1String("value"))
                 .toInt(),
             900);
    const Outcome set = line("settings set access_token_lifetime 5m --json");
    QCOMPARE(set.code, 0);
    QCOMPARE(set.object().value(QLatin1String("version")).toInt(), 1);
    QCOMPARE(set.object()
                 .value(QLatin1String("settings"))
                 .toObject()
                 .value(QLatin1String("access_token_lifetime"))
                 .toInt(),
             300);
    QCOMPARE(line("settings set auth_header_types Bearer JWT").code, 0);
    const QJsonObject row = line("settings get auth_header_types --json").object();
    QCOMPARE(row.value(QLatin1String("value")).toArray(),
             (QJsonArray{QStringLiteral("Bearer"), QStringLiteral("JWT")}));
    QCOMPARE(row.value(QLatin1String("source")).toString(), QStringLiteral("database"));

    const Outcome bounds = line("settings set access_token_lifetime 1s");
    QCOMPARE(bounds.code, 1);
    QVERIFY(bounds.err.contains("access_token_lifetime"));
    QCOMPARE(line("settings versions --json").array().size(), 2);
    QCOMPARE(line("settings undo 1").code, 0);
    QCOMPARE(line("settings get access_token_lifetime --json")
                 .object()
                 .value(QLatin1String("value"))
                 .toInt(),
             900);
    QCOMPARE(line("settings undo 99").code, 1);
    QCOMPARE(line("settings reset auth_header_types").code, 0);
    QCOMPARE(line("settings get auth_header_types").out, QByteArray("Bearer\n"));
    QVERIFY(line("settings list --json").array().size() > 30);
}

void TestCliVerbs::namesTheNearestSetting()
{
    for (const char *words :
         {"settings get acces_token_lifetime", "settings set acces_token_lifetime 5m",
          "settings reset acces_token_lifetime"}) {
        const Outcome unknown = line(words);
        QCOMPARE(unknown.code, 1);
        QVERIFY(unknown.err.contains("did you mean \"access_token_lifetime\"?"));
    }
}

void TestCliVerbs::listsEventsWithTheActor()
{
    addAdmin();
    QCOMPARE(line("settings set leeway 5").code, 0);
    const QJsonArray events = line("event list --json").array();
    QVERIFY(events.size() >= 2);
    const QJsonObject newest = events.first().toObject();
    QCOMPARE(newest.value(QLatin1String("type")).toString(), QStringLiteral("settings.changed"));
    QVERIFY(newest.value(QLatin1String("actor")).toString().startsWith(QLatin1String("os:")));
    QCOMPARE(line("event list --type user. --json").array().size(), 1);
    QCOMPARE(line("event list --limit 1 --json").array().size(), 1);
    QCOMPARE(line("event list --since 2100-01-01T00:00:00Z --json").array().size(), 0);
}

void TestCliVerbs::checks()
{
    addAdmin();
    const Outcome fine = line("check --json");
    QCOMPARE(fine.code, 0);
    QCOMPARE(fine.object().value(QLatin1String("ok")).toBool(), true);
    QCOMPARE(fine.object().value(QLatin1String("superusers")).toInt(), 1);
}

void TestCliVerbs::cannotStartIsThree()
{
    addAdmin();
    QFile database(m_directory->filePath(QStringLiteral("tokendesk.db")));
    QVERIFY(database.exists());

    QFile key(m_directory->filePath(QStringLiteral("secret.key")));
    QVERIFY(key.open(QIODevice::ReadWrite));
    const QByteArray good = key.readAll();
    key.resize(0);
    key.write(QByteArray(good.size(), 'A'));
    key.close();
    const Outcome wrongKey = line("user list");
    QCOMPARE(wrongKey.code, 3);
    QCOMPARE(wrongKey.err.count('\n'), 1);

    QVERIFY(key.remove());
    QCOMPARE(line("user list").code, 3);
    QCOMPARE(line("check").code, 3);

    QVERIFY(database.open(QIODevice::WriteOnly | QIODevice::Truncate));
    database.write(QByteArray(4096, 'x'));
    database.close();
    QCOMPARE(line("user list").code, 3);
    QCOMPARE(line("serve --listen 127.0.0.1:0").code, 3);
}

QTEST_GUILESS_MAIN(TestCliVerbs)
#include "tst_cliverbs.moc"
