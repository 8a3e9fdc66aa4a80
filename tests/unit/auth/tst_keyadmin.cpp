// SPDX-License-Identifier: GPL-3.0-or-later
// What administrators do with signing keys, on a real database.
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
    void asManyAsARingHolds();
    void secretIsNotInTheFile();
    void countsLiveSessions();

private:
    Result<auth::KeyEntry> import(const QByteArray &secret, bool activate = true,
                                  bool allowWeak = false,
                                  const QString &algorithm = QStringLiteral("HS256"));

    std::unique_ptr<Scratch> m_scratch;
    std::unique_ptr<Core> m_core;
};

namespace {

const QByteArray kSecret = "a secret of more than 32 bytes, no tutorial has it";

QString stateOf(Core &core, const QString &kid)
{
    const auto keys = core.keys().list();
    for (const auth::KeyEntry &key : *keys) {
        if (key.row.kid == kid)
            return key.row.state;
    }
    return {};
}

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
        m_core->keys().import({algorithm, SecretBytes(QByteArrayView(secret)), activate, allowWeak},
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
    for (const char *name : {"none", "RS256", "hs256", ""}) {
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
    QCOMPARE(m_core->keys().list()->front().liveSessions, 1);
}

QTEST_GUILESS_MAIN(TestKeyAdmin)
#include "tst_keyadmin.moc"
