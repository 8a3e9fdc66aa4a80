// SPDX-License-Identifier: GPL-3.0-or-later
// The whole product at once: window, server, sockets and database, by real clicks.
#include "server/base/clock.h"
#include "server/runtime/core.h"
#include "server/runtime/localadminapi.h"
#include "server/runtime/serverruntime.h"
#include "tests/support/apiclient.h"
#include "tests/support/fakeprompter.h"
#include "ui/consolesession.h"
#include "ui/mainwindow.h"
#include "ui/theme/theme.h"
#include "ui/uistate.h"

#include <QAbstractItemModel>
#include <QApplication>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace tokendesk;
using namespace tokendesk::test;

namespace {

const QString kPassword = QStringLiteral("quiet-otter-9 Lisbon");
constexpr int kPatience = 20'000;

template<typename W>
W *visible(QWidget *parent, const char *name)
{
    for (W *widget : parent->findChildren<W *>(QLatin1String(name))) {
        if (widget->isVisible())
            return widget;
    }
    return nullptr;
}

QDialog *dialog(const char *name)
{
    for (QWidget *widget : QApplication::topLevelWidgets()) {
        if (widget->isVisible() && widget->objectName() == QLatin1String(name))
            return qobject_cast<QDialog *>(widget);
    }
    return nullptr;
}

void type(QWidget *parent, const char *name, const QString &text)
{
    auto *edit = visible<QLineEdit>(parent, name);
    QVERIFY2(edit, name);
    edit->setFocus();
    QTest::keyClicks(edit, text);
}

void click(QWidget *parent, const char *name)
{
    QTRY_VERIFY2_WITH_TIMEOUT(visible<QAbstractButton>(parent, name)
                                  && visible<QAbstractButton>(parent, name)->isEnabled(),
                              name, kPatience);
    QTest::mouseClick(visible<QAbstractButton>(parent, name), Qt::LeftButton);
}

int rowOf(QTableView *table, const QString &text)
{
    for (int row = 0; row < table->model()->rowCount(); ++row) {
        if (table->model()->index(row, 0).data().toString() == text)
            return row;
    }
    return -1;
}

} // namespace

class TestStory : public QObject
{
    Q_OBJECT

private slots:
    void fromAnEmptyDatabaseToARefusedRefresh()
    {
        QTemporaryDir dir;
        CoreOptions options;
        options.dataDir = dir.filePath(QStringLiteral("data"));
        auto core = Core::open(options);
        QVERIFY2(core, core ? "" : qPrintable(core.error().message()));
        LocalAdminApi api(**core, {QStringLiteral("os:tester"), {}});
        ListenOptions listen;
        listen.port = 0;
        ServerRuntime server(**core, listen);
        ui::Theme theme;
        ui::UiState state(dir.filePath(QStringLiteral("console.ini")));
        FakePrompter prompter;
        const SystemClock clock;
        ui::ConsoleSession session(api, clock);
        ui::MainWindow window(
            {api, server, prompter, theme, state, clock, nullptr, nullptr, &session});
        window.resize(1180, 760);
        window.show();
        server.start();
        QTRY_COMPARE_WITH_TIMEOUT(server.state(), ServerControl::State::Running, kPatience);

        // An empty database asks for the first administrator.
        QTRY_VERIFY_WITH_TIMEOUT(dialog("setupWizard"), kPatience);
        click(dialog("setupWizard"), "nextButton");
        type(dialog("setupWizard"), "username", QStringLiteral("root"));
        type(dialog("setupWizard"), "email", QStringLiteral("root@example.org"));
        type(dialog("setupWizard"), "password", kPassword);
        for (int step = 0; step < 4; ++step)
            click(dialog("setupWizard"), "nextButton");
        QTRY_VERIFY_WITH_TIMEOUT(!dialog("setupWizard"), kPatience);
        // Who was just made sits at the console.
        QTRY_VERIFY_WITH_TIMEOUT(session.administrator(), kPatience);
        QCOMPARE(session.administrator()->username, QStringLiteral("root"));

        // Create a user in the window.
        window.openPage(QStringLiteral("users"));
        click(&window, "newUserButton");
        QTRY_VERIFY_WITH_TIMEOUT(dialog("newUserDialog"), kPatience);
        type(dialog("newUserDialog"), "username", QStringLiteral("anna"));
        type(dialog("newUserDialog"), "email", QStringLiteral("anna@example.org"));
        type(dialog("newUserDialog"), "password", kPassword);
        click(dialog("newUserDialog"), "createUserButton");
        QTRY_VERIFY_WITH_TIMEOUT(!dialog("newUserDialog"), kPatience);
        auto *users = window.findChild<QTableView *>(QStringLiteral("usersTable"));
        QVERIFY(users);
        QTRY_VERIFY_WITH_TIMEOUT(rowOf(users, QStringLiteral("anna")) >= 0, kPatience);

        EventQuery creations;
        creations.type = QStringLiteral("user.created");
        const auto created = api.listEvents(creations).result();
        QVERIFY(created);
        QCOMPARE(created->rows.front().actor, QStringLiteral("root"));

        // Log in over HTTP, as a client would.
        const ApiClient client(server.url());
        const ApiAnswer tokens = client.login(QStringLiteral("anna"), kPassword);
        QCOMPARE(tokens.status, 200);
        QCOMPARE(client.profile(tokens.text("access")).status, 200);

        // The session appears in the window; end it there.
        window.openPage(QStringLiteral("sessions"));
        auto *sessions = window.findChild<QTableView *>(QStringLiteral("sessionsTable"));
        QVERIFY(sessions);
        QTRY_VERIFY_WITH_TIMEOUT(rowOf(sessions, QStringLiteral("anna")) >= 0, kPatience);
        const QModelIndex index =
            sessions->model()->index(rowOf(sessions, QStringLiteral("anna")), 0);
        QTest::mouseClick(sessions->viewport(), Qt::LeftButton, {},
                          sessions->visualRect(index).center());
        click(&window, "revokeButton"); // asks …
        click(&window, "revokeButton"); // … and does it
        QTRY_COMPARE_WITH_TIMEOUT(client.refresh(tokens.text("refresh")).status, 401, kPatience);
        QCOMPARE(client.refresh(tokens.text("refresh")).text("detail"),
                 QByteArray("Token is blacklisted"));
        QCOMPARE(client.profile(tokens.text("access")).status, 401);

        // Locked, nothing of it is seen, while the server goes on.
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        QTest::keyClick(&window, Qt::Key_L, Qt::ControlModifier);
        QTRY_VERIFY(!sessions->isVisible());
        QCOMPARE(client.login(QStringLiteral("anna"), kPassword).status, 200);
        type(&window, "lockPassword", QStringLiteral("not this one"));
        click(&window, "signInButton");
        QTRY_VERIFY_WITH_TIMEOUT(visible<QLabel>(&window, "lockError")
                                     && visible<QLabel>(&window, "lockError")->text()
                                            == QLatin1String("The name or the password is wrong."),
                                 kPatience);
        type(&window, "lockPassword", kPassword);
        click(&window, "signInButton");
        QTRY_VERIFY_WITH_TIMEOUT(sessions->isVisible(), kPatience);

        server.stop();
        QTRY_COMPARE_WITH_TIMEOUT(server.state(), ServerControl::State::Stopped, kPatience);
    }
};

QTEST_MAIN(TestStory)
#include "tst_story.moc"
