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

    [[nodiscard]] Inspection at(const QByteArray &token, std::optional<Instant> moment) const
    {
        InspectOptions options;
        options.at = moment;
        auto found =
            Inspector(m_served->core->context()).inspect(QString::fromLatin1(token), options);
        if (!found)
            qFatal("%s", qPrintable(found.error().message()));
        return *std::move(found);
    }

    static PredictedAnswer answer(const Inspection &inspection, const char *endpoint)
    {
        const auto &all = inspection.answers;
        const auto found = std::find_if(all.begin(), all.end(), [endpoint](const auto &each) {
            return each.endpoint == QLatin1String(endpoint);
        });
        return found == all.end() ? PredictedAnswer() : *found;
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

    void areThoseOfTheMomentToCome_data()
    {
        QTest::addColumn<Situation>("situation");
        QTest::addColumn<std::chrono::seconds>("later");
        const Situation nothing = [](ServedCore &, const ApiAnswer &) { return true; };
        const auto row = [](const char *name, const Situation &situation,
                            std::chrono::seconds later) {
            QTest::newRow(name) << situation << later;
        };
        row("as fresh", nothing, 60s);
        row("access expired", nothing, 20min);
        row("all expired", nothing, 24h * 400);
        const Situation idle = [](ServedCore &served, const ApiAnswer &) {
            return setAndWait(served, "session_idle_limit", 600, 1s);
        };
        row("idle, a moment before the limit", idle, 598s);
        row("idle for too long", idle, 11min);
        const Situation maximum = [](ServedCore &served, const ApiAnswer &) {
            return setAndWait(served, "session_maximum", 24 * 3600 * 5, 1s);
        };
        row("younger than the maximum", maximum, 24h * 5 - 2s);
        row("older than the maximum", maximum, 24h * 5 + 1s);
        const Situation spent = [](ServedCore &served, const ApiAnswer &tokens) {
            return served.set("refresh_grace", 30) && refreshed(served, tokens, 1s);
        };
        row("spent, within the grace", spent, 10s);
        row("spent, after the grace", spent, 40s);
        row(
            "logged out",
            [](ServedCore &served, const ApiAnswer &tokens) {
                return served.client->logout(tokens.text("refresh")).status < 300;
            },
            60s);
    }
    /// What is said of a moment to come is what is answered when it has come.
    void areThoseOfTheMomentToCome()
    {
        QFETCH(const Situation, situation);
        QFETCH(const std::chrono::seconds, later);
        const ApiAnswer tokens = m_served->login();
        QVERIFY(situation(*m_served, tokens));
        std::vector<Inspection> said;
        for (const char *kind : {"access", "refresh"})
            said.push_back(at(tokens.text(kind), m_served->scratch.clock.now() + later));
        m_served->scratch.clock.advance(later);
        for (std::size_t i = 0; i < said.size(); ++i) {
            const QByteArray token = tokens.text(i == 0 ? "access" : "refresh");
            // As if it had been asked then.
            const Inspection now = at(token, {});
            QCOMPARE(said[i].verdict, now.verdict);
            QCOMPARE(said[i].sentence.english(), now.sentence.english());
            QCOMPARE(said[i].sessionEnd, now.sessionEnd);
            for (const char *endpoint : {"verify", "profile", "refresh"}) {
                compare(answer(said[i], endpoint), answerOf(QLatin1String(endpoint), token));
                if (QTest::currentTestFailed())
                    return;
            }
        }
    }

    void areThoseOfThePast_data()
    {
        QTest::addColumn<Situation>("situation");
        const auto row = [](const char *name, const Situation &situation) {
            QTest::newRow(name) << situation;
        };
        row("ended since", [](ServedCore &served, const ApiAnswer &tokens) {
            return served.client->logout(tokens.text("refresh")).status < 300;
        });
        row("everything ended since", [](ServedCore &served, const ApiAnswer &) {
            return await<int>([&](auth::Completion<int> done) {
                       served.core->sessions().endAll(kActor, std::move(done));
                   })
                .has_value();
        });
        row("everything refused since", [](ServedCore &served, const ApiAnswer &) {
            return await<int>([&](auth::Completion<int> done) {
                       served.core->sessions().refuseEarlier({}, kActor, std::move(done));
                   })
                .has_value();
        });
        row("spent since", [](ServedCore &served, const ApiAnswer &tokens) {
            return refreshed(served, tokens, 1s);
        });
        row("spent and used again since", [](ServedCore &served, const ApiAnswer &tokens) {
            return refreshed(served, tokens, 5min)
                   && served.client->refresh(tokens.text("refresh")).status == 401;
        });
    }
    /// What is said of a moment that has passed is what was answered then.
    void areThoseOfThePast()
    {
        QFETCH(const Situation, situation);
        const ApiAnswer tokens = m_served->login();
        m_served->scratch.clock.advance(10s);
        const Instant then = m_served->scratch.clock.now();
        struct Known
        {
            QByteArray token;
            Inspection said;
            ApiAnswer verify;
            ApiAnswer profile;
        };
        std::vector<Known> known;
        for (const char *kind : {"access", "refresh"}) {
            const QByteArray token = tokens.text(kind);
            known.push_back({token, at(token, {}), answerOf(QStringLiteral("verify"), token),
                             answerOf(QStringLiteral("profile"), token)});
        }
        m_served->scratch.clock.advance(10s);
        QVERIFY(situation(*m_served, tokens));
        m_served->scratch.clock.advance(10s);
        QVERIFY(!at(known[1].token, {}).verdict.accepted()); // something has happened
        for (const Known &one : known) {
            const Inspection past = at(one.token, then);
            QCOMPARE(past.verdict, one.said.verdict);
            QCOMPARE(past.sentence.english(), one.said.sentence.english());
            compare(answer(past, "verify"), one.verify);
            compare(answer(past, "profile"), one.profile);
            QCOMPARE(answer(past, "refresh").status, answer(one.said, "refresh").status);
            QCOMPARE(answer(past, "refresh").body, answer(one.said, "refresh").body);
            if (QTest::currentTestFailed())
                return;
        }
    }

    /// Why and when a session ends agrees with the limits at every moment.
    void theEndIsTold()
    {
        const QByteArray token = m_served->login().text("refresh");
        const Instant begun = m_served->scratch.clock.now();
        const auto end = [&](Instant moment) { return at(token, moment).sessionEnd; };
        const auto reason = [&](Instant moment) {
            const auto found = end(moment);
            return found ? QByteArray(endReasonName(found->reason)) : QByteArray();
        };
        QVERIFY(m_served->set("session_idle_limit", 600));
        QCOMPARE(reason(begun), QByteArray("idle"));
        QCOMPARE(end(begun)->at, begun + 600s);
        QCOMPARE(reason(begun + 11min), QByteArray("idle"));
        QVERIFY(m_served->set("session_maximum", 300));
        QCOMPARE(reason(begun), QByteArray("maximum_age"));
        QVERIFY(end(begun)->at <= begun + 300s);
        QVERIFY(m_served->set("session_idle_limit", 0));
        QVERIFY(m_served->set("session_maximum", 24 * 3600 * 30));
        const Inspection found = at(token, begun);
        QCOMPARE(found.sessionEnd->reason, EndReason::Expired);
        QCOMPARE(found.sessionEnd->at, found.session->expiresAt);
        QVERIFY(at(token, found.sessionEnd->at - 1s).verdict.accepted());
        QVERIFY(!at(token, found.sessionEnd->at).verdict.accepted());
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
