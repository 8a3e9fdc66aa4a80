// SPDX-License-Identifier: GPL-3.0-or-later
// The table of users and the search text that fills it.
#include "tests/support/fakeadminapi.h"
#include "tests/support/fakeclock.h"
#include "ui/models/searchtext.h"
#include "ui/models/timetext.h"
#include "ui/models/usersmodel.h"

#include <QAbstractItemModelTester>
#include <QPersistentModelIndex>
#include <QSignalSpy>
#include <QTest>

using namespace tokendesk;
using namespace tokendesk::ui;
using tokendesk::test::FakeAdminApi;
using tokendesk::test::FakeClock;

class TestUsersModel : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void pagesThroughFiveThousand();
    void refreshesHeadAndVisibleRowsOfALongList();
    void countsHonestly();
    void countsNoFurtherThanTheDatabase();
    void fetchesAfterARefresh();
    void sortsInTheQueryOnly();
    void mergesPrecisely();
    void mergesMovedRows();
    void dropsAnswersOfOldQueries();
    void failsAndRecovers();
    void keepsRowsWhenRefreshFails();
    void showsNamesVerbatim();
    void parsesSearch_data();
    void parsesSearch();
    void editsTokens();
    void wordsForTimes();

private:
    void load(const UserQuery &query = {});
    [[nodiscard]] QStringList names() const;

    FakeClock m_clock;
    std::unique_ptr<FakeAdminApi> m_api;
    std::unique_ptr<UsersModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

void TestUsersModel::init()
{
    m_api = std::make_unique<FakeAdminApi>(m_clock);
    m_model = std::make_unique<UsersModel>(*m_api, m_clock);
    m_tester = std::make_unique<QAbstractItemModelTester>(
        m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
}

void TestUsersModel::cleanup()
{
    m_tester.reset();
    m_model.reset();
    m_api.reset();
}

void TestUsersModel::load(const UserQuery &query)
{
    m_model->setQuery(query);
    QTRY_COMPARE(m_api->pending(), 0);
    QTRY_COMPARE(m_model->state(), PagedModelBase::State::Ready);
}

QStringList TestUsersModel::names() const
{
    QStringList result;
    for (int row = 0; row < m_model->rowCount(); ++row)
        result += m_model->row(row).username;
    return result;
}

void TestUsersModel::pagesThroughFiveThousand()
{
    m_api->addUsers(5000);
    load();
    QCOMPARE(m_model->rowCount(), UsersModel::kPageSize);
    QSignalSpy resets(m_model.get(), &QAbstractItemModel::modelReset);
    while (m_model->canFetchMore({})) {
        const int before = m_model->rowCount();
        m_model->fetchMore({});
        QVERIFY(!m_model->canFetchMore({})); // one page at a time
        QTRY_VERIFY(m_model->rowCount() > before);
    }
    QCOMPARE(m_model->rowCount(), 5000);
    QCOMPARE(resets.count(), 0);
    QCOMPARE(m_model->row(4999).username, QStringLiteral("user04999"));

    // Asking again is two large pages for the head of the list, one question for each row that is
    // seen behind it, and a count; nothing has changed.
    m_api->clearCalls();
    QSignalSpy changes(m_model.get(), &QAbstractItemModel::dataChanged);
    m_model->setVisibleRows(4000, 4009);
    m_model->refresh();
    QTRY_COMPARE(m_api->callCount(QStringLiteral("listUsers")), 3);
    QTRY_COMPARE(m_api->pending(), 0);
    QCOMPARE(m_api->callCount(QStringLiteral("user")), 10);
    QCOMPARE(m_model->rowCount(), 5000);
    QCOMPARE(changes.count(), 0);
}

void TestUsersModel::refreshesHeadAndVisibleRowsOfALongList()
{
    m_api->addUsers(5000);
    load();
    while (m_model->canFetchMore({})) {
        const int before = m_model->rowCount();
        m_model->fetchMore({});
        QTRY_VERIFY(m_model->rowCount() > before);
    }
    const QPersistentModelIndex deep = m_model->index(4005, 0);
    const UserId deepId = m_model->row(4005).id;
    const UserId gone = m_model->row(7).id;
    const UserId goneDeep = m_model->row(4004).id;
    m_api->storedUser(deepId).email = QStringLiteral("deep@example.org");
    m_api->storedUser(gone).deletedAt = m_clock.now();
    m_api->addUser(QStringLiteral("aaa"));
    m_api->addUser(QStringLiteral("user00010b"));
    m_model->setVisibleRows(4000, 4009);
    m_model->refresh();
    QTRY_COMPARE(m_api->pending(), 0);
    QTRY_COMPARE(m_model->row(0).username, QStringLiteral("aaa"));
    QCOMPARE(m_model->find(gone), -1);
    QCOMPARE(deep.row(), 4006); // two more before it, one less
    QCOMPARE(m_model->row(deep.row()).email, QStringLiteral("deep@example.org"));
    QCOMPARE(m_model->rowCount(), 5001);
    QSet<UserId> ids;
    for (int row = 0; row < m_model->rowCount(); ++row) {
        ids.insert(m_model->row(row).id);
        if (row > 0)
            QVERIFY(m_model->row(row - 1).username < m_model->row(row).username);
    }
    QCOMPARE(ids.size(), 5001);
    // A row that is seen and no longer there.
    m_api->failNext(Error(ErrorCode::NotFound), QStringLiteral("user"));
    m_model->setVisibleRows(m_model->find(goneDeep), m_model->find(goneDeep));
    m_model->refresh();
    QTRY_COMPARE(m_model->find(goneDeep), -1);
    QTRY_COMPARE(m_api->pending(), 0);
    QCOMPARE(m_model->rowCount(), 5000);
}

void TestUsersModel::countsHonestly()
{
    m_api->addUsers(4310);
    m_api->addUser(QStringLiteral("anna"));
    m_model->setQuery({});
    QCOMPARE(m_model->state(), PagedModelBase::State::Loading);
    QCOMPARE(m_model->countText(), QStringLiteral("Loading…"));
    QTRY_COMPARE(m_model->countText(), QStringLiteral("4,311"));
    UserQuery query;
    query.text = QStringLiteral("anna");
    load(query);
    QTRY_COMPARE(m_model->countText(), QStringLiteral("1 of 4,311"));
    QVERIFY(m_model->isNarrowed());
}

void TestUsersModel::countsNoFurtherThanTheDatabase()
{
    m_api->setCountLimit(500);
    m_api->addUsers(4310);
    load();
    QVERIFY(m_model->rowCount() > 0 && !m_model->total()); // rows do not wait for their number
    QCOMPARE(m_model->countText(), QStringLiteral("200+"));
    QTRY_COMPARE(m_model->countText(), QStringLiteral("500+"));
    const auto fetch = [this] {
        const int before = m_model->rowCount();
        m_model->fetchMore({});
        QTRY_VERIFY(m_model->rowCount() > before);
    };
    while (m_model->rowCount() < 1000)
        fetch();
    QVERIFY(m_model->countText().startsWith(QLatin1String("1,")));
    QVERIFY(m_model->countText().endsWith(QLatin1Char('+')));
    while (m_model->hasMore())
        fetch();
    QCOMPARE(m_model->countText(), QStringLiteral("4,310")); // all of them are here
}

void TestUsersModel::fetchesAfterARefresh()
{
    // A view asks once, when it comes to the end; what it asks for while a refresh runs must come.
    m_api->addUsers(1000);
    load();
    m_api->hold();
    m_model->refresh();
    QVERIFY(m_model->canFetchMore({}));
    m_model->fetchMore({});
    QVERIFY(!m_model->canFetchMore({}));
    m_api->release();
    QTRY_COMPARE(m_model->rowCount(), 2 * UsersModel::kPageSize);
    // And the other way round.
    m_api->storedUser(m_model->row(0).id).email = QStringLiteral("new@example.org");
    m_api->hold();
    m_model->fetchMore({});
    m_model->refresh();
    m_api->release();
    QTRY_COMPARE(m_model->row(0).email, QStringLiteral("new@example.org"));
    QCOMPARE(m_model->rowCount(), 3 * UsersModel::kPageSize);
    QTRY_COMPARE(m_api->pending(), 0);
}

void TestUsersModel::sortsInTheQueryOnly()
{
    m_api->addUser(QStringLiteral("bob"));
    m_api->addUser(QStringLiteral("anna"));
    load();
    QCOMPARE(names(), QStringList({QStringLiteral("anna"), QStringLiteral("bob")}));
    m_model->sort(UsersModel::Username, Qt::DescendingOrder);
    QTRY_COMPARE(names(), QStringList({QStringLiteral("bob"), QStringLiteral("anna")}));
    QCOMPARE(m_api->lastUserQuery().sort, UserSort::Username);
    QVERIFY(m_api->lastUserQuery().descending);
    QCOMPARE(m_model->sortOrder(), Qt::DescendingOrder);

    m_api->clearCalls();
    for (const int column : {UsersModel::Groups, UsersModel::State, UsersModel::Sessions}) {
        QVERIFY(!m_model->isSortable(column));
        m_model->sort(column, Qt::AscendingOrder);
    }
    QCOMPARE(m_api->calls(), QStringList());
    QCOMPARE(m_model->sortColumn(), int(UsersModel::Username));
}

void TestUsersModel::mergesPrecisely()
{
    m_api->addUser(QStringLiteral("anna"));
    const UserId bob = m_api->addUser(QStringLiteral("bob"));
    const UserId dora = m_api->addUser(QStringLiteral("dora"));
    load();
    const QPersistentModelIndex kept(m_model->index(m_model->find(dora), 0));
    QSignalSpy resets(m_model.get(), &QAbstractItemModel::modelReset);
    QSignalSpy inserts(m_model.get(), &QAbstractItemModel::rowsInserted);
    QSignalSpy removals(m_model.get(), &QAbstractItemModel::rowsRemoved);
    QSignalSpy changes(m_model.get(), &QAbstractItemModel::dataChanged);

    m_api->addUser(QStringLiteral("chen"));
    m_api->storedUser(bob).deletedAt = m_clock.now();
    m_api->storedUser(dora).active = false;
    m_model->refresh();
    QTRY_COMPARE(names(), QStringList({QStringLiteral("anna"), QStringLiteral("chen"),
                                       QStringLiteral("dora")}));
    QCOMPARE(resets.count(), 0);
    QCOMPARE(inserts.count(), 1);
    QCOMPARE(removals.count(), 1);
    QCOMPARE(changes.count(), 1);
    QCOMPARE(changes.first().first().toModelIndex().row(), 2);
    QVERIFY(kept.isValid());
    QCOMPARE(kept.data(PagedModelBase::IdRole).toLongLong(), dora);
    QCOMPARE(kept.sibling(kept.row(), UsersModel::State).data().toString(),
             QStringLiteral("Disabled"));
}

void TestUsersModel::mergesMovedRows()
{
    std::vector<UserId> ids;
    for (const char *name : {"a", "b", "c", "d", "e"})
        ids.push_back(m_api->addUser(QString::fromLatin1(name)));
    load();
    QSignalSpy moves(m_model.get(), &QAbstractItemModel::rowsMoved);
    QSignalSpy resets(m_model.get(), &QAbstractItemModel::modelReset);
    const QPersistentModelIndex first(m_model->index(0, 0));
    m_api->storedUser(ids[0]).username = QStringLiteral("z"); // sinks to the end
    m_model->refresh();
    QTRY_COMPARE(names().join(QString()), QStringLiteral("bcdez"));
    QCOMPARE(moves.count(), 1);
    QCOMPARE(first.row(), 4);
    m_api->storedUser(ids[3]).username = QStringLiteral("A"); // rises to the top
    m_model->refresh();
    QTRY_COMPARE(names().join(QString()), QStringLiteral("Abcez"));
    QCOMPARE(moves.count(), 2);
    // Everything turned round at once.
    for (std::size_t i = 0; i < ids.size(); ++i)
        m_api->storedUser(ids[i]).username = QString(QChar(u'0' + int(ids.size() - i)));
    m_api->addUser(QStringLiteral("25"));
    m_model->refresh();
    QTRY_COMPARE(names().join(QLatin1Char(',')), QStringLiteral("1,2,25,3,4,5"));
    QCOMPARE(resets.count(), 0);
}

void TestUsersModel::dropsAnswersOfOldQueries()
{
    m_api->addUser(QStringLiteral("anna"));
    m_api->addUser(QStringLiteral("bob"));
    m_api->hold();
    UserQuery query;
    query.text = QStringLiteral("anna");
    m_model->setQuery(query);
    query.text = QStringLiteral("bob");
    m_model->setQuery(query);
    QSignalSpy loaded(m_model.get(), &PagedModelBase::loaded);
    m_api->release();
    QTRY_COMPARE(names(), QStringList(QStringLiteral("bob")));
    QCOMPARE(loaded.count(), 1);
}

void TestUsersModel::failsAndRecovers()
{
    m_api->addUser(QStringLiteral("anna"));
    m_api->failNext(Error(ErrorCode::StoreUnavailable, QStringLiteral("The disk is gone.")));
    m_model->setQuery({});
    QTRY_COMPARE(m_model->state(), PagedModelBase::State::Failed);
    QCOMPARE(m_model->error().code, ErrorCode::StoreUnavailable);
    QCOMPARE(m_model->countText(), QString());
    m_model->refresh();
    QTRY_COMPARE(m_model->state(), PagedModelBase::State::Ready);
    QCOMPARE(m_model->rowCount(), 1);
}

void TestUsersModel::keepsRowsWhenRefreshFails()
{
    m_api->addUsers(300);
    load();
    QSignalSpy failures(m_model.get(), &PagedModelBase::failed);
    m_api->failNext(Error(ErrorCode::Busy));
    m_model->refresh();
    QTRY_COMPARE(failures.count(), 1);
    m_api->failNext(Error(ErrorCode::Busy));
    m_model->fetchMore({});
    QTRY_COMPARE(failures.count(), 2);
    QCOMPARE(m_model->rowCount(), UsersModel::kPageSize);
    QVERIFY(m_model->canFetchMore({}));
}

void TestUsersModel::showsNamesVerbatim()
{
    User user;
    user.username = QStringLiteral("<b>x</b>");
    user.firstName = QStringLiteral("<img src=x>");
    user.lastLoginAt = m_clock.now() - std::chrono::minutes(3);
    m_api->addUser(user);
    load();
    const QModelIndex name = m_model->index(0, UsersModel::Username);
    QCOMPARE(name.data().toString(), QStringLiteral("<b>x</b>"));
    QCOMPARE(name.data(Qt::ToolTipRole).toString(),
             QStringLiteral("<span>&lt;b&gt;x&lt;/b&gt;</span>"));
    const QModelIndex login = m_model->index(0, UsersModel::LastLogin);
    QCOMPARE(login.data().toString(), QStringLiteral("3 min ago"));
    QVERIFY(login.data(Qt::ToolTipRole).toString().contains(QStringLiteral("UTC)")));
}

void TestUsersModel::parsesSearch_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("words");
    QTest::addColumn<QString>("group");
    QTest::addColumn<int>("active");
    QTest::addColumn<bool>("deleted");
    QTest::addColumn<bool>("problem");
    const auto row = [](const char *name, const char *text, const char *words, const char *group,
                        int active, bool deleted, bool problem) {
        QTest::newRow(name) << QString::fromUtf8(text) << QString::fromUtf8(words)
                            << QString::fromUtf8(group) << active << deleted << problem;
    };
    row("empty", "", "", "", -1, false, false);
    row("words", "  anna   berg ", "anna berg", "", -1, false, false);
    row("state", "anna state:active", "anna", "", 1, false, false);
    row("case", "STATE:Disabled", "", "", 0, false, false);
    row("bin", "state:deleted x", "x", "", -1, true, false);
    row("quoted", "group:\"ops team\" bob", "bob", "ops team", -1, false, false);
    row("still typing", "group: bob", "bob", "", -1, false, false);
    row("bad value", "state:locked", "", "", -1, false, true);
    row("unknown", "role:admin anna", "anna", "", -1, false, true);
    row("no token", "10.0.0.7:80 fe80::1", "10.0.0.7:80 fe80::1", "", -1, false, false);
}

void TestUsersModel::parsesSearch()
{
    QFETCH(QString, text);
    const UserSearch search = parseUserSearch(text);
    QTEST(search.query.text, "words");
    QTEST(search.query.group, "group");
    QTEST(search.query.active ? int(*search.query.active) : -1, "active");
    QTEST(search.query.deleted, "deleted");
    QTEST(!search.problem.isEmpty(), "problem");
}

void TestUsersModel::editsTokens()
{
    const QString text = QStringLiteral("anna state:active group:\"ops team\"");
    QCOMPARE(splitSearch(text).tokens.size(), 2);
    QCOMPARE(withoutToken(text, 0), QStringLiteral("anna group:\"ops team\""));
    QCOMPARE(withoutToken(text, 1), QStringLiteral("anna state:active"));
    QCOMPARE(withToken(text, QStringLiteral("state"), QStringLiteral("deleted")),
             QStringLiteral("anna group:\"ops team\" state:deleted"));
    QCOMPARE(withToken(text, QStringLiteral("state"), {}),
             QStringLiteral("anna group:\"ops team\""));
}

void TestUsersModel::wordsForTimes()
{
    using namespace std::chrono;
    const Instant now = m_clock.now();
    QCOMPARE(relativeTime(now, now), QStringLiteral("just now"));
    QCOMPARE(relativeTime(now - minutes(3), now), QStringLiteral("3 min ago"));
    QCOMPARE(relativeTime(now - hours(47), now), QStringLiteral("47 h ago"));
    QCOMPARE(relativeTime(now + hours(24 * 5), now), QStringLiteral("in 5 d"));
    QCOMPARE(relativeTime(std::optional<Instant>(), now), QStringLiteral("never"));
    QCOMPARE(exactTime(fromEpochMs(1'790'000'000'000)),
             QStringLiteral("2026-09-21 14:13:20 UTC (14:13:20 UTC)"));
}

QTEST_GUILESS_MAIN(TestUsersModel)
#include "tst_usersmodel.moc"
