// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/clientrepository.h"
#include "tests/unit/store/storetest.h"

using namespace tokendesk;
using namespace tokendesk::store;
using namespace tokendesk::test;

namespace {

ClientRow makeClient(const char *id)
{
    ClientRow client;
    client.id = QString::fromUtf8(id);
    client.name = QStringLiteral("Abrechnung – „billing“");
    client.secretHash = QByteArray("\0\xff", 2) + QByteArray(30, 'x');
    client.createdAt = fromEpochMs(1000);
    return client;
}

} // namespace

class TestClientRepository : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_temp = std::make_unique<TempDatabase>();
        REQUIRE(m_temp->database.open());
    }
    void cleanup() { m_temp.reset(); }

    void keepsEveryMember()
    {
        ClientRepository clients(m_temp->connection());
        ClientRow client = makeClient("billing");
        REQUIRE(clients.insert(client));
        QCOMPARE(clients.find(client.id).value(), std::optional(client));
        QVERIFY(!clients.find(QStringLiteral("Billing")).value());

        client.secretHash = QByteArray(32, 'y');
        client.rotatedAt = fromEpochMs(2000);
        client.disabledAt = fromEpochMs(3000);
        REQUIRE(clients.update(client));
        REQUIRE(clients.noteUse(client.id, fromEpochMs(4000)));
        client.lastUsedAt = fromEpochMs(4000);
        QCOMPARE(clients.find(client.id).value(), std::optional(client));
        client.disabledAt.reset();
        REQUIRE(clients.update(client));
        QCOMPARE(clients.find(client.id).value(), std::optional(client));
    }

    void listsById()
    {
        ClientRepository clients(m_temp->connection());
        for (const char *id : {"wiki", "billing", "Zoo"})
            REQUIRE(clients.insert(makeClient(id)));
        QStringList ids;
        const auto rows = clients.list();
        REQUIRE(rows);
        for (const ClientRow &client : *rows)
            ids.append(client.id);
        QCOMPARE(ids, QStringList({QStringLiteral("Zoo"), QStringLiteral("billing"),
                                   QStringLiteral("wiki")}));
    }

    void refusesWhatCannotBe()
    {
        ClientRepository clients(m_temp->connection());
        const ClientRow client = makeClient("billing");
        REQUIRE(clients.insert(client));
        const auto again = clients.insert(client);
        QVERIFY(!again);
        QCOMPARE(again.error().code, ErrorCode::AlreadyExists);
        QVERIFY(again.error().message().contains(QLatin1String("billing")));
        ClientRow other = makeClient("other");
        QCOMPARE(clients.update(other).error().code, ErrorCode::NotFound);
        QCOMPARE(clients.remove(other.id).error().code, ErrorCode::NotFound);
        REQUIRE(clients.noteUse(other.id, fromEpochMs(1))); // deleted meanwhile
        other.secretHash = "too short";
        QVERIFY(!clients.insert(other));
        QCOMPARE(clients.list().value().size(), std::size_t{1});
        REQUIRE(clients.remove(client.id));
        QVERIFY(clients.list().value().empty());
    }

private:
    std::unique_ptr<TempDatabase> m_temp;
};

QTEST_GUILESS_MAIN(TestClientRepository)
#include "tst_clientrepository.moc"
