// SPDX-License-Identifier: GPL-3.0-or-later
// Draws every page and dialog, light and dark, in two sizes, in other languages at the smallest,
// into PNG files for people to look at.
#include "tests/gui/pseudotranslator.h"
#include "tests/gui/sampledata.h"
#include "tests/support/fakeclock.h"
#include "tests/support/fakeservercontrol.h"
#include "tests/support/fakesetup.h"
#include "ui/consolesession.h"
#include "ui/dialogs/aboutdialog.h"
#include "ui/dialogs/dialogprompter.h"
#include "ui/dialogs/gotodialog.h"
#include "ui/dialogs/helpdialog.h"
#include "ui/dialogs/setupwizard.h"
#include "ui/dialogs/shortcutsdialog.h"
#include "ui/mainwindow.h"
#include "ui/tasklist.h"
#include "ui/translation.h"
#include "ui/widgets/clipboardguard.h"
#include "ui/widgets/passwordfield.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QClipboard>
#include <QDir>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QSpinBox>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include <array>

using namespace tokendesk;
using namespace tokendesk::test;
using namespace tokendesk::ui;

namespace {

// {"alg":"HS256","typ":"JWT","kid":"k-2026-11"} and a week of claims; signed with nothing of value.
constexpr auto kToken =
    "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCIsImtpZCI6ImstMjAyNi0xMSJ9."
    "eyJ0b2tlbl90eXBlIjoiYWNjZXNzIiwiZXhwIjoxNzkwMDAwMTAwLCJpYXQiOjE3ODk5OTkyMDAsImp0aSI6Ijll"
    "ZjNhMWI0YzVkNmU3Zjg5MDEyMzQ1NjgwMDAwMGJmIiwidXNlcl9pZCI6IjIiLCJzaWQiOiI5ZWYzYTFiNGM1ZDZl"
    "N2Y4OTAxMjM0NTYiLCJkZXBhcnRtZW50IjoiUiZEIn0."
    "Rk9PQkFSLW5vdC1hLXJlYWwtc2lnbmF0dXJlLWp1c3QtNDM";

// The same after a refresh, with another department.
constexpr auto kSecondToken =
    "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCIsImtpZCI6ImstMjAyNi0xMSJ9."
    "eyJ0b2tlbl90eXBlIjoiYWNjZXNzIiwiZXhwIjoxNzkwMDAwODgwLCJpYXQiOjE3ODk5OTk5ODAsImp0aSI6Ijll"
    "ZjNhMWI0YzVkNmU3Zjg5MDEyMzQ1NjgwMDAwMGMyIiwidXNlcl9pZCI6IjIiLCJzaWQiOiI5ZWYzYTFiNGM1ZDZl"
    "N2Y4OTAxMjM0NTYiLCJkZXBhcnRtZW50IjoiU2FsZXMiLCJlbWFpbCI6ImJlYUBleGFtcGxlLm9yZyJ9."
    "Rk9PQkFSLW5vdC1hLXJlYWwtc2lnbmF0dXJlLWp1c3QtNDQ";

QString directory()
{
    const QString wanted = qEnvironmentVariable("TOKENDESK_SCREENSHOT_DIR");
    return wanted.isEmpty() ? QDir::currentPath() + QStringLiteral("/screenshots") : wanted;
}

} // namespace

class Screenshots : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void draw_data();
    void draw();

private:
    void save(QWidget *widget, const QString &name);
    void drawPages(MainWindow &window, FakeServerControl &server);
    void drawInspector(MainWindow &window);
    void drawTasks(MainWindow &window);
    void drawKeys(MainWindow &window, FakeAdminApi &api, FakeClock &clock);
    void drawDialogs(MainWindow &window, FakeAdminApi &api, FakeClock &clock);
    void drawLock(FakeAdminApi &api, FakeClock &clock, UiState &state, const QSize &size);

    Theme *m_theme = nullptr;
    QString m_suffix;
};

void Screenshots::initTestCase()
{
    QVERIFY(QDir().mkpath(directory()));
    m_theme = new Theme(this);
    m_theme->applyToApplication();
}

void Screenshots::save(QWidget *widget, const QString &name)
{
    QTest::qWait(60);
    const QString path = QStringLiteral("%1/%2-%3.png").arg(directory(), name, m_suffix);
    const QPixmap picture = widget->grab();
    QVERIFY(!picture.isNull());
    QVERIFY2(picture.save(path), qPrintable(path));
}

void Screenshots::draw_data()
{
    QTest::addColumn<Theme::Scheme>("scheme");
    QTest::addColumn<QSize>("size");
    QTest::addColumn<QString>("language");
    for (const QSize size : {QSize(1180, 760), QSize(1024, 700), QSize(860, 640)}) {
        const QByteArray name = QByteArray::number(size.width());
        QTest::newRow(QByteArray("light-" + name).constData())
            << Theme::Scheme::Light << size << QStringLiteral("en");
        QTest::newRow(QByteArray("dark-" + name).constData())
            << Theme::Scheme::Dark << size << QStringLiteral("en");
    }
    for (const char *language : {"de", "es", "pseudo"}) {
        QTest::newRow(language) << Theme::Scheme::Light << QSize(1024, 700)
                                << QString::fromLatin1(language);
    }
}

void Screenshots::draw()
{
    QFETCH(Theme::Scheme, scheme);
    QFETCH(QSize, size);
    QFETCH(QString, language);
    installTranslation(language);
    const std::unique_ptr<PseudoTranslator> pseudo = PseudoTranslator::installFor(language);
    m_theme->setScheme(scheme);
    m_suffix = QString::fromLatin1(QTest::currentDataTag());
    QTemporaryDir dir;
    UiState state(dir.filePath(QStringLiteral("ui.ini")));
    chooseLanguage(state, language);
    FakeClock clock;
    FakeAdminApi api(clock);
    addSampleData(api, clock.now());
    FakeServerControl server;
    DialogPrompter prompter;
    MainWindow window({api, server, prompter, *m_theme, state, clock});
    window.resize(size);
    window.show();
    drawPages(window, server);
    if (size.width() == 1180 || language != u"en")
        drawDialogs(window, api, clock);
    if (size.width() != 860)
        drawLock(api, clock, state, size);
}

void Screenshots::drawPages(MainWindow &window, FakeServerControl &server)
{
    if (window.width() == 860) {
        save(&window, QStringLiteral("narrow-stopped"));
        return;
    }
    server.start();
    for (const PageFactory &page : standardPages()) {
        window.openPage(page.id);
        if (page.id == QStringLiteral("inspector"))
            window.openPage(page.id, {{QStringLiteral("token"), QLatin1String(kToken)}});
        QTest::qWait(200);
        const auto views = window.currentPage()->findChildren<QAbstractItemView *>(
            QRegularExpression(QStringLiteral("^(users|sessions|keys)Table$")));
        for (QAbstractItemView *view : views)
            view->setCurrentIndex(view->model()->index(1, 0));
        save(&window, page.id);
        if (page.id == QStringLiteral("inspector"))
            drawInspector(window);
        if (page.id != QStringLiteral("sessions"))
            continue;
        window.currentPage()->showView({{QStringLiteral("search"), QStringLiteral("state:ended")}});
        QTest::qWait(200);
        save(&window, QStringLiteral("sessions-ended"));
        window.currentPage()->showView({});
    }
    server.failure = Error(ErrorCode::AddressInUse,
                           QStringLiteral("127.0.0.1:8000 is used by gunicorn (pid 4312)."));
    server.restart();
    save(&window, QStringLiteral("failed"));
    window.banners().clear();
}

void Screenshots::drawInspector(MainWindow &window)
{
    const QWidget *page = window.currentPage();
    auto *tabs = page->findChild<QTabWidget *>(QStringLiteral("inspectorTabs"));
    window.currentPage()->applyFilter({{QStringLiteral("token"), QLatin1String(kSecondToken)}});
    QTest::qWait(200);
    const std::array tabNames = {"checks", "answers", "session", "remarks"};
    for (int tab = tabs->count() - 1; tab >= 0; --tab) {
        tabs->setCurrentIndex(tab);
        save(&window,
             QStringLiteral("inspector-") + QLatin1String(tabNames[static_cast<std::size_t>(tab)]));
    }
    window.currentPage()->applyFilter({{QStringLiteral("token"), QLatin1String(kToken)}});
    page->findChild<QAbstractButton *>(QStringLiteral("ownSecret"))->click();
    page->findChild<QLineEdit *>(QStringLiteral("secretField"))
        ->setText(QStringLiteral("-----BEGIN ENCRYPTED PRIVATE KEY-----\nMIGbMFcG\n"
                                 "-----END ENCRYPTED PRIVATE KEY-----"));
    QTest::qWait(200);
    save(&window, QStringLiteral("inspector-key"));
    page->findChild<QAbstractButton *>(QStringLiteral("serverKeys"))->click();

    auto *views = page->findChild<QTabWidget *>(QStringLiteral("inspectorViews"));
    page->findChild<QPlainTextEdit *>(QStringLiteral("secondInput"))
        ->setPlainText(QLatin1String(kSecondToken));
    auto *payload = page->findChild<QPlainTextEdit *>(QStringLiteral("payloadEdit"));
    const std::array names = {"token", "compare", "edit", "lab"};
    for (int view = 1; view < views->count(); ++view) {
        views->setCurrentIndex(view);
        if (view == 2)
            payload->setPlainText(
                payload->toPlainText().replace(QLatin1String("\"2\""), QLatin1String("\"1\"")));
        QTest::qWait(300);
        save(&window,
             QStringLiteral("inspector-") + QLatin1String(names[static_cast<std::size_t>(view)]));
    }
    page->findChild<QAbstractButton *>(QStringLiteral("loadToken"))->click();
    views->setCurrentIndex(0);
}

void Screenshots::drawTasks(MainWindow &window)
{
    TaskHandle import = window.tasks().start(QStringLiteral("Importing users.csv"), [] {});
    import.setProgress(340, 1200);
    auto *button = window.findChild<QToolButton *>(QStringLiteral("taskIndicator"));
    QTRY_VERIFY(button->isVisible());
    copySecretToClipboard(QStringLiteral("secret"));
    save(&window, QStringLiteral("task"));
    QGuiApplication::clipboard()->clear();
    TaskHandle key = window.tasks().start(QStringLiteral("Generating an RSA key of 3,072 bits"));
    key.setText(QStringLiteral("Looking for primes"));
    QTest::mouseClick(button, Qt::LeftButton);
    auto *popup = window.findChild<QFrame *>(QStringLiteral("taskPopup"));
    save(popup, QStringLiteral("tasks"));
    popup->close();
}

void Screenshots::drawKeys(MainWindow &window, FakeAdminApi &api, FakeClock &clock)
{
    const auto draw = [&](const char *action, const char *dialog, const QString &name) {
        window.currentPage()->findChild<QAction *>(QLatin1String(action))->trigger();
        auto *shown = window.findChild<QDialog *>(QLatin1String(dialog));
        QVERIFY2(shown, dialog);
        save(shown, name);
        delete shown;
    };
    window.openPage(QStringLiteral("keys"), {{QStringLiteral("key"), QStringLiteral("k-2026-11")}});
    QTest::qWait(200);
    draw("newAction", "newKeyDialog", QStringLiteral("keys-new"));
    draw("keysImportAction", "importKeyDialog", QStringLiteral("keys-import"));
    draw("keysScheduleAction", "scheduleDialog", QStringLiteral("keys-schedule"));
    draw("keysExportAction", "exportKeyDialog", QStringLiteral("keys-export"));
    const std::vector<KeyInfo> before = api.keys();
    std::vector<KeyInfo> many = before;
    for (int i = 0; i < 13; ++i) {
        KeyInfo key = keyOf(
            qPrintable(QStringLiteral("NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9%1").arg(i + 10)),
            KeyInfo::State::Retiring, clock.now() - std::chrono::days(300 - i), "RS256");
        key.activatedAt = key.createdAt;
        key.leavesAt = clock.now() + std::chrono::days(i);
        key.liveSessions = i;
        many.push_back(key);
    }
    many.back().warning = QStringLiteral("Not safe to sign with: it is well known.");
    many[3].activatesAt = clock.now() + std::chrono::days(365 * 900);
    api.changeKeys(many);
    window.openPage(QStringLiteral("keys"), {{QStringLiteral("key"), many.back().kid}});
    QTest::qWait(500);
    save(&window, QStringLiteral("keys-many"));
    api.changeKeys({});
    QTest::qWait(500);
    save(&window, QStringLiteral("keys-none"));
    api.changeKeys(before);
}

void Screenshots::drawDialogs(MainWindow &window, FakeAdminApi &api, FakeClock &clock)
{
    drawKeys(window, api, clock);
    FakeSetup host;
    SetupWizard setup(api, *m_theme, &host, &window);
    setup.show();
    QTRY_COMPARE(api.pending(), 0);
    auto *next = setup.findChild<QPushButton *>(QStringLiteral("nextButton"));
    save(&setup, QStringLiteral("setup1"));
    next->click();
    setup.findChild<QLineEdit *>(QStringLiteral("username"))->setText(QStringLiteral("admin"));
    setup.findChild<PasswordField *>()->edit()->setText(QStringLiteral("admin"));
    save(&setup, QStringLiteral("setup2-weak"));
    setup.findChild<PasswordField *>()->generate();
    save(&setup, QStringLiteral("setup2"));
    next->click();
    save(&setup, QStringLiteral("setup3"));
    next->click();
    save(&setup, QStringLiteral("setup4"));
    setup.findChild<QSpinBox *>(QStringLiteral("port"))->setValue(9000);
    save(&setup, QStringLiteral("setup4-used"));
    setup.findChild<QSpinBox *>(QStringLiteral("port"))->setValue(8001);
    next->click();
    save(&setup, QStringLiteral("setup5"));

    Overview overview;
    overview.databaseKind = QStringLiteral("SQLite");
    AboutDialog about(*m_theme, overview, &window);
    about.show();
    save(&about, QStringLiteral("about"));
    HelpDialog help(*m_theme, &window);
    help.showTopic(QStringLiteral("sessions"));
    help.show();
    save(&help, QStringLiteral("help"));

    GoToDialog goTo(
        api,
        {{QStringLiteral("users"), QStringLiteral("Users"), QStringLiteral("users")},
         {QStringLiteral("sessions"), QStringLiteral("Sessions"), QStringLiteral("sessions")},
         {QStringLiteral("settings"), QStringLiteral("Settings"), QStringLiteral("settings")}},
        *m_theme, &window);
    goTo.show();
    goTo.findChild<QLineEdit *>(QStringLiteral("goToField"))->setText(QStringLiteral("se"));
    QTRY_VERIFY(!goTo.model().isSearching());
    save(&goTo, QStringLiteral("goto"));
    goTo.close();
    ShortcutsDialog shortcuts(window.actions(),
                              {{QStringLiteral("users"), QStringLiteral("Users")},
                               {QStringLiteral("sessions"), QStringLiteral("Sessions")}},
                              *m_theme, &window);
    shortcuts.show();
    save(&shortcuts, QStringLiteral("shortcuts"));
    shortcuts.close();
    Event reused;
    reused.type = QStringLiteral("session.refresh_reused");
    reused.at = clock.now();
    reused.address = QStringLiteral("10.0.0.7");
    reused.sessionId = SessionId();
    emit api.eventsHappened({reused, reused});
    drawTasks(window);

    DialogPrompter prompter;
    Question question;
    question.title = QStringLiteral("End 214 sessions of 87 users?");
    question.text = QStringLiteral("They must log in again. Access tokens stop working at once.");
    question.verb = QStringLiteral("End 214 Sessions");
    question.typeToConfirm = QStringLiteral("everybody");
    prompter.confirm(&window, question, [](Decision) {});
    auto *confirm = window.findChild<QDialog *>(QStringLiteral("confirmDialog"));
    QVERIFY(confirm != nullptr);
    save(confirm, QStringLiteral("confirm"));
    confirm->reject();

    QTemporaryDir dir;
    UiState state(dir.filePath(QStringLiteral("ui.ini")));
    FakeAdminApi empty(clock);
    FakeServerControl server;
    MainWindow fresh({empty, server, prompter, *m_theme, state, clock});
    fresh.show();
    save(&fresh, QStringLiteral("empty"));
}

void Screenshots::drawLock(FakeAdminApi &api, FakeClock &clock, UiState &state, const QSize &size)
{
    FakeServerControl server;
    server.start();
    ConsoleSession session(api, clock);
    DialogPrompter prompter(&session, *m_theme);
    MainWindow window({api, server, prompter, *m_theme, state, clock, nullptr, nullptr, &session});
    window.resize(size);
    window.show();
    QTRY_COMPARE(session.state(), ConsoleSession::State::Locked);
    QTest::keyClicks(window.findChild<QLineEdit *>(QStringLiteral("lockUsername")),
                     QStringLiteral("admin"));
    SignIn answer;
    answer.outcome = SignIn::Outcome::Throttled;
    answer.retryAfter = std::chrono::minutes(4);
    api.setSignIn(answer);
    auto *password = window.findChild<QLineEdit *>(QStringLiteral("lockPassword"));
    QTest::keyClicks(password, QStringLiteral("Guess"));
    QTest::keyClick(password, Qt::Key_Return);
    QTRY_COMPARE(api.pending(), 0);
    QTRY_VERIFY(!password->isReadOnly());
    QTest::keyClicks(password, QStringLiteral("A"));
    save(&window, QStringLiteral("sign-in"));

    answer.outcome = SignIn::Outcome::Granted;
    answer.user.username = QStringLiteral("admin");
    api.setSignIn(answer);
    QTest::keyClick(password, Qt::Key_Return);
    QTRY_VERIFY(!session.isLocked());
    save(&window, QStringLiteral("signed-in"));
    clock.advance(ConsoleSession::kFresh);
    Question question;
    question.title = QStringLiteral("End 214 sessions of 87 users?");
    question.text = QStringLiteral("They must log in again. Access tokens stop working at once.");
    question.verb = QStringLiteral("End 214 Sessions");
    question.needsPassword = true;
    prompter.confirm(&window, question, [](const Decision &) {});
    auto *confirm = window.findChild<QDialog *>(QStringLiteral("confirmDialog"));
    QVERIFY(confirm != nullptr);
    save(confirm, QStringLiteral("confirm-password"));
    confirm->reject();
    session.lock(SignOutReason::Idle);
    save(&window, QStringLiteral("locked"));
}

QTEST_MAIN(Screenshots)
#include "screenshots.moc"
