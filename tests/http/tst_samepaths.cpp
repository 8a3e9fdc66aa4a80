// SPDX-License-Identifier: GPL-3.0-or-later
// Window, command line and HTTP do the same to a user's sessions.
#include "server/runtime/localadminapi.h"
#include "tests/http/adminfixture.h"

#include <QProcess>

#include <functional>
#include <map>

using namespace tokendesk;
using namespace tokendesk::test;

namespace {

constexpr int kPatienceMs = 60'000;
const QByteArray kNewPassword = "nine tall giraffes";

/// What a change left behind, without who did it and how.
struct Aftermath
{
    QStringList reasons; ///< of the user's sessions
    QStringList events; ///< about the user, oldest first, with what they tell
    QList<int> answers; ///< to the user's tokens

    friend bool operator==(const Aftermath &, const Aftermath &) = default;
};

} // namespace

class TestSamePaths : public QObject
{
    Q_OBJECT

    std::unique_ptr<AdminFixture> m_served;
    std::unique_ptr<LocalAdminApi> m_api;

    struct Change
    {
        std::function<bool(UserId)> api;
        std::function<bool(UserId)> http;
        QStringList cli; ///< before the name
        QByteArray input;
    };

    std::map<QByteArray, Change> changes()
    {
        const auto path = [](UserId id) -> QByteArray {
            return "/api/admin/users/" + QByteArray::number(id);
        };
        return {
            {"disable",
             {[this](UserId id) {
                  UserChange change;
                  change.active = false;
                  return m_api->updateUser(id, change).result().has_value();
              },
              [this, path](UserId id) {
                  return m_served->patch(path(id), "{\"is_active\":false}").status == 200;
              },
              {QStringLiteral("user"), QStringLiteral("disable")},
              {}}},
            {"delete",
             {[this](UserId id) { return m_api->deleteUsers({id}).result().value_or(0) == 1; },
              [this, path](UserId id) { return m_served->remove(path(id)).status == 200; },
              {QStringLiteral("user"), QStringLiteral("delete")},
              {}}},
            {"password",
             {[this](UserId id) {
                  return m_api->setPassword(id, SecretBytes(QByteArrayView(kNewPassword)), {})
                      .result()
                      .has_value();
              },
              [this, path](UserId id) {
                  return m_served
                             ->post(path(id) + "/password",
                                    "{\"password\":\"" + kNewPassword + "\"}")
                             .status
                         == 200;
              },
              {QStringLiteral("user"), QStringLiteral("passwd"),
               QStringLiteral("--password-stdin")},
              kNewPassword + '\n'}},
            {"refuse earlier",
             {[this](UserId id) { return m_api->refuseEarlierTokens(id).result().has_value(); },
              [this](UserId id) {
                  return m_served
                             ->post("/api/admin/sessions/refuse-earlier",
                                    "{\"user_id\":" + QByteArray::number(id) + '}')
                             .status
                         == 200;
              },
              {QStringLiteral("session"), QStringLiteral("refuse-earlier"),
               QStringLiteral("--user")},
              {}}},
            {"end sessions",
             {[this](UserId id) { return m_api->endSessionsOfUser(id).result().has_value(); },
              [this, path](UserId id) {
                  return m_served->remove(path(id) + "/sessions").status == 200;
              },
              {QStringLiteral("session"), QStringLiteral("end"), QStringLiteral("--user")},
              {}}},
        };
    }

    bool runCli(const QStringList &words, const QByteArray &input)
    {
        QProcess process;
        process.start(QStringLiteral(TOKENDESKD),
                      QStringList{QStringLiteral("--data-dir"),
                                  m_served->scratch.dir.filePath(QStringLiteral("data"))}
                          + words);
        process.write(input);
        process.closeWriteChannel();
        if (!process.waitForFinished(kPatienceMs) || process.exitCode() != 0) {
            qWarning("%s", process.readAllStandardError().constData());
            return false;
        }
        m_served->core->watcher()->pollNow();
        return true;
    }

    /// Has \a act change a new user called \a name, and looks at what that does.
    Aftermath after(const QString &name, const std::function<bool(UserId)> &act)
    {
        const auto user = addUser(*m_served->core, name);
        const auto login = [&] { return m_served->client->login(name, ServedCore::password()); };
        const ApiAnswer first = login();
        const ApiAnswer rotated = m_served->client->refresh(first.text("refresh"));
        const ApiAnswer second = login();
        const ApiAnswer bystander = m_served->login();
        if (!user || rotated.status != 200 || second.status != 200 || !act(user->id))
            return {{QStringLiteral("failed: ") + name}, {}, {}};
        if (m_served->client->refresh(bystander.text("refresh")).status != 200)
            return {{QStringLiteral("a bystander's session ended: ") + name}, {}, {}};
        Aftermath seen;
        SessionQuery sessions;
        sessions.userId = user->id;
        const auto page = m_served->core->sessions().list(sessions);
        for (const Session &session : page ? page->rows : std::vector<Session>{})
            seen.reasons.append(session.endReason
                                    ? QString::fromLatin1(endReasonName(*session.endReason))
                                    : QStringLiteral("live"));
        EventQuery query;
        query.userId = user->id;
        const auto found = auth::EventLog(m_served->core->context()).list(query);
        for (const Event &event : found ? found->rows : std::vector<Event>{}) {
            QJsonObject detail = event.detail;
            for (const char *member : {"source", "username", "before", "after"})
                detail.remove(QLatin1String(member));
            if (event.type != QLatin1String("user.created"))
                seen.events.prepend(
                    event.type
                    + QString::fromUtf8(QJsonDocument(detail).toJson(QJsonDocument::Compact)));
        }
        seen.answers = {m_served->client->refresh(rotated.text("refresh")).status,
                        m_served->client->refresh(second.text("refresh")).status,
                        m_served->client->profile(rotated.text("access")).status,
                        m_served->client->profile(second.text("access")).status};
        return seen;
    }

private slots:
    void init()
    {
        m_served = std::make_unique<AdminFixture>();
        // The command line goes by the machine's clock.
        m_served->scratch.clock.set(SystemClock().now());
        m_served->root = m_served->login("root").text("access");
        m_api = std::make_unique<LocalAdminApi>(*m_served->core, kActor);
    }
    void cleanup()
    {
        m_api.reset();
        m_served.reset();
    }

    void theSameComesOfAllThree_data()
    {
        QTest::addColumn<QByteArray>("change");
        QTest::addColumn<QString>("reason");
        QTest::newRow("disable") << QByteArray("disable") << QStringLiteral("user_disabled");
        QTest::newRow("delete") << QByteArray("delete") << QStringLiteral("user_deleted");
        QTest::newRow("password") << QByteArray("password") << QStringLiteral("password_changed");
        QTest::newRow("refuse earlier")
            << QByteArray("refuse earlier") << QStringLiteral("not_before");
        QTest::newRow("end sessions")
            << QByteArray("end sessions") << QStringLiteral("ended_by_administrator");
    }
    void theSameComesOfAllThree()
    {
        QFETCH(QByteArray, change);
        QFETCH(QString, reason);
        const Change ways = changes().at(change);
        const QString window = QStringLiteral("of-window");
        const QString line = QStringLiteral("of-line");
        const QString http = QStringLiteral("of-http");
        const Aftermath byWindow = after(window, ways.api);
        QCOMPARE(byWindow.reasons, (QStringList{reason, reason}));
        QCOMPARE(byWindow.answers, (QList<int>{401, 401, 401, 401}));
        QVERIFY(!byWindow.events.isEmpty());
        const Aftermath byLine =
            after(line, [&](UserId) { return runCli(ways.cli + QStringList{line}, ways.input); });
        QCOMPARE(byLine.reasons, byWindow.reasons);
        QCOMPARE(byLine.events, byWindow.events);
        QCOMPARE(byLine.answers, byWindow.answers);
        const Aftermath byHttp = after(http, ways.http);
        QCOMPARE(byHttp.reasons, byWindow.reasons);
        QCOMPARE(byHttp.events, byWindow.events);
        QCOMPARE(byHttp.answers, byWindow.answers);
    }

    /// Both print what is there in the same JSON.
    void keysAndSettingsReadAlike()
    {
        QCOMPARE(m_served->post("/api/admin/keys", "{\"algorithm\":\"ES256\"}").status, 201);
        const auto printed = [this](const QStringList &words) {
            QProcess process;
            process.start(QStringLiteral(TOKENDESKD),
                          QStringList{QStringLiteral("--data-dir"),
                                      m_served->scratch.dir.filePath(QStringLiteral("data"))}
                              + words + QStringList{QStringLiteral("--json")});
            return process.waitForFinished(kPatienceMs)
                       ? QJsonDocument::fromJson(process.readAllStandardOutput()).array()
                       : QJsonArray();
        };
        const QJsonArray keys = printed({QStringLiteral("key"), QStringLiteral("list")});
        QCOMPARE(keys.size(), 2);
        QCOMPARE(keys, AdminFixture::results(m_served->get("/api/admin/keys")));
        const QJsonArray users = printed({QStringLiteral("user"), QStringLiteral("list")});
        QCOMPARE(users.size(), 3);
        QCOMPARE(users, AdminFixture::results(m_served->get("/api/admin/users")));
    }
};

QTEST_GUILESS_MAIN(TestSamePaths)
#include "tst_samepaths.moc"
