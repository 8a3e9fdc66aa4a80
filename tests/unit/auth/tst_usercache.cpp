// SPDX-License-Identifier: GPL-3.0-or-later
// What is remembered of users is never older than a change that somebody was told about.
#include "server/auth/sessiontokens.h"
#include "server/auth/usercache.h"
#include "server/token/issue.h"
#include "tests/unit/runtime/corefixture.h"

#include <atomic>
#include <thread>

using namespace tokendesk;
using namespace tokendesk::test;
using auth::UserCache;
using auth::UserPtr;
using store::UserVersion;
using namespace std::chrono_literals;

using Change = std::function<Result<void>(store::Connection &, const User &, Instant)>;
Q_DECLARE_METATYPE(Change)

class TestUserCache : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void cleanup();

    void versionNeedsALook();
    void remembersWhatStands();
    void readsWithoutALook();
    void everyChangeIsSeen_data();
    void everyChangeIsSeen();
    void loginsAndRefreshesChangeNothing();
    void failedChangeLeavesTheTruth();
    void unknownUsersAreLookedForAgain();
    void keepsOnlySoMany();
    void changesOfAnotherProcessAreSeen();
    void watcherLooksByItself();
    void failedLookIsNoLook();
    void refusedFromTheNextRequestOn();
    void readersNeverSeeOlderThanTold();

private:
    /// Lets the cache remember for the whole test, as a watcher does that looks all the time.
    static void trust(Core &core)
    {
        core.context().database.userVersion().confirm(UserVersion::Moment::clock::now() + 1h);
    }
    Result<void> write(const Change &change);

    std::unique_ptr<Scratch> m_scratch;
    std::unique_ptr<Core> m_core;
    User m_user;
};

void TestUserCache::init()
{
    m_scratch = std::make_unique<Scratch>();
    auto core = m_scratch->open();
    VERIFY_OK(core);
    m_core = *std::move(core);
    const auto user = addUser(*m_core, QStringLiteral("alice"));
    VERIFY_OK(user);
    m_user = *user;
    m_core->watcher()->pollNow(); // has seen what this made
    trust(*m_core);
}

void TestUserCache::cleanup()
{
    m_core.reset();
    m_scratch.reset();
}

Result<void> TestUserCache::write(const Change &change)
{
    return m_core->context()
        .writer
        .run<void>([this, change](store::Connection &connection) {
            return change(connection, m_user, m_scratch->clock.now());
        })
        .result();
}

void TestUserCache::versionNeedsALook()
{
    UserVersion version;
    const UserVersion::Moment start{1h};
    QVERIFY(!version.current(start));
    version.confirm(start);
    const auto first = version.current(start);
    QVERIFY(first);
    QCOMPARE(version.current(start + UserVersion::kTrust - 1ns), first);
    QVERIFY(!version.current(start + UserVersion::kTrust));
    version.confirm(start + UserVersion::kTrust);
    QCOMPARE(version.current(start + UserVersion::kTrust), first);
    version.advance();
    QVERIFY(version.current(start + UserVersion::kTrust) != first);
}

void TestUserCache::remembersWhatStands()
{
    UserCache cache(m_core->context().database);
    const auto first = cache.find(m_user.id);
    VERIFY_OK(first);
    QVERIFY(*first);
    QCOMPARE((*first)->user, m_user);
    QCOMPARE(cache.find(m_user.id).value(), *first); // the same object: nothing was read
}

void TestUserCache::readsWithoutALook()
{
    m_core->context().database.userVersion().confirm(UserVersion::Moment::clock::now() - 1h);
    UserCache cache(m_core->context().database);
    const auto first = cache.find(m_user.id);
    VERIFY_OK(first);
    const auto second = cache.find(m_user.id);
    VERIFY_OK(second);
    QVERIFY(*second != *first);
    QCOMPARE((*second)->user, m_user);
}

void TestUserCache::everyChangeIsSeen_data()
{
    QTest::addColumn<Change>("change");
    const auto row = [](const char *name, Change change) { QTest::newRow(name) << change; };
    using store::UserRepository;
    row("e-mail", [](auto &connection, User user, Instant now) {
        user.email = QStringLiteral("other@example.org");
        return UserRepository(connection).update(user, now);
    });
    row("inactive", [](auto &connection, User user, Instant now) {
        user.active = false;
        return UserRepository(connection).update(user, now);
    });
    row("groups", [](auto &connection, User user, Instant now) {
        user.groups = {QStringLiteral("editors")};
        return UserRepository(connection).update(user, now);
    });
    row("password", [](auto &connection, const User &user, Instant now) {
        return UserRepository(connection)
            .setPasswordHash(user.id, QStringLiteral("x$1"), true, now);
    });
    row("re-hash", [](auto &connection, const User &user, Instant now) {
        return UserRepository(connection)
            .setPasswordHash(user.id, QStringLiteral("x$2"), false, now);
    });
    row("not before", [](auto &connection, const User &user, Instant now) {
        return UserRepository(connection).setNotBefore(user.id, now);
    });
    row("bin", [](auto &connection, const User &user, Instant now) {
        return UserRepository(connection).setDeleted(user.id, now);
    });
}

void TestUserCache::everyChangeIsSeen()
{
    QFETCH(Change, change);
    UserCache cache(m_core->context().database);
    const auto before = cache.find(m_user.id);
    VERIFY_OK(before);
    VERIFY_OK(write(change));
    const auto after = cache.find(m_user.id);
    VERIFY_OK(after);
    const auto connection = m_core->context().database.connection();
    VERIFY_OK(connection);
    const auto stored = store::UserRepository(**connection).find(m_user.id);
    VERIFY_OK(stored);
    const auto same = [&stored](const UserPtr &user) {
        return user->user == (*stored)->user && user->passwordHash == (*stored)->passwordHash
               && user->notBefore == (*stored)->notBefore;
    };
    QVERIFY(!same(*before));
    QVERIFY(same(*after));
    QCOMPARE(cache.find(m_user.id).value(), *after);
}

void TestUserCache::loginsAndRefreshesChangeNothing()
{
    UserCache cache(m_core->context().database);
    const auto before = cache.find(m_user.id);
    VERIFY_OK(before);
    const auto session = addSession(*m_core, m_user.id, 1);
    VERIFY_OK(session);
    VERIFY_OK(write([&session](auto &connection, const User &user, Instant now) -> Result<void> {
        TRY(store::UserRepository(connection).setLastLogin(user.id, now));
        TRY(store::SessionRepository(connection)
                .rotate(*session, 0, {now, now + 1h, now + 1h, {}}));
        return {};
    }));
    m_core->watcher()->pollNow();
    trust(*m_core);
    QCOMPARE(cache.find(m_user.id).value(), *before);
}

void TestUserCache::failedChangeLeavesTheTruth()
{
    UserCache cache(m_core->context().database);
    VERIFY_OK(cache.find(m_user.id));
    const auto failed = write([&cache](auto &connection, User user, Instant now) -> Result<void> {
        user.active = false;
        TRY(store::UserRepository(connection).update(user, now));
        // Another thread looks before the rollback.
        bool active = false;
        std::thread([&] {
            const auto seen = cache.find(user.id);
            active = seen && (*seen)->user.active;
        }).join();
        return fail(active ? ErrorCode::Conflict : ErrorCode::Internal);
    });
    VERIFY_ERROR(failed, ErrorCode::Conflict);
    const auto after = cache.find(m_user.id);
    VERIFY_OK(after);
    QCOMPARE((*after)->user, m_user);
}

void TestUserCache::unknownUsersAreLookedForAgain()
{
    UserCache cache(m_core->context().database);
    const UserId next = m_user.id + 1;
    QVERIFY(!cache.find(next).value());
    const auto bob = addUser(*m_core, QStringLiteral("bob"));
    VERIFY_OK(bob);
    QCOMPARE(bob->id, next);
    QVERIFY(cache.find(next).value());
}

void TestUserCache::keepsOnlySoMany()
{
    std::vector<UserId> ids{m_user.id};
    for (const char *name : {"bob", "carol", "dave", "erin"}) {
        const auto user = addUser(*m_core, QString::fromLatin1(name));
        VERIFY_OK(user);
        ids.push_back(user->id);
    }
    UserCache cache(m_core->context().database, 4);
    const UserPtr first = cache.find(ids[0]).value();
    const UserPtr second = cache.find(ids[1]).value();
    QVERIFY(cache.find(ids[2]).value());
    QCOMPARE(cache.find(ids[1]).value(), second); // used again, so it stays
    for (const std::size_t i : {3U, 4U})
        QVERIFY(cache.find(ids[i]).value());
    QCOMPARE(cache.find(ids[1]).value(), second);
    QVERIFY(cache.find(ids[0]).value() != first);
}

void TestUserCache::changesOfAnotherProcessAreSeen()
{
    const auto there = m_scratch->open();
    VERIFY_OK(there);
    m_core->watcher()->pollNow();
    trust(*m_core);
    UserCache cache(m_core->context().database);
    const auto before = cache.find(m_user.id);
    VERIFY_OK(before);
    UserChange change;
    change.active = false;
    const auto changed = await<User>([&](auth::Completion<User> done) {
        (*there)->users().update(m_user.id, change, kActor, std::move(done));
    });
    VERIFY_OK(changed);
    UserCache cacheThere((*there)->context().database);
    QVERIFY(!cacheThere.find(m_user.id).value()->user.active); // at once where it was done
    QCOMPARE(cache.find(m_user.id).value(), *before); // here after a look
    m_core->watcher()->pollNow();
    trust(*m_core);
    const auto after = cache.find(m_user.id);
    VERIFY_OK(after);
    QVERIFY(!(*after)->user.active);
}

void TestUserCache::watcherLooksByItself()
{
    const auto there = m_scratch->open();
    VERIFY_OK(there);
    m_core.reset();
    CoreOptions options = m_scratch->options();
    options.watchInterval = ChangeWatcher::kInterval;
    auto here = Core::open(options);
    VERIFY_OK(here);
    m_core = *std::move(here);
    UserCache cache(m_core->context().database);
    VERIFY_OK(cache.find(m_user.id));
    const auto binned = await<int>([&](auth::Completion<int> done) {
        (*there)->users().moveToBin({m_user.id}, kActor, std::move(done));
    });
    VERIFY_OK(binned);
    QTRY_VERIFY_WITH_TIMEOUT(cache.find(m_user.id).value()->user.deletedAt, 30'000);
}

void TestUserCache::failedLookIsNoLook()
{
    UserVersion &version = m_core->context().database.userVersion();
    const auto trusted = [&version] {
        return version.current(UserVersion::Moment::clock::now() + 50min).has_value();
    };
    QVERIFY(trusted());
    const QString path = m_core->databasePath();
    QVERIFY(QFile::rename(path, path + QStringLiteral(".away")));
    // The file is looked at once in a second; until then the look goes to the open one.
    QTRY_VERIFY_WITH_TIMEOUT((trust(*m_core), m_core->watcher()->pollNow(), trusted()), 30'000);
    QVERIFY(QFile::rename(path + QStringLiteral(".away"), path));
}

void TestUserCache::refusedFromTheNextRequestOn()
{
    const auto &context = m_core->context();
    auth::TokenService tokens(context);
    const auto session = addSession(*m_core, m_user.id, 1);
    VERIFY_OK(session);
    const auto &policy = tokens.policy().policy;
    const auto issued =
        auth::issueAccess(tokens.policy(), *session, token::userClaims(policy, m_user, QString()),
                          context.clock.now());
    VERIFY_OK(issued);
    for (int i = 0; i < 3; ++i)
        QVERIFY(tokens.authenticate(issued->access).verdict.accepted());
    UserChange change;
    change.active = false;
    VERIFY_OK(await<User>([&](auth::Completion<User> done) {
        m_core->users().update(m_user.id, change, kActor, std::move(done));
    }));
    const auth::Bearer bearer = tokens.authenticate(issued->access);
    QVERIFY(!bearer.verdict.accepted());
    QVERIFY(!bearer.user);
}

void TestUserCache::readersNeverSeeOlderThanTold()
{
    constexpr int kChanges = 100;
    std::atomic<int> told{0};
    std::atomic<int> older{0};
    std::atomic<bool> stop{false};
    std::vector<std::thread> readers;
    for (int i = 0; i < 3; ++i) {
        readers.emplace_back([&] {
            UserCache cache(m_core->context().database);
            for (int seen = 0; seen < kChanges && !stop;) {
                const int atLeast = told;
                const auto user = cache.find(m_user.id);
                seen = user ? (*user)->user.firstName.toInt() : kChanges;
                older += !user || seen < atLeast ? 1 : 0;
            }
            m_core->context().database.closeThread();
        });
    }
    Result<void> written;
    for (int i = 1; i <= kChanges && written; ++i) {
        written = write([i](auto &connection, User user, Instant now) {
            user.firstName = QString::number(i);
            return store::UserRepository(connection).update(user, now);
        });
        told = i;
    }
    stop = !written;
    for (std::thread &reader : readers)
        reader.join();
    VERIFY_OK(written);
    QCOMPARE(older.load(), 0);
}

QTEST_GUILESS_MAIN(TestUserCache)
#include "tst_usercache.moc"
