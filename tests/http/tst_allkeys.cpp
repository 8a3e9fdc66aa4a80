// SPDX-License-Identifier: GPL-3.0-or-later
// Every algorithm through every endpoint, over real sockets.
#include "server/http/endpoints.h"
#include "server/http/httpserver.h"
#include "tests/support/apiclient.h"
#include "tests/unit/runtime/corefixture.h"

#include <QTest>

using namespace tokendesk;
using namespace tokendesk::test;

namespace {

const QString kPassword = QStringLiteral("quiet-otter-9 Lisbon");

} // namespace

class TestAllKeys : public QObject
{
    Q_OBJECT

    std::unique_ptr<Scratch> m_scratch;
    std::unique_ptr<Core> m_core;
    std::unique_ptr<http::HttpServer> m_server;
    std::unique_ptr<ApiClient> m_client;

    Result<auth::KeyEntry> generate(const QString &algorithm)
    {
        return await<auth::KeyEntry>([&](auth::Completion<auth::KeyEntry> done) {
            m_core->keys().generate({algorithm, 2048, true}, kActor, std::move(done));
        });
    }
    Result<auth::KeyEntry> retire(const QString &kid)
    {
        return await<auth::KeyEntry>([&](auth::Completion<auth::KeyEntry> done) {
            m_core->keys().retire(kid, kActor, std::move(done));
        });
    }
    QString active() const
    {
        return QString::fromUtf8(m_core->context().policies.current()->keys.active()->kid());
    }

private slots:
    void initTestCase()
    {
        m_scratch = std::make_unique<Scratch>();
        auto core = m_scratch->open();
        VERIFY_OK(core);
        m_core = *std::move(core);
        VERIFY_OK(addUser(*m_core, QStringLiteral("anna")));
        m_server = std::make_unique<http::HttpServer>();
        http::HttpServerOptions options;
        options.port = 0;
        options.workers = 2;
        VERIFY_OK(m_server->start(options, http::makeApi(m_core->context())));
        m_client = std::make_unique<ApiClient>(m_server->url());
    }
    void cleanupTestCase()
    {
        m_client.reset();
        m_server.reset();
        m_core.reset();
        m_scratch.reset();
    }

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
        const ApiAnswer old = m_client->login(QStringLiteral("anna"), kPassword);
        QCOMPARE(old.status, 200);
        VERIFY_OK(generate(algorithm));

        const ApiAnswer login = m_client->login(QStringLiteral("anna"), kPassword);
        QCOMPARE(login.status, 200);
        const QByteArray access = login.text("access");
        const QByteArray refresh = login.text("refresh");
        const QByteArray header = QByteArray::fromBase64(access.first(access.indexOf('.')),
                                                         QByteArray::Base64UrlEncoding);
        QVERIFY(header.contains(QByteArray("\"alg\":\"" + algorithm.toLatin1() + '"')));
        QVERIFY(header.contains(active().toLatin1()));
        QCOMPARE(m_client->profile(access).status, 200);
        QCOMPARE(m_client->verify(access).status, 200);
        QCOMPARE(m_client->verify(refresh).status, 200);
        QByteArray bent = access;
        char &inSignature = bent[bent.lastIndexOf('.') + 5];
        inSignature = inSignature == 'A' ? 'B' : 'A';
        QCOMPARE(m_client->profile(bent).status, 401);
        QCOMPARE(m_client->verify(bent).status, 401);

        const ApiAnswer second = m_client->refresh(refresh);
        QCOMPARE(second.status, 200);
        QCOMPARE(m_client->profile(second.text("access")).status, 200);
        QCOMPARE(m_client->logout(second.text("refresh")).status, 200);
        // What the key before has signed is still good, and moves to the new one.
        QCOMPARE(m_client->profile(old.text("access")).status, 200);
        const ApiAnswer moved = m_client->refresh(old.text("refresh"));
        QCOMPARE(moved.status, 200);

        // Without its key a token is nothing.
        VERIFY_OK(retire(before));
        QCOMPARE(m_client->profile(old.text("access")).status, 401);
        QCOMPARE(m_client->profile(moved.text("access")).status, 200);
    }
};

QTEST_GUILESS_MAIN(TestAllKeys)
#include "tst_allkeys.moc"
