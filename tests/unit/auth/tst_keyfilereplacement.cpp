// SPDX-License-Identifier: GPL-3.0-or-later
// A new key file while the data is in use: every step, every crash between two, every process.
#include "server/auth/keyfilereplacement.h"

#include "server/auth/loginthrottle.h"
#include "server/auth/wrappingkey.h"
#include "server/store/configrepository.h"
#include "tests/unit/runtime/corefixture.h"

#include <QFile>

#include <sys/stat.h>

using namespace tokendesk;
using namespace tokendesk::auth;
using namespace tokendesk::test;

namespace {

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool put(const QString &path, const QByteArray &content)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(content) == content.size()
           && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
}

/// A variable of this process while it lives.
class Variable
{
public:
    Variable(const char *name, const QByteArray &value) : m_name(name) { qputenv(name, value); }
    ~Variable() { qunsetenv(m_name); }
    Variable(const Variable &) = delete;
    Variable &operator=(const Variable &) = delete;

private:
    const char *m_name;
};

Result<KeyEntry> generateKey(Core &core, const char *algorithm)
{
    return await<KeyEntry>([&](Completion<KeyEntry> done) {
        core.keys().generate({QLatin1String(algorithm), 2048, false}, kActor, std::move(done));
    });
}

QSet<QByteArray> kidsInForce(const Core &core)
{
    QSet<QByteArray> kids;
    for (const auto &key : core.context().policies.current()->keys.keys())
        kids.insert(key->kid());
    return kids;
}

bool signsAndVerifies(const Core &core)
{
    const auto snapshot = core.context().policies.current();
    const auto active = snapshot->keys.active();
    const auto signature = active ? active->sign("text") : Result<QByteArray>(QByteArray());
    return active && signature && active->verify("text", *signature);
}

} // namespace

class TestKeyFileReplacement : public QObject
{
    Q_OBJECT

    std::unique_ptr<Scratch> m_scratch;
    QString m_path; ///< of the key file
    QByteArray m_before; ///< what was in it
    QSet<QByteArray> m_kids;

    /// Runs the steps up to, and without, the first that is not \a done, as a process would that
    /// ends there.
    void stopAfter(bool begun, bool committed)
    {
        const auto core = m_scratch->open();
        VERIFY_OK(core);
        WrappingKey wrapping(m_path, {});
        VERIFY_OK(
            wrapping.open(**(*core)->context().database.connection(), WrappingKey::Access::Create));
        if (!begun)
            return;
        auto replacement = KeyFileReplacement::begin((*core)->context(), wrapping);
        VERIFY_OK(replacement);
        if (!committed)
            return;
        const auto count =
            (*core)
                ->context()
                .writer
                .run<int>([&](store::Connection &connection) {
                    return replacement->rewrap(connection, kActor, m_scratch->clock.now());
                })
                .result();
        VERIFY_OK(count);
        QCOMPARE(*count, 3);
    }

    void verifyWhole(const Core &core)
    {
        QCOMPARE(kidsInForce(core), m_kids);
        QVERIFY(signsAndVerifies(core));
    }

private slots:
    void init()
    {
        m_scratch = std::make_unique<Scratch>();
        const auto core = m_scratch->open();
        VERIFY_OK(core);
        VERIFY_OK(generateKey(**core, "EdDSA"));
        VERIFY_OK(generateKey(**core, "ES256"));
        m_path = (*core)->keyFilePath();
        m_before = contentOf(m_path);
        m_kids = kidsInForce(**core);
        QCOMPARE(m_kids.size(), 3);
    }

    void allOpensUnderTheNewKeyAlone()
    {
        {
            const auto core = m_scratch->open();
            const auto count = (*core)->rotateKeyFile(kActor);
            VERIFY_OK(count);
            QCOMPARE(*count, 3);
            verifyWhole(**core);
            VERIFY_OK(generateKey(**core, "HS512")); // under the new key, in the same process
            m_kids = kidsInForce(**core);
            QCOMPARE(m_kids.size(), 4);
            const auto lines = events(**core, "key_file.replaced");
            QCOMPARE(lines.size(), std::size_t{1});
            QCOMPARE(lines.front().detail[QLatin1String("keys")].toInt(), 3);
        }
        const QByteArray after = contentOf(m_path);
        QCOMPARE(after.size(), 65);
        QVERIFY(after != m_before);
        struct stat info
        {
        };
        QCOMPARE(::stat(QFile::encodeName(m_path).constData(), &info), 0);
        QCOMPARE(info.st_mode & 07777, mode_t{0600});
        QVERIFY(!QFile::exists(successorOf(m_path)));
        {
            const auto again = m_scratch->open();
            VERIFY_OK(again);
            verifyWhole(**again);
        }
        QVERIFY(put(m_path, m_before));
        const auto refused = m_scratch->open();
        VERIFY_ERROR(refused, ErrorCode::KeyFileWrong);
        QVERIFY(refused.error().detail.contains(m_path));
        QVERIFY(refused.error().detail.contains(QStringLiteral("put back")));
        QVERIFY(refused.error().detail.contains(QStringLiteral("rotate-file --lost")));
        QCOMPARE(contentOf(m_path), m_before); // never overwritten
    }

    void aCrashBetweenTwoStepsLeavesDataThatOpens_data()
    {
        QTest::addColumn<bool>("begun");
        QTest::addColumn<bool>("committed");
        QTest::newRow("before") << false << false;
        QTest::newRow("new file, nothing encrypted") << true << false;
        QTest::newRow("committed, not renamed") << true << true;
    }
    void aCrashBetweenTwoStepsLeavesDataThatOpens()
    {
        QFETCH(bool, begun);
        QFETCH(bool, committed);
        stopAfter(begun, committed);
        QVERIFY(!QTest::currentTestFailed());
        QCOMPARE(contentOf(m_path), m_before);
        QCOMPARE(QFile::exists(successorOf(m_path)), begun);
        {
            CoreOptions looking = m_scratch->options();
            looking.readOnly = true;
            const auto core = Core::open(looking);
            VERIFY_OK(core);
            verifyWhole(**core);
            QCOMPARE(contentOf(m_path), m_before); // `check` changes nothing
        }
        {
            const auto core = m_scratch->open();
            VERIFY_OK(core);
            verifyWhole(**core);
        }
        QCOMPARE(contentOf(m_path) != m_before, committed);
        QCOMPARE(QFile::exists(successorOf(m_path)), begun && !committed);
        // Interrupted or not, the next time goes through.
        const QByteArray waiting = contentOf(successorOf(m_path));
        const auto core = m_scratch->open();
        VERIFY_OK((*core)->rotateKeyFile(kActor));
        verifyWhole(**core);
        QVERIFY(!QFile::exists(successorOf(m_path)));
        if (!waiting.isEmpty()) // what might be in use already is used, and not lost
            QCOMPARE(contentOf(m_path), waiting);
    }

    void aFailedRenameIsMadeUpForAtTheNextStart()
    {
        stopAfter(true, true);
        // Somebody removes the old file meanwhile.
        QVERIFY(QFile::remove(m_path));
        const auto core = m_scratch->open();
        VERIFY_OK(core);
        verifyWhole(**core);
        QVERIFY(QFile::exists(m_path));
    }

    void otherProcessesFollow()
    {
        const auto mine = m_scratch->open();
        const auto other = m_scratch->open();
        VERIFY_OK((*mine)->rotateKeyFile(kActor));
        // What the other one stores before it has looked is under the new key too.
        VERIFY_OK(generateKey(**other, "HS384"));
        (*mine)->watcher()->pollNow();
        m_kids = kidsInForce(**mine);
        QCOMPARE(m_kids.size(), 4);
        VERIFY_OK((*other)->rotateKeyFile(kActor)); // and it can do the same
        VERIFY_OK(generateKey(**mine, "HS384"));
        (*other)->watcher()->pollNow();
        m_kids = kidsInForce(**other);
        QCOMPARE(m_kids.size(), 5);
        const auto third = m_scratch->open();
        VERIFY_OK(third);
        verifyWhole(**third);
    }

    void otherProcessesFollowBeforeTheFileIsRenamed()
    {
        const auto other = m_scratch->open();
        stopAfter(true, true);
        VERIFY_OK(generateKey(**other, "HS384"));
        m_kids = kidsInForce(**other);
        QCOMPARE(m_kids.size(), 4);
        const auto third = m_scratch->open();
        VERIFY_OK(third);
        verifyWhole(**third);
    }

    void twoAtOnceAreOneTooMany()
    {
        const auto core = m_scratch->open();
        const auto lock = KeyFolderLock::take(m_path);
        VERIFY_OK(lock);
        VERIFY_ERROR((*core)->rotateKeyFile(kActor), ErrorCode::Conflict);
        QCOMPARE(contentOf(m_path), m_before);
        // A start meanwhile does not wait for it.
        VERIFY_OK(m_scratch->open());
    }

    void aKeyOfTheEnvironmentIsNotChanged()
    {
        const Variable variable("TOKENDESK_KEY", m_before.trimmed());
        const auto core = m_scratch->open();
        VERIFY_OK(core);
        const auto refused = (*core)->rotateKeyFile(kActor);
        VERIFY_ERROR(refused, ErrorCode::Conflict);
        QVERIFY(refused.error().detail.contains(QStringLiteral("TOKENDESK_KEY")));
        QCOMPARE(contentOf(m_path), m_before);
    }

    void aWrongKeyOfTheEnvironmentIsNamed()
    {
        const Variable variable("TOKENDESK_KEY", QByteArray(64, 'e'));
        const auto refused = m_scratch->open();
        VERIFY_ERROR(refused, ErrorCode::KeyFileWrong);
        QVERIFY(refused.error().detail.contains(QStringLiteral("TOKENDESK_KEY")));
        QVERIFY(refused.error().detail.contains(QStringLiteral("unset")));
        QVERIFY(!refused.error().detail.contains(QStringLiteral("eeee")));
    }

    void aProcessThatCannotFollowKeepsWhatItHas()
    {
        Result<std::unique_ptr<Core>> stuck = fail(ErrorCode::Internal);
        {
            const Variable variable("TOKENDESK_KEY", m_before.trimmed());
            stuck = m_scratch->open();
        }
        VERIFY_OK(stuck);
        const auto mine = m_scratch->open();
        const auto anna = addUser(**mine, QStringLiteral("anna"));
        VERIFY_OK(anna);
        const auto session = addSession(**mine, anna->id, 7);
        VERIFY_OK(session);
        VERIFY_OK((*mine)->rotateKeyFile(kActor));
        VERIFY_OK(generateKey(**mine, "HS384"));
        const auto ended = await<int>([&](Completion<int> done) {
            (*mine)->sessions().end({*session}, kActor, std::move(done));
        });
        VERIFY_OK(ended);

        QTest::ignoreMessage(QtWarningMsg,
                             QRegularExpression(QStringLiteral("Cannot look for changes.*"
                                                               "TOKENDESK_KEY")));
        (*stuck)->watcher()->pollNow();
        verifyWhole(**stuck); // signs and verifies with the keys it had
        QVERIFY(isRevoked(**stuck, *session)); // and still hears of sessions that end
        // But nothing is written that no other process could read.
        VERIFY_ERROR(generateKey(**stuck, "ES384"), ErrorCode::KeyFileWrong);
        QCOMPARE((*mine)->keys().list()->size(), std::size_t{4});
    }

    void countersOfWrongPasswordsOutliveIt()
    {
        const auto account = [](const Core &core) {
            return core.context()
                .throttle.subject(QStringLiteral("anna"), QStringLiteral("192.0.2.1"))
                .account;
        };
        QByteArray before;
        {
            const auto core = m_scratch->open();
            before = account(**core);
            VERIFY_OK((*core)->rotateKeyFile(kActor));
            VERIFY_OK((*core)->rotateKeyFile(kActor));
        }
        const auto core = m_scratch->open();
        QCOMPARE(account(**core), before);
    }

    void aLostFileIsReplacedOnlyOnDemand()
    {
        SessionId session;
        {
            const auto core = m_scratch->open();
            const auto anna = addUser(**core, QStringLiteral("anna"));
            const auto added = addSession(**core, anna->id, 7);
            VERIFY_OK(added);
            session = *added;
        }
        CoreOptions anew = m_scratch->options();
        anew.replaceLostKeyFile = true;
        VERIFY_ERROR(Core::open(anew), ErrorCode::Conflict); // it is not lost
        QVERIFY(put(m_path, QByteArray(64, 'b') + '\n'));
        VERIFY_ERROR(m_scratch->open(), ErrorCode::KeyFileWrong);
        {
            const auto core = Core::open(anew);
            VERIFY_OK(core);
            QVERIFY(signsAndVerifies(**core));
            QCOMPARE(kidsInForce(**core).size(), 1);
            QVERIFY(!m_kids.contains(*kidsInForce(**core).begin()));
            QVERIFY(isRevoked(**core, session));
            const auto keys = (*core)->keys().list();
            QCOMPARE(keys->size(), std::size_t{4});
            QCOMPARE(std::count_if(keys->begin(), keys->end(),
                                   [](const KeyEntry &entry) {
                                       return entry.row.state == QLatin1String("retired");
                                   }),
                     3);
            QCOMPARE(events(**core, "key_file.lost").size(), std::size_t{1});
        }
        // What was there is not destroyed.
        const QStringList kept =
            QFileInfo(m_path).dir().entryList({QStringLiteral("secret.key.lost-*")});
        QCOMPARE(kept.size(), 1);
        QCOMPARE(contentOf(QFileInfo(m_path).dir().filePath(kept.first())),
                 QByteArray(64, 'b') + '\n');
        VERIFY_OK(m_scratch->open());
    }

    void aMissingFileIsNamedWithWhatCanBeDone()
    {
        QVERIFY(QFile::remove(m_path));
        const auto refused = m_scratch->open();
        VERIFY_ERROR(refused, ErrorCode::KeyFileMissing);
        QVERIFY(refused.error().detail.contains(m_path));
        QVERIFY(refused.error().detail.contains(QStringLiteral("put back")));
        QVERIFY(refused.error().detail.contains(QStringLiteral("rotate-file --lost")));
        QVERIFY(!QFile::exists(m_path));
        CoreOptions anew = m_scratch->options();
        anew.replaceLostKeyFile = true;
        VERIFY_OK(Core::open(anew));
        VERIFY_OK(m_scratch->open());
    }
};

QTEST_GUILESS_MAIN(TestKeyFileReplacement)
#include "tst_keyfilereplacement.moc"
