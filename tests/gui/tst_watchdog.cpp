// SPDX-License-Identifier: GPL-3.0-or-later
// The pages of users and sessions over a real database with 100,000 of each, while people log in
// over a real socket: no event has more to do than its bounds say, and no event of the window's
// thread asks the database. What it takes is printed; the bench `watchdog_bench` also holds that
// against limits.
#include "server/auth/context.h"
#include "server/runtime/core.h"
#include "server/runtime/localadminapi.h"
#include "server/runtime/serverruntime.h"
#include "server/store/database.h"
#include "server/store/writer.h"
#include "tests/support/apiclient.h"
#include "tests/support/fakeprompter.h"
#include "ui/models/sessionsmodel.h"
#include "ui/models/usersmodel.h"
#include "ui/pages/keyspage.h"
#include "ui/pages/sessionspage.h"
#include "ui/pages/userspage.h"
#include "ui/throttle.h"
#include "ui/widgets/keytimeline.h"

#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QSqlDatabase>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <ctime>
#include <thread>

using namespace tokendesk;
using namespace tokendesk::test;

namespace {

constexpr int kPatience = 240'000;
const QString kPassword = QStringLiteral("quiet-otter-9 Lisbon");

/// A number from the environment, for the bench.
int given(const char *name, int otherwise)
{
    bool isGiven = false;
    const int value = qEnvironmentVariableIntValue(name, &isGiven);
    return isGiven ? value : otherwise;
}

int rowsInDatabase() { return given("TOKENDESK_WATCHDOG_ROWS", 100'000); }

/// Of this thread alone: the clock on the wall would measure what else the machine does.
double threadMs()
{
    timespec spent{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &spent);
    return double(spent.tv_sec) * 1e3 + double(spent.tv_nsec) / 1e6;
}

/// Notes the dearest event of the window's thread, and when the first rows were painted.
class Watchdog : public QApplication
{
public:
    using QApplication::QApplication;

    bool notify(QObject *receiver, QEvent *event) override
    {
        if (!m_isWatching || receiver->thread() != thread())
            return QApplication::notify(receiver, event);
        if (m_depth > 0) { // part of another event
            const bool isPaint =
                event->type() == QEvent::Paint && m_table && receiver == m_table->viewport();
            const bool result = QApplication::notify(receiver, event);
            if (isPaint && firstPaint < 0 && m_table->model()->rowCount() > 0)
                firstPaint = m_since.elapsed();
            return result;
        }
        const int type = event->type(); // the event may delete its receiver
        const char *name = receiver->metaObject()->className();
        ++m_depth;
        const double before = threadMs();
        QElapsedTimer onTheWall;
        onTheWall.start();
        const bool result = QApplication::notify(receiver, event);
        const double spent = threadMs() - before;
        longest = std::max(longest, onTheWall.elapsed());
        --m_depth;
        ++events;
        if (spent > dearest) {
            dearest = spent;
            what = QStringLiteral("event %1 of %2").arg(type).arg(QLatin1String(name));
        }
        return result;
    }
    void watch(QTableView *table, const QElapsedTimer &since)
    {
        m_table = table;
        m_since = since;
    }
    void start()
    {
        m_isWatching = true;
        dearest = 0;
        longest = 0;
        events = 0;
        firstPaint = -1;
    }
    void stop()
    {
        m_isWatching = false;
        m_table = nullptr;
    }

    double dearest = 0; ///< ms of this thread
    qint64 longest = 0; ///< ms on the wall
    qint64 events = 0;
    qint64 firstPaint = -1; ///< ms
    QString what;

private:
    QPointer<QTableView> m_table;
    QElapsedTimer m_since;
    bool m_isWatching = false;
    int m_depth = 0;
};

/// Logs one user after the other in, over HTTP, until it goes.
class LoginLoad
{
public:
    explicit LoginLoad(const QUrl &url) : m_client(url), m_thread([this] { run(); }) { }
    ~LoginLoad()
    {
        m_isStopping = true;
        m_thread.join();
    }
    LoginLoad(const LoginLoad &) = delete;
    LoginLoad &operator=(const LoginLoad &) = delete;

    [[nodiscard]] int logins() const { return m_logins; }

private:
    void run()
    {
        for (int i = 1; !m_isStopping; ++i) {
            const int user = 1 + static_cast<int>(i * 7919LL % rowsInDatabase());
            const ApiAnswer answer = m_client.login(
                QStringLiteral("user%1").arg(user, 7, 10, QLatin1Char('0')), kPassword);
            m_logins += answer.status == 200 ? 1 : 0;
        }
    }

    const ApiClient m_client;
    std::atomic<bool> m_isStopping{false};
    std::atomic<int> m_logins{0};
    std::thread m_thread;
};

/// How many connections to the database belong to this thread.
int connectionsOfThisThread()
{
    // What belongs to others is asked for in vain, and Qt says so each time.
    const QtMessageHandler before =
        qInstallMessageHandler([](QtMsgType, const QMessageLogContext &, const QString &) {});
    int count = 0;
    const QStringList names = QSqlDatabase::connectionNames();
    for (const QString &name : names)
        count += QSqlDatabase::database(name, false).isValid() ? 1 : 0;
    qInstallMessageHandler(before);
    return count;
}

} // namespace

class TestWatchdog : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase();
    void users() { pages<ui::UsersPage>("users", ui::UsersModel::LastLogin); }
    void sessions() { pages<ui::SessionsPage>("sessions", ui::SessionsModel::Refreshed); }
    void keys();

private:
    template<typename P>
    void pages(const char *name, int otherColumn);
    void execute(const char *sql, const QVariantList &values);

    QTemporaryDir m_dir;
    SystemClock m_clock;
    std::unique_ptr<Core> m_core;
    std::unique_ptr<LocalAdminApi> m_api;
    std::unique_ptr<ServerRuntime> m_server;
};

void TestWatchdog::execute(const char *sql, const QVariantList &values)
{
    const auto executed =
        m_core->context()
            .writer
            .run<int>([sql, values](store::Connection &connection) -> Result<int> {
                TRY_ASSIGN(QSqlQuery query, connection.execOnce(QLatin1String(sql), values));
                query.finish();
                return 1;
            })
            .result();
    QVERIFY2(executed, executed ? "" : qPrintable(executed.error().message()));
}

void TestWatchdog::initTestCase()
{
    CoreOptions options;
    options.dataDir = m_dir.filePath(QStringLiteral("data"));
    auto core = Core::open(options);
    QVERIFY2(core, core ? "" : qPrintable(core.error().message()));
    m_core = std::move(*core);
    m_api = std::make_unique<LocalAdminApi>(*m_core, auth::Actor{QStringLiteral("os:tester"), {}});
    const qint64 now = toEpochMs(m_clock.now());
    execute("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?) "
            "INSERT INTO users (username, email, first_name, last_name, search, created_at, "
            "updated_at) SELECT printf('user%07d', i), printf('user%07d@example.org', i), 'First', "
            "printf('Last%d', i % 997), printf('user%07d', i) || char(10) || "
            "printf('user%07d@example.org', i) || char(10) || 'first last', ? - i, ? - i FROM n",
            {rowsInDatabase(), now, now});
    execute("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?) "
            "INSERT INTO sessions (id, user_id, generation, created_at, refreshed_at, expires_at, "
            "access_until, address, user_agent, key_id) SELECT randomblob(12), i, i % 50, ? - i, "
            "? - i / 2, ? + i, ? - i, printf('10.0.%d.%d', i % 200, i % 250), 'curl/7.88.1', 'k' "
            "FROM n",
            {rowsInDatabase(), now - 1000, now - 1000, now + 600'000'000, now});
    const auto user = m_api->userByName(QStringLiteral("user0000007")).result();
    QVERIFY(user);
    QVERIFY(m_api->setPassword(user->id, SecretBytes::fromText(kPassword), {}).result());
    execute("UPDATE users SET password_hash = (SELECT password_hash FROM users WHERE id = ?)",
            {user->id});
    ListenOptions listen;
    listen.port = 0;
    m_server = std::make_unique<ServerRuntime>(*m_core, listen);
    m_server->start();
    QTRY_COMPARE_WITH_TIMEOUT(m_server->state(), ServerControl::State::Running, kPatience);
    m_core->context()
        .database.closeThread(); // used above, and by nobody in this thread from now on
}

void TestWatchdog::cleanupTestCase()
{
    m_server.reset();
    m_api.reset();
    m_core.reset();
}

template<typename P>
void TestWatchdog::pages(const char *name, int otherColumn)
{
    FakePrompter prompter;
    ui::Theme theme;
    auto *watchdog = static_cast<Watchdog *>(QCoreApplication::instance());
    LoginLoad load(m_server->url());
    QTRY_VERIFY_WITH_TIMEOUT(load.logins() > 2, kPatience);

    QElapsedTimer sinceStart;
    sinceStart.start();
    watchdog->start();
    P page(ui::PageContext{*m_api, *m_server, prompter, theme, m_clock,
                           [](const QString &, const QJsonObject &) {}});
    auto *table =
        page.template findChild<QTableView *>(QLatin1String(name) + QLatin1String("Table"));
    QVERIFY(table);
    auto *model = qobject_cast<ui::PagedModelBase *>(table->model());
    QVERIFY(model);
    watchdog->watch(table, sinceStart);
    // As the window does it while data changes.
    ui::Throttle throttle(std::chrono::milliseconds(250));
    connect(m_api.get(), &AdminApi::dataChanged, &throttle, &ui::Throttle::request);
    int refreshes = 0;
    connect(&throttle, &ui::Throttle::due, &page, [&page, &refreshes] {
        ++refreshes;
        page.refresh();
    });
    int mostInserted = 0;
    connect(model, &QAbstractItemModel::rowsInserted, &page,
            [&mostInserted](const QModelIndex &, int first, int last) {
                mostInserted = std::max(mostInserted, last - first + 1);
            });
    page.resize(1180, 700);
    page.show();
    page.opened();
    QTRY_VERIFY_WITH_TIMEOUT(watchdog->firstPaint >= 0, kPatience);

    // To the end, in one go.
    const int wanted = std::min(rowsInDatabase(), 100'000);
    QTest::keyClick(table, Qt::Key_End, Qt::ControlModifier);
    QTRY_VERIFY_WITH_TIMEOUT(model->rowCount() >= wanted, kPatience);
    const qint64 allRows = sinceStart.elapsed();
    QTRY_VERIFY_WITH_TIMEOUT(!model->hasMore(), kPatience);
    QVERIFY(model->rowCount() <= ui::PagedModelBase::kMostRows);

    // All of them selected and copied, and refreshed meanwhile.
    QTest::keyClick(table, Qt::Key_A, Qt::ControlModifier);
    const int selected = model->rowCount();
    QGuiApplication::clipboard()->setText({});
    table->template findChild<QAction *>(QStringLiteral("copyRows"))->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(
        QGuiApplication::clipboard()->text().count(QLatin1Char('\n')) >= selected / 2, kPatience);
    const int refreshed = refreshes;
    QTest::keyClick(table, Qt::Key_Home, Qt::ControlModifier);
    QTRY_VERIFY_WITH_TIMEOUT(refreshes > refreshed + 3, kPatience);

    // Another order, which lets go of them, and which the logins change all the time.
    table->horizontalHeader()->setSortIndicator(otherColumn, Qt::DescendingOrder);
    QTRY_COMPARE_WITH_TIMEOUT(model->rowCount() <= 2 * ui::UsersModel::kPageSize, true, kPatience);
    const int again = refreshes;
    QTRY_VERIFY_WITH_TIMEOUT(refreshes > again + 3, kPatience);
    watchdog->stop();

    qInfo("%s: %d in the database; first rows painted after %lld ms, %d loaded after %lld ms; "
          "%d logins and %d refreshes meanwhile; of %lld events the dearest took %.1f ms of the "
          "thread (%s), the longest %lld ms on the wall; at most %d rows inserted at once",
          name, rowsInDatabase(), watchdog->firstPaint, selected, allRows, load.logins(), refreshes,
          watchdog->events, watchdog->dearest, qPrintable(watchdog->what), watchdog->longest,
          mostInserted);
    QVERIFY(load.logins() > 2);
    QVERIFY(mostInserted <= ui::UsersModel::kRefreshed);
    QCOMPARE(connectionsOfThisThread(), 0);
    QVERIFY2(watchdog->dearest <= given("TOKENDESK_WATCHDOG_EVENT_MS", INT_MAX),
             qPrintable(watchdog->what));
    QVERIFY(watchdog->firstPaint <= given("TOKENDESK_WATCHDOG_PAINT_MS", INT_MAX));
}

void TestWatchdog::keys()
{
    for (int i = 0; i < 12; ++i)
        QVERIFY(m_api->generateKey({QStringLiteral("EdDSA")}).result());
    FakePrompter prompter;
    ui::Theme theme;
    auto *watchdog = static_cast<Watchdog *>(QCoreApplication::instance());
    LoginLoad load(m_server->url());
    QTRY_VERIFY_WITH_TIMEOUT(load.logins() > 2, kPatience);

    QElapsedTimer sinceStart;
    sinceStart.start();
    watchdog->start();
    ui::KeysPage page(ui::PageContext{*m_api, *m_server, prompter, theme, m_clock,
                                      [](const QString &, const QJsonObject &) {}});
    auto *table = page.findChild<QTableView *>(QStringLiteral("keysTable"));
    auto *line = page.findChild<ui::KeyTimeline *>();
    watchdog->watch(table, sinceStart);
    ui::Throttle throttle(std::chrono::milliseconds(250));
    connect(m_api.get(), &AdminApi::dataChanged, &throttle, &ui::Throttle::request);
    int refreshes = 0;
    connect(&throttle, &ui::Throttle::due, &page, [&page, &refreshes] {
        ++refreshes;
        page.refresh();
    });
    page.resize(1180, 700);
    page.show();
    page.opened();
    QTRY_VERIFY_WITH_TIMEOUT(watchdog->firstPaint >= 0, kPatience);
    QTRY_COMPARE_WITH_TIMEOUT(line->order().size(), 13, kPatience);
    const QString active = line->current();
    QVERIFY(!active.isEmpty());
    for (const Qt::Key key : {Qt::Key_End, Qt::Key_Home, Qt::Key_Down, Qt::Key_Down}) {
        QTest::keyClick(line, key);
        const int before = refreshes;
        QTRY_VERIFY_WITH_TIMEOUT(refreshes > before, kPatience);
    }
    QVERIFY(line->current() != active); // the choice outlives the refreshes
    page.findChild<QAction *>(QStringLiteral("keysRotateAction"))->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(page.banners().contains(QStringLiteral("keys-action")), kPatience);
    QCOMPARE(prompter.questions.size(), std::size_t{1});
    const int again = refreshes;
    QTRY_VERIFY_WITH_TIMEOUT(refreshes > again + 3, kPatience);
    watchdog->stop();
    qInfo("keys: first rows painted after %lld ms; %d logins and %d refreshes meanwhile; of %lld "
          "events the dearest took %.1f ms of the thread (%s), the longest %lld ms on the wall",
          watchdog->firstPaint, load.logins(), refreshes, watchdog->events, watchdog->dearest,
          qPrintable(watchdog->what), watchdog->longest);
    QCOMPARE(connectionsOfThisThread(), 0);
    QVERIFY2(watchdog->dearest <= given("TOKENDESK_WATCHDOG_EVENT_MS", INT_MAX),
             qPrintable(watchdog->what));
    QVERIFY(watchdog->firstPaint <= given("TOKENDESK_WATCHDOG_PAINT_MS", INT_MAX));
}

int main(int argc, char *argv[])
{
    QTEST_SET_MAIN_SOURCE_PATH
    Watchdog application(argc, argv);
    TestWatchdog test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_watchdog.moc"
