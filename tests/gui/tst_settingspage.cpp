// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakeadminapi.h"
#include "tests/support/fakeclock.h"
#include "tests/support/fakeprompter.h"
#include "ui/pages/settingspage.h"
#include "ui/widgets/durationedit.h"
#include "ui/widgets/lifetimebars.h"
#include "ui/widgets/settingeditor.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QTreeWidget>

using namespace tokendesk;
using namespace tokendesk::ui;
using tokendesk::test::FakeAdminApi;
using tokendesk::test::FakeClock;
using tokendesk::test::FakePrompter;

namespace {

class IdleServer final : public ServerControl
{
public:
    State state() const override { return State::Stopped; }
    QUrl url() const override { return QUrl(QStringLiteral("http://127.0.0.1:8000")); }
    Error lastError() const override { return Error(); }
    quint64 requestCount() const override { return 0; }
    void start() override { }
    void stop() override { }
    void restart() override { }
};

const QString kAccess = QStringLiteral("access_token_lifetime");

} // namespace

class TestSettingsPage : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void cleanup();
    void hasAnEditorForEveryRow();
    void appliesAtOnceAndUndoes();
    void marksModifiedAndReverts();
    void refusesBadValuesBesideTheField();
    void refusesWhatContradicts();
    void showsErrorOfTheServerBesideTheField();
    void showsOtherErrorsInABanner();
    void resetsToTheDefault();
    void keepsEditsWhenChangedElsewhere();
    void asksBeforeChangingTheBehaviour();
    void searches();
    void listsVersionsAndUndoesOne();
    void locksWhatComesFromOutside();
    void editsEveryType();
    void barsFollowTheEdits();
    void goesToASetting();
    void saysWhatWouldHappen();
    void shortensLiveSessions();
    void triesForAWhile();
    void saysWhenATokenWasIssued();
    void importsDjangoSettings();
    void importsAndExportsJson();
    void showsTheModifiedOnesAlone();
    void fillsInTheIntegration();
    void previewsTheMapping();
    void draws_data();
    void draws();

private:
    template<typename T>
    T *part(const QString &name) const
    {
        T *found = m_page->findChild<T *>(name);
        if (found == nullptr)
            qFatal("no %s", qPrintable(name));
        return found;
    }
    template<typename T>
    T *setting(const char *key) const
    {
        return part<T>(QStringLiteral("setting_") + QLatin1String(key));
    }
    void type(QLineEdit *line, const QString &text) const
    {
        line->setFocus();
        line->selectAll();
        QTest::keyClicks(line, text);
    }
    void click(const char *button) const
    {
        QTest::mouseClick(part<QPushButton>(QLatin1String(button)), Qt::LeftButton);
    }
    void openGroup(int row) const
    {
        part<QListWidget>(QStringLiteral("settingsGroups"))->setCurrentRow(row);
    }
    QString fieldError(const char *key) const
    {
        return part<QLabel>(QStringLiteral("settingError_") + QLatin1String(key))->text();
    }
    qint64 storedAccess() const;

    std::unique_ptr<FakeClock> m_clock;
    std::unique_ptr<FakeAdminApi> m_api;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<SettingsPage> m_page;
    std::unique_ptr<FakePrompter> m_prompter;
    IdleServer m_server;
};

void TestSettingsPage::init()
{
    m_clock = std::make_unique<FakeClock>();
    m_api = std::make_unique<FakeAdminApi>(*m_clock);
    m_theme = std::make_unique<Theme>();
    m_theme->applyToApplication();
    m_prompter = std::make_unique<FakePrompter>();
    const PageContext context{*m_api,   m_server, *m_prompter,
                              *m_theme, *m_clock, [](const QString &, const QJsonObject &) {}};
    m_page = std::make_unique<SettingsPage>(context);
    m_page->resize(1080, 640);
    m_page->show();
    m_page->opened();
    QTRY_COMPARE(setting<QLineEdit>("access_token_lifetime")->text(), QStringLiteral("15 min"));
    QTRY_COMPARE(m_api->pending(), 0);
}

void TestSettingsPage::cleanup()
{
    m_page.reset();
    m_theme.reset();
    m_api.reset();
}

qint64 TestSettingsPage::storedAccess() const
{
    auto future = m_api->settings();
    if (!QTest::qWaitFor([&future] { return future.isFinished(); }))
        return -1;
    return future.result()->settings.duration(settings::kAccessTokenLifetime).count();
}

void TestSettingsPage::hasAnEditorForEveryRow()
{
    for (const SettingRow &row : settingRows()) {
        const QString name = QStringLiteral("setting_") + row.name();
        const auto found = m_page->findChildren<QWidget *>(name);
        QVERIFY2(found.size() == 1, row.key);
        QCOMPARE(found.first()->accessibleName(), QString::fromLatin1(row.label));
        QVERIFY(found.first()->focusPolicy() & Qt::TabFocus);
    }
    QVERIFY(!part<QPushButton>(QStringLiteral("applyButton"))->isEnabled());
    QVERIFY(!m_page->hasUnsavedChanges());
}

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

void TestSettingsPage::refusesBadValuesBesideTheField()
{
    type(setting<QLineEdit>("access_token_lifetime"), QStringLiteral("5s"));
    QVERIFY2(fieldError("access_token_lifetime").contains(QLatin1String("between 10 s and 365 d")),
             qPrintable(fieldError("access_token_lifetime")));
    click("applyButton");
    QVERIFY(m_page->banners().contains(QStringLiteral("fields")));
    QCOMPARE(m_api->callCount(QStringLiteral("changeSettings")), 0);
    type(setting<QLineEdit>("access_token_lifetime"), QStringLiteral("20m"));
    QCOMPARE(fieldError("access_token_lifetime"), QString());
    click("applyButton");
    QTRY_VERIFY(m_page->banners().contains(QStringLiteral("inForce")));
    QVERIFY(!m_page->banners().contains(QStringLiteral("fields")));
}

void TestSettingsPage::refusesWhatContradicts()
{
    openGroup(2);
    type(setting<QLineEdit>("user_id_claim"), QStringLiteral("jti"));
    click("applyButton");
    QVERIFY(m_page->banners().contains(QStringLiteral("fields")));
    QVERIFY(fieldError("jti_claim").contains(QLatin1String("already"))
            || fieldError("user_id_claim").contains(QLatin1String("already")));
    QCOMPARE(m_api->callCount(QStringLiteral("changeSettings")), 0);
}

void TestSettingsPage::showsErrorOfTheServerBesideTheField()
{
    m_api->failNext(
        Error(ErrorCode::SettingOutOfBounds, QStringLiteral("too long for this server"), kAccess),
        QStringLiteral("changeSettings"));
    type(setting<QLineEdit>("access_token_lifetime"), QStringLiteral("20m"));
    click("applyButton");
    QTRY_COMPARE(fieldError("access_token_lifetime"), QStringLiteral("Too long for this server"));
    QVERIFY(m_page->banners().contains(QStringLiteral("save")));
    QVERIFY(m_page->hasUnsavedChanges()); // nothing typed is lost
    QCOMPARE(setting<QLineEdit>("access_token_lifetime")->text(), QStringLiteral("20m"));
    click("applyButton");
    QTRY_VERIFY(!m_page->hasUnsavedChanges());
    QVERIFY(!m_page->banners().contains(QStringLiteral("save")));
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

void TestSettingsPage::resetsToTheDefault()
{
    type(setting<QLineEdit>("access_token_lifetime"), QStringLiteral("20m"));
    click("applyButton");
    QTRY_COMPARE(storedAccess(), 1200);
    QTRY_VERIFY(!m_page->hasUnsavedChanges());
    auto *reset = part<QToolButton>(QStringLiteral("settingReset_") + kAccess);
    QVERIFY(reset->isVisible());
    QTest::mouseClick(reset, Qt::LeftButton);
    QCOMPARE(setting<QLineEdit>("access_token_lifetime")->text(), QStringLiteral("15 min"));
    QVERIFY(m_page->hasUnsavedChanges());
    click("applyButton");
    QTRY_VERIFY(!m_page->hasUnsavedChanges());
    auto future = m_api->settings();
    QTRY_VERIFY(future.isFinished());
    QCOMPARE(future.result()->settings.source(settings::kAccessTokenLifetime),
             SettingSource::Default);
    QVERIFY(!reset->isVisible());
}

void TestSettingsPage::keepsEditsWhenChangedElsewhere()
{
    type(setting<QLineEdit>("access_token_lifetime"), QStringLiteral("20m"));
    auto other =
        m_api->changeSettings({{kAccess, 600}, {QStringLiteral("refresh_token_lifetime"), 86'400}});
    QTRY_VERIFY(other.isFinished());
    QTRY_COMPARE(setting<QLineEdit>("refresh_token_lifetime")->text(), QStringLiteral("1 d"));
    QCOMPARE(setting<QLineEdit>("access_token_lifetime")->text(), QStringLiteral("20m"));
    auto *note = part<QLabel>(QStringLiteral("settingNote_") + kAccess);
    QTRY_VERIFY(note->isVisible());
    QVERIFY2(note->text().contains(QLatin1String("from 15 min to 10 min")),
             qPrintable(note->text()));
    click("revertButton");
    QCOMPARE(setting<QLineEdit>("access_token_lifetime")->text(), QStringLiteral("10 min"));
    QVERIFY(!note->isVisible());
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

void TestSettingsPage::locksWhatComesFromOutside()
{
    Settings values;
    QVERIFY(values.set(settings::kAccessTokenLifetime, 1200, SettingSource::Environment));
    SettingEditor editor(settings::kAccessTokenLifetime, *m_theme);
    editor.load(values);
    editor.show();
    QVERIFY(editor.isLocked());
    auto *line = editor.findChild<QLineEdit *>(QStringLiteral("setting_") + kAccess);
    QVERIFY(line != nullptr);
    QVERIFY(line->isReadOnly());
    QTest::keyClicks(line, QStringLiteral("1"));
    QCOMPARE(line->text(), QStringLiteral("20 min"));
    QVERIFY(!editor.isModified());
    auto *lock = editor.findChild<QLabel *>(QStringLiteral("settingLock_") + kAccess);
    QVERIFY(lock->isVisible());
    QVERIFY(lock->text().contains(QLatin1String("TOKENDESK_ACCESS_TOKEN_LIFETIME")));
    QVERIFY(
        !editor.findChild<QToolButton *>(QStringLiteral("settingReset_") + kAccess)->isVisible());
}

void TestSettingsPage::editsEveryType()
{
    openGroup(2);
    setting<QPlainTextEdit>("auth_header_types")
        ->setPlainText(QStringLiteral("Bearer, JWT\nToken"));
    setting<QPlainTextEdit>("claim_mapping")
        ->setPlainText(QStringLiteral("{\"email\": \"$email\",}"));
    QVERIFY2(fieldError("claim_mapping").contains(QLatin1String("not JSON")),
             qPrintable(fieldError("claim_mapping")));
    setting<QPlainTextEdit>("claim_mapping")
        ->setPlainText(QStringLiteral("{\"email\": 1, \"email\": 2}"));
    QVERIFY(!fieldError("claim_mapping").isEmpty());
    setting<QPlainTextEdit>("claim_mapping")
        ->setPlainText(QStringLiteral("{\"mail\": \"$emial\"}"));
    QVERIFY(fieldError("claim_mapping").contains(QLatin1String("did you mean")));
    setting<QPlainTextEdit>("claim_mapping")
        ->setPlainText(QStringLiteral("{\"mail\": \"$email\"}"));
    QCOMPARE(fieldError("claim_mapping"), QString());
    type(setting<QLineEdit>("issuer"), QStringLiteral("https://auth.example.org"));
    openGroup(3);
    auto *spin = setting<QSpinBox>("password_minimum_length");
    QVERIFY(spin->suffix().contains(QLatin1String("characters")));
    spin->setFocus();
    QTest::keyClick(spin, Qt::Key_Up);
    setting<QCheckBox>("trim_password")->click();
    click("applyButton");
    QTRY_VERIFY(!m_page->hasUnsavedChanges());
    auto future = m_api->settings();
    QTRY_VERIFY(future.isFinished());
    const Settings now = future.result()->settings;
    QCOMPARE(
        now.textList(settings::kAuthHeaderTypes),
        QStringList({QStringLiteral("Bearer"), QStringLiteral("JWT"), QStringLiteral("Token")}));
    QCOMPARE(now.json(settings::kClaimMapping).value(QLatin1String("mail")).toString(),
             QStringLiteral("$email"));
    QCOMPARE(now.text(settings::kIssuer), QStringLiteral("https://auth.example.org"));
    QCOMPARE(now.integer(settings::kPasswordMinimumLength), 13);
    QVERIFY(now.boolean(settings::kTrimPassword));
}

void TestSettingsPage::barsFollowTheEdits()
{
    auto *bars = part<LifetimeBars>(QStringLiteral("lifetimeBars"));
    QVERIFY(bars->accessibleDescription().contains(QLatin1String("Access token: 15 min")));
    type(setting<QLineEdit>("session_maximum"), QStringLiteral("1d"));
    QVERIFY(bars->accessibleDescription().contains(QLatin1String("Session maximum: 1 d")));
    const auto remarks = m_page->findChildren<QLabel *>(QStringLiteral("lifetimeRemark"));
    QVERIFY(!remarks.isEmpty());
    QVERIFY(remarks.first()->text().contains(
        QLatin1String("Session maximum is shorter than the refresh token")));
}

void TestSettingsPage::goesToASetting()
{
    m_page->applyFilter({{QStringLiteral("setting"), QStringLiteral("issuer")}});
    QVERIFY(setting<QLineEdit>("issuer")->isVisible());
    QTRY_VERIFY(setting<QLineEdit>("issuer")->hasFocus());
    const QJsonObject state = m_page->saveState();
    openGroup(0);
    m_page->restoreState(state);
    QVERIFY(setting<QLineEdit>("issuer")->isVisible());
    m_page->applyFilter({{QStringLiteral("setting"), QStringLiteral("nonsense")}});
    QVERIFY(setting<QLineEdit>("issuer")->isVisible());
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

void TestSettingsPage::previewsTheMapping()
{
    User user;
    user.username = QStringLiteral("anna");
    user.email = QStringLiteral("anna@example.org");
    m_api->addUser(user);
    openGroup(2);
    auto *claims = part<QPlainTextEdit>(QStringLiteral("mappingClaims"));
    auto *state = part<QLabel>(QStringLiteral("mappingState"));
    auto *name = part<QLineEdit>(QStringLiteral("mappingUser"));
    QVERIFY(!claims->isVisible());
    QTest::keyClicks(name, QStringLiteral("ann"));
    QTRY_VERIFY(!state->text().isEmpty());
    QVERIFY(!claims->isVisible());
    QTest::keyClicks(name, QStringLiteral("a"));
    QTRY_VERIFY(claims->isVisible());
    QVERIFY(claims->toPlainText().contains(u"\"email\": \"anna@example.org\""));
    // What is being typed is what is shown, before it is saved.
    setting<QPlainTextEdit>("claim_mapping")
        ->setPlainText(QStringLiteral("{\"login\": \"$username\", \"site\": 7}"));
    QCOMPARE(QJsonDocument::fromJson(claims->toPlainText().toUtf8()).object(),
             (QJsonObject{{QStringLiteral("login"), QStringLiteral("anna")},
                          {QStringLiteral("site"), 7}}));
    QCOMPARE(m_api->callCount(QStringLiteral("changeSettings")), 0);
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
    QTRY_COMPARE(m_api->pending(), 0);
    QTRY_VERIFY(group != 2 || part<QWidget>(QStringLiteral("mappingClaims"))->isVisible());
    QCoreApplication::processEvents();
    if (group == 2)
        part<QScrollArea>(QStringLiteral("settingsForm"))
            ->ensureWidgetVisible(part<QWidget>(QStringLiteral("mappingState")));
    QCoreApplication::processEvents(); // lays out what has just appeared
    const QPixmap picture = m_page->grab();
    QCOMPARE(picture.size(), m_page->size() * m_page->devicePixelRatioF());
    const QString folder = qEnvironmentVariable("TOKENDESK_SCREENSHOTS");
    if (!folder.isEmpty())
        QVERIFY(picture.save(QStringLiteral("%1/settings-%2.png")
                                 .arg(folder, QLatin1String(QTest::currentDataTag()))));
}

QTEST_MAIN(TestSettingsPage)
#include "tst_settingspage.moc"
