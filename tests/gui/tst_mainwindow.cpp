// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakeadminapi.h"
#include "tests/support/fakeclock.h"
#include "tests/support/fakeprompter.h"
#include "tests/support/fakeservercontrol.h"
#include "ui/actions.h"
#include "ui/dialogs/dialogprompter.h"
#include "ui/dialogs/setupwizard.h"
#include "ui/mainwindow.h"
#include "ui/widgets/pagebar.h"

#include <QCheckBox>
#include <QLabel>
#include <QListWidget>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QVBoxLayout>

using namespace tokendesk;
using namespace tokendesk::test;
using namespace tokendesk::ui;

namespace {

/// A page that writes down what is done to it.
class ProbePage final : public ui::Page
{
public:
    ProbePage(QString id, QStringList &diary, const PageContext &context, QWidget *parent)
        : ui::Page(context, parent), m_id(std::move(id)), m_diary(diary)
    {
        m_search = new QLineEdit(this);
        m_search->setObjectName(m_id + QStringLiteral("Search"));
        setContent(m_search);
        m_new = new QAction(QStringLiteral("New"), this);
        m_new->setObjectName(QStringLiteral("newAction"));
        connect(m_new, &QAction::triggered, this, [this] { note("new"); });
        m_diary.append(m_id + QStringLiteral(" built"));
    }

    [[nodiscard]] QString id() const override { return m_id; }
    [[nodiscard]] QString title() const override { return m_id; }
    [[nodiscard]] QString iconName() const override { return QStringLiteral("user"); }
    void opened() override { note("opened"); }
    void closed() override { note("closed"); }
    void refresh() override { note("refresh"); }
    void applyFilter(const QJsonObject &filter) override
    {
        m_diary.append(m_id + QLatin1Char(' ') + filter.value(QStringLiteral("what")).toString());
    }
    [[nodiscard]] bool hasUnsavedChanges() const override { return unsaved; }
    [[nodiscard]] QLineEdit *primarySearch() const override { return m_search; }
    [[nodiscard]] QList<QAction *> pageActions() const override { return {m_new}; }
    [[nodiscard]] QJsonObject saveState() const override
    {
        return {{QStringLiteral("search"), m_search->text()}};
    }
    void restoreState(const QJsonObject &state) override
    {
        m_search->setText(state.value(QStringLiteral("search")).toString());
    }
    using ui::Page::context;

    bool unsaved = false;

private:
    void note(const char *what) { m_diary.append(m_id + QLatin1Char(' ') + QLatin1String(what)); }

    QString m_id;
    QStringList &m_diary;
    QLineEdit *m_search = nullptr;
    QAction *m_new = nullptr;
};

} // namespace

class TestMainWindow : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void buildsPagesWhenTheyAreFirstShown();
    void switchesByClickAndByNumber();
    void opensAPageWithAFilter();
    void hiddenWindowClosesItsPage();
    void refreshesTheOpenPageOnly();
    void throttlesChanges();
    void searchAndEscape();
    void newBelongsToThePageOnShow();
    void startsAndStopsTheServer();
    void stateHasShapeWordAndColour();
    void failedStartOffersRetry();
    void serverMenuOpensFromTheStatusBar();
    void statusBarShowsTheOverview();
    void unreadableDatabaseShowsABannerAndRecovers();
    void collapsesThePageBar();
    void narrowWindowShowsIcons();
    void asksForTheFirstAdministratorOnce();
    void laterLeavesABanner();
    void switchesTheSchemeAndRemembersIt();
    void remembersPageAndState();
    void asksBeforeStoppingOnClose();
    void cancelledCloseKeepsServing();
    void remembersNotToAsk();
    void asksBeforeDiscarding();
    void noShortcutIsTakenTwice();
    void registryRefusesATakenShortcut();
    void iconButtonsHaveNames();
    void helpAndAboutOpen();
    void confirmDialogNeedsTheWord();
    void bannersStackAndReplace();
    void speaksInPlurals();
    void realPagesShareNoShortcut();

private:
    void make();
    [[nodiscard]] ProbePage *page() const
    {
        return static_cast<ProbePage *>(m_window->currentPage());
    }
    template<typename W>
    [[nodiscard]] W *find(const char *name) const
    {
        return m_window->findChild<W *>(QLatin1String(name));
    }
    void click(const char *name) { QTest::mouseClick(find<QWidget>(name), Qt::LeftButton); }
    void trigger(const char *id) { m_window->actions().action(QLatin1String(id))->trigger(); }
    void clickBanner(const QString &id)
    {
        auto *banner = m_window->findChild<QWidget *>(QStringLiteral("banner_") + id);
        QVERIFY2(banner != nullptr, qPrintable(id));
        QTest::mouseClick(banner->findChild<QWidget *>(QStringLiteral("bannerAction")),
                          Qt::LeftButton);
    }
    /// Everything the first overview brings has arrived.
    void settle() { QTRY_COMPARE(m_api->pending(), 0); }

    QStringList m_diary;
    FakeClock m_clock;
    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<UiState> m_state;
    std::unique_ptr<FakeAdminApi> m_api;
    std::unique_ptr<FakeServerControl> m_server;
    std::unique_ptr<FakePrompter> m_prompter;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<MainWindow> m_window;
};

void TestMainWindow::init()
{
    m_diary.clear();
    m_dir = std::make_unique<QTemporaryDir>();
    m_state = std::make_unique<UiState>(m_dir->filePath(QStringLiteral("ui.ini")));
    m_api = std::make_unique<FakeAdminApi>(m_clock);
    Overview overview;
    overview.users = 3;
    overview.superusers = 1;
    overview.liveSessions = 12;
    overview.databaseKind = QStringLiteral("SQLite");
    overview.databaseBytes = 4'300'000;
    overview.databasePath = QStringLiteral("/data/tokendesk.db");
    overview.activeKeyId = QStringLiteral("k-2026-11");
    overview.preset = Preset::Simplejwt;
    m_api->setOverview(overview);
    m_server = std::make_unique<FakeServerControl>();
    m_prompter = std::make_unique<FakePrompter>();
    m_theme = std::make_unique<Theme>();
    make();
}

void TestMainWindow::make()
{
    m_window.reset();
    std::vector<PageFactory> pages;
    for (const char *name : {"one", "two", "sessions"}) {
        const QString id = QLatin1String(name);
        pages.push_back({id, id, QStringLiteral("users"),
                         [this, id](const PageContext &context, QWidget *parent) {
                             return new ProbePage(id, m_diary, context, parent);
                         }});
    }
    m_window = std::make_unique<MainWindow>(
        MainWindow::Services{*m_api, *m_server, *m_prompter, *m_theme, *m_state, m_clock}, pages);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    settle();
}

void TestMainWindow::cleanup()
{
    m_window.reset();
    m_theme.reset();
}

void TestMainWindow::buildsPagesWhenTheyAreFirstShown()
{
    QCOMPARE(m_diary, QStringList({QStringLiteral("one built"), QStringLiteral("one opened")}));
    m_diary.clear();
    m_window->openPage(QStringLiteral("two"));
    m_window->openPage(QStringLiteral("one"));
    QCOMPARE(m_diary, QStringList({QStringLiteral("two built"), QStringLiteral("one closed"),
                                   QStringLiteral("two opened"), QStringLiteral("two closed"),
                                   QStringLiteral("one opened")}));
}

void TestMainWindow::switchesByClickAndByNumber()
{
    auto *list = find<QListWidget>("pageBar");
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {},
                      list->visualItemRect(list->item(1)).center());
    QCOMPARE(page()->id(), QStringLiteral("two"));
    QTest::keyClick(m_window.get(), Qt::Key_3, Qt::ControlModifier);
    QCOMPARE(page()->id(), QStringLiteral("sessions"));
    QCOMPARE(list->currentRow(), 2);
    QTest::keyClick(m_window.get(), Qt::Key_1, Qt::ControlModifier);
    QCOMPARE(page()->id(), QStringLiteral("one"));
}

void TestMainWindow::opensAPageWithAFilter()
{
    page()->context().openPage(QStringLiteral("two"),
                               {{QStringLiteral("what"), QStringLiteral("anna")}});
    QCOMPARE(page()->id(), QStringLiteral("two"));
    QCOMPARE(m_diary.last(), QStringLiteral("two anna"));
    m_window->openPage(QStringLiteral("nowhere"));
    QCOMPARE(page()->id(), QStringLiteral("two"));
}

void TestMainWindow::hiddenWindowClosesItsPage()
{
    m_diary.clear();
    m_window->hide();
    QCOMPARE(m_diary, QStringList({QStringLiteral("one closed")}));
    emit m_api->dataChanged();
    m_window->show();
    QCOMPARE(m_diary.last(), QStringLiteral("one opened"));
    QVERIFY(!m_diary.contains(QStringLiteral("one refresh")));
}

void TestMainWindow::refreshesTheOpenPageOnly()
{
    m_window->openPage(QStringLiteral("two"));
    m_diary.clear();
    QTest::keyClick(m_window.get(), Qt::Key_F5);
    QCOMPARE(m_diary, QStringList({QStringLiteral("two refresh")}));
}

void TestMainWindow::throttlesChanges()
{
    m_diary.clear();
    m_api->clearCalls();
    for (int i = 0; i < 50; ++i)
        emit m_api->dataChanged();
    QCOMPARE(m_diary.count(QStringLiteral("one refresh")), 1);
    // The changes in between are answered once more, at the end of the interval.
    QTRY_COMPARE(m_diary.count(QStringLiteral("one refresh")), 2);
    QTRY_VERIFY(m_api->callCount(QStringLiteral("overview")) >= 1);
    QVERIFY(m_api->callCount(QStringLiteral("overview")) <= 2);
}

void TestMainWindow::searchAndEscape()
{
    QTest::keyClick(m_window.get(), Qt::Key_F, Qt::ControlModifier);
    auto *search = find<QLineEdit>("oneSearch");
    QVERIFY(search->hasFocus());
    QTest::keyClicks(search, QStringLiteral("anna"));
    const int before = m_window->banners().count();
    QCOMPARE(before, 1); // the server is stopped
    QTest::keyClick(search, Qt::Key_Escape);
    QVERIFY(search->text().isEmpty());
    QCOMPARE(m_window->banners().count(), before);
    QTest::keyClick(search, Qt::Key_Escape);
    QCOMPARE(m_window->banners().count(), 0);
}

void TestMainWindow::newBelongsToThePageOnShow()
{
    m_window->openPage(QStringLiteral("two"));
    QTest::keyClick(m_window.get(), Qt::Key_N, Qt::ControlModifier);
    QCOMPARE(m_diary.last(), QStringLiteral("two new"));
    m_window->openPage(QStringLiteral("one"));
    QTest::keyClick(m_window.get(), Qt::Key_N, Qt::ControlModifier);
    QCOMPARE(m_diary.last(), QStringLiteral("one new"));
    QCOMPARE(m_diary.count(QStringLiteral("two new")), 1);
}

void TestMainWindow::startsAndStopsTheServer()
{
    auto *button = find<QToolButton>("startStopButton");
    auto *restart = find<QToolButton>("restartButton");
    QCOMPARE(button->text(), QStringLiteral("Start"));
    QVERIFY(!restart->isEnabled());
    QVERIFY(m_window->banners().contains(QStringLiteral("serverStopped")));
    click("startStopButton");
    QCOMPARE(m_server->state(), ServerControl::State::Running);
    QVERIFY(!m_window->banners().contains(QStringLiteral("serverStopped")));
    QCOMPARE(button->text(), QStringLiteral("Stop"));
    QVERIFY(restart->isEnabled());
    click("restartButton");
    QCOMPARE(m_server->restarts, 1);
    click("startStopButton");
    QCOMPARE(m_server->state(), ServerControl::State::Stopped);
    clickBanner(QStringLiteral("serverStopped"));
    QCOMPARE(m_server->state(), ServerControl::State::Running);

    m_server->held = true;
    m_server->stop();
    QVERIFY(!button->isEnabled());
}

void TestMainWindow::stateHasShapeWordAndColour()
{
    const auto *label = find<QToolButton>("statusServer");
    QStringList texts;
    for (const auto state : {ServerControl::State::Stopped, ServerControl::State::Starting,
                             ServerControl::State::Running, ServerControl::State::Failed}) {
        m_server->setState(state);
        QVERIFY(label->text().size() > 3);
        texts.append(label->text());
    }
    QCOMPARE(texts.removeDuplicates(), 0);
    QCOMPARE(texts.at(2), QStringLiteral("\u25CF Running"));
    m_server->setState(ServerControl::State::Running);
    QCOMPARE(label->palette().color(QPalette::ButtonText), m_theme->colour(ColourRole::Ok));
    m_theme->setScheme(Theme::Scheme::Dark);
    QCOMPARE(label->palette().color(QPalette::ButtonText), m_theme->colour(ColourRole::Ok));
}

void TestMainWindow::failedStartOffersRetry()
{
    m_server->failure = Error(ErrorCode::AddressInUse, QStringLiteral("Used by gunicorn."));
    click("startStopButton");
    auto *banner = find<QWidget>("banner_serverFailed");
    QVERIFY(banner != nullptr);
    const auto *text = banner->findChild<QLabel *>(QStringLiteral("bannerText"));
    QVERIFY(text->text().contains(QStringLiteral("Used by gunicorn.")));
    QCOMPARE(banner->findChild<QLabel *>(QStringLiteral("bannerCode"))->text(),
             QLatin1String(errorInfo(ErrorCode::AddressInUse).apiName));
    m_server->failure.reset();
    clickBanner(QStringLiteral("serverFailed"));
    QCOMPARE(m_server->state(), ServerControl::State::Running);
    QVERIFY(!m_window->banners().contains(QStringLiteral("serverFailed")));
}

void TestMainWindow::serverMenuOpensFromTheStatusBar()
{
    auto *menu = find<QMenu>("serverMenu");
    click("statusAddress");
    QTRY_VERIFY(menu->isVisible());
    QVERIFY(menu->actions().contains(m_window->actions().action(QStringLiteral("copyAddress"))));
    menu->close();
}

void TestMainWindow::statusBarShowsTheOverview()
{
    QTRY_VERIFY(find<QToolButton>("statusSessions")->text().contains(QStringLiteral("12")));
    QVERIFY(find<QToolButton>("statusDatabase")->text().startsWith(QStringLiteral("SQLite 4.1")));
    QVERIFY(find<QToolButton>("statusKey")->text().contains(QStringLiteral("k-2026-11")));
    QCOMPARE(find<QToolButton>("statusPreset")->text(), QStringLiteral("simplejwt"));
    click("statusSessions");
    QCOMPARE(page()->id(), QStringLiteral("sessions"));

    Overview changed;
    changed.superusers = 1;
    changed.liveSessions = 99;
    m_api->setOverview(changed);
    emit m_api->dataChanged();
    QTRY_VERIFY(find<QToolButton>("statusSessions")->text().contains(QStringLiteral("99")));
}

void TestMainWindow::unreadableDatabaseShowsABannerAndRecovers()
{
    m_api->failNext(Error(ErrorCode::DatabaseUnreadable, QStringLiteral("Disk is gone.")),
                    QStringLiteral("overview"));
    emit m_api->settingsChanged();
    QTRY_VERIFY(m_window->banners().contains(QStringLiteral("overview")));
    QVERIFY(!find<QToolButton>("statusSessions")->isEnabled());
    clickBanner(QStringLiteral("overview"));
    QTRY_VERIFY(find<QToolButton>("statusSessions")->isEnabled());
    QVERIFY(!m_window->banners().contains(QStringLiteral("overview")));
}

void TestMainWindow::collapsesThePageBar()
{
    auto *bar = m_window->findChild<PageBar *>();
    const int wide = bar->width();
    click("collapseButton");
    QVERIFY(bar->width() < wide);
    make();
    bar = m_window->findChild<PageBar *>();
    QVERIFY(bar->showsIconsOnly());
    click("collapseButton");
    QCOMPARE(bar->width(), wide);
}

void TestMainWindow::narrowWindowShowsIcons()
{
    auto *bar = m_window->findChild<PageBar *>();
    m_window->resize(850, 600);
    QTRY_VERIFY(bar->showsIconsOnly());
    m_window->resize(1100, 700);
    QTRY_VERIFY(!bar->showsIconsOnly());
}

void TestMainWindow::asksForTheFirstAdministratorOnce()
{
    m_api->setOverview({});
    make();
    QTRY_VERIFY(m_window->findChild<SetupWizard *>() != nullptr);
    auto *dialog = m_window->findChild<SetupWizard *>();
    auto *next = dialog->findChild<QPushButton *>(QStringLiteral("nextButton"));
    QTest::mouseClick(next, Qt::LeftButton);
    QTest::keyClicks(dialog->findChild<QLineEdit *>(QStringLiteral("username")),
                     QStringLiteral("root"));
    QTest::keyClicks(dialog->findChild<QLineEdit *>(QStringLiteral("password")),
                     QStringLiteral("vermilion-otter-42-lamp"));
    for (int step = 0; step < 4; ++step)
        QTest::mouseClick(next, Qt::LeftButton);
    QTRY_VERIFY(m_window->banners().contains(QStringLiteral("administratorCreated")));
    QTRY_VERIFY(m_window->findChild<SetupWizard *>() == nullptr);
    QCOMPARE(m_api->callCount(QStringLiteral("createUser")), 1);
    // Even though the figures still say that there is none.
    emit m_api->dataChanged();
    settle();
    QVERIFY(m_window->findChild<SetupWizard *>() == nullptr);
}

void TestMainWindow::laterLeavesABanner()
{
    m_api->setOverview({});
    make();
    QTRY_VERIFY(m_window->findChild<SetupWizard *>() != nullptr);
    m_window->findChild<SetupWizard *>()->reject();
    QVERIFY(m_window->banners().contains(QStringLiteral("noAdministrator")));
    QTRY_VERIFY(m_window->findChild<SetupWizard *>() == nullptr);
    clickBanner(QStringLiteral("noAdministrator"));
    QVERIFY(m_window->findChild<SetupWizard *>() != nullptr);
}

void TestMainWindow::switchesTheSchemeAndRemembersIt()
{
    trigger("scheme_dark");
    QVERIFY(m_theme->isDark());
    m_theme->setScheme(Theme::Scheme::Light);
    make();
    QVERIFY(m_theme->isDark());
    QVERIFY(m_window->actions().action(QStringLiteral("scheme_dark"))->isChecked());
    trigger("scheme_light");
    QVERIFY(!m_theme->isDark());
}

void TestMainWindow::remembersPageAndState()
{
    m_window->openPage(QStringLiteral("two"));
    find<QLineEdit>("twoSearch")->setText(QStringLiteral("anna"));
    m_window->resize(1000, 640);
    QVERIFY(m_window->close());
    make();
    QCOMPARE(page()->id(), QStringLiteral("two"));
    QCOMPARE(find<QLineEdit>("twoSearch")->text(), QStringLiteral("anna"));
}

void TestMainWindow::asksBeforeStoppingOnClose()
{
    m_server->start();
    QVERIFY(!m_window->close());
    QCOMPARE(m_prompter->questions.size(), std::size_t(1));
    QTRY_VERIFY(!m_window->isVisible());
    QCOMPARE(m_server->stops, 1);
    QCOMPARE(m_server->state(), ServerControl::State::Stopped);
}

void TestMainWindow::cancelledCloseKeepsServing()
{
    m_prompter->decision = {false, false};
    m_server->start();
    QVERIFY(!m_window->close());
    QVERIFY(m_window->isVisible());
    QCOMPARE(m_server->stops, 0);
    QVERIFY(!m_window->close());
    QCOMPARE(m_prompter->questions.size(), std::size_t(2));
}

void TestMainWindow::remembersNotToAsk()
{
    m_prompter->decision = {true, true};
    m_server->start();
    m_window->close();
    QTRY_VERIFY(!m_window->isVisible());
    make();
    m_server->start();
    m_window->close();
    QTRY_VERIFY(!m_window->isVisible());
    QCOMPARE(m_prompter->questions.size(), std::size_t(1));
    QCOMPARE(m_server->stops, 2);
}

void TestMainWindow::asksBeforeDiscarding()
{
    page()->unsaved = true;
    m_prompter->decision = {false, false};
    QVERIFY(!m_window->close());
    QVERIFY(m_window->isVisible());
    m_prompter->decision = {true, false};
    m_window->close();
    QTRY_VERIFY(!m_window->isVisible());
}

void TestMainWindow::noShortcutIsTakenTwice()
{
    for (const char *id : {"one", "two", "sessions"})
        m_window->openPage(QLatin1String(id));
    QCOMPARE(m_window->actions().conflicts(), QStringList());
    QVERIFY(m_window->actions().entries().size() > 15);
}

void TestMainWindow::registryRefusesATakenShortcut()
{
    ActionRegistry registry;
    const QKeySequence keys(QStringLiteral("Ctrl+F"));
    registry.add(QStringLiteral("find"), QStringLiteral("Find"), keys);
    QAction other;
    other.setObjectName(QStringLiteral("other"));
    other.setShortcut(keys);
    QVERIFY(!registry.adopt(&other, QStringLiteral("users")));
    QVERIFY(other.shortcut().isEmpty());
    QCOMPARE(registry.conflicts(), QStringList({QStringLiteral("Ctrl+F: find, other")}));

    const QKeySequence end(Qt::Key_Delete);
    QAction users;
    users.setShortcut(end);
    QAction sessions;
    sessions.setShortcut(end);
    QAction window;
    window.setShortcut(end);
    QVERIFY(registry.adopt(&users, QStringLiteral("users")));
    QVERIFY(registry.adopt(&sessions, QStringLiteral("sessions")));
    QVERIFY(!registry.adopt(&window, {}));
}

void TestMainWindow::iconButtonsHaveNames()
{
    click("collapseButton");
    for (const QToolButton *button : m_window->findChildren<QToolButton *>()) {
        const bool readable = !button->text().isEmpty() || !button->accessibleName().isEmpty();
        QVERIFY2(readable || button->objectName().startsWith(QLatin1String("qt_")),
                 qPrintable(button->objectName()));
    }
}

void TestMainWindow::helpAndAboutOpen()
{
    QTest::keyClick(m_window.get(), Qt::Key_F1);
    auto *help = find<QDialog>("helpDialog");
    QVERIFY(help != nullptr && help->isVisible());
    help->close();
    trigger("about");
    auto *about = find<QDialog>("aboutDialog");
    QVERIFY(about != nullptr && about->isVisible());
    QVERIFY(about->findChild<QLabel *>(QStringLiteral("aboutText"))
                ->text()
                .contains(QStringLiteral("GNU General Public License")));
    about->close();
}

void TestMainWindow::confirmDialogNeedsTheWord()
{
    DialogPrompter prompter;
    Question question;
    question.title = QStringLiteral("End everything?");
    question.verb = QStringLiteral("End");
    question.typeToConfirm = QStringLiteral("everybody");
    question.remember = QStringLiteral("Do not ask again");
    int answers = 0;
    Decision last;
    prompter.confirm(m_window.get(), question, [&](Decision decision) {
        ++answers;
        last = decision;
    });
    auto *dialog = find<QDialog>("confirmDialog");
    auto *accept = dialog->findChild<QPushButton *>(QStringLiteral("confirmAccept"));
    auto *word = dialog->findChild<QLineEdit *>(QStringLiteral("confirmWord"));
    QVERIFY(!accept->isEnabled());
    QTest::keyClicks(word, QStringLiteral("every"));
    QVERIFY(!accept->isEnabled());
    QTest::keyClicks(word, QStringLiteral("body"));
    dialog->findChild<QCheckBox *>(QStringLiteral("confirmRemember"))->setChecked(true);
    QTest::mouseClick(accept, Qt::LeftButton);
    QCOMPARE(answers, 1);
    QVERIFY(last.accepted);
    QVERIFY(last.remembered);
}

void TestMainWindow::bannersStackAndReplace()
{
    BannerStack banners(*m_theme);
    QVERIFY(!banners.isVisibleTo(nullptr));
    Banner banner;
    for (const char *id : {"a", "b", "c"}) {
        banner.id = QLatin1String(id);
        banner.text = banner.id;
        banners.show(banner);
    }
    banners.setVisible(true);
    QCOMPARE(banners.count(), 3);
    const auto *more = banners.findChild<QLabel *>(QStringLiteral("bannerMore"));
    QCOMPARE(more->text(), QStringLiteral("and 1 more"));
    QVERIFY(!banners.findChild<QWidget *>(QStringLiteral("banner_a"))->isVisible());

    banners.show(banner);
    QCOMPARE(banners.count(), 3);
    QSignalSpy closed(&banners, &BannerStack::closed);
    QVERIFY(banners.closeNewest());
    QCOMPARE(closed.first().first().toString(), QStringLiteral("c"));
    QVERIFY(banners.findChild<QWidget *>(QStringLiteral("banner_a"))->isVisible());

    banner.id = QStringLiteral("short");
    banner.duration = std::chrono::milliseconds(30);
    banners.show(banner);
    QTRY_VERIFY(!banners.contains(QStringLiteral("short")));
}

void TestMainWindow::speaksInPlurals()
{
    const auto text = [](int count) {
        return QCoreApplication::translate("tokendesk::ui::UserPane", "Show %n active session(s)",
                                           nullptr, count);
    };
    QCOMPARE(text(1), QStringLiteral("Show 1 active session"));
    QCOMPARE(text(2), QStringLiteral("Show 2 active sessions"));
}

void TestMainWindow::realPagesShareNoShortcut()
{
    MainWindow window({*m_api, *m_server, *m_prompter, *m_theme, *m_state, m_clock});
    for (const PageFactory &page : standardPages()) {
        window.openPage(page.id);
        QVERIFY(window.currentPage() != nullptr);
        QCOMPARE(window.currentPage()->id(), page.id);
        QCOMPARE(window.currentPage()->title(), page.title);
    }
    QCOMPARE(window.actions().conflicts(), QStringList());
    settle();
}

QTEST_MAIN(TestMainWindow)
#include "tst_mainwindow.moc"
