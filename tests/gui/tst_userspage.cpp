// SPDX-License-Identifier: GPL-3.0-or-later
// The page of users, by mouse and keys: what it shows.
#include "tests/gui/usersfixture.h"

#include <QComboBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSplitter>
#include <QTabWidget>
#include <QTreeWidget>

using namespace tokendesk;
using namespace tokendesk::test;
using ui::UsersPage;

class TestUsersPage : public QObject, private UsersFixture
{
    Q_OBJECT

private slots:
    void init() { start(); }
    void cleanup() { stop(); }
    void listsAndShowsDetails();
    void searchesByKeys();
    void explainsUnknownTokens();
    void chipsAndFilterEditTheSearch();
    void pagesThroughFiveThousand();
    void leadsToTheSessions();
    void tabsShowClaimsSessionsAndEvents();
    void makesRoomWhenNarrow();
    void emptyStates();
    void recoversFromAFailure();
    void keepsStateAndColumns();
    void everythingHasANameAndTabOrder();
    void screenshots();
};

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
