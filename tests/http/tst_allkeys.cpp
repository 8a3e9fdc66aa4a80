// SPDX-License-Identifier: GPL-3.0-or-later
// Every algorithm through every endpoint, over real sockets.
#include "tests/http/servedcore.h"

#include <QTest>

using namespace tokendesk;
using namespace tokendesk::test;

class TestAllKeys : public QObject
{
    Q_OBJECT

    std::unique_ptr<ServedCore> m_served;

    Result<auth::KeyEntry> generate(const QString &algorithm)
    {
        return await<auth::KeyEntry>([&](auth::Completion<auth::KeyEntry> done) {
            m_served->core->keys().generate({algorithm, 2048, true}, kActor, std::move(done));
        });
    }
    Result<auth::KeyEntry> retire(const QString &kid)
    {
        return await<auth::KeyEntry>([&](auth::Completion<auth::KeyEntry> done) {
            m_served->core->keys().retire(kid, kActor, std::move(done));
        });
    }
    QString active() const
    {
        return QString::fromUtf8(
            m_served->core->context().policies.current()->keys.active()->kid());
    }

private slots:
    void initTestCase() { m_served = std::make_unique<ServedCore>(); }
    void cleanupTestCase() { m_served.reset(); }

    void wholeCycle_data()
    {
        QTest::addColumn<QString>("algorithm");
        for (const token::AlgorithmInfo &info : token::algorithmTable())
            QTest::newRow(info.name) << QString::fromLatin1(info.name);
    }
    void wholeCycle()
    {
        QFETCH(QString, algorithm);
        const QString before = active();
        const ApiAnswer old = m_served->login();
        QCOMPARE(old.status, 200);
        VERIFY_OK(generate(algorithm));

        const ApiAnswer login = m_served->login();
        QCOMPARE(login.status, 200);
        const QByteArray access = login.text("access");
        const QByteArray refresh = login.text("refresh");
        const QByteArray header = QByteArray::fromBase64(access.first(access.indexOf('.')),
                                                         QByteArray::Base64UrlEncoding);
        QVERIFY(header.contains(QByteArray("\"alg\":\"" + algorithm.toLatin1() + '"')));
        QVERIFY(header.contains(active().toLatin1()));
        QCOMPARE(m_served->client->profile(access).status, 200);
        QCOMPARE(m_served->client->verify(access).status, 200);
        QCOMPARE(m_served->client->verify(refresh).status, 200);
        QByteArray bent = access;
        char &inSignature = bent[bent.lastIndexOf('.') + 5];
        inSignature = inSignature == 'A' ? 'B' : 'A';
        QCOMPARE(m_served->client->profile(bent).status, 401);
        QCOMPARE(m_served->client->verify(bent).status, 401);

        const ApiAnswer second = m_served->client->refresh(refresh);
        QCOMPARE(second.status, 200);
        QCOMPARE(m_served->client->profile(second.text("access")).status, 200);
        QCOMPARE(m_served->client->logout(second.text("refresh")).status, 200);
        // What the key before has signed is still good, and moves to the new one.
        QCOMPARE(m_served->client->profile(old.text("access")).status, 200);
        const ApiAnswer moved = m_served->client->refresh(old.text("refresh"));
        QCOMPARE(moved.status, 200);

        // Without its key a token is nothing.
        VERIFY_OK(retire(before));
        QCOMPARE(m_served->client->profile(old.text("access")).status, 401);
        QCOMPARE(m_served->client->profile(moved.text("access")).status, 200);
    }
};

QTEST_GUILESS_MAIN(TestAllKeys)
#include "tst_allkeys.moc"
