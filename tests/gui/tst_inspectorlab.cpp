// SPDX-License-Identifier: GPL-3.0-or-later
// The inspector beyond one verdict: remarks, keys, comparing, signing, tampering, copies, drops.
#include "server/token/base64url.h"
#include "tests/gui/pagefixture.h"
#include "ui/models/checksmodel.h"
#include "ui/models/comparisonmodel.h"
#include "ui/models/tampermodel.h"
#include "ui/pages/inspectorpage.h"
#include "ui/tokendrop.h"
#include "ui/widgets/clipboardguard.h"
#include "ui/widgets/copybutton.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QClipboard>
#include <QDropEvent>
#include <QGuiApplication>
#include <QJsonDocument>
#include <QLineEdit>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTabWidget>
#include <QToolButton>

using namespace tokendesk;
using namespace tokendesk::test;
using namespace tokendesk::ui;

namespace {

QString tokenOf(const QByteArray &payload, const QByteArray &header = R"({"alg":"HS256"})")
{
    return QString::fromLatin1(token::toBase64Url(header) + '.' + token::toBase64Url(payload) + '.'
                               + token::toBase64Url(QByteArray(32, 'x')));
}

} // namespace

class TestInspectorLab : public QObject
{
    Q_OBJECT

    std::unique_ptr<PageFixture> m_fixture;

    [[nodiscard]] PageFixture &fixture() const { return *m_fixture; }
    template<typename W>
    [[nodiscard]] W *part(const char *name) const
    {
        W *found = fixture().find<W>(name);
        if (found == nullptr)
            qFatal("no %s", name);
        return found;
    }
    void enter(const QString &text)
    {
        fixture().page->applyFilter({{QStringLiteral("token"), text}}); // without a pause
        fixture().settle();
        QTRY_VERIFY(part<QLabel>("resultText")->isVisible());
    }
    void showView(int index)
    {
        auto *views = part<QTabWidget>("inspectorViews");
        QTest::mouseClick(views->tabBar(), Qt::LeftButton, {},
                          views->tabBar()->tabRect(index).center());
        QCOMPARE(views->currentIndex(), index);
        fixture().settle();
    }
    [[nodiscard]] QString access(const QByteArray &more = {}) const
    {
        const qint64 now = toEpochSeconds(fixture().clock.now());
        return tokenOf("{\"token_type\":\"access\",\"iat\":" + QByteArray::number(now - 60)
                       + ",\"exp\":" + QByteArray::number(now + 840) + ",\"user_id\":\"1\"" + more
                       + '}');
    }
    [[nodiscard]] static QString cell(const QTableView *table, int row, int column)
    {
        return table->model()->index(row, column).data().toString();
    }
    [[nodiscard]] static int rowOf(const QTableView *table, int column, const QString &text)
    {
        for (int row = 0; row < table->model()->rowCount(); ++row) {
            if (cell(table, row, column) == text)
                return row;
        }
        return -1;
    }

private slots:
    void init()
    {
        m_fixture = std::make_unique<PageFixture>();
        m_fixture->theme.applyToApplication();
        m_fixture->make<InspectorPage>();
        m_fixture->open();
    }
    void cleanup()
    {
        m_fixture.reset();
        QGuiApplication::clipboard()->clear();
    }

    void factsBehindTheChecks();
    void remarksHaveATab();
    void keysInEveryForm();
    void unusableKeyIsNamedBesideIt();
    void endsTheSessionInTwoSteps();
    void comparesTwoTokens();
    void comparisonIsExact();
    void editedCopyLosesItsSignature();
    void signsWithAnOwnKey();
    void serverKeyTakesThePassword();
    void badJsonIsNotSigned();
    void keepsEditsWhenTheTokenChanges();
    void tamperingIsRefused();
    void labWaitsUntilItIsShown();
    void changedTokenIsInspectedAsItIs();
    void acceptedChangeIsAnAlarm();
    void copiesAreGuarded();
    void reportCannotBeBrokenOut();
    void textMayBeDroppedAnywhere();
    void clearForgetsEverything();
    void fitsASmallWindow_data();
    void fitsASmallWindow();
};

void TestInspectorLab::factsBehindTheChecks()
{
    enter(access());
    const auto *checks = part<QTableView>("checksList");
    const auto fact = [checks](token::Check check) {
        return cell(checks, static_cast<int>(check), ChecksModel::Why);
    };
    QCOMPARE(fact(token::Check::Algorithm), QStringLiteral("HS256"));
    QVERIFY(fact(token::Check::Form).startsWith(QLatin1String("3 parts, ")));
    QVERIFY(fact(token::Check::Key).contains(QLatin1String("No kid")));
    QVERIFY(fact(token::Check::Expiry).contains(QLatin1String("in 14 min")));
    QVERIFY(fact(token::Check::Expiry).contains(QLatin1String("leeway")));
    QCOMPARE(fact(token::Check::Type), QStringLiteral("access"));
    QCOMPARE(fact(token::Check::UserClaim), QStringLiteral("1"));
    QCOMPARE(fact(token::Check::Issuer), QString());

    // Nothing of a token writes into the window as it likes.
    enter(tokenOf("{\"exp\":9999999999,\"iss\":\"a\\u202e\\n<b>" + QByteArray(200, 'y') + "\"}"));
    const QString issuer = fact(token::Check::Issuer);
    QVERIFY(!issuer.contains(u'\n'));
    QVERIFY(!issuer.contains(QChar(0x202e)));
    QVERIFY(issuer.size() < 70);
    const QString tip = checks->model()
                            ->index(static_cast<int>(token::Check::Issuer), ChecksModel::Why)
                            .data(Qt::ToolTipRole)
                            .toString();
    QVERIFY(tip.contains(QLatin1String("&lt;b&gt;")));
    QVERIFY(!tip.contains(QLatin1String("<b>")));
}

void TestInspectorLab::remarksHaveATab()
{
    auto *tabs = part<QTabWidget>("inspectorTabs");
    enter(access());
    QCOMPARE(tabs->tabText(3), QStringLiteral("Remarks"));
    Inspection inspection;
    inspection.token = access();
    inspection.payloadJson = "{}";
    inspection.remarks = {{token::RemarkKind::SecretKnown, {QStringLiteral("changeme")}},
                          {token::RemarkKind::LongLifetime, {}, std::chrono::hours{48}},
                          {token::RemarkKind::NoExpiry, {}}};
    fixture().api.setInspection(inspection);
    fixture().page->refresh();
    QTRY_COMPARE(tabs->tabText(3), QStringLiteral("Remarks (3)"));
    tabs->setCurrentIndex(3);
    QVERIFY(fixture().text("remark_secret_known").endsWith(QLatin1String(": changeme.")));
    QVERIFY(fixture().text("remark_long_lifetime").endsWith(QLatin1String(": 2 d.")));
    QVERIFY(fixture().text("remark_no_expiry").endsWith(u'.'));
    fixture().grab(QStringLiteral("inspector-remarks.png"));
    fixture().click("clearButton");
    QVERIFY(fixture().find<QLabel>("remark_no_expiry") == nullptr);
}

void TestInspectorLab::keysInEveryForm()
{
    enter(access());
    QTest::mouseClick(part<QAbstractButton>("ownSecret"), Qt::LeftButton, {}, QPoint(8, 8));
    auto *field = part<QLineEdit>("secretField");
    const QString pem = QStringLiteral("-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYI\n"
                                       "KoZIzj0DAQcDQgAE\n-----END PUBLIC KEY-----\n");
    const auto paste = [this, field](const QString &text) {
        QGuiApplication::clipboard()->setText(text);
        field->setFocus();
        field->selectAll();
        QTest::keySequence(field, QKeySequence::Paste);
        fixture().settle();
    };
    paste(pem);
    // Its lines stay lines: a PEM on one line is none.
    QCOMPARE(fixture().api.inspectedWith(), pem.toUtf8());
    QCOMPARE(fixture().text("keyKind"), QStringLiteral("PEM"));
    paste(QStringLiteral("{\"kty\":\"oct\",\"k\":\"AAAA\"}"));
    QCOMPARE(fixture().text("keyKind"), QStringLiteral("JWK"));
    paste(QStringLiteral("{\"keys\":[{\"kty\":\"oct\",\"k\":\"AAAA\"}]}"));
    QCOMPARE(fixture().text("keyKind"), QStringLiteral("JWK Set"));
    paste(QStringLiteral("s3cret"));
    QCOMPARE(fixture().text("keyKind"), QStringLiteral("HMAC secret"));
    QCOMPARE(field->echoMode(), QLineEdit::Password);
    paste(QString());
    QTest::mouseClick(part<QAbstractButton>("serverKeys"), Qt::LeftButton, {}, QPoint(8, 8));
    fixture().settle();
    QVERIFY(fixture().api.inspectedWith().isEmpty());
}

void TestInspectorLab::unusableKeyIsNamedBesideIt()
{
    enter(access());
    QTest::mouseClick(part<QAbstractButton>("ownSecret"), Qt::LeftButton, {}, QPoint(8, 8));
    fixture().settle();
    fixture().api.failNext(Error(ErrorCode::KeyInvalid, QStringLiteral("Not a PEM.")),
                           QStringLiteral("inspect"));
    fixture().type("secretField", "x");
    QTRY_VERIFY(fixture().text("keyProblem").contains(QLatin1String("Not a PEM.")));
    // The token is shown all the same, but no verdict by that key.
    QTRY_VERIFY(part<QLabel>("resultText")->text().contains(QLatin1String("Not judged")));
    QVERIFY(!part<QLabel>("resultWord")->isVisible());
    QVERIFY(part<QTableView>("claimsTable")->model()->rowCount() > 0);
    QVERIFY(!fixture().page->banners().contains(QStringLiteral("inspect")));
    fixture().type("secretField", "y");
    QTRY_VERIFY(part<QLabel>("resultWord")->isVisible());
    QVERIFY(fixture().text("keyProblem").isEmpty());
}

void TestInspectorLab::endsTheSessionInTwoSteps()
{
    PageFixture &f = fixture();
    const UserId user = f.api.addUser(QStringLiteral("anna"));
    const SessionId session = f.api.addSession(user);
    Inspection inspection;
    inspection.token = access();
    inspection.verdict.examinedAt = f.clock.now();
    inspection.session = f.api.storedSession(session);
    f.api.setInspection(inspection);
    enter(access());
    part<QTabWidget>("inspectorTabs")->setCurrentIndex(2);
    f.click("endSession");
    QCOMPARE(f.api.callCount(QStringLiteral("endSessions")), 0);
    f.click("endSession");
    QTRY_COMPARE(f.api.callCount(QStringLiteral("endSessions")), 1);
    f.settle();
    QVERIFY(f.api.storedSession(session).endedAt);
    inspection.session = f.api.storedSession(session);
    f.api.setInspection(inspection);
    f.page->refresh();
    QTRY_VERIFY(!part<QAbstractButton>("endSession")->isVisible()); // it has ended
    QVERIFY(f.text("sessionText").contains(QLatin1String("Ended")));

    inspection.session->endedAt.reset();
    f.api.setInspection(inspection);
    f.page->refresh();
    QTRY_VERIFY(part<QAbstractButton>("endSession")->isVisible());
    f.api.failNext(Error(ErrorCode::StoreUnavailable, QStringLiteral("disk gone")),
                   QStringLiteral("endSessions"));
    f.click("endSession");
    f.click("endSession");
    QTRY_VERIFY(f.page->banners().contains(QStringLiteral("end")));
}

void TestInspectorLab::comparesTwoTokens()
{
    PageFixture &f = fixture();
    enter(access(",\"email\":\"a@example.org\""));
    showView(1);
    const qint64 now = toEpochSeconds(f.clock.now());
    const QString second =
        tokenOf("{\"token_type\":\"access\",\"iat\":" + QByteArray::number(now - 60) + ",\"exp\":"
                + QByteArray::number(now + 1740) + ",\"user_id\":\"1\",\"dept\":[1,2]}");
    QGuiApplication::clipboard()->setText(QStringLiteral("Authorization: Bearer ") + second);
    f.click("secondPaste");
    f.settle();
    const auto *table = part<QTableView>("comparisonTable");
    QTRY_COMPARE(table->model()->rowCount(), 7);
    QCOMPARE(f.text("secondText"), QStringLiteral("Accepted."));
    QCOMPARE(f.text("differencesText"), QStringLiteral("3 difference(s)"));
    const auto difference = [&](const char *name) {
        return cell(table, rowOf(table, ComparisonModel::Name, QLatin1String(name)),
                    ComparisonModel::Difference);
    };
    QCOMPARE(difference("alg"), QStringLiteral("same"));
    QCOMPARE(difference("exp"), QStringLiteral("15 min later"));
    QCOMPARE(difference("email"), QStringLiteral("only in the first"));
    QCOMPARE(difference("dept"), QStringLiteral("only in the second"));
    QTest::mouseClick(part<QCheckBox>("onlyDifferences"), Qt::LeftButton, {}, QPoint(8, 8));
    QCOMPARE(table->model()->rowCount(), 3);
    f.grab(QStringLiteral("inspector-compare.png"));

    part<QPlainTextEdit>("secondInput")->setPlainText(access(",\"email\":\"a@example.org\""));
    QTRY_COMPARE(f.text("differencesText"), QStringLiteral("Both are the same token."));
    part<QPlainTextEdit>("secondInput")->setPlainText(QStringLiteral("no token at all"));
    QTRY_VERIFY(f.text("secondText").contains(QLatin1String("no token in this text")));
    QCOMPARE(table->model()->rowCount(), 0);
    f.api.failNext(Error(ErrorCode::StoreUnavailable, QStringLiteral("disk gone")),
                   QStringLiteral("inspect"));
    part<QPlainTextEdit>("secondInput")->setPlainText(second);
    QTRY_VERIFY(f.text("secondText").contains(QLatin1String("disk gone")));
}

void TestInspectorLab::comparisonIsExact()
{
    ComparisonModel model(fixture().theme);
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    Inspection first;
    Inspection second;
    first.headerJson = R"({"alg":"HS256"})";
    first.payloadJson = R"({"n":9007199254740993,"s":"1","exp":1700000000,"a":""})";
    second.headerJson = R"({"alg":"HS256","kid":"k"})";
    second.payloadJson = R"({"n":9007199254740992,"s":1,"exp":1699999940,"a":""})";
    model.compare(first, second);
    QCOMPARE(model.rowCount(), 6);
    QCOMPARE(model.differences(), 4); // numbers that a double cannot tell apart, text and number
    QVERIFY(model.index(1, 0).data(ComparisonModel::HeaderRole).toBool());
    QCOMPARE(model.index(4, ComparisonModel::Difference).data().toString(),
             QStringLiteral("1 min earlier"));
    QVERIFY(!model.index(5, 0).data(ComparisonModel::DiffersRole).toBool());
    model.setOnlyDifferences(true);
    QCOMPARE(model.rowCount(), 4);
    second.payloadJson = "{\"a\":1,\"a\":2}"; // not strict
    model.compare(first, second);
    QCOMPARE(model.rowCount(), 5);
    model.clear();
    QCOMPARE(model.rowCount(), 0);
    QCOMPARE(model.differences(), 0);
}

void TestInspectorLab::editedCopyLosesItsSignature()
{
    PageFixture &f = fixture();
    const QString original = access(",\"big\":9007199254740993");
    enter(original);
    showView(2);
    QVERIFY(f.text("signatureState").contains(QLatin1String("original")));
    QVERIFY(!part<QAbstractButton>("serverKeys")->isVisible()); // one key in sight
    QCOMPARE(part<QPlainTextEdit>("signedText")->toPlainText(), original);
    auto *payload = part<QPlainTextEdit>("payloadEdit");
    QString text = payload->toPlainText();
    QVERIFY(text.contains(QLatin1String("\"big\": 9007199254740993"))); // nothing is rounded
    // White space is no change.
    payload->setPlainText(text + u'\n');
    QCOMPARE(part<QPlainTextEdit>("signedText")->toPlainText(), original);
    payload->setPlainText(text.replace(QLatin1String("\"1\""), QLatin1String("\"2\"")));
    QVERIFY(f.text("signatureState").contains(QLatin1String("does not fit")));
    const QString changed = part<QPlainTextEdit>("signedText")->toPlainText();
    QVERIFY(changed != original);
    QCOMPARE(changed.section(u'.', 2), original.section(u'.', 2));
    QCOMPARE(part<CopyButton>("copySigned")->textToCopy(), changed);
    f.grab(QStringLiteral("inspector-edit.png"));
    f.click("timesFromNow");
    const qint64 now = toEpochSeconds(f.clock.now());
    QVERIFY(payload->toPlainText().contains(QStringLiteral("\"exp\": %1").arg(now + 900)));
    QVERIFY(payload->toPlainText().contains(QStringLiteral("\"iat\": %1").arg(now)));
    QVERIFY(payload->toPlainText().contains(QLatin1String("\"user_id\": \"2\"")));
    f.click("loadToken");
    QCOMPARE(part<QPlainTextEdit>("signedText")->toPlainText(), original);
}

void TestInspectorLab::signsWithAnOwnKey()
{
    PageFixture &f = fixture();
    enter(access());
    showView(2);
    QTest::mouseClick(part<QAbstractButton>("signOwnSecret"), Qt::LeftButton, {}, QPoint(8, 8));
    QVERIFY(!part<QAbstractButton>("signButton")->isEnabled()); // no key yet
    QVERIFY(part<QPlainTextEdit>("headerEdit")->isEnabled());
    f.type("signSecretField", "s3cret");
    f.click("signButton");
    QTRY_VERIFY(f.text("signatureState").contains(QLatin1String("Signed with your own key")));
    QVERIFY(f.prompter.reauthentications.empty());
    const QString made = part<QPlainTextEdit>("signedText")->toPlainText();
    QVERIFY(made.endsWith(QLatin1String(token::toBase64Url(QByteArray(32, 's')))));
    f.click("inspectSigned");
    f.settle();
    QCOMPARE(part<QTabWidget>("inspectorViews")->currentIndex(), 0);
    QCOMPARE(part<QPlainTextEdit>("tokenInput")->toPlainText(), made);
    f.api.failNext(Error(ErrorCode::KeyInvalid, QStringLiteral("Too weak.")),
                   QStringLiteral("signToken"));
    showView(2);
    f.click("signButton");
    QTRY_VERIFY(f.text("signatureState").contains(QLatin1String("Too weak.")));
}

void TestInspectorLab::serverKeyTakesThePassword()
{
    PageFixture &f = fixture();
    enter(access());
    showView(2);
    QVERIFY(part<QAbstractButton>("signServerKeys")->isChecked());
    QVERIFY(!part<QPlainTextEdit>("headerEdit")->isEnabled()); // the header is the server's
    f.prompter.provesPassword = false;
    f.click("signButton");
    f.settle();
    QCOMPARE(f.prompter.reauthentications.size(), 1);
    QCOMPARE(f.api.callCount(QStringLiteral("signToken")), 0);
    QVERIFY(part<QAbstractButton>("signButton")->isEnabled());
    f.prompter.provesPassword = true;
    f.click("signButton");
    QTRY_VERIFY(f.text("signatureState").contains(QLatin1String("The audit log has an event")));
    QCOMPARE(f.prompter.reauthentications.size(), 2);
    QCOMPARE(f.api.callCount(QStringLiteral("signToken")), 1);
    const QString made = part<QPlainTextEdit>("signedText")->toPlainText();
    QCOMPARE(part<CopyButton>("copySigned")->textToCopy(), made);
    f.grab(QStringLiteral("inspector-signed.png"));
    // What is changed afterwards is not what was signed.
    part<QPlainTextEdit>("payloadEdit")->setPlainText(QStringLiteral("{\"a\":1}"));
    QVERIFY(f.text("signatureState").contains(QLatin1String("does not fit")));
    QVERIFY(part<QPlainTextEdit>("signedText")->toPlainText() != made);
}

void TestInspectorLab::badJsonIsNotSigned()
{
    PageFixture &f = fixture();
    enter(access());
    showView(2);
    QTest::mouseClick(part<QAbstractButton>("signOwnSecret"), Qt::LeftButton, {}, QPoint(8, 8));
    f.type("signSecretField", "s3cret");
    for (const char *text : {"", "[1]", "{\"a\":1,}", "{\"a\":1,\"a\":2}"}) {
        part<QPlainTextEdit>("payloadEdit")->setPlainText(QLatin1String(text));
        QVERIFY2(!part<QAbstractButton>("signButton")->isEnabled(), text);
        QVERIFY2(f.text("signatureState").contains(QLatin1String("payload is not strict JSON")),
                 text);
        QVERIFY2(part<QPlainTextEdit>("signedText")->toPlainText().isEmpty(), text);
    }
    QCOMPARE(f.api.callCount(QStringLiteral("signToken")), 0);
}

void TestInspectorLab::keepsEditsWhenTheTokenChanges()
{
    PageFixture &f = fixture();
    enter(access());
    showView(2);
    part<QPlainTextEdit>("payloadEdit")->setPlainText(QStringLiteral("{\"mine\":1}"));
    enter(access(",\"x\":1"));
    QCOMPARE(part<QPlainTextEdit>("payloadEdit")->toPlainText(), QStringLiteral("{\"mine\":1}"));
    f.click("loadToken");
    QVERIFY(part<QPlainTextEdit>("payloadEdit")->toPlainText().contains(QLatin1String("\"x\": 1")));
    enter(access(",\"y\":1")); // nothing was edited since
    QVERIFY(part<QPlainTextEdit>("payloadEdit")->toPlainText().contains(QLatin1String("\"y\": 1")));
}

void TestInspectorLab::tamperingIsRefused()
{
    PageFixture &f = fixture();
    enter(access());
    showView(3);
    const auto *table = part<QTableView>("tamperTable");
    QTRY_VERIFY(table->model()->rowCount() > 15);
    const QAbstractItemModelTester tester(table->model(),
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    QVERIFY(f.text("tamperSummary").endsWith(QLatin1String("none accepted.")));
    QCOMPARE(cell(table, 0, TamperModel::Outcome), QStringLiteral("accepted"));
    QCOMPARE(cell(table, 1, TamperModel::Outcome), QStringLiteral("refused"));
    QCOMPARE(cell(table, 1, TamperModel::Why), translatedCause(token::Cause::SignatureWrong));
    QCOMPARE(cell(table, 1, TamperModel::Answer), QStringLiteral("profile → 401"));
    QVERIFY(f.text("tamperDetail").startsWith(QLatin1String("Accepted.")));
    f.grab(QStringLiteral("inspector-lab.png"));
    enter(QStringLiteral("hello"));
    QTRY_COMPARE(table->model()->rowCount(), 0);
    QTRY_VERIFY(f.text("tamperSummary").contains(QLatin1String("form of a token")));
}

void TestInspectorLab::labWaitsUntilItIsShown()
{
    PageFixture &f = fixture();
    enter(access());
    f.page->refresh();
    f.settle();
    QCOMPARE(f.api.callCount(QStringLiteral("tamper")), 0);
    showView(3);
    QTRY_COMPARE(f.api.callCount(QStringLiteral("tamper")), 1);
    showView(0);
    f.page->refresh();
    f.settle();
    QCOMPARE(f.api.callCount(QStringLiteral("tamper")), 1);
}

void TestInspectorLab::changedTokenIsInspectedAsItIs()
{
    PageFixture &f = fixture();
    enter(access());
    showView(3);
    auto *table = part<QTableView>("tamperTable");
    QTRY_VERIFY(table->model()->rowCount() > 15);
    int row = -1;
    for (int i = 0; i < table->model()->rowCount(); ++i) {
        if (table->model()->index(i, 0).data(TamperModel::NameRole) == QLatin1String("white_space"))
            row = i;
    }
    QVERIFY(row > 0);
    table->selectRow(row);
    f.click("inspectTampered");
    f.settle();
    QCOMPARE(part<QTabWidget>("inspectorViews")->currentIndex(), 0);
    const QString text = part<QPlainTextEdit>("tokenInput")->toPlainText();
    QVERIFY(text.endsWith(u' '));
    QVERIFY(f.text("strippedText").isEmpty()); // nothing is taken away from it
    // What is typed afterwards is looked through again.
    enter(access() + QLatin1String("  "));
    QTRY_COMPARE(f.api.pending(), 0);
    part<QPlainTextEdit>("tokenInput")->setPlainText(u'"' + access() + u'"');
    QTRY_COMPARE(f.text("strippedText"), QStringLiteral("Removed: quotes."));
}

void TestInspectorLab::acceptedChangeIsAnAlarm()
{
    TamperModel model(fixture().theme);
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    TamperTrial same;
    same.name = QStringLiteral("unchanged");
    TamperTrial none = same;
    none.name = QStringLiteral("alg_none");
    model.setTrials({same, none});
    QCOMPARE(model.changes(), 1);
    QCOMPARE(model.acceptedChanges(), 1); // of the changed ones alone
    QCOMPARE(model.index(1, TamperModel::What).data(Qt::ForegroundRole).value<QColor>(),
             fixture().theme.colour(ColourRole::Error));
    QVERIFY(model.trial(2) == nullptr);
    QVERIFY(model.trial(-1) == nullptr);
}

void TestInspectorLab::copiesAreGuarded()
{
    PageFixture &f = fixture();
    ClipboardGuard guard;
    const QString token = access(",\"email\":\"anna@example.org\"");
    enter(token);
    const auto copied = [&](const char *name) {
        guard.clearNow();
        auto *action = f.page->findChild<QAction *>(QLatin1String(name));
        if (action != nullptr)
            action->trigger();
        return QGuiApplication::clipboard()->text();
    };
    const QString signature = token.section(u'.', 2);
    const QString json = copied("copyJson");
    QVERIFY(QJsonDocument::fromJson(json.toUtf8()).isObject());
    QVERIFY(json.contains(QLatin1String("anna@example.org")));
    QVERIFY(!json.contains(signature));
    QCOMPARE(guard.remaining(), static_cast<int>(ClipboardGuard::kKeep.count()));
    const QString markdown = copied("copyMarkdown");
    QVERIFY(markdown.contains(QLatin1String("anna@example.org")));
    QVERIFY(!markdown.contains(signature));
    const QString less = copied("copyRedacted");
    QVERIFY(less.contains(QLatin1String("\"exp\"")));
    QVERIFY(!less.contains(QLatin1String("anna@example.org")));
    QVERIFY(!less.contains(token.section(u'.', 1, 1)));
    QCOMPARE(copied("copyToken"), token);
    guard.advance(31);
    QVERIFY(QGuiApplication::clipboard()->text().isEmpty());
    QTest::mouseClick(part<CopyButton>("copyPayload"), Qt::LeftButton);
    QVERIFY(guard.remaining() > 0);
    f.click("clearButton");
    QVERIFY(!part<QToolButton>("copyAs")->isEnabled());
}

void TestInspectorLab::reportCannotBeBrokenOut()
{
    enter(tokenOf("{\"exp\":9999999999,\"x\":\"```\"}"));
    const QString report = part<CopyButton>("copyReport")->textToCopy();
    QCOMPARE(report.count(QLatin1String("````")), 2); // a longer fence around it
}

void TestInspectorLab::textMayBeDroppedAnywhere()
{
    QWidget window;
    TokenDrop drop(&window);
    const QSignalSpy dropped(&drop, &TokenDrop::dropped);
    const auto send = [&window](const QMimeData &data) {
        QDragEnterEvent enterEvent(QPoint(5, 5), Qt::CopyAction | Qt::MoveAction, &data,
                                   Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(&window, &enterEvent);
        QDropEvent dropEvent(QPointF(5, 5), Qt::CopyAction | Qt::MoveAction, &data, Qt::LeftButton,
                             Qt::NoModifier);
        QCoreApplication::sendEvent(&window, &dropEvent);
        return enterEvent.isAccepted() && dropEvent.isAccepted()
               && dropEvent.dropAction() == Qt::CopyAction;
    };
    QMimeData text;
    text.setText(QStringLiteral("Bearer ") + access());
    QVERIFY(send(text));
    QCOMPARE(dropped.size(), 1);
    QCOMPARE(dropped.at(0).at(0).toString(), text.text());
    QMimeData file;
    file.setUrls({QUrl::fromLocalFile(QStringLiteral("/etc/hostname"))});
    file.setText(QStringLiteral("/etc/hostname"));
    QVERIFY(!send(file));
    QMimeData blank;
    blank.setText(QStringLiteral(" \n"));
    QVERIFY(!send(blank));
    QMimeData huge;
    huge.setText(QString(TokenDrop::kMaximumLength + 1, u'x'));
    QVERIFY(!send(huge));
    QMimeData link;
    link.setUrls({QUrl(QStringLiteral("https://example.org/cb#access_token=x"))});
    link.setText(QStringLiteral("https://example.org/cb#access_token=x"));
    QVERIFY(send(link));
    QCOMPARE(dropped.size(), 2);
    QVERIFY(!part<QPlainTextEdit>("tokenInput")->acceptDrops());
    window.setAcceptDrops(false); // a locked window
    QVERIFY(!send(text));
    QCOMPARE(dropped.size(), 2);
}

void TestInspectorLab::clearForgetsEverything()
{
    PageFixture &f = fixture();
    enter(access());
    part<QPlainTextEdit>("secondInput")->setPlainText(access(",\"z\":1"));
    showView(2);
    QTest::mouseClick(part<QAbstractButton>("signOwnSecret"), Qt::LeftButton, {}, QPoint(8, 8));
    f.type("signSecretField", "s3cret");
    part<QPlainTextEdit>("payloadEdit")->setPlainText(QStringLiteral("{\"mine\":1}"));
    f.click("clearButton");
    f.settle();
    for (const char *name :
         {"tokenInput", "secondInput", "headerEdit", "payloadEdit", "signedText"})
        QVERIFY2(part<QPlainTextEdit>(name)->toPlainText().isEmpty(), name);
    QVERIFY(part<QLineEdit>("signSecretField")->text().isEmpty());
    QVERIFY(!part<CopyButton>("copySigned")->isEnabled());
    QVERIFY(!part<CopyButton>("copyTampered")->isEnabled());
}

void TestInspectorLab::fitsASmallWindow_data()
{
    QTest::addColumn<bool>("dark");
    QTest::newRow("light") << false;
    QTest::newRow("dark") << true;
}

void TestInspectorLab::fitsASmallWindow()
{
    QFETCH(const bool, dark);
    PageFixture &f = fixture();
    f.theme.setScheme(dark ? Theme::Scheme::Dark : Theme::Scheme::Light);
    constexpr QSize kRoom{830, 590}; // what menu, page bar and status bar leave of 1024 x 700
    f.page->resize(kRoom);
    enter(QStringLiteral("Authorization: Bearer ") + access(",\"email\":\"anna@example.org\""));
    part<QPlainTextEdit>("secondInput")->setPlainText(access(",\"dept\":\"R&D\""));
    for (int view = 0; view < 4; ++view) {
        showView(view);
        QTRY_COMPARE(f.api.pending(), 0);
        const QSize needed = f.page->minimumSizeHint();
        QVERIFY2(needed.width() <= kRoom.width() && needed.height() <= kRoom.height(),
                 qPrintable(QStringLiteral("view %1 needs %2 x %3")
                                .arg(view)
                                .arg(needed.width())
                                .arg(needed.height())));
        QCOMPARE(f.page->size(), kRoom);
        f.grab(QStringLiteral("inspector-%1-%2.png")
                   .arg(view)
                   .arg(dark ? QStringLiteral("dark") : QStringLiteral("light")));
    }
}

QTEST_MAIN(TestInspectorLab)
#include "tst_inspectorlab.moc"
