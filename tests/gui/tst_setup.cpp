// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakeadminapi.h"
#include "tests/support/fakeclock.h"
#include "tests/support/fakesetup.h"
#include "ui/dialogs/aboutdialog.h"
#include "ui/dialogs/setupwizard.h"
#include "ui/theme/theme.h"
#include "ui/widgets/passwordfield.h"

#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>
#include <QToolButton>

using namespace tokendesk;
using namespace tokendesk::test;
using namespace tokendesk::ui;

namespace {

template<typename W>
W *child(QWidget &parent, const char *name)
{
    W *widget = parent.findChild<W *>(QLatin1String(name));
    Q_ASSERT_X(widget != nullptr, "child", name);
    return widget;
}

} // namespace

class TestSetup : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void createsAnAdministrator();
    void needsNameAndPassword();
    void takesAWeakPasswordOnlyOnPurpose();
    void generatesAStrongPassword();
    void showsAndHidesThePassword();
    void showsAnErrorBesideItsField();
    void showsOtherErrorsBelow();
    void laterCreatesNothing();
    void twoClicksCreateOneUser();
    void backAndNext();
    void keepsTheKeyThatSigns();
    void generatesTheChosenKey();
    void lateAnswerKeepsTheChoice();
    void portMustBeFree();
    void movesTheServer();
    void lockedPortCannotBeChosen();
    void tellsAFailureAtItsStep();
    void tellsTheCommands();
    void startsTheDemo();
    void worksWithoutAHost();
    void keyboardAlone();
    void coloursFollowTheScheme();

private:
    FakeClock m_clock;
    std::optional<FakeSetup> m_host;
    std::unique_ptr<FakeAdminApi> m_api;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<SetupWizard> m_dialog;

    void type(const char *field, const QString &text)
    {
        auto *edit = child<QLineEdit>(*m_dialog, field);
        edit->clear();
        QTest::keyClicks(edit, text);
    }
    /// Next, which is "Set Up" in the end.
    [[nodiscard]] QPushButton *create() const
    {
        return child<QPushButton>(*m_dialog, "nextButton");
    }
    /// Next until the end, from the administrator on.
    void finish()
    {
        for (int step = 0; step < 4; ++step)
            click(create());
    }
    void describe()
    {
        type("username", QStringLiteral("root"));
        type("password", QStringLiteral("vermilion-otter-42-lamp"));
    }
    [[nodiscard]] bool shows(const char *step) const
    {
        return child<QWidget>(*m_dialog, step)->isVisible();
    }
    void click(QWidget *button)
    {
        // Choices react to their box and words only, not to the empty rest of the row.
        const bool isChoice = qobject_cast<QRadioButton *>(button) != nullptr
                              || qobject_cast<QCheckBox *>(button) != nullptr;
        QTest::mouseClick(button, Qt::LeftButton, {},
                          isChoice ? QPoint(8, button->height() / 2) : QPoint());
    }
};

void TestSetup::init()
{
    m_host.emplace();
    m_api = std::make_unique<FakeAdminApi>(m_clock);
    m_theme = std::make_unique<Theme>();
    m_dialog = std::make_unique<SetupWizard>(*m_api, *m_theme, &*m_host);
    m_dialog->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_dialog.get()));
    QTRY_COMPARE(m_api->pending(), 0);
    click(create()); // to the administrator
}

void TestSetup::cleanup()
{
    if (m_api)
        QTRY_COMPARE(m_api->pending(), 0);
    m_dialog.reset();
    m_api.reset();
    m_theme.reset();
}

void TestSetup::createsAnAdministrator()
{
    QSignalSpy created(m_dialog.get(), &SetupWizard::created);
    QSignalSpy accepted(m_dialog.get(), &QDialog::accepted);
    type("username", QStringLiteral(" root "));
    type("email", QStringLiteral("root@example.org"));
    type("password", QStringLiteral("vermilion-otter-42-lamp"));
    QVERIFY(create()->isEnabled());
    finish();
    QTRY_COMPARE(accepted.count(), 1);
    QCOMPARE(created.count(), 1);
    const User user = created.first().first().value<User>();
    QCOMPARE(user.username, QStringLiteral("root"));
    QCOMPARE(user.email, QStringLiteral("root@example.org"));
    QVERIFY(user.staff);
    QVERIFY(user.superuser);
    QCOMPARE(m_api->password(user.id), QByteArray("vermilion-otter-42-lamp"));
    QVERIFY(child<QLineEdit>(*m_dialog, "password")->text().isEmpty());
}

void TestSetup::needsNameAndPassword()
{
    QVERIFY(!create()->isEnabled());
    type("username", QStringLiteral("root"));
    QVERIFY(!create()->isEnabled());
    type("password", QStringLiteral("vermilion-otter-42-lamp"));
    QVERIFY(create()->isEnabled());
    type("username", QStringLiteral("   "));
    QVERIFY(!create()->isEnabled());
}

void TestSetup::takesAWeakPasswordOnlyOnPurpose()
{
    auto *allow = child<QCheckBox>(*m_dialog, "passwordAllowWeak");
    type("username", QStringLiteral("root"));
    QVERIFY(!allow->isVisible());
    type("password", QStringLiteral("root"));
    QVERIFY(!create()->isEnabled());
    QVERIFY(allow->isVisible());
    click(allow);
    QTRY_VERIFY(create()->isEnabled());

    // A better password withdraws the permission.
    type("password", QStringLiteral("vermilion-otter-42-lamp"));
    QVERIFY(!allow->isVisible());
    QVERIFY(!m_dialog->findChild<PasswordField *>()->allowsWeak());

    type("password", QStringLiteral("root"));
    QVERIFY(!create()->isEnabled());
    allow->setChecked(true);
    QSignalSpy created(m_dialog.get(), &SetupWizard::created);
    finish();
    QTRY_COMPARE(created.count(), 1);
}

void TestSetup::generatesAStrongPassword()
{
    auto *edit = child<QLineEdit>(*m_dialog, "password");
    click(child<QToolButton>(*m_dialog, "passwordGenerate"));
    const QString first = edit->text();
    QVERIFY(first.size() >= 16);
    QCOMPARE(edit->echoMode(), QLineEdit::Normal);
    QVERIFY(child<StrengthMeter>(*m_dialog, "passwordStrength")->score() >= 3);
    click(child<QToolButton>(*m_dialog, "passwordGenerate"));
    QVERIFY(edit->text() != first);
}

void TestSetup::showsAndHidesThePassword()
{
    auto *edit = child<QLineEdit>(*m_dialog, "password");
    auto *show = m_dialog->findChild<QAction *>(QStringLiteral("passwordShow"));
    QCOMPARE(edit->echoMode(), QLineEdit::Password);
    show->trigger();
    QCOMPARE(edit->echoMode(), QLineEdit::Normal);
    show->trigger();
    QCOMPARE(edit->echoMode(), QLineEdit::Password);
}

void TestSetup::showsAnErrorBesideItsField()
{
    m_api->addUser(QStringLiteral("root"));
    type("username", QStringLiteral("root"));
    type("password", QStringLiteral("vermilion-otter-42-lamp"));
    finish();
    auto *error = child<QLabel>(*m_dialog, "error_username");
    QTRY_VERIFY(error->isVisible());
    QVERIFY(!error->text().isEmpty());
    QVERIFY(m_dialog->isVisible());
    QVERIFY(create()->isEnabled());
    QCOMPARE(child<QLineEdit>(*m_dialog, "password")->text(),
             QStringLiteral("vermilion-otter-42-lamp"));

    type("username", QStringLiteral("root2"));
    QSignalSpy created(m_dialog.get(), &SetupWizard::created);
    finish();
    QVERIFY(error->isHidden());
    QTRY_COMPARE(created.count(), 1);
}

void TestSetup::showsOtherErrorsBelow()
{
    m_api->failNext(Error(ErrorCode::StoreUnavailable, QStringLiteral("Disk is full.")),
                    QStringLiteral("createUser"));
    type("username", QStringLiteral("root"));
    type("password", QStringLiteral("vermilion-otter-42-lamp"));
    finish();
    auto *error = child<QLabel>(*m_dialog, "error_");
    QTRY_VERIFY(error->isVisible());
    QVERIFY(error->text().contains(QStringLiteral("Disk is full.")));
}

void TestSetup::laterCreatesNothing()
{
    QSignalSpy rejected(m_dialog.get(), &QDialog::rejected);
    click(child<QPushButton>(*m_dialog, "laterButton"));
    QCOMPARE(rejected.count(), 1);
    QCOMPARE(m_api->callCount(QStringLiteral("createUser")), 0);
}

void TestSetup::twoClicksCreateOneUser()
{
    m_api->hold();
    type("username", QStringLiteral("root"));
    type("password", QStringLiteral("vermilion-otter-42-lamp"));
    finish();
    click(create());
    QVERIFY(!create()->isEnabled());
    QCOMPARE(m_api->callCount(QStringLiteral("createUser")), 1);
    // The answer may come after the dialog is gone.
    m_dialog.reset();
    m_api->release();
}

void TestSetup::backAndNext()
{
    QVERIFY(shows("setupStep_administrator"));
    auto *back = child<QPushButton>(*m_dialog, "backButton");
    click(back);
    QVERIFY(shows("setupStep_welcome"));
    QVERIFY(!back->isEnabled());
    click(create());
    describe();
    click(create());
    QVERIFY(shows("setupStep_key"));
    click(back);
    QCOMPARE(child<QLineEdit>(*m_dialog, "username")->text(), QStringLiteral("root"));
}

void TestSetup::keepsTheKeyThatSigns()
{
    KeyInfo key;
    key.kid = QStringLiteral("k-1");
    key.algorithm = QStringLiteral("ES256");
    m_api->addKey(key);
    m_dialog = std::make_unique<SetupWizard>(*m_api, *m_theme, &*m_host);
    m_dialog->show();
    QTRY_VERIFY(child<QRadioButton>(*m_dialog, "key_ES256")->isChecked());
    click(create());
    describe();
    QSignalSpy accepted(m_dialog.get(), &QDialog::accepted);
    finish();
    QTRY_COMPARE(accepted.count(), 1);
    QCOMPARE(m_api->callCount(QStringLiteral("generateKey")), 0);
    QCOMPARE(m_host->moves, 0);
}

void TestSetup::generatesTheChosenKey()
{
    describe();
    click(create());
    click(child<QRadioButton>(*m_dialog, "key_EdDSA"));
    QSignalSpy accepted(m_dialog.get(), &QDialog::accepted);
    for (int step = 0; step < 3; ++step)
        click(create());
    QTRY_COMPARE(accepted.count(), 1);
    QCOMPARE(m_api->callCount(QStringLiteral("generateKey")), 1);
    auto keys = m_api->listKeys();
    QTRY_VERIFY(keys.isFinished());
    const auto list = *keys.result();
    QVERIFY(std::any_of(list.begin(), list.end(), [](const KeyInfo &key) {
        return key.algorithm == QLatin1String("EdDSA") && key.state == KeyInfo::State::Active;
    }));
}

void TestSetup::lateAnswerKeepsTheChoice()
{
    m_api->hold();
    m_dialog = std::make_unique<SetupWizard>(*m_api, *m_theme, &*m_host);
    m_dialog->show();
    click(create());
    describe();
    click(create());
    auto *choice = child<QRadioButton>(*m_dialog, "key_RS256");
    click(choice);
    m_api->release();
    QTRY_COMPARE(m_api->pending(), 0);
    QCoreApplication::processEvents();
    QVERIFY(choice->isChecked());
}

void TestSetup::portMustBeFree()
{
    describe();
    click(create());
    click(create());
    auto *port = child<QSpinBox>(*m_dialog, "port");
    QCOMPARE(port->value(), 8000);
    QVERIFY(create()->isEnabled());
    port->setValue(9000);
    const auto *remark = child<QLabel>(*m_dialog, "portRemark");
    QVERIFY2(remark->text().contains(QStringLiteral("nginx (pid 1234)")),
             qPrintable(remark->text()));
    QVERIFY(!create()->isEnabled());
    click(child<QPushButton>(*m_dialog, "nextFreePort"));
    QCOMPARE(port->value(), 9002);
    QVERIFY(create()->isEnabled());
}

void TestSetup::movesTheServer()
{
    describe();
    click(create());
    click(create());
    child<QSpinBox>(*m_dialog, "port")->setValue(8123);
    QSignalSpy accepted(m_dialog.get(), &QDialog::accepted);
    click(create());
    click(create());
    QTRY_COMPARE(accepted.count(), 1);
    QCOMPARE(m_host->served, 8123);
}

void TestSetup::lockedPortCannotBeChosen()
{
    m_host->lock = QStringLiteral("it was given with --listen");
    m_dialog = std::make_unique<SetupWizard>(*m_api, *m_theme, &*m_host);
    m_dialog->show();
    QVERIFY(!child<QSpinBox>(*m_dialog, "port")->isEnabled());
    QVERIFY(child<QLabel>(*m_dialog, "portRemark")->text().contains(QStringLiteral("--listen")));
    QTRY_COMPARE(m_api->pending(), 0);
}

void TestSetup::tellsAFailureAtItsStep()
{
    m_host->failure = Error(ErrorCode::AddressInUse, QStringLiteral("Used by gunicorn."));
    describe();
    click(create());
    click(create());
    child<QSpinBox>(*m_dialog, "port")->setValue(8123);
    click(create());
    click(create());
    auto *error = child<QLabel>(*m_dialog, "setupError");
    QTRY_VERIFY(error->text().contains(QStringLiteral("Used by gunicorn.")));
    QVERIFY(error->isVisible());
    QVERIFY(shows("setupStep_address"));
    // A second try does not create a second administrator.
    m_host->failure.reset();
    QSignalSpy accepted(m_dialog.get(), &QDialog::accepted);
    click(create());
    click(create());
    QTRY_COMPARE(accepted.count(), 1);
    QCOMPARE(m_api->callCount(QStringLiteral("createUser")), 1);
    QCOMPARE(m_host->served, 8123);
}

void TestSetup::tellsTheCommands()
{
    type("username", QStringLiteral("o'neil"));
    type("password", QStringLiteral("vermilion-otter-42-lamp"));
    click(create());
    click(child<QRadioButton>(*m_dialog, "key_RS256"));
    click(create());
    click(create());
    const QString text = child<QPlainTextEdit>(*m_dialog, "commandLine")->toPlainText();
    QCOMPARE(text.split(QLatin1Char('\n')),
             QStringList({QStringLiteral("tokendeskd user add 'o'\\''neil' --staff --superuser "
                                         "--password-stdin --data-dir '/srv/auth'"),
                          QStringLiteral("tokendeskd key add --algorithm RS256 --activate "
                                         "--data-dir '/srv/auth'"),
                          QStringLiteral("tokendeskd serve --listen 127.0.0.1:8000 --data-dir "
                                         "'/srv/auth'")}));
    QVERIFY(!text.contains(QStringLiteral("vermilion")));
}

void TestSetup::startsTheDemo()
{
    click(child<QPushButton>(*m_dialog, "backButton"));
    click(child<QPushButton>(*m_dialog, "demoButton"));
    QCOMPARE(m_host->demos, 1);
    QCOMPARE(m_api->callCount(QStringLiteral("createUser")), 0);
}

void TestSetup::worksWithoutAHost()
{
    m_dialog = std::make_unique<SetupWizard>(*m_api, *m_theme, nullptr);
    m_dialog->show();
    QTRY_COMPARE(m_api->pending(), 0);
    QVERIFY(m_dialog->findChild<QPushButton *>(QStringLiteral("demoButton")) == nullptr);
    click(create());
    describe();
    QSignalSpy accepted(m_dialog.get(), &QDialog::accepted);
    finish();
    QTRY_COMPARE(accepted.count(), 1);
}

/// As one that is opened in the new scheme: no label keeps the colours of the old one.
void TestSetup::coloursFollowTheScheme()
{
    const auto colours = [](const QWidget &root) {
        QStringList all;
        for (const QLabel *label : root.findChildren<QLabel *>())
            all.append(label->text() + u' ' + label->palette().color(QPalette::WindowText).name());
        return all;
    };
    m_theme->setScheme(Theme::Scheme::Light);
    AboutDialog about(*m_theme, std::nullopt);
    for (const Theme::Scheme scheme : {Theme::Scheme::Dark, Theme::Scheme::Light}) {
        const QStringList before = colours(*m_dialog);
        m_theme->setScheme(scheme);
        SetupWizard fresh(*m_api, *m_theme, &*m_host);
        QTRY_COMPARE(m_api->pending(), 0);
        click(fresh.findChild<QPushButton *>(QStringLiteral("nextButton"))); // as the other one is
        QTRY_COMPARE(colours(*m_dialog), colours(fresh));
        QVERIFY(colours(*m_dialog) != before);
        const AboutDialog freshAbout(*m_theme, std::nullopt);
        QCOMPARE(colours(about), colours(freshAbout));
    }
}

void TestSetup::keyboardAlone()
{
    // Welcome again, then Enter and what is typed; the focus starts in the first field.
    click(child<QPushButton>(*m_dialog, "backButton"));
    QTest::keyClick(m_dialog.get(), Qt::Key_Return);
    QVERIFY(shows("setupStep_administrator"));
    QVERIFY(QTest::qWaitForWindowActive(m_dialog.get()));
    auto *username = child<QLineEdit>(*m_dialog, "username");
    QTRY_VERIFY(username->hasFocus());
    QTest::keyClicks(username, QStringLiteral("root"));
    QTest::keyClick(username, Qt::Key_Tab);
    QVERIFY(child<QLineEdit>(*m_dialog, "email")->hasFocus());
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    QVERIFY(child<QLineEdit>(*m_dialog, "password")->hasFocus());
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("vermilion-otter-42-lamp"));
    QSignalSpy accepted(m_dialog.get(), &QDialog::accepted);
    for (int step = 0; step < 4; ++step)
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QTRY_COMPARE(accepted.count(), 1);
}

QTEST_MAIN(TestSetup)
#include "tst_setup.moc"
