// SPDX-License-Identifier: GPL-3.0-or-later
// The inspector around one verdict: facts, remarks, session, copies, drops.
#include "tests/gui/inspectorfixture.h"
#include "ui/models/checksmodel.h"
#include "ui/tokendrop.h"
#include "ui/translation.h"
#include "ui/widgets/clipboardguard.h"
#include "ui/widgets/copybutton.h"

#include <QDropEvent>
#include <QJsonDocument>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTabBar>
#include <QToolButton>
#include <QUrl>

using namespace tokendesk;
using namespace tokendesk::test;
using namespace tokendesk::ui;

class TestInspectorDetails : public QObject, private InspectorFixture
{
    Q_OBJECT

private slots:
    void init() { start(); }
    void cleanup() { stop(); }

    void factsBehindTheChecks();
    void remarksHaveATab();
    void endsTheSessionInTwoSteps();
    void sessionAtAnotherMoment_data();
    void sessionAtAnotherMoment();
    void tabsAreAllInSight_data();
    void tabsAreAllInSight();
    void copiesAreGuarded();
    void reportCannotBeBrokenOut();
    void textMayBeDroppedAnywhere();
};

void TestInspectorDetails::factsBehindTheChecks()
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

void TestInspectorDetails::remarksHaveATab()
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

void TestInspectorDetails::endsTheSessionInTwoSteps()
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
    inspection.sessionEnd = {*inspection.session->endedAt, EndReason::EndedByAdministrator};
    f.api.setInspection(inspection);
    f.page->refresh();
    QTRY_VERIFY(!part<QAbstractButton>("endSession")->isVisible()); // it has ended
    QVERIFY(f.text("sessionText").contains(QLatin1String("Ended")));

    inspection.session->endedAt.reset();
    inspection.sessionEnd = {inspection.session->expiresAt, EndReason::Expired};
    f.api.setInspection(inspection);
    f.page->refresh();
    QTRY_VERIFY(part<QAbstractButton>("endSession")->isVisible());
    f.api.failNext(Error(ErrorCode::StoreUnavailable, QStringLiteral("disk gone")),
                   QStringLiteral("endSessions"));
    f.click("endSession");
    f.click("endSession");
    QTRY_VERIFY(f.page->banners().contains(QStringLiteral("end")));
}

void TestInspectorDetails::sessionAtAnotherMoment_data()
{
    QTest::addColumn<int>("reason");
    QTest::addColumn<int>("endsIn"); // minutes
    QTest::addColumn<bool>("isEnded"); // by somebody
    QTest::addColumn<QString>("words");
    const auto row = [](const char *name, EndReason reason, int endsIn, bool isEnded,
                        const char *words) {
        QTest::newRow(name) << static_cast<int>(reason) << endsIn << isEnded
                            << QString::fromLatin1(words);
    };
    row("lives", EndReason::Expired, 5, false, "unless it is refreshed before");
    row("idle by then", EndReason::Idle, -5, false, "not used for longer than the idle limit");
    row("old soon", EndReason::MaximumAge, 5, false, "however often it is refreshed");
    row("too old by then", EndReason::MaximumAge, -5, false, "as old as a session may become");
    row("ended later", EndReason::LoggedOut, 5, true, "Lives at this moment. Ended later");
    row("ended before", EndReason::LoggedOut, -5, true, "Ended 2");
}

void TestInspectorDetails::sessionAtAnotherMoment()
{
    QFETCH(const int, reason);
    QFETCH(const int, endsIn);
    QFETCH(const bool, isEnded);
    QFETCH(const QString, words);
    PageFixture &f = fixture();
    Inspection inspection;
    inspection.token = access();
    inspection.verdict.examinedAt = f.clock.now() + std::chrono::hours(1);
    inspection.session =
        f.api.storedSession(f.api.addSession(f.api.addUser(QStringLiteral("anna"))));
    inspection.sessionEnd = {inspection.verdict.examinedAt + std::chrono::minutes(endsIn),
                             static_cast<EndReason>(reason)};
    if (isEnded) {
        inspection.session->endedAt = inspection.sessionEnd->at;
        inspection.session->endReason = inspection.sessionEnd->reason;
    }
    f.api.setInspection(inspection);
    enter(access());
    part<QTabWidget>("inspectorTabs")->setCurrentIndex(2);
    QVERIFY2(f.text("sessionText").contains(words), qPrintable(f.text("sessionText")));
    // The button ends it now, whatever will be or was.
    QCOMPARE(part<QAbstractButton>("endSession")->isVisible(), !isEnded);
}

void TestInspectorDetails::tabsAreAllInSight_data()
{
    QTest::addColumn<QString>("language");
    for (const char *language : {"en", "de", "es"})
        QTest::newRow(language) << QString::fromLatin1(language);
}

void TestInspectorDetails::tabsAreAllInSight()
{
    QFETCH(const QString, language);
    stop();
    installTranslation(language);
    start();
    fixture().page->resize(830, 590); // what is left of 1024 x 700
    Inspection inspection;
    inspection.token = access();
    inspection.payloadJson = "{}";
    inspection.remarks.resize(3);
    fixture().api.setInspection(inspection);
    enter(access());
    for (const char *name : {"inspectorTabs", "inspectorViews"}) {
        const QTabBar *bar = part<QTabWidget>(name)->tabBar();
        const QRect last = bar->tabRect(bar->count() - 1);
        QVERIFY2(bar->rect().contains(last), name);
        for (const auto *arrow : bar->findChildren<QToolButton *>())
            QVERIFY2(!arrow->isVisible(), name);
    }
    stop();
    installTranslation(QStringLiteral("en"));
}

void TestInspectorDetails::copiesAreGuarded()
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
    QVERIFY(!part<QAbstractButton>("copyAs")->isEnabled());
}

void TestInspectorDetails::reportCannotBeBrokenOut()
{
    enter(tokenOf("{\"exp\":9999999999,\"x\":\"```\"}"));
    const QString report = part<CopyButton>("copyReport")->textToCopy();
    QCOMPARE(report.count(QLatin1String("````")), 2); // a longer fence around it
}

void TestInspectorDetails::textMayBeDroppedAnywhere()
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

QTEST_MAIN(TestInspectorDetails)
#include "tst_inspectordetails.moc"
