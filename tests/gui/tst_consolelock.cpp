// SPDX-License-Identifier: GPL-3.0-or-later
// Signing in at the window, its lock, and the password before what cannot be undone; by real clicks
// and keys.
#include "tests/support/fakeadminapi.h"
#include "tests/support/fakeclock.h"
#include "tests/support/fakeservercontrol.h"
#include "tests/support/faketray.h"
#include "ui/actions.h"
#include "ui/alerts.h"
#include "ui/consolesession.h"
#include "ui/dialogs/dialogprompter.h"
#include "ui/dialogs/setupwizard.h"
#include "ui/mainwindow.h"

#include <QApplication>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QPushButton>
#include <QStatusBar>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace tokendesk;
using namespace tokendesk::test;
using namespace tokendesk::ui;
using namespace std::chrono_literals;

namespace {

const QString kPassword = QStringLiteral("quiet-otter-9 Lisbon");
const QString kRoot = QStringLiteral("root");

} // namespace

class TestConsoleLock : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void startsLocked();
    void wrongPasswordStaysLocked();
    void tellsWhyNot_data();
    void tellsWhyNot();
    void busyWhileThePasswordIsLookedAt();
    void capsLockIsNoticed();
    void locksWhenIdle();
    void inputKeepsItOpen();
    void firstInputAfterASleepDoesNotAct();
    void idleTimeIsTheSetting();
    void nothingActsWhileLocked();
    void enabledMeanwhileStaysBlocked();
    void trayTellsAndDoesNothing();
    void stateOutlivesALock();
    void dialogsHideAndComeBack();
    void lateDialogWaitsForTheSignIn();
    void closesWhileLocked();
    void signingOutForgetsTheName();
    void whoIsSignedInIsShown();
    void changedAccountLocks_data();
    void changedAccountLocks();
    void freshPasswordAsksForNone();
    void stalePasswordIsAskedFor();
    void stalePasswordBeforeADelete();
    void actorIsTheAdministrator();
    void setUpSignsIn();
    void withoutSessionNobodySignsIn();

private:
    void make(bool withSession = true);
    void signIn(const QString &name = kRoot, const QString &password = kPassword)
    {
        type("lockUsername", name);
        type("lockPassword", password);
        click("signInButton");
        settle();
    }
    template<typename W>
    [[nodiscard]] W *find(const char *name) const
    {
        for (W *widget : m_window->findChildren<W *>(QLatin1String(name))) {
            if (widget->isVisible())
                return widget;
        }
        return nullptr;
    }
    void click(const char *name)
    {
        auto *widget = find<QWidget>(name);
        QVERIFY2(widget != nullptr && widget->isEnabled(), name);
        QTest::mouseClick(widget, Qt::LeftButton);
    }
    void type(const char *name, const QString &text)
    {
        auto *field = find<QLineEdit>(name);
        QVERIFY2(field != nullptr, name);
        field->clear();
        QTest::keyClicks(field, text);
    }
    [[nodiscard]] QString text(const char *name) const
    {
        const auto *label = find<QLabel>(name);
        return label != nullptr ? label->text() : QString();
    }
    [[nodiscard]] QAction *action(const char *id) const
    {
        return m_window->actions().action(QLatin1String(id));
    }
    /// Everything that is on its way has arrived.
    void settle()
    {
        QTRY_COMPARE(m_api->pending(), 0);
        QCoreApplication::processEvents();
    }
    [[nodiscard]] bool isCovered() const { return find<QWidget>("lockPage") != nullptr; }
    [[nodiscard]] QStringList eventTypes() const
    {
        QStringList types;
        for (const Event &event : m_api->events())
            types.append(event.type);
        return types;
    }
    void selectUser(int row)
    {
        m_window->openPage(QStringLiteral("users"));
        settle();
        auto *table = find<QTableView>("usersTable");
        QVERIFY(table != nullptr);
        QTRY_VERIFY(table->model()->rowCount() > row);
        QTest::mouseClick(table->viewport(), Qt::LeftButton, {},
                          table->visualRect(table->model()->index(row, 0)).center());
        settle();
    }

    FakeClock m_clock;
    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<UiState> m_state;
    std::unique_ptr<FakeAdminApi> m_api;
    std::unique_ptr<FakeServerControl> m_server;
    std::unique_ptr<FakeTray> m_tray;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<ConsoleSession> m_session;
    std::unique_ptr<DialogPrompter> m_prompter;
    std::unique_ptr<MainWindow> m_window;
    UserId m_root = 0;
};

void TestConsoleLock::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    m_state = std::make_unique<UiState>(m_dir->filePath(QStringLiteral("ui.ini")));
    m_api = std::make_unique<FakeAdminApi>(m_clock);
    User root;
    root.username = kRoot;
    root.superuser = true;
    m_root = m_api->addUser(root);
    m_api->setStoredPassword(m_root, kPassword.toUtf8());
    const UserId anna = m_api->addUser(QStringLiteral("anna"));
    m_api->setStoredPassword(anna, kPassword.toUtf8());
    m_api->addSession(anna);
    m_server = std::make_unique<FakeServerControl>();
    m_tray = std::make_unique<FakeTray>();
    m_theme = std::make_unique<Theme>();
    make();
}

void TestConsoleLock::make(bool withSession)
{
    m_window.reset();
    m_session.reset();
    if (withSession)
        m_session = std::make_unique<ConsoleSession>(*m_api, m_clock);
    m_prompter = std::make_unique<DialogPrompter>(m_session.get(), *m_theme);
    m_window = std::make_unique<MainWindow>(
        MainWindow::Services{*m_api, *m_server, *m_prompter, *m_theme, *m_state, m_clock,
                             m_tray.get(), nullptr, m_session.get()});
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    if (m_session)
        QTRY_VERIFY(m_session->state() != ConsoleSession::State::Unknown);
    settle();
}

void TestConsoleLock::cleanup()
{
    m_window.reset();
    m_prompter.reset();
    m_session.reset();
    m_theme.reset();
}

void TestConsoleLock::startsLocked()
{
    QVERIFY(isCovered());
    QVERIFY(find<QTableView>("usersTable") == nullptr);
    QVERIFY(!m_window->menuBar()->isVisible());
    QVERIFY(!m_window->statusBar()->isVisible());
    QVERIFY(!m_window->acceptDrops()); // text would open a page
    QCOMPARE(m_api->callCount(QStringLiteral("listUsers")), 0);
    QVERIFY(text("lockCommand").startsWith(QStringLiteral("tokendeskd user passwd ")));
    QVERIFY(!find<QPushButton>("signInButton")->isEnabled());
    QCOMPARE(QApplication::focusWidget()->objectName(), QStringLiteral("lockUsername"));

    QTest::keyClicks(QApplication::focusWidget(), kRoot);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QCOMPARE(QApplication::focusWidget()->objectName(), QStringLiteral("lockPassword"));
    QVERIFY(text("lockCommand").contains(QStringLiteral("'root'")));
    QTest::keyClicks(QApplication::focusWidget(), kPassword);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QTRY_VERIFY(!isCovered());
    QVERIFY(m_window->menuBar()->isVisible());
    QVERIFY(m_window->acceptDrops());
    QVERIFY(eventTypes().contains(QStringLiteral("console.signed_in")));
    settle();
    QVERIFY(m_api->callCount(QStringLiteral("listUsers")) > 0);
}

void TestConsoleLock::wrongPasswordStaysLocked()
{
    signIn(kRoot, QStringLiteral("wrong"));
    QVERIFY(isCovered());
    QCOMPARE(text("lockError"), QStringLiteral("The name or the password is wrong."));
    QVERIFY(find<QLineEdit>("lockPassword")->text().isEmpty());
    QCOMPARE(find<QLineEdit>("lockUsername")->text(), kRoot);
    QVERIFY(eventTypes().contains(QStringLiteral("console.sign_in_failed")));
    type("lockPassword", kPassword);
    click("signInButton");
    QTRY_VERIFY(!isCovered());
}

void TestConsoleLock::tellsWhyNot_data()
{
    QTest::addColumn<int>("outcome");
    QTest::addColumn<QString>("told");
    QTest::newRow("throttled") << int(SignIn::Outcome::Throttled)
                               << QStringLiteral("Too many wrong passwords. Try again in 15 min.");
    QTest::newRow("disabled") << int(SignIn::Outcome::Disabled)
                              << QStringLiteral("This user is disabled.");
    QTest::newRow("no superuser")
        << int(SignIn::Outcome::NotSuperuser)
        << QStringLiteral("Only superusers may use the console, and this user is none.");
    QTest::newRow("busy") << -1 << QStringLiteral("Too busy, try again in a moment.");
}

void TestConsoleLock::tellsWhyNot()
{
    QFETCH(const int, outcome);
    QFETCH(const QString, told);
    if (outcome < 0) {
        m_api->failNext(Error(ErrorCode::Busy), QStringLiteral("signIn"));
    } else {
        SignIn answer;
        answer.outcome = static_cast<SignIn::Outcome>(outcome);
        answer.retryAfter = 900s;
        m_api->setSignIn(answer);
    }
    signIn();
    QVERIFY(isCovered());
    QCOMPARE(text("lockError"), told);
}

void TestConsoleLock::busyWhileThePasswordIsLookedAt()
{
    type("lockUsername", kRoot);
    type("lockPassword", kPassword);
    m_api->hold();
    click("signInButton");
    QVERIFY(!find<QPushButton>("signInButton")->isEnabled());
    QVERIFY(find<QLineEdit>("lockPassword")->isReadOnly());
    QCOMPARE(text("lockError"), QStringLiteral("Looking at the password…"));
    QVERIFY(isCovered());
    m_api->release();
    QTRY_VERIFY(!isCovered());
}

void TestConsoleLock::capsLockIsNoticed()
{
    auto *field = find<QLineEdit>("lockPassword");
    QTest::keyClicks(field, QStringLiteral("A")); // without Shift
    QVERIFY(find<QLabel>("lockCapsLock") != nullptr);
    QTest::keyClicks(field, QStringLiteral("a"));
    QVERIFY(find<QLabel>("lockCapsLock") == nullptr);
    QTest::keyClicks(field, QStringLiteral("1"));
    QVERIFY(find<QLabel>("lockCapsLock") == nullptr);
    QTest::sendKeyEvent(QTest::Click, field, Qt::Key_A, QStringLiteral("A"), Qt::ShiftModifier);
    QVERIFY(find<QLabel>("lockCapsLock") == nullptr);
}

void TestConsoleLock::locksWhenIdle()
{
    signIn();
    QVERIFY(!isCovered());
    m_clock.advance(15min - 1ms);
    m_session->checkIdle();
    QVERIFY(!isCovered());
    m_clock.advance(1ms);
    m_session->checkIdle();
    QVERIFY(isCovered());
    QCOMPARE(text("lockReason"), QStringLiteral("Nobody has touched it for 15 min."));
    QCOMPARE(find<QLineEdit>("lockUsername")->text(), kRoot);
    QCOMPARE(QApplication::focusWidget()->objectName(), QStringLiteral("lockPassword"));
    QVERIFY(eventTypes().contains(QStringLiteral("console.locked")));
}

void TestConsoleLock::inputKeepsItOpen()
{
    signIn();
    for (int i = 0; i < 4; ++i) {
        m_clock.advance(10min);
        QTest::keyClick(m_window.get(), Qt::Key_Shift);
        m_session->checkIdle();
        QVERIFY(!isCovered());
    }
    m_clock.set(m_clock.now() - 24h); // nor does a clock that is put back lock it
    m_session->checkIdle();
    QVERIFY(!isCovered());
}

void TestConsoleLock::firstInputAfterASleepDoesNotAct()
{
    signIn();
    m_window->openPage(QStringLiteral("sessions"));
    settle();
    m_clock.advance(8h);
    QTest::keyClick(m_window.get(), Qt::Key_1, Qt::ControlModifier);
    QVERIFY(isCovered());
    QCOMPARE(m_window->currentPage()->id(), QStringLiteral("sessions"));
}

void TestConsoleLock::idleTimeIsTheSetting()
{
    signIn();
    m_api->changeSettings({{QStringLiteral("console_lock_after"), 60}});
    settle();
    m_clock.advance(59s);
    m_session->checkIdle();
    QVERIFY(!isCovered());
    m_clock.advance(1s);
    m_session->checkIdle();
    QVERIFY(isCovered());
    signIn();
    m_api->changeSettings({{QStringLiteral("console_lock_after"), 0}});
    settle();
    m_clock.advance(240h);
    m_session->checkIdle();
    QVERIFY(!isCovered());
}

void TestConsoleLock::nothingActsWhileLocked()
{
    signIn();
    m_window->openPage(QStringLiteral("sessions"));
    m_window->openPage(QStringLiteral("users"));
    settle();
    QTest::keyClick(m_window.get(), Qt::Key_L, Qt::ControlModifier);
    QVERIFY(isCovered());
    settle();
    m_api->clearCalls();

    // Shortcuts, and whoever holds an action all the same.
    QTest::keyClick(m_window.get(), Qt::Key_2, Qt::ControlModifier);
    QTest::keyClick(m_window.get(), Qt::Key_K, Qt::ControlModifier);
    QTest::keyClick(m_window.get(), Qt::Key_N, Qt::ControlModifier);
    QTest::keyClick(m_window.get(), Qt::Key_Left, Qt::AltModifier);
    QTest::keyClick(m_window.get(), Qt::Key_S, Qt::ControlModifier | Qt::ShiftModifier);
    QTest::mouseClick(m_window.get(), Qt::BackButton);
    for (const ActionRegistry::Entry &entry : m_window->actions().entries()) {
        const QString id = entry.action->objectName();
        if (id == QLatin1String("quit") || id == QLatin1String("help")
            || id.startsWith(QLatin1String("scheme_")) || id.startsWith(QLatin1String("language")))
            continue;
        QVERIFY2(!entry.action->isEnabled(), qPrintable(id));
        entry.action->trigger();
    }
    QCoreApplication::processEvents();
    QCOMPARE(m_window->currentPage()->id(), QStringLiteral("users"));
    QCOMPARE(m_server->starts, 0);
    for (const QDialog *dialog : m_window->findChildren<QDialog *>())
        QVERIFY2(!dialog->isVisible(), qPrintable(dialog->objectName()));
    QCOMPARE(m_api->calls(), QStringList());
    QVERIFY(isCovered());

    // The way in can be read.
    QTest::keyClick(m_window.get(), Qt::Key_F1);
    QVERIFY(find<QDialog>("helpDialog") != nullptr);
    find<QDialog>("helpDialog")->close();

    type("lockPassword", kPassword);
    click("signInButton");
    QTRY_VERIFY(!isCovered());
    QVERIFY(action("goTo")->isEnabled());
    QVERIFY(action("startServer")->isEnabled());
    QVERIFY(!action("restartServer")->isEnabled()); // as before the lock
    settle();
}

void TestConsoleLock::enabledMeanwhileStaysBlocked()
{
    signIn();
    m_session->lock(SignOutReason::Locked);
    m_server->start(); // as by another console: its actions follow
    QVERIFY(!action("stopServer")->isEnabled());
    QVERIFY(!action("startServer")->isEnabled());
    signIn();
    QVERIFY(action("stopServer")->isEnabled());
    QVERIFY(!action("startServer")->isEnabled());
    m_server->stop();
}

void TestConsoleLock::trayTellsAndDoesNothing()
{
    signIn();
    m_session->lock(SignOutReason::Locked);
    m_window->hide();
    Event event;
    event.type = QStringLiteral("login.locked");
    event.at = m_clock.now();
    event.address = QStringLiteral("192.0.2.7");
    event.detail.insert(QStringLiteral("username"), QStringLiteral("anna"));
    emit m_api->eventsHappened({event});
    QCOMPARE(m_tray->notes.size(), 1);
    QVERIFY(!m_tray->notes.first().contains(QStringLiteral("anna")));
    QVERIFY(!m_tray->notes.first().contains(QStringLiteral("192.0.2.7")));
    const auto *alerts = m_tray->menu->findChild<QMenu *>(QStringLiteral("trayAlerts"));
    QVERIFY(!alerts->isEnabled());
    QVERIFY(alerts->isEmpty());
    for (QAction *item : m_tray->menu->actions()) {
        const QString id = item->objectName();
        if (id == QLatin1String("startServer") || id == QLatin1String("copyAddress"))
            QVERIFY2(!item->isEnabled(), qPrintable(id));
    }
    m_tray->menu->actions().first()->trigger(); // Open
    QVERIFY(m_window->isVisible());
    QVERIFY(isCovered());
    signIn();
    QVERIFY(alerts->isEnabled());
}

void TestConsoleLock::stateOutlivesALock()
{
    signIn();
    selectUser(1);
    const ui::Page *page = m_window->currentPage();
    auto *table = find<QTableView>("usersTable");
    const QModelIndexList selection = table->selectionModel()->selectedRows();
    QCOMPARE(selection.size(), 1);
    page->primarySearch()->setFocus();
    QTest::keyClick(m_window.get(), Qt::Key_L, Qt::ControlModifier);
    QVERIFY(!table->isVisible());
    signIn();
    QCOMPARE(m_window->currentPage(), page);
    QVERIFY(table->isVisible());
    QCOMPARE(table->selectionModel()->selectedRows(), selection);
    QCOMPARE(QApplication::focusWidget(), page->primarySearch());
}

void TestConsoleLock::dialogsHideAndComeBack()
{
    signIn();
    m_window->openPage(QStringLiteral("users"));
    settle();
    QTest::keyClick(m_window.get(), Qt::Key_N, Qt::ControlModifier);
    auto *dialog = find<QDialog>("newUserDialog");
    QVERIFY(dialog != nullptr);
    auto *name = dialog->findChild<QLineEdit *>(QStringLiteral("username"));
    QTest::keyClicks(name, QStringLiteral("bert"));
    m_clock.advance(15min);
    m_session->checkIdle();
    QVERIFY(isCovered());
    QVERIFY(!dialog->isVisible());
    signIn();
    QVERIFY(dialog->isVisible());
    QVERIFY(dialog->isModal());
    QCOMPARE(name->text(), QStringLiteral("bert"));
    dialog->reject();
}

void TestConsoleLock::lateDialogWaitsForTheSignIn()
{
    signIn();
    auto *dialog = new QDialog(m_window->currentPage());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    m_session->lock(SignOutReason::Locked);
    dialog->open();
    QTRY_VERIFY(!dialog->isVisible());
    Question question;
    question.title = QStringLiteral("End everything?");
    question.verb = QStringLiteral("End");
    std::optional<bool> decided;
    m_prompter->confirm(m_window->currentPage(), question,
                        [&decided](const Decision &decision) { decided = decision.accepted; });
    QTRY_COMPARE(decided, std::optional(false));
    signIn();
    QVERIFY(dialog->isVisible());
    dialog->close();
}

void TestConsoleLock::closesWhileLocked()
{
    m_server->start();
    QVERIFY(!m_window->close());
    QTRY_VERIFY(find<QDialog>("confirmDialog") != nullptr);
    QCoreApplication::processEvents();
    QVERIFY(find<QDialog>("confirmDialog") != nullptr);
    click("confirmAccept");
    QTRY_VERIFY(!m_window->isVisible());
    QCOMPARE(m_server->stops, 1);
}

void TestConsoleLock::signingOutForgetsTheName()
{
    signIn();
    QTRY_VERIFY(find<QToolButton>("statusAdministrator") != nullptr);
    click("statusAdministrator");
    auto *menu = m_window->findChild<QMenu *>(QStringLiteral("sessionMenu"));
    QTRY_VERIFY(menu->isVisible());
    QVERIFY(menu->actions().contains(action("signOut")));
    action("signOut")->trigger();
    QVERIFY(isCovered());
    QVERIFY(!menu->isVisible());
    QVERIFY(find<QLineEdit>("lockUsername")->text().isEmpty());
    QVERIFY(eventTypes().contains(QStringLiteral("console.signed_out")));
}

void TestConsoleLock::whoIsSignedInIsShown()
{
    signIn();
    QTRY_VERIFY(find<QToolButton>("statusAdministrator") != nullptr);
    QCOMPARE(find<QToolButton>("statusAdministrator")->text(), kRoot);
    QVERIFY(find<QToolButton>("statusAdministrator")->accessibleName().contains(kRoot));
}

void TestConsoleLock::changedAccountLocks_data()
{
    QTest::addColumn<QString>("what");
    for (const char *what : {"nothing", "disabled", "superuser", "deleted", "password", "renamed"})
        QTest::newRow(what) << QString::fromLatin1(what);
}

void TestConsoleLock::changedAccountLocks()
{
    QFETCH(const QString, what);
    signIn();
    User &user = m_api->storedUser(m_root);
    if (what == QLatin1String("disabled"))
        user.active = false;
    else if (what == QLatin1String("superuser"))
        user.superuser = false;
    else if (what == QLatin1String("deleted"))
        user.deletedAt = m_clock.now();
    else if (what == QLatin1String("password"))
        user.passwordChangedAt = m_clock.now();
    else if (what == QLatin1String("renamed"))
        user.username = QStringLiteral("toor");
    else
        user.email = QStringLiteral("root@example.org");
    m_api->clearCalls();
    emit m_api->dataChanged();
    QTRY_VERIFY(m_api->callCount(QStringLiteral("user")) > 0);
    settle();
    QCOMPARE(isCovered(), what != QLatin1String("nothing"));
    if (isCovered())
        QCOMPARE(text("lockReason"),
                 QStringLiteral("The account of the administrator was changed. Sign in again."));
}

void TestConsoleLock::freshPasswordAsksForNone()
{
    signIn();
    m_clock.advance(10min - 1s);
    bool granted = false;
    m_prompter->reauthenticate(m_window->currentPage(), QStringLiteral("Sign?"),
                               [&granted](bool isGranted) { granted = isGranted; });
    QVERIFY(granted);
    QVERIFY(find<QDialog>("confirmDialog") == nullptr);
}

void TestConsoleLock::stalePasswordIsAskedFor()
{
    signIn();
    m_clock.advance(10min);
    Question question;
    question.title = QStringLiteral("End everything?");
    question.verb = QStringLiteral("End");
    question.needsPassword = true;
    question.alternative = QStringLiteral("End one");
    std::optional<Decision> decided;
    const auto ask = [&] {
        decided.reset();
        m_prompter->confirm(m_window->currentPage(), question,
                            [&decided](const Decision &decision) { decided = decision; });
    };
    ask();
    QTRY_COMPARE(QApplication::focusWidget()->objectName(), QStringLiteral("proofField"));
    click("confirmAccept");
    QCOMPARE(text("proofError"), QStringLiteral("The password is missing."));
    type("proofField", QStringLiteral("wrong"));
    QTest::keyClick(find<QLineEdit>("proofField"), Qt::Key_Return);
    settle();
    QCOMPARE(text("proofError"), QStringLiteral("The name or the password is wrong."));
    QVERIFY(!decided);
    type("proofField", kPassword);
    QTest::keyClick(find<QLineEdit>("proofField"), Qt::Key_Return);
    settle();
    QVERIFY(decided && decided->accepted && !decided->alternative);
    QVERIFY(eventTypes().contains(QStringLiteral("console.reauthenticated")));

    ask(); // fresh again
    QVERIFY(find<QLineEdit>("proofField") == nullptr);
    click("confirmCancel");
    QVERIFY(decided && !decided->accepted);
    m_clock.advance(10min);
    ask();
    QVERIFY(find<QLineEdit>("proofField") != nullptr);
    click("confirmCancel");
    QVERIFY(decided && !decided->accepted);
}

void TestConsoleLock::stalePasswordBeforeADelete()
{
    signIn();
    selectUser(0);
    m_clock.advance(11min);
    QTest::keyClick(find<QTableView>("usersTable"), Qt::Key_Delete);
    QVERIFY(find<QDialog>("confirmDialog") != nullptr);
    click("confirmCancel");
    settle();
    QCOMPARE(m_api->callCount(QStringLiteral("deleteUsers")), 0);
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    QTest::keyClick(find<QTableView>("usersTable"), Qt::Key_Delete);
    type("proofField", kPassword);
    click("confirmAccept");
    QTRY_COMPARE(m_api->callCount(QStringLiteral("deleteUsers")), 1);
    settle();
}

void TestConsoleLock::actorIsTheAdministrator()
{
    signIn();
    selectUser(0);
    QTest::keyClick(find<QTableView>("usersTable"), Qt::Key_Delete);
    QTRY_VERIFY(eventTypes().contains(QStringLiteral("user.deleted")));
    for (const Event &event : m_api->events()) {
        if (event.type == QLatin1String("user.deleted"))
            QCOMPARE(event.actor, kRoot);
    }
    settle();
}

void TestConsoleLock::setUpSignsIn()
{
    m_window.reset();
    m_api->setOverview({});
    make();
    QVERIFY(!isCovered());
    QTRY_VERIFY(find<SetupWizard>("setupWizard") != nullptr);
    click("nextButton");
    type("username", QStringLiteral("boss"));
    type("password", QStringLiteral("vermilion-otter-42-lamp"));
    Overview filled;
    filled.superusers = 1;
    m_api->setOverview(filled);
    emit m_api->dataChanged(); // while the wizard is on its way
    settle();
    QVERIFY(!isCovered());
    for (int step = 0; step < 4; ++step)
        click("nextButton");
    QTRY_VERIFY(find<SetupWizard>("setupWizard") == nullptr);
    QTRY_VERIFY(m_session->administrator().has_value());
    QCOMPARE(m_session->administrator()->username, QStringLiteral("boss"));
    emit m_api->dataChanged();
    settle();
    QVERIFY(!isCovered());
}

void TestConsoleLock::withoutSessionNobodySignsIn()
{
    make(false);
    QVERIFY(!isCovered());
    QVERIFY(m_window->menuBar()->isVisible());
    QVERIFY(action("lockNow") == nullptr);
    QVERIFY(find<QToolButton>("statusAdministrator") == nullptr);
    m_clock.advance(240h);
    QTest::keyClick(m_window.get(), Qt::Key_2, Qt::ControlModifier);
    QVERIFY(!isCovered());
    bool granted = false;
    m_prompter->reauthenticate(m_window.get(), QStringLiteral("Sign?"),
                               [&granted](bool isGranted) { granted = isGranted; });
    QVERIFY(granted);
    settle();
}

QTEST_MAIN(TestConsoleLock)
#include "tst_consolelock.moc"
