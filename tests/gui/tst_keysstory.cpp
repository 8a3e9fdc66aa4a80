// SPDX-License-Identifier: GPL-3.0-or-later
// The page of keys on a real server: what is clicked there, seen by clients over sockets.
#include "server/base/clock.h"
#include "server/runtime/core.h"
#include "server/runtime/localadminapi.h"
#include "server/runtime/serverruntime.h"
#include "tests/support/apiclient.h"
#include "tests/support/fakeprompter.h"
#include "ui/mainwindow.h"
#include "ui/theme/theme.h"
#include "ui/uistate.h"
#include "ui/widgets/keytimeline.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace tokendesk;
using namespace tokendesk::test;

namespace {

const QString kPassword = QStringLiteral("quiet-otter-9 Lisbon");
constexpr int kPatience = 20'000;

} // namespace

class TestKeysStory : public QObject
{
    Q_OBJECT

private slots:
    void rotatesAndRetiresForClients();

private:
    template<typename W>
    [[nodiscard]] W *find(const char *name) const
    {
        for (W *widget : m_window->findChildren<W *>(QLatin1String(name))) {
            if (widget->isVisible())
                return widget;
        }
        return nullptr;
    }
    void click(const char *name) const
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

    std::unique_ptr<ui::MainWindow> m_window;
};

void TestKeysStory::rotatesAndRetiresForClients()
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
    NewUser anna;
    anna.username = QStringLiteral("anna");
    anna.superuser = true;
    QVERIFY(api.createUser(anna, SecretBytes::fromText(kPassword), {}).result());
    ui::Theme theme;
    ui::UiState state(dir.filePath(QStringLiteral("console.ini")));
    FakePrompter prompter;
    const SystemClock clock;
    m_window = std::make_unique<ui::MainWindow>(
        ui::MainWindow::Services{api, server, prompter, theme, state, clock});
    m_window->resize(1180, 760);
    m_window->show();
    server.start();
    QTRY_COMPARE_WITH_TIMEOUT(server.state(), ServerControl::State::Running, kPatience);
    const ApiClient client(server.url());
    const ApiAnswer kept = client.login(QStringLiteral("anna"), kPassword);
    const ApiAnswer moving = client.login(QStringLiteral("anna"), kPassword);
    QCOMPARE(kept.status, 200);

    m_window->openPage(QStringLiteral("keys"));
    QTRY_VERIFY_WITH_TIMEOUT(text("keyConsequence").startsWith(QLatin1String("2 session")),
                             kPatience);
    QCOMPARE(text("jwksAddress"),
             server.url().toString(QUrl::RemovePath) + QStringLiteral("/.well-known/jwks.json"));
    QVERIFY(text("jwksNote").startsWith(QLatin1String("The set is empty")));
    const QString first = find<ui::KeyTimeline>("keysTimeline")->current();
    QVERIFY(!first.isEmpty());

    // A next key with a public part is in the set before it signs.
    click("newKeyButton");
    find<QComboBox>("keyAlgorithmChoice")->setCurrentText(QStringLiteral("EdDSA"));
    click("generateKeyButton");
    QTRY_COMPARE_WITH_TIMEOUT(find<QTableView>("keysTable")->model()->rowCount(), 2, kPatience);
    QTRY_VERIFY_WITH_TIMEOUT(text("jwksNote").isEmpty(), kPatience);
    QTRY_VERIFY_WITH_TIMEOUT(client.send("GET", "/.well-known/jwks.json").body.contains("Ed25519"),
                             kPatience);

    click("rotateButton");
    QTRY_VERIFY_WITH_TIMEOUT(!prompter.questions.empty(), kPatience);
    QVERIFY(prompter.questions.back().text.startsWith(QLatin1String("2 session")));
    QTRY_VERIFY_WITH_TIMEOUT(text("bannerText").endsWith(QLatin1String("signs from now on.")),
                             kPatience);
    // What the key before has signed goes on, and what is new is signed by the other one.
    QCOMPARE(client.profile(kept.text("access")).status, 200);
    const ApiAnswer moved = client.refresh(moving.text("refresh"));
    QCOMPARE(moved.status, 200);
    QVERIFY(QByteArray::fromBase64(moved.text("access").split('.').front()).contains("EdDSA"));

    m_window->openPage(QStringLiteral("keys"), {{QStringLiteral("key"), first}});
    QTRY_COMPARE_WITH_TIMEOUT(find<ui::KeyTimeline>("keysTimeline")->current(), first, kPatience);
    QTRY_COMPARE_WITH_TIMEOUT(text("keySessions"), QStringLiteral("1"), kPatience);
    click("retireButton");
    QTRY_COMPARE_WITH_TIMEOUT(prompter.questions.size(), std::size_t{2}, kPatience);
    QVERIFY(prompter.questions.back().text.startsWith(QLatin1String("1 session")));
    QTRY_VERIFY_WITH_TIMEOUT(text("bannerText").endsWith(QLatin1String("is retired.")), kPatience);
    QCOMPARE(client.profile(kept.text("access")).status, 401);
    QCOMPARE(client.refresh(kept.text("refresh")).status, 401);
    QCOMPARE(client.profile(moved.text("access")).status, 200);
    QCOMPARE(client.refresh(moved.text("refresh")).status, 200);

    server.stop();
    QTRY_COMPARE_WITH_TIMEOUT(server.state(), ServerControl::State::Stopped, kPatience);
    QTRY_VERIFY(text("jwksNote").startsWith(QLatin1String("The server is stopped")));
    m_window.reset();
}

QTEST_MAIN(TestKeysStory)
#include "tst_keysstory.moc"
