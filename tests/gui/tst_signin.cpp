// SPDX-License-Identifier: GPL-3.0-or-later
// Signing in at the window, and the password before what cannot be undone; by real clicks and keys.
#include "tests/gui/consolefixture.h"

using namespace tokendesk;
using namespace tokendesk::test;
using namespace tokendesk::ui;
using namespace std::chrono_literals;

class TestSignIn : public QObject, private ConsoleFixture
{
    Q_OBJECT

private slots:
    void init() { start(); }
    void cleanup() { stop(); }
    void startsLocked();
    void wrongPasswordStaysLocked();
    void tellsWhyNot_data();
    void tellsWhyNot();
    void busyWhileThePasswordIsLookedAt();
    void capsLockIsNoticed();
    void signingOutForgetsTheName();
    void whoIsSignedInIsShown();
    void freshPasswordAsksForNone();
    void stalePasswordIsAskedFor();
    void stalePasswordBeforeADelete();
    void actorIsTheAdministrator();
    void setUpSignsIn();
    void withoutSessionNobodySignsIn();
};

void TestSignIn::startsLocked()
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

void TestSignIn::wrongPasswordStaysLocked()
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

void TestSignIn::tellsWhyNot_data()
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

void TestSignIn::tellsWhyNot()
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

void TestSignIn::busyWhileThePasswordIsLookedAt()
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

void TestSignIn::capsLockIsNoticed()
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

void TestSignIn::signingOutForgetsTheName()
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

void TestSignIn::whoIsSignedInIsShown()
{
    signIn();
    QTRY_VERIFY(find<QToolButton>("statusAdministrator") != nullptr);
    QCOMPARE(find<QToolButton>("statusAdministrator")->text(), kRoot);
    QVERIFY(find<QToolButton>("statusAdministrator")->accessibleName().contains(kRoot));
}

void TestSignIn::freshPasswordAsksForNone()
{
    signIn();
    m_clock.advance(10min - 1s);
    bool granted = false;
    m_prompter->reauthenticate(m_window->currentPage(), QStringLiteral("Sign?"),
                               [&granted](bool isGranted) { granted = isGranted; });
    QVERIFY(granted);
    QVERIFY(find<QDialog>("confirmDialog") == nullptr);
}

void TestSignIn::stalePasswordIsAskedFor()
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

void TestSignIn::stalePasswordBeforeADelete()
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

void TestSignIn::actorIsTheAdministrator()
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

void TestSignIn::setUpSignsIn()
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

void TestSignIn::withoutSessionNobodySignsIn()
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

QTEST_MAIN(TestSignIn)
#include "tst_signin.moc"
