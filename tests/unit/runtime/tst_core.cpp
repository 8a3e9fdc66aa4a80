// SPDX-License-Identifier: GPL-3.0-or-later
// Opening, closing and sharing the data of one directory.
#include "server/auth/usercache.h"
#include "tests/unit/runtime/corefixture.h"

#include <QFileInfo>

#include <thread>

using namespace tokendesk;
using namespace tokendesk::test;

class TestCore : public QObject
{
    Q_OBJECT
private slots:
    void firstStartMakesWhatIsMissing();
    void restartKeepsEverything();
    void lostKeyFileIsAnError();
    void wrongKeyFileIsAnError();
    void twoFirstStartsMakeOneKey();
    void readOnlyChangesNothing();
    void bootstrapIsOverTheDatabase();
    void settingsOfAnotherProcessAreSeen();
    void revocationsOfAnotherProcessAreSeen();
    void replacedDatabaseIsReadAnew();
    void keysOfAnotherProcessAreSeen();
    void watcherLooksByItself();
    void retentionDeletesWhatIsOld();
};

namespace {

Result<auth::SettingsState> set(Core &core, const QJsonObject &changes)
{
    return await<auth::SettingsState>([&](auth::Completion<auth::SettingsState> done) {
        core.settings().change(changes, kActor, std::move(done));
    });
}

Result<int> endAll(Core &core)
{
    return await<int>(
        [&](auth::Completion<int> done) { core.sessions().endAll(kActor, std::move(done)); });
}

const QJsonObject kFiveMinutes{{QStringLiteral("access_token_lifetime"), 300}};

} // namespace

void TestCore::firstStartMakesWhatIsMissing()
{
    const Scratch scratch;
    const auto core = scratch.open();
    VERIFY_OK(core);
    QVERIFY(QFileInfo::exists((*core)->databasePath()));
    const QFileInfo keyFile((*core)->keyFilePath());
    QVERIFY(keyFile.exists());
    QCOMPARE(keyFile.permissions() & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteOther),
             QFile::Permissions());

    const auto keys = (*core)->keys().list();
    VERIFY_OK(keys);
    QCOMPARE(keys->size(), std::size_t{1});
    QCOMPARE(keys->front().row.state, QStringLiteral("active"));
    QCOMPARE(keys->front().row.algorithm, QStringLiteral("HS256"));
    QVERIFY(keys->front().row.wrapped.isEmpty());
    QCOMPARE(keys->front().row.kid.size(), 43); // SHA-256 in base64url
    const auto &active = (*core)->context().policies.current()->keys.active();
    QVERIFY(active);
    QCOMPARE(QString::fromUtf8(active->kid()), keys->front().row.kid);

    const auto generated = events(**core, "key.generated");
    QCOMPARE(generated.size(), std::size_t{1});
    QCOMPARE(generated.front().actor, QStringLiteral("system"));
}

void TestCore::restartKeepsEverything()
{
    const Scratch scratch;
    QByteArray kid;
    QByteArray signature;
    {
        const auto core = scratch.open();
        VERIFY_OK(core);
        const auto active = (*core)->context().policies.current()->keys.active();
        kid = active->kid();
        signature = active->sign("text").value_or(QByteArray());
        const auto user = addUser(**core, QStringLiteral("alice"));
        VERIFY_OK(user);
        VERIFY_OK(addSession(**core, user->id, 7));
        VERIFY_OK(endAll(**core));
        VERIFY_OK(set(**core, kFiveMinutes));
    }
    const auto core = scratch.open();
    VERIFY_OK(core);
    const auto snapshot = (*core)->context().policies.current();
    QCOMPARE(snapshot->keys.active()->kid(), kid);
    QVERIFY(snapshot->keys.active()->verify("text", signature));
    QCOMPARE(snapshot->policy.accessLifetime, std::chrono::seconds{300});
    QCOMPARE(snapshot->settingsVersion, 1);
    VERIFY_OK((*core)->users().findByName(QStringLiteral("alice")));
    SessionId::Bytes bytes{};
    bytes.fill(7);
    QVERIFY(isRevoked(**core, SessionId(bytes)));
    QCOMPARE(events(**core, "key.generated").size(), std::size_t{1});
}

void TestCore::lostKeyFileIsAnError()
{
    const Scratch scratch;
    QString path;
    {
        const auto core = scratch.open();
        VERIFY_OK(core);
        path = (*core)->keyFilePath();
    }
    QVERIFY(QFile::remove(path));
    const auto core = scratch.open();
    VERIFY_ERROR(core, ErrorCode::KeyFileMissing);
    QVERIFY(core.error().message().contains(path));
    QVERIFY(!QFile::exists(path)); // a new one would hide that the old one is lost
}

void TestCore::wrongKeyFileIsAnError()
{
    const Scratch scratch;
    QString path;
    {
        const auto core = scratch.open();
        VERIFY_OK(core);
        path = (*core)->keyFilePath();
    }
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    file.write(QByteArray(64, 'a') + '\n');
    file.close();
    VERIFY_ERROR(scratch.open(), ErrorCode::KeyFileWrong);
}

void TestCore::twoFirstStartsMakeOneKey()
{
    for (int round = 0; round < 5; ++round) {
        const Scratch scratch;
        std::array<std::unique_ptr<Core>, 4> cores;
        std::array<QString, 4> errors;
        std::vector<std::thread> threads;
        for (std::size_t i = 0; i < cores.size(); ++i) {
            threads.emplace_back([&, i] {
                auto core = scratch.open();
                if (core)
                    cores[i] = std::move(*core);
                else
                    errors[i] = core.error().message();
            });
        }
        for (std::thread &thread : threads)
            thread.join();
        for (std::size_t i = 0; i < cores.size(); ++i) {
            QVERIFY2(cores[i], qPrintable(errors[i]));
            QCOMPARE(cores[i]->context().policies.current()->keys.active()->kid(),
                     cores[0]->context().policies.current()->keys.active()->kid());
        }
        QCOMPARE(cores[0]->keys().list()->size(), std::size_t{1});
    }
}

void TestCore::readOnlyChangesNothing()
{
    const Scratch scratch;
    CoreOptions options = scratch.options();
    options.readOnly = true;
    VERIFY_ERROR(Core::open(options), ErrorCode::DatabaseUnreadable);
    QVERIFY(!QFileInfo::exists(options.dataDir + QStringLiteral("/secret.key")));

    VERIFY_OK(scratch.open());
    const auto core = Core::open(options);
    VERIFY_OK(core);
    QVERIFY((*core)->context().policies.current()->keys.active());
    QVERIFY(!addUser(**core, QStringLiteral("alice")));
    VERIFY_ERROR((*core)->users().findByName(QStringLiteral("alice")), ErrorCode::NotFound);
}

void TestCore::bootstrapIsOverTheDatabase()
{
    const Scratch scratch;
    {
        const auto core = scratch.open();
        VERIFY_OK(core);
        VERIFY_OK(set(**core, kFiveMinutes));
    }
    CoreOptions options = scratch.options();
    VERIFY_OK(
        options.bootstrap.set(settings::kAccessTokenLifetime, 120, SettingSource::CommandLine));
    const auto core = Core::open(options);
    VERIFY_OK(core);
    QCOMPARE((*core)->context().policies.current()->policy.accessLifetime,
             std::chrono::seconds{120});
    VERIFY_ERROR(set(**core, {{QStringLiteral("access_token_lifetime"), 600}}),
                 ErrorCode::SettingLocked);
}

void TestCore::settingsOfAnotherProcessAreSeen()
{
    const Scratch scratch;
    const auto here = scratch.open();
    const auto there = scratch.open();
    VERIFY_OK(here);
    VERIFY_OK(there);
    int data = 0;
    int saved = 0;
    QObject context;
    ChangeWatcher *watcher = (*here)->watcher();
    connect(
        watcher, &ChangeWatcher::dataChanged, &context, [&data] { ++data; }, Qt::DirectConnection);
    connect(
        watcher, &ChangeWatcher::settingsChanged, &context, [&saved] { ++saved; },
        Qt::DirectConnection);

    VERIFY_OK(set(**there, kFiveMinutes));
    QCOMPARE((*there)->context().policies.current()->policy.accessLifetime,
             std::chrono::seconds{300}); // at once in its own process
    QCOMPARE((*here)->context().policies.current()->policy.accessLifetime,
             std::chrono::seconds{900});
    watcher->pollNow();
    QCOMPARE((*here)->context().policies.current()->policy.accessLifetime,
             std::chrono::seconds{300});
    QCOMPARE(data, 1);
    QCOMPARE(saved, 1);
    watcher->pollNow();
    QCOMPARE(data, 1); // nothing new, nothing said
}

void TestCore::revocationsOfAnotherProcessAreSeen()
{
    const Scratch scratch;
    const auto here = scratch.open();
    const auto there = scratch.open();
    VERIFY_OK(here);
    VERIFY_OK(there);
    const auto user = addUser(**here, QStringLiteral("alice"));
    VERIFY_OK(user);
    const auto first = addSession(**here, user->id, 1);
    const auto second = addSession(**here, user->id, 2);
    VERIFY_OK(first);
    VERIFY_OK(second);
    for (const SessionId &id : {*first, *second}) {
        const auto ended = await<int>([&](auth::Completion<int> done) {
            (*there)->sessions().end({id}, kActor, std::move(done));
        });
        QCOMPARE(ended.value_or(-1), 1);
        QVERIFY(isRevoked(**there, id));
        QVERIFY(!isRevoked(**here, id));
        (*here)->watcher()->pollNow();
        QVERIFY(isRevoked(**here, id));
    }
    QCOMPARE((*here)->context().revocations.size(), std::size_t{2});
}

void TestCore::replacedDatabaseIsReadAnew()
{
    const Scratch scratch;
    auto here = scratch.open();
    VERIFY_OK(here);
    const auto user = addUser(**here, QStringLiteral("alice"));
    VERIFY_OK(user);
    std::vector<SessionId> ids;
    for (std::uint8_t byte = 1; byte <= 3; ++byte) {
        const auto id = addSession(**here, user->id, byte);
        VERIFY_OK(id);
        ids.push_back(*id);
    }
    const auto rename = [&](Core &core, const char *name) {
        UserChange change;
        change.firstName = QLatin1String(name);
        return await<User>([&](auth::Completion<User> done) {
            core.users().update(user->id, change, kActor, std::move(done));
        });
    };
    const auto end = [](Core &core, const SessionId &id) {
        return await<int>([&](auth::Completion<int> done) {
            core.sessions().end({id}, kActor, std::move(done));
        });
    };
    VERIFY_OK(rename(**here, "Before"));
    const QString path = (*here)->databasePath();
    const QString copy = path + QLatin1String(".copy");
    here->reset();
    QVERIFY(QFile::copy(path, copy));

    here = scratch.open();
    VERIFY_OK(here);
    VERIFY_OK(rename(**here, "After"));
    VERIFY_OK(end(**here, ids[0]));
    VERIFY_OK(end(**here, ids[1]));
    auth::UserCache cache((*here)->context().database);
    (*here)->watcher()->pollNow();
    const auto before = cache.find(user->id);
    VERIFY_OK(before);
    QCOMPARE((*before)->user.firstName, QStringLiteral("After"));

    QVERIFY(QFile::remove(path + QLatin1String("-wal")));
    QVERIFY(QFile::remove(path + QLatin1String("-shm")));
    QVERIFY(QFile::remove(path));
    QVERIFY(QFile::rename(copy, path));
    const auto name = [&] {
        (*here)->watcher()->pollNow();
        const auto found = cache.find(user->id);
        return found && *found ? (*found)->user.firstName : QString();
    };
    QTRY_COMPARE_WITH_TIMEOUT(name(), QStringLiteral("Before"), 30'000);

    // Rows of the older file are numbered from below what was taken from the newer one.
    const auto there = scratch.open();
    VERIFY_OK(there);
    QVERIFY(!isRevoked(**here, ids[2]));
    QCOMPARE(end(**there, ids[2]).value_or(-1), 1);
    (*here)->watcher()->pollNow();
    QVERIFY(isRevoked(**here, ids[2]));
    QVERIFY(isRevoked(**here, ids[0])); // once ended, for ever refused
}

void TestCore::keysOfAnotherProcessAreSeen()
{
    const Scratch scratch;
    const auto here = scratch.open();
    const auto there = scratch.open();
    VERIFY_OK(here);
    VERIFY_OK(there);
    const auto imported = await<auth::KeyEntry>([&](auth::Completion<auth::KeyEntry> done) {
        (*there)->keys().import(
            {QStringLiteral("HS512"),
             SecretBytes::fromText(QStringLiteral("0123456789abcdef").repeated(4)), true, false},
            kActor, std::move(done));
    });
    VERIFY_OK(imported);
    (*here)->watcher()->pollNow();
    const auto &keys = (*here)->context().policies.current()->keys;
    QCOMPARE(keys.keys().size(), std::size_t{2});
    QCOMPARE(QString::fromUtf8(keys.active()->kid()), imported->row.kid);
    QVERIFY(keys.active()->algorithm() == token::Algorithm::HS512);
}

void TestCore::watcherLooksByItself()
{
    const Scratch scratch;
    CoreOptions options = scratch.options();
    options.watchInterval = ChangeWatcher::kInterval;
    const auto here = Core::open(options);
    const auto there = scratch.open();
    VERIFY_OK(here);
    VERIFY_OK(there);
    VERIFY_OK(set(**there, kFiveMinutes));
    QTRY_COMPARE_WITH_TIMEOUT((*here)->context().policies.current()->policy.accessLifetime,
                              std::chrono::seconds{300}, 2'000);
}

void TestCore::retentionDeletesWhatIsOld()
{
    Scratch scratch;
    const auto core = scratch.open();
    VERIFY_OK(core);
    const auto user = addUser(**core, QStringLiteral("alice"));
    VERIFY_OK(user);
    const auto id = addSession(**core, user->id, 1);
    VERIFY_OK(id);
    VERIFY_OK(endAll(**core));
    QVERIFY(isRevoked(**core, *id));
    Maintenance *maintenance = (*core)->maintenance();

    scratch.clock.advance(std::chrono::minutes{16});
    QCOMPARE(maintenance->run().value_or(-1), 0); // nothing is old
    // Its access tokens have expired, but would live again if the clock were put back.
    QVERIFY(isRevoked(**core, *id));
    VERIFY_OK((*core)->sessions().find(*id));

    scratch.clock.advance(std::chrono::hours{24});
    VERIFY_OK(maintenance->run());
    QVERIFY(!isRevoked(**core, *id));

    scratch.clock.advance(std::chrono::hours{24 * 40});
    const auto deleted = maintenance->run();
    VERIFY_OK(deleted);
    QVERIFY(*deleted > 0);
    VERIFY_ERROR((*core)->sessions().find(*id), ErrorCode::NotFound);
    QVERIFY(!events(**core, "user.created").empty()); // events stay 90 d

    scratch.clock.advance(std::chrono::hours{24 * 60});
    VERIFY_OK(maintenance->run());
    QVERIFY(events(**core, "user.created").empty());
    VERIFY_OK((*core)->users().find(user->id));
}

QTEST_GUILESS_MAIN(TestCore)
#include "tst_core.moc"
