// SPDX-License-Identifier: GPL-3.0-or-later
// OAuth clients: what administrators do with them, and who is taken for one.
#include "server/auth/clientadmin.h"
#include "server/auth/clientauth.h"
#include "tests/unit/runtime/corefixture.h"

#include <QFile>
#include <QJsonDocument>

using namespace tokendesk;
using namespace tokendesk::test;
using auth::ClientSecret;
using store::ClientRow;
using namespace std::chrono_literals;

namespace {

const QString kBilling = QStringLiteral("billing");
const auth::Client kHome{QStringLiteral("192.0.2.1"), QStringLiteral("curl"), 7};
const auth::Client kElsewhere{QStringLiteral("198.51.100.9"), QStringLiteral("curl"), 8};

/// How an attempt ended.
enum class Judged { Accepted, Bad, Throttled, Failed };

} // namespace

class TestClients : public QObject
{
    Q_OBJECT

    std::unique_ptr<Scratch> m_scratch;
    std::unique_ptr<Core> m_core;

    Result<ClientSecret> add(const QString &id, const QString &name = {})
    {
        return await<ClientSecret>([&](auth::Completion<ClientSecret> done) {
            m_core->clients().add(id, name, kActor, std::move(done));
        });
    }
    Result<ClientSecret> rotate(const QString &id)
    {
        return await<ClientSecret>([&](auth::Completion<ClientSecret> done) {
            m_core->clients().rotateSecret(id, kActor, std::move(done));
        });
    }
    Result<ClientRow> setEnabled(const QString &id, bool isEnabled)
    {
        return await<ClientRow>([&](auth::Completion<ClientRow> done) {
            m_core->clients().setEnabled(id, isEnabled, kActor, std::move(done));
        });
    }
    Result<ClientRow> remove(const QString &id)
    {
        return await<ClientRow>([&](auth::Completion<ClientRow> done) {
            m_core->clients().remove(id, kActor, std::move(done));
        });
    }
    /// Returns once everything that was submitted before is written.
    void settle(Core &core)
    {
        core.context()
            .writer.run<bool>([](store::Connection &) -> Result<bool> { return true; })
            .waitForFinished();
    }
    Judged judge(Core &core, const QString &id, QByteArrayView secret,
                 const auth::Client &client = kHome)
    {
        auth::ClientAuth service(core.context());
        const auto promise = std::make_shared<QPromise<auth::Refusal>>();
        promise->start();
        const bool accepted = service.accepts({id, SecretBytes(secret)}, client,
                                              [promise](const auth::Refusal &refusal) {
                                                  promise->addResult(refusal);
                                                  promise->finish();
                                              });
        if (accepted) {
            settle(core);
            return Judged::Accepted;
        }
        switch (promise->future().result().kind) {
        case auth::Refusal::Kind::BadCredentials:
            return Judged::Bad;
        case auth::Refusal::Kind::Throttled:
            return Judged::Throttled;
        default:
            return Judged::Failed;
        }
    }
    Judged judge(const QString &id, QByteArrayView secret, const auth::Client &client = kHome)
    {
        return judge(*m_core, id, secret, client);
    }
    std::vector<ClientRow> rows()
    {
        return m_core->clients().list().value_or(std::vector<ClientRow>());
    }

private slots:
    void init()
    {
        m_scratch = std::make_unique<Scratch>();
        auto core = m_scratch->open();
        VERIFY_OK(core);
        m_core = *std::move(core);
    }
    void cleanup()
    {
        m_core.reset();
        m_scratch.reset();
    }

    void secretsAreRandomAndNotStored()
    {
        const auto one = add(kBilling, QStringLiteral("  Billing API "));
        const auto two = add(QStringLiteral("wiki"));
        VERIFY_OK(one);
        VERIFY_OK(two);
        QCOMPARE(one->secret->size(), 43);
        QVERIFY(one->secret->view() != two->secret->view());
        QCOMPARE(one->client.name, QStringLiteral("Billing API"));
        QCOMPARE(two->client.name, QStringLiteral("wiki"));
        for (const ClientRow &row : rows())
            QVERIFY(row.secretHash.isEmpty());

        const QByteArray secret = one->secret->view().toByteArray();
        const QByteArray hash = auth::clientSecretHash(*one->secret);
        QCOMPARE(hash.size(), 32);
        m_core.reset(); // checkpoints the log into the file
        QFile file(m_scratch->dir.filePath(QStringLiteral("data/tokendesk.db")));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray content = file.readAll();
        QVERIFY(content.contains(hash));
        QVERIFY(!content.contains(secret));
    }

    void hashIsSha256()
    {
        // FIPS 180-4, the example "abc".
        QCOMPARE(auth::clientSecretHash(SecretBytes(QByteArrayView("abc"))).toHex(),
                 QByteArray("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
    }

    void refusesBadNames_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("field");
        const auto row = [](const char *what, const QString &id, const QString &name,
                            const char *field) {
            QTest::newRow(what) << id << name << QString::fromLatin1(field);
        };
        const QString good = QStringLiteral("good");
        row("nothing", {}, good, "client");
        row("long", QString(65, u'a'), good, "client");
        row("blank", QStringLiteral("a b"), good, "client");
        row("colon", QStringLiteral("a:b"), good, "client"); // ends the id in HTTP Basic
        row("percent", QStringLiteral("a%41"), good, "client");
        row("plus", QStringLiteral("a+b"), good, "client");
        row("umlaut", QStringLiteral("ä"), good, "client");
        row("dash", QStringLiteral("-a"), good, "client"); // an option of the command line
        row("dots", QStringLiteral(".."), good, "client");
        row("nul", QStringLiteral("a") + QChar(0), good, "client");
        row("long name", good, QString(151, u'a'), "name");
        row("line", good, QStringLiteral("a\nb"), "name");
        row("lone surrogate", good, QString(QChar(0xd800)), "name");
    }
    void refusesBadNames()
    {
        QFETCH(QString, id);
        QFETCH(QString, name);
        QFETCH(QString, field);
        const auto made = add(id, name);
        VERIFY_ERROR(made, ErrorCode::InvalidArgument);
        QCOMPARE(made.error().field, field);
        QVERIFY(rows().empty());
    }

    void knowsNobodyTwiceAndNotTooMany()
    {
        VERIFY_OK(add(QString(64, u'a'), QString(150, u'b')));
        VERIFY_ERROR(add(QString(64, u'a')), ErrorCode::AlreadyExists);
        for (std::size_t n = 1; n < auth::ClientAdmin::kLimit; ++n)
            VERIFY_OK(add(QStringLiteral("client-%1").arg(n)));
        VERIFY_ERROR(add(QStringLiteral("one-more")), ErrorCode::Conflict);
        VERIFY_OK(remove(QStringLiteral("client-1")));
        VERIFY_OK(add(QStringLiteral("one-more")));
        for (const auto &result :
             {setEnabled(QStringLiteral("x"), true), setEnabled(QStringLiteral("x"), false),
              remove(QStringLiteral("x"))})
            VERIFY_ERROR(result, ErrorCode::NotFound);
        VERIFY_ERROR(rotate(QStringLiteral("x")), ErrorCode::NotFound);
    }

    void everyChangeIsAnEventOfItsActor()
    {
        VERIFY_OK(add(kBilling));
        VERIFY_OK(rotate(kBilling));
        VERIFY_OK(setEnabled(kBilling, true)); // as it is: no event
        VERIFY_OK(setEnabled(kBilling, false));
        VERIFY_OK(setEnabled(kBilling, false));
        VERIFY_OK(setEnabled(kBilling, true));
        VERIFY_OK(remove(kBilling));
        for (const char *type : {"client.created", "client.secret_rotated", "client.disabled",
                                 "client.enabled", "client.deleted"}) {
            const auto found = events(*m_core, type);
            QCOMPARE(found.size(), std::size_t{1});
            QCOMPARE(found.front().actor, kActor.name);
            QCOMPARE(found.front().detail.value(QLatin1String("client")).toString(), kBilling);
        }
    }

    void acceptsTheSecretAlone()
    {
        const auto made = add(kBilling);
        VERIFY_OK(made);
        const QByteArray secret = made->secret->view().toByteArray();
        QCOMPARE(judge(kBilling, secret), Judged::Accepted);
        QCOMPARE(judge(kBilling, secret.chopped(1)), Judged::Bad);
        QCOMPARE(judge(kBilling, QByteArray(secret + 'x')), Judged::Bad);
        QCOMPARE(judge(kBilling, {}), Judged::Bad);
        QCOMPARE(judge(kBilling, auth::clientSecretHash(*made->secret)), Judged::Bad);
        QCOMPARE(judge(QStringLiteral("Billing"), secret), Judged::Bad);
        QCOMPARE(judge(QStringLiteral("nobody"), QByteArray(32, '\0')), Judged::Bad);

        QStringList reasons;
        for (const Event &event : events(*m_core, "client.refused")) {
            reasons.append(event.detail.value(QLatin1String("reason")).toString());
            QCOMPARE(event.severity, Severity::Warning);
            QCOMPARE(event.address, kHome.address);
            // What was taken for an id may be a secret.
            QVERIFY(!QJsonDocument(event.detail).toJson().contains("nobody"));
        }
        QCOMPARE(reasons.count(QStringLiteral("wrong_secret")), 4);
        QCOMPARE(reasons.count(QStringLiteral("unknown_client")), 2);
    }

    void changesCountAtOnceInEveryProcess()
    {
        const auto other = m_scratch->open();
        VERIFY_OK(other);
        const auto made = add(kBilling);
        VERIFY_OK(made);
        const QByteArray secret = made->secret->view().toByteArray();
        QCOMPARE(judge(**other, kBilling, secret), Judged::Accepted);
        VERIFY_OK(setEnabled(kBilling, false));
        QCOMPARE(judge(**other, kBilling, secret), Judged::Bad);
        VERIFY_OK(setEnabled(kBilling, true));
        QCOMPARE(judge(**other, kBilling, secret), Judged::Accepted);
        const auto rotated = rotate(kBilling);
        VERIFY_OK(rotated);
        QCOMPARE(judge(**other, kBilling, secret), Judged::Bad);
        QCOMPARE(judge(**other, kBilling, rotated->secret->view()), Judged::Accepted);
        VERIFY_OK(remove(kBilling));
        QCOMPARE(judge(**other, kBilling, rotated->secret->view()), Judged::Bad);
    }

    void notesTheLastUseToAMinute()
    {
        const auto made = add(kBilling);
        VERIFY_OK(made);
        QVERIFY(!rows().front().lastUsedAt);
        QCOMPARE(judge(kBilling, "wrong"), Judged::Bad);
        QVERIFY(!rows().front().lastUsedAt);
        const Instant first = m_scratch->clock.now();
        QCOMPARE(judge(kBilling, made->secret->view()), Judged::Accepted);
        QCOMPARE(rows().front().lastUsedAt, std::optional(first));
        m_scratch->clock.advance(59s);
        QCOMPARE(judge(kBilling, made->secret->view()), Judged::Accepted);
        QCOMPARE(rows().front().lastUsedAt, std::optional(first));
        m_scratch->clock.advance(1s);
        QCOMPARE(judge(kBilling, made->secret->view()), Judged::Accepted);
        QCOMPARE(rows().front().lastUsedAt, std::optional(first + 60s));
        m_scratch->clock.set(first); // put back
        QCOMPARE(judge(kBilling, made->secret->view()), Judged::Accepted);
        QCOMPARE(rows().front().lastUsedAt, std::optional(first));
    }

    void guessingTiresTheAddress()
    {
        const auto made = add(kBilling);
        VERIFY_OK(made);
        for (int i = 0; i < 20; ++i)
            QCOMPARE(judge(kBilling, "guess", kElsewhere), Judged::Bad);
        QCOMPARE(events(*m_core, "client.throttled").size(), std::size_t{1});
        // Unjudged: the right secret too, and nothing is written.
        QCOMPARE(judge(kBilling, "guess", kElsewhere), Judged::Throttled);
        QCOMPARE(judge(kBilling, made->secret->view(), kElsewhere), Judged::Throttled);
        QCOMPARE(judge(QStringLiteral("nobody"), "guess", kElsewhere), Judged::Throttled);
        QCOMPARE(events(*m_core, "client.refused").size(), std::size_t{20});
        // Nobody else is in for it, however many guesses there were.
        QCOMPARE(judge(kBilling, made->secret->view()), Judged::Accepted);
        m_scratch->clock.advance(60s);
        QCOMPARE(judge(kBilling, made->secret->view(), kElsewhere), Judged::Accepted);
    }

    void theRightSecretIsNeverShutOutAtHome()
    {
        const auto made = add(kBilling);
        VERIFY_OK(made);
        QCOMPARE(judge(kBilling, made->secret->view()), Judged::Accepted);
        // A sibling that was not told of the new secret.
        const auto rotated = rotate(kBilling);
        VERIFY_OK(rotated);
        int refused = 0;
        for (int i = 0; i < 200; ++i)
            refused += judge(kBilling, made->secret->view()) == Judged::Bad ? 1 : 0;
        QCOMPARE(refused, 20);
        QCOMPARE(events(*m_core, "client.refused").size(), std::size_t{20});
        QCOMPARE(judge(kBilling, rotated->secret->view()), Judged::Accepted);
        // Whoever gets the id next is a stranger there.
        VERIFY_OK(remove(kBilling));
        const auto next = add(kBilling);
        VERIFY_OK(next);
        QCOMPARE(judge(kBilling, next->secret->view()), Judged::Throttled);
    }

    void loginsAndClientsHaveCountersOfTheirOwn()
    {
        VERIFY_OK(addUser(*m_core, kBilling));
        const auto made = add(kBilling);
        VERIFY_OK(made);
        for (int i = 0; i < 15; ++i)
            QCOMPARE(judge(kBilling, "guess", kElsewhere), Judged::Bad);
        const auto user = m_core->users().findByName(kBilling);
        VERIFY_OK(user);
        QCOMPARE(user->login.failures, 0);
    }

    void goesOnWithoutThrottledLogins()
    {
        const auto off =
            await<auth::SettingsState>([&](auth::Completion<auth::SettingsState> done) {
                m_core->settings().change({{QStringLiteral("throttle_logins"), false},
                                           {QStringLiteral("login_address_failures"), 3}},
                                          kActor, std::move(done));
            });
        VERIFY_OK(off);
        for (int i = 0; i < 3; ++i)
            QCOMPARE(judge(kBilling, "guess"), Judged::Bad);
        QCOMPARE(judge(kBilling, "guess"), Judged::Throttled);
    }
};

QTEST_GUILESS_MAIN(TestClients)
#include "tst_clients.moc"
