// SPDX-License-Identifier: GPL-3.0-or-later
// What administrators do with signing keys, on a real database.
#include "server/token/keytext.h"
#include "tests/unit/runtime/corefixture.h"

#include <QFile>

using namespace tokendesk;
using namespace tokendesk::test;

class TestKeyAdmin : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void cleanup();

    void importedKeySigns();
    void importWithoutActivation();
    void sameSecretTwice();
    void weakSecrets();
    void unknownAlgorithm();
    void everyAlgorithmIsGenerated_data();
    void everyAlgorithmIsGenerated();
    void importedPem();
    void importedJwk();
    void publicKeysAreNotImported();
    void generationIsCancelled();
    void asManyAsARingHolds();
    void secretIsNotInTheFile();
    void countsLiveSessions();

    void rotatesAtOnce();
    void rotatesToTheNextKey();
    void rotatesOnADate();
    void waitsAgainWithoutADate();
    void rotatesBack();
    void onlyTheActiveKeyCannotBeRetired();
    void retiringEndsSessions();
    void leavesAfterTheLastToken();
    void retiredKeyComesBack();
    void otherProcessFollows();
    void exports();

private:
    using Entry = Result<auth::KeyEntry>;
    Entry generate(const QString &algorithm, bool activate = false);
    Entry rotate(const QString &kid = {}, std::optional<Instant> at = {});
    Entry retire(const QString &kid);
    int turn();
    QString activeKid() const
    {
        return QString::fromUtf8(m_core->context().policies.current()->keys.active()->kid());
    }
    bool isInRing(const QString &kid) const
    {
        return m_core->context().policies.current()->keys.byId(kid.toUtf8()) != nullptr;
    }

    Result<auth::KeyEntry> import(const QByteArray &secret, bool activate = true,
                                  bool allowWeak = false,
                                  const QString &algorithm = QStringLiteral("HS256"));

    std::unique_ptr<Scratch> m_scratch;
    std::unique_ptr<Core> m_core;
};

namespace {

const QByteArray kSecret = "a secret of more than 32 bytes, no tutorial has it";

auth::KeyEntry entryOf(Core &core, const QString &kid)
{
    const auto keys = core.keys().list();
    for (const auth::KeyEntry &key : *keys) {
        if (key.row.kid == kid)
            return key;
    }
    return {};
}

QString stateOf(Core &core, const QString &kid) { return entryOf(core, kid).row.state; }

} // namespace

void TestKeyAdmin::init()
{
    m_scratch = std::make_unique<Scratch>();
    auto core = m_scratch->open();
    VERIFY_OK(core);
    m_core = std::move(*core);
}

void TestKeyAdmin::cleanup()
{
    m_core.reset();
    m_scratch.reset();
}

Result<auth::KeyEntry> TestKeyAdmin::import(const QByteArray &secret, bool activate, bool allowWeak,
                                            const QString &algorithm)
{
    return await<auth::KeyEntry>([&](auth::Completion<auth::KeyEntry> done) {
        m_core->keys().import(
            {algorithm, SecretBytes(QByteArrayView(secret)), activate, allowWeak, SecretBytes()},
            kActor, std::move(done));
    });
}

void TestKeyAdmin::importedKeySigns()
{
    const QString first = m_core->keys().list()->front().row.kid;
    const auto imported = import(kSecret);
    VERIFY_OK(imported);
    QVERIFY(imported->row.imported);
    QVERIFY(imported->row.warning.isEmpty());
    QVERIFY(imported->row.wrapped.isEmpty());
    const auto keys = m_core->context().policies.current()->keys;
    QCOMPARE(QString::fromUtf8(keys.active()->kid()), imported->row.kid);
    QCOMPARE(keys.keys().size(), std::size_t{2}); // the first one still verifies
    QCOMPARE(stateOf(*m_core, first), QStringLiteral("retiring"));
    const auto same =
        token::Key::fromSecret(token::Algorithm::HS256, SecretBytes(QByteArrayView(kSecret)));
    QVERIFY((*same)->verify("text", *keys.active()->sign("text")));
    const auto lines = events(*m_core, "key.imported");
    QCOMPARE(lines.size(), std::size_t{1});
    QCOMPARE(lines.front().detail.value(QStringLiteral("kid")).toString(), imported->row.kid);
}

void TestKeyAdmin::importWithoutActivation()
{
    const auto before = m_core->context().policies.current()->keys.active()->kid();
    const auto imported = import(kSecret, false);
    VERIFY_OK(imported);
    QCOMPARE(stateOf(*m_core, imported->row.kid), QStringLiteral("next"));
    const auto keys = m_core->context().policies.current()->keys;
    QCOMPARE(keys.active()->kid(), before);
    QVERIFY(keys.byId(imported->row.kid.toUtf8()));
}

void TestKeyAdmin::sameSecretTwice()
{
    VERIFY_OK(import(kSecret));
    VERIFY_ERROR(import(kSecret), ErrorCode::AlreadyExists);
    QCOMPARE(m_core->keys().list()->size(), std::size_t{2});
    QCOMPARE(events(*m_core, "key.imported").size(), std::size_t{1});
}

void TestKeyAdmin::weakSecrets()
{
    VERIFY_ERROR(import("short"), ErrorCode::KeyTooShort);
    VERIFY_ERROR(import(""), ErrorCode::KeyTooShort);
    VERIFY_ERROR(import(QByteArray(64, 'x')), ErrorCode::KeyInvalid);
    VERIFY_ERROR(import("-----BEGIN PRIVATE KEY-----\nMIIB"), ErrorCode::KeyInvalid);
    const auto taken = import("short", true, true);
    VERIFY_OK(taken);
    QVERIFY(!taken->row.warning.isEmpty());
    QVERIFY(events(*m_core, "key.imported").front().severity == Severity::Warning);
}

void TestKeyAdmin::unknownAlgorithm()
{
    for (const char *name : {"none", "RS255", "hs256", ""}) {
        const auto refused = import(kSecret, true, false, QString::fromLatin1(name));
        VERIFY_ERROR(refused, ErrorCode::InvalidArgument);
        QCOMPARE(refused.error().field, QStringLiteral("algorithm"));
    }
}

void TestKeyAdmin::asManyAsARingHolds()
{
    for (int i = 1; i < static_cast<int>(token::KeyRing::kLimit); ++i)
        VERIFY_OK(import(kSecret + QByteArray::number(i)));
    VERIFY_ERROR(import(kSecret), ErrorCode::Conflict);
    QCOMPARE(m_core->context().policies.current()->keys.keys().size(), token::KeyRing::kLimit);
}

void TestKeyAdmin::secretIsNotInTheFile()
{
    VERIFY_OK(import(kSecret));
    for (const char *suffix : {"", "-wal"}) {
        QFile file(m_core->databasePath() + QString::fromLatin1(suffix));
        if (!file.exists())
            continue;
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(!file.readAll().contains(kSecret));
    }
}

void TestKeyAdmin::countsLiveSessions()
{
    const auto user = addUser(*m_core, QStringLiteral("alice"));
    VERIFY_OK(user);
    VERIFY_OK(addSession(*m_core, user->id, 1));
    QCOMPARE(m_core->keys().list()->front().use.live, 1);
}

void TestKeyAdmin::everyAlgorithmIsGenerated_data()
{
    QTest::addColumn<QString>("algorithm");
    for (const token::AlgorithmInfo &info : token::algorithmTable())
        QTest::newRow(info.name) << QString::fromLatin1(info.name);
}

void TestKeyAdmin::everyAlgorithmIsGenerated()
{
    QFETCH(QString, algorithm);
    const auto made = generate(algorithm, true);
    VERIFY_OK(made);
    QCOMPARE(made->row.algorithm, algorithm);
    QVERIFY(made->row.activatedAt);
    QVERIFY(!made->row.imported);
    QCOMPARE(activeKid(), made->row.kid);
    QCOMPARE(events(*m_core, "key.generated").front().detail.value(QStringLiteral("algorithm")),
             QJsonValue(algorithm));
    const QByteArray signature = *m_core->context().policies.current()->keys.active()->sign("text");
    // Another process, or this one after a restart, opens it again.
    m_core.reset();
    auto again = m_scratch->open();
    VERIFY_OK(again);
    m_core = std::move(*again);
    QCOMPARE(activeKid(), made->row.kid);
    QVERIFY(m_core->context().policies.current()->keys.active()->verify("text", signature));
}

void TestKeyAdmin::importedPem()
{
    const SecretBytes passphrase = SecretBytes(QByteArrayView("correct horse battery"));
    const auto material = token::generateKey(token::Algorithm::ES384);
    const auto pem = token::privatePem(*material, passphrase);
    const auto imported = [&](const char *algorithm, const SecretBytes &given) {
        return await<auth::KeyEntry>([&](auth::Completion<auth::KeyEntry> done) {
            m_core->keys().import(
                {QString::fromLatin1(algorithm), pem->clone(), true, false, given.clone()}, kActor,
                std::move(done));
        });
    };
    VERIFY_ERROR(imported("ES384", {}), ErrorCode::InvalidArgument);
    VERIFY_ERROR(imported("ES384", SecretBytes(QByteArrayView("wrong"))), ErrorCode::KeyInvalid);
    VERIFY_ERROR(imported("ES256", passphrase), ErrorCode::KeyInvalid);
    VERIFY_ERROR(imported("HS384", passphrase), ErrorCode::KeyInvalid);
    const auto taken = imported("", passphrase);
    VERIFY_OK(taken);
    QCOMPARE(taken->row.algorithm, QStringLiteral("ES384"));
    QCOMPARE(taken->row.kid, QString::fromUtf8(*material->thumbprint()));
    QCOMPARE(activeKid(), taken->row.kid);
}

void TestKeyAdmin::importedJwk()
{
    // RFC 8037 appendix A.1.
    const auto taken = import(R"({"kty":"OKP","crv":"Ed25519","kid":"theirs",)"
                              R"("d":"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A",)"
                              R"("x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"})",
                              true, false, QString());
    VERIFY_OK(taken);
    QCOMPARE(taken->row.algorithm, QStringLiteral("EdDSA"));
    QCOMPARE(taken->row.kid, QStringLiteral("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"));
    const auto secret = import(R"({"kty":"oct","alg":"HS384","k":)"
                               R"("hJtXIZ2uSN5kbQfbtTNWbpdmhkV8FJG-Onbc6mxCcYg"})",
                               true, false, QString());
    VERIFY_ERROR(secret, ErrorCode::KeyTooShort);
}

void TestKeyAdmin::publicKeysAreNotImported()
{
    const auto material = token::generateKey(token::Algorithm::EdDSA);
    const auto refused = import(*token::publicPem(*material), true, false, QString());
    VERIFY_ERROR(refused, ErrorCode::KeyInvalid);
    QVERIFY(refused.error().detail.contains(QLatin1String("public")));
}

void TestKeyAdmin::generationIsCancelled()
{
    const auto refused = await<auth::KeyEntry>([&](auth::Completion<auth::KeyEntry> done) {
        m_core->keys().generate({QStringLiteral("RS256"), 8192, true}, kActor, std::move(done),
                                [] { return true; });
    });
    VERIFY_ERROR(refused, ErrorCode::Cancelled);
    QCOMPARE(m_core->keys().list()->size(), std::size_t{1});
    VERIFY_ERROR(generate(QStringLiteral("none")), ErrorCode::InvalidArgument);
}

TestKeyAdmin::Entry TestKeyAdmin::generate(const QString &algorithm, bool activate)
{
    return await<auth::KeyEntry>([&](auth::Completion<auth::KeyEntry> done) {
        m_core->keys().generate({algorithm, 2048, activate}, kActor, std::move(done));
    });
}

TestKeyAdmin::Entry TestKeyAdmin::rotate(const QString &kid, std::optional<Instant> at)
{
    return await<auth::KeyEntry>([&](auth::Completion<auth::KeyEntry> done) {
        m_core->keys().rotate({kid, at}, kActor, std::move(done));
    });
}

TestKeyAdmin::Entry TestKeyAdmin::retire(const QString &kid)
{
    return await<auth::KeyEntry>([&](auth::Completion<auth::KeyEntry> done) {
        m_core->keys().retire(kid, kActor, std::move(done));
    });
}

int TestKeyAdmin::turn()
{
    const auto changes = await<int>([&](auth::Completion<int> done) {
        m_core->keys().turn(m_scratch->clock.now(), std::move(done));
    });
    return changes ? *changes : -1;
}

void TestKeyAdmin::rotatesAtOnce()
{
    const QString first = activeKid();
    const auto rotated = rotate();
    VERIFY_OK(rotated);
    QVERIFY(rotated->row.kid != first);
    QCOMPARE(rotated->row.algorithm, QStringLiteral("HS256")); // like the one before
    QCOMPARE(activeKid(), rotated->row.kid);
    QCOMPARE(stateOf(*m_core, first), QStringLiteral("retiring"));
    QVERIFY(isInRing(first));
    const auto lines = events(*m_core, "key.activated");
    QCOMPARE(lines.size(), std::size_t{1});
    QCOMPARE(lines.front().actor, kActor.name);
    // Exactly one signs, however often.
    VERIFY_OK(rotate());
    int active = 0;
    const auto all = m_core->keys().list();
    for (const auth::KeyEntry &entry : *all)
        active += entry.row.state == QLatin1String("active") ? 1 : 0;
    QCOMPARE(active, 1);
}

void TestKeyAdmin::rotatesToTheNextKey()
{
    const auto next = generate(QStringLiteral("EdDSA"));
    VERIFY_OK(next);
    QCOMPARE(next->row.state, QStringLiteral("next"));
    QVERIFY(isInRing(next->row.kid)); // published and known before it signs
    const auto rotated = rotate();
    VERIFY_OK(rotated);
    QCOMPARE(rotated->row.kid, next->row.kid);
    QCOMPARE(m_core->keys().list()->size(), std::size_t{2}); // no other was made
    VERIFY_ERROR(rotate(next->row.kid), ErrorCode::Conflict);
    VERIFY_ERROR(rotate(QStringLiteral("nobody")), ErrorCode::NotFound);
}

void TestKeyAdmin::rotatesOnADate()
{
    const QString first = activeKid();
    const Instant date = m_scratch->clock.now() + std::chrono::hours{3};
    const auto planned = rotate({}, date);
    VERIFY_OK(planned);
    QCOMPARE(planned->row.state, QStringLiteral("next"));
    QCOMPARE(planned->row.activateAt, std::optional(date));
    QCOMPARE(events(*m_core, "key.scheduled").size(), std::size_t{1});
    QCOMPARE(activeKid(), first);
    m_scratch->clock.set(date - std::chrono::milliseconds{1});
    QCOMPARE(turn(), 0);
    m_scratch->clock.set(date);
    QCOMPARE(turn(), 1);
    QCOMPARE(activeKid(), planned->row.kid);
    QCOMPARE(stateOf(*m_core, first), QStringLiteral("retiring"));
    QCOMPARE(events(*m_core, "key.activated").front().actor, QStringLiteral("system"));
    QCOMPARE(turn(), 0);
    // A date that has passed is now.
    const auto second = generate(QStringLiteral("ES256"));
    VERIFY_OK(rotate(second->row.kid, date - std::chrono::hours{1}));
    QCOMPARE(activeKid(), second->row.kid);
}

void TestKeyAdmin::waitsAgainWithoutADate()
{
    const auto next = generate(QStringLiteral("EdDSA"));
    VERIFY_OK(next);
    const auto unschedule = [this](const QString &kid) {
        return await<auth::KeyEntry>([&](auth::Completion<auth::KeyEntry> done) {
            m_core->keys().unschedule(kid, kActor, std::move(done));
        });
    };
    VERIFY_ERROR(unschedule(next->row.kid), ErrorCode::Conflict); // it has none
    VERIFY_ERROR(unschedule(activeKid()), ErrorCode::Conflict);
    VERIFY_ERROR(unschedule(QStringLiteral("nobody")), ErrorCode::NotFound);
    const Instant date = m_scratch->clock.now() + std::chrono::hours{2};
    VERIFY_OK(rotate(next->row.kid, date));
    VERIFY_OK(rotate(next->row.kid, date + std::chrono::hours{1})); // another date in its place
    QCOMPARE(entryOf(*m_core, next->row.kid).row.activateAt,
             std::optional(date + std::chrono::hours{1}));
    const auto waiting = unschedule(next->row.kid);
    VERIFY_OK(waiting);
    QVERIFY(!waiting->row.activateAt);
    QCOMPARE(waiting->row.state, QStringLiteral("next"));
    QCOMPARE(events(*m_core, "key.unscheduled").size(), std::size_t{1});
    m_scratch->clock.set(date + std::chrono::hours{2});
    QCOMPARE(turn(), 0);
    QVERIFY(activeKid() != next->row.kid);
}

void TestKeyAdmin::rotatesBack()
{
    const QString first = activeKid();
    VERIFY_OK(rotate());
    VERIFY_OK(rotate(first));
    QCOMPARE(activeKid(), first);
    QCOMPARE(entryOf(*m_core, first).row.verifyUntil, std::optional<Instant>());
}

void TestKeyAdmin::onlyTheActiveKeyCannotBeRetired()
{
    const QString first = activeKid();
    VERIFY_ERROR(retire(first), ErrorCode::Conflict);
    VERIFY_ERROR(retire(QStringLiteral("nobody")), ErrorCode::NotFound);
    const auto next = generate(QStringLiteral("ES256"));
    VERIFY_OK(retire(next->row.kid));
    QVERIFY(!isInRing(next->row.kid));
    VERIFY_ERROR(retire(next->row.kid), ErrorCode::Conflict);
    VERIFY_OK(rotate());
    VERIFY_OK(retire(first));
    QVERIFY(!isInRing(first));
    QCOMPARE(events(*m_core, "key.retired").size(), std::size_t{2});
}

void TestKeyAdmin::retiringEndsSessions()
{
    const auto user = addUser(*m_core, QStringLiteral("alice"));
    VERIFY_OK(user);
    const auto old = addSession(*m_core, user->id, 1);
    const QString first = activeKid();
    VERIFY_OK(rotate());
    const auto young = addSession(*m_core, user->id, 2);
    QCOMPARE(entryOf(*m_core, first).use.live, 1);
    VERIFY_OK(retire(first));
    QVERIFY(isRevoked(*m_core, *old));
    QVERIFY(!isRevoked(*m_core, *young));
    const auto ended = m_core->sessions().find(*old);
    QCOMPARE(ended->endReason, std::optional(EndReason::KeyRetired));
    QVERIFY(!m_core->sessions().find(*young)->endedAt);
    // Its material is gone from the database.
    store::Connection *connection = *m_core->context().database.connection();
    const auto rows = store::KeyRepository(*connection).list();
    for (const store::KeyRow &row : *rows)
        QCOMPARE(row.wrapped.isEmpty(), row.kid == first);
}

void TestKeyAdmin::leavesAfterTheLastToken()
{
    const auto user = addUser(*m_core, QStringLiteral("alice"));
    VERIFY_OK(user);
    VERIFY_OK(addSession(*m_core, user->id, 1)); // for 24 hours
    const QString first = activeKid();
    const Instant start = m_scratch->clock.now();
    VERIFY_OK(rotate());
    const auto leaves = entryOf(*m_core, first).leavesAt;
    QCOMPARE(leaves, std::optional(start + std::chrono::hours{24}));
    m_scratch->clock.set(*leaves);
    QCOMPARE(turn(), 0);
    QVERIFY(isInRing(first));
    m_scratch->clock.set(*leaves + std::chrono::seconds{1});
    QCOMPARE(turn(), 1);
    QVERIFY(!isInRing(first));
    QCOMPARE(stateOf(*m_core, first), QStringLiteral("retired"));
    QVERIFY(!m_core->sessions().find(SessionId({1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1}))->endedAt);
    // Without a session the longest access token decides.
    const QString second = activeKid();
    VERIFY_OK(rotate());
    const auto bare = entryOf(*m_core, second).leavesAt;
    QVERIFY(bare >= m_scratch->clock.now() + std::chrono::minutes{15});
    QVERIFY(bare <= m_scratch->clock.now() + std::chrono::minutes{20});
    m_scratch->clock.set(*bare + std::chrono::seconds{1});
    QCOMPARE(turn(), 1);
    QVERIFY(!isInRing(second));
}

void TestKeyAdmin::retiredKeyComesBack()
{
    const auto first = import(kSecret);
    VERIFY_OK(rotate());
    VERIFY_OK(retire(first->row.kid));
    QVERIFY(!isInRing(first->row.kid));
    const auto again = import(kSecret, false);
    VERIFY_OK(again);
    QCOMPARE(again->row.kid, first->row.kid);
    QVERIFY(isInRing(first->row.kid));
}

void TestKeyAdmin::otherProcessFollows()
{
    auto other = m_scratch->open();
    VERIFY_OK(other);
    const auto rotated = rotate();
    VERIFY_OK(rotated);
    (*other)->watcher()->pollNow();
    const auto &keys = (*other)->context().policies.current()->keys;
    QCOMPARE(QString::fromUtf8(keys.active()->kid()), rotated->row.kid);
    QCOMPARE(keys.keys().size(), std::size_t{2});
}

void TestKeyAdmin::exports()
{
    const QString hmac = activeKid();
    const auto made = generate(QStringLiteral("ES256"), true);
    VERIFY_OK(made);
    const QString kid = made->row.kid;
    const auto exported = [&](const QString &name, const char *passphrase) {
        return await<std::shared_ptr<SecretBytes>>(
            [&](auth::Completion<std::shared_ptr<SecretBytes>> done) {
                m_core->keys().exportPrivate(name, SecretBytes(QByteArrayView(passphrase)), kActor,
                                             std::move(done));
            });
    };
    const auto pem = m_core->keys().publicKey(kid, false);
    VERIFY_OK(pem);
    QVERIFY(pem->startsWith("-----BEGIN PUBLIC KEY-----"));
    const auto jwk = m_core->keys().publicKey(kid, true);
    VERIFY_OK(jwk);
    QCOMPARE(QString::fromUtf8(token::parseJwk(*jwk)->kid), kid);
    const auto secret = exported(kid, "correct horse battery");
    VERIFY_OK(secret);
    const auto back =
        token::parsePem((*secret)->view(), SecretBytes(QByteArrayView("correct horse battery")));
    VERIFY_OK(back);
    QCOMPARE(QString::fromUtf8(*back->material.thumbprint()), kid);
    QCOMPARE(events(*m_core, "key.exported").size(), std::size_t{1});
    VERIFY_ERROR(exported(kid, "short"), ErrorCode::InvalidArgument);
    VERIFY_ERROR(exported(QStringLiteral("nobody"), "correct horse battery"), ErrorCode::NotFound);
    VERIFY_ERROR(exported(hmac, "correct horse battery"), ErrorCode::InvalidArgument);
    VERIFY_ERROR(m_core->keys().publicKey(hmac, true), ErrorCode::InvalidArgument);
}

QTEST_GUILESS_MAIN(TestKeyAdmin)
#include "tst_keyadmin.moc"
