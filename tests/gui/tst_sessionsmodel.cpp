// SPDX-License-Identifier: GPL-3.0-or-later
// The table of sessions and the words in it.
#include "tests/support/fakeadminapi.h"
#include "tests/support/fakeclock.h"
#include "ui/models/clientname.h"
#include "ui/models/searchtext.h"
#include "ui/models/sessionsmodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace tokendesk;
using namespace tokendesk::ui;
using tokendesk::test::FakeAdminApi;
using tokendesk::test::FakeClock;

class TestSessionsModel : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void showsASession();
    void namesEveryReason();
    void namesWhoEndedIt();
    void expiresByItself();
    void newestFirstAndSorted();
    void pagesThroughManyWithOneUser();
    void parsesSearch();
    void namesClients_data();
    void namesClients();

private:
    [[nodiscard]] QString text(int row, int column) const
    {
        return m_model->index(row, column).data().toString();
    }

    FakeClock m_clock;
    std::unique_ptr<FakeAdminApi> m_api;
    std::unique_ptr<SessionsModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
    UserId m_anna = 0;
};

void TestSessionsModel::init()
{
    m_api = std::make_unique<FakeAdminApi>(m_clock);
    m_anna = m_api->addUser(QStringLiteral("anna"));
    m_model = std::make_unique<SessionsModel>(*m_api, m_clock);
    m_tester = std::make_unique<QAbstractItemModelTester>(
        m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
}

void TestSessionsModel::cleanup()
{
    m_tester.reset();
    m_model.reset();
    m_api.reset();
}

void TestSessionsModel::showsASession()
{
    Session session;
    session.userId = m_anna;
    session.userAgent = QStringLiteral("curl/7.88.1");
    session.address = QStringLiteral("10.0.0.7");
    session.createdAt = m_clock.now() - std::chrono::hours(50);
    session.refreshedAt = m_clock.now() - std::chrono::minutes(3);
    session.expiresAt = m_clock.now() + std::chrono::hours(24 * 5);
    session.generation = 191;
    const SessionId id = m_api->addSession(session);
    m_model->setQuery({});
    QTRY_COMPARE(m_model->rowCount(), 1);
    QCOMPARE(text(0, SessionsModel::User), QStringLiteral("anna"));
    QCOMPARE(text(0, SessionsModel::Client), QStringLiteral("curl"));
    QCOMPARE(text(0, SessionsModel::Address), QStringLiteral("10.0.0.7"));
    QCOMPARE(text(0, SessionsModel::Started), QStringLiteral("2 d ago"));
    QCOMPARE(text(0, SessionsModel::Refreshed), QStringLiteral("3 min ago"));
    QCOMPARE(text(0, SessionsModel::Expires), QStringLiteral("5 d"));
    QCOMPARE(text(0, SessionsModel::Refreshes), QStringLiteral("191"));
    QCOMPARE(text(0, SessionsModel::State), QStringLiteral("Active"));
    QCOMPARE(m_model->index(0, 0).data(PagedModelBase::IdRole).toString(), id.toString());
    QCOMPARE(m_model->find(id), 0);
}

void TestSessionsModel::namesEveryReason()
{
    QStringList words;
    Session session;
    session.endedAt = m_clock.now();
    for (int i = 0; i < int(EndReason::Count); ++i) {
        session.endReason = EndReason(i);
        words += SessionsModel::stateText(session, m_clock.now());
    }
    QCOMPARE(words.removeDuplicates(), 0);
    QVERIFY(!words.contains(QStringLiteral("Active")));
    session.endReason = EndReason::EndedByAdministrator;
    session.endedBy = QStringLiteral("root");
    QCOMPARE(SessionsModel::stateText(session, m_clock.now()), QStringLiteral("Ended by root"));
    session.endReason = EndReason::RefreshReused;
    QCOMPARE(SessionsModel::rowState(session, m_clock.now()), PagedModelBase::RowState::Bad);
}

void TestSessionsModel::namesWhoEndedIt()
{
    Session session;
    session.username = QStringLiteral("anna");
    session.expiresAt = m_clock.now() + std::chrono::hours(1);
    const auto by = [&] { return SessionsModel::endedByText(session, m_clock.now()); };
    QCOMPARE(by(), QString());
    session.endedAt = m_clock.now();
    session.endReason = EndReason::Idle;
    QCOMPARE(by(), QStringLiteral("the server"));
    session.endReason = EndReason::LoggedOut;
    QCOMPARE(by(), QStringLiteral("anna"));
    session.endedBy = QStringLiteral("root");
    QCOMPARE(by(), QStringLiteral("root"));
}

void TestSessionsModel::expiresByItself()
{
    m_api->addSession(m_anna);
    m_model->setQuery({});
    QTRY_COMPARE(m_model->rowCount(), 1);
    QSignalSpy changes(m_model.get(), &QAbstractItemModel::dataChanged);
    m_clock.advance(std::chrono::hours(24 * 8));
    m_model->updateTimes();
    QCOMPARE(changes.count(), 1);
    QCOMPARE(text(0, SessionsModel::State), QStringLiteral("Expired"));
    QCOMPARE(text(0, SessionsModel::Expires), QStringLiteral("ended"));
}

void TestSessionsModel::newestFirstAndSorted()
{
    const SessionId first = m_api->addSession(m_anna);
    m_clock.advance(std::chrono::minutes(1));
    const SessionId second = m_api->addSession(m_anna);
    m_model->setQuery({});
    QTRY_COMPARE(m_model->rowCount(), 2);
    QCOMPARE(m_model->row(0).id, second);
    m_model->sort(SessionsModel::Started, Qt::AscendingOrder);
    QTRY_COMPARE(m_model->row(0).id, first);
    QVERIFY(!m_model->isSortable(SessionsModel::User));
    m_model->sort(SessionsModel::Expires, Qt::DescendingOrder);
    QTRY_COMPARE(m_model->row(0).id, second);
    QCOMPARE(m_model->sortColumn(), int(SessionsModel::Expires));
}

void TestSessionsModel::pagesThroughManyWithOneUser()
{
    const UserId bob = m_api->addUser(QStringLiteral("bob"));
    for (int i = 0; i < 450; ++i) {
        m_clock.advance(std::chrono::seconds(i % 3)); // equal times occur
        m_api->addSession(i % 10 == 0 ? bob : m_anna);
    }
    SessionQuery query;
    query.userId = m_anna;
    m_model->setQuery(query);
    QTRY_COMPARE(m_model->rowCount(), SessionsModel::kPageSize);
    m_model->fetchMore({});
    QTRY_COMPARE(m_model->rowCount(), 400);
    m_model->fetchMore({});
    QTRY_COMPARE(m_model->rowCount(), 405);
    QVERIFY(!m_model->canFetchMore({}));
    QTRY_COMPARE(m_model->countText(), QStringLiteral("405 of 450"));
}

void TestSessionsModel::parsesSearch()
{
    const SessionSearch search = parseSessionSearch(QStringLiteral("user:anna state:live firefox"));
    QCOMPARE(search.username, QStringLiteral("anna"));
    QCOMPARE(search.query.state, SessionState::Live);
    QCOMPARE(search.query.text, QStringLiteral("firefox"));
    QCOMPARE(search.problem, QString());
    QVERIFY(parseSessionSearch(QStringLiteral("state:gone"))
                .problem.contains(QStringLiteral("live, ended")));
    QVERIFY(
        parseSessionSearch(QStringLiteral("ip:10.0.0.1")).problem.contains(QStringLiteral("ip:")));
}

void TestSessionsModel::namesClients_data()
{
    QTest::addColumn<QString>("agent");
    QTest::addColumn<QString>("name");
    const auto row = [](const char *agent, const char *name) {
        QTest::newRow(name) << QString::fromUtf8(agent) << QString::fromUtf8(name);
    };
    row("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
        "Firefox / Linux");
    row("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
        "Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0",
        "Edge / Windows");
    row("Mozilla/5.0 (Macintosh; Intel Mac OS X 14_5) AppleWebKit/605.1.15 (KHTML, like Gecko) "
        "Version/17.5 Safari/605.1.15",
        "Safari / macOS");
    row("Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 "
        "Mobile Safari/537.36",
        "Chrome / Android");
    row("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Version/17.5 "
        "Mobile/15E148 Safari/604.1",
        "Safari / iPhone");
    row("curl/7.88.1", "curl");
    row("python-requests/2.32.3", "Python requests");
    row("Inventory/2.1 (build 7)", "Inventory");
    row("", "Unknown client");
    row("<b>evil</b>", "<b>evil<");
}

void TestSessionsModel::namesClients()
{
    QFETCH(QString, agent);
    QTEST(clientName(agent), "name");
}

QTEST_GUILESS_MAIN(TestSessionsModel)
#include "tst_sessionsmodel.moc"
