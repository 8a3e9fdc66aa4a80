// SPDX-License-Identifier: GPL-3.0-or-later
// Alerts, badges, the tray, and closing into it.
#include "tests/support/fakeadminapi.h"
#include "tests/support/fakeclock.h"
#include "tests/support/fakeprompter.h"
#include "tests/support/fakeservercontrol.h"
#include "tests/support/faketray.h"
#include "ui/actions.h"
#include "ui/alerts.h"
#include "ui/dialogs/dialogprompter.h"
#include "ui/mainwindow.h"
#include "ui/trayicon.h"

#include <QAbstractItemView>
#include <QDialog>
#include <QLabel>
#include <QListWidget>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace tokendesk;
using namespace tokendesk::test;
using namespace tokendesk::ui;

class TestTray : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void alertsAreForWhatMatters();
    void burstsNotifyOnce();
    void aClockSetBackSilencesNothing();
    void failedServerIsAnAlert();
    void badgeCountsUntilThePageIsSeen();
    void bannerShowsTheSession();
    void trayTellsTheState();
    void notificationOpensItsPage();
    void noNotificationInFrontOfTheWindow();
    void menuStartsStopsAndOpens();
    void closesIntoTheTray();
    void remembersTheTray();
    void quitFromTheTrayAsksAboveTheWindow();
    void withoutTrayThereIsNoSuchChoice();
    void trayCanBeSwitchedOff();
    void askBeforeClosingComesBack();
    void dialogOffersThreeWays();

private:
    void make(bool withTray = true);
    [[nodiscard]] Event event(const char *type) const
    {
        Event result;
        result.type = QLatin1String(type);
        result.at = m_clock.now();
        result.address = QStringLiteral("10.0.0.7");
        result.userId = m_anna;
        result.detail.insert(QStringLiteral("username"), QStringLiteral("anna"));
        result.sessionId = m_session;
        return result;
    }
    void happen(const char *type) { emit m_api->eventsHappened({event(type)}); }
    [[nodiscard]] QString badge(const char *id) const
    {
        const auto *list = m_window->findChild<QListWidget *>(QStringLiteral("pageBar"));
        for (int row = 0; row < list->count(); ++row) {
            if (list->item(row)->data(Qt::UserRole).toString() == QLatin1String(id))
                return list->item(row)->data(Qt::AccessibleTextRole).toString();
        }
        return {};
    }
    [[nodiscard]] QString pageId() const { return m_window->currentPage()->id(); }

    FakeClock m_clock;
    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<UiState> m_state;
    std::unique_ptr<FakeAdminApi> m_api;
    std::unique_ptr<FakeServerControl> m_server;
    std::unique_ptr<FakePrompter> m_prompter;
    std::unique_ptr<FakeTray> m_tray;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<MainWindow> m_window;
    UserId m_anna = 0;
    SessionId m_session;
};

void TestTray::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    m_state = std::make_unique<UiState>(m_dir->filePath(QStringLiteral("ui.ini")));
    m_api = std::make_unique<FakeAdminApi>(m_clock);
    m_anna = m_api->addUser(QStringLiteral("anna"));
    m_session = m_api->addSession(m_anna);
    m_api->addSession(m_anna);
    Overview overview;
    overview.superusers = 1;
    m_api->setOverview(overview);
    m_server = std::make_unique<FakeServerControl>();
    m_prompter = std::make_unique<FakePrompter>();
    m_tray = std::make_unique<FakeTray>();
    m_theme = std::make_unique<Theme>();
    make();
}

void TestTray::make(bool withTray)
{
    m_window.reset();
    m_window = std::make_unique<MainWindow>(
        MainWindow::Services{*m_api, *m_server, *m_prompter, *m_theme, *m_state, m_clock,
                             withTray ? m_tray.get() : nullptr});
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    QTRY_COMPARE(m_api->pending(), 0);
}

void TestTray::cleanup()
{
    QTRY_COMPARE(m_api->pending(), 0);
    m_window.reset();
    m_theme.reset();
}

void TestTray::alertsAreForWhatMatters()
{
    Alerts alerts(*m_api, *m_server, m_clock);
    QSignalSpy raised(&alerts, &Alerts::raised);
    for (const char *type : {"session.started", "session.ended", "login.failed", "login.throttled",
                             "settings.changed", "session.refreshed"})
        happen(type);
    QCOMPARE(raised.count(), 0);
    happen("session.refresh_reused");
    happen("login.locked");
    QCOMPARE(raised.count(), 2);
    QCOMPARE(alerts.unseen(), 2);
    const Alert &lock = alerts.recent().front();
    QVERIFY2(lock.text.contains(QStringLiteral("anna"))
                 && lock.text.contains(QStringLiteral("10.0.0.7")),
             qPrintable(lock.text));
    QCOMPARE(lock.page, QStringLiteral("users"));
    QCOMPARE(alerts.recent().back().filter.value(QStringLiteral("session")).toString(),
             m_session.toString());
    for (int i = 0; i < 50; ++i)
        happen("login.locked");
    QCOMPARE(alerts.recent().size(), std::size_t(10));
}

void TestTray::burstsNotifyOnce()
{
    Alerts alerts(*m_api, *m_server, m_clock);
    QStringList texts;
    connect(&alerts, &Alerts::notified, this,
            [&texts](const Alert &, const QString &text) { texts.append(text); });
    for (int i = 0; i < 13; ++i)
        happen("session.refresh_reused");
    happen("login.locked"); // of another kind
    QCOMPARE(texts.size(), 2);
    m_clock.advance(Alerts::kQuiet);
    happen("session.refresh_reused");
    QCOMPARE(texts.size(), 3);
    QVERIFY2(texts.last().contains(QStringLiteral("12 more")), qPrintable(texts.last()));
    QCOMPARE(alerts.unseen(QStringLiteral("sessions")), 14);
}

void TestTray::aClockSetBackSilencesNothing()
{
    Alerts alerts(*m_api, *m_server, m_clock);
    QSignalSpy notified(&alerts, &Alerts::notified);
    happen("login.locked");
    m_clock.set(m_clock.now() - std::chrono::hours(5));
    happen("login.locked");
    QCOMPARE(notified.count(), 2);
}

void TestTray::failedServerIsAnAlert()
{
    m_server->failure = Error(ErrorCode::AddressInUse, QStringLiteral("Used by gunicorn."));
    m_window->hide();
    m_server->start();
    QCOMPARE(m_tray->notes.size(), 1);
    QVERIFY2(m_tray->notes.first().contains(QStringLiteral("Used by gunicorn.")),
             qPrintable(m_tray->notes.first()));
    QVERIFY(!m_window->banners().contains(QStringLiteral("alert"))); // it has its own
}

void TestTray::badgeCountsUntilThePageIsSeen()
{
    QCOMPARE(badge("sessions"), QStringLiteral("Sessions"));
    happen("session.refresh_reused");
    happen("session.refresh_reused");
    QCOMPARE(badge("sessions"), QStringLiteral("Sessions, 2 new warnings"));
    QCOMPARE(badge("users"), QStringLiteral("Users"));
    m_window->openPage(QStringLiteral("sessions"));
    QCOMPARE(badge("sessions"), QStringLiteral("Sessions"));
}

void TestTray::bannerShowsTheSession()
{
    happen("session.refresh_reused");
    auto *banner = m_window->findChild<QWidget *>(QStringLiteral("banner_alert"));
    QVERIFY(banner != nullptr);
    QTest::mouseClick(banner->findChild<QWidget *>(QStringLiteral("bannerAction")), Qt::LeftButton);
    QCOMPARE(pageId(), QStringLiteral("sessions"));
    auto *table = m_window->findChild<QAbstractItemView *>(QStringLiteral("sessionsTable"));
    QTRY_COMPARE(table->model()->rowCount(), 1);
    QCOMPARE(m_window->currentPage()->primarySearch()->text(), m_session.toString());
}

void TestTray::trayTellsTheState()
{
    QVERIFY2(m_tray->toolTip.contains(QStringLiteral("Stopped")), qPrintable(m_tray->toolTip));
    QList<QImage> pictures;
    const auto take = [&] { pictures.append(m_tray->icon.pixmap(64, 64).toImage()); };
    take();
    m_server->start();
    QVERIFY2(m_tray->toolTip.contains(QStringLiteral("Running")), qPrintable(m_tray->toolTip));
    take();
    happen("session.refresh_reused");
    QVERIFY2(m_tray->toolTip.contains(QStringLiteral("1 new warning")),
             qPrintable(m_tray->toolTip));
    take();
    m_server->failure = Error(ErrorCode::AddressInUse);
    m_server->restart();
    take();
    for (int i = 0; i < pictures.size(); ++i) {
        QVERIFY(!pictures.at(i).isNull());
        for (int j = 0; j < i; ++j)
            QVERIFY2(pictures.at(i) != pictures.at(j), qPrintable(QString::number(i)));
    }
}

void TestTray::notificationOpensItsPage()
{
    m_window->hide();
    happen("session.refresh_reused");
    QCOMPARE(m_tray->notes.size(), 1);
    emit m_tray->notificationClicked();
    QVERIFY(m_window->isVisible());
    QCOMPARE(pageId(), QStringLiteral("sessions"));
}

void TestTray::noNotificationInFrontOfTheWindow()
{
    QTRY_VERIFY(m_window->isActiveWindow());
    happen("session.refresh_reused");
    QCOMPARE(m_tray->notes.size(), 0);
}

void TestTray::menuStartsStopsAndOpens()
{
    QVERIFY(m_tray->menu != nullptr);
    const auto find = [this](const char *name) {
        const auto actions = m_tray->menu->actions();
        const auto found = std::find_if(actions.begin(), actions.end(), [name](QAction *action) {
            return action->objectName() == QLatin1String(name);
        });
        return found == actions.end() ? nullptr : *found;
    };
    find("startServer")->trigger();
    QCOMPARE(m_server->state(), ServerControl::State::Running);
    QVERIFY(find("trayState")->text().contains(QStringLiteral("http://127.0.0.1:8000")));
    find("stopServer")->trigger();
    QCOMPARE(m_server->state(), ServerControl::State::Stopped);
    m_window->hide();
    find("trayOpen")->trigger();
    QVERIFY(m_window->isVisible());
    auto *warnings = m_tray->menu->findChild<QMenu *>(QStringLiteral("trayAlerts"));
    QVERIFY(!warnings->isEnabled());
    happen("login.locked");
    QCOMPARE(warnings->actions().size(), 1);
    warnings->actions().first()->trigger();
    QCOMPARE(pageId(), QStringLiteral("users"));
}

void TestTray::closesIntoTheTray()
{
    m_server->start();
    m_prompter->decision = {true, false, true};
    QVERIFY(!m_window->close());
    QVERIFY(!m_prompter->questions.front().alternative.isEmpty());
    QVERIFY(!m_window->isVisible());
    QCOMPARE(m_server->state(), ServerControl::State::Running);
    emit m_tray->activated();
    QVERIFY(m_window->isVisible());
    // A second time it asks again.
    m_window->close();
    QCOMPARE(m_prompter->questions.size(), std::size_t(2));
}

void TestTray::remembersTheTray()
{
    m_server->start();
    m_prompter->decision = {true, true, true};
    m_window->close();
    m_window->show();
    m_window->close();
    QVERIFY(!m_window->isVisible());
    QCOMPARE(m_prompter->questions.size(), std::size_t(1));
    QCOMPARE(m_server->stops, 0);
    // A tray that is gone cannot be hidden in: then it asks.
    m_window->show();
    m_tray->available = false;
    m_prompter->decision = {false, false, false};
    m_window->close();
    QVERIFY(m_window->isVisible());
    QCOMPARE(m_prompter->questions.size(), std::size_t(2));
}

void TestTray::quitFromTheTrayAsksAboveTheWindow()
{
    m_server->start();
    m_window->hide();
    m_prompter->decision = {false, false, false};
    m_tray->menu->actions().last()->trigger();
    QVERIFY(m_window->isVisible());
    QCOMPARE(m_prompter->questions.size(), std::size_t(1));
    QVERIFY(m_prompter->questions.front().alternative.isEmpty());
    m_prompter->decision = {true, false, false};
    m_tray->menu->actions().last()->trigger();
    QTRY_VERIFY(!m_window->isVisible());
    QCOMPARE(m_server->state(), ServerControl::State::Stopped);
}

void TestTray::withoutTrayThereIsNoSuchChoice()
{
    make(false);
    m_server->start();
    m_prompter->decision = {false, false, false};
    m_window->close();
    QVERIFY(m_prompter->questions.front().alternative.isEmpty());
    QVERIFY(m_window->actions().action(QStringLiteral("showTray")) == nullptr);
}

void TestTray::trayCanBeSwitchedOff()
{
    QVERIFY(m_tray->isShown());
    m_window->actions().action(QStringLiteral("showTray"))->trigger();
    QVERIFY(!m_tray->isShown());
    m_tray->wanted = true;
    make();
    QVERIFY(!m_tray->isShown());
}

void TestTray::askBeforeClosingComesBack()
{
    m_server->start();
    m_prompter->decision = {true, true, true};
    m_window->close();
    m_window->show();
    QAction *ask = m_window->actions().action(QStringLiteral("askOnClose"));
    QVERIFY(!ask->isChecked());
    ask->trigger();
    m_prompter->decision = {false, false, false};
    m_window->close();
    QCOMPARE(m_prompter->questions.size(), std::size_t(2));
    QVERIFY(m_window->isVisible());
}

void TestTray::dialogOffersThreeWays()
{
    DialogPrompter prompter;
    Question question;
    question.title = QStringLiteral("Stop?");
    question.verb = QStringLiteral("Stop");
    question.alternative = QStringLiteral("Keep Running");
    for (const auto &[name, accepted, alternative] :
         {std::tuple("confirmAccept", true, false), std::tuple("confirmAlternative", true, true),
          std::tuple("confirmCancel", false, false)}) {
        Decision answer{false, false, false};
        int answers = 0;
        prompter.confirm(m_window.get(), question, [&](Decision decision) {
            answer = decision;
            ++answers;
        });
        auto *dialog = m_window->findChild<QDialog *>(QStringLiteral("confirmDialog"));
        QTest::mouseClick(dialog->findChild<QPushButton *>(QLatin1String(name)), Qt::LeftButton);
        QCOMPARE(answers, 1);
        QCOMPARE(answer.accepted, accepted);
        QCOMPARE(answer.alternative, alternative);
        QTRY_VERIFY(m_window->findChild<QDialog *>(QStringLiteral("confirmDialog")) == nullptr);
    }
}

QTEST_MAIN(TestTray)
#include "tst_tray.moc"
