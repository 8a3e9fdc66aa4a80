// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/configrepository.h"
#include "tests/unit/store/storetest.h"

#include <QJsonArray>

#include <thread>

using namespace tokendesk;
using namespace tokendesk::store;
using namespace tokendesk::test;
using namespace std::chrono_literals;

namespace {

KeyRow makeKey(const QString &kid)
{
    KeyRow key;
    key.kid = kid;
    key.algorithm = QStringLiteral("HS256");
    key.state = QStringLiteral("active");
    key.wrapped = QByteArray("\0\xff wrapped", 10);
    key.imported = true;
    key.warning = QStringLiteral("short");
    key.createdAt = fromEpochMs(1000);
    return key;
}

} // namespace

class TestConfigRepository : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_temp = std::make_unique<TempDatabase>();
        REQUIRE(m_temp->database.open());
    }
    void cleanup() { m_temp.reset(); }

    void savesSettingsAsVersions();
    void keepsEveryKindOfValue();
    void storesKeys();
    void keepsMetaApartFromItsCounters();
    void appendsAndPagesEvents();
    void filtersEvents();
    void purgesEvents();
    void noticesChangesOfOthers();

private:
    // In another thread, so with another connection.
    template<typename Work>
    void elsewhere(Work work)
    {
        std::thread([&] { work(m_temp->connection()); }).join();
    }

    std::unique_ptr<TempDatabase> m_temp;
};

void TestConfigRepository::savesSettingsAsVersions()
{
    SettingsRepository settings(m_temp->connection());
    QCOMPARE(settings.load().value(), QJsonObject());
    QCOMPARE(settings.latest().value().version, 0);
    const QString a = QStringLiteral("a");
    const QString b = QStringLiteral("b");
    QCOMPARE(settings.save({{a, 1}, {b, 2}}, QStringLiteral("root"), fromEpochMs(5)).value(), 1);
    QCOMPARE(settings.save({{a, 3}, {b, QJsonValue::Null}}, QString(), fromEpochMs(6)).value(), 2);
    QCOMPARE(settings.load().value(), (QJsonObject{{a, 3}}));
    const SettingsVersionRow latest = settings.latest().value();
    QCOMPARE(latest.version, 2);
    QCOMPARE(latest.before, (QJsonObject{{a, 1}, {b, 2}}));
    QCOMPARE(latest.after, (QJsonObject{{a, 3}, {b, QJsonValue::Null}}));
    const auto first = settings.version(1).value();
    QVERIFY(first.has_value());
    QCOMPARE(first->author, QStringLiteral("root"));
    QCOMPARE(first->at, fromEpochMs(5));
    QCOMPARE(first->before, (QJsonObject{{a, QJsonValue::Null}, {b, QJsonValue::Null}}));
    QVERIFY(!settings.version(3).value().has_value());
    const auto versions = settings.versions(10).value();
    QCOMPARE(versions.size(), 2U);
    QCOMPARE(versions.front().version, 2);
    QCOMPARE(settings.versions(1).value().size(), 1U);
}

void TestConfigRepository::keepsEveryKindOfValue()
{
    SettingsRepository settings(m_temp->connection());
    const QJsonObject values{{QStringLiteral("bool"), true},
                             {QStringLiteral("number"), qint64{123456789012}},
                             {QStringLiteral("text"), QString::fromUtf8("ä \"q\" [,]")},
                             {QStringLiteral("list"), QJsonArray{1, QStringLiteral("x")}},
                             {QStringLiteral("object"), QJsonObject{{QStringLiteral("k"), 1}}},
                             {QStringLiteral("empty"), QString()}};
    REQUIRE(settings.save(values, QString(), fromEpochMs(1)));
    QCOMPARE(settings.load().value(), values);
}

void TestConfigRepository::storesKeys()
{
    KeyRepository keys(m_temp->connection());
    REQUIRE(keys.insert(makeKey(QStringLiteral("k1"))));
    QCOMPARE(keys.insert(makeKey(QStringLiteral("k1"))).error().code, ErrorCode::AlreadyExists);
    auto rows = keys.list().value();
    QCOMPARE(rows.size(), 1U);
    QCOMPARE(rows.front().wrapped, makeKey(QString()).wrapped);
    QCOMPARE(rows.front().warning, QStringLiteral("short"));
    QVERIFY(rows.front().imported && !rows.front().retiredAt);
    KeyRow key = rows.front();
    key.state = QStringLiteral("retired");
    key.wrapped.clear();
    key.retiredAt = fromEpochMs(9);
    key.activateAt = fromEpochMs(6);
    key.activatedAt = fromEpochMs(7);
    key.verifyUntil = fromEpochMs(8);
    REQUIRE(keys.update(key));
    rows = keys.list().value();
    QCOMPARE(rows.front().state, QStringLiteral("retired"));
    QVERIFY(rows.front().wrapped.isEmpty());
    QCOMPARE(rows.front().retiredAt, std::optional(fromEpochMs(9)));
    QCOMPARE(rows.front().activateAt, std::optional(fromEpochMs(6)));
    QCOMPARE(rows.front().activatedAt, std::optional(fromEpochMs(7)));
    QCOMPARE(rows.front().verifyUntil, std::optional(fromEpochMs(8)));
    key.state = QStringLiteral("nonsense");
    QVERIFY(!keys.update(key));
    REQUIRE(keys.remove(QStringLiteral("k1")));
    QCOMPARE(keys.remove(QStringLiteral("k1")).error().code, ErrorCode::NotFound);
    QCOMPARE(keys.update(key).error().code, ErrorCode::NotFound);
}

void TestConfigRepository::keepsMetaApartFromItsCounters()
{
    KeyRepository keys(m_temp->connection());
    const QString name = QStringLiteral("counter:keys");
    QVERIFY(!keys.meta(name).value().has_value());
    REQUIRE(keys.insert(makeKey(QStringLiteral("k1"))));
    QVERIFY(!keys.meta(name).value().has_value());
    REQUIRE(keys.setMeta(name, QByteArray("\0x", 2)));
    REQUIRE(keys.setMeta(name, QByteArray("\0y", 2)));
    QCOMPARE(keys.meta(name).value(), std::optional(QByteArray("\0y", 2)));
    REQUIRE(keys.insert(makeKey(QStringLiteral("k2"))));
}

void TestConfigRepository::appendsAndPagesEvents()
{
    EventRepository events(m_temp->connection());
    Event event;
    event.at = fromEpochMs(1);
    event.type = QStringLiteral("session.ended");
    event.severity = Severity::Warning;
    event.actor = QStringLiteral("admin");
    event.userId = 7;
    event.sessionId = sessionId(3);
    event.address = QStringLiteral("::1");
    event.detail = {{QStringLiteral("reason"), QStringLiteral("idle")}};
    for (qint64 id = 1; id <= 25; ++id)
        QCOMPARE(events.append(event).value(), id);
    EventQuery query;
    query.limit = 10;
    query.withTotal = true;
    qint64 expected = 25;
    int pages = 0;
    do {
        const auto page = events.list(query);
        REQUIRE(page);
        QCOMPARE(page->total, std::optional<qint64>(25));
        for (const Event &row : page->rows) {
            event.id = expected--;
            QVERIFY(row == event);
        }
        query.after = page->next;
        ++pages;
    } while (!query.after.isEmpty());
    QCOMPARE(expected, 0);
    QCOMPARE(pages, 3);
    query.after = "junk";
    QCOMPARE(events.list(query).error().field, QStringLiteral("after"));
}

void TestConfigRepository::filtersEvents()
{
    EventRepository events(m_temp->connection());
    for (int i = 0; i < 12; ++i) {
        Event event;
        event.at = fromEpochMs(i);
        event.type = i % 2   ? QStringLiteral("user.created")
                     : i % 4 ? QStringLiteral("session.ended")
                             : QStringLiteral("session.started");
        event.severity = static_cast<Severity>(i % 4);
        if (i % 3 == 0)
            event.userId = 5;
        if (i == 6)
            event.sessionId = sessionId(1);
        REQUIRE(events.append(event));
    }
    const auto count = [&](const EventQuery &query) {
        const auto page = events.list(query);
        return page ? static_cast<int>(page->rows.size()) : -1;
    };
    EventQuery query;
    query.type = QStringLiteral("session.");
    QCOMPARE(count(query), 6);
    query.type = QStringLiteral("session.ended");
    QCOMPARE(count(query), 3);
    query.type = QStringLiteral("session");
    QCOMPARE(count(query), 0);
    query = {};
    query.userId = 5;
    QCOMPARE(count(query), 4);
    query = {};
    query.sessionId = sessionId(1);
    QCOMPARE(count(query), 1);
    query = {};
    query.atLeast = Severity::Warning;
    QCOMPARE(count(query), 6);
    query = {};
    query.since = fromEpochMs(10);
    QCOMPARE(count(query), 2);
}

void TestConfigRepository::purgesEvents()
{
    EventRepository events(m_temp->connection());
    for (int i = 0; i < 10; ++i) {
        Event event;
        event.at = fromEpochMs(i);
        event.type = QStringLiteral("t");
        REQUIRE(events.append(event));
    }
    QCOMPARE(events.purge(fromEpochMs(6), 4).value(), 4);
    QCOMPARE(events.purge(fromEpochMs(6), 4).value(), 2);
    QCOMPARE(events.purge(fromEpochMs(6), 4).value(), 0);
    QCOMPARE(events.list({}).value().rows.size(), 4U);
}

void TestConfigRepository::noticesChangesOfOthers()
{
    ChangeReader reader(m_temp->connection());
    const Changes first = reader.poll().value();
    QVERIFY(first.any && first.settings && first.keys);
    QVERIFY(!reader.poll().value().any);
    elsewhere([](Connection &connection) {
        REQUIRE(SettingsRepository(connection).save({}, QString(), fromEpochMs(1)));
    });
    Changes changes = reader.poll().value();
    QVERIFY(changes.any && changes.settings && !changes.keys);
    elsewhere([](Connection &connection) {
        REQUIRE(KeyRepository(connection).insert(makeKey(QStringLiteral("k1"))));
    });
    changes = reader.poll().value();
    QVERIFY(changes.any && !changes.settings && changes.keys);
    elsewhere([](Connection &connection) {
        REQUIRE(SessionRepository(connection).insert(makeSession(1, 1, fromEpochMs(1))));
    });
    changes = reader.poll().value();
    QVERIFY(changes.any && !changes.settings && !changes.keys);
    QVERIFY(!reader.poll().value().any);
}

QTEST_GUILESS_MAIN(TestConfigRepository)
#include "tst_configrepository.moc"
