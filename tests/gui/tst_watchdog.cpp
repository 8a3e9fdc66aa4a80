// SPDX-License-Identifier: GPL-3.0-or-later
// The pages over a real database with 100,000 users and sessions, while people log in over a real
// socket: no event has more to do than its bounds say, and no event of the window's
// thread asks the database. What it takes is printed; the bench `watchdog_bench` also holds that
// against limits.
#include "server/auth/context.h"
#include "server/runtime/core.h"
#include "server/runtime/localadminapi.h"
#include "server/runtime/serverruntime.h"
#include "server/store/database.h"
#include "server/store/writer.h"
#include "tests/gui/watchdog.h"
#include "tests/support/fakeprompter.h"
#include "ui/models/sessionsmodel.h"
#include "ui/models/tampermodel.h"
#include "ui/models/usersmodel.h"
#include "ui/pages/inspectorpage.h"
#include "ui/pages/keyspage.h"
#include "ui/pages/sessionspage.h"
#include "ui/pages/settingspage.h"
#include "ui/pages/userspage.h"
#include "ui/throttle.h"
#include "ui/widgets/keytimeline.h"

#include <QAction>
#include <QClipboard>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSlider>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>

using namespace tokendesk;
using namespace tokendesk::test;

class TestWatchdog : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase();
    void users() { pages<ui::UsersPage>("users", ui::UsersModel::LastLogin); }
    void sessions() { pages<ui::SessionsPage>("sessions", ui::SessionsModel::Refreshed); }
    void keys();
    void inspector();
    void settings();

private:
    template<typename P>
    void pages(const char *name, int otherColumn);
    template<typename P>
    std::unique_ptr<P> shown(FakePrompter &prompter, ui::Theme &theme);
    void judge(const char *name, const LoginLoad &load, const QString &done);
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
    QVERIFY(m_api->setPassword(user->id, SecretBytes::fromText(kPassword()), {}).result());
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

template<typename P>
std::unique_ptr<P> TestWatchdog::shown(FakePrompter &prompter, ui::Theme &theme)
{
    auto page = std::make_unique<P>(ui::PageContext{*m_api, *m_server, prompter, theme, m_clock,
                                                    [](const QString &, const QJsonObject &) {}});
    page->resize(1180, 700);
    page->show();
    page->opened();
    return page;
}

void TestWatchdog::judge(const char *name, const LoginLoad &load, const QString &done)
{
    auto *watchdog = static_cast<Watchdog *>(QCoreApplication::instance());
    watchdog->stop();
    qInfo("%s: %d in the database; %s; %d logins meanwhile; of %lld events the dearest took %.1f "
          "ms of the thread (%s), the longest %lld ms on the wall",
          name, rowsInDatabase(), qPrintable(done), load.logins(), watchdog->events,
          watchdog->dearest, qPrintable(watchdog->what), watchdog->longest);
    QVERIFY(load.logins() > 2);
    QCOMPARE(connectionsOfThisThread(), 0);
    QVERIFY2(watchdog->dearest <= given("TOKENDESK_WATCHDOG_EVENT_MS", INT_MAX),
             qPrintable(watchdog->what));
}

void TestWatchdog::inspector()
{
    constexpr int kMoves = 40;
    FakePrompter prompter;
    ui::Theme theme;
    auto *watchdog = static_cast<Watchdog *>(QCoreApplication::instance());
    const ApiAnswer tokens =
        ApiClient(m_server->url()).login(QStringLiteral("user0000007"), kPassword());
    QCOMPARE(tokens.status, 200);
    LoginLoad load(m_server->url());
    QTRY_VERIFY_WITH_TIMEOUT(load.logins() > 2, kPatience);

    watchdog->start();
    const auto page = shown<ui::InspectorPage>(prompter, theme);
    const auto part = [&page](const char *name) {
        return page->findChild<QWidget *>(QLatin1String(name));
    };
    const auto paste = [&](const char *button, const QByteArray &text) {
        QGuiApplication::clipboard()->setText(QString::fromLatin1(text));
        QTest::mouseClick(part(button), Qt::LeftButton);
    };
    const auto says = [&](const char *label) {
        return qobject_cast<QLabel *>(part(label))->text();
    };
    paste("pasteButton", "Authorization: Bearer " + tokens.text("access"));
    QTRY_COMPARE_WITH_TIMEOUT(says("resultWord"), QStringLiteral("Accepted"), kPatience);

    // From its beginning to its end: at the last step it has expired.
    auto *slider = qobject_cast<QSlider *>(part("timeSlider"));
    QVERIFY(slider->isEnabled());
    for (int move = 0; move <= kMoves; ++move) {
        slider->setValue(slider->minimum()
                         + (slider->maximum() - slider->minimum()) * move / kMoves);
        QCoreApplication::processEvents();
    }
    QTRY_COMPARE_WITH_TIMEOUT(says("resultWord"), QStringLiteral("Refused"), kPatience);
    QTest::mouseClick(part("atNow"), Qt::LeftButton, {}, QPoint(8, 8));
    QTRY_COMPARE_WITH_TIMEOUT(says("resultWord"), QStringLiteral("Accepted"), kPatience);

    auto *views = qobject_cast<QTabWidget *>(part("inspectorViews"));
    views->setCurrentIndex(1);
    paste("secondPaste", tokens.text("refresh"));
    QTRY_VERIFY_WITH_TIMEOUT(says("secondText").startsWith(QLatin1String("Accepted: refresh")),
                             kPatience);
    views->setCurrentIndex(3);
    const auto *lab = qobject_cast<QTableView *>(part("tamperTable"))->model();
    QTRY_VERIFY_WITH_TIMEOUT(lab->rowCount() > 15, kPatience);
    QVERIFY(lab->index(0, 0).data(ui::TamperModel::AcceptedRole).toBool());
    // Once more, with the page as it ages.
    for (int again = 0; again < 3; ++again) {
        page->refresh();
        QCoreApplication::processEvents();
    }
    QTRY_VERIFY_WITH_TIMEOUT(says("tamperSummary").endsWith(QLatin1String("none accepted.")),
                             kPatience);
    judge("inspector", load,
          QStringLiteral("a token pasted, the time moved %1 times, compared, %2 changes tried")
              .arg(kMoves)
              .arg(lab->rowCount() - 1));
}

void TestWatchdog::settings()
{
    FakePrompter prompter;
    ui::Theme theme;
    auto *watchdog = static_cast<Watchdog *>(QCoreApplication::instance());
    LoginLoad load(m_server->url());
    QTRY_VERIFY_WITH_TIMEOUT(load.logins() > 2, kPatience);

    watchdog->start();
    const auto page = shown<ui::SettingsPage>(prompter, theme);
    auto *field = page->findChild<QLineEdit *>(QStringLiteral("setting_refresh_token_lifetime"));
    QVERIFY(field);
    QTRY_VERIFY_WITH_TIMEOUT(field->isVisible() && !field->text().isEmpty(), kPatience);
    auto *counts = page->findChild<QLabel *>(QStringLiteral("forecastCounts"));
    QVERIFY(counts);
    int forecasts = 0;
    for (const char *value : {"1d", "12h", "3d", "90min"}) {
        const QString before = counts->text();
        field->selectAll();
        QTest::keyClicks(field, QLatin1String(value));
        QTRY_VERIFY_WITH_TIMEOUT(counts->isVisible() && counts->text() != before, kPatience);
        ++forecasts;
    }
    QTest::mouseClick(page->findChild<QPushButton *>(QStringLiteral("revertButton")),
                      Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(!page->hasUnsavedChanges(), kPatience);
    judge("settings", load, QStringLiteral("%1 lifetimes typed and forecast").arg(forecasts));
}

int main(int argc, char *argv[])
{
    QTEST_SET_MAIN_SOURCE_PATH
    Watchdog application(argc, argv);
    TestWatchdog test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_watchdog.moc"
