// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/runtime/verdictsentence.h"
#include "tests/support/fakeadminapi.h"
#include "tests/support/fakeclock.h"
#include "tests/support/fakeprompter.h"
#include "ui/models/checksmodel.h"
#include "ui/models/claimsmodel.h"
#include "ui/pages/inspectorfacts.h"
#include "ui/pages/inspectorpage.h"
#include "ui/widgets/copybutton.h"
#include "ui/widgets/emptystate.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QComboBox>
#include <QDateTimeEdit>
#include <QGuiApplication>
#include <QJsonDocument>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSlider>
#include <QTableView>
#include <QTest>

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

QByteArray base64(const QByteArray &text)
{
    return text.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

QString makeToken(const QJsonObject &claims)
{
    const QByteArray header = R"({"alg":"HS256","typ":"JWT"})";
    const QByteArray payload = QJsonDocument(claims).toJson(QJsonDocument::Compact);
    return QString::fromLatin1(base64(header) + '.' + base64(payload) + '.'
                               + base64(QByteArray(32, 'x')));
}

} // namespace

class TestInspectorPage : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void cleanup();
    void startsEmpty();
    void takesTokenApartWhileTyping();
    void choosesBetweenAccessAndRefresh();
    void saysWhatWasStripped();
    void pastesAndClears();
    void saysWhyRefused();
    void explainsUndecodable();
    void judgesAtAnotherMoment();
    void verifiesWithOwnSecret();
    void linksToSessionAndUser();
    void showsAnswers();
    void copiesReportWithoutSignature();
    void showsErrorAndRetries();
    void dropsLateAnswers();
    void keepsNothingSecretInSight();
    void marksMillisecondsAndCustomClaims();
    void modelsAreSound();
    void takesTokenFromOtherPage();
    void draws_data();
    void draws();

private:
    template<typename T>
    T *part(const char *name) const
    {
        T *found = m_page->findChild<T *>(QLatin1String(name));
        if (found == nullptr)
            qFatal("no %s", name);
        return found;
    }
    QString label(const char *name) const { return part<QLabel>(name)->text(); }
    void enter(const QString &text) const
    {
        part<QPlainTextEdit>("tokenInput")->setPlainText(text);
    }
    QString cell(const char *table, const QString &name, int column) const;
    QString accessToken() const;
    QString refreshToken() const;
    Inspection known() const;

    std::unique_ptr<FakeClock> m_clock;
    std::unique_ptr<FakeAdminApi> m_api;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<InspectorPage> m_page;
    FakePrompter m_prompter;
    IdleServer m_server;
    QString m_openedPage;
    QJsonObject m_openedFilter;
};

void TestInspectorPage::init()
{
    m_clock = std::make_unique<FakeClock>();
    m_api = std::make_unique<FakeAdminApi>(*m_clock);
    m_theme = std::make_unique<Theme>();
    m_theme->applyToApplication();
    m_openedPage.clear();
    const PageContext context{*m_api,
                              m_server,
                              m_prompter,
                              *m_theme,
                              *m_clock,
                              [this](const QString &id, const QJsonObject &filter) {
                                  m_openedPage = id;
                                  m_openedFilter = filter;
                              }};
    m_page = std::make_unique<InspectorPage>(context);
    m_page->resize(1080, 640);
    m_page->show();
    m_page->opened();
}

void TestInspectorPage::cleanup()
{
    m_page.reset();
    m_theme.reset();
    m_api.reset();
    QGuiApplication::clipboard()->clear();
}

QString TestInspectorPage::accessToken() const
{
    const qint64 now = toEpochSeconds(m_clock->now());
    return makeToken({{QStringLiteral("token_type"), QStringLiteral("access")},
                      {QStringLiteral("iat"), now - 60},
                      {QStringLiteral("exp"), now + 840},
                      {QStringLiteral("user_id"), 1}});
}

QString TestInspectorPage::refreshToken() const
{
    const qint64 now = toEpochSeconds(m_clock->now());
    return makeToken({{QStringLiteral("token_type"), QStringLiteral("refresh")},
                      {QStringLiteral("iat"), now - 60},
                      {QStringLiteral("exp"), now + 604'800}});
}

QString TestInspectorPage::cell(const char *table, const QString &name, int column) const
{
    const QAbstractItemModel *model = part<QTableView>(table)->model();
    for (int row = 0; row < model->rowCount(); ++row) {
        if (model->index(row, 0).data().toString() == name)
            return model->index(row, column).data().toString();
    }
    return {};
}

Inspection TestInspectorPage::known() const
{
    const qint64 now = toEpochSeconds(m_clock->now());
    Inspection inspection;
    inspection.token = accessToken();
    inspection.headerJson = R"({"alg":"HS256","typ":"JWT","kid":"k-2026-11"})";
    inspection.claims = {{QStringLiteral("token_type"), QStringLiteral("access")},
                         {QStringLiteral("exp"), now - 192},
                         {QStringLiteral("iat"), now - 1092},
                         {QStringLiteral("email"), QStringLiteral("anna@old.example.org")},
                         {QStringLiteral("dept"), QStringLiteral("R&D")}};
    inspection.payloadJson = QJsonDocument(inspection.claims).toJson(QJsonDocument::Compact);
    inspection.verdict.expiresAt = fromEpochMs((now - 192) * 1000);
    inspection.verdict.examinedAt = m_clock->now();
    for (auto &entry : inspection.verdict.checks)
        entry.outcome = token::Outcome::Passed;
    const auto set = [&inspection](token::Check check, token::Outcome outcome,
                                   token::Cause cause = token::Cause::None) {
        inspection.verdict.checks[static_cast<std::size_t>(check)] = {outcome, cause};
    };
    set(token::Check::Expiry, token::Outcome::Failed, token::Cause::Expired);
    set(token::Check::Issuer, token::Outcome::NotApplicable);
    set(token::Check::UserActive, token::Outcome::NotReached);
    inspection.verdict.firstFailure = token::Check::Expiry;
    inspection.sentence = verdictSentence(inspection, QStringLiteral("access"), {}, {});
    Session session;
    session.id = *SessionId::fromHex("00112233445566778899aabb");
    session.username = QStringLiteral("anna");
    session.generation = 3;
    session.createdAt = m_clock->now() - std::chrono::hours(2);
    session.expiresAt = m_clock->now() + std::chrono::hours(100);
    session.endedAt = m_clock->now() - std::chrono::minutes(5);
    session.endReason = EndReason::EndedByAdministrator;
    session.endedBy = QStringLiteral("root");
    session.userAgent = QStringLiteral("curl/7.88");
    session.address = QStringLiteral("10.0.0.7");
    inspection.session = session;
    inspection.sessionEnd = {*session.endedAt, *session.endReason};
    User user;
    user.id = 7;
    user.username = QStringLiteral("anna");
    user.email = QStringLiteral("anna@example.org");
    inspection.user = user;
    inspection.answers = {{QStringLiteral("verify"), 401,
                           R"({"detail":"Token is expired","code":"token_not_valid"})"},
                          {QStringLiteral("refresh"), 401,
                           R"({"detail":"Token has wrong type","code":"token_not_valid"})"},
                          {QStringLiteral("profile"), 200, R"({"id":7,"username":"anna"})"}};
    return inspection;
}

void TestInspectorPage::startsEmpty()
{
    QVERIFY(m_page->findChild<EmptyState *>()->isVisible());
    QVERIFY(!part<QTableView>("checksList")->isVisible());
    QVERIFY(!part<QPushButton>("clearButton")->isEnabled());
    QVERIFY(!part<QComboBox>("tokenChoice")->isVisible());
    QCOMPARE(m_api->callCount(QStringLiteral("inspect")), 0);
}

void TestInspectorPage::takesTokenApartWhileTyping()
{
    auto *input = part<QPlainTextEdit>("tokenInput");
    input->setFocus();
    QTest::keyClicks(input, accessToken());
    QCOMPARE(m_api->callCount(QStringLiteral("inspect")), 0); // not at every key
    QTRY_COMPARE(label("resultWord"), QStringLiteral("Accepted"));
    QCOMPARE(m_api->callCount(QStringLiteral("inspect")), 1);
    QVERIFY(part<QTableView>("checksList")->isVisible());
    QCOMPARE(cell("headerTable", QStringLiteral("alg"), ClaimsModel::Value),
             QStringLiteral("HS256"));
    QVERIFY(cell("claimsTable", QStringLiteral("exp"), ClaimsModel::Value)
                .contains(QLatin1String("in 14 min")));
    QVERIFY(cell("claimsTable", QStringLiteral("iat"), ClaimsModel::Value)
                .contains(QLatin1String("1 min ago")));
    QVERIFY(label("partHeader").contains(QLatin1String("header: 36 characters")));
    QVERIFY(label("partSignature").contains(QLatin1String("signature: 43 characters")));
    QCOMPARE(part<QTableView>("checksList")->model()->rowCount(), int{token::kCheckCount});
    QVERIFY(!part<QLabel>("strippedText")->isVisible());
}

void TestInspectorPage::choosesBetweenAccessAndRefresh()
{
    enter(QStringLiteral("{\"refresh\":\"%1\",\"access\":\"%2\"}")
              .arg(refreshToken(), accessToken()));
    QTRY_COMPARE(cell("claimsTable", QStringLiteral("token_type"), ClaimsModel::Value),
                 QStringLiteral("refresh"));
    auto *choice = part<QComboBox>("tokenChoice");
    QVERIFY(choice->isVisible());
    QCOMPARE(choice->count(), 2);
    QVERIFY(choice->itemText(0).startsWith(QLatin1String("Refresh token")));
    choice->setFocus();
    QTest::keyClick(choice, Qt::Key_Down);
    QTRY_COMPARE(cell("claimsTable", QStringLiteral("token_type"), ClaimsModel::Value),
                 QStringLiteral("access"));
}

void TestInspectorPage::saysWhatWasStripped()
{
    enter(QStringLiteral("curl -H 'Authorization: Bearer %1' http://127.0.0.1:8000/account/profile")
              .arg(accessToken()));
    QTRY_COMPARE(label("strippedText"), QStringLiteral("Removed: a curl command."));
    QVERIFY(part<QLabel>("strippedText")->isVisible());
    enter(QStringLiteral("there is nothing in here"));
    QTRY_VERIFY(label("resultText").startsWith(QLatin1String("There is no token in this text")));
    QVERIFY(m_page->findChild<EmptyState *>()->isVisible());
}

void TestInspectorPage::pastesAndClears()
{
    QGuiApplication::clipboard()->setText(accessToken());
    QTest::mouseClick(part<QPushButton>("pasteButton"), Qt::LeftButton);
    QTRY_COMPARE(label("resultWord"), QStringLiteral("Accepted"));
    QTest::mouseClick(part<QPushButton>("clearButton"), Qt::LeftButton);
    QVERIFY(part<QPlainTextEdit>("tokenInput")->toPlainText().isEmpty());
    QVERIFY(!part<QPlainTextEdit>("tokenInput")->document()->isUndoAvailable());
    QVERIFY(m_page->findChild<EmptyState *>()->isVisible());
    QCOMPARE(part<QTableView>("claimsTable")->model()->rowCount(), 0);
    QVERIFY(part<CopyButton>("copyReport")->textToCopy().isEmpty());
}

void TestInspectorPage::saysWhyRefused()
{
    m_api->setInspection(known());
    enter(accessToken());
    QTRY_COMPARE(label("resultWord"), QStringLiteral("Refused"));
    QCOMPARE(label("resultText"), QStringLiteral("Expired 3 min 12 s ago, leeway 0 s."));
    QCOMPARE(label("resultCause"), QStringLiteral("expired"));
    const QAbstractItemModel *checks = part<QTableView>("checksList")->model();
    const auto outcome = [checks](token::Check check) {
        return checks->index(static_cast<int>(check), ChecksModel::Outcome).data().toString();
    };
    QCOMPARE(outcome(token::Check::Signature), QStringLiteral("passed"));
    QCOMPARE(outcome(token::Check::Expiry), QStringLiteral("failed"));
    QCOMPARE(outcome(token::Check::Issuer), QStringLiteral("not applicable"));
    QCOMPARE(outcome(token::Check::UserActive), QStringLiteral("not reached"));
    const QModelIndex why = checks->index(static_cast<int>(token::Check::Expiry), ChecksModel::Why);
    QCOMPARE(why.data().toString(), translatedCause(token::Cause::Expired));
    QCOMPARE(why.data(ChecksModel::CauseRole).toString(), QStringLiteral("expired"));
}

void TestInspectorPage::explainsUndecodable()
{
    enter(QStringLiteral("hello"));
    QTRY_COMPARE(label("resultWord"), QStringLiteral("Refused"));
    QCOMPARE(label("resultCause"), QStringLiteral("not_three_segments"));
    QVERIFY(part<QLabel>("headerNote")->isVisible());
    QVERIFY(label("headerNote").contains(translatedCause(token::Cause::NotThreeSegments)));
    QVERIFY(part<QLabel>("payloadNote")->isVisible());
}

void TestInspectorPage::judgesAtAnotherMoment()
{
    enter(accessToken());
    QTRY_COMPARE(label("resultWord"), QStringLiteral("Accepted"));
    auto *slider = part<QSlider>("timeSlider");
    QVERIFY(slider->isEnabled());
    slider->setFocus();
    QTest::keyClick(slider, Qt::Key_End); // after the expiry
    QVERIFY(part<QRadioButton>("atMoment")->isChecked());
    QTRY_COMPARE(label("resultWord"), QStringLiteral("Refused"));
    QVERIFY(cell("claimsTable", QStringLiteral("exp"), ClaimsModel::Value)
                .contains(QLatin1String("ago")));
    QVERIFY(part<QDateTimeEdit>("momentEdit")->isEnabled());
    QTest::mouseClick(part<QRadioButton>("atNow"), Qt::LeftButton, {}, QPoint(8, 8));
    QTRY_COMPARE(label("resultWord"), QStringLiteral("Accepted"));

    // Time goes on by itself, too.
    m_clock->advance(std::chrono::hours(1));
    m_page->refresh();
    QTRY_COMPARE(label("resultWord"), QStringLiteral("Refused"));
}

void TestInspectorPage::verifiesWithOwnSecret()
{
    enter(accessToken());
    QTRY_COMPARE(m_api->callCount(QStringLiteral("inspect")), 1);
    auto *field = part<QLineEdit>("secretField");
    QVERIFY(!field->isEnabled());
    QTest::mouseClick(part<QRadioButton>("ownSecret"), Qt::LeftButton, {}, QPoint(8, 8));
    QVERIFY(field->isEnabled());
    QCOMPARE(field->echoMode(), QLineEdit::Password);
    QTest::keyClicks(field, QStringLiteral("s3cret"));
    QTRY_VERIFY(m_api->callCount(QStringLiteral("inspect")) >= 7);
    part<QAction>("showSecret")->trigger();
    QCOMPARE(field->echoMode(), QLineEdit::Normal);
    part<QAction>("showSecret")->trigger();
    QCOMPARE(field->echoMode(), QLineEdit::Password);
    QTest::mouseClick(part<QPushButton>("clearButton"), Qt::LeftButton);
    QVERIFY(field->text().isEmpty());
    QVERIFY(part<QRadioButton>("serverKeys")->isChecked());
}

void TestInspectorPage::linksToSessionAndUser()
{
    Inspection found = known();
    found.session->keyId = QStringLiteral("k-1");
    m_api->setInspection(found);
    enter(accessToken());
    QTRY_VERIFY(label("sessionText").contains(QLatin1String("generation 3")));
    part<QPushButton>("openKey")->click();
    QCOMPARE(m_openedPage, QStringLiteral("keys"));
    QCOMPARE(m_openedFilter.value(QLatin1String("key")).toString(), QStringLiteral("k-1"));
    QVERIFY(label("sessionText").contains(QLatin1String("by root")));
    QVERIFY(label("userText").contains(QLatin1String("anna")));
    QVERIFY(label("staleText")
                .contains(QLatin1String("email is anna@old.example.org, now anna@example.org")));
    part<QPushButton>("openSession")->click();
    QCOMPARE(m_openedPage, QStringLiteral("sessions"));
    QCOMPARE(m_openedFilter.value(QLatin1String("session")).toString(),
             QStringLiteral("00112233445566778899aabb"));
    part<QPushButton>("openUser")->click();
    QCOMPARE(m_openedPage, QStringLiteral("users"));
    QCOMPARE(m_openedFilter.value(QLatin1String("user")).toInt(), 7);
}

void TestInspectorPage::showsAnswers()
{
    m_api->setInspection(known());
    enter(accessToken());
    QTRY_VERIFY(m_page->findChild<QLabel *>(QStringLiteral("answer_verify")) != nullptr);
    QVERIFY(label("answer_verify").contains(QLatin1String("401 refused")));
    QVERIFY(label("answerBody_refresh").contains(QLatin1String("wrong type")));
    QVERIFY(label("answer_profile").contains(QLatin1String("200 accepted")));
}

void TestInspectorPage::copiesReportWithoutSignature()
{
    m_api->setInspection(known());
    enter(accessToken());
    QTRY_VERIFY(part<CopyButton>("copyReport")->isEnabled());
    QTest::mouseClick(part<CopyButton>("copyReport"), Qt::LeftButton);
    const QString report = QGuiApplication::clipboard()->text();
    QVERIFY(report.startsWith(QLatin1String("Refused: expired")));
    QVERIFY(report.contains(QLatin1String("Token is expired")));
    QVERIFY(!report.contains(accessToken().section(u'.', 2)));
    QTest::mouseClick(part<CopyButton>("copyHeader"), Qt::LeftButton);
    QCOMPARE(QGuiApplication::clipboard()->text(),
             QStringLiteral(R"({"alg":"HS256","typ":"JWT","kid":"k-2026-11"})"));
}

void TestInspectorPage::showsErrorAndRetries()
{
    m_api->failNext(Error(ErrorCode::StoreUnavailable, QStringLiteral("disk gone")),
                    QStringLiteral("inspect"));
    enter(accessToken());
    QTRY_VERIFY(m_page->banners().contains(QStringLiteral("inspect")));
    auto *retry = m_page->banners().findChild<QPushButton *>(QStringLiteral("bannerAction"));
    QVERIFY(retry != nullptr);
    QTest::mouseClick(retry, Qt::LeftButton);
    QTRY_COMPARE(label("resultWord"), QStringLiteral("Accepted"));
    QVERIFY(!m_page->banners().contains(QStringLiteral("inspect")));
}

void TestInspectorPage::dropsLateAnswers()
{
    m_api->hold();
    enter(refreshToken());
    QTRY_COMPARE(m_api->pending(), 1);
    enter(accessToken());
    QTRY_COMPARE(m_api->pending(), 2);
    enter(QString());
    QTRY_VERIFY(!part<QPushButton>("clearButton")->isEnabled());
    m_api->release();
    QTRY_COMPARE(m_api->pending(), 0);
    QCoreApplication::processEvents();
    QVERIFY(m_page->findChild<EmptyState *>()->isVisible());
    QCOMPARE(part<QTableView>("claimsTable")->model()->rowCount(), 0);
}

void TestInspectorPage::keepsNothingSecretInSight()
{
    const QString token = accessToken();
    enter(token);
    QTRY_COMPARE(label("resultWord"), QStringLiteral("Accepted"));
    const QString signature = token.section(u'.', 2);
    QVERIFY(!m_page->windowTitle().contains(signature));
    const auto widgets = m_page->findChildren<QWidget *>();
    for (const QWidget *widget : widgets) {
        QVERIFY(!widget->toolTip().contains(signature));
        QVERIFY(!widget->accessibleDescription().contains(signature));
    }
    const QByteArray state = QJsonDocument(m_page->saveState()).toJson();
    QVERIFY(!state.contains(signature.toLatin1()));
}

void TestInspectorPage::marksMillisecondsAndCustomClaims()
{
    const qint64 now = toEpochMs(m_clock->now());
    enter(makeToken(
        {{QStringLiteral("exp"), now + 60'000}, {QStringLiteral("dept"), QStringLiteral("R&D")}}));
    QTRY_VERIFY(cell("claimsTable", QStringLiteral("exp"), ClaimsModel::Meaning)
                    .contains(QLatin1String("exp looks like milliseconds")));
    QCOMPARE(cell("claimsTable", QStringLiteral("dept"), ClaimsModel::Meaning),
             QStringLiteral("Custom claim"));
}

void TestInspectorPage::modelsAreSound()
{
    ClaimsModel claims(ClaimsModel::Part::Payload);
    const QAbstractItemModelTester claimsTester(
        &claims, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const QByteArray json = R"({"b":1,"exp":1790000000,"a":"x\ny","n":{"k":[1,2]}})";
    claims.setJson(json, m_clock->now());
    QCOMPARE(claims.rowCount(), 4);
    QCOMPARE(claims.index(0, 0).data().toString(), QStringLiteral("b")); // in the token's order
    QVERIFY(claims.index(1, 1).data(Qt::ToolTipRole).toString().contains(QLatin1String("UTC")));
    QCOMPARE(claims.index(3, 1).data().toString(), QStringLiteral(R"({"k":[1,2]})"));
    claims.setJson(json, m_clock->now() + std::chrono::hours(1));
    QVERIFY(claims.index(1, 1).data().toString().contains(QLatin1String("1 h ago")));
    claims.setJson("{\"a\":1,\"a\":2}", m_clock->now()); // not strict
    QCOMPARE(claims.rowCount(), 0);
    claims.setJson("{\"exp\":1e300,\"iat\":-5,\"nbf\":\"x\"}", m_clock->now());
    QCOMPARE(claims.rowCount(), 3);

    ChecksModel checks(*m_theme);
    const QAbstractItemModelTester checksTester(
        &checks, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(checks.rowCount(), 0);
    checks.setVerdict(token::Verdict());
    QCOMPARE(checks.rowCount(), int{token::kCheckCount});
    checks.setVerdict(known().verdict);
    checks.setVerdict({});
    QCOMPARE(checks.rowCount(), 0);
}

void TestInspectorPage::takesTokenFromOtherPage()
{
    m_page->applyFilter({{QStringLiteral("token"), accessToken()}});
    QTRY_COMPARE(label("resultWord"), QStringLiteral("Accepted"));
    QCOMPARE(part<QPlainTextEdit>("tokenInput")->toPlainText(), accessToken());
}

void TestInspectorPage::draws_data()
{
    QTest::addColumn<bool>("dark");
    QTest::newRow("light") << false;
    QTest::newRow("dark") << true;
}

void TestInspectorPage::draws()
{
    QFETCH(const bool, dark);
    m_theme->setScheme(dark ? Theme::Scheme::Dark : Theme::Scheme::Light);
    m_api->setInspection(known());
    enter(QStringLiteral("Authorization: Bearer ") + accessToken());
    QTRY_COMPARE(label("resultWord"), QStringLiteral("Refused"));
    QCoreApplication::processEvents(); // lays out what has just appeared
    const QPixmap picture = m_page->grab();
    QCOMPARE(picture.size(), m_page->size() * m_page->devicePixelRatioF());
    const QString folder = qEnvironmentVariable("TOKENDESK_SCREENSHOTS");
    if (!folder.isEmpty())
        QVERIFY(picture.save(folder
                             + QStringLiteral("/inspector-%1.png")
                                   .arg(dark ? QStringLiteral("dark") : QStringLiteral("light"))));
}

QTEST_MAIN(TestInspectorPage)
#include "tst_inspectorpage.moc"
