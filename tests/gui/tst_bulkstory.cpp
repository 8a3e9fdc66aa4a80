// SPDX-License-Identifier: GPL-3.0-or-later
// Imports and acts on many users in the window, over a real database, and asks over a socket what
// came of it.
#include "server/runtime/localadminapi.h"
#include "server/runtime/serverruntime.h"
#include "tests/support/apiclient.h"
#include "tests/support/fakeprompter.h"
#include "tests/unit/runtime/heldwriter.h"
#include "ui/pages/userspage.h"
#include "ui/tasklist.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QDialog>
#include <QFile>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QTableView>
#include <QTest>

#include <algorithm>

using namespace tokendesk;
using namespace tokendesk::test;

namespace {

constexpr int kGuests = 620; // three batches of an import, and a rest
constexpr int kPatience = 60'000; // ms, for busy machines
const QString kPassword = QStringLiteral("quiet-otter-9 Lisbon"); // that of addUser()

QString guest(int number) { return QStringLiteral("guest%1").arg(number, 4, 10, QLatin1Char('0')); }

} // namespace

class TestBulkStory : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void importsDeletesAndBringsBack();
    void stopsAnImportBetweenTwoBatches();

private:
    template<typename W>
    [[nodiscard]] W *find(const char *name) const
    {
        for (W *widget : m_page->findChildren<W *>(QLatin1String(name))) {
            if (widget->isVisible())
                return widget;
        }
        return nullptr;
    }
    void click(const char *name)
    {
        QTRY_VERIFY2_WITH_TIMEOUT(find<QAbstractButton>(name)
                                      && find<QAbstractButton>(name)->isEnabled(),
                                  name, kPatience);
        QTest::mouseClick(find<QAbstractButton>(name), Qt::LeftButton);
    }
    [[nodiscard]] QString text(const char *name) const
    {
        const auto *label = find<QLabel>(name);
        return label ? label->text() : QString();
    }
    /// Opens the dialog over a file with all guests and waits for its preview.
    void openImport()
    {
        m_prompter.path = m_scratch->dir.filePath(QStringLiteral("guests.csv"));
        QFile file(m_prompter.path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("username,email\n");
        for (int i = 0; i < kGuests; ++i)
            file.write((guest(i) + u',' + guest(i) + u"@example.org\n").toUtf8());
        file.close();
        QTest::keyClick(find<QWidget>("usersSearch"), Qt::Key_I,
                        Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_COMPARE_WITH_TIMEOUT(text("importSummary"),
                                  QStringLiteral("620 new, 0 changed, 0 same, 0 refused"),
                                  kPatience);
    }
    [[nodiscard]] qint64 users() const { return m_core->users().counts().value().users; }
    [[nodiscard]] ApiAnswer logIn(const QString &name) const
    {
        return ApiClient(m_server->url()).login(name, kPassword);
    }
    /// By an administrator, for a user whom the import has brought.
    void givePassword(const QString &name)
    {
        const auto user = m_core->users().findByName(name);
        QVERIFY2(user, qPrintable(name));
        const auto given = m_api->setPassword(
            user->id, SecretBytes(QByteArrayView(kPassword.toUtf8())), PasswordOptions{});
        QTRY_VERIFY_WITH_TIMEOUT(given.isFinished(), kPatience);
        VERIFY_OK(given.result());
    }

    std::unique_ptr<Scratch> m_scratch;
    std::unique_ptr<Core> m_core;
    std::unique_ptr<LocalAdminApi> m_api;
    std::unique_ptr<ServerRuntime> m_server;
    FakePrompter m_prompter;
    ui::Theme m_theme;
    ui::TaskList m_tasks;
    std::unique_ptr<ui::UsersPage> m_page;
};

void TestBulkStory::init()
{
    m_scratch = std::make_unique<Scratch>();
    auto core = Core::open(m_scratch->options());
    VERIFY_OK(core);
    m_core = std::move(*core);
    m_api = std::make_unique<LocalAdminApi>(*m_core, auth::Actor{QStringLiteral("alice"), {}});
    ListenOptions listen;
    listen.port = 0;
    m_server = std::make_unique<ServerRuntime>(*m_core, listen);
    m_server->start();
    QTRY_COMPARE_WITH_TIMEOUT(m_server->state(), ServerControl::State::Running, kPatience);
    m_page = std::make_unique<ui::UsersPage>(
        ui::PageContext{*m_api, *m_server, m_prompter, m_theme, m_core->context().clock,
                        [](const QString &, const QJsonObject &) {}, &m_tasks});
    m_page->resize(1080, 680);
    m_page->show();
    QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
    m_page->opened();
}

void TestBulkStory::cleanup()
{
    m_page.reset();
    m_server.reset();
    m_api.reset();
    m_core.reset();
    m_scratch.reset();
}

void TestBulkStory::importsDeletesAndBringsBack()
{
    openImport();
    click("importButton");
    QTRY_COMPARE_WITH_TIMEOUT(users(), kGuests, kPatience);
    QTRY_VERIFY_WITH_TIMEOUT(text("bannerText").contains(QStringLiteral("620 created")), kPatience);
    VERIFY_OK(addUser(*m_core, QStringLiteral("anna")));
    givePassword(guest(7));
    givePassword(guest(kGuests - 1));
    const ApiAnswer first = logIn(guest(7));
    const ApiAnswer last = logIn(guest(kGuests - 1));
    const ApiAnswer other = logIn(QStringLiteral("anna"));
    QCOMPARE(first.status, 200);
    QCOMPARE(last.status, 200);
    QCOMPARE(other.status, 200);

    m_page->activateWindow(); // the dialog is gone
    QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
    auto *search = find<QWidget>("usersSearch");
    QVERIFY(search);
    search->setFocus();
    QTest::keyClicks(search, QStringLiteral("guest"));
    auto *table = find<QTableView>("usersTable");
    QVERIFY(table);
    QTRY_COMPARE_WITH_TIMEOUT(text("usersCount"), QStringLiteral("620 of 621"), kPatience);
    table->setFocus();
    QTest::keyClick(table, Qt::Key_A, Qt::ControlModifier);
    click("usersMatchingButton");
    QTRY_COMPARE_WITH_TIMEOUT(text("bulkTitle"), QStringLiteral("620 users selected"), kPatience);
    const auto *remove = m_page->findChild<QAction *>(QStringLiteral("usersDeleteAction"));
    QVERIFY(remove);
    QTRY_VERIFY_WITH_TIMEOUT(remove->isEnabled(), kPatience);
    table->setFocus();
    QTest::keyClick(table, Qt::Key_Delete);
    QCOMPARE(m_prompter.questions.size(), 1U);
    QTRY_COMPARE_WITH_TIMEOUT(users(), 1, kPatience);
    QTRY_COMPARE_WITH_TIMEOUT(text("bannerText"),
                              QStringLiteral("620 users were moved to the bin."), kPatience);

    const ApiClient client(m_server->url());
    for (const ApiAnswer *gone : {&first, &last}) {
        QCOMPARE(client.profile(gone->text("access")).status, 401);
        QCOMPARE(client.refresh(gone->text("refresh")).status, 401);
    }
    QCOMPARE(logIn(guest(7)).status, 401);
    QCOMPARE(client.profile(other.text("access")).status, 200);
    EventQuery deletions;
    deletions.type = QStringLiteral("user.deleted");
    deletions.limit = 1'000;
    const auto noted = auth::EventLog(m_core->context()).list(deletions);
    VERIFY_OK(noted);
    QCOMPARE(noted->rows.size(), std::size_t(kGuests));
    QVERIFY(std::all_of(noted->rows.begin(), noted->rows.end(),
                        [](const Event &event) { return event.actor == QLatin1String("alice"); }));

    click("bannerAction");
    QTRY_COMPARE_WITH_TIMEOUT(users(), kGuests + 1, kPatience);
    QTRY_VERIFY_WITH_TIMEOUT(text("bannerText").contains(QStringLiteral("620 user(s) restored")),
                             kPatience);
    QCOMPARE(logIn(guest(7)).status, 200);
    QCOMPARE(client.refresh(first.text("refresh")).status, 401); // stays ended
    QCOMPARE(client.profile(last.text("access")).status, 401);
}

void TestBulkStory::stopsAnImportBetweenTwoBatches()
{
    openImport();
    {
        const HeldWriter held(*m_core);
        click("importButton");
        QTRY_VERIFY_WITH_TIMEOUT(find<QProgressBar>("importProgress"), kPatience);
        QTRY_COMPARE_WITH_TIMEOUT(m_core->context().writer.statistics().queued, 1, kPatience);
        QVERIFY(!find<QPushButton>("importButton")->isEnabled());
        click("cancelButton"); // while the first batch waits
        QCOMPARE(text("importSummary"), QStringLiteral("Stopping…"));
        QVERIFY(!find<QPushButton>("cancelButton")->isEnabled());
        QTest::keyClick(find<QProgressBar>("importProgress"), Qt::Key_Escape); // it is on its way
        QVERIFY(find<QProgressBar>("importProgress"));
    }
    // What was begun is carried out, and nothing after it.
    QTRY_VERIFY_WITH_TIMEOUT(!find<QProgressBar>("importProgress"), kPatience);
    QTRY_COMPARE_WITH_TIMEOUT(text("bannerText"),
                              QStringLiteral("Stopped before the end. Imported: 200 created, 0 "
                                             "changed, 0 refused, 0 sessions ended."),
                              kPatience);
    QCOMPARE(users(), 200);
    QVERIFY(m_tasks.isEmpty());
    const auto imports = events(*m_core, "users.imported");
    QCOMPARE(imports.size(), std::size_t(1));
    QVERIFY(imports.front().detail.value(QStringLiteral("cancelled")).toBool());

    click("bannerAction"); // takes back what was done
    QTRY_COMPARE_WITH_TIMEOUT(users(), 0, kPatience);
}

QTEST_MAIN(TestBulkStory)
#include "tst_bulkstory.moc"
