// SPDX-License-Identifier: GPL-3.0-or-later
// What the pages of users and sessions do to many rows, or to all that match, loaded or not.
#include "tests/gui/pagefixture.h"
#include "ui/models/usersmodel.h"
#include "ui/pages/sessionspage.h"
#include "ui/pages/userspage.h"

#include <QClipboard>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>

using namespace tokendesk;
using namespace tokendesk::test;

class TestBulkActions : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_f = std::make_unique<PageFixture>(); }
    void cleanup() { m_f.reset(); }
    void deletesAllThatMatchAndUndoes();
    void asksNobodyAboutAFew();
    void leavesAloneWhatDoesNotMatch();
    void refusesOneAndGoesOn();
    void stopsWhenTheDatabaseFails();
    void canBeCancelled();
    void tellsHowManyHonestly();
    void aClickChoosesRowsAgain();
    void endsSessionsOfSeveralUsers();
    void endsAllSessionsThatMatch();
    void copiesManyRowsBitByBit();

private:
    void openUsers(int count)
    {
        m_f->api.addUsers(count);
        m_f->make<ui::UsersPage>();
        m_f->open();
    }
    void selectAllMatching()
    {
        QTest::keyClick(m_f->table(), Qt::Key_A, Qt::ControlModifier);
        m_f->click((m_f->page->id() + QStringLiteral("MatchingButton")).toLatin1().constData());
        m_f->settle();
    }
    void trigger(const char *name)
    {
        auto *action = m_f->page->findChild<QAction *>(QLatin1String(name));
        QVERIFY2(action && action->isEnabled(), name);
        action->trigger();
        QTRY_VERIFY(m_f->tasks.isEmpty());
        m_f->settle();
    }
    [[nodiscard]] int count(const std::function<bool(const User &)> &which)
    {
        UserQuery query;
        int found = 0;
        for (const bool deleted : {false, true}) {
            query.deleted = deleted;
            query.after.clear();
            query.limit = 1000;
            do {
                QFuture<Result<Page<User>>> answer = m_f->api.listUsers(query);
                if (!QTest::qWaitFor([&] { return answer.isFinished(); }))
                    return -1;
                const Page<User> page = answer.result().value();
                for (const User &user : page.rows)
                    found += which(user) ? 1 : 0;
                query.after = page.next;
            } while (!query.after.isEmpty());
        }
        return found;
    }
    [[nodiscard]] int countDeleted()
    {
        return count([](const User &user) { return user.deletedAt.has_value(); });
    }
    [[nodiscard]] int countDisabled()
    {
        return count([](const User &user) { return !user.active; });
    }

    std::unique_ptr<PageFixture> m_f;
};

void TestBulkActions::deletesAllThatMatchAndUndoes()
{
    openUsers(450);
    QVERIFY(!m_f->find<QWidget>("usersMatching")->isVisible());
    QTest::keyClick(m_f->table(), Qt::Key_A, Qt::ControlModifier);
    QCOMPARE(m_f->buttonText("usersMatchingButton"), QStringLiteral("Select All 450 That Match"));
    m_f->click("usersMatchingButton");
    m_f->settle();
    QCOMPARE(m_f->text("bulkTitle"), QStringLiteral("450 users selected"));

    m_f->prompter.decision = {false, false};
    trigger("usersDeleteAction");
    QCOMPARE(m_f->prompter.questions.size(), 1U);
    QCOMPARE(m_f->prompter.questions.back().title, QStringLiteral("Delete 450 user(s)?"));
    QCOMPARE(m_f->prompter.questions.back().typeToConfirm, QStringLiteral("everybody"));
    QCOMPARE(countDeleted(), 0);

    m_f->prompter.decision = {true, false};
    trigger("usersDeleteAction");
    QCOMPARE(countDeleted(), 450);
    QCOMPARE(m_f->banner(), QStringLiteral("450 users were moved to the bin."));
    // No call takes more than a short transaction can do.
    QCOMPARE(m_f->api.callCount(QStringLiteral("deleteUsers")), 9);

    m_f->click("bannerAction");
    QTRY_VERIFY(m_f->tasks.isEmpty());
    QTRY_COMPARE(countDeleted(), 0);
    m_f->settle();
    QCOMPARE(m_f->banner(), QStringLiteral("450 user(s) restored. Their sessions stay ended."));
}

void TestBulkActions::asksNobodyAboutAFew()
{
    openUsers(20);
    QTest::keyClick(m_f->table(), Qt::Key_A, Qt::ControlModifier);
    QVERIFY(!m_f->find<QWidget>("usersMatching")->isVisible()); // these are all
    trigger("usersToggleAction");
    QCOMPARE(m_f->prompter.questions.size(), 0U);
    QCOMPARE(countDisabled(), 20);
    m_f->click("bannerAction"); // Undo
    QTRY_COMPARE(countDisabled(), 0);
}

void TestBulkActions::leavesAloneWhatDoesNotMatch()
{
    openUsers(1500);
    m_f->type("usersSearch", "user00");
    QTRY_COMPARE(m_f->text("usersCount"), QStringLiteral("1,000 of 1,500"));
    selectAllMatching();
    QCOMPARE(m_f->text("bulkTitle"), QStringLiteral("1000 users selected"));
    trigger("usersToggleAction");
    QCOMPARE(m_f->prompter.questions.back().title, QStringLiteral("Disable 1000 user(s)?"));
    QVERIFY(m_f->prompter.questions.back().typeToConfirm.isEmpty());
    QCOMPARE(countDisabled(), 1000);
    QCOMPARE(count([](const User &user) {
                 return !user.active && !user.username.startsWith(QLatin1String("user00"));
             }),
             0);
}

void TestBulkActions::refusesOneAndGoesOn()
{
    User root;
    root.username = QStringLiteral("root");
    root.superuser = true;
    m_f->api.addUser(root);
    openUsers(300);
    selectAllMatching();
    trigger("usersDeleteAction");
    QCOMPARE(countDeleted(), 300);
    QVERIFY(m_f->page->banners().contains(QStringLiteral("users-undo")));
    const QList<QLabel *> texts = m_f->page->findChildren<QLabel *>(QStringLiteral("bannerText"));
    QVERIFY(std::any_of(texts.begin(), texts.end(), [](const QLabel *label) {
        return label->text().startsWith(QLatin1String("1 user(s) were left as they are."));
    }));
}

void TestBulkActions::stopsWhenTheDatabaseFails()
{
    openUsers(300);
    selectAllMatching();
    m_f->api.failNext(Error(ErrorCode::StoreUnavailable), QStringLiteral("deleteUsers"));
    trigger("usersDeleteAction");
    QCOMPARE(countDeleted(), 0);
    QVERIFY(m_f->banner().startsWith(QLatin1String("Nothing was deleted.")));
}

void TestBulkActions::canBeCancelled()
{
    openUsers(1000);
    selectAllMatching();
    QSignalSpy progress(&m_f->tasks, &QAbstractItemModel::dataChanged);
    connect(&m_f->tasks, &QAbstractItemModel::dataChanged, m_f->page.get(), [this] {
        if (m_f->tasks.index(0).data(ui::TaskList::DoneRole).toLongLong() >= 100)
            m_f->tasks.cancel(0);
    });
    trigger("usersDeleteAction");
    QVERIFY(!progress.isEmpty());
    const int deleted = countDeleted();
    QVERIFY(deleted >= 100 && deleted < 1000);
    QCOMPARE(
        m_f->banner(),
        QStringLiteral("Stopped before the end. %1 users were moved to the bin.").arg(deleted));
    m_f->click("bannerAction");
    QTRY_COMPARE(countDeleted(), 0);
}

void TestBulkActions::tellsHowManyHonestly()
{
    m_f->api.setCountLimit(500);
    m_f->api.addUsers(700);
    m_f->make<ui::UsersPage>();
    m_f->page->show();
    m_f->api.hold();
    m_f->page->opened();
    QCOMPARE(m_f->text("usersCount"), QStringLiteral("Loading…"));
    m_f->api.release();
    m_f->settle();
    QTRY_COMPARE(m_f->text("usersCount"), QStringLiteral("500+"));
    selectAllMatching();
    QCOMPARE(m_f->text("bulkTitle"), QStringLiteral("500+ users selected"));
    trigger("usersToggleAction");
    QCOMPARE(m_f->prompter.questions.back().title, QStringLiteral("Disable 500+ users?"));
    QCOMPARE(countDisabled(), 700);
    QCOMPARE(m_f->banner(), QStringLiteral("700 users were disabled."));
}

void TestBulkActions::aClickChoosesRowsAgain()
{
    openUsers(450);
    selectAllMatching();
    m_f->clickRow(2);
    QVERIFY(!m_f->find<QWidget>("usersMatching")->isVisible());
    trigger("usersDeleteAction");
    QCOMPARE(countDeleted(), 1);
}

void TestBulkActions::endsSessionsOfSeveralUsers()
{
    openUsers(3);
    for (UserId id = 1; id <= 3; ++id) {
        m_f->api.addSession(id);
        m_f->api.addSession(id);
    }
    m_f->page->refresh();
    m_f->settle();
    QTest::keyClick(m_f->table(), Qt::Key_A, Qt::ControlModifier);
    trigger("usersEndSessionsAction");
    QCOMPARE(m_f->prompter.questions.back().title,
             QStringLiteral("End 6 session(s) of 3 user(s)?"));
    QCOMPARE(m_f->banner(), QStringLiteral("6 session(s) ended."));
}

void TestBulkActions::endsAllSessionsThatMatch()
{
    const UserId anna = m_f->api.addUser(QStringLiteral("anna"));
    for (int i = 0; i < 430; ++i)
        m_f->api.addSession(anna, QStringLiteral("curl"), QStringLiteral("10.0.0.7"));
    for (int i = 0; i < 20; ++i)
        m_f->api.addSession(anna, QStringLiteral("curl"), QStringLiteral("192.168.0.1"));
    m_f->make<ui::SessionsPage>();
    m_f->open();
    m_f->type("sessionsSearch", "10.0.0.7");
    QTRY_COMPARE(m_f->text("sessionsCount"), QStringLiteral("430 of 450"));
    selectAllMatching();
    QCOMPARE(m_f->text("bulkTitle"), QStringLiteral("430 sessions selected"));
    trigger("sessionsEndSelectedAction");
    m_f->settle();
    QTRY_VERIFY(m_f->tasks.isEmpty());
    QCOMPARE(m_f->prompter.questions.back().title, QStringLiteral("End 430 session(s)?"));
    QVERIFY(!m_f->prompter.questions.back().text.isEmpty());
    QTRY_COMPARE(m_f->banner(), QStringLiteral("430 session(s) ended."));
    m_f->page->findChild<QLineEdit *>(QStringLiteral("sessionsSearch"))->clear();
    m_f->type("sessionsSearch", "state:live");
    QTRY_COMPARE(m_f->text("sessionsCount"), QStringLiteral("20 of 450"));
}

void TestBulkActions::copiesManyRowsBitByBit()
{
    openUsers(1000);
    const auto *model = m_f->table()->model();
    while (model->canFetchMore({})) {
        m_f->table()->model()->fetchMore({});
        m_f->settle();
    }
    QCOMPARE(model->rowCount(), 1000);
    QTest::keyClick(m_f->table(), Qt::Key_A, Qt::ControlModifier);
    QGuiApplication::clipboard()->setText(QStringLiteral("before"));
    auto *copy = m_f->table()->findChild<QAction *>(QStringLiteral("copyRows"));
    copy->trigger();
    QCOMPARE(m_f->tasks.rowCount(), 1);
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("before"));
    QTRY_VERIFY(m_f->tasks.isEmpty());
    const QStringList lines = QGuiApplication::clipboard()->text().split(QLatin1Char('\n'));
    QCOMPARE(lines.size(), 1001);
    QVERIFY(lines.at(1).startsWith(QLatin1String("user00000\t")));
    QVERIFY(lines.at(1000).startsWith(QLatin1String("user00999\t")));

    // Another query, or Cancel, leaves the clipboard as it is.
    QGuiApplication::clipboard()->setText(QStringLiteral("before"));
    copy->trigger();
    m_f->tasks.cancel(0);
    QVERIFY(m_f->tasks.isEmpty());
    copy->trigger();
    m_f->type("usersSearch", "user0000");
    QTRY_VERIFY(m_f->tasks.isEmpty());
    m_f->settle();
}

QTEST_MAIN(TestBulkActions)
#include "tst_bulkactions.moc"
