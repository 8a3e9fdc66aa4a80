// SPDX-License-Identifier: GPL-3.0-or-later
// /.well-known/jwks.json over real sockets.
#include "server/token/jwk.h"
#include "tests/http/servedcore.h"

#include <QJsonArray>
#include <QTest>

using namespace tokendesk;
using namespace tokendesk::test;

class TestKeySet : public QObject
{
    Q_OBJECT

    std::unique_ptr<ServedCore> m_served;

    Result<auth::KeyEntry> generate(const char *algorithm, bool activate)
    {
        return await<auth::KeyEntry>([&](auth::Completion<auth::KeyEntry> done) {
            m_served->core->keys().generate({QString::fromLatin1(algorithm), 2048, activate},
                                            kActor, std::move(done));
        });
    }
    ApiAnswer fetch(const ApiClient::Headers &headers = {}, const QByteArray &method = "GET") const
    {
        return m_served->client->send(method, "/.well-known/jwks.json", {}, headers);
    }

private slots:
    void init() { m_served = std::make_unique<ServedCore>(); }
    void cleanup() { m_served.reset(); }

    void secretsAreNotPublished()
    {
        const ApiAnswer answer = fetch();
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.body, QByteArray(R"({"keys":[]})"));
        QCOMPARE(answer.header("Content-Type"), QByteArray("application/jwk-set+json"));
        QCOMPARE(answer.header("Cache-Control"), QByteArray("public, max-age=300"));
    }

    void keysAreThereBeforeTheySign()
    {
        const ApiAnswer before = fetch();
        const auto next = generate("ES256", false);
        VERIFY_OK(next);
        VERIFY_OK(generate("RS256", false));
        const ApiAnswer answer = fetch();
        const auto set = token::parseJwks(answer.body);
        VERIFY_OK(set);
        QCOMPARE(set->size(), std::size_t{2});
        QVERIFY(answer.header("ETag") != before.header("ETag"));
        for (const char *secret :
             {"\"d\"", "\"p\"", "\"q\"", "\"dp\"", "\"dq\"", "\"qi\"", "\"k\""})
            QVERIFY2(!answer.body.contains(secret), secret);
        // A retired key is there no more.
        const auto retired = await<auth::KeyEntry>([&](auth::Completion<auth::KeyEntry> done) {
            m_served->core->keys().retire(next->row.kid, kActor, std::move(done));
        });
        VERIFY_OK(retired);
        QVERIFY(!fetch().body.contains(next->row.kid.toLatin1()));
    }

    void askedAgain()
    {
        VERIFY_OK(generate("EdDSA", true));
        const ApiAnswer first = fetch();
        const QByteArray etag = first.header("ETag");
        QVERIFY(etag.startsWith('"'));
        for (const QByteArray &tags :
             {etag, QByteArray("\"x\", " + etag), QByteArray("W/" + etag), QByteArray("*")}) {
            const ApiAnswer again = fetch({{"If-None-Match", tags}});
            QCOMPARE(again.status, 304);
            QVERIFY(again.body.isEmpty());
            QCOMPARE(again.header("ETag"), etag);
        }
        QCOMPARE(fetch({{"If-None-Match", "\"x\""}}).status, 200);
        VERIFY_OK(generate("ES512", false));
        QCOMPARE(fetch({{"If-None-Match", etag}}).status, 200);
    }

    void whoeverAsks()
    {
        QCOMPARE(fetch({{"Accept", "application/jwk-set+json"}}).status, 200);
        QCOMPARE(fetch({{"Accept", "application/json"}}).status, 200);
        QCOMPARE(fetch({}, "HEAD").status, 200);
        const ApiAnswer posted = fetch({}, "POST");
        QCOMPARE(posted.status, 405);
        QVERIFY(posted.header("Allow").contains("GET"));
    }
};

QTEST_GUILESS_MAIN(TestKeySet)
#include "tst_keyset.moc"
