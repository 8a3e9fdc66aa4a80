// SPDX-License-Identifier: GPL-3.0-or-later
// The page of keys, by mouse and keys: what it shows, and what rotating and retiring ask and do.
#include "tests/gui/keysamples.h"
#include "tests/gui/pagefixture.h"
#include "tests/support/fakeservercontrol.h"
#include "ui/actions.h"
#include "ui/mainwindow.h"
#include "ui/pages/keyspage.h"
#include "ui/translation.h"
#include "ui/uistate.h"
#include "ui/widgets/copybutton.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/keytimeline.h"

#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDateTimeEdit>
#include <QDialog>
#include <QFile>
#include <QFileInfo>
#include <QGuiApplication>
#include <QHeaderView>
#include <QListWidget>
#include <QTemporaryDir>
#include <QToolButton>

using namespace tokendesk;
using namespace tokendesk::test;
using std::chrono::days;
using ui::KeysPage;
using ui::KeyTimeline;

class TestKeysPage : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { ui::installTranslation(QStringLiteral("en")); }
    void init();
    void cleanup() { m_f.reset(); }
    void showsTheActiveKeyFirst();
    void oneSelectionForAll();
    void secretsHaveNoPublicPart();
    void copiesThePublicPart();
    void savesThePublicPart();
    void tellsWhatToLookAt();
    void addressOfTheKeySet();
    void followsAnotherProcess();
    void remembersWhatWasChosen();
    void deepLinks();
    void emptyAndFailed();
    void badgeAndStatusBar();
    void tabOrderAndNames();

    void rotatesNow();
    void rotatesToTheChosenKey();
    void rotationThatFails();
    void schedules();
    void schedulesANewKey();
    void pastDatesAreRefused();
    void takesTheDateBack();
    void retires();
    void retiresByKeyOnlyWhatMayGo();

private:
    [[nodiscard]] QString chosen() const
    {
        return m_f->find<KeyTimeline>("keysTimeline")->current();
    }
    void choose(const char *kid)
    {
        m_f->page->applyFilter({{QStringLiteral("key"), QLatin1String(kid)}});
        m_f->settle();
        QCOMPARE(chosen(), QLatin1String(kid));
    }
    [[nodiscard]] KeyInfo stored(const char *kid) const
    {
        for (const KeyInfo &key : m_f->api.keys()) {
            if (key.kid == QLatin1String(kid))
                return key;
        }
        return {};
    }
    [[nodiscard]] int calls(const char *method) const
    {
        return m_f->api.callCount(QLatin1String(method));
    }

    std::unique_ptr<PageFixture> m_f;
};

void TestKeysPage::init()
{
    m_f = std::make_unique<PageFixture>();
    m_f->api.setKeys(sampleKeys(m_f->clock.now()));
    m_f->make<KeysPage>();
}

void TestKeysPage::showsTheActiveKeyFirst()
{
    m_f->open();
    QCOMPARE(m_f->table()->model()->rowCount(), 3);
    QCOMPARE(chosen(), QStringLiteral("k-2026-11"));
    QCOMPARE(m_f->text("keyId"), QStringLiteral("k-2026-11"));
    QVERIFY(m_f->text("keyState").contains(QStringLiteral("Active")));
    QVERIFY(m_f->text("keyPrivate").contains(QStringLiteral("AES-256-GCM")));
    QVERIFY(m_f->text("keyConsequence").startsWith(QStringLiteral("1,204 sessions hold")));
    QVERIFY(m_f->text("keyRemark").isEmpty());
    QVERIFY(!m_f->find<QAbstractButton>("retireButton")->isEnabled()); // it signs
}

void TestKeysPage::oneSelectionForAll()
{
    m_f->open();
    auto *line = m_f->find<KeyTimeline>("keysTimeline");
    line->setFocus();
    QTest::keyClick(line, Qt::Key_Up);
    QCOMPARE(m_f->text("keyId"), QStringLiteral("k-2026-08"));
    const auto selected = [this] {
        return m_f->table()->selectionModel()->selectedRows().value(0).data().toString();
    };
    QCOMPARE(selected(), QStringLiteral("k-2026-08"));
    m_f->clickRow(0);
    QCOMPARE(chosen(), QStringLiteral("k-2027-01"));
    QCOMPARE(m_f->text("keyId"), QStringLiteral("k-2027-01"));
    QTest::keyClick(m_f->table(), Qt::Key_Down);
    QCOMPARE(chosen(), QStringLiteral("k-2026-11"));
}

void TestKeysPage::secretsHaveNoPublicPart()
{
    m_f->api.setKeys({keyOf("secret", KeyInfo::State::Active, m_f->clock.now(), "HS256")});
    m_f->open();
    QVERIFY(!m_f->find<QAbstractButton>("copyPemButton")->isEnabled());
    QVERIFY(!m_f->find<QAbstractButton>("copyJwkButton")->isEnabled());
    QVERIFY(!m_f->find<QAbstractButton>("exportPrivateButton")->isEnabled());
    QVERIFY(m_f->text("keyPublicNote").contains(QStringLiteral("no public part")));
    QVERIFY(m_f->text("jwksNote").contains(QStringLiteral("The set is empty")));
}

void TestKeysPage::copiesThePublicPart()
{
    m_f->open();
    m_f->click("copyPemButton");
    QTRY_COMPARE(QGuiApplication::clipboard()->text(),
                 QStringLiteral("-----BEGIN PUBLIC KEY-----\n"));
    QVERIFY(m_f->banner().contains(QStringLiteral("as PEM")));
    m_f->click("copyJwkButton");
    QTRY_COMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("{\"kid\":\"k-2026-11\"}"));
    m_f->api.failNext(Error(ErrorCode::StoreUnavailable), QStringLiteral("exportKey"));
    m_f->click("copyPemButton");
    QTRY_VERIFY(m_f->banner().startsWith(QStringLiteral("Nothing was copied.")));
}

void TestKeysPage::savesThePublicPart()
{
    QTemporaryDir dir;
    m_f->open();
    const auto save = [&](const char *name) {
        m_f->prompter.path = dir.filePath(QLatin1String(name));
        m_f->click("savePublicButton");
        [&] { QTRY_VERIFY(m_f->banner().contains(QFileInfo(m_f->prompter.path).fileName())); }();
        QFile file(m_f->prompter.path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    };
    QVERIFY(save("key.pem").startsWith("-----BEGIN PUBLIC KEY-----"));
    QVERIFY(save("key.jwk").startsWith("{"));
    QVERIFY(save("no/folder.pem").isEmpty());
    QVERIFY(m_f->banner().startsWith(QStringLiteral("folder.pem was not written.")));
}

void TestKeysPage::tellsWhatToLookAt()
{
    auto keys = sampleKeys(m_f->clock.now());
    keys[2].warning = QStringLiteral("The secret is shorter than the hash.");
    keys[3].activatesAt = m_f->clock.now() - days(1);
    m_f->api.setKeys(keys);
    m_f->open();
    QVERIFY(m_f->text("keyRemark").startsWith(QStringLiteral("This key is weak")));
    QVERIFY(m_f->table()->model()->index(1, 2).data().toString().startsWith(u'▲'));
    choose("k-2027-01");
    QVERIFY(m_f->text("keyRemark").startsWith(QStringLiteral("It was to sign from")));
    keys[3].activatesAt = m_f->clock.now() + days(1);
    m_f->api.changeKeys(keys);
    m_f->page->refresh();
    m_f->settle();
    QVERIFY(m_f->text("keyRemark").startsWith(QStringLiteral("It signs from")));
}

void TestKeysPage::addressOfTheKeySet()
{
    FakeServerControl server;
    m_f->page.reset();
    m_f->page = std::make_unique<KeysPage>(
        ui::PageContext{m_f->api, server, m_f->prompter, m_f->theme, m_f->clock,
                        [](const QString &, const QJsonObject &) {}, &m_f->tasks});
    m_f->page->resize(1080, 680);
    m_f->open();
    QVERIFY(m_f->text("jwksNote").contains(QStringLiteral("The server is stopped")));
    server.start();
    QVERIFY(m_f->text("jwksNote").isEmpty());
    const QString address =
        server.url().toString(QUrl::RemovePath) + QStringLiteral("/.well-known/jwks.json");
    QCOMPARE(m_f->text("jwksAddress"), address);
    m_f->click("jwksCopy");
    QCOMPARE(QGuiApplication::clipboard()->text(), address);
    server.stop();
    QVERIFY(!m_f->text("jwksNote").isEmpty());
    m_f->page.reset(); // before its server
}

void TestKeysPage::followsAnotherProcess()
{
    m_f->open();
    choose("k-2026-08");
    auto keys = sampleKeys(m_f->clock.now());
    keys[2].state = KeyInfo::State::Retiring;
    keys[2].leavesAt = m_f->clock.now() + days(7);
    keys[3].state = KeyInfo::State::Active;
    keys[3].activatedAt = m_f->clock.now();
    keys[3].activatesAt.reset();
    keys[1].liveSessions = 30;
    m_f->api.changeKeys(keys);
    m_f->page->refresh(); // as the window does when the data changed
    m_f->settle();
    QCOMPARE(chosen(), QStringLiteral("k-2026-08"));
    QCOMPARE(m_f->text("keySessions"), QStringLiteral("30"));
    choose("k-2027-01");
    QVERIFY(m_f->text("keyState").contains(QStringLiteral("Active")));
}

void TestKeysPage::remembersWhatWasChosen()
{
    m_f->open();
    m_f->find<QCheckBox>("showRetired")->click();
    QTRY_COMPARE(m_f->table()->model()->rowCount(), 4);
    QCOMPARE(m_f->find<KeyTimeline>("keysTimeline")->order().size(), 4);
    m_f->table()->horizontalHeader()->hideSection(3);
    const QJsonObject state = m_f->page->saveState();
    m_f->make<KeysPage>();
    m_f->page->restoreState(state);
    m_f->open();
    QCOMPARE(m_f->table()->model()->rowCount(), 4);
    QVERIFY(m_f->find<QCheckBox>("showRetired")->isChecked());
    QVERIFY(m_f->table()->isColumnHidden(3));
}

void TestKeysPage::deepLinks()
{
    m_f->page->applyFilter({{QStringLiteral("key"), QStringLiteral("k-2027-01")}});
    m_f->open(); // the link comes before the rows
    QCOMPARE(chosen(), QStringLiteral("k-2027-01"));
    QCOMPARE(m_f->page->view().value(QStringLiteral("key")).toString(),
             QStringLiteral("k-2027-01"));
    m_f->page->applyFilter({{QStringLiteral("key"), QStringLiteral("k-2026-05")}});
    m_f->settle();
    QCOMPARE(chosen(), QStringLiteral("k-2026-05")); // a retired one is shown for it
    QVERIFY(m_f->find<QCheckBox>("showRetired")->isChecked());
    QVERIFY(m_f->text("keyPublicNote").contains(QStringLiteral("retired")));
    m_f->page->applyFilter({{QStringLiteral("key"), QStringLiteral("unheard-of")}});
    m_f->settle();
    QCOMPARE(m_f->banner(), QStringLiteral("There is no key unheard-of here."));
    QCOMPARE(chosen(), QStringLiteral("k-2026-05"));
    // One that another process has made since.
    auto keys = sampleKeys(m_f->clock.now());
    keys.push_back(keyOf("k-new", KeyInfo::State::Next, m_f->clock.now()));
    m_f->api.setKeys(keys);
    m_f->page->applyFilter({{QStringLiteral("key"), QStringLiteral("k-new")}});
    m_f->settle();
    QCOMPARE(chosen(), QStringLiteral("k-new"));
    // The same before the first rows.
    for (const char *kid : {"k-2026-05", "nobody"}) {
        m_f->make<KeysPage>();
        m_f->page->applyFilter({{QStringLiteral("key"), QLatin1String(kid)}});
        m_f->open();
        const bool isKnown = QLatin1String(kid) != QLatin1String("nobody");
        QCOMPARE(chosen(), isKnown ? QStringLiteral("k-2026-05") : QStringLiteral("k-2026-11"));
        QCOMPARE(m_f->banner().isEmpty(), isKnown);
    }
}

void TestKeysPage::emptyAndFailed()
{
    m_f->api.setKeys({});
    m_f->open();
    QCOMPARE(m_f->text("emptyStateTitle"), QStringLiteral("No key is in force"));
    m_f->click("emptyStateButton");
    QVERIFY(m_f->find<QDialog>("newKeyDialog"));
    m_f->find<QDialog>("newKeyDialog")->reject();
    m_f->make<KeysPage>();
    m_f->api.failNext(Error(ErrorCode::StoreUnavailable), QStringLiteral("listKeys"));
    m_f->open();
    QCOMPARE(m_f->text("emptyStateTitle"), QStringLiteral("The keys could not be loaded"));
    m_f->api.setKeys(sampleKeys(m_f->clock.now()));
    m_f->click("emptyStateButton");
    m_f->settle();
    QCOMPARE(chosen(), QStringLiteral("k-2026-11"));
    m_f->api.failNext(Error(ErrorCode::StoreUnavailable), QStringLiteral("listKeys"));
    m_f->page->refresh();
    m_f->settle();
    QVERIFY(m_f->banner().startsWith(QStringLiteral("The keys could not be brought up to date.")));
    QCOMPARE(m_f->table()->model()->rowCount(), 3);
}

void TestKeysPage::badgeAndStatusBar()
{
    m_f->page.reset();
    auto keys = sampleKeys(m_f->clock.now());
    keys[2].warning = QStringLiteral("The secret is shorter than the hash.");
    keys[3].activatesAt = m_f->clock.now() + days(3);
    m_f->api.setKeys(keys);
    User root;
    root.username = QStringLiteral("root");
    root.superuser = true;
    m_f->api.addUser(root);
    QTemporaryDir dir;
    ui::UiState state(dir.filePath(QStringLiteral("ui.ini")));
    FakeServerControl server;
    ui::MainWindow window({m_f->api, server, m_f->prompter, m_f->theme, state, m_f->clock});
    window.show();
    auto *part = window.findChild<QToolButton *>(QStringLiteral("statusKey"));
    QTRY_COMPARE(part->text(), QStringLiteral("k-2026-11 3 d"));
    auto *bar = window.findChild<QListWidget *>(QStringLiteral("pageBar"));
    const auto spoken = [bar] {
        return bar->item(bar->count() - 1)->data(Qt::AccessibleTextRole).toString();
    };
    QTRY_COMPARE(spoken(), QStringLiteral("Keys, 2 things to look at"));
    QTest::mouseClick(part, Qt::LeftButton);
    QTRY_COMPARE(window.currentPage()->id(), QStringLiteral("keys"));
    auto *line = window.findChild<KeyTimeline *>(QStringLiteral("keysTimeline"));
    QTRY_COMPARE(line->current(), QStringLiteral("k-2026-11"));
    QVERIFY(window.actions().conflicts().isEmpty());
    m_f->api.changeKeys(sampleKeys(m_f->clock.now()));
    QTRY_COMPARE(spoken(), QStringLiteral("Keys"));
    QTRY_COMPARE(part->text(), QStringLiteral("k-2026-11 58 d"));
}

void TestKeysPage::tabOrderAndNames()
{
    m_f->open();
    QStringList order;
    m_f->find<QWidget>("newKeyButton")->setFocus();
    for (int i = 0; i < 30 && !order.contains(QStringLiteral("keysTable")); ++i) {
        order.append(QApplication::focusWidget()->objectName());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    }
    QCOMPARE(order.mid(0, 6),
             QStringList({QStringLiteral("newKeyButton"), QStringLiteral("importKeyPageButton"),
                          QStringLiteral("rotateButton"), QStringLiteral("showRetired"),
                          QStringLiteral("jwksCopy"), QStringLiteral("keysTimeline")}));
    for (const char *name : {"keysTimeline", "keysTable", "jwksCopy"}) {
        auto *widget = m_f->find<QWidget>(name);
        QVERIFY2(!widget->accessibleName().isEmpty(), name);
    }
    for (QAbstractButton *button : m_f->page->findChildren<QAbstractButton *>()) {
        QVERIFY2(!button->isVisible() || !button->text().isEmpty()
                     || !button->accessibleName().isEmpty(),
                 qPrintable(button->objectName()));
    }
}

void TestKeysPage::rotatesNow()
{
    auto keys = sampleKeys(m_f->clock.now());
    keys[3].activatesAt.reset();
    m_f->api.setKeys(keys);
    m_f->open();
    m_f->prompter.decision = {};
    m_f->click("rotateButton");
    m_f->settle();
    QCOMPARE(m_f->prompter.questions.size(), std::size_t{1});
    const ui::Question question = m_f->prompter.questions.front();
    QCOMPARE(question.title, QStringLiteral("Sign with k-2027-01 from now on?"));
    QVERIFY(question.text.startsWith(QStringLiteral("1,204 sessions hold refresh tokens")));
    QVERIFY(question.needsPassword);
    QCOMPARE(calls("rotateKeys"), 0); // it was declined
    m_f->prompter.decision = {true};
    QTest::keyClick(m_f->table(), Qt::Key_R, Qt::ControlModifier);
    m_f->settle();
    QCOMPARE(calls("rotateKeys"), 1);
    QCOMPARE(stored("k-2027-01").state, KeyInfo::State::Active);
    QCOMPARE(stored("k-2026-11").state, KeyInfo::State::Retiring);
    QCOMPARE(m_f->banner(), QStringLiteral("Key k-2027-01 signs from now on."));
    QCOMPARE(chosen(), QStringLiteral("k-2027-01"));
    // Nothing waits any more: the next one will be new.
    m_f->click("rotateButton");
    m_f->settle();
    QCOMPARE(m_f->prompter.questions.back().title,
             QStringLiteral("Sign with a new key from now on?"));
    QCOMPARE(m_f->api.keys().size(), std::size_t{5});
}

void TestKeysPage::rotatesToTheChosenKey()
{
    m_f->open();
    QVERIFY(!m_f->find<QAbstractButton>("signNowButton")->isVisible()); // it signs already
    choose("k-2026-08");
    m_f->click("signNowButton");
    m_f->settle();
    QCOMPARE(m_f->prompter.questions.front().title,
             QStringLiteral("Sign with k-2026-08 from now on?"));
    QCOMPARE(stored("k-2026-08").state, KeyInfo::State::Active);
}

void TestKeysPage::rotationThatFails()
{
    m_f->open();
    m_f->api.failNext(Error(ErrorCode::Busy), QStringLiteral("rotateKeys"));
    m_f->click("rotateButton");
    m_f->settle();
    QVERIFY(m_f->banner().startsWith(QStringLiteral("The keys were not rotated.")));
    QCOMPARE(stored("k-2026-11").state, KeyInfo::State::Active);
    QVERIFY(m_f->tasks.isEmpty());
}

void TestKeysPage::schedules()
{
    m_f->open();
    choose("k-2027-01");
    QCOMPARE(m_f->buttonText("scheduleButton"), QStringLiteral("Change the Date…"));
    m_f->click("scheduleButton");
    auto *at = m_f->find<QDateTimeEdit>("scheduleAt");
    QCOMPARE(fromEpochMs(at->dateTime().toMSecsSinceEpoch()), *stored("k-2027-01").activatesAt);
    QCOMPARE(m_f->find<QComboBox>("scheduleKey")->currentData().toString(),
             QStringLiteral("k-2027-01"));
    const Instant wanted = m_f->clock.now() + days(10);
    at->setDateTime(QDateTime::fromMSecsSinceEpoch(toEpochMs(wanted)));
    m_f->prompter.provesPassword = false;
    m_f->click("scheduleAccept");
    m_f->settle();
    QCOMPARE(m_f->prompter.reauthentications.size(), 1);
    QCOMPARE(calls("rotateKeys"), 0);
    m_f->prompter.provesPassword = true;
    m_f->click("scheduleButton");
    m_f->find<QDateTimeEdit>("scheduleAt")
        ->setDateTime(QDateTime::fromMSecsSinceEpoch(toEpochMs(wanted)));
    m_f->click("scheduleAccept");
    m_f->settle();
    QCOMPARE(stored("k-2027-01").activatesAt, std::optional(wanted));
    QVERIFY(m_f->banner().startsWith(QStringLiteral("Key k-2027-01 signs from")));
}

void TestKeysPage::schedulesANewKey()
{
    auto keys = sampleKeys(m_f->clock.now());
    keys.pop_back();
    m_f->api.setKeys(keys);
    m_f->open();
    QTest::keyClick(m_f->table(), Qt::Key_T, Qt::ControlModifier);
    QCOMPARE(m_f->find<QComboBox>("scheduleKey")->currentText(),
             QStringLiteral("A new key (EdDSA)"));
    m_f->click("scheduleAccept");
    m_f->settle();
    QCOMPARE(m_f->api.lastNewKey().algorithm, QStringLiteral("EdDSA"));
    QVERIFY(!m_f->api.lastNewKey().activate);
    QVERIFY(m_f->api.keys().back().activatesAt);
    QCOMPARE(m_f->api.keys().back().state, KeyInfo::State::Next);
}

void TestKeysPage::pastDatesAreRefused()
{
    m_f->open();
    m_f->click("scheduleButton");
    m_f->find<QDateTimeEdit>("scheduleAt")
        ->setDateTime(QDateTime::fromMSecsSinceEpoch(toEpochMs(m_f->clock.now() - days(1))));
    m_f->click("scheduleAccept");
    QVERIFY(m_f->text("dialogError").startsWith(QStringLiteral("This is past.")));
    QVERIFY(m_f->find<QDialog>("scheduleDialog")->isVisible());
    QTest::keyClick(m_f->find<QDialog>("scheduleDialog"), Qt::Key_Escape);
    QCOMPARE(calls("rotateKeys"), 0);
}

void TestKeysPage::takesTheDateBack()
{
    m_f->open();
    QVERIFY(!m_f->find<QAbstractButton>("unscheduleButton")->isVisible());
    choose("k-2027-01");
    m_f->click("unscheduleButton");
    m_f->settle();
    QVERIFY(!stored("k-2027-01").activatesAt);
    QVERIFY(!m_f->find<QAbstractButton>("unscheduleButton")->isVisible());
    QCOMPARE(m_f->banner(), QStringLiteral("Key k-2027-01 waits until it is told to sign."));
}

void TestKeysPage::retires()
{
    m_f->open();
    choose("k-2026-08");
    m_f->prompter.decision = {};
    m_f->click("retireButton");
    m_f->settle();
    const ui::Question question = m_f->prompter.questions.front();
    QCOMPARE(question.title, QStringLiteral("Retire key k-2026-08?"));
    QVERIFY(question.text.startsWith(QStringLiteral("37 sessions live on its tokens")));
    QVERIFY(question.text.endsWith(QStringLiteral("1,204 sessions on other keys go on.")));
    QCOMPARE(question.verb, QStringLiteral("Retire and End 37 Sessions"));
    QVERIFY(question.needsPassword);
    QVERIFY(question.destructive);
    QCOMPARE(calls("retireKey"), 0);
    m_f->prompter.decision = {true};
    m_f->click("retireButton");
    m_f->settle();
    QCOMPARE(stored("k-2026-08").state, KeyInfo::State::Retired);
    QCOMPARE(m_f->table()->model()->rowCount(), 2);
    QCOMPARE(m_f->banner(), QStringLiteral("Key k-2026-08 is retired."));
    QCOMPARE(chosen(), QStringLiteral("k-2026-11")); // the retired one is not listed
}

void TestKeysPage::retiresByKeyOnlyWhatMayGo()
{
    m_f->open();
    QTest::keyClick(m_f->table(), Qt::Key_Delete);
    m_f->settle();
    QVERIFY(m_f->prompter.questions.empty()); // the one that signs stays
    choose("k-2027-01");
    // Meanwhile another process lets it sign.
    auto keys = sampleKeys(m_f->clock.now());
    keys[2].state = KeyInfo::State::Retiring;
    keys[3].state = KeyInfo::State::Active;
    m_f->api.setKeys(keys);
    QTest::keyClick(m_f->table(), Qt::Key_Delete);
    m_f->settle();
    QVERIFY(m_f->prompter.questions.empty());
    QVERIFY(m_f->banner().startsWith(QStringLiteral("The key was not retired.")));
    QCOMPARE(calls("retireKey"), 0);
}

QTEST_MAIN(TestKeysPage)
#include "tst_keyspage.moc"
