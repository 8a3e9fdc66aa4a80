// SPDX-License-Identifier: GPL-3.0-or-later
// What administrators do with users, on a real database.
#include "server/auth/tokenmint.h"
#include "tests/unit/runtime/corefixture.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSemaphore>

using namespace tokendesk;
using namespace tokendesk::test;

class TestUserAdmin : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void cleanup();

    void createsWithAnEvent();
    void refusesBadFields_data();
    void refusesBadFields();
    void takesNamesInOneForm();
    void refusesLookAlikes();
    void passwordPolicy();
    void updateTellsWhatChanged();
    void disablingEndsSessions();
    void passwordChangeEndsSessions();
    void passwordChangeCanKeepSessions();
    void lastAdministratorStays();
    void binAndBack();
    void binIsAllOrNothing();
    void nameGivenAwayMeanwhile();
    void lookAlikesAtTheSameTime();
    void lookAlikesStayInTheBin();
    void claimsThatTokensNeed_data();
    void claimsThatTokensNeed();
    void claimsThatAreTooMuch();
    void claimsAsIssued();

private:
    Result<User> create(const NewUser &user, const char *password,
                        auth::PasswordChoice choice = {});
    Result<User> update(UserId id, const UserChange &change);
    Result<User> setPassword(UserId id, const char *password, auth::PasswordChoice choice = {});
    Result<int> bin(std::vector<UserId> ids);
    Result<int> restore(std::vector<UserId> ids);
    /// Why the session ended, nothing while it lives.
    std::optional<EndReason> endOf(const SessionId &id);

    std::unique_ptr<Scratch> m_scratch;
    std::unique_ptr<Core> m_core;
};

namespace {

constexpr const char *kPassword = "quiet-otter-9 Lisbon";

NewUser named(const QString &name)
{
    NewUser user;
    user.username = name;
    return user;
}

} // namespace

void TestUserAdmin::init()
{
    m_scratch = std::make_unique<Scratch>();
    auto core = m_scratch->open();
    VERIFY_OK(core);
    m_core = std::move(*core);
}

void TestUserAdmin::cleanup()
{
    m_core.reset();
    m_scratch.reset();
}

Result<User> TestUserAdmin::create(const NewUser &user, const char *password,
                                   auth::PasswordChoice choice)
{
    return await<User>([&](auth::Completion<User> done) {
        m_core->users().create(user, SecretBytes(QByteArrayView(password)), choice, kActor,
                               std::move(done));
    });
}

Result<User> TestUserAdmin::update(UserId id, const UserChange &change)
{
    return await<User>([&](auth::Completion<User> done) {
        m_core->users().update(id, change, kActor, std::move(done));
    });
}

Result<User> TestUserAdmin::setPassword(UserId id, const char *password,
                                        auth::PasswordChoice choice)
{
    return await<User>([&](auth::Completion<User> done) {
        m_core->users().setPassword(id, SecretBytes(QByteArrayView(password)), choice, kActor,
                                    std::move(done));
    });
}

Result<int> TestUserAdmin::bin(std::vector<UserId> ids)
{
    return await<int>([&](auth::Completion<int> done) {
        m_core->users().moveToBin(std::move(ids), kActor, std::move(done));
    });
}

Result<int> TestUserAdmin::restore(std::vector<UserId> ids)
{
    return await<int>([&](auth::Completion<int> done) {
        m_core->users().restore(std::move(ids), kActor, std::move(done));
    });
}

std::optional<EndReason> TestUserAdmin::endOf(const SessionId &id)
{
    const auto session = m_core->sessions().find(id);
    return session ? session->endReason : std::nullopt;
}

void TestUserAdmin::createsWithAnEvent()
{
    NewUser user = named(QStringLiteral("alice"));
    user.email = QStringLiteral("alice@example.org");
    user.groups = {QStringLiteral("staff"), QStringLiteral("admins"), QStringLiteral("staff")};
    user.claims = {{QStringLiteral("tenant"), 7}};
    const auto created = create(user, kPassword);
    VERIFY_OK(created);
    QCOMPARE(created->username, QStringLiteral("alice"));
    QCOMPARE(created->groups, QStringList({QStringLiteral("admins"), QStringLiteral("staff")}));
    QCOMPARE(created->passwordScheme, QStringLiteral("argon2"));
    QCOMPARE(created->createdAt, m_scratch->clock.now());

    const auto found = m_core->users().findByName(QStringLiteral("alice"));
    VERIFY_OK(found);
    QCOMPARE(found->claims, user.claims);
    const auto lines = events(*m_core, "user.created");
    QCOMPARE(lines.size(), std::size_t{1});
    QCOMPARE(lines.front().actor, QStringLiteral("os:tester"));
    QCOMPARE(lines.front().userId, std::optional<UserId>(created->id));
    const QByteArray detail = QJsonDocument(lines.front().detail).toJson();
    QVERIFY(!detail.contains(kPassword) && !detail.contains("argon2"));
}

void TestUserAdmin::refusesBadFields_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("value");
    QTest::addColumn<ErrorCode>("code");
    const auto name = QStringLiteral("username");
    QTest::newRow("empty") << name << QString() << ErrorCode::UsernameInvalid;
    QTest::newRow("151") << name << QString(151, u'x') << ErrorCode::UsernameInvalid;
    QTest::newRow("blank") << name << QStringLiteral(" bob") << ErrorCode::UsernameInvalid;
    QTest::newRow("nul") << name << QString(QStringLiteral("b") + QChar(0))
                         << ErrorCode::UsernameInvalid;
    QTest::newRow("bidi") << name << QString(QStringLiteral("bob") + QChar(0x202E))
                          << ErrorCode::UsernameInvalid;
    QTest::newRow("zero width") << name << QString(QStringLiteral("bo") + QChar(0x200B) + u'b')
                                << ErrorCode::UsernameInvalid;
    QTest::newRow("surrogate") << name << QString(QChar(0xD800)) << ErrorCode::UsernameInvalid;
    const auto email = QStringLiteral("email");
    QTest::newRow("no at") << email << QStringLiteral("bob") << ErrorCode::InvalidArgument;
    QTest::newRow("no host") << email << QStringLiteral("bob@") << ErrorCode::InvalidArgument;
    QTest::newRow("space") << email << QStringLiteral("b ob@x.org") << ErrorCode::InvalidArgument;
    QTest::newRow("long") << email << QString(QString(64, u'a') + u'@' + QString(190, u'b'))
                          << ErrorCode::InvalidArgument;
    QTest::newRow("first name") << QStringLiteral("first_name") << QString(151, u'x')
                                << ErrorCode::InvalidArgument;
    QTest::newRow("claims") << QStringLiteral("claims") << QString(5000, u'x')
                            << ErrorCode::InvalidArgument;
}

void TestUserAdmin::refusesBadFields()
{
    QFETCH(QString, field);
    QFETCH(QString, value);
    QFETCH(ErrorCode, code);
    NewUser user = named(QStringLiteral("bob"));
    if (field == QLatin1String("username"))
        user.username = value;
    else if (field == QLatin1String("email"))
        user.email = value;
    else if (field == QLatin1String("first_name"))
        user.firstName = value;
    else
        user.claims = {{QStringLiteral("big"), value}};
    const auto created = create(user, kPassword);
    VERIFY_ERROR(created, code);
    QCOMPARE(created.error().field, field);
    QCOMPARE(m_core->users().counts()->users, 0);
    QVERIFY(events(*m_core, "user.created").empty());
}

void TestUserAdmin::takesNamesInOneForm()
{
    // 150 code points beyond the first plane are 300 UTF-16 units.
    const QString wide = QString::fromUcs4(U"\U0001D7D8").repeated(150);
    const auto created = create(named(wide), kPassword);
    VERIFY_OK(created);
    QCOMPARE(created->username, QString(150, u'0')); // NFKC of a double-struck zero
    VERIFY_OK(m_core->users().findByName(wide));
}

void TestUserAdmin::refusesLookAlikes()
{
    VERIFY_OK(create(named(QStringLiteral("Alice")), kPassword));
    for (const QString &name :
         {QStringLiteral("Alice"), QStringLiteral("alice"), QStringLiteral("ALICE"),
          QString::fromUtf8("\uFF21lice")}) { // full-width A
        const auto second = create(named(name), kPassword);
        VERIFY_ERROR(second, ErrorCode::UsernameTaken);
        QVERIFY(second.error().detail.contains(QStringLiteral("Alice")));
    }
    const auto bob = create(named(QStringLiteral("alice2")), kPassword);
    VERIFY_OK(bob);
    UserChange change;
    change.username = QStringLiteral("aLICE");
    VERIFY_ERROR(update(bob->id, change), ErrorCode::UsernameTaken);
    change.username = QStringLiteral("ALICE2"); // its own name in other letters
    VERIFY_OK(update(bob->id, change));
    // Folding makes of these the same letter in one way only: with its mark, or as one.
    VERIFY_OK(create(named(QString::fromUtf8("J\u030Canna")), kPassword));
    VERIFY_ERROR(create(named(QString::fromUtf8("\u01F0anna")), kPassword),
                 ErrorCode::UsernameTaken);
    VERIFY_OK(create(named(QStringLiteral("janna")), kPassword));
}

void TestUserAdmin::passwordPolicy()
{
    VERIFY_ERROR(create(named(QStringLiteral("bob")), ""), ErrorCode::PasswordTooShort);
    VERIFY_ERROR(create(named(QStringLiteral("bob")), "short"), ErrorCode::PasswordTooShort);
    VERIFY_ERROR(
        create(named(QStringLiteral("bob")), QByteArray(5000, 'x').constData(), {true, true}),
        ErrorCode::PasswordTooLong);
    const auto bob = create(named(QStringLiteral("bob")), "bob", {true, true});
    VERIFY_OK(bob);
    VERIFY_ERROR(setPassword(bob->id, "short"), ErrorCode::PasswordTooShort);
    VERIFY_ERROR(setPassword(999, kPassword), ErrorCode::NotFound);
    QVERIFY(events(*m_core, "user.password_set").empty());
}

void TestUserAdmin::updateTellsWhatChanged()
{
    const auto alice = create(named(QStringLiteral("alice")), kPassword);
    VERIFY_OK(alice);
    m_scratch->clock.advance(std::chrono::minutes{1});
    UserChange change;
    change.email = QStringLiteral("a@example.org");
    change.staff = true;
    change.active = true; // as it is
    const auto updated = update(alice->id, change);
    VERIFY_OK(updated);
    QCOMPARE(updated->email, QStringLiteral("a@example.org"));
    QVERIFY(updated->staff);
    QCOMPARE(updated->updatedAt, m_scratch->clock.now());
    const auto lines = events(*m_core, "user.updated");
    QCOMPARE(lines.size(), std::size_t{1});
    const QJsonObject after = lines.front().detail.value(QStringLiteral("after")).toObject();
    QCOMPARE(after.keys(), QStringList({QStringLiteral("email"), QStringLiteral("staff")}));

    VERIFY_OK(update(alice->id, change)); // nothing left to change
    QCOMPARE(events(*m_core, "user.updated").size(), std::size_t{1});
    VERIFY_ERROR(update(999, change), ErrorCode::NotFound);
}

void TestUserAdmin::disablingEndsSessions()
{
    const auto alice = create(named(QStringLiteral("alice")), kPassword);
    VERIFY_OK(alice);
    const auto session = addSession(*m_core, alice->id, 1);
    VERIFY_OK(session);
    UserChange change;
    change.active = false;
    VERIFY_OK(update(alice->id, change));
    QVERIFY(isRevoked(*m_core, *session));
    QVERIFY(endOf(*session) == EndReason::UserDisabled);
    const auto lines = events(*m_core, "user.disabled");
    QCOMPARE(lines.size(), std::size_t{1});
    QCOMPARE(lines.front().detail.value(QStringLiteral("sessions_ended")).toInt(), 1);
    change.active = true;
    VERIFY_OK(update(alice->id, change));
    QCOMPARE(events(*m_core, "user.enabled").size(), std::size_t{1});
    QVERIFY(endOf(*session) == EndReason::UserDisabled); // stays ended
}

void TestUserAdmin::passwordChangeEndsSessions()
{
    const auto alice = create(named(QStringLiteral("alice")), kPassword);
    const auto bob = create(named(QStringLiteral("bob")), kPassword);
    VERIFY_OK(alice);
    VERIFY_OK(bob);
    const auto hers = addSession(*m_core, alice->id, 1);
    const auto his = addSession(*m_core, bob->id, 2);
    VERIFY_OK(hers);
    VERIFY_OK(his);
    m_scratch->clock.advance(std::chrono::minutes{1});
    const auto changed = setPassword(alice->id, "another otter 8 Porto");
    VERIFY_OK(changed);
    QVERIFY(changed->passwordChangedAt == m_scratch->clock.now());
    QVERIFY(endOf(*hers) == EndReason::PasswordChanged);
    QVERIFY(isRevoked(*m_core, *hers));
    QVERIFY(!endOf(*his));
    QVERIFY(!isRevoked(*m_core, *his));
    QCOMPARE(events(*m_core, "user.password_set").size(), std::size_t{1});
}

void TestUserAdmin::passwordChangeCanKeepSessions()
{
    const auto alice = create(named(QStringLiteral("alice")), kPassword);
    VERIFY_OK(alice);
    const auto session = addSession(*m_core, alice->id, 1);
    VERIFY_OK(session);
    VERIFY_OK(setPassword(alice->id, "another otter 8 Porto", {false, false}));
    QVERIFY(!endOf(*session));
    QVERIFY(!isRevoked(*m_core, *session));
}

void TestUserAdmin::lastAdministratorStays()
{
    NewUser root = named(QStringLiteral("root"));
    root.superuser = true;
    const auto first = create(root, kPassword);
    VERIFY_OK(first);
    UserChange disable;
    disable.active = false;
    UserChange demote;
    demote.superuser = false;
    VERIFY_ERROR(update(first->id, disable), ErrorCode::LastAdministrator);
    VERIFY_ERROR(update(first->id, demote), ErrorCode::LastAdministrator);
    VERIFY_ERROR(bin({first->id}), ErrorCode::LastAdministrator);
    QVERIFY(m_core->users().find(first->id)->active);
    QVERIFY(events(*m_core, "user.disabled").empty());

    root.username = QStringLiteral("second");
    const auto second = create(root, kPassword);
    VERIFY_OK(second);
    VERIFY_ERROR(bin({first->id, second->id}), ErrorCode::LastAdministrator);
    QCOMPARE(m_core->users().counts()->administrators, 2);
    VERIFY_OK(update(first->id, disable));
    VERIFY_ERROR(update(second->id, demote), ErrorCode::LastAdministrator);
}

void TestUserAdmin::binAndBack()
{
    const auto alice = create(named(QStringLiteral("alice")), kPassword);
    VERIFY_OK(alice);
    const auto session = addSession(*m_core, alice->id, 1);
    VERIFY_OK(session);
    QCOMPARE(bin({alice->id}).value_or(-1), 1);
    QVERIFY(endOf(*session) == EndReason::UserDeleted);
    QVERIFY(isRevoked(*m_core, *session));
    VERIFY_ERROR(m_core->users().findByName(QStringLiteral("alice")), ErrorCode::NotFound);
    VERIFY_ERROR(update(alice->id, {}), ErrorCode::NotFound);
    UserQuery query;
    query.deleted = true;
    QCOMPARE(m_core->users().list(query)->rows.size(), std::size_t{1});
    QCOMPARE(bin({alice->id}).value_or(-1), 0); // there already

    QCOMPARE(restore({alice->id}).value_or(-1), 1);
    VERIFY_OK(m_core->users().findByName(QStringLiteral("alice")));
    QVERIFY(endOf(*session) == EndReason::UserDeleted); // stays ended
    QCOMPARE(restore({alice->id}).value_or(-1), 0);
    QCOMPARE(events(*m_core, "user.deleted").size(), std::size_t{1});
    QCOMPARE(events(*m_core, "user.restored").size(), std::size_t{1});
}

void TestUserAdmin::binIsAllOrNothing()
{
    const auto alice = create(named(QStringLiteral("alice")), kPassword);
    VERIFY_OK(alice);
    VERIFY_ERROR(bin({alice->id, 999}), ErrorCode::NotFound);
    VERIFY_OK(m_core->users().findByName(QStringLiteral("alice")));
    QVERIFY(events(*m_core, "user.deleted").empty());
}

void TestUserAdmin::nameGivenAwayMeanwhile()
{
    const auto first = create(named(QStringLiteral("alice")), kPassword);
    VERIFY_OK(first);
    VERIFY_OK(bin({first->id}));
    VERIFY_OK(create(named(QStringLiteral("alice")), kPassword));
    VERIFY_ERROR(restore({first->id}), ErrorCode::UsernameTaken);
}

void TestUserAdmin::lookAlikesAtTheSameTime()
{
    // The writer waits, so that both have looked before either is written.
    QSemaphore started;
    QSemaphore release;
    m_core->context().writer.submit<int>(
        [&](store::Connection &) -> Result<int> {
            started.release();
            release.acquire();
            return 0;
        },
        [](const Result<int> &) {});
    started.acquire();
    std::vector<QFuture<Result<User>>> futures;
    for (const char *name : {"Alice", "ALICE", "alice"}) {
        const auto promise = std::make_shared<QPromise<Result<User>>>();
        promise->start();
        futures.push_back(promise->future());
        m_core->users().create(named(QString::fromLatin1(name)),
                               SecretBytes(QByteArrayView(kPassword)), {}, kActor,
                               [promise](Result<User> user) {
                                   promise->addResult(std::move(user));
                                   promise->finish();
                               });
    }
    QTRY_COMPARE_WITH_TIMEOUT(m_core->context().writer.statistics().queued, 3, 60'000);
    release.release();
    int made = 0;
    for (const auto &future : futures) {
        const Result<User> user = future.result();
        if (user)
            ++made;
        else
            QCOMPARE(user.error().code, ErrorCode::UsernameTaken);
    }
    QCOMPARE(made, 1);
    QCOMPARE(m_core->users().counts().value().users, 1);
}

void TestUserAdmin::lookAlikesStayInTheBin()
{
    const auto first = create(named(QStringLiteral("Alice")), kPassword);
    VERIFY_OK(first);
    QCOMPARE(bin({first->id}).value_or(-1), 1);
    const auto second = create(named(QStringLiteral("alice")), kPassword);
    VERIFY_OK(second);
    const auto refused = restore({first->id});
    VERIFY_ERROR(refused, ErrorCode::UsernameTaken);
    QCOMPARE(bin({second->id}).value_or(-1), 1);
    VERIFY_ERROR(restore({first->id, second->id}), ErrorCode::UsernameTaken); // all or none
    QCOMPARE(m_core->users().counts().value().users, 0);
    QCOMPARE(restore({second->id}).value_or(-1), 1);
}

void TestUserAdmin::claimsThatTokensNeed_data()
{
    QTest::addColumn<QString>("name");
    for (const char *name : {"exp", "iat", "nbf", "iss", "aud", "jti", "sid", "token_type",
                             "user_id", "refresh_exp", "hash_password"})
        QTest::newRow(name) << QString::fromLatin1(name);
    QTest::newRow("nameless") << QString();
    QTest::newRow("long") << QString(65, u'x');
    QTest::newRow("invisible") << QStringLiteral("a\u200bb");
}

void TestUserAdmin::claimsThatTokensNeed()
{
    QFETCH(QString, name);
    NewUser user = named(QStringLiteral("alice"));
    user.claims = {{name, 1}};
    const auto refused = create(user, kPassword);
    VERIFY_ERROR(refused, ErrorCode::InvalidArgument);
    QCOMPARE(refused.error().field, QStringLiteral("claims"));
    user.claims = {};
    const auto made = create(user, kPassword);
    VERIFY_OK(made);
    UserChange change;
    change.claims = QJsonObject{{name, 1}};
    const auto changed = update(made->id, change);
    VERIFY_ERROR(changed, ErrorCode::InvalidArgument);
    QCOMPARE(changed.error().field, QStringLiteral("claims"));
}

void TestUserAdmin::claimsThatAreTooMuch()
{
    const auto made = create(named(QStringLiteral("alice")), kPassword);
    VERIFY_OK(made);
    VERIFY_OK(await<auth::SettingsState>([&](auth::Completion<auth::SettingsState> done) {
        m_core->settings().change(
            {{QStringLiteral("claim_mapping"),
              QJsonObject{{QStringLiteral("*"), QStringLiteral("$claims")},
                          {QStringLiteral("groups"), QStringLiteral("$groups")}}}},
            kActor, std::move(done));
    }));
    QJsonValue nested(1);
    for (int level = 0; level < 16; ++level) // and the object of all claims
        nested = QJsonArray{nested};
    UserChange change;
    change.claims = QJsonObject{{QStringLiteral("deep"), nested}};
    VERIFY_ERROR(update(made->id, change), ErrorCode::InvalidArgument);
    change.claims = QJsonObject{{QStringLiteral("deep"), nested.toArray().first()}};
    VERIFY_OK(update(made->id, change));

    change.claims = QJsonObject{{QStringLiteral("long"), QString(4000, u'x')}};
    VERIFY_OK(update(made->id, change));
    UserChange joins;
    joins.groups = QStringList{QString(150, u'g')};
    const auto refused = update(made->id, joins); // together they are too much
    VERIFY_ERROR(refused, ErrorCode::InvalidArgument);
    QCOMPARE(refused.error().field, QStringLiteral("groups"));
    VERIFY_OK(m_core->users().find(made->id));
    QVERIFY(m_core->users().find(made->id)->groups.isEmpty());
}

void TestUserAdmin::claimsAsIssued()
{
    NewUser user = named(QStringLiteral("alice"));
    user.email = QStringLiteral("alice@example.org");
    user.groups = {QStringLiteral("ops")};
    user.claims = {{QStringLiteral("tenant"), 7}};
    const auto made = create(user, kPassword);
    VERIFY_OK(made);
    const auto map = [&](const QJsonObject &mapping) {
        return await<auth::SettingsState>([&](auth::Completion<auth::SettingsState> done) {
            m_core->settings().change({{QStringLiteral("claim_mapping"), mapping},
                                       {QStringLiteral("issuer"), QStringLiteral("desk")}},
                                      kActor, std::move(done));
        });
    };
    VERIFY_OK(map({{QStringLiteral("mail"), QStringLiteral("$email")},
                   {QStringLiteral("roles"), QStringLiteral("$groups")},
                   {QStringLiteral("plan"), QJsonArray{1, QStringLiteral("two")}},
                   {QStringLiteral("*"), QStringLiteral("$claims")}}));
    const auth::TokenMint mint(m_core->context());
    const auto preview = mint.preview(made->id);
    VERIFY_OK(preview);
    const QJsonObject claims = QJsonDocument::fromJson(preview->payload).object();
    QCOMPARE(claims.value(QStringLiteral("mail")).toString(), user.email);
    QCOMPARE(claims.value(QStringLiteral("roles")).toArray(), QJsonArray{QStringLiteral("ops")});
    QCOMPARE(claims.value(QStringLiteral("plan")).toArray().size(), 2);
    QCOMPARE(claims.value(QStringLiteral("tenant")).toInt(), 7);
    QCOMPARE(claims.value(QStringLiteral("iss")).toString(), QStringLiteral("desk"));
    QCOMPARE(claims.value(QStringLiteral("token_type")).toString(), QStringLiteral("access"));
    QCOMPARE(claims.value(QStringLiteral("user_id")).toString(), QString::number(made->id));
    QVERIFY(preview->leftOut.isEmpty());
    QVERIFY(preview->tokenBytes > preview->payload.size());
    QCOMPARE(m_core->sessions().countLive().value_or(-1), 0); // nothing was issued
    VERIFY_ERROR(mint.preview(999), ErrorCode::NotFound);
}

QTEST_GUILESS_MAIN(TestUserAdmin)
#include "tst_useradmin.moc"
