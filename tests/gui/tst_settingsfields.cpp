// SPDX-License-Identifier: GPL-3.0-or-later
// The fields of the settings page: what they take, refuse and show.
#include "tests/gui/settingsfixture.h"
#include "ui/widgets/claimmappingcontrol.h"
#include "ui/widgets/claimrow.h"
#include "ui/widgets/durationedit.h"
#include "ui/widgets/lifetimebars.h"
#include "ui/widgets/settingeditor.h"

#include <QComboBox>
#include <QJsonDocument>
#include <QPlainTextEdit>
#include <QSpinBox>
#include <QToolButton>

using namespace tokendesk;
using namespace tokendesk::ui;

class TestSettingsFields : public QObject, private tokendesk::test::SettingsFixture
{
    Q_OBJECT
private slots:
    void init() { open(); }
    void cleanup() { close(); }
    void hasAnEditorForEveryRow();
    void refusesBadValuesBesideTheField();
    void refusesWhatContradicts();
    void showsErrorOfTheServerBesideTheField();
    void resetsToTheDefault();
    void keepsEditsWhenChangedElsewhere();
    void locksWhatComesFromOutside();
    void editsEveryType();
    void barsFollowTheEdits();
    void goesToASetting();
    void previewsTheMapping();
    void editsTheMappingInATable();
    void saysWhatIsWrongBesideTheClaim_data();
    void saysWhatIsWrongBesideTheClaim();
    void keepsAnyMappingInTableAndJson_data();
    void keepsAnyMappingInTableAndJson();
    void losesNothingBetweenTableAndJson();

private:
    /// The n-th row of the mapping, from above.
    template<typename T>
    T *claim(const char *name, qsizetype row) const
    {
        const auto all = m_page->findChildren<T *>(QLatin1String(name));
        if (row >= all.size())
            qFatal("no %s in row %lld", name, static_cast<long long>(row));
        return all.at(row);
    }
    [[nodiscard]] qsizetype claimCount() const { return m_page->findChildren<ClaimRow *>().size(); }
    void addClaim(const QString &name, const QString &source, const QString &constant = {}) const
    {
        click("claimAdd");
        const qsizetype row = claimCount() - 1;
        QVERIFY(claim<QLineEdit>("claimName", row)->hasFocus());
        QTest::keyClicks(claim<QLineEdit>("claimName", row), name);
        auto *box = claim<QComboBox>("claimSource", row);
        QVERIFY(box->findText(source) >= 0);
        box->setCurrentIndex(box->findText(source));
        QCOMPARE(claim<QLineEdit>("claimConstant", row)->isVisible(), source == u"Constant");
        if (!constant.isEmpty())
            QTest::keyClicks(claim<QLineEdit>("claimConstant", row), constant);
    }
    /// As the form would save it.
    [[nodiscard]] QJsonObject mapping() const
    {
        auto *control = m_page->findChild<ClaimMappingControl *>();
        return control->value().value_or(QJsonValue()).toObject();
    }
};

void TestSettingsFields::hasAnEditorForEveryRow()
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

void TestSettingsFields::refusesBadValuesBesideTheField()
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

void TestSettingsFields::refusesWhatContradicts()
{
    openGroup(2);
    type(setting<QLineEdit>("user_id_claim"), QStringLiteral("jti"));
    click("applyButton");
    QVERIFY(m_page->banners().contains(QStringLiteral("fields")));
    QVERIFY(fieldError("jti_claim").contains(QLatin1String("already"))
            || fieldError("user_id_claim").contains(QLatin1String("already")));
    QCOMPARE(m_api->callCount(QStringLiteral("changeSettings")), 0);
}

void TestSettingsFields::showsErrorOfTheServerBesideTheField()
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

void TestSettingsFields::resetsToTheDefault()
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

void TestSettingsFields::keepsEditsWhenChangedElsewhere()
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

void TestSettingsFields::locksWhatComesFromOutside()
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

void TestSettingsFields::editsEveryType()
{
    openGroup(2);
    setting<QPlainTextEdit>("auth_header_types")
        ->setPlainText(QStringLiteral("Bearer, JWT\nToken"));
    part<QCheckBox>(QStringLiteral("claimAsJson"))->click();
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

void TestSettingsFields::barsFollowTheEdits()
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

void TestSettingsFields::goesToASetting()
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

void TestSettingsFields::previewsTheMapping()
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
    part<QCheckBox>(QStringLiteral("claimAsJson"))->click();
    setting<QPlainTextEdit>("claim_mapping")
        ->setPlainText(QStringLiteral("{\"login\": \"$username\", \"site\": 7}"));
    QCOMPARE(QJsonDocument::fromJson(claims->toPlainText().toUtf8()).object(),
             (QJsonObject{{QStringLiteral("login"), QStringLiteral("anna")},
                          {QStringLiteral("site"), 7}}));
    QVERIFY(state->text().startsWith(u"As the form has it"));
    setting<QPlainTextEdit>("claim_mapping")->setPlainText(QStringLiteral("{\"exp\": 7}"));
    QVERIFY2(state->text().startsWith(u"As it is in force"), qPrintable(state->text()));
    QVERIFY(claims->toPlainText().contains(u"\"email\": \"anna@example.org\""));
    QCOMPARE(m_api->callCount(QStringLiteral("changeSettings")), 0);
}

void TestSettingsFields::editsTheMappingInATable()
{
    openGroup(2);
    QCOMPARE(claimCount(), 3); // the default
    QCOMPARE(claim<QLineEdit>("claimName", 0)->text(), QStringLiteral("email"));
    QCOMPARE(claim<QComboBox>("claimSource", 0)->currentText(), QStringLiteral("Email"));
    QVERIFY(!m_page->hasUnsavedChanges());
    claim<QToolButton>("claimRemove", 1)->click(); // full_name
    QTRY_COMPARE(claimCount(), 2);
    addClaim(QStringLiteral("teams"), QStringLiteral("Names of the groups"));
    addClaim(QStringLiteral("level"), QStringLiteral("Constant"), QStringLiteral("7"));
    QVERIFY(claim<QLabel>("claimRemark", 3)->isVisible());
    addClaim(QStringLiteral("zone"), QStringLiteral("Constant"), QStringLiteral("\"7\""));
    QVERIFY(!claim<QLabel>("claimRemark", 4)->isVisible());
    addClaim(QStringLiteral("price"), QStringLiteral("Constant"), QStringLiteral("$5"));
    part<QCheckBox>(QStringLiteral("claimAll"))->click();
    QCOMPARE(fieldError("claim_mapping"), QString());
    click("applyButton");
    QTRY_VERIFY(!m_page->hasUnsavedChanges());
    auto future = m_api->settings();
    QTRY_VERIFY(future.isFinished());
    QCOMPARE(future.result()->settings.json(settings::kClaimMapping),
             (QJsonObject{{QStringLiteral("email"), QStringLiteral("$email")},
                          {QStringLiteral("is_staff"), QStringLiteral("$is_staff")},
                          {QStringLiteral("teams"), QStringLiteral("$groups")},
                          {QStringLiteral("level"), 7},
                          {QStringLiteral("zone"), QStringLiteral("7")},
                          {QStringLiteral("price"), QStringLiteral("$$5")},
                          {QStringLiteral("*"), QStringLiteral("$claims")}}));
    // With nothing left it says so.
    while (claimCount() > 0) {
        const qsizetype before = claimCount();
        claim<QToolButton>("claimRemove", 0)->click();
        QTRY_COMPARE(claimCount(), before - 1);
    }
    part<QCheckBox>(QStringLiteral("claimAll"))->click();
    QVERIFY(part<QLabel>(QStringLiteral("claimEmpty"))->isVisible());
    QVERIFY(mapping().isEmpty());
    click("revertButton");
    QCOMPARE(claimCount(), 6);
    QVERIFY(part<QCheckBox>(QStringLiteral("claimAll"))->isChecked());
}

void TestSettingsFields::saysWhatIsWrongBesideTheClaim_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("says");
    QTest::addColumn<bool>("isOfTheRow"); // else of the whole form
    QTest::newRow("written by the server")
        << QStringLiteral("exp") << QStringLiteral("written by the server") << true;
    QTest::newRow("twice") << QStringLiteral("email") << QStringLiteral("twice") << true;
    QTest::newRow("too long") << QString(65, u'a') << QStringLiteral("64 characters") << true;
    QTest::newRow("a name by another setting")
        << QStringLiteral("user_id") << QStringLiteral("Tokens need") << false;
}

void TestSettingsFields::saysWhatIsWrongBesideTheClaim()
{
    QFETCH(const QString, name);
    QFETCH(const QString, says);
    QFETCH(const bool, isOfTheRow);
    openGroup(2);
    click("claimAdd");
    const qsizetype row = claimCount() - 1;
    auto *error = claim<QLabel>("claimError", row);
    QVERIFY(!error->isVisible()); // nobody has named it yet
    QVERIFY(!fieldError("claim_mapping").isEmpty()); // but it cannot be saved so
    QTest::keyClicks(claim<QLineEdit>("claimName", row), name);
    QVERIFY(error->isVisible());
    QVERIFY2(error->text().contains(says), qPrintable(error->text()));
    for (qsizetype other = 0; other < row; ++other)
        QVERIFY(!claim<QLabel>("claimError", other)->isVisible());
    QCOMPARE(!fieldError("claim_mapping").isEmpty(), isOfTheRow);
    click("applyButton");
    QVERIFY(!fieldError("claim_mapping").isEmpty());
    QCOMPARE(m_api->callCount(QStringLiteral("changeSettings")), 0);
    claim<QLineEdit>("claimName", row)->clear();
    QTest::keyClicks(claim<QLineEdit>("claimName", row), QStringLiteral("mail"));
    QVERIFY(!error->isVisible());
    QCOMPARE(fieldError("claim_mapping"), QString());
}

void TestSettingsFields::keepsAnyMappingInTableAndJson_data()
{
    QTest::addColumn<QByteArray>("json");
    const std::initializer_list<const char *> all = {
        "{}",
        "{\"*\":\"$claims\"}",
        "{\"own\":\"$claims\"}",
        "{\"a\":\"\",\"b\":\" \",\"c\":\"null\",\"d\":null}",
        "{\"a\":\"true\",\"b\":true,\"c\":\"1e3\",\"d\":1000.5,\"e\":-7}",
        "{\"a\":\"$$email\",\"b\":\"$$$\",\"c\":\"5$\"}",
        "{\"a\":[1,\"$email\",{\"b\":[]}],\"c\":{\"d\":\"e, f\"},\"g\":\"1, 2\"}",
        "{\"a\":\"two\\nlines\",\"b\":\"\\\"quoted\\\"\",\"c\":\"\\u00e9\\ud83d\\ude00\"}",
        "{\"a\":9007199254740993,\"b\":\"[1]\",\"c\":\"{}\",\" d \":\"$groups\"}",
        "{\"https://example.org/claims/team\":\"$groups\",\"a.b\":\"$full_name\"}",
    };
    for (const char *json : all)
        QTest::newRow(json) << QByteArray(json);
}

/// Whatever may stand in the setting survives the table, and a change of view forth and back.
void TestSettingsFields::keepsAnyMappingInTableAndJson()
{
    QFETCH(const QByteArray, json);
    const QJsonObject wanted = QJsonDocument::fromJson(json).object();
    const auto valid = validateSetting(settings::kClaimMapping, wanted);
    QVERIFY2(valid.has_value(), json.constData());
    auto *control = m_page->findChild<ClaimMappingControl *>();
    auto *asJson = part<QCheckBox>(QStringLiteral("claimAsJson"));
    openGroup(2);
    control->setValue(wanted);
    QCOMPARE(mapping(), wanted);
    asJson->click();
    QCOMPARE(mapping(), wanted);
    setting<QPlainTextEdit>("claim_mapping")->setPlainText(QString::fromUtf8(json));
    asJson->click();
    QVERIFY(!asJson->isChecked());
    QCOMPARE(mapping(), wanted);
    QCOMPARE(fieldError("claim_mapping"), QString());
}

void TestSettingsFields::losesNothingBetweenTableAndJson()
{
    openGroup(2);
    auto *asJson = part<QCheckBox>(QStringLiteral("claimAsJson"));
    auto *json = setting<QPlainTextEdit>("claim_mapping");
    auto *state = part<QLabel>(QStringLiteral("claimJsonState"));
    QVERIFY(!json->isVisible());
    addClaim(QStringLiteral("email"), QStringLiteral("Username"));
    asJson->click(); // one of the two would go
    QVERIFY(!asJson->isChecked());
    QVERIFY(!json->isVisible());
    QVERIFY(state->isVisible());
    claim<QToolButton>("claimRemove", claimCount() - 1)->click();
    QTRY_COMPARE(claimCount(), 3);
    asJson->click();
    QVERIFY(json->isVisible());
    QVERIFY(!state->isVisible());
    json->setPlainText(QStringLiteral("{\"mail\": \"$email\""));
    asJson->click(); // there is no table of half an object
    QVERIFY(asJson->isChecked());
    QVERIFY(json->isVisible());
    QVERIFY(state->isVisible());
    // A field that does not exist has a row, and the hint beside it.
    json->setPlainText(QStringLiteral("{\"mail\": \"$emial\"}"));
    asJson->click();
    QTRY_COMPARE(claimCount(), 1);
    QVERIFY(claim<QLabel>("claimError", 0)->text().contains(u"did you mean \"$email\""));
    auto *box = claim<QComboBox>("claimSource", 0);
    QCOMPARE(box->currentText(), QStringLiteral("$emial"));
    box->setCurrentIndex(box->findText(QStringLiteral("Email")));
    QCOMPARE(mapping(), (QJsonObject{{QStringLiteral("mail"), QStringLiteral("$email")}}));
}

QTEST_MAIN(TestSettingsFields)
#include "tst_settingsfields.moc"
