// SPDX-License-Identifier: GPL-3.0-or-later
// The page of users, by mouse and keys: what it does to them.
#include "server/base/csv.h"
#include "server/base/records.h"
#include "tests/gui/usersfixture.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QComboBox>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLineEdit>
#include <QPushButton>
#include <QTemporaryDir>

using namespace tokendesk;
using namespace tokendesk::test;

class TestUserActions : public QObject, private UsersFixture
{
    Q_OBJECT

private slots:
    void init() { start(); }
    void cleanup() { stop(); }
    void createsAUser();
    void showsFieldErrorsOfANewUser();
    void editsInThePaneAndUndoes();
    void showsFieldErrorsWhileEditing();
    void keepsTheFormWhenTheSelectionMoves();
    void disablesAndUndoes();
    void unlocks();
    void unlocksSeveral();
    void refusesTheLastAdministrator();
    void deletesByKeyAndRestoresFromTheBin();
    void actsOnSeveral();
    void setsAPassword();
    void endsAllSessions();
    void exportsWhatMatches();
    void exportFailsWhole();
    void importsWithPreviewAndUndo();
};

void TestUserActions::createsAUser()
{
    m_f->open();
    m_f->click("newUserButton");
    QVERIFY(dialog("newUserDialog"));
    auto *create = m_f->find<QPushButton>("createUserButton");
    QVERIFY(!create->isEnabled());
    m_f->type("username", "chen");
    m_f->type("email", "chen@example.org");
    m_f->type("groupAdd", "night shift");
    m_f->click("groupAddButton");
    m_f->type("claims", "{\"level\": ");
    m_f->click("passwordGenerate");
    QVERIFY(!create->isEnabled()); // the claims are no JSON yet
    QVERIFY(m_f->text("claimsState").contains(QStringLiteral("not a JSON object")));
    m_f->type("claims", "3}");
    QVERIFY(create->isEnabled());
    const QString password = m_f->find<QLineEdit>("password")->text();
    m_f->click("createUserButton");
    QTRY_VERIFY(!dialog("newUserDialog"));
    m_f->settle();
    QCOMPARE(m_f->table()->model()->rowCount(), 3);
    QVERIFY(m_f->banner().contains(QStringLiteral("chen")));
    QTRY_COMPARE(m_f->text("userTitle"), QStringLiteral("chen")); // selected
    const UserId id = m_bob + 1;
    QCOMPARE(m_f->api.storedUser(id).groups, QStringList(QStringLiteral("night shift")));
    QCOMPARE(m_f->api.storedUser(id).claims.value(QLatin1String("level")).toInt(), 3);
    QCOMPARE(QString::fromUtf8(m_f->api.password(id)), password);
}

void TestUserActions::showsFieldErrorsOfANewUser()
{
    m_f->open();
    QTest::keyClick(m_f->table(), Qt::Key_N, Qt::ControlModifier);
    QVERIFY(dialog("newUserDialog"));
    m_f->type("username", "anna");
    m_f->click("passwordGenerate");
    m_f->click("createUserButton");
    QTRY_COMPARE(m_f->text("error_username"),
                 QStringLiteral("A user of this name exists already."));
    m_f->api.failNext(Error(ErrorCode::StoreUnavailable, QStringLiteral("The disk is full.")),
                      QStringLiteral("createUser"));
    m_f->click("createUserButton");
    QTRY_VERIFY(m_f->text("dialogError").contains(QStringLiteral("The disk is full.")));
    QCOMPARE(m_f->text("error_username"), QString());
    m_f->click("cancelButton");
    QTRY_VERIFY(!dialog("newUserDialog"));
}

void TestUserActions::editsInThePaneAndUndoes()
{
    m_f->open();
    m_f->clickRow(0);
    m_f->click("editUserButton");
    QVERIFY(!m_f->find<QPushButton>("saveButton")->isEnabled());
    QVERIFY(!m_f->page->hasUnsavedChanges());
    m_f->find<QLineEdit>("lastName")->clear();
    m_f->type("lastName", "Bergman");
    QVERIFY(m_f->page->hasUnsavedChanges());
    QVERIFY(m_f->text("editTitle").endsWith(QLatin1Char('*')));
    m_f->click("saveButton");
    QTRY_COMPARE(m_f->text("userTitle"), QStringLiteral("Anna Bergman"));
    QVERIFY(!m_f->page->hasUnsavedChanges());
    m_f->click("bannerAction");
    QTRY_COMPARE(m_f->text("userTitle"), QStringLiteral("Anna Berg"));
    QCOMPARE(m_f->api.storedUser(m_anna).lastName, QStringLiteral("Berg"));
}

void TestUserActions::showsFieldErrorsWhileEditing()
{
    m_f->open();
    m_f->clickRow(1);
    QTest::keyClick(m_f->table(), Qt::Key_F2);
    m_f->find<QLineEdit>("email")->clear();
    m_f->type("email", "nonsense");
    m_f->click("saveButton");
    QTRY_COMPARE(m_f->text("error_email"), QStringLiteral("This is not an e-mail address."));
    QVERIFY(m_f->page->hasUnsavedChanges());
    m_f->api.failNext(Error(ErrorCode::Busy), QStringLiteral("updateUser"));
    m_f->click("saveButton");
    QTRY_VERIFY(m_f->banner().contains(QStringLiteral("could not be saved")));
    m_f->click("cancelEditButton");
    QCOMPARE(m_f->text("userTitle"), QStringLiteral("bob"));
    QCOMPARE(m_f->api.storedUser(m_bob).email, QStringLiteral("bob@example.org"));
}

void TestUserActions::keepsTheFormWhenTheSelectionMoves()
{
    m_f->open();
    m_f->clickRow(0);
    m_f->click("editUserButton");
    m_f->type("firstName", "X");
    m_f->clickRow(1);
    m_f->page->refresh();
    m_f->settle();
    QVERIFY(m_f->page->hasUnsavedChanges());
    m_f->click("cancelEditButton");
    QCOMPARE(m_f->text("userTitle"), QStringLiteral("bob"));
}

void TestUserActions::disablesAndUndoes()
{
    m_f->open();
    m_f->clickRow(1);
    QCOMPARE(m_f->buttonText("toggleUserButton"), QStringLiteral("Disable"));
    m_f->click("toggleUserButton");
    QTRY_COMPARE(m_f->text("userState"), QStringLiteral("Disabled"));
    QVERIFY(m_f->banner().contains(QStringLiteral("bob")));
    QCOMPARE(m_f->buttonText("toggleUserButton"), QStringLiteral("Enable"));
    m_f->click("bannerAction");
    QTRY_COMPARE(m_f->text("userState"), QStringLiteral("Active"));
    QVERIFY(m_f->api.storedUser(m_bob).active);
}

void TestUserActions::unlocks()
{
    LoginState &login = m_f->api.storedUser(m_bob).login;
    login = {100, {}, m_f->clock.now() - std::chrono::hours(3)};
    m_f->open();
    m_f->clickRow(0);
    QVERIFY(!m_f->find<QWidget>("unlockUserButton")->isVisible());
    QVERIFY(!m_f->find<QWidget>("userWrongPasswords")->isVisible());
    m_f->clickRow(1);
    QCOMPARE(m_f->text("userState"), QStringLiteral("Locked"));
    QCOMPARE(m_f->text("userWrongPasswords"), QStringLiteral("100 in a row, locked 3 h ago"));
    m_f->api.failNext(Error(ErrorCode::StoreUnavailable), QStringLiteral("unlockUsers"));
    QTest::keyClick(m_f->table(), Qt::Key_U, Qt::ControlModifier);
    QTRY_VERIFY(m_f->banner().contains(QStringLiteral("Nobody was unlocked")));
    QCOMPARE(m_f->api.storedUser(m_bob).login.failures, 100);
    m_f->settle();
    m_f->click("unlockUserButton");
    QTRY_COMPARE(m_f->text("userState"), QStringLiteral("Active"));
    QVERIFY(m_f->banner().contains(QStringLiteral("bob")));
    QVERIFY(!m_f->find<QWidget>("unlockUserButton")->isVisible());
    QCOMPARE(m_f->api.storedUser(m_bob).login, LoginState());
    // A wait, and its end.
    login = {7, m_f->clock.now() + std::chrono::seconds(20), {}};
    m_f->page->refresh();
    QTRY_COMPARE(m_f->text("userWrongPasswords"), QStringLiteral("7 in a row, next try in 20 s"));
    QCOMPARE(m_f->text("userState"), QStringLiteral("Active"));
    QVERIFY(m_f->find<QWidget>("unlockUserButton")->isEnabled());
    login.waitUntil.reset();
    m_f->page->refresh();
    QTRY_COMPARE(m_f->text("userWrongPasswords"), QStringLiteral("7"));
    QVERIFY(!m_f->find<QWidget>("unlockUserButton")->isVisible());
}

void TestUserActions::unlocksSeveral()
{
    for (const UserId id : {m_anna, m_bob})
        m_f->api.storedUser(id).login = {100, {}, m_f->clock.now()};
    m_f->open();
    m_f->table()->selectAll();
    QTRY_COMPARE(m_f->buttonText("bulkUnlockButton"), QStringLiteral("Unlock 2 Users"));
    m_f->click("bulkUnlockButton");
    QTRY_VERIFY(m_f->banner().contains(QStringLiteral("2 users were unlocked")));
    QCOMPARE(m_f->api.storedUser(m_anna).login, LoginState());
    QCOMPARE(m_f->api.storedUser(m_bob).login, LoginState());
}

void TestUserActions::refusesTheLastAdministrator()
{
    m_f->open();
    m_f->clickRow(0);
    m_f->click("toggleUserButton");
    QTRY_VERIFY(m_f->banner().contains(QStringLiteral("could not be disabled")));
    QVERIFY(m_f->api.storedUser(m_anna).active);
}

void TestUserActions::deletesByKeyAndRestoresFromTheBin()
{
    m_f->open();
    m_f->clickRow(1);
    QTest::keyClick(m_f->table(), Qt::Key_Delete);
    QTRY_COMPARE(m_f->table()->model()->rowCount(), 1);
    QVERIFY(m_f->prompter.questions.empty());
    m_f->click("bannerAction");
    QTRY_COMPARE(m_f->table()->model()->rowCount(), 2);
    m_f->settle();

    m_f->clickRow(1);
    m_f->click("deleteUserButton");
    QTRY_COMPARE(m_f->table()->model()->rowCount(), 1);
    m_f->find<QLineEdit>("usersSearch")->clear();
    m_f->type("usersSearch", "state:deleted");
    QTRY_COMPARE(m_f->api.lastUserQuery().deleted, true);
    m_f->settle();
    m_f->clickRow(0);
    QCOMPARE(m_f->text("userTitle"), QStringLiteral("bob"));
    m_f->click("restoreUserButton");
    QTRY_COMPARE(m_f->text("emptyStateTitle"), QStringLiteral("The bin is empty"));
    QVERIFY(!m_f->api.storedUser(m_bob).deletedAt);
}

void TestUserActions::actsOnSeveral()
{
    m_f->api.addUsers(3);
    m_f->open();
    m_f->clickRow(1);
    m_f->clickRow(4, Qt::ShiftModifier);
    QCOMPARE(m_f->text("bulkTitle"), QStringLiteral("4 users selected"));
    m_f->click("bulkToggleButton");
    QTRY_VERIFY(m_f->banner().contains(QStringLiteral("4 users were disabled")));
    QVERIFY(!m_f->api.storedUser(m_bob).active);
    m_f->click("bannerAction");
    QTRY_VERIFY(m_f->api.storedUser(m_bob).active);
    m_f->settle();
    QCOMPARE(m_f->text("bulkTitle"), QStringLiteral("4 users selected"));
    m_f->click("bulkDeleteButton");
    QTRY_COMPARE(m_f->table()->model()->rowCount(), 1);
}

void TestUserActions::setsAPassword()
{
    m_f->open();
    m_f->clickRow(1);
    m_f->click("setPasswordButton");
    QVERIFY(dialog("passwordDialog"));
    QVERIFY(m_f->find<QCheckBox>("endSessions")->isChecked());
    auto *apply = m_f->find<QPushButton>("applyPasswordButton");
    QVERIFY(!apply->isEnabled());
    m_f->type("password", "correct horse battery");
    QVERIFY(apply->isEnabled());
    m_f->api.failNext(Error(ErrorCode::PasswordTooCommon, QStringLiteral("Known from a leak."),
                            QStringLiteral("password")),
                      QStringLiteral("setPassword"));
    QTest::mouseClick(apply, Qt::LeftButton);
    QTRY_VERIFY(m_f->text("dialogError").contains(QStringLiteral("Known from a leak.")));
    QTest::mouseClick(apply, Qt::LeftButton);
    QTRY_VERIFY(!dialog("passwordDialog"));
    QCOMPARE(m_f->api.password(m_bob), QByteArray("correct horse battery"));
    QTRY_COMPARE(m_f->buttonText("userSessionsLink"), QStringLiteral("Show 0 active session(s)"));
}

void TestUserActions::endsAllSessions()
{
    m_f->open();
    m_f->clickRow(1);
    QCOMPARE(m_f->buttonText("endUserSessionsButton"), QStringLiteral("End All Sessions (2)…"));
    m_f->prompter.decision = {false, false};
    m_f->click("endUserSessionsButton");
    QCOMPARE(m_f->prompter.questions.size(), std::size_t(1));
    QVERIFY(m_f->prompter.questions.front().title.contains(QLatin1Char('2')));
    QCOMPARE(m_f->api.callCount(QStringLiteral("endSessionsOfUser")), 0);
    m_f->prompter.decision = {true, false};
    m_f->click("endUserSessionsButton");
    QTRY_COMPARE(m_f->buttonText("endUserSessionsButton"), QStringLiteral("End All Sessions…"));
    QVERIFY(!m_f->find<QPushButton>("endUserSessionsButton")->isEnabled());
}

void TestUserActions::exportsWhatMatches()
{
    QTemporaryDir dir;
    m_f->api.addUsers(2500);
    m_f->open();
    m_f->prompter.path = dir.filePath(QStringLiteral("all.csv"));
    QTest::keyClick(m_f->table(), Qt::Key_X, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(m_f->banner().contains(QStringLiteral("2502 row(s) were exported to all.csv")));
    QFile csv(m_f->prompter.path);
    QVERIFY(csv.open(QIODevice::ReadOnly));
    const auto table = readCsv(csv.readAll());
    QVERIFY(table);
    QCOMPARE(table->header.fields, userCsvColumns());
    QCOMPARE(table->rows.size(), std::size_t(2502));
    QCOMPARE(table->rows.front().fields.at(1), QStringLiteral("anna"));

    m_f->type("usersSearch", "anna");
    QTRY_COMPARE(m_f->table()->model()->rowCount(), 1);
    m_f->prompter.path = dir.filePath(QStringLiteral("some.json"));
    QTest::keyClick(m_f->table(), Qt::Key_X, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(m_f->banner().contains(QStringLiteral("some.json")));
    QFile json(m_f->prompter.path);
    QVERIFY(json.open(QIODevice::ReadOnly));
    const QJsonArray rows = QJsonDocument::fromJson(json.readAll()).array();
    QCOMPARE(rows.size(), 1);
    QCOMPARE(rows.first().toObject().value(QLatin1String("username")).toString(),
             QStringLiteral("anna"));
}

void TestUserActions::exportFailsWhole()
{
    QTemporaryDir dir;
    const QString path = dir.filePath(QStringLiteral("kept.csv"));
    {
        QFile kept(path);
        QVERIFY(kept.open(QIODevice::WriteOnly));
        kept.write("kept");
    }
    m_f->open();
    m_f->prompter.path = path;
    m_f->api.failNext(Error(ErrorCode::StoreUnavailable, QStringLiteral("The disk is full.")),
                      QStringLiteral("listUsers"));
    QTest::keyClick(m_f->table(), Qt::Key_X, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(m_f->banner().contains(QStringLiteral("kept.csv was not written")));
    QFile kept(path);
    QVERIFY(kept.open(QIODevice::ReadOnly));
    QCOMPARE(kept.readAll(), QByteArray("kept"));
    QTRY_COMPARE(QDir(dir.path()).entryList(QDir::Files).size(), 1);
    m_f->settle();
    m_f->prompter.path = dir.filePath(QStringLiteral("no/such/folder.csv"));
    QTest::keyClick(m_f->table(), Qt::Key_X, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(m_f->banner().contains(QStringLiteral("folder.csv was not written")));
}

void TestUserActions::importsWithPreviewAndUndo()
{
    using Kind = UserImportRow::Kind;
    QTemporaryDir dir;
    m_f->open();
    m_f->prompter.path = dir.filePath(QStringLiteral("none.csv"));
    QTest::keyClick(m_f->table(), Qt::Key_I, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(m_f->banner().contains(QStringLiteral("none.csv cannot be read")));
    m_f->prompter.path = dir.filePath(QStringLiteral("people.csv"));
    QFile file(m_f->prompter.path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("username\n");
    file.close();

    m_f->api.failNext(Error(ErrorCode::InvalidArgument, QStringLiteral("Line 2: A quotation mark."),
                            QStringLiteral("file")),
                      QStringLiteral("planUserImport"));
    QTest::keyClick(m_f->table(), Qt::Key_I, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(dialog("importDialog"));
    QTRY_VERIFY(m_f->text("dialogError").contains(QStringLiteral("Line 2")));
    QVERIFY(!m_f->find<QPushButton>("importButton")->isEnabled());

    UserImportPlan plan;
    plan.rows = {{2, Kind::New, QStringLiteral("chen"), {}, {}, {}},
                 {3, Kind::Changed, QStringLiteral("bob"), {QStringLiteral("email")}, {}, {}},
                 {4, Kind::Same, QStringLiteral("anna"), {}, {}, {}},
                 {5,
                  Kind::Refused,
                  QStringLiteral("x"),
                  {},
                  QStringLiteral("email"),
                  QStringLiteral("Not an e-mail address.")}};
    plan.ignoredColumns = {QStringLiteral("shoe size")};
    m_f->api.setImportPlan(plan);
    auto *separator = m_f->find<QComboBox>("importSeparator");
    separator->setFocus();
    QTest::keyClick(separator, Qt::Key_Down);
    QTRY_COMPARE(m_f->text("importSummary"), QStringLiteral("1 new, 1 changed, 1 same, 1 refused"));
    QCOMPARE(m_f->text("dialogError"), QString());
    QVERIFY(m_f->text("importNote").contains(QStringLiteral("shoe size")));
    auto *table = m_f->find<QTableView>("importTable");
    const QAbstractItemModelTester tester(table->model());
    QCOMPARE(table->model()->rowCount(), 3);
    m_f->click("importAllRows");
    QCOMPARE(table->model()->rowCount(), 4);
    QCOMPARE(table->model()->index(3, 3).data().toString(),
             QStringLiteral("email: Not an e-mail address."));
    const QString folder = qEnvironmentVariable("TOKENDESK_SCREENSHOTS");
    m_f->settle();
    if (!folder.isEmpty())
        QVERIFY(dialog("importDialog")->grab().save(folder + QStringLiteral("/import.png")));
    QCOMPARE(m_f->api.callCount(QStringLiteral("importUsers")), 0);
    m_f->api.failNext(Error(ErrorCode::Busy), QStringLiteral("importUsers"));
    m_f->click("importButton");
    QTRY_VERIFY(!m_f->text("dialogError").isEmpty());
    QTRY_VERIFY(m_f->find<QPushButton>("importButton")->isEnabled());
    m_f->click("importButton");
    QTRY_VERIFY(!dialog("importDialog"));
    QTRY_COMPARE(m_f->table()->model()->rowCount(), 3);
    QVERIFY(m_f->banner().contains(QStringLiteral("1 created, 1 changed, 1 refused")));
    m_f->settle();
    m_f->click("bannerAction");
    QTRY_COMPARE(m_f->table()->model()->rowCount(), 2);
    QTRY_VERIFY(m_f->banner().contains(QStringLiteral("1 moved to the bin")));
}

QTEST_MAIN(TestUserActions)
#include "tst_useractions.moc"
