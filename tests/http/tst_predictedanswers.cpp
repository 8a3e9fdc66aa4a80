// SPDX-License-Identifier: GPL-3.0-or-later
// What the inspector says that the endpoints would answer is what they answer.
#include "server/runtime/inspector.h"
#include "tests/http/servedcore.h"

#include <algorithm>
#include <functional>

using namespace tokendesk;
using namespace tokendesk::test;
using namespace std::chrono_literals;

namespace {

/// What happens to a session between its login and the question.
using Situation = std::function<bool(ServedCore &served, const ApiAnswer &tokens)>;

bool setAndWait(ServedCore &served, const char *key, const QJsonValue &value,
                std::chrono::seconds passed)
{
    const bool isSet = served.set(key, value);
    served.scratch.clock.advance(passed);
    return isSet;
}

bool refreshed(ServedCore &served, const ApiAnswer &tokens, std::chrono::seconds passed)
{
    const bool isRefreshed = served.client->refresh(tokens.text("refresh")).status == 200;
    served.scratch.clock.advance(passed);
    return isRefreshed;
}

bool changeUser(ServedCore &served, const UserChange &changes)
{
    store::UserRepository users(**served.core->context().database.connection());
    const auto anna = users.findByName(QStringLiteral("anna"));
    return anna && *anna
           && await<User>([&](auth::Completion<User> done) {
                  served.core->users().update((*anna)->user.id, changes, kActor, std::move(done));
              }).has_value();
}

} // namespace

class TestPredictedAnswers : public QObject
{
    Q_OBJECT

    std::unique_ptr<ServedCore> m_served;

    ApiAnswer answerOf(const QString &endpoint, const QByteArray &token) const
    {
        if (endpoint == QLatin1String("refresh"))
            return m_served->client->refresh(token);
        if (endpoint == QLatin1String("profile"))
            return m_served->client->profile(token);
        return m_served->client->verify(token);
    }

    static void compare(const PredictedAnswer &said, const ApiAnswer &real)
    {
        const QByteArray about =
            said.endpoint.toLatin1() + ": said " + said.body + ", is " + real.body;
        QVERIFY2(said.status == real.status, about.data());
        const QJsonObject wanted = QJsonDocument::fromJson(said.body).object();
        // New tokens cannot be known before.
        if (said.endpoint == QLatin1String("refresh") && real.status == 200)
            QVERIFY2(wanted.keys() == real.json().keys(), about.data());
        else
            QVERIFY2(wanted == real.json(), about.data());
    }

private slots:
    void init() { m_served = std::make_unique<ServedCore>(); }
    void cleanup() { m_served.reset(); }

    void areTheRealOnes_data()
    {
        QTest::addColumn<Situation>("situation");
        const auto row = [](const char *name, const Situation &situation) {
            QTest::newRow(name) << situation;
        };
        row("fresh", [](ServedCore &, const ApiAnswer &) { return true; });
        row("access expired", [](ServedCore &served, const ApiAnswer &) {
            served.scratch.clock.advance(20min);
            return true;
        });
        row("all expired", [](ServedCore &served, const ApiAnswer &) {
            served.scratch.clock.advance(24h * 400);
            return true;
        });
        row("longer idle than is allowed now", [](ServedCore &served, const ApiAnswer &) {
            return setAndWait(served, "session_idle_limit", 600, 11min);
        });
        row("older than is allowed now", [](ServedCore &served, const ApiAnswer &) {
            served.scratch.clock.advance(24h * 6);
            return setAndWait(served, "session_maximum", 24 * 3600 * 5, 1s);
        });
        row("spent, within the grace", [](ServedCore &served, const ApiAnswer &tokens) {
            return served.set("refresh_grace", 30) && refreshed(served, tokens, 5s);
        });
        row("spent", [](ServedCore &served, const ApiAnswer &tokens) {
            return refreshed(served, tokens, 5min);
        });
        row("logged out", [](ServedCore &served, const ApiAnswer &tokens) {
            return served.client->logout(tokens.text("refresh")).status < 300;
        });
        row("user disabled", [](ServedCore &served, const ApiAnswer &) {
            UserChange changes;
            changes.active = false;
            return changeUser(served, changes);
        });
        row("another issuer", [](ServedCore &served, const ApiAnswer &) {
            return served.set("issuer", QStringLiteral("https://elsewhere.example"));
        });
    }
    void areTheRealOnes()
    {
        QFETCH(const Situation, situation);
        const ApiAnswer tokens = m_served->login();
        QCOMPARE(tokens.status, 200);
        QVERIFY(situation(*m_served, tokens));
        const Inspector inspector(m_served->core->context());
        // A refresh changes what the others say; the refresh token comes last and so does its own.
        for (const char *kind : {"access", "refresh"}) {
            const QByteArray token = tokens.text(kind);
            const auto found = inspector.inspect(QString::fromLatin1(token), {});
            VERIFY_OK(found);
            QCOMPARE(found->answers.size(), std::size_t(3));
            for (const char *endpoint : {"verify", "profile", "refresh"}) {
                const auto said = std::find_if(
                    found->answers.begin(), found->answers.end(),
                    [&](const auto &each) { return each.endpoint == QLatin1String(endpoint); });
                QVERIFY(said != found->answers.end());
                compare(*said, answerOf(said->endpoint, token));
                if (QTest::currentTestFailed())
                    return;
            }
        }
    }

    /// The sentence on top agrees with what a refresh would get.
    void theVerdictKnowsTheLimits()
    {
        const ApiAnswer tokens = m_served->login();
        QVERIFY(setAndWait(*m_served, "session_idle_limit", 600, 11min));
        const auto found = Inspector(m_served->core->context())
                               .inspect(QString::fromLatin1(tokens.text("refresh")), {});
        VERIFY_OK(found);
        QVERIFY(!found->verdict.accepted());
        QCOMPARE(found->verdict.cause(), token::Cause::SessionEnded);
    }
};

QTEST_GUILESS_MAIN(TestPredictedAnswers)
#include "tst_predictedanswers.moc"
