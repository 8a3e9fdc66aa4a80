// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakeadminapi.h"
#include "tests/support/fakeclock.h"
#include "ui/dialogs/firstrundialog.h"
#include "ui/theme/theme.h"
#include "ui/widgets/passwordfield.h"

#include <QAction>
#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
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

class TestFirstRun : public QObject
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

private:
    FakeClock m_clock;
    std::unique_ptr<FakeAdminApi> m_api;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<FirstRunDialog> m_dialog;

    void type(const char *field, const QString &text)
    {
        auto *edit = child<QLineEdit>(*m_dialog, field);
        edit->clear();
        QTest::keyClicks(edit, text);
    }
    [[nodiscard]] QPushButton *create() const
    {
        return child<QPushButton>(*m_dialog, "createButton");
    }
    void click(QWidget *button) { QTest::mouseClick(button, Qt::LeftButton); }
};

void TestFirstRun::init()
{
    m_api = std::make_unique<FakeAdminApi>(m_clock);
    m_theme = std::make_unique<Theme>();
    m_dialog = std::make_unique<FirstRunDialog>(*m_api, *m_theme);
    m_dialog->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_dialog.get()));
}

void TestFirstRun::cleanup()
{
    m_dialog.reset();
    m_api.reset();
    m_theme.reset();
}

void TestFirstRun::createsAnAdministrator()
{
    QSignalSpy created(m_dialog.get(), &FirstRunDialog::created);
    QSignalSpy accepted(m_dialog.get(), &QDialog::accepted);
    type("username", QStringLiteral(" root "));
    type("email", QStringLiteral("root@example.org"));
    type("password", QStringLiteral("vermilion-otter-42-lamp"));
    QVERIFY(create()->isEnabled());
    click(create());
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

void TestFirstRun::needsNameAndPassword()
{
    QVERIFY(!create()->isEnabled());
    type("username", QStringLiteral("root"));
    QVERIFY(!create()->isEnabled());
    type("password", QStringLiteral("vermilion-otter-42-lamp"));
    QVERIFY(create()->isEnabled());
    type("username", QStringLiteral("   "));
    QVERIFY(!create()->isEnabled());
}

void TestFirstRun::takesAWeakPasswordOnlyOnPurpose()
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
    QSignalSpy created(m_dialog.get(), &FirstRunDialog::created);
    click(create());
    QTRY_COMPARE(created.count(), 1);
}

void TestFirstRun::generatesAStrongPassword()
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

void TestFirstRun::showsAndHidesThePassword()
{
    auto *edit = child<QLineEdit>(*m_dialog, "password");
    auto *show = m_dialog->findChild<QAction *>(QStringLiteral("passwordShow"));
    QCOMPARE(edit->echoMode(), QLineEdit::Password);
    show->trigger();
    QCOMPARE(edit->echoMode(), QLineEdit::Normal);
    show->trigger();
    QCOMPARE(edit->echoMode(), QLineEdit::Password);
}

void TestFirstRun::showsAnErrorBesideItsField()
{
    m_api->addUser(QStringLiteral("root"));
    type("username", QStringLiteral("root"));
    type("password", QStringLiteral("vermilion-otter-42-lamp"));
    click(create());
    auto *error = child<QLabel>(*m_dialog, "error_username");
    QTRY_VERIFY(error->isVisible());
    QVERIFY(!error->text().isEmpty());
    QVERIFY(m_dialog->isVisible());
    QVERIFY(create()->isEnabled());
    QCOMPARE(child<QLineEdit>(*m_dialog, "password")->text(),
             QStringLiteral("vermilion-otter-42-lamp"));

    type("username", QStringLiteral("root2"));
    QSignalSpy created(m_dialog.get(), &FirstRunDialog::created);
    click(create());
    QVERIFY(!error->isVisible());
    QTRY_COMPARE(created.count(), 1);
}

void TestFirstRun::showsOtherErrorsBelow()
{
    m_api->failNext(Error(ErrorCode::StoreUnavailable, QStringLiteral("Disk is full.")),
                    QStringLiteral("createUser"));
    type("username", QStringLiteral("root"));
    type("password", QStringLiteral("vermilion-otter-42-lamp"));
    click(create());
    auto *error = child<QLabel>(*m_dialog, "error_");
    QTRY_VERIFY(error->isVisible());
    QVERIFY(error->text().contains(QStringLiteral("Disk is full.")));
}

void TestFirstRun::laterCreatesNothing()
{
    QSignalSpy rejected(m_dialog.get(), &QDialog::rejected);
    click(child<QPushButton>(*m_dialog, "laterButton"));
    QCOMPARE(rejected.count(), 1);
    QCOMPARE(m_api->callCount(QStringLiteral("createUser")), 0);
}

void TestFirstRun::twoClicksCreateOneUser()
{
    m_api->hold();
    type("username", QStringLiteral("root"));
    type("password", QStringLiteral("vermilion-otter-42-lamp"));
    click(create());
    click(create());
    QVERIFY(!create()->isEnabled());
    QCOMPARE(m_api->callCount(QStringLiteral("createUser")), 1);
    // The answer may come after the dialog is gone.
    m_dialog.reset();
    m_api->release();
}

QTEST_MAIN(TestFirstRun)
#include "tst_firstrun.moc"
