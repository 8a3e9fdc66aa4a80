// SPDX-License-Identifier: GPL-3.0-or-later
// What the operations of /api/admin/settings do.
#include "tests/http/adminfixture.h"

using namespace tokendesk;
using namespace tokendesk::test;

class TestAdminSettings : public QObject
{
    Q_OBJECT

    std::unique_ptr<AdminFixture> m_served;

private slots:
    void init() { m_served = std::make_unique<AdminFixture>(); }
    void cleanup() { m_served.reset(); }

    void readsAndChangesSettings()
    {
        const ApiAnswer all = m_served->get("/api/admin/settings");
        QCOMPARE(all.status, 200);
        QCOMPARE(AdminFixture::results(all).size(), qsizetype(settings::kCount));
        QCOMPARE(all.json()[QLatin1String("version")].toInt(), 0);
        const ApiAnswer saved = m_served->patch(
            "/api/admin/settings", "{\"access_token_lifetime\":77,\"issuer\":\"https://a\"}");
        QCOMPARE(saved.status, 200);
        QCOMPARE(saved.json()[QLatin1String("version")].toInt(), 1);
        QCOMPARE(saved.text("changed_by"), QByteArray("root"));
        const QJsonObject claims = claimsOf(m_served->login().text("access"));
        QCOMPARE(claims[QLatin1String("exp")].toInteger()
                     - claims[QLatin1String("iat")].toInteger(),
                 77);
        m_served->checkEvent("settings.changed");
        // The token of root carries no issuer, which is now asked for: a new login.
        m_served->root = m_served->login("root").text("access");
        const ApiAnswer one = m_served->get("/api/admin/settings/access_token_lifetime");
        QCOMPARE(one.json()[QLatin1String("value")].toInt(), 77);
        QCOMPARE(one.text("source"), QByteArray("database"));
        QCOMPARE(m_served->patch("/api/admin/settings", "{\"access_token_lifetime\":null}").status,
                 200);
        const QJsonArray versions =
            AdminFixture::results(m_served->get("/api/admin/settings/versions"));
        QCOMPARE(versions.size(), 2);
        QCOMPARE(versions[1].toObject()[QLatin1String("author")].toString(),
                 QStringLiteral("root"));
        QCOMPARE(m_served->post("/api/admin/settings/versions/2/undo").status, 200);
        QCOMPARE(m_served->get("/api/admin/settings/access_token_lifetime")
                     .json()[QLatin1String("value")]
                     .toInt(),
                 77);
        QCOMPARE(m_served->patch("/api/admin/settings", "{}").status, 200);
        QCOMPARE(AdminFixture::results(m_served->get("/api/admin/settings/versions")).size(), 3);
    }

    void forecastsSettings()
    {
        const auto before = m_served->get("/api/admin/settings").json();
        const qint64 live = m_served->core->sessions().countLive().value_or(-1);
        const ApiAnswer answer =
            m_served->post("/api/admin/settings/forecast", "{\"refresh_token_lifetime\":3600}");
        QCOMPARE(answer.status, 200);
        const QJsonObject forecast = answer.json();
        QCOMPARE(forecast[QLatin1String("live")].toInteger(), live);
        QVERIFY(live > 0);
        QCOMPARE(forecast[QLatin1String("kept")].toObject()[QLatin1String("unchanged")].toInteger(),
                 live);
        QCOMPARE(forecast[QLatin1String("shortened")]
                     .toObject()[QLatin1String("end_earlier")]
                     .toInteger(),
                 live);
        QVERIFY(forecast[QLatin1String("refused_by")].isNull());
        const QJsonObject other =
            m_served->post("/api/admin/settings/forecast", "{\"issuer\":\"https://a\"}").json();
        QCOMPARE(other[QLatin1String("refused_by")].toString(), QStringLiteral("issuer"));
        QCOMPARE(other[QLatin1String("kept")].toObject()[QLatin1String("end_now")].toInteger(),
                 live);
        const ApiAnswer refused =
            m_served->post("/api/admin/settings/forecast", "{\"leeway\":-1,\"nope\":1}");
        QCOMPARE(refused.status, 400);
        QCOMPARE(refused.json().keys().join(u','), QStringLiteral("leeway,nope"));
        QCOMPARE(m_served->get("/api/admin/settings").json(), before);
    }

    void triesSettings()
    {
        const QByteArray leeway = "/api/admin/settings/leeway";
        const auto value = [&] { return m_served->get(leeway).json()[QLatin1String("value")]; };
        QCOMPARE(m_served->remove("/api/admin/settings/trial").status, 404); // nothing is tried
        QCOMPARE(m_served->post("/api/admin/settings/trial/keep").status, 404);
        const ApiAnswer tried = m_served->post("/api/admin/settings/trial",
                                               "{\"settings\":{\"leeway\":9},\"seconds\":60}");
        QCOMPARE(tried.status, 200);
        const QJsonObject trial = tried.json()[QLatin1String("trial")].toObject();
        QCOMPARE(trial[QLatin1String("version")], tried.json()[QLatin1String("version")]);
        QVERIFY(trial[QLatin1String("until")].isString());
        QCOMPARE(value().toInt(), 9);
        QCOMPARE(
            m_served->post("/api/admin/settings/trial", "{\"settings\":{\"leeway\":8}}").status,
            409); // one at a time
        const ApiAnswer back = m_served->remove("/api/admin/settings/trial");
        QCOMPARE(back.status, 200);
        QVERIFY(back.json()[QLatin1String("trial")].isNull());
        QCOMPARE(value().toInt(), 0);
        QCOMPARE(
            m_served->post("/api/admin/settings/trial", "{\"settings\":{\"leeway\":8}}").status,
            200);
        QCOMPARE(m_served->post("/api/admin/settings/trial/keep").status, 200);
        QCOMPARE(m_served->remove("/api/admin/settings/trial").status, 404);
        QCOMPARE(value().toInt(), 8);
        m_served->checkEvent("settings.kept");
    }

    void refusesBadTrials_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("field");
        QTest::newRow("too short") << QByteArray("{\"settings\":{\"leeway\":9},\"seconds\":9}")
                                   << QStringLiteral("seconds");
        QTest::newRow("too long") << QByteArray("{\"settings\":{\"leeway\":9},\"seconds\":86401}")
                                  << QStringLiteral("seconds");
        QTest::newRow("no settings") << QByteArray("{\"leeway\":9}") << QStringLiteral("settings");
        QTest::newRow("a list") << QByteArray("{\"settings\":[9]}") << QStringLiteral("settings");
        QTest::newRow("bad value")
            << QByteArray("{\"settings\":{\"leeway\":-9}}") << QStringLiteral("leeway");
        QTest::newRow("shuts out the caller")
            << QByteArray("{\"settings\":{\"admin_networks\":[\"10.0.0.0/8\"]}}")
            << QStringLiteral("admin_networks");
    }

    void refusesBadTrials()
    {
        QFETCH(const QByteArray, body);
        QFETCH(const QString, field);
        const ApiAnswer refused = m_served->post("/api/admin/settings/trial", body);
        QCOMPARE(refused.status, 400);
        QCOMPARE(refused.json().keys().join(u','), field);
        QCOMPARE(m_served->get("/api/admin/settings").json()[QLatin1String("version")].toInt(), 0);
    }

    void nothingOfABadChangeIsSaved()
    {
        const ApiAnswer refused = m_served->patch(
            "/api/admin/settings",
            "{\"access_token_lifetime\":1,\"leeway\":\"x\",\"issuer\":\"https://a\",\"nope\":1}");
        QCOMPARE(refused.status, 400);
        QCOMPARE(refused.json().keys().join(u','),
                 QStringLiteral("access_token_lifetime,leeway,nope"));
        QCOMPARE(m_served->get("/api/admin/settings").json()[QLatin1String("version")].toInt(), 0);
    }
};

QTEST_GUILESS_MAIN(TestAdminSettings)
#include "tst_adminsettings.moc"
