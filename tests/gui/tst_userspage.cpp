// SPDX-License-Identifier: GPL-3.0-or-later
// The page of users, by mouse and keys.
#include "server/base/csv.h"
#include "server/base/records.h"
#include "tests/gui/pagefixture.h"
#include "ui/models/usersmodel.h"
#include "ui/pages/userspage.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QComboBox>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSplitter>
#include <QTabBar>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTreeWidget>

using namespace tokendesk;
using namespace tokendesk::test;
using ui::UsersPage;

class TestUsersPage : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_f.reset(); }
    void listsAndShowsDetails();
    void searchesByKeys();
    void explainsUnknownTokens();
    void chipsAndFilterEditTheSearch();
    void pagesThroughFiveThousand();
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
    void leadsToTheSessions();
    void tabsShowClaimsSessionsAndEvents();
    void exportsWhatMatches();
    void exportFailsWhole();
    void importsWithPreviewAndUndo();
    void makesRoomWhenNarrow();
    void emptyStates();
    void recoversFromAFailure();
    void keepsStateAndColumns();
    void everythingHasANameAndTabOrder();
    void screenshots();

private:
    QWidget *dialog(const char *name) const
    {
        auto *found = m_f->find<QWidget>(name);
        return found && found->isVisible() ? found : nullptr;
    }

    std::unique_ptr<PageFixture> m_f;
    UserId m_anna = 0;
    UserId m_bob = 0;
};

void TestUsersPage::init()
{
    m_f = std::make_unique<PageFixture>();
    User anna;
    anna.username = QStringLiteral("anna");
    anna.email = QStringLiteral("anna@example.org");
    anna.firstName = QStringLiteral("Anna");
    anna.lastName = QStringLiteral("Berg");
    anna.superuser = true;
    anna.groups = {QStringLiteral("admin"), QStringLiteral("ops")};
    anna.claims = {{QStringLiteral("department"), QStringLiteral("R&D")}};
    anna.passwordScheme = QStringLiteral("argon2");
    anna.createdAt = m_f->clock.now() - std::chrono::hours(24 * 200);
    anna.lastLoginAt = m_f->clock.now() - std::chrono::minutes(3);
    m_anna = m_f->api.addUser(anna);
    m_bob = m_f->api.addUser(QStringLiteral("bob"));
    m_f->api.addSession(m_anna);
    m_f->api.addSession(m_bob);
    m_f->api.addSession(m_bob);
    m_f->make<UsersPage>();
}

void TestUsersPage::listsAndShowsDetails()
{
    m_f->open();
    QCOMPARE(m_f->table()->model()->rowCount(), 2);
    QCOMPARE(m_f->text("usersCount"), QStringLiteral("2"));
    m_f->clickRow(0);
    QCOMPARE(m_f->text("userTitle"), QStringLiteral("Anna Berg"));
    QCOMPARE(m_f->text("userEmail"), QStringLiteral("anna@example.org"));
    QCOMPARE(m_f->text("userGroups"), QStringLiteral("admin, ops"));
    QCOMPARE(m_f->text("userLastLogin"), QStringLiteral("3 min ago"));
    QVERIFY(m_f->find<QPlainTextEdit>("userClaims")->toPlainText().contains(QStringLiteral("R&D")));
    m_f->click("userEmailCopy");
    QTest::keyClick(m_f->table(), Qt::Key_F4);
    QVERIFY(!m_f->find<QWidget>("userPane")->isVisible());
    QTest::keyClick(m_f->table(), Qt::Key_F4);
    QVERIFY(m_f->find<QWidget>("userPane")->isVisible());
}

void TestUsersPage::searchesByKeys()
{
    m_f->open();
    auto *search = m_f->find<QLineEdit>("usersSearch");
    QCOMPARE(m_f->page->primarySearch(), search);
    QVERIFY(search->placeholderText().contains(QStringLiteral("Ctrl+F")));
    m_f->type("usersSearch", "bob");
    QTRY_COMPARE(m_f->table()->model()->rowCount(), 1);
    QTRY_COMPARE(m_f->text("usersCount"), QStringLiteral("1 of 2"));
    QTest::keyClick(search, Qt::Key_Down);
    QVERIFY(m_f->table()->hasFocus());
    QCOMPARE(m_f->text("userTitle"), QStringLiteral("bob"));
    QTest::keyClick(search, Qt::Key_Escape);
    QCOMPARE(search->text(), QString());
    QTRY_COMPARE(m_f->table()->model()->rowCount(), 2);
    QCOMPARE(m_f->table()->currentIndex().data().toString(), QStringLiteral("bob"));
}

void TestUsersPage::explainsUnknownTokens()
{
    m_f->open();
    m_f->type("usersSearch", "role:admin");
    QTRY_VERIFY(m_f->text("usersProblem").contains(QStringLiteral("role:")));
    QTest::keyClick(m_f->find<QLineEdit>("usersSearch"), Qt::Key_Escape);
    QTRY_COMPARE(m_f->text("usersProblem"), QString());
}

void TestUsersPage::chipsAndFilterEditTheSearch()
{
    m_f->open();
    m_f->type("usersSearch", "group:ops superuser:yes");
    QTRY_COMPARE(m_f->table()->model()->rowCount(), 1);
    QCOMPARE(m_f->api.lastUserQuery().limit, 1); // the count of all users
    m_f->click("chip_group");
    QCOMPARE(m_f->find<QLineEdit>("usersSearch")->text(), QStringLiteral("superuser:yes"));
    auto *filter = m_f->find<QComboBox>("usersFilter");
    filter->setFocus();
    QTest::keyClick(filter, Qt::Key_Down);
    QCOMPARE(m_f->find<QLineEdit>("usersSearch")->text(),
             QStringLiteral("superuser:yes state:active"));
    m_f->settle();
    QCOMPARE(m_f->table()->model()->rowCount(), 1);
}

void TestUsersPage::pagesThroughFiveThousand()
{
    m_f->api.addUsers(5000);
    m_f->open();
    QCOMPARE(m_f->text("usersCount"), QStringLiteral("5,002"));
    m_f->clickRow(0);
    for (int i = 0; i < 40 && m_f->table()->model()->rowCount() < 5002; ++i) {
        QTest::keyClick(m_f->table(), Qt::Key_End, Qt::ControlModifier);
        m_f->settle();
    }
    QCOMPARE(m_f->table()->model()->rowCount(), 5002);
}

void TestUsersPage::createsAUser()
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

void TestUsersPage::showsFieldErrorsOfANewUser()
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

void TestUsersPage::editsInThePaneAndUndoes()
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

void TestUsersPage::showsFieldErrorsWhileEditing()
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

void TestUsersPage::keepsTheFormWhenTheSelectionMoves()
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

void TestUsersPage::disablesAndUndoes()
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

void TestUsersPage::unlocks()
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

void TestUsersPage::unlocksSeveral()
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

void TestUsersPage::refusesTheLastAdministrator()
{
    m_f->open();
    m_f->clickRow(0);
    m_f->click("toggleUserButton");
    QTRY_VERIFY(m_f->banner().contains(QStringLiteral("could not be disabled")));
    QVERIFY(m_f->api.storedUser(m_anna).active);
}

void TestUsersPage::deletesByKeyAndRestoresFromTheBin()
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

void TestUsersPage::actsOnSeveral()
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

void TestUsersPage::setsAPassword()
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

void TestUsersPage::endsAllSessions()
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

void TestUsersPage::leadsToTheSessions()
{
    m_f->open();
    m_f->clickRow(1);
    m_f->click("userSessionsLink");
    QCOMPARE(m_f->openedPage, QStringLiteral("sessions"));
    QCOMPARE(m_f->openedFilter.value(QLatin1String("username")).toString(), QStringLiteral("bob"));
    m_f->page->applyFilter({{QStringLiteral("user"), m_anna}});
    QTRY_COMPARE(m_f->text("userTitle"), QStringLiteral("Anna Berg"));
    QCOMPARE(m_f->find<QLineEdit>("usersSearch")->text(), QStringLiteral("anna"));
}

void TestUsersPage::tabsShowClaimsSessionsAndEvents()
{
    (void)m_f->api.unlockUsers({});
    m_f->open();
    m_f->clickRow(1);
    QCOMPARE(m_f->api.callCount(QStringLiteral("previewClaims")), 0); // only once it is looked at
    auto *tabs = m_f->find<QTabWidget>("userTabs");
    const auto clickTab = [&](int index) {
        QTest::mouseClick(tabs->tabBar(), Qt::LeftButton, {},
                          tabs->tabBar()->tabRect(index).center());
        m_f->settle();
    };
    clickTab(1);
    auto *issued = m_f->find<QPlainTextEdit>("issuedClaims");
    QTRY_VERIFY(issued->toPlainText().contains(QStringLiteral("\"user_id\": \"2\"")));
    QVERIFY(m_f->text("issuedState").contains(QStringLiteral("as of now")));
    m_f->clickRow(0);
    QTRY_VERIFY(issued->toPlainText().contains(QStringLiteral("R&D")));
    m_f->api.failNext(Error(ErrorCode::NoSigningKey), QStringLiteral("previewClaims"));
    m_f->clickRow(1);
    QTRY_VERIFY(m_f->text("issuedState").startsWith(QStringLiteral("No token can be issued")));
    QVERIFY(!m_f->find<QWidget>("issuedClaimsCopy")->isEnabled());

    clickTab(2);
    auto *sessions = m_f->find<QTableView>("userSessionsTable");
    QTRY_COMPARE(sessions->model()->rowCount(), 2);
    m_f->clickRow(0);
    QTRY_COMPARE(sessions->model()->rowCount(), 1);

    clickTab(3);
    auto *list = m_f->find<QTreeWidget>("eventList");
    QCOMPARE(m_f->text("eventListState"), QStringLiteral("No events are kept."));
    UserChange change;
    change.firstName = QStringLiteral("A.");
    (void)m_f->api.updateUser(m_anna, change);
    m_f->settle();
    m_f->page->refresh();
    QTRY_COMPARE(list->topLevelItemCount(), 1);
    QCOMPARE(list->topLevelItem(0)->text(1), QStringLiteral("user.changed"));
    for (int i = 0; i < tabs->count(); ++i)
        QVERIFY(!tabs->tabText(i).isEmpty());
    for (const char *name : {"userClaims", "issuedClaims", "userSessionsTable", "eventList"})
        QVERIFY2(!m_f->find<QWidget>(name)->accessibleName().isEmpty(), name);
}

void TestUsersPage::exportsWhatMatches()
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

void TestUsersPage::exportFailsWhole()
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

void TestUsersPage::importsWithPreviewAndUndo()
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

void TestUsersPage::makesRoomWhenNarrow()
{
    m_f->open();
    m_f->page->resize(1600, 700);
    const auto shown = [this] {
        int columns = 0;
        for (int i = 0; i < m_f->table()->model()->columnCount(); ++i)
            columns += m_f->table()->isColumnHidden(i) ? 0 : 1;
        return columns;
    };
    const int all = m_f->table()->model()->columnCount();
    QTRY_COMPARE(shown(), all - 1); // Created is off by itself
    m_f->page->resize(920, 700);
    QTRY_VERIFY(shown() < all - 1);
    QVERIFY(!m_f->table()->isColumnHidden(ui::UsersModel::Username));
    QVERIFY(!m_f->table()->isColumnHidden(ui::UsersModel::State));
    QCOMPARE(m_f->page->findChild<QSplitter *>()->orientation(), Qt::Horizontal);
    const QJsonObject state = m_f->page->saveState(); // what made room is nobody's choice
    m_f->page->resize(840, 700);
    QTRY_COMPARE(m_f->page->findChild<QSplitter *>()->orientation(), Qt::Vertical);
    m_f->page->resize(1600, 700);
    QTRY_COMPARE(shown(), all - 1);
    m_f->make<UsersPage>();
    m_f->page->resize(1600, 700);
    m_f->page->restoreState(state);
    m_f->open();
    QTRY_COMPARE(shown(), all - 1);
}

void TestUsersPage::emptyStates()
{
    m_f->open();
    m_f->type("usersSearch", "nobody at all");
    QTRY_VERIFY(m_f->text("emptyStateTitle").contains(QStringLiteral("nobody at all")));
    m_f->click("emptyStateButton");
    QTRY_COMPARE(m_f->table()->model()->rowCount(), 2);
    QVERIFY(m_f->table()->isVisible());

    PageFixture empty;
    empty.make<UsersPage>();
    empty.open();
    QCOMPARE(empty.text("emptyStateTitle"), QStringLiteral("No users yet"));
    empty.click("emptyStateButton");
    QVERIFY(empty.find<QWidget>("newUserDialog")->isVisible());
}

void TestUsersPage::recoversFromAFailure()
{
    m_f->api.failNext(Error(ErrorCode::StoreUnavailable, QStringLiteral("permission denied")));
    m_f->open();
    QVERIFY(m_f->text("emptyStateText").contains(QStringLiteral("permission denied")));
    m_f->click("emptyStateButton");
    QTRY_COMPARE(m_f->table()->model()->rowCount(), 2);
    QTRY_VERIFY(m_f->table()->isVisible());
    m_f->api.failNext(Error(ErrorCode::Busy));
    m_f->page->refresh();
    QTRY_VERIFY(m_f->banner().contains(QStringLiteral("up to date")));
    QVERIFY(m_f->table()->isVisible());
}

void TestUsersPage::keepsStateAndColumns()
{
    m_f->open();
    m_f->table()->setColumnHidden(2, true);
    m_f->find<QLineEdit>("usersSearch")->setText(QStringLiteral("anna"));
    const QJsonObject state = m_f->page->saveState();
    m_f->make<UsersPage>();
    m_f->page->restoreState(state);
    m_f->open();
    QVERIFY(m_f->table()->isColumnHidden(2));
    QCOMPARE(m_f->table()->model()->rowCount(), 1);
}

void TestUsersPage::everythingHasANameAndTabOrder()
{
    m_f->open();
    m_f->clickRow(0);
    const auto buttons = m_f->page->findChildren<QAbstractButton *>();
    for (const QAbstractButton *button : buttons) {
        if (button->isVisible() && button->focusPolicy() != Qt::NoFocus) {
            QVERIFY2(!button->text().isEmpty() || !button->accessibleName().isEmpty()
                         || !button->toolTip().isEmpty(),
                     qPrintable(button->objectName()));
        }
    }
    auto *search = m_f->find<QLineEdit>("usersSearch");
    search->setFocus();
    QStringList order;
    for (int i = 0; i < 3; ++i) {
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        order.append(QApplication::focusWidget()->objectName());
    }
    QCOMPARE(order, QStringList({QStringLiteral("usersFilter"), QStringLiteral("newUserButton"),
                                 QStringLiteral("usersTable")}));
}

void TestUsersPage::screenshots()
{
    m_f->api.storedUser(m_bob).active = false;
    m_f->api.addUsers(12);
    const UserId dora = m_f->api.addUser(QStringLiteral("dora"));
    m_f->api.storedUser(dora).login = {100, {}, m_f->clock.now() - std::chrono::hours(3)};
    m_f->theme.applyToApplication();
    m_f->open();
    m_f->clickRow(0);
    for (const auto scheme : {ui::Theme::Scheme::Light, ui::Theme::Scheme::Dark}) {
        m_f->theme.setScheme(scheme);
        const QString suffix =
            m_f->theme.isDark() ? QStringLiteral("dark.png") : QStringLiteral("light.png");
        QCoreApplication::processEvents();
        m_f->grab(QStringLiteral("users-") + suffix);
        m_f->clickRow(2);
        m_f->grab(QStringLiteral("users-locked-") + suffix);
        m_f->clickRow(0);
        m_f->find<QTabWidget>("userTabs")->setCurrentIndex(1);
        m_f->settle();
        m_f->grab(QStringLiteral("users-claims-") + suffix);
        m_f->find<QTabWidget>("userTabs")->setCurrentIndex(2);
        m_f->settle();
        m_f->grab(QStringLiteral("users-sessions-") + suffix);
        m_f->find<QTabWidget>("userTabs")->setCurrentIndex(0);
        m_f->page->resize(830, 560);
        m_f->settle();
        m_f->grab(QStringLiteral("users-narrow-") + suffix);
        m_f->page->resize(1080, 680);
        m_f->settle();
        m_f->click("editUserButton");
        m_f->grab(QStringLiteral("users-edit-") + suffix);
        m_f->click("cancelEditButton");
        m_f->click("newUserButton");
        QWidget *open = dialog("newUserDialog");
        QVERIFY(open);
        const QString folder = qEnvironmentVariable("TOKENDESK_SCREENSHOTS");
        if (!folder.isEmpty())
            QVERIFY(open->grab().save(folder + QStringLiteral("/newuser-") + suffix));
        m_f->click("cancelButton");
        QTRY_VERIFY(!dialog("newUserDialog"));
    }
}

QTEST_MAIN(TestUsersPage)
#include "tst_userspage.moc"
