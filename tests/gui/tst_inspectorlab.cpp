// SPDX-License-Identifier: GPL-3.0-or-later
// The inspector beyond one token: comparing, editing and signing, the tampering lab.
#include "tests/gui/inspectorfixture.h"
#include "ui/models/checksmodel.h"
#include "ui/models/comparisonmodel.h"
#include "ui/models/tampermodel.h"
#include "ui/widgets/copybutton.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QLineEdit>
#include <QPlainTextEdit>

using namespace tokendesk;
using namespace tokendesk::test;
using namespace tokendesk::ui;

class TestInspectorLab : public QObject, private InspectorFixture
{
    Q_OBJECT

private slots:
    void init() { start(); }
    void cleanup() { stop(); }

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
    void clearForgetsEverything();
    void fitsASmallWindow_data();
    void fitsASmallWindow();
};

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
    QCOMPARE(f.text("secondText"), QStringLiteral("Accepted: access token, expires in 29 min."));
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
    choose("signOwnSecret");
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
    choose("signOwnSecret");
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
    QVERIFY(f.text("tamperDetail").startsWith(QLatin1String("Accepted: access token, ")));
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
    QVERIFY(text.contains(u' '));
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

void TestInspectorLab::clearForgetsEverything()
{
    PageFixture &f = fixture();
    enter(access());
    part<QPlainTextEdit>("secondInput")->setPlainText(access(",\"z\":1"));
    showView(2);
    choose("signOwnSecret");
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
