// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/keysamples.h"
#include "tests/support/fakeadminapi.h"
#include "tests/support/fakeclock.h"
#include "ui/dialogs/gotodialog.h"
#include "ui/theme/theme.h"

#include <QAbstractItemModelTester>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QSignalSpy>
#include <QTest>

using namespace tokendesk;
using namespace tokendesk::test;
using namespace tokendesk::ui;

class TestGoTo : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void emptyTextListsThePages();
    void headingsCannotBeChosen();
    void findsSettingsByLabelAndKey();
    void findsUsersAndTheirSessions();
    void findsKeys();
    void asksOnceWhenTypingPauses();
    void dropsAnswersToOldWords();
    void tellsWhatCannotBeSearched();
    void nothingMatches();
    void leavesOutWhatHasNoPage();
    void keyboardAloneOpensASession();
    void keepsWhatWasPicked();
    void clickChooses();
    void escapeChoosesNothing();

private:
    [[nodiscard]] GoToModel &model() { return const_cast<GoToModel &>(m_dialog->model()); }
    [[nodiscard]] QLineEdit *field() const
    {
        return m_dialog->findChild<QLineEdit *>(QStringLiteral("goToField"));
    }
    [[nodiscard]] QListView *list() const
    {
        return m_dialog->findChild<QListView *>(QStringLiteral("goToList"));
    }
    [[nodiscard]] QString remark() const
    {
        return m_dialog->findChild<QLabel *>(QStringLiteral("goToRemark"))->text();
    }
    void search(const char *text)
    {
        field()->clear();
        QTest::keyClicks(field(), QString::fromUtf8(text));
        QTRY_VERIFY(!model().isSearching());
    }
    /// "Users: anna, bob | Sessions: …"
    [[nodiscard]] QString listing()
    {
        QString text;
        for (int row = 0; row < model().rowCount(); ++row) {
            const QModelIndex index = model().index(row);
            const bool heading = index.data(GoToModel::HeadingRole).toBool();
            if (heading)
                text += text.isEmpty() ? QString() : QStringLiteral(" | ");
            text += index.data().toString() + (heading ? QStringLiteral(":") : QStringLiteral(";"));
        }
        return text;
    }
    void make(std::vector<GoToModel::PageName> pages);

    FakeClock m_clock;
    std::unique_ptr<FakeAdminApi> m_api;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<GoToDialog> m_dialog;
    UserId m_anna = 0;
    SessionId m_session;
};

void TestGoTo::init()
{
    m_api = std::make_unique<FakeAdminApi>(m_clock);
    User anna;
    anna.username = QStringLiteral("anna");
    anna.email = QStringLiteral("anna@example.org");
    m_anna = m_api->addUser(anna);
    m_api->addUser(QStringLiteral("bob"));
    m_session = m_api->addSession(m_anna, QStringLiteral("curl/8.1"), QStringLiteral("10.0.0.7"));
    m_theme = std::make_unique<Theme>();
    make({{QStringLiteral("users"), QStringLiteral("Users"), QStringLiteral("users")},
          {QStringLiteral("sessions"), QStringLiteral("Sessions"), QStringLiteral("sessions")},
          {QStringLiteral("settings"), QStringLiteral("Settings"), QStringLiteral("settings")}});
}

void TestGoTo::make(std::vector<GoToModel::PageName> pages)
{
    m_dialog = std::make_unique<GoToDialog>(*m_api, std::move(pages), *m_theme);
    new QAbstractItemModelTester(&model(), m_dialog.get());
    m_dialog->show();
    QVERIFY(QTest::qWaitForWindowActive(m_dialog.get()));
}

void TestGoTo::cleanup()
{
    m_dialog.reset();
    QTRY_COMPARE(m_api->pending(), 0);
    m_theme.reset();
}

void TestGoTo::emptyTextListsThePages()
{
    QCOMPARE(listing(), QStringLiteral("Pages:Users;Sessions;Settings;"));
    QVERIFY(!model().isSearching());
    QCOMPARE(m_api->calls().size(), 0);
    QVERIFY(field()->hasFocus());
    QCOMPARE(list()->currentIndex().row(), 1);
}

void TestGoTo::headingsCannotBeChosen()
{
    QCOMPARE(model().flags(model().index(0)), Qt::ItemFlags(Qt::NoItemFlags));
    QVERIFY(model().flags(model().index(1)).testFlag(Qt::ItemIsSelectable));
    QCOMPARE(model().nextChoice(-1, 1), 1);
    QCOMPARE(model().nextChoice(1, -1), -1);
    QCOMPARE(model().nextChoice(3, 1), -1);
    QVERIFY(model().target(0).page.isEmpty());
    QVERIFY(model().target(99).page.isEmpty());
}

void TestGoTo::findsSettingsByLabelAndKey()
{
    search("access_token_life");
    QVERIFY2(listing().contains(QStringLiteral("Settings:")), qPrintable(listing()));
    const int row = model().nextChoice(-1, 1);
    QCOMPARE(model().index(row).data(GoToModel::DetailRole).toString(),
             QStringLiteral("access_token_lifetime"));
    QCOMPARE(model().target(row).filter.value(QStringLiteral("setting")).toString(),
             QStringLiteral("access_token_lifetime"));
    const QString label = model().index(row).data().toString();
    search(qPrintable(label.toLower()));
    QVERIFY2(listing().contains(label), qPrintable(listing()));
}

void TestGoTo::findsUsersAndTheirSessions()
{
    search("anna");
    QVERIFY2(listing().contains(QStringLiteral("Users:anna;Sessions of anna;")),
             qPrintable(listing()));
    QVERIFY2(listing().contains(QStringLiteral("Sessions:anna, curl")), qPrintable(listing()));
    const int user = model().nextChoice(-1, 1);
    QCOMPARE(model().target(user).page, QStringLiteral("users"));
    QCOMPARE(model().target(user).filter.value(QStringLiteral("user")).toInteger(), m_anna);
    QCOMPARE(model().target(user + 1).filter.value(QStringLiteral("username")).toString(),
             QStringLiteral("anna"));
}

void TestGoTo::findsKeys()
{
    make({{QStringLiteral("keys"), QStringLiteral("Keys"), QStringLiteral("key")}});
    m_api->setKeys(sampleKeys(m_clock.now()));
    search("2026-11");
    QCOMPARE(listing(), QStringLiteral("Keys:k-2026-11;"));
    const GoToTarget target = model().target(1);
    QCOMPARE(target.page, QStringLiteral("keys"));
    QCOMPARE(target.filter.value(QStringLiteral("key")).toString(), QStringLiteral("k-2026-11"));
    QCOMPARE(model().index(1).data(GoToModel::DetailRole).toString(),
             QStringLiteral("EdDSA, Active"));
    search("eddsa verifies");
    QCOMPARE(listing(), QStringLiteral("Keys:k-2026-08;"));
}

void TestGoTo::asksOnceWhenTypingPauses()
{
    QTest::keyClicks(field(), QStringLiteral("anna"));
    QTRY_VERIFY(!model().isSearching());
    QCOMPARE(m_api->callCount(QStringLiteral("listUsers")), 1);
    QCOMPARE(m_api->callCount(QStringLiteral("listSessions")), 1);
    QCOMPARE(m_api->lastUserQuery().text, QStringLiteral("anna"));
    QVERIFY(!m_api->lastUserQuery().withTotal);
}

void TestGoTo::dropsAnswersToOldWords()
{
    m_api->hold();
    QTest::keyClicks(field(), QStringLiteral("anna"));
    QTRY_COMPARE(m_api->callCount(QStringLiteral("listUsers")), 1);
    field()->clear();
    QVERIFY(!model().isSearching());
    m_api->release();
    QTRY_COMPARE(m_api->pending(), 0);
    QCoreApplication::processEvents();
    QCOMPARE(listing(), QStringLiteral("Pages:Users;Sessions;Settings;"));
}

void TestGoTo::tellsWhatCannotBeSearched()
{
    m_api->failNext(Error(ErrorCode::StoreUnavailable, QStringLiteral("Disk is gone.")),
                    QStringLiteral("listUsers"));
    search("anna");
    QVERIFY2(remark().contains(QStringLiteral("Disk is gone.")), qPrintable(remark()));
    QVERIFY(listing().contains(QStringLiteral("Sessions:")));
    search("bob");
    QVERIFY(!remark().contains(QStringLiteral("Disk is gone.")));
}

void TestGoTo::nothingMatches()
{
    search("zzz");
    QCOMPARE(model().rowCount(), 0);
    QVERIFY2(remark().contains(QStringLiteral("zzz")), qPrintable(remark()));
    QSignalSpy chosen(m_dialog.get(), &GoToDialog::chosen);
    QTest::keyClick(field(), Qt::Key_Return);
    QCOMPARE(chosen.count(), 0);
    QVERIFY(m_dialog->isVisible());
}

void TestGoTo::leavesOutWhatHasNoPage()
{
    make({{QStringLiteral("inspector"), QStringLiteral("Inspector"), QStringLiteral("token")}});
    search("anna");
    QCOMPARE(model().rowCount(), 0);
    QCOMPARE(m_api->calls().size(), 0);
}

void TestGoTo::keyboardAloneOpensASession()
{
    GoToTarget target;
    connect(m_dialog.get(), &GoToDialog::chosen, this,
            [&target](const GoToTarget &chosen) { target = chosen; });
    search(m_session.toString().left(12).toUtf8().constData());
    QTest::keyClick(field(), Qt::Key_Return);
    QCOMPARE(target.page, QStringLiteral("sessions"));
    QCOMPARE(target.filter.value(QStringLiteral("session")).toString(), m_session.toString());
    QVERIFY(!m_dialog->isVisible());
}

void TestGoTo::keepsWhatWasPicked()
{
    m_api->hold();
    QTest::keyClicks(field(), QStringLiteral("se")); // pages Sessions, Settings; settings below
    QTRY_COMPARE(m_api->pending(), 2);
    QTest::keyClick(field(), Qt::Key_Down);
    QTest::keyClick(field(), Qt::Key_Down);
    QTest::keyClick(field(), Qt::Key_Up);
    const GoToTarget picked = model().target(list()->currentIndex().row());
    QCOMPARE(picked.page, QStringLiteral("settings"));
    m_api->release();
    QTRY_VERIFY(!model().isSearching());
    QCOMPARE(model().target(list()->currentIndex().row()), picked);
}

void TestGoTo::clickChooses()
{
    QSignalSpy chosen(m_dialog.get(), &GoToDialog::chosen);
    QTest::mouseClick(list()->viewport(), Qt::LeftButton, {},
                      list()->visualRect(model().index(0)).center());
    QCOMPARE(chosen.count(), 0);
    QTest::mouseClick(list()->viewport(), Qt::LeftButton, {},
                      list()->visualRect(model().index(2)).center());
    QCOMPARE(chosen.count(), 1);
}

void TestGoTo::escapeChoosesNothing()
{
    QSignalSpy chosen(m_dialog.get(), &GoToDialog::chosen);
    QTest::keyClick(field(), Qt::Key_Escape);
    QVERIFY(!m_dialog->isVisible());
    QCOMPARE(chosen.count(), 0);
}

QTEST_MAIN(TestGoTo)
#include "tst_goto.moc"
