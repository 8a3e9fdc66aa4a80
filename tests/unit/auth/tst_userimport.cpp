// SPDX-License-Identifier: GPL-3.0-or-later
// Imports of users from CSV files, and their undoing, on a real database.
#include "server/auth/userimport.h"
#include "server/base/csv.h"
#include "server/base/records.h"
#include "server/store/importrepository.h"
#include "tests/unit/runtime/corefixture.h"

#include <QSemaphore>

using namespace tokendesk;
using namespace tokendesk::test;
using Kind = UserImportRow::Kind;

class TestUserImport : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void cleanup();

    void plansEachRow();
    void refusesRows_data();
    void refusesRows();
    void refusesFiles_data();
    void refusesFiles();
    void createsAndChanges();
    void secondTimeNothing();
    void takesBatches();
    void takesHashes();
    void endsSessions();
    void lookAlikeMadeMeanwhile();
    void changedMeanwhileIsRefused();
    void lastAdministratorStays();
    void undoes();
    void undoLeavesWhatWasChangedSince();
    void undoOnce();
    void stopsBetweenBatches();
    void retentionForgets();
    void exportComesBackTheSame();

private:
    Result<UserImportPlan> plan(const QByteArray &csv)
    {
        return m_core->userImports().plan(csv, {});
    }
    Result<UserImportOutcome> import(const QByteArray &csv)
    {
        return await<UserImportOutcome>([&](auto done) {
            m_core->userImports().start(csv, {}, QStringLiteral("users.csv"), kActor, done);
        });
    }
    Result<UserImportOutcome> undo(qint64 id)
    {
        return await<UserImportOutcome>(
            [&](auto done) { m_core->userImports().undo(id, kActor, done); });
    }
    User user(const char *name)
    {
        return m_core->users().findByName(QString::fromLatin1(name)).value_or(User{});
    }
    UserImportRow rowOf(const QByteArray &csv)
    {
        const auto planned = plan(csv);
        return planned && planned->rows.size() == 1 ? planned->rows.front() : UserImportRow{};
    }
    QStringList eventTypes()
    {
        QStringList types;
        const auto page = auth::EventLog(m_core->context()).list({});
        for (const Event &event : page ? page->rows : std::vector<Event>{}) {
            if (event.detail.contains(QLatin1String("import")))
                types.prepend(event.type);
        }
        return types;
    }

    /// Imports \a csv, whose first batch the writer comes to after \a work.
    Result<UserImportOutcome> importBehind(
        const QByteArray &csv, const std::function<Result<int>(store::Connection &)> &work);

    std::unique_ptr<Scratch> m_scratch;
    std::unique_ptr<Core> m_core;
};

namespace {

// A hash in Django's form; nobody logs in with it here.
constexpr const char *kHash = "pbkdf2_sha256$1$salt$XWKTsVmn0IKW6xt4vsN4XbIEGfbPvbVsJEVFTlXdlYE=";

} // namespace

void TestUserImport::init()
{
    m_scratch = std::make_unique<Scratch>();
    auto core = m_scratch->open();
    VERIFY_OK(core);
    m_core = std::move(*core);
    VERIFY_OK(addUser(*m_core, QStringLiteral("anna"), true));
    VERIFY_OK(addUser(*m_core, QStringLiteral("bob")));
}

void TestUserImport::cleanup()
{
    m_core.reset();
    m_scratch.reset();
}

void TestUserImport::plansEachRow()
{
    const auto planned = plan("User,E-mail,is_active,shoe size\n"
                              "chen,chen@example.org,yes,43\n"
                              "bob,b@example.org,no,\n"
                              "anna,anna@example.org,,\n"
                              "dora,nonsense,,\n");
    VERIFY_OK(planned);
    QCOMPARE(planned->ignoredColumns, QStringList(QStringLiteral("shoe size")));
    QCOMPARE(planned->encoding, QStringLiteral("UTF-8"));
    QCOMPARE(planned->rows.size(), std::size_t(4));
    QCOMPARE(planned->rows[0].kind, Kind::New);
    QCOMPARE(planned->rows[0].line, 2);
    QCOMPARE(planned->rows[1].kind, Kind::Changed);
    QCOMPARE(planned->rows[1].changes,
             QStringList({QStringLiteral("active"), QStringLiteral("email")}));
    QCOMPARE(planned->rows[2].kind, Kind::Same);
    QCOMPARE(planned->rows[3].kind, Kind::Refused);
    QCOMPARE(planned->rows[3].field, QStringLiteral("email"));
    QCOMPARE(planned->count(Kind::Refused), 1);
    QCOMPARE(user("bob").active, true); // nothing was done
    QCOMPARE(user("chen").id, 0);
}

void TestUserImport::refusesRows_data()
{
    QTest::addColumn<QByteArray>("csv");
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char *name, const char *csv, const char *field, const char *reason) {
        QTest::newRow(name) << QByteArray(csv) << QString::fromLatin1(field)
                            << QString::fromLatin1(reason);
    };
    row("no name", "username,email\n,x@example.org\n", "username", "needed");
    row("invisible",
        "username\na\xe2\x80\xae"
        "b\n",
        "username", "cannot be seen");
    row("look-alike", "username\nANNA\n", "username", "looks like the user \"anna\"");
    row("flag", "username,is_staff\nchen,maybe\n", "is_staff", "true or false");
    row("too few", "username,email\nchen\n", "", "has 1 fields, the first row 2");
    row("claims", "username,claims\nchen,{\n", "claims", "no JSON object");
    row("reserved claim", "username,claims\nchen,\"{\"\"exp\"\":1}\"\n", "claims", "server itself");
    row("groups", "username,groups\nchen,\"[1]\"\n", "groups", "JSON list");
    row("clear password", "username,password\nchen,wonderland\n", "password", "not taken");
    row("weak hash", "username,password\nchen,md5$salt$0123\n", "password", "too weak");
    row("hash with a blank", "username,password\nchen,bcrypt$a b\n", "password",
        "no password hash");
}

void TestUserImport::refusesRows()
{
    QFETCH(QByteArray, csv);
    QFETCH(QString, field);
    QFETCH(QString, reason);
    const UserImportRow row = rowOf(csv);
    QCOMPARE(row.kind, Kind::Refused);
    QCOMPARE(row.field, field);
    QVERIFY2(row.reason.contains(reason), qPrintable(row.reason));
    QVERIFY(!row.reason.contains(QStringLiteral("wonderland")));
}

void TestUserImport::refusesFiles_data()
{
    QTest::addColumn<QByteArray>("csv");
    QTest::addColumn<QString>("reason");
    QTest::newRow("empty") << QByteArray() << QStringLiteral("empty");
    QTest::newRow("no username") << QByteArray("email\nx@example.org\n")
                                 << QStringLiteral("No column is called \"username\"");
    QTest::newRow("twice") << QByteArray("username,active,is_active\n")
                           << QStringLiteral("Two columns are called \"is_active\"");
    QTest::newRow("broken") << QByteArray("username\n\"a\n") << QStringLiteral("Line 2");
}

void TestUserImport::refusesFiles()
{
    QFETCH(QByteArray, csv);
    QFETCH(QString, reason);
    const auto planned = plan(csv);
    VERIFY_ERROR(planned, ErrorCode::InvalidArgument);
    QCOMPARE(planned.error().field, QStringLiteral("file"));
    QVERIFY2(planned.error().detail.contains(reason), qPrintable(planned.error().detail));
    VERIFY_ERROR(import(csv), ErrorCode::InvalidArgument);
}

void TestUserImport::createsAndChanges()
{
    const auto outcome = import(
        "username;email;first_name;last_name;is_staff;groups;claims\r\n"
        "chen;chen@example.org;Chen;\"Li;the first\";1;ops|night shift;\"{\"\"level\"\":3}\"\r\n"
        "bob;;Bob;;;;\r\n"
        "chen;;;;;;\r\n");
    VERIFY_OK(outcome);
    QCOMPARE(outcome->created, 1);
    QCOMPARE(outcome->changed, 1);
    QCOMPARE(outcome->refused.size(), std::size_t(1));
    QCOMPARE(outcome->refused.front().reason, QStringLiteral("Line 2 is about the same user."));
    const User chen = user("chen");
    QCOMPARE(chen.lastName, QStringLiteral("Li;the first"));
    QVERIFY(chen.staff && chen.active && !chen.superuser);
    QCOMPARE(chen.groups, QStringList({QStringLiteral("night shift"), QStringLiteral("ops")}));
    QCOMPARE(chen.claims.value(QLatin1String("level")).toInt(), 3);
    QCOMPARE(chen.passwordScheme, QString());
    QCOMPARE(user("bob").firstName, QStringLiteral("Bob"));
    QCOMPARE(eventTypes(),
             QStringList({QStringLiteral("user.created"), QStringLiteral("user.updated"),
                          QStringLiteral("users.imported")}));
}

void TestUserImport::secondTimeNothing()
{
    const QByteArray csv = "username,email\nchen,chen@example.org\n";
    QCOMPARE(import(csv)->created, 1);
    const auto outcome = import(csv);
    VERIFY_OK(outcome);
    QCOMPARE(outcome->same, 1);
    QCOMPARE(outcome->id, 0);
    QCOMPARE(eventTypes().count(QStringLiteral("users.imported")), 1);
}

void TestUserImport::takesBatches()
{
    QByteArray csv = "username\n";
    const int count = int(auth::UserImport::kBatch) * 2 + 7;
    for (int i = 0; i < count; ++i)
        csv += "user" + QByteArray::number(i) + '\n';
    const auto outcome = import(csv);
    VERIFY_OK(outcome);
    QCOMPARE(outcome->created, count);
    QCOMPARE(m_core->users().counts()->users, qint64(count + 2));
    const auto undone = undo(outcome->id);
    VERIFY_OK(undone);
    QCOMPARE(undone->created, count);
    QCOMPARE(m_core->users().counts()->users, qint64(2));
}

void TestUserImport::takesHashes()
{
    const auto outcome = import(QByteArray("username,password\nchen,") + kHash + "\nbob,\n");
    VERIFY_OK(outcome);
    QCOMPARE(outcome->created, 1);
    QCOMPARE(user("chen").passwordScheme, QStringLiteral("pbkdf2_sha256"));
    QCOMPARE(user("bob").passwordScheme, QStringLiteral("argon2")); // an empty cell changes nothing
    QCOMPARE(outcome->same, 1);
}

void TestUserImport::endsSessions()
{
    const SessionId first = *addSession(*m_core, user("bob").id, 1);
    const auto hashed = import(QByteArray("username,password\nbob,") + kHash + '\n');
    VERIFY_OK(hashed);
    QCOMPARE(hashed->sessionsEnded, 1);
    QCOMPARE(m_core->sessions().find(first)->endReason, EndReason::Imported);
    QVERIFY(m_core->context().revocations.contains(first));
    const SessionId second = *addSession(*m_core, user("bob").id, 2);
    QCOMPARE(import("username,email\nbob,b@example.org\n")->sessionsEnded, 0);
    QVERIFY(!m_core->sessions().find(second)->endedAt);
    const auto disabled = import("username,is_active\nbob,false\n");
    QCOMPARE(disabled->sessionsEnded, 1);
    QCOMPARE(m_core->sessions().find(second)->endReason, EndReason::Imported);
}

Result<UserImportOutcome> TestUserImport::importBehind(
    const QByteArray &csv, const std::function<Result<int>(store::Connection &)> &work)
{
    // What the import plans is the state before that work, which holds the writer meanwhile.
    QSemaphore planned;
    auto first =
        m_core->context().writer.run<int>([&](store::Connection &connection) -> Result<int> {
            planned.acquire();
            return work(connection);
        });
    const auto promise = std::make_shared<QPromise<Result<UserImportOutcome>>>();
    promise->start();
    m_core->userImports().start(csv, {}, {}, kActor, [promise](Result<UserImportOutcome> outcome) {
        promise->addResult(std::move(outcome));
        promise->finish();
    });
    planned.release();
    const Result<int> done = first.result();
    if (!done)
        return fail(done.error());
    return promise->future().result();
}

void TestUserImport::stopsBetweenBatches()
{
    QByteArray csv("username\n");
    for (int i = 0; i < 900; ++i)
        csv += "u" + QByteArray::number(i) + '\n';
    const auto imported = [&](const ProgressPtr &progress) {
        return await<UserImportOutcome>([&](auto done) {
            m_core->userImports().start(csv, {}, QStringLiteral("users.csv"), kActor, done,
                                        progress);
        });
    };
    const auto before = std::make_shared<Progress>();
    before->isCancelled = true;
    const auto none = imported(before);
    QVERIFY(!none);
    QCOMPARE(none.error().code, ErrorCode::Cancelled);
    QCOMPARE(user("u0").id, UserId(0));

    // Asked to stop while the first batch waits for the writer.
    const auto progress = std::make_shared<Progress>();
    QSemaphore go;
    auto first = m_core->context().writer.run<int>([&](store::Connection &) -> Result<int> {
        go.acquire();
        return 1;
    });
    const auto promise = std::make_shared<QPromise<Result<UserImportOutcome>>>();
    promise->start();
    m_core->userImports().start(
        csv, {}, QStringLiteral("users.csv"), kActor,
        [promise](Result<UserImportOutcome> outcome) {
            promise->addResult(std::move(outcome));
            promise->finish();
        },
        progress);
    progress->isCancelled = true;
    go.release();
    QVERIFY(first.result());
    const auto some = promise->future().result();
    QVERIFY2(some, some ? "" : qPrintable(some.error().message()));
    QVERIFY(some->isCancelled);
    QCOMPARE(some->created, int(auth::UserImport::kBatch));
    QCOMPARE(progress->done.load(), qint64(auth::UserImport::kBatch));
    QCOMPARE(progress->total.load(), 900);
    const auto undone = undo(some->id); // what was done can be undone
    QVERIFY(undone);
    QCOMPARE(undone->created, int(auth::UserImport::kBatch));
    QCOMPARE(user("u0").id, UserId(0));
}

void TestUserImport::lookAlikeMadeMeanwhile()
{
    const auto outcome =
        importBehind("username\nchen\ndora\n", [](store::Connection &connection) -> Result<int> {
            NewUser other;
            other.username = QStringLiteral("Chen");
            TRY(store::UserRepository(connection).insert(other, {}, Instant{}));
            return 1;
        });
    VERIFY_OK(outcome);
    QCOMPARE(outcome->created, 1);
    QCOMPARE(outcome->refused.size(), std::size_t(1));
    QCOMPARE(outcome->refused.front().field, QStringLiteral("username"));
    QCOMPARE(user("chen").id, 0);
}

void TestUserImport::changedMeanwhileIsRefused()
{
    User bob = user("bob");
    const auto outcome =
        importBehind("username,first_name\nbob,Bob\ndora,Dora\n",
                     [bob](store::Connection &connection) mutable -> Result<int> {
                         bob.email = QStringLiteral("other@example.org");
                         TRY(store::UserRepository(connection).update(bob, Instant{}));
                         return 1;
                     });
    VERIFY_OK(outcome);
    QCOMPARE(outcome->changed, 0);
    QCOMPARE(outcome->created, 1);
    QCOMPARE(outcome->refused.size(), std::size_t(1));
    QVERIFY(outcome->refused.front().reason.contains(QStringLiteral("while the import ran")));
    QCOMPARE(user("bob").firstName, QString());
}

void TestUserImport::lastAdministratorStays()
{
    const auto outcome = import("username,is_superuser,email\nanna,false,a@example.org\n"
                                "bob,,b@example.org\n");
    VERIFY_OK(outcome);
    QCOMPARE(outcome->changed, 1);
    QCOMPARE(outcome->refused.size(), std::size_t(1));
    QVERIFY(user("anna").superuser);
    QCOMPARE(user("anna").email, QStringLiteral("anna@example.org")); // the row as a whole
    QCOMPARE(user("bob").email, QStringLiteral("b@example.org"));
}

void TestUserImport::undoes()
{
    const User before = user("bob");
    const auto outcome =
        import(QByteArray("username,email,is_active,password\nchen,,,\nbob,b@example.org,no,")
               + kHash + '\n');
    VERIFY_OK(outcome);
    QCOMPARE(user("bob").passwordScheme, QStringLiteral("pbkdf2_sha256"));
    const auto undone = undo(outcome->id);
    VERIFY_OK(undone);
    QCOMPARE(undone->created, 1);
    QCOMPARE(undone->changed, 1);
    QVERIFY(undone->refused.empty());
    QCOMPARE(user("chen").id, 0);
    const User after = user("bob");
    QCOMPARE(after.email, before.email);
    QCOMPARE(after.active, true);
    QCOMPARE(after.passwordScheme, before.passwordScheme);
    QVERIFY(eventTypes().contains(QStringLiteral("users.import_undone")));
}

void TestUserImport::undoLeavesWhatWasChangedSince()
{
    const auto outcome = import("username,email\nbob,b@example.org\nchen,c@example.org\n");
    VERIFY_OK(outcome);
    UserChange change;
    change.email = QStringLiteral("new@example.org");
    VERIFY_OK(await<User>(
        [&](auto done) { m_core->users().update(user("bob").id, change, kActor, done); }));
    const auto undone = undo(outcome->id);
    VERIFY_OK(undone);
    QCOMPARE(undone->changed, 0);
    QCOMPARE(undone->created, 1);
    QCOMPARE(undone->refused.size(), std::size_t(1));
    QCOMPARE(undone->refused.front().field, QStringLiteral("email"));
    QCOMPARE(user("bob").email, QStringLiteral("new@example.org"));
}

void TestUserImport::undoOnce()
{
    const auto outcome = import("username\nchen\n");
    VERIFY_OK(undo(outcome->id));
    VERIFY_ERROR(undo(outcome->id), ErrorCode::Conflict);
    VERIFY_ERROR(undo(outcome->id + 1), ErrorCode::NotFound);
}

void TestUserImport::retentionForgets()
{
    const auto outcome = import("username\nchen\nemil\n");
    VERIFY_OK(outcome);
    const Instant now = m_scratch->clock.now();
    const auto purge = [this](Instant before) {
        return m_core->context()
            .writer
            .run<int>([before](store::Connection &connection) {
                return store::ImportRepository(connection).purge(before, 500);
            })
            .result()
            .value_or(-1);
    };
    QCOMPARE(purge(now), 0);
    QCOMPARE(purge(now + std::chrono::seconds(1)), 2);
    QCOMPARE(purge(now + std::chrono::seconds(1)), 1);
    QCOMPARE(purge(now + std::chrono::seconds(1)), 0);
    VERIFY_ERROR(undo(outcome->id), ErrorCode::NotFound);
}

void TestUserImport::exportComesBackTheSame()
{
    VERIFY_OK(import("username,first_name,groups,claims,is_active\n"
                     "'=chen,\"'-Chen, \"\"x\"\"\",\"[\"\"a|b\"\"]\",\"{\"\"n\"\":[1]}\",no\n"));
    QString text = csvLine(userCsvColumns());
    const auto page = m_core->users().list({});
    VERIFY_OK(page);
    for (const User &each : page->rows)
        text += csvLine(csvFields(each));
    const auto planned = plan(text.toUtf8());
    VERIFY_OK(planned);
    QCOMPARE(planned->count(Kind::Same), 3);
    QCOMPARE(user("=chen").firstName, QStringLiteral("-Chen, \"x\""));
}

QTEST_GUILESS_MAIN(TestUserImport)
#include "tst_userimport.moc"
