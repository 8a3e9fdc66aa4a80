// SPDX-License-Identifier: GPL-3.0-or-later
// The page of sessions, by mouse and keys.
#include "server/base/csv.h"
#include "server/base/records.h"
#include "tests/gui/pagefixture.h"
#include "ui/models/sessionsmodel.h"
#include "ui/pages/sessionpane.h"
#include "ui/pages/sessionspage.h"
#include "ui/widgets/refreshchain.h"
#include "ui/widgets/twostepbutton.h"

#include <QComboBox>
#include <QFile>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QTabBar>
#include <QTabWidget>
#include <QTemporaryDir>

using namespace tokendesk;
using namespace tokendesk::test;
using ui::SessionsPage;

class TestSessionsPage : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_f.reset(); }
    void showsDetailsAndConsequence();
    void wordsForConsequences();
    void endsOneInTwoSteps();
    void takesTheQuestionBack();
    void endedOnesHaveATabOfTheirOwn();
    void keepsItsPlaceWhileOthersSignIn();
    void endsByKey();
    void endsSelected();
    void endsAllOfAUser();
    void filtersByUserAndState();
    void explainsAnUnknownUser();
    void opensFiltered();
    void keepsSelectionAndScrollOverRefresh();
    void chainAndEvents();
    void exportsSessions();
    void tellsFailures();
    void pagesThroughFiveThousand();
    void screenshots();

private:
    std::unique_ptr<PageFixture> m_f;
    UserId m_anna = 0;
    UserId m_bob = 0;
    SessionId m_first;
};

void TestSessionsPage::init()
{
    m_f = std::make_unique<PageFixture>();
    m_anna = m_f->api.addUser(QStringLiteral("anna"));
    m_bob = m_f->api.addUser(QStringLiteral("bob"));
    m_first =
        m_f->api.addSession(m_anna, QStringLiteral("curl/7.88.1"), QStringLiteral("10.0.0.7"));
    m_f->clock.advance(std::chrono::minutes(2));
    m_f->api.addSession(m_bob,
                        QStringLiteral("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Firefox/128.0"),
                        QStringLiteral("10.0.0.9"));
    m_f->clock.advance(std::chrono::minutes(2));
    m_f->api.addSession(m_anna, QStringLiteral("python-requests/2.32"),
                        QStringLiteral("172.16.3.4"));
    m_f->make<SessionsPage>();
}

void TestSessionsPage::showsDetailsAndConsequence()
{
    m_f->open();
    QCOMPARE(m_f->text("sessionsCount"), QStringLiteral("3"));
    m_f->clickRow(2);
    QCOMPARE(m_f->text("sessionId"), m_first.toString());
    QCOMPARE(m_f->text("sessionClient"), QStringLiteral("curl"));
    QCOMPARE(m_f->text("sessionConsequence"), QStringLiteral("Ending it: access ends now."));
    // Without immediate revocation, tokens that are out go on working.
    (void)m_f->api.changeSettings({{QStringLiteral("immediate_revocation"), false}});
    QTRY_VERIFY(m_f->text("sessionConsequence").contains(QStringLiteral("(11 min)")));
    m_f->click("sessionSettingLink");
    QCOMPARE(m_f->openedPage, QStringLiteral("settings"));
    m_f->click("sessionKeyLink");
    QCOMPARE(m_f->openedPage, QStringLiteral("keys"));
    QCOMPARE(m_f->openedFilter.value(QStringLiteral("key")).toString(),
             m_f->api.storedSession(m_first).keyId);
}

void TestSessionsPage::wordsForConsequences()
{
    Session session;
    const Instant now = m_f->clock.now();
    session.accessUntil = now + std::chrono::minutes(6);
    QVERIFY(ui::consequenceText(session, true, now).contains(QStringLiteral("ends now")));
    QVERIFY(ui::consequenceText(session, false, now).contains(QStringLiteral("(6 min)")));
    session.accessUntil = now;
    QVERIFY(ui::consequenceText(session, false, now).contains(QStringLiteral("no access token")));
}

void TestSessionsPage::endsOneInTwoSteps()
{
    m_f->open();
    m_f->clickRow(2);
    m_f->click("revokeButton");
    QVERIFY(m_f->buttonText("revokeButton").contains(QStringLiteral("3 s")));
    QCOMPARE(m_f->api.callCount(QStringLiteral("endSessions")), 0);
    m_f->click("revokeButton");
    QTRY_COMPARE(m_f->api.callCount(QStringLiteral("endSessions")), 1);
    QTRY_VERIFY(m_f->text("sessionState").startsWith(QStringLiteral("Ended by admin")));
    QVERIFY(m_f->api.storedSession(m_first).endedAt);
    QVERIFY(!m_f->find<QPushButton>("revokeButton")->isVisible());
    QVERIFY(m_f->prompter.questions.empty());
}

void TestSessionsPage::endedOnesHaveATabOfTheirOwn()
{
    m_f->open();
    auto *tabs = m_f->find<QTabBar>("sessionsTabs");
    QCOMPARE(tabs->count(), 3);
    const auto click = [&](int tab) {
        QTest::mouseClick(tabs, Qt::LeftButton, {}, tabs->tabRect(tab).center());
        m_f->settle();
    };
    const auto isShown = [this](int column) { return !m_f->table()->isColumnHidden(column); };
    click(2);
    QCOMPARE(m_f->page->primarySearch()->text(), QStringLiteral("state:ended"));
    QVERIFY(m_f->text("emptyStateTitle").contains(QStringLiteral("No session has ended")));

    // The first to end began last: this list is in the order of the ends.
    Session &last = m_f->api.storedSession(m_first);
    const auto end = [this](Session &session, EndReason reason, const char *by) {
        m_f->clock.advance(std::chrono::minutes(1));
        session.endedAt = m_f->clock.now();
        session.endReason = reason;
        session.endedBy = QLatin1String(by);
    };
    const auto all = m_f->api.listSessions({});
    QTRY_VERIFY(all.isFinished());
    Session &newest = m_f->api.storedSession(all.result().value().rows.front().id);
    end(newest, EndReason::LoggedOut, "");
    m_f->page->refresh();
    m_f->settle();
    QCOMPARE(m_f->table()->model()->rowCount(), 1);
    m_f->clickRow(0);
    QCOMPARE(m_f->text("sessionId"), newest.id.toString());
    end(last, EndReason::EndedByAdministrator, "root");
    m_f->page->refresh();
    m_f->settle();
    const auto *model = m_f->table()->model();
    QCOMPARE(model->rowCount(), 2);
    QCOMPARE(model->index(0, ui::SessionsModel::User).data().toString(), QStringLiteral("anna"));
    QCOMPARE(model->index(0, ui::SessionsModel::EndedBy).data().toString(), QStringLiteral("root"));
    QCOMPARE(model->index(0, ui::SessionsModel::Ended).data().toString(),
             QStringLiteral("just now"));
    QCOMPARE(model->index(1, ui::SessionsModel::State).data().toString(),
             QStringLiteral("Logged out"));
    QCOMPARE(model->headerData(ui::SessionsModel::State, Qt::Horizontal).toString(),
             QStringLiteral("Reason"));
    // What was selected is so still, one row further down.
    QCOMPARE(m_f->text("sessionId"), newest.id.toString());
    QCOMPARE(m_f->table()->currentIndex().row(), 1);
    QVERIFY(isShown(ui::SessionsModel::Ended) && isShown(ui::SessionsModel::EndedBy));
    QVERIFY(!isShown(ui::SessionsModel::Expires));

    click(1);
    QCOMPARE(m_f->page->primarySearch()->text(), QStringLiteral("state:live"));
    QCOMPARE(m_f->table()->model()->rowCount(), 1);
    QVERIFY(!isShown(ui::SessionsModel::Ended) && isShown(ui::SessionsModel::Expires));
    click(0);
    QCOMPARE(m_f->table()->model()->rowCount(), 3);
    QVERIFY(!isShown(ui::SessionsModel::EndedBy));
    // The chip that a tab sets is one to be closed; the tab follows.
    click(2);
    m_f->page->primarySearch()->clear();
    m_f->type("sessionsSearch", "curl");
    QTRY_COMPARE(tabs->currentIndex(), 0);
}

void TestSessionsPage::keepsItsPlaceWhileOthersSignIn()
{
    for (int i = 0; i < 150; ++i) {
        m_f->clock.advance(std::chrono::seconds(1));
        m_f->api.addSession(m_bob);
    }
    m_f->open();
    auto *table = m_f->table();
    table->verticalScrollBar()->setValue(60);
    const QString top = table->model()->index(60, 0).data(ui::PagedModelBase::IdRole).toString();
    for (int i = 0; i < 7; ++i) {
        m_f->clock.advance(std::chrono::seconds(1));
        m_f->api.addSession(m_anna);
    }
    m_f->page->refresh();
    m_f->settle();
    QTRY_COMPARE(table->verticalScrollBar()->value(), 67);
    QCOMPARE(table->model()->index(67, 0).data(ui::PagedModelBase::IdRole).toString(), top);
    // At the top one sees the newest.
    table->verticalScrollBar()->setValue(0);
    m_f->api.addSession(m_anna);
    m_f->page->refresh();
    m_f->settle();
    QCOMPARE(table->verticalScrollBar()->value(), 0);
}

void TestSessionsPage::takesTheQuestionBack()
{
    m_f->open();
    m_f->clickRow(2);
    m_f->click("revokeButton");
    m_f->clickRow(1); // another session: the question was not about this one
    QVERIFY(!m_f->find<ui::TwoStepButton>("revokeButton")->isArmed());
    m_f->click("revokeButton");
    QTRY_COMPARE_WITH_TIMEOUT(m_f->buttonText("revokeButton"), QStringLiteral("End Session"), 6000);
    QCOMPARE(m_f->api.callCount(QStringLiteral("endSessions")), 0);
}

void TestSessionsPage::endsByKey()
{
    m_f->open();
    m_f->clickRow(0);
    QTest::keyClick(m_f->table(), Qt::Key_Delete);
    QVERIFY(m_f->find<ui::TwoStepButton>("revokeButton")->isArmed());
    QTest::keyClick(m_f->table(), Qt::Key_Delete);
    QTRY_COMPARE(m_f->api.callCount(QStringLiteral("endSessions")), 1);
}

void TestSessionsPage::endsSelected()
{
    m_f->open();
    m_f->clickRow(0);
    m_f->clickRow(1, Qt::ControlModifier);
    QCOMPARE(m_f->text("bulkTitle"), QStringLiteral("2 sessions selected"));
    QCOMPARE(m_f->buttonText("endSelectedButton"), QStringLiteral("End Selected (2)…"));
    m_f->click("endSelectedButton");
    QCOMPARE(m_f->prompter.questions.size(), std::size_t(1));
    QCOMPARE(m_f->prompter.questions.front().title,
             QStringLiteral("End 2 session(s) of 2 user(s)?"));
    QTRY_VERIFY(m_f->banner().contains(QLatin1Char('2')));
    QVERIFY(!m_f->api.storedSession(m_first).endedAt);
}

void TestSessionsPage::endsAllOfAUser()
{
    m_f->open();
    m_f->clickRow(0);
    QTRY_COMPARE(m_f->buttonText("endAllOfUserButton"), QStringLiteral("End All of anna (2)…"));
    m_f->prompter.decision = {false, false};
    m_f->click("endAllOfUserButton");
    QCOMPARE(m_f->api.callCount(QStringLiteral("endSessionsOfUser")), 0);
    m_f->prompter.decision = {true, false};
    m_f->click("endAllOfUserButton");
    QTRY_VERIFY(m_f->api.storedSession(m_first).endedAt);
    QVERIFY(m_f->prompter.questions.back().title.contains(QStringLiteral("2")));
}

void TestSessionsPage::filtersByUserAndState()
{
    m_f->open();
    m_f->type("sessionsSearch", "user:anna");
    QTRY_COMPARE(m_f->table()->model()->rowCount(), 2);
    QTRY_COMPARE(m_f->text("sessionsCount"), QStringLiteral("2 of 3"));
    auto *filter = m_f->find<QComboBox>("sessionsFilter");
    filter->setFocus();
    QTest::keyClick(filter, Qt::Key_End);
    QCOMPARE(m_f->find<QLineEdit>("sessionsSearch")->text(),
             QStringLiteral("user:anna state:ended"));
    QTRY_VERIFY(m_f->text("emptyStateTitle").contains(QStringLiteral("state:ended")));
    m_f->click("chip_state");
    QTRY_COMPARE(m_f->table()->model()->rowCount(), 2);
    QCOMPARE(filter->currentIndex(), 0);
}

void TestSessionsPage::explainsAnUnknownUser()
{
    m_f->open();
    m_f->type("sessionsSearch", "user:nobody");
    QTRY_COMPARE(m_f->text("sessionsProblem"), QStringLiteral("There is no user “nobody”."));
    QTRY_COMPARE(m_f->table()->model()->rowCount(), 0);
}

void TestSessionsPage::opensFiltered()
{
    m_f->page->applyFilter(
        {{QStringLiteral("user"), m_bob}, {QStringLiteral("username"), QStringLiteral("bob")}});
    m_f->open();
    QCOMPARE(m_f->table()->model()->rowCount(), 1);
    QCOMPARE(m_f->api.callCount(QStringLiteral("userByName")), 0);
    m_f->page->applyFilter({{QStringLiteral("session"), m_first.toString()}});
    QTRY_COMPARE(m_f->text("sessionId"), m_first.toString());
    m_f->click("sessionUserLink");
    QCOMPARE(m_f->openedPage, QStringLiteral("users"));
    QCOMPARE(m_f->openedFilter.value(QLatin1String("user")).toInteger(), m_anna);
}

void TestSessionsPage::keepsSelectionAndScrollOverRefresh()
{
    for (int i = 0; i < 100; ++i)
        m_f->api.addSession(m_bob);
    m_f->open();
    m_f->clickRow(5);
    const QString id = m_f->text("sessionId");
    m_f->table()->verticalScrollBar()->setValue(40);
    m_f->clock.advance(std::chrono::seconds(1));
    m_f->api.addSession(m_anna);
    m_f->page->refresh();
    m_f->settle();
    QCOMPARE(m_f->table()->model()->rowCount(), 104);
    QCOMPARE(m_f->text("sessionId"), id);
    QCOMPARE(m_f->table()->selectionModel()->selectedRows().size(), 1);
    QVERIFY(qAbs(m_f->table()->verticalScrollBar()->value() - 40) <= 1);
}

void TestSessionsPage::chainAndEvents()
{
    m_f->api.storedSession(m_first).generation = 3;
    m_f->api.storedSession(m_first).refreshedAt = m_f->clock.now() - std::chrono::minutes(1);
    m_f->open();
    m_f->clickRow(2);
    const auto *chain = m_f->find<ui::RefreshChain>("refreshChain");
    QCOMPARE(chain->accessibleDescription(),
             QStringLiteral("Login 4 min ago, 3 refresh(es), Last refresh 1 min ago, Now active, "
                            "Expires in 6 d."));
    auto *tabs = m_f->find<QTabWidget>("sessionTabs");
    QTest::mouseClick(tabs->tabBar(), Qt::LeftButton, {}, tabs->tabBar()->tabRect(1).center());
    m_f->settle();
    QCOMPARE(m_f->text("eventListState"), QStringLiteral("No events are kept."));
    tabs->setCurrentIndex(0);
    Session &stored = m_f->api.storedSession(m_first);
    stored.endedAt = m_f->clock.now();
    stored.endReason = EndReason::RefreshReused;
    m_f->page->refresh();
    QTRY_COMPARE(chain->accessibleDescription(),
                 QStringLiteral("Login 4 min ago, 3 refresh(es), Last refresh 1 min ago, Refresh "
                                "reused just now."));
}

void TestSessionsPage::exportsSessions()
{
    QTemporaryDir dir;
    m_f->open();
    m_f->prompter.path = dir.filePath(QStringLiteral("sessions.csv"));
    QTest::keyClick(m_f->table(), Qt::Key_X, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(m_f->banner().contains(QStringLiteral("3 row(s) were exported")));
    QFile csv(m_f->prompter.path);
    QVERIFY(csv.open(QIODevice::ReadOnly));
    const auto table = readCsv(csv.readAll());
    QVERIFY(table);
    QCOMPARE(table->header.fields, sessionCsvColumns());
    QCOMPARE(table->rows.size(), std::size_t(3));
    QCOMPARE(table->rows.back().fields.front(), m_first.toString());
}

void TestSessionsPage::tellsFailures()
{
    m_f->open();
    m_f->clickRow(0);
    m_f->api.failNext(Error(ErrorCode::Busy, QStringLiteral("The writer is busy.")),
                      QStringLiteral("endSessions"));
    m_f->click("revokeButton");
    m_f->click("revokeButton");
    QTRY_VERIFY(m_f->banner().contains(QStringLiteral("The writer is busy.")));
}

void TestSessionsPage::pagesThroughFiveThousand()
{
    for (int i = 0; i < 5000; ++i)
        m_f->api.addSession(m_anna);
    m_f->open();
    for (int i = 0; i < 40 && m_f->table()->model()->rowCount() < 5003; ++i) {
        QTest::keyClick(m_f->table(), Qt::Key_End, Qt::ControlModifier);
        m_f->settle();
    }
    QCOMPARE(m_f->table()->model()->rowCount(), 5003);
    QCOMPARE(m_f->text("sessionsCount"), QStringLiteral("5,003"));
}

void TestSessionsPage::screenshots()
{
    const std::array reasons{EndReason::LoggedOut, EndReason::RefreshReused,
                             EndReason::UserDisabled};
    int i = 0;
    for (const EndReason reason : reasons) {
        Session ended;
        ended.userId = m_bob;
        ended.userAgent = QStringLiteral("PostmanRuntime/7.39");
        ended.createdAt = m_f->clock.now() - std::chrono::hours(20 + ++i);
        ended.refreshedAt = ended.createdAt + std::chrono::hours(5);
        ended.generation = 20 * i;
        ended.endedAt = m_f->clock.now() - std::chrono::hours(i);
        ended.endReason = reason;
        m_f->api.addSession(ended);
    }
    m_f->api.storedSession(m_first).expiresAt = m_f->clock.now() + std::chrono::hours(50);
    m_f->theme.applyToApplication();
    m_f->open();
    m_f->clickRow(2);
    QVERIFY(!m_f->text("sessionId").isEmpty());
    for (const auto scheme : {ui::Theme::Scheme::Light, ui::Theme::Scheme::Dark}) {
        m_f->theme.setScheme(scheme);
        QCoreApplication::processEvents();
        m_f->grab(m_f->theme.isDark() ? QStringLiteral("sessions-dark.png")
                                      : QStringLiteral("sessions-light.png"));
    }
    m_f->page->resize(760, 680);
    QCoreApplication::processEvents();
    m_f->grab(QStringLiteral("sessions-narrow.png"));
}

QTEST_MAIN(TestSessionsPage)
#include "tst_sessionspage.moc"
