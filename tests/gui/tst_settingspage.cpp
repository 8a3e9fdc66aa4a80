// SPDX-License-Identifier: GPL-3.0-or-later
// The page: what is saved, tried, undone, imported, and what is said about it.
#include "tests/gui/settingsfixture.h"

#include <QAction>
#include <QComboBox>
#include <QDialog>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QTemporaryDir>
#include <QToolButton>
#include <QTreeWidget>

using namespace tokendesk;
using namespace tokendesk::ui;

class TestSettingsPage : public QObject, private tokendesk::test::SettingsFixture
{
    Q_OBJECT
private slots:
    void init() { open(); }
    void cleanup() { close(); }
    void appliesAtOnceAndUndoes();
    void marksModifiedAndReverts();
    void showsOtherErrorsInABanner();
    void asksBeforeChangingTheBehaviour();
    void searches();
    void listsVersionsAndUndoesOne();
    void saysWhatWouldHappen();
    void givesUpAForecastThatNobodyWaitsFor();
    void shortensLiveSessions();
    void triesForAWhile();
    void saysWhenATokenWasIssued();
    void importsDjangoSettings();
    void importsAndExportsJson();
    void showsTheModifiedOnesAlone();
    void fillsInTheIntegration();
    void draws_data();
    void draws();
};

void TestSettingsPage::appliesAtOnceAndUndoes()
{
    type(setting<QLineEdit>("access_token_lifetime"), QStringLiteral("PT5M"));
    click("applyButton");
    QTRY_VERIFY(m_page->banners().contains(QStringLiteral("inForce")));
    QCOMPARE(storedAccess(), 300);
    const QString text =
        m_page->banners().findChild<QLabel *>(QStringLiteral("bannerText"))->text();
    QVERIFY2(text.contains(QLatin1String("In force since"))
                 && text.contains(QLatin1String("(version 1)")),
             qPrintable(text));
    QVERIFY(!m_page->hasUnsavedChanges());
    auto *undo = m_page->banners().findChild<QPushButton *>(QStringLiteral("bannerAction"));
    QVERIFY(undo != nullptr);
    QTest::mouseClick(undo, Qt::LeftButton);
    QTRY_COMPARE(setting<QLineEdit>("access_token_lifetime")->text(), QStringLiteral("15 min"));
    QCOMPARE(storedAccess(), 900);
}

void TestSettingsPage::marksModifiedAndReverts()
{
    type(setting<QLineEdit>("access_token_lifetime"), QStringLiteral("1h30"));
    setting<QCheckBox>("rotate_refresh_tokens")->click();
    QCOMPARE(part<QPushButton>(QStringLiteral("modifiedButton"))->text(),
             QStringLiteral("Modified 2"));
    auto *groups = part<QListWidget>(QStringLiteral("settingsGroups"));
    QCOMPARE(groups->item(0)->text(), QStringLiteral("Lifetimes (1)"));
    QCOMPARE(groups->item(1)->text(), QStringLiteral("Sessions (1)"));
    QVERIFY(m_page->hasUnsavedChanges());
    // The same value in other words is no change.
    type(setting<QLineEdit>("access_token_lifetime"), QStringLiteral("900"));
    QCOMPARE(part<QPushButton>(QStringLiteral("modifiedButton"))->text(),
             QStringLiteral("Modified 1"));
    click("revertButton");
    QVERIFY(!m_page->hasUnsavedChanges());
    QVERIFY(setting<QCheckBox>("rotate_refresh_tokens")->isChecked());
    QCOMPARE(m_api->callCount(QStringLiteral("changeSettings")), 0);
}

void TestSettingsPage::showsOtherErrorsInABanner()
{
    m_api->failNext(Error(ErrorCode::StoreUnavailable, QStringLiteral("disk full")),
                    QStringLiteral("changeSettings"));
    type(setting<QLineEdit>("access_token_lifetime"), QStringLiteral("20m"));
    click("applyButton");
    QTRY_VERIFY(m_page->banners().contains(QStringLiteral("save")));
    QVERIFY(m_page->hasUnsavedChanges());
    m_api->failNext(Error(ErrorCode::StoreUnavailable), QStringLiteral("settings"));
    m_page->refresh();
    QTRY_VERIFY(m_page->banners().contains(QStringLiteral("load")));
    m_page->refresh();
    QTRY_VERIFY(!m_page->banners().contains(QStringLiteral("load")));
}

void TestSettingsPage::asksBeforeChangingTheBehaviour()
{
    openGroup(2);
    auto *preset = setting<QComboBox>("preset");
    preset->setFocus();
    QTest::keyClick(preset, Qt::Key_Down);
    QCOMPARE(preset->currentData().toString(), QStringLiteral("simplejwt"));
    m_prompter->decision = {false, false};
    click("applyButton");
    QCOMPARE(m_prompter->questions.size(), std::size_t{1});
    const QString text = m_prompter->questions[0].text;
    QVERIFY2(text.contains(u"Longest session: 30 d → no limit"), qPrintable(text));
    QVERIFY(text.contains(u"End session on reuse: on → off"));
    QCOMPARE(m_api->callCount(QStringLiteral("changeSettings")), 0);
    QVERIFY(m_page->hasUnsavedChanges());
    m_prompter->decision = {true, false};
    click("applyButton");
    QTRY_VERIFY(!m_page->hasUnsavedChanges());
    QCOMPARE(m_api->callCount(QStringLiteral("changeSettings")), 1);
    QTRY_COMPARE(setting<QLineEdit>("session_maximum")->text(), QStringLiteral("0 s"));
}

void TestSettingsPage::searches()
{
    auto *search = part<QLineEdit>(QStringLiteral("settingsSearch"));
    QCOMPARE(m_page->primarySearch(), search);
    QVERIFY(!setting<QLineEdit>("audience")->isVisible());
    QTest::keyClicks(search, QStringLiteral("AUDIENCE"));
    QVERIFY(setting<QLineEdit>("audience")->isVisible());
    QVERIFY(setting<QCheckBox>("refuse_unexpected_audience")->isVisible());
    QVERIFY(!setting<QLineEdit>("access_token_lifetime")->isVisible());
    search->setText(QStringLiteral("no such thing"));
    QVERIFY(part<QLabel>(QStringLiteral("noMatchText"))->isVisible());
    search->clear();
    QVERIFY(setting<QLineEdit>("access_token_lifetime")->isVisible());
    QVERIFY(!setting<QLineEdit>("audience")->isVisible());
}

void TestSettingsPage::listsVersionsAndUndoesOne()
{
    for (const char *text : {"20m", "30m"}) {
        type(setting<QLineEdit>("access_token_lifetime"), QLatin1String(text));
        click("applyButton");
        QTRY_VERIFY(!m_page->hasUnsavedChanges());
    }
    auto *list = part<QTreeWidget>(QStringLiteral("versionsList"));
    openGroup(7);
    QVERIFY(list->isVisible());
    QTRY_COMPARE(list->topLevelItemCount(), 2);
    QCOMPARE(list->topLevelItem(0)->text(0), QStringLiteral("2"));
    QCOMPARE(list->topLevelItem(0)->text(3),
             QStringLiteral("Access token lifetime: 20 min → 30 min"));
    QCOMPARE(list->topLevelItem(1)->text(3),
             QStringLiteral("Access token lifetime: default → 20 min"));
    QVERIFY(!part<QPushButton>(QStringLiteral("undoVersionButton"))->isEnabled());
    list->setCurrentItem(list->topLevelItem(0));
    click("undoVersionButton");
    QTRY_COMPARE(list->topLevelItemCount(), 3);
    QCOMPARE(storedAccess(), 1200);
}

void TestSettingsPage::saysWhatWouldHappen()
{
    auto *panel = part<QWidget>(QStringLiteral("forecastPanel"));
    QVERIFY(!panel->isVisible());
    SettingsForecast forecast;
    forecast.live = 4'310;
    forecast.kept = {12, 300, 0, 3'998};
    forecast.shortened = {20, 400, 0, 3'890};
    forecast.refusedBy = QStringLiteral("issuer");
    forecast.longerAccess = 7;
    forecast.accessUntil = m_clock->now() + std::chrono::minutes(9);
    m_api->setForecast(forecast);
    type(setting<QLineEdit>("session_maximum"), QStringLiteral("7d"));
    QTRY_VERIFY(panel->isVisible());
    QCOMPARE(m_api->lastForecastChanges(),
             (QJsonObject{{QStringLiteral("session_maximum"), 604'800}}));
    QCOMPARE(part<QLabel>(QStringLiteral("forecastTitle"))->text(),
             QStringLiteral("Effect on 4,310 live session(s)"));
    auto *counts = part<QLabel>(QStringLiteral("forecastCounts"));
    QCOMPARE(counts->text(),
             QStringLiteral("End now: 12  ·  End earlier: 300  ·  Unchanged: 3,998"));
    const QString remarks = part<QLabel>(QStringLiteral("forecastRemarks"))->text();
    QVERIFY2(remarks.contains(u"Issuer: everybody has to sign in again"), qPrintable(remarks));
    QVERIFY2(remarks.contains(u"7 session(s) have an access token"), qPrintable(remarks));
    part<QCheckBox>(QStringLiteral("shortenSessions"))->click();
    QCOMPARE(counts->text(),
             QStringLiteral("End now: 20  ·  End earlier: 400  ·  Unchanged: 3,890"));
    QVERIFY(!m_api->forecasts().back().isCanceled());
    // What cannot be saved has no effect.
    type(setting<QLineEdit>("session_maximum"), QStringLiteral("7 moons"));
    QVERIFY(!panel->isVisible());
    m_api->failNext(Error(ErrorCode::StoreUnavailable), QStringLiteral("forecastSettings"));
    type(setting<QLineEdit>("session_maximum"), QStringLiteral("8d"));
    QTRY_VERIFY(panel->isVisible());
    QVERIFY(!counts->isVisible());
    click("revertButton");
    QVERIFY(!panel->isVisible());
}

void TestSettingsPage::givesUpAForecastThatNobodyWaitsFor()
{
    auto *panel = part<QWidget>(QStringLiteral("forecastPanel"));
    m_api->hold();
    type(setting<QLineEdit>("session_maximum"), QStringLiteral("7d"));
    QTRY_COMPARE(m_api->forecasts().size(), std::size_t{1});
    type(setting<QLineEdit>("session_maximum"), QStringLiteral("8d"));
    QVERIFY(m_api->forecasts().front().isCanceled());
    QTRY_COMPARE(m_api->forecasts().size(), std::size_t{2});
    QVERIFY(!panel->isVisible());
    m_api->release();
    QTRY_VERIFY(panel->isVisible());
    QVERIFY(!m_api->forecasts().back().isCanceled());
    QCOMPARE(m_api->lastForecastChanges(),
             (QJsonObject{{QStringLiteral("session_maximum"), 691'200}}));
}

void TestSettingsPage::shortensLiveSessions()
{
    SettingsForecast forecast;
    forecast.live = 10;
    forecast.kept.unchanged = 10;
    forecast.shortened = {4, 3, 0, 3};
    m_api->setForecast(forecast);
    type(setting<QLineEdit>("refresh_token_lifetime"), QStringLiteral("1d"));
    auto *box = part<QCheckBox>(QStringLiteral("shortenSessions"));
    QTRY_VERIFY(box->isVisible());
    box->click();
    click("applyButton");
    QTRY_VERIFY(m_page->banners().contains(QStringLiteral("inForce")));
    QVERIFY(m_api->lastSave().shortenSessions);
    QVERIFY(m_page->banners()
                .findChild<QLabel *>(QStringLiteral("bannerText"))
                ->text()
                .contains(u"Live sessions: 4 ended, 3 shortened."));
    type(setting<QLineEdit>("refresh_token_lifetime"), QStringLiteral("2d"));
    QTRY_VERIFY(box->isVisible());
    QVERIFY2(!box->isChecked(), "once is not for ever");
    // Where it is not possible, the box says so and does nothing.
    forecast.canShorten = false;
    forecast.shortened = forecast.kept;
    m_api->setForecast(forecast);
    type(setting<QLineEdit>("refresh_token_lifetime"), QStringLiteral("3d"));
    QTRY_VERIFY(!box->isEnabled());
    QVERIFY(box->toolTip().contains(u"spent refresh tokens"));
}

void TestSettingsPage::triesForAWhile()
{
    auto *bar = part<QWidget>(QStringLiteral("trialBar"));
    auto *text = part<QLabel>(QStringLiteral("trialText"));
    QVERIFY(!part<QPushButton>(QStringLiteral("tryButton"))->isEnabled());
    type(setting<QLineEdit>("access_token_lifetime"), QStringLiteral("1m"));
    click("tryButton");
    QTRY_VERIFY(bar->isVisible());
    QCOMPARE(m_api->lastSave().tryFor, std::optional(std::chrono::seconds(600)));
    QVERIFY2(text->text().contains(u"Version 1 is being tried")
                 && text->text().contains(u"in 10 min"),
             qPrintable(text->text()));
    QCOMPARE(storedAccess(), 60);
    // One at a time.
    type(setting<QLineEdit>("access_token_lifetime"), QStringLiteral("2m"));
    QVERIFY(!part<QPushButton>(QStringLiteral("tryButton"))->isEnabled());
    click("revertButton");
    click("takeBackButton");
    QTRY_VERIFY(!bar->isVisible());
    QCOMPARE(storedAccess(), 900);

    type(setting<QLineEdit>("access_token_lifetime"), QStringLiteral("1m"));
    click("tryButton");
    QTRY_VERIFY(bar->isVisible());
    click("keepButton");
    QTRY_VERIFY(!bar->isVisible());
    QCOMPARE(storedAccess(), 60);

    type(setting<QLineEdit>("access_token_lifetime"), QStringLiteral("3m"));
    click("tryButton");
    QTRY_VERIFY(bar->isVisible());
    m_clock->advance(std::chrono::minutes(10));
    m_page->refresh();
    QTRY_VERIFY2(text->text().contains(u"is going back"), qPrintable(text->text()));
    QVERIFY(!part<QPushButton>(QStringLiteral("keepButton"))->isEnabled());
}

void TestSettingsPage::saysWhenATokenWasIssued()
{
    auto *proof = part<QLabel>(QStringLiteral("proofText"));
    QVERIFY(!proof->isVisible());
    const UserId user = m_api->addUser(QStringLiteral("anna"));
    const SessionId old = m_api->addSession(user);
    m_clock->advance(std::chrono::seconds(5));
    type(setting<QLineEdit>("access_token_lifetime"), QStringLiteral("20m"));
    click("applyButton");
    QTRY_VERIFY(proof->isVisible());
    QTRY_COMPARE(m_api->pending(), 0);
    QVERIFY2(proof->text().contains(u"no token was issued with it yet"), qPrintable(proof->text()));
    m_clock->advance(std::chrono::seconds(4));
    m_api->storedSession(old).refreshedAt = m_clock->now();
    m_page->refresh();
    QTRY_VERIFY2(proof->text().contains(u"first token with it seen at"), qPrintable(proof->text()));
    const QString first = proof->text();
    m_clock->advance(std::chrono::seconds(4));
    m_api->addSession(user);
    m_page->refresh();
    QTRY_COMPARE(m_api->pending(), 0);
    QCOMPARE(proof->text(), first);
}

void TestSettingsPage::importsDjangoSettings()
{
    part<QAction>(QStringLiteral("importSettingsAction"))->trigger();
    auto *dialog = m_page->window()->findChild<QDialog *>(QStringLiteral("settingsImportDialog"));
    QVERIFY(dialog);
    auto *text = dialog->findChild<QPlainTextEdit *>(QStringLiteral("importText"));
    auto *entries = dialog->findChild<QTreeWidget *>(QStringLiteral("importEntries"));
    auto *take = dialog->findChild<QPushButton *>(QStringLiteral("takeButton"));
    QVERIFY(!take->isEnabled());
    text->setPlainText(QStringLiteral("SIMPLE_JWT = {'ACCESS"));
    QVERIFY(!take->isEnabled());
    QVERIFY(dialog->findChild<QLabel *>(QStringLiteral("dialogError"))->isVisible());
    text->setPlainText(QStringLiteral("SIMPLE_JWT = {\n"
                                      "  'ACCESS_TOKEN_LIFETIME': timedelta(minutes=5),\n"
                                      "  'ROTATE_REFRESH_TOKENS': True,\n"
                                      "  'SIGNING_KEY': settings.SECRET_KEY,\n"
                                      "  'ROTATE_TOKENS': True,\n}"));
    QCOMPARE(entries->topLevelItemCount(), 4);
    QCOMPARE(entries->topLevelItem(0)->text(2),
             QStringLiteral("Access token lifetime: 15 min → 5 min"));
    QCOMPARE(entries->topLevelItem(1)->text(2), QStringLiteral("Rotate refresh tokens: stays on"));
    QVERIFY(entries->topLevelItem(2)->text(2).contains(u"keys are imported as keys"));
    QVERIFY(entries->topLevelItem(3)->text(2).contains(u"ROTATE_REFRESH_TOKENS is meant?"));
    QCOMPARE(dialog->findChild<QLabel *>(QStringLiteral("importSummary"))->text(),
             QStringLiteral("1 change, 2 not taken"));
    const QString folder = qEnvironmentVariable("TOKENDESK_SCREENSHOTS");
    if (!folder.isEmpty())
        QVERIFY(dialog->grab().save(folder + QStringLiteral("/settings-import.png")));
    QTest::mouseClick(take, Qt::LeftButton);
    // It is an edit like any other: shown alone, and saved when it is applied.
    QCOMPARE(setting<QLineEdit>("access_token_lifetime")->text(), QStringLiteral("5 min"));
    QVERIFY(m_page->hasUnsavedChanges());
    QVERIFY(part<QPushButton>(QStringLiteral("modifiedButton"))->isChecked());
    QCOMPARE(m_api->callCount(QStringLiteral("changeSettings")), 0);
    click("applyButton");
    QTRY_COMPARE(storedAccess(), 300);
}

void TestSettingsPage::importsAndExportsJson()
{
    QTemporaryDir dir;
    m_prompter->path = dir.filePath(QStringLiteral("settings.json"));
    type(setting<QLineEdit>("access_token_lifetime"), QStringLiteral("20m"));
    click("applyButton");
    QTRY_VERIFY(!m_page->hasUnsavedChanges());
    part<QAction>(QStringLiteral("exportSettingsAction"))->trigger();
    QVERIFY(m_page->banners().contains(QStringLiteral("export")));
    click("revertButton");
    part<QToolButton>(QStringLiteral("settingReset_") + kAccess)->click();
    click("applyButton");
    QTRY_COMPARE(storedAccess(), 900);
    QTRY_VERIFY(!m_page->hasUnsavedChanges());

    part<QAction>(QStringLiteral("importSettingsAction"))->trigger();
    auto *dialog = m_page->window()->findChild<QDialog *>(QStringLiteral("settingsImportDialog"));
    QVERIFY(dialog);
    dialog->findChild<QPushButton *>(QStringLiteral("importFileButton"))->click();
    auto *entries = dialog->findChild<QTreeWidget *>(QStringLiteral("importEntries"));
    QCOMPARE(entries->topLevelItemCount(), 1);
    dialog->findChild<QPushButton *>(QStringLiteral("takeButton"))->click();
    QCOMPARE(setting<QLineEdit>("access_token_lifetime")->text(), QStringLiteral("20 min"));
}

void TestSettingsPage::showsTheModifiedOnesAlone()
{
    type(setting<QLineEdit>("access_token_lifetime"), QStringLiteral("20m"));
    setting<QCheckBox>("rotate_refresh_tokens")->click();
    auto *modified = part<QPushButton>(QStringLiteral("modifiedButton"));
    modified->click();
    QVERIFY(setting<QLineEdit>("access_token_lifetime")->isVisible());
    QVERIFY(setting<QCheckBox>("rotate_refresh_tokens")->isVisible());
    QVERIFY(!setting<QLineEdit>("refresh_token_lifetime")->isVisible());
    click("revertButton");
    QVERIFY(!modified->isVisible());
    QVERIFY(setting<QLineEdit>("refresh_token_lifetime")->isVisible());
    QVERIFY(!setting<QCheckBox>("rotate_refresh_tokens")->isVisible());
}

void TestSettingsPage::fillsInTheIntegration()
{
    KeyInfo key;
    key.kid = QStringLiteral("k1");
    key.algorithm = QStringLiteral("ES256");
    m_api->addKey(key);
    auto *groups = part<QListWidget>(QStringLiteral("settingsGroups"));
    openGroup(groups->count() - 1);
    auto *text = part<QPlainTextEdit>(QStringLiteral("integrateText"));
    QTRY_VERIFY(text->toPlainText().contains(u"\"ALGORITHM\": \"ES256\""));
    QVERIFY(text->toPlainText().contains(u"http://127.0.0.1:8000/.well-known/jwks.json"));
    auto *target = part<QComboBox>(QStringLiteral("integrateTarget"));
    for (int i = 0; i < target->count(); ++i) {
        target->setCurrentIndex(i);
        QVERIFY(text->toPlainText().size() > 100);
        QVERIFY2(!text->toPlainText().contains(u"{{"), qPrintable(target->currentText()));
        QVERIFY(text->toPlainText().contains(u"http://127.0.0.1:8000"));
    }
}

void TestSettingsPage::draws_data()
{
    QTest::addColumn<bool>("dark");
    QTest::addColumn<int>("group");
    QTest::addColumn<int>("width");
    QTest::newRow("light") << false << 0 << 1080;
    QTest::newRow("dark") << true << 0 << 1080;
    QTest::newRow("narrow") << false << 0 << 860;
    QTest::newRow("tokens") << false << 2 << 1080;
    QTest::newRow("tokens-dark") << true << 2 << 860;
    QTest::newRow("claims") << false << 2 << 860;
    QTest::newRow("versions") << true << 7 << 1080;
    QTest::newRow("integrate") << true << 8 << 1080;
    QTest::newRow("integrate-light") << false << 8 << 860;
}

void TestSettingsPage::draws()
{
    QFETCH(const bool, dark);
    QFETCH(const int, group);
    m_theme->setScheme(dark ? Theme::Scheme::Dark : Theme::Scheme::Light);
    QFETCH(const int, width);
    m_page->resize(width, 640);
    SettingsForecast forecast;
    forecast.live = 4'310;
    forecast.kept = {12, 300, 0, 3'998};
    forecast.shortened = {20, 400, 0, 3'890};
    forecast.longerAccess = 7;
    forecast.accessUntil = m_clock->now() + std::chrono::minutes(9);
    m_api->setForecast(forecast);
    m_api->addUser(QStringLiteral("anna"));
    KeyInfo key;
    key.kid = QStringLiteral("k1");
    key.algorithm = QStringLiteral("ES256");
    m_api->addKey(key);
    type(setting<QLineEdit>("refresh_token_lifetime"), QStringLiteral("3d"));
    click("tryButton");
    QTRY_VERIFY(!m_page->hasUnsavedChanges());
    type(setting<QLineEdit>("session_maximum"), QStringLiteral("2d"));
    QTRY_VERIFY(part<QWidget>(QStringLiteral("forecastPanel"))->isVisible());
    part<QLineEdit>(QStringLiteral("mappingUser"))->setText(QStringLiteral("anna"));
    openGroup(group);
    if (qstrcmp(QTest::currentDataTag(), "claims") == 0) { // with all that a row may say
        for (const auto *name : {"site", "exp"}) {
            click("claimAdd");
            m_page->findChildren<QLineEdit *>(QStringLiteral("claimName"))
                .last()
                ->setText(QLatin1String(name));
            auto *source = m_page->findChildren<QComboBox *>(QStringLiteral("claimSource")).last();
            source->setCurrentIndex(source->count() - 1);
            m_page->findChildren<QLineEdit *>(QStringLiteral("claimConstant"))
                .last()
                ->setText(QStringLiteral("7"));
        }
    }
    QTRY_COMPARE(m_api->pending(), 0);
    QTRY_VERIFY(group != 2 || part<QWidget>(QStringLiteral("mappingClaims"))->isVisible());
    QCoreApplication::processEvents();
    if (group == 2)
        part<QScrollArea>(QStringLiteral("settingsForm"))
            ->ensureWidgetVisible(part<QWidget>(QStringLiteral("mappingState")));
    QCoreApplication::processEvents(); // lays out what has just appeared
    // Nothing is squeezed.
    for (const auto *line : m_page->findChildren<QLineEdit *>()) {
        if (line->isVisible())
            QVERIFY2(line->height() >= line->minimumSizeHint().height(),
                     qPrintable(line->objectName()));
    }
    const QPixmap picture = m_page->grab();
    QCOMPARE(picture.size(), m_page->size() * m_page->devicePixelRatioF());
    const QString folder = qEnvironmentVariable("TOKENDESK_SCREENSHOTS");
    if (!folder.isEmpty())
        QVERIFY(picture.save(QStringLiteral("%1/settings-%2.png")
                                 .arg(folder, QLatin1String(QTest::currentDataTag()))));
}

QTEST_MAIN(TestSettingsPage)
#include "tst_settingspage.moc"
