// SPDX-License-Identifier: GPL-3.0-or-later
// The façade of the window and the command line over a real core.
#include "server/auth/loginservice.h"
#include "server/runtime/localadminapi.h"
#include "tests/unit/runtime/corefixture.h"

#include <QSignalSpy>
#include <QThread>

using namespace tokendesk;
using namespace tokendesk::test;
using token::Check;

class TestLocalAdminApi : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void cleanup();

    void userFromCreationToTheBin();
    void sessionsEndAtOnce();
    void settingsAndTheirVersions();
    void keysAndOverview();
    void overviewTellsOfKeys();
    void changesAreSignalled();
    void eventsAreTold();
    void warningsOfOthersAreTold();
    void destructorWaitsForAnswers();
    void inspectsALiveToken();
    void inspectsAfterTheSessionEnded();
    void inspectsAtAnotherTime();
    void inspectsWithAnotherSecret();
    void inspectsWhatIsNoToken();

private:
    template<typename T>
    static Result<T> wait(QFuture<Result<T>> future)
    {
        return future.result();
    }
    Result<User> create(const QString &name, bool superuser = false);
    Result<auth::IssuedTokens> login(const QString &name);
    Inspection inspect(const QByteArray &text, InspectOptions options = {});

    std::unique_ptr<Scratch> m_scratch;
    std::unique_ptr<Core> m_core;
    std::unique_ptr<LocalAdminApi> m_api;
};

namespace {

const auto kPassword = QStringLiteral("quiet-otter-9 Lisbon");

int statusOf(const Inspection &inspection, const char *endpoint)
{
    for (const PredictedAnswer &answer : inspection.answers) {
        if (answer.endpoint == QLatin1String(endpoint))
            return answer.status;
    }
    return 0;
}

} // namespace

void TestLocalAdminApi::init()
{
    m_scratch = std::make_unique<Scratch>();
    auto core = m_scratch->open();
    VERIFY_OK(core);
    m_core = std::move(*core);
    m_api = std::make_unique<LocalAdminApi>(*m_core, kActor);
}

void TestLocalAdminApi::cleanup()
{
    m_api.reset();
    m_core.reset();
    m_scratch.reset();
}

Result<User> TestLocalAdminApi::create(const QString &name, bool superuser)
{
    NewUser user;
    user.username = name;
    user.superuser = superuser;
    return wait(m_api->createUser(user, SecretBytes::fromText(kPassword), {}));
}

Result<auth::IssuedTokens> TestLocalAdminApi::login(const QString &name)
{
    auth::LoginService service(m_core->context());
    return await<auth::IssuedTokens>([&](auth::Completion<auth::IssuedTokens> done) {
        service.login(name, SecretBytes::fromText(kPassword), SessionKind::Pair,
                      {QStringLiteral("127.0.0.1"), QStringLiteral("test")},
                      [done](auth::TokenAnswer answer) {
                          if (answer)
                              done(*std::move(answer));
                          else
                              done(fail(ErrorCode::TokenRefused));
                      });
    });
}

Inspection TestLocalAdminApi::inspect(const QByteArray &text, InspectOptions options)
{
    return wait(m_api->inspect(QString::fromUtf8(text), std::move(options))).value_or(Inspection{});
}

void TestLocalAdminApi::userFromCreationToTheBin()
{
    const auto alice = create(QStringLiteral("alice"));
    VERIFY_OK(alice);
    UserChange change;
    change.groups = QStringList{QStringLiteral("staff")};
    VERIFY_OK(wait(m_api->updateUser(alice->id, change)));
    QCOMPARE(wait(m_api->listGroups()).value_or(QStringList()),
             QStringList{QStringLiteral("staff")});
    VERIFY_OK(wait(m_api->setPassword(alice->id, SecretBytes::fromText(kPassword), {})));
    VERIFY_ERROR(
        wait(m_api->setPassword(alice->id, SecretBytes::fromText(QStringLiteral("x")), {})),
        ErrorCode::PasswordTooShort);
    QCOMPARE(wait(m_api->listUsers({}))->rows.size(), std::size_t{1});
    QCOMPARE(wait(m_api->deleteUsers({alice->id})).value_or(-1), 1);
    VERIFY_ERROR(wait(m_api->userByName(QStringLiteral("alice"))), ErrorCode::NotFound);
    QVERIFY(wait(m_api->user(alice->id))->deletedAt);
    QCOMPARE(wait(m_api->restoreUsers({alice->id})).value_or(-1), 1);
    EventQuery query;
    query.userId = alice->id;
    const auto lines = wait(m_api->listEvents(query));
    VERIFY_OK(lines);
    QCOMPARE(lines->rows.size(), std::size_t{5});
    for (const Event &line : lines->rows)
        QCOMPARE(line.actor, QStringLiteral("os:tester"));
}

void TestLocalAdminApi::sessionsEndAtOnce()
{
    const auto alice = create(QStringLiteral("alice"));
    VERIFY_OK(alice);
    VERIFY_OK(login(QStringLiteral("alice")));
    VERIFY_OK(login(QStringLiteral("alice")));
    const auto page = wait(m_api->listSessions({}));
    VERIFY_OK(page);
    QCOMPARE(page->rows.size(), std::size_t{2});
    const SessionId id = page->rows.front().id;
    QCOMPARE(wait(m_api->endSessions({id})).value_or(-1), 1);
    QVERIFY(isRevoked(*m_core, id));
    QVERIFY(wait(m_api->session(id))->endedAt);
    QCOMPARE(wait(m_api->endSessionsOfUser(alice->id)).value_or(-1), 1);
    VERIFY_OK(login(QStringLiteral("alice")));
    QCOMPARE(wait(m_api->endAllSessions()).value_or(-1), 1);
}

void TestLocalAdminApi::settingsAndTheirVersions()
{
    const auto key = QStringLiteral("access_token_lifetime");
    const auto saved = wait(m_api->changeSettings({{key, 300}}));
    VERIFY_OK(saved);
    QCOMPARE(saved->version, 1);
    QCOMPARE(saved->changedBy, QStringLiteral("os:tester"));
    QCOMPARE(wait(m_api->settings())->settings.duration(settings::kAccessTokenLifetime),
             std::chrono::seconds{300});
    QCOMPARE(wait(m_api->undoSettings(1))->version, 2);
    const auto versions = wait(m_api->settingsVersions(10));
    VERIFY_OK(versions);
    QCOMPARE(versions->size(), std::size_t{2});
    QCOMPARE(versions->front().version, 2); // newest first
    VERIFY_ERROR(wait(m_api->changeSettings({{key, 1}})), ErrorCode::SettingOutOfBounds);
}

void TestLocalAdminApi::keysAndOverview()
{
    VERIFY_OK(create(QStringLiteral("root"), true));
    VERIFY_OK(create(QStringLiteral("alice")));
    VERIFY_OK(login(QStringLiteral("alice")));
    KeyImport import;
    import.algorithm = QStringLiteral("HS256");
    import.material = SecretBytes::fromText(QStringLiteral("0123456789abcdef").repeated(2));
    const auto key = wait(m_api->importKey(std::move(import)));
    VERIFY_OK(key);
    QVERIFY(key->state == KeyInfo::State::Active);
    const auto keys = wait(m_api->listKeys());
    VERIFY_OK(keys);
    QCOMPARE(keys->size(), std::size_t{2});
    QCOMPARE(keys->front().liveSessions + keys->back().liveSessions, 1);

    const auto overview = wait(m_api->overview());
    VERIFY_OK(overview);
    QCOMPARE(overview->users, 2);
    QCOMPARE(overview->superusers, 1);
    QCOMPARE(overview->liveSessions, 1);
    QCOMPARE(overview->activeKeyId, key->kid);
    QCOMPARE(overview->databasePath, m_core->databasePath());
    QVERIFY(overview->databaseBytes > 0);
    QCOMPARE(overview->keyConcerns, 0);
    QVERIFY(!overview->activeKeyUntil);
    const KeyInfo &used = keys->front().liveSessions == 1 ? keys->front() : keys->back();
    QVERIFY(!used.moreSessions);
    QVERIFY(used.lastTokenAt);
}

void TestLocalAdminApi::overviewTellsOfKeys()
{
    VERIFY_OK(wait(m_api->generateKey({})));
    const Instant now = m_core->context().clock.now();
    const auto planned = wait(m_api->rotateKeys({}, now + std::chrono::hours{24 * 10}));
    VERIFY_OK(planned);
    auto overview = wait(m_api->overview());
    QCOMPARE(overview->activeKeyUntil, planned->activatesAt);
    QCOMPARE(overview->keyConcerns, 0);
    VERIFY_OK(wait(m_api->rotateKeys(planned->kid, now + std::chrono::hours{24})));
    overview = wait(m_api->overview());
    QCOMPARE(overview->keyConcerns, 1); // it signs soon
    KeyImport weak;
    weak.algorithm = QStringLiteral("HS256");
    weak.material = SecretBytes::fromText(QStringLiteral("short"));
    weak.activate = false;
    weak.allowWeak = true;
    VERIFY_OK(wait(m_api->importKey(std::move(weak))));
    QCOMPARE(wait(m_api->overview())->keyConcerns, 2);
    VERIFY_OK(wait(m_api->unscheduleKey(planned->kid)));
    overview = wait(m_api->overview());
    QCOMPARE(overview->keyConcerns, 1);
    QVERIFY(!overview->activeKeyUntil);
    VERIFY_ERROR(wait(m_api->unscheduleKey(planned->kid)), ErrorCode::Conflict);
}

void TestLocalAdminApi::changesAreSignalled()
{
    QSignalSpy data(m_api.get(), &AdminApi::dataChanged);
    QSignalSpy saved(m_api.get(), &AdminApi::settingsChanged);
    VERIFY_OK(create(QStringLiteral("alice")));
    m_core->watcher()->pollNow();
    QTRY_COMPARE(data.size(), 1);
    QCOMPARE(saved.size(), 0);
    VERIFY_OK(wait(m_api->changeSettings({{QStringLiteral("issuer"), QStringLiteral("here")}})));
    m_core->watcher()->pollNow();
    QTRY_COMPARE(saved.size(), 1);
}

void TestLocalAdminApi::eventsAreTold()
{
    QStringList told;
    QThread *thread = nullptr;
    connect(m_api.get(), &AdminApi::eventsHappened, this, [&](const std::vector<Event> &events) {
        thread = QThread::currentThread();
        for (const Event &event : events)
            told.append(event.type);
    });
    VERIFY_OK(create(QStringLiteral("alice")));
    VERIFY_OK(wait(m_api->changeSettings({{QStringLiteral("issuer"), QStringLiteral("here")}})));
    QTRY_COMPARE_WITH_TIMEOUT(
        told, (QStringList{QStringLiteral("user.created"), QStringLiteral("settings.changed")}),
        30'000);
    QCOMPARE(thread, QThread::currentThread());
}

void TestLocalAdminApi::warningsOfOthersAreTold()
{
    std::vector<Event> told;
    connect(m_api.get(), &AdminApi::eventsHappened, this, [&](const std::vector<Event> &events) {
        told.insert(told.end(), events.begin(), events.end());
    });
    const auto other = m_scratch->open();
    VERIFY_OK(other);
    const auto note = [this](Core &core, const char *type, Severity severity) {
        Event event = auth::makeEvent(type, kActor, m_scratch->clock.now());
        event.severity = severity;
        const auto noted =
            core.context().writer.run<int>([event](store::Connection &connection) -> Result<int> {
                TRY(auth::EventLog::append(connection, event));
                return 0;
            });
        VERIFY_OK(noted.result());
        m_core->watcher()->pollNow();
    };
    const auto types = [&told] {
        QStringList all;
        for (const Event &event : told)
            all.append(event.type);
        return all;
    };
    note(**other, "other.news", Severity::Info); // which is not worth a look from here
    note(**other, "other.warning", Severity::Warning);
    QTRY_COMPARE_WITH_TIMEOUT(types(), QStringList{QStringLiteral("other.warning")}, 30'000);
    QCOMPARE(told.front().actor, kActor.name);

    // One of our own comes from the bus, and is in the database as well.
    note(*m_core, "own.warning", Severity::Warning);
    note(**other, "other.again", Severity::Error);
    const QStringList all{QStringLiteral("other.warning"), QStringLiteral("own.warning"),
                          QStringLiteral("other.again")};
    QTRY_COMPARE_WITH_TIMEOUT(types().size(), 3, 30'000);
    m_core->context().events.flush();
    QCoreApplication::processEvents();
    QStringList sorted = types();
    QStringList expected = all;
    sorted.sort();
    expected.sort();
    QCOMPARE(sorted, expected);

    // Whoever opens the window later is not told of what was before.
    const LocalAdminApi later(*m_core, kActor);
    QSignalSpy news(&later, &AdminApi::eventsHappened);
    note(**other, "other.last", Severity::Warning);
    QTRY_COMPARE_WITH_TIMEOUT(news.size(), 1, 30'000);
    QCOMPARE(news.front().front().value<std::vector<Event>>().size(), std::size_t(1));
}

void TestLocalAdminApi::destructorWaitsForAnswers()
{
    std::vector<QFuture<Result<User>>> futures;
    for (int i = 0; i < 6; ++i) {
        NewUser user;
        user.username = QStringLiteral("user%1").arg(i);
        futures.push_back(m_api->createUser(user, SecretBytes::fromText(kPassword), {}));
    }
    m_api.reset();
    for (const auto &future : futures) {
        QVERIFY(future.isFinished());
        VERIFY_OK(future.result());
    }
}

void TestLocalAdminApi::inspectsALiveToken()
{
    VERIFY_OK(create(QStringLiteral("alice")));
    const auto tokens = login(QStringLiteral("alice"));
    VERIFY_OK(tokens);
    const Inspection access = inspect("Authorization: Bearer " + tokens->access);
    QCOMPARE(access.token.toUtf8(), tokens->access);
    QVERIFY(!access.stripped.isEmpty());
    QVERIFY(access.verdict.accepted());
    QCOMPARE(access.sentence.english(),
             QStringLiteral("Accepted: access token, expires in 15 min."));
    QCOMPARE(access.header.value(QStringLiteral("alg")).toString(), QStringLiteral("HS256"));
    QCOMPARE(access.claims.value(QStringLiteral("token_type")).toString(),
             QStringLiteral("access"));
    QVERIFY(access.user && access.user->username == QLatin1String("alice"));
    QCOMPARE(statusOf(access, "verify"), 200);
    QCOMPARE(statusOf(access, "refresh"), 401);
    QCOMPARE(statusOf(access, "profile"), 200);

    const Inspection refresh = inspect(tokens->refresh);
    QVERIFY(refresh.verdict.accepted());
    QVERIFY(refresh.session);
    QCOMPARE(statusOf(refresh, "refresh"), 200);
    QCOMPARE(statusOf(refresh, "profile"), 401);
    QVERIFY(!wait(m_api->session(refresh.session->id))->refreshedAt); // looking spends nothing
}

void TestLocalAdminApi::inspectsAfterTheSessionEnded()
{
    VERIFY_OK(create(QStringLiteral("alice")));
    const auto tokens = login(QStringLiteral("alice"));
    VERIFY_OK(tokens);
    QCOMPARE(wait(m_api->endAllSessions()).value_or(-1), 1);
    for (const QByteArray &text : {tokens->access, tokens->refresh}) {
        const Inspection found = inspect(text);
        QVERIFY(found.verdict.firstFailure == Check::Revocation);
        QVERIFY(found.sentence.english().startsWith(QStringLiteral("Refused: ")));
        QVERIFY(statusOf(found, "verify") >= 400);
        QVERIFY(statusOf(found, "refresh") >= 400);
        QCOMPARE(statusOf(found, "profile"), 401);
    }
}

void TestLocalAdminApi::inspectsAtAnotherTime()
{
    VERIFY_OK(create(QStringLiteral("alice")));
    const auto tokens = login(QStringLiteral("alice"));
    VERIFY_OK(tokens);
    InspectOptions later;
    later.at = m_scratch->clock.now() + std::chrono::seconds{15 * 60 + 192};
    const Inspection found = inspect(tokens->access, std::move(later));
    QVERIFY(found.verdict.cause() == token::Cause::Expired);
    QCOMPARE(found.sentence.english(),
             QStringLiteral("Refused: expired 3 min 12 s ago, leeway 0 s."));
}

void TestLocalAdminApi::inspectsWithAnotherSecret()
{
    // The token of RFC 7515 appendix A.1, signed with its own key and expired since 2011.
    const QByteArray token = "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9."
                             "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFt"
                             "cGxlLmNvbS9pc19yb290Ijp0cnVlfQ."
                             "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    const QByteArray secret = QByteArray::fromBase64(
        "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow",
        QByteArray::Base64UrlEncoding);
    const Inspection ours = inspect(token);
    QVERIFY(ours.verdict.firstFailure == Check::Signature);
    InspectOptions options;
    options.secret = SecretBytes(QByteArrayView(secret));
    const Inspection theirs = inspect(token, std::move(options));
    QVERIFY(theirs.verdict.at(Check::Signature).outcome == token::Outcome::Passed);
    QVERIFY(theirs.verdict.firstFailure == Check::Expiry);
}

void TestLocalAdminApi::inspectsWhatIsNoToken()
{
    VERIFY_ERROR(wait(m_api->inspect(QString(), {})), ErrorCode::InvalidArgument);
    const Inspection found = inspect("a.b");
    QVERIFY(found.verdict.firstFailure == Check::Form);
    QVERIFY(found.headerJson.isEmpty());
    QVERIFY(statusOf(found, "verify") >= 400);
}

QTEST_GUILESS_MAIN(TestLocalAdminApi)
#include "tst_localadminapi.moc"
