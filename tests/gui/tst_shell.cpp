// SPDX-License-Identifier: GPL-3.0-or-later
// The window around the real pages: history, shortcuts, tasks, clipboard.
#include "tests/support/fakeadminapi.h"
#include "tests/support/fakeclock.h"
#include "tests/support/fakeprompter.h"
#include "tests/support/fakeservercontrol.h"
#include "ui/actions.h"
#include "ui/dialogs/shortcutsdialog.h"
#include "ui/history.h"
#include "ui/mainwindow.h"
#include "ui/requestrate.h"
#include "ui/tasklist.h"
#include "ui/widgets/clipboardguard.h"

#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QMimeData>
#include <QProgressBar>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QStatusBar>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QTreeWidget>

using namespace tokendesk;
using namespace tokendesk::test;
using namespace tokendesk::ui;

class TestShell : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void historyForgetsWhatLayAhead();
    void historyIsBounded();
    void backAndForwardBringFiltersBack();
    void mouseButtonsGoBackAndForward();
    void goToOpensAUser();
    void noShortcutIsAmbiguous();
    void chordsClashWithTheirBeginning();
    void menuLettersDiffer();
    void shortcutSheetCanBeSearched();
    void tasksAppearAndCanBeCancelled();
    void shortTasksAreNotShown();
    void closingAsksBeforeItCancels();
    void clipboardIsClearedOnlyIfOurs();
    void secondSecretStartsTheTimeAnew();
    void passwordCountsDownInTheStatusBar();
    void requestsOfTheLastMinute();
    void statusBarLeavesOutWhatDoesNotFit();

private:
    template<typename W>
    [[nodiscard]] W *find(const char *name) const
    {
        return m_window->findChild<W *>(QLatin1String(name));
    }
    void press(int key, Qt::KeyboardModifiers modifiers)
    {
        QTest::keyClick(m_window.get(), static_cast<Qt::Key>(key), modifiers);
    }
    [[nodiscard]] QString pageId() const { return m_window->currentPage()->id(); }

    FakeClock m_clock;
    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<UiState> m_state;
    std::unique_ptr<FakeAdminApi> m_api;
    std::unique_ptr<FakeServerControl> m_server;
    std::unique_ptr<FakePrompter> m_prompter;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<MainWindow> m_window;
};

void TestShell::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    m_state = std::make_unique<UiState>(m_dir->filePath(QStringLiteral("ui.ini")));
    m_api = std::make_unique<FakeAdminApi>(m_clock);
    m_api->addUser(QStringLiteral("anna"));
    m_api->addUser(QStringLiteral("bob"));
    Overview overview;
    overview.superusers = 1;
    m_api->setOverview(overview);
    m_server = std::make_unique<FakeServerControl>();
    m_prompter = std::make_unique<FakePrompter>();
    m_theme = std::make_unique<Theme>();
    m_window = std::make_unique<MainWindow>(
        MainWindow::Services{*m_api, *m_server, *m_prompter, *m_theme, *m_state, m_clock});
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    QTRY_COMPARE(m_api->pending(), 0);
}

void TestShell::cleanup()
{
    QTRY_COMPARE(m_api->pending(), 0);
    m_window.reset();
    m_theme.reset();
    QGuiApplication::clipboard()->clear();
}

void TestShell::historyForgetsWhatLayAhead()
{
    const QJsonObject narrowed{{QStringLiteral("search"), QStringLiteral("anna")}};
    History history;
    QVERIFY(!history.back({}));
    history.visit(QStringLiteral("users"));
    history.visit(QStringLiteral("sessions"), narrowed);
    QVERIFY(!history.canGoForward());
    QCOMPARE(history.back({}), (History::Place{QStringLiteral("users"), narrowed}));
    QVERIFY(!history.canGoBack());
    QCOMPARE(history.forward(narrowed)->page, QStringLiteral("sessions"));
    QVERIFY(history.back({}));
    history.visit(QStringLiteral("settings"));
    QVERIFY(!history.forward({}));
    QCOMPARE(history.back({})->page, QStringLiteral("users"));
}

void TestShell::historyIsBounded()
{
    History history;
    for (int i = 0; i < 1000; ++i)
        history.visit(QString::number(i));
    int steps = 0;
    while (history.back({}))
        ++steps;
    QCOMPARE(steps, 99);
}

void TestShell::backAndForwardBringFiltersBack()
{
    QCOMPARE(pageId(), QStringLiteral("users"));
    auto *back = m_window->actions().action(QStringLiteral("back"));
    QVERIFY(!back->isEnabled());
    auto *search = find<QLineEdit>("usersSearch");
    QTest::keyClicks(search, QStringLiteral("bob"));
    press(Qt::Key_2, Qt::ControlModifier);
    QCOMPARE(pageId(), QStringLiteral("sessions"));
    m_window->openPage(QStringLiteral("users"), {{QStringLiteral("user"), 1}});
    QTRY_COMPARE(search->text(), QStringLiteral("anna"));

    press(Qt::Key_Left, Qt::AltModifier);
    QCOMPARE(pageId(), QStringLiteral("sessions"));
    press(Qt::Key_Left, Qt::AltModifier);
    QCOMPARE(pageId(), QStringLiteral("users"));
    QCOMPARE(search->text(), QStringLiteral("bob"));
    QVERIFY(!back->isEnabled());
    press(Qt::Key_Right, Qt::AltModifier);
    press(Qt::Key_Right, Qt::AltModifier);
    QCOMPARE(pageId(), QStringLiteral("users"));
    QCOMPARE(search->text(), QStringLiteral("anna"));
    QVERIFY(!m_window->actions().action(QStringLiteral("forward"))->isEnabled());
}

void TestShell::mouseButtonsGoBackAndForward()
{
    press(Qt::Key_2, Qt::ControlModifier);
    auto *table = find<QAbstractScrollArea>("sessionsTable");
    QTest::mouseClick(table->viewport(), Qt::BackButton);
    QCOMPARE(pageId(), QStringLiteral("users"));
    QTest::mouseClick(find<QAbstractScrollArea>("usersTable")->viewport(), Qt::ForwardButton);
    QCOMPARE(pageId(), QStringLiteral("sessions"));
}

void TestShell::goToOpensAUser()
{
    press(Qt::Key_2, Qt::ControlModifier);
    press(Qt::Key_K, Qt::ControlModifier);
    auto *field = find<QLineEdit>("goToField");
    QVERIFY(field != nullptr);
    QTest::keyClicks(field, QStringLiteral("bob"));
    const auto *list = find<QAbstractItemView>("goToList");
    QTRY_COMPARE(list->model()->index(1, 0).data().toString(), QStringLiteral("bob"));
    QTest::keyClick(field, Qt::Key_Return);
    QCOMPARE(pageId(), QStringLiteral("users"));
    QTRY_COMPARE(find<QLineEdit>("usersSearch")->text(), QStringLiteral("bob"));
}

void TestShell::noShortcutIsAmbiguous()
{
    for (const PageFactory &page : standardPages())
        m_window->openPage(page.id);
    QCOMPARE(m_window->actions().conflicts(), QStringList());
    // What was set after registration counts as well: look at all pairs as they are now.
    const auto &entries = m_window->actions().entries();
    for (const auto &one : entries) {
        for (const auto &other : entries) {
            const bool meet =
                one.scope.isEmpty() || other.scope.isEmpty() || one.scope == other.scope;
            if (one.action == other.action || !meet)
                continue;
            for (const QKeySequence &keys : one.action->shortcuts()) {
                for (const QKeySequence &taken : other.action->shortcuts())
                    QVERIFY2(keys.matches(taken) == QKeySequence::NoMatch,
                             qPrintable(one.action->objectName() + QLatin1Char(' ')
                                        + other.action->objectName()));
            }
        }
    }
    // And no action with a shortcut hides from the registry.
    for (const QAction *action : m_window->findChildren<QAction *>()) {
        const bool registered =
            std::any_of(entries.begin(), entries.end(),
                        [action](const auto &entry) { return entry.action == action; });
        const bool local = action->shortcutContext() == Qt::WidgetShortcut
                           || action->shortcutContext() == Qt::WidgetWithChildrenShortcut;
        QVERIFY2(registered || local || action->shortcuts().isEmpty(),
                 qPrintable(action->objectName() + action->text()));
    }
}

void TestShell::chordsClashWithTheirBeginning()
{
    ActionRegistry registry;
    registry.add(QStringLiteral("chord"), QStringLiteral("Chord"),
                 QKeySequence(QStringLiteral("Ctrl+K, Ctrl+S")));
    registry.add(QStringLiteral("goTo"), QStringLiteral("Go"),
                 QKeySequence(QStringLiteral("Ctrl+K")));
    QCOMPARE(registry.conflicts(), QStringList({QStringLiteral("Ctrl+K: chord, goTo")}));
    registry.add(QStringLiteral("other"), QStringLiteral("Other"),
                 QKeySequence(QStringLiteral("Ctrl+K, Ctrl+T")));
    QCOMPARE(registry.conflicts().size(), 1);
}

void TestShell::menuLettersDiffer()
{
    const auto check = [](const QList<QAction *> &actions, const QString &where) {
        QStringList letters;
        for (const QAction *action : actions) {
            const QKeySequence letter = QKeySequence::mnemonic(action->text());
            if (!letter.isEmpty())
                letters.append(letter.toString());
        }
        QVERIFY2(letters.removeDuplicates() == 0, qPrintable(where));
    };
    check(m_window->menuBar()->actions(), QStringLiteral("menu bar"));
    for (const PageFactory &page : standardPages()) {
        m_window->openPage(page.id);
        for (const QAction *menu : m_window->menuBar()->actions())
            check(menu->menu()->actions(), menu->text());
    }
}

void TestShell::shortcutSheetCanBeSearched()
{
    press(Qt::Key_F1, Qt::ControlModifier);
    auto *list = find<QTreeWidget>("shortcutsList");
    auto *search = find<QLineEdit>("shortcutsSearch");
    QVERIFY(list != nullptr && search != nullptr);
    QTRY_VERIFY(search->hasFocus());
    const auto shown = [list] {
        QStringList rows;
        for (int i = 0; i < list->topLevelItemCount(); ++i) {
            for (int row = 0; row < list->topLevelItem(i)->childCount(); ++row) {
                const QTreeWidgetItem *item = list->topLevelItem(i)->child(row);
                if (!item->isHidden())
                    rows.append(item->text(0) + QLatin1Char('|') + item->text(1));
            }
        }
        return rows;
    };
    QVERIFY(shown().size() > 15);
    QTest::keyClicks(search, QStringLiteral("ctrl+k"));
    QCOMPARE(shown(), QStringList({QStringLiteral("Go to…|Ctrl+K")}));
    search->clear();
    QTest::keyClicks(search, QStringLiteral("forw"));
    QCOMPARE(shown(), QStringList({QStringLiteral("Forward|Alt+Right")}));
    QTest::keyClick(search, Qt::Key_Return);
    QVERIFY(list->isVisible());
    QTest::keyClicks(search, QStringLiteral("zz"));
    QCOMPARE(shown(), QStringList());
    QVERIFY(find<QLabel>("shortcutsRemark")->text().contains(QStringLiteral("forwzz")));
}

void TestShell::tasksAppearAndCanBeCancelled()
{
    auto *button = find<QToolButton>("taskIndicator");
    QVERIFY(!button->isVisible());
    TaskHandle import;
    import = m_window->tasks().start(QStringLiteral("Importing users.csv"),
                                     [&import] { import.setText(QStringLiteral("stopping"));
});
import.setProgress(34, 120);
QTRY_VERIFY(button->isVisible());
QCOMPARE(button->text(), QStringLiteral("Importing users.csv: 34 of 120"));
QVERIFY(!button->accessibleName().isEmpty());
QCOMPARE(find<QProgressBar>("taskIndicatorBar")->maximum(), 1000);
QTest::mouseClick(find<QToolButton>("taskIndicatorCancel"), Qt::LeftButton);
QVERIFY(import.isCancelled());
QVERIFY(!find<QToolButton>("taskIndicatorCancel")->isVisible());

TaskHandle second;
second = m_window->tasks().start(QStringLiteral("Exporting"), [&second] { second.finish(); });
QCOMPARE(button->text(), QStringLiteral("2 tasks"));
QTest::mouseClick(button, Qt::LeftButton);
auto *popup = find<QFrame>("taskPopup");
QTRY_VERIFY(popup->isVisible());
const auto titles = popup->findChildren<QLabel *>(QStringLiteral("taskTitle"));
QCOMPARE(titles.size(), 2);
const auto cancels = popup->findChildren<QToolButton *>(QStringLiteral("taskCancel"));
QVERIFY(!cancels.at(0)->isVisible()); // asked already
QTest::mouseClick(cancels.at(1), Qt::LeftButton);
QCOMPARE(m_window->tasks().rowCount(), 1);
import.finish();
QVERIFY(!button->isVisible());
QVERIFY(!popup->isVisible());
}

void TestShell::shortTasksAreNotShown()
{
    auto *indicator = find<QToolButton>("taskIndicator")->parentWidget();
    {
        const TaskHandle task = m_window->tasks().start(QStringLiteral("Ending"));
        QVERIFY(!indicator->isVisible());
    }
    QVERIFY(indicator->isHidden());
    const TaskHandle task = m_window->tasks().start(QStringLiteral("Ending"));
    QTRY_VERIFY(indicator->isVisible());
}

void TestShell::closingAsksBeforeItCancels()
{
    bool cancelled = false;
    TaskHandle task;
    task = m_window->tasks().start(QStringLiteral("Importing"), [&] { cancelled = true; });
    m_prompter->decision = {false, false};
    QVERIFY(!m_window->close());
    QCOMPARE(m_prompter->questions.size(), std::size_t(1));
    QVERIFY(m_prompter->questions.front().text.contains(QStringLiteral("Importing")));
    QVERIFY(!cancelled);
    m_prompter->decision = {true, false};
    m_window->close();
    QVERIFY(cancelled);
    QTRY_VERIFY(!m_window->isVisible());
}

void TestShell::clipboardIsClearedOnlyIfOurs()
{
    ClipboardGuard guard;
    QClipboard *clipboard = QGuiApplication::clipboard();
    copySecretToClipboard(QStringLiteral("k7Qm-2xVd"));
    QCOMPARE(clipboard->text(), QStringLiteral("k7Qm-2xVd"));
    QVERIFY(clipboard->mimeData()->hasFormat(QStringLiteral("x-kde-passwordManagerHint")));
    QCOMPARE(guard.remaining(), 30);
    guard.advance(29);
    QCOMPARE(guard.remaining(), 1);
    QCOMPARE(clipboard->text(), QStringLiteral("k7Qm-2xVd"));
    guard.advance(1);
    QCOMPARE(guard.remaining(), 0);
    QVERIFY(clipboard->text().isEmpty());

    copySecretToClipboard(QStringLiteral("k7Qm-2xVd"));
    clipboard->setText(QStringLiteral("shopping list"));
    QCOMPARE(guard.remaining(), 0);
    guard.advance(60);
    guard.clearNow();
    QCOMPARE(clipboard->text(), QStringLiteral("shopping list"));
}

void TestShell::secondSecretStartsTheTimeAnew()
{
    auto guard = std::make_unique<ClipboardGuard>();
    copySecretToClipboard(QStringLiteral("one"));
    guard->advance(20);
    copySecretToClipboard(QStringLiteral("two"));
    QCOMPARE(guard->remaining(), 30);
    guard.reset();
    QVERIFY(QGuiApplication::clipboard()->text().isEmpty());
}

void TestShell::passwordCountsDownInTheStatusBar()
{
    auto *part = find<QToolButton>("statusClipboard");
    QVERIFY(!part->isVisible());
    copySecretToClipboard(QStringLiteral("k7Qm-2xVd"));
    QVERIFY(part->isVisible());
    QVERIFY2(part->text().contains(QStringLiteral("30")), qPrintable(part->text()));
    QTest::mouseClick(part, Qt::LeftButton);
    QVERIFY(!part->isVisible());
    QVERIFY(QGuiApplication::clipboard()->text().isEmpty());
}

void TestShell::requestsOfTheLastMinute()
{
    RequestRate rate(*m_server);
    std::optional<quint64> last = 99;
    connect(&rate, &RequestRate::changed, this, [&last](auto perMinute) { last = perMinute; });
    rate.sample();
    QVERIFY(!last);
    m_server->start();
    QCOMPARE(last, std::optional<quint64>(0));
    m_server->requests = 40;
    rate.sample();
    QCOMPARE(last, std::optional<quint64>(40));
    for (int i = 0; i < 12; ++i)
        rate.sample();
    QCOMPARE(last, std::optional<quint64>(0)); // those 40 are more than a minute ago
    m_server->requests = 50;
    rate.sample();
    QCOMPARE(last, std::optional<quint64>(10));
    m_server->requests = 3; // restarted
    rate.sample();
    QCOMPARE(last, std::optional<quint64>(3));
    QTRY_VERIFY(find<QToolButton>("statusRequests")->isVisible());
}

void TestShell::statusBarLeavesOutWhatDoesNotFit()
{
    m_server->start();
    const auto hangsOver = [this] {
        const auto parts = m_window->statusBar()->findChildren<QToolButton *>(
            QRegularExpression(QStringLiteral("^(status|task).*")));
        return std::any_of(parts.begin(), parts.end(), [this](const QToolButton *part) {
            const int right = part->mapTo(m_window.get(), QPoint(part->width(), 0)).x();
            return part->isVisible() && right > m_window->width();
        });
    };
    m_window->resize(1600, 700);
    QTRY_VERIFY(find<QToolButton>("statusZone")->isVisible());
    const TaskHandle task =
        m_window->tasks().start(QStringLiteral("Importing a file with a rather long name.csv"));
    QTRY_VERIFY(find<QToolButton>("taskIndicator")->isVisible());
    copySecretToClipboard(QStringLiteral("k7Qm-2xVd"));
    m_window->resize(800, 700);
    QTRY_VERIFY(!find<QToolButton>("statusZone")->isVisible());
    QTRY_VERIFY(!hangsOver());
    QVERIFY(find<QToolButton>("statusServer")->isVisible());
    QVERIFY(find<QToolButton>("statusClipboard")->isVisible());
    m_window->resize(1600, 700);
    QTRY_VERIFY(find<QToolButton>("statusZone")->isVisible());
}

QTEST_MAIN(TestShell)
#include "tst_shell.moc"
