// SPDX-License-Identifier: GPL-3.0-or-later
// The table of keys, the words about them and their time line.
#include "tests/gui/keysamples.h"
#include "tests/support/fakeadminapi.h"
#include "tests/support/fakeclock.h"
#include "ui/models/keysmodel.h"
#include "ui/theme/theme.h"
#include "ui/translation.h"
#include "ui/widgets/keytimeline.h"

#include <QAbstractItemModelTester>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace tokendesk;
using namespace tokendesk::ui;
using namespace tokendesk::test;
using std::chrono::days;

class TestKeysModel : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { ui::installTranslation(QStringLiteral("en")); }
    void init();
    void cleanup();
    void showsKeys();
    void retiredOnesOnDemand();
    void sortsByEveryColumn();
    void pendingOnesComeAndGo();
    void keepsRowsOverRefresh();
    void tellsThatCountingStopped();
    void tellsFailures();

    void livesFollowOneAnother();
    void aKeyThatCameBack();
    void wordsForWhatStaysValid();
    void wordsForRetiring();
    void thumbprints();
    void explainsEveryAlgorithm();

    void timelineByKeys();
    void timelineByMouse();
    void timelineWithFewAndMany();
    void timelineFarAway();

private:
    [[nodiscard]] QString text(int row, int column) const
    {
        return m_model->index(row, column).data().toString();
    }
    [[nodiscard]] QStringList ids() const
    {
        QStringList all;
        for (int row = 0; row < m_model->rowCount(); ++row)
            all.append(m_model->index(row, 0).data(PagedModelBase::IdRole).toString());
        return all;
    }
    void show()
    {
        m_model->setQuery({});
        QTRY_COMPARE(m_model->state(), PagedModelBase::State::Ready);
    }

    FakeClock m_clock;
    std::unique_ptr<FakeAdminApi> m_api;
    std::unique_ptr<KeysModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

void TestKeysModel::init()
{
    m_api = std::make_unique<FakeAdminApi>(m_clock);
    m_api->setKeys(sampleKeys(m_clock.now()));
    m_model = std::make_unique<KeysModel>(*m_api, m_clock);
    m_tester = std::make_unique<QAbstractItemModelTester>(
        m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
}

void TestKeysModel::cleanup()
{
    m_tester.reset();
    m_model.reset();
    m_api.reset();
}

void TestKeysModel::showsKeys()
{
    show();
    QCOMPARE(ids(), QStringList({QStringLiteral("k-2027-01"), QStringLiteral("k-2026-11"),
                                 QStringLiteral("k-2026-08")}));
    QCOMPARE(text(1, KeysModel::Algorithm), QStringLiteral("EdDSA"));
    QCOMPARE(text(0, KeysModel::State), QStringLiteral("○ Next"));
    QCOMPARE(text(1, KeysModel::State), QStringLiteral("● Active"));
    QCOMPARE(text(2, KeysModel::State), QStringLiteral("◐ Verifies only"));
    QCOMPARE(text(1, KeysModel::SignsUntil), dayText(m_clock.now() + days(58)));
    QCOMPARE(text(0, KeysModel::SignsUntil), QStringLiteral("–"));
    QCOMPARE(text(2, KeysModel::SignsUntil), dayText(m_clock.now() - days(24)));
    QCOMPARE(text(2, KeysModel::VerifiesUntil), dayText(m_clock.now() + days(4)));
    QCOMPARE(text(1, KeysModel::Sessions), QLocale().toString(1204));
    QCOMPARE(text(0, KeysModel::Sessions), QStringLiteral("0"));
    QCOMPARE(m_model->keys().size(), std::size_t{4});
    QCOMPARE(m_model->active()->kid, QStringLiteral("k-2026-11"));
}

void TestKeysModel::retiredOnesOnDemand()
{
    show();
    m_model->setRetiredShown(true);
    QTRY_COMPARE(m_model->rowCount(), 4);
    QCOMPARE(text(3, KeysModel::State), QStringLiteral("✕ Retired"));
    m_model->setRetiredShown(false);
    QTRY_COMPARE(m_model->rowCount(), 3);
}

void TestKeysModel::sortsByEveryColumn()
{
    show();
    for (int column = 0; column < KeysModel::ColumnCount; ++column) {
        QVERIFY(m_model->isSortable(column));
        for (const auto order : {Qt::AscendingOrder, Qt::DescendingOrder}) {
            m_model->sort(column, order);
            QTRY_COMPARE(m_api->pending(), 0);
            QTRY_COMPARE(m_model->state(), PagedModelBase::State::Ready);
            QCOMPARE(m_model->sortColumn(), column);
            QCOMPARE(m_model->sortOrder(), order);
            for (int row = 1; row < m_model->rowCount(); ++row) {
                const QVariant a = m_model->index(row - 1, column).data(PagedModelBase::SortRole);
                const QVariant b = m_model->index(row, column).data(PagedModelBase::SortRole);
                const bool isLess = a.userType() == QMetaType::QString
                                        ? a.toString() < b.toString()
                                        : a.toLongLong() < b.toLongLong();
                const bool isMore = a.userType() == QMetaType::QString
                                        ? a.toString() > b.toString()
                                        : a.toLongLong() > b.toLongLong();
                QVERIFY(order == Qt::AscendingOrder ? !isMore : !isLess);
            }
        }
    }
}

void TestKeysModel::pendingOnesComeAndGo()
{
    show();
    const QString pending = m_model->addPending(QStringLiteral("RS256"));
    QTRY_COMPARE(m_model->rowCount(), 4);
    const int row = m_model->rowOf(pending);
    QVERIFY(row >= 0);
    QVERIFY(m_model->row(row).isPending);
    QCOMPARE(text(row, KeysModel::Algorithm), QStringLiteral("RS256"));
    QVERIFY(text(row, KeysModel::State).contains(QStringLiteral("Generating")));
    m_model->removePending(pending);
    QTRY_COMPARE(m_model->rowCount(), 3);
    QCOMPARE(m_model->rowOf(pending), -1);
}

void TestKeysModel::keepsRowsOverRefresh()
{
    show();
    const QPersistentModelIndex active = m_model->index(1, 0);
    auto keys = sampleKeys(m_clock.now());
    keys[2].state = KeyInfo::State::Retiring; // another process has rotated
    keys[3].state = KeyInfo::State::Active;
    keys[3].activatedAt = m_clock.now();
    keys[3].activatesAt.reset();
    keys.push_back(keyOf("k-new", KeyInfo::State::Next, m_clock.now()));
    QSignalSpy resets(m_model.get(), &QAbstractItemModel::modelReset);
    m_api->setKeys(keys);
    m_model->refresh();
    QTRY_COMPARE(m_model->rowCount(), 4);
    QCOMPARE(resets.count(), 0);
    QCOMPARE(active.row(), 2);
    QCOMPARE(text(2, KeysModel::State), QStringLiteral("◐ Verifies only"));
    QCOMPARE(m_model->active()->kid, QStringLiteral("k-2027-01"));
}

void TestKeysModel::tellsThatCountingStopped()
{
    auto keys = sampleKeys(m_clock.now());
    for (KeyInfo &key : keys)
        key.moreSessions = key.state == KeyInfo::State::Active;
    m_api->setKeys(keys);
    show();
    QCOMPARE(text(1, KeysModel::Sessions), QLocale().toString(1204) + QLatin1Char('+'));
    QVERIFY(whatStaysValid(keys[2]).startsWith(QStringLiteral("More than 1,204 sessions")));
    QVERIFY(
        whatRetiringEnds(keys[1], keys).contains(QStringLiteral("Sessions on other keys go on.")));
    KeyInfo unseen = keys[1];
    unseen.liveSessions = 0;
    unseen.moreSessions = true;
    QVERIFY(whatRetiringEnds(unseen, keys).startsWith(QStringLiteral("There are too many")));
}

void TestKeysModel::tellsFailures()
{
    m_api->failNext(Error(ErrorCode::StoreUnavailable), QStringLiteral("listKeys"));
    m_model->setQuery({});
    QTRY_COMPARE(m_model->state(), PagedModelBase::State::Failed);
    QCOMPARE(m_model->error().code, ErrorCode::StoreUnavailable);
    m_model->refresh();
    QTRY_COMPARE(m_model->rowCount(), 3);
}

void TestKeysModel::livesFollowOneAnother()
{
    const Instant now = m_clock.now();
    const auto lives = livesOf(sampleKeys(now));
    QCOMPARE(lives[0].signsUntil, std::optional<Instant>(now - days(105)));
    QCOMPARE(lives[0].verifiesUntil, std::optional<Instant>(now - days(80)));
    QCOMPARE(lives[1].signsFrom, std::optional<Instant>(now - days(105)));
    QCOMPARE(lives[1].signsUntil, std::optional<Instant>(now - days(24)));
    QCOMPARE(lives[2].signsUntil, std::optional<Instant>(now + days(58)));
    QVERIFY(!lives[2].verifiesUntil);
    QCOMPARE(lives[3].signsFrom, std::optional<Instant>(now + days(58)));
    QVERIFY(!lives[3].signsUntil);
    auto waiting = sampleKeys(now);
    waiting[3].activatesAt.reset();
    QVERIFY(!livesOf(waiting)[3].signsFrom);
    QVERIFY(!livesOf(waiting)[2].signsUntil);
}

void TestKeysModel::aKeyThatCameBack()
{
    const Instant now = m_clock.now();
    auto keys = sampleKeys(now);
    keys[1].state = KeyInfo::State::Active; // it signed before, and signs again
    keys[1].activatedAt = now;
    keys[1].leavesAt.reset();
    keys[2].state = KeyInfo::State::Retiring;
    keys[3].activatesAt.reset();
    const auto lives = livesOf(keys);
    QVERIFY(!lives[1].signsUntil);
    QCOMPARE(lives[2].signsUntil, std::optional<Instant>(now));
}

void TestKeysModel::wordsForWhatStaysValid()
{
    const auto keys = sampleKeys(m_clock.now());
    QCOMPARE(whatStaysValid(keys[2]),
             QStringLiteral("1,204 sessions hold refresh tokens signed by k-2026-11; they stay "
                            "valid until they expire, the last at %1. Access tokens that it has "
                            "signed stay valid, too.")
                 .arg(minuteText(m_clock.now() + days(7))));
    KeyInfo unused = keys[2];
    unused.liveSessions = 0;
    unused.lastTokenAt.reset();
    QVERIFY(whatStaysValid(unused).startsWith(QStringLiteral("No session holds")));
}

void TestKeysModel::wordsForRetiring()
{
    const auto keys = sampleKeys(m_clock.now());
    const QString text = whatRetiringEnds(keys[1], keys);
    QVERIFY2(text.startsWith(QStringLiteral("37 sessions live on its tokens and end now")),
             qPrintable(text));
    QVERIFY2(text.contains(QStringLiteral("1,204 sessions on other keys go on.")),
             qPrintable(text));
    QVERIFY(whatRetiringEnds(keys[3], keys).startsWith(QStringLiteral("It has signed nothing")));
    KeyInfo unused = keys[1];
    unused.liveSessions = 0;
    QVERIFY(whatRetiringEnds(unused, keys).startsWith(QStringLiteral("No session lives")));
}

void TestKeysModel::thumbprints()
{
    // The example of RFC 7638 section 3.1.
    const QString kid = QStringLiteral("NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs");
    QVERIFY(keyThumbprint(kid).startsWith(QStringLiteral("37:36:cb:b1:78:7c:b8:30")));
    QCOMPARE(keyThumbprint(kid).size(), 32 * 3 - 1);
    QCOMPARE(keyThumbprint(QStringLiteral("k-2026-11")), QString());
    QCOMPARE(shortKeyId(kid), QStringLiteral("NzbLsX…C9Xs"));
    QCOMPARE(shortKeyId(QStringLiteral("k-2026-11")), QStringLiteral("k-2026-11"));
}

void TestKeysModel::explainsEveryAlgorithm()
{
    for (const char *name : {"HS256", "RS384", "PS512", "ES256", "EdDSA"})
        QVERIFY(!algorithmExplanation(QLatin1String(name)).isEmpty());
    QVERIFY(algorithmExplanation(QStringLiteral("EdDSA"))
            != algorithmExplanation(QStringLiteral("ES256")));
    QVERIFY(isSecretAlgorithm(QStringLiteral("HS512")));
    QVERIFY(!isSecretAlgorithm(QStringLiteral("EdDSA")));
}

void TestKeysModel::timelineByKeys()
{
    Theme theme;
    KeyTimeline line(theme, m_clock);
    line.resize(800, line.height());
    line.show();
    QVERIFY(QTest::qWaitForWindowExposed(&line));
    line.setLives(livesOf(sampleKeys(m_clock.now())));
    QCOMPARE(line.order(), QStringList({QStringLiteral("k-2026-05"), QStringLiteral("k-2026-08"),
                                        QStringLiteral("k-2026-11"), QStringLiteral("k-2027-01")}));
    QCOMPARE(line.accessibleName(), QStringLiteral("Time line of keys"));
    QVERIFY(
        line.accessibleDescription().contains(QStringLiteral("k-2026-08, EdDSA, Verifies only")));
    QSignalSpy chosen(&line, &KeyTimeline::chosen);
    const auto press = [&](Qt::Key key, const char *expected) {
        QTest::keyClick(&line, key);
        QCOMPARE(line.current(), QString::fromLatin1(expected));
        QCOMPARE(chosen.takeLast().first().toString(), QString::fromLatin1(expected));
    };
    press(Qt::Key_Down, "k-2026-05");
    press(Qt::Key_End, "k-2027-01");
    press(Qt::Key_Down, "k-2027-01");
    press(Qt::Key_Up, "k-2026-11");
    press(Qt::Key_Home, "k-2026-05");
    QVERIFY(line.accessibleDescription().endsWith(QStringLiteral("Key 1 of 4.")));
    line.setCurrent(QStringLiteral("k-2026-11"));
    QVERIFY(line.accessibleDescription().startsWith(QStringLiteral("k-2026-11, EdDSA, Active.")));
    QVERIFY(chosen.isEmpty()); // that was not the person
}

void TestKeysModel::timelineByMouse()
{
    Theme theme;
    KeyTimeline line(theme, m_clock);
    line.setLives(livesOf(sampleKeys(m_clock.now())));
    line.resize(800, line.height());
    line.show();
    QVERIFY(QTest::qWaitForWindowExposed(&line));
    QSignalSpy chosen(&line, &KeyTimeline::chosen);
    const int row = (line.viewport()->height() - 2 * line.fontMetrics().height()) / 4;
    const int top = line.fontMetrics().height() + 6;
    QTest::mouseClick(line.viewport(), Qt::LeftButton, {}, QPoint(400, top + row + row / 2));
    QCOMPARE(line.current(), QStringLiteral("k-2026-08"));
    QCOMPARE(chosen.count(), 1);
    QTest::mouseClick(line.viewport(), Qt::LeftButton, {}, QPoint(400, 1)); // the axis is no key
    QCOMPARE(chosen.count(), 1);
}

void TestKeysModel::timelineWithFewAndMany()
{
    Theme theme;
    KeyTimeline line(theme, m_clock);
    line.resize(700, line.height());
    line.show();
    QVERIFY(QTest::qWaitForWindowExposed(&line));
    QCOMPARE(line.accessibleDescription(), QStringLiteral("No keys."));
    QTest::keyClick(&line, Qt::Key_Down); // there is nothing to choose
    QCOMPARE(line.current(), QString());
    line.setLives(livesOf({keyOf("only", KeyInfo::State::Active, m_clock.now())}));
    const int one = line.height();
    std::vector<KeyInfo> many;
    for (int i = 0; i < 16; ++i) {
        many.push_back(keyOf(qPrintable(QStringLiteral("key-%1").arg(i, 2, 10, QLatin1Char('0'))),
                             i == 15 ? KeyInfo::State::Active : KeyInfo::State::Retiring,
                             m_clock.now() - days(16 - i)));
        many.back().activatedAt = many.back().createdAt;
    }
    line.setLives(livesOf(many));
    QVERIFY(line.height() > one);
    QVERIFY(line.verticalScrollBar()->maximum() > 0);
    QTest::keyClick(&line, Qt::Key_End);
    QCOMPARE(line.current(), QStringLiteral("key-15"));
    QCOMPARE(line.verticalScrollBar()->value(), line.verticalScrollBar()->maximum());
    QTest::keyClick(&line, Qt::Key_Home);
    QCOMPARE(line.verticalScrollBar()->value(), 0);
    // The chosen one stays in sight when others come.
    line.setLives(livesOf({keyOf("key-15", KeyInfo::State::Active, m_clock.now())}));
    line.setCurrent(QStringLiteral("key-15"));
    line.setLives(livesOf(many));
    QCOMPARE(line.verticalScrollBar()->value(), line.verticalScrollBar()->maximum());
}

void TestKeysModel::timelineFarAway()
{
    Theme theme;
    KeyTimeline line(theme, m_clock);
    auto keys = sampleKeys(m_clock.now());
    keys[3].activatesAt = m_clock.now() + days(365 * 900);
    keys[0].createdAt = Instant{};
    line.setLives(livesOf(keys));
    line.setCurrent(QStringLiteral("k-2027-01"));
    line.resize(800, line.height());
    line.show();
    QVERIFY(QTest::qWaitForWindowExposed(&line));
    QVERIFY(!line.grab().isNull()); // however far, there are few marks to draw
    QVERIFY(line.accessibleDescription().contains(dayText(m_clock.now() + days(365 * 900))));
}

QTEST_MAIN(TestKeysModel)
#include "tst_keysmodel.moc"
