// SPDX-License-Identifier: GPL-3.0-or-later
// The window's lock, by real clicks and keys.
#include "tests/gui/consolefixture.h"

using namespace tokendesk;
using namespace tokendesk::test;
using namespace tokendesk::ui;
using namespace std::chrono_literals;

class TestConsoleLock : public QObject, private ConsoleFixture
{
    Q_OBJECT

private slots:
    void init() { start(); }
    void cleanup() { stop(); }
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
    void changedAccountLocks_data();
    void changedAccountLocks();
};

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

QTEST_MAIN(TestConsoleLock)
#include "tst_consolelock.moc"
